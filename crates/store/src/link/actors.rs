//! The same person, country or body in several documents.

use super::{
    Party,
    names::{is_bodys, is_persons, skeleton, surname},
};
use rusqlite::{Connection, OptionalExtension, params};

/// A function is taken for that of its last known holder if a document of so many days before or after names him.
const OFFICE_DAYS: i64 = 120;

/// Why a capital's name is its country's.
pub const SEAT: &str = "seat";

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
    actor: &Actor<'_>,
    lang: &str,
    day: Option<&str>,
) -> rusqlite::Result<Option<(i64, &'static str)>> {
    let found = canon(connection, actor, lang, day)?;
    if let (Some((canon, _)), Some(role), Some(country), Some(day), "person") =
        (found, actor.role, actor.country, day, actor.kind)
        && is_persons(actor.name)
    {
        hold(connection, canon, &knowledge::fold(role), country, day)?;
    }
    Ok(found)
}

/// The actor across documents, found or made, and by what it was found; `None` for a description that names nobody.
fn canon(
    connection: &Connection,
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
                            .map(|found| (found, "function"))
                    }
                    _ => None,
                });
            }
            return person(connection, actor).map(Some);
        }
        ("organisation" | "group" | "country", _) => {
            if let Some(found) = capital(connection, actor, lang)? {
                return Ok(Some((found, SEAT)));
            }
            if let Some(known) = knowledge::organisation(lang, actor.name) {
                if let Some(found) = by("SELECT id FROM canon WHERE organisation = ?1", &[&known.id])? {
                    return Ok(Some((found, "organisation")));
                }
                return make(connection, actor, Some(known.id)).map(|made| Some((made, "first")));
            }
            let names = is_bodys(actor.name);
            // « le ministère des affaires étrangères » is one in each country; of no country it is none.
            if !names && actor.country.is_none() {
                return Ok(None);
            }
            // A body may have been taken for a person, and the other way round.
            let sql = "SELECT id FROM canon WHERE folded = ?1 AND (kind = ?2 OR ?4) \
                       AND (country IS ?3 OR ((country IS NULL OR ?3 IS NULL) AND ?4)) \
                       ORDER BY country IS ?3 DESC, kind = ?2 DESC, id LIMIT 1";
            if let Some(found) = by(sql, &[&actor.folded, &actor.kind, &actor.country, &names])? {
                return Ok(Some((found, "name")));
            }
        }
        _ => return Ok(None),
    }
    make(connection, actor, None).map(|made| Some((made, "first")))
}

/// The country whose capital's name stands for its government (« Pékin »).
fn capital(connection: &Connection, actor: &Actor<'_>, lang: &str) -> rusqlite::Result<Option<i64>> {
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
    Ok(Some(connection.last_insert_rowid()))
}

/// A person by his name.
fn person(connection: &Connection, actor: &Actor<'_>) -> rusqlite::Result<(i64, &'static str)> {
    let all = |sql: &str, key: &str| -> rusqlite::Result<Vec<i64>> {
        connection.prepare_cached(sql)?.query_map(params![key, actor.country], |row| row.get(0))?.collect()
    };
    // Namesakes of two countries are two; where one document tells no country, the name alone speaks.
    let same = all(
        "SELECT id FROM canon WHERE folded = ?1 AND kind <> 'country' AND (country IS ?2 OR country IS NULL OR ?2 IS NULL) \
         ORDER BY country IS ?2 DESC, kind = 'person' DESC, id LIMIT 1",
        actor.folded,
    )?;
    let found = match same.first() {
        Some(found) => Some((*found, "name")),
        None if actor.folded.contains(' ') => {
            let sql = "SELECT id FROM canon WHERE skeleton = ?1 AND country = ?2 AND skeleton <> '' ORDER BY id LIMIT 1";
            all(sql, &skeleton(actor.folded))?.first().map(|found| (*found, "spelling"))
        }
        // A surname alone, if it is that of one person of the country.
        None => {
            let sql = "SELECT id FROM canon WHERE surname = ?1 AND country = ?2 AND folded <> ?1 AND surname <> '' ORDER BY id LIMIT 2";
            match all(sql, actor.folded)?.as_slice() {
                [one] => Some((*one, "surname")),
                _ => None,
            }
        }
    };
    let Some((id, why)) = found else { return make(connection, actor, None).map(|made| (made, "first")) };
    // What the first document did not tell, a later one may.
    connection
        .prepare_cached(
            "UPDATE canon SET country = coalesce(country, ?2), wikidata = coalesce(wikidata, ?3) \
             WHERE id = ?1 AND ((country IS NULL AND ?2 IS NOT NULL) OR (wikidata IS NULL AND ?3 IS NOT NULL))",
        )?
        .execute(params![id, actor.country, actor.wikidata])?;
    Ok((id, why))
}

fn make(connection: &Connection, actor: &Actor<'_>, organisation: Option<&str>) -> rusqlite::Result<i64> {
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
    Ok(connection.last_insert_rowid())
}

/// Notes that somebody is told to hold a function on a day.
fn hold(connection: &Connection, canon: i64, role: &str, country: &str, day: &str) -> rusqlite::Result<()> {
    connection
        .prepare_cached(
            "INSERT INTO offices (country, role, canon, first, last) VALUES (?1, ?2, ?3, ?4, ?4) \
             ON CONFLICT DO UPDATE SET first = min(first, ?4), last = max(last, ?4) WHERE ?4 < first OR ?4 > last",
        )?
        .execute(params![country, role, canon, day])?;
    Ok(())
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
