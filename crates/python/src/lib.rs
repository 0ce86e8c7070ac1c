//! The native half of the Python package `depeche` (`python/depeche`): readings as JSON bytes, tables as Arrow streams, questions to stores.
//!
//! What Python users see is made of these few pieces in Python, where it can be documented, typed and tested as they use it. The
//! interpreter's lock is released while anything is read, and no panic leaves this crate: what the reader fails on is an exception.

#[cfg(not(panic = "unwind"))]
compile_error!(
    "a panic has to become an exception: it must not abort the interpreter (`panic = \"unwind\"`)"
);

mod cells;
mod columns;
mod errors;
mod files;
mod html;
mod parse;
mod reader;
mod rows;
mod store;
mod stream;
mod tables;

use pyo3::prelude::*;

/// `depeche._native`.
#[pymodule]
fn _native(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add("__version__", env!("CARGO_PKG_VERSION"))?;
    module.add_class::<reader::Reader>()?;
    module.add_class::<reader::Copies>()?;
    module.add_class::<tables::Tables>()?;
    module.add_class::<tables::Batch>()?;
    module.add_class::<stream::Stream>()?;
    module.add_class::<store::Store>()?;
    module.add_class::<store::Rows>()?;
    module.add_function(wrap_pyfunction!(tables::empty, module)?)?;
    module.add_function(wrap_pyfunction!(html::section, module)?)?;
    module.add_function(wrap_pyfunction!(html::page, module)?)
}
