//! Words of a document, by their spans.

use records::{Span, Statement};
use std::ops::Range;

/// A document's text with its code points numbered, so that slicing does not walk it from the start each time.
///
/// ```
/// use records::Span;
/// let words = page::Words::of("« Oui », dit-elle.");
/// assert_eq!(words.raw(Span::new(2, 5)), "Oui");
/// assert_eq!(words.raw(Span::new(2, 500)), "");
/// ```
pub struct Words<'a> {
    text: &'a str,
    starts: Vec<usize>,
}

impl<'a> Words<'a> {
    /// Numbers the code points of a text.
    pub fn of(text: &'a str) -> Words<'a> {
        let starts = text.char_indices().map(|(byte, _)| byte).chain([text.len()]).collect();
        Words { text, starts }
    }

    /// The bytes of the text that a span points at; `None` where it points outside or backwards.
    pub fn bytes(&self, span: Span) -> Option<Range<usize>> {
        let at = |index: u32| self.starts.get(index as usize).copied();
        let range = at(span.start)?..at(span.end)?;
        (range.start <= range.end).then_some(range)
    }

    /// What a span points at; nothing where it points outside.
    pub fn raw(&self, span: Span) -> &'a str {
        self.bytes(span).map_or("", |range| &self.text[range])
    }

    /// What a span points at, on one line.
    pub fn line(&self, span: Span) -> String {
        one_line(self.raw(span))
    }

    /// A statement's content on one line, its parts joined, with the quotation marks that stand just outside it.
    pub fn content(&self, statement: &Statement) -> String {
        let parts: Vec<String> =
            statement.content.iter().map(|part| self.line(self.with_marks(*part, statement))).collect();
        parts.join(" … ")
    }

    /// Whether all of a stretch is quoted does not show once its outer marks are gone: this takes them in again.
    fn with_marks(&self, part: Span, statement: &Statement) -> Span {
        let mut wide = part;
        if statement.quotes.iter().any(|quote| quote.start == part.start) {
            wide.start = self.mark_before(part.start).unwrap_or(part.start);
        }
        if statement.quotes.iter().any(|quote| quote.end == part.end) {
            wide.end = self.mark_after(part.end).unwrap_or(part.end);
        }
        wide
    }

    fn mark_before(&self, at: u32) -> Option<u32> {
        let before = self.raw(Span::new(0, at));
        let (steps, mark) = before.chars().rev().enumerate().find(|(_, c)| !c.is_whitespace())?;
        (is_quotation_mark(mark) && steps <= 2).then(|| at - steps as u32 - 1)
    }

    /// English sets the comma or full stop that ends a quotation before the mark that closes it: both are taken in.
    fn mark_after(&self, at: u32) -> Option<u32> {
        let after = self.raw(Span::new(at, self.starts.len() as u32 - 1));
        let stop = usize::from(after.starts_with([',', '.', ';', ':', '!', '?', '…']));
        let (steps, mark) = after.chars().enumerate().skip(stop).find(|(_, c)| !c.is_whitespace())?;
        (is_quotation_mark(mark) && steps <= 2).then(|| at + steps as u32 + 1)
    }
}

pub(crate) fn is_quotation_mark(c: char) -> bool {
    matches!(c, '"' | '«' | '»' | '‹' | '›' | '\u{2018}'..='\u{201f}')
}

/// A text on one line: white space runs become one space, and what could steer a terminal or turn the direction of
/// the words around it is left out.
pub fn one_line(text: &str) -> String {
    let steers = |c: char| c.is_control() || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let mut line = String::with_capacity(text.len());
    for c in text.trim().chars() {
        // A no-break space stays: it belongs to the typography of « … ».
        let c = if c.is_whitespace() && c != '\u{a0}' && c != '\u{202f}' { ' ' } else { c };
        if (c == ' ' && line.ends_with(' ')) || steers(c) {
            continue;
        }
        line.push(c);
    }
    line
}

/// The text itself if it has at most `most` code points, else its beginning up to a space before that, and `…`.
pub(crate) fn beginning(text: &str, most: usize) -> String {
    let Some((end, _)) = text.char_indices().nth(most) else { return text.to_owned() };
    let kept = &text[..end];
    // Half a word tells little: it goes, unless nearly nothing would be left.
    let kept = kept.rfind(' ').filter(|at| at * 2 >= end).map_or(kept, |at| &kept[..at]);
    format!("{}…", kept.trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;
    use records::{Act, Form, Speaker};

    fn statement(content: &[(u32, u32)], quotes: &[(u32, u32)]) -> Statement {
        let spans = |pairs: &[(u32, u32)]| pairs.iter().map(|pair| Span::from(*pair)).collect();
        Statement {
            id: "s1".into(),
            content: spans(content),
            quotes: spans(quotes),
            cue: None,
            form: Form::Mixed,
            act: Act::Say,
            negated: false,
            speaker: Speaker::default(),
            addressee: None,
            medium: None,
            relays: vec![],
            within: None,
            date: None,
            unresolved_date: None,
            rule: "fr/speech/dire".into(),
        }
    }

    #[test]
    fn marks_at_the_edges_come_back() {
        let text = "Il a dit « oui\u{a0}» hier, puis\n“non”.";
        let words = Words::of(text);
        assert_eq!(words.content(&statement(&[(11, 14)], &[(11, 14)])), "« oui\u{a0}»");
        assert_eq!(words.content(&statement(&[(11, 21)], &[(11, 14)])), "« oui\u{a0}» hier");
        assert_eq!(
            words.content(&statement(&[(11, 14), (29, 32)], &[(11, 14), (29, 32)])),
            "« oui\u{a0}» … “non”"
        );
        assert_eq!(words.content(&statement(&[(17, 32)], &[])), "hier, puis “non");
        let english = Words::of("“Yes,” she said, “we can, can we?”");
        let spans = [(1, 4), (18, 32)];
        assert_eq!(english.content(&statement(&spans, &spans)), "“Yes,” … “we can, can we?”");
    }

    #[test]
    fn spans_outside_the_text_give_nothing() {
        assert_eq!(Words::of("abc").raw(Span::new(2, 9)), "");
        assert_eq!(Words::of("abc").raw(Span::new(2, 1)), "");
        assert_eq!(Words::of("abc").content(&statement(&[(9, 12)], &[(9, 12)])), "");
    }

    #[test]
    fn nothing_that_steers_a_terminal_gets_through() {
        assert_eq!(one_line(" a \n\n b\u{1b}[31m\u{202e}c\td "), "a b[31mc d");
    }

    #[test]
    fn a_beginning_ends_at_a_word() {
        assert_eq!(beginning("défendre la sécurité", 20), "défendre la sécurité");
        assert_eq!(beginning("défendre la sécurité", 19), "défendre la…");
        assert_eq!(beginning("anticonstitutionnellement", 9), "anticonst…");
    }
}
