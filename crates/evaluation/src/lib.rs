//! How good is a reading? Compares readings of annotated dispatches with what their annotators found.
//!
//! ```text
//! gold file ─→ Gold ─→ check ─→ Expected ┐
//!                                        ├─→ Comparison ─→ Report, Mistakes
//! reading (JSON, or from memory) ─→ Found┘
//! ```
//!
//! [`Gold`] is the annotation as its authors write it: words of the text. [`check`] finds the words, tells each fault, and
//! gives [`Expected`], in which everything is a span. All scoring goes by [`Expected`] and [`Found`] alone, so that another
//! form of annotation needs a way to [`Expected`] and nothing else.
//!
//! Statements match one to one, best overlap first, on content: the characters shared over those that either has, marks
//! and spaces at the edges aside, must be half or more. Events match on type and trigger: the triggers overlap, or stand in
//! the same sentence. What follows (speaker, cue, form, …) is measured on the matched pairs.
//!
//! A [`Tally`] keeps what each document adds to the figures, and so tells how far they would wander with other documents of the
//! same kind ([`Bootstrap`]), by class too ([`ByClass`]), and whether two versions differ by more than that.
//!
//! The figures are, to the last digit, those of the script `score.py` that comes with the gold data; a test compares the two
//! where that script is there. What this crate does not do: it neither reads dispatches nor prints.
//!
//! ```
//! use evaluation::{Comparison, Found, Gold, Report, check};
//!
//! let gold: Gold = serde_json::from_str(r#"{"id": "a", "text": "Léa nie tout.", "events": [], "statements": [
//!     {"content": "tout", "cue": "nie", "form": "indirect", "act": "deny", "speaker": "Léa", "speaker_name": "Léa",
//!      "speaker_code": "FRA"}]}"#).unwrap();
//! let found: Found = serde_json::from_str(r#"{"document": {"id": "a"}, "statements": [
//!     {"content": [[8, 12]], "form": "indirect", "act": "say"}]}"#).unwrap();
//!
//! let expected = check(&gold).unwrap();
//! let mut report = Report::default();
//! report.add(&Comparison::of(&expected, Some(&found)));
//! assert_eq!(report.figure("statements.f1").unwrap().value, Some(1.0));
//! assert_eq!(report.figure("act").unwrap().value, Some(0.0));
//! ```

mod bootstrap;
mod check;
mod classes;
mod comparison;
mod errors;
mod expected;
mod fields;
mod found;
mod gold;
mod load;
mod names;
mod normal;
mod others;
mod pairing;
mod report;
mod score;
mod sentences;
mod spans;
mod tally;

pub use bootstrap::{Bootstrap, Interval, Sample};
pub use check::{Fault, check};
pub use classes::{ByClass, Class, Facet};
pub use comparison::Comparison;
pub use errors::{Difference, Mistake, MistakeKind};
pub use expected::{Code, Expected, ExpectedEvent, ExpectedPlace, ExpectedStatement};
pub use found::{Found, FoundActor, FoundDate, FoundEvent, FoundMention, FoundStatement, OutsideText};
pub use gold::{Gold, GoldEvent, GoldStatement, Words};
pub use load::{GoldDocument, GoldSet, Place, Problem, ProblemKind, Readings, load, readings};
pub use names::same_name;
pub use others::{
    Attribution, Brat, BratDocument, Part, Plover, PloverDocument, PloverEvent, load_brat, load_plover,
};
pub use pairing::Pair;
pub use report::{ByForm, Figure, Group, Matched, Report, Share};
pub use spans::{Characters, Text};
pub use tally::{ClassIntervals, Intervals, Shift, Tally};
