//! « Selon X, … », « …, d’après X », « pour X, … »: phrases that name whose word a sentence is.

use super::{
    candidate::{Candidate, Who},
    incise::noun_phrase_head,
};
use crate::{
    lexicon::Lexicon,
    page::Page,
    parse::{Upos, VerbForm},
    text::BlockKind,
};
use records::Span;
use std::ops::Range;

/// Finds the statements that source phrases report. `speaks` tells whether a head names one who can speak.
pub fn find_sources(page: &Page, lexicon: &Lexicon, speaks: &dyn Fn(usize) -> bool) -> Vec<Candidate> {
    let mut found = Vec::new();
    let mut next = 0;
    for word in 0..page.words.len() {
        if word < next || page.block_of(word).kind == BlockKind::Dateline {
            continue;
        }
        if let Some((entry, stop)) = lexicon.source(page, word) {
            next = stop;
            let sentence = page.sentence_of(word);
            let Some(head) = noun_phrase_head(page, stop, sentence.end) else { continue };
            let token = &page.words[head];
            if entry.not_head.iter().any(|lemma| *lemma == token.lemma || *lemma == token.lower)
                || token.upos == Upos::Num
                || lexicon.is_relative_word(&token.lower)
                || (entry.person_only && !speaks(head))
            {
                continue;
            }
            let phrase = source_phrase(page, word, head, &sentence);
            // « pour X » names a source only at the edge of its clause, set off by a comma.
            if entry.person_only && !set_off_at_start(page, &phrase, &sentence, word) {
                continue;
            }
            let Some(content) = content(page, &phrase, &sentence, word) else { continue };
            found.push(Candidate {
                content,
                anchor: Some(word),
                cue: Some(word..stop),
                act: entry.act,
                who: Who::Phrase(head),
                relays: Vec::new(),
                negated: false,
                wraps: true,
                frame: "source",
                rule: format!("{}/speech/{}", lexicon.pack.tag, entry.words.get_ref()),
                score: if entry.person_only { 1.8 } else { 2.2 },
                note: "source phrase".to_owned(),
            });
        }
    }
    found
}

/// From the first word of the phrase to the end of the noun phrase that it names, appositions between commas included.
fn source_phrase(page: &Page, word: usize, head: usize, sentence: &Range<usize>) -> Range<usize> {
    let quote = page.words[word].quote;
    let mut end = page.noun_phrase(head).end.max(head + 1);
    // What hangs on the noun without a finite verb (« cité par », « établi par ») goes with it up to the next comma.
    while end < sentence.end && page.words[end].quote == quote {
        let token = &page.words[end];
        if token.upos == Upos::Punct && !(token.lower == "(" || token.lower == ")") {
            break;
        }
        if page.is_under(end, head)
            || matches!(token.upos, Upos::Adp | Upos::Propn | Upos::Adj | Upos::X)
            || token.lower == ")"
            || token.lower == "("
        {
            end += 1;
        } else {
            break;
        }
    }
    // At the head of its sentence the phrase runs to the first comma that has no finite verb before it.
    let leading = (sentence.start..word).all(|at| page.is_punct(at) || page.words[at].upos == Upos::Adv);
    if leading {
        let comma =
            (end..sentence.end).find(|at| page.words[*at].lower == "," && page.words[*at].quote == quote);
        if let Some(comma) = comma
            && !(end..comma).any(|at| {
                page.words[at].feats.verb_form == Some(VerbForm::Fin) && page.words[at].upos != Upos::Noun
            })
        {
            end = comma;
        }
    }
    word..end
}

