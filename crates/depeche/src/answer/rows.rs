//! Rows of values, one form or another.

use crate::{
    arguments::AnswerFormat,
    output::Output,
    print::{self, Cell, Fit, Table},
};
use anstyle::Style;
use anyhow::{Context, Result};
use serde::{Serialize, Serializer, ser::SerializeMap};
use std::io::Write;
use store::query::Value;

/// How the values of a column look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Look {
    Plain,
    Faint,
    Name,
    Act,
    Status,
}

/// A column of the table for people: its heading, the values that it shows (the second faintly behind the first), and how.
pub struct Column {
    pub heading: String,
    pub from: Vec<usize>,
    pub fit: Fit,
    pub look: Look,
}

impl Column {
    /// A column that shows values by the names of theirs; those that there are not are left out.
    pub fn new(columns: &[impl AsRef<str>], heading: &str, from: &[&str], fit: Fit, look: Look) -> Column {
        let at = |name: &&str| columns.iter().position(|column| column.as_ref() == *name);
        Column { heading: heading.to_owned(), from: from.iter().filter_map(at).collect(), fit, look }
    }
}

/// An answer that is being written.
pub struct Written<'a> {
    columns: Vec<&'a str>,
    output: Output,
    form: Form,
    count: usize,
}

enum Form {
    Table(Vec<Column>, Table),
    Jsonl,
    Csv,
}

impl<'a> Written<'a> {
    /// An answer with these columns; `shown` are those of the table.
    ///
    /// # Errors
    /// Standard output cannot be written.
    pub fn begin(
        columns: &'a [impl AsRef<str>],
        format: AnswerFormat,
        shown: Vec<Column>,
    ) -> Result<Written<'a>> {
        let columns: Vec<&str> = columns.iter().map(AsRef::as_ref).collect();
        let output = Output::open(None, format == AnswerFormat::Table)?;
        let form = match format {
            AnswerFormat::Table => {
                let headings: Vec<(&str, Fit)> =
                    shown.iter().map(|column| (column.heading.as_str(), column.fit)).collect();
                let table = Table::new(&headings);
                Form::Table(shown, table)
            }
            AnswerFormat::Jsonl => Form::Jsonl,
            AnswerFormat::Csv => Form::Csv,
        };
        let mut written = Written { columns, output, form, count: 0 };
        if matches!(written.form, Form::Csv) {
            let header: Vec<String> = written.columns.iter().map(|name| (*name).to_owned()).collect();
            written.output.write(&record(&header)?)?;
        }
        Ok(written)
    }

    /// Adds a row.
    ///
    /// # Errors
    /// Standard output cannot be written.
    pub fn row(&mut self, values: &[Value]) -> Result<()> {
        self.count += 1;
        match &mut self.form {
            Form::Table(columns, table) => {
                table.row(columns.iter().map(|column| cell(column, values)).collect());
                Ok(())
            }
            Form::Jsonl => {
                let mut line = serde_json::to_vec(&Line(&self.columns, values))?;
                line.push(b'\n');
                self.output.writer().write_all(&line).context("cannot write the output")
            }
            Form::Csv => {
                let cells: Vec<String> = values.iter().map(Value::cell).collect();
                self.output.writer().write_all(&record(&cells)?).context("cannot write the output")
            }
        }
    }

    /// Writes what is left; how many rows there were.
    ///
    /// # Errors
    /// Standard output cannot be written.
    pub fn finish(mut self) -> Result<usize> {
        if let Form::Table(_, table) = &self.form
            && self.count > 0
        {
            let mut text = String::new();
            table.write(&mut text, "", print::TITLE, print::width());
            self.output.write(text.as_bytes())?;
        }
        self.output.finish()?;
        Ok(self.count)
    }
}

/// A record of CSV with its line end.
pub fn record(cells: &[String]) -> Result<Vec<u8>> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(cells).context("cannot write CSV")?;
    writer.into_inner().context("cannot write CSV")
}

fn cell(column: &Column, values: &[Value]) -> Cell {
    let texts: Vec<String> = column
        .from
        .iter()
        .filter_map(|at| values.get(*at))
        .map(|value| match value {
            Value::List(items) => items.join(", "),
            Value::Real(number) => {
                let text = format!("{number:.3}");
                text.trim_end_matches('0').trim_end_matches('.').to_owned()
            }
            other => other.cell(),
        })
        .map(|text| page::one_line(&text))
        .filter(|text| !text.is_empty())
        .collect();
    let style = match (column.look, texts.first()) {
        (Look::Faint, _) => print::FAINT,
        (Look::Name, _) => print::NAME,
        (Look::Act, Some(code)) => code.parse().map_or(Style::new(), print::act_style),
        (Look::Status, Some(code)) => code.parse().map_or(Style::new(), print::status_style),
        _ => Style::new(),
    };
    Cell::new(texts.join(" "), style)
}

/// An object with its fields in order.
struct Line<'a>(&'a [&'a str], &'a [Value]);

impl Serialize for Line<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.1.len()))?;
        for (name, value) in self.0.iter().zip(self.1) {
            map.serialize_entry(name, value)?;
        }
        map.end()
    }
}
