//! Tables of documents, and files, read into tables of records, a batch at a time.
//!
//! Whoever takes a batch of one table has the next rows read; what they give to the other tables waits for who takes those. The lock
//! around all that is never waited for while the interpreter's lock is held: the input and the callback may need that one.

use crate::{
    cells::{cell, is_readable, is_sound},
    columns::{Columns, schema},
    errors::{self, error, of_readers},
    reader::see,
    rows::{DOCUMENTS, EVENTS, STATEMENTS, Told, fill},
    stream::{Source, Stream, held},
};
use arrow_array::{RecordBatch, RecordBatchReader, ffi_stream::RecordBatchStreamReader};
use arrow_schema::{ArrowError, SchemaRef};
use pyo3::{prelude::*, sync::PyOnceLock};
use readers::{Readers, in_order};
use records::{Document, Reading};
use sources::{Documents, Item, Options, Problem, ProblemKind, Sourced, Table};
use std::{
    collections::VecDeque,
    convert::Infallible,
    num::NonZeroUsize,
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{Arc, Mutex, PoisonError},
};

/// The names of the tables, in the order in which they are kept.
const NAMES: [&str; 3] = ["statements", "events", "documents"];

/// The tables' schemas, made once.
fn schemas(py: Python<'_>) -> &[SchemaRef; 3] {
    static SCHEMAS: PyOnceLock<[SchemaRef; 3]> = PyOnceLock::new();
    SCHEMAS.get_or_init(py, || [STATEMENTS, EVENTS, DOCUMENTS].map(|shape| schema(shape.iter().copied())))
}

/// What the tables look like: three empty ones.
#[pyfunction]
#[pyo3(name = "schemas")]
pub fn empty(py: Python<'_>) -> (Stream, Stream, Stream) {
    let [statements, events, documents] = schemas(py);
    let none = |schema: &SchemaRef| Stream::of(held(schema.clone(), Vec::new()));
    (none(statements), none(events), none(documents))
}

/// The tables that are kept for whoever takes them.
pub struct Wanted(Vec<String>);

impl Wanted {
    /// Those of these names.
    ///
    /// # Errors
    /// A name that is none.
    pub fn of(names: Vec<String>) -> PyResult<Wanted> {
        match names.iter().find(|name| !NAMES.contains(&name.as_str())) {
            None => Ok(Wanted(names)),
            Some(name) => {
                let message = format!("no table \"{name}\" among: {}", NAMES.join(", "));
                Err(error(errors::Kind::Input, message))
            }
        }
    }

    fn has(&self, at: usize) -> bool {
        self.0.iter().any(|name| name == NAMES[at])
    }
}

/// How documents are read.
pub struct Settings {
    threads: usize,
    /// So many rows are read, and so many rows' records given, at a time.
    batch: usize,
    /// What tells copies, if they are to be told.
    copies: Option<copies::Copies>,
    /// Whether the table of documents holds the readings.
    readings: bool,
    wanted: Wanted,
    /// Told how many rows are done.
    progress: Option<Py<PyAny>>,
}

impl Settings {
    /// As a caller says.
    pub fn of(
        threads: Option<NonZeroUsize>,
        batch: NonZeroUsize,
        copies: bool,
        readings: bool,
        wanted: Wanted,
        progress: Option<Py<PyAny>>,
    ) -> Settings {
        Settings {
            threads: readers::threads(threads),
            batch: batch.get(),
            copies: copies.then(copies::Copies::default),
            readings,
            wanted,
            progress,
        }
    }
}

/// What documents give: three tables, of which each is read while it is taken over, or all together batch by batch.
#[pyclass(frozen, module = "depeche._native")]
pub struct Tables {
    work: Arc<Mutex<Work>>,
    schemas: [SchemaRef; 3],
}

/// The records of some rows.
#[pyclass(frozen, get_all, module = "depeche._native")]
pub struct Batch {
    statements: Py<Stream>,
    events: Py<Stream>,
    documents: Py<Stream>,
}

struct Work {
    readers: Arc<Readers>,
    input: Input,
    settings: Settings,
    schemas: [SchemaRef; 3],
    /// Rows that are done.
    rows: u64,
    any_read: bool,
    done: bool,
    waiting: [VecDeque<RecordBatch>; 3],
}

/// Where documents come from.
#[allow(clippy::large_enum_variant, reason = "there is one")]
enum Input {
    Table {
        stream: RecordBatchStreamReader,
        table: Table,
        /// The batch that is under way, and how many of its rows are done.
        current: Option<(RecordBatch, usize)>,
    },
    Files(Documents),
}

/// What a row of the table of documents is made of.
#[derive(Default)]
struct Met {
    document: Option<Document>,
    source: Option<String>,
    /// Why there is none, or what is odd about it, and of which kind that is.
    problem: Option<(&'static str, String)>,
}

impl Tables {
    /// Tables of files' documents.
    pub fn of_files(readers: Arc<Readers>, documents: Documents, settings: Settings) -> Tables {
        Tables::new(readers, Input::Files(documents), settings)
    }

