//! Dates in the text, resolved against the dispatch's own day.
//!
//! `dates.toml` writes expressions as templates; [`Grammar`] matches them over atoms, `resolve` turns what they caught into
//! days, `tense` says which way a date without a year lies.

mod atoms;
mod feasts;
mod grammar;
mod live;
mod resolve;
mod tense;

pub use grammar::Grammar;
pub use tense::Time;

use crate::{
    page::Page,
    parse::{Rel, Upos},
    text::BlockKind,
};
use atoms::Atom;
use jiff::civil::Date;
use live::Live;
use pack::{Bound, Pack, Toward};
use records::{DateRef, Grain};
use resolve::{Reference, Stretch};
use std::ops::Range;

/// Blocks at the head of a text in which its own date can stand.
const HEAD_BLOCKS: usize = 3;

/// Paragraphs over which « dans la soirée » and « le lendemain » are counted from a day told before.
const TOLD_REACH: usize = 1;

/// A date expression found in the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// Its words, as token indices.
    pub words: Range<usize>,
    /// What it says.
    pub date: DateRef,
    /// Set where the words tell a stretch from or up to that date (« depuis mars », « jusqu’à lundi »).
    pub bound: Option<Bound>,
    /// Where the tense of its verb puts it.
    pub time: Time,
    /// Whether it names the dispatch's own day by words that only hold on it (« ce matin », not « mardi »).
    pub now: bool,
}

/// All date expressions of a document.
#[derive(Debug, Default)]
pub struct DateFinder {
    /// In order of their words.
    pub found: Vec<Found>,
    /// The dispatch's day, given or read from its dateline.
    pub day: Option<Date>,
    /// Paragraphs that open with a time of day (« 18h40. »).
    live: Live,
    /// Expressions that only a known day of the dispatch could resolve (« mardi »), where there is none: their days are made up.
    pub unresolved: Vec<Found>,
}

impl DateFinder {
    /// Finds the dates of a document.
    pub fn find(page: &Page, grammar: &Grammar, pack: &Pack) -> DateFinder {
        let given = page.document.published.as_deref().and_then(|day| day.get(..10)?.parse().ok());
        let atoms = atoms::of_page(page);
        let day = given.or_else(|| own_day(page, grammar, &atoms));
        let mut found: Vec<Found> = Vec::new();
        let mut told: Option<(usize, Date)> = None;
        let mut told_year: Option<(usize, Date)> = None;
        let barred = |word: usize, feast: bool| is_count(page, word) || (feast && is_name(page, word));
        let mut live = Live::find(page, grammar, &atoms);
        let mut at = 0;
        while at < atoms.len() {
            let word = atoms[at].word;
            let block = page.words[word].block;
            let today = live.holds(block).then(|| live.day(block)).flatten().or(day);
            let reference = |start: usize| Reference {
                day: today,
                told: told.filter(|(told_in, _)| block - told_in <= TOLD_REACH).map(|(_, day)| day),
                told_year: told_year.filter(|(told_in, _)| block - told_in <= TOLD_REACH).map(|(_, day)| day),
                time: tense::time_of(page, pack, atoms[start].word),
            };
            let Some(hit) = read_at(grammar, &atoms, at, &reference, &barred) else {
                at += 1;
                continue;
            };
            let words = atoms[hit.start].word..atoms[hit.end - 1].word + 1;
            let own = page.words[words.start].quote.is_none()
                && page.block_of(words.start).kind != BlockKind::Dateline;
            if own {
                told_year = Some((block, hit.stretch.0));
            }
            if hit.stretch.2 == Grain::Day && hit.stretch.0 == hit.stretch.1 && own {
                told = Some((block, hit.stretch.0));
                live.hear(page, &words, hit.stretch.0);
            }
            at = hit.end;
            found.push(hit.found(page, pack, words));
        }
        let unresolved = match day {
            Some(_) => Vec::new(),
            None => unresolved(page, grammar, pack, &atoms, &barred, &found),
        };
        DateFinder { found, day, live, unresolved }
    }

    /// Whether the text is a live report, whose paragraphs open with the time of day.
    pub fn is_live(&self) -> bool {
        self.live.is_report()
    }

    /// The day that a timed paragraph of a live report, or one that was added, tells of.
    pub fn entry_day(&self, block: usize) -> Option<Date> {
        self.live.holds(block).then(|| self.live.day(block).or(self.day)).flatten()
    }

    /// Whether a token belongs to a date expression.
    pub fn covers(&self, word: usize) -> bool {
        let at = self.found.partition_point(|found| found.words.end <= word);
        self.found.get(at).is_some_and(|found| found.words.contains(&word))
            || self.unresolved.iter().any(|found| found.words.contains(&word))
    }
}

