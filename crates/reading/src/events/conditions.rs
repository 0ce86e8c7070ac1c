//! Whether an entry's conditions hold where its word stands.

use super::{Entry, Ground, roles, status};
use crate::{
    actors::ActorBook,
    page::Page,
    parse::{Rel, Upos},
    text::BlockKind,
};
use pack::{ObjectCondition, Role};
use records::{Act as SpeechAct, ActorKind, EventType, Sector, Status};

/// Whether everything that an entry asks for is there.
pub fn hold(ground: &Ground, book: &ActorBook, words: &[usize], entry: &Entry, verbal: bool) -> bool {
    let page = ground.page;
    let Some(&word) = words.first() else { return false };
    // « une éventuelle attaque »? Status tells. But a word inside a name (« Cour de justice ») is no act.
    if page.words[word].rel == Rel::Flat || (!verbal && is_name(page, book, word)) {
        return false;
    }
    // « the besieged town »: a participle before its noun tells what the noun is, not what was done.
    if verbal && page.words[word].rel == Rel::Amod && page.words[word].head > word {
        return false;
    }
    // « a treaty signed in March »: nor does one behind its noun that names nobody who did it.
    if verbal
        && ground.lexicon.pack.syntax.passing_participles
        && page.words[word].rel == Rel::Acl
        && page.is_passive(word)
        && roles::heads(ground, words, &Role::Subj, true).is_empty()
    {
        return false;
    }
    if verbal && cannot_act(ground, book, word, entry) {
        return false;
    }
    if !verbal && names_actor(ground, book, word) {
        return false;
    }
    if is_figure(page, word, entry) || page.is_supposed(word, ground.lexicon) {
        return false;
    }
    if let Some(condition) = entry.subject
        && let Some(&subject) = roles::heads(ground, words, &Role::Subj, verbal).first()
        && !fits(ground, book, roles::owner(ground, book, subject).unwrap_or(subject), condition)
    {
        return false;
    }
    let requested = is_requested(ground, words, entry) && !is_barred(ground, words, entry, verbal);
    let filled = requested
        || entry.needs.iter().all(|role| !roles::heads(ground, words, role, verbal).is_empty())
        || may_be_unsaid(ground, word, entry, verbal);
    let fits = |condition| object_fits(ground, book, words, entry, condition, verbal);
    filled && (requested || entry.object.is_none_or(fits))
}

/// « bombarder le ministre de questions »: whether a word beside the verb makes it a figure of speech.
fn is_figure(page: &Page, word: usize, entry: &Entry) -> bool {
    const BESIDE: [Rel; 5] = [Rel::Obj, Rel::OblArg, Rel::OblMod, Rel::Obl, Rel::Nmod];
    let told = |at: usize| entry.figures.contains(&page.words[at].lemma);
    !entry.figures.is_empty()
        && page
            .dependents(word, &BESIDE)
            .any(|beside| told(beside) || page.dependents(beside, &BESIDE).any(told))
}

/// Whether somebody asks for an act on persons or bodies: whom he names need not be known (« réclame la libération des siens »).
fn is_requested(ground: &Ground, words: &[usize], entry: &Entry) -> bool {
    let whoever = |condition: &ObjectCondition| {
        condition.lemmas.is_empty() && condition.kinds.contains(&ActorKind::Person)
    };
    entry.object.is_some_and(whoever)
        && words
            .first()
            .and_then(|word| status::voice(ground, *word))
            .is_some_and(|told| ground.told[told].candidate.act == SpeechAct::Request)
}

/// Whether an entry names the head of its object among those that make another thing of it (« combattre un fléau »).
fn is_barred(ground: &Ground, words: &[usize], entry: &Entry, verbal: bool) -> bool {
    let page = ground.page;
    let head = conditioned(ground, words, entry, verbal).map(|head| page.counted(head, ground.lexicon));
    head.zip(entry.object)
        .is_some_and(|(head, condition)| condition.not_lemmas.contains(&page.words[head].lemma))
}

/// Whether what an entry asks for may be left out: a headline leaves out what the text tells, and an act that is planned, or
/// talks, on a day that the sentence tells are one act, whoever takes part.
fn may_be_unsaid(ground: &Ground, word: usize, entry: &Entry, verbal: bool) -> bool {
    let page = ground.page;
    if verbal {
        return page.block_of(word).kind == BlockKind::Title;
    }
    let sentence = page.sentence_of(word);
    let dated = ground.dates.found.iter().any(|found| sentence.contains(&found.words.start));
    dated && (entry.kind == EventType::Consult || status::of(ground, word).0 == Status::Planned)
}

/// Whether a noun has a capital although no sentence starts with it (« la rue de l’Armistice »).
fn is_name(page: &Page, book: &ActorBook, word: usize) -> bool {
    // « Amnistie Boréale, une ONG, … »: the first word of a name.
    let named = book.mention_with_head(word).and_then(|mention| mention.name.as_ref());
    if named.is_some_and(|name| name.len() > 1 && name.contains(&word)) {
        return true;
    }
    let first = page.sentence_of(word).find(|at| !page.is_punct(*at));
    let opens_quote = word > 0 && page.words[word - 1].quote != page.words[word].quote;
    first != Some(word)
        && !opens_quote
        && page.words[word].text.chars().next().is_some_and(char::is_uppercase)
        && page.block_of(word).kind == BlockKind::Paragraph
}

