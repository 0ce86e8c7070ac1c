//! What is said in one go: medium and date of a statement hold for those of the same speaker beside it, and the day that
//! the author tells of holds for what was said on it.

use super::{
    candidate::{Candidate, Who},
    chain::Told,
    medium,
    turns::TURN,
    when,
};
use crate::{
    actors::ActorBook,
    dates::{DateFinder, Found, Time},
    lexicon::Lexicon,
    page::Page,
    parse::{Rel, Upos},
    text::BlockKind,
};
use jiff::civil::Date;
use records::{Act, DateRef, Grain, Span};
use std::{collections::BTreeSet, ops::Range};

/// Blocks over which a session goes on without a new one.
const REACH: usize = 2;
/// Blocks over which the day of a scene goes on.
const SCENE_REACH: usize = 4;
/// The same for what is told in the present (« le syndicat dénonce »), which may as well be said always.
const PRESENT_REACH: usize = 1;
/// How far up the tree a date is followed.
const MOST_STEPS: usize = 8;
/// A day told longer ago than this is background, and no scene of the news.
const NEWS_DAYS: i64 = 7;

/// How many statements below the headline may be the one that it tells.
const FIRST_STATEMENTS: usize = 3;
/// Contents that share so many nouns, names and adjectives tell the same.
const SAME_WORDS: usize = 2;

/// Where and when a speaker was last heard.
struct Session {
    actor: Option<usize>,
    medium: Option<Span>,
    date: Option<DateRef>,
    block: usize,
    start: u32,
}

impl Session {
    /// Gives a statement the medium and the date that its own words do not tell.
    fn lend(&self, told: &mut Told) {
        told.medium = told.medium.or(self.medium);
        told.date = told.date.take().or_else(|| self.date.as_ref().map(told_elsewhere));
    }
}

/// A date that another sentence tells: no words of this one mention it.
fn told_elsewhere(date: &DateRef) -> DateRef {
    DateRef { mention: None, ..date.clone() }
}

/// Fills in medium and date of all statements, in the order of the text.
pub fn settle(page: &Page, lexicon: &Lexicon, book: &ActorBook, dates: &DateFinder, told: &mut [Told]) {
    let mut order: Vec<usize> = (0..told.len()).collect();
    order.sort_by_key(|index| (told[*index].candidate.extent().start, *index));
    let talk = medium::talk(page, lexicon);
    for index in &order {
        let candidate = &told[*index].candidate;
        let date = when::own_date(page, lexicon, dates, candidate);
        let medium = medium::find(page, lexicon, book, candidate)
            .or_else(|| pointed_at(page, lexicon, candidate))
            .or_else(|| (candidate.frame == TURN).then_some(talk).flatten());
        told[*index].date = date.or_else(|| of_the_day(page, dates, &told[*index]));
        told[*index].medium = medium;
    }
    carry(page, lexicon, book, dates, &order, told);
    order.reverse();
    carry_back(page, &order, told);
    order.reverse();
    head_like_lead(page, lexicon, dates, &order, told);
    nest(page, told);
    for told in &mut *told {
        if told.date.is_none() && dates.day.is_none() {
            told.unresolved_date = when::unresolved_date(page, lexicon, dates, &told.candidate);
        }
    }
    // « a dit à la télévision »: where it was said is not to whom.
    for told in told {
        if let (Some((listener, _)), Some(medium)) = (told.addressee, told.medium)
            && medium.overlaps(listener)
        {
            told.addressee = None;
        }
    }
}

