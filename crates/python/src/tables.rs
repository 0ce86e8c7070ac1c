//! Tables of documents, and files, read into tables of records, a batch at a time.
//!
//! Whoever takes a batch of one table has the next rows read; what they give to the other tables waits for who takes those. The lock
//! around all that is never waited for while the interpreter's lock is held: the input and the callback may need that one.

use crate::{
    cells::{cell, is_readable, is_sound},
    columns::{Cell, Columns, Kind, Shape, schema},
    errors::{self, error, of_readers},
    reader::see,
    stream::{Source, Stream, held},
};
use arrow_array::{RecordBatch, RecordBatchReader, ffi_stream::RecordBatchStreamReader};
use arrow_schema::{ArrowError, SchemaRef};
use pyo3::{prelude::*, sync::PyOnceLock};
use readers::{Readers, in_order};
use records::{Actor, Document, Event, Reading, Span, Statement};
use sources::{Documents, Item, Options, Problem, ProblemKind, Sourced, Table};
use std::{
    collections::{HashMap, VecDeque},
    convert::Infallible,
    num::NonZeroUsize,
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{Arc, Mutex, PoisonError},
};

/// Who said what: the columns of `depeche query statements`, and which row of the table it is from.
const STATEMENTS: &Shape = &[
    ("row", Kind::Whole),
    ("document", Kind::Text),
    ("id", Kind::Text),
    ("day", Kind::Day),
    ("outlet", Kind::Text),
    ("lang", Kind::Text),
    ("title", Kind::Text),
    ("url", Kind::Text),
    ("speaker", Kind::Text),
    ("speaker_kind", Kind::Text),
    ("speaker_country", Kind::Text),
    ("speaker_sectors", Kind::Texts),
    ("speaker_role", Kind::Text),
    ("act", Kind::Text),
    ("form", Kind::Text),
    ("negated", Kind::Flag),
    ("content", Kind::Text),
    ("start", Kind::Whole),
    ("end", Kind::Whole),
    ("cue", Kind::Text),
    ("addressee", Kind::Text),
    ("addressee_country", Kind::Text),
    ("medium", Kind::Text),
    ("relays", Kind::Texts),
    ("date_start", Kind::Day),
    ("date_end", Kind::Day),
    ("within", Kind::Text),
    ("rule", Kind::Text),
];

/// Who did what to whom, likewise.
const EVENTS: &Shape = &[
    ("row", Kind::Whole),
    ("document", Kind::Text),
    ("id", Kind::Text),
    ("day", Kind::Day),
    ("outlet", Kind::Text),
    ("lang", Kind::Text),
    ("title", Kind::Text),
    ("url", Kind::Text),
    ("type", Kind::Text),
    ("mode", Kind::Text),
    ("contexts", Kind::Texts),
    ("cameo", Kind::Text),
    ("goldstein", Kind::Real),
    ("word", Kind::Text),
    ("start", Kind::Whole),
    ("end", Kind::Whole),
    ("source", Kind::Texts),
    ("source_country", Kind::Texts),
    ("target", Kind::Texts),
    ("target_country", Kind::Texts),
    ("status", Kind::Text),
    ("voice", Kind::Text),
    ("statement", Kind::Text),
    ("aside", Kind::Flag),
    ("place", Kind::Text),
    ("place_country", Kind::Text),
    ("geonames", Kind::Whole),
    ("lat", Kind::Real),
    ("lon", Kind::Real),
    ("date_start", Kind::Day),
    ("date_end", Kind::Day),
    ("rule", Kind::Text),
];

/// What became of each row, or of each thing that files hold.
const DOCUMENTS: &Shape = &[
    ("row", Kind::Whole),
    ("document", Kind::Text),
    ("lang", Kind::Text),
    ("title", Kind::Text),
    ("published", Kind::Day),
    ("outlet", Kind::Text),
    ("url", Kind::Text),
    ("source", Kind::Text),
    ("copies", Kind::Texts),
    ("statements", Kind::Whole),
    ("events", Kind::Whole),
    ("problem", Kind::Text),
    ("problem_kind", Kind::Text),
    ("reading", Kind::Text),
];

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

