//! Links of documents that were stored by a program without links.

use super::{Actor, Memory, Said, Told, canon, happening, utterance};
use rusqlite::{Connection, params};
use std::collections::BTreeSet;

/// Their rows.
pub(crate) fn unlinked(connection: &Connection) -> rusqlite::Result<Vec<i64>> {
    let mut statement =
        connection.prepare("SELECT id FROM documents WHERE linked = 0 AND current = 1 ORDER BY id")?;
    statement.query_map([], |row| row.get(0))?.collect()
}

/// Links the records of the document in a row to those of the documents before it, as they would have been when they were stored.
pub(crate) fn link_old(connection: &Connection, memory: &mut Memory, row: i64) -> rusqlite::Result<()> {
    for table in ["statements", "events"] {
        let sql = format!(
            "UPDATE {table} SET day = coalesce(date_start, (SELECT published FROM documents WHERE id = ?1)) WHERE document = ?1"
        );
        connection.prepare_cached(&sql)?.execute([row])?;
    }
    actors(connection, memory, row)?;
    statements(connection, memory, row)?;
    events(connection, memory, row)?;
    connection.prepare_cached("UPDATE documents SET linked = 1 WHERE id = ?1")?.execute([row])?;
    Ok(())
}

fn actors(connection: &Connection, memory: &mut Memory, row: i64) -> rusqlite::Result<()> {
    let sql = "SELECT a.id, a.name, a.folded, a.kind, a.country, a.role, a.wikidata, d.lang, d.published, a.sectors \
               FROM actors a JOIN documents d ON d.id = a.document WHERE a.document = ?1 ORDER BY a.id";
    let mut statement = connection.prepare_cached(sql)?;
    let mut rows = statement.query([row])?;
    while let Some(row) = rows.next()? {
        let actor = Actor {
            name: row.get_ref(1)?.as_str()?,
            folded: row.get_ref(2)?.as_str()?,
            kind: row.get_ref(3)?.as_str()?,
            country: row.get_ref(4)?.as_str_or_null()?,
            role: row.get_ref(5)?.as_str_or_null()?,
            wikidata: row.get_ref(6)?.as_str_or_null()?,
            sectors: row.get_ref(9)?.as_str()?,
        };
        let day = row.get_ref(8)?.as_str_or_null()?;
        if let Some((canon, why)) =
            canon(connection, &mut memory.actors, &actor, row.get_ref(7)?.as_str()?, day)?
        {
            connection
                .prepare_cached("UPDATE actors SET canon = ?2, canon_why = ?3 WHERE id = ?1")?
                .execute(params![row.get::<_, i64>(0)?, canon, why])?;
        }
    }
    Ok(())
}

fn statements(connection: &Connection, memory: &mut Memory, row: i64) -> rusqlite::Result<()> {
    connection
        .prepare_cached(
            "UPDATE statements SET who = (SELECT canon FROM actors a WHERE a.id = speaker) WHERE document = ?1",
        )?
        .execute([row])?;
    let sql = "SELECT id, who, day FROM statements WHERE document = ?1 AND day IS NOT NULL AND NOT negated ORDER BY id";
    let own: Vec<(i64, Option<i64>, String)> = connection
        .prepare_cached(sql)?
        .query_map([row], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?
        .collect::<Result<_, _>>()?;
    for (id, who, day) in own {
        let said = Said::load(connection, id)?;
        let (utterance, why) = utterance(connection, memory, row, &said, who, &day)?;
        connection
            .prepare_cached(
                "UPDATE statements SET run = ?2, utterance = ?3, utterance_why = ?4, rare1 = ?5, rare2 = ?6, rare3 = ?7 WHERE id = ?1",
            )?
            .execute(params![id, said.run, utterance, why, said.rare[0], said.rare[1], said.rare[2]])?;
        // It stands among others, not behind them.
        memory.no_longer_spoken(who, &day);
    }
    Ok(())
}

fn events(connection: &Connection, memory: &mut Memory, row: i64) -> rusqlite::Result<()> {
    let sql = "SELECT id, type, day FROM events WHERE document = ?1 AND day IS NOT NULL ORDER BY id";
    let own: Vec<(i64, String, String)> = connection
        .prepare_cached(sql)?
        .query_map([row], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?
        .collect::<Result<_, _>>()?;
    let mut taken = BTreeSet::new();
    for (id, kind, day) in own {
        let told = Told::load(connection, id)?;
        let (happening, why) = happening(connection, memory, row, (&kind, &day), &told, &mut taken)?;
        connection
            .prepare_cached("UPDATE events SET happening = ?2, happening_why = ?3 WHERE id = ?1")?
            .execute(params![id, happening, why])?;
        memory.no_longer_happened(&kind, &day);
    }
    Ok(())
}
