//! What was done: events as a table.

use super::{
    Cell, Fit, Table, actor,
    style::{self, FAINT, TITLE},
    words::shortened,
};
use page::{Words, one_line};
use records::{Event, Reading};

/// The widest that words of a date are printed.
const MOST_WORDS: usize = 16;

pub fn write(out: &mut String, reading: &Reading, words: &Words<'_>, width: usize) {
    super::section(out, "EVENTS", reading.events.len());
    if reading.events.is_empty() {
        return;
    }
    let mut table = Table::new(&[
        ("", Fit::Whole),
        ("DATE", Fit::Whole),
        ("EVENT", Fit::Shrinks),
        ("WORD", Fit::MayGo),
        ("SOURCE", Fit::Shrinks),
        ("", Fit::Whole),
        ("TARGET", Fit::Shrinks),
        ("PLACE", Fit::MayGo),
        ("STATUS", Fit::Whole),
    ]);
    for event in &reading.events {
        table.row(row(reading, event, words));
    }
    table.write(out, "  ", FAINT, width);
}

fn row(reading: &Reading, event: &Event, words: &Words<'_>) -> Vec<Cell> {
    let kind = match &event.mode {
        Some(mode) => format!("{}/{mode}", event.kind),
        None => event.kind.to_string(),
    };
    let place = event.place.as_ref().map(|place| {
        let known = reading.places.iter().find(|known| Some(&known.id) == place.place.as_ref());
        known.map_or_else(|| words.line(place.mention), |known| one_line(&known.name))
    });
    // Whose word it is stands with the status: the one says how far to trust the other.
    let status = match &event.voice {
        Some(statement) => format!("{} in {statement}", event.status),
        None => event.status.to_string(),
    };
    vec![
        Cell::new(&event.id, FAINT),
        Cell::plain(date(event, words)),
        Cell::new(kind, TITLE),
        Cell::plain(words.line(event.trigger)),
        Cell::plain(names(reading, &event.source)),
        Cell::new(if event.target.is_empty() { "" } else { "→" }, FAINT),
        Cell::plain(names(reading, &event.target)),
        Cell::plain(place.unwrap_or_default()),
        Cell::new(status, style::status(event.status)),
    ]
}

/// The date in EDTF; the words with a question mark where they cannot be resolved.
fn date(event: &Event, words: &Words<'_>) -> String {
    let unresolved =
        || event.unresolved_date.map(|told| format!("“{}” ?", shortened(&words.line(told), MOST_WORDS)));
    event.date.as_ref().map(page::date).or_else(unresolved).unwrap_or_default()
}

/// Names of actors, ids where there is no such actor.
fn names(reading: &Reading, ids: &[String]) -> String {
    let name =
        |id: &String| actor(reading, Some(id)).map_or_else(|| id.clone(), |actor| one_line(&actor.name));
    ids.iter().map(name).collect::<Vec<_>>().join(", ")
}
