//! Dates in the text, resolved against the dispatch's own day.

use crate::{page::Page, statements::Candidate};
use jiff::{ToSpan, civil::Date};
use pack::{Dates, Pack};
use records::{DateRef, Grain};

/// A date expression found in the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// Its words, as token indices.
    pub words: std::ops::Range<usize>,
    /// What it says.
    pub date: DateRef,
}

/// All date expressions of a document.
#[derive(Debug, Default)]
pub struct DateFinder {
    /// In order of their words.
    pub found: Vec<Found>,
    /// The dispatch's day, given or read from its dateline.
    pub day: Option<Date>,
}

impl DateFinder {
    /// Finds the dates of a document.
    pub fn find(page: &Page, pack: &Pack) -> DateFinder {
        let dates = &pack.dates;
        let given = page.document.published.as_deref().and_then(|day| day.get(..10)?.parse().ok());
        let mut finder = DateFinder { found: Vec::new(), day: given };
        let mut at = 0;
        while at < page.words.len() {
            let hit = absolute(page, dates, at, finder.day)
                .or_else(|| finder.day.and_then(|day| relative(page, dates, at, day)))
                .or_else(|| finder.day.and_then(|day| weekday(page, pack, at, day)))
                .or_else(|| finder.day.and_then(|day| counted(page, dates, at, day)))
                .or_else(|| year(page, dates, at));
            match hit {
                Some((end, start_day, end_day, grain)) => {
                    // Without a given day, the first full date at the head of the text is the dispatch's own.
                    if finder.day.is_none() && grain == Grain::Day && page.words[at].block <= 2 {
                        finder.day = Some(start_day);
                    }
                    let date = DateRef {
                        start: start_day.to_string(),
                        end: end_day.to_string(),
                        grain,
                        mention: Some(page.span(at..end)),
                    };
                    finder.found.push(Found { words: at..end, date });
                    at = end;
                }
                None => at += 1,
            }
        }
        finder
    }

    /// Whether a token belongs to a date expression.
    pub fn covers(&self, word: usize) -> bool {
        let at = self.found.partition_point(|found| found.words.end <= word);
        self.found.get(at).is_some_and(|found| found.words.contains(&word))
    }

    /// The date that stands with a statement's cue: in its sentence, outside its content.
    pub fn near_cue(&self, page: &Page, candidate: &Candidate) -> Option<DateRef> {
        let anchor = candidate.anchor?;
        let sentence = page.sentence_of(anchor);
        let cue = page.words[anchor].span;
        self.found
            .iter()
            .filter(|found| {
                sentence.contains(&found.words.start)
                    && page.words[found.words.start].quote == page.words[anchor].quote
            })
            .filter(|found| {
                let span = page.span(found.words.clone());
                !candidate.content.iter().any(|part| part.overlaps(span))
            })
            .min_by_key(|found| page.words[found.words.start].span.start.abs_diff(cue.start))
            .map(|found| found.date.clone())
    }
}

type Hit = (usize, Date, Date, Grain);

fn number(text: &str, dates: &Dates) -> Option<u32> {
    text.parse().ok().or_else(|| {
        dates.ordinals.iter().chain(&dates.numbers).find(|(word, _)| word == text).map(|(_, n)| *n)
    })
}

fn month(text: &str, dates: &Dates) -> Option<i8> {
    dates
        .months
        .iter()
        .position(|names| names.iter().any(|name| name == text || name.trim_end_matches('.') == text))
        .map(|index| index as i8 + 1)
}

fn end_of_month(year: i16, month: i8) -> Option<Date> {
    Date::new(year, month, 1).ok().map(Date::last_of_month)
}

fn year_of(text: &str) -> Option<i16> {
    (text.len() == 4).then(|| text.parse().ok()).flatten().filter(|year| (1000..=2200).contains(year))
}

fn lower<'a>(page: &'a Page, at: usize) -> Option<&'a str> {
    page.words.get(at).map(|word| word.lower.as_str())
}

