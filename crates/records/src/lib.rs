//! The record format of depeche: what a reading of one dispatch says, and the JSON that it is written in.
//!
//! A [`Reading`] holds a [`Document`] and what was read in it: [`Actor`]s, [`Place`]s, [`Statement`]s and
//! [`Event`]s. Every [`Span`] counts Unicode code points of [`Document::text`], end excluded, so that slicing
//! the text by a span gives the words back. The serialised form (serde, one JSON object a reading) is the
//! contract with the store, the scorer, Python and Spark: fields may be added, none changes its meaning.
//!
//! The crate holds types and no logic. It depends on serde alone.
//!
//! ```
//! use records::Span;
//! let text = "« Oui », dit-il.";
//! assert_eq!(Span::new(2, 5).slice(text), Some("Oui"));
//! ```

mod event;
mod reading;
mod span;
mod statement;
mod vocabulary;

pub use event::{Event, EventPlace};
pub use reading::{Actor, CopyOf, Document, Extent, Place, Reading};
pub use span::Span;
pub use statement::{DateRef, Relay, Speaker, Statement};
pub use vocabulary::{Act, ActorKind, EventType, Form, Grain, Sector, Status};
