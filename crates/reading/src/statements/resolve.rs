//! From what the finders propose to one consistent set.
//!
//! Candidates are taken by score; one that tells the same content as a better one goes; one that crosses a better
//! one goes; one that only wraps another's report becomes a link of that one's chain.

use super::candidate::{Candidate, Relayer, Who, likeness};
use crate::{page::Page, parse::Upos};
use records::{Act, Span};

/// Contents that share this much are the same content.
const SAME: f32 = 0.5;
/// A wrapped report fills at least this share of what it is wrapped in.
const WRAPPED_SHARE: f32 = 0.55;

/// A candidate and what became of it, for `explain`.
#[derive(Debug, Clone)]
pub struct Judged {
    /// The candidate.
    pub candidate: Candidate,
    /// Why it was dropped; `None` if it was taken.
    pub dropped: Option<String>,
}

/// Chooses among the candidates; the answer is in order of content, the dropped ones behind.
pub fn resolve(page: &Page, mut candidates: Vec<Candidate>) -> Vec<Judged> {
    candidates.sort_by(|a, b| {
        b.score.total_cmp(&a.score).then(a.extent().cmp(&b.extent())).then_with(|| a.rule.cmp(&b.rule))
    });
    let mut taken: Vec<Candidate> = Vec::new();
    let mut dropped: Vec<Judged> = Vec::new();
    for candidate in candidates {
        match taken.iter().find_map(|other| conflict(page, other, &candidate)) {
            Some(reason) => dropped.push(Judged { candidate, dropped: Some(reason) }),
            None => taken.push(candidate),
        }
    }
    relay(page, &mut taken, &mut dropped);
    taken.sort_by_key(|candidate| (candidate.extent().start, std::cmp::Reverse(candidate.extent().end)));
    let mut judged: Vec<Judged> =
        taken.into_iter().map(|candidate| Judged { candidate, dropped: None }).collect();
    dropped.sort_by_key(|judged| judged.candidate.extent());
    judged.extend(dropped);
    judged
}

fn conflict(page: &Page, taken: &Candidate, candidate: &Candidate) -> Option<String> {
    let alike = likeness(&taken.content, &candidate.content);
    let same_cue = taken.anchor.is_some() && taken.anchor == candidate.anchor;
    if same_cue {
        return Some(format!("the cue already has a content ({})", taken.frame));
    }
    if owned(page, taken, candidate) {
        return Some(format!("goes with the content of {}", taken.rule));
    }
    if names_noun(page, candidate, taken) || names_noun(page, taken, candidate) {
        return Some(format!("only names the content of {}", taken.rule));
    }
    let repeats = |one: &Candidate| one.frame == super::comments::FRAME;
    if repeats(taken) || repeats(candidate) {
        return None;
    }
    // A statement inside another's content is not the same one, however much of it it fills.
    let nested = holds_cue(page, taken, candidate) || holds_cue(page, candidate, taken);
    if alike >= SAME && !nested && !(candidate.wraps ^ taken.wraps && alike < 0.97) {
        return Some(format!("the same content as {}", taken.rule));
    }
    let cue = |candidate: &Candidate| candidate.cue.clone().map(|words| page.span(words));
    // A cue that is itself inside the other's cue (« a officialisé sa demande ») is one cue.
    if let (Some(a), Some(b)) = (cue(taken), cue(candidate))
        && a.overlaps(b)
    {
        return Some(format!("its cue is part of that of {}", taken.rule));
    }
    for a in &taken.content {
        for b in &candidate.content {
            let crossing = a.overlaps(*b) && !a.contains(*b) && !b.contains(*a);
            if crossing && !candidate.wraps && !taken.wraps {
                return Some(format!("crosses the content of {}", taken.rule));
            }
        }
    }
    None
}

