//! Language packs: what a language knows about reporting, acting and naming, as checked data.
//!
//! A pack is a folder of TOML files (`packs/README.md` is the format's description). [`Pack::load`] reads one
//! from disk, [`Pack::embedded`] one that was there at build time; both check every key and value, and an
//! [`Error`] names file and line. The crate knows no language by name and runs no reading: the `reading`
//! crate tests a pack's `hits` and `misses`.
//!
//! ```
//! let french = pack::Pack::embedded("fr").expect("French is embedded").expect("the pack is sound");
//! assert_eq!(french.tag, "fr");
//! ```

mod actors;
mod classes;
mod date_template;
mod dates;
mod error;
mod events;
mod frame;
mod load;
mod shape;
mod speech;
mod syntax;
mod typography;

pub use actors::{Actors, FieldAdjective, FormerWords, Function, Head, Title};
pub use date_template::{Piece, Slot, Template, atoms_of, date_atoms};
pub use dates::{
    Bound, DatePattern, Dates, Feast, From as CountedFrom, Lead, Part, Period, RelativeUnit, Season, Toward,
};
pub use error::Error;
pub use events::{EventNoun, EventVerb, Events, ObjectCondition, Role, SpeechEvent};
pub use frame::Frame;
pub use load::{Pack, embedded_tags};
pub use shape::{Raise, Retag};
pub use speech::{SourcePhrase, Speech, SpeechAdjective, SpeechNoun, SpeechVerb, Subject};
pub use syntax::{Inflection, Medium, MediumKind, Pronoun, StandsFor, StatusWords, Syntax, Talk};
pub use typography::{QuotePair, Typography};

/// A sentence that an entry must catch, with what it must give.
#[derive(Debug, Clone, PartialEq, Eq, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Hit {
    /// The sentence.
    pub text: String,
    /// Speech: the content, word for word.
    pub says: Option<String>,
    /// Speech: the speaker, word for word.
    pub who: Option<String>,
    /// Events: the trigger.
    pub word: Option<String>,
    /// Events: the one who acts.
    pub source: Option<String>,
    /// Events: the one acted upon.
    pub target: Option<String>,
    /// Events: the type.
    #[serde(rename = "type")]
    pub kind: Option<records::EventType>,
}
