//! What an inserted clause reports: the sentence or the quotation around it.

use super::{
    super::{
        candidate::{Candidate, Sight, Who},
        cues::Cue,
        quotations::paragraphs,
        sources::relative_end,
    },
    Incise, opens_quote, outermost,
};
use crate::{
    lexicon::Lexicon,
    page::Page,
    parse::{Upos, VerbForm},
};
use records::Span;
use std::ops::Range;

/// The statement that an inserted clause reports.
pub fn incise_statement(
    page: &Page,
    lexicon: &Lexicon,
    cue: &Cue,
    incise: &Incise,
    others: &[Incise],
) -> Option<Candidate> {
    let sentence = page.sentence_of(cue.verb);
    let mut content = around(page, incise).unwrap_or_default();
    let mut note = "inserted clause";
    if !content.is_empty() {
        note = "inserted clause in a quotation";
    } else if !incise.before.is_empty() {
        content.extend(before_content(page, lexicon, incise)?);
    }
    // « “Q1”, dit-il, “Q2” » and « S1, dit-il, S2 » go on behind the clause.
    let after = incise.words.end;
    // « S, indique une étude, a annoncé X »: a second clause of the kind says nothing of the first.
    let another = others.iter().any(|other| (after..after + 2).contains(&other.words.start));
    if after < sentence.end
        && !another
        && note == "inserted clause"
        && let Some(rest) = after_content(page, after, &sentence, cue)
        // A quotation goes on with a quotation; what else follows belongs to the clause.
        && (!is_quotation(page, &content) || is_quotation(page, &[rest]))
    {
        // « bien que, comme le rappelle X, “S” »: the conjunction opens what follows the clause.
        let conjunction = incise.before.clone().rev().find(|at| !page.is_punct(*at)).is_some_and(|at| {
            matches!(page.words[at].upos, Upos::Cconj | Upos::Sconj)
                || lexicon.is_complementiser(&page.words[at].lower)
        });
        let relative = incise.before.clone().rev().find(|at| !page.is_punct(*at)).filter(|at| {
            page.words[*at].upos == Upos::Pron && lexicon.is_relative_word(&page.words[*at].lower)
        });
        if conjunction || relative.is_some() {
            content.clear();
        }
        // « les soldats qui, dit-on, s’étaient rendus ont été tués »: what the relative clause says.
        let verb = page
            .words_in(rest)
            .find(|at| relative.is_some() && page.words[*at].feats.verb_form == Some(VerbForm::Fin));
        content.push(match relative.zip(verb) {
            Some((relative, verb)) => {
                let end = relative_end(page, relative, verb);
                page.trim(Span::new(rest.start, rest.end.min(page.words[end - 1].span.end)))
            }
            None => rest,
        });
        note = "inserted clause in the middle";
    }
    if content.is_empty() || content.iter().all(|part| part.is_empty()) {
        return None;
    }
    let quoted = content.iter().any(|part| page.quotes.iter().any(|quote| quote.inner.overlaps(*part)));
    // Only a language that drops subjects has such clauses without one.
    let who = incise.subject.map_or(Who::Dropped(incise.verb), Who::Phrase);
    let sight = Sight { frame: "incise", score: if quoted { 3.0 } else { 2.4 }, note: note.to_owned() };
    Some(Candidate { wraps: true, ..Candidate::of_verb(page, lexicon, cue, content, who, sight) })
}

/// Whether a content is what stands between a pair of marks.
fn is_quotation(page: &Page, content: &[Span]) -> bool {
    content.first().is_some_and(|part| page.quotes.iter().any(|quote| quote.inner == *part))
}

