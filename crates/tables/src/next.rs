//! The columns of one of SQLite's rows, one after another.

use crate::shape::Cell;
use jiff::civil::Date;
use rusqlite::{Result, Row, types::FromSql};

/// Takes columns in the order in which the question names them.
pub struct Next<'r, 's> {
    row: &'r Row<'s>,
    at: usize,
}

impl<'r, 's> Next<'r, 's> {
    pub fn of(row: &'r Row<'s>) -> Next<'r, 's> {
        Next { row, at: 0 }
    }

    fn value<T: FromSql>(&mut self) -> Result<T> {
        self.at += 1;
        self.row.get(self.at - 1)
    }

    fn cell<T: FromSql>(&mut self, cell: fn(T) -> Cell) -> Result<Cell> {
        Ok(self.value::<Option<T>>()?.map_or(Cell::Null, cell))
    }

    /// A number, for ourselves.
    pub fn number(&mut self) -> Result<i64> {
        self.value()
    }

    pub fn text(&mut self) -> Result<Cell> {
        self.cell(Cell::Text)
    }

    pub fn count(&mut self) -> Result<Cell> {
        self.cell(Cell::Count)
    }

    pub fn id(&mut self) -> Result<Cell> {
        self.cell(Cell::Id)
    }

    pub fn real(&mut self) -> Result<Cell> {
        self.cell(Cell::Real)
    }

    pub fn flag(&mut self) -> Result<Cell> {
        self.cell(Cell::Flag)
    }

    /// An ISO day; what is none is unknown.
    pub fn day(&mut self) -> Result<Cell> {
        let text: Option<String> = self.value()?;
        Ok(text.and_then(|text| days(&text)).map_or(Cell::Null, Cell::Day))
    }

    /// Codes parted by spaces.
    pub fn codes(&mut self) -> Result<Cell> {
        let text: Option<String> = self.value()?;
        Ok(Cell::List(
            text.unwrap_or_default().split_whitespace().map(|code| Cell::Text(code.into())).collect(),
        ))
    }

    /// Start and end; unknown where the start is.
    pub fn span(&mut self) -> Result<Cell> {
        let (start, end) = (self.count()?, self.count()?);
        Ok(known([start, end]))
    }

    /// A span in JSON.
    pub fn json_span(&mut self) -> Result<Cell> {
        let span: Option<(i32, i32)> = self.json()?;
        Ok(span.map_or(Cell::Null, span_cell))
    }

    /// Spans in JSON.
    pub fn json_spans(&mut self) -> Result<Cell> {
        let spans: Option<Vec<(i32, i32)>> = self.json()?;
        Ok(Cell::List(spans.unwrap_or_default().into_iter().map(span_cell).collect()))
    }

    /// A value in JSON; `None` where there is none.
    pub fn json<T: serde::de::DeserializeOwned>(&mut self) -> Result<Option<T>> {
        let text: Option<String> = self.value()?;
        let at = self.at - 1;
        text.map(|text| serde_json::from_str(&text)).transpose().map_err(|error| {
            rusqlite::Error::FromSqlConversionFailure(at, rusqlite::types::Type::Text, error.into())
        })
    }
}

pub fn span_cell((start, end): (i32, i32)) -> Cell {
    Cell::Struct(vec![Cell::Count(start), Cell::Count(end)])
}

/// A struct; unknown where its first part is.
pub fn known<const N: usize>(parts: [Cell; N]) -> Cell {
    if parts.first() == Some(&Cell::Null) { Cell::Null } else { Cell::Struct(parts.into()) }
}

/// A struct; unknown where all its parts are.
pub fn any_known<const N: usize>(parts: [Cell; N]) -> Cell {
    let unknown = |part: &Cell| matches!(part, Cell::Null) || *part == Cell::List(Vec::new());
    if parts.iter().all(unknown) { Cell::Null } else { Cell::Struct(parts.into()) }
}

/// Days from 1970-01-01 to an ISO day.
fn days(text: &str) -> Option<i32> {
    const EPOCH: Date = jiff::civil::date(1970, 1, 1);
    let day: Date = text.parse().ok()?;
    EPOCH.until(day).ok().map(|span| span.get_days())
}

#[cfg(test)]
mod tests {
    use super::days;

    #[test]
    fn days_are_counted_from_1970() {
        assert_eq!(days("1970-01-01"), Some(0));
        assert_eq!(days("2024-05-14"), Some(19857));
        assert_eq!(days("1969-12-31"), Some(-1));
        assert_eq!(days("2024-05"), None);
        assert_eq!(days("mardi"), None);
    }
}
