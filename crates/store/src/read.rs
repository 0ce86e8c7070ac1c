//! Rows back into readings.

use crate::{
    Made, Stored,
    columns::{Code, Codes, Json, date, span, unresolved},
};
use records::{Actor, CopyOf, Document, Event, EventPlace, Place, Reading, Relay, Span, Speaker, Statement};
use rusqlite::{Connection, OptionalExtension, Params, Row};
use std::collections::HashMap;

/// The reading of the document in a row.
pub fn reading(connection: &Connection, row: i64) -> rusqlite::Result<Option<Reading>> {
    let Some(document) = document(connection, row)? else { return Ok(None) };
    let mut mentions: HashMap<String, Vec<Span>> = HashMap::new();
    each(
        connection,
        "SELECT local, start, end FROM mentions WHERE document = ?1 ORDER BY local, rank",
        [row],
        |row| {
            mentions.entry(row.get(0)?).or_default().push(Span::new(row.get(1)?, row.get(2)?));
            Ok(())
        },
    )?;
    let mut named = |local: &str| mentions.remove(local).unwrap_or_default();
    let mut ids: HashMap<i64, String> = HashMap::new();
    let mut actors = Vec::new();
    let sql = "SELECT id, local, name, kind, country, sectors, role, wikidata, member_of FROM actors WHERE document = ?1 ORDER BY id";
    each(connection, sql, [row], |row| {
        let id: String = row.get(1)?;
        ids.insert(row.get(0)?, id.clone());
        actors.push(Actor {
            mentions: named(&id),
            id,
            name: row.get(2)?,
            kind: row.get::<_, Code<_>>(3)?.0,
            country: row.get(4)?,
            sectors: row.get::<_, Codes<_>>(5)?.0,
            role: row.get(6)?,
            wikidata: row.get(7)?,
            member_of: row.get(8)?,
        });
        Ok(())
    })?;
    let mut places = Vec::new();
    let mut place_ids: HashMap<i64, String> = HashMap::new();
    let sql = "SELECT id, local, name, country, geonames, lat, lon, kind FROM places WHERE document = ?1 ORDER BY id";
    each(connection, sql, [row], |row| {
        let id: String = row.get(1)?;
        place_ids.insert(row.get(0)?, id.clone());
        places.push(Place {
            mentions: named(&id),
            id,
            name: row.get(2)?,
            country: row.get(3)?,
            geonames: row.get(4)?,
            lat: row.get(5)?,
            lon: row.get(6)?,
            kind: row.get(7)?,
        });
        Ok(())
    })?;
    let statements = statements(connection, row, &ids)?;
    let events = events(connection, row, &ids, &place_ids)?;
    Ok(Some(Reading { document, actors, places, statements, events }))
}

/// The document in a row as it was given to the reader.
pub fn stored(connection: &Connection, row: i64) -> rusqlite::Result<Option<Stored>> {
    let Some(mut given) = document(connection, row)? else { return Ok(None) };
    let sql =
        "SELECT d.given, r.program, r.reader FROM documents d JOIN runs r ON r.id = d.run WHERE d.id = ?1";
    connection
        .prepare_cached(sql)?
        .query_row([row], |found| {
            let Json((lang, published)): Json<(String, Option<String>)> = found.get(0)?;
            given.lang = lang;
            given.published = published;
            Ok(Stored { row, made: Made { program: found.get(1)?, reader: found.get(2)? }, given })
        })
        .optional()
}

fn document(connection: &Connection, row: i64) -> rusqlite::Result<Option<Document>> {
    let sql = "SELECT key, lang, title, published, outlet, url, source, author, marks, copies, text FROM documents WHERE id = ?1";
    connection
        .prepare_cached(sql)?
        .query_row([row], |row| {
            Ok(Document {
                id: row.get(0)?,
                lang: row.get(1)?,
                title: row.get(2)?,
                published: row.get(3)?,
                outlet: row.get(4)?,
                url: row.get(5)?,
                source: row.get(6)?,
                author: row.get(7)?,
                marks: row.get::<_, Json<_>>(8)?.0,
                copies: row.get::<_, Json<Vec<CopyOf>>>(9)?.0,
                text: row.get(10)?,
            })
        })
        .optional()
}

