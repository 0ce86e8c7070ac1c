//! Cues that stand inside or after what they report: « …, a annoncé le ministre, … », « “…”, dit-il ».
//!
//! The parser attaches these clauses in every way there is, so they are read along the line: a boundary, a verb
//! group without subject before it, a subject after it, another boundary.

mod before;
mod content;
mod dropped;
mod plain;

pub use content::incise_statement;

use self::before::{goes_on, in_title, is_aside, is_headline, is_saying, sets_the_scene, stands_apart};
use super::{cues::Cue, sources::topic_end};
use crate::{
    lexicon::Lexicon,
    page::Page,
    parse::{Feats, Number, Rel, Upos, VerbForm},
    text::BlockKind,
};
use pack::Frame;
use std::{collections::HashMap, ops::Range};

/// An inserted reporting clause.
#[derive(Debug, Clone)]
pub struct Incise {
    /// The reporting verb.
    pub verb: usize,
    /// Head of the subject, a pronoun or a noun phrase.
    pub subject: Option<usize>,
    /// All its words, without the boundaries.
    pub words: Range<usize>,
    /// The sentence's words before it, from where its content starts.
    pub before: Range<usize>,
}

/// Finds the inserted reporting clauses of a document.
pub fn find_incises(page: &Page, lexicon: &Lexicon, cues: &HashMap<usize, Cue>) -> Vec<Incise> {
    let mut verbs: Vec<usize> = cues.keys().copied().collect();
    verbs.sort_unstable();
    let mut found: Vec<Incise> = Vec::new();
    for verb in verbs {
        let cue = &cues[&verb];
        if cue.entry.frames.contains(&Frame::Quote)
            && let Some(incise) = incise_at(page, lexicon, cue)
                .or_else(|| plain::incise_at(page, lexicon, cue))
                .or_else(|| dropped::incise_at(page, lexicon, cue))
            && found.last().is_none_or(|last| last.words.end <= incise.words.start)
        {
            found.push(incise);
        }
    }
    found
}

