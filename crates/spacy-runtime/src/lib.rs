//! spacy-runtime

pub mod nn;
