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
use pack::SourcePhrase;
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
            if page.words.get(stop).is_some_and(|token| matches!(token.upos, Upos::Verb | Upos::Aux)) {
                continue;
            }
            let sentence = page.sentence_of(word);
            // « à ses yeux »: the phrase itself names its owner.
            if let Some(own) =
                (word..stop).find(|at| lexicon.pack.syntax.possessives.contains(&page.words[*at].lower))
            {
                let Some(content) =
                    content(page, lexicon, &(word..stop), &stretch(page, &sentence, word), word)
                else {
                    continue;
                };
                found.push(candidate(lexicon, entry, word..stop, content, Who::Possessive(own)));
                continue;
            }
            // « X, pour qui S »: whoever the relative pronoun stands for.
            if page.words.get(stop).is_some_and(|token| lexicon.pack.syntax.relatives.contains(&token.lower))
                && stop < sentence.end
                && let Some(head) = antecedent(page, word, &sentence, speaks)
            {
                let verb = (stop + 1..sentence.end)
                    .find(|at| page.words[*at].feats.verb_form == Some(VerbForm::Fin));
                let end = verb.map_or(sentence.end, |verb| relative_end(page, stop, verb));
                let Some(content) = content(page, lexicon, &(word..stop + 1), &(word..end), word) else {
                    continue;
                };
                found.push(candidate(lexicon, entry, word..stop, content, Who::Phrase(head)));
                continue;
            }
            let Some(head) = noun_phrase_head(page, stop, sentence.end) else { continue };
            let token = &page.words[head];
            if entry.not_head.iter().any(|lemma| *lemma == token.lemma || *lemma == token.lower)
                || token.upos == Upos::Num
                || lexicon.is_relative_word(&token.lower)
                || (entry.person_only && !speaks(head))
            {
                continue;
            }
            let phrase = source_phrase(page, lexicon, word, head, &sentence);
            // « toujours selon X »
            let adverb =
                (sentence.start..word).rev().take_while(|at| page.words[*at].upos == Upos::Adv).last();
            let opens = |at: &usize| *at == sentence.start || page.is_punct(*at - 1);
            let word = adverb.filter(opens).unwrap_or(word);
            let phrase = word..phrase.end;
            // « Pour X, son secrétaire général : “…” »: what stands before the colon explains who speaks.
            if let Some(quoted) = behind_apposition(page, &phrase, &sentence) {
                let said = candidate(lexicon, entry, word..stop, quoted, Who::Phrase(head));
                found.push(Candidate { score: QUOTED_BY, ..said });
                continue;
            }
            // « pour X » names a source only at the edge of its clause, set off by a comma.
            if entry.person_only && !set_off_at_start(page, &phrase, &sentence, word) {
                continue;
            }
            let Some(content) = content(page, lexicon, &phrase, &stretch(page, &sentence, word), word) else {
                continue;
            };
            found.push(candidate(lexicon, entry, word..stop, content, Who::Phrase(head)));
        }
    }
    found
}

fn candidate(
    lexicon: &Lexicon,
    entry: &SourcePhrase,
    cue: Range<usize>,
    content: Vec<Span>,
    who: Who,
) -> Candidate {
    Candidate {
        content,
        anchor: Some(cue.start),
        cue: Some(cue),
        act: entry.act,
        who,
        relays: Vec::new(),
        negated: false,
        wraps: true,
        frame: "source",
        rule: format!("{}/speech/{}", lexicon.pack.tag, entry.words.get_ref()),
        score: if entry.person_only { 1.8 } else { 2.2 },
        note: "source phrase".to_owned(),
    }
}

/// What a source phrase can be about: its sentence between the colons and semicolons around it.
fn stretch(page: &Page, sentence: &Range<usize>, word: usize) -> Range<usize> {
    let quote = page.words[word].quote;
    let bound =
        |at: &usize| matches!(page.words[*at].lower.as_str(), ":" | ";") && page.words[*at].quote == quote;
    let start = (sentence.start..word).rev().find(bound).map_or(sentence.start, |at| at + 1);
    let topic = topic_end(page, sentence, word);
    let end = (word..sentence.end)
        .find(|at| page.words[*at].lower == ";" && page.words[*at].quote == quote)
        .unwrap_or(sentence.end);
    // A colon bounds only when the phrase opens what follows it.
    let opens =
        (start..word).all(|at| page.is_punct(at) || matches!(page.words[at].upos, Upos::Adv | Upos::Cconj));
    // « Selon X, S : S2 »: behind the colon the author goes on when a clause stands there.
    let end = (word..end)
        .find(|at| page.words[*at].lower == ":" && page.words[*at].quote == quote)
        .filter(|colon| {
            opens
                && page.words.get(colon + 1).is_some_and(|next| next.quote == quote)
                && finite_in(page, word..*colon)
                && (super::incise::opens_quote(page, colon + 1) || finite_in(page, colon + 1..end))
        })
        .unwrap_or(end);
    if opens || page.words.get(start.wrapping_sub(1)).is_some_and(|token| token.lower == ";") {
        start..end
    } else {
        topic..end
    }
}