fn incise_at(page: &Page, lexicon: &Lexicon, cue: &Cue) -> Option<Incise> {
    let sentence = page.sentence_of(cue.verb);
    if page.block_of(cue.verb).kind == BlockKind::Dateline {
        return None;
    }
    // « “…” évoquant des refus »: a participle has no subject behind it.
    if page.is_present_participle(cue.verb) {
        return None;
    }
    let finite = |feats: &Feats| feats.verb_form == Some(VerbForm::Fin);
    // Backwards over auxiliaries, clitics and adverbs to the boundary.
    let mut start = cue.verb;
    let mut has_finite =
        finite(&page.words[cue.verb].feats) && matches!(page.words[cue.verb].upos, Upos::Verb | Upos::Aux);
    let mut inverted_pronoun = None;
    while start > sentence.start {
        let token = &page.words[start - 1];
        let clitic = lexicon.is_inverted_pronoun(&token.lower);
        let light = match token.upos {
            Upos::Aux => true,
            Upos::Adv => cue.verb - start < 4,
            Upos::Pron => {
                clitic
                    || lexicon.is_object_clitic(&token.lower)
                    || lexicon.pack.syntax.euphonics.contains(&token.lower)
            }
            // « …, veut croire le candidat »: the verb that an infinitive completes goes with it.
            Upos::Verb => {
                start == cue.verb
                    && finite(&token.feats)
                    && page.words[cue.verb].feats.verb_form == Some(VerbForm::Inf)
                    && page.words[cue.verb].head == start - 1
            }
            _ => clitic || lexicon.pack.syntax.euphonics.contains(&token.lower),
        };
        if !light || page.words[start - 1].quote != page.words[cue.verb].quote {
            break;
        }
        if clitic {
            inverted_pronoun = Some(start - 1);
        }
        has_finite |= finite(&token.feats) || token.upos == Upos::Aux;
        start -= 1;
    }
    let compared =
        start > sentence.start && lexicon.pack.syntax.comparisons.contains(&page.words[start - 1].lower);
    let boundary = if compared { start - 1 } else { start };
    // « comme l’a rappelé X »: the pronoun stands for what the clause around says.
    let points = compared
        && (start..cue.verb).any(|at| {
            lexicon.is_object_clitic(&page.words[at].lower)
                && lexicon.pack.syntax.definite.contains(&page.words[at].lower)
        });
    let opens = points && boundary == sentence.start;
    if !opens && !is_boundary_before(page, boundary, &sentence, cue.verb) {
        return None;
    }
    // Behind a quotation the frame is surer than the tagger.
    let quoted =
        boundary > sentence.start && (boundary - 2.min(boundary)..boundary).any(|at| closes_quote(page, at));
    // « “…”, dit la ministre »: the tagger takes a form that is both for the participle.
    let inverted = page.words.get(cue.verb + 1).is_some_and(|next| lexicon.is_inverted_pronoun(&next.lower));
    has_finite |=
        (quoted || inverted) && start == cue.verb && lexicon.could_be_finite(&page.words[cue.verb].lower);
    if !has_finite {
        return None;
    }
    // Forwards: the rest of the phrase, an inverted pronoun, adverbs, then the subject.
    let mut at = cue.words.last().map_or(cue.verb, |last| *last) + 1;
    let mut subject = inverted_pronoun;
    let mut adverbs = 0;
    while subject.is_none() && at < sentence.end {
        let token = &page.words[at];
        if lexicon.is_inverted_pronoun(&token.lower) {
            subject = Some(at);
            inverted_pronoun = Some(at);
            break;
        }
        match token.upos {
            Upos::Adv if adverbs < 3 => adverbs += 1,
            Upos::Punct if token.lower == "-" => {}
            _ if lexicon.pack.syntax.euphonics.contains(&token.lower) => {}
            // « a fait savoir lundi soir à la télévision un conseiller ».
            _ if token.upos != Upos::Num && lexicon.pack.dates.is_date_word(&token.lower) => {
                at = at_after_date(page, at, sentence.end, lexicon);
                continue;
            }
            _ if begins_noun_phrase(page, at, lexicon) => {
                let head = noun_phrase_head(page, at, sentence.end);
                // A weekday that follows the verb is no subject: « a insisté jeudi à Vienne le délégué ».
                if let Some(head) = head.filter(|head| is_date_word(page, *head, lexicon)) {
                    at = at_after_date(page, head, sentence.end, lexicon);
                    continue;
                }
                subject = head;
                break;
            }
            // A time or place may come first: « a déclaré mardi le ministre », « a dit à l’AFP un témoin ».
            Upos::Adp => {
                let skipped = skip_phrase(page, at, sentence.end);
                let next = skipped?;
                let phrase = next < sentence.end && begins_noun_phrase(page, next, lexicon);
                if next >= sentence.end || !phrase && !quoted {
                    return None;
                }
                at = next;
                continue;
            }
            // « a promis devant ses partisans réunis à Lille la cheffe du parti ».
            Upos::Verb if quoted && token.feats.verb_form == Some(VerbForm::Part) => {}
            _ => return None,
        }
        at += 1;
    }
    let subject = subject?;
    if !quoted && !agrees(page, start..cue.verb + 1, subject) {
        return None;
    }
    // « Le maire, “très préoccupé”, a demandé une enquête »: the quotation is an aside to the subject before it.
    if quoted
        && inverted_pronoun.is_none()
        && page.words[subject].rel == Rel::Obj
        && is_aside(page, boundary, &sentence)
    {
        return None;
    }
    let end = incise_end(page, lexicon, subject, cue, &sentence);
    let before = content_start(page, boundary, &sentence)..boundary;
    // A subject before the verb, across an apposition, means that this is no inserted clause.
    let predicate = |at: usize| page.dependents(at, &[Rel::Cop]).next().is_some() || page.is_finite(at);
    if inverted_pronoun.is_none()
        && page
            .dependents(cue.verb, &[Rel::Nsubj, Rel::NsubjPass])
            .any(|own| own < boundary && sentence.contains(&own) && !predicate(own))
        && !stands_apart(page, lexicon, &before, end)
        && !is_headline(page, &before)
        && !goes_on(page, lexicon, &before, end)
    {
        return None;
    }
    // « Contrairement à tous les discours, appuie-t-il, le français … »: a pronoun behind the verb is proof enough.
    let before = if opens { boundary..boundary } else { before };
    if inverted_pronoun.is_none()
        && !points
        && !is_saying(page, lexicon, &before, cue.verb)
        && !is_headline(page, &before)
        && !in_title(page, &before)
        && !goes_on(page, lexicon, &before, end)
        && !stands_apart(page, lexicon, &before, end)
        && !sets_the_scene(page, lexicon, &before, end)
    {
        return None;
    }
    Some(Incise { verb: cue.verb, subject: Some(subject), words: boundary..end, before })
}

