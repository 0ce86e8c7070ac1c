//! The same act told twice is one event: the first that tells it, completed by the later ones.

use super::{Act, Ground, dated, scene};
use crate::{
    actors::ActorBook,
    parse::{Rel, Upos},
};
use records::{EventType, Status};
use std::collections::BTreeSet;

/// Contents that share this much of the shorter one's words are one content told twice.
const REPEATED_SHARE: f32 = 0.6;

/// Merges acts in order of their triggers.
pub fn merge(ground: &Ground, book: &ActorBook, acts: Vec<Act>) -> Vec<Act> {
    let mut out: Vec<Act> = Vec::new();
    // Whether an act of the headline has been told again below.
    let mut retold: Vec<bool> = Vec::new();
    for act in acts {
        let headline = is_headline(ground, &act);
        let known = (0..out.len()).find(|at| {
            is_same(ground, &out[*at], &act)
                || (!headline
                    && !retold[*at]
                    && is_headline(ground, &out[*at])
                    && sums_up(book, &out[*at], &act))
        });
        match known {
            Some(at) => {
                retold[at] |= !headline;
                if is_subject(ground, &out[at], &act) && !act.target.is_empty() {
                    // « an attack near the town killed a soldier »: the verb knows whom it hit.
                    out[at].target.clear();
                }
                complete(ground, &mut out[at], act);
            }
            None => {
                out.push(act);
                retold.push(false);
            }
        }
    }
    out
}

/// Whether the noun that names an act is the subject of the verb that names it too.
fn is_subject(ground: &Ground, known: &Act, act: &Act) -> bool {
    let token = &ground.page.words[known.word];
    token.upos == Upos::Noun && token.rel.is_subject() && token.head == act.word
}

fn is_headline(ground: &Ground, act: &Act) -> bool {
    ground.page.in_heading(act.word)
}

/// Whether a headline tells in short what is told below: one type, parties that can be the same, at least one that is.
fn sums_up(book: &ActorBook, headline: &Act, act: &Act) -> bool {
    let modes = match (&headline.mode, &act.mode) {
        (Some(a), Some(b)) => a == b,
        _ => true,
    };
    let sides = [alike(book, &headline.source, &act.source), alike(book, &headline.target, &act.target)];
    headline.kind == act.kind
        && modes
        && !sides.contains(&Some(false))
        && sides.contains(&Some(true))
        && (headline.status == act.status || act.status == Status::Alleged)
}

/// Whether two parties can be one: the same actor, or actors of one country; `None` where one of them is not told.
fn alike(book: &ActorBook, a: &[usize], b: &[usize]) -> Option<bool> {
    if a.is_empty() || b.is_empty() {
        return None;
    }
    let country = |actor: &usize| book.clusters[*actor].country.as_deref();
    let role = |actor: &usize| book.clusters[*actor].role.as_deref();
    Some(a.iter().any(|one| {
        b.iter().any(|other| {
            one == other
                || (country(one).is_some() && country(one) == country(other))
                || (role(one).is_some() && role(one) == role(other))
        })
    }))
}

fn is_same(ground: &Ground, known: &Act, act: &Act) -> bool {
    if known.kind != act.kind {
        return false;
    }
    let page = ground.page;
    // A support verb and the noun that it carries, in one clause.
    let one_clause = page.words[known.word].sentence == page.words[act.word].sentence
        && (page.words[act.word].head == known.word || page.words[known.word].head == act.word)
        // Coordinated verbs tell two acts (« a gelé l'aide et suspendu l'accord »).
        && page.words[act.word].rel != Rel::Conj
        && page.words[known.word].rel != Rel::Conj;
    if one_clause {
        return true;
    }
    let word = same_stem(&known.lemma, &act.lemma)
        || repeats(ground, known, act)
        || (known.mode.is_some() && known.mode == act.mode)
        || is_anaphor(ground, act)
        // A crowd that gathers, shouts and marches is one demonstration.
        || (known.kind == EventType::Protest
            && page.words[known.word].block == page.words[act.word].block
            && !known.source.is_empty()
            && !act.source.is_empty());
    let parties = agree(&known.source, &act.source) && agree(&known.target, &act.target);
    let dates = match (&known.date, &act.date) {
        (Some(a), Some(b)) => a.start <= b.end && b.start <= a.end,
        _ => true,
    };
    let status =
        known.status == act.status || known.status == Status::Occurred || act.status == Status::Occurred;
    word && parties && dates && status
}

