//! What is said, and by whom: finders propose, the resolver chooses, speakers get their names.

mod addressee;
mod bounds;
mod candidate;
mod chain;
mod comments;
mod cues;
mod fragments;
mod frames;
mod incise;
mod medium;
mod nouns;
mod objects;
mod predicates;
mod quotations;
mod reach;
mod relays;
mod resolve;
mod session;
mod sources;
mod speaker;
pub(crate) mod tone;
mod turns;
mod unsaid;
mod verbs;
mod when;

use crate::{actors::ActorBook, dates::DateFinder, lexicon::Lexicon, page::Page};
use records::Span;

pub use candidate::{Candidate, Relayer, Who};
pub use chain::Told;
pub use resolve::Judged;

/// The statements of a document, and every candidate with what became of it.
pub struct Statements {
    /// Statements in order of content.
    pub told: Vec<Told>,
    /// Candidates, taken and dropped.
    pub judged: Vec<Judged>,
}

/// Finds and resolves the statements of a document.
pub fn find(page: &Page, lexicon: &Lexicon, book: &mut ActorBook, dates: &DateFinder) -> Statements {
    let cues = cues::find_cues(page, lexicon);
    let incises = incise::find_incises(page, lexicon, &cues);
    let mut candidates: Vec<Candidate> = Vec::new();
    for incise in &incises {
        candidates.extend(incise::incise_statement(page, lexicon, &cues[&incise.verb], incise, &incises));
    }
    let inserted: Vec<usize> = incises.iter().map(|incise| incise.verb).collect();
    let mut verbs: Vec<usize> = cues.keys().copied().filter(|verb| !inserted.contains(verb)).collect();
    verbs.sort_unstable();
    let stops: Vec<usize> =
        verbs.iter().copied().filter(|verb| is_detached_participle(page, *verb)).collect();
    let stops: Vec<usize> = stops.into_iter().chain(sources::detached(page, lexicon)).collect();
    for verb in verbs {
        candidates.extend(verbs::verb_statements(page, lexicon, book, &cues[&verb], &incises, &stops, dates));
    }
    candidates.extend(sources::find_sources(page, lexicon, &|head| book.can_speak(head)));
    candidates.extend(nouns::find_nouns(page, lexicon, book, &incises, dates));
    candidates.extend(nouns::find_adjectives(page, lexicon, book, &incises, dates));
    let introduced = quotations::introduced(page, lexicon, book, &cues, &candidates);
    candidates.extend(introduced);
    candidates.extend(quotations::behind_colons(page, lexicon, book, &cues));
    candidates.extend(turns::find_turns(page, lexicon, book));
    let comments = comments::find_comments(page, lexicon, book, &cues, &candidates);
    candidates.extend(comments);
    let bare = quotations::bare(page, lexicon, book, &candidates);
    candidates.extend(bare);
    let judged = resolve::resolve(page, candidates);
    let taken: Vec<Candidate> = judged
        .iter()
        .filter(|judged| judged.dropped.is_none())
        .map(|judged| {
            let mut candidate = judged.candidate.clone();
            relays::cite(page, lexicon, &mut candidate);
            candidate
        })
        .collect();
    let told = chain::tell(page, lexicon, book, dates, taken);
    Statements { told, judged }
}

/// Whether a reporting participle or infinitive stands behind a comma, a participle behind a preposition too
/// (« , affirmant que », « en affirmant que », « , sans préciser », « , tout en regrettant »).
fn is_detached_participle(page: &Page, verb: usize) -> bool {
    use crate::parse::Upos;
    let participle = page.is_present_participle(verb);
    if !participle && !page.is_infinitive(verb) {
        return false;
    }
    let start = page.sentence_of(verb).start;
    let light = |at: &usize| {
        page.words[*at].upos == Upos::Adv
            || (!participle && matches!(page.words[*at].upos, Upos::Adp | Upos::Pron))
    };
    let before = (start..verb).rev().take(4).find(|at| !light(at));
    let introduced = participle
        || (start..verb).rev().take_while(|at| light(at)).any(|at| page.words[at].upos == Upos::Adp);
    introduced
        && before.is_some_and(|at| {
            page.words[at].lower == ","
                || (participle && matches!(page.words[at].upos, Upos::Adp | Upos::Pron))
                || (participle && incise::closes_quote(page, at))
        })
}

/// The parts of a content that stand in quotation marks, without the marks.
///
/// Where the words that report stand inside a quotation themselves (« “Le maire dit que tout va bien”, rapporte X »), only those
/// count that open inside the content: what somebody quoted reports is told in his words.
pub fn quotes_in(page: &Page, content: &[Span], cue: Option<Span>) -> Vec<Span> {
    let mut quotes: Vec<Span> = Vec::new();
    for part in content {
        for quote in &page.quotes {
            let around = cue.is_some_and(|cue| quote.inner.contains(cue)) && quote.inner.contains(*part);
            if !quote.spoken
                && !around
                && quote.inner.overlaps(*part)
                && !quotes.iter().any(|known| known.contains(quote.inner))
            {
                let start = quote.inner.start.max(part.start);
                let end = quote.inner.end.min(part.end);
                let span = Span::new(start, end);
                if !quotes.iter().any(|known| known.contains(span)) {
                    quotes.push(span);
                }
            }
        }
    }
    quotes.sort();
    quotes
}
