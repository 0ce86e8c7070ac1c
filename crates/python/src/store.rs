//! Questions to a store.

use crate::{
    columns::{Cell, Columns, Kind, schema},
    errors::{self, error, of_store},
    stream::{Stream, held},
};
use pyo3::{
    IntoPyObjectExt,
    prelude::*,
    types::{PyBytes, PyCapsule, PyDict},
};
use std::{
    path::PathBuf,
    str::FromStr,
    sync::{Mutex, MutexGuard, PoisonError},
    time::Duration,
};
use store::query::{self, Bounds, Days, Dispatch, Found, Outlet, Page, Spot, Value, Who};

/// A store that is open for reading.
#[pyclass(frozen, module = "depeche._native")]
pub struct Store {
    path: PathBuf,
    store: Mutex<store::Store>,
}

/// An answer.
#[pyclass(frozen, module = "depeche._native")]
pub struct Rows(query::Rows);

#[pymethods]
impl Rows {
    /// The names of the columns.
    #[getter]
    fn columns(&self) -> Vec<String> {
        self.0.columns.clone()
    }

    /// Whether there are more rows than were asked for.
    #[getter]
    fn more(&self) -> bool {
        self.0.more
    }

    fn __len__(&self) -> usize {
        self.0.rows.len()
    }

    /// A row as a dictionary.
    fn row<'py>(&self, py: Python<'py>, at: usize) -> PyResult<Bound<'py, PyDict>> {
        let dict = PyDict::new(py);
        let values = self.0.rows.get(at).map(Vec::as_slice).unwrap_or_default();
        for (name, value) in self.0.columns.iter().zip(values) {
            dict.set_item(name, object(py, value)?)?;
        }
        Ok(dict)
    }

    /// All rows as a stream of Arrow's.
    #[pyo3(signature = (requested_schema=None))]
    fn __arrow_c_stream__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyCapsule>> {
        let kinds: Vec<Kind> = (0..self.0.columns.len()).map(|column| self.kind(column)).collect();
        let schema = schema(self.0.columns.iter().map(String::as_str).zip(kinds.iter().copied()));
        let mut columns = Columns::of(schema.clone());
        for row in &self.0.rows {
            columns.push(row.iter().zip(&kinds).map(|(value, kind)| cell(value, *kind)));
        }
        let batch = columns.finish().map_err(|failed| error(errors::Kind::Store, failed.to_string()))?;
        Stream::of(held(schema, vec![batch])).capsule(py, requested_schema)
    }
}

impl Rows {
    /// What a column holds, by its values.
    fn kind(&self, column: usize) -> Kind {
        let of = |value: &Value| match value {
            Value::Null => None,
            Value::Flag(_) => Some(Kind::Flag),
            Value::Whole(_) => Some(Kind::Whole),
            Value::Real(_) => Some(Kind::Real),
            Value::Text(_) => Some(Kind::Text),
            Value::List(_) => Some(Kind::Texts),
        };
        let kinds = self.0.rows.iter().filter_map(|row| of(row.get(column)?));
        let joined = kinds.reduce(|one, other| match (one, other) {
            (one, other) if one == other => one,
            (Kind::Whole | Kind::Real, Kind::Whole | Kind::Real) => Kind::Real,
            _ => Kind::Text,
        });
        joined.unwrap_or(Kind::Text)
    }
}

fn cell(value: &Value, kind: Kind) -> Cell<'_> {
    match value {
        Value::Null => Cell::Null,
        Value::Text(text) => Cell::Text(text),
        other if kind == Kind::Text => Cell::Owned(other.cell()),
        Value::Flag(flag) => Cell::Flag(*flag),
        Value::Whole(number) => Cell::Whole(*number),
        Value::Real(number) => Cell::Real(*number),
        Value::List(items) => Cell::Texts(items.iter().map(String::as_str).collect()),
    }
}

fn object<'py>(py: Python<'py>, value: &Value) -> PyResult<Bound<'py, PyAny>> {
    match value {
        Value::Null => Ok(py.None().into_bound(py)),
        Value::Flag(flag) => flag.into_bound_py_any(py),
        Value::Whole(number) => number.into_bound_py_any(py),
        Value::Real(number) => number.into_bound_py_any(py),
        Value::Text(text) => text.into_bound_py_any(py),
        Value::List(items) => items.into_bound_py_any(py),
    }
}

#[pymethods]
impl Store {
    #[new]
    fn new(py: Python<'_>, path: PathBuf) -> PyResult<Store> {
        let store = py.detach(|| store::Store::open_to_read(&path)).map_err(|failed| of_store(&failed))?;
        Ok(Store { path, store: Mutex::new(store) })
    }

