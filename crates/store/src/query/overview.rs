//! What there is in a store, at a glance.

use super::documents;
use crate::{Error, Store};

/// Sizes, and how many documents are of which day.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Overview {
    /// Newest versions of documents.
    pub documents: i64,
    /// Statements in them.
    pub statements: i64,
    /// Events in them.
    pub events: i64,
    /// Outlets that they are of.
    pub outlets: i64,
    /// Days of publication, in their order, with how many documents are of each.
    pub days: Vec<(String, u32)>,
}

/// A document in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dispatch {
    /// Its row.
    pub row: i64,
    /// Its id.
    pub key: String,
    /// Its title, else how its text begins.
    pub title: String,
    /// Its day.
    pub published: Option<String>,
    /// Who published it.
    pub outlet: Option<String>,
    /// Its language.
    pub lang: String,
    /// Statements in it.
    pub statements: i64,
    /// Events in it.
    pub events: i64,
}

impl Overview {
    /// Whether the store can be read.
    ///
    /// # Errors
    /// Those of the file.
    pub fn is_there(store: &Store) -> Result<(), Error> {
        store.ask(|connection| connection.query_row("SELECT count(*) FROM runs", [], |_| Ok(())))
    }

    /// Counts what there is: of a large store, a matter of seconds.
    ///
    /// # Errors
    /// Those of the file.
    pub fn of(store: &Store) -> Result<Overview, Error> {
        store.ask(|connection| {
            let count = |sql: &str| connection.query_row(sql, [], |row| row.get::<_, i64>(0));
            let days = "SELECT published, count(*) FROM documents WHERE published IS NOT NULL GROUP BY published ORDER BY published";
            Ok(Overview {
                // All, which an index tells, without the old, which are few.
                documents: count("SELECT count(*) - (SELECT count(*) FROM documents WHERE current = 0) FROM documents")?,
                statements: count("SELECT count(*) FROM statements WHERE current = 1")?,
                events: count("SELECT count(*) FROM events WHERE current = 1")?,
                outlets: documents::outlets(connection)?.len() as i64,
                days: connection
                    .prepare(days)?
                    .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
                    .collect::<Result<_, _>>()?,
            })
        })
    }
}

const COLUMNS: &str = "d.id, d.key, coalesce(d.title, substr(d.text, 1, 120)), d.published, d.outlet, d.lang, \
    (SELECT count(*) FROM statements WHERE document = d.id), (SELECT count(*) FROM events WHERE document = d.id)";

impl Dispatch {
    /// The documents published last.
    ///
    /// # Errors
    /// Those of the file.
    pub fn latest(store: &Store, limit: u32) -> Result<Vec<Dispatch>, Error> {
        let sql = format!(
            "SELECT {COLUMNS} FROM documents d WHERE d.current = 1 ORDER BY d.published DESC, d.id DESC LIMIT ?1"
        );
        store.ask(|connection| connection.prepare_cached(&sql)?.query_map([limit], dispatch)?.collect())
    }

    /// The document in a row; `None` if there is none.
    ///
    /// # Errors
    /// Those of the file.
    pub fn at(store: &Store, row: i64) -> Result<Option<Dispatch>, Error> {
        let sql = format!("SELECT {COLUMNS} FROM documents d WHERE d.id = ?1");
        store
            .ask(|connection| connection.prepare_cached(&sql)?.query_map([row], dispatch)?.next().transpose())
    }

    /// The newest version of a document by its id; `None` if there is none.
    ///
    /// # Errors
    /// Those of the file.
    pub fn of(store: &Store, key: &str) -> Result<Option<Dispatch>, Error> {
        let sql = format!("SELECT {COLUMNS} FROM documents d WHERE d.key = ?1 AND d.current = 1");
        store
            .ask(|connection| connection.prepare_cached(&sql)?.query_map([key], dispatch)?.next().transpose())
    }
}

fn dispatch(row: &rusqlite::Row<'_>) -> rusqlite::Result<Dispatch> {
    Ok(Dispatch {
        row: row.get(0)?,
        key: row.get(1)?,
        title: row.get(2)?,
        published: row.get(3)?,
        outlet: row.get(4)?,
        lang: row.get(5)?,
        statements: row.get(6)?,
        events: row.get(7)?,
    })
}
