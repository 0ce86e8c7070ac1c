//! Readers, for texts one by one, by the hundred and by the table.

use crate::{
    errors::{Kind, error, of_readers},
    files::Given,
    html::parsed,
    parse::{Token, tokens},
    stream::taken,
    tables::{Settings, Tables, Wanted},
};
use pyo3::{prelude::*, types::PyBytes};
use readers::{Options, Readers, in_order};
use records::Document;
use sources::{Documents, Input, Item, Table};
use std::{
    convert::Infallible,
    num::NonZeroUsize,
    path::PathBuf,
    sync::{Arc, Mutex, PoisonError},
};

/// The fields of a document that a caller can give, in the order in which rows hold them.
const FIELDS: [&str; 8] = ["id", "url", "outlet", "title", "published", "lang", "author", "text"];

/// A row of values, in the order of [`FIELDS`].
type Row = Vec<Option<String>>;

/// A reading as JSON, what of the document was passed over; or why there is none.
type Read<'py> = (Option<Bound<'py, PyBytes>>, Option<String>, Option<PyErr>);

/// Readers, as `depeche.Reader` wraps them.
#[pyclass(frozen, module = "depeche._native")]
pub struct Reader {
    readers: Arc<Readers>,
    options: sources::Options,
    one: Table,
}

/// What was seen of earlier documents, for telling copies.
#[pyclass(frozen, module = "depeche._native")]
#[derive(Default)]
pub struct Copies(Arc<Mutex<copies::Copies>>);

#[pymethods]
impl Copies {
    #[new]
    fn new() -> Copies {
        Copies::default()
    }
}

#[pymethods]
impl Reader {
    #[new]
    #[pyo3(signature = (lang, date, packs, model, actors, knowledge, offline))]
    #[allow(clippy::too_many_arguments, reason = "Python names them")]
    fn new(
        py: Python<'_>,
        lang: Option<String>,
        date: Option<String>,
        packs: Option<PathBuf>,
        model: Option<PathBuf>,
        actors: Option<PathBuf>,
        knowledge: Option<PathBuf>,
        offline: bool,
    ) -> PyResult<Reader> {
        let published = date.as_deref().map(day).transpose()?;
        let assumed = lang.clone().unwrap_or_else(|| Document::UNDETERMINED.to_owned());
        let options = sources::Options { lang: assumed, published, ..sources::Options::default() };
        let made = Options { lang, packs, model, actors, knowledge, offline, ..Options::default() };
        let readers = py.detach(|| Readers::new(made)).map_err(|failed| of_readers(&failed))?;
        let one = Table::of("document", &FIELDS.map(str::to_owned), options.clone());
        let one = one.map_err(|problem| error(Kind::Input, problem.message))?;
        Ok(Reader { readers: Arc::new(readers), options, one })
    }