fn statements(
    connection: &Connection,
    row: i64,
    actors: &HashMap<i64, String>,
) -> rusqlite::Result<Vec<Statement>> {
    let actor = |id: Option<i64>| id.and_then(|id| actors.get(&id).cloned());
    let mut found = Vec::new();
    let mut at: HashMap<i64, usize> = HashMap::new();
    let sql = "SELECT id, local, spans, cue_start, cue_end, form, act, negated, speaker, speaker_start, speaker_end, is_addressed, \
               addressee, addressee_start, addressee_end, medium_start, medium_end, within, date_start, date_end, date_grain, \
               date_mention, rule FROM statements WHERE document = ?1 ORDER BY id";
    each(connection, sql, [row], |row| {
        at.insert(row.get(0)?, found.len());
        let addressee = Speaker { actor: actor(row.get(12)?), mention: span(row, 13)? };
        found.push(Statement {
            id: row.get(1)?,
            content: row.get::<_, Json<_>>(2)?.0,
            quotes: Vec::new(),
            cue: span(row, 3)?,
            form: row.get::<_, Code<_>>(5)?.0,
            act: row.get::<_, Code<_>>(6)?.0,
            negated: row.get(7)?,
            speaker: Speaker { actor: actor(row.get(8)?), mention: span(row, 9)? },
            addressee: row.get::<_, bool>(11)?.then_some(addressee),
            medium: span(row, 15)?,
            relays: Vec::new(),
            within: row.get(17)?,
            date: date(row, 18)?,
            unresolved_date: unresolved(row, 18)?,
            rule: row.get(22)?,
        });
        Ok(())
    })?;
    let sql = "SELECT q.statement, q.start, q.end FROM statements s JOIN quotes q ON q.statement = s.id WHERE s.document = ?1 \
               ORDER BY q.statement, q.rank";
    each(connection, sql, [row], |row| {
        if let Some(statement) = at.get(&row.get(0)?) {
            found[*statement].quotes.push(Span::new(row.get(1)?, row.get(2)?));
        }
        Ok(())
    })?;
    let sql = "SELECT r.statement, r.actor, r.start, r.end, r.cue_start, r.cue_end FROM statements s \
               JOIN relays r ON r.statement = s.id WHERE s.document = ?1 ORDER BY r.statement, r.rank";
    each(connection, sql, [row], |row| {
        if let Some(statement) = at.get(&row.get(0)?) {
            let mention = Span::new(row.get(2)?, row.get(3)?);
            found[*statement].relays.push(Relay { mention, actor: actor(row.get(1)?), cue: span(row, 4)? });
        }
        Ok(())
    })?;
    Ok(found)
}

fn events(
    connection: &Connection,
    row: i64,
    actors: &HashMap<i64, String>,
    places: &HashMap<i64, String>,
) -> rusqlite::Result<Vec<Event>> {
    let mut found = Vec::new();
    let mut at: HashMap<i64, usize> = HashMap::new();
    let sql = "SELECT id, local, type, mode, contexts, cameo, goldstein, trigger_start, trigger_end, status, voice, aside, \
               date_start, date_end, date_grain, date_mention, place, place_start, place_end, rule FROM events \
               WHERE document = ?1 ORDER BY id";
    each(connection, sql, [row], |row| {
        at.insert(row.get(0)?, found.len());
        let contexts: String = row.get(4)?;
        let place: Option<i64> = row.get(16)?;
        found.push(Event {
            id: row.get(1)?,
            kind: row.get::<_, Code<_>>(2)?.0,
            mode: row.get(3)?,
            contexts: contexts.split_whitespace().map(str::to_owned).collect(),
            cameo: row.get(5)?,
            goldstein: row.get(6)?,
            trigger: Span::new(row.get(7)?, row.get(8)?),
            source: Vec::new(),
            target: Vec::new(),
            status: row.get::<_, Code<_>>(9)?.0,
            voice: row.get(10)?,
            aside: row.get(11)?,
            date: date(row, 12)?,
            unresolved_date: unresolved(row, 12)?,
            place: span(row, 17)?
                .map(|mention| EventPlace { place: place.and_then(|id| places.get(&id).cloned()), mention }),
            rule: row.get(19)?,
        });
        Ok(())
    })?;
    let sql = "SELECT p.event, p.side, p.actor FROM events e JOIN parties p ON p.event = e.id WHERE e.document = ?1 \
               ORDER BY p.event, p.side, p.rank";
    each(connection, sql, [row], |row| {
        let side: String = row.get(1)?;
        if let (Some(event), Some(actor)) = (at.get(&row.get(0)?), actors.get(&row.get(2)?)) {
            let event = &mut found[*event];
            if side == "source" { &mut event.source } else { &mut event.target }.push(actor.clone());
        }
        Ok(())
    })?;
    Ok(found)
}

fn each(
    connection: &Connection,
    sql: &str,
    params: impl Params,
    mut take: impl FnMut(&Row<'_>) -> rusqlite::Result<()>,
) -> rusqlite::Result<()> {
    let mut statement = connection.prepare_cached(sql)?;
    let mut rows = statement.query(params)?;
    while let Some(row) = rows.next()? {
        take(row)?;
    }
    Ok(())
}
