//! Documents made by hand: for tests, and for annotations that come from elsewhere.

use super::{Annotated, Doc, Iob, LabelTable};
use std::sync::Arc;

/// Why a document cannot be built.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[non_exhaustive]
pub enum DocError {
    /// The token's characters do not come next in the text (blanks before it are skipped).
    #[error("token {index}, {token:?}, does not stand at byte {at} of the text or after the blanks there")]
    NotInText {
        /// Number of the token.
        index: usize,
        /// Its characters.
        token: String,
        /// Where it was looked for.
        at: usize,
    },
    /// A head that is no token.
    #[error("token {index} has head {head}, but there are only {len} tokens")]
    Head {
        /// Number of the token.
        index: usize,
        /// The head that was given.
        head: usize,
        /// Number of tokens.
        len: usize,
    },
    /// The text is longer than the 4 GiB that offsets can tell.
    #[error("the text is too long: {0} bytes")]
    TooLong(usize),
    /// JSON that is not in the form of spaCy's `Doc.to_json`.
    #[error("not a document in spaCy's JSON form: {0}")]
    Json(String),
}

/// What a [`DocBuilder`] is told of one token.
#[derive(Clone, Copy, Debug)]
pub struct TokenSpec<'a> {
    /// The token's characters, as they stand next in the text.
    pub text: &'a str,
    /// Lemma.
    pub lemma: &'a str,
    /// Universal part of speech.
    pub pos: &'a str,
    /// Fine-grained tag.
    pub tag: &'a str,
    /// Features, sorted: `Gender=Fem|Number=Sing`.
    pub morph: &'a str,
    /// Number of the head in the document; the token's own for a root.
    pub head: usize,
    /// Relation to the head.
    pub dep: &'a str,
    /// Position towards an entity.
    pub ent_iob: Iob,
    /// Type of the entity.
    pub ent_type: &'a str,
    /// Whether a sentence starts here; without a word the first token and no other.
    pub sent_start: Option<bool>,
}

impl Default for TokenSpec<'_> {
    fn default() -> Self {
        TokenSpec {
            text: "",
            lemma: "",
            pos: "",
            tag: "",
            morph: "",
            head: 0,
            dep: "",
            ent_iob: Iob::Missing,
            ent_type: "",
            sent_start: None,
        }
    }
}

/// Builds a [`Doc`] token by token.
#[derive(Debug)]
pub struct DocBuilder {
    doc: Doc,
    labels: LabelTable,
    at: usize,
    chars: usize,
    error: Option<DocError>,
}

impl DocBuilder {
    /// Starts a document over `text`.
    pub fn new(text: impl Into<String>) -> Self {
        let text = text.into();
        let error = (text.len() > u32::MAX as usize).then_some(DocError::TooLong(text.len()));
        let doc = Doc::bare(text, Arc::new(LabelTable::default()), Annotated::default());
        DocBuilder { doc, labels: LabelTable::default(), at: 0, chars: 0, error }
    }

    /// Adds the next token. It must stand in the text after the tokens so far, with at most blanks
    /// (U+0020) between; other white space has to be a token of its own.
    pub fn token(mut self, token: TokenSpec<'_>) -> Self {
        self.push(token);
        self
    }

    /// As [`token`](DocBuilder::token), for loops.
    pub fn push(&mut self, token: TokenSpec<'_>) {
        if self.error.is_some() {
            return;
        }
        let index = self.doc.len();
        let mut at = self.at;
        // In "a  b" the first blank belongs to "a" and only the second one is a token.
        if index > 0 && token.text.starts_with(' ') && self.doc.text[at..].starts_with(' ') {
            at += usize::from(self.doc.text[at + 1..].starts_with(token.text));
        }
        while !self.doc.text[at..].starts_with(token.text) && self.doc.text[at..].starts_with(' ') {
            at += 1;
        }
        if token.text.is_empty() || !self.doc.text[at..].starts_with(token.text) {
            self.error = Some(DocError::NotInText { index, token: token.text.to_owned(), at: self.at });
            return;
        }
        if index > 0 && at > self.at {
            self.doc.space_after[index - 1] = true;
        }
        self.chars += at - self.at;
        let doc = &mut self.doc;
        doc.start.push(at as u32);
        doc.char_start.push(self.chars as u32);
        self.at = at + token.text.len();
        self.chars += token.text.chars().count();
        doc.end.push(self.at as u32);
        doc.space_after.push(false);
        doc.is_space.push(token.text.chars().all(char::is_whitespace));
        doc.pos.push(self.labels.add(token.pos));
        doc.tag.push(self.labels.add(token.tag));
        doc.morph.push(self.labels.add(token.morph));
        doc.head.push(u32::try_from(token.head).unwrap_or(u32::MAX));
        doc.dep.push(self.labels.add(token.dep));
        doc.ent_iob.push(token.ent_iob);
        doc.ent_type.push(self.labels.add(token.ent_type));
        let start = token.sent_start.unwrap_or(index == 0);
        doc.sent_start.push(if start { 1 } else { -1 });
        doc.lemma_text.push_str(token.lemma);
        doc.lemma_end.push(doc.lemma_text.len() as u32);
        let said = &mut doc.annotated;
        said.tag |= !token.tag.is_empty();
        said.pos |= !token.pos.is_empty();
        said.morph |= !token.morph.is_empty();
        said.lemma |= !token.lemma.is_empty();
        said.dep |= !token.dep.is_empty();
        said.sents |= said.dep || token.sent_start.is_some();
        said.ents |= token.ent_iob != Iob::Missing;
    }

    /// The document.
    ///
    /// # Errors
    /// The first token that does not stand in the text, or a head that is no token.
    pub fn build(mut self) -> Result<Doc, DocError> {
        if let Some(error) = self.error {
            return Err(error);
        }
        let len = self.doc.len();
        if len > 0 && self.doc.text[self.at..].starts_with(' ') {
            self.doc.space_after[len - 1] = true;
        }
        for (index, head) in self.doc.head.iter_mut().enumerate() {
            if *head as usize >= len {
                return Err(DocError::Head { index, head: *head as usize, len });
            }
            if !self.doc.annotated.dep {
                *head = index as u32;
            }
        }
        self.doc.labels = Arc::new(self.labels);
        Ok(self.doc)
    }
}

impl Doc {
    /// A document without tokens, its columns empty.
    pub(crate) fn bare(text: String, labels: Arc<LabelTable>, annotated: Annotated) -> Doc {
        Doc {
            text,
            labels,
            annotated,
            start: Vec::new(),
            end: Vec::new(),
            char_start: Vec::new(),
            space_after: Vec::new(),
            is_space: Vec::new(),
            pos: Vec::new(),
            tag: Vec::new(),
            morph: Vec::new(),
            head: Vec::new(),
            dep: Vec::new(),
            ent_iob: Vec::new(),
            ent_type: Vec::new(),
            sent_start: Vec::new(),
            lemma_text: String::new(),
            lemma_end: Vec::new(),
        }
    }
}
