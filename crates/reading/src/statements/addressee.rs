//! Whom a statement was made to: « a dit à l’AFP », « devant la presse », « a appelé les grévistes à reprendre », « lui a répondu ».

use super::candidate::{Candidate, Who};
use crate::{
    actors::ActorBook,
    lexicon::Lexicon,
    page::Page,
    parse::{Rel, Upos},
};
use records::{Act, Sector};

/// The head of the noun phrase or pronoun that names whom a statement was made to.
pub fn find(page: &Page, lexicon: &Lexicon, book: &ActorBook, candidate: &Candidate) -> Option<usize> {
    let anchor = candidate.anchor?;
    let quote = page.words[anchor].quote;
    let outside = |at: usize| {
        page.words[at].quote == quote
            && !candidate.content.iter().any(|part| part.overlaps(page.words[at].span))
    };
    let speaker = match candidate.who {
        Who::Phrase(head) => Some(head),
        _ => None,
    };
    let cue = candidate.cue.clone().unwrap_or(anchor..anchor + 1);
    let own = |at: usize| Some(at) != speaker && outside(at);
    clitic(page, lexicon, candidate, anchor)
        .or_else(|| {
            cue.clone()
                .flat_map(|word| page.children(word).iter().copied())
                .filter(|at| own(*at) && !cue.contains(at))
                .find(|at| is_audience(page, lexicon, book, candidate, *at))
        })
        .or_else(|| {
            // « a indiqué une source syndicale à l’AFP »: the tree hangs the agency on the speaker.
            let speaker = speaker?;
            page.dependents(speaker, &[Rel::Nmod])
                .filter(|at| *at > anchor && own(*at) && is_press(book, *at))
                .find(|at| is_audience(page, lexicon, book, candidate, *at))
        })
        .or_else(|| {
            // « a appelé les grévistes à reprendre »: the object of a demand is whom it is made to.
            (candidate.act == Act::Request && matches!(candidate.frame, "infinitive" | "oblique"))
                .then(|| {
                    page.dependents(anchor, &[Rel::Obj])
                        .find(|at| *at > anchor && own(*at) && book.can_speak(*at))
                })
                .flatten()
        })
        .or_else(|| speaker.and_then(|head| asked_by(page, lexicon, book, head)))
        .or_else(|| {
            // « dans un courriel adressé aux étudiants »: the noun hangs on the cue, the one it goes to on the noun.
            page.children(anchor)
                .iter()
                .copied()
                .filter(|at| own(*at) && is_document(page, lexicon, *at))
                .find_map(|at| receiver(page, lexicon, book, at).filter(|found| own(*found)))
        })
}

fn is_document(page: &Page, lexicon: &Lexicon, at: usize) -> bool {
    let medium = &lexicon.pack.syntax.medium;
    page.words[at].upos == Upos::Noun && medium.letters.contains(&page.words[at].lemma)
}

/// An unstressed pronoun of the one spoken to, before the verb or its auxiliary.
fn clitic(page: &Page, lexicon: &Lexicon, candidate: &Candidate, anchor: usize) -> Option<usize> {
    let syntax = &lexicon.pack.syntax;
    let group = page.verb_group(anchor);
    let start = page.sentence_of(anchor).start;
    (start..group.end)
        .rev()
        .skip(1)
        .take_while(|at| {
            let token = &page.words[*at];
            matches!(token.upos, Upos::Aux | Upos::Pron | Upos::Adv | Upos::Part)
                || syntax.object_clitics.contains(&token.lower)
        })
        .find(|at| {
            let token = &page.words[*at];
            let indirect = syntax.addressee_clitics.contains(&token.lower);
            let direct = candidate.act == Act::Request
                && candidate.frame == "infinitive"
                && syntax.object_clitics.contains(&token.lower)
                && token.rel == Rel::Obj;
            // « nous promettons »: the form may be a subject, and reflexives are not spoken to; « vous accuse » speaks of you.
            let subject = matches!(token.rel, Rel::Nsubj | Rel::NsubjPass) && token.feats.person != Some(3);
            let blamed = token.rel == Rel::Obj && candidate.act == Act::Accuse;
            (indirect || direct)
                && !subject
                && !blamed
                && !matches!(token.rel, Rel::Expl | Rel::Det | Rel::NmodPoss)
                && token.upos != Upos::Det
        })
}

/// Whether a dependent of the cue is a phrase of the one spoken to.
fn is_audience(page: &Page, lexicon: &Lexicon, book: &ActorBook, candidate: &Candidate, at: usize) -> bool {
    let token = &page.words[at];
    if !matches!(token.rel, Rel::OblArg | Rel::OblMod | Rel::Obl | Rel::Iobj | Rel::Nmod)
        || !(token.upos.is_nominal() || matches!(token.upos, Upos::X | Upos::Pron))
    {
        return false;
    }
    // A capital stands for its government where something is asked of it or promised to it.
    let to_state =
        matches!(candidate.act, Act::Request | Act::Promise | Act::Warn) && candidate.frame == "infinitive";
    let counted = page.counted(at, lexicon);
    let known =
        book.mention_with_head(counted).is_some_and(|mention| mention.sure && (to_state || !mention.place));
    known
        && page
            .case_of(at, lexicon)
            .is_some_and(|case| lexicon.pack.syntax.addressees.iter().any(|word| ends_with(word, case)))
}

fn is_press(book: &ActorBook, at: usize) -> bool {
    book.mention_with_head(at).is_some_and(|mention| mention.sectors.contains(&Sector::Med))
}

fn ends_with(phrase: &str, word: &str) -> bool {
    phrase == word || phrase.split_whitespace().next() == Some(word)
}

/// « X, interrogé par la radio, … »: who asked is who was answered.
fn asked_by(page: &Page, lexicon: &Lexicon, book: &ActorBook, speaker: usize) -> Option<usize> {
    let asks = |at: &usize| {
        page.words[*at].upos == Upos::Verb
            && page.is_participle(*at)
            && lexicon.pack.syntax.medium.askers.contains(&page.words[*at].lemma)
    };
    let verb = page.dependents(speaker, &[Rel::Acl, Rel::Amod, Rel::AclRelcl]).find(asks).or_else(|| {
        let governor = page.words[speaker].head;
        page.dependents(governor, &[Rel::Advcl, Rel::Acl, Rel::OblMod]).find(asks)
    })?;
    page.agent(verb, lexicon).filter(|agent| book.can_speak(*agent))
}

/// To whom a letter or message goes: « une lettre au ministre », « un courriel adressé aux étudiants ».
fn receiver(page: &Page, lexicon: &Lexicon, book: &ActorBook, document: usize) -> Option<usize> {
    let direct = page.dependents(document, &[Rel::Nmod]).collect::<Vec<_>>();
    let through = page
        .dependents(document, &[Rel::Acl, Rel::Amod])
        .filter(|verb| page.is_participle(*verb))
        .flat_map(|verb| page.dependents(verb, &[Rel::OblArg, Rel::OblMod, Rel::Obl]))
        .collect::<Vec<_>>();
    direct.into_iter().chain(through).find(|at| {
        book.can_speak(*at)
            && !is_press(book, *at)
            && page
                .case_of(*at, lexicon)
                .is_some_and(|case| lexicon.pack.syntax.addressees.first().is_some_and(|to| to == case))
    })
}
