//! A user's own table of actors, with the days on which each row holds.

use crate::{Column, Known, Question, key};
use csv::StringRecord;
use jiff::civil::Date;
use records::{ActorKind, Sector};
use std::{collections::HashMap, io::Read};
use thiserror::Error;

/// Why a table of actors cannot be used; the message names file, line and column.
#[derive(Debug, Error)]
pub enum ActorsError {
    /// The file cannot be read.
    #[error("{file}: {source}")]
    Unreadable {
        /// Its name.
        file: String,
        /// What the system says.
        source: std::io::Error,
    },
    /// It is no CSV: not UTF-8, or a row with too few or too many cells.
    #[error("{file}:{line}: {what}")]
    Malformed {
        /// Name of the file.
        file: String,
        /// Line, from 1.
        line: u64,
        /// What is wrong.
        what: String,
    },
    /// The first line holds a column that does not exist, or one twice.
    #[error("{file}:1: column \"{column}\" is unknown or there twice; there are: {}", list(Column::ALL.iter()))]
    Column {
        /// Name of the file.
        file: String,
        /// What the first line calls it.
        column: String,
    },
    /// There is no column `name`.
    #[error("{file}:1: there is no column \"name\"")]
    NoName {
        /// Name of the file.
        file: String,
    },
    /// A cell holds what it cannot.
    #[error("{file}:{line}: column \"{column}\": {fault}")]
    Cell {
        /// Name of the file.
        file: String,
        /// Line, from 1.
        line: u64,
        /// The cell's column.
        column: Column,
        /// What is wrong.
        fault: CellFault,
    },
}

/// What is wrong with a cell.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum CellFault {
    /// A row without a name.
    #[error("it must not be empty")]
    Empty,
    /// No such country.
    #[error("unknown country \"{0}\"; there are: IGO, {countries}", countries = countries())]
    Country(String),
    /// No such sector.
    #[error("unknown sector \"{0}\"; there are: {all}", all = list(Sector::ALL.iter()))]
    Sector(String),
    /// No such kind of actor.
    #[error("unknown kind \"{0}\"; there are: {all}", all = list(ActorKind::ALL.iter()))]
    Kind(String),
    /// No day.
    #[error("\"{0}\" is no day (write it as 2022-09-13)")]
    Day(String),
    /// The row ends before it begins.
    #[error("{to} is before {from}")]
    Backwards {
        /// First day.
        from: Date,
        /// Last day.
        to: Date,
    },
    /// No Wikidata id.
    #[error("\"{0}\" is no Wikidata id (write it as Q142)")]
    Wikidata(String),
}

fn list<T: ToString>(all: impl Iterator<Item = T>) -> String {
    all.map(|one| one.to_string()).collect::<Vec<_>>().join(", ")
}

fn countries() -> String {
    list(knowledge::countries().iter().map(|country| country.code))
}

/// A row: who it is, and when.
#[derive(Debug)]
struct Row {
    known: Known,
    from: Option<Date>,
    to: Option<Date>,
}

impl Row {
    fn holds(&self, day: Date) -> bool {
        self.from.is_none_or(|from| from <= day) && self.to.is_none_or(|to| day <= to)
    }

    fn always(&self) -> bool {
        self.from.is_none() && self.to.is_none()
    }
}

/// A table of actors, ready for look-up by name.
#[derive(Debug, Default)]
pub struct Actors {
    rows: Vec<Row>,
    /// Rows by the keys of their names, in the order of the table.
    by_key: HashMap<String, Vec<usize>>,
}

impl Actors {
    /// Reads a CSV table with the columns of [`Column`]; `file` is what errors call it.
    ///
    /// # Errors
    /// The first fault of the table, with its place.
    pub fn read(file: &str, mut input: impl Read) -> Result<Actors, ActorsError> {
        let mut bytes = Vec::new();
        let unreadable = |source| ActorsError::Unreadable { file: file.to_owned(), source };
        input.read_to_end(&mut bytes).map_err(unreadable)?;
        let malformed = |error| malformed(file, &bytes, error);
        let mut reader = csv::ReaderBuilder::new().trim(csv::Trim::All).from_reader(bytes.as_slice());
        let columns = columns(file, reader.headers().map_err(malformed)?)?;
        let mut actors = Actors::default();
        for record in reader.records() {
            let record = record.map_err(malformed)?;
            let cells = Cells { columns: &columns, record: &record };
            let row = row(&cells).map_err(|(column, fault)| ActorsError::Cell {
                file: file.to_owned(),
                line: line(&bytes, record.position()),
                column,
                fault,
            })?;
            actors.add(row, cells.get(Column::Aliases));
        }
        Ok(actors)
    }

    fn add(&mut self, row: Row, aliases: &str) {
        let index = self.rows.len();
        let name = row.known.name.as_deref().unwrap_or_default();
        for key in std::iter::once(name).chain(aliases.split('|')).map(key).filter(|key| !key.is_empty()) {
            let rows = self.by_key.entry(key).or_default();
            if rows.last() != Some(&index) {
                rows.push(index);
            }
        }
        self.rows.push(row);
    }