/// Forward: the same speaker goes on, or speaks on the day that the author tells of.
fn carry(
    page: &Page,
    lexicon: &Lexicon,
    book: &ActorBook,
    dates: &DateFinder,
    order: &[usize],
    told: &mut [Told],
) {
    let mut session: Option<Session> = None;
    let mut document: Option<Session> = None;
    for &index in order {
        let candidate = &told[index].candidate;
        if let Some(document) = document.as_ref().filter(|_| speaks_for_document(page, lexicon, candidate))
            && told[index].medium.is_none_or(|medium| {
                Some(medium) == document.medium
                    || told[index].speaker.0.is_some_and(|own| own.overlaps(medium))
            })
        {
            document.lend(&mut told[index]);
        }
        let candidate = &told[index].candidate;
        let background = when::is_background(page, candidate) || when::is_back_then(page, lexicon, candidate);
        let actor = told[index].speaker.1;
        let block = block_of(page, &told[index]);
        // Where the speaker was told to speak since the statement before.
        let before = actor.filter(|_| told[index].medium.is_none() && !background).and_then(|actor| {
            let is_speaker = |head: usize| book.known_actor(head) == Some(actor);
            let at = page.first_from(told[index].candidate.extent().start);
            (at < page.words.len())
                .then(|| medium::told_before(page, lexicon, book, at, &is_speaker))
                .flatten()
        });
        if before.is_some_and(|before| session.as_ref().is_some_and(|session| session.start < before.start)) {
            told[index].medium = before;
        }
        if let Some(session) = &session
            && block.saturating_sub(session.block) <= REACH
            && !background
            && (goes_on(page, lexicon, candidate) || (actor.is_some() && actor == session.actor))
        {
            // What was said in another medium was said at another time.
            if told[index].medium.is_none() || told[index].medium == session.medium {
                session.lend(&mut told[index]);
            }
        }
        told[index].medium = told[index].medium.or(before);
        if told[index].date.is_none() {
            told[index].date = if background {
                past_told(page, dates, &told[index], block)
            } else {
                scene(page, lexicon, dates, &told[index], block)
            };
        }
        if told[index].medium.is_some() && !background {
            document = Some(session_of(page, &told[index]));
        }
        // What nobody in particular says is said in between.
        if told[index].within.is_none() && !background && actor.is_some() {
            session = Some(session_of(page, &told[index]));
        }
    }
}

/// The document that a statement stands in without naming it: « ses auteurs accusent », « elle y décrit ».
fn pointed_at(page: &Page, lexicon: &Lexicon, candidate: &Candidate) -> Option<Span> {
    let anchor = candidate.anchor?;
    let authors = match candidate.who {
        Who::Phrase(head) => lexicon.pack.syntax.medium.authors.contains(&page.words[head].lemma),
        _ => false,
    };
    (authors || medium::is_pointed_at(page, lexicon, candidate))
        .then(|| medium::document_before(page, lexicon, anchor))
        .flatten()
}

/// Whether a document named before speaks again, or its authors do: « le rapport ajoute », « les signataires rappellent ».
fn speaks_for_document(page: &Page, lexicon: &Lexicon, candidate: &Candidate) -> bool {
    let Who::Phrase(head) = candidate.who else { return false };
    let syntax = &lexicon.pack.syntax;
    let lemma = &page.words[head].lemma;
    let definite = page.dependents(head, &[Rel::Det]).any(|det| {
        let lower = &page.words[det].lower;
        [&syntax.definite, &syntax.demonstratives, &syntax.possessives]
            .iter()
            .any(|list| list.contains(lower))
    });
    definite && (syntax.medium.documents.contains(lemma) || syntax.medium.authors.contains(lemma))
}

/// Whether a statement goes on with the speaker before it: a quotation alone, or « ajoute-t-il ».
fn goes_on(page: &Page, lexicon: &Lexicon, candidate: &Candidate) -> bool {
    match candidate.who {
        Who::Last | Who::Dropped(_) => true,
        Who::Phrase(head) => lexicon.is_inverted_pronoun(&page.words[head].lower),
        _ => false,
    }
}

/// Backward: « …, a-t-il dit. “…”, a-t-il ajouté dans un entretien ».
fn carry_back(page: &Page, reversed: &[usize], told: &mut [Told]) {
    let mut later: Option<Session> = None;
    for &index in reversed {
        if told[index].within.is_some() || when::is_background(page, &told[index].candidate) {
            continue;
        }
        let actor = told[index].speaker.1;
        let block = block_of(page, &told[index]);
        if let Some(later) = &later
            && later.block.saturating_sub(block) <= REACH
            && actor.is_some()
            && actor == later.actor
        {
            later.lend(&mut told[index]);
        }
        later = Some(session_of(page, &told[index]));
    }
}

