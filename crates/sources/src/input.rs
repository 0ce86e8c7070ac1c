//! What is to be read: files, folders, streams.

use crate::{Place, Problem, ProblemKind, forms};
use std::{
    fmt, io,
    path::{Path, PathBuf},
};
use walkdir::{DirEntry, WalkDir};

/// One thing to read.
pub enum Input {
    /// A file of whatever name, or a folder, which is walked in order of path for files whose extension is known.
    /// In folders, files and folders whose name begins with a dot are left out.
    Path(PathBuf),
    /// Bytes from elsewhere, under a name: its extension tells the form, else the first bytes do.
    Stream {
        /// What places and ids call it.
        name: String,
        /// The bytes.
        bytes: Box<dyn io::Read + Send>,
    },
    /// What an address of the web gives. This crate knows no network: the caller's function fetches, when its turn comes.
    Remote {
        /// The address.
        url: String,
        /// Fetches it, or says why it cannot be had.
        fetch: Box<dyn FnOnce() -> Result<Fetched, String> + Send>,
    },
}

/// What came from an address.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Fetched {
    /// The address that it came from in the end.
    pub url: String,
    /// Its media type in lower case, without parameters, where the server told it.
    pub media: Option<String>,
    /// The character set that the server named.
    pub charset: Option<String>,
    /// All of it.
    pub bytes: Vec<u8>,
}

impl fmt::Debug for Input {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Input::Path(path) => f.debug_tuple("Path").field(path).finish(),
            Input::Stream { name, .. } => {
                f.debug_struct("Stream").field("name", name).finish_non_exhaustive()
            }
            Input::Remote { url, .. } => f.debug_struct("Remote").field("url", url).finish_non_exhaustive(),
        }
    }
}

impl Input {
    /// What a command's argument names: `-` is standard input, all else a path.
    pub fn from_argument(argument: &Path) -> Input {
        if argument.as_os_str() == "-" {
            Input::stream("-", io::stdin())
        } else {
            Input::Path(argument.into())
        }
    }

    /// What an address gives, once it is asked for.
    pub fn remote(
        url: impl Into<String>,
        fetch: impl FnOnce() -> Result<Fetched, String> + Send + 'static,
    ) -> Input {
        Input::Remote { url: url.into(), fetch: Box::new(fetch) }
    }

    /// Bytes under a name.
    pub fn stream(name: impl Into<String>, bytes: impl io::Read + Send + 'static) -> Input {
        Input::Stream { name: name.into(), bytes: Box::new(bytes) }
    }
}

/// The bytes that the inputs hold together, for showing progress; `None` where there is a stream among them.
///
/// What cannot be looked at counts nothing.
pub fn total_bytes(inputs: &[Input]) -> Option<u64> {
    inputs
        .iter()
        .map(|input| match input {
            Input::Path(path) => {
                let sizes = files(path).flatten().filter_map(|file| Some(file.metadata().ok()?.len()));
                Some(sizes.sum::<u64>())
            }
            Input::Stream { .. } | Input::Remote { .. } => None,
        })
        .sum::<Option<u64>>()
}

/// The files that a path stands for, in the order in which they are read; what cannot be looked at is left out.
pub fn paths(path: &Path) -> impl Iterator<Item = PathBuf> {
    files(path).flatten()
}

/// The files that a path stands for: itself, or what a folder holds, in order of path.
pub(crate) fn files(path: &Path) -> Box<dyn Iterator<Item = Result<PathBuf, Problem>> + Send> {
    // A path that cannot be looked at is left to the opening of the file, which says why.
    if !path.is_dir() {
        return Box::new(std::iter::once(Ok(path.to_owned())));
    }
    let root = path.to_owned();
    let walk = WalkDir::new(path).follow_links(true).sort_by_file_name().into_iter().filter_entry(is_wanted);
    let mut found = walk
        .filter_map(move |entry| match entry {
            Ok(entry) if entry.file_type().is_file() && forms::is_known(entry.path()) => {
                Some(Ok(entry.into_path()))
            }
            Ok(_) => None,
            Err(error) => Some(Err(walk_problem(&root, &error))),
        })
        .peekable();
    if found.peek().is_none() {
        let message =
            format!("no {} file in this folder, nor one packed as .gz", forms::extensions().join(", "));
        return Box::new(std::iter::once(Err(whole(path, ProblemKind::NothingToRead, message))));
    }
    Box::new(found)
}

fn is_wanted(entry: &DirEntry) -> bool {
    // The folder that was asked for is walked even if its name begins with a dot.
    entry.depth() == 0 || !entry.file_name().as_encoded_bytes().starts_with(b".")
}

fn walk_problem(root: &Path, error: &walkdir::Error) -> Problem {
    let message = match (error.loop_ancestor(), error.io_error()) {
        (Some(above), _) => format!("a link back to {}, which is being read already", above.display()),
        (None, Some(cause)) => cause.to_string(),
        (None, None) => error.to_string(),
    };
    whole(error.path().unwrap_or(root), ProblemKind::Unreadable, message)
}

/// A problem of a whole file or folder.
pub(crate) fn whole(path: &Path, kind: ProblemKind, message: String) -> Problem {
    Problem { place: Place { path: path.display().to_string(), ..Place::default() }, kind, message }
}
