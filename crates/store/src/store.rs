//! The file.

use crate::{Error, Writer, access, link::Memory, query::ids::AskedIds, read, schema};
use records::{Document, Reading};
use rusqlite::{Connection, OpenFlags, OptionalExtension, config::DbConfig, params};
use sha2::{Digest, Sha256};
use std::{
    path::{Path, PathBuf},
    time::Duration,
};

/// How long a reader or writer waits for another before it gives up, unless told.
const PATIENCE: Duration = Duration::from_secs(30);

/// The log beside the file is emptied, before more is written, when it has so many bytes. SQLite moves it into the file when it has a third of that, but begins it
/// anew only in a moment when nobody reads: while somebody always does, it would grow by all that is stored.
const LOG: u64 = 192 << 20;

/// How long the writer waits for those who read the log, to empty it. They are let in meanwhile, and read the file.
const LOG_PATIENCE: Duration = Duration::from_secs(5);

/// Pages of the file that a writer holds, in KiB.
const WRITERS_CACHE: i64 = 64 * 1024;

/// An open store.
#[derive(Debug)]
pub struct Store {
    pub(crate) connection: Connection,
    pub(crate) path: PathBuf,
    /// For linking what comes.
    pub(crate) memory: Memory,
    /// For questions about many records.
    pub(crate) asked: AskedIds,
    /// How long another process that is writing is waited for.
    patience: Duration,
    /// Bytes that the log may have.
    log: u64,
}

/// What made a reading.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Made {
    /// The program with its version.
    pub program: String,
    /// The language pack and the model, however the caller names them: other names are another reader.
    pub reader: String,
}

/// What a store has of a document that is at hand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wanted {
    /// Nothing.
    New,
    /// Another text, or other metadata, under its id or address.
    Changed,
    /// The same, in this version of its dispatch or an older one.
    Known,
}

/// A document in the store, as it was given to the reader.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stored {
    /// Its row.
    pub row: i64,
    /// What made its records.
    pub made: Made,
    /// The document, with language and day as the input had them.
    pub given: Document,
}

impl Store {
    /// Opens a store for reading and writing; makes it if there is none, and brings an older one to the newest schema.
    ///
    /// # Errors
    /// A file that is no store or of a newer program; one that cannot be written, is locked or damaged.
    pub fn open(path: &Path) -> Result<Store, Error> {
        let failed = |error| Error::of(path, error);
        // SQLite would open it for reading, and make its log beside it, before it is asked to write.
        if let Some(why) = access::not_writable(path) {
            return Err(access::refused(path, why.to_string()));
        }
        let mut connection = Connection::open(path).map_err(failed)?;
        connection.busy_timeout(PATIENCE).map_err(failed)?;
        // Looked at first: a file that is somebody else's is not touched.
        schema::found(&connection, path)?;
        // Readers do not wait for the writer, nor it for them; each commit is on the disk before it returns.
        connection.pragma_update(None, "journal_mode", "wal").map_err(failed)?;
        connection.pragma_update(None, "synchronous", "full").map_err(failed)?;
        schema::migrate(&mut connection, path)?;
        // A batch touches pages of every index: what is at hand need not be read again, nor written before the batch ends. What was
        // written is moved into the file when there is so much of it that most pages are moved once for several batches.
        connection.pragma_update(None, "cache_size", -WRITERS_CACHE).map_err(failed)?;
        connection.pragma_update(None, "wal_autocheckpoint", WRITERS_CACHE / 4).map_err(failed)?;
        // What a statement may have to take back is kept in memory, not in a file.
        connection.pragma_update(None, "temp_store", "memory").map_err(failed)?;
        Store::with(connection, path)
    }