/// The date expressions that are not among those found, as any day of publication would show them.
fn unresolved(
    page: &Page,
    grammar: &Grammar,
    pack: &Pack,
    atoms: &[Atom],
    barred: &dyn Fn(usize, bool) -> bool,
    known: &[Found],
) -> Vec<Found> {
    let day = "2000-01-03".parse().ok();
    let mut found: Vec<Found> = Vec::new();
    let mut at = 0;
    while at < atoms.len() {
        let reference = |start: usize| Reference {
            day,
            told: day,
            told_year: None,
            time: tense::time_of(page, pack, atoms[start].word),
        };
        match read_at(grammar, atoms, at, &reference, barred) {
            Some(hit) => {
                let words = atoms[hit.start].word..atoms[hit.end - 1].word + 1;
                at = hit.end;
                let next = known.partition_point(|known| known.words.end <= words.start);
                if known.get(next).is_none_or(|known| known.words.start >= words.end) {
                    found.push(hit.found(page, pack, words));
                }
            }
            None => at += 1,
        }
    }
    found
}

/// A date in a plain text of one line, for tables of expressions: its words and what it says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Read {
    /// Its characters.
    pub chars: Range<usize>,
    /// First day.
    pub start: Date,
    /// Last day.
    pub end: Date,
    /// How precise the words are.
    pub grain: Grain,
}

/// The dates of a plain text against a day, all its verbs put at one time. Needs no parse.
///
/// ```
/// let pack = pack::Pack::embedded("fr").expect("French is embedded").expect("sound");
/// let grammar = reading::dates::Grammar::new(&pack.dates);
/// let day = jiff::civil::date(2021, 3, 10);
/// let read = reading::dates::read_text("le vote de mardi", &grammar, Some(day), reading::dates::Time::Future);
/// assert_eq!(read[0].start.to_string(), "2021-03-16");
/// ```
pub fn read_text(text: &str, grammar: &Grammar, day: Option<Date>, time: Time) -> Vec<Read> {
    let (atoms, words) = atoms::of_text(text);
    let mut found = Vec::new();
    let mut told = None;
    let mut told_year = None;
    let mut at = 0;
    while at < atoms.len() {
        let reference = |_: usize| Reference { day, told, told_year, time };
        match read_at(grammar, &atoms, at, &reference, &|_, _| false) {
            Some(hit) => {
                let chars = words[atoms[hit.start].word].start..words[atoms[hit.end - 1].word].end;
                let (start, end, grain) = hit.stretch;
                told_year = Some(start);
                if grain == Grain::Day && start == end {
                    told = Some(start);
                }
                found.push(Read { chars, start, end, grain });
                at = hit.end;
            }
            None => at += 1,
        }
    }
    found
}

/// An expression with its leads and trails, resolved.
struct Hit {
    start: usize,
    end: usize,
    stretch: Stretch,
    bound: Option<Bound>,
    now: bool,
}

impl Hit {
    /// The expression as a record's date.
    fn found(&self, page: &Page, pack: &Pack, words: Range<usize>) -> Found {
        let date = DateRef {
            start: self.stretch.0.to_string(),
            end: self.stretch.1.to_string(),
            grain: self.stretch.2,
            mention: Some(page.span(words.clone())),
        };
        let time = tense::time_of(page, pack, words.start);
        Found { words, date, bound: self.bound, time, now: self.now }
    }
}

/// The longest expression at an atom that means a day or period.
fn read_at(
    grammar: &Grammar,
    atoms: &[Atom],
    at: usize,
    reference: &dyn Fn(usize) -> Reference,
    barred: &dyn Fn(usize, bool) -> bool,
) -> Option<Hit> {
    grammar.matches(atoms, at).into_iter().find_map(|found| {
        let pattern = grammar.pattern(&found);
        let lead = grammar.lead(atoms, found.start);
        if (pattern.led && lead.is_none())
            || barred(atoms[found.end - 1].word, found.points[0].feast.is_some())
        {
            return None;
        }
        let mut reference = reference(found.start);
        match lead.and_then(|(_, lead)| lead.toward) {
            Some(Toward::Future) => reference.time = Time::Future,
            Some(Toward::Past) => reference.time = Time::Past,
            Some(Toward::This) | None => {}
        }
        let mut stretch = grammar.resolve(&found, reference)?;
        let mut start = found.start;
        let mut bound = pattern.bound;
        if let Some((lead_start, lead)) = lead {
            if let Some(part) = lead.part
                && let Some(cut) = resolve::cut(stretch, part)
            {
                stretch = cut;
                start = lead_start;
                // « depuis début août »: what stands before the part.
                if let Some((_, outer)) = grammar.lead(atoms, lead_start) {
                    bound = bound.or(outer.bound);
                }
            }
            bound = bound.or(lead.bound);
        }
        match (bound, reference.day) {
            (Some(Bound::Since), Some(day)) if stretch.0 <= day => stretch.1 = day,
            (Some(Bound::Until), Some(day)) if day <= stretch.1 => stretch.0 = day,
            _ => {}
        }
        let end = if stretch.2 == Grain::Day { grammar.trail(atoms, found.end) } else { found.end };
        let now = pattern.offset == Some(0)
            && pattern.grain == Some(Grain::Day)
            && pattern.from == pack::CountedFrom::Dispatch
            && !pattern.loosely;
        Some(Hit { start, end, stretch, bound, now })
    })
}

