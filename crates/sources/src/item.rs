use records::Document;
use std::fmt;

/// What the stream gives: a document to read, or what is wrong with the input at some place.
#[derive(Debug, Clone, PartialEq, Eq)]
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

/// Where in the input something stands; displays as `path:line`, or `path` where the whole file is meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The file's path as given or walked to; `-` for standard input.
    pub path: String,
    /// Line, counted from 1.
    pub line: Option<u64>,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            Some(line) => write!(f, "{}:{line}", self.path),
            None => f.write_str(&self.path),
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
    /// The date of publication cannot be understood; the document is read without one.
    BadDate,
}

impl ProblemKind {
    /// Whether a document is missing from the stream because of this problem.
    pub const fn loses_document(self) -> bool {
        !matches!(self, ProblemKind::BadDate)
    }
}
