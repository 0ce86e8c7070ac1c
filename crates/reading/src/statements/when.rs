//! When a statement was made: the date that hangs on its cue, not one of its content or of another verb's clause.

use super::candidate::Candidate;
use crate::{
    dates::{DateFinder, Found, Time},
    lexicon::Lexicon,
    page::Page,
    parse::{Rel, Tense, Upos, VerbForm},
};
use pack::Bound;
use records::{DateRef, Span};

/// How far up the tree a date is followed to its verb.
const MOST_STEPS: usize = 8;

/// The date of a statement in its own sentence.
pub fn own_date(
    page: &Page,
    lexicon: &Lexicon,
    dates: &DateFinder,
    candidate: &Candidate,
) -> Option<DateRef> {
    let today = dates.day.map(|day| day.to_string());
    nearest(page, lexicon, &dates.found, today.as_deref(), candidate).map(|found| found.date.clone())
}

/// The words of the date of a statement in its own sentence that cannot be resolved.
pub fn unresolved_date(
    page: &Page,
    lexicon: &Lexicon,
    dates: &DateFinder,
    candidate: &Candidate,
) -> Option<Span> {
    nearest(page, lexicon, &dates.unresolved, None, candidate)?.date.mention
}

/// The expression that tells when a statement was made; none of a day after `today`.
fn nearest<'a>(
    page: &Page,
    lexicon: &Lexicon,
    dates: &'a [Found],
    today: Option<&str>,
    candidate: &Candidate,
) -> Option<&'a Found> {
    let anchor = candidate.anchor?;
    let sentence = page.sentence_of(anchor);
    let cue = candidate.cue.clone().unwrap_or(anchor..anchor + 1);
    dates
        .iter()
        .filter(|found| {
            sentence.contains(&found.words.start)
                && page.words[found.words.start].quote == page.words[anchor].quote
                // « Depuis 2011, une directive demande … »: what is still said was said first then.
                && (found.bound.is_none() || found.bound == Some(Bound::Since) && !is_past(page, candidate))
                && found.time != Time::Future
                // Nobody has spoken yet on a day to come.
                && today.is_none_or(|today| found.date.start.as_str() <= today)
        })
        .filter(|found| {
            let span = page.span(found.words.clone());
            !candidate.content.iter().any(|part| part.overlaps(span))
        })
        .filter_map(|found| {
            let bond = bond(page, lexicon, candidate, anchor, &cue, found)?;
            let distance = if found.words.start >= cue.end {
                found.words.start - cue.end
            } else {
                cue.start.saturating_sub(found.words.start)
            };
            Some(((bond, distance), found))
        })
        .min_by_key(|(rank, _)| *rank)
        .map(|(_, found)| found)
}

/// How a date belongs to a cue, the closest tie first; `None` if it belongs to something else.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Bond {
    /// Beside the cue, or hanging on it.
    Cue,
    /// At the head of the sentence, or on the document or occasion that the statement was made in.
    Circumstance,
    /// On a verb that the cue is coordinated with or governed by.
    Governor,
}

fn bond(
    page: &Page,
    lexicon: &Lexicon,
    candidate: &Candidate,
    anchor: usize,
    cue: &std::ops::Range<usize>,
    found: &Found,
) -> Option<Bond> {
    if beside(page, cue, found) {
        return Some(Bond::Cue);
    }
    let inside = |word: usize| candidate.content.iter().any(|part| part.overlaps(page.words[word].span));
    let sentence = page.sentence_of(anchor);
    // « Mardi, … »: what stands before the date at the head of the sentence is at most a preposition with its noun.
    let leading = (sentence.start..found.words.start).all(|at| {
        !matches!(page.words[at].upos, Upos::Verb | Upos::Aux) && !inside(at) && page.words[at].lower != ","
    });
    let mut bond = Bond::Cue;
    let mut at = top(page, found);
    for _ in 0..MOST_STEPS {
        if cue.contains(&at) || at == anchor {
            return Some(bond);
        }
        let token = &page.words[at];
        let verbal = matches!(token.upos, Upos::Verb | Upos::Aux);
        if verbal && !found.words.contains(&at) {
            if page.is_participle(at) && page.words[token.head].upos.is_nominal() {
                // « un communiqué publié mardi », « l’enquête parue lundi ».
                bond = bond.max(Bond::Circumstance);
            } else if governs(page, at, anchor) && !inside(at) {
                return Some(Bond::Governor);
            } else {
                break;
            }
        } else if token.upos.is_nominal() && !found.words.contains(&at) {
            bond = bond.max(Bond::Circumstance);
        }
        if token.head == at {
            break;
        }
        at = token.head;
        if inside(at) && !cue.contains(&at) {
            break;
        }
    }
    if speaks_through(page, lexicon, candidate, found) {
        return Some(Bond::Circumstance);
    }
    (leading && found.words.start < cue.start && is_main(page, anchor, &sentence))
        .then_some(Bond::Circumstance)
}

/// The token of a date that the rest of it hangs on.
fn top(page: &Page, found: &Found) -> usize {
    found
        .words
        .clone()
        .find(|at| !found.words.contains(&page.words[*at].head) || page.words[*at].head == *at)
        .unwrap_or(found.words.start)
}

