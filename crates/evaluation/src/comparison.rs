//! Which found record answers which expected one.

use crate::{
    Characters, Expected, Found, Pair,
    pairing::pairs,
    sentences::{sentence_at, sentences},
    spans::overlap,
};
use records::Span;

/// Contents are the same statement from this share of common characters on.
const SAME_CONTENT: f64 = 0.5;

/// A document's reading beside what was expected of it.
#[derive(Debug, Clone)]
pub struct Comparison<'a> {
    /// What was expected.
    pub expected: &'a Expected,
    /// What was found.
    pub found: &'a Found,
    /// Whether there is a reading at all.
    pub was_read: bool,
    /// Expected statements and the found ones that answer them; the likeness is the share of common characters.
    pub statements: Vec<Pair>,
    /// Expected events and the found ones that answer them; the likeness is 2 where the triggers overlap, 1 where they
    /// stand in the same sentence.
    pub events: Vec<Pair>,
    /// Expected events and found ones with the same trigger, whatever the type.
    pub triggers: Vec<Pair>,
    /// For each found statement, the characters of its content that count.
    pub(crate) contents: Vec<Characters>,
    /// The sentences of the text.
    pub(crate) sentences: Vec<Span>,
}

impl<'a> Comparison<'a> {
    /// Compares a document's reading with what was expected of it; without a reading nothing was found.
    ///
    /// Of a content that reaches past the end of the text no character counts: [`Found::fits`] tells.
    pub fn of(expected: &'a Expected, found: Option<&'a Found>) -> Comparison<'a> {
        let was_read = found.is_some();
        let found = found.unwrap_or(Found::NOTHING);
        let contents: Vec<Characters> = found
            .statements
            .iter()
            .map(|statement| expected.text.characters(&statement.content).unwrap_or_default())
            .collect();
        let sentences = sentences(expected.text.chars());
        let (wanted, events) = (&expected.events, &found.events);
        let statements = pairs(expected.statements.len(), contents.len(), SAME_CONTENT, |e, f| {
            expected.statements[e].characters.likeness(&contents[f])
        });
        let triggers = pairs(wanted.len(), events.len(), 1.0, |e, f| {
            f64::from(u8::from(wanted[e].trigger.overlaps(events[f].trigger)))
        });
        let sentence = |trigger: Span| sentence_at(&sentences, trigger.start);
        let wanted_in: Vec<_> = wanted.iter().map(|event| sentence(event.trigger)).collect();
        let found_in: Vec<_> = events.iter().map(|event| sentence(event.trigger)).collect();
        let like = |e: usize, f: usize| {
            if events[f].kind.as_deref() != Some(wanted[e].kind.as_str()) {
                0.0
            } else if wanted[e].trigger.overlaps(events[f].trigger) {
                2.0
            } else {
                f64::from(u8::from(wanted_in[e] == found_in[f]))
            }
        };
        let events = pairs(wanted.len(), events.len(), 1.0, like);
        Comparison { expected, found, was_read, statements, events, triggers, contents, sentences }
    }

    /// Found statements, by number, that answer no expected one and count as wrong. Those whose speaker is the relay of an
    /// expected statement do not: they only tell of its being passed on, which is true.
    pub(crate) fn spurious_statements(&self) -> impl Iterator<Item = usize> {
        let relays: Vec<Option<Span>> =
            self.expected.statements.iter().flat_map(|statement| statement.relays.iter().copied()).collect();
        let relays_only = move |found: usize| {
            let speaker = self.found.statements[found].speaker_mention();
            relays.iter().any(|relay| overlap(speaker, *relay))
        };
        let answers = |found: &usize| self.statements.iter().any(|pair| pair.found == *found);
        (0..self.found.statements.len()).filter(move |found| !answers(found) && !relays_only(*found))
    }
}
