//! Runs published spaCy 3 pipelines natively.

mod chars;
mod config;
mod doc;
mod error;
mod files;
mod idmap;
mod lexeme;
mod msgpack;
pub mod nn;
mod pattern;
mod strings;
mod symbols;
mod tokenizer;

pub use doc::{
    Annotated, Doc, DocBuilder, DocError, Iob, Label, LabelTable, Morph, Sents, Span, Token, TokenSpec,
    Tokens,
};
pub use error::Error;
pub use files::ModelFiles;
