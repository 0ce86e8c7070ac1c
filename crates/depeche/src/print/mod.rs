//! A reading as a page for people: the dispatch, who said what, what was done.

mod classes;
mod events;
mod figures;
mod mistakes;
mod shifts;
mod statements;
mod style;
mod table;
mod trace;
mod words;

#[cfg(test)]
mod tests;

pub use classes::classes;
pub use figures::{figures, is_below, score, sheet};
pub use mistakes::mistake;
pub use shifts::shifts;
use style::HEADING;
pub use style::{FAINT, NAME, PLAIN, TITLE, act as act_style, status as status_style};
pub use table::{Cell, Fit, Table};
pub use trace::trace;
use words::shortened;

use page::{Words, one_line, title};
use records::{Actor, Reading};
use std::{fmt::Write, io::IsTerminal};

/// The width of pages that nobody's terminal bounds.
pub const PIPED_WIDTH: usize = 100;

/// The width of pages on standard output: the terminal's, as far as lines of that length can be read.
pub fn width() -> usize {
    let terminal = console::Term::stdout().size_checked().filter(|_| std::io::stdout().is_terminal());
    // Longer lines are hard to follow, and less leaves no room for what is told.
    terminal.map_or(PIPED_WIDTH, |(_, columns)| usize::from(columns).clamp(70, 140))
}

/// Writes a reading as a page of at most `width` columns, with ANSI colours (to be stripped where none are wanted).
pub fn page(reading: &Reading, width: usize) -> String {
    let words = Words::of(&reading.document.text);
    let mut out = String::new();
    head(&mut out, reading, width);
    statements::write(&mut out, reading, &words, width);
    events::write(&mut out, reading, &words, width);
    out
}

fn head(out: &mut String, reading: &Reading, width: usize) {
    let document = &reading.document;
    let title = title(document);
    for line in wrapped(&one_line(title.unwrap_or(&document.id)), width) {
        let _ = writeln!(out, "{TITLE}{line}{TITLE:#}");
    }
    let facts = [
        document.published.as_deref().or(page::wants_day(reading).then_some(page::ENGLISH.day_unknown)),
        document.outlet.as_deref(),
        title.is_some().then_some(document.id.as_str()),
        document.url.as_deref(),
    ];
    let facts: Vec<String> = facts.into_iter().flatten().map(one_line).collect();
    if !facts.is_empty() {
        let _ = writeln!(out, "{FAINT}{}{FAINT:#}", shortened(&facts.join(" · "), width));
    }
    for copy in &document.copies {
        let _ = writeln!(out, "{FAINT}{}{FAINT:#}", shortened(&page::carries(copy, &page::ENGLISH), width));
    }
}

/// A heading with how many follow under it.
fn section(out: &mut String, name: &str, count: usize) {
    let _ = writeln!(out, "\n{HEADING}{name}{HEADING:#} {FAINT}{count}{FAINT:#}");
}

/// The actor of that id.
fn actor<'a>(reading: &'a Reading, id: Option<&str>) -> Option<&'a Actor> {
    reading.actors.iter().find(|actor| Some(actor.id.as_str()) == id)
}

/// A text cut into lines at its spaces.
fn wrapped(text: &str, width: usize) -> Vec<String> {
    use unicode_width::UnicodeWidthStr;
    let mut lines = vec![String::new()];
    for word in text.split(' ') {
        match lines.last_mut() {
            Some(line) if line.is_empty() => line.push_str(word),
            Some(line) if line.width() + 1 + word.width() <= width => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}
