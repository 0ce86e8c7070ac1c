//! The templates of `dates.toml` made ready, and what their slots catch in a row of atoms.

use super::atoms::Atom;
use pack::{DatePattern, Dates, Lead, Piece, Slot, Template};
use std::collections::{HashMap, HashSet};

/// How many atoms a lead may have.
const LONGEST_LEAD: usize = 8;

/// What the slots of one end of an expression caught.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Point {
    /// Day of the month.
    pub day: Option<i8>,
    /// Month, 1 to 12.
    pub month: Option<i8>,
    /// Year.
    pub year: Option<i16>,
    /// Weekday from Monday = 0.
    pub weekday: Option<i8>,
    /// Index of the season.
    pub season: Option<usize>,
    /// Index of the feast.
    pub feast: Option<usize>,
    /// A number.
    pub number: Option<u32>,
    /// An ordinal.
    pub ordinal: Option<u32>,
    /// Index of the unit.
    pub unit: Option<usize>,
}

/// An expression in a row of atoms.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Match {
    /// Index of the pattern.
    pub pattern: usize,
    /// First atom of the date itself.
    pub start: usize,
    /// One past its last atom.
    pub end: usize,
    /// Both ends.
    pub points: [Point; 2],
}

/// The time of day that a paragraph opens with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stamp {
    /// One past its last atom.
    pub end: usize,
    /// Whether it says that the paragraph was added.
    pub update: bool,
}

/// One way to say something, by its first piece.
type Way = (usize, Vec<Piece>);

/// Names with what they mean, by their first atom, the longest first: a name may have several (« segunda-feira »).
type Names<T> = HashMap<String, Vec<(Vec<String>, T)>>;

/// The expressions of one language.
#[derive(Debug, Default)]
pub struct Grammar {
    /// What the pack says.
    pub dates: Dates,
    by_word: HashMap<String, Vec<Way>>,
    by_slot: Vec<Way>,
    leads: HashMap<String, Vec<Way>>,
    trails: Vec<Way>,
    stamps: Vec<Vec<Piece>>,
    updates: Vec<Vec<Piece>>,
    bylines: Vec<Vec<Piece>>,
    /// First words of everything that a slot can catch.
    starters: HashSet<String>,
    /// Abbreviations that a point ends (« déc. »).
    dotted: HashSet<String>,
    months: Names<i8>,
    weekdays: Names<i8>,
    seasons: Names<usize>,
    feasts: Names<usize>,
    units: Names<usize>,
    numbers: Vec<(Vec<String>, u32)>,
    ordinals: Vec<(Vec<String>, u32)>,
    lists: HashMap<String, Vec<Vec<String>>>,
}

impl Grammar {
    /// Makes the expressions of a pack ready.
    pub fn new(dates: &Dates) -> Grammar {
        let mut grammar = Grammar { dates: dates.clone(), ..Grammar::default() };
        grammar.months = numbered(dates.months.iter().map(|names| &names[..]), |index| index as i8 + 1);
        grammar.weekdays = numbered(dates.weekdays.iter().map(|names| &names[..]), |index| index as i8);
        grammar.seasons = numbered(dates.seasons.iter().map(|season| &season.words[..]), |index| index);
        grammar.feasts = numbered(dates.feasts.iter().map(|feast| &feast.words[..]), |index| index);
        grammar.units = numbered(dates.unit.iter().map(|unit| &unit.words[..]), |index| index);
        grammar.numbers = longest_first(&dates.numbers);
        grammar.ordinals = longest_first(&dates.ordinals);
        let abbreviated = |name: &String| name.strip_suffix('.').map(str::to_owned);
        grammar.dotted =
            dates.months.iter().chain(&dates.weekdays).flatten().filter_map(abbreviated).collect();
        let phrases = grammar.numbers.iter().chain(&grammar.ordinals);
        grammar.starters = phrases.filter_map(|(words, _)| words.first().cloned()).collect();
        grammar.starters.extend(grammar.months.keys().chain(grammar.weekdays.keys()).cloned());
        grammar.starters.extend(grammar.feasts.keys().cloned());
        grammar.starters.extend(grammar.seasons.keys().chain(grammar.units.keys()).cloned());
        for (name, words) in &dates.words {
            let mut phrases: Vec<Vec<String>> = words.iter().map(|words| pack::atoms_of(words)).collect();
            phrases.sort_by_key(|phrase| std::cmp::Reverse(phrase.len()));
            grammar.lists.insert(name.clone(), phrases);
        }
        for (index, pattern) in dates.patterns.iter().enumerate() {
            for way in pattern.say.iter().flat_map(Template::ways) {
                grammar.file(index, way);
            }
        }
        for (index, lead) in dates.leads.iter().enumerate() {
            for way in lead.say.iter().flat_map(Template::ways) {
                if let Some(Piece::Word(first)) = way.first() {
                    grammar.leads.entry(first.clone()).or_default().push((index, way.clone()));
                }
            }
        }
        grammar.trails = dates
            .trails
            .iter()
            .enumerate()
            .flat_map(|(index, trail)| trail.ways().iter().map(move |way| (index, way.clone())))
            .collect();
        let ways = |templates: &[Template]| templates.iter().flat_map(Template::ways).cloned().collect();
        grammar.stamps = ways(&dates.stamps);
        grammar.updates = ways(&dates.updates);
        grammar.bylines = ways(&dates.bylines);
        grammar
    }

