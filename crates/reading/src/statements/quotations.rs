//! Quotations that no complement and no inserted clause accounts for: behind a colon, right behind a verb, and bare.

use super::{
    candidate::{Candidate, Sight, Who},
    cues::Cue,
    incise::{closes_quote, opens_quote},
    speaker::{able_speaker, speaker},
};
use crate::{
    actors::ActorBook,
    lexicon::Lexicon,
    page::Page,
    parse::{Rel, Upos, VerbForm},
    text::Quote,
};
use pack::{Frame, Subject};
use records::{Act, Span};
use std::{collections::HashMap, ops::Range};

/// A bare quotation of fewer words is a label, a title or a scare quote.
const BARE_LEAST_WORDS: usize = 7;
/// How sure a quotation behind a reporting verb and a colon is.
const BEHIND_COLON: f32 = 2.9;
/// So near its verb stands the word that introduces a clause.
const INTRODUCED_WITHIN: usize = 4;
/// A quoted sentence of its own may be this short.
const SENTENCE_LEAST_WORDS: usize = 3;

/// Quotations behind a reporting verb: « X a déclaré : “…” », « X répond “…” », « … : “…” ».
pub fn introduced(
    page: &Page,
    lexicon: &Lexicon,
    book: &ActorBook,
    cues: &HashMap<usize, Cue>,
    complements: &[Candidate],
) -> Vec<Candidate> {
    let mut found = Vec::new();
    for (index, quote) in page.quotes.iter().enumerate() {
        if quote.continues || quote.open.is_none() {
            continue;
        }
        let first = page.first_past(quote.outer().start);
        if first >= page.words.len() {
            continue;
        }
        let content = with_continuations(page, index);
        let Some(mut candidate) = introduced_one(page, lexicon, book, cues, quote, first, content) else {
            continue;
        };
        // « appelle à une enquête : “…” »: the cue has its content, the quotation goes on with the speaker.
        let has_content = candidate.score >= BEHIND_COLON
            && candidate.anchor.is_some()
            && complements.iter().any(|other| {
                other.anchor == candidate.anchor
                    && other.frame != "fragment"
                    && other.extent().end <= quote.outer().start
                    && other
                        .content
                        .iter()
                        .all(|part| part.start >= page.words[other.anchor.unwrap_or(0)].span.end)
            });
        if has_content {
            candidate.anchor = None;
            candidate.cue = None;
            candidate.act = Act::Say;
        }
        found.push(candidate);
    }
    found
}

/// « Il prévient : la situation peut changer. »: a clause without marks behind a reporting verb and a colon.
pub fn behind_colons(
    page: &Page,
    lexicon: &Lexicon,
    book: &ActorBook,
    cues: &HashMap<usize, Cue>,
) -> Vec<Candidate> {
    let mut verbs: Vec<usize> = cues.keys().copied().collect();
    verbs.sort_unstable();
    verbs.into_iter().filter_map(|verb| behind_colon(page, lexicon, book, &cues[&verb])).collect()
}

fn behind_colon(page: &Page, lexicon: &Lexicon, book: &ActorBook, cue: &Cue) -> Option<Candidate> {
    let sentence = page.sentence_of(cue.verb);
    let colon = cue.group.end;
    let first = colon + 1;
    let fits = first < sentence.end
        && page.words[colon].lower == ":"
        && cue.entry.frames.contains(&Frame::Quote)
        && page.is_finite(cue.verb)
        && !opens_quote(page, first)
        && page.words[first].quote == page.words[cue.verb].quote;
    let told = (first..sentence.end)
        .any(|at| page.words[at].feats.verb_form == Some(VerbForm::Fin) && page.words[at].upos != Upos::Noun);
    let who = speaker(page, lexicon, book, cue);
    let speaks = match who {
        Who::Phrase(head) => book.can_speak(head),
        Who::Dropped(_) => true,
        _ => false,
    };
    if !fits || !told || !speaks {
        return None;
    }
    let content = page.trim(page.span(first..sentence.end));
    let sight =
        Sight { frame: "colon clause", score: 1.7, note: "clause behind a verb and a colon".to_owned() };
    Some(Candidate::of_verb(page, lexicon, cue, vec![content], who, sight))
}