    /// Tables of a stream of documents.
    ///
    /// # Errors
    /// A column that is not there, or holds no text.
    pub fn of_table(
        readers: Arc<Readers>,
        stream: RecordBatchStreamReader,
        options: Options,
        settings: Settings,
    ) -> PyResult<Tables> {
        let given = stream.schema();
        let names: Vec<String> = given.fields().iter().map(|field| field.name().clone()).collect();
        let table = Table::of("table", &names, options).map_err(|problem| {
            let what = problem.message.split("; say which").next().unwrap_or_default();
            error(errors::Kind::Input, format!("{what}; say which with FIELD=\"NAME\""))
        })?;
        if let Some(field) =
            table.columns().map(|at| given.field(at)).find(|field| !is_readable(field.data_type()))
        {
            let message = format!(
                "the column {} holds {}, which is neither text nor a day",
                field.name(),
                field.data_type()
            );
            return Err(error(errors::Kind::Input, message));
        }
        Ok(Tables::new(readers, Input::Table { stream, table, current: None }, settings))
    }

    fn new(readers: Arc<Readers>, input: Input, settings: Settings) -> Tables {
        let schemas = Python::attach(|py| schemas(py).clone());
        let work = Work {
            readers,
            input,
            settings,
            schemas: schemas.clone(),
            rows: 0,
            any_read: false,
            done: false,
            waiting: Default::default(),
        };
        Tables { work: Arc::new(Mutex::new(work)), schemas }
    }

    fn part(&self, at: usize) -> Stream {
        Stream::of(Box::new(Part { work: Arc::clone(&self.work), schema: self.schemas[at].clone(), at }))
    }
}

#[pymethods]
impl Tables {
    /// Who said what.
    #[getter]
    fn statements(&self) -> Stream {
        self.part(0)
    }

    /// Who did what to whom.
    #[getter]
    fn events(&self) -> Stream {
        self.part(1)
    }

    /// What became of each row.
    #[getter]
    fn documents(&self) -> Stream {
        self.part(2)
    }

    fn __iter__(this: Bound<'_, Self>) -> Bound<'_, Self> {
        this
    }

    fn __next__(&self, py: Python<'_>) -> PyResult<Option<Batch>> {
        let batches = py.detach(|| self.work.lock().unwrap_or_else(PoisonError::into_inner).guarded())?;
        let Some(batches) = batches else { return Ok(None) };
        let [statements, events, documents] = batches.map(|batch| {
            let source: Source = held(batch.schema(), vec![batch]);
            Py::new(py, Stream::of(source))
        });
        Ok(Some(Batch { statements: statements?, events: events?, documents: documents? }))
    }
}

/// One table, read while it is taken over.
struct Part {
    work: Arc<Mutex<Work>>,
    schema: SchemaRef,
    at: usize,
}

impl Iterator for Part {
    type Item = Result<RecordBatch, ArrowError>;

    fn next(&mut self) -> Option<Self::Item> {
        // Whoever calls may hold the interpreter's lock or not.
        let next = Python::try_attach(|py| {
            py.detach(|| self.work.lock().unwrap_or_else(PoisonError::into_inner).next_of(self.at))
        });
        match next? {
            Ok(batch) => batch.map(Ok),
            Err(failed) => Some(Err(ArrowError::ComputeError(failed.to_string()))),
        }
    }
}

impl RecordBatchReader for Part {
    fn schema(&self) -> SchemaRef {
        self.schema.clone()
    }
}

impl Work {
    /// The next batch of one table.
    fn next_of(&mut self, at: usize) -> PyResult<Option<RecordBatch>> {
        loop {
            if let Some(batch) = self.waiting[at].pop_front() {
                return Ok(Some(batch));
            }
            let Some(batches) = self.guarded()? else { return Ok(None) };
            for (which, batch) in batches.into_iter().enumerate() {
                if which == at || self.settings.wanted.has(which) {
                    self.waiting[which].push_back(batch);
                }
            }
        }
    }

    /// The next rows' records; a mistake of ours is an error, for nothing may unwind into who calls. After an error there is nothing more.
    fn guarded(&mut self) -> PyResult<Option<[RecordBatch; 3]>> {
        let next = catch_unwind(AssertUnwindSafe(|| self.step()));
        let next = next.unwrap_or_else(|_| Err(of_readers(&readers::Error::Failed)));
        self.done |= next.is_err();
        next
    }

