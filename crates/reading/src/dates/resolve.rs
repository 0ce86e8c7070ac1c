//! From what a template caught to days.

use super::{
    feasts,
    grammar::{Grammar, Match, Point},
    tense::Time,
};
use jiff::{ToSpan, civil::Date};
use pack::{DatePattern, Part, Period, Toward};
use records::Grain;

/// First day, last day, and how precise the words are.
pub type Stretch = (Date, Date, Grain);

/// What distances are counted from.
#[derive(Debug, Clone, Copy, Default)]
pub struct Reference {
    /// The dispatch's day.
    pub day: Option<Date>,
    /// The day told last before the expression.
    pub told: Option<Date>,
    /// The start of what was told last, whatever its grain, from which years are counted (« En 2008 … L’année suivante »).
    pub told_year: Option<Date>,
    /// Where the tense of the expression's verb puts it.
    pub time: Time,
}

impl Grammar {
    /// The days that an expression means; `None` where it needs a day that is not known, or names none that exists.
    pub fn resolve(&self, found: &Match, reference: Reference) -> Option<Stretch> {
        let pattern = self.pattern(found);
        let from = match pattern.from {
            pack::CountedFrom::Dispatch => reference.day,
            pack::CountedFrom::Told => {
                let year = match (pattern.offset, found.points[0].unit) {
                    (Some(_), _) => pattern.grain == Some(Grain::Year),
                    (None, Some(unit)) => self.dates.unit[unit].grain == Grain::Year,
                    (None, None) => false,
                };
                reference.told_year.filter(|_| year).or(reference.told).or(reference.day)
            }
        };
        let whole = if let Some(count) = pattern.count {
            self.counted(found, pattern, count, from?)?
        } else if let (Some(offset), Some(grain)) = (pattern.offset, pattern.grain) {
            shifted(from?, i64::from(offset), grain)?
        } else {
            self.named(found, pattern, reference)?
        };
        let whole = match pattern.days {
            Some((first, last)) => weekdays_of(whole.0, first, last)?,
            None => whole,
        };
        match pattern.part {
            Some(part) => cut(whole, part),
            None => Some(whole),
        }
    }

    fn counted(&self, found: &Match, pattern: &DatePattern, count: i32, from: Date) -> Option<Stretch> {
        let point = &found.points[0];
        let unit = &self.dates.unit[point.unit?];
        let number = i64::from(point.number.or(pattern.number).unwrap_or(1)) * i64::from(unit.each);
        let signed = number.checked_mul(i64::from(count))?;
        if pattern.stretch {
            let other = moved(from, signed, unit.grain)?;
            return Some((from.min(other), from.max(other), Grain::Day));
        }
        shifted(from, signed, unit.grain)
    }

    fn named(&self, found: &Match, pattern: &DatePattern, reference: Reference) -> Option<Stretch> {
        let [first, second] = &found.points;
        if *second == Point::default() || first.feast.is_some() {
            return self.point(first, pattern, reference);
        }
        // What either end does not tell it takes from the other (« du 12 au 15 mai », "May 12 to 15").
        let filled = |a: &Point, b: &Point| Point {
            month: a.month.or(if a.day.is_some() { b.month } else { None }),
            year: a.year.or(b.year),
            season: a.season,
            ..a.clone()
        };
        let (mut from, mut to) = (filled(first, second), filled(second, first));
        if from.day.is_none() && from.month.is_none() && from.year.is_none() && from.weekday.is_none() {
            from = Point { month: to.month, ..from };
        }
        if to.weekday.is_some() && to.day.is_none() && from.weekday.is_some() && from.day.is_none() {
            // « de lundi à mercredi »: the first weekday of that name from the first on.
            let start = self.point(&from, pattern, reference)?;
            let ahead = (i64::from(to.weekday?) - i64::from(from.weekday?)).rem_euclid(7);
            let end = start.0.checked_add(ahead.days()).ok()?;
            return Some((start.0, end, Grain::Day));
        }
        let mut end = self.point(&to, pattern, reference)?;
        if first.year.is_none() && second.year.is_none() {
            // Both ends lie in one year, or the first in the year before.
            from.year = Some(end.0.year());
        }
        let mut start = self.point(&from, pattern, reference)?;
        if start.0 > end.0 {
            if first.year.is_none() {
                from.year = Some(end.0.year() - 1);
                start = self.point(&from, pattern, reference)?;
            } else {
                to.year = Some(start.0.year() + 1);
                end = self.point(&to, pattern, reference)?;
            }
        }
        (start.0 <= end.1).then_some((start.0, end.1, end.2))
    }

