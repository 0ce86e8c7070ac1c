//! `dates.toml`: the words that say when.
//!
//! A date expression is written as a template: `{weekday} {day} {month} [{year}]`. What each slot and sign of a template
//! means stands at [`Template`]; what a pattern does with what its slots caught stands at [`DatePattern`].

use crate::date_template::{Piece, Template};
use records::Grain;
use serde::Deserialize;
use std::collections::BTreeMap;

/// The whole of `dates.toml`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Dates {
    /// Twelve months, each with all its spellings in lower case.
    pub months: Vec<Vec<String>>,
    /// Seven weekdays from Monday, each with all its spellings in lower case.
    pub weekdays: Vec<Vec<String>>,
    /// Seasons and other named parts of the year.
    #[serde(default, rename = "season")]
    pub seasons: Vec<Season>,
    /// Feast days (« Noël », « Pâques »).
    #[serde(default, rename = "feast")]
    pub feasts: Vec<Feast>,
    /// Ordinals in letters (« premier »), with their number.
    #[serde(default)]
    pub ordinals: Vec<(String, u32)>,
    /// What follows the figures of an ordinal (« 1er », "3rd").
    #[serde(default)]
    pub ordinal_endings: Vec<String>,
    /// Numbers in letters; « vingt-deux » is the sum of two of them.
    #[serde(default)]
    pub numbers: Vec<(String, u32)>,
    /// Words between the parts of a number in letters (« vingt **et** un »).
    #[serde(default)]
    pub number_links: Vec<String>,
    /// Units that are counted (« trois jours »).
    #[serde(default)]
    pub unit: Vec<RelativeUnit>,
    /// Lists of words that templates name (`<daypart>`).
    #[serde(default)]
    pub words: BTreeMap<String, Vec<String>>,
    /// What may stand before a date and says how it is meant (« depuis », « fin », « en »).
    #[serde(default, rename = "lead")]
    pub leads: Vec<Lead>,
    /// What may follow a day without changing it (« à 14 heures », « dans la soirée »).
    #[serde(default)]
    pub trails: Vec<Template>,
    /// What stands before the day of publication in a line of its own (« Publié le 3 juin 2021 à 14h05 »).
    #[serde(default)]
    pub bylines: Vec<Template>,
    /// The time of day that an entry of a live report opens with (« 18h40. », « 10:12 – »): it counts where several paragraphs do.
    #[serde(default)]
    pub stamps: Vec<Template>,
    /// What a paragraph opens with that was added later (« Mise à jour — 16:50 (UTC) : »): one is enough.
    #[serde(default)]
    pub updates: Vec<Template>,
    /// The expressions.
    #[serde(default, rename = "pattern")]
    pub patterns: Vec<DatePattern>,
}

impl Dates {
    /// Whether a word by itself names a day, a month or a part of a day (« mardi », « août », « hier », « soir »).
    pub fn is_date_word(&self, lower: &str) -> bool {
        let named = self.weekdays.iter().chain(&self.months).flatten().any(|name| name == lower);
        let part_of_day = |way: &Vec<Piece>| {
            let [Piece::List(name)] = way.as_slice() else { return false };
            self.words.get(name).is_some_and(|words| words.iter().any(|word| word == lower))
        };
        let distances = self.patterns.iter().filter(|pattern| pattern.offset.is_some());
        named
            || distances.flat_map(|pattern| &pattern.say).flat_map(Template::ways).any(|way| says(way, lower))
            || self.trails.iter().flat_map(Template::ways).any(part_of_day)
    }
}

/// Whether a way of a template is just this word.
fn says(way: &[Piece], lower: &str) -> bool {
    let mut rest = lower;
    for piece in way {
        let Piece::Word(word) = piece else { return false };
        match rest.strip_prefix(word.as_str()) {
            Some(after) => rest = after,
            None => return false,
        }
    }
    rest.is_empty()
}

/// A named part of the year.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Season {
    /// Spellings in lower case.
    pub words: Vec<String>,
    /// First and last month, 1 to 12; a last before the first lies in the next year.
    pub months: (i8, i8),
}

/// A feast day or a few days named for one: by `on`, `easter` or `nth`, one of them.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Feast {
    /// Spellings in lower case.
    pub words: Vec<String>,
    /// Month and day; two of them are the first and the last day.
    #[serde(default)]
    pub on: Vec<(i8, i8)>,
    /// Days from Easter Sunday: the first and the last.
    #[serde(default)]
    pub easter: Option<(i8, i8)>,
    /// Month, weekday from Monday = 0, and which of the month: −1 is the last.
    #[serde(default)]
    pub nth: Option<(i8, i8, i8)>,
}

