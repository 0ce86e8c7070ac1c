//! Readings into rows, in batches that are stored whole or not at all.

mod rows;

use crate::{
    Error, Made, Store,
    columns::Json,
    counts::Counts,
    link::{self, Memory},
    store::{digest_of, is_there, newest},
    text::Marks,
};
use records::{Document, Reading};
use rusqlite::{Transaction, TransactionBehavior, params};
use std::{collections::HashMap, path::PathBuf};

/// Takes readings. What was not committed when it is dropped is not in the store.
#[derive(Debug)]
pub struct Writer<'s> {
    // Before the transaction: a transaction borrows the connection, not the store.
    path: PathBuf,
    transaction: Transaction<'s>,
    memory: &'s mut Memory,
    runs: HashMap<Made, i64>,
    /// Where the tables ended before what waits for [`Writer::catch_up`]; `None`: nothing waits.
    marks: Option<Marks>,
    /// Of what waits.
    counts: Counts,
}

/// What became of a document that was added.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Added {
    /// It is in the store now, in this row.
    New(i64),
    /// It is in the store, in this row, beside an older version.
    Changed(i64),
    /// It had been there.
    Known,
}

impl<'s> Writer<'s> {
    pub(crate) fn begin(store: &'s mut Store) -> Result<Writer<'s>, Error> {
        store.bound_log()?;
        let path = store.path.clone();
        let memory = &mut store.memory;
        let transaction = store
            .connection
            .transaction_with_behavior(TransactionBehavior::Immediate)
            .and_then(|transaction| memory.begin(&transaction).map(|()| transaction))
            .map_err(|error| Error::of(&path, error))?;
        Ok(Writer { path, transaction, memory, runs: HashMap::new(), marks: None, counts: Counts::default() })
    }

    /// Adds a reading of a document; `given` is the document as it was before it was read.
    ///
    /// # Errors
    /// Those of the file.
    pub fn add(&mut self, given: &Document, reading: &Reading, made: &Made) -> Result<Added, Error> {
        self.try_add(given, reading, made).map_err(|error| Error::of(&self.path, error))
    }

    /// Puts another reading in the place of the one that the document in a row has.
    ///
    /// # Errors
    /// Those of the file.
    pub fn reread(&mut self, row: i64, reading: &Reading, made: &Made) -> Result<(), Error> {
        self.try_reread(row, reading, made).map_err(|error| Error::of(&self.path, error))
    }

    /// Links the documents that a program without links has stored; how many there were.
    ///
    /// # Errors
    /// Those of the file.
    pub fn link_old(&mut self) -> Result<usize, Error> {
        let mut link = || -> rusqlite::Result<usize> {
            let rows = link::unlinked(&self.transaction)?;
            // They come among others, not behind them.
            self.memory.forget_all();
            rows.iter().try_for_each(|row| link::link_old(&self.transaction, self.memory, *row))?;
            Ok(rows.len())
        };
        link().map_err(|error| Error::of(&self.path, error))
    }

    /// Stores what was added. When this returns, it is on the disk.
    ///
    /// # Errors
    /// Those of the file; then nothing of it was stored.
    pub fn commit(mut self) -> Result<(), Error> {
        let stored = self.catch_up().and_then(|()| self.transaction.commit());
        self.memory.open = stored.is_err();
        stored.map_err(|error| Error::of(&self.path, error))
    }

    /// Brings up to date what follows from the records that were added; before anything is taken out, and at the end.
    fn catch_up(&mut self) -> rusqlite::Result<()> {
        let Some(marks) = self.marks.take() else { return Ok(()) };
        marks.catch_up(&self.transaction)?;
        self.counts.store(&self.transaction)
    }

    fn mark(&mut self) -> rusqlite::Result<()> {
        if self.marks.is_none() {
            self.marks = Some(Marks::now(&self.transaction)?);
        }
        Ok(())
    }

    fn try_add(&mut self, given: &Document, reading: &Reading, made: &Made) -> rusqlite::Result<Added> {
        let digest = digest_of(given);
        let newest = newest(&self.transaction, given)?;
        if let Some(newest) = &newest
            && is_there(&self.transaction, newest, &digest)?
        {
            return Ok(Added::Known);
        }
        let (key, version) = match &newest {
            Some(old) => {
                self.catch_up()?;
                self.transaction
                    .prepare_cached("UPDATE documents SET current = 0 WHERE id = ?1")?
                    .execute([old.row])?;
                link::unlink(&self.transaction, self.memory, old.row)?;
                (old.key.as_str(), old.version + 1)
            }
            None => (given.id.as_str(), 1),
        };
        self.mark()?;
        let run = self.run(made)?;
        let document = &reading.document;
        self.transaction
            .prepare_cached(
                "INSERT INTO documents (key, version, current, digest, given, lang, title, published, outlet, url, source, \
                 author, marks, copies, text, run, linked) \
                 VALUES (?1, ?2, 1, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, 1)",
            )?
            .execute(params![
                key,
                version,
                digest,
                Json((&given.lang, &given.published)),
                document.lang,
                document.title,
                document.published,
                document.outlet,
                document.url,
                document.source,
                document.author,
                Json(&document.marks),
                Json(&document.copies),
                document.text,
                run
            ])?;
        let row = self.transaction.last_insert_rowid();
        self.records(row, true, reading)?;
        Ok(if newest.is_some() { Added::Changed(row) } else { Added::New(row) })
    }

    fn try_reread(&mut self, row: i64, reading: &Reading, made: &Made) -> rusqlite::Result<()> {
        self.catch_up()?;
        self.memory.forget(&self.transaction, row)?;
        for table in ["mentions", "events", "statements", "places", "actors"] {
            self.transaction
                .prepare_cached(&format!("DELETE FROM {table} WHERE document = ?1"))?
                .execute([row])?;
        }
        self.mark()?;
        let run = self.run(made)?;
        let document = &reading.document;
        self.transaction
            .prepare_cached(
                "UPDATE documents SET lang = ?2, published = ?3, run = ?4, linked = 1 WHERE id = ?1",
            )?
            .execute(params![row, document.lang, document.published, run])?;
        let is_current = self
            .transaction
            .prepare_cached("SELECT current FROM documents WHERE id = ?1")?
            .query_row([row], |row| row.get(0))?;
        self.records(row, is_current, reading)
    }

    fn run(&mut self, made: &Made) -> rusqlite::Result<i64> {
        if let Some(run) = self.runs.get(made) {
            return Ok(*run);
        }
        let values = params![made.program, made.reader];
        self.transaction.execute("INSERT OR IGNORE INTO runs (program, reader) VALUES (?1, ?2)", values)?;
        let sql = "SELECT id FROM runs WHERE program = ?1 AND reader = ?2";
        let run = self.transaction.query_row(sql, values, |row| row.get(0))?;
        self.runs.insert(made.clone(), run);
        Ok(run)
    }

    fn records(&mut self, row: i64, is_current: bool, reading: &Reading) -> rusqlite::Result<()> {
        rows::write(&self.transaction, self.memory, &mut self.counts, (row, is_current), reading)
    }
}
