//! The same person, country or body in several documents.

use super::{
    Actors, Party,
    names::{is_bodys, is_persons, skeleton, surname},
};
use rusqlite::{Connection, OptionalExtension, params};

/// A function is taken for that of its last known holder if a document of so many days before or after names him.
const OFFICE_DAYS: i64 = 120;

/// Why a capital's name is its country's.
pub const SEAT: &str = "seat";
/// By who holds it: who that is depends on the day.
pub const FUNCTION: &str = "function";
/// By nothing: nobody before was the same.
pub const FIRST: &str = "first";
/// By how a name sounds: another may come who is so called to the letter.
pub const SPELLING: &str = "spelling";
/// By the last word of a name: another may come who has the same.
pub const SURNAME: &str = "surname";

/// An actor as a document has it.
pub(crate) struct Actor<'r> {
    pub name: &'r str,
    pub folded: &'r str,
    pub kind: &'r str,
    pub country: Option<&'r str>,
    pub role: Option<&'r str>,
    pub wikidata: Option<&'r str>,
    /// Codes parted by spaces.
    pub sectors: &'r str,
}

impl Actor<'_> {
    /// The columns that [`Actor::party`] wants, of actors as `a`.
    pub const COLUMNS: &'static str =
        "a.name, a.folded, a.kind, a.country, a.role, a.sectors, a.canon, a.canon_why";

    /// What an actor is compared by, from columns of which the first is told; all are NULL where nobody is.
    pub fn party(row: &rusqlite::Row<'_>, at: usize) -> rusqlite::Result<Party> {
        let Some(name) = row.get_ref(at)?.as_str_or_null()? else { return Ok(Party::default()) };
        let actor = Actor {
            name,
            folded: row.get_ref(at + 1)?.as_str()?,
            kind: row.get_ref(at + 2)?.as_str()?,
            country: row.get_ref(at + 3)?.as_str_or_null()?,
            role: row.get_ref(at + 4)?.as_str_or_null()?,
            sectors: row.get_ref(at + 5)?.as_str()?,
            wikidata: None,
        };
        Ok(Party::of(&actor, (row.get(at + 6)?, row.get_ref(at + 7)?.as_str_or_null()?)))
    }
}

/// The actor across documents that one of a document of some language and day is, and by what it was found; `None` for a description that
/// names nobody.
pub(crate) fn link(
    connection: &Connection,
    known: &mut Actors,
    actor: &Actor<'_>,
    lang: &str,
    day: Option<&str>,
) -> rusqlite::Result<Option<(i64, &'static str)>> {
    let found = match known.found(actor, lang) {
        Some(found) => found,
        None => {
            let found = canon(connection, known, actor, lang, day)?;
            known.keep(actor, lang, found);
            found
        }
    };
    if let (Some((canon, _)), Some(role), Some(country), Some(day), "person") =
        (found, actor.role, actor.country, day, actor.kind)
        && is_persons(actor.name)
    {
        known.hold(connection, canon, &knowledge::fold(role), country, day)?;
    }
    Ok(found)
}

/// The actor across documents, found or made, and by what it was found; `None` for a description that names nobody.
fn canon(
    connection: &Connection,
    known: &mut Actors,
    actor: &Actor<'_>,
    lang: &str,
    day: Option<&str>,
) -> rusqlite::Result<Option<(i64, &'static str)>> {
    let by = |sql: &str, values: &[&dyn rusqlite::ToSql]| -> rusqlite::Result<Option<i64>> {
        connection.prepare_cached(sql)?.query_row(values, |row| row.get(0)).optional()
    };
    if let Some(wikidata) = actor.wikidata
        && let Some(found) = by("SELECT id FROM canon WHERE wikidata = ?1", &[&wikidata])?
    {
        return Ok(Some((found, "Wikidata id")));
    }
    match (actor.kind, actor.country) {
        ("country", Some(country)) => {
            if let Some(found) =
                by("SELECT id FROM canon WHERE kind = 'country' AND country = ?1", &[&country])?
            {
                return Ok(Some((found, "country")));
            }
        }
        ("person", country) => {
            if !is_persons(actor.name) {
                return Ok(match (country, actor.role, day) {
                    (Some(country), Some(role), Some(day)) => {
                        holder(connection, &knowledge::fold(role), country, day)?
                            .map(|found| (found, FUNCTION))
                    }
                    _ => None,
                });
            }
            return person(connection, known, actor).map(Some);
        }
        ("organisation" | "group" | "country", _) => {
            if let Some(found) = capital(connection, known, actor, lang)? {
                return Ok(Some((found, SEAT)));
            }
            if let Some(body) = knowledge::organisation(lang, actor.name) {
                if let Some(found) = by("SELECT id FROM canon WHERE organisation = ?1", &[&body.id])? {
                    return Ok(Some((found, "organisation")));
                }
                return make(connection, known, actor, Some(body.id)).map(|made| Some((made, FIRST)));
            }
            let names = is_bodys(actor.name);
            // « le ministère des affaires étrangères » is one in each country; of no country it is none.
            if !names && actor.country.is_none() {
                return Ok(None);
            }
            // A body may have been taken for a person, and the other way round.
            let found = namesakes(connection, actor.folded)?
                .into_iter()
                .filter(|other| names || other.kind == actor.kind)
                .filter(|other| other.is_of(actor.country) || names && other.may_be_of(actor.country))
                .min_by_key(|other| (!other.is_of(actor.country), other.kind != actor.kind, other.id));
            if let Some(found) = found {
                return Ok(Some((found.id, "name")));
            }
        }
        _ => return Ok(None),
    }
    make(connection, known, actor, None).map(|made| Some((made, FIRST)))
}

