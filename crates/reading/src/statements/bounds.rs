//! Where a content ends: at inserted clauses, participles of saying, circumstances, appositions; quotations stay whole.

use super::{
    frames::{Found, Site},
    incise::{closes_quote, opens_quote},
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

/// One past the last word of a subtree, marks aside: the parser hangs those of the whole sentence anywhere.
fn last_word(page: &Page, head: usize) -> usize {
    let whole = page.subtree(head);
    whole
        .clone()
        .rev()
        .find(|at| !page.is_punct(*at) && page.is_under(*at, head))
        .map_or(head + 1, |at| at + 1)
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
    let mut end = last_word(page, head).clamp(start.min(sentence.end), sentence.end).max(head + 1);
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
            // « en affirmant que », « avant d’affirmer »: the preposition goes with the participle.
            let light = (start..stop)
                .rev()
                .take_while(|at| matches!(page.words[*at].upos, Upos::Adp | Upos::Adv | Upos::Pron))
                .last();
            end = light.unwrap_or(stop);
        }
    }
    end = cut_circumstance(page, site, start, end);
    end = cut_apposition(page, start, end);
    end = cut_colon(page, start, end, own_quote);
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

/// A colon ends what is reported without marks when a quotation or a clause of its own follows: « craint que l’eau manque :
/// le barrage est vide ».
pub(super) fn cut_colon(page: &Page, start: usize, end: usize, cue_quote: Option<usize>) -> usize {
    let quote = page.words.get(start).and_then(|word| word.quote);
    let own = |at: &usize| page.words[*at].quote == quote;
    let Some(colon) = (start + 1..end).find(|at| page.words[*at].lower == ":" && own(at)) else { return end };
    let quoted = (colon + 1..end).find(|at| !own(at) || opens_quote(page, *at)) == Some(colon + 1);
    let clause = (colon + 1..end)
        .filter(own)
        .any(|at| page.words[at].feats.verb_form == Some(VerbForm::Fin) && page.words[at].upos != Upos::Noun);
    if quoted || (quote == cue_quote && clause) { colon } else { end }
}

/// What the author adds to a content without quotation marks: « , ce que X dément », « , une idée que X rejette », « , au
/// lendemain de l’annonce ».
pub(super) fn cut_comment(page: &Page, lexicon: &Lexicon, start: usize, end: usize, phrase: bool) -> usize {
    let syntax = &lexicon.pack.syntax;
    let relative = |at: usize| {
        at < end
            && syntax.relative_words.contains(&page.words[at].lower)
            && !syntax.relatives.contains(&page.words[at].lower)
    };
    let comment = |comma: &usize| {
        let at = *comma + 1;
        let token = &page.words[*comma];
        if token.lower != "," || token.quote.is_some() || at >= end {
            return false;
        }
        if syntax.demonstratives.contains(&page.words[at].lower) && relative(at + 1) {
            return true;
        }
        let noun = at + usize::from(page.words[at].upos == Upos::Det);
        let known = [&syntax.definite, &syntax.possessives, &syntax.demonstratives]
            .iter()
            .any(|list| list.contains(&page.words[at].lower));
        noun < end
            && !known
            && page.words[noun].upos == Upos::Noun
            && (relative(noun + 1)
                || noun + 2 < end
                    && page.words[noun + 1].upos == Upos::Adp
                    && syntax.relative_words.contains(&page.words[noun + 2].lower))
    };
    // « dénonce la loi, qui prévoit … »: behind a noun phrase the relative clause is the author's.
    // So is « , où le parti est arrivé en tête » behind anything.
    let explained = |comma: &usize| {
        let token = &page.words[*comma];
        let adds = |word: &String| {
            phrase && syntax.relatives.contains(word) || syntax.places_relative.contains(word)
        };
        token.lower == ","
            && token.quote == page.words[start].quote
            && *comma + 1 < end
            && adds(&page.words[*comma + 1].lower)
    };
    let closed = |comma: &usize| {
        let token = &page.words[*comma];
        token.lower == "," && token.quote == page.words[start].quote && lexicon.closes(page, *comma + 1)
    };
    let explains = |comma: &usize| is_explanation(page, lexicon, *comma, end);
    (start + 1..end)
        .find(|comma| explains(comma) || comment(comma) || explained(comma) || closed(comma))
        .unwrap_or(end)
}

/// « au polonium, une substance rare, dont … », « les accords, signés le 18 mars, qui … »: an apposition or a participle that a
/// relative clause goes on with.
fn is_explanation(page: &Page, lexicon: &Lexicon, comma: usize, end: usize) -> bool {
    let syntax = &lexicon.pack.syntax;
    let first = comma + 1;
    if page.words[comma].lower != "," || first >= end {
        return false;
    }
    let token = &page.words[first];
    let known = [&syntax.definite, &syntax.possessives, &syntax.demonstratives];
    let indefinite = token.upos == Upos::Det
        && syntax.articles.contains(&token.lower)
        && !known.iter().any(|list| list.contains(&token.lower));
    let participle = page.is_participle(first)
        && !page.is_present_participle(first)
        && page.auxiliaries(first).next().is_none();
    let Some(close) = (first..end).find(|at| page.words[*at].lower == ",") else { return false };
    let plain = (first..close).all(|at| {
        page.words[at].upos != Upos::Cconj
            && page.words[at].feats.verb_form != Some(VerbForm::Fin)
            && page.words[at].quote == page.words[comma].quote
    });
    (indefinite || participle)
        && plain
        && close + 1 < end
        && syntax.relative_words.contains(&page.words[close + 1].lower)
}

