//! Columns that line up, made to fit a width.

use super::words::{padded, shortened};
use anstyle::Style;
use std::fmt::Write;
use unicode_width::UnicodeWidthStr;

/// What stands between two columns.
const GAP: &str = "  ";
/// The least width that a column is shrunk to.
const LEAST: usize = 8;

/// A text and how it looks.
#[derive(Debug, Clone, Default)]
pub struct Cell {
    pub text: String,
    pub style: Style,
}

impl Cell {
    pub fn new(text: impl Into<String>, style: Style) -> Cell {
        Cell { text: text.into(), style }
    }

    pub fn plain(text: impl Into<String>) -> Cell {
        Cell::new(text, Style::new())
    }
}

/// What becomes of a column where the table is too wide.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fit {
    /// It stays as it is.
    Whole,
    /// Its texts are shortened.
    Shrinks,
    /// Its texts are shortened, and where that is not enough it goes, the leftmost such column first.
    MayGo,
}

/// Rows under headings.
pub struct Table {
    columns: Vec<(String, Fit)>,
    rows: Vec<Vec<Cell>>,
}

impl Table {
    /// A table with these columns.
    pub fn new(columns: &[(&str, Fit)]) -> Table {
        Table {
            columns: columns.iter().map(|(text, fit)| ((*text).to_owned(), *fit)).collect(),
            rows: Vec::new(),
        }
    }

    /// Adds a row; it has a cell for each column.
    pub fn row(&mut self, cells: Vec<Cell>) {
        self.rows.push(cells);
    }

    /// Writes the table, each line after `indent`, within `width` columns if that can be; empty columns are left out.
    pub fn write(&self, out: &mut String, indent: &str, heading: Style, width: usize) {
        let room = width.saturating_sub(indent.width());
        let widths = self.widths(room);
        let headings: Vec<Cell> =
            self.columns.iter().map(|(text, _)| Cell::new(text.as_str(), heading)).collect();
        for row in std::iter::once(&headings).chain(&self.rows) {
            let shown: Vec<(&Cell, usize)> =
                widths.iter().filter_map(|(column, width)| Some((row.get(*column)?, *width))).collect();
            let filled = shown.iter().rposition(|(cell, _)| !cell.text.is_empty()).map_or(0, |last| last + 1);
            out.push_str(indent);
            for (number, (cell, width)) in shown[..filled].iter().enumerate() {
                let text = shortened(&cell.text, *width);
                // No line ends in spaces.
                let last = number + 1 == filled;
                let text = if last { text } else { padded(&text, *width) };
                let _ = write!(out, "{}{text}{:#}{}", cell.style, cell.style, if last { "" } else { GAP });
            }
            out.push('\n');
        }
    }

    /// The columns to show, by number, and how wide each is.
    fn widths(&self, room: usize) -> Vec<(usize, usize)> {
        let has_text = |column: &usize| {
            self.rows.iter().filter_map(|row| row.get(*column)).any(|cell| !cell.text.is_empty())
        };
        let natural = |column: usize| {
            let cells = self.rows.iter().filter_map(|row| row.get(column)).map(|cell| cell.text.width());
            cells.max().unwrap_or(0).max(self.columns[column].0.width())
        };
        let mut widths: Vec<(usize, usize)> =
            (0..self.columns.len()).filter(has_text).map(|column| (column, natural(column))).collect();
        let fit = |column: usize| self.columns[column].1;
        loop {
            let used = widths.iter().map(|(_, width)| width).sum::<usize>()
                + GAP.len() * widths.len().saturating_sub(1);
            if used <= room {
                return widths;
            }
            let shrinks = |(column, width): &(usize, usize)| fit(*column) != Fit::Whole && *width > LEAST;
            // The widest gives way: it has most to spare.
            if let Some((_, widest)) =
                widths.iter_mut().filter(|column| shrinks(column)).max_by_key(|(_, width)| *width)
            {
                *widest -= 1;
            } else if let Some(gone) = widths.iter().position(|(column, _)| fit(*column) == Fit::MayGo) {
                widths.remove(gone);
                // What went makes room: the others get a new start.
                widths.iter_mut().for_each(|(column, width)| *width = natural(*column));
            } else {
                return widths;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(rows: &[[&str; 3]], width: usize) -> String {
        let mut table = Table::new(&[("WHO", Fit::Shrinks), ("WHAT", Fit::MayGo), ("WHERE", Fit::Whole)]);
        for row in rows {
            table.row(row.iter().map(|text| Cell::plain(*text)).collect());
        }
        let mut out = String::new();
        table.write(&mut out, "  ", Style::new(), width);
        out
    }

    #[test]
    fn columns_line_up_and_empty_ones_go() {
        assert_eq!(
            written(&[["Pékin", "visite", ""], ["日本", "x", ""]], 80),
            "  WHO    WHAT\n  Pékin  visite\n  日本   x\n"
        );
    }

    #[test]
    fn the_widest_column_gives_way() {
        let out = written(&[["Pékin", "une visite de travail", "ici"]], 28);
        assert_eq!(out, "  WHO    WHAT          WHERE\n  Pékin  une visite…   ici\n");
    }

    #[test]
    fn a_column_goes_where_shrinking_is_not_enough() {
        let row = ["une personne", "une visite de travail", "quelque part"];
        assert_eq!(written(&[row], 32), "  WHO           WHERE\n  une personne  quelque part\n");
    }
}
