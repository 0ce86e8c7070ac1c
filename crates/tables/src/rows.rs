//! The tables: their columns, the questions that fill them, and how a row of an answer becomes one of a table.
//!
//! Of each question the first column is the row's number, by which what stands beside it is found; the others come in the order of the fields.

mod actors;
mod documents;
mod events;
mod party;
mod statements;

use crate::{
    beside::Take,
    next::Next,
    shape::{Cell, Field, Shape, may, must},
};
use std::vec::IntoIter;

/// A table that can be written.
#[derive(Debug)]
pub struct Table {
    /// Its name.
    pub name: &'static str,
    pub(crate) fields: &'static [Field],
    pub(crate) sql: &'static str,
    /// Questions that give lists of a row, each with what makes an item.
    pub(crate) beside: &'static [(&'static str, Take)],
    pub(crate) row: fn(&mut Next<'_, '_>, &mut IntoIter<Cell>) -> rusqlite::Result<Vec<Cell>>,
}

/// All of them.
pub const TABLES: &[Table] = &[
    documents::DOCUMENTS,
    actors::ACTORS,
    actors::CANON,
    actors::PLACES,
    statements::STATEMENTS,
    events::EVENTS,
];

/// `[start, end)` in code points of the document's text.
const SPAN: Shape = Shape::Struct(&[must("start", Shape::Count), must("end", Shape::Count)]);

/// When something was said or done: inclusive days, and the words that tell it; words alone where no known day resolves them.
const DATE: Shape = Shape::Struct(&[
    may("start", Shape::Day),
    may("end", Shape::Day),
    may("grain", Shape::Word),
    may("words", SPAN),
]);

/// The next list of those that stand beside a row.
fn list(lists: &mut IntoIter<Cell>) -> Cell {
    lists.next().unwrap_or(Cell::List(Vec::new()))
}

/// The four columns of a date.
fn date(next: &mut Next<'_, '_>) -> rusqlite::Result<Cell> {
    Ok(crate::next::any_known([next.day()?, next.day()?, next.text()?, next.json_span()?]))
}
