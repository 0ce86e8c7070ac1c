//! Files, and whatever Python has open, as inputs.

use pyo3::{prelude::*, pybacked::PyBackedBytes};
use sources::Input;
use std::{
    io::{self, Read},
    path::PathBuf,
};

/// What is given to be read: a path, or a name and an object with `read`.
#[derive(FromPyObject)]
pub enum Given {
    /// A file or a folder.
    Path(PathBuf),
    /// Something that is open already, or will be when it is first read of.
    Opened(String, Py<PyAny>),
}

impl From<Given> for Input {
    fn from(given: Given) -> Input {
        match given {
            Given::Path(path) => Input::Path(path),
            Given::Opened(name, object) => Input::stream(name, Opened(object)),
        }
    }
}

/// A Python object with `read`; an exception of its is an error of the input, which costs what is left of it.
struct Opened(Py<PyAny>);

impl Read for Opened {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let read = Python::attach(|py| -> PyResult<Option<usize>> {
            let bytes = self.0.bind(py).call_method1("read", (into.len(),))?;
            let bytes: PyBackedBytes = bytes.extract()?;
            let Some(room) = into.get_mut(..bytes.len()) else { return Ok(None) };
            room.copy_from_slice(&bytes);
            Ok(Some(bytes.len()))
        });
        match read {
            Ok(Some(count)) => Ok(count),
            Ok(None) => Err(io::Error::other("`read` gave more than it was asked for")),
            Err(failed) => Err(io::Error::other(failed.to_string())),
        }
    }
}
