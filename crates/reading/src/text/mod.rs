//! From a document's text to passages that a parser can read, with the way back.

mod blocks;
mod normalise;
mod plain;
mod quotes;
mod turns;

pub use blocks::{Block, BlockKind, blocks};
pub use normalise::{Normalised, normalise};
pub use plain::Plain;
pub use quotes::{Quote, find_quotes, single_marks};
pub use turns::{Turn, add_turns, find_turns, turn_of};