/// The country whose capital's name stands for its government (« Pékin »).
fn capital(
    connection: &Connection,
    known: &mut Actors,
    actor: &Actor<'_>,
    lang: &str,
) -> rusqlite::Result<Option<i64>> {
    if !actor.sectors.split(' ').any(|sector| sector == "GOV") {
        return Ok(None);
    }
    let Some(seat) = knowledge::seat(lang, actor.name).filter(|seat| seat.capital) else { return Ok(None) };
    let its =
        [Some(seat.country), seat.otherwise].into_iter().flatten().find(|its| actor.country == Some(its));
    let Some(country) = its.and_then(knowledge::country) else { return Ok(None) };
    let sql = "SELECT id FROM canon WHERE kind = 'country' AND country = ?1";
    let found = connection.prepare_cached(sql)?.query_row([country.code], |row| row.get(0)).optional()?;
    if found.is_some() {
        return Ok(found);
    }
    let name = country.name(lang);
    connection
        .prepare_cached(
            "INSERT INTO canon (name, folded, surname, skeleton, kind, country) VALUES (?1, ?2, '', '', 'country', ?3)",
        )?
        .execute(params![name, knowledge::fold(name), country.code])?;
    known.clear();
    Ok(Some(connection.last_insert_rowid()))
}

/// An actor across documents who has a name.
struct Namesake {
    id: i64,
    kind: String,
    country: Option<String>,
}

impl Namesake {
    fn is_of(&self, country: Option<&str>) -> bool {
        self.country.as_deref() == country
    }

    /// Whether it is of a country, or that is not told of one of them.
    fn may_be_of(&self, country: Option<&str>) -> bool {
        self.country.is_none() || country.is_none() || self.is_of(country)
    }
}

fn namesakes(connection: &Connection, folded: &str) -> rusqlite::Result<Vec<Namesake>> {
    let sql = "SELECT id, kind, country FROM canon WHERE folded = ?1";
    let namesake =
        |row: &rusqlite::Row<'_>| Ok(Namesake { id: row.get(0)?, kind: row.get(1)?, country: row.get(2)? });
    connection.prepare_cached(sql)?.query_map([folded], namesake)?.collect()
}

/// A person by his name.
fn person(
    connection: &Connection,
    known: &mut Actors,
    actor: &Actor<'_>,
) -> rusqlite::Result<(i64, &'static str)> {
    let all = |sql: &str, key: &str| -> rusqlite::Result<Vec<i64>> {
        connection.prepare_cached(sql)?.query_map(params![key, actor.country], |row| row.get(0))?.collect()
    };
    // Namesakes of two countries are two; where one document tells no country, the name alone speaks.
    let same = namesakes(connection, actor.folded)?
        .into_iter()
        .filter(|other| other.kind != "country" && other.may_be_of(actor.country))
        .min_by_key(|other| (!other.is_of(actor.country), other.kind != "person", other.id));
    let found = match same {
        Some(found) => Some((found.id, "name")),
        None if actor.folded.contains(' ') => {
            let sql = "SELECT id FROM canon WHERE skeleton = ?1 AND country = ?2 AND skeleton <> '' ORDER BY id LIMIT 1";
            all(sql, &skeleton(actor.folded))?.first().map(|found| (*found, SPELLING))
        }
        // A surname alone, if it is that of one person of the country.
        None => {
            let sql = "SELECT id FROM canon WHERE surname = ?1 AND country = ?2 AND folded <> ?1 AND surname <> '' ORDER BY id LIMIT 2";
            match all(sql, actor.folded)?.as_slice() {
                [one] => Some((*one, SURNAME)),
                _ => None,
            }
        }
    };
    let Some((id, why)) = found else {
        return make(connection, known, actor, None).map(|made| (made, FIRST));
    };
    // What the first document did not tell, a later one may.
    let told = connection
        .prepare_cached(
            "UPDATE canon SET country = coalesce(country, ?2), wikidata = coalesce(wikidata, ?3) \
             WHERE id = ?1 AND ((country IS NULL AND ?2 IS NOT NULL) OR (wikidata IS NULL AND ?3 IS NOT NULL))",
        )?
        .execute(params![id, actor.country, actor.wikidata])?;
    if told > 0 {
        known.clear();
    }
    Ok((id, why))
}

fn make(
    connection: &Connection,
    known: &mut Actors,
    actor: &Actor<'_>,
    organisation: Option<&str>,
) -> rusqlite::Result<i64> {
    let is_person = actor.kind == "person";
    let surname = if is_person { surname(actor.folded) } else { "" };
    let skeleton = if is_person { skeleton(actor.folded) } else { String::new() };
    connection
        .prepare_cached(
            "INSERT INTO canon (name, folded, surname, skeleton, kind, country, wikidata, organisation) \
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        )?
        .execute(params![
            actor.name,
            actor.folded,
            surname,
            skeleton,
            actor.kind,
            actor.country,
            actor.wikidata,
            organisation
        ])?;
    let made = connection.last_insert_rowid();
    if actor.wikidata.is_some() || organisation.is_some() || actor.kind == "country" {
        known.clear();
    } else {
        known.made(actor.folded);
    }
    Ok(made)
}

/// The one who holds a function around a day; `None` if nobody is told to, or several are.
fn holder(connection: &Connection, role: &str, country: &str, day: &str) -> rusqlite::Result<Option<i64>> {
    let sql = "SELECT canon FROM offices WHERE country = ?1 AND role = ?2 AND julianday(first) - ?4 <= julianday(?3) \
               AND julianday(last) + ?4 >= julianday(?3) LIMIT 2";
    let found: Vec<i64> = connection
        .prepare_cached(sql)?
        .query_map(params![country, role, day, OFFICE_DAYS], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    Ok(match found.as_slice() {
        [one] => Some(*one),
        _ => None,
    })
}
