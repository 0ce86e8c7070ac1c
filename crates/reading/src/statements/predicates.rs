//! What somebody or something is called or said to be: « qualifie l’accord de “victoire” », « se dit optimiste ».

use super::{
    bounds::{content_end, finish, skip_marks},
    frames::{Found, INTRODUCTION_GAP, Site},
    incise::{noun_phrase_head, opens_quote},
};
use crate::{
    lexicon::Lexicon,
    page::Page,
    parse::{Upos, VerbForm},
};

pub(super) fn called(page: &Page, lexicon: &Lexicon, site: &Site, word: &str) -> Option<Found> {
    let sentence = page.sentence_of(site.words[0]);
    let limit = sentence.end.min(site.after + INTRODUCTION_GAP + 4);
    let marker = (site.after..limit).find(|at| {
        lexicon.preposition(&page.words[*at].lower) == word && {
            let head = page.words[*at].head;
            site.words.contains(&page.words[head].head)
                || opens_quote(page, (*at + 1).min(page.words.len() - 1))
                || *at == site.after
        }
    })?;
    if (site.after..marker).any(|at| page.words[at].upos == Upos::Verb) {
        return None;
    }
    let start = skip_marks(page, marker + 1);
    if start >= sentence.end {
        return None;
    }
    let head = if page.words[marker].head > marker { page.words[marker].head } else { start };
    let end = match page.words[start].quote {
        Some(quote) if page.words[site.words[0]].quote != Some(quote) => {
            return Some(Found {
                content: vec![page.quotes[quote].inner],
                head,
                frame: "name",
                agreed: true,
            });
        }
        _ => content_end(page, site, start, head, &sentence),
    };
    finish(page, site, page.span(start..end), head, "name", true)
}

/// « se dit optimiste », « juge insuffisante la réforme », « trouve la réforme inopportune »: a predicate behind the cue, with
/// the object that it is said of.
pub(super) fn predicate(page: &Page, lexicon: &Lexicon, site: &Site) -> Option<Found> {
    let sentence = page.sentence_of(site.words[0]);
    let limit = sentence.end.min(site.after + 8);
    let adjective = |at: usize| {
        let token = &page.words[at];
        token.upos == Upos::Adj
            || (token.upos == Upos::Verb
                && token.feats.verb_form == Some(VerbForm::Part)
                && page.auxiliaries(at).next().is_none())
    };
    let first = (site.after..limit).find(|at| !matches!(page.words[*at].upos, Upos::Adv | Upos::Punct))?;
    let skipped_comma = (site.after..first).any(|at| page.words[at].lower == ",");
    if skipped_comma || site.incises.iter().any(|incise| incise.words.contains(&first)) {
        return None;
    }
    let start = (site.after..first + 1).find(|at| !page.is_punct(*at)).unwrap_or(first);
    if adjective(first) {
        // The adjective, and the noun phrase that follows it.
        let next = first + 1;
        let object = (next < sentence.end && page.words[next].upos == Upos::Det)
            .then(|| noun_phrase_head(page, next, sentence.end))
            .flatten();
        let head = object.unwrap_or(first);
        let end = content_end(page, site, start, head, &sentence).max(
            page.subtree(first).end.min(sentence.end).min(content_end(page, site, start, first, &sentence)),
        );
        return finish(page, site, page.span(start..end), head, "predicate", true);
    }
    // The noun phrase, and the adjective behind it that hangs on the cue.
    if page.words[first].upos != Upos::Det
        || lexicon.is_object_clitic(&page.words[first].lower) && page.words[first].upos == Upos::Pron
    {
        return None;
    }
    let object = noun_phrase_head(page, first, sentence.end)?;
    let predicate = (object + 1..limit.max(object + 4).min(sentence.end)).find(|at| adjective(*at))?;
    let hangs = site.words.contains(&page.words[predicate].head)
        || page.words[predicate].quote != page.words[object].quote;
    if !hangs || (object..predicate).any(|at| page.words[at].lower == ",") {
        return None;
    }
    let end = content_end(page, site, start, predicate, &sentence);
    finish(page, site, page.span(start..end), predicate, "predicate", true)
}
