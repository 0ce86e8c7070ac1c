//! Questions in SQL, that can do nothing but read, and not for long, and not with much memory: from people who use a store, on the command
//! line or over a network. Each has a connection of its own, so that several may be asked at once.

use super::{Page, Rows, Value, value::values};
use crate::{Error, Store};
use rusqlite::{
    ErrorCode,
    config::DbConfig,
    hooks::{AuthAction, AuthContext, Authorization},
    limits::Limit,
};
use std::{
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant},
};

/// What a question may cost.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bounds {
    /// How long it may take.
    pub time: Duration,
    /// How many bytes it may need beyond what the process has: for sorting and grouping, and for its answer. Questions that are asked at
    /// the same time share it.
    pub memory: usize,
}

impl Default for Bounds {
    fn default() -> Bounds {
        Bounds { time: Duration::from_secs(10), memory: 256 << 20 }
    }
}

/// So many of SQLite's steps pass between two looks at the clock and the memory: few, for each may make a value of [`LONGEST`].
const STEPS: i32 = 50;
/// Bounds of SQLite's own. No value is longer than the first, which no text of the press is: what a question makes of thin air is bounded.
const LIMITS: &[(Limit, i32)] = &[
    (Limit::SQLITE_LIMIT_LENGTH, LONGEST),
    (Limit::SQLITE_LIMIT_SQL_LENGTH, 100_000),
    (Limit::SQLITE_LIMIT_VDBE_OP, 100_000),
    (Limit::SQLITE_LIMIT_EXPR_DEPTH, 200),
    (Limit::SQLITE_LIMIT_COMPOUND_SELECT, 100),
    (Limit::SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 500),
    (Limit::SQLITE_LIMIT_ATTACHED, 0),
    (Limit::SQLITE_LIMIT_WORKER_THREADS, 0),
];
const LONGEST: i32 = 16 << 20;

/// Answers one SELECT, on a connection that was opened for reading and on which all else is refused.
///
/// ```
/// # let folder = tempfile::tempdir()?;
/// # let path = folder.path().join("news.db");
/// # store::Store::open(&path)?;
/// use store::query::{self, Bounds, Page};
///
/// let answer = query::sql(&path, "SELECT 1 + 1 AS two", Bounds::default(), Page::default())?;
/// assert_eq!(answer.columns, ["two"]);
/// let endless = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n";
/// assert!(query::sql(&path, endless, Bounds { memory: 1 << 20, ..Bounds::default() }, Page::default()).is_err());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// A question that is none or writes, or takes longer or more memory than it may; those of the file.
pub fn sql(path: &Path, question: &str, bounds: Bounds, page: Page) -> Result<Rows, Error> {
    let mut store = Store::open_to_read(path)?;
    let grew = guard(&mut store, bounds).map_err(|error| Error::of(path, error))?;
    answer(&store, question, page, bounds).map_err(|error| match error {
        Failure::Large => Error::Large { limit: bounds.memory },
        Failure::Sqlite(_) if grew.load(Ordering::Relaxed) => Error::Large { limit: bounds.memory },
        Failure::Sqlite(error) => told(path, error, bounds.time),
    })
}

/// Refuses all that does not read, and breaks off what takes too long or grows too large; then what is returned is true.
fn guard(store: &mut Store, bounds: Bounds) -> rusqlite::Result<Arc<AtomicBool>> {
    let connection = &mut store.connection;
    // What sorting needs is in memory, where it is counted, not in files.
    connection.pragma_update(None, "temp_store", "memory")?;
    // The file may be anybody's: its views call no functions but harmless ones.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
    for (limit, most) in LIMITS {
        connection.set_limit(*limit, *most)?;
    }
    connection.authorizer(Some(|context: AuthContext<'_>| allowed(&context.action)))?;
    let grew = Arc::new(AtomicBool::new(false));
    let (until, before, large) = (Instant::now() + bounds.time, used(), grew.clone());
    connection.progress_handler(
        STEPS,
        Some(move || {
            let grows = used().saturating_sub(before) > bounds.memory;
            large.fetch_or(grows, Ordering::Relaxed);
            grows || Instant::now() >= until
        }),
    )?;
    Ok(grew)
}

/// How many bytes SQLite holds, for all connections of the process.
fn used() -> usize {
    // SAFETY: it reads a counter, and may be called at any time from any thread.
    usize::try_from(unsafe { rusqlite::ffi::sqlite3_memory_used() }).unwrap_or(0)
}

enum Failure {
    /// The answer is larger than it may be.
    Large,
    Sqlite(rusqlite::Error),
}

impl From<rusqlite::Error> for Failure {
    fn from(error: rusqlite::Error) -> Failure {
        Failure::Sqlite(error)
    }
}

fn answer(store: &Store, question: &str, page: Page, bounds: Bounds) -> Result<Rows, Failure> {
    let mut statement = store.connection.prepare(question)?;
    let columns: Vec<String> = statement.column_names().map(str::to_owned).collect();
    let mut answer = Rows { columns, ..Rows::default() };
    let count = answer.columns.len();
    let mut rows = statement.query([])?;
    let (mut passed, mut size) = (0, 0);
    while let Some(row) = rows.next()? {
        if passed < page.offset {
            passed += 1;
            continue;
        }
        if page.limit.is_some_and(|limit| answer.rows.len() as u64 >= limit) {
            answer.more = true;
            break;
        }
        let row = values(row, count)?;
        size += row.iter().map(held).sum::<usize>();
        if size > bounds.memory {
            return Err(Failure::Large);
        }
        answer.rows.push(row);
    }
    Ok(answer)
}

/// The bytes that a value takes in an answer.
fn held(value: &Value) -> usize {
    let text = if let Value::Text(text) = value { text.len() } else { 0 };
    size_of::<Value>() + text
}

/// Only what reads; of pragmas those that tell about tables, and the one that full text needs.
fn allowed(action: &AuthAction<'_>) -> Authorization {
    let reads = match action {
        AuthAction::Select | AuthAction::Read { .. } | AuthAction::Recursive => true,
        AuthAction::Function { function_name } => !function_name.eq_ignore_ascii_case("load_extension"),
        AuthAction::Pragma { pragma_name, pragma_value: None } => *pragma_name == "data_version",
        AuthAction::Pragma { pragma_name, .. } => {
            ["table_info", "table_xinfo", "table_list", "index_list", "index_info"].contains(pragma_name)
        }
        _ => false,
    };
    if reads { Authorization::Allow } else { Authorization::Deny }
}

fn told(path: &Path, error: rusqlite::Error, limit: Duration) -> Error {
    let why = || Error::Question { why: error.to_string() };
    match (&error, error.sqlite_error_code()) {
        (rusqlite::Error::MultipleStatement, _) => Error::Writes,
        (_, Some(ErrorCode::AuthorizationForStatementDenied | ErrorCode::ReadOnly)) => Error::Writes,
        (_, Some(ErrorCode::OperationInterrupted)) => Error::Slow { limit },
        (_, Some(ErrorCode::TooBig)) => {
            Error::Question { why: format!("a value is longer than {} MB", LONGEST >> 20) }
        }
        (rusqlite::Error::SqlInputError { msg, offset, .. }, _) if *offset >= 0 => {
            Error::Question { why: format!("{msg} (at byte {offset})") }
        }
        (rusqlite::Error::SqlInputError { .. }, _) => why(),
        (_, None | Some(ErrorCode::Unknown | ErrorCode::TypeMismatch)) => why(),
        _ => Error::of(path, error),
    }
}
