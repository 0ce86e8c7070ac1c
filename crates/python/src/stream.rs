//! Arrow's streams in capsules, as its PyCapsule interface has them.

use crate::errors::{Kind, error};
use arrow_array::{
    RecordBatch, RecordBatchReader,
    ffi_stream::{FFI_ArrowArrayStream, RecordBatchStreamReader},
};
use arrow_schema::{ArrowError, SchemaRef};
use pyo3::{prelude::*, types::PyCapsule};
use std::{ffi::CStr, sync::Mutex, sync::PoisonError};

const NAME: &CStr = c"arrow_array_stream";

/// The stream of anything that has `__arrow_c_stream__`.
///
/// # Errors
/// It has none, or what it gives is none.
pub fn taken(table: &Bound<'_, PyAny>) -> PyResult<RecordBatchStreamReader> {
    if !table.hasattr("__arrow_c_stream__")? {
        let message = format!(
            "{} has no __arrow_c_stream__: tables of pyarrow, pandas, polars and DuckDB have",
            table.get_type()
        );
        return Err(error(Kind::Input, message));
    }
    let capsule = table.call_method0("__arrow_c_stream__")?;
    let capsule = capsule.cast::<PyCapsule>()?;
    let pointer = capsule.pointer_checked(Some(NAME))?.cast::<FFI_ArrowArrayStream>();
    // SAFETY: a capsule of this name holds such a stream (Arrow PyCapsule interface); what is taken leaves an empty one behind.
    let reader = unsafe { RecordBatchStreamReader::from_raw(pointer.as_ptr()) };
    reader.map_err(|failed| error(Kind::Input, failed.to_string()))
}

/// A stream of ours.
pub type Source = Box<dyn RecordBatchReader + Send>;

/// A table that can be taken over once, by whatever speaks Arrow.
#[pyclass(frozen, module = "depeche._native")]
pub struct Stream(Mutex<Option<Source>>);

impl Stream {
    /// A stream over these batches.
    pub fn of(source: Source) -> Stream {
        Stream(Mutex::new(Some(source)))
    }

    /// The stream in a capsule, once.
    ///
    /// # Errors
    /// It was taken over already.
    pub fn capsule<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyCapsule>> {
        // Which is a request, not an order: columns are as they are.
        drop(requested_schema);
        let source = self.0.lock().unwrap_or_else(PoisonError::into_inner).take();
        let source = source.ok_or_else(|| {
            error(Kind::Input, "this table was taken over already: a stream can be read once")
        })?;
        PyCapsule::new_with_value(py, FFI_ArrowArrayStream::new(source), NAME)
    }
}

#[pymethods]
impl Stream {
    /// The stream in a capsule.
    #[pyo3(signature = (requested_schema=None))]
    fn __arrow_c_stream__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyCapsule>> {
        self.capsule(py, requested_schema)
    }
}

/// A stream of what is there already.
pub fn held(schema: SchemaRef, batches: Vec<RecordBatch>) -> Source {
    Box::new(Held { schema, batches: batches.into_iter() })
}

struct Held {
    schema: SchemaRef,
    batches: std::vec::IntoIter<RecordBatch>,
}

impl Iterator for Held {
    type Item = Result<RecordBatch, ArrowError>;

    fn next(&mut self) -> Option<Self::Item> {
        self.batches.next().map(Ok)
    }
}

impl RecordBatchReader for Held {
    fn schema(&self) -> SchemaRef {
        self.schema.clone()
    }
}
