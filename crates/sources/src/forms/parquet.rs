//! Parquet: a document a row, columns known by their names as those of other tables are.
//!
//! Row groups are read one after the other, of each column a page at a time. A column of lists gives its items as paragraphs; one within
//! a structure goes by its whole name (`article.text`). What is damaged costs its row group.

use super::{Bytes, Items, Origin, table};
use crate::{
    Item, Problem, ProblemKind,
    documents::Counted,
    fields,
    paged::{Data, Pages},
};
use jiff::{Span, civil::Date};
use parquet::{
    basic::{ConvertedType, LogicalType, TimeUnit},
    column::reader::{ColumnReader, ColumnReaderImpl, get_column_reader},
    data_type::DataType,
    errors::{ParquetError, Result},
    file::metadata::{ParquetMetaData, ParquetMetaDataReader},
    schema::types::ColumnDescPtr,
};
use std::{
    cell::Cell,
    fs::File,
    panic::{self, AssertUnwindSafe},
    sync::{Arc, Once},
};

pub(super) struct Form;

/// A page may be as large as a document, and as this.
const SMALLEST_LIMIT: usize = 16_000_000;
/// No more comes out of a file than this many times its size, …
const MOST_FOLD: u64 = 200;
/// … unless it is small.
const SMALL: u64 = 100_000;
/// What a row costs at least, however little is in it.
const LEAST_ROW: u64 = 256;

impl super::Form for Form {
    fn extensions(&self) -> &'static [&'static str] {
        &["parquet", "pq"]
    }

    fn recognises(&self, head: &[u8]) -> bool {
        head.starts_with(b"PAR1")
    }

    /// A stream is held, since its directory stands at its end.
    fn read(&self, bytes: Bytes, origin: Origin) -> Items {
        Box::new(
            std::iter::once_with(move || match origin.whole(bytes) {
                Ok(bytes) => rows(Data::Memory(bytes.into()), None, origin),
                Err(problem) => Box::new(std::iter::once((*problem).into())) as Items,
            })
            .flatten(),
        )
    }
}

/// The documents of a file.
pub(super) fn open(file: Counted<File>, origin: Origin) -> Items {
    match file.bytes.try_clone() {
        Ok(bytes) => rows(Data::File(bytes), Some(file), origin),
        Err(error) => Box::new(std::iter::once(origin.broken(None, &error).into())),
    }
}