    /// Opens a store for reading alone; also one that may only be read, or that lies where nothing may be written.
    ///
    /// SQLite keeps a log, and its index, beside a store that is in use, even by those who only read. Where it may not, the file is read as one that
    /// nobody changes, which holds unless somebody else, who may write, begins to just then.
    ///
    /// # Errors
    /// No such file; a file that is no store, or one of another schema than this program's; a damaged one; what was stored last stands in
    /// a log that may not be read.
    pub fn open_to_read(path: &Path) -> Result<Store, Error> {
        if !path.exists() {
            return Err(Error::Missing { path: path.to_owned() });
        }
        // Nor is a log left beside a file that may only be read: it would be as little writable, and stand in the way of who then may.
        let untouched = access::not_writable(path).is_some() && !access::is_in_use(path);
        let opened = if untouched { Store::to_read(path, true) } else { Store::to_read(path, false) };
        let (connection, version) = match opened {
            Err(Error::ReadOnly { .. }) if !untouched && !access::has_log(path) => {
                Store::to_read(path, true)?
            }
            Err(Error::ReadOnly { path, why }) if access::has_log(&path) => {
                let why = format!("what was stored last stands in {}: {why}", access::wal(&path).display());
                return Err(Error::Unreadable { path, why });
            }
            opened => opened?,
        };
        match version {
            0 => Err(Error::Foreign { path: path.to_owned(), why: "an empty file".into() }),
            schema::VERSION => Store::with(connection, path),
            // Views and indexes that are asked for are not there yet.
            found => {
                drop(connection);
                drop(Store::open(path).map_err(|error| match error {
                    Error::ReadOnly { path, why } => {
                        Error::Older { path, found, known: schema::VERSION, why }
                    }
                    error => error,
                })?);
                Store::open_to_read(path)
            }
        }
    }

    /// A connection that reads, and the schema that it finds.
    fn to_read(path: &Path, immutable: bool) -> Result<(Connection, u32), Error> {
        let failed = |error| Error::of(path, error);
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = if immutable {
            Connection::open_with_flags(access::immutable(path), flags | OpenFlags::SQLITE_OPEN_URI)
        } else {
            Connection::open_with_flags(path, flags)
        };
        let connection = connection.map_err(failed)?;
        connection.busy_timeout(PATIENCE).map_err(failed)?;
        let version = schema::found(&connection, path)?;
        Ok((connection, version))
    }

