//! The same event in several documents.

use super::{
    Lately, Party,
    set::{Set, hash},
    window::Window,
};
use rusqlite::Connection;
use std::collections::BTreeSet;

/// What two tellings must have in common; see [`likeness`].
const ENOUGH: i32 = 4;

/// Documents tell of an event within a day, for dates in texts are off by one across time zones; of busy days, the last events are compared.
const BY_TYPE: Window = Window {
    day: "SELECT min(day) FROM events WHERE type = ?1 AND day >= ?2 AND day <= ?3",
    last: "SELECT id, happening FROM events WHERE type = ?1 AND day = ?2 AND document <> ?3 AND happening IS NOT NULL \
           ORDER BY id DESC LIMIT ?4",
    days: 1,
    most: 400,
};

/// What an event is compared by.
#[derive(Debug)]
pub(crate) struct Told {
    mode: Option<u64>,
    /// The beginning of the word that tells it.
    word: u64,
    day: u64,
    is_dated: bool,
    geonames: Option<u32>,
    place_country: Option<u64>,
    source: Side,
    target: Side,
}

/// One side of an event: who, and of which countries.
#[derive(Debug)]
struct Side {
    canons: Set,
    countries: Set,
    /// Countries that are themselves a party, or by their government.
    states: Set,
    folded: Set,
}

impl Told {
    /// Of an event that has parties: those who do it, and those to whom it is done.
    pub fn of(
        (mode, word): (Option<&str>, &str),
        (day, is_dated): (&str, bool),
        (geonames, country): (Option<u32>, Option<&str>),
        [source, target]: [&[&Party]; 2],
    ) -> Told {
        Told {
            mode: mode.map(hash),
            word: hash(stem(word)),
            day: hash(day),
            is_dated,
            geonames,
            place_country: country.map(hash),
            source: Side::of(source),
            target: Side::of(target),
        }
    }

    /// Of an event in the store.
    pub fn load(connection: &Connection, id: i64) -> rusqlite::Result<Told> {
        let sql = "SELECT p.side = 'source', a.canon, a.country, a.folded, a.kind, a.sectors \
                   FROM parties p JOIN actors a ON a.id = p.actor WHERE p.event = ?1";
        let (mut source, mut target) = (Vec::new(), Vec::new());
        let mut statement = connection.prepare_cached(sql)?;
        let mut rows = statement.query([id])?;
        while let Some(row) = rows.next()? {
            let side = if row.get(0)? { &mut source } else { &mut target };
            side.push(Party::of(
                row.get(1)?,
                row.get_ref(2)?.as_str_or_null()?,
                row.get_ref(3)?.as_str()?,
                row.get_ref(4)?.as_str()?,
                row.get_ref(5)?.as_str()?,
            ));
        }
        let sql = "SELECT e.mode, e.word, e.day, e.date_start IS NOT NULL, p.geonames, p.country \
                   FROM events e LEFT JOIN places p ON p.id = e.place WHERE e.id = ?1";
        connection.prepare_cached(sql)?.query_row([id], |row| {
            Ok(Told::of(
                (row.get_ref(0)?.as_str_or_null()?, row.get_ref(1)?.as_str()?),
                (row.get_ref(2)?.as_str_or_null()?.unwrap_or_default(), row.get(3)?),
                (row.get(4)?, row.get_ref(5)?.as_str_or_null()?),
                [&source.iter().collect::<Vec<_>>(), &target.iter().collect::<Vec<_>>()],
            ))
        })
    }
}

/// The happening that an event of a document is, and why; a new one if none before it is the same. Two acts of one document are two, for
/// it tells them apart: `taken` are those that it has already.
pub(crate) fn happening(
    connection: &Connection,
    lately: &mut Lately<Told>,
    document: i64,
    (kind, day): (&str, &str),
    told: &Told,
    taken: &mut BTreeSet<i64>,
) -> rusqlite::Result<(i64, String)> {
    let mut best: Option<(i32, i64, i64)> = None;
    for (id, happening) in BY_TYPE.candidates(connection, &[&kind], day, document)? {
        if taken.contains(&happening) {
            continue;
        }
        let likeness = likeness(told, lately.get(id, || Told::load(connection, id))?).0;
        if likeness >= ENOUGH && best.is_none_or(|(highest, _, _)| likeness >= highest) {
            best = Some((likeness, happening, id));
        }
    }
    let found = match best {
        Some((_, happening, id)) => {
            let (_, signs) = self::likeness(told, lately.get(id, || Told::load(connection, id))?);
            (happening, format!("{} as in event {id}", signs.join(", ")))
        }
        None => {
            connection.prepare_cached("INSERT INTO happenings DEFAULT VALUES")?.execute([])?;
            (connection.last_insert_rowid(), "first".to_owned())
        }
    };
    taken.insert(found.0);
    Ok(found)
}

/// How much two events of one type have in common, and what.
fn likeness(one: &Told, other: &Told) -> (i32, Vec<&'static str>) {
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
    match (one.mode, other.mode) {
        (Some(mode), Some(theirs)) if mode == theirs => add(1, "mode"),
        (Some(_), Some(_)) => add(-2, "mode"),
        _ => {}
    }
    if one.word == other.word {
        add(1, "word");
    }
    (likeness, signs)
}

/// 3: the same actor or state; 2: the same description in the same country; 1: the same country; −3: others.
fn alike(one: &Side, other: &Side) -> i32 {
    let (known, theirs) = (one.is_known(), other.is_known());
    if one.canons.meets(&other.canons) || one.states.meets(&other.states) {
        3
    } else if one.folded.meets(&other.folded) {
        2
    } else if one.countries.meets(&other.countries) {
        // Two named persons or bodies of one country are two; a country stands for those who act for it.
        let named = |side: &Side| !side.canons.is_empty() && side.states.is_empty();
        if named(one) && named(other) { 1 } else { 2 }
    } else if known && theirs {
        -3
    } else {
        0
    }
}

impl Side {
    fn of(parties: &[&Party]) -> Side {
        Side {
            canons: parties.iter().filter_map(|party| party.canon).map(hash).collect(),
            countries: parties.iter().filter_map(|party| party.country).collect(),
            states: parties.iter().filter(|party| party.is_state).filter_map(|party| party.country).collect(),
            folded: parties.iter().map(|party| party.folded).collect(),
        }
    }

    fn is_known(&self) -> bool {
        !self.canons.is_empty() || !self.countries.is_empty() || !self.folded.is_empty()
    }
}

fn stem(word: &str) -> String {
    knowledge::fold(word).chars().take(5).collect()
}
