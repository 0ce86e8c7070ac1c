//! What every way of printing a reading tells alike: its title, the order of its statements, its dates.

use records::{DateRef, Document, Grain, Statement};
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

/// A date as precise as it is: a day, or the first and last.
pub fn day(date: &DateRef) -> String {
    if date.start == date.end { date.start.clone() } else { format!("{} to {}", date.start, date.end) }
}

/// As precise as it is, and no longer: `2022-09-13`, `week of 2022-09-12`, `2022-09`, `2022`.
pub fn date(date: &DateRef) -> String {
    let part = |length| date.start.get(..length).unwrap_or(&date.start).to_owned();
    match date.grain {
        Grain::Day | Grain::Quarter => day(date),
        Grain::Week => format!("week of {}", date.start),
        Grain::Month => part(7),
        Grain::Year => part(4),
    }
}
