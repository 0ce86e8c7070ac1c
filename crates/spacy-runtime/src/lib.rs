//! Runs published spaCy 3 pipelines natively.

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
