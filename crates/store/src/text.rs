//! Full text of the records of a batch, written for all of them at once: row by row it would be most of the work of storing.

use rusqlite::{Connection, params};

/// The last rows of the tables that have full text, before a batch.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Marks {
    documents: i64,
    statements: i64,
    places: i64,
}

impl Marks {
    /// Where the tables end now. Rows that come get higher numbers, as long as none is deleted.
    pub fn now(connection: &Connection) -> rusqlite::Result<Marks> {
        let last = |table: &str| -> rusqlite::Result<i64> {
            let sql = format!("SELECT coalesce(max(id), 0) FROM {table}");
            connection.prepare_cached(&sql)?.query_row([], |row| row.get(0))
        };
        Ok(Marks { documents: last("documents")?, statements: last("statements")?, places: last("places")? })
    }

    /// Adds the text of the rows behind the marks.
    pub fn catch_up(self, connection: &Connection) -> rusqlite::Result<()> {
        for (sql, mark) in [
            (
                "INSERT INTO documents_text (rowid, title, text) SELECT id, title, text FROM documents WHERE id > ?1",
                self.documents,
            ),
            (
                "INSERT INTO statements_text (rowid, content) SELECT id, content FROM statements WHERE id > ?1",
                self.statements,
            ),
            ("INSERT INTO places_text (rowid, name) SELECT id, name FROM places WHERE id > ?1", self.places),
        ] {
            connection.prepare_cached(sql)?.execute(params![mark])?;
        }
        Ok(())
    }
}
