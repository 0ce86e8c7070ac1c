use serde::{Deserialize, Serialize};

/// A stretch of a document's original text: `[start, end)` in Unicode code points, written as `[start, end]`.
///
/// ```
/// use records::Span;
/// assert_eq!(serde_json::to_string(&Span::new(3, 7)).unwrap(), "[3,7]");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(from = "(u32, u32)", into = "(u32, u32)")]
pub struct Span {
    /// First code point of the stretch.
    pub start: u32,
    /// One past the last code point.
    pub end: u32,
}

impl From<(u32, u32)> for Span {
    fn from((start, end): (u32, u32)) -> Self {
        Span { start, end }
    }
}

impl From<Span> for (u32, u32) {
    fn from(span: Span) -> Self {
        (span.start, span.end)
    }
}

impl Span {
    /// The stretch `[start, end)`.
    pub const fn new(start: u32, end: u32) -> Self {
        Span { start, end }
    }

    /// Number of code points.
    pub const fn len(self) -> u32 {
        self.end.saturating_sub(self.start)
    }

    /// Whether the stretch holds nothing.
    pub const fn is_empty(self) -> bool {
        self.end <= self.start
    }

    /// Whether the two stretches share a code point.
    pub fn overlaps(self, other: Span) -> bool {
        self.start.max(other.start) < self.end.min(other.end)
    }

    /// Whether `other` lies wholly inside.
    pub const fn contains(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// The smallest stretch that holds both.
    pub fn cover(self, other: Span) -> Span {
        Span { start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// The words that the span points at in `text`; `None` where it reaches past the end.
    pub fn slice(self, text: &str) -> Option<&str> {
        let mut at = text.char_indices().map(|(byte, _)| byte).chain(std::iter::once(text.len()));
        let from = at.nth(self.start as usize)?;
        match self.len() {
            0 => Some(&text[from..from]),
            n => Some(&text[from..at.nth(n as usize - 1)?]),
        }
    }
}
