//! What a quotation without a word that reports it does: its own words of blame or praise tell.

use super::candidate::Candidate;
use crate::{lexicon::Lexicon, page::Page};
use records::{Act, EventType};

/// How far before a word that judges its negation stands (« n'est pas du tout inacceptable »).
const NEGATION_REACH: usize = 4;

/// The act that words of blame or praise make of a quotation that no cue reports; `None` where there is a cue or no such word.
pub fn act(page: &Page, lexicon: &Lexicon, candidate: &Candidate) -> Option<Act> {
    if candidate.anchor.is_some() || candidate.act != Act::Say {
        return None;
    }
    let words: Vec<usize> = candidate.content.iter().flat_map(|part| page.words_in(*part)).collect();
    judged(page, lexicon, Act::Say, &words).find_map(|kind| match kind {
        EventType::Accuse => Some(Act::Accuse),
        EventType::Support => Some(Act::Support),
        _ => None,
    })
}

/// What the words of blame or praise among some tokens make of a statement with this act: the types of the tones that are heard,
/// in the pack's order.
pub fn judged(page: &Page, lexicon: &Lexicon, act: Act, words: &[usize]) -> impl Iterator<Item = EventType> {
    let negations = &lexicon.pack.syntax.negations;
    let negated = move |at: usize| {
        let start = page.sentence_of(at).start.max(at.saturating_sub(NEGATION_REACH));
        (start..at).any(|before| negations.contains(&page.words[before].lower))
    };
    let judges = move |content: &[String]| {
        words.iter().any(|at| {
            let token = &page.words[*at];
            content.iter().any(|word| *word == token.lemma || *word == token.lower) && !negated(*at)
        })
    };
    let tones = lexicon.pack.events.tones.iter();
    tones.filter(move |tone| tone.acts.contains(&act) && judges(&tone.content)).map(|tone| tone.kind)
}
