//! Links across documents: the same actor, the same utterance, the same event. Each new document is compared with what
//! is there, in the order in which documents come; what is linked stays linked, and says why.

mod actors;
mod events;
mod names;
mod utterances;
mod words;

use rusqlite::{Connection, OptionalExtension};

/// Links the records of the document in a row to those of the documents before it.
pub(crate) fn link(connection: &Connection, row: i64) -> rusqlite::Result<()> {
    let sql = "SELECT published, lang FROM documents WHERE id = ?1 AND current = 1";
    let found: Option<(Option<String>, String)> = connection
        .prepare_cached(sql)?
        .query_row([row], |found| Ok((found.get(0)?, found.get(1)?)))
        .optional()?;
    if let Some((published, lang)) = found {
        actors::link(connection, row, &lang, published.as_deref())?;
        utterances::link(connection, row, published.as_deref())?;
        events::link(connection, row, published.as_deref())?;
    }
    connection.prepare_cached("UPDATE documents SET linked = 1 WHERE id = ?1")?.execute([row])?;
    Ok(())
}

/// Takes the records of a document out of all links: its newest version is another.
pub(crate) fn unlink(connection: &Connection, row: i64) -> rusqlite::Result<()> {
    for sql in [
        "UPDATE statements SET day = NULL, utterance = NULL, utterance_why = NULL WHERE document = ?1",
        "UPDATE events SET day = NULL, happening = NULL, happening_why = NULL WHERE document = ?1",
    ] {
        connection.prepare_cached(sql)?.execute([row])?;
    }
    Ok(())
}

/// Documents that were stored by a program without links.
pub(crate) fn unlinked(connection: &Connection) -> rusqlite::Result<Vec<i64>> {
    let mut statement =
        connection.prepare("SELECT id FROM documents WHERE linked = 0 AND current = 1 ORDER BY id")?;
    statement.query_map([], |row| row.get(0))?.collect()
}
