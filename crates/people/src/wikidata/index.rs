//! Looks up persons and organisations in an index.

use super::MAGIC;
use crate::{Known, Question, key};
use jiff::civil::Date;
use memmap2::Mmap;
use records::{ActorKind, Sector};
use std::{
    fs::File,
    io,
    path::{Path, PathBuf},
};
use thiserror::Error;

/// Why an index cannot be used.
#[derive(Debug, Error)]
pub enum IndexError {
    /// It cannot be opened.
    #[error("{path}: {source}", path = path.display())]
    Unreadable {
        /// Its path.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// It is no index, or one of another version.
    #[error("{path}: no index of this version; `depeche knowledge build` makes one", path = path.display())]
    Foreign {
        /// Its path.
        path: PathBuf,
    },
}

/// An index that is mapped into memory: opening it reads nothing.
#[derive(Debug)]
pub struct Index {
    map: Mmap,
}

/// One whom the names fit.
struct Candidate<'a> {
    id: &'a str,
    country: Option<&'a str>,
    sectors: &'a str,
    /// The office that counts: one that the text calls, else one held on the day.
    office: Option<Office<'a>>,
    points: u32,
}

/// An office that a person holds or held.
#[derive(Clone, Copy)]
struct Office<'a> {
    country: Option<&'a str>,
    sectors: &'a str,
    /// In English, French, Spanish.
    labels: [&'a str; 3],
    held: bool,
    called: bool,
}

impl Index {
    /// Opens an index.
    ///
    /// # Errors
    /// A file that is not there, or is no index.
    pub fn open(path: &Path) -> Result<Index, IndexError> {
        let unreadable = |source| IndexError::Unreadable { path: path.to_owned(), source };
        let file = File::open(path).map_err(unreadable)?;
        // SAFETY: the map is only read, as bytes that are checked wherever they are taken for text. Who cuts the file while
        // it is read ends the program, as with the models; an index is replaced by another file, never written over.
        let map = unsafe { Mmap::map(&file) }.map_err(unreadable)?;
        if !map.starts_with(MAGIC.as_bytes()) {
            return Err(IndexError::Foreign { path: path.to_owned() });
        }
        Ok(Index { map })
    }

    /// What stands behind a key, a line at a time.
    fn lines<'a>(&'a self, key: &'a str) -> impl Iterator<Item = &'a str> + Clone {
        let body = self.map.get(MAGIC.len()..).unwrap_or_default();
        let line_start =
            |at: usize| body[..at].iter().rposition(|byte| *byte == b'\n').map_or(0, |end| end + 1);
        let wanted = [key.as_bytes(), b"\t"].concat();
        // The first line that is not before the wanted one.
        let (mut low, mut high) = (0, body.len());
        while low < high {
            let middle = line_start(low + (high - low) / 2);
            let end = body[middle..]
                .iter()
                .position(|byte| *byte == b'\n')
                .map_or(body.len(), |at| middle + at + 1);
            if body[middle..end] < *wanted {
                low = end;
            } else {
                high = middle;
            }
        }
        let lines = body[low..].split(|byte| *byte == b'\n');
        lines.map_while(move |line| std::str::from_utf8(line.strip_prefix(wanted.as_slice())?).ok())
    }

    /// The one whom the names fit on the question's day: of several the one for whom country, office or role speak; nobody
    /// where they do not decide.
    pub(crate) fn who(&self, question: &Question) -> Option<Known> {
        let names = question.names.iter();
        let mut found = names.map(|name| self.candidates(name, question)).find(|found| !found.is_empty())?;
        let most = found.iter().map(|candidate| candidate.points).max()?;
        found.retain(|candidate| candidate.points == most);
        let [candidate] = found.as_slice() else { return None };
        Some(known(candidate, question.lang))
    }

    fn candidates<'a>(&'a self, name: &'a str, question: &Question) -> Vec<Candidate<'a>> {
        let fitting = self.lines(name).filter_map(|id| self.candidate(id, name, question));
        fitting.collect()
    }