/// What became of it.
struct Told {
    source: Option<String>,
    /// Of a document that could not be read, the document alone.
    reading: Option<Reading>,
    problem: Option<(&'static str, String)>,
    unread: Option<readers::Error>,
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

/// Adds what one row gave to the tables.
fn fill(tables: &mut [Columns; 3], row: u64, told: &Told, keep: bool) -> Result<(), String> {
    let row = Cell::Whole(i64::try_from(row).unwrap_or(i64::MAX));
    let source = Cell::text(told.source.as_deref());
    let problem = Cell::text(told.problem.as_ref().map(|(_, message)| message.as_str()));
    let kind = Cell::text(told.problem.as_ref().map(|(kind, _)| *kind));
    let Some(reading) = &told.reading else {
        let mut cells = vec![Cell::Null; DOCUMENTS.len()];
        cells[0] = row;
        for (name, cell) in [("source", source), ("problem", problem), ("problem_kind", kind)] {
            if let Some(at) = DOCUMENTS.iter().position(|(column, _)| *column == name) {
                cells[at] = cell;
            }
        }
        tables[2].push(cells);
        return Ok(());
    };
    let known = Known::of(reading);
    for statement in &reading.statements {
        tables[0].push([row.clone()].into_iter().chain(known.statement(statement)));
    }
    for event in &reading.events {
        tables[1].push([row.clone()].into_iter().chain(known.event(event)));
    }
    let document = &reading.document;
    let json =
        if keep { Some(serde_json::to_string(reading).map_err(|failed| failed.to_string())?) } else { None };
    let count = |count: usize| Cell::Whole(i64::try_from(count).unwrap_or(i64::MAX));
    tables[2].push([
        row,
        Cell::Text(&document.id),
        Cell::Text(&document.lang),
        Cell::text(document.title.as_deref()),
        Cell::text(document.published.as_deref()),
        Cell::text(document.outlet.as_deref()),
        Cell::text(document.url.as_deref()),
        source,
        Cell::Texts(document.copies.iter().map(|copy| copy.id.as_str()).collect()),
        count(reading.statements.len()),
        count(reading.events.len()),
        problem,
        kind,
        Cell::text(json.as_deref()),
    ]);
    Ok(())
}

/// A reading whose parts are found by id and by code point.
struct Known<'r> {
    reading: &'r Reading,
    actors: HashMap<&'r str, &'r Actor>,
    /// The byte of every 64th code point of the text.
    steps: Vec<usize>,
}

impl<'r> Known<'r> {
    fn of(reading: &'r Reading) -> Known<'r> {
        let text = &reading.document.text;
        Known {
            actors: reading.actors.iter().map(|actor| (actor.id.as_str(), actor)).collect(),
            steps: text.char_indices().step_by(64).map(|(at, _)| at).collect(),
            reading,
        }
    }

    fn byte(&self, point: u32) -> usize {
        let (text, point) = (&self.reading.document.text, point as usize);
        let Some(step) = self.steps.get(point / 64) else { return text.len() };
        text[*step..].char_indices().nth(point % 64).map_or(text.len(), |(at, _)| step + at)
    }

    fn words(&self, span: Span) -> &'r str {
        self.reading.document.text.get(self.byte(span.start)..self.byte(span.end)).unwrap_or_default()
    }

    fn actor(&self, id: Option<&str>) -> Option<&'r Actor> {
        self.actors.get(id?).copied()
    }