/// A headline tells what the lead tells: medium and date are those of its speaker's first statement below, or of the first
/// statement below that tells the same.
fn head_like_lead(page: &Page, lexicon: &Lexicon, dates: &DateFinder, order: &[usize], told: &mut [Told]) {
    let in_title = |told: &Told| page.blocks[block_of(page, told)].kind == BlockKind::Title;
    for &index in order {
        if !in_title(&told[index]) {
            continue;
        }
        let actor = told[index].speaker.1;
        let below = |other: &usize| {
            !in_title(&told[*other])
                && told[*other].within.is_none()
                && !when::is_background(page, &told[*other].candidate)
        };
        let same_content = order.iter().copied().filter(below).take(FIRST_STATEMENTS).find(|other| {
            shared_words(page, &told[index].candidate.content, &told[*other].candidate.content) >= SAME_WORDS
        });
        let same_speaker = order
            .iter()
            .copied()
            .filter(below)
            .find(|other| actor.is_some() && told[*other].speaker.1 == actor);
        for lead in same_content.into_iter().chain(same_speaker) {
            session_of(page, &told[lead]).lend(&mut told[index]);
        }
        if told[index].date.is_none() && !when::is_background(page, &told[index].candidate) {
            let live = dates.day.filter(|_| dates.is_live()).map(whole_day);
            told[index].date = live.or_else(|| lead_day(page, lexicon, dates));
        }
    }
}

/// The day of the news: the first that the first paragraph tells, in its first sentence if that tells one.
fn lead_day(page: &Page, lexicon: &Lexicon, dates: &DateFinder) -> Option<DateRef> {
    let lead = page.blocks.iter().find(|block| block.kind == BlockKind::Paragraph)?.words.clone();
    let sentence = page.sentence_of(lead.start);
    let first = |words: &Range<usize>| {
        news_days(page, lexicon, dates, dates.day?)
            .find(|found| words.contains(&found.words.start))
            .map(|found| told_elsewhere(&found.date))
    };
    first(&sentence).or_else(|| first(&lead))
}

/// How many lemmas of nouns, names and adjectives two contents share.
fn shared_words(page: &Page, a: &[Span], b: &[Span]) -> usize {
    let lemmas = |content: &[Span]| -> BTreeSet<&str> {
        content
            .iter()
            .flat_map(|part| page.words_in(*part))
            .filter(|at| matches!(page.words[*at].upos, Upos::Noun | Upos::Propn | Upos::Adj))
            .map(|at| page.words[at].lemma.as_str())
            .collect()
    };
    lemmas(a).intersection(&lemmas(b)).count()
}

/// What a speaker says of himself inside his own statement is said in the same breath.
fn nest(page: &Page, told: &mut [Told]) {
    for index in 0..told.len() {
        let Some(outer) = told[index].within else { continue };
        let same = told[index].speaker.1.is_some() && told[index].speaker.1 == told[outer].speaker.1;
        if same && !when::is_background(page, &told[index].candidate) {
            if told[index].medium.is_none() {
                told[index].medium = told[outer].medium;
            }
            if told[index].date.is_none() && !when::is_past(page, &told[index].candidate) {
                told[index].date = told[outer].date.as_ref().map(told_elsewhere);
            }
        }
        // « Le pays maintient sa décision, a dit lundi X »: what is so is so on the day that it is told.
        if told[index].date.is_none()
            && when::is_present(page, &told[index].candidate)
            && when::is_past(page, &told[outer].candidate)
        {
            told[index].date = told[outer].date.as_ref().map(told_elsewhere);
        }
    }
}

/// The day that the author tells of where a statement in the perfect stands: the last one told before it in running text.
fn scene(page: &Page, lexicon: &Lexicon, dates: &DateFinder, told: &Told, block: usize) -> Option<DateRef> {
    if told.within.is_some() || page.blocks[block].kind == BlockKind::Title {
        return None;
    }
    if let Some(day) = dates.entry_day(block) {
        return Some(whole_day(day));
    }
    let day = dates.day?;
    // « plaisantait un voisin »: words quoted in the imperfect are told of one occasion.
    let narrated = || !told.quotes.is_empty() && when::is_narrated(page, &told.candidate);
    let reach = match told.candidate.act {
        _ if when::is_past(page, &told.candidate) || narrated() => SCENE_REACH,
        // A view is held, not uttered on a day.
        Act::Opinion => return None,
        _ => PRESENT_REACH,
    };
    let start = told.candidate.extent().start;
    news_days(page, lexicon, dates, day)
        .rev()
        .filter(|found| {
            let first = &page.words[found.words.start];
            first.span.start < start && block.saturating_sub(first.block) <= reach
        })
        .map(|found| told_elsewhere(&found.date))
        .next()
}

