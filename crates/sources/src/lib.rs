//! Every input form, turned into one stream of documents with their provenance.
//!
//! [`Documents`] walks its [`Input`]s (files, folders, streams) in order and gives an [`Item`] at a time: a
//! [`Sourced`] document, or a [`Problem`] with its place. A bad document never ends the stream and never hides the
//! next one. What is held in memory is one document, never a file: JSONL is read by the line, JSON arrays by the
//! element, and whatever is longer than [`Options::limit`] is skipped without being kept.
//!
//! A text or a JSON field is neither cleaned, split nor re-encoded: a document's text is what the input holds, so that every
//! span of a reading points into it. Of a web page it is the article that `pages` finds, its title first.
//!
//! ```
//! use sources::{Documents, Input, Item, Options};
//!
//! let lines = "{\"id\": \"a\", \"text\": \"Le maire a démissionné.\", \"date\": \"2022-09-13T08:00:00Z\"}\n{oops\n";
//! let input = Input::stream("lines.jsonl", lines.as_bytes());
//! let items: Vec<Item> = Documents::new(vec![input], Options::default()).collect();
//!
//! let Item::Document(first) = &items[0] else { panic!("a document") };
//! assert_eq!(first.document.published.as_deref(), Some("2022-09-13"));
//! let Item::Problem(second) = &items[1] else { panic!("a problem") };
//! assert_eq!(second.place.to_string(), "lines.jsonl:2");
//! ```
//!
//! Whatever is packed with gzip (`articles.jsonl.gz`) is unpacked. A run that was broken off can go on: [`Documents::mark`] tells how far
//! it has come, and [`Documents::after`] begins there.
//!
//! Exports of press databases (Europresse, Factiva, Nexis) hold many articles a file; they are known by what is in them, since they
//! share their extensions with pages and texts. `docs/exports.md` tells which shapes are read.
//!
//! A new form is one file in `src/forms/` and its name in the list of `src/forms/mod.rs`.

mod day;
mod documents;
mod docx;
mod export;
mod fields;
mod forms;
mod input;
mod item;
mod lines;
mod nexis;
mod paged;
mod table;
mod tags;
mod utf16;
mod values;
mod warc;
mod written;

pub use day::iso_day;
pub use documents::{Documents, Mark, Options};
pub use input::{Fetched, Input, paths, total_bytes};

/// The fields that a table's columns can hold, by the names that [`Options::columns`] takes.
pub fn table_fields() -> impl Iterator<Item = &'static str> {
    forms::table_fields()
}

pub use item::{Item, Place, Problem, ProblemKind, RecordAt, Sourced};
pub use table::Table;
