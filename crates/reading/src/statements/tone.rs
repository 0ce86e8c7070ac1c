//! What a quotation without a word that reports it does: its own words of blame or praise tell.

use super::candidate::Candidate;
use crate::{lexicon::Lexicon, page::Page};
use records::{Act, EventType};

/// How far before a word that judges its negation stands.
const NEGATION_REACH: usize = 4;

/// The act that words of blame or praise make of a quotation that no cue reports; `None` where there is a cue or no such word.
pub fn act(page: &Page, lexicon: &Lexicon, candidate: &Candidate) -> Option<Act> {
    if candidate.anchor.is_some() || candidate.act != Act::Say {
        return None;
    }
    let negations = &lexicon.pack.syntax.negations;
    let negated = |at: usize| {
        let start = page.sentence_of(at).start.max(at.saturating_sub(NEGATION_REACH));
        (start..at).any(|before| negations.contains(&page.words[before].lower))
    };
    let judges = |words: &[String]| {
        candidate.content.iter().flat_map(|part| page.words_in(*part)).any(|at| {
            let token = &page.words[at];
            words.iter().any(|word| *word == token.lemma || *word == token.lower) && !negated(at)
        })
    };
    lexicon.pack.events.tones.iter().filter(|tone| tone.acts.contains(&Act::Say)).find_map(|tone| {
        let act = match tone.kind {
            EventType::Accuse => Act::Accuse,
            EventType::Support => Act::Support,
            _ => return None,
        };
        judges(&tone.content).then_some(act)
    })
}
