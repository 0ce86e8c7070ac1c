//! From a document's text to passages that a parser can read, with the way back.

mod blocks;
mod normalise;
mod quotes;

pub use blocks::{Block, BlockKind, blocks};
pub use normalise::{Normalised, normalise};
pub use quotes::{Quote, find_quotes};
