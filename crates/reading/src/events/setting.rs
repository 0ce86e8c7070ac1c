//! When an act happens: what stands in its own clause, and what the dispatch has told before. How close words of time and place
//! stand to an act is told here for both.

use super::{Act, Ground, dated, status};
use crate::{
    dates::Found,
    page::Page,
    parse::{Mood, Rel, Tense, Upos},
    text::BlockKind,
};
use jiff::civil::Date;
use records::{DateRef, Grain, Span, Status};
use std::ops::Range;

/// How close a date or place stands to an act in the tree; beyond these it belongs to something else.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Nearness {
    /// Below the word that names the act.
    Own,
    /// Beside it, on the same verb.
    Clause,
    /// On a verb above.
    Above,
}

/// How a token stands to the act that a word names.
pub fn nearness(page: &Page, gatherers: &[String], word: usize, at: usize) -> Option<Nearness> {
    let verb = governor(page, at)?;
    let own = if is_verb(page, word) { Some(word) } else { governor(page, word) };
    // « la répression exercée à X »: what is told of a noun by a participle.
    if page.is_participle(verb) && page.words[verb].head == word && verb > word {
        return Some(Nearness::Own);
    }
    if verb == word || (!is_verb(page, word) && page.is_under(at, word) && own == Some(verb)) {
        return Some(if page.is_under(at, word) { Nearness::Own } else { Nearness::Clause });
    }
    if own == Some(verb) {
        return Some(Nearness::Clause);
    }
    if own == Some(word) && is_gathering(page, gatherers, verb, own) {
        return Some(Nearness::Above);
    }
    // « X, arrêté mardi à Paris, a … »: what stands above is above; what stands beside in another clause is not ours.
    if page.is_under(word, verb) {
        return Some(Nearness::Above);
    }
    // Coordinated verbs share what stands before the first (« Mardi, X a reçu Y et signé … »).
    let first = coordinated_first(page, own?);
    (first == verb && at < first).then_some(Nearness::Above)
}

/// « Réunis mardi à X, les ministres ont décidé … »: whether a participle tells where those who act came together.
fn is_gathering(page: &Page, gatherers: &[String], verb: usize, own: Option<usize>) -> bool {
    page.is_participle(verb)
        && gatherers.contains(&page.words[verb].lemma)
        && own.is_some_and(|own| {
            let head = page.words[verb].head;
            head == own || (page.words[head].upos.is_nominal() && page.words[head].head == own)
        })
}

pub(super) fn is_verb(page: &Page, at: usize) -> bool {
    matches!(page.words[at].upos, Upos::Verb | Upos::Aux)
        || page.auxiliaries(at).next().is_some()
        || page.dependents(at, &[Rel::Cop]).next().is_some()
}

/// The nearest verb above a token; a root that is no verb governs what hangs below it.
pub fn governor(page: &Page, at: usize) -> Option<usize> {
    let mut here = at;
    for _ in 0..page.words.len() {
        let head = page.words[here].head;
        if head == here {
            return (here != at).then_some(here);
        }
        here = head;
        if is_verb(page, here) {
            return Some(here);
        }
    }
    None
}

fn coordinated_first(page: &Page, verb: usize) -> usize {
    let mut at = verb;
    while page.words[at].rel == Rel::Conj && page.words[at].head < at {
        at = page.words[at].head;
    }
    at
}

/// The parts of the statement that an act is: what they tell of time and place is not the act's own.
pub(super) fn is_content(ground: &Ground, act: &Act, span: Span) -> bool {
    act.statement
        .is_some_and(|index| ground.told[index].candidate.content.iter().any(|part| part.overlaps(span)))
}

/// Whether an act stands in what somebody says and a span does not.
fn is_outside(ground: &Ground, act: &Act, span: Span) -> bool {
    act.voice
        .is_some_and(|index| !ground.told[index].candidate.content.iter().any(|part| part.overlaps(span)))
}

/// The date that stands with an act.
pub fn date(ground: &Ground, act: &Act) -> Option<DateRef> {
    act.date.clone().or_else(|| nearest(ground, act, &ground.dates.found).map(|found| found.date.clone()))
}

/// The words of the date that stands with an act where they cannot be resolved.
pub fn unresolved_date(ground: &Ground, act: &Act) -> Option<Span> {
    nearest(ground, act, &ground.dates.unresolved)?.date.mention
}

