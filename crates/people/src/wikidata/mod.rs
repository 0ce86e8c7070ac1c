//! The index of persons in office and organisations that is made of a Wikidata dump.
//!
//! # The file
//!
//! UTF-8 text. The first line is `depeche-wikidata 1`; the others stand in the order of their bytes, their cells parted by
//! tabs, so that a binary search over the mapped file finds every line of a key (`|` stands for a tab here):
//!
//! ```text
//! Q11696|office|USA|GOV|President of the United States|président des États-Unis|presidente …
//! Q76|person|USA||Q11696 2009-01-20 2017-01-20
//! Q7184|organisation|IGO|IGO
//! barack obama|Q76
//! nato|Q7184
//! ```
//!
//! A line that begins with an id tells what it is and its country (alpha-3, `IGO`; empty: unknown); then an organisation's
//! sectors; an office's sectors and labels in English, French and Spanish; a person's party and offices, each with its first
//! and last day (`-`: open). Every other line gives the id of one that has a name, by its [`key`](crate::key), which never
//! begins with a capital.

mod builder;
mod classes;
mod dump;
mod entity;
mod index;
mod sort;

pub use builder::{BuildError, Built, build};
pub use dump::Dump;
pub use index::{Index, IndexError};

/// The first line of an index.
const MAGIC: &str = "depeche-wikidata 1\n";
