//! The same act told twice is one event: the first that tells it, completed by the later ones.

use super::{Act, Ground};
use crate::parse::Upos;
use records::Status;
use std::collections::BTreeSet;

/// Contents that share this much of the shorter one's words are one content told twice.
const REPEATED_SHARE: f32 = 0.6;

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
    let word = same_stem(&known.lemma, &act.lemma)
        || repeats(ground, known, act)
        || (known.mode.is_some() && known.mode == act.mode);
    let parties = agree(&known.source, &act.source) && agree(&known.target, &act.target);
    let dates = match (&known.date, &act.date) {
        (Some(a), Some(b)) => a.start <= b.end && b.start <= a.end,
        _ => true,
    };
    let status =
        known.status == act.status || known.status == Status::Occurred || act.status == Status::Occurred;
    word && parties && dates && status
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

fn complete(known: &mut Act, act: Act) {
    // The first telling is the one to look at, unless a later one says much more.
    if told_parts(&act) > told_parts(known) + 1 {
        known.trigger = act.trigger;
        known.word = act.word;
        known.rule.clone_from(&act.rule);
        known.status = act.status;
        known.voice = act.voice;
    }
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

/// How many of an act's parts its telling fills.
fn told_parts(act: &Act) -> usize {
    usize::from(!act.source.is_empty())
        + usize::from(!act.target.is_empty())
        + usize::from(act.date.is_some())
        + usize::from(act.place.is_some())
}
