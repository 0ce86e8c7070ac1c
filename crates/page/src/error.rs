use std::io;

/// What can keep a page from being written.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A template could not be filled in.
    #[error("cannot write the page: {0}")]
    Template(#[from] askama::Error),
    /// The output cannot be written to.
    #[error("cannot write the page")]
    Output(#[from] io::Error),
}