    fn file(&mut self, index: usize, way: &[Piece]) {
        match way.iter().find(|piece| **piece != Piece::Here) {
            Some(Piece::Word(first)) => {
                self.by_word.entry(first.clone()).or_default().push((index, way.to_vec()));
            }
            Some(Piece::List(name)) => {
                let firsts: Vec<String> = self
                    .lists
                    .get(name)
                    .into_iter()
                    .flatten()
                    .filter_map(|phrase| phrase.first().cloned())
                    .collect();
                for first in firsts {
                    let ways = self.by_word.entry(first).or_default();
                    if !ways.iter().any(|(other, known)| *other == index && known == way) {
                        ways.push((index, way.to_vec()));
                    }
                }
            }
            _ => self.by_slot.push((index, way.to_vec())),
        }
    }

    /// The pattern of a match.
    pub fn pattern(&self, found: &Match) -> &DatePattern {
        &self.dates.patterns[found.pattern]
    }

    /// Every expression that starts at an atom, the longest first; of equals the one that the pack lists first.
    pub fn matches(&self, atoms: &[Atom], at: usize) -> Vec<Match> {
        // « mi-juin » may be one word: what stands behind a hyphen can start too.
        let starts = |at: usize| atoms[at].opens || (at > 0 && atoms[at - 1].text == "-");
        let Some(first) = atoms.get(at).filter(|_| starts(at)) else { return Vec::new() };
        let mut found = Vec::new();
        let by_word = self.by_word.get(&first.text).map_or(&[][..], Vec::as_slice);
        let could_fill = first.text.starts_with(|c: char| c.is_ascii_digit())
            || self.starters.contains(&first.text)
            || self.roman(atoms, at).is_some();
        let by_slot = if could_fill { &self.by_slot[..] } else { &[] };
        for (pattern, way) in by_word.iter().chain(by_slot) {
            let mut caught = Match { pattern: *pattern, start: at, end: at, points: Default::default() };
            if let Some(end) = self.follow(way, atoms, at, &mut caught)
                && end > caught.start
                && atoms[end - 1].closes
                && starts(caught.start)
                && self.allows(atoms, at, end, *pattern)
            {
                caught.end = end;
                found.push(caught);
            }
        }
        found.sort_by_key(|caught| (std::cmp::Reverse(caught.end), caught.pattern));
        found
    }

    fn allows(&self, atoms: &[Atom], start: usize, end: usize, pattern: usize) -> bool {
        let pattern = &self.dates.patterns[pattern];
        let after = atoms.get(end).map(|atom| atom.text.as_str());
        let before = start.checked_sub(1).map(|at| atoms[at].text.as_str());
        !after.is_some_and(|after| pattern.not_before.iter().any(|word| word == after))
            && !before.is_some_and(|before| pattern.not_after.iter().any(|word| word == before))
    }

    /// The lead that ends right before an atom, and where it starts; the longest of several.
    pub fn lead(&self, atoms: &[Atom], end: usize) -> Option<(usize, &Lead)> {
        (end.saturating_sub(LONGEST_LEAD)..end).filter(|start| atoms[*start].opens).find_map(|start| {
            let ways = self.leads.get(&atoms[start].text)?;
            ways.iter()
                .find(|(_, way)| {
                    let mut caught = Match { pattern: 0, start, end: start, points: Default::default() };
                    self.follow(way, atoms, start, &mut caught) == Some(end)
                })
                .map(|(index, _)| (start, &self.dates.leads[*index]))
        })
    }

    /// One past the last atom of what follows a day without changing it.
    pub fn trail(&self, atoms: &[Atom], start: usize) -> usize {
        self.trails
            .iter()
            .filter_map(|(_, way)| {
                let mut caught = Match { pattern: 0, start, end: start, points: Default::default() };
                self.follow(way, atoms, start, &mut caught)
            })
            .filter(|end| *end > start && atoms[end - 1].closes)
            .max()
            .unwrap_or(start)
    }

