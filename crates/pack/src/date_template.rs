//! The templates in which `dates.toml` writes its expressions.

use serde::Deserialize;
use std::{ops::Range, str::FromStr};

/// A place in a template for something that varies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Slot {
    /// Day of the month: 1 to 31 in figures, or an ordinal.
    Day,
    /// Name of a month.
    Month,
    /// Month in figures, 1 to 12.
    MonthNumber,
    /// Year in four figures.
    Year,
    /// Name of a weekday.
    Weekday,
    /// Named part of the year.
    Season,
    /// A feast day.
    Feast,
    /// A number in figures or letters.
    Number,
    /// An ordinal in figures or letters, or a Roman number.
    Ordinal,
    /// A unit of time.
    Unit,
    /// Hour, 0 to 24.
    Hour,
    /// Minute, 0 to 59 in two figures.
    Minute,
}

/// One step of a template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// This atom.
    Word(String),
    /// A slot; `true` for the end of a stretch (`{day2}`).
    Slot(Slot, bool),
    /// Any expression of a word list.
    List(String),
    /// What stands before it belongs to the context, not to the date.
    Here,
}

/// An expression with its alternatives spelled out.
///
/// Words stand as they are, in lower case. `{slot}` catches a value, `<list>` any expression of a list under `[words]`;
/// `[a b]` may be left out; `(a|b c)` is one or the other; `>` says that what stands before it must be there but is no
/// part of the date; `\(` is a bracket that stands for itself.
///
/// ```
/// let template: pack::Template = "[le] {day} {month}".parse().expect("sound");
/// assert_eq!(template.ways().len(), 2);
/// assert!("[le {day}".parse::<pack::Template>().is_err());
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct Template {
    ways: Vec<Vec<Piece>>,
}

/// The most alternatives that one template may have.
const MOST_WAYS: usize = 512;

impl Template {
    /// Every way to say it.
    pub fn ways(&self) -> &[Vec<Piece>] {
        &self.ways
    }
}

/// Splits a text into atoms, the same for texts and templates: runs of letters with an apostrophe at their end, runs of
/// figures, and other signs one by one. Ranges are in characters.
///
/// ```
/// assert_eq!(pack::date_atoms("l'an 18h40"), [0..2, 2..4, 5..7, 7..8, 8..10]);
/// ```
pub fn date_atoms(text: &str) -> Vec<Range<usize>> {
    let chars: Vec<char> = text.chars().collect();
    let mut atoms = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        let start = at;
        let first = chars[at];
        at += 1;
        if first.is_whitespace() {
            continue;
        }
        if first.is_ascii_digit() {
            while at < chars.len() && chars[at].is_ascii_digit() {
                at += 1;
            }
        } else if first.is_alphabetic() {
            while at < chars.len() && chars[at].is_alphabetic() {
                at += 1;
            }
            if at < chars.len() && matches!(chars[at], '\'' | '’') {
                at += 1;
            }
        }
        atoms.push(start..at);
    }
    atoms
}

impl FromStr for Template {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let mut reader = Reader { chars: text.chars().collect(), at: 0 };
        let ways = reader.sequence(&[])?;
        if reader.at < reader.chars.len() {
            return Err(format!("template {text:?}: {:?} opens nothing", reader.chars[reader.at]));
        }
        if ways.iter().any(|way| way.iter().all(|piece| *piece == Piece::Here)) {
            return Err(format!("template {text:?} may be empty"));
        }
        Ok(Template { ways })
    }
}

impl TryFrom<String> for Template {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        text.parse()
    }
}

struct Reader {
    chars: Vec<char>,
    at: usize,
}

impl Reader {
    /// Reads up to one of the closing signs.
    fn sequence(&mut self, closing: &[char]) -> Result<Vec<Vec<Piece>>, String> {
        let mut ways: Vec<Vec<Piece>> = vec![Vec::new()];
        while let Some(&next) = self.chars.get(self.at) {
            if closing.contains(&next) {
                break;
            }
            let options: Vec<Vec<Piece>> = match next {
                ']' | ')' | '|' | '}' => break,
                '>' => {
                    self.at += 1;
                    vec![vec![Piece::Here]]
                }
                '[' => {
                    let mut options = self.choice(']')?;
                    options.push(Vec::new());
                    options
                }
                '(' => self.choice(')')?,
                '{' => vec![vec![slot(&self.name('}')?)?]],
                '<' => vec![vec![Piece::List(self.name('>')?)]],
                '\\' => {
                    // A sign that would open something stands for itself.
                    let sign = self.chars.get(self.at + 1).copied().unwrap_or('\\');
                    self.at += 2;
                    vec![vec![Piece::Word(sign.to_string())]]
                }
                c if c.is_whitespace() => {
                    self.at += 1;
                    continue;
                }
                _ => vec![self.words()],
            };
            ways = ways
                .iter()
                .flat_map(|way| options.iter().map(|option| [way.as_slice(), option.as_slice()].concat()))
                .collect();
            if ways.len() > MOST_WAYS {
                return Err(format!("more than {MOST_WAYS} ways to say one template"));
            }
        }
        Ok(ways)
    }

    fn choice(&mut self, close: char) -> Result<Vec<Vec<Piece>>, String> {
        self.at += 1;
        let mut options = Vec::new();
        loop {
            options.extend(self.sequence(&['|', close])?);
            match self.chars.get(self.at) {
                Some('|') => self.at += 1,
                Some(c) if *c == close => {
                    self.at += 1;
                    return Ok(options);
                }
                _ => return Err(format!("a bracket is not closed by {close:?}")),
            }
        }
    }

    fn name(&mut self, close: char) -> Result<String, String> {
        let start = self.at + 1;
        let end = (start..self.chars.len())
            .find(|at| self.chars[*at] == close)
            .ok_or_else(|| format!("a bracket is not closed by {close:?}"))?;
        self.at = end + 1;
        Ok(self.chars[start..end].iter().collect())
    }

    fn words(&mut self) -> Vec<Piece> {
        let start = self.at;
        while self.chars.get(self.at).is_some_and(|c| {
            !c.is_whitespace() && !matches!(c, '[' | ']' | '(' | ')' | '{' | '}' | '<' | '>' | '|' | '\\')
        }) {
            self.at += 1;
        }
        let text: String = self.chars[start..self.at].iter().collect();
        atoms_of(&text).into_iter().map(Piece::Word).collect()
    }
}

/// The atoms of a text as strings in lower case, apostrophes straight.
pub fn atoms_of(text: &str) -> Vec<String> {
    let chars: Vec<char> = text.to_lowercase().replace('’', "'").chars().collect();
    date_atoms(&chars.iter().collect::<String>())
        .into_iter()
        .map(|range| chars[range].iter().collect())
        .collect()
}

fn slot(name: &str) -> Result<Piece, String> {
    let (name, second) = match name.strip_suffix('2') {
        Some(name) => (name, true),
        None => (name, false),
    };
    let slot = match name {
        "day" => Slot::Day,
        "month" => Slot::Month,
        "month-number" => Slot::MonthNumber,
        "year" => Slot::Year,
        "weekday" => Slot::Weekday,
        "season" => Slot::Season,
        "feast" => Slot::Feast,
        "number" => Slot::Number,
        "ordinal" => Slot::Ordinal,
        "unit" => Slot::Unit,
        "hour" => Slot::Hour,
        "minute" => Slot::Minute,
        _ => {
            return Err(format!(
                "unknown slot {name:?}: day, month, month-number, year, weekday, season, feast, number, ordinal, unit, hour and minute are known, each also with a 2"
            ));
        }
    };
    Ok(Piece::Slot(slot, second))
}
