use records::Document;
use std::fmt;

/// What the stream gives: a document to read, or what is wrong with the input at some place.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(clippy::large_enum_variant, reason = "few are under way at a time, and most are documents")]
pub enum Item {
    /// A document to read.
    Document(Sourced),
    /// Something wrong with the input. [`ProblemKind::loses_document`] tells whether a document is missing for it.
    Problem(Problem),
}

impl From<Problem> for Item {
    fn from(problem: Problem) -> Self {
        Item::Problem(problem)
    }
}

/// A document and where it was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sourced {
    /// The document, its text as the input holds it.
    pub document: Document,
    /// Where it begins.
    pub place: Place,
}

/// Where in the input something stands; displays as `path:line`, as `path` where the whole file is meant, and as
/// `warc://path#offset` where a record of a web archive is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Place {
    /// The file's path as given or walked to; `-` for standard input.
    pub path: String,
    /// Line, counted from 1; in forms without lines the article or row.
    pub line: Option<u64>,
    /// In a web archive: where the record begins.
    pub record: Option<RecordAt>,
}

/// Where a record of a web archive begins; displays as the offset from which `tail -c +N` (offset + 1) opens it.
///
/// Where one gzip member holds several records, all have its offset, and `+` tells how far in the unpacked bytes they are.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RecordAt {
    /// Bytes of the file before the record, or before the gzip member that holds it.
    pub offset: u64,
    /// Unpacked bytes of the member before the record.
    pub inside: u64,
}

impl fmt::Display for RecordAt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.inside {
            0 => write!(f, "{}", self.offset),
            inside => write!(f, "{}+{inside}", self.offset),
        }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.record, self.line) {
            (Some(record), _) => write!(f, "warc://{}#{record}", self.path),
            (None, Some(line)) => write!(f, "{}:{line}", self.path),
            (None, None) => f.write_str(&self.path),
        }
    }
}

/// One thing wrong with the input; displays as `path:line: message`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Where.
    pub place: Place,
    /// Of what kind.
    pub kind: ProblemKind,
    /// What, in words for people.
    pub message: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.place, self.message)
    }
}

impl std::error::Error for Problem {}

/// The kinds of problems that an input can have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ProblemKind {
    /// The file or folder cannot be opened or read on.
    Unreadable,
    /// The folder holds no file of a known form.
    NothingToRead,
    /// The bytes are not UTF-8.
    NotUtf8,
    /// The document has no text but white space.
    Empty,
    /// The line or value is not well-formed JSON.
    NotJson,
    /// The JSON is well-formed but not an object.
    NotAnObject,
    /// The object has no `text`, or one that is not a string.
    NoText,
    /// A table has no column for the text.
    NoColumn,
    /// A web page in which there is no article.
    NoArticle,
    /// The document is larger than [`crate::Options::limit`].
    TooLarge,
    /// A record of an archive is damaged, or the rows of a table.
    Damaged,
    /// Records of an archive that are no documents were passed over, as they should be.
    PassedOver,
    /// The date of publication cannot be understood; the document is read without one.
    BadDate,
}

impl ProblemKind {
    /// What it is called where problems are counted.
    pub const fn name(self) -> &'static str {
        match self {
            ProblemKind::Unreadable => "unreadable",
            ProblemKind::NothingToRead => "nothing-to-read",
            ProblemKind::NotUtf8 => "not-utf8",
            ProblemKind::Empty => "empty",
            ProblemKind::NotJson => "not-json",
            ProblemKind::NotAnObject => "not-an-object",
            ProblemKind::NoText => "no-text",
            ProblemKind::NoColumn => "no-column",
            ProblemKind::NoArticle => "no-article",
            ProblemKind::TooLarge => "too-large",
            ProblemKind::Damaged => "damaged",
            ProblemKind::PassedOver => "passed-over",
            ProblemKind::BadDate => "bad-date",
        }
    }

    /// Whether a document is missing from the stream because of this problem.
    pub const fn loses_document(self) -> bool {
        !matches!(self, ProblemKind::BadDate | ProblemKind::PassedOver)
    }
}