/// « a fait part de son intention de partir »: the verb's content is the noun that reports, and both have one speaker; or
/// the noun's speaker goes without saying (« rejette les accusations de fraude »).
fn names_noun(page: &Page, verb: &Candidate, noun: &Candidate) -> bool {
    matches!(verb.frame, "object" | "oblique")
        && noun.frame == "noun"
        && match (&noun.who, noun.anchor) {
            (Who::Possessive(own), Some(_)) => {
                verb.content.first().is_some_and(|part| part.start == page.words[*own].span.start)
            }
            (Who::Nobody, Some(anchor)) if noun.score < verb.score => {
                verb.content.first().is_some_and(|part| {
                    let first = page.first_from(part.start);
                    first <= anchor && anchor <= first + 2
                })
            }
            _ => false,
        }
}

/// « a dit espérer un accord », « said it hoped for a deal »: an opinion that a report opens with is what is said, no second
/// statement.
fn owned(page: &Page, outer: &Candidate, inner: &Candidate) -> bool {
    let Some(anchor) = inner.anchor.filter(|_| inner.act == Act::Opinion) else { return false };
    let opens =
        |word: usize| outer.content.first().is_some_and(|part| part.start == page.words[word].span.start);
    match (outer.frame, &inner.who) {
        ("infinitive", who) => page.is_infinitive(anchor) && opens(anchor) && *who == outer.who,
        ("clause", Who::Phrase(head)) => {
            let token = &page.words[*head];
            token.upos == Upos::Pron && token.feats.person == Some(3) && token.head == anchor && opens(*head)
        }
        _ => false,
    }
}

/// Whether the content of one holds the cue of the other.
fn holds_cue(page: &Page, outer: &Candidate, inner: &Candidate) -> bool {
    inner.anchor.is_some_and(|anchor| {
        let cue = page.words[anchor].span;
        outer.content.iter().any(|part| part.contains(cue))
    })
}

/// « X a promis …, a rapporté Y »: Y's report wraps X's statement and becomes its relay.
fn relay(page: &Page, taken: &mut Vec<Candidate>, dropped: &mut Vec<Judged>) {
    let mut at = 0;
    while at < taken.len() {
        let outer = &taken[at];
        let inner = outer.wraps.then(|| wrapped(page, taken, at)).flatten();
        let Some(inner) = inner else {
            at += 1;
            continue;
        };
        let outer = taken.remove(at);
        let inner = if inner > at { inner - 1 } else { inner };
        if let Who::Phrase(head) = outer.who {
            taken[inner].relays.push(Relayer { head, cue: outer.cue.clone().map(|words| page.span(words)) });
        }
        let reason = format!("only relays {}", taken[inner].rule);
        dropped.push(Judged { candidate: outer, dropped: Some(reason) });
    }
}

fn wrapped(page: &Page, taken: &[Candidate], outer: usize) -> Option<usize> {
    let whole = &taken[outer];
    let quoted =
        page.quotes.iter().any(|quote| whole.content.len() == 1 && quote.inner.contains(whole.content[0]));
    if quoted {
        return None;
    }
    (0..taken.len())
        .filter(|index| *index != outer)
        .filter(|index| {
            let inner = &taken[*index];
            let Some(anchor) = inner.anchor else { return false };
            let cue = page.words[anchor].span;
            let reported: Span = inner.extent().cover(cue);
            let inside = whole.content.iter().any(|part| part.contains(cue));
            inside
                && inner.frame != "noun"
                // « La Chine souhaite …, a ajouté X »: a wish is not an utterance that somebody passes on.
                && inner.act != Act::Opinion
                && !(inner.act == Act::Announce && inner.frame == "infinitive")
                && page.words[anchor].quote.is_none()
                && (reported.len() as f32 >= WRAPPED_SHARE * whole.length() as f32
                    || is_main_verb(page, anchor, &whole.content))
        })
        .max_by_key(|index| {
            taken[*index].extent().cover(page.words[taken[*index].anchor.unwrap_or(0)].span).len()
        })
}

/// Whether a verb is the main one of a content: nothing of the content stands above it.
fn is_main_verb(page: &Page, verb: usize, content: &[Span]) -> bool {
    let inside = |word: usize| content.iter().any(|part| part.contains(page.words[word].span));
    let mut at = verb;
    for _ in 0..page.words.len() {
        let head = page.words[at].head;
        if head == at {
            return true;
        }
        if inside(head) && page.words[at].rel != crate::parse::Rel::Conj {
            return false;
        }
        at = head;
    }
    false
}
