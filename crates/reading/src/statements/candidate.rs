use super::cues::Cue;
use crate::{lexicon::Lexicon, page::Page};
use records::{Act, Span};
use std::ops::Range;

/// Who says it, as far as the syntax tells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Who {
    /// The noun phrase or pronoun with this head.
    Phrase(usize),
    /// A possessive determiner (« sa promesse »).
    Possessive(usize),
    /// The one named at this head, which is no mention beside the cue.
    Known(usize),
    /// Whoever spoke last.
    Last,
    /// Whoever was told of before: the subject of the finite verb at this token goes unsaid (« Añadió que … »).
    Dropped(usize),
    /// Nobody is named.
    Nobody,
}

/// One who passed a statement on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Relayer {
    /// Head of the noun phrase.
    pub head: usize,
    /// The words that report.
    pub cue: Option<Span>,
}

/// A statement that a finder proposes.
#[derive(Debug, Clone)]
pub struct Candidate {
    /// The content, in parts where the cue interrupts it.
    pub content: Vec<Span>,
    /// The token that carries the cue.
    pub anchor: Option<usize>,
    /// The words that report.
    pub cue: Option<Range<usize>>,
    /// What the speaker does.
    pub act: Act,
    /// Who says it.
    pub who: Who,
    /// Who passed it on, as the finder saw it.
    pub relays: Vec<Relayer>,
    /// Whether the cue is negated.
    pub negated: bool,
    /// Whether the cue stands outside the clause of its content and could relay what stands there (« , selon X »,
    /// « , a rapporté X »).
    pub wraps: bool,
    /// The frame or pattern that found it.
    pub frame: &'static str,
    /// The pack entry.
    pub rule: String,
    /// How sure the finder is; the resolver prefers more.
    pub score: f32,
    /// What the finder saw, for `explain`.
    pub note: String,
}

/// What a finder saw, and how sure it makes it.
#[derive(Debug, Clone)]
pub struct Sight {
    /// The frame or pattern.
    pub frame: &'static str,
    /// How sure the finder is.
    pub score: f32,
    /// What it saw, for `explain`.
    pub note: String,
}

impl Candidate {
    /// What a verb of the pack reports.
    pub fn of_verb(
        page: &Page,
        lexicon: &Lexicon,
        cue: &Cue,
        content: Vec<Span>,
        who: Who,
        sight: Sight,
    ) -> Candidate {
        Candidate {
            content,
            anchor: Some(cue.verb),
            cue: Some(cue.group.clone()),
            act: cue.entry.act,
            who,
            relays: Vec::new(),
            negated: page.is_negated(cue.verb, lexicon),
            wraps: false,
            frame: sight.frame,
            rule: format!("{}/speech/{}", lexicon.pack.tag, cue.entry.lemma.get_ref()),
            score: sight.score,
            note: sight.note,
        }
    }

    /// What is said without a word that reports it; `pattern` names the pattern that tells so.
    pub fn without_cue(
        lexicon: &Lexicon,
        pattern: &str,
        content: Vec<Span>,
        who: Who,
        sight: Sight,
    ) -> Candidate {
        Candidate {
            content,
            anchor: None,
            cue: None,
            act: Act::Say,
            who,
            relays: Vec::new(),
            negated: false,
            wraps: false,
            frame: sight.frame,
            rule: format!("{}/{pattern}", lexicon.pack.tag),
            score: sight.score,
            note: sight.note,
        }
    }

    /// The stretch from the first part of the content to the last.
    pub fn extent(&self) -> Span {
        let mut parts = self.content.iter().copied();
        let first = parts.next().unwrap_or(Span::new(0, 0));
        parts.fold(first, Span::cover)
    }

    /// Code points of content.
    pub fn length(&self) -> u32 {
        self.content.iter().map(|part| part.len()).sum()
    }
}

/// Intersection over union of two contents, in code points.
pub fn likeness(a: &[Span], b: &[Span]) -> f32 {
    let shared: u32 = a
        .iter()
        .flat_map(|x| b.iter().map(move |y| x.end.min(y.end).saturating_sub(x.start.max(y.start))))
        .sum();
    let all = a.iter().chain(b).map(|span| span.len()).sum::<u32>() - shared;
    if all == 0 { 0.0 } else { shared as f32 / all as f32 }
}