/// The days of the last week that running text tells, in order.
fn news_days<'a>(
    page: &'a Page,
    lexicon: &'a Lexicon,
    dates: &'a DateFinder,
    day: Date,
) -> impl DoubleEndedIterator<Item = &'a Found> {
    let today = day.to_string();
    let oldest =
        day.checked_sub(jiff::Span::new().days(NEWS_DAYS)).map_or(today.clone(), |day| day.to_string());
    dates.found.iter().filter(move |found| {
        let first = &page.words[found.words.start];
        page.blocks[first.block].kind == BlockKind::Paragraph
            && first.quote.is_none()
            && found.bound.is_none()
            && (found.time != Time::Future || found.date.start == today)
            && found.date.grain == Grain::Day
            && found.date.start == found.date.end
            && !is_of_a_place(page, lexicon, found.words.start)
            && oldest <= found.date.start
            && found.date.end <= today
    })
}

/// « le Mali, où des soldats ont pris le pouvoir mardi »: what is told of a place besides is not the news.
fn is_of_a_place(page: &Page, lexicon: &Lexicon, word: usize) -> bool {
    let mut at = word;
    for _ in 0..MOST_STEPS {
        let token = &page.words[at];
        if token.rel == Rel::AclRelcl {
            let relatives = &lexicon.pack.syntax.place_relatives;
            return page.children(at).iter().any(|of| relatives.contains(&page.words[*of].lower));
        }
        if token.head == at {
            return false;
        }
        at = token.head;
    }
    false
}

/// When something told as past before the rest was said: the last past date before it in its paragraph (« En 1998, … “…”,
/// avait-il lancé »).
fn past_told(page: &Page, dates: &DateFinder, told: &Told, block: usize) -> Option<DateRef> {
    let end =
        told.candidate.anchor.map_or(told.candidate.extent().start, |anchor| page.words[anchor].span.start);
    let today = dates.day.map(|day| day.to_string());
    dates
        .found
        .iter()
        .rev()
        .filter(|found| {
            let first = &page.words[found.words.start];
            let span = page.span(found.words.clone());
            first.block == block
                && first.span.start < end
                && first.quote.is_none()
                && found.bound.is_none()
                && found.time != Time::Future
                && today.as_ref().is_none_or(|today| found.date.end <= *today)
                && !told.candidate.content.iter().any(|part| part.overlaps(span))
        })
        .map(|found| told_elsewhere(&found.date))
        .next()
}

/// A day that no words of the sentence tell.
fn whole_day(day: Date) -> DateRef {
    DateRef { start: day.to_string(), end: day.to_string(), grain: Grain::Day, mention: None }
}

/// What is told of the dispatch's own day was also said on it: « X a tiré mardi deux missiles, a annoncé Y » of a Tuesday; what is
/// quoted with words that hold on one day only (« ce matin ») was said on it in any case.
fn of_the_day(page: &Page, dates: &DateFinder, told: &Told) -> Option<DateRef> {
    let today = dates.day?.to_string();
    if when::is_background(page, &told.candidate) {
        return None;
    }
    let past = when::is_past(page, &told.candidate);
    let content = &told.candidate.content;
    dates
        .found
        .iter()
        .find(|found| {
            let span = page.span(found.words.clone());
            (found.time != Time::Future || found.now)
                && found.bound.is_none()
                && found.date.start == today
                && found.date.end == today
                && (past || found.now && told.quotes.iter().any(|part| part.contains(span)))
                && content.iter().any(|part| part.contains(span))
        })
        .map(|found| told_elsewhere(&found.date))
}

fn session_of(page: &Page, told: &Told) -> Session {
    Session {
        actor: told.speaker.1,
        medium: told.medium,
        date: told.date.clone(),
        block: block_of(page, told),
        start: told.candidate.extent().start,
    }
}

fn block_of(page: &Page, told: &Told) -> usize {
    let at = page.first_from(told.candidate.extent().start);
    page.words.get(at).map_or(0, |word| word.block)
}
