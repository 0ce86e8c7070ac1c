//! Questions in SQL, that can do nothing but read.

use super::{Page, Rows, value::values};
use crate::{Error, Store};
use rusqlite::{
    ErrorCode,
    hooks::{AuthAction, AuthContext, Authorization},
    limits::Limit,
};
use std::{
    path::Path,
    time::{Duration, Instant},
};

/// So many of SQLite's steps pass between two looks at the clock.
const STEPS: i32 = 10_000;
/// No value may be longer: what a question makes of thin air is bounded.
const LONGEST: i32 = 64 << 20;

/// Answers one SELECT, on a connection that was opened for reading and on which all else is refused.
///
/// # Errors
/// A question that is none, writes, or takes longer than it may; those of the file.
pub fn sql(path: &Path, question: &str, timeout: Duration, page: Page) -> Result<Rows, Error> {
    let mut store = Store::open_to_read(path)?;
    let connection = &mut store.connection;
    let until = Instant::now() + timeout;
    let guarded = connection
        .authorizer(Some(|context: AuthContext<'_>| allowed(&context.action)))
        .and_then(|()| connection.progress_handler(STEPS, Some(move || Instant::now() >= until)))
        .and_then(|()| connection.set_limit(Limit::SQLITE_LIMIT_LENGTH, LONGEST).map(drop));
    guarded.map_err(|error| Error::of(path, error))?;
    answer(&store, question, page).map_err(|error| told(path, error, timeout))
}

fn answer(store: &Store, question: &str, page: Page) -> rusqlite::Result<Rows> {
    let mut statement = store.connection.prepare(question)?;
    let columns: Vec<String> = statement.column_names().map(str::to_owned).collect();
    let mut answer = Rows { columns, ..Rows::default() };
    let count = answer.columns.len();
    let mut rows = statement.query([])?;
    let mut passed = 0;
    while let Some(row) = rows.next()? {
        if passed < page.offset {
            passed += 1;
            continue;
        }
        if page.limit.is_some_and(|limit| answer.rows.len() as u64 >= limit) {
            answer.more = true;
            break;
        }
        answer.rows.push(values(row, count)?);
    }
    Ok(answer)
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
        (rusqlite::Error::SqlInputError { msg, offset, .. }, _) if *offset >= 0 => {
            Error::Question { why: format!("{msg} (at byte {offset})") }
        }
        (rusqlite::Error::SqlInputError { .. }, _) => why(),
        (_, None | Some(ErrorCode::Unknown | ErrorCode::TypeMismatch | ErrorCode::TooBig)) => why(),
        _ => Error::of(path, error),
    }
}