/// Whether a noun without a determiner completes the name of an actor (« l’Armée de libération », « comité de soutien »).
fn names_actor(ground: &Ground, book: &ActorBook, word: usize) -> bool {
    let page = ground.page;
    let token = &page.words[word];
    token.rel == Rel::Nmod
        && token.head < word
        && page.dependents(word, &[Rel::Det]).next().is_none()
        && page.case_word(word).is_some_and(|case| {
            ground
                .lexicon
                .pack
                .syntax
                .genitives
                .iter()
                .any(|word| *word == page.words[case].lower || *word == page.words[case].lemma)
        })
        && book
            .mention_with_head(token.head)
            .is_some_and(|mention| mention.sure && mention.head == token.head)
}

/// Whether a verb has a subject that is nobody and no act (« le séisme a tué », « la pluie a arrêté »).
fn cannot_act(ground: &Ground, book: &ActorBook, word: usize, entry: &Entry) -> bool {
    // Who does what an infinitive names stands elsewhere, and the parser finds it too often in the wrong place.
    if entry.source.first() != Some(&Role::Subj) || ground.page.is_infinitive(word) {
        return false;
    }
    let subjects = roles::heads(ground, &[word], &Role::Subj, true);
    !subjects.is_empty()
        && subjects.iter().all(|subject| {
            ground.page.words[*subject].upos == Upos::Noun
                && !book.mention_with_head(*subject).is_some_and(|mention| mention.sure)
                && roles::owner(ground, book, *subject).is_none()
                && !ground.lexicon.pack.syntax.instruments.contains(&ground.page.words[*subject].lemma)
                && ground.lexicon.event_nouns(ground.page, *subject).is_empty()
        })
}

/// The phrase that a condition is on: the first that the entry needs; else the object of a verb, or what fills the first
/// role of a noun's target.
fn conditioned(ground: &Ground, words: &[usize], entry: &Entry, verbal: bool) -> Option<usize> {
    let first = |role: &Role| roles::first(ground, words, role, verbal);
    let needed =
        entry.needs.iter().find(|role| !matches!(role, Role::Subj | Role::Adj | Role::Poss | Role::Inf));
    match needed {
        Some(role) => first(role),
        None if verbal => first(&Role::Obj),
        None => entry.target.iter().find_map(first).or_else(|| {
            let genitive = ground.lexicon.pack.syntax.genitives.first()?;
            first(&Role::Nmod(genitive.clone()))
        }),
    }
}

fn object_fits(
    ground: &Ground,
    book: &ActorBook,
    words: &[usize],
    entry: &Entry,
    condition: &ObjectCondition,
    verbal: bool,
) -> bool {
    let page = ground.page;
    // « la trêve hivernale », « la purge des radiateurs »: whatever stands beside a noun can make it another thing.
    let beside = |child: &usize| {
        let token = &page.words[*child];
        condition.not_lemmas.iter().any(|lemma| *lemma == token.lemma || *lemma == token.lower)
    };
    if !verbal && words.iter().any(|word| page.children(*word).iter().any(beside)) {
        return false;
    }
    let Some(head) = conditioned(ground, words, entry, verbal) else {
        // Without an object, a condition that only forbids is kept; one that demands is not.
        return condition.kinds.is_empty()
            && condition.lemmas.is_empty()
            && condition.events.is_empty()
            && !condition.public;
    };
    // What is counted decides, or what counts it (« verse des millions »).
    let counted = page.counted(head, ground.lexicon);
    let token = &page.words[head];
    fits(ground, book, counted, condition)
        || (condition.lemmas.contains(&token.lemma)
            && !condition.not_lemmas.contains(&page.words[counted].lemma))
}

/// Whether the head of a noun phrase is what a condition asks for.
fn fits(ground: &Ground, book: &ActorBook, head: usize, condition: &ObjectCondition) -> bool {
    let page = ground.page;
    let token = &page.words[head];
    let among = |list: &[String]| list.iter().any(|lemma| *lemma == token.lemma || *lemma == token.lower);
    if among(&condition.not_lemmas) {
        return false;
    }
    if !condition.lemmas.is_empty() || !condition.events.is_empty() {
        return among(&condition.lemmas)
            || (token.upos == Upos::Noun
                && ground
                    .lexicon
                    .event_nouns(page, head)
                    .iter()
                    .any(|(noun, _)| condition.events.contains(&noun.kind)));
    }
    let mention = book.mention_with_head(head).filter(|mention| mention.sure);
    let syntax = &ground.lexicon.pack.syntax;
    // « la police les a arrêtés », « quatre-vingts États l'appuient »
    let clitic = token.upos == Upos::Pron
        && syntax.object_clitics.contains(&token.lower)
        && !syntax.reflexives.contains(&token.lower);
    if condition.public
        && !clitic
        && !mention.is_some_and(|mention| {
            let known = book.known_actor(head).map(|actor| &book.clusters[actor]);
            mention.pronoun
                || mention.kind == ActorKind::Country
                || mention.sectors.iter().chain(known.into_iter().flat_map(|actor| &actor.sectors)).any(
                    |sector| {
                        !matches!(sector, Sector::Med | Sector::Cvl | Sector::Edu | Sector::Crm | Sector::Bus)
                    },
                )
        })
    {
        return false;
    }
    // « Vingt-six ont été relâchés », « plusieurs ont été conduits »: a number without its noun counts people.
    let counted = token.upos == Upos::Num
        || (token.upos == Upos::Pron
            && (syntax.quantities.contains(&token.lower)
                || (clitic && matches!(token.rel, Rel::Obj | Rel::Iobj))));
    condition.kinds.is_empty()
        || (counted && condition.kinds.contains(&ActorKind::Person))
        || mention.is_some_and(|mention| mention.pronoun || condition.kinds.contains(&mention.kind))
}
