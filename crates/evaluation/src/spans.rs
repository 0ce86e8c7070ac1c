//! Stretches of a document's text, counted in code points.

use records::Span;

/// What may stand at the edge of a content without being part of it.
const EDGE: &str = " \t\n\u{a0}\u{202f}«»\"“”'’‘.,;:!?…()[]";

/// A text as a row of code points.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Text {
    chars: Vec<char>,
}

impl Text {
    /// Lays out a text.
    pub fn of(text: &str) -> Text {
        Text { chars: text.chars().collect() }
    }

    /// Its code points.
    pub fn chars(&self) -> &[char] {
        &self.chars
    }

    /// Where `words` stand for the `nth` time, counted from 1; two places may share characters. `None` where they do not
    /// stand that often, and for an `nth` of 0.
    ///
    /// ```
    /// use evaluation::Text;
    /// let text = Text::of("élu, réélu");
    /// assert_eq!(text.find("élu", 2), Some(records::Span::new(7, 10)));
    /// assert_eq!(text.find("élu", 3), None);
    /// ```
    pub fn find(&self, words: &str, nth: u32) -> Option<Span> {
        let words: Vec<char> = words.chars().collect();
        let last = self.chars.len().checked_sub(words.len())?;
        let mut places = (0..=last).filter(|at| self.chars[*at..].starts_with(&words));
        let at = places.nth(nth.checked_sub(1)? as usize)?;
        Some(Span::new(at as u32, (at + words.len()) as u32))
    }

    /// What a span points at; nothing where it points outside.
    pub fn slice(&self, span: Span) -> String {
        self.chars.get(span.start as usize..span.end as usize).unwrap_or_default().iter().collect()
    }

    /// The characters of some stretches, each without the marks and spaces at its edges. `None` where a stretch reaches past
    /// the end of the text.
    pub fn characters(&self, spans: &[Span]) -> Option<Characters> {
        let trimmed: Option<Vec<Span>> = spans.iter().map(|span| self.trimmed(*span)).collect();
        trimmed.map(Characters::of)
    }

    fn trimmed(&self, span: Span) -> Option<Span> {
        if span.is_empty() {
            return Some(span);
        }
        let inside = self.chars.get(span.start as usize..span.end as usize)?;
        let is_edge = |c: &char| EDGE.contains(*c);
        let before = inside.iter().take_while(|c| is_edge(c)).count();
        let after = inside[before..].iter().rev().take_while(|c| is_edge(c)).count();
        Some(Span::new(span.start + before as u32, span.end - after as u32))
    }
}

/// A set of characters of one text, as stretches in order that share none.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Characters {
    runs: Vec<Span>,
}

impl Characters {
    fn of(mut spans: Vec<Span>) -> Characters {
        spans.retain(|span| !span.is_empty());
        spans.sort_unstable();
        let mut runs: Vec<Span> = Vec::new();
        for span in spans {
            match runs.last_mut() {
                Some(last) if span.start <= last.end => last.end = last.end.max(span.end),
                _ => runs.push(span),
            }
        }
        Characters { runs }
    }

    /// How many there are.
    pub fn len(&self) -> u64 {
        self.runs.iter().map(|run| u64::from(run.len())).sum()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.runs.is_empty()
    }

    /// How many both have.
    fn shared(&self, other: &Characters) -> u64 {
        let (mut ours, mut theirs) = (self.runs.iter().peekable(), other.runs.iter().peekable());
        let mut shared = 0;
        while let (Some(a), Some(b)) = (ours.peek(), theirs.peek()) {
            shared += u64::from(Span::new(a.start.max(b.start), a.end.min(b.end)).len());
            if a.end <= b.end {
                ours.next()
            } else {
                theirs.next()
            };
        }
        shared
    }

    /// The characters that both have over those that either has, 0 to 1; 0 where neither has any.
    pub fn likeness(&self, other: &Characters) -> f64 {
        let shared = self.shared(other);
        let either = self.len() + other.len() - shared;
        if either == 0 { 0.0 } else { shared as f64 / either as f64 }
    }
}

/// Whether two stretches share a character; a stretch that is not told shares none.
pub(crate) fn overlap(a: Option<Span>, b: Option<Span>) -> bool {
    matches!((a, b), (Some(a), Some(b)) if a.overlaps(b))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    fn span(start: u32, end: u32) -> Span {
        Span::new(start, end)
    }

    #[test]
    fn words_are_found_by_code_points_and_may_share_characters() {
        let text = Text::of("été, aaa");
        assert_eq!(text.find("été", 1), Some(span(0, 3)));
        assert_eq!(text.find("aa", 1), Some(span(5, 7)));
        assert_eq!(text.find("aa", 2), Some(span(6, 8)));
        assert_eq!(text.find("aa", 3), None);
        assert_eq!(text.find("aa", 0), None);
        assert_eq!(text.find("longer than the text", 1), None);
        assert_eq!(text.find("", 1), Some(span(0, 0)));
        assert_eq!(text.find("", 9), Some(span(8, 8)));
        assert_eq!(text.find("", 10), None);
    }

    #[test]
    fn marks_and_spaces_at_the_edges_do_not_count() {
        let text = Text::of("Il dit : « oui, non ».");
        let characters = |a, b| text.characters(&[span(a, b)]).unwrap();
        assert_eq!(characters(7, 22), characters(11, 19));
        assert_eq!(characters(7, 22).likeness(&characters(11, 19)), 1.0);
        let text = Text::of(" [(“Oui, ‘non’…”?!;: \u{202f}»\t)]\n’");
        assert_eq!(text.characters(&[span(0, 28)]).unwrap().len(), "Oui, ‘non".chars().count() as u64);
        assert!(characters(7, 10).is_empty());
        assert_eq!(characters(7, 10).likeness(&characters(7, 8)), 0.0);
    }

    #[test]
    fn a_stretch_past_the_end_is_told_and_an_empty_one_is_nothing() {
        let text = Text::of("oui");
        assert_eq!(text.characters(&[span(1, 4)]), None);
        assert_eq!(text.characters(&[span(9, 9)]), Some(Characters::default()));
        assert_eq!(text.characters(&[span(3, 1)]), Some(Characters::default()));
    }

    #[test]
    fn a_span_that_is_not_told_overlaps_nothing() {
        assert!(overlap(Some(span(0, 2)), Some(span(1, 3))));
        assert!(!overlap(Some(span(0, 2)), Some(span(2, 3))));
        assert!(!overlap(Some(span(0, 2)), None));
        assert!(!overlap(None, None));
    }

    proptest! {
        #[test]
        fn likeness_is_that_of_the_sets(a in prop::collection::vec((0u32..40, 0u32..40), 0..5), b in prop::collection::vec((0u32..40, 0u32..40), 0..5)) {
            let spans = |pairs: &[(u32, u32)]| pairs.iter().map(|pair| Span::from(*pair)).collect::<Vec<_>>();
            let set = |pairs: &[(u32, u32)]| pairs.iter().flat_map(|(start, end)| *start..*end).collect::<BTreeSet<_>>();
            let (left, right) = (set(&a), set(&b));
            let either = left.union(&right).count();
            let expected = if either == 0 { 0.0 } else { left.intersection(&right).count() as f64 / either as f64 };
            let text = Text::of(&"x".repeat(40));
            let (a, b) = (text.characters(&spans(&a)).unwrap(), text.characters(&spans(&b)).unwrap());
            prop_assert_eq!(a.len() as usize, left.len());
            prop_assert_eq!(a.likeness(&b), expected);
        }
    }
}