    fn with(connection: Connection, path: &Path) -> Result<Store, Error> {
        let failed = |error| Error::of(path, error);
        connection.pragma_update(None, "foreign_keys", true).map_err(failed)?;
        // Else statements are compiled anew for other values.
        connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true).map_err(failed)?;
        connection.set_prepared_statement_cache_capacity(128);
        let asked = AskedIds::of(&connection).map_err(failed)?;
        let path = path.to_owned();
        Ok(Store { connection, path, memory: Memory::default(), asked, patience: PATIENCE, log: LOG })
    }

    /// Waits so long for another process that is writing, before it gives up.
    ///
    /// # Errors
    /// Those of the file.
    pub fn wait(&mut self, time: Duration) -> Result<(), Error> {
        self.patience = time;
        self.connection.busy_timeout(time).map_err(|error| Error::of(&self.path, error))
    }

    /// Empties the log where it has grown beyond what it may. Who reads it still after a while is no reason to fail: it is tried again before the next batch.
    pub(crate) fn bound_log(&self) -> Result<(), Error> {
        if std::fs::metadata(access::wal(&self.path)).map_or(0, |log| log.len()) <= self.log {
            return Ok(());
        }
        let empty = || -> rusqlite::Result<()> {
            self.connection.busy_timeout(LOG_PATIENCE)?;
            self.connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?;
            self.connection.busy_timeout(self.patience)
        };
        empty().map_err(|error| Error::of(&self.path, error))
    }

    /// From now on, and until it is set anew, what is asked is broken off at a time, with an error.
    ///
    /// # Errors
    /// Those of the file.
    pub fn until(&mut self, end: Option<std::time::Instant>) -> Result<(), Error> {
        /// So many of SQLite's steps pass between two looks at the clock.
        const STEPS: i32 = 1_000;
        let late = end.map(|end| move || std::time::Instant::now() >= end);
        self.connection.progress_handler(STEPS, late).map_err(|error| Error::of(&self.path, error))
    }

    /// SQLite's own connection, for what this crate has no function for.
    pub fn connection(&self) -> &Connection {
        &self.connection
    }

    /// What an error on [`Store::connection`] means for this file.
    pub fn failed(&self, error: rusqlite::Error) -> Error {
        self.unreadable(error)
    }

    /// What the store has of a document, as it is before it is read.
    ///
    /// # Errors
    /// Those of the file.
    pub fn wanted(&self, given: &Document) -> Result<Wanted, Error> {
        let wanted = || -> rusqlite::Result<Wanted> {
            Ok(match newest(&self.connection, given)? {
                None => Wanted::New,
                Some(newest) if is_there(&self.connection, &newest, &digest_of(given))? => Wanted::Known,
                Some(_) => Wanted::Changed,
            })
        };
        wanted().map_err(|error| Error::of(&self.path, error))
    }

    /// Begins to write.
    ///
    /// # Errors
    /// Those of the file; it is locked by another writer.
    pub fn writer(&mut self) -> Result<Writer<'_>, Error> {
        Writer::begin(self)
    }

    /// The reading of the document in a row; `None` if there is none.
    ///
    /// # Errors
    /// Those of the file; a record that is none of this program's.
    pub fn reading(&self, row: i64) -> Result<Option<Reading>, Error> {
        read::reading(&self.connection, row).map_err(|error| self.unreadable(error))
    }

    /// The newest versions of all documents, in the order in which they were first stored.
    ///
    /// # Errors
    /// Those of the file.
    pub fn rows(&self) -> Result<Vec<i64>, Error> {
        let rows = || -> rusqlite::Result<Vec<i64>> {
            let mut statement =
                self.connection.prepare("SELECT id FROM documents WHERE current = 1 ORDER BY id")?;
            statement.query_map([], |row| row.get(0))?.collect()
        };
        rows().map_err(|error| Error::of(&self.path, error))
    }

    /// The document in a row as it was given to the reader; `None` if there is none.
    ///
    /// # Errors
    /// Those of the file.
    pub fn stored(&self, row: i64) -> Result<Option<Stored>, Error> {
        read::stored(&self.connection, row).map_err(|error| self.unreadable(error))
    }

    /// Asks several questions of the file as it is now: what is stored or read again meanwhile is in none of the answers. Else a record
    /// that one question finds could be gone when the next one asks what it says.
    ///
    /// # Errors
    /// Those of the file, and those of the questions.
    pub fn as_it_is<T, E: From<Error>>(
        &self,
        questions: impl FnOnce(&Store) -> Result<T, E>,
    ) -> Result<T, E> {
        let now = self.connection.unchecked_transaction().map_err(|error| self.failed(error))?;
        let answers = questions(self);
        drop(now);
        answers
    }

    /// What SQLite answers, with its errors told as those of this file.
    pub(crate) fn ask<T>(
        &self,
        question: impl FnOnce(&Connection) -> rusqlite::Result<T>,
    ) -> Result<T, Error> {
        question(&self.connection).map_err(|error| Error::of(&self.path, error))
    }

    fn unreadable(&self, error: rusqlite::Error) -> Error {
        match error {
            rusqlite::Error::FromSqlConversionFailure(_, _, why) => {
                Error::Record { path: self.path.clone(), why: why.to_string() }
            }
            error => Error::of(&self.path, error),
        }
    }
}

/// The newest version of a document.
pub(crate) struct Newest {
    pub row: i64,
    pub key: String,
    pub version: u32,
    pub digest: Vec<u8>,
}