    #[pyo3(signature = (by, to, about, search, acts, forms, outlet, lang, document, days, page))]
    #[allow(clippy::too_many_arguments, reason = "Python names them")]
    fn statements(
        &self,
        py: Python<'_>,
        by: Option<String>,
        to: Option<String>,
        about: Option<String>,
        search: Option<String>,
        acts: Vec<String>,
        forms: Vec<String>,
        outlet: Option<String>,
        lang: Option<String>,
        document: Option<String>,
        days: (Option<String>, Option<String>),
        page: (Option<u64>, u64),
    ) -> PyResult<Rows> {
        let (acts, forms) = (codes(&acts, "act")?, codes(&forms, "form")?);
        py.detach(|| {
            let store = self.open();
            let (by, to) = (self.who(&store, by.as_deref())?, self.who(&store, to.as_deref())?);
            let outlet = self.outlet(&store, outlet.as_deref())?;
            let filter = query::Statements {
                by,
                country: None,
                to,
                about,
                search,
                acts,
                forms,
                days: within(days),
                outlet,
                lang,
                document,
            };
            let found = filter.find(&store, bounds(page)).map_err(|failed| of_store(&failed))?;
            each(&store, query::STATEMENT_COLUMNS, &found, query::statement)
        })
    }

    #[pyo3(signature = (source, target, types, statuses, place, outlet, lang, document, main_only, days, page))]
    #[allow(clippy::too_many_arguments, reason = "Python names them")]
    fn events(
        &self,
        py: Python<'_>,
        source: Option<String>,
        target: Option<String>,
        types: Vec<String>,
        statuses: Vec<String>,
        place: Option<String>,
        outlet: Option<String>,
        lang: Option<String>,
        document: Option<String>,
        main_only: bool,
        days: (Option<String>, Option<String>),
        page: (Option<u64>, u64),
    ) -> PyResult<Rows> {
        let (types, statuses) = (codes(&types, "type")?, codes(&statuses, "status")?);
        py.detach(|| {
            let store = self.open();
            let (source, target) =
                (self.who(&store, source.as_deref())?, self.who(&store, target.as_deref())?);
            let outlet = self.outlet(&store, outlet.as_deref())?;
            let place = place.as_deref().map(Spot::of);
            let filter = query::Events {
                source,
                target,
                types,
                statuses,
                place,
                days: within(days),
                outlet,
                lang,
                document,
                main_only,
            };
            let found = filter.find(&store, bounds(page)).map_err(|failed| of_store(&failed))?;
            each(&store, query::EVENT_COLUMNS, &found, query::event)
        })
    }

    #[pyo3(signature = (name, country, sector, kind, page))]
    fn actors(
        &self,
        py: Python<'_>,
        name: Option<String>,
        country: Option<String>,
        sector: Option<String>,
        kind: Option<String>,
        page: (Option<u64>, u64),
    ) -> PyResult<Rows> {
        let sector = sector.as_deref().map(|code| self::code(code, "sector")).transpose()?;
        let kind = kind.as_deref().map(|code| self::code(code, "kind")).transpose()?;
        let country = match country.as_deref() {
            Some("IGO") => Some("IGO"),
            other => other.map(self::country).transpose()?,
        };
        py.detach(|| {
            let store = self.open();
            let filter = query::Actors { who: self.who(&store, name.as_deref())?, country, sector, kind };
            filter.find(&store, bounds(page)).map(Rows).map_err(|failed| of_store(&failed))
        })
    }

    #[pyo3(signature = (one, other, yearly, types, statuses, days))]
    #[allow(clippy::too_many_arguments, reason = "Python names them")]
    fn dyads(
        &self,
        py: Python<'_>,
        one: &str,
        other: &str,
        yearly: bool,
        types: Vec<String>,
        statuses: Vec<String>,
        days: (Option<String>, Option<String>),
    ) -> PyResult<Rows> {
        let filter = query::Dyads {
            one: country(one)?.to_owned(),
            other: country(other)?.to_owned(),
            step: if yearly { query::Step::Year } else { query::Step::Month },
            types: codes(&types, "type")?,
            statuses: codes(&statuses, "status")?,
            days: within(days),
        };
        py.detach(|| filter.find(&self.open()).map(Rows).map_err(|failed| of_store(&failed)))
    }

    fn timeline(
        &self,
        py: Python<'_>,
        who: &str,
        days: (Option<String>, Option<String>),
        page: (Option<u64>, u64),
    ) -> PyResult<Rows> {
        py.detach(|| {
            let store = self.open();
            let who = self.somebody(&store, who)?;
            let filter = query::Timeline { who, days: within(days) };
            filter.find(&store, bounds(page)).map(Rows).map_err(|failed| of_store(&failed))
        })
    }

