use std::{io, net::SocketAddr};

/// Why the site cannot be opened.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The address is not to be had.
    #[error("cannot listen on {address}: {source}; --port 0 takes any that is free")]
    Address {
        /// The address.
        address: SocketAddr,
        /// What the system says.
        source: io::Error,
    },
    /// The store cannot be read.
    #[error(transparent)]
    Store(#[from] store::Error),
    /// The system does not let us.
    #[error("cannot serve: {0}")]
    System(#[from] io::Error),
}

/// Why a page cannot be given.
#[derive(Debug)]
pub enum Failure {
    /// There is no such thing.
    Missing,
    /// What was asked makes no sense, and why.
    Bad(String),
    /// Too many ask.
    Busy,
    /// It took too long.
    Late,
    /// The request is larger than it may be.
    Large,
    /// The request did not arrive in time, or not whole.
    Broken,
    /// A page of another site had a browser send this.
    Foreign,
    /// The store cannot answer.
    Store(store::Error),
    /// A page could not be written: a mistake of ours.
    Ours(String),
}

impl From<store::Error> for Failure {
    fn from(error: store::Error) -> Failure {
        match error {
            store::Error::Late | store::Error::Slow { .. } => Failure::Late,
            store::Error::Question { .. } | store::Error::Writes | store::Error::Large { .. } => {
                Failure::Bad(error.to_string())
            }
            store::Error::Busy { .. } => Failure::Busy,
            error => Failure::Store(error),
        }
    }
}

impl From<askama::Error> for Failure {
    fn from(error: askama::Error) -> Failure {
        Failure::Ours(error.to_string())
    }
}

impl From<page::Error> for Failure {
    fn from(error: page::Error) -> Failure {
        Failure::Ours(error.to_string())
    }
}
