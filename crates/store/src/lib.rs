//! Readings in one ordinary SQLite file, that people can search, count and hand on, and that no crash can harm.
//!
//! [`Store::open`] makes or opens the file and brings it to the newest schema (`schema/*.sql`, which documents every
//! table). [`Store::writer`] takes readings in batches: what [`Writer::commit`] has returned from is on the disk.
//! The same document again changes nothing; another text under the same id or address is a new version beside the
//! old. [`Store::reading`] gives back what was put in, to the letter.
//!
//! ```
//! use records::{Document, Reading};
//! use store::{Made, Store, Wanted};
//!
//! let folder = tempfile::tempdir()?;
//! let mut store = Store::open(&folder.path().join("news.db"))?;
//! let given = Document { id: "a".into(), lang: "fr".into(), text: "Le maire promet un pont.".into(), ..Document::default() };
//! assert_eq!(store.wanted(&given)?, Wanted::New);
//! let made = Made { program: "depeche 0.1.0".into(), reader: "fr".into() };
//! let mut writer = store.writer()?;
//! writer.add(&given, &Reading { document: given.clone(), ..Reading::default() }, &made)?;
//! writer.commit()?;
//! assert_eq!(store.wanted(&given)?, Wanted::Known);
//! assert_eq!(store.reading(1)?.unwrap().document, given);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod access;
mod columns;
mod counts;
mod error;
mod link;
pub mod network;
pub mod query;
mod read;
mod schema;
mod store;
mod text;
mod write;

pub use error::Error;
pub use schema::VERSION;
pub use store::{Made, Store, Stored, Wanted};
pub use write::{Added, Writer};
