//! Reads a dispatch.

pub mod actors;
pub mod dates;
mod graph;
pub mod lexicon;
pub mod page;
pub mod parse;
mod reader;
pub mod statements;
pub mod text;

pub use reader::Reader;
