//! Events as flat tables, tab-separated with a header, for the R and Python scripts that there are.
//!
//! [`plover()`] has the columns of the POLECAT data set (what the NGEC coder writes); [`cameo()`] those of GDELT's first event
//! table that a dispatch can fill. Both end in columns of our own: whether it happened, and on whose word.

mod cameo;
mod plover;
#[cfg(test)]
mod tests;

pub use cameo::cameo;
pub use plover::plover;

use records::{Actor, Event, Place, Reading};

/// The header of a table, with its line feed.
pub fn header(columns: &[&str]) -> String {
    format!("{}\n", columns.join("\t"))
}

/// The columns of [`plover()`] and [`cameo()`].
pub use cameo::COLUMNS as CAMEO_COLUMNS;
pub use plover::COLUMNS as PLOVER_COLUMNS;

/// A row: tabs and line feeds inside a cell become spaces, for a table has no other way to hold them.
fn row(cells: &[String]) -> String {
    let clean: Vec<String> = cells
        .iter()
        .map(|cell| cell.chars().map(|c| if c.is_control() { ' ' } else { c }).collect())
        .collect();
    format!("{}\n", clean.join("\t"))
}

/// The words of a span, on one line.
fn words(reading: &Reading, span: records::Span) -> String {
    span.slice(&reading.document.text).unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The actors of these ids.
fn actors<'r>(reading: &'r Reading, ids: &[String]) -> Vec<&'r Actor> {
    ids.iter().filter_map(|id| reading.actors.iter().find(|actor| actor.id == *id)).collect()
}

/// The place of an event, where its words are known to name one.
fn place<'r>(reading: &'r Reading, event: &Event) -> Option<&'r Place> {
    let id = event.place.as_ref()?.place.as_ref()?;
    reading.places.iter().find(|place| place.id == *id)
}

/// On whose word an event is told: the speaker of the statement, empty where it is the outlet itself.
fn voice(reading: &Reading, event: &Event) -> String {
    let statement =
        event.voice.as_ref().and_then(|id| reading.statements.iter().find(|statement| statement.id == *id));
    statement
        .and_then(|statement| statement.speaker.actor.as_ref())
        .and_then(|id| reading.actors.iter().find(|actor| actor.id == *id))
        .map(|actor| actor.name.clone())
        .unwrap_or_default()
}

/// The first day of an event, else that of publication.
fn day<'r>(reading: &'r Reading, event: &'r Event) -> Option<&'r str> {
    event.date.as_ref().map(|date| date.start.as_str()).or(reading.document.published.as_deref())
}
