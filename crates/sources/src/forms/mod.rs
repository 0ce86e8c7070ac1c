//! The input forms, a file each.

use crate::{Item, Options, Place, Problem, ProblemKind};
use std::{
    io::{self, BufRead, BufReader, Cursor, Read},
    path::Path,
    sync::Arc,
};

/// Declares the forms once: their modules, and the order in which they are asked whether they know a stream.
macro_rules! forms {
    ($($name:ident),+ $(,)?) => {
        $(mod $name;)+
        static FORMS: &[&dyn Form] = &[$(&$name::Form),+];
    };
}

// `text` comes last: it takes whatever no other form wants.
forms!(jsonl, json, html, table, text);

pub(crate) use table::fields as table_fields;

/// How much of a stream without a telling name is looked at to find its form.
const HEAD: u64 = 64 * 1024;

pub(crate) type Items = Box<dyn Iterator<Item = Item> + Send>;
pub(crate) type Bytes = Box<dyn BufRead + Send>;

/// One way in which documents are written down.
pub(crate) trait Form: Sync {
    /// The file extensions that say so, in lower case, without the dot.
    fn extensions(&self) -> &'static [&'static str];
    /// Whether a stream with a name that says nothing is of this form, by its first [`HEAD`] bytes.
    fn recognises(&self, head: &[u8]) -> bool;
    /// The documents in such a stream.
    fn read(&self, bytes: Bytes, origin: Origin) -> Items;
}

/// Where a stream comes from and what to take for granted in it.
pub(crate) struct Origin {
    /// As places show it.
    pub path: String,
    /// File name without extension; `None` for standard input.
    pub stem: Option<String>,
    /// The caller's options.
    pub options: Arc<Options>,
}

impl Origin {
    /// A problem in this stream.
    pub fn problem(&self, line: Option<u64>, kind: ProblemKind, message: impl Into<String>) -> Problem {
        Problem { place: self.place(line), kind, message: message.into() }
    }

    /// The stream broke off.
    pub fn broken(&self, line: Option<u64>, error: &io::Error) -> Problem {
        self.problem(line, ProblemKind::Unreadable, error.to_string())
    }

    /// A document was larger than the limit.
    pub fn too_large(&self, line: Option<u64>) -> Problem {
        let message = format!("skipped: larger than the limit of {} bytes", self.options.limit);
        self.problem(line, ProblemKind::TooLarge, message)
    }

    /// All bytes of a stream that is one document.
    ///
    /// # Errors
    /// It breaks off, or is larger than a document may be.
    pub fn whole(&self, bytes: Bytes) -> Result<Vec<u8>, Box<Problem>> {
        let limit = self.options.limit;
        let mut all = Vec::new();
        bytes.take(limit as u64 + 1).read_to_end(&mut all).map_err(|error| self.broken(None, &error))?;
        if all.len() > limit { Err(Box::new(self.too_large(None))) } else { Ok(all) }
    }

    pub fn place(&self, line: Option<u64>) -> Place {
        Place { path: self.path.clone(), line }
    }
}

/// Every known extension, with its dot, in alphabetical order.
pub(crate) fn extensions() -> Vec<String> {
    let mut all: Vec<String> =
        FORMS.iter().flat_map(|form| form.extensions()).map(|extension| format!(".{extension}")).collect();
    all.sort();
    all
}

/// The form that a file's name tells.
pub(crate) fn by_name(path: &Path) -> Option<&'static dyn Form> {
    let extension = path.extension()?.to_str()?.to_ascii_lowercase();
    FORMS.iter().copied().find(|form| form.extensions().contains(&extension.as_str()))
}

/// The documents of a stream, in the form that its name or else its first bytes tell.
pub(crate) fn open(path: &Path, bytes: Box<dyn Read + Send>, options: &Arc<Options>) -> Items {
    let stem = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).filter(|stem| stem != "-");
    let origin = Origin { path: path.display().to_string(), stem, options: Arc::clone(options) };
    if let Some(form) = by_name(path) {
        return form.read(Box::new(BufReader::with_capacity(HEAD as usize, bytes)), origin);
    }
    let mut bytes = bytes;
    let mut head = Vec::new();
    if let Err(error) = bytes.by_ref().take(HEAD).read_to_end(&mut head) {
        return Box::new(std::iter::once(origin.broken(None, &error).into()));
    }
    match FORMS.iter().find(|form| form.recognises(without_bom(&head))) {
        Some(form) => form.read(Box::new(BufReader::new(Cursor::new(head).chain(bytes))), origin),
        None => Box::new(std::iter::once(
            origin.problem(None, ProblemKind::Unreadable, "of no known form").into(),
        )),
    }
}

/// The bytes after a byte order mark, if there is one.
pub(crate) fn without_bom(bytes: &[u8]) -> &[u8] {
    bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes)
}