/// Whether the finite word of a verb group and a subject behind it have one number, as far as the tagger tells.
fn agrees(page: &Page, group: Range<usize>, subject: usize) -> bool {
    let verb = group
        .filter(|at| page.words[*at].feats.verb_form == Some(VerbForm::Fin))
        .find_map(|at| page.words[at].feats.number);
    let several = page.dependents(subject, &[Rel::Conj]).next().is_some();
    let number = page.words[subject].feats.number;
    match (verb, number) {
        (Some(Number::Plur), Some(Number::Sing)) => several || page.words[subject].upos != Upos::Noun,
        (Some(Number::Sing), Some(Number::Plur)) => false,
        _ => true,
    }
}

fn is_date_word(page: &Page, word: usize, lexicon: &Lexicon) -> bool {
    let lower = &page.words[word].lower;
    lexicon.pack.dates.is_date_word(lower) || page.words[word].upos == Upos::Num
}

fn at_after_date(page: &Page, head: usize, end: usize, lexicon: &Lexicon) -> usize {
    let mut at = head + 1;
    while at < end && (is_date_word(page, at, lexicon) || page.words[at].upos == Upos::Num) {
        at += 1;
    }
    // « mardi matin »: a bare noun in small letters right behind is a part of the day.
    let small = |at: usize| page.words[at].text.chars().next().is_some_and(char::is_lowercase);
    if at < end && at == head + 1 && page.words[at].upos == Upos::Noun && small(at) {
        at += 1;
    }
    at
}

fn begins_noun_phrase(page: &Page, at: usize, lexicon: &Lexicon) -> bool {
    let token = &page.words[at];
    match token.upos {
        Upos::Det | Upos::Noun | Upos::Propn | Upos::X | Upos::Num => true,
        Upos::Pron => {
            !lexicon.is_relative_word(&token.lower)
                && (!lexicon.is_object_clitic(&token.lower)
                    || lexicon.pack.syntax.articles.contains(&token.lower))
        }
        Upos::Adj => true,
        _ => token.text.chars().next().is_some_and(char::is_uppercase) && token.upos != Upos::Punct,
    }
}

/// The head of the noun phrase that starts at a token: the first noun of it that hangs outside it.
pub fn noun_phrase_head(page: &Page, at: usize, end: usize) -> Option<usize> {
    let mut best = None;
    for next in at..end.min(at + 8) {
        let token = &page.words[next];
        match token.upos {
            Upos::Noun | Upos::Propn | Upos::X | Upos::Pron => {
                // « the peace plan », « Argentina's navy »: what is written before a noun as a part or an owner of it is not the head.
                let whole = |at: usize| {
                    let above = page.words[at].head;
                    matches!(page.words[at].rel, Rel::Flat | Rel::NmodPoss) && at < above && above < end
                };
                let mut head = next;
                while whole(head) {
                    head = page.words[head].head;
                }
                best = Some(head);
                break;
            }
            Upos::Det | Upos::Adj | Upos::Num | Upos::Adv => {
                best = best.or((token.upos != Upos::Det && token.upos != Upos::Adv).then_some(next));
            }
            Upos::Punct if next > at && token.lower != "'" => break,
            _ => {}
        }
    }
    best
}

