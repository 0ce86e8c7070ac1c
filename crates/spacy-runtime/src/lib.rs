//! spacy-runtime