    fn candidate<'a>(&'a self, id: &'a str, name: &str, question: &Question) -> Option<Candidate<'a>> {
        let id = self.own(id)?;
        let (what, rest) = id.1.split_once('\t')?;
        let (country, rest) = rest.split_once('\t')?;
        let country = some(country);
        match (what, question.kind) {
            ("organisation", Some(ActorKind::Organisation)) => {
                let told = question.country.is_some() && question.country == country;
                let foreign = question.country.is_some() && country.is_some() && !told;
                let candidate =
                    Candidate { id: id.0, country, sectors: rest, office: None, points: told.into() };
                (!foreign).then_some(candidate)
            }
            // A surname alone is many people’s.
            ("person", Some(ActorKind::Person)) if name.contains(' ') => {
                let (_party, offices) = rest.split_once('\t')?;
                person(id.0, country, self.offices(offices, question), question)
            }
            _ => None,
        }
    }

    /// The line of an entity: its id, and what stands behind it.
    fn own<'a>(&'a self, id: &'a str) -> Option<(&'a str, &'a str)> {
        // The key must not outlive this call: the line itself is looked for again by the id that stands in the map.
        self.lines(id).next().map(|line| (id, line))
    }

    fn offices<'a>(&'a self, cells: &'a str, question: &Question) -> Vec<Office<'a>> {
        let offices = cells.split('\t').filter_map(|cell| {
            let mut parts = cell.split(' ');
            let (id, from, to) = (parts.next()?, parts.next()?, parts.next()?);
            let mut line = self.lines(id).next()?.split('\t');
            let (_, country, sectors) = (line.next()?, line.next()?, line.next()?);
            let labels = [line.next()?, line.next()?, line.next()?];
            let called = question.role.is_some_and(|role| calls(role, &labels));
            Some(Office {
                country: some(country),
                sectors,
                labels,
                held: held(from, to, question.day),
                called,
            })
        });
        offices.collect()
    }
}

fn some(cell: &str) -> Option<&str> {
    Some(cell).filter(|cell| !cell.is_empty())
}

/// Whether a day lies in a term one end of which is known.
fn held(from: &str, to: &str, day: Option<Date>) -> bool {
    let Some(day) = day.map(|day| day.to_string()) else { return false };
    (from != "-" || to != "-") && (from == "-" || from <= day.as_str()) && (to == "-" || day.as_str() <= to)
}

/// Whether a role is an office’s label or the words that it begins with (« président » of « président de la République »).
fn calls(role: &str, labels: &[&str]) -> bool {
    let role = key(role);
    let begins = |label: &str| {
        label.strip_prefix(role.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
    };
    !role.is_empty() && labels.iter().any(|label| begins(&key(label)))
}

/// A person, unless the text tells a country that is not his; points for country, an office on the day, and the role.
fn person<'a>(
    id: &'a str,
    citizenship: Option<&'a str>,
    offices: Vec<Office<'a>>,
    question: &Question,
) -> Option<Candidate<'a>> {
    let country = |told: &str| {
        citizenship == Some(told) || offices.iter().any(|office| office.held && office.country == Some(told))
    };
    let told = question.country.is_some_and(country);
    if question.country.is_some() && citizenship.is_some() && !told {
        return None;
    }
    let called = offices.iter().find(|office| office.called && (office.held || question.day.is_none()));
    let held = offices.iter().find(|office| office.held);
    let points = u32::from(told) + u32::from(held.is_some()) + 2 * u32::from(called.is_some());
    // One of that name of whom the text tells nothing that fits may be anybody.
    (points > 0).then(|| Candidate {
        id,
        country: citizenship,
        sectors: "",
        office: called.or(held).copied(),
        points,
    })
}

fn known(candidate: &Candidate, lang: &str) -> Known {
    let office = candidate.office;
    let sectors = office.map_or(candidate.sectors, |office| office.sectors);
    let sectors: Vec<Sector> = sectors.split_whitespace().filter_map(|code| code.parse().ok()).collect();
    let label = office.map(|office| match lang.get(..2) {
        Some("fr") => office.labels[1],
        Some("es") => office.labels[2],
        _ => office.labels[0],
    });
    Known {
        country: office.and_then(|office| office.country).or(candidate.country).map(str::to_owned),
        sectors,
        role: label.and_then(some).map(str::to_owned),
        wikidata: Some(candidate.id.to_owned()),
        ..Known::default()
    }
}
