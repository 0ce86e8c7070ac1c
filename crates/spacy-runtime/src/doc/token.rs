//! The view of one token.

use super::{Doc, Iob, Label};

/// One token of a [`Doc`]: a borrowed number, free to copy.
#[derive(Clone, Copy)]
pub struct Token<'d> {
    doc: &'d Doc,
    index: usize,
}

impl<'d> Token<'d> {
    pub(crate) fn new(doc: &'d Doc, index: usize) -> Self {
        Token { doc, index }
    }

    /// The document that the token belongs to.
    pub fn doc(self) -> &'d Doc {
        self.doc
    }

    /// The token's number in the document, 0-based (spaCy's `i`).
    pub fn index(self) -> usize {
        self.index
    }

    /// The token's characters, without the space after it.
    pub fn text(self) -> &'d str {
        &self.doc.text[self.start()..self.end()]
    }

    /// Offset in bytes of the token's first character.
    pub fn start(self) -> usize {
        self.doc.start[self.index] as usize
    }

    /// Offset in bytes just after the token's last character.
    pub fn end(self) -> usize {
        self.doc.end[self.index] as usize
    }

    /// Offset in code points of the token's first character (spaCy's `idx`).
    pub fn char_start(self) -> usize {
        self.doc.char_start[self.index] as usize
    }

    /// Offset in code points just after the token's last character.
    pub fn char_end(self) -> usize {
        self.char_start() + self.text().chars().count()
    }

    /// Whether one blank (U+0020) follows the token and belongs to it (spaCy's `whitespace_`).
    pub fn space_after(self) -> bool {
        self.doc.space_after[self.index]
    }

    /// Whether the token is nothing but white space (such tokens exist: line ends, second blanks).
    pub fn is_space(self) -> bool {
        self.doc.is_space[self.index]
    }

    /// The lemma; empty if no lemmatizer has run.
    pub fn lemma(self) -> &'d str {
        self.doc.lemma_str(self.index)
    }

    /// The universal part of speech (`"NOUN"`, `"VERB"`, …).
    pub fn pos(self) -> &'d str {
        self.doc.label_str(self.doc.pos[self.index])
    }

    /// The model's own fine-grained tag.
    pub fn tag(self) -> &'d str {
        self.doc.label_str(self.doc.tag[self.index])
    }

    /// The morphological features.
    pub fn morph(self) -> Morph<'d> {
        Morph(self.doc.label_str(self.doc.morph[self.index]))
    }

    /// The relation to the head; `"ROOT"` for a sentence's root.
    pub fn dep(self) -> &'d str {
        self.doc.label_str(self.doc.dep[self.index])
    }

    /// The head; a root is its own head.
    pub fn head(self) -> Token<'d> {
        Token { doc: self.doc, index: self.head_index() }
    }

    /// The head's number in the document; a root's is its own.
    pub fn head_index(self) -> usize {
        self.doc.head[self.index] as usize
    }

    /// Whether the token is its own head.
    pub fn is_root(self) -> bool {
        self.head_index() == self.index
    }

    /// The tokens whose head this is, in the order of the text. Walks the sentence: for a walk over a
    /// whole document take [`Doc::dependents`].
    pub fn children(self) -> impl Iterator<Item = Token<'d>> {
        let sentence = self.sent();
        let index = self.index;
        sentence.tokens().filter(move |token| token.head_index() == index && token.index != index)
    }

    /// The head, the head's head and so on up to the root; the token itself is not among them.
    pub fn ancestors(self) -> impl Iterator<Item = Token<'d>> {
        let mut at = self;
        let mut left = self.doc.len();
        std::iter::from_fn(move || {
            if at.is_root() || left == 0 {
                return None;
            }
            left -= 1;
            at = at.head();
            Some(at)
        })
    }

    /// The sentence that the token stands in.
    pub fn sent(self) -> super::Span<'d> {
        let starts = &self.doc.sent_start;
        let mut start = self.index;
        while start > 0 && starts[start] != 1 {
            start -= 1;
        }
        let mut end = self.index + 1;
        while end < starts.len() && starts[end] != 1 {
            end += 1;
        }
        super::Span::new(self.doc, start, end, Label::EMPTY)
    }

    /// Where the token stands towards an entity.
    pub fn ent_iob(self) -> Iob {
        self.doc.ent_iob[self.index]
    }

    /// The type of the entity that the token belongs to; empty outside entities.
    pub fn ent_type(self) -> &'d str {
        self.doc.label_str(self.doc.ent_type[self.index])
    }

    /// Whether a sentence starts here: 1 yes, −1 no, 0 nobody has decided (spaCy's `sent_start`).
    pub fn sent_start(self) -> i8 {
        self.doc.sent_start[self.index]
    }

    /// Whether a sentence starts with this token.
    pub fn is_sent_start(self) -> bool {
        self.index == 0 || self.doc.sent_start[self.index] == 1
    }
}

impl std::fmt::Debug for Token<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            f,
            "Token({}: {:?} {} {} of {})",
            self.index,
            self.text(),
            self.pos(),
            self.dep(),
            self.head_index()
        )
    }
}

/// Tokens of a document or a span, in the order of the text.
#[derive(Clone)]
pub struct Tokens<'d> {
    doc: &'d Doc,
    next: usize,
    end: usize,
}

impl<'d> Tokens<'d> {
    pub(crate) fn new(doc: &'d Doc, next: usize, end: usize) -> Self {
        Tokens { doc, next, end }
    }
}

impl<'d> Iterator for Tokens<'d> {
    type Item = Token<'d>;

    fn next(&mut self) -> Option<Token<'d>> {
        if self.next >= self.end {
            return None;
        }
        self.next += 1;
        Some(Token::new(self.doc, self.next - 1))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        let left = self.end.saturating_sub(self.next);
        (left, Some(left))
    }
}

impl DoubleEndedIterator for Tokens<'_> {
    fn next_back(&mut self) -> Option<Self::Item> {
        if self.next >= self.end {
            return None;
        }
        self.end -= 1;
        Some(Token::new(self.doc, self.end))
    }
}

impl ExactSizeIterator for Tokens<'_> {}

/// Morphological features in the Universal Dependencies form, sorted: `"Gender=Fem|Number=Sing"`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Morph<'d>(pub(crate) &'d str);

impl<'d> Morph<'d> {
    /// The features as one string; empty if there are none.
    pub fn as_str(self) -> &'d str {
        self.0
    }

    /// The value of a feature: `morph.get("Number") == Some("Plur")`. Several values come as they
    /// stand, joined by commas.
    pub fn get(self, feature: &str) -> Option<&'d str> {
        self.features().find(|(name, _)| *name == feature).map(|(_, value)| value)
    }

    /// Whether the feature has this value, alone or among others (`PronType=Int,Rel`).
    pub fn has(self, feature: &str, value: &str) -> bool {
        self.get(feature).is_some_and(|values| values.split(',').any(|one| one == value))
    }

    /// All features with their values.
    pub fn features(self) -> impl Iterator<Item = (&'d str, &'d str)> {
        self.0.split('|').filter_map(|feature| feature.split_once('='))
    }
}

impl std::fmt::Display for Morph<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.0)
    }
}
