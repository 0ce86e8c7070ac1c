//! Cues that stand inside or after what they report: « …, a annoncé le ministre, … », « “…”, dit-il ».
//!
//! The parser attaches these clauses in every way there is, so they are read along the line: a boundary, a verb
//! group without subject before it, a subject after it, another boundary.

mod plain;

use super::{
    candidate::{Candidate, Sight, Who},
    cues::Cue,
    quotations::paragraphs,
    sources::{relative_end, topic_end},
};
use crate::{
    lexicon::Lexicon,
    page::Page,
    parse::{Feats, Number, Rel, Upos, VerbForm},
    text::BlockKind,
};
use pack::Frame;
use records::Span;
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
            && let Some(incise) =
                incise_at(page, lexicon, cue).or_else(|| plain::incise_at(page, lexicon, cue))
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

/// Whether a quotation between commas stands right before a token, a noun phrase that opens the sentence before it.
fn is_aside(page: &Page, boundary: usize, sentence: &Range<usize>) -> bool {
    let closing = (sentence.start..boundary).rev().take(2).find(|at| closes_quote(page, *at));
    let open = closing.and_then(|close| {
        page.quotes
            .iter()
            .find(|quote| quote.close == Some(page.words[close].span.start))
            .and_then(|quote| quote.open)
    });
    let Some(first) = open.map(|open| page.first_from(open)) else { return false };
    first > sentence.start + 1
        && page.words[first - 1].lower == ","
        && page.words[first - 2].upos.is_nominal()
        && !(sentence.start..first).any(|at| page.words[at].feats.verb_form == Some(VerbForm::Fin))
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

/// Whether what stands before an inserted clause can be what it reports: a quotation, or a clause with a finite verb
/// of its own. A noun phrase with its apposition is the subject of what follows.
fn is_saying(page: &Page, lexicon: &Lexicon, before: &Range<usize>, verb: usize) -> bool {
    let Some(last) = before.clone().rev().find(|at| !page.is_punct(*at)) else { return true };
    if page.words[last].quote.is_some() && page.words[last].quote != page.words[verb].quote {
        return true;
    }
    // « Pas de rachat, assure Oslo »: what opens with a negation needs no verb.
    let denies = |at: usize| lexicon.pack.syntax.negations.contains(&page.words[at].lower);
    if before.clone().find(|at| !page.is_punct(*at)).is_some_and(denies) {
        return true;
    }
    before.clone().any(|at| {
        matches!(page.words[at].upos, Upos::Verb | Upos::Aux)
            && page.words[at].feats.verb_form == Some(VerbForm::Fin)
            && !in_relative(page, at, before)
            && !behind_relative_word(page, lexicon, at, before)
    })
}

/// « X, dont l’organisation revendique mille adhérents, accuse … »: the first finite verb behind a comma and a relative word,
/// whatever the tree says.
fn behind_relative_word(page: &Page, lexicon: &Lexicon, verb: usize, stretch: &Range<usize>) -> bool {
    let finite = |at: &usize| {
        matches!(page.words[*at].upos, Upos::Verb | Upos::Aux)
            && page.words[*at].feats.verb_form == Some(VerbForm::Fin)
    };
    let open = (stretch.start + 1..verb)
        .rev()
        .take_while(|at| !finite(at))
        .find(|at| page.words[*at - 1].lower == "," && lexicon.is_relative_word(&page.words[*at].lower));
    open.is_some_and(|open| !(stretch.start..open).any(|at| finite(&at)))
}

/// « L’Iran prêt à négocier, affirme son président »: no comma parts a subject from its verb, so that a phrase with something
/// said of it and no other comma is what the verb reports.
fn is_headline(page: &Page, before: &Range<usize>) -> bool {
    let words = before.start..before.end.saturating_sub(1);
    let noun = words.clone().find(|at| page.words[*at].upos.is_nominal());
    words.len() >= 3
        && !words.clone().any(|at| page.is_punct(at))
        && page.words[words.start].upos != Upos::Adp
        && noun.is_some_and(|noun| {
            words.clone().any(|at| {
                at > noun
                    && (page.words[at].upos == Upos::Adj
                        && page.dependents(at, &[Rel::Xcomp, Rel::OblArg, Rel::Advcl]).next().is_some()
                        || page.is_participle(at) && !page.is_present_participle(at))
            })
        })
}

/// « Le vaccin est sûr, a répété l’agence. », « Le pays compte mille réfugiés, estime l’ONU. »: one comma alone never parts a subject
/// from its verb, so that what stands before it is a clause, whatever the tagger makes of it.
fn stands_apart(page: &Page, lexicon: &Lexicon, before: &Range<usize>, end: usize) -> bool {
    let clause = before.start..before.end.saturating_sub(1);
    let sentence = page.sentence_of(before.start);
    let ends = end >= sentence.end || matches!(page.words[end].lower.as_str(), "." | "!" | "?" | "…");
    let comma = clause.end < sentence.end && page.words[clause.end].lower == ",";
    ends && comma
        && clause.len() >= LEAST_CLAUSE
        && page.words[clause.start].upos != Upos::Adp
        && page.words[clause.start].upos != Upos::Sconj
        && !clause.clone().any(|at| {
            matches!(page.words[at].lower.as_str(), "," | "–" | "—" | "(" | ":")
                || lexicon.is_relative_word(&page.words[at].lower)
        })
}

/// « Mardi, a indiqué la police, trois hommes ont été arrêtés »: behind nothing but a circumstance a verb has its subject behind it,
/// and the clause goes on.
fn sets_the_scene(page: &Page, lexicon: &Lexicon, before: &Range<usize>, end: usize) -> bool {
    let scene = before.start..before.end.saturating_sub(1);
    let sentence = page.sentence_of(before.start);
    let bare = |at: usize| {
        page.words[at].upos.is_nominal()
            && page.case_word(at).is_none()
            && !lexicon.pack.dates.is_date_word(&page.words[at].lower)
            && !matches!(page.words[at].rel, Rel::Flat | Rel::Fixed | Rel::Nummod)
    };
    let clause = (end..sentence.end)
        .any(|at| page.words[at].feats.verb_form == Some(VerbForm::Fin) && page.words[at].upos != Upos::Noun);
    !scene.is_empty()
        && scene.clone().all(|at| page.words[at].lower != "," && !bare(at))
        && page.words.get(end).is_some_and(|token| end < sentence.end && token.lower == ",")
        && clause
}

/// So many words at least make a clause whose verb may have been missed.
const LEAST_CLAUSE: usize = 4;

/// « Les écoles, a indiqué le ministre, rouvriront »: a noun phrase before the clause is the subject of the finite verb right
/// behind it.
fn goes_on(page: &Page, lexicon: &Lexicon, before: &Range<usize>, end: usize) -> bool {
    let sentence = page.sentence_of(before.start);
    let mut at = end;
    while at < sentence.end && page.is_punct(at) && matches!(page.words[at].lower.as_str(), "," | "–" | "—")
    {
        at += 1;
    }
    if at == end || at >= sentence.end {
        return false;
    }
    let at = if opens_quote(page, at) { at + 1 } else { at };
    let light = |at: &usize| {
        lexicon.is_object_clitic(&page.words[*at].lower)
            || lexicon.pack.syntax.negations.contains(&page.words[*at].lower)
            || page.words[*at].upos == Upos::Adv
    };
    let verb = (at..sentence.end).find(|at| !light(at));
    let phrase = before.start..before.end.saturating_sub(1);
    !phrase.is_empty()
        && !phrase.clone().any(|at| page.words[at].lower == ",")
        && phrase.clone().any(|at| page.words[at].upos.is_nominal())
        && page.words[phrase.start].upos != Upos::Adp
        && verb.is_some_and(|verb| {
            matches!(page.words[verb].upos, Upos::Verb | Upos::Aux)
                && page.words[verb].feats.verb_form == Some(VerbForm::Fin)
        })
}

/// « Norvège : pas de retrait, assure Oslo »: a title needs no verb, and its subject stands behind the verb that reports it.
fn in_title(page: &Page, before: &Range<usize>) -> bool {
    let words = before.start..before.end.saturating_sub(1);
    words.len() >= 3
        && matches!(page.block_of(before.start).kind, BlockKind::Title | BlockKind::Heading)
        && !words.clone().any(|at| page.words[at].lower == ",")
}

/// Whether a verb belongs to a relative clause that hangs on a noun of the same stretch.
fn in_relative(page: &Page, verb: usize, stretch: &Range<usize>) -> bool {
    let mut at = verb;
    for _ in 0..6 {
        let token = &page.words[at];
        if matches!(token.rel, Rel::AclRelcl | Rel::Acl) {
            return stretch.contains(&token.head) && !page.words[token.head].upos.eq(&Upos::Verb);
        }
        if token.head == at {
            return false;
        }
        at = token.head;
    }
    false
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
                // « the peace plan »: what is written before a noun as a part of it is not the head.
                let whole = |at: usize| {
                    let above = page.words[at].head;
                    page.words[at].rel == Rel::Flat && at < above && above < end
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
    let who = incise.subject.map_or(Who::Nobody, Who::Phrase);
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