/// « les combats », « cette offre »: a definite noun without parties names the act of its type that was told before.
fn is_anaphor(ground: &Ground, act: &Act) -> bool {
    let page = ground.page;
    let syntax = &ground.lexicon.pack.syntax;
    page.words[act.word].upos == Upos::Noun
        && act.source.is_empty()
        && act.target.is_empty()
        && page.dependents(act.word, &[Rel::Det]).any(|det| {
            let lower = &page.words[det].lower;
            syntax.definite.contains(lower) || syntax.demonstratives.contains(lower)
        })
}

/// Whether two speech acts have one content: most of the words of the shorter stand in the longer.
fn repeats(ground: &Ground, known: &Act, act: &Act) -> bool {
    let (Some(a), Some(b)) = (known.statement, act.statement) else { return false };
    let words = |index: usize| -> BTreeSet<&str> {
        ground.told[index]
            .candidate
            .content
            .iter()
            .flat_map(|part| ground.page.words_in(*part))
            .filter(|word| {
                matches!(
                    ground.page.words[*word].upos,
                    Upos::Noun | Upos::Propn | Upos::Verb | Upos::Adj | Upos::Num | Upos::X
                )
            })
            .map(|word| ground.page.words[word].lemma.as_str())
            .collect()
    };
    let (a, b) = (words(a), words(b));
    let least = a.len().min(b.len());
    least > 0 && a.intersection(&b).count() as f32 >= REPEATED_SHARE * least as f32
}

/// Letters that a verb and its noun must share (« attaquer », « attaque »; « exécuter », « exécution sommaire »).
const STEM: usize = 5;

fn same_stem(a: &str, b: &str) -> bool {
    // A statement's lemma carries its number: each is an act of its own.
    let spoken = a.contains('#') || b.contains('#');
    a == b || (!spoken && a.chars().zip(b.chars()).take_while(|(a, b)| a == b).count() >= STEM)
}

fn agree(a: &[usize], b: &[usize]) -> bool {
    a.is_empty() || b.is_empty() || a.iter().any(|actor| b.contains(actor))
}

/// What a later telling adds; the first keeps its trigger, for it is the one that the reader meets.
fn complete(ground: &Ground, known: &mut Act, mut act: Act) {
    if is_headline(ground, known) && !is_headline(ground, &act) {
        // A headline tells the news, a retelling below may be of former times.
        if known.status == Status::Occurred && !dated::is_known(ground, known.word) {
            act.date = act.date.filter(|date| !dated::is_old(ground, date));
        }
        if scene::is_narrower(ground, &act, known) {
            known.place = None;
        }
    }
    if known.source.is_empty() {
        known.source = act.source.into_iter().filter(|actor| !known.target.contains(actor)).collect();
    }
    if known.target.is_empty() {
        known.target = act.target.into_iter().filter(|actor| !known.source.contains(actor)).collect();
    }
    known.date = known.date.take().or(act.date);
    known.unresolved_date = known.unresolved_date.or(act.unresolved_date).filter(|_| known.date.is_none());
    let vague = is_headline(ground, known) && act.place.is_some_and(|place| !scene::is_one(ground, place));
    known.place = known.place.take().or(act.place.filter(|_| !vague));
    known.mode = known.mode.take().or(act.mode);
    known.depth = known.depth.min(act.depth);
}
