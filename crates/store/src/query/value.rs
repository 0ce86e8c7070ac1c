//! What a cell of an answer holds.

use rusqlite::types::ValueRef;
use serde::Serialize;

/// A value with its type.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Value {
    /// Nothing is known.
    Null,
    /// Yes or no.
    Flag(bool),
    /// A whole number.
    Whole(i64),
    /// A number.
    Real(f64),
    /// Words or a code.
    Text(String),
    /// Several of them.
    List(Vec<String>),
}

/// Rows under columns.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Rows {
    /// The names of the columns.
    pub columns: Vec<String>,
    /// A value for each column.
    pub rows: Vec<Vec<Value>>,
    /// There are more than were asked for.
    pub more: bool,
    /// Not all that match were ranked.
    pub capped: Option<Capped>,
}

/// That of what matches only some were compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Capped {
    /// So many, those that were stored last.
    pub ranked: usize,
    /// Of so many.
    pub matching: usize,
}

impl Rows {
    pub(crate) fn under(columns: &[&str]) -> Rows {
        Rows { columns: columns.iter().map(|name| (*name).to_owned()).collect(), ..Rows::default() }
    }
}

impl Value {
    /// The text; other values as they are written in a cell, lists with ` | ` between their items.
    pub fn cell(&self) -> String {
        match self {
            Value::Null => String::new(),
            Value::Flag(flag) => flag.to_string(),
            Value::Whole(number) => number.to_string(),
            Value::Real(number) => number.to_string(),
            Value::Text(text) => text.clone(),
            Value::List(items) => items.join(" | "),
        }
    }

    /// The codes of a column that parts them by spaces.
    pub(crate) fn codes(text: Option<String>) -> Value {
        Value::List(text.unwrap_or_default().split_whitespace().map(str::to_owned).collect())
    }
}

impl From<ValueRef<'_>> for Value {
    fn from(value: ValueRef<'_>) -> Value {
        match value {
            ValueRef::Null => Value::Null,
            ValueRef::Integer(number) => Value::Whole(number),
            // JSON has no other numbers.
            ValueRef::Real(number) if !number.is_finite() => Value::Text(number.to_string()),
            ValueRef::Real(number) => Value::Real(number),
            ValueRef::Text(text) => Value::Text(String::from_utf8_lossy(text).into_owned()),
            ValueRef::Blob(bytes) => Value::Text(bytes.iter().map(|byte| format!("{byte:02x}")).collect()),
        }
    }
}

impl From<Option<String>> for Value {
    fn from(text: Option<String>) -> Value {
        text.map_or(Value::Null, Value::Text)
    }
}

impl From<Option<f64>> for Value {
    fn from(number: Option<f64>) -> Value {
        number.map_or(Value::Null, Value::Real)
    }
}

/// The values of a row of SQLite's.
pub(crate) fn values(row: &rusqlite::Row<'_>, count: usize) -> rusqlite::Result<Vec<Value>> {
    (0..count).map(|at| row.get_ref(at).map(Value::from)).collect()
}