    #[pyo3(signature = (words, outlet, lang, newest, days, page))]
    #[allow(clippy::too_many_arguments, reason = "Python names them")]
    fn search(
        &self,
        py: Python<'_>,
        words: String,
        outlet: Option<String>,
        lang: Option<String>,
        newest: bool,
        days: (Option<String>, Option<String>),
        page: (Option<u64>, u64),
    ) -> PyResult<Rows> {
        py.detach(|| {
            let store = self.open();
            let outlet = self.outlet(&store, outlet.as_deref())?;
            let filter = query::Search { text: words, days: within(days), outlet, lang, newest };
            filter.find(&store, bounds(page)).map(Rows).map_err(|failed| of_store(&failed))
        })
    }

    fn sql(&self, py: Python<'_>, question: &str, timeout: f64, page: (Option<u64>, u64)) -> PyResult<Rows> {
        let timeout = Duration::try_from_secs_f64(timeout)
            .map_err(|failed| error(errors::Kind::Input, format!("timeout: {failed}")))?;
        let within_time = Bounds { time: timeout, ..Bounds::default() };
        py.detach(|| {
            query::sql(&self.path, question, within_time, bounds(page))
                .map(Rows)
                .map_err(|failed| of_store(&failed))
        })
    }

    /// The reading of a document, by its id, as JSON.
    fn reading<'py>(&self, py: Python<'py>, id: &str) -> PyResult<Option<Bound<'py, PyBytes>>> {
        let json = py.detach(|| {
            let store = self.open();
            let Some(dispatch) = Dispatch::of(&store, id).map_err(|failed| of_store(&failed))? else {
                return Ok(None);
            };
            let reading = store.reading(dispatch.row).map_err(|failed| of_store(&failed))?;
            let json = reading.map(|reading| serde_json::to_vec(&reading)).transpose();
            json.map_err(|failed| error(errors::Kind::Store, failed.to_string()))
        })?;
        Ok(json.map(|json| PyBytes::new(py, &json)))
    }
}

impl Store {
    fn open(&self) -> MutexGuard<'_, store::Store> {
        self.store.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn who(&self, store: &store::Store, text: Option<&str>) -> PyResult<Option<Who>> {
        text.map(|text| self.somebody(store, text)).transpose()
    }

    fn somebody(&self, store: &store::Store, text: &str) -> PyResult<Who> {
        let who = Who::resolve(store, text).map_err(|failed| of_store(&failed))?;
        if !who.is_nobody() {
            return Ok(who);
        }
        let near = if who.country().is_some() {
            Vec::new()
        } else {
            who.near(store).map_err(|failed| of_store(&failed))?
        };
        Err(self.unknown(&format!("nobody matches \"{text}\""), &near))
    }

    fn outlet(&self, store: &store::Store, text: Option<&str>) -> PyResult<Option<Outlet>> {
        let Some(text) = text else { return Ok(None) };
        let outlet = Outlet::resolve(store, text).map_err(|failed| of_store(&failed))?;
        if outlet.outlets.is_empty() {
            let known = &outlet.known[..outlet.known.len().min(8)];
            return Err(self.unknown(&format!("no outlet matches \"{text}\""), known));
        }
        Ok(Some(outlet))
    }

    fn unknown(&self, what: &str, near: &[String]) -> PyErr {
        let near = if near.is_empty() { String::new() } else { format!("; there are: {}", near.join(", ")) };
        error(errors::Kind::Unknown, format!("{what} in {}{near}", self.path.display()))
    }
}

/// What was found, each row told.
fn each(
    store: &store::Store,
    columns: &[&str],
    found: &Found,
    row: fn(&store::Store, i64) -> Result<Vec<Value>, store::Error>,
) -> PyResult<Rows> {
    let rows = found
        .ids
        .iter()
        .map(|id| row(store, *id))
        .collect::<Result<_, _>>()
        .map_err(|failed| of_store(&failed))?;
    Ok(Rows(query::Rows {
        columns: columns.iter().map(|name| (*name).to_owned()).collect(),
        rows,
        more: found.more,
        capped: None,
    }))
}

fn country(text: &str) -> PyResult<&'static str> {
    let found = query::country(text).map(|country| country.code);
    found.ok_or_else(|| error(errors::Kind::Unknown, format!("\"{text}\" is no country's name or code")))
}

fn code<T: FromStr<Err = String>>(text: &str, what: &str) -> PyResult<T> {
    text.parse().map_err(|word| error(errors::Kind::Input, format!("no {what} \"{word}\"")))
}

fn codes<T: FromStr<Err = String>>(texts: &[String], what: &str) -> PyResult<Vec<T>> {
    texts.iter().map(|text| code(text, what)).collect()
}

fn within((since, until): (Option<String>, Option<String>)) -> Days {
    Days { since, until }
}

fn bounds((limit, offset): (Option<u64>, u64)) -> Page {
    Page { limit, offset }
}