fn rows(data: Data, counter: Option<Counted<File>>, origin: Origin) -> Items {
    let metadata = guarded(|| match &data {
        Data::File(file) => ParquetMetaDataReader::new().parse_and_finish(file),
        Data::Memory(bytes) => ParquetMetaDataReader::new().parse_and_finish(bytes),
    });
    let metadata = match metadata {
        Ok(metadata) => metadata,
        Err(error) => {
            let message = format!("not a whole Parquet file: {}", told(&error));
            return Box::new(std::iter::once(origin.problem(None, ProblemKind::Damaged, message).into()));
        }
    };
    let schema = metadata.file_metadata().schema_descr();
    let leaves: Vec<ColumnDescPtr> = schema.columns().to_vec();
    let columns = match table::columns(&names(&leaves), None, &origin) {
        Ok(columns) => columns,
        Err(item) => return Box::new(std::iter::once(*item)),
    };
    let columns: Vec<(&'static str, usize)> = columns.into_iter().enumerate().filter_map(|(at, field)| Some((field?, at))).collect();
    let size = data.len();
    let rows = Rows {
        left: size.max(SMALL).saturating_mul(MOST_FOLD),
        data: Arc::new(data),
        counter,
        metadata,
        columns,
        origin,
        group: 0,
        cells: Vec::new(),
        rows: 0,
        row: 0,
    };
    Box::new(rows.flatten())
}

/// What columns are called: by the whole path, or by its first part where there is nothing else under it.
fn names(leaves: &[ColumnDescPtr]) -> Vec<String> {
    let paths: Vec<String> = leaves.iter().map(|leaf| leaf.path().string()).collect();
    let root = |path: &str| path.split('.').next().unwrap_or(path).to_owned();
    let roots: Vec<String> = paths.iter().map(|path| root(path)).collect();
    paths
        .iter()
        .zip(leaves)
        .map(|(path, leaf)| {
            let alone = roots.iter().filter(|other| **other == root(path)).count() == 1;
            if alone && leaf.max_rep_level() > 0 { root(path) } else { path.clone() }
        })
        .collect()
}

/// The rows of a table, each as the items that it gives.
struct Rows {
    data: Arc<Data>,
    /// Told what was read, for showing progress.
    counter: Option<Counted<File>>,
    metadata: ParquetMetaData,
    /// Fields and the columns that hold them.
    columns: Vec<(&'static str, usize)>,
    origin: Origin,
    /// The next row group.
    group: usize,
    cells: Vec<(&'static str, Column)>,
    /// Rows that are left in this group.
    rows: i64,
    /// Rows so far.
    row: u64,
    /// What may yet come out of the file.
    left: u64,
}

impl Iterator for Rows {
    type Item = Vec<Item>;

    fn next(&mut self) -> Option<Vec<Item>> {
        while self.rows <= 0 {
            if self.group >= self.metadata.num_row_groups() {
                return None;
            }
            if let Err(error) = guarded(|| self.open()) {
                return Some(vec![self.damaged(&error).into()]);
            }
        }
        self.rows -= 1;
        self.row += 1;
        match guarded(|| self.cells.iter_mut().map(|(field, column)| Ok((*field, column.next()?))).collect::<Result<Vec<_>>>()) {
            Ok(cells) => {
                let size: usize = cells.iter().map(|(_, cell)| cell.as_ref().map_or(0, String::len)).sum();
                let Some(left) = self.left.checked_sub(LEAST_ROW + size as u64) else {
                    self.rows = 0;
                    self.group = usize::MAX;
                    let message = "holds far more rows than its size lets expect, not read further";
                    return Some(vec![self.origin.problem(Some(self.row), ProblemKind::TooLarge, message).into()]);
                };
                self.left = left;
                if size > self.origin.options.limit {
                    return Some(vec![self.origin.too_large(Some(self.row)).into()]);
                }
                let value = |name: &str| cells.iter().find(|(field, _)| *field == name).and_then(|(_, cell)| cell.clone());
                Some(fields::from_row(value, self.row, &self.origin))
            }
            Err(error) => {
                let problem = self.damaged(&error);
                Some(vec![problem.into()])
            }
        }
    }
}

impl Rows {
    /// Goes to the next row group.
    fn open(&mut self) -> Result<()> {
        let at = self.group;
        self.group += 1;
        let group = self.metadata.row_group(at);
        self.cells.clear();
        self.rows = group.num_rows();
        if let Some(counter) = &self.counter {
            counter.passed(u64::try_from(group.compressed_size()).unwrap_or(0));
        }
        let limit = self.origin.options.limit.max(SMALLEST_LIMIT);
        for (field, at) in &self.columns {
            let chunk = group.columns().get(*at).ok_or_else(|| ParquetError::General("a row group lacks a column".into()))?;
            let first = [Some(chunk.data_page_offset()), chunk.dictionary_page_offset()].into_iter().flatten().filter(|offset| *offset > 0).min();
            let start = first.and_then(|first| u64::try_from(first).ok());
            let start = start.ok_or_else(|| ParquetError::General("a column that is nowhere".into()))?;
            let end = start.saturating_add(u64::try_from(chunk.compressed_size()).unwrap_or(0)).min(self.data.len());
            let pages = Pages::new(Arc::clone(&self.data), start, end, chunk.compression(), limit);
            self.cells.push((field, Column::new(chunk.column_descr_ptr(), pages)));
        }
        Ok(())
    }

    /// Leaves a row group, and tells how many rows are lost.
    fn damaged(&mut self, error: &ParquetError) -> Problem {
        let lost = u64::try_from(self.rows.max(0)).unwrap_or(0) + 1;
        let row = self.row.max(1);
        self.rows = 0;
        self.row = self.row.saturating_add(lost - 1);
        let message = format!("skipped to the next row group (up to {lost} rows): {}", told(error));
        self.origin.problem(Some(row), ProblemKind::Damaged, message)
    }
}

thread_local! {
    /// Whether a panic in this thread is one of the library's, about to be caught.
    static GUARDED: Cell<bool> = const { Cell::new(false) };
}

/// Runs the library: where it panics on what it does not expect, that is an error as well, told once and not by the panic.
fn guarded<T>(run: impl FnOnce() -> Result<T>) -> Result<T> {
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        let before = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            if !GUARDED.try_with(Cell::get).unwrap_or(false) {
                before(info);
            }
        }));
    });
    GUARDED.set(true);
    let result = panic::catch_unwind(AssertUnwindSafe(run));
    GUARDED.set(false);
    result.unwrap_or_else(|_| Err(ParquetError::General("cannot be decoded".into())))
}

