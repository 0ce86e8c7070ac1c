//! What a record has to do with others: its document, its actor across documents, the reports of the same.

use crate::{Error, Store};

/// Where a record leads.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Links {
    /// The document's row.
    pub document: i64,
    /// The speaker across documents; of an event, who does it first.
    pub canon: Option<i64>,
    /// To whom, likewise.
    pub other: Option<i64>,
    /// The utterance or happening that it is a report of.
    pub reported: Option<i64>,
    /// How many reports there are of that.
    pub reports: i64,
}

/// Where a statement leads.
///
/// # Errors
/// Those of the file; there is none of that id.
pub fn statement_links(store: &Store, id: i64) -> Result<Links, Error> {
    let sql = "SELECT s.document, s.who, (SELECT canon FROM actors WHERE id = s.addressee), s.utterance, \
               (SELECT count(*) FROM statements o WHERE o.utterance = s.utterance AND o.current = 1) FROM statements s WHERE s.id = ?1";
    links(store, sql, id)
}

/// Where an event leads.
///
/// # Errors
/// Those of the file; there is none of that id.
pub fn event_links(store: &Store, id: i64) -> Result<Links, Error> {
    let party = |side: &str| {
        format!(
            "(SELECT a.canon FROM parties p JOIN actors a ON a.id = p.actor WHERE p.event = e.id AND p.side = '{side}' ORDER BY p.rank LIMIT 1)"
        )
    };
    let sql = format!(
        "SELECT e.document, {}, {}, e.happening, \
         (SELECT count(*) FROM events o WHERE o.happening = e.happening AND o.current = 1) FROM events e WHERE e.id = ?1",
        party("source"),
        party("target")
    );
    links(store, &sql, id)
}

/// Records of a document that others report too, by their ids in it: the utterance or happening, and how many reports
/// there are of it.
pub type Reported = Vec<(String, i64, i64)>;

/// Which of a document's statements, and which of its events, others report too.
///
/// # Errors
/// Those of the file.
pub fn reports_in(store: &Store, document: i64) -> Result<[Reported; 2], Error> {
    let of = |table: &str, link: &str| {
        let sql = format!(
            "SELECT local, {link}, (SELECT count(*) FROM {table} o WHERE o.{link} = r.{link} AND o.current = 1) AS reports \
             FROM {table} r WHERE document = ?1 AND {link} IS NOT NULL AND reports > 1 ORDER BY id"
        );
        store.ask(|connection| {
            let mut statement = connection.prepare_cached(&sql)?;
            let rows = statement.query_map([document], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
            rows.collect()
        })
    };
    Ok([of("statements", "utterance")?, of("events", "happening")?])
}

/// A document's actors, by their ids in it, with who they are across documents.
///
/// # Errors
/// Those of the file.
pub fn actors_in(store: &Store, document: i64) -> Result<Vec<(String, i64)>, Error> {
    let sql = "SELECT local, canon FROM actors WHERE document = ?1 AND canon IS NOT NULL ORDER BY id";
    store.ask(|connection| {
        connection.prepare_cached(sql)?.query_map([document], |row| Ok((row.get(0)?, row.get(1)?)))?.collect()
    })
}

fn links(store: &Store, sql: &str, id: i64) -> Result<Links, Error> {
    store.ask(|connection| {
        connection.prepare_cached(sql)?.query_row([id], |row| {
            Ok(Links {
                document: row.get(0)?,
                canon: row.get(1)?,
                other: row.get(2)?,
                reported: row.get(3)?,
                reports: row.get(4)?,
            })
        })
    })
}

/// Those on one side of an event: names, and their ids across documents.
pub type Side = Vec<(String, Option<i64>)>;

/// Who does an event, and to whom.
///
/// # Errors
/// Those of the file.
pub fn event_parties(store: &Store, id: i64) -> Result<[Side; 2], Error> {
    let sql = "SELECT p.side = 'source', a.name, a.canon FROM parties p JOIN actors a ON a.id = p.actor WHERE p.event = ?1 ORDER BY p.rank";
    store.ask(|connection| {
        let mut sides: [Side; 2] = Default::default();
        let mut statement = connection.prepare_cached(sql)?;
        let mut rows = statement.query([id])?;
        while let Some(row) = rows.next()? {
            sides[usize::from(!row.get::<_, bool>(0)?)].push((row.get(1)?, row.get(2)?));
        }
        Ok(sides)
    })
}

/// Reports of one thing: their records, with the reason why each is taken for one.
pub type Reports = Vec<(i64, Option<String>)>;

/// The statements that report an utterance, as they were stored.
///
/// # Errors
/// Those of the file.
pub fn utterance(store: &Store, id: i64) -> Result<Reports, Error> {
    reports(
        store,
        "SELECT id, utterance_why FROM statements WHERE utterance = ?1 AND current = 1 ORDER BY id LIMIT 200",
        id,
    )
}

/// The words of a report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Content {
    /// What is said.
    pub words: String,
    /// The word that reports it.
    pub cue: Option<String>,
    /// The language of its document.
    pub lang: String,
}

/// The words of statements, in their order.
///
/// # Errors
/// Those of the file.
pub fn contents(store: &Store, ids: &[i64]) -> Result<Vec<Content>, Error> {
    let sql = "SELECT s.content, s.cue, d.lang FROM statements s JOIN documents d ON d.id = s.document WHERE s.id = ?1";
    store.ask(|connection| {
        let mut statement = connection.prepare_cached(sql)?;
        let content =
            |row: &rusqlite::Row<'_>| Ok(Content { words: row.get(0)?, cue: row.get(1)?, lang: row.get(2)? });
        ids.iter().map(|id| statement.query_row([id], content)).collect()
    })
}

/// The events that tell of a happening, as they were stored.
///
/// # Errors
/// Those of the file.
pub fn happening(store: &Store, id: i64) -> Result<Reports, Error> {
    reports(
        store,
        "SELECT id, happening_why FROM events WHERE happening = ?1 AND current = 1 ORDER BY id LIMIT 200",
        id,
    )
}

fn reports(store: &Store, sql: &str, id: i64) -> Result<Reports, Error> {
    store.ask(|connection| {
        connection.prepare_cached(sql)?.query_map([id], |row| Ok((row.get(0)?, row.get(1)?)))?.collect()
    })
}
