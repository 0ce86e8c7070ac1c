//! Runs published spaCy 3 pipelines natively: point it at a wheel, get spaCy's annotations.
//!
//! [`Pipeline::open`] takes a wheel or an unpacked model; its `config.cfg` decides which components are
//! built, and what is not supported is refused by name. [`Pipeline::parse`], [`Pipeline::parse_all`] and
//! [`Pipeline::pipe`] give a [`Doc`] a text: columns, with cheap views of tokens, sentences and entities,
//! offsets in bytes and in code points, export to CoNLL-U and to the form of spaCy's `Doc.to_json`.
//!
//! ```no_run
//! use spacy_runtime::Pipeline;
//!
//! let pipeline = Pipeline::open("en_core_web_sm-3.8.0-py3-none-any.whl")?;
//! for doc in pipeline.pipe(["Ann left Paris.", "Bob did not."]) {
//!     for token in doc.tokens() {
//!         println!("{} {} {} of {}", token.text(), token.lemma(), token.dep(), token.head().text());
//!     }
//! }
//! # Ok::<(), spacy_runtime::Error>(())
//! ```
//!
//! A document can be made without a model as well, from spaCy's JSON or by hand ([`DocBuilder`]):
//!
//! ```
//! use spacy_runtime::Doc;
//!
//! let json = r#"{"text": "Ann left.", "ents": [{"start": 0, "end": 3, "label": "PERSON"}], "tokens": [
//!     {"id": 0, "start": 0, "end": 3, "pos": "PROPN", "dep": "nsubj", "head": 1},
//!     {"id": 1, "start": 4, "end": 8, "pos": "VERB", "dep": "ROOT", "head": 1},
//!     {"id": 2, "start": 8, "end": 9, "pos": "PUNCT", "dep": "punct", "head": 1}]}"#;
//! let doc: Doc = serde_json::from_str(json)?;
//! let subject = doc.tokens().find(|token| token.dep() == "nsubj").expect("Ann is the subject");
//! assert_eq!((subject.text(), subject.head().text(), subject.ent_type()), ("Ann", "left", "PERSON"));
//! # Ok::<(), serde_json::Error>(())
//! ```
//!
//! # How it is made
//!
//! A text is cut into chunks at blanks, chunks into tokens by the model's own patterns; a thread remembers
//! the tokens of each chunk, with the hashes of their lexical attributes. The [`nn`] side sees nothing but
//! those hashes and writes label numbers. Rules for attributes and the lemmatizer's tables come last.
//!
//! spaCy's sources are the specification, down to their quirks; `tools/against_spacy` in the repository
//! compares the two.

mod chars;
mod config;
mod doc;
mod error;
mod files;
mod idmap;
mod lemmatizer;
mod lexeme;
mod msgpack;
pub mod nn;
mod pattern;
mod pipeline;
mod ruler;
mod strings;
mod symbols;
mod tokenizer;

pub use doc::{
    Annotated, Doc, DocBuilder, DocError, Iob, Label, LabelTable, Morph, Sents, Span, Token, TokenSpec,
    Tokens,
};
pub use error::Error;
pub use files::ModelFiles;
pub use pipeline::{Input, Options, Pipeline};
