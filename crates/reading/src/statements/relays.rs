//! Who passed a statement on in its own sentence: « cité par X », « a rapporté X, citant Y », « par la voix de X ».

use super::candidate::{Candidate, Relayer, Who};
use crate::{
    actors::ActorBook,
    lexicon::Lexicon,
    page::Page,
    parse::{Rel, Tense, Upos},
};

/// Those who carried a statement: « diffusé par CCTV », « propos rapportés par l’AFP », « par la voix de son avocat ».
pub fn carriers(page: &Page, lexicon: &Lexicon, book: &ActorBook, candidate: &Candidate) -> Vec<Relayer> {
    let Some(anchor) = candidate.anchor else { return Vec::new() };
    let medium = &lexicon.pack.syntax.medium;
    let carried = beside(page, candidate, anchor)
        .filter(|at| {
            let token = &page.words[*at];
            token.upos == Upos::Verb
                && page.is_participle(*at)
                && token.feats.tense != Some(Tense::Pres)
                && medium.carriers.contains(&token.lemma)
        })
        .filter_map(|at| {
            let head = page.agent(at, lexicon).or_else(|| agent_behind(page, lexicon, at))?;
            Some(Relayer { head, cue: Some(page.words[at].span) })
        });
    let voices = beside(page, candidate, anchor)
        .filter(|at| {
            medium.voices.contains(&page.words[*at].lemma)
                && page
                    .case_of(*at, lexicon)
                    .is_some_and(|case| lexicon.pack.syntax.agents.iter().any(|by| by == case))
        })
        .filter_map(|at| {
            let head = page.dependents(at, &[Rel::Nmod]).find(|head| book.can_speak(*head))?;
            Some(Relayer { head, cue: None })
        });
    carried.chain(voices).collect()
}

/// « a rapporté X, citant Y »: Y is the speaker, and X passed it on.
pub fn cite(page: &Page, lexicon: &Lexicon, candidate: &mut Candidate) {
    let (Some(anchor), Who::Phrase(teller)) = (candidate.anchor, &candidate.who) else { return };
    let teller = *teller;
    let cited = beside(page, candidate, anchor)
        .filter(|at| {
            let token = &page.words[*at];
            token.upos == Upos::Verb
                && *at > anchor
                && page.is_present_participle(*at)
                && lexicon.pack.syntax.medium.citers.contains(&token.lemma)
        })
        .find_map(|at| {
            page.object(at, lexicon)
                .or_else(|| {
                    page.dependents(at, &[Rel::OblArg, Rel::OblMod, Rel::Nmod]).find(|head| *head > at)
                })
                .filter(|head| page.words[*head].upos.is_nominal() && *head != teller)
        });
    if let Some(source) = cited {
        let cue = candidate.cue.clone().map(|words| page.span(words));
        candidate.relays.insert(0, Relayer { head: teller, cue });
        candidate.who = Who::Phrase(source);
    }
}

/// Words of the cue's sentence outside the content, at the cue's depth of quotation.
fn beside<'a>(page: &'a Page, candidate: &'a Candidate, anchor: usize) -> impl Iterator<Item = usize> + 'a {
    let quote = page.words[anchor].quote;
    page.sentence_of(anchor).filter(move |at| {
        let token = &page.words[*at];
        *at != anchor
            && token.quote == quote
            && !candidate.content.iter().any(|part| part.overlaps(token.span))
    })
}

/// The noun phrase behind « par » where the tree has lost the agent.
fn agent_behind(page: &Page, lexicon: &Lexicon, participle: usize) -> Option<usize> {
    let by = participle + 1;
    let sentence = page.sentence_of(participle);
    let agent =
        sentence.contains(&by) && lexicon.pack.syntax.agents.iter().any(|word| *word == page.words[by].lower);
    agent.then(|| super::incise::noun_phrase_head(page, by + 1, sentence.end)).flatten()
}