/// All paragraphs of the quotation that one of them belongs to.
pub fn paragraphs(page: &Page, index: usize) -> Vec<Span> {
    let quote = &page.quotes[index];
    let mut first = index;
    if quote.continues {
        let before = (0..index).rev().filter(|at| page.quotes[*at].depth == quote.depth);
        for at in before {
            if page.quotes[at].close.is_some() {
                break;
            }
            first = at;
            if !page.quotes[at].continues {
                break;
            }
        }
    }
    with_continuations(page, first)
}

/// A quotation with the paragraphs that go on with it.
pub fn with_continuations(page: &Page, index: usize) -> Vec<Span> {
    let mut content = vec![page.quotes[index].inner];
    let depth = page.quotes[index].depth;
    if page.quotes[index].close.is_none() {
        for next in page.quotes.iter().skip(index + 1).filter(|quote| quote.depth == depth) {
            if !next.continues {
                break;
            }
            content.push(next.inner);
            if next.close.is_some() {
                break;
            }
        }
    }
    content
}

/// « “Pas sans nous” : le chef du parti durcit le ton »: who speaks stands behind the colon that follows.
fn followed(
    page: &Page,
    lexicon: &Lexicon,
    book: &ActorBook,
    quote: &Quote,
    first: usize,
    content: &[Span],
) -> Option<Candidate> {
    let close = quote.close?;
    let sentence = page.sentence_of(first);
    let colon = page.words.partition_point(|word| word.span.start <= close);
    let block = page.block_of(first).words.clone();
    let mark = page.words.get(colon).filter(|_| colon + 1 < block.end).map_or("", |word| word.lower.as_str());
    let end = match mark {
        ":" => sentence.end,
        // « “…” — Anne Petit, journaliste »: the signature of a quotation that stands alone.
        "-" | "–" | "—" if first == block.start => block.end,
        _ => return None,
    };
    if quote.depth > 0 || colon + 1 >= end || opens_quote(page, colon + 1) {
        return None;
    }
    let head = speaker_before_colon(page, lexicon, book, colon + 1..end)?;
    said_by(page, lexicon, head, content.to_vec(), "quotation, colon, speaker")
}

/// A quotation that no verb reports, said by the one named before or behind its colon; a mere label is none.
fn said_by(page: &Page, lexicon: &Lexicon, head: usize, content: Vec<Span>, note: &str) -> Option<Candidate> {
    let words: usize = content.iter().map(|part| page.words_in(*part).len()).sum();
    (words >= SENTENCE_LEAST_WORDS).then(|| {
        let sight = Sight { frame: "colon", score: 1.9, note: note.to_owned() };
        Candidate::without_cue(lexicon, "quotation/colon", content, Who::Phrase(head), sight)
    })
}

