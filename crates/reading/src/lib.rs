//! Reads a dispatch.

pub mod actors;
pub mod dates;
pub mod events;
mod graph;
pub mod lexicon;
pub mod page;
pub mod parse;
pub mod places;
mod reader;
pub mod statements;
pub mod text;

pub use reader::Reader;
