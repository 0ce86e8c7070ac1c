//! A document's text as it would be had nobody's word processor, browser or file format left its marks on it.

use records::Span;
use std::ops::Range;
use unicode_normalization::{UnicodeNormalization, char::canonical_combining_class, is_nfc_quick};

/// A text of which everything is read, and where each of its characters stands in the original.
///
/// One and the same text comes with line ends of one sign or two, with spaces of all widths, singly or in rows, with a byte
/// order mark, soft hyphens and signs that nobody sees, its accents with their letters or behind them. What is read must not
/// depend on that, so it is taken out before anything is looked at, and what was read is moved back at the end.
///
/// Here: lines end with `\n`; a run of white space within a line is one space, and none stands at a line's ends; invisible
/// characters are gone; the rest is in Unicode's form C. Marks of quotation and apostrophes stay as they are (that `"` opens or
/// closes is found out later).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plain {
    /// The text.
    pub text: String,
    /// For each of its code points, those of the original that it was made of.
    origin: Vec<Range<u32>>,
    /// Code points of the original.
    length: u32,
}

impl Plain {
    /// Makes a text plain.
    pub fn of(text: &str) -> Plain {
        let mut plain = Plain { text: String::with_capacity(text.len()), origin: Vec::new(), length: 0 };
        let mut letters: Vec<char> = Vec::new();
        let mut at = 0..0;
        // A space that stands within a line if more of the line follows.
        let mut space: Option<Range<u32>> = None;
        let mut chars = text.chars().peekable();
        while let Some(c) = chars.next() {
            let here = plain.length..plain.length + 1;
            plain.length += 1;
            if is_invisible(c) {
                continue;
            }
            let is_end = is_line_end(c);
            if !is_end && !is_space(c) {
                if starts_anew(c) || letters.is_empty() {
                    plain.compose(&mut letters, &at);
                    if let Some(space) = space.take() {
                        plain.push(' ', space);
                    }
                    at = here.clone();
                }
                at.end = here.end;
                letters.push(c);
                continue;
            }
            plain.compose(&mut letters, &at);
            if !is_end {
                let line_began = !plain.text.is_empty() && !plain.text.ends_with('\n');
                space = line_began.then(|| space.map_or(here.start, |space| space.start)..here.end);
                continue;
            }
            space = None;
            let mut end = here;
            if c == '\r' && chars.next_if_eq(&'\n').is_some() {
                plain.length += 1;
                end.end += 1;
            }
            plain.push('\n', end);
        }
        plain.compose(&mut letters, &at);
        plain
    }

    /// Where a stretch of this text stands in the original.
    pub fn original(&self, span: Span) -> Span {
        let last = (span.end.max(1) - 1) as usize;
        let from = self.origin.get(span.start as usize).map_or(self.length, |at| at.start);
        let to = if span.is_empty() { from } else { self.origin.get(last).map_or(self.length, |at| at.end) };
        Span::new(from, to.max(from))
    }

    /// Writes down a letter with what stands over and under it, in form C.
    fn compose(&mut self, letters: &mut Vec<char>, at: &Range<u32>) {
        match letters[..] {
            [one] => self.push(one, at.clone()),
            _ => letters.iter().copied().nfc().for_each(|c| self.push(c, at.clone())),
        }
        letters.clear();
    }

    fn push(&mut self, c: char, at: Range<u32>) {
        self.text.push(c);
        self.origin.push(at);
    }
}

/// Whether a character never becomes one with what stands before it.
fn starts_anew(c: char) -> bool {
    c < '\u{300}'
        || (canonical_combining_class(c) == 0
            && is_nfc_quick(std::iter::once(c)) != unicode_normalization::IsNormalized::Maybe)
}

/// Whether a line ends with a character.
pub(super) fn is_line_end(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\u{2028}' | '\u{2029}' | '\u{b}' | '\u{c}')
}

/// Spaces of any width, and the controls that stand for one.
pub(super) fn is_space(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{2007}' | '\u{2060}')
}

/// Whether a character shows nothing and parts nothing.
pub(super) fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(text: &str) -> String {
        Plain::of(text).text
    }

    #[test]
    fn what_word_processors_leave_is_gone() {
        assert_eq!(
            plain("\u{feff}Un\u{a0}mot\u{202f}: \t deux.\r\n\r\n  Trois\u{ad} \r"),
            "Un mot : deux.\n\nTrois\n"
        );
        assert_eq!(plain("e\u{301}te\u{301} \u{301}a"), "été \u{301}a");
        assert_eq!(plain("a\u{323}\u{302}"), plain("\u{1ead}"), "two marks, in whatever order they compose");
        assert_eq!(plain("   "), "");
    }

    #[test]
    fn what_was_read_is_moved_back() {
        let text = "\u{feff} Une  e\u{301}te\u{301}\u{ad},\r\nfin";
        let plain = Plain::of(text);
        let at = |words: &str| {
            let start = plain.text[..plain.text.find(words).unwrap()].chars().count() as u32;
            plain.original(Span::new(start, start + words.chars().count() as u32)).slice(text).unwrap()
        };
        assert_eq!(at("été"), "e\u{301}te\u{301}");
        assert_eq!(at("Une été"), "Une  e\u{301}te\u{301}");
        assert_eq!(at(",\nfin"), ",\r\nfin");
        let end = plain.text.chars().count() as u32;
        assert_eq!(plain.original(Span::new(end, end)), Span::new(19, 19));
        assert_eq!(plain.original(Span::new(0, 0)), Span::new(2, 2));
    }
}
