//! Reads a dispatch: who said what according to whom, who did what to whom, and whether it happened.
//!
//! A [`Reader`] is made of a language pack and a parser; [`Reader::read`] turns a `records::Document` into a
//! `records::Reading`, and [`Reader::trace`] tells why it came out so. Reading never fails: whatever the text, there is a
//! reading. The crate knows no language by name (that is in the packs), opens no files and prints nothing.
//!
//! It may use `records`, `pack`, `knowledge`, `people` and `spacy-runtime`. The way of the data is that of the modules:
//! [`text`] → [`parse`] → [`page`] → [`actors`] → [`statements`] → [`events`].
//!
//! The usual parser is a spaCy pipeline ([`Reader::new`]); any other that speaks Universal Dependencies will do, also a parse
//! that was saved as CoNLL-U:
//!
//! ```
//! use reading::{Reader, parse::SavedParses};
//! use std::sync::Arc;
//!
//! let parse = "# passage = Le maire promet de partir.\n\
//!     1\tLe\tle\tDET\t_\tDefinite=Def\t2\tdet\t_\t_\n\
//!     2\tmaire\tmaire\tNOUN\t_\tGender=Masc|Number=Sing\t3\tnsubj\t_\t_\n\
//!     3\tpromet\tpromettre\tVERB\t_\tMood=Ind|Tense=Pres|VerbForm=Fin\t0\troot\t_\t_\n\
//!     4\tde\tde\tADP\t_\t_\t5\tmark\t_\t_\n\
//!     5\tpartir\tpartir\tVERB\t_\tVerbForm=Inf\t3\txcomp\t_\t_\n\
//!     6\t.\t.\tPUNCT\t_\t_\t3\tpunct\t_\t_\n";
//! let pack = pack::Pack::embedded("fr").expect("French is embedded")?;
//! let reader = Reader::with_parser(Arc::new(pack), Box::new(SavedParses::from_conllu(parse)?));
//! let document = records::Document { text: "Le maire promet de partir.".into(), ..Default::default() };
//! let reading = reader.read(&document);
//! assert_eq!(reading.statements[0].content[0].slice(&document.text), Some("partir"));
//! assert_eq!(reading.actors[0].name, "Le maire");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

pub mod actors;
pub mod dates;
pub mod events;
mod graph;
pub mod lexicon;
mod mend;
pub mod mixed;
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