    /// Reads one document: its reading as JSON, and what of it was passed over.
    fn read<'py>(&self, py: Python<'py>, row: Row) -> PyResult<(Bound<'py, PyBytes>, Option<String>)> {
        let document = self.document(row)?;
        let done = py.detach(|| read(&self.readers, &document));
        let (json, unread) = done?;
        Ok((PyBytes::new(py, &json), unread))
    }

    /// Reads several on several threads, in their order.
    #[pyo3(signature = (rows, threads, copies))]
    fn read_some<'py>(
        &self,
        py: Python<'py>,
        rows: Vec<Row>,
        threads: Option<NonZeroUsize>,
        copies: Option<PyRef<'py, Copies>>,
    ) -> Vec<Read<'py>> {
        let copies = copies.map(|copies| Arc::clone(&copies.0));
        let done = py.detach(|| {
            let mut copies =
                copies.as_ref().map(|copies| copies.lock().unwrap_or_else(PoisonError::into_inner));
            let mut documents: Vec<_> = rows.into_iter().map(|row| self.document(row)).collect();
            for document in documents.iter_mut().flatten() {
                if let Some(copies) = &mut copies {
                    see(&self.readers, copies, document);
                }
            }
            let work = |document: PyResult<Document>| read(&self.readers, &document?);
            let mut done = Vec::with_capacity(documents.len());
            let Ok(()) = in_order(documents.into_iter(), readers::threads(threads), work, |read| {
                done.push(read);
                Ok::<(), Infallible>(())
            });
            done
        });
        let told = |read: PyResult<(Vec<u8>, Option<String>)>| match read {
            Ok((json, unread)) => (Some(PyBytes::new(py, &json)), unread, None),
            Err(error) => (None, None, Some(error)),
        };
        done.into_iter().map(told).collect()
    }

    /// Reads a table that comes as a stream of Arrow's.
    #[pyo3(signature = (stream, columns, limit, threads, batch, copies, readings, wanted, progress))]
    #[allow(clippy::too_many_arguments, reason = "Python names them")]
    fn read_table(
        &self,
        stream: &Bound<'_, PyAny>,
        columns: Vec<(String, String)>,
        limit: usize,
        threads: Option<NonZeroUsize>,
        batch: NonZeroUsize,
        copies: bool,
        readings: bool,
        wanted: Vec<String>,
        progress: Option<Py<PyAny>>,
    ) -> PyResult<Tables> {
        let options = sources::Options { columns, limit, ..self.options.clone() };
        let wanted = Wanted::of(wanted)?;
        let settings = Settings::of(threads, batch, copies, readings, wanted, progress);
        Tables::of_table(Arc::clone(&self.readers), taken(stream)?, options, settings)
    }

    /// Reads files of whatever form, folders, and what is open.
    #[pyo3(signature = (given, columns, limit, threads, batch, copies, readings, wanted, progress))]
    #[allow(clippy::too_many_arguments, reason = "Python names them")]
    fn read_files(
        &self,
        given: Vec<Given>,
        columns: Vec<(String, String)>,
        limit: usize,
        threads: Option<NonZeroUsize>,
        batch: NonZeroUsize,
        copies: bool,
        readings: bool,
        wanted: Vec<String>,
        progress: Option<Py<PyAny>>,
    ) -> PyResult<Tables> {
        let options = sources::Options { columns, limit, ..self.options.clone() };
        let wanted = Wanted::of(wanted)?;
        let settings = Settings::of(threads, batch, copies, readings, wanted, progress);
        let documents = Documents::new(given.into_iter().map(Input::from).collect(), options);
        Ok(Tables::of_files(Arc::clone(&self.readers), documents, settings))
    }

    /// The language model that a language is read with: the name of its folder in a cache, and where it is. It is loaded, and fetched if it
    /// may be.
    fn model(&self, py: Python<'_>, lang: &str) -> PyResult<(String, PathBuf)> {
        let found = py.detach(|| self.readers.model(lang));
        found.map_err(|failed| of_readers(&failed))
    }

    /// The parse of a reading's document.
    fn parse(&self, py: Python<'_>, reading: &[u8]) -> PyResult<Vec<Token>> {
        let document = parsed(reading)?.document;
        py.detach(|| {
            let reader = self.readers.of(&document.lang).map_err(|failed| of_readers(&failed))?;
            std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| tokens(&reader.trace(&document))))
                .map_err(|_| of_readers(&readers::Error::Failed))
        })
    }

    /// What makes readings in a language: the program, and pack and model.
    fn made(&self, py: Python<'_>, lang: &str) -> PyResult<(String, String)> {
        let made = py.detach(|| self.readers.made(lang)).map_err(|failed| of_readers(&failed))?;
        Ok((made.program, made.reader))
    }
}

impl Reader {
    /// The document in a row.
    ///
    /// # Errors
    /// No text, or a day that is none: whoever gives one document can be asked.
    fn document(&self, row: Row) -> PyResult<Document> {
        let cell = |column: usize| row.get(column).cloned().flatten();
        let mut found = None;
        for item in self.one.document(1, cell) {
            match item {
                Item::Document(sourced) => found = Some(sourced.document),
                Item::Problem(problem) => {
                    return Err(error(Kind::Input, problem.message.replace(", read without it", "")));
                }
            }
        }
        found.ok_or_else(|| error(Kind::Input, "no text"))
    }
}

/// A day that is given beside a table.
fn day(text: &str) -> PyResult<String> {
    sources::iso_day(text).ok_or_else(|| error(Kind::Input, format!("date \"{text}\" is not an ISO date")))
}

/// Tells a document's language, and which earlier ones it carries, as the command does where documents stand in line.
pub fn see(readers: &Readers, copies: &mut copies::Copies, document: &mut Document) {
    // What is not read is nobody's original: nothing in the output would bear its id.
    if let Some(lang) = readers.will_read(document) {
        document.lang = lang;
        document.copies = copies.see(document);
    }
}

/// A reading as the command writes it in a line, and what of the document was passed over.
fn read(readers: &Readers, document: &Document) -> PyResult<(Vec<u8>, Option<String>)> {
    let done = readers.read(document).map_err(|failed| of_readers(&failed))?;
    let json = serde_json::to_vec(&done.reading);
    Ok((json.map_err(|failed| error(Kind::Read, failed.to_string()))?, done.unread))
}
