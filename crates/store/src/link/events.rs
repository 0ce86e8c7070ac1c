//! The same event in several documents.

use rusqlite::{Connection, params};
use std::collections::BTreeSet;

/// Documents tell of an event within so many days; dates in texts are off by one across time zones.
const DAYS: i64 = 1;
/// What two tellings must have in common; see [`likeness`].
const ENOUGH: i32 = 4;
/// Of busy days, the last events are compared.
const MOST: i64 = 400;

struct Event {
    id: i64,
    kind: String,
    mode: Option<String>,
    word: String,
    day: String,
    is_dated: bool,
    geonames: Option<i64>,
    place_country: Option<String>,
    source: Party,
    target: Party,
}

/// One side of an event: who, and of which countries.
#[derive(Default)]
struct Party {
    canons: BTreeSet<i64>,
    countries: BTreeSet<String>,
    /// Countries that are themselves a party, or by their government.
    states: BTreeSet<String>,
    folded: BTreeSet<String>,
}

const COLUMNS: &str =
    "e.id, e.type, e.mode, e.word, e.day, e.date_start IS NOT NULL, p.geonames, p.country, e.happening";

/// Links the events of a document.
pub fn link(connection: &Connection, row: i64, published: Option<&str>) -> rusqlite::Result<()> {
    connection
        .prepare_cached("UPDATE events SET day = coalesce(date_start, ?2) WHERE document = ?1")?
        .execute(params![row, published])?;
    let sql = format!(
        "SELECT {COLUMNS} FROM events e LEFT JOIN places p ON p.id = e.place WHERE e.document = ?1 AND e.day IS NOT NULL ORDER BY e.id"
    );
    let own = events(connection, &sql, params![row])?;
    let mut taken = BTreeSet::new();
    for (event, _) in &own {
        let (happening, why) = match same(connection, row, event, &taken)? {
            Some(found) => found,
            None => {
                connection.prepare_cached("INSERT INTO happenings DEFAULT VALUES")?.execute([])?;
                (connection.last_insert_rowid(), "first".to_owned())
            }
        };
        // Two acts of one document are two: it tells them apart.
        taken.insert(happening);
        connection
            .prepare_cached("UPDATE events SET happening = ?2, happening_why = ?3 WHERE id = ?1")?
            .execute(params![event.id, happening, why])?;
    }
    Ok(())
}

/// What a document before this one tells too, and why.
fn same(
    connection: &Connection,
    row: i64,
    event: &Event,
    taken: &BTreeSet<i64>,
) -> rusqlite::Result<Option<(i64, String)>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM events e LEFT JOIN places p ON p.id = e.place \
         WHERE e.type = ?1 AND e.day BETWEEN date(?2, ?3) AND date(?2, ?4) AND e.document <> ?5 AND e.happening IS NOT NULL \
         ORDER BY e.id DESC LIMIT ?6"
    );
    let window = params![event.kind, event.day, format!("-{DAYS} days"), format!("+{DAYS} days"), row, MOST];
    let mut best: Option<(i32, i64, String)> = None;
    for (other, happening) in events(connection, &sql, window)? {
        let Some(happening) = happening.filter(|happening| !taken.contains(happening)) else { continue };
        let (likeness, signs) = likeness(event, &other);
        if likeness >= ENOUGH && best.as_ref().is_none_or(|(highest, _, _)| likeness >= *highest) {
            best = Some((likeness, happening, format!("{} as in event {}", signs.join(", "), other.id)));
        }
    }
    Ok(best.map(|(_, happening, why)| (happening, why)))
}

/// How much two events of one type have in common, and what.
fn likeness(one: &Event, other: &Event) -> (i32, Vec<&'static str>) {
    let mut likeness = 0;
    let mut signs = Vec::new();
    let mut add = |points: i32, sign: &'static str| {
        likeness += points;
        if points > 0 {
            signs.push(sign);
        }
    };
    add(alike(&one.source, &other.source), "source");
    add(alike(&one.target, &other.target), "target");
    match (one.geonames, other.geonames) {
        (Some(here), Some(there)) if here == there => add(2, "place"),
        (Some(_), Some(_)) if one.place_country != other.place_country => add(-4, "place"),
        (Some(_), Some(_)) => add(-2, "place"),
        _ => {}
    }
    match (one.is_dated && other.is_dated, one.day == other.day) {
        (true, true) => add(1, "day"),
        (true, false) => add(-2, "day"),
        _ => {}
    }
    match (&one.mode, &other.mode) {
        (Some(mode), Some(theirs)) if mode == theirs => add(1, "mode"),
        (Some(_), Some(_)) => add(-2, "mode"),
        _ => {}
    }
    if stem(&one.word) == stem(&other.word) {
        add(1, "word");
    }
    (likeness, signs)
}

/// 3: the same actor or state; 2: the same description in the same country; 1: the same country; −3: others.
fn alike(one: &Party, other: &Party) -> i32 {
    let (known, theirs) = (one.is_known(), other.is_known());
    if !one.canons.is_disjoint(&other.canons) || !one.states.is_disjoint(&other.states) {
        3
    } else if !one.folded.is_disjoint(&other.folded) {
        2
    } else if !one.countries.is_disjoint(&other.countries) {
        // Two named persons or bodies of one country are two; a country stands for those who act for it.
        let named = |party: &Party| !party.canons.is_empty() && party.states.is_empty();
        if named(one) && named(other) { 1 } else { 2 }
    } else if known && theirs {
        -3
    } else {
        0
    }
}

impl Party {
    fn is_known(&self) -> bool {
        !self.canons.is_empty() || !self.countries.is_empty() || !self.folded.is_empty()
    }
}

fn stem(word: &str) -> String {
    knowledge::fold(word).chars().take(5).collect()
}

fn events(
    connection: &Connection,
    sql: &str,
    values: impl rusqlite::Params,
) -> rusqlite::Result<Vec<(Event, Option<i64>)>> {
    let mut statement = connection.prepare_cached(sql)?;
    let mut found: Vec<(Event, Option<i64>)> = statement
        .query_map(values, |row| {
            let event = Event {
                id: row.get(0)?,
                kind: row.get(1)?,
                mode: row.get(2)?,
                word: row.get(3)?,
                day: row.get(4)?,
                is_dated: row.get(5)?,
                geonames: row.get(6)?,
                place_country: row.get(7)?,
                source: Party::default(),
                target: Party::default(),
            };
            Ok((event, row.get(8)?))
        })?
        .collect::<Result<_, _>>()?;
    let mut parties = connection.prepare_cached(
        "SELECT p.side, a.canon, a.country, a.folded, a.kind = 'country' OR (a.kind = 'organisation' AND a.sectors LIKE 'GOV%') \
         FROM parties p JOIN actors a ON a.id = p.actor WHERE p.event = ?1",
    )?;
    for (event, _) in &mut found {
        let mut rows = parties.query([event.id])?;
        while let Some(row) = rows.next()? {
            let party =
                if row.get_ref(0)?.as_str()? == "source" { &mut event.source } else { &mut event.target };
            party.canons.extend(row.get::<_, Option<i64>>(1)?);
            party.countries.extend(row.get::<_, Option<String>>(2)?);
            party.folded.insert(row.get(3)?);
            if row.get(4)? {
                party.states.extend(row.get::<_, Option<String>>(2)?);
            }
        }
    }
    Ok(found)
}