    /// The period that one end names.
    fn point(&self, point: &Point, pattern: &DatePattern, reference: Reference) -> Option<Stretch> {
        let lies = Lies { toward: pattern.toward, time: reference.time };
        match pattern.period {
            Some(Period::Century) => return century(point.ordinal.or(point.number)?),
            Some(Period::Decade) => return decade(point, reference.day),
            Some(Period::Quarter) => return part_of_year(point, 3, lies, reference.day),
            Some(Period::Half) => return part_of_year(point, 6, lies, reference.day),
            None => {}
        }
        if let Some(index) = point.feast {
            let feast = self.feast(index, point.year, lies, reference.day)?;
            return match point.weekday {
                Some(weekday) => on_or_after(feast.0, weekday).map(|day| (day, day, Grain::Day)),
                None => Some(feast),
            };
        }
        if let Some(index) = point.season {
            return self.season(index, point.year, lies, reference.day);
        }
        match (point.day, point.month, point.weekday) {
            (Some(day), Some(month), weekday) => {
                let date = match point.year {
                    Some(year) => Date::new(year, month, day).ok()?,
                    None => lies.day_of_year(reference.day?, month, day, weekday)?,
                };
                Some((date, date, Grain::Day))
            }
            (Some(day), None, weekday) => {
                let date = lies.day_of_month(reference.day?, day, weekday)?;
                Some((date, date, Grain::Day))
            }
            (None, Some(month), _) => {
                let year = match point.year {
                    Some(year) => year,
                    None => lies.year_of_month(reference.day?, month),
                };
                let start = Date::new(year, month, 1).ok()?;
                Some((start, start.last_of_month(), Grain::Month))
            }
            (None, None, Some(weekday)) => {
                let date = lies.weekday(reference.day?, weekday)?;
                Some((date, date, Grain::Day))
            }
            (None, None, None) => {
                let start = Date::new(point.year?, 1, 1).ok()?;
                Some((start, start.last_of_year(), Grain::Year))
            }
        }
    }

    fn feast(&self, index: usize, year: Option<i16>, lies: Lies, day: Option<Date>) -> Option<Stretch> {
        let in_year = |year: i16| {
            feasts::in_year(&self.dates.feasts[index], year).map(|(first, last)| (first, last, Grain::Day))
        };
        match year {
            Some(year) => in_year(year),
            None => {
                let day = day?;
                let years = [-1, 0, 1].into_iter().filter_map(|shift| in_year(day.year() + shift));
                lies.choose(day, years.collect())
            }
        }
    }

    fn season(&self, index: usize, year: Option<i16>, lies: Lies, day: Option<Date>) -> Option<Stretch> {
        let (first, last) = self.dates.seasons[index].months;
        let in_year = |year: i16| -> Option<Stretch> {
            let start = Date::new(year, first, 1).ok()?;
            let end = Date::new(if last < first { year + 1 } else { year }, last, 1).ok()?.last_of_month();
            Some((start, end, Grain::Quarter))
        };
        match year {
            Some(year) => in_year(year),
            None => {
                let day = day?;
                let years = [-1, 0, 1].into_iter().filter_map(|shift| in_year(day.year() + shift));
                lies.choose(day, years.collect())
            }
        }
    }
}

/// Where a date without a year lies from the dispatch.
#[derive(Debug, Clone, Copy)]
struct Lies {
    toward: Option<Toward>,
    time: Time,
}

impl Lies {
    /// One of several periods in order: the last one begun, the next one not over, or the nearest.
    fn choose(self, day: Date, periods: Vec<Stretch>) -> Option<Stretch> {
        let last = periods.iter().rev().find(|period| period.0 <= day);
        let next = periods.iter().find(|period| period.1 >= day);
        let nearest = || {
            periods.iter().min_by_key(|period| {
                if period.0 <= day && day <= period.1 {
                    0
                } else {
                    days_between(day, period.0).min(days_between(day, period.1))
                }
            })
        };
        match (self.toward, self.time) {
            (Some(Toward::Past), _) => periods.iter().rev().find(|period| period.1 < day),
            (Some(Toward::Future), _) => periods.iter().find(|period| period.0 > day),
            (Some(Toward::This), _) => nearest(),
            (None, Time::Past) => last,
            (None, Time::Future) => next,
            (None, Time::Open) => nearest(),
        }
        .copied()
    }