/// The expression that stands with an act.
fn nearest<'a>(ground: &Ground, act: &Act, dates: &'a [Found]) -> Option<&'a Found> {
    let page = ground.page;
    let sentence = page.sentence_of(act.word);
    let finite = is_verb(page, act.word) && page.is_finite(act.word);
    let here = |found: &&Found| {
        let span = page.span(found.words.clone());
        sentence.contains(&found.words.start)
            && !(is_content(ground, act, span) || finite && is_outside(ground, act, span))
    };
    if dated::is_recalled(ground, act.word) {
        return None;
    }
    let told = dates
        .iter()
        .filter(here)
        .filter_map(|found| {
            let near = dated::nearness_of(ground, act, found)?;
            Some((near, found.words.start.abs_diff(act.word), found))
        })
        .min_by_key(|(near, distance, _)| (*near, *distance))
        .map(|(.., found)| found);
    // « n'ont été libérés qu'en janvier »: the word that restricts stands between.
    let last = act.word + usize::from(status::is_restricted(ground, act.word));
    let beside = || {
        dates.iter().filter(here).find(|found| {
            stands_beside(page, act.word, &found.words) || stands_beside(page, last, &found.words)
        })
    };
    told.or_else(beside)
}

/// How many words may stand between an act and what is told of it where the tree is torn.
const MOST_BETWEEN: usize = 6;

/// « doit se rendre à X en février »: whether nothing stands between an act and some words but what hangs on neither, wherever
/// the tree has hung them.
pub(super) fn stands_beside(page: &Page, word: usize, words: &Range<usize>) -> bool {
    let between = if words.start > word { word + 1..words.start } else { words.end..word };
    between.len() <= MOST_BETWEEN
        && between.clone().all(|at| {
            let token = &page.words[at];
            token.upos != Upos::Punct
                && !matches!(token.upos, Upos::Aux | Upos::Sconj | Upos::Cconj)
                && !(token.upos == Upos::Verb && token.text == token.lower && !page.is_participle(at))
                && token.quote == page.words[word].quote
        })
}

/// Gives acts of the day without a date of their own the day that the dispatch tells.
pub fn complete(ground: &Ground, acts: &mut [Act]) {
    let story = story_day(ground);
    let mut last: Option<(usize, DateRef)> = None;
    for act in acts.iter_mut() {
        // What the dispatch dates after its own day is still to come.
        let later =
            ground.dates.day.zip(act.date.as_ref()).is_some_and(|(day, date)| date.start > day.to_string());
        if later && act.status == Status::Occurred && act.statement.is_none() {
            act.status = Status::Planned;
        }
        let block = ground.page.words[act.word].block;
        let told_here = last.as_ref().filter(|(at, _)| *at == block).map(|(_, date)| date.clone());
        match &act.date {
            Some(date) if date.grain == Grain::Day && act.status == Status::Occurred => {
                last = Some((block, date.clone()));
            }
            Some(_) => {}
            None if is_news(ground, act) => {
                let entry = ground.dates.entry_day(block).map(whole_day);
                act.date = told_here.or(entry).or_else(|| story.clone());
            }
            None => {}
        }
    }
}

/// The day that the first sentence of the text tells, else the dispatch's own: one of former times only where the sentence is about it, not
/// where it tells who somebody is (« l'avocat de l'assassin du préfet, tué le 6 février 1998 »).
fn story_day(ground: &Ground) -> Option<DateRef> {
    let page = ground.page;
    let own = ground.dates.day?;
    let lead = page.blocks.iter().find(|block| block.kind == BlockKind::Paragraph)?;
    let sentence = page.sentence_of(lead.words.start);
    let told = ground.dates.found.iter().find(|found| {
        sentence.contains(&found.words.start)
            && found.date.grain == Grain::Day
            && found.date.start <= own.to_string()
            && (!dated::is_old(ground, &found.date) || !dated::is_beside_the_point(page, found.words.start))
    });
    Some(told.map_or_else(|| whole_day(own), |found| found.date.clone()))
}

/// A day that no words of the sentence tell.
fn whole_day(day: Date) -> DateRef {
    DateRef { start: day.to_string(), end: day.to_string(), grain: Grain::Day, mention: None }
}

/// Whether an act is told as news of the day: done, by the author, in the perfect or the present or without a verb.
fn is_news(ground: &Ground, act: &Act) -> bool {
    let page = ground.page;
    if act.status != Status::Occurred || act.voice.is_some() || dated::is_recalled(ground, act.word) {
        return false;
    }
    let verb = if is_verb(page, act.word) { Some(act.word) } else { governor(page, act.word) };
    verb.is_none_or(|verb| {
        // « bien que l'armée fût … »: the imperfect of the subjunctive only follows its main clause.
        let background = page.finite_tense(verb) == Some(Tense::Imp) && page.mood(verb) != Some(Mood::Sub);
        !background && !super::status::is_future(page, ground.lexicon, verb)
    })
}
