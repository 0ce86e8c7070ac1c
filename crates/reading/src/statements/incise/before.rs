//! Whether what stands before an inserted clause is what it reports, and not the subject of what follows.

use super::{closes_quote, opens_quote};
use crate::{
    lexicon::Lexicon,
    page::Page,
    parse::{Rel, Upos, VerbForm},
};
use std::ops::Range;

/// Whether a quotation between commas stands right before a token, a noun phrase that opens the sentence before it.
pub(super) fn is_aside(page: &Page, boundary: usize, sentence: &Range<usize>) -> bool {
    let closing = (sentence.start..boundary).rev().take(2).find(|at| closes_quote(page, *at));
    let open = closing.and_then(|close| {
        page.quotes
            .iter()
            .find(|quote| quote.close == Some(page.words[close].span.start))
            .and_then(|quote| quote.open)
    });
    let Some(first) = open.map(|open| page.first_from(open)) else { return false };
    first > sentence.start + 1
        && page.words[first - 1].lower == ","
        && page.words[first - 2].upos.is_nominal()
        && !(sentence.start..first).any(|at| page.words[at].feats.verb_form == Some(VerbForm::Fin))
}

/// Whether what stands before an inserted clause can be what it reports: a quotation, or a clause with a finite verb
/// of its own. A noun phrase with its apposition is the subject of what follows.
pub(super) fn is_saying(page: &Page, lexicon: &Lexicon, before: &Range<usize>, verb: usize) -> bool {
    let Some(last) = before.clone().rev().find(|at| !page.is_punct(*at)) else { return true };
    if page.words[last].quote.is_some() && page.words[last].quote != page.words[verb].quote {
        return true;
    }
    // « Pas de rachat, assure Oslo »: what opens with a negation needs no verb.
    let denies = |at: usize| lexicon.pack.syntax.negations.contains(&page.words[at].lower);
    if before.clone().find(|at| !page.is_punct(*at)).is_some_and(denies) {
        return true;
    }
    before.clone().any(|at| {
        matches!(page.words[at].upos, Upos::Verb | Upos::Aux)
            && page.words[at].feats.verb_form == Some(VerbForm::Fin)
            && !in_relative(page, at, before)
            && !behind_relative_word(page, lexicon, at, before)
    })
}

/// « X, dont l’organisation revendique mille adhérents, accuse … »: the first finite verb behind a comma and a relative word,
/// whatever the tree says.
fn behind_relative_word(page: &Page, lexicon: &Lexicon, verb: usize, stretch: &Range<usize>) -> bool {
    let finite = |at: &usize| {
        matches!(page.words[*at].upos, Upos::Verb | Upos::Aux)
            && page.words[*at].feats.verb_form == Some(VerbForm::Fin)
    };
    let open = (stretch.start + 1..verb)
        .rev()
        .take_while(|at| !finite(at))
        .find(|at| page.words[*at - 1].lower == "," && lexicon.is_relative_word(&page.words[*at].lower));
    open.is_some_and(|open| !(stretch.start..open).any(|at| finite(&at)))
}

/// « L’Iran prêt à négocier, affirme son président »: no comma parts a subject from its verb, so that a phrase with something
/// said of it and no other comma is what the verb reports.
pub(super) fn is_headline(page: &Page, before: &Range<usize>) -> bool {
    let words = before.start..before.end.saturating_sub(1);
    let noun = words.clone().find(|at| page.words[*at].upos.is_nominal());
    words.len() >= 3
        && !words.clone().any(|at| page.is_punct(at))
        && page.words[words.start].upos != Upos::Adp
        && noun.is_some_and(|noun| {
            words.clone().any(|at| {
                at > noun
                    && (page.words[at].upos == Upos::Adj
                        && page.dependents(at, &[Rel::Xcomp, Rel::OblArg, Rel::Advcl]).next().is_some()
                        || page.is_participle(at) && !page.is_present_participle(at))
            })
        })
}

