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

/// Where the nearest verb above a word puts it; where the tree has torn it from every verb, the one before it in its clause.
pub fn time_of(page: &Page, pack: &Pack, word: usize) -> Time {
    above(page, pack, word)
        .or_else(|| verb_before(page, word).map(|verb| of_verb(page, pack, word, verb)))
        .unwrap_or_default()
}

/// What the words above say; `None` where there is no verb among them.
fn above(page: &Page, pack: &Pack, word: usize) -> Option<Time> {
    let status = &pack.syntax.status;
    let mut at = word;
    let mut through_infinitive = false;
    for _ in 0..MOST_STEPS {
        let token = &page.words[at];
        let copula = page.dependents(at, &[Rel::Cop]).next().is_some();
        if matches!(token.upos, Upos::Verb | Upos::Aux) || copula {
            if through_infinitive {
                // « doit se rendre mardi », « a appelé à manifester mardi ».
                let ahead = status.future.contains(&token.lemma) || status.modal.contains(&token.lemma);
                return Some(if ahead { Time::Future } else { finite_time(page, at).unwrap_or_default() });
            }
            if page.is_infinitive(at) && !is_put_off(page, pack, word, at) {
                through_infinitive = true;
            } else {
                return Some(of_verb(page, pack, word, at));
            }
        } else if token.upos == Upos::Adj && is_scheduled(page, pack, at) {
            // « un convoi, attendu mardi »: a participle that the tagger takes for an adjective.
            return Some(Time::Future);
        }
        // « prêt à reprendre la grève lundi », « sa décision de partir mardi ».
        if through_infinitive && token.upos == Upos::Adj {
            return Some(Time::Future);
        }
        if token.head == at {
            break;
        }
        at = token.head;
    }
    through_infinitive.then_some(Time::Open)
}

/// Where a verb, or what a copula makes one, puts a word.
fn of_verb(page: &Page, pack: &Pack, word: usize, verb: usize) -> Time {
    let status = &pack.syntax.status;
    let token = &page.words[verb];
    if is_put_off(page, pack, word, verb) {
        return Time::Future;
    }
    if page.is_participle(verb) && token.feats.tense == Some(Tense::Past) {
        // « le vote prévu mardi »; another participle tells what is done.
        return if is_scheduled(page, pack, verb) { Time::Future } else { Time::Past };
    }
    // « est prévu mardi », « is due on Monday »: what is planned lies ahead, unless it was.
    let finite = finite_time(page, verb);
    let ahead = status.future.contains(&token.lemma) || status.modal.contains(&token.lemma);
    let planned = (ahead && page.is_passive(verb)) || is_scheduled(page, pack, verb);
    let predicate = page.is_passive(verb) || token.upos == Upos::Adj;
    if planned && predicate && finite != Some(Time::Past) {
        return Time::Future;
    }
    finite.unwrap_or_default()
}

/// « a reporté la séance au 25 »: behind a preposition it is the day that it is put off to.
fn is_put_off(page: &Page, pack: &Pack, word: usize, verb: usize) -> bool {
    word.checked_sub(1).is_some_and(|before| page.words[before].upos == Upos::Adp)
        && pack.syntax.status.put_off.contains(&page.words[verb].lemma)
}

/// Whether a participle or an adjective tells what is to come.
fn is_scheduled(page: &Page, pack: &Pack, at: usize) -> bool {
    let scheduled = &pack.syntax.status.scheduled;
    scheduled.contains(&page.words[at].lemma) || scheduled.contains(&page.words[at].lower)
}

/// The nearest verb before a word that no mark and no conjunction parts from it.
fn verb_before(page: &Page, word: usize) -> Option<usize> {
    let start = page.sentence_of(word).start;
    (start..word)
        .rev()
        .take_while(|at| !matches!(page.words[*at].upos, Upos::Punct | Upos::Sconj | Upos::Cconj))
        .find(|at| page.words[*at].upos == Upos::Verb)
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
