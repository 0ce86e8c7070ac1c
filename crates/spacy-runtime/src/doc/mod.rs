//! The annotated text: columns, with cheap views of tokens, sentences and entities.
//!
//! A [`Doc`] owns its text and one column per annotation. Tokens are numbered from 0 in the order of
//! the text; every view ([`Token`], [`Span`]) is a borrowed pair of numbers and costs nothing to copy.
//! Label strings (part of speech, tag, features, relation, entity type) live in a table that all
//! documents of a pipeline share, so an annotation is a number in the column and a `&str` in the view.

mod build;
mod conllu;
mod json;
mod labels;
mod span;
mod token;

pub use crate::nn::Iob;
pub use build::{DocBuilder, DocError, TokenSpec};
pub use labels::{Label, LabelTable};
pub use span::{Sents, Span};
pub use token::{Morph, Token, Tokens};

use std::sync::Arc;

impl Iob {
    /// `""`, `"I"`, `"O"` or `"B"`, as spaCy's `Token.ent_iob_`.
    pub fn as_str(self) -> &'static str {
        match self {
            Iob::Missing => "",
            Iob::Inside => "I",
            Iob::Outside => "O",
            Iob::Begin => "B",
        }
    }
}

/// Which annotations a pipeline has set; decides what the exports write, as spaCy's `has_annotation`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Annotated {
    /// Fine-grained tags.
    pub tag: bool,
    /// Universal parts of speech.
    pub pos: bool,
    /// Morphological features.
    pub morph: bool,
    /// Lemmas.
    pub lemma: bool,
    /// Heads and relations.
    pub dep: bool,
    /// Sentence starts.
    pub sents: bool,
    /// Entities.
    pub ents: bool,
}

/// One annotated text.
///
/// ```
/// use spacy_runtime::{DocBuilder, TokenSpec};
/// let doc = DocBuilder::new("Elle parle.")
///     .token(TokenSpec { text: "Elle", pos: "PRON", dep: "nsubj", head: 1, ..Default::default() })
///     .token(TokenSpec { text: "parle", pos: "VERB", dep: "ROOT", head: 1, lemma: "parler", ..Default::default() })
///     .token(TokenSpec { text: ".", pos: "PUNCT", dep: "punct", head: 1, ..Default::default() })
///     .build()?;
/// let verb = doc.token(0).head();
/// assert_eq!((verb.text(), verb.lemma()), ("parle", "parler"));
/// # Ok::<(), spacy_runtime::DocError>(())
/// ```
#[derive(Clone, Debug)]
pub struct Doc {
    pub(crate) text: String,
    pub(crate) labels: Arc<LabelTable>,
    pub(crate) annotated: Annotated,
    /// First byte of each token in `text`.
    pub(crate) start: Vec<u32>,
    /// One past the last byte of each token.
    pub(crate) end: Vec<u32>,
    /// First code point of each token.
    pub(crate) char_start: Vec<u32>,
    pub(crate) space_after: Vec<bool>,
    pub(crate) is_space: Vec<bool>,
    pub(crate) pos: Vec<Label>,
    pub(crate) tag: Vec<Label>,
    pub(crate) morph: Vec<Label>,
    pub(crate) head: Vec<u32>,
    pub(crate) dep: Vec<Label>,
    pub(crate) ent_iob: Vec<Iob>,
    pub(crate) ent_type: Vec<Label>,
    /// 1 = starts a sentence, −1 = does not, 0 = nobody has decided.
    pub(crate) sent_start: Vec<i8>,
    /// All lemmas, one after the other; `lemma_end[i]` ends token i's.
    pub(crate) lemma_text: String,
    pub(crate) lemma_end: Vec<u32>,
}

impl Doc {
    /// The text as it was given.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Number of tokens, spaces-only tokens included.
    pub fn len(&self) -> usize {
        self.start.len()
    }

    /// Whether there is no token at all.
    pub fn is_empty(&self) -> bool {
        self.start.is_empty()
    }

    /// What the pipeline has annotated.
    pub fn annotated(&self) -> Annotated {
        self.annotated
    }

    /// The token at `index`, 0-based.
    ///
    /// # Panics
    /// If `index` is not below [`len`](Doc::len), as indexing a slice does; see [`get`](Doc::get).
    pub fn token(&self, index: usize) -> Token<'_> {
        assert!(index < self.len(), "token {index} of a document of {} tokens", self.len());
        Token::new(self, index)
    }

    /// The token at `index`, or nothing beyond the end.
    pub fn get(&self, index: usize) -> Option<Token<'_>> {
        (index < self.len()).then(|| Token::new(self, index))
    }

    /// All tokens in the order of the text.
    pub fn tokens(&self) -> Tokens<'_> {
        Tokens::new(self, 0, self.len())
    }

    /// The span of tokens `start..end`, clipped to the document; it carries no label.
    pub fn span(&self, start: usize, end: usize) -> Span<'_> {
        let end = end.min(self.len());
        Span::new(self, start.min(end), end, Label::EMPTY)
    }

    /// The sentences. Where nobody has set sentence starts the document is one sentence.
    pub fn sents(&self) -> Sents<'_> {
        Sents::new(self)
    }

    /// The named entities in the order of the text; [`Span::label`] is the entity's type.
    pub fn ents(&self) -> Vec<Span<'_>> {
        let mut ents = Vec::new();
        let mut at = 0;
        while at < self.len() {
            if self.ent_iob[at] != Iob::Begin {
                at += 1;
                continue;
            }
            let mut end = at + 1;
            while end < self.len() && self.ent_iob[end] == Iob::Inside {
                end += 1;
            }
            ents.push(Span::new(self, at, end, self.ent_type[at]));
            at = end;
        }
        ents
    }

    /// The token that covers the byte `offset` of the text; nothing between tokens or beyond the end.
    pub fn token_at_byte(&self, offset: usize) -> Option<Token<'_>> {
        let after = self.start.partition_point(|&start| start as usize <= offset);
        let index = after.checked_sub(1)?;
        (offset < self.end[index] as usize).then(|| Token::new(self, index))
    }

    /// For each token its dependents, for walks over the whole tree: `dependents()[i]` lists the
    /// tokens whose head is `i` (a root is not its own dependent), in the order of the text.
    pub fn dependents(&self) -> Vec<Vec<usize>> {
        let mut dependents = vec![Vec::new(); self.len()];
        for (index, &head) in self.head.iter().enumerate() {
            if head as usize != index {
                dependents[head as usize].push(index);
            }
        }
        dependents
    }

    /// The string of a label of this document.
    pub fn label_str(&self, label: Label) -> &str {
        self.labels.get(label)
    }

    pub(crate) fn lemma_str(&self, index: usize) -> &str {
        let begin = if index == 0 { 0 } else { self.lemma_end.get(index - 1).map_or(0, |&end| end as usize) };
        let end = self.lemma_end.get(index).map_or(begin, |&end| end as usize);
        &self.lemma_text[begin..end]
    }
}
