//! Why there is no reader, or a document cannot be read.

use std::path::PathBuf;

/// What went wrong.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// No pack has this tag.
    #[error("no language pack for \"{lang}\" (there are: {there})")]
    NoPack {
        /// What was asked for.
        lang: String,
        /// The tags that there are.
        there: String,
    },
    /// There are no packs at all.
    #[error("no language pack")]
    NoPacks,
    /// A pack has a mistake.
    #[error(transparent)]
    Pack(#[from] pack::Error),
    /// There is no language model, or none could be had.
    #[error(transparent)]
    Model(#[from] models::Error),
    /// A language model that is there is not of a kind that can be used.
    #[error("cannot load the language model in {folder}", folder = folder.display())]
    Unloadable {
        /// Where it is.
        folder: PathBuf,
        /// What is wrong with it.
        source: Box<spacy_runtime::Error>,
    },
    /// The document is in a language without a pack.
    #[error(
        "skipped: seems to be in {name} ({tag}), for which there is no language pack (there are: {there}); --lang TAG has it read all the same"
    )]
    Foreign {
        /// The language's name.
        name: String,
        /// Its tag.
        tag: String,
        /// The tags that there are.
        there: String,
    },
    /// A mistake of ours, that a document brought to light.
    #[error("skipped: the reader failed on it, please report that")]
    Failed,
    /// A file of the user's cannot be read.
    #[error("{path}", path = path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// A file of parses is none.
    #[error("{path}", path = path.display())]
    NoParses {
        /// The file.
        path: PathBuf,
        /// What is wrong with it, and in which line.
        source: reading::parse::ConlluError,
    },
    /// The user's table of actors has a fault.
    #[error(transparent)]
    Actors(#[from] people::ActorsError),
    /// The index of persons and organisations cannot be used.
    #[error(transparent)]
    Index(#[from] people::wikidata::IndexError),
}

impl Error {
    /// What the models' room has to say, if that is it.
    pub fn model(&self) -> Option<&models::Error> {
        match self {
            Error::Model(error) => Some(error),
            _ => None,
        }
    }

    /// Whether there is no reader: a pack with a mistake, no language model. No other document in the language can be read either.
    pub fn is_no_reader(&self) -> bool {
        matches!(self, Error::Model(_) | Error::Pack(_))
    }

    /// The message with what is behind it, on one line.
    pub fn line(&self) -> String {
        let mut line = self.to_string();
        let mut cause = std::error::Error::source(self);
        while let Some(error) = cause {
            line.push_str(": ");
            line.push_str(&error.to_string());
            cause = error.source();
        }
        line
    }
}