/// What a quotation says around a clause inserted in it: all of it, over its sentences and paragraphs.
fn around(page: &Page, incise: &Incise) -> Option<Vec<Span>> {
    let index = outermost(page, page.words[incise.verb].quote?);
    let quote = &page.quotes[index];
    if quote.spoken || page.words[incise.words.start].quote.is_none() {
        return None;
    }
    let clause = page.span(incise.words.clone());
    let mut parts = Vec::new();
    for part in paragraphs(page, index) {
        if !part.contains(clause) {
            parts.push(part);
            continue;
        }
        for piece in [Span::new(part.start, clause.start), Span::new(clause.end, part.end)] {
            let piece = page.trim(piece);
            if !piece.is_empty() {
                parts.push(piece);
            }
        }
    }
    Some(parts)
}

fn before_content(page: &Page, lexicon: &Lexicon, incise: &Incise) -> Option<Vec<Span>> {
    let boundary = incise.before.end;
    // A quotation that closes right before the clause and fills the sentence is the content as a whole,
    // even where the parser split it.
    let last = (incise.before.start..boundary).rev().find(|at| !page.is_punct(*at))?;
    let span = page.span(incise.before.start..last + 1);
    if let Some(quote) = page.words[last].quote {
        let index = outermost(page, quote);
        let quote = &page.quotes[index];
        if page.words[incise.verb].quote.is_none() && quote.outer().start <= span.start {
            return Some(paragraphs(page, index));
        }
        // « Le ministre assume. “…”, a-t-il répliqué »: a sentence before the quotation is another's.
        let open = page.first_from(quote.outer().start);
        let apart = open > incise.before.start
            && matches!(page.words[open - 1].lower.as_str(), "." | "!" | "?" | "…")
            && page.words[open - 1].quote.is_none();
        if page.words[incise.verb].quote.is_none() && apart {
            return Some(paragraphs(page, index));
        }
        if page.words[incise.verb].quote.is_none() && quote.close.is_some() {
            let first = behind_connective(page, lexicon, incise.before.start, boundary);
            return Some(vec![Span::new(page.words[first].span.start.max(span.start), quote.inner.end)]);
        }
    }
    let mut start = incise.before.start;
    while start < last && page.is_punct(start) {
        start += 1;
    }
    let start = behind_connective(page, lexicon, start, last);
    // « Mais » at the start of a sentence belongs to its author, but gold and readers keep it.
    Some(vec![page.span(start..last + 1)])
}

/// The first word behind « Toutefois, », « En effet, »: with a comma they are the author's.
fn behind_connective(page: &Page, lexicon: &Lexicon, start: usize, limit: usize) -> usize {
    let stop = lexicon.connective(page, start).filter(|stop| *stop < limit && page.words[*stop].lower == ",");
    stop.map_or(start, |comma| comma + 1)
}

fn after_content(page: &Page, after: usize, sentence: &Range<usize>, cue: &Cue) -> Option<Span> {
    let mut at = after;
    let mut comma = false;
    while at < sentence.end && page.is_punct(at) && !opens_quote(page, at) {
        comma |= page.words[at].lower == ",";
        if matches!(page.words[at].lower.as_str(), "." | ";" | "!" | "?" | ")") {
            return None;
        }
        at += 1;
    }
    if at >= sentence.end {
        return None;
    }
    if opens_quote(page, at) {
        // « titre X, pour qui ce renvoi “arrange” », « dit X, avant d’ajouter : “…” »: without a mark before it, or behind
        // a colon, the quotation is of what the clause goes on to say.
        let colon = (after - 1..at).any(|at| page.words[at].lower == ":");
        if at == after && !page.is_punct(after - 1) || colon {
            return None;
        }
        let open = page.words[at].span.start;
        let quote = page.quotes.iter().find(|quote| quote.open == Some(open))?;
        return Some(quote.inner);
    }
    if page.words[cue.verb].quote.is_some() || comma {
        let last = (at..sentence.end).rev().find(|word| !page.is_punct(*word))?;
        let inside = page.words[cue.verb].quote;
        let stop =
            (at..=last).take_while(|word| page.words[*word].quote == inside || inside.is_none()).last()?;
        return Some(page.span(at..stop + 1));
    }
    None
}
