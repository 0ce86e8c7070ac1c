//! A quotation woven into the author's syntax right behind a reporting verb: « juge “injuste” de payer », « parle
//! d’une “mise en scène” », « a dénoncé jeudi “une agression” ».
//!
//! The marks bend the parse, so the line is read: verb, adverbs and dates, at most a preposition of the verb's frame, the
//! words before the quotation that belong to its phrase, the quotation, and what completes it.

use super::{
    frames::{Found, Site},
    incise::{closes_quote, opens_quote},
};
use crate::{
    lexicon::Lexicon,
    page::Page,
    parse::{Upos, VerbForm},
};
use pack::Frame;
use records::Span;
use std::ops::Range;

/// So many words may stand between the verb and the quotation.
const GAP: usize = 14;
/// So many of them may belong to the quotation's phrase.
const PHRASE: usize = 6;

/// The content of a verb with a quotation in its complement, for the frames that take noun phrases, names, predicates or
/// quotations.
pub fn find(page: &Page, lexicon: &Lexicon, site: &Site, frames: &[Frame]) -> Option<Found> {
    let sentence = page.sentence_of(site.words[0]);
    let outer = page.words[site.words[0]].quote;
    let limit = sentence.end.min(site.after + GAP);
    let open = (site.after..limit).find(|at| opens_quote(page, *at))?;
    if (site.after..open).any(|at| {
        let token = &page.words[at];
        token.quote != outer
            || site.stops.contains(&at)
            || site.is_inserted(at)
            || matches!(token.upos, Upos::Cconj | Upos::Sconj)
            || token.upos == Upos::Punct
            || matches!(token.upos, Upos::Verb | Upos::Aux) && token.feats.verb_form != Some(VerbForm::Part)
    }) {
        return None;
    }
    // Back over the words of the quotation's own phrase.
    let mut start = open;
    while start > site.after && open - start < PHRASE {
        let token = &page.words[start - 1];
        // A phrase begins with its determiner, unless it completes another one.
        if start < open && page.words[start].upos == Upos::Det && token.upos != Upos::Adp {
            break;
        }
        let own =
            matches!(token.upos, Upos::Det | Upos::Noun | Upos::Adj | Upos::Num | Upos::Propn | Upos::Adv)
                || token.upos == Upos::Adp && start < open && belongs(page, start - 1);
        if !own || (site.dated)(start - 1) || token.upos == Upos::Adv && start == open {
            break;
        }
        start -= 1;
    }
    while start < open && page.words[start].upos == Upos::Adv {
        start += 1;
    }
    // The whole phrase, else the quotation alone (« juge pour sa part “injuste” de … »).
    let start = [start, open].into_iter().find(|start| fits(page, lexicon, site, frames, *start))?;
    let mark = page.words[open].span.start;
    let quote = page.quotes.iter().find(|quote| quote.open == Some(mark))?;
    let close = quote.close?;
    let mut end = page.first_past(close);
    if end >= sentence.end || !closes_quote(page, end) {
        return None;
    }
    end += 1;
    let reach = completed(page, site, start..end, &sentence);
    let content = if start == open && reach == end {
        quote.inner
    } else {
        let from = if start == open { quote.inner.start } else { page.words[start].span.start };
        let to = if reach == end { quote.inner.end } else { page.words[reach - 1].span.end };
        Span::new(from, to)
    };
    (!content.is_empty()).then(|| Found {
        content: vec![content],
        head: open + 1,
        frame: "fragment",
        agreed: false,
    })
}

/// Whether what begins at a token is a complement of the verb, and what stands before it only a circumstance.
fn fits(page: &Page, lexicon: &Lexicon, site: &Site, frames: &[Frame], start: usize) -> bool {
    let before = (start > site.after).then(|| start - 1);
    let preposition = before
        .filter(|at| page.words[*at].upos == Upos::Adp || contracted(page, lexicon, *at))
        .map(|at| lexicon.preposition(&page.words[at].lower).to_owned());
    let open = frames.iter().any(|frame| match (frame, &preposition) {
        (Frame::Obl(word) | Frame::As(word) | Frame::Woven(Some(word)), Some(given)) => {
            word.split_whitespace().last() == Some(given.as_str())
        }
        (
            Frame::Obj | Frame::Name | Frame::Pred | Frame::Judged | Frame::Quote | Frame::Woven(None),
            None,
        ) => true,
        _ => false,
    });
    let left = if preposition.is_some() { start - 1 } else { start };
    open && is_circumstance(page, lexicon, site, site.after..left)
}

/// « du »: a preposition and an article in one word.
fn contracted(page: &Page, lexicon: &Lexicon, at: usize) -> bool {
    lexicon.pack.syntax.contractions.contains_key(&page.words[at].lower)
}

/// Whether a preposition ties the words behind it to a noun right before it (« l’usage du “poivre” »).
fn belongs(page: &Page, at: usize) -> bool {
    at > 0 && page.words[at - 1].upos == Upos::Noun && page.words[at].head > at
}

/// Whether words between a verb and its complement only say when, where and how, or to whom.
fn is_circumstance(page: &Page, lexicon: &Lexicon, site: &Site, words: Range<usize>) -> bool {
    let mut at = words.start;
    while at < words.end {
        let token = &page.words[at];
        let light = matches!(token.upos, Upos::Adv | Upos::Part)
            || (site.dated)(at)
            || lexicon.is_inverted_pronoun(&token.lower);
        if light {
            at += 1;
        } else if token.upos == Upos::Adp {
            // The phrase of the preposition, up to the next preposition of the verb or the end.
            at += 1;
            while at < words.end && page.words[at].upos != Upos::Adp {
                at += 1;
            }
        } else {
            return false;
        }
    }
    true
}

/// One past what completes a phrase behind its quotation: words without a mark between that hang in it.
fn completed(page: &Page, site: &Site, phrase: Range<usize>, sentence: &Range<usize>) -> usize {
    let mut end = phrase.end;
    while end < sentence.end {
        let token = &page.words[end];
        let opens = match token.upos {
            Upos::Adp | Upos::Det | Upos::Adj => true,
            Upos::Verb => token.feats.verb_form == Some(VerbForm::Part),
            _ => false,
        };
        if !opens || (site.dated)(end) || site.stops.contains(&end) {
            break;
        }
        let head = if token.upos == Upos::Verb || token.head < end { end } else { token.head };
        let above = page.words[head].head;
        let inside = (phrase.start..end).contains(&above);
        // What hangs on the verb belongs to the phrase too, unless it tells when, where or to whom.
        let circumstance = site.circumstances.contains(&token.lower)
            || (site.dated)(head)
            || token.upos == Upos::Adp && (site.speaks)(head);
        let own = inside || site.words.contains(&above) && !circumstance;
        if !own || !sentence.contains(&head) {
            break;
        }
        let reach = page.subtree(head).end.min(sentence.end).max(head + 1);
        let stop = (end..reach).find(|at| {
            *at > end
                && (matches!(page.words[*at].lower.as_str(), "," | ";" | ":" | ".")
                    || site.stops.contains(at))
                && page.words[*at].quote == page.words[site.words[0]].quote
        });
        let next = stop.unwrap_or(reach);
        if next <= end {
            break;
        }
        end = next;
        if stop.is_some() {
            break;
        }
    }
    end
}