    fn day_of_year(self, day: Date, month: i8, number: i8, weekday: Option<i8>) -> Option<Date> {
        let years = (-7..=7).filter_map(|shift| Date::new(day.year() + shift, month, number).ok());
        let fits =
            |date: &Date| weekday.is_none_or(|weekday| date.weekday().to_monday_zero_offset() == weekday);
        let near: Vec<Date> = years.clone().filter(|date| (date.year() - day.year()).abs() <= 1).collect();
        // A weekday that no near year bears out is a slip of the text: the date goes before.
        let wanted: Vec<Date> = near.iter().copied().filter(|date| fits(date)).collect();
        let pool = if wanted.is_empty() { near } else { wanted };
        self.choose(day, pool.into_iter().map(|date| (date, date, Grain::Day)).collect())
            .map(|period| period.0)
    }

    fn day_of_month(self, day: Date, number: i8, weekday: Option<i8>) -> Option<Date> {
        let months = (-2..=2).filter_map(|shift| {
            let first = day.first_of_month().checked_add(i64::from(shift).months()).ok()?;
            Date::new(first.year(), first.month(), number).ok()
        });
        let fits: Vec<Stretch> = months
            .filter(|date| weekday.is_none_or(|weekday| date.weekday().to_monday_zero_offset() == weekday))
            .map(|date| (date, date, Grain::Day))
            .collect();
        self.choose(day, fits).map(|period| period.0)
    }

    fn year_of_month(self, day: Date, month: i8) -> i16 {
        let own = day.month();
        let year = day.year();
        match (self.toward, self.time) {
            (Some(Toward::Past), _) => year - i16::from(month >= own),
            (Some(Toward::Future), _) => year + i16::from(month <= own),
            (Some(Toward::This), _) => year,
            (None, Time::Past) => year - i16::from(month > own),
            (None, Time::Future) => year + i16::from(month < own),
            (None, Time::Open) => match i16::from(month) - i16::from(own) {
                7.. => year - 1,
                ..=-7 => year + 1,
                _ => year,
            },
        }
    }

    /// The last weekday of that name unless words or tense say that it is to come.
    fn weekday(self, day: Date, weekday: i8) -> Option<Date> {
        let ahead = i64::from((weekday - day.weekday().to_monday_zero_offset()).rem_euclid(7));
        let back = (7 - ahead) % 7;
        let distance = match (self.toward, self.time) {
            (Some(Toward::Past), _) => -(if back == 0 { 7 } else { back }),
            (Some(Toward::Future), _) => {
                if ahead == 0 {
                    7
                } else {
                    ahead
                }
            }
            (Some(Toward::This), Time::Future) | (None, Time::Future) => ahead,
            (Some(Toward::This), _) | (None, _) => -back,
        };
        day.checked_add(distance.days()).ok()
    }
}

/// The first day of that weekday from a day on.
fn on_or_after(day: Date, weekday: i8) -> Option<Date> {
    let ahead = i64::from((weekday - day.weekday().to_monday_zero_offset()).rem_euclid(7));
    day.checked_add(ahead.days()).ok()
}

fn days_between(a: Date, b: Date) -> i64 {
    i64::from(a.until(b).map_or(i32::MAX, |span| span.get_days())).abs()
}

fn century(number: u32) -> Option<Stretch> {
    let last = i16::try_from(number).ok()?.checked_mul(100)?;
    let start = Date::new(last - 99, 1, 1).ok()?;
    Some((start, Date::new(last, 12, 31).ok()?, Grain::Year))
}

/// « les années 1970 », « les années 70 »: of two figures the last century, unless that decade of this one has begun.
fn decade(point: &Point, day: Option<Date>) -> Option<Stretch> {
    let year = match (point.year, point.number) {
        (Some(year), _) => year,
        (None, Some(number)) if number < 100 => {
            let short = i16::try_from(number).ok()?;
            let begun = day.is_some_and(|day| day.year() >= 2000 + short);
            if short <= 20 && begun { 2000 + short } else { 1900 + short }
        }
        (None, Some(number)) => i16::try_from(number).ok()?,
        (None, None) => return None,
    };
    (year % 10 == 0).then_some(())?;
    Some((Date::new(year, 1, 1).ok()?, Date::new(year + 9, 12, 31).ok()?, Grain::Year))
}

