//! Who passed a statement on in its own sentence: « cité par X », « a rapporté X, citant Y », « par la voix de X ».

use super::{
    candidate::{Candidate, Relayer, Who},
    speaker::quoting,
};
use crate::{
    actors::ActorBook,
    lexicon::Lexicon,
    page::Page,
    parse::{Rel, Tense, Upos},
};
use records::ActorKind;

/// Those who carried a statement: « diffusé par CCTV », « propos rapportés par l’AFP », « par la voix de son avocat ».
pub fn carriers(page: &Page, lexicon: &Lexicon, book: &ActorBook, candidate: &Candidate) -> Vec<Relayer> {
    let Some(anchor) = candidate.anchor else { return Vec::new() };
    let medium = &lexicon.pack.syntax.medium;
    let carried = beside(page, candidate, anchor)
        .filter(|at| {
            let token = &page.words[*at];
            medium.carriers.contains(&token.lemma)
                && (token.upos == Upos::Verb
                    && page.is_participle(*at)
                    && token.feats.tense != Some(Tense::Pres)
                    || is_set_off(page, lexicon, *at))
        })
        .filter_map(|at| {
            let head = page.agent(at, lexicon).or_else(|| agent_behind(page, lexicon, at))?;
            Some(Relayer { head, cue: Some(page.words[at].span) })
        });
    // « réclame une trêve par la voix de X »: the tree hangs it on the object.
    let reach = page.sentence_of(anchor).filter(|at| {
        candidate.frame == "object" && *at > anchor && page.words[*at].quote == page.words[anchor].quote
    });
    let voices = beside(page, candidate, anchor)
        .chain(reach)
        .filter(|at| {
            medium.voices.contains(&page.words[*at].lemma) && stands_behind_agent(page, lexicon, *at)
        })
        .filter_map(|at| {
            let head = page.dependents(at, &[Rel::Nmod]).find(|head| book.can_speak(*head))?;
            Some(Relayer { head, cue: None })
        });
    // « a fait savoir par son avocat »: « par » beside a cue whose speaker is another.
    let cue = candidate.cue.clone().unwrap_or_else(|| page.verb_group(anchor));
    let messengers = cue
        .flat_map(|at| page.children(at).iter().copied())
        .filter(|at| {
            matches!(candidate.who, Who::Phrase(speaker) if speaker != *at)
                && page.words[anchor].upos == Upos::Verb
                && *at > anchor
                && page.words[*at].quote == page.words[anchor].quote
                && !candidate.content.iter().any(|part| part.overlaps(page.words[*at].span))
                && page.words[*at].upos.is_nominal()
                && stands_behind_agent(page, lexicon, *at)
                && book.mention_with_head(*at).is_some_and(|mention| mention.kind == ActorKind::Person)
        })
        .map(|head| Relayer { head, cue: None });
    // « was quoted by the paper as saying », « the paper quoted her as saying »: who quotes.
    let quoter = quoting(page, lexicon, anchor).and_then(|verb| {
        let head = if page.is_passive(verb) {
            page.agent(verb, lexicon).or_else(|| page.agent(anchor, lexicon))
        } else {
            page.surface_subject(verb, lexicon, 3)
        };
        Some(Relayer { head: head?, cue: Some(page.words[verb].span) })
    });
    let mut found: Vec<Relayer> = Vec::new();
    for relay in carried.chain(voices).chain(messengers).chain(quoter) {
        if found.iter().all(|other| other.head != relay.head) {
            found.push(relay);
        }
    }
    found
}

/// « X, cité par Y, »: a participle set off behind a name, whatever the tagger makes of it.
fn is_set_off(page: &Page, lexicon: &Lexicon, at: usize) -> bool {
    let comma = at.checked_sub(1).is_some_and(|before| page.words[before].lower == ",");
    comma && agent_behind(page, lexicon, at).is_some()
}

fn stands_behind_agent(page: &Page, lexicon: &Lexicon, at: usize) -> bool {
    page.case_of(at, lexicon).is_some_and(|case| lexicon.pack.syntax.agents.iter().any(|by| by == case))
}

/// « a rapporté X, citant Y »: Y is the speaker, and X passed it on.
pub fn cite(page: &Page, lexicon: &Lexicon, candidate: &mut Candidate) {
    let (Some(anchor), Who::Phrase(teller)) = (candidate.anchor, &candidate.who) else { return };
    let teller = *teller;
    let cited = beside(page, candidate, anchor)
        .filter(|at| {
            let token = &page.words[*at];
            token.upos == Upos::Verb
                && page.is_present_participle(*at)
                && !told_between(page, candidate, anchor, *at)
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
        candidate.relays.retain(|relay| relay.head != source);
        candidate.relays.insert(0, Relayer { head: teller, cue });
        candidate.who = Who::Phrase(source);
    }
}

/// « X a promis …, a rapporté Y, citant Z »: whether a finite verb without the cue above it stands before the participle.
fn told_between(page: &Page, candidate: &Candidate, anchor: usize, participle: usize) -> bool {
    let said = |at: usize| candidate.content.iter().any(|part| part.contains(page.words[at].span));
    (anchor + 1..participle).any(|at| {
        page.words[at].upos == Upos::Verb
            && !said(at)
            && page.is_finite(at)
            && page.words[at].quote == page.words[anchor].quote
            && page.is_under(participle, at)
    })
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