    /// Whether there is no row.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The actor that has one of the names on the question's day, the fullest name deciding. Among several rows those of the
    /// told country come first, then the order of the table.
    ///
    /// Where the day is unknown a row with dates holds only if no other row has the name.
    pub(crate) fn who(&self, question: &Question) -> Option<Known> {
        let rows = |name: &String| self.by_key.get(name).map(Vec::as_slice).unwrap_or_default();
        question.names.iter().chain(question.descriptions).find_map(|name| {
            let holding = rows(name).iter().map(|row| &self.rows[*row]).filter(|row| match question.day {
                Some(day) => row.holds(day),
                None => row.always() || rows(name).len() == 1,
            });
            let foreign =
                |row: &&Row| question.country.is_some() && question.country != row.known.country.as_deref();
            holding.min_by_key(foreign).map(|row| row.known.clone())
        })
    }
}

/// Which column each cell of a row stands in.
fn columns(file: &str, header: &StringRecord) -> Result<Vec<Column>, ActorsError> {
    let mut columns = Vec::new();
    for name in header {
        match Column::ALL.into_iter().find(|column| column.as_str() == name) {
            Some(column) if !columns.contains(&column) => columns.push(column),
            _ => return Err(ActorsError::Column { file: file.to_owned(), column: name.to_owned() }),
        }
    }
    if !columns.contains(&Column::Name) {
        return Err(ActorsError::NoName { file: file.to_owned() });
    }
    Ok(columns)
}

struct Cells<'a> {
    columns: &'a [Column],
    record: &'a StringRecord,
}

impl<'a> Cells<'a> {
    /// The cell of a column; empty where the table has no such column.
    fn get(&self, column: Column) -> &'a str {
        let at = self.columns.iter().position(|other| *other == column);
        at.and_then(|at| self.record.get(at)).unwrap_or_default()
    }

    fn some(&self, column: Column) -> Option<&'a str> {
        Some(self.get(column)).filter(|cell| !cell.is_empty())
    }
}

fn row(cells: &Cells) -> Result<Row, (Column, CellFault)> {
    let name = cells.some(Column::Name).ok_or((Column::Name, CellFault::Empty))?;
    let country = cells.some(Column::Country);
    if let Some(code) = country.filter(|code| *code != "IGO" && knowledge::country(code).is_none()) {
        return Err((Column::Country, CellFault::Country(code.to_owned())));
    }
    let sectors = cells.get(Column::Sectors).split_whitespace().map(str::parse).collect::<Result<_, _>>();
    let sectors = sectors.map_err(|code| (Column::Sectors, CellFault::Sector(code)))?;
    let kind = cells.some(Column::Kind).map(str::parse).transpose();
    let kind = kind.map_err(|kind| (Column::Kind, CellFault::Kind(kind)))?;
    let (from, to) = (day(cells, Column::From)?, day(cells, Column::To)?);
    if let (Some(from), Some(to)) = (from, to)
        && to < from
    {
        return Err((Column::To, CellFault::Backwards { from, to }));
    }
    let wikidata = cells.some(Column::Wikidata);
    if let Some(id) = wikidata.filter(|id| !is_wikidata_id(id)) {
        return Err((Column::Wikidata, CellFault::Wikidata(id.to_owned())));
    }
    let known = Known {
        name: Some(name.to_owned()),
        kind,
        country: country.map(str::to_owned),
        sectors,
        role: cells.some(Column::Role).map(str::to_owned),
        wikidata: wikidata.map(str::to_owned),
        first: true,
    };
    Ok(Row { known, from, to })
}

fn day(cells: &Cells, column: Column) -> Result<Option<Date>, (Column, CellFault)> {
    let Some(cell) = cells.some(column) else { return Ok(None) };
    let day = Some(cell).filter(|cell| cell.len() == "2022-09-13".len()).and_then(|cell| cell.parse().ok());
    day.map(Some).ok_or_else(|| (column, CellFault::Day(cell.to_owned())))
}

fn is_wikidata_id(text: &str) -> bool {
    let digits = text.strip_prefix('Q').unwrap_or_default();
    !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())
}

fn malformed(file: &str, bytes: &[u8], error: csv::Error) -> ActorsError {
    let file = file.to_owned();
    let line = line(bytes, error.position());
    let what = match error.kind() {
        csv::ErrorKind::Utf8 { .. } => "not UTF-8".to_owned(),
        csv::ErrorKind::UnequalLengths { expected_len, len, .. } => {
            format!("the number of cells is {len} instead of {expected_len}")
        }
        _ => error.to_string(),
    };
    match error.into_kind() {
        csv::ErrorKind::Io(source) => ActorsError::Unreadable { file, source },
        _ => ActorsError::Malformed { file, line, what },
    }
}

/// The line that a row begins on, from 1: empty lines before it, which `csv` passes over, count too.
fn line(bytes: &[u8], position: Option<&csv::Position>) -> u64 {
    let at = position
        .map_or(0, |position| usize::try_from(position.byte()).unwrap_or(usize::MAX))
        .min(bytes.len());
    let (before, rest) = bytes.split_at(at);
    let skipped = rest.iter().take_while(|byte| matches!(byte, b'\r' | b'\n'));
    1 + before.iter().chain(skipped).filter(|byte| **byte == b'\n').count() as u64
}
