//! Verb groups that a phrase between auxiliary and participle has torn.

use super::{content_rel, is_above, set};
use crate::{
    lexicon::Lexicon,
    page::Page,
    parse::{Rel, Tense, Upos, VerbForm},
};

/// « a au contraire applaudi »: with a phrase in between the parser takes the auxiliary for a verb of its own and hangs the
/// participle on the phrase.
pub(super) fn torn(page: &mut Page, lexicon: &Lexicon) {
    for aux in 0..page.words.len() {
        let token = &page.words[aux].token;
        if !matches!(token.upos, Upos::Aux | Upos::Verb)
            || !lexicon.pack.syntax.auxiliaries.contains(&token.lemma)
        {
            continue;
        }
        let sentence = page.sentence_of(aux);
        let skip = |at: usize| -> usize {
            (at..sentence.end).find(|next| page.words[*next].upos != Upos::Adv).unwrap_or(sentence.end)
        };
        let Some(after) = Some(skip(aux + 1)).filter(|at| *at < sentence.end) else { continue };
        // « a, de son côté, demandé », « a, lui, exclu »
        let comma = page.words[after].lower == ",";
        let after = after + usize::from(comma);
        if after >= sentence.end {
            continue;
        }
        let Some(stop) = lexicon.aside(page, after) else { continue };
        let closed = stop < sentence.end && page.words[stop].lower == ",";
        if comma != closed {
            continue;
        }
        let verb = skip(stop + usize::from(closed));
        if verb >= sentence.end || page.words[aux].head == verb {
            continue;
        }
        let lower = page.words[verb].lower.clone();
        let tagged = page.words[verb].upos == Upos::Verb
            && page.words[verb].feats.verb_form == Some(VerbForm::Part)
            && page.words[verb].feats.tense != Some(Tense::Pres);
        if !tagged && !lexicon.is_participle_form(&lower) {
            continue;
        }
        join(page, lexicon, aux, verb);
    }
}

fn join(page: &mut Page, lexicon: &Lexicon, aux: usize, verb: usize) {
    let group = aux..verb + 1;
    let sentence = page.sentence_of(aux);
    // What stands above the whole group: the head of the first of its words that hangs outside it.
    let top = group
        .clone()
        .find(|at| page.words[*at].head == *at || !group.contains(&page.words[*at].head))
        .unwrap_or(verb);
    let (above, rel) = (page.words[top].head, page.words[top].rel);
    let root = above == top || is_above(page, verb, above);
    if let Some(lemma) = lexicon.verb_of_form(&page.words[verb].lower).map(str::to_owned) {
        page.words[verb].token.lemma = lemma;
    }
    let token = &mut page.words[verb].token;
    token.upos = Upos::Verb;
    token.feats.verb_form = Some(VerbForm::Part);
    token.feats.tense = Some(Tense::Past);
    let (head, rel) = if root { (verb, Rel::Root) } else { (above, rel) };
    set(page, verb, head, rel);
    for at in sentence {
        if at == verb || group.contains(&at) || !group.contains(&page.words[at].head) {
            continue;
        }
        let rel = if at > verb { content_rel(page, lexicon, at) } else { page.words[at].rel };
        set(page, at, verb, rel);
    }
    for at in aux + 1..verb {
        set(page, at, verb, Rel::Advmod);
    }
    let passive = lexicon.pack.syntax.passive_auxiliaries.contains(&page.words[aux].lemma);
    page.words[aux].token.upos = Upos::Aux;
    set(page, aux, verb, if passive { Rel::AuxPass } else { Rel::Aux });
}

/// « Il était reproché aux accusés d’avoir agi »: verbs that report make their compound tenses with another auxiliary, so
/// that this one makes a passive, unless the verb is reflexive.
pub(super) fn passives(page: &mut Page, lexicon: &Lexicon) {
    for aux in 0..page.words.len() {
        let token = &page.words[aux].token;
        let verb = token.head;
        if token.rel != Rel::Aux
            || !lexicon.pack.syntax.passive_auxiliaries.contains(&token.lemma)
            || page.words[verb].feats.verb_form != Some(VerbForm::Part)
            || lexicon.speech_verbs(page, verb).is_empty()
        {
            continue;
        }
        let sentence = page.sentence_of(verb);
        let reflexive = (sentence.start..verb)
            .rev()
            .take(4)
            .any(|at| lexicon.pack.syntax.reflexives.contains(&page.words[at].lower));
        if !reflexive {
            page.words[aux].token.rel = Rel::AuxPass;
        }
    }
}