fn skip_phrase(page: &Page, at: usize, end: usize) -> Option<usize> {
    let head = noun_phrase_head(page, at + 1, end)?;
    let phrase = page.noun_phrase(head);
    let end = phrase.end.max(head + 1);
    // Another name right behind it is somebody else (« a dit à l’AFP Jean Martin »).
    let other = (head + 1..end).find(|at| {
        page.words[*at].entity.is_some_and(|entity| entity.begins)
            && !matches!(page.words[at - 1].upos, Upos::Adp | Upos::Det | Upos::Punct)
    });
    // So is what a determiner opens right behind a noun (« à la télévision publique un conseiller »).
    let opened = (head + 1..end).find(|at| {
        let before = page.words[at - 1].upos;
        page.words[*at].upos == Upos::Det && (before.is_nominal() || before == Upos::Adj)
    });
    Some(other.into_iter().chain(opened).min().unwrap_or(end))
}

fn is_boundary_before(page: &Page, at: usize, sentence: &Range<usize>, verb: usize) -> bool {
    let quote = page.words[verb].quote;
    if at == sentence.start {
        // A sentence that opens with its verb and follows a quotation: « … ». Dit-il.
        let mark = at > 0 && page.words[at - 1].block == page.words[at].block;
        let asked = |at: usize| matches!(page.words[at].lower.as_str(), "?" | "!" | "…");
        // « Les grévistes ont-ils gagné ? demande le journal. »
        let small = page.words[at].text.chars().next().is_some_and(char::is_lowercase);
        return mark && (closes_quote(page, at - 1) || small && asked(at - 1));
    }
    let before = &page.words[at - 1];
    if before.quote != quote && !closes_quote(page, at - 1) {
        return false;
    }
    matches!(before.lower.as_str(), "," | "-" | "–" | "—" | ")" | "!" | "?" | "…" | "...")
        && before.upos == Upos::Punct
        || closes_quote(page, at - 1)
}

/// Whether a token is the closing mark of a quotation.
pub fn closes_quote(page: &Page, word: usize) -> bool {
    let Some(token) = page.words.get(word) else { return false };
    let span = token.span;
    page.quotes.iter().any(|quote| quote.close.is_some_and(|at| span.start <= at && at < span.end))
}

/// Whether a token is the opening mark of a quotation.
pub fn opens_quote(page: &Page, word: usize) -> bool {
    quote_opened(page, word).is_some()
}

/// The quotation whose opening mark a token is.
pub fn quote_opened(page: &Page, word: usize) -> Option<usize> {
    let span = page.words.get(word)?.span;
    page.quotes.iter().position(|quote| quote.open.is_some_and(|at| span.start <= at && at < span.end))
}

/// Where an inserted clause ends: at the end of its sentence, before an opening mark of quotation, or at a comma
/// behind which the sentence goes on with a finite verb.
fn incise_end(page: &Page, lexicon: &Lexicon, subject: usize, cue: &Cue, sentence: &Range<usize>) -> usize {
    let quote = page.words[cue.verb].quote;
    let first = subject.max(cue.group.end - 1) + 1;
    let mut at = first;
    while at < sentence.end {
        let token = &page.words[at];
        if token.quote != quote || (opens_quote(page, at) && quote.is_none()) {
            // A name in quotation marks inside the clause (« le collectif “X” ») ends it too: nothing is lost.
            return at;
        }
        if token.upos == Upos::Punct {
            match token.lower.as_str() {
                "." | ";" | ":" | "!" | "?" | "…" => return at,
                ")" | "–" | "—" if at > subject + 1 => return at,
                // « a-t-il prévenu, »: behind a pronoun nothing else belongs to the clause.
                "," if at == first && lexicon.is_inverted_pronoun(&page.words[subject].lower) => return at,
                "," if resumes(page, lexicon, at + 1, sentence.end) => return at,
                _ => {}
            }
        }
        at += 1;
    }
    sentence.end
}

