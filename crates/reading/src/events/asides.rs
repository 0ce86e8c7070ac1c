//! Which acts a sentence is about, and which it tells in passing: as the reason, the aim, the time or the object of another.
//!
//! Where one act is told, it is what the sentence is about, however deep it stands. Where several are, those nearest the main clause
//! are; whoever counts one event a sentence (as PLOVER's records do) counts those.

use super::{Act, Ground};
use crate::parse::Rel;
use std::collections::{BTreeMap, BTreeSet};

/// How far up the tree an act is followed.
const MOST_STEPS: usize = 32;

/// Sets how far below the main clause each act is told.
pub fn measure(ground: &Ground, acts: &mut [Act]) {
    let words: BTreeSet<usize> = acts.iter().map(|act| act.word).collect();
    for act in acts {
        act.depth = depth(ground, &words, act);
    }
}

/// Marks the acts that stand below others of their sentence.
pub fn tell(ground: &Ground, acts: &mut [Act]) {
    let sentence = |act: &Act| ground.page.words[act.word].sentence;
    let mut least: BTreeMap<usize, usize> = BTreeMap::new();
    for act in acts.iter() {
        least.entry(sentence(act)).and_modify(|depth| *depth = act.depth.min(*depth)).or_insert(act.depth);
    }
    for act in acts {
        act.aside = least[&sentence(act)] < act.depth;
    }
}

/// The steps between an act and the main clause that lead away from what the sentence is about: into a clause of time, reason or aim, into
/// what completes a noun, into a circumstance, into what another act is about.
fn depth(ground: &Ground, words: &BTreeSet<usize>, act: &Act) -> usize {
    let page = ground.page;
    let mut depth = 0;
    let mut at = act.word;
    let mut above = BTreeSet::new();
    for _ in 0..MOST_STEPS {
        let token = &page.words[at];
        let head = token.head;
        if head == at {
            break;
        }
        let beside = token.rel == Rel::Conj;
        if !beside && (leads_away(token.rel) || words.contains(&head)) {
            depth += 1;
        }
        above.insert(head);
        at = head;
    }
    // What an accusation or a promise says, where the tree does not show it.
    let said = act.voice.and_then(|told| ground.told[told].candidate.anchor);
    depth + usize::from(said.is_some_and(|cue| words.contains(&cue) && !above.contains(&cue)))
}

fn leads_away(rel: Rel) -> bool {
    matches!(
        rel,
        Rel::Advcl
            | Rel::Acl
            | Rel::AclRelcl
            | Rel::Amod
            | Rel::Appos
            | Rel::Flat
            | Rel::Nmod
            | Rel::NmodPoss
            | Rel::Obl
            | Rel::OblAgent
            | Rel::OblMod
    )
}
