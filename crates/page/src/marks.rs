//! Which stretches of a text are marked, and as what.

use crate::words::Words;
use records::{Reading, Span};
use std::{collections::BTreeMap, ops::Range};

/// What a stretch of the text is. The order is that of nesting where two are the same stretch, the outer first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Kind {
    /// Content of a statement, or a part of it.
    Statement,
    /// Words between quotation marks.
    Quote,
    /// Who speaks.
    Speaker,
    /// Who passes it on.
    Relay,
    /// What it was said in.
    Medium,
    /// Whom it was said to.
    Addressee,
    /// The words that report.
    Cue,
    /// The words that name an act.
    Event,
}

/// A marked stretch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Mark {
    /// Bytes of the text.
    pub range: Range<usize>,
    pub kind: Kind,
    /// The statements that it belongs to, for [`Kind::Event`] the event: places in their lists.
    pub of: Vec<usize>,
}

/// The marks of a reading in order of their beginnings, the longer first.
pub(crate) fn marks(reading: &Reading, words: &Words<'_>) -> Vec<Mark> {
    let mut roles: BTreeMap<(usize, usize, Kind), Vec<usize>> = BTreeMap::new();
    let mut marks = Vec::new();
    let mut role = |span: Span, kind: Kind, statement: usize| {
        if let Some(range) = words.bytes(span) {
            let of = roles.entry((range.start, range.end, kind)).or_default();
            if of.last() != Some(&statement) {
                of.push(statement);
            }
        }
    };
    for (number, statement) in reading.statements.iter().enumerate() {
        for part in &statement.content {
            marks.extend(words.bytes(*part).map(|range| Mark {
                range,
                kind: Kind::Statement,
                of: vec![number],
            }));
        }
        let mention = |of: Option<&records::Speaker>| of.and_then(|of| of.mention);
        statement.quotes.iter().for_each(|quote| role(*quote, Kind::Quote, number));
        mention(Some(&statement.speaker)).into_iter().for_each(|span| role(span, Kind::Speaker, number));
        mention(statement.addressee.as_ref())
            .into_iter()
            .for_each(|span| role(span, Kind::Addressee, number));
        statement.medium.into_iter().for_each(|span| role(span, Kind::Medium, number));
        statement.cue.into_iter().for_each(|span| role(span, Kind::Cue, number));
        for relay in &statement.relays {
            role(relay.mention, Kind::Relay, number);
            relay.cue.into_iter().for_each(|span| role(span, Kind::Cue, number));
        }
    }
    for (number, event) in reading.events.iter().enumerate() {
        let range = words.bytes(event.trigger);
        marks.extend(range.map(|range| Mark { range, kind: Kind::Event, of: vec![number] }));
    }
    marks.extend(roles.into_iter().map(|((start, end, kind), of)| Mark { range: start..end, kind, of }));
    marks.sort_by(|a, b| {
        let key = |mark: &Mark| (mark.range.start, std::cmp::Reverse(mark.range.end), mark.kind);
        key(a).cmp(&key(b)).then_with(|| a.of.cmp(&b.of))
    });
    marks
}