/// Whether what follows a comma is the interrupted sentence going on rather than an apposition or a circumstance
/// of the inserted clause.
fn resumes(page: &Page, lexicon: &Lexicon, at: usize, end: usize) -> bool {
    if at >= end {
        return true;
    }
    if opens_quote(page, at) {
        return true;
    }
    let token = &page.words[at];
    match token.upos {
        Upos::Cconj | Upos::Sconj => true,
        // « …, affirme son entourage, n’a jamais reçu … »
        _ if lexicon.pack.syntax.negations.contains(&token.lower) => true,
        Upos::Pron => !lexicon.is_relative_word(&token.lower),
        Upos::Verb if matches!(token.feats.verb_form, Some(VerbForm::Fin | VerbForm::Inf)) => true,
        Upos::Aux => true,
        Upos::Det | Upos::Propn | Upos::Noun => {
            // An apposition runs to the next comma without a finite verb.
            (at..end)
                .take_while(|next| {
                    !(page.words[*next].upos == Upos::Punct
                        && matches!(page.words[*next].lower.as_str(), "," | "." | ";" | ":"))
                })
                .any(|next| {
                    page.words[next].feats.verb_form == Some(VerbForm::Fin)
                        && !follows_relative(page, lexicon, at, next)
                })
        }
        _ => false,
    }
}

fn follows_relative(page: &Page, lexicon: &Lexicon, from: usize, verb: usize) -> bool {
    (from..verb).any(|at| lexicon.is_relative_word(&page.words[at].lower))
}

/// Where the content before an inserted clause starts: at the start of the sentence, or behind a colon that
/// introduces a quotation.
fn content_start(page: &Page, boundary: usize, sentence: &Range<usize>) -> usize {
    // A sentence that begins with its verb reports the one before it.
    let start = if boundary == sentence.start && boundary > 0 {
        page.sentence_of(boundary - 1).start
    } else {
        sentence.start
    };
    // What stands before a semicolon is a sentence of its own.
    let quote = page.words[boundary.saturating_sub(1).max(start)].quote;
    let start = (start..boundary)
        .rev()
        .find(|at| page.words[*at].lower == ";" && page.words[*at].quote == quote)
        .map_or(start, |at| at + 1);
    let start = if start == sentence.start { topic_end(page, sentence, boundary) } else { start };
    // « X se veut rassurant : les hôpitaux tiendront, a-t-il assuré »: of two clauses the second.
    let finite = |at: usize| {
        matches!(page.words[at].upos, Upos::Verb | Upos::Aux)
            && page.words[at].feats.verb_form == Some(VerbForm::Fin)
    };
    let colon =
        (start..boundary).rev().find(|at| page.words[*at].lower == ":" && page.words[*at].quote == quote);
    if let Some(colon) = colon
        && quote.is_none()
        && (start..colon).any(finite)
        && (colon + 1..boundary).any(finite)
    {
        return colon + 1;
    }
    let quote_at_boundary = (start..boundary).rev().find_map(|at| page.words[at].quote);
    if let Some(quote) = quote_at_boundary {
        let quote = outermost(page, quote);
        let open = page.quotes[quote].outer().start;
        let first = page.first_past(open);
        if first > start && page.words[first - 1].lower == ":" {
            return first;
        }
    }
    start
}

/// The outermost quotation around a quotation.
pub fn outermost(page: &Page, quote: usize) -> usize {
    let inner = page.quotes[quote].inner;
    page.quotes
        .iter()
        .enumerate()
        .filter(|(_, other)| other.inner.contains(inner))
        .min_by_key(|(_, other)| (other.depth, other.inner.start))
        .map_or(quote, |(index, _)| index)
}