fn introduced_one(
    page: &Page,
    lexicon: &Lexicon,
    book: &ActorBook,
    cues: &HashMap<usize, Cue>,
    quote: &Quote,
    first: usize,
    content: Vec<Span>,
) -> Option<Candidate> {
    if page.sentence_of(first).start == first
        && let Some(candidate) = followed(page, lexicon, book, quote, first, &content)
    {
        return Some(candidate);
    }
    let outer_quote = page.words[first].quote;
    let block = page.words[first].block;
    let mut end = first;
    // A paragraph that opens with the quotation may be introduced by the end of the one before.
    let mut start = page.sentence_of(first).start;
    if first == page.blocks[block].words.start {
        let before = page.blocks[..block].iter().rposition(|b| !b.words.is_empty())?;
        let words = &page.blocks[before].words;
        if page.words[words.end - 1].lower != ":" {
            return None;
        }
        end = words.end;
        start = page.sentence_of(words.end - 1).start;
    } else if start == first {
        if first > 0 && page.words[first - 1].lower == ":" && page.words[first - 1].block == block {
            start = page.sentence_of(first - 1).start;
        } else {
            return None;
        }
    }
    let colon = end > start && page.words[end - 1].lower == ":";
    let near = if colon { end - 1 } else { end };
    let candidates: Vec<usize> = (start..near)
        .rev()
        .filter(|at| cues.contains_key(at) && page.words[*at].quote == outer_quote)
        .collect();
    let quotes_frame = |at: &usize| cues[at].entry.frames.contains(&Frame::Quote);
    let cue_at = if colon {
        candidates.iter().copied().find(|at| quotes_frame(at) && governs(page, *at, near))
    } else {
        candidates
            .iter()
            .copied()
            .find(|at| quotes_frame(at))
            .filter(|at| close_by(page, lexicon, &cues[at], near))
    };
    // « la découverte permet de poursuivre : “…” »: things do not speak before a colon either.
    let cue_at = cue_at.filter(|at| {
        let told = speaker(page, lexicon, book, &cues[at]);
        !colon
            || page.is_finite(*at)
            || !matches!(told, Who::Phrase(head) if page.words[head].upos == Upos::Noun && !book.can_speak(head))
    });
    if let Some(at) = cue_at {
        let cue = &cues[&at];
        let mut who = able_speaker(page, lexicon, book, cue);
        if who == Who::Nobody {
            who = subject_of_clause(page, lexicon, start, at).map_or(Who::Nobody, Who::Phrase);
        }
        // « lui avait dit X, avant de poursuivre : “…” »: whoever spoke before.
        let dative = |head: usize| lexicon.pack.syntax.addressee_clitics.contains(&page.words[head].lower);
        if page.is_infinitive(at) && matches!(who, Who::Phrase(head) if dative(head)) {
            who = Who::Last;
        }
        // « le chantier commencera “avant la neige” », « aucun tir n’a été signalé “à l’heure dite” »: things do not speak.
        let thing = match who {
            Who::Phrase(head) => {
                cue.entry.subject == Subject::Actor
                    && page.words[head].upos == Upos::Noun
                    && !book.can_speak(head)
            }
            _ => page.is_passive(at),
        };
        // « a fustigé “l’immobilisme” du gouvernement »: what completes the quotation makes it a part of the object.
        let close = quote.close.map_or(page.words.len(), |mark| page.first_past(mark) + 1);
        let completed = page.words.get(close).is_some_and(|next| {
            next.upos == Upos::Adp
                && lexicon.is_genitive(&next.lower)
                && next.sentence == page.words[at].sentence
        });
        let verbal =
            page.words_in(quote.inner).any(|word| page.words[word].feats.verb_form == Some(VerbForm::Fin));
        if completed && !verbal && !colon && cue.entry.frames.contains(&Frame::Obj) {
            return None;
        }
        if thing && !colon && page.words[at].quote == outer_quote && !close_before(page, &cue.group) {
            return None;
        }
        let own = matches!(who, Who::Phrase(head) if book.pronoun_person(lexicon, &page.words[head].lower) == Some(1));
        if own && outer_quote.is_some() {
            return None;
        }
        // « a démenti que le motif soit politique : “…” »: the cue has its content, the quotation goes on with the speaker.
        let goes_on = colon
            && (cue.group.end..near).take(INTRODUCED_WITHIN).any(|word| {
                lexicon.is_complementiser(&page.words[word].lower) && page.words[word].upos == Upos::Sconj
            });
        let sight = Sight {
            frame: "introduced",
            score: if colon { BEHIND_COLON } else { 2.3 },
            note: if colon { "colon and quotation" } else { "quotation behind the verb" }.to_owned(),
        };
        let said = Candidate::of_verb(page, lexicon, cue, content, who, sight);
        return Some(if goes_on {
            Candidate { anchor: None, cue: None, act: Act::Say, ..said }
        } else {
            said
        });
    }
    if !colon || outer_quote.is_some() || quote.depth > 0 {
        return None;
    }
    // « Le ministre est clair : “…” », « X : “…” »: the subject speaks.
    let head = speaker_before_colon(page, lexicon, book, start..near)?;
    said_by(page, lexicon, head, content, "colon without a verb")
}

/// Whether a quotation ends right before a verb group.
fn close_before(page: &Page, group: &Range<usize>) -> bool {
    (group.start.saturating_sub(2)..group.start).any(|at| closes_quote(page, at))
}

/// Whether a verb before a colon governs it: no full clause of another finite verb stands between.
fn governs(page: &Page, verb: usize, colon: usize) -> bool {
    let others = (verb + 1..colon)
        .filter(|at| {
            page.words[*at].upos == Upos::Verb && page.words[*at].feats.verb_form == Some(VerbForm::Fin)
        })
        .count();
    others == 0 || !page.is_under(colon.saturating_sub(1), verb) && others <= 1
}

/// Whether a quotation without colon stands so close to a verb that it is its content.
fn close_by(page: &Page, lexicon: &Lexicon, cue: &Cue, quote: usize) -> bool {
    (cue.group.end..quote).all(|at| {
        let token = &page.words[at];
        matches!(token.upos, Upos::Adv | Upos::Punct) && token.lower != ","
            || lexicon.is_complementiser(&token.lower)
    }) && quote - cue.group.end.min(quote) <= 3
}

