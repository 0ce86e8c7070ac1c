//! Where the tense of its verb puts a date.

use crate::{
    page::Page,
    parse::{Mood, Rel, Tense, Upos, VerbForm},
};
use pack::Pack;

/// How far up the tree a date is followed.
const MOST_STEPS: usize = 6;

/// Where a verb puts what it tells.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Time {
    /// Before the dispatch.
    Past,
    /// After it.
    Future,
    /// Either.
    #[default]
    Open,
}

/// Where the nearest verb above a word puts it.
pub fn time_of(page: &Page, pack: &Pack, word: usize) -> Time {
    let status = &pack.syntax.status;
    let mut at = word;
    let mut through_infinitive = false;
    for _ in 0..MOST_STEPS {
        let token = &page.words[at];
        if matches!(token.upos, Upos::Verb | Upos::Aux) || page.dependents(at, &[Rel::Cop]).next().is_some() {
            let governs_future = status.future.contains(&token.lemma) || status.modal.contains(&token.lemma);
            if through_infinitive {
                // « doit se rendre mardi », « a appelé à manifester mardi ».
                return if governs_future { Time::Future } else { finite_time(page, at).unwrap_or_default() };
            }
            // « a reporté la séance au 25 »: behind a preposition it is the day that it is put off to.
            let behind = word.checked_sub(1).is_some_and(|before| page.words[before].upos == Upos::Adp);
            if behind && status.put_off.contains(&token.lemma) {
                return Time::Future;
            }
            if page.is_infinitive(at) {
                through_infinitive = true;
            } else if page.is_participle(at) && token.feats.tense == Some(Tense::Past) {
                // « le vote prévu mardi »; another participle tells what is done.
                let ahead = governs_future && !status.said.contains(&token.lemma);
                return if ahead { Time::Future } else { Time::Past };
            } else {
                // « est prévu mardi »: a passive of planning lies ahead.
                let finite = finite_time(page, at);
                let planned = governs_future && page.is_passive(at) && finite != Some(Time::Past);
                return if planned { Time::Future } else { finite.unwrap_or_default() };
            }
        }
        // « prêt à reprendre la grève lundi », « sa décision de partir mardi ».
        if through_infinitive && token.upos == Upos::Adj {
            return Time::Future;
        }
        if token.head == at {
            break;
        }
        at = token.head;
    }
    Time::Open
}

/// What the finite word of a verb group says.
fn finite_time(page: &Page, verb: usize) -> Option<Time> {
    let auxiliary =
        page.auxiliaries(verb).find(|aux| page.words[*aux].feats.verb_form == Some(VerbForm::Fin));
    let copula = page.dependents(verb, &[Rel::Cop]).next();
    let finite = auxiliary.or(copula).unwrap_or(verb);
    let feats = &page.words[finite].feats;
    if feats.verb_form != Some(VerbForm::Fin) {
        return None;
    }
    // « a été décidé »: the finite word is the auxiliary of « été ».
    let perfect = auxiliary.is_some_and(|aux| page.words[aux].rel != Rel::AuxPass);
    Some(match (feats.mood, feats.tense) {
        // « viendrait mardi » is the future of the past, « serait venu mardi » hearsay of the past.
        (Some(Mood::Cnd), _) if perfect => Time::Past,
        (Some(Mood::Cnd), _) => Time::Future,
        (_, Some(Tense::Fut)) => Time::Future,
        (_, Some(Tense::Past | Tense::Imp)) => Time::Past,
        (_, Some(Tense::Pres)) if perfect => Time::Past,
        _ => Time::Open,
    })
}