/// A quarter or half of a year by its ordinal.
fn part_of_year(point: &Point, months: i8, lies: Lies, day: Option<Date>) -> Option<Stretch> {
    let index = i8::try_from(point.ordinal.or(point.number)?).ok()?;
    (1..=12 / months).contains(&index).then_some(())?;
    let in_year = |year: i16| -> Option<Stretch> {
        let start = Date::new(year, (index - 1) * months + 1, 1).ok()?;
        let end = Date::new(year, index * months, 1).ok()?.last_of_month();
        Some((start, end, Grain::Quarter))
    };
    match point.year {
        Some(year) => in_year(year),
        None => {
            let day = day?;
            lies.choose(day, [-1, 0, 1].into_iter().filter_map(|shift| in_year(day.year() + shift)).collect())
        }
    }
}

/// Days of the week of a day.
fn weekdays_of(day: Date, first: i8, last: i8) -> Option<Stretch> {
    let monday = day.checked_sub(i64::from(day.weekday().to_monday_zero_offset()).days()).ok()?;
    let start = monday.checked_add(i64::from(first).days()).ok()?;
    let end = monday.checked_add(i64::from(last).days()).ok()?;
    Some((start, end, Grain::Day))
}

fn moved(day: Date, count: i64, grain: Grain) -> Option<Date> {
    match grain {
        Grain::Day => day.checked_add(count.days()),
        Grain::Week => day.checked_add(count.checked_mul(7)?.days()),
        Grain::Month => day.checked_add(count.months()),
        Grain::Quarter => day.checked_add(count.checked_mul(3)?.months()),
        Grain::Year => day.checked_add(count.years()),
    }
    .ok()
}

/// The period of a grain so many units away.
fn shifted(day: Date, offset: i64, grain: Grain) -> Option<Stretch> {
    let at = if offset.abs() > 20_000 { return None } else { moved(day, offset, grain)? };
    Some(match grain {
        Grain::Day => (at, at, grain),
        Grain::Week => {
            let monday = at.checked_sub(i64::from(at.weekday().to_monday_zero_offset()).days()).ok()?;
            (monday, monday.checked_add(6.days()).ok()?, grain)
        }
        Grain::Month => (at.first_of_month(), at.last_of_month(), grain),
        Grain::Quarter => {
            let first = at.first_of_month().checked_sub(i64::from((at.month() - 1) % 3).months()).ok()?;
            (first, first.checked_add(2.months()).ok()?.last_of_month(), grain)
        }
        Grain::Year => (at.first_of_year(), at.last_of_year(), grain),
    })
}

/// A part of a period: of a month ten days, of a week its first two days, the next two or the rest, of longer periods a third
/// or half of their months, of decades and centuries of their years.
pub fn cut((start, end, grain): Stretch, part: Part) -> Option<Stretch> {
    let months = (i64::from(end.year()) - i64::from(start.year())) * 12 + i64::from(end.month())
        - i64::from(start.month())
        + 1;
    let days = i64::from(start.until(end).ok()?.get_days()) + 1;
    // Units of the cut, and the bounds of its thirds.
    let (count, step, bounds) = match grain {
        Grain::Week => (days, Grain::Day, (2, 4)),
        Grain::Month => (days, Grain::Day, (10, 20)),
        _ if months >= 120 => (months / 12, Grain::Year, (months / 36, months / 12 - months / 36)),
        _ if months >= 2 => (months, Grain::Month, (months / 3, months - months / 3)),
        _ => (days, Grain::Day, (days / 3, days - days / 3)),
    };
    let (from, to) = match part {
        Part::Early => (0, bounds.0.max(1)),
        Part::Middle => bounds,
        Part::Late => (bounds.1, count),
        Part::FirstHalf => (0, (count + 1) / 2),
        Part::SecondHalf => ((count + 1) / 2, count),
    };
    (from < to && to <= count).then_some(())?;
    let first = moved(start, from, step)?;
    let last = if to == count { end } else { moved(start, to, step)?.checked_sub(1.days()).ok()? };
    Some((first, last, grain))
}
