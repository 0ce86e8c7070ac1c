//! Where a statement was made: « dans un entretien au Monde », « sur Twitter », « lors d’une conférence de presse ».

use super::candidate::{Candidate, Relayer};
use crate::{lexicon::Lexicon, page::Page, parse::Upos};
use records::Span;

/// The medium named in the sentence of a statement's cue, outside its content.
pub fn find(page: &Page, lexicon: &Lexicon, candidate: &Candidate) -> Option<Span> {
    let anchor = candidate.anchor?;
    let medium = &lexicon.pack.syntax.medium;
    let sentence = page.sentence_of(anchor);
    let quote = page.words[anchor].quote;
    let outside = |at: usize| {
        page.words[at].quote == quote
            && !candidate.content.iter().any(|part| part.overlaps(page.words[at].span))
    };
    (sentence.start..sentence.end)
        .filter(|at| outside(*at))
        .filter_map(|at| {
            let token = &page.words[at];
            let listed = token.upos == Upos::Noun && medium.nouns.contains(&token.lemma);
            let named = medium.names.iter().any(|name| *name == token.text);
            let preposition = page.case_of(at, lexicon).map(str::to_owned).or_else(|| {
                (at > 0 && page.words[at - 1].upos == Upos::Adp)
                    .then(|| lexicon.preposition(&page.words[at - 1].lower).to_owned())
            })?;
            let fits = (listed && ends_like(&medium.prepositions, &preposition))
                || (named && ends_like(&medium.name_prepositions, &preposition));
            fits.then(|| page.span(page.noun_phrase(at)))
        })
        .min_by_key(|span| span.start.abs_diff(page.words[anchor].span.start))
}

/// Whether a preposition is in the list, by itself or as the last word of a phrase in it.
fn ends_like(list: &[String], preposition: &str) -> bool {
    list.iter().any(|known| known == preposition || known.split_whitespace().last() == Some(preposition))
}

/// Those who carried a statement in its sentence: « diffusé par CCTV », « propos rapportés par l’AFP ».
pub fn carriers(page: &Page, lexicon: &Lexicon, candidate: &Candidate) -> Vec<Relayer> {
    let Some(anchor) = candidate.anchor else { return Vec::new() };
    let quote = page.words[anchor].quote;
    page.sentence_of(anchor)
        .filter(|at| {
            let token = &page.words[*at];
            *at != anchor
                && token.quote == quote
                && token.upos == Upos::Verb
                && page.is_participle(*at)
                && lexicon.pack.syntax.medium.carriers.contains(&token.lemma)
                && !candidate.content.iter().any(|part| part.overlaps(token.span))
        })
        .filter_map(|at| Some(Relayer { head: page.agent(at, lexicon)?, cue: Some(page.words[at].span) }))
        .collect()
}