    fn day(&self, own: Option<&'r str>) -> Cell<'r> {
        Cell::text(own.or(self.reading.document.published.as_deref()))
    }

    fn statement(&self, statement: &'r Statement) -> Vec<Cell<'r>> {
        let document = &self.reading.document;
        let speaker = self.actor(statement.speaker.actor.as_deref());
        let addressee = statement.addressee.as_ref().and_then(|to| self.actor(to.actor.as_deref()));
        let relays = statement.relays.iter();
        let relays = relays.map(|relay| match self.actor(relay.actor.as_deref()) {
            Some(actor) => actor.name.as_str(),
            None => self.words(relay.mention),
        });
        let date = statement.date.as_ref();
        let span = |span: Option<&Span>, end: bool| {
            span.map_or(Cell::Null, |span| Cell::Whole((if end { span.end } else { span.start }).into()))
        };
        vec![
            Cell::Text(&document.id),
            Cell::Text(&statement.id),
            self.day(date.map(|date| date.start.as_str())),
            Cell::text(document.outlet.as_deref()),
            Cell::Text(&document.lang),
            Cell::text(document.title.as_deref()),
            Cell::text(document.url.as_deref()),
            Cell::text(speaker.map(|actor| actor.name.as_str())),
            Cell::text(speaker.map(|actor| actor.kind.as_str())),
            Cell::text(speaker.and_then(|actor| actor.country.as_deref())),
            Cell::Texts(
                speaker
                    .map(|actor| actor.sectors.iter().map(|code| code.as_str()).collect())
                    .unwrap_or_default(),
            ),
            Cell::text(speaker.and_then(|actor| actor.role.as_deref())),
            Cell::Text(statement.act.as_str()),
            Cell::Text(statement.form.as_str()),
            Cell::Flag(statement.negated),
            // Mostly one span; what joins several is made once a statement.
            self.content(statement),
            span(statement.content.first(), false),
            span(statement.content.last(), true),
            Cell::text(statement.cue.map(|cue| self.words(cue))),
            Cell::text(addressee.map(|actor| actor.name.as_str())),
            Cell::text(addressee.and_then(|actor| actor.country.as_deref())),
            Cell::text(statement.medium.map(|medium| self.words(medium))),
            Cell::Texts(relays.collect()),
            Cell::text(date.map(|date| date.start.as_str())),
            Cell::text(date.map(|date| date.end.as_str())),
            Cell::text(statement.within.as_deref()),
            Cell::Text(&statement.rule),
        ]
    }

    fn content(&self, statement: &'r Statement) -> Cell<'r> {
        match &statement.content[..] {
            [] => Cell::Text(""),
            [one] => Cell::Text(self.words(*one)),
            several => {
                let parts: Vec<&str> = several.iter().map(|span| self.words(*span)).collect();
                Cell::Owned(parts.join(" … "))
            }
        }
    }

    fn event(&self, event: &'r Event) -> Vec<Cell<'r>> {
        let document = &self.reading.document;
        let date = event.date.as_ref();
        let place = event.place.as_ref();
        let found = place.and_then(|place| {
            let id = place.place.as_deref()?;
            self.reading.places.iter().find(|place| place.id == id)
        });
        let side = |ids: &'r [String]| -> [Cell<'r>; 2] {
            let actors: Vec<&Actor> = ids.iter().filter_map(|id| self.actor(Some(id))).collect();
            let mut countries: Vec<&str> = Vec::new();
            for code in actors.iter().filter_map(|actor| actor.country.as_deref()) {
                if !countries.contains(&code) {
                    countries.push(code);
                }
            }
            [Cell::Texts(actors.iter().map(|actor| actor.name.as_str()).collect()), Cell::Texts(countries)]
        };
        let [source, source_country] = side(&event.source);
        let [target, target_country] = side(&event.target);
        let voice = event.voice.as_deref().and_then(|id| {
            let statement = self.reading.statements.iter().find(|statement| statement.id == id)?;
            Some(self.actor(statement.speaker.actor.as_deref()).map_or("?", |actor| actor.name.as_str()))
        });
        let real = |number: Option<f64>| number.map_or(Cell::Null, Cell::Real);
        let name =
            found.map(|place| place.name.as_str()).or_else(|| place.map(|place| self.words(place.mention)));
        vec![
            Cell::Text(&document.id),
            Cell::Text(&event.id),
            self.day(date.map(|date| date.start.as_str())),
            Cell::text(document.outlet.as_deref()),
            Cell::Text(&document.lang),
            Cell::text(document.title.as_deref()),
            Cell::text(document.url.as_deref()),
            Cell::Text(event.kind.as_str()),
            Cell::text(event.mode.as_deref()),
            Cell::Texts(event.contexts.iter().map(String::as_str).collect()),
            Cell::text(event.cameo.as_deref()),
            real(event.goldstein),
            Cell::Text(self.words(event.trigger)),
            Cell::Whole(event.trigger.start.into()),
            Cell::Whole(event.trigger.end.into()),
            source,
            source_country,
            target,
            target_country,
            Cell::Text(event.status.as_str()),
            Cell::text(voice),
            Cell::text(event.voice.as_deref()),
            Cell::Flag(event.aside),
            Cell::text(name),
            Cell::text(found.and_then(|place| place.country.as_deref())),
            found.and_then(|place| place.geonames).map_or(Cell::Null, |id| Cell::Whole(id.into())),
            real(found.and_then(|place| place.lat)),
            real(found.and_then(|place| place.lon)),
            Cell::text(date.map(|date| date.start.as_str())),
            Cell::text(date.map(|date| date.end.as_str())),
            Cell::Text(&event.rule),
        ]
    }
}
