//! Reading, ready to use: packs, models and the user's own knowledge brought together, for the command, for Python and for whoever else
//! has documents.
//!
//! [`Readers`] finds out a document's language, loads pack and model when they are first needed, reads paragraphs in other languages with
//! theirs, and tells what makes its readings ([`store::Made`]). [`in_order()`] spreads documents over threads and gives the readings
//! back in the order of the documents.
//!
//! ```no_run
//! use readers::{Options, Readers};
//! use records::Document;
//!
//! let readers = Readers::new(Options { offline: true, ..Options::default() })?;
//! let text = "« Nous signerons », a promis le ministre.".to_owned();
//! let done = readers.read(&Document { text, lang: Document::UNDETERMINED.to_owned(), ..Document::default() })?;
//! assert_eq!(done.reading.statements.len(), 1);
//! # Ok::<(), readers::Error>(())
//! ```

mod error;
mod in_order;
mod options;
mod packs;
mod readers;
mod saved;

pub use error::Error;
pub use in_order::{in_order, in_order_ahead, threads};
pub use options::{Fetch, Options, Unparsed};
pub use readers::{Done, Readers, reader};
