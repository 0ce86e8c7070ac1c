//! Runs published spaCy 3 pipelines natively.

mod doc;
pub mod nn;

pub use doc::{
    Annotated, Doc, DocBuilder, DocError, Iob, Label, LabelTable, Morph, Sents, Span, Token, TokenSpec,
    Tokens,
};
