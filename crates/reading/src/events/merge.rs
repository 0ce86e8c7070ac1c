//! The same act told twice is one event: the first that tells it, completed by the later ones.

use super::{Act, Ground};
use records::Status;

/// Merges acts in order of their triggers.
pub fn merge(ground: &Ground, acts: Vec<Act>) -> Vec<Act> {
    let mut out: Vec<Act> = Vec::new();
    for act in acts {
        match out.iter_mut().find(|known| is_same(ground, known, &act)) {
            Some(known) => complete(known, act),
            None => out.push(act),
        }
    }
    out
}

fn is_same(ground: &Ground, known: &Act, act: &Act) -> bool {
    if known.kind != act.kind {
        return false;
    }
    let page = ground.page;
    // A support verb and the noun that it carries, in one clause.
    let one_clause = page.words[known.word].sentence == page.words[act.word].sentence
        && (page.words[act.word].head == known.word || page.words[known.word].head == act.word);
    if one_clause {
        return true;
    }
    let word = known.lemma == act.lemma || (known.mode.is_some() && known.mode == act.mode);
    let parties = agree(&known.source, &act.source) && agree(&known.target, &act.target);
    let dates = match (&known.date, &act.date) {
        (Some(a), Some(b)) => a.start <= b.end && b.start <= a.end,
        _ => true,
    };
    let status =
        known.status == act.status || known.status == Status::Occurred || act.status == Status::Occurred;
    word && parties && dates && status
}

fn agree(a: &[usize], b: &[usize]) -> bool {
    a.is_empty() || b.is_empty() || a.iter().any(|actor| b.contains(actor))
}

fn complete(known: &mut Act, act: Act) {
    if known.source.is_empty() {
        known.source = act.source;
    }
    if known.target.is_empty() {
        known.target = act.target.into_iter().filter(|actor| !known.source.contains(actor)).collect();
    }
    known.date = known.date.take().or(act.date);
    known.place = known.place.take().or(act.place);
    known.mode = known.mode.take().or(act.mode);
}