/// The dispatch's own day where no metadata give it: a full date in its dateline, or at the very head of a paragraph and
/// set off there, or in a line that says that it is the day of publication.
fn own_day(page: &Page, grammar: &Grammar, atoms: &[Atom]) -> Option<Date> {
    for block in page.blocks.iter().take(HEAD_BLOCKS) {
        let first = atoms.partition_point(|atom| atom.word < block.words.start);
        let last = atoms.partition_point(|atom| atom.word < block.words.end);
        let dateline = block.kind == BlockKind::Dateline;
        // « Publié le 3 juin 2021 à 14h05 », in a line of its own.
        let byline = if block.is_heading() { grammar.byline(&atoms[..last], first) } else { None };
        let first = byline.unwrap_or(first);
        let reach = if dateline { last } else { last.min(first + 1) };
        let hit = (first..reach)
            .find_map(|at| read_at(grammar, &atoms[..last], at, &|_| Reference::default(), &|_, _| false));
        if let Some(hit) = hit
            && hit.stretch.2 == Grain::Day
        {
            let after = atoms.get(hit.end).map(|atom| atom.text.as_str());
            let set_off = matches!(after, None | Some("." | "-" | "–" | "—" | ":" | "("));
            if dateline || byline.is_some() || hit.end == last || set_off {
                return Some(hit.stretch.0);
            }
        }
        if dateline && let Some(day) = yearless(grammar, atoms, first..last) {
            return Some(day);
        }
    }
    None
}

/// How many days may lie between a dateline without a year and a full date that tells its year.
const CLOSE: i64 = 7;

/// The day of a dateline without a year (« TUNIS, 3 juin (AFP) »), where the text has full dates close to that day in one year only;
/// what is told of other times tells no year.
fn yearless(grammar: &Grammar, atoms: &[Atom], dateline: Range<usize>) -> Option<Date> {
    let point = dateline.clone().find_map(|at| {
        let matches = grammar.matches(&atoms[..dateline.end], at);
        matches.into_iter().map(|found| found.points[0].clone()).find(|point| point.month.is_some())
    })?;
    let (month, day) = (point.month?, point.day?);
    let fits =
        |date: &Date| point.weekday.is_none_or(|weekday| date.weekday().to_monday_zero_offset() == weekday);
    let mut days = Vec::new();
    let mut at = 0;
    while at < atoms.len() {
        let told = read_at(grammar, atoms, at, &|_| Reference::default(), &|_, _| false);
        at = told.as_ref().map_or(at + 1, |hit| hit.end.max(at + 1));
        let Some((start, end, Grain::Day)) = told.map(|hit| hit.stretch) else { continue };
        let own = (-1..=1).filter_map(|shift| Date::new(start.year() + shift, month, day).ok());
        let close =
            |date: &Date| start.until(*date).is_ok_and(|span| i64::from(span.get_days()).abs() <= CLOSE);
        days.extend(own.filter(|date| start == end && close(date) && fits(date)));
    }
    days.sort();
    days.dedup();
    <[Date; 1]>::try_from(days).ok().map(|[day]| day)
}

/// Whether a number counts a noun behind it (« 2006 habitants »).
fn is_count(page: &Page, word: usize) -> bool {
    let token = &page.words[word];
    token.rel == Rel::Nummod
        && token.head > word
        && page.words[token.head].upos == Upos::Noun
        && token.text.chars().all(|c| c.is_ascii_digit())
        && token.head - word <= 2
}

/// Whether a feast is somebody's name (« à Noël Petit »).
fn is_name(page: &Page, word: usize) -> bool {
    page.words.get(word + 1).is_some_and(|next| {
        next.upos == Upos::Propn
            && next.text.chars().next().is_some_and(char::is_uppercase)
            && (next.head == word || page.words[word].head == word + 1)
    })
}
