//! Where a content ends: at inserted clauses, participles of saying, circumstances, appositions; quotations stay whole.

use super::{
    frames::{Found, Site},
    incise::closes_quote,
};
use crate::{
    lexicon::Lexicon,
    page::Page,
    parse::{Rel, Upos, VerbForm},
};
use records::Span;
use std::ops::Range;

pub(super) fn skip_marks(page: &Page, mut at: usize) -> usize {
    while at < page.words.len() && page.words[at].upos == Upos::Punct && page.words[at].quote.is_none() {
        at += 1;
    }
    at
}

/// One past the last word of a content whose head is known: its subtree, cut at inserted clauses, at the end of
/// the quotation that the cue stands in, and at a cue that follows; a quotation that it opens is kept whole.
pub(super) fn content_end(
    page: &Page,
    site: &Site,
    start: usize,
    head: usize,
    sentence: &Range<usize>,
) -> usize {
    let mut end = page.subtree(head).end.clamp(start.min(sentence.end), sentence.end).max(head + 1);
    let own_quote = page.words[site.words[0]].quote;
    // Quotations that the content opens are not cut.
    while end < sentence.end
        && let Some(quote) = page.words[end].quote
        && Some(quote) != own_quote
        && page.quotes[quote].inner.start < page.words[end].span.start
        && start <= end
        && page.words[end - 1].quote == Some(quote)
    {
        end += 1;
    }
    for incise in site.incises {
        if incise.words.start >= start && incise.words.start < end {
            end = incise.words.start;
        }
    }
    let own = site.words[site.words.len() - 1];
    for &stop in site.stops {
        if stop > start && stop < end && stop != own && page.words[stop].quote == own_quote {
            // « en affirmant que »: the preposition goes with the participle.
            let preposition = page.words[stop - 1].upos == Upos::Adp;
            end = if preposition { stop - 1 } else { stop };
        }
    }
    end = cut_circumstance(page, site, start, end);
    end = cut_apposition(page, start, end);
    if let Some(quote) = own_quote {
        let limit = page.quotes[quote].inner.end;
        while end > start && page.words[end - 1].span.start >= limit {
            end -= 1;
        }
    }
    // A cue of the same sentence behind the content that has this clause's verb as its own head is not content.
    while end > start && page.is_punct(end - 1) && !closes_quote(page, end - 1) {
        end -= 1;
    }
    end
}

/// An apposition behind a comma at the end of a content explains a word of it; it was not said.
pub(super) fn cut_apposition(page: &Page, start: usize, end: usize) -> usize {
    let comma = (start + 1..end)
        .rev()
        .find(|at| page.words[*at].lower == "," && page.words[*at].quote == page.words[start].quote);
    let Some(comma) = comma else { return end };
    let apposed =
        (comma + 1..end).find(|at| page.words[*at].rel == Rel::Appos && page.words[*at].head < comma);
    match apposed {
        Some(head)
            if page.dependents(head, &[Rel::Det]).next().is_some()
                && page.subtree(head).start == comma + 1 =>
        {
            comma
        }
        _ => end,
    }
}

/// A content that opens with a quotation ends with it when a circumstance of the reporting follows (« promet de
/// “défendre la paix” avant sa visite »).
pub(super) fn cut_circumstance(page: &Page, site: &Site, start: usize, end: usize) -> usize {
    let Some(quote) = (start < end).then(|| page.words[start].quote).flatten() else { return end };
    if page.words[site.words[0]].quote == Some(quote) {
        return end;
    }
    let Some(close) = page.quotes[quote].close else { return end };
    let after = (start..end).find(|at| page.words[*at].span.start > close);
    match after {
        Some(after) if site.circumstances.contains(&page.words[after].lower) => after,
        _ => end,
    }
}

/// A noun-phrase content goes on over what completes it but hangs on the verb (« annonce le boycott des instances à
/// l’exception de … »): prepositional phrases and participles that follow without a comma, unless they name the one spoken
/// to or a circumstance of the saying.
pub(super) fn with_circumstances(
    page: &Page,
    lexicon: &Lexicon,
    site: &Site,
    start: usize,
    end: usize,
    sentence: &Range<usize>,
) -> usize {
    let own_quote = page.words[site.words[0]].quote;
    let mut end = end;
    for _ in 0..4 {
        let Some(next) = page.words.get(end).filter(|_| sentence.contains(&end)) else { break };
        if next.quote != own_quote && page.words[end - 1].quote == own_quote
            || site.incises.iter().any(|incise| incise.words.start <= end && end < incise.words.end)
            || site.stops.contains(&end)
        {
            break;
        }
        let head = match next.upos {
            Upos::Adp => next.head,
            Upos::Verb if next.feats.verb_form == Some(VerbForm::Part) => end,
            _ => break,
        };
        if head < end || !sentence.contains(&head) {
            break;
        }
        let above = page.words[head].head;
        let hangs = site.words.contains(&above) || (start..end).contains(&above);
        let preposition = lexicon.preposition(&next.lower);
        let spoken_to =
            lexicon.pack.syntax.addressees.iter().any(|known| known == preposition) && (site.speaks)(head);
        let circumstance = next.upos == Upos::Adp
            && (site.circumstances.contains(&next.lower)
                && !lexicon.pack.syntax.addressees.iter().any(|word| word == preposition)
                || (site.dated)(head)
                || lexicon.pack.syntax.medium.nouns.contains(&page.words[head].lemma));
        if !hangs || spoken_to || circumstance {
            break;
        }
        end = content_end(page, site, start, head, sentence).max(end + 1);
    }
    end
}

pub(super) fn finish(
    page: &Page,
    site: &Site,
    content: Span,
    head: usize,
    frame: &'static str,
    agreed: bool,
) -> Option<Found> {
    let content = trim_quotes(page, page.trim(content));
    if content.is_empty() || content.len() < 3 {
        return None;
    }
    if site.speaker.is_some_and(|speaker| content.contains(page.words[speaker].span)) {
        return None;
    }
    Some(Found { content: vec![content], head, frame, agreed })
}

/// Takes off a pair of marks that encloses the whole content, and single ones left at its edges.
pub(super) fn trim_quotes(page: &Page, content: Span) -> Span {
    let mut span = content;
    for quote in &page.quotes {
        let outer = quote.outer();
        if outer.contains(span) && span.contains(quote.inner) && !quote.inner.is_empty() {
            span = quote.inner;
        }
    }
    for quote in &page.quotes {
        if quote.open == Some(span.start) {
            // The content opens with the quotation: its opening mark stays out.
            span.start = quote.inner.start;
        }
        if quote.close.is_some_and(|at| at + 1 == span.end) && quote.inner.start >= span.start {
            span.end = quote.inner.end;
        }
    }
    span
}
