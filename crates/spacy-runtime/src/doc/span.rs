//! A run of tokens: a sentence, an entity or any other.

use super::{Doc, Label, Token, Tokens};

/// The tokens `start..end` of a document, with a label where they are an entity.
#[derive(Clone, Copy)]
pub struct Span<'d> {
    doc: &'d Doc,
    start: usize,
    end: usize,
    label: Label,
}

impl<'d> Span<'d> {
    pub(crate) fn new(doc: &'d Doc, start: usize, end: usize, label: Label) -> Self {
        Span { doc, start, end, label }
    }

    /// Number of the first token.
    pub fn start(self) -> usize {
        self.start
    }

    /// Number of the token after the last one.
    pub fn end(self) -> usize {
        self.end
    }

    /// Number of tokens.
    pub fn len(self) -> usize {
        self.end - self.start
    }

    /// Whether the span holds no token.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// The token numbers.
    pub fn range(self) -> std::ops::Range<usize> {
        self.start..self.end
    }

    /// The tokens in the order of the text.
    pub fn tokens(self) -> Tokens<'d> {
        Tokens::new(self.doc, self.start, self.end)
    }

    /// The entity's type; empty for other spans.
    pub fn label(self) -> &'d str {
        self.doc.label_str(self.label)
    }

    /// The bytes of the text that the span covers, without the space after the last token.
    pub fn bytes(self) -> std::ops::Range<usize> {
        if self.is_empty() {
            let at = self.doc.start.get(self.start).map_or(self.doc.text.len(), |&start| start as usize);
            return at..at;
        }
        self.doc.start[self.start] as usize..self.doc.end[self.end - 1] as usize
    }

    /// The code points of the text that the span covers, without the space after the last token.
    pub fn chars(self) -> std::ops::Range<usize> {
        match self.tokens().next_back() {
            Some(last) => self.doc.char_start[self.start] as usize..last.char_end(),
            None => {
                let at = self.doc.char_start.get(self.start).map(|&start| start as usize);
                let at = at.unwrap_or_else(|| self.doc.text.chars().count());
                at..at
            }
        }
    }

    /// The words of the span as they stand in the text.
    pub fn text(self) -> &'d str {
        &self.doc.text[self.bytes()]
    }

    /// The token of the span that all others hang from: the first whose head lies outside or is itself.
    pub fn root(self) -> Option<Token<'d>> {
        self.tokens().find(|token| token.is_root() || !self.range().contains(&token.head_index()))
    }
}

impl std::fmt::Debug for Span<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Span({}..{} {:?} {})", self.start, self.end, self.text(), self.label())
    }
}

/// The sentences of a document.
#[derive(Clone)]
pub struct Sents<'d> {
    doc: &'d Doc,
    next: usize,
}

impl<'d> Sents<'d> {
    pub(crate) fn new(doc: &'d Doc) -> Self {
        Sents { doc, next: 0 }
    }
}

impl<'d> Iterator for Sents<'d> {
    type Item = Span<'d>;

    fn next(&mut self) -> Option<Span<'d>> {
        let start = self.next;
        if start >= self.doc.len() {
            return None;
        }
        let mut end = start + 1;
        while end < self.doc.len() && self.doc.sent_start[end] != 1 {
            end += 1;
        }
        self.next = end;
        Some(Span::new(self.doc, start, end, Label::EMPTY))
    }
}