fn subject_of_clause(page: &Page, lexicon: &Lexicon, start: usize, verb: usize) -> Option<usize> {
    (start..verb)
        .rev()
        .filter(|at| page.words[*at].upos == Upos::Verb && page.words[*at].quote == page.words[verb].quote)
        .find_map(|at| {
            let quote = page.words[at].quote;
            page.surface_subject(at, lexicon, 3).filter(|subject| page.words[*subject].quote == quote)
        })
}

fn speaker_before_colon(
    page: &Page,
    lexicon: &Lexicon,
    book: &ActorBook,
    words: Range<usize>,
) -> Option<usize> {
    // The subject of the main verb, if it can speak; else, where there is no verb, the only noun phrase.
    let verbs: Vec<usize> = words
        .clone()
        .filter(|at| matches!(page.words[*at].upos, Upos::Verb | Upos::Aux) && page.is_finite(*at))
        .collect();
    let subject = verbs
        .iter()
        .find_map(|verb| page.surface_subject(*verb, lexicon, 3))
        .filter(|head| book.can_speak(*head));
    if subject.is_some() || !verbs.is_empty() {
        return subject;
    }
    let quote = page.words[words.start].quote;
    words.into_iter().find(|at| {
        page.words[*at].quote == quote && book.mention_with_head(*at).is_some() && book.can_speak(*at)
    })
}

/// Quotations that nothing introduces: they go on with the last speaker.
pub fn bare(page: &Page, lexicon: &Lexicon, book: &ActorBook, taken: &[Candidate]) -> Vec<Candidate> {
    let mut found = Vec::new();
    for (index, quote) in page.quotes.iter().enumerate() {
        if quote.depth > 0 || quote.continues || quote.spoken {
            continue;
        }
        let covered = taken.iter().any(|candidate| {
            candidate.content.iter().any(|part| part.overlaps(quote.inner))
                || candidate.cue.as_ref().is_some_and(|cue| {
                    page.span(cue.clone()).overlaps(quote.inner) && candidate.frame != "bare"
                })
        });
        if covered {
            continue;
        }
        let words = page.words_in(quote.inner);
        if is_label(page, lexicon, &words) {
            continue;
        }
        let count = words.clone().filter(|at| !page.is_punct(*at)).count();
        if count == 0 {
            continue;
        }
        let alone = fills_sentence(page, &words);
        if !alone && let Some(head) = quoted_act(page, lexicon, book, &words) {
            let sight = Sight {
                frame: "bare",
                score: 1.4,
                note: "subject outside, verb inside the quotation".to_owned(),
            };
            let content = with_continuations(page, index);
            found.push(Candidate::without_cue(lexicon, "quotation/act", content, Who::Phrase(head), sight));
            continue;
        }
        let verbal = words.clone().any(|at| page.words[at].feats.verb_form == Some(VerbForm::Fin));
        let enough = if alone {
            count >= SENTENCE_LEAST_WORDS && (verbal || count >= BARE_LEAST_WORDS)
        } else {
            (verbal && count >= 4) || count >= BARE_LEAST_WORDS + 2
        };
        if !enough {
            continue;
        }
        let sight = Sight {
            frame: "bare",
            score: if alone { 1.6 } else { 1.0 },
            note: if alone { "quotation that is a sentence" } else { "quotation in the author's syntax" }
                .to_owned(),
        };
        let mut content = with_continuations(page, index);
        if !alone
            && content.len() == 1
            && let Some(clause) = clause_around(page, lexicon, taken, &words)
        {
            content = vec![clause];
        }
        // « Le député est intervenu, trouvant le “procédé choquant” »: whoever the sentence around is of.
        let who = (!alone).then(|| subject_around(page, lexicon, book, &words)).flatten();
        let who = who.map_or(Who::Last, Who::Phrase);
        found.push(Candidate::without_cue(lexicon, "quotation/continued", content, who, sight));
    }
    found
}

/// Who acts in the sentence before a quotation, if it is one who can speak.
fn subject_around(page: &Page, lexicon: &Lexicon, book: &ActorBook, words: &Range<usize>) -> Option<usize> {
    let start = page.sentence_of(words.start).start;
    let quote = page.words[start].quote;
    (start..words.start)
        .filter(|at| {
            matches!(page.words[*at].upos, Upos::Verb | Upos::Aux)
                && page.words[*at].feats.verb_form == Some(VerbForm::Fin)
                && page.words[*at].quote == quote
        })
        .filter_map(|at| page.surface_subject(page.above_auxiliary(at), lexicon, 2))
        .find(|subject| *subject >= start && book.can_speak(*subject))
}