/// « a annoncé mardi », « mardi a annoncé »: nothing but adverbs and prepositions between date and cue, or the inverted
/// pronoun of the cue (« a-t-il dit mardi »).
fn beside(page: &Page, cue: &std::ops::Range<usize>, found: &Found) -> bool {
    let light = |at: usize| {
        matches!(page.words[at].upos, Upos::Adv | Upos::Adp | Upos::Det)
            || (page.words[at].upos == Upos::Pron && page.words[at].lower.starts_with('-'))
    };
    if found.words.start >= cue.end {
        (cue.end..found.words.start).all(light)
    } else if found.words.end <= cue.start {
        (found.words.end..cue.start).all(|at| page.words[at].upos == Upos::Adv)
    } else {
        true
    }
}

/// Whether a verb has the cue below it by control or coordination (« a profité de sa visite mardi pour dénoncer »).
fn governs(page: &Page, verb: usize, cue: usize) -> bool {
    let mut at = cue;
    for _ in 0..MOST_STEPS {
        if at == verb {
            return true;
        }
        let token = &page.words[at];
        if token.head == at
            || !matches!(
                token.rel,
                Rel::Conj | Rel::Xcomp | Rel::Advcl | Rel::OblMod | Rel::OblArg | Rel::Acl
            )
        {
            return false;
        }
        if token.rel == Rel::Advcl && page.is_finite(at) {
            return false;
        }
        at = token.head;
    }
    false
}

/// Whether a verb is the main one of its sentence, or coordinated with it.
fn is_main(page: &Page, verb: usize, sentence: &std::ops::Range<usize>) -> bool {
    let mut at = verb;
    for _ in 0..MOST_STEPS {
        let token = &page.words[at];
        if token.head == at || !sentence.contains(&token.head) {
            return true;
        }
        if !matches!(token.rel, Rel::Conj | Rel::Xcomp | Rel::Parataxis) {
            return false;
        }
        at = token.head;
    }
    false
}

/// Whether a date stands in the noun phrase of a document that speaks (« un rapport publié mardi par X révèle »).
fn speaks_through(page: &Page, lexicon: &Lexicon, candidate: &Candidate, found: &Found) -> bool {
    let super::candidate::Who::Phrase(head) = candidate.who else { return false };
    let mut at = top(page, found);
    for _ in 0..MOST_STEPS {
        if at == head {
            return lexicon.pack.syntax.medium.nouns.contains(&page.words[head].lemma);
        }
        let token = &page.words[at];
        if token.head == at || page.is_finite(at) && token.upos == Upos::Verb {
            return false;
        }
        at = token.head;
    }
    false
}

/// Whether a statement is told as one of an earlier time (« avait dit »): it has no part in the session around it.
pub fn is_background(page: &Page, candidate: &Candidate) -> bool {
    let auxiliary = candidate.anchor.and_then(|anchor| finite_auxiliary(page, anchor));
    auxiliary.is_some_and(|aux| page.words[aux].feats.tense == Some(Tense::Imp))
}

/// « Il affirmait alors que … »: whether an imperfect is put back to the time told before it.
pub fn is_back_then(page: &Page, lexicon: &Lexicon, candidate: &Candidate) -> bool {
    let back_then = &lexicon.pack.syntax.back_then;
    is_narrated(page, candidate)
        && candidate.anchor.is_some_and(|anchor| {
            page.dependents(anchor, &[Rel::Advmod, Rel::OblMod, Rel::Obl])
                .any(|at| back_then.contains(&page.words[at].lower))
        })
}

/// Whether a cue stands in the imperfect by itself (« indiquait », « plaisantait-il »).
pub fn is_narrated(page: &Page, candidate: &Candidate) -> bool {
    candidate.anchor.is_some_and(|anchor| {
        let feats = &page.words[anchor].feats;
        feats.verb_form == Some(VerbForm::Fin)
            && feats.tense == Some(Tense::Imp)
            && finite_auxiliary(page, anchor).is_none()
    })
}

/// The verb whose time is that of a cue: its own, or that of the verb which an infinitive of purpose or a gerund goes with
/// (« ont défilé pour réclamer »).
fn telling_verb(page: &Page, cue: usize) -> usize {
    let mut at = cue;
    for _ in 0..MOST_STEPS {
        let token = &page.words[at];
        let open = page.is_infinitive(at) || page.is_present_participle(at);
        if !open || !matches!(token.rel, Rel::Advcl | Rel::OblMod) || token.head == at {
            break;
        }
        at = token.head;
    }
    at
}

/// Whether a cue tells what is so when the dispatch is written: the present, with no auxiliary.
pub fn is_present(page: &Page, candidate: &Candidate) -> bool {
    candidate.anchor.is_some_and(|anchor| {
        let verb = if page.words[anchor].upos.is_nominal() { page.words[anchor].head } else { anchor };
        let feats = &page.words[verb].feats;
        feats.verb_form == Some(VerbForm::Fin)
            && feats.tense == Some(Tense::Pres)
            && page.auxiliaries(verb).next().is_none()
    })
}

fn finite_auxiliary(page: &Page, verb: usize) -> Option<usize> {
    page.auxiliaries(verb).find(|aux| page.words[*aux].feats.verb_form == Some(VerbForm::Fin))
}

/// Whether a cue tells of one act of saying that is over: the perfect or the simple past.
pub fn is_past(page: &Page, candidate: &Candidate) -> bool {
    candidate.anchor.map(|anchor| telling_verb(page, anchor)).is_some_and(|anchor| {
        match finite_auxiliary(page, anchor) {
            Some(aux) => page.words[aux].feats.tense == Some(Tense::Pres),
            None => {
                let feats = &page.words[anchor].feats;
                feats.verb_form == Some(VerbForm::Fin) && feats.tense == Some(Tense::Past)
            }
        }
    })
}
