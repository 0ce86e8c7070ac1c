//! Reads a dispatch.

pub mod actors;
pub mod dates;
pub mod events;
mod graph;
pub mod lexicon;
mod mend;
pub mod page;
pub mod parse;
pub mod places;
mod reader;
mod selftest;
pub mod statements;
pub mod text;
mod trace;

pub use reader::Reader;
pub use selftest::{Outcome, selftest};
pub use trace::{Trace, TraceCandidate, TraceSentence, TraceToken};