/// How sure a quotation behind a source, its apposition and a colon is: surer than what the colon alone tells.
const QUOTED_BY: f32 = 2.5;

/// So many words before a colon only name what a sentence is about (« Syrie : cent morts, selon une ONG »).
const TOPIC_WORDS: usize = 4;

/// Where a sentence begins behind the topic before its first colon, if it has one.
pub(super) fn topic_end(page: &Page, sentence: &Range<usize>, limit: usize) -> usize {
    let colon =
        (sentence.start..limit.min(sentence.start + TOPIC_WORDS + 1)).find(|at| page.words[*at].lower == ":");
    colon
        .filter(|colon| {
            (sentence.start..*colon).all(|at| {
                matches!(
                    page.words[at].upos,
                    Upos::Noun | Upos::Propn | Upos::Adj | Upos::Adp | Upos::Det | Upos::X | Upos::Num
                ) && page.words[at].quote.is_none()
            })
        })
        .map_or(sentence.start, |colon| colon + 1)
}

/// The one that a relative pronoun behind a source word stands for: the nearest that can speak before the comma.
fn antecedent(
    page: &Page,
    word: usize,
    sentence: &Range<usize>,
    speaks: &dyn Fn(usize) -> bool,
) -> Option<usize> {
    let comma = word.checked_sub(1).filter(|at| *at >= sentence.start && page.words[*at].lower == ",")?;
    (sentence.start..comma).rev().find(|at| page.words[*at].upos.is_nominal() && speaks(*at))
}

/// From the first word of the phrase to the end of the noun phrase that it names, appositions between commas included.
fn source_phrase(
    page: &Page,
    lexicon: &Lexicon,
    word: usize,
    head: usize,
    sentence: &Range<usize>,
) -> Range<usize> {
    let quote = page.words[word].quote;
    let mut end = page.noun_phrase(head).end.max(head + 1);
    // A comma inside what the tree takes for the phrase ends it when a clause follows.
    let comma = (head + 1..end).find(|at| page.words[*at].lower == "," && page.words[*at].quote == quote);
    if let Some(comma) = comma
        && (comma..sentence.end).any(|at| page.words[at].feats.verb_form == Some(VerbForm::Fin))
    {
        end = comma;
    }
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
    // « Pour X, cette élection marque … »: what opens with a determiner behind the only comma is the clause, even where the
    // tagger misses its verb.
    let leading = (sentence.start..word).all(|at| page.is_punct(at) || page.words[at].upos == Upos::Adv);
    if let Some(comma) = comma
        && leading
        && end > comma
        && page.words.get(comma + 1).is_some_and(|next| matches!(next.upos, Upos::Det | Upos::Pron))
        && (comma + 1..sentence.end).filter(|at| page.words[*at].lower == ",").count() == 0
    {
        end = comma;
    }
    // At the head of its sentence the phrase runs to the first comma that has no finite verb before it.
    if leading {
        let comma =
            (end..sentence.end).find(|at| page.words[*at].lower == "," && page.words[*at].quote == quote);
        if let Some(comma) = comma
            && !(end..comma).any(|at| {
                page.words[at].feats.verb_form == Some(VerbForm::Fin) && page.words[at].upos != Upos::Noun
            })
        {
            end = comma;
            // « Selon X, cité par Y, … »: a participle set off behind the noun belongs to it.
            let next = comma + 1;
            let set_off = next < sentence.end
                && page.words[next].feats.verb_form == Some(VerbForm::Part)
                && page.is_participle(next)
                && !page.is_present_participle(next);
            let closing = (next..sentence.end).find(|at| page.words[*at].lower == ",");
            if let Some(closing) = closing.filter(|_| set_off)
                && !(next..closing).any(|at| page.words[at].feats.verb_form == Some(VerbForm::Fin))
            {
                end = closing;
            }
        }
    }
    // « selon X, qui siège à Y, S », « selon X, cité par Y, S »: an insertion that explains the source belongs to it.
    while let Some(close) = explains(page, lexicon, head, end, sentence) {
        end = close;
    }
    word..end
}

/// The quotation behind a colon before which nothing but a source and its apposition stands.
fn behind_apposition(page: &Page, phrase: &Range<usize>, sentence: &Range<usize>) -> Option<Vec<Span>> {
    let leading =
        (sentence.start..phrase.start).all(|at| page.is_punct(at) || page.words[at].upos == Upos::Adv);
    let colon = (phrase.end..sentence.end).find(|at| page.words[*at].lower == ":")?;
    let open = super::incise::quote_opened(page, colon + 1)?;
    (leading
        && colon > phrase.end
        && page.words[phrase.end].lower == ","
        && !finite_in(page, phrase.end..colon))
    .then(|| super::quotations::with_continuations(page, open))
}