/// « Le vaccin est sûr, a répété l’agence. », « Le pays compte mille réfugiés, estime l’ONU. »: one comma alone never parts a subject
/// from its verb, so that what stands before it is a clause, whatever the tagger makes of it.
pub(super) fn stands_apart(page: &Page, lexicon: &Lexicon, before: &Range<usize>, end: usize) -> bool {
    let clause = before.start..before.end.saturating_sub(1);
    let sentence = page.sentence_of(before.start);
    let ends = end >= sentence.end || matches!(page.words[end].lower.as_str(), "." | "!" | "?" | "…");
    let comma = clause.end < sentence.end && page.words[clause.end].lower == ",";
    ends && comma
        && clause.len() >= LEAST_CLAUSE
        && page.words[clause.start].upos != Upos::Adp
        && page.words[clause.start].upos != Upos::Sconj
        && !clause.clone().any(|at| {
            matches!(page.words[at].lower.as_str(), "," | "–" | "—" | "(" | ":")
                || lexicon.is_relative_word(&page.words[at].lower)
        })
}

/// « Mardi, a indiqué la police, trois hommes ont été arrêtés »: behind nothing but a circumstance a verb has its subject behind it,
/// and the clause goes on.
pub(super) fn sets_the_scene(page: &Page, lexicon: &Lexicon, before: &Range<usize>, end: usize) -> bool {
    let scene = before.start..before.end.saturating_sub(1);
    let sentence = page.sentence_of(before.start);
    let bare = |at: usize| {
        page.words[at].upos.is_nominal()
            && page.case_word(at).is_none()
            && !lexicon.pack.dates.is_date_word(&page.words[at].lower)
            && !matches!(page.words[at].rel, Rel::Flat | Rel::Fixed | Rel::Nummod)
    };
    let clause = (end..sentence.end)
        .any(|at| page.words[at].feats.verb_form == Some(VerbForm::Fin) && page.words[at].upos != Upos::Noun);
    !scene.is_empty()
        && scene.clone().all(|at| page.words[at].lower != "," && !bare(at))
        && page.words.get(end).is_some_and(|token| end < sentence.end && token.lower == ",")
        && clause
}

/// So many words at least make a clause whose verb may have been missed.
const LEAST_CLAUSE: usize = 4;

/// « Les écoles, a indiqué le ministre, rouvriront »: a noun phrase before the clause is the subject of the finite verb right
/// behind it.
pub(super) fn goes_on(page: &Page, lexicon: &Lexicon, before: &Range<usize>, end: usize) -> bool {
    let sentence = page.sentence_of(before.start);
    let mut at = end;
    while at < sentence.end && page.is_punct(at) && matches!(page.words[at].lower.as_str(), "," | "–" | "—")
    {
        at += 1;
    }
    if at == end || at >= sentence.end {
        return false;
    }
    let at = if opens_quote(page, at) { at + 1 } else { at };
    let light = |at: &usize| {
        lexicon.is_object_clitic(&page.words[*at].lower)
            || lexicon.pack.syntax.negations.contains(&page.words[*at].lower)
            || page.words[*at].upos == Upos::Adv
    };
    let verb = (at..sentence.end).find(|at| !light(at));
    let phrase = before.start..before.end.saturating_sub(1);
    !phrase.is_empty()
        && !phrase.clone().any(|at| page.words[at].lower == ",")
        && phrase.clone().any(|at| page.words[at].upos.is_nominal())
        && page.words[phrase.start].upos != Upos::Adp
        && verb.is_some_and(|verb| {
            matches!(page.words[verb].upos, Upos::Verb | Upos::Aux)
                && page.words[verb].feats.verb_form == Some(VerbForm::Fin)
        })
}

/// « Norvège : pas de retrait, assure Oslo »: a title needs no verb, and its subject stands behind the verb that reports it.
pub(super) fn in_title(page: &Page, before: &Range<usize>) -> bool {
    let words = before.start..before.end.saturating_sub(1);
    words.len() >= 3 && page.in_heading(before.start) && !words.clone().any(|at| page.words[at].lower == ",")
}

/// Whether a verb belongs to a relative clause that hangs on a noun of the same stretch.
fn in_relative(page: &Page, verb: usize, stretch: &Range<usize>) -> bool {
    let mut at = verb;
    for _ in 0..6 {
        let token = &page.words[at];
        if matches!(token.rel, Rel::AclRelcl | Rel::Acl) {
            return stretch.contains(&token.head) && !page.words[token.head].upos.eq(&Upos::Verb);
        }
        if token.head == at {
            return false;
        }
        at = token.head;
    }
    false
}
