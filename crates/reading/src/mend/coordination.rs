//! « Elle affirme que le dialogue continue **et invite** … »: a verb that goes on with the reporting verb, not with what it
//! reports. The parser hangs it on the nearest verb before it.

use super::set;
use crate::{
    lexicon::Lexicon,
    page::Page,
    parse::{Mood, Number, Rel, Tense, Upos},
};

/// Hangs verbs that are coordinated with a reporting verb on it.
pub(super) fn reports(page: &mut Page, lexicon: &Lexicon) {
    for verb in 0..page.words.len() {
        if let Some(above) = reporting(page, lexicon, verb) {
            set(page, verb, above, Rel::Conj);
        }
    }
}

/// The reporting verb that a coordinated verb goes on with, if it hangs on what that one reports.
fn reporting(page: &Page, lexicon: &Lexicon, verb: usize) -> Option<usize> {
    let token = &page.words[verb];
    if token.upos != Upos::Verb || token.rel != Rel::Conj || token.head >= verb || !page.is_finite(verb) {
        return None;
    }
    let own = page.dependents(verb, &[Rel::Nsubj, Rel::NsubjPass, Rel::ExplSubj]).next().is_some();
    let introduced = page.children(verb).iter().any(|child| {
        let lower = &page.words[*child].lower;
        *child < verb && (lexicon.is_complementiser(lower) || lexicon.is_relative_word(lower))
    });
    if own || introduced {
        return None;
    }
    let mut told = token.head;
    while page.words[told].rel == Rel::Conj && page.words[told].head < told {
        told = page.words[told].head;
    }
    let above = page.words[told].head;
    if above >= told
        || !matches!(page.words[told].rel, Rel::Ccomp | Rel::Xcomp)
        || page.words[above].upos != Upos::Verb
        || page.words[above].quote != token.quote
        || lexicon.speech_verbs(page, above).is_empty()
    {
        return None;
    }
    if goes_with(page, lexicon, above, told, verb) {
        return Some(above);
    }
    // « a revu son avis en affirmant que S, mais a réitéré … »: the verb around the one that reports.
    let around = page.words[above].head;
    let bare = !page.is_finite(above) && page.auxiliaries(above).next().is_none();
    let fits = bare
        && around < above
        && page.words[around].upos == Upos::Verb
        && page.words[around].quote == token.quote
        && shape(page, around) == shape(page, verb)
        && shape(page, around) != shape(page, told);
    fits.then_some(around)
}

fn goes_with(page: &Page, lexicon: &Lexicon, above: usize, told: usize, verb: usize) -> bool {
    // A finite verb is coordinated with no infinitive.
    if page.is_infinitive(told) {
        return page.is_finite(above);
    }
    let (own, upper, lower) = (shape(page, verb), shape(page, above), shape(page, told));
    if let (Some(a), Some(b), Some(c)) = (own.number, upper.number, lower.number)
        && b != c
    {
        return a == b;
    }
    if lexicon.speech_verbs(page, verb).is_empty() {
        return false;
    }
    if own.tense == upper.tense && own.tense != lower.tense {
        return true;
    }
    // Things do not report.
    page.own_subject(told, lexicon).is_none_or(|subject| {
        page.words[subject].upos == Upos::Pron
            || (page.words[subject].upos == Upos::Noun && lexicon.noun(page, subject).is_none())
    })
}

#[derive(Debug, PartialEq, Eq)]
struct Shape {
    number: Option<Number>,
    tense: (Option<Mood>, Option<Tense>, bool),
}

fn shape(page: &Page, verb: usize) -> Shape {
    let finite = page
        .verb_group(verb)
        .chain(page.dependents(verb, &[Rel::Aux, Rel::AuxPass, Rel::Cop]))
        .find(|at| page.words[*at].feats.verb_form == Some(crate::parse::VerbForm::Fin))
        .unwrap_or(verb);
    let feats = &page.words[finite].feats;
    Shape { number: feats.number, tense: (feats.mood, feats.tense, finite != verb) }
}