    /// The time of day that the atoms from `start` open with, the longest way to say it.
    pub fn stamp(&self, atoms: &[Atom], start: usize) -> Option<Stamp> {
        let longest = |ways| self.longest(ways, atoms, start);
        let stamp = |update: bool| move |end: usize| Stamp { end, update };
        longest(&self.updates).map(stamp(true)).or_else(|| longest(&self.stamps).map(stamp(false)))
    }

    /// One past the words at `start` that say that the day of publication follows.
    pub fn byline(&self, atoms: &[Atom], start: usize) -> Option<usize> {
        self.longest(&self.bylines, atoms, start)
    }

    fn longest(&self, ways: &[Vec<Piece>], atoms: &[Atom], start: usize) -> Option<usize> {
        let ends = ways.iter().filter_map(|way| {
            let mut caught = Match { pattern: 0, start, end: start, points: Default::default() };
            self.follow(way, atoms, start, &mut caught)
        });
        ends.filter(|end| *end > start && atoms[end - 1].closes).max()
    }

    fn follow(&self, way: &[Piece], atoms: &[Atom], start: usize, caught: &mut Match) -> Option<usize> {
        let mut at = start;
        for piece in way {
            match piece {
                Piece::Here => caught.start = at,
                Piece::Word(word) => {
                    (atoms.get(at)?.text == *word).then_some(())?;
                    at += 1;
                }
                Piece::List(name) => {
                    let phrases = self.lists.get(name)?;
                    let phrase = phrases.iter().find(|phrase| starts_with(&atoms[at..], phrase))?;
                    at += phrase.len();
                }
                Piece::Slot(slot, second) => {
                    let point = &mut caught.points[usize::from(*second)];
                    at = self.catch(*slot, atoms, at, point)?;
                }
            }
        }
        Some(at)
    }

    fn catch(&self, slot: Slot, atoms: &[Atom], at: usize, point: &mut Point) -> Option<usize> {
        let text = atoms.get(at)?.text.as_str();
        let figures = |most: usize| -> Option<u32> {
            (text.len() <= most && text.bytes().all(|byte| byte.is_ascii_digit()))
                .then(|| text.parse().ok())?
        };
        let one = at + 1;
        match slot {
            Slot::Day => {
                let (end, number) = match figures(2) {
                    Some(number) => (self.skip_ending(atoms, one), number),
                    None => self.ordinal(atoms, at)?,
                };
                point.day = i8::try_from(number).ok().filter(|day| (1..=31).contains(day));
                point.day.map(|_| end)
            }
            Slot::Month => {
                let (end, month) = named(&self.months, atoms, at)?;
                point.month = Some(month);
                // « déc. »: the point of an abbreviation belongs to it.
                let dotted =
                    self.dotted.contains(text) && atoms.get(end).is_some_and(|atom| atom.text == ".");
                // « sept heures »: an abbreviation that is a number as well needs its point.
                let number = self.numbers.iter().any(|(words, _)| words.len() == 1 && words[0] == text);
                (dotted || !number).then_some(end + usize::from(dotted))
            }
            Slot::MonthNumber => {
                point.month = figures(2).and_then(|month| i8::try_from(month).ok());
                point.month.filter(|month| (1..=12).contains(month)).map(|_| one)
            }
            Slot::Year => {
                point.year =
                    (text.len() == 4).then(|| figures(4)).flatten().and_then(|year| i16::try_from(year).ok());
                point.year.filter(|year| (1000..=2200).contains(year)).map(|_| one)
            }
            Slot::Weekday => {
                let (end, weekday) = named(&self.weekdays, atoms, at)?;
                point.weekday = Some(weekday);
                let dotted =
                    self.dotted.contains(text) && atoms.get(end).is_some_and(|atom| atom.text == ".");
                Some(end + usize::from(dotted))
            }
            Slot::Season => {
                let (end, season) = named(&self.seasons, atoms, at)?;
                point.season = Some(season);
                Some(end)
            }
            Slot::Feast => {
                let (end, feast) = named(&self.feasts, atoms, at)?;
                point.feast = Some(feast);
                Some(end)
            }
            Slot::Unit => {
                let (end, unit) = named(&self.units, atoms, at)?;
                point.unit = Some(unit);
                Some(end)
            }
            Slot::Number => {
                let (end, number) = match figures(4) {
                    Some(number) => (one, number),
                    None => self.number(atoms, at)?,
                };
                point.number = Some(number);
                Some(end)
            }
            Slot::Ordinal => {
                let (end, number) = match figures(2) {
                    Some(number) => (self.skip_ending(atoms, one), number),
                    None => self.ordinal(atoms, at)?,
                };
                point.ordinal = Some(number);
                Some(end)
            }
            Slot::Hour => figures(2)
                .filter(|hour| *hour <= 24)
                .map(|_| one)
                .or_else(|| self.number(atoms, at).filter(|(_, hour)| *hour <= 24).map(|(end, _)| end)),
            Slot::Minute => figures(2).filter(|minute| text.len() == 2 && *minute < 60).map(|_| one),
        }
    }