/// « 13 septembre 2022 », « 5 et 6 mars », « mars 2011 », « 2022-09-13 », « 13/09/2022 ».
fn absolute(page: &Page, dates: &Dates, at: usize, day: Option<Date>) -> Option<Hit> {
    let first = lower(page, at)?;
    if let Ok(date) = first.parse::<Date>()
        && first.len() == 10
    {
        return Some((at + 1, date, date, Grain::Day));
    }
    if let Some(date) = slashed(first) {
        return Some((at + 1, date, date, Grain::Day));
    }
    let own_month = |at: usize| lower(page, at).and_then(|text| month(text, dates));
    if let (Some(number), Some(month)) =
        (number(first, dates).filter(|n| (1..=31).contains(n)), own_month(at + 1))
    {
        let (year, end) = match lower(page, at + 2).and_then(year_of) {
            Some(year) => (year, at + 3),
            None => (nearest_year(day?, month, number as i8, page, dates, at + 2), at + 2),
        };
        let date = Date::new(year, month, number as i8).ok()?;
        return Some((end, date, date, Grain::Day));
    }
    if let (Some(month), Some(year)) = (own_month(at), lower(page, at + 1).and_then(year_of)) {
        return Some((at + 2, Date::new(year, month, 1).ok()?, end_of_month(year, month)?, Grain::Month));
    }
    // A month alone counts only where another word says that it is one (« mars » is also a planet).
    let month = own_month(at)?;
    let after = lower(page, at + 1);
    let placed = after.is_some_and(|text| dates.last.iter().chain(&dates.next).any(|word| word == text));
    let introduced =
        at > 0 && lower(page, at - 1).is_some_and(|text| dates.year_before.iter().any(|word| word == text));
    if !(placed || introduced) {
        return None;
    }
    let year = nearest_year(day?, month, 1, page, dates, at + 1);
    Some((
        at + 1 + usize::from(placed),
        Date::new(year, month, 1).ok()?,
        end_of_month(year, month)?,
        Grain::Month,
    ))
}

fn slashed(text: &str) -> Option<Date> {
    let parts: Vec<&str> = text.split(['/', '.']).collect();
    let [day, month, year] = parts[..] else { return None };
    Date::new(year_of(year)?, month.parse().ok()?, day.parse().ok()?).ok()
}

/// The year of a day without one: the current year unless « dernier » or « prochain » or a distance of more than half a
/// year says otherwise.
fn nearest_year(day: Date, month: i8, number: i8, page: &Page, dates: &Dates, after: usize) -> i16 {
    let word = lower(page, after).unwrap_or_default();
    let this = (month, number);
    let own = (day.month(), day.day());
    if dates.last.iter().any(|last| last == word) {
        return if this > own { day.year() - 1 } else { day.year() };
    }
    if dates.next.iter().any(|next| next == word) {
        return if this < own { day.year() + 1 } else { day.year() };
    }
    let distance = i32::from(month) - i32::from(day.month());
    match distance {
        7.. => day.year() - 1,
        ..=-7 => day.year() + 1,
        _ => day.year(),
    }
}

fn matches_words(page: &Page, at: usize, phrase: &str) -> Option<usize> {
    let mut here = at;
    let mut rest = phrase;
    while !rest.is_empty() {
        let word = lower(page, here)?;
        rest = rest.strip_prefix(word)?.trim_start();
        here += 1;
    }
    Some(here)
}

/// « hier », « la semaine dernière ».
fn relative(page: &Page, dates: &Dates, at: usize, day: Date) -> Option<Hit> {
    let (end, entry) = dates
        .relative
        .iter()
        .flat_map(|entry| entry.words.iter().map(move |words| (words, entry)))
        .filter_map(|(words, entry)| Some((matches_words(page, at, words)?, entry)))
        .max_by_key(|(end, _)| *end)?;
    let (start, stop) = shifted(day, entry.offset, entry.grain)?;
    Some((end, start, stop, entry.grain))
}