impl Feast {
    /// Whether exactly one of the three ways to tell its days is used, with days that there are.
    pub fn is_sound(&self) -> bool {
        let real = |(month, day): &(i8, i8)| (1..=12).contains(month) && (1..=31).contains(day);
        match (self.on.len(), self.easter, self.nth) {
            (1 | 2, None, None) => self.on.iter().all(real),
            (0, Some((first, last)), None) => first <= last,
            (0, None, Some((month, weekday, which))) => {
                (1..=12).contains(&month) && (0..=6).contains(&weekday) && matches!(which, -5..=-1 | 1..=5)
            }
            _ => false,
        }
    }
}

/// A unit of time.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RelativeUnit {
    /// Spellings in lower case.
    pub words: Vec<String>,
    /// What it counts.
    pub grain: Grain,
    /// How many of the grain one is (a decade: 10 years).
    #[serde(default = "one")]
    pub each: i32,
}

const fn one() -> i32 {
    1
}

/// Words before a date that say how it is meant.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Lead {
    /// The words, as templates without slots.
    pub say: Vec<Template>,
    /// Which part of the period is meant (« fin août »).
    #[serde(default)]
    pub part: Option<Part>,
    /// Whether the date is an end of a stretch (« depuis août »).
    #[serde(default)]
    pub bound: Option<Bound>,
    /// Where a date without a year lies behind these words, whatever the tense (« à compter de lundi »).
    #[serde(default)]
    pub toward: Option<Toward>,
}

/// A part of a period.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Part {
    /// The first third (« début août »).
    Early,
    /// The second third (« mi-août »).
    Middle,
    /// The last third (« fin août »).
    Late,
    /// The first half (« la première moitié de 2021 »).
    FirstHalf,
    /// The second half.
    SecondHalf,
}

/// A date as one end of a stretch whose other end is the dispatch's day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Bound {
    /// From that date to now (« depuis mars »).
    Since,
    /// From now to that date (« jusqu’à lundi »).
    Until,
}

/// Which way a date without a year lies, where words say so and not the tense of its verb.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Toward {
    /// Before the dispatch (« lundi dernier »).
    Past,
    /// After it (« lundi prochain »).
    Future,
    /// In the period of the dispatch (« ce lundi »: the nearest one).
    This,
}

/// What a distance is counted from.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum From {
    /// The dispatch's day (« hier »).
    #[default]
    Dispatch,
    /// The day told before (« la veille »); the dispatch's where there is none.
    Told,
}

/// A period that an ordinal or number picks (« le premier trimestre », « le XIXe siècle »).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Period {
    /// A quarter of a year.
    Quarter,
    /// Half a year.
    Half,
    /// Ten years from the one that `{year}` or `{number}` names (« les années 1970 », « les années 70 »).
    Decade,
    /// A hundred years.
    Century,
}

/// Expressions of one meaning.
///
/// With `offset` and `grain` a period so many units away (« hier »); with `count` as many units as `{number}` tells, back
/// or ahead; else the date that the slots name: the day, month, year, weekday, season, feast or period that they catch. A
/// weekday beside a feast is the first one from it on (« lundi de Pâques »). Slots with a `2` (`{day2}`) are the end of a stretch, and what either end does not tell it takes from the other.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DatePattern {
    /// The expressions.
    pub say: Vec<Template>,
    /// Units of `grain` from the reference; negative lies back.
    #[serde(default)]
    pub offset: Option<i32>,
    /// What `offset` counts.
    #[serde(default)]
    pub grain: Option<Grain>,
    /// −1: `{number}` units back; 1: ahead.
    #[serde(default)]
    pub count: Option<i32>,
    /// The number where none is told (« quelques jours »).
    #[serde(default)]
    pub number: Option<u32>,
    /// Whether a count is the whole stretch between (« les trois derniers jours ») and not the day at its end.
    #[serde(default)]
    pub stretch: bool,
    /// What distances count from.
    #[serde(default)]
    pub from: From,
    /// Whether it also says « nowadays » (« aujourd’hui »).
    #[serde(default)]
    pub loosely: bool,
    /// Which way the date lies.
    #[serde(default)]
    pub toward: Option<Toward>,
    /// The period that is picked.
    #[serde(default)]
    pub period: Option<Period>,
    /// Which part of it.
    #[serde(default)]
    pub part: Option<Part>,
    /// Days of the week from Monday = 0 that are meant, both included (« ce week-end »: 5, 6).
    #[serde(default)]
    pub days: Option<(i8, i8)>,
    /// Whether the date is an end of a stretch.
    #[serde(default)]
    pub bound: Option<Bound>,
    /// Whether it counts only behind a lead (« mars » is also a planet).
    #[serde(default)]
    pub led: bool,
    /// Words that must not follow (« la veille **de** »).
    #[serde(default)]
    pub not_before: Vec<String>,
    /// Words that must not stand before (« **le** lundi »: every Monday).
    #[serde(default)]
    pub not_after: Vec<String>,
}
