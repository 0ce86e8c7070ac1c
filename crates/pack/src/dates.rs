//! `dates.toml`: the words that say when.

use records::Grain;
use serde::Deserialize;

/// The whole of `dates.toml`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Dates {
    /// Twelve months, each with all its spellings in lower case.
    pub months: Vec<Vec<String>>,
    /// Seven weekdays from Monday, each with all its spellings in lower case.
    pub weekdays: Vec<Vec<String>>,
    /// Numerals of the first of a month (« 1er ») and others written in letters.
    #[serde(default)]
    pub ordinals: Vec<(String, u32)>,
    /// Numbers in letters.
    #[serde(default)]
    pub numbers: Vec<(String, u32)>,
    /// Words before a year (« en 2006 »).
    #[serde(default)]
    pub year_before: Vec<String>,
    /// Words that put a weekday or month into the past when they follow (« lundi dernier »).
    #[serde(default)]
    pub last: Vec<String>,
    /// Words that put it into the future (« lundi prochain »).
    #[serde(default)]
    pub next: Vec<String>,
    /// Words that keep it in the current one (« ce lundi »).
    #[serde(default)]
    pub this: Vec<String>,
    /// Fixed expressions (« hier », « la semaine dernière »).
    #[serde(default)]
    pub relative: Vec<Relative>,
    /// Units for « il y a trois jours », « dans deux semaines ».
    #[serde(default)]
    pub unit: Vec<RelativeUnit>,
    /// Words before a number of units that count back (« il y a »).
    #[serde(default)]
    pub ago: Vec<String>,
    /// Words before a number of units that count ahead (« dans »).
    #[serde(default)]
    pub ahead: Vec<String>,
}

/// A fixed expression and how far it lies from the dispatch's day.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Relative {
    /// The words, in lower case.
    pub words: Vec<String>,
    /// Distance in units of the grain; negative lies back.
    pub offset: i32,
    /// What is counted.
    pub grain: Grain,
}

/// A unit of time.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RelativeUnit {
    /// Spellings in lower case.
    pub words: Vec<String>,
    /// What it counts.
    pub grain: Grain,
}