    fn step(&mut self) -> PyResult<Option<[RecordBatch; 3]>> {
        if self.done {
            return Ok(None);
        }
        Python::attach(|py| py.check_signals())?;
        let mut met = self.input.next_some(self.settings.batch)?;
        if met.is_empty() {
            self.done = true;
            return Ok(None);
        }
        if let Some(copies) = &mut self.settings.copies {
            for document in met.iter_mut().filter_map(|met| met.document.as_mut()) {
                see(&self.readers, copies, document);
            }
        }
        let readers = &self.readers;
        let work = |met: Met| told(readers, met);
        let mut tables = self.schemas.clone().map(Columns::of);
        let (mut row, mut any_read, mut no_reader) = (self.rows, self.any_read, None);
        let keep = self.settings.readings;
        let mut failed = None;
        let Ok(()) = in_order(met.into_iter(), self.settings.threads, work, |mut told: Told| {
            let was_read = told.reading.is_some() && told.unread.is_none();
            match told.unread.take() {
                // Nothing will be read without one.
                Some(unread) if !any_read && unread.is_no_reader() && no_reader.is_none() => {
                    no_reader = Some(unread)
                }
                Some(_) => {}
                None => any_read |= told.reading.is_some(),
            }
            if let Err(why) = fill(&mut tables, row, &told, keep && was_read) {
                failed = Some(why);
            }
            row += 1;
            Ok::<(), Infallible>(())
        });
        if let Some(unread) = no_reader.filter(|_| !any_read) {
            return Err(of_readers(&unread));
        }
        if let Some(why) = failed {
            return Err(error(errors::Kind::Read, why));
        }
        (self.rows, self.any_read) = (row, any_read);
        if let Some(progress) = &self.settings.progress {
            Python::attach(|py| progress.call1(py, (self.rows,)).map(drop))?;
        }
        let [statements, events, documents] =
            tables.map(|table| table.finish().map_err(|failed| of_arrow(&failed)));
        Ok(Some([statements?, events?, documents?]))
    }
}

impl Input {
    /// What stands in the next rows, at most so many; none: there are no more.
    fn next_some(&mut self, most: usize) -> PyResult<Vec<Met>> {
        match self {
            Input::Files(documents) => Ok(std::iter::from_fn(|| next_in(documents)).take(most).collect()),
            Input::Table { stream, table, current } => loop {
                if let Some((batch, done)) = current.take() {
                    let to = done.saturating_add(most).min(batch.num_rows());
                    if done < to {
                        let met = (done..to).map(|row| in_row(table, &batch, row)).collect();
                        *current = Some((batch, to));
                        return Ok(met);
                    }
                }
                match stream.next() {
                    None => return Ok(Vec::new()),
                    Some(Ok(batch)) => *current = Some((batch, 0)),
                    Some(Err(failed)) => return Err(of_arrow(&failed)),
                }
            },
        }
    }
}

/// The next document of files, with what is odd about it, or the next problem.
fn next_in(documents: &mut Documents) -> Option<Met> {
    let mut odd = None;
    loop {
        match documents.next() {
            Some(Item::Document(Sourced { document, place })) => {
                return Some(Met { document: Some(document), source: Some(place.to_string()), problem: odd });
            }
            // It stands before the document that it is about.
            Some(Item::Problem(problem)) if problem.kind == ProblemKind::BadDate => {
                odd = Some(named(problem))
            }
            Some(Item::Problem(problem)) => {
                let source = Some(problem.place.to_string());
                return Some(Met { document: None, source, problem: Some(named(problem)) });
            }
            None => return odd.map(|odd| Met { problem: Some(odd), ..Met::default() }),
        }
    }
}

/// The document in a row, and what is wrong or odd about it.
fn in_row(table: &Table, batch: &RecordBatch, row: usize) -> Met {
    if let Some(at) = table.columns().find(|at| !is_sound(batch.column(*at).as_ref(), row)) {
        let message = format!("the column {} is not UTF-8", batch.schema_ref().field(at).name());
        return Met { problem: Some((ProblemKind::NotUtf8.name(), message)), ..Met::default() };
    }
    let mut met = Met::default();
    for item in table.document(row as u64 + 1, |column| cell(batch, column, row)) {
        match item {
            Item::Document(sourced) => met.document = Some(sourced.document),
            Item::Problem(problem) => met.problem = Some(named(problem)),
        }
    }
    met
}

fn named(problem: Problem) -> (&'static str, String) {
    (problem.kind.name(), problem.message)
}

/// Reads what was met.
fn told(readers: &Readers, met: Met) -> Told {
    let Met { document, source, problem } = met;
    let Some(document) = document else { return Told { source, reading: None, problem, unread: None } };
    match readers.read(&document) {
        Ok(done) => {
            let problem = done.unread.map(|what| ("part", what)).or(problem);
            Told { source, reading: Some(done.reading), problem, unread: None }
        }
        Err(failed) => {
            let kind = match &failed {
                readers::Error::Foreign { .. } | readers::Error::NoPack { .. } => "foreign",
                readers::Error::Failed => "failed",
                _ => "no-reader",
            };
            let line = failed.line().replace("--lang TAG has", "lang=\"TAG\" has");
            let reading = Reading { document, ..Reading::default() };
            Told { source, reading: Some(reading), problem: Some((kind, line)), unread: Some(failed) }
        }
    }
}

fn of_arrow(failed: &ArrowError) -> PyErr {
    error(errors::Kind::Input, failed.to_string())
}