/// Where an insertion that explains a source ends: behind the comma at `comma` stands a relative word, a participle or a noun
/// without article, and another comma closes it, or the sentence ends.
fn explains(
    page: &Page,
    lexicon: &Lexicon,
    head: usize,
    comma: usize,
    sentence: &Range<usize>,
) -> Option<usize> {
    let first = comma + 1;
    if first >= sentence.end || page.words[comma].lower != "," {
        return None;
    }
    let token = &page.words[first];
    let quote = page.words[comma].quote;
    let participle = token.upos == Upos::Verb
        && token.feats.verb_form == Some(VerbForm::Part)
        && page.auxiliaries(first).next().is_none();
    let noun = token.upos == Upos::Noun
        || (token.upos == Upos::Propn && token.rel == crate::parse::Rel::Appos && page.is_under(first, head));
    let relative = lexicon.is_relative_word(&token.lower);
    // « Selon le maire, Jean Petit, le pont … »: nothing but a name between commas.
    let named = |close: usize| close > first && (first..close).all(|at| page.words[at].upos == Upos::Propn);
    let name = (first..sentence.end).find(|at| page.words[*at].lower == ",").is_some_and(named)
        && page.words[head].upos == Upos::Noun;
    let noun = noun || name || (token.upos == Upos::Adp && lexicon.is_genitive(&token.lower));
    // « Selon X, en visite à Paris, S »: a preposition with a bare noun says what the source does.
    let next = page.words.get(first + 1).filter(|_| first + 1 < sentence.end);
    let stays = token.upos == Upos::Adp
        && next.is_some_and(|next| {
            next.upos == Upos::Noun
                && next.text.chars().next().is_some_and(char::is_lowercase)
                && !lexicon.pack.dates.is_date_word(&next.lower)
        });
    let noun = noun || stays;
    if !participle && !noun && !relative || token.quote != quote {
        return None;
    }
    let close =
        (first..sentence.end).find(|at| page.words[*at].lower == "," && page.words[*at].quote == quote);
    match close {
        Some(close) if close > first && (relative || !finite_in(page, first..close)) => Some(close),
        // « S, selon X, qui …. »: nothing follows it.
        None if relative => Some(
            (first..sentence.end)
                .find(|at| matches!(page.words[*at].lower.as_str(), "." | ";" | ":"))
                .unwrap_or(sentence.end),
        ),
        _ => None,
    }
}

fn finite_in(page: &Page, words: Range<usize>) -> bool {
    words.into_iter().any(|at| page.words[at].feats.verb_form == Some(VerbForm::Fin))
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

fn content(
    page: &Page,
    lexicon: &Lexicon,
    phrase: &Range<usize>,
    sentence: &Range<usize>,
    word: usize,
) -> Option<Vec<Span>> {
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
        let end = super::bounds::cut_apposition(page, first, last + 1);
        let end = super::bounds::cut_comment(page, lexicon, first, end, false);
        let span = super::bounds::trim_quotes(page, page.trim(page.span(first..end)));
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
    // « une grève qui, selon X, touche … »: what the relative clause says.
    let relative =
        before.iter().find(|at| !page.is_punct(**at)).copied().filter(|at| {
            lexicon.is_relative_word(&page.words[*at].lower) && page.words[*at].upos == Upos::Pron
        });
    if let Some(relative) = relative
        && words_before > 1
        && let Some(verb) = after.iter().copied().find(|at| {
            page.words[*at].feats.verb_form == Some(VerbForm::Fin) || page.words[relative].head == *at
        })
    {
        let end = relative_end(page, relative, verb);
        let clause: Vec<usize> = after.into_iter().filter(|at| *at < end).collect();
        return Some(vec![span_of(&clause)?]);
    }
    // At the start of the sentence: what follows. At its end: what stands before. In the middle: both.
    let subject = before.iter().any(|at| {
        page.words[*at].rel.is_subject() && after.contains(&page.above_auxiliary(page.words[*at].head))
    });
    if words_before <= 2 && !has_verb(&before) && !subject {
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

/// One past the last word of the relative clause whose first verb stands at `verb`: before a verb that goes on with the clause
/// around it.
pub(super) fn relative_end(page: &Page, relative: usize, verb: usize) -> usize {
    let sentence = page.sentence_of(verb);
    let own = page.above_auxiliary(verb);
    let head = page.words[relative].head;
    let top = if head > relative && sentence.contains(&head) { head } else { own };
    let resumed = (own.max(verb) + 1..sentence.end).find(|at| {
        page.words[*at].feats.verb_form == Some(VerbForm::Fin)
            && page.words[*at].upos != Upos::Noun
            && page.words[*at].quote == page.words[verb].quote
            && !page.is_under(page.above_auxiliary(*at), top)
    });
    resumed.unwrap_or(sentence.end)
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