/// « X, qui dit que la ville manque d’eau, a fermé … »: where the cue stands in a relative clause behind a comma, the content
/// ends at the comma behind which a finite verb without a subject goes on with the clause around it. A `clause` must have
/// had its own finite verb before that.
pub(super) fn cut_at_resumption(
    page: &Page,
    lexicon: &Lexicon,
    site: &Site,
    start: usize,
    end: usize,
    clause: bool,
) -> usize {
    let syntax = &lexicon.pack.syntax;
    let verb = site.words[0];
    let light = |at: usize| {
        page.words[at].upos == Upos::Adv
            || lexicon.is_object_clitic(&page.words[at].lower)
            || syntax.negations.contains(&page.words[at].lower)
    };
    let mut relative = page.verb_group(verb).start;
    let first = page.sentence_of(verb).start;
    while relative > first && (light(relative - 1) || page.words[relative - 1].upos == Upos::Aux) {
        relative -= 1;
    }
    let set_off = relative >= first + 2
        && syntax.relatives.contains(&page.words[relative - 1].lower)
        && page.words[relative - 2].lower == ",";
    if !set_off {
        return end;
    }
    let finite = |at: usize| {
        matches!(page.words[at].upos, Upos::Verb | Upos::Aux)
            && page.words[at].feats.verb_form == Some(VerbForm::Fin)
    };
    let resumes = |comma: &usize| {
        let next = (*comma + 1..end).find(|at| !light(*at));
        let relative = (start..*comma).rposition(|at| lexicon.is_relative_word(&page.words[at].lower));
        let told = (start..*comma).position(finite);
        page.words[*comma].lower == ","
            && page.words[*comma].quote == page.words[verb].quote
            && next.is_some_and(finite)
            && (!clause || told.is_some_and(|told| relative.is_none_or(|relative| told < relative)))
    };
    (start + 1..end).find(resumes).unwrap_or(end)
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

/// « a dénoncé jeudi une agression »: a date that the parser put before the content says when it was told.
fn without_date(page: &Page, site: &Site, content: Span) -> Span {
    let words = page.words_in(content);
    let first = words.clone().find(|at| !(site.dated)(*at)).unwrap_or(words.start);
    if first == words.start {
        return content;
    }
    Span::new(page.words[first].span.start, content.end)
}

/// « said that the walls were weak and warned that rain was near »: no content holds a verb that is joined to the cue; what stands
/// before its conjunction is the content.
fn before_next_report(page: &Page, site: &Site, content: Span) -> Span {
    let words = page.words_in(content);
    let cue = site.words[0];
    let joined = words.clone().find(|at| {
        let token = &page.words[*at];
        *at > words.start
            && token.rel == Rel::Conj
            && token.head == cue
            && token.upos == Upos::Verb
            && token.quote == page.words[cue].quote
            && page.is_finite(*at)
            && page.is_finite(cue)
            && page.dependents(*at, &[Rel::Nsubj, Rel::NsubjPass]).next().is_none()
    });
    let Some(joined) = joined else { return content };
    let group = page.verb_group(joined).start;
    let conjunction = (words.start + 1..group)
        .rev()
        .take_while(|at| {
            page.is_punct(*at) || matches!(page.words[*at].upos, Upos::Cconj | Upos::Adv | Upos::Aux)
        })
        .filter(|at| page.words[*at].upos == Upos::Cconj)
        .last();
    match conjunction {
        Some(conjunction) => Span::new(content.start, page.words[conjunction - 1].span.end),
        None => content,
    }
}

/// « a dénoncé un “Scandale ! Personne ne nous a prévenus” »: no content ends inside a quotation that it opens.
fn whole_quotation(page: &Page, site: &Site, content: Span) -> Span {
    let cue = page.words[site.words[0]].span;
    let open = page.quotes.iter().find(|quote| {
        quote.close.is_some()
            && content.start < quote.outer().start
            && quote.inner.start < content.end
            && content.end < quote.inner.end
            && !quote.inner.contains(cue)
    });
    open.map_or(content, |quote| Span::new(content.start, quote.inner.end))
}

/// « a nié toute responsabilité en affirmant que … »: a preposition or an article before the next word is no end.
fn without_preposition(page: &Page, content: Span) -> Span {
    let words = page.words_in(content);
    let mut end = words.end;
    while end > words.start + 1
        && matches!(page.words[end - 1].upos, Upos::Adp | Upos::Det)
        && page
            .words
            .get(end)
            .is_some_and(|next| !page.is_punct(end) && next.sentence == page.words[end - 1].sentence)
    {
        end -= 1;
    }
    if end == words.end { content } else { page.trim(Span::new(content.start, page.words[end - 1].span.end)) }
}

pub(super) fn finish(
    page: &Page,
    site: &Site,
    content: Span,
    head: usize,
    frame: &'static str,
    agreed: bool,
) -> Option<Found> {
    let content = before_next_report(page, site, content);
    let content = page.trim(without_date(page, site, whole_quotation(page, site, content)));
    let content = without_preposition(page, content);
    let content = trim_quotes(page, content);
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