    fn skip_ending(&self, atoms: &[Atom], at: usize) -> usize {
        let ends =
            atoms.get(at).is_some_and(|atom| !atom.opens && self.dates.ordinal_endings.contains(&atom.text));
        at + usize::from(ends)
    }

    /// A number in letters: the sum of words of falling size, linked or not.
    fn number(&self, atoms: &[Atom], at: usize) -> Option<(usize, u32)> {
        let word = |at: usize| {
            self.numbers
                .iter()
                .find(|(words, _)| starts_with(atoms.get(at..).unwrap_or(&[]), words))
                .map(|(words, number)| (at + words.len(), *number))
        };
        let (mut end, mut sum) = word(at)?;
        let mut last = sum;
        while last >= 20 {
            let mut next = end;
            while atoms.get(next).is_some_and(|atom| self.dates.number_links.contains(&atom.text)) {
                next += 1;
            }
            match word(next) {
                Some((after, number)) if number < last && (last >= 100 || number < 20) => {
                    sum += number;
                    last = number;
                    end = after;
                }
                _ => break,
            }
        }
        Some((end, sum))
    }

    fn ordinal(&self, atoms: &[Atom], at: usize) -> Option<(usize, u32)> {
        self.ordinals
            .iter()
            .find(|(words, _)| starts_with(&atoms[at..], words))
            .map(|(words, number)| (at + words.len(), *number))
            .or_else(|| self.roman(atoms, at))
    }

    /// « XXIe », « XIX »: a Roman number with or without the ending of an ordinal.
    fn roman(&self, atoms: &[Atom], at: usize) -> Option<(usize, u32)> {
        let text = atoms[at].text.as_str();
        let bare = self
            .dates
            .ordinal_endings
            .iter()
            .filter_map(|ending| text.strip_suffix(ending.as_str()))
            .chain([text])
            .find_map(roman_number)?;
        Some((at + 1, bare))
    }
}

fn roman_number(text: &str) -> Option<u32> {
    let value = |c: char| match c {
        'i' => Some(1),
        'v' => Some(5),
        'x' => Some(10),
        'l' => Some(50),
        _ => None,
    };
    let digits: Option<Vec<u32>> = text.chars().map(value).collect();
    let digits = digits.filter(|digits| !digits.is_empty() && digits.len() <= 7)?;
    let mut sum = 0;
    for (index, digit) in digits.iter().enumerate() {
        let smaller = digits.get(index + 1).is_some_and(|next| next > digit);
        if smaller { sum -= *digit as i32 } else { sum += *digit as i32 }
    }
    u32::try_from(sum).ok().filter(|sum| (1..=40).contains(sum))
}

fn starts_with(atoms: &[Atom], words: &[String]) -> bool {
    atoms.len() >= words.len() && words.iter().zip(atoms).all(|(word, atom)| *word == atom.text)
}

fn longest_first(list: &[(String, u32)]) -> Vec<(Vec<String>, u32)> {
    let mut out: Vec<(Vec<String>, u32)> =
        list.iter().map(|(words, number)| (pack::atoms_of(words), *number)).collect();
    out.sort_by_key(|(words, _)| std::cmp::Reverse(words.len()));
    out
}

fn numbered<'a, T: Copy>(lists: impl Iterator<Item = &'a [String]>, value: impl Fn(usize) -> T) -> Names<T> {
    let mut out = Names::<T>::new();
    for (index, names) in lists.enumerate() {
        for name in names {
            let words = pack::atoms_of(name.trim_end_matches('.'));
            let Some(first) = words.first() else { continue };
            let others = out.entry(first.clone()).or_default();
            if !others.iter().any(|(known, _)| *known == words) {
                others.push((words, value(index)));
            }
        }
    }
    for names in out.values_mut() {
        names.sort_by_key(|(words, _)| std::cmp::Reverse(words.len()));
    }
    out
}

/// The longest name that starts at an atom: one past its last atom, and what it means.
fn named<T: Copy>(names: &Names<T>, atoms: &[Atom], at: usize) -> Option<(usize, T)> {
    let (words, value) = names
        .get(&atoms.get(at)?.text)?
        .iter()
        .find(|(words, _)| starts_with(atoms.get(at..).unwrap_or(&[]), words))?;
    Some((at + words.len(), *value))
}
