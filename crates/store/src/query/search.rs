//! Words in documents.

use super::{Days, Outlet, Page, Rows, Value, ids::Ids, value::Capped, value::values, words};
use crate::{Error, Store};
use rusqlite::{Connection, Params, params, params_from_iter};

/// Of so many documents that have the words, it is told which have more of them. To rank one takes ten times as long as to find it, and a
/// word that stands in more tells little.
const RANKED: usize = 10_000;
/// Of so many the days are looked up; of more, the days are gone through from the newest on until enough are found.
const SORTED: usize = 2_000;

/// What documents are wanted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Search {
    /// Words of title or text.
    pub text: String,
    /// Published when.
    pub days: Days,
    /// In which outlet.
    pub outlet: Option<Outlet>,
    /// In which language.
    pub lang: Option<String>,
    /// Newest first, instead of those that have more of the words.
    pub newest: bool,
}

const COLUMNS: &[&str] =
    &["published", "document", "outlet", "lang", "title", "url", "snippet", "statements", "events"];

impl Search {
    /// The documents that have all the words, those that have more of them first; the words stand in « › ‹ » in the snippet. Where very many
    /// have them, those that were stored last are ranked, and [`Rows::capped`] says so.
    ///
    /// # Errors
    /// Those of the file.
    pub fn find(&self, store: &Store, page: Page) -> Result<Rows, Error> {
        let mut rows = Rows::under(COLUMNS);
        let Some(words) = words::words(&self.text) else { return Ok(rows) };
        let matching = store.ask(|connection| self.matching(connection, &words))?;
        let mut ids = if self.newest {
            store.ask(|connection| newest(connection, &matching, page))?
        } else {
            let (ids, capped) = ranked(store, matching, &words, page)?;
            rows.capped = capped;
            ids
        };
        rows.more = page.cut(&mut ids);
        let sql = "SELECT d.published, d.key, d.outlet, d.lang, d.title, d.url, \
                     (SELECT snippet(documents_text, 1, '›', '‹', '…', 16) FROM documents_text \
                      WHERE documents_text MATCH ?2 AND documents_text.rowid = ?1), \
                     (SELECT count(*) FROM statements WHERE document = d.id), (SELECT count(*) FROM events WHERE document = d.id) \
                   FROM documents d WHERE d.id = ?1";
        rows.rows = store.ask(|connection| {
            let mut statement = connection.prepare_cached(sql)?;
            let row = |id: i64| {
                statement.query_row((id, &words), |row| values(row, COLUMNS.len()))
                    as rusqlite::Result<Vec<Value>>
            };
            ids.into_iter().map(row).collect()
        })?;
        Ok(rows)
    }

    /// All that have the words and are what is wanted otherwise, each found by an index of its own.
    fn matching(&self, connection: &Connection, words: &str) -> rusqlite::Result<Ids> {
        let mut matching =
            ids(connection, "SELECT rowid FROM documents_text WHERE documents_text MATCH ?1", [words])?;
        ids(connection, "SELECT id FROM documents WHERE current = 0", [])?
            .iter()
            .for_each(|old| matching.remove(old));
        if self.days != Days::default() {
            let (since, last) = (self.days.since.clone().unwrap_or_default(), self.days.last());
            let sql = "SELECT id FROM documents WHERE published >= ?1 AND (?2 IS NULL OR published <= ?2)";
            matching.retain(&ids(connection, sql, params![since, last])?);
        }
        if let Some(outlet) = &self.outlet {
            let mut of = Ids::default();
            for name in &outlet.outlets {
                let sql = "SELECT id FROM documents WHERE outlet = ?1";
                ids(connection, sql, [name])?.iter().for_each(|id| of.add(id));
            }
            matching.retain(&of);
        }
        if let Some(lang) = &self.lang {
            matching.retain(&ids(connection, "SELECT id FROM documents WHERE lang = ?1", [lang])?);
        }
        Ok(matching)
    }
}

/// The ids that a question finds.
pub(crate) fn ids(connection: &Connection, sql: &str, values: impl Params) -> rusqlite::Result<Ids> {
    let mut ids = Ids::default();
    let mut statement = connection.prepare_cached(sql)?;
    let mut rows = statement.query(values)?;
    while let Some(row) = rows.next()? {
        ids.add(row.get(0)?);
    }
    Ok(ids)
}

/// Those of a page and one more, those that have more of the words first.
fn ranked(
    store: &Store,
    mut matching: Ids,
    words: &str,
    page: Page,
) -> Result<(Vec<i64>, Option<Capped>), Error> {
    let found = matching.len();
    let first = matching.iter().rev().nth(RANKED - 1).unwrap_or(0);
    let capped = (found > RANKED).then_some(Capped { ranked: RANKED, matching: found });
    if capped.is_some() {
        let last: Vec<i64> = matching.iter().rev().take(RANKED).collect();
        matching = Ids::default();
        last.into_iter().for_each(|id| matching.add(id));
    }
    store.asked.set(matching);
    // Whether it is asked for is looked at before it is ranked.
    let sql = "SELECT rowid, rank FROM documents_text WHERE documents_text MATCH ?1 AND rowid >= ?2 AND depeche_asked(rowid)";
    let mut ranked: Vec<(f64, i64)> = store.ask(|connection| {
        connection
            .prepare_cached(sql)?
            .query_map(params![words, first], |row| Ok((row.get(1)?, row.get(0)?)))?
            .collect()
    })?;
    ranked.sort_by(|one, other| one.0.total_cmp(&other.0).then(one.1.cmp(&other.1)));
    let ids = ranked.into_iter().map(|(_, id)| id);
    Ok((of_page(ids, page), capped))
}

/// Those of a page and one more, the newest first.
fn newest(connection: &Connection, matching: &Ids, page: Page) -> rusqlite::Result<Vec<i64>> {
    if matching.len() <= SORTED {
        let all: Vec<i64> = matching.iter().collect();
        let places = vec!["?"; all.len()].join(", ");
        let sql = format!("SELECT id FROM documents WHERE id IN ({places}) ORDER BY published DESC, id");
        let mut statement = connection.prepare(&sql)?;
        let ids: Vec<i64> =
            statement.query_map(params_from_iter(all), |row| row.get(0))?.collect::<Result<_, _>>()?;
        return Ok(of_page(ids.into_iter(), page));
    }
    let mut statement = connection.prepare_cached("SELECT id FROM documents ORDER BY published DESC, id")?;
    let ids = statement.query_map([], |row| row.get(0))?;
    let mut failed = None;
    let ids = ids.map_while(|id| id.map_err(|error| failed = Some(error)).ok());
    let found = of_page(ids.filter(|id| matching.has(*id)), page);
    failed.map_or(Ok(found), Err)
}

/// What a page has, and one more that tells that there are more.
fn of_page(ids: impl Iterator<Item = i64>, page: Page) -> Vec<i64> {
    let (limit, offset) = page.bounds();
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    ids.skip(usize::try_from(offset).unwrap_or(usize::MAX)).take(limit).collect()
}