/// « Dans le Var, les rafales “pourront atteindre 120 km/h” »: the clause that a quotation is woven into is told with it, unless
/// it reports itself.
fn clause_around(page: &Page, lexicon: &Lexicon, taken: &[Candidate], words: &Range<usize>) -> Option<Span> {
    let sentence = page.sentence_of(words.start);
    let reported = taken.iter().any(|candidate| {
        candidate.cue.as_ref().is_some_and(|cue| sentence.contains(&cue.start))
            || candidate.content.iter().any(|part| part.overlaps(page.span(sentence.clone())))
    });
    let colon = (sentence.start..words.start).any(|at| page.words[at].lower == ":");
    let start = lexicon
        .connective(page, sentence.start)
        .filter(|stop| page.words[*stop].lower == ",")
        .map_or(sentence.start, |comma| comma + 1);
    let subject = (start..words.start).any(|at| page.words[at].rel.is_subject());
    if reported || colon || !subject || words.start <= start + 1 {
        return None;
    }
    let last = (words.start..sentence.end).rev().find(|at| !page.is_punct(*at))?;
    let end = (words.end..last + 1)
        .find(|at| matches!(page.words[*at].lower.as_str(), "," | ";" | ":"))
        .unwrap_or(last + 1);
    Some(super::bounds::trim_quotes(page, page.trim(page.span(start..end))))
}

/// « un colloque intitulé “À qui sont les papiers ?” »: a name, a title or a label.
fn is_label(page: &Page, lexicon: &Lexicon, words: &Range<usize>) -> bool {
    if words.is_empty() {
        return false;
    }
    let start = page.sentence_of(words.start).start;
    let before = (start..words.start).rev().find(|at| !page.is_punct(*at));
    before.is_some_and(|at| {
        let token = &page.words[at];
        lexicon.pack.syntax.namers.iter().any(|word| *word == token.lemma || *word == token.lower)
    })
}

/// « La Maison-Blanche “suit la situation de près” »: a quotation that opens with the verb of a subject right before it is that
/// one's word.
fn quoted_act(page: &Page, lexicon: &Lexicon, book: &ActorBook, words: &Range<usize>) -> Option<usize> {
    let light = |at: &usize| {
        lexicon.is_object_clitic(&page.words[*at].lower)
            || lexicon.pack.syntax.negations.contains(&page.words[*at].lower)
            || page.is_punct(*at)
    };
    let verb = words.clone().find(|at| !light(at))?;
    let token = &page.words[verb];
    let finite = matches!(token.upos, Upos::Verb | Upos::Aux) && token.feats.verb_form == Some(VerbForm::Fin);
    let start = page.sentence_of(words.start).start;
    let last = (start..words.start).rev().find(|at| !page.is_punct(*at))?;
    let subject = page.dependents(page.above_auxiliary(verb), &[Rel::Nsubj, Rel::NsubjPass]).next()?;
    let near = subject <= last && page.noun_phrase(subject).end > last || subject == last;
    (finite && near && subject >= start && book.can_speak(subject)).then_some(subject)
}

fn fills_sentence(page: &Page, words: &Range<usize>) -> bool {
    let (first, last) = (words.start, words.end - 1);
    let before_ok = {
        let mut at = first;
        while at > page.block_of(first).words.start
            && (page.is_punct(at - 1)
                && (opens_quote(page, at - 1)
                    || page.words[at - 1].lower == "-"
                    || page.words[at - 1].lower == "–"))
        {
            at -= 1;
        }
        at == page.block_of(first).words.start
            || page.sentence_of(at).start == at
            || matches!(page.words[at - 1].lower.as_str(), "." | "!" | "?" | "…")
            || closes_quote(page, at - 1)
    };
    let end = page.block_of(last).words.end;
    let mut at = last + 1;
    while at < end && page.is_punct(at) {
        if opens_quote(page, at) {
            break;
        }
        at += 1;
    }
    before_ok
        && (at == end
            || page.sentence_of(at).start == at
            || matches!(page.words[at - 1].lower.as_str(), "." | "!" | "?" | "…")
            || opens_quote(page, at))
}
