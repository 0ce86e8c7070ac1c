//! What a second speaker says of what stands before: « …, ce que dément le ministère », « …, ce qu’affirment les témoins ».

use super::{
    candidate::{Candidate, Sight, Who},
    cues::Cue,
    incise::noun_phrase_head,
    speaker::speaker,
};
use crate::{actors::ActorBook, lexicon::Lexicon, page::Page, parse::VerbForm};
use pack::Frame;
use records::Span;
use std::collections::HashMap;

/// The name of this finder's frame. Its content may be another statement's as well: two who say one thing are both right.
pub(super) const FRAME: &str = "comment";

/// Finds reporting verbs whose object is a demonstrative with a relative word behind a comma. The content is that of the
/// statement which ends there, or else the clause before the comma.
pub fn find_comments(
    page: &Page,
    lexicon: &Lexicon,
    book: &ActorBook,
    cues: &HashMap<usize, Cue>,
    others: &[Candidate],
) -> Vec<Candidate> {
    let mut found = Vec::new();
    for comma in 1..page.words.len().saturating_sub(3) {
        let sentence = page.sentence_of(comma);
        let syntax = &lexicon.pack.syntax;
        let relative = comma + 2;
        if let Some(cue) = compared(page, lexicon, cues, comma)
            && let Some(agent) = page.agent(cue.verb, lexicon).filter(|agent| book.can_speak(*agent))
            && let Some(content) = before(page, comma, others)
        {
            let sight =
                Sight { frame: FRAME, score: 2.2, note: "a comparison with what stands before".to_owned() };
            found.push(Candidate::of_verb(page, lexicon, cue, content, Who::Phrase(agent), sight));
            continue;
        }
        let opens = page.words[comma].lower == ","
            && syntax.demonstratives.contains(&page.words[comma + 1].lower)
            && sentence.contains(&relative)
            && lexicon.is_complementiser(&page.words[relative].lower);
        if !opens {
            continue;
        }
        let quote = page.words[comma].quote;
        let verb = (relative + 1..sentence.end.min(relative + 12))
            .take_while(|at| page.words[*at].quote == quote && page.words[*at].lower != ",")
            .find(|at| {
                cues.get(at).is_some_and(|cue| cue.entry.frames.contains(&Frame::Quote))
                    && page.is_finite(*at)
            });
        let Some(cue) = verb.and_then(|verb| cues.get(&verb)) else { continue };
        let who = match speaker(page, lexicon, book, cue) {
            Who::Phrase(head) if relative < head && book.can_speak(head) => Some(head),
            _ => noun_phrase_head(page, cue.group.end, sentence.end).filter(|head| book.can_speak(*head)),
        };
        let Some(head) = who else { continue };
        let Some(content) = before(page, comma, others) else { continue };
        let sight = Sight { frame: FRAME, score: 2.0, note: "a comment on what stands before".to_owned() };
        found.push(Candidate::of_verb(page, lexicon, cue, content, Who::Phrase(head), sight));
    }
    found
}

/// « …, as alleged by the union »: a passive participle right behind a comma and a word of comparison.
fn compared<'a, 'l>(
    page: &Page,
    lexicon: &Lexicon,
    cues: &'a HashMap<usize, Cue<'l>>,
    comma: usize,
) -> Option<&'a Cue<'l>> {
    let verb = comma + 2;
    let opens = page.words[comma].lower == ","
        && page.sentence_of(comma).contains(&verb)
        && lexicon.pack.syntax.comparisons.contains(&page.words[comma + 1].lower)
        && page.words[verb].quote == page.words[comma].quote
        && page.is_passive(verb)
        && !page.is_finite(verb);
    cues.get(&verb).filter(|_| opens)
}

/// The surest content that ends at a comma, or the clause before it.
fn before(page: &Page, comma: usize, others: &[Candidate]) -> Option<Vec<Span>> {
    let limit = page.words[comma].span.start;
    let start = page.sentence_of(comma).start;
    let first = page.words[start].span.start;
    let told = others
        .iter()
        .filter(|other| {
            let extent = other.extent();
            first <= extent.start && extent.end <= limit && limit - extent.end <= 2
        })
        .max_by(|a, b| a.score.total_cmp(&b.score).then(b.extent().cmp(&a.extent())));
    if let Some(told) = told {
        return Some(told.content.clone());
    }
    let finite = (start..comma).any(|at| page.words[at].feats.verb_form == Some(VerbForm::Fin));
    let content = page.trim(page.span(start..comma));
    (finite && content.len() >= 3).then(|| vec![super::bounds::trim_quotes(page, content)])
}
