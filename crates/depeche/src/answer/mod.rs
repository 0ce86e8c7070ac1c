//! Answers of a store, written as a table, JSON lines or CSV.

mod dyads;
mod rows;

pub use dyads::dyads;
pub use rows::{Column, Look, Written, record};
