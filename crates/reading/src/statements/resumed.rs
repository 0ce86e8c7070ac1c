//! « “We lost,” she said. “It was hard.” »: a quotation that goes on, as a sentence of its own, behind the clause that reports it.

use super::{candidate::Candidate, quotations::with_continuations};
use crate::page::Page;
use records::Span;

/// Gives the quotations that follow an inserted clause in its paragraph to what that clause reports, where nothing else reports
/// them as a whole; those are no quotations without a report any more.
pub fn join(page: &Page, candidates: &mut [Candidate], bare: Vec<Candidate>) -> Vec<Candidate> {
    let reported = |candidates: &[Candidate], quote: Span| {
        candidates.iter().any(|other| {
            other.cue.is_some()
                && (other.content.iter().any(|part| part.contains(quote))
                    || other.wraps && other.content.iter().any(|part| part.overlaps(quote)))
        })
    };
    let mut joined: Vec<Span> = Vec::new();
    for at in 0..candidates.len() {
        if candidates[at].frame != "incise" {
            continue;
        }
        while let Some(next) = next_quotation(page, &candidates[at]) {
            let content = with_continuations(page, next);
            if content.iter().any(|part| reported(candidates, *part)) {
                break;
            }
            joined.extend(&content);
            candidates[at].content.extend(content);
        }
    }
    bare.into_iter()
        .filter(|candidate| {
            !candidate.content.iter().any(|part| joined.iter().any(|own| own.contains(*part)))
        })
        .collect()
}

/// The quotation that stands behind a report in quotation marks with nothing but the end of a sentence between.
fn next_quotation(page: &Page, report: &Candidate) -> Option<usize> {
    let anchor = report.anchor?;
    let quoted =
        report.content.iter().all(|part| page.quotes.iter().any(|quote| quote.inner.contains(*part)));
    if !quoted || report.content.is_empty() {
        return None;
    }
    // The clause itself ends the sentence that its verb stands in; what it said last may stand behind it.
    let last = report.extent().end.max(page.words[anchor].span.end);
    let end = page.sentence_of(anchor).end.max(page.first_from(last));
    page.quotes.iter().position(|quote| {
        let first = page.first_from(quote.inner.start);
        quote.depth == 0
            && !quote.spoken
            && quote.inner.start > last
            && first < page.words.len()
            && first >= end
            && page.words[first].block == page.words[anchor].block
            && (end..first).all(|at| page.is_punct(at))
    })
}
