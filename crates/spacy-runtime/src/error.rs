//! What can go wrong between a path and a running pipeline.

use crate::nn::NnError;
use std::path::PathBuf;

/// Why a model cannot be opened. Every message names the file, and the component or field where there is one.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The operating system refused.
    #[error("{}: {source}", path.display())]
    Io {
        /// The path that was opened.
        path: PathBuf,
        /// What the system says.
        source: std::io::Error,
    },
    /// Neither a wheel nor a folder with a model in it.
    #[error("{}: {problem}", path.display())]
    NotAModel {
        /// The path that was opened.
        path: PathBuf,
        /// What is missing, or there twice.
        problem: String,
    },
    /// The archive is damaged or hostile: truncated, an entry that points outside, an absurd size.
    #[error("{}: entry `{entry}`: {problem}", path.display())]
    Archive {
        /// The archive.
        path: PathBuf,
        /// The entry's name as it stands in the archive; empty for the archive as a whole.
        entry: String,
        /// What is wrong with it.
        problem: String,
    },
    /// A file of the model is not there.
    #[error("{}: file `{file}` is missing", path.display())]
    Missing {
        /// The archive or folder.
        path: PathBuf,
        /// Path inside the model folder.
        file: String,
    },
    /// A file does not hold what it should.
    #[error("file `{file}`, {field}: {problem}")]
    Malformed {
        /// Path inside the model folder.
        file: String,
        /// Which part of it: a key, an index or a byte offset.
        field: String,
        /// What is wrong.
        problem: String,
    },
    /// The model asks for something that this runtime does not do.
    #[error("component `{component}`: {what} is not supported")]
    Unsupported {
        /// The component's name in the pipeline, or the part of the config (`nlp.tokenizer`).
        component: String,
        /// The factory, architecture, setting or language.
        what: String,
    },
    /// The networks could not be built.
    #[error(transparent)]
    Networks(#[from] NnError),
}

impl Error {
    pub(crate) fn malformed(file: &str, field: impl Into<String>, problem: impl ToString) -> Error {
        Error::Malformed { file: file.to_owned(), field: field.into(), problem: problem.to_string() }
    }

    pub(crate) fn unsupported(component: &str, what: impl Into<String>) -> Error {
        Error::Unsupported { component: component.to_owned(), what: what.into() }
    }
}
