//! What every way of printing a reading tells alike: its title, the order of its statements, its dates.

use crate::{one_line, wording::Wording};
use records::{CopyOf, DateRef, Document, Grain, Reading, Statement};
use std::collections::HashMap;

/// The title that the input names, else the text's first line where that is set apart as one.
pub fn title(document: &Document) -> Option<&str> {
    let first_line = || {
        let (line, rest) = document.text.trim_start().split_once('\n')?;
        let is_sentence = line.trim_end().ends_with(['.', ',', ';', ':']);
        (!is_sentence && !rest.trim().is_empty()).then_some(line)
    };
    document.title.as_deref().or_else(first_line)
}

/// What an earlier dispatch has to do with one, in a line.
pub fn carries(copy: &CopyOf, wording: &Wording) -> String {
    let outlet = copy.outlet.as_deref().map(one_line).filter(|outlet| !outlet.is_empty());
    let id = one_line(&copy.id);
    let other = outlet.map_or_else(|| id.clone(), |outlet| format!("{outlet} ({id})"));
    (wording.carries)(&other, copy.extent, copy.percent)
}

/// Whether a reading has dates that only the day of publication would resolve, and it is not known.
pub fn wants_day(reading: &Reading) -> bool {
    let statements = reading.statements.iter().map(|statement| statement.unresolved_date);
    let events = reading.events.iter().map(|event| event.unresolved_date);
    reading.document.published.is_none() && statements.chain(events).any(|words| words.is_some())
}

/// Statements (by their place in the list) grouped by speaker, in order of each speaker's first.
pub fn by_speaker(statements: &[Statement]) -> Vec<(Option<&str>, Vec<usize>)> {
    let mut groups: Vec<(Option<&str>, Vec<usize>)> = Vec::new();
    let mut known: HashMap<&str, usize> = HashMap::new();
    for (number, statement) in statements.iter().enumerate() {
        let speaker = statement.speaker.actor.as_deref();
        // Two speakers whom nobody knows need not be the same.
        match speaker.and_then(|speaker| known.get(speaker)) {
            Some(&group) => groups[group].1.push(number),
            None => {
                known.extend(speaker.map(|speaker| (speaker, groups.len())));
                groups.push((speaker, vec![number]));
            }
        }
    }
    groups
}

/// A date as precise as its words, in EDTF (ISO 8601-2): `2022-09-13`, `2022-09`, `2022`, `198X` for a decade, and two ends with
/// a slash between them for what is none of these (a week, a season, « du 12 au 15 mai », « fin août »).
///
/// ```
/// let date = |start: &str, end: &str, grain| page::date(&records::DateRef {
///     start: start.into(), end: end.into(), grain, mention: None,
/// });
/// use records::Grain::*;
/// assert_eq!(date("2022-09-13", "2022-09-13", Day), "2022-09-13");
/// assert_eq!(date("2022-05-12", "2022-05-15", Day), "2022-05-12/2022-05-15");
/// assert_eq!(date("2022-08-01", "2022-08-31", Month), "2022-08");
/// assert_eq!(date("2022-08-21", "2022-08-31", Month), "2022-08-21/2022-08-31");
/// assert_eq!(date("2022-12-01", "2023-02-28", Quarter), "2022-12/2023-02");
/// assert_eq!(date("1980-01-01", "1989-12-31", Year), "198X");
/// ```
pub fn date(date: &DateRef) -> String {
    let (start, end) = (date.start.as_str(), date.end.as_str());
    let whole = |first: &str, last: &str| start.ends_with(first) && end.ends_with(last);
    let years = date.grain == Grain::Year && whole("-01-01", "-12-31");
    // Which days end a month depends on it: the words of a month or a season name whole ones unless they cut one short.
    let months = matches!(date.grain, Grain::Month | Grain::Quarter | Grain::Year)
        && start.ends_with("-01")
        && is_last_of_month(end);
    let length = if years {
        4
    } else if months {
        7
    } else {
        10
    };
    let (first, last) = (start.get(..length).unwrap_or(start), end.get(..length).unwrap_or(end));
    let decade = || first.strip_suffix('0').filter(|tens| last.strip_suffix('9') == Some(tens));
    match years.then(decade).flatten() {
        Some(tens) => format!("{tens}X"),
        None if first == last => first.to_owned(),
        None => format!("{first}/{last}"),
    }
}

fn is_last_of_month(day: &str) -> bool {
    day.parse::<jiff::civil::Date>().is_ok_and(|day| day == day.last_of_month())
}