/// The period of a grain so many units away.
fn shifted(day: Date, offset: i32, grain: Grain) -> Option<(Date, Date)> {
    let offset = i64::from(offset);
    Some(match grain {
        Grain::Day => {
            let date = day.checked_add(offset.days()).ok()?;
            (date, date)
        }
        Grain::Week => {
            let back = i64::from(day.weekday().to_monday_zero_offset());
            let monday = day.checked_add((7 * offset - back).days()).ok()?;
            (monday, monday.checked_add(6.days()).ok()?)
        }
        Grain::Month => {
            let date = day.first_of_month().checked_add(offset.months()).ok()?;
            (date, date.last_of_month())
        }
        Grain::Quarter => {
            let first = day.first_of_month().checked_sub(i64::from((day.month() - 1) % 3).months()).ok()?;
            let start = first.checked_add((3 * offset).months()).ok()?;
            (start, start.checked_add(2.months()).ok()?.last_of_month())
        }
        Grain::Year => {
            let date = day.first_of_year().checked_add(offset.years()).ok()?;
            (date, date.last_of_year())
        }
    })
}

/// « mardi »: the last one, unless « prochain », or the future of its verb, says otherwise.
fn weekday(page: &Page, pack: &Pack, at: usize, day: Date) -> Option<Hit> {
    let dates = &pack.dates;
    let word = lower(page, at)?;
    let index = dates.weekdays.iter().position(|names| names.iter().any(|name| name == word))? as i64;
    let own = i64::from(day.weekday().to_monday_zero_offset());
    let after = lower(page, at + 1).unwrap_or_default();
    // « mercredi 4 juillet »: the day of the month says more.
    if number(after, dates).is_some_and(|n| n <= 31)
        && lower(page, at + 2).is_some_and(|text| month(text, dates).is_some())
    {
        let (end, start, stop, grain) = absolute(page, dates, at + 1, Some(day))?;
        return Some((end, start, stop, grain));
    }
    let next = dates.next.iter().any(|word| word == after);
    let last = dates.last.iter().any(|word| word == after);
    let future = !last && (next || in_future(page, pack, at));
    let mut distance = index - own;
    if future {
        if distance < 0 || (next && distance == 0) {
            distance += 7;
        }
    } else if distance > 0 || (last && distance == 0) {
        distance -= 7;
    }
    let date = day.checked_add(distance.days()).ok()?;
    Some((at + 1 + usize::from(next || last), date, date, Grain::Day))
}

/// Whether the verb that a date hangs on stands in the future.
fn in_future(page: &Page, pack: &Pack, at: usize) -> bool {
    let mut word = at;
    for _ in 0..4 {
        if page.finite_tense(word) == Some(crate::parse::Tense::Fut) {
            return true;
        }
        // « doit se rendre », « va rencontrer »: a present verb of the near future governs an infinitive.
        let infinitive = page.is_infinitive(word);
        let governor = &page.words[page.words[word].head];
        if infinitive
            && governor.feats.tense != Some(crate::parse::Tense::Past)
            && pack.syntax.status.future.contains(&governor.lemma)
        {
            return true;
        }
        let head = page.words[word].head;
        if head == word {
            break;
        }
        word = head;
    }
    false
}

/// « il y a trois jours », « dans deux semaines ».
fn counted(page: &Page, dates: &Dates, at: usize, day: Date) -> Option<Hit> {
    let (mut here, sign) = dates
        .ago
        .iter()
        .filter_map(|words| Some((matches_words(page, at, words)?, -1)))
        .chain(dates.ahead.iter().filter_map(|words| Some((matches_words(page, at, words)?, 1))))
        .max_by_key(|(end, _)| *end)?;
    let count = i32::try_from(number(lower(page, here)?, dates)?).ok()?;
    here += 1;
    let unit = dates
        .unit
        .iter()
        .find(|unit| unit.words.iter().any(|word| Some(word.as_str()) == lower(page, here)))?;
    let (start, stop) = shifted(day, sign * count, unit.grain)?;
    Some((here + 1, start, stop, unit.grain))
}

/// « en 2006 », « (2006) ».
fn year(page: &Page, dates: &Dates, at: usize) -> Option<Hit> {
    let year = year_of(lower(page, at)?)?;
    let before = lower(page, at.checked_sub(1)?)?;
    if !dates.year_before.iter().any(|word| word == before) && before != "(" {
        return None;
    }
    let start = Date::new(year, 1, 1).ok()?;
    Some((at + 1, start, start.last_of_year(), Grain::Year))
}