fn set_off_at_start(page: &Page, phrase: &Range<usize>, sentence: &Range<usize>, word: usize) -> bool {
    let quote = page.words[word].quote;
    let clause_start =
        (sentence.start..word).rev().take_while(|at| page.words[*at].quote == quote).last().unwrap_or(word);
    let leading = (clause_start..word).filter(|at| !page.is_punct(*at)).count();
    let colon = word > sentence.start && matches!(page.words[word - 1].lower.as_str(), ":" | ",");
    let comma = page.words.get(phrase.end).is_some_and(|token| token.lower == ",");
    let ends = phrase.end >= sentence.end || page.words[phrase.end].lower == ".";
    (comma && (leading == 0 || colon || leading <= 2)) || (ends && colon && leading > 4)
}

fn content(page: &Page, phrase: &Range<usize>, sentence: &Range<usize>, word: usize) -> Option<Vec<Span>> {
    let quote = page.words[word].quote;
    let inside = |at: &usize| page.words[*at].quote == quote || quote.is_none();
    let before: Vec<usize> = (sentence.start..word).rev().take_while(inside).collect();
    let after_start = phrase.end;
    let after: Vec<usize> = (after_start..sentence.end).take_while(inside).collect();
    let words_before = before.iter().filter(|at| !page.is_punct(**at)).count();
    let words_after = after.iter().filter(|at| !page.is_punct(**at)).count();
    let span_of = |words: &[usize]| {
        let first = *words.iter().min()?;
        let last = *words.iter().max()?;
        let span = super::bounds::trim_quotes(page, page.trim(page.span(first..last + 1)));
        (span.len() >= 3).then_some(span)
    };
    let has_verb =
        |words: &[usize]| words.iter().any(|at| page.words[*at].feats.verb_form == Some(VerbForm::Fin));
    // « car, selon X, S », « que, selon X, S »: the clause that the conjunction opens.
    let conjunction = before
        .iter()
        .find(|at| !page.is_punct(**at))
        .is_some_and(|at| matches!(page.words[*at].upos, Upos::Cconj | Upos::Sconj));
    if conjunction && has_verb(&after) {
        return Some(vec![span_of(&after)?]);
    }
    // At the start of the sentence: what follows. At its end: what stands before. In the middle: both.
    if words_before <= 2 && !has_verb(&before) {
        return Some(vec![span_of(&after)?]);
    }
    let comma_after = page.words.get(phrase.end).is_some_and(|token| token.lower == ",");
    let comma_before = word > sentence.start && page.words[word - 1].lower == ",";
    if words_after == 0 || !has_verb(&after) && !comma_after {
        return Some(vec![clause_before(page, &before).and_then(|words| span_of(&words))?]);
    }
    if comma_before && comma_after && !has_verb(&before) {
        return Some(vec![span_of(&before), span_of(&after)].into_iter().flatten().collect());
    }
    if comma_before && comma_after {
        // « S1, selon X, S2 »: the clause before, and what goes on behind it.
        return Some(vec![span_of(&before), span_of(&after)].into_iter().flatten().collect());
    }
    if !comma_before && comma_after && has_verb(&after) && words_before < 8 {
        return Some(vec![span_of(&after)?]);
    }
    Some(vec![clause_before(page, &before).and_then(|words| span_of(&words))?])
}

/// The clause that a phrase at its end belongs to: the whole of the sentence before it, back to a semicolon.
fn clause_before(page: &Page, before: &[usize]) -> Option<Vec<usize>> {
    let words: Vec<usize> =
        before.iter().copied().take_while(|at| !matches!(page.words[*at].lower.as_str(), ";")).collect();
    (!words.is_empty()).then_some(words)
}

/// Source phrases set off behind a comma or a quotation (« “…”, selon X »): what stands before them ends there.
pub fn detached(page: &Page, lexicon: &Lexicon) -> Vec<usize> {
    (1..page.words.len())
        .filter(|word| {
            let before = *word - 1;
            (page.words[before].lower == "," || super::incise::closes_quote(page, before))
                && page.words[before].sentence == page.words[*word].sentence
                && lexicon.source(page, *word).is_some_and(|(entry, _)| !entry.person_only)
        })
        .collect()
}