/// Finds a document: by its id, else by its address.
pub(crate) fn newest(connection: &Connection, given: &Document) -> rusqlite::Result<Option<Newest>> {
    let found = |field: &str, value: &str| {
        let sql = format!(
            "SELECT id, key, version, digest FROM documents WHERE current = 1 AND {field} = ?1 ORDER BY id DESC LIMIT 1"
        );
        connection
            .prepare_cached(&sql)?
            .query_row([value], |row| {
                Ok(Newest { row: row.get(0)?, key: row.get(1)?, version: row.get(2)?, digest: row.get(3)? })
            })
            .optional()
    };
    match (found("key", &given.id)?, &given.url) {
        (None, Some(url)) => found("url", url),
        (by_key, _) => Ok(by_key),
    }
}

/// Whether a version of the dispatch has this digest, the newest or one before it. A source that tells of a dispatch twice, in two
/// wordings, is given again and again: were only the newest asked, each run would store the older anew, and take it for the newest.
pub(crate) fn is_there(connection: &Connection, newest: &Newest, digest: &[u8]) -> rusqlite::Result<bool> {
    if newest.digest == digest {
        return Ok(true);
    }
    connection
        .prepare_cached("SELECT 1 FROM documents WHERE key = ?1 AND digest = ?2")?
        .exists(params![newest.key, digest])
}

/// A digest of all that a reader is given.
pub(crate) fn digest_of(given: &Document) -> Vec<u8> {
    let fields = [
        Some(given.lang.as_str()),
        given.title.as_deref(),
        given.published.as_deref(),
        given.outlet.as_deref(),
        given.url.as_deref(),
        given.author.as_deref(),
        Some(given.text.as_str()),
    ];
    let marks = given.marks.iter().map(|mark| Some(mark.as_str()));
    let mut digest = Sha256::new();
    for field in fields.into_iter().chain(marks) {
        // With its length before it, so that no field can pass for the end of another.
        digest.update(field.map_or(u64::MAX, |field| field.len() as u64).to_le_bytes());
        digest.update(field.unwrap_or_default().as_bytes());
    }
    digest.finalize().to_vec()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Made;
    use records::Reading;
    use std::{
        sync::atomic::{AtomicBool, Ordering},
        thread,
    };

    /// Stores batch after batch while there is always somebody who reads, and gives back how large the log became.
    fn log_beside_readers(limit: u64) -> u64 {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("news.db");
        let mut store = Store::open(&path).unwrap();
        store.log = limit;
        store.connection.pragma_update(None, "wal_autocheckpoint", 64).unwrap();
        let done = AtomicBool::new(false);
        let read = |after: u64| {
            let connection = Connection::open(&path).unwrap();
            thread::sleep(Duration::from_millis(after));
            while !done.load(Ordering::SeqCst) {
                connection.execute_batch("BEGIN; SELECT count(*) FROM documents").unwrap();
                thread::sleep(Duration::from_millis(60));
                connection.execute_batch("COMMIT").unwrap();
            }
        };
        let mut most = 0;
        thread::scope(|scope| {
            for after in [0, 20, 40] {
                let read = &read;
                scope.spawn(move || read(after));
            }
            thread::sleep(Duration::from_millis(50));
            for number in 0..40 {
                let text = format!("{number} ").repeat(40_000);
                let given =
                    Document { id: number.to_string(), lang: "fr".into(), text, ..Document::default() };
                let reading = Reading { document: given.clone(), ..Reading::default() };
                let mut writer = store.writer().unwrap();
                writer
                    .add(&given, &reading, &Made { program: "depeche".into(), reader: "fr".into() })
                    .unwrap();
                writer.commit().unwrap();
                most = most.max(std::fs::metadata(access::wal(&path)).unwrap().len());
                thread::sleep(Duration::from_millis(10));
            }
            done.store(true, Ordering::SeqCst);
        });
        assert_eq!(store.rows().unwrap().len(), 40);
        most
    }

    /// Without a bound it has some 8 MB at the end.
    #[test]
    fn the_log_is_bounded_while_somebody_always_reads() {
        let most = log_beside_readers(1 << 20);
        assert!(most < 4 << 20, "{most}");
    }
}
