use crate::access;
use std::path::PathBuf;

/// Why the store cannot do what was asked.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The file is something else.
    #[error("{path} is not a store of depeche: {why}")]
    Foreign {
        /// The file.
        path: PathBuf,
        /// What it seems to be.
        why: String,
    },
    /// The file was made by a newer program.
    #[error(
        "{path} has schema {found}, newer than this program's {known}: read it with the program that made it, or a newer one"
    )]
    Newer {
        /// The file.
        path: PathBuf,
        /// Its schema.
        found: u32,
        /// The newest schema that this program knows.
        known: u32,
    },
    /// There is no such file.
    #[error("there is no store at {path} (depeche ingest makes one)")]
    Missing {
        /// The file.
        path: PathBuf,
    },
    /// Another process writes to it.
    #[error("{path} is being written by another process; try again when that is done")]
    Busy {
        /// The file.
        path: PathBuf,
    },
    /// The disk is full.
    #[error(
        "no room left for {path}; what was stored before is safe, run the command again when there is room"
    )]
    Full {
        /// The file.
        path: PathBuf,
    },
    /// It may not be written.
    #[error("{path} cannot be written: {why}")]
    ReadOnly {
        /// The file.
        path: PathBuf,
        /// What the system says.
        why: String,
    },
    /// It may not be read.
    #[error("{path} cannot be read: {why}")]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What the system says.
        why: String,
    },
    /// It has an older schema, and may not be written.
    #[error(
        "{path} has schema {found}, older than this program's {known}, and cannot be brought up to date: {why}; copy it to where you may write"
    )]
    Older {
        /// The file.
        path: PathBuf,
        /// Its schema.
        found: u32,
        /// The newest schema that this program knows.
        known: u32,
        /// What the system says.
        why: String,
    },
    /// Its bytes are damaged.
    #[error("{path} is damaged ({why}); restore a copy, or save what can be read with sqlite3's .recover")]
    Damaged {
        /// The file.
        path: PathBuf,
        /// What SQLite says.
        why: String,
    },
    /// A record in it is none of this program's.
    #[error("{path} holds a record that cannot be read: {why}")]
    Record {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        why: String,
    },
    /// A question in SQL that cannot be answered.
    #[error("the question cannot be answered: {why}")]
    Question {
        /// What SQLite says.
        why: String,
    },
    /// A question in SQL that would change something.
    #[error("only what reads is allowed: one SELECT, or WITH … SELECT")]
    Writes,
    /// A question that took longer than it may.
    #[error("no answer within {} s; ask for less, or allow more time", limit.as_secs_f64())]
    Slow {
        /// How long it may take.
        limit: std::time::Duration,
    },
    /// A question that needed more memory than it may, or whose answer does.
    #[error("more than {} MB are needed to answer; ask for less, or allow more memory", limit >> 20)]
    Large {
        /// How many bytes it may need.
        limit: usize,
    },
    /// What was asked was broken off: see [`Store::until`](crate::Store::until).
    #[error("broken off: it took too long")]
    Late,
    /// Anything else that SQLite says.
    #[error("{path}: {source}")]
    Sqlite {
        /// The file.
        path: PathBuf,
        /// The error.
        source: rusqlite::Error,
    },
}

impl Error {
    /// What an error of SQLite's means for this file.
    pub(crate) fn of(path: &std::path::Path, source: rusqlite::Error) -> Error {
        use rusqlite::ErrorCode;
        let path = path.to_owned();
        let why = source.to_string();
        match source.sqlite_error_code() {
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Error::Busy { path },
            Some(ErrorCode::OperationInterrupted) => Error::Late,
            Some(ErrorCode::DiskFull) => Error::Full { path },
            Some(ErrorCode::ReadOnly | ErrorCode::PermissionDenied | ErrorCode::CannotOpen) => {
                access::refused(&path, why)
            }
            Some(ErrorCode::NotADatabase) => Error::Foreign { path, why: "no SQLite file".into() },
            Some(ErrorCode::DatabaseCorrupt) => Error::Damaged { path, why },
            _ => Error::Sqlite { path, source },
        }
    }
}