/// An error in one line of reasonable length.
fn told(error: &ParquetError) -> String {
    let text = match error {
        ParquetError::General(text) | ParquetError::EOF(text) => text.clone(),
        other => other.to_string(),
    };
    text.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(200).collect()
}

/// A column of a row group, read a row at a time.
struct Column {
    reader: ColumnReader,
    /// What its numbers mean.
    meaning: Meaning,
    optional: bool,
    repeated: bool,
}

#[derive(Clone, Copy)]
enum Meaning {
    Plain,
    /// Days since 1970.
    Days,
    /// So many since 1970, this many a second.
    Moments(i64),
}

impl Column {
    fn new(leaf: ColumnDescPtr, pages: Pages) -> Column {
        let meaning = match (leaf.logical_type_ref(), leaf.converted_type()) {
            (Some(LogicalType::Date), _) | (_, ConvertedType::DATE) => Meaning::Days,
            (Some(LogicalType::Timestamp(moment)), _) => Meaning::Moments(match moment.unit {
                TimeUnit::MILLIS => 1_000,
                TimeUnit::MICROS => 1_000_000,
                TimeUnit::NANOS => 1_000_000_000,
            }),
            (_, ConvertedType::TIMESTAMP_MILLIS) => Meaning::Moments(1_000),
            (_, ConvertedType::TIMESTAMP_MICROS) => Meaning::Moments(1_000_000),
            _ => Meaning::Plain,
        };
        let (optional, repeated) = (leaf.max_def_level() > 0, leaf.max_rep_level() > 0);
        Column { reader: get_column_reader(leaf, Box::new(pages)), meaning, optional, repeated }
    }

    /// The next row's value as text; `None` where there is none.
    fn next(&mut self) -> Result<Option<String>> {
        let (optional, repeated, meaning) = (self.optional, self.repeated, self.meaning);
        let whole = |number: i64| match meaning {
            Meaning::Plain => Some(number.to_string()),
            Meaning::Days => day(number),
            Meaning::Moments(second) => day(number.div_euclid(second).div_euclid(86_400)),
        };
        let values: Vec<String> = match &mut self.reader {
            ColumnReader::ByteArrayColumnReader(reader) => {
                one(reader, optional, repeated)?.iter().map(|value| table::decoded(value.data())).collect()
            }
            ColumnReader::FixedLenByteArrayColumnReader(reader) => {
                one(reader, optional, repeated)?.iter().map(|value| table::decoded(value.data())).collect()
            }
            ColumnReader::Int32ColumnReader(reader) => {
                one(reader, optional, repeated)?.into_iter().filter_map(|value| whole(i64::from(value))).collect()
            }
            ColumnReader::Int64ColumnReader(reader) => one(reader, optional, repeated)?.into_iter().filter_map(whole).collect(),
            // The older writers' moments: nanoseconds of a Julian day.
            ColumnReader::Int96ColumnReader(reader) => {
                let days = |value: &[u32]| value.get(2).and_then(|days| day(i64::from(*days) - 2_440_588));
                one(reader, optional, repeated)?.iter().filter_map(|value| days(value.data())).collect()
            }
            // Whole numbers become these where some are missing.
            ColumnReader::DoubleColumnReader(reader) => {
                one(reader, optional, repeated)?.into_iter().filter(|value| value.is_finite()).map(|value| value.to_string()).collect()
            }
            ColumnReader::FloatColumnReader(reader) => {
                one(reader, optional, repeated)?.into_iter().filter(|value| value.is_finite()).map(|value| value.to_string()).collect()
            }
            ColumnReader::BoolColumnReader(reader) => one(reader, optional, repeated)?.into_iter().map(|value| value.to_string()).collect(),
        };
        Ok((!values.is_empty()).then(|| values.join("\n\n")))
    }
}

/// The values of one row.
fn one<T: DataType>(reader: &mut ColumnReaderImpl<T>, optional: bool, repeated: bool) -> Result<Vec<T::T>> {
    let (mut definition, mut repetition, mut values) = (Vec::new(), Vec::new(), Vec::new());
    let (rows, _, _) =
        reader.read_records(1, optional.then_some(&mut definition), repeated.then_some(&mut repetition), &mut values)?;
    if rows == 0 { Err(ParquetError::EOF("fewer rows than were promised".into())) } else { Ok(values) }
}

/// The day that is so many after the first of 1970.
fn day(days: i64) -> Option<String> {
    let date = Date::constant(1970, 1, 1).checked_add(Span::new().try_days(days).ok()?).ok()?;
    (1..=9999).contains(&date.year()).then(|| date.to_string())
}
