//! Errors as the exceptions that `depeche._errors` declares.

use pyo3::{PyErr, prelude::*, types::PyType};

/// The exceptions.
#[derive(Debug, Clone, Copy)]
pub enum Kind {
    /// `LanguageError`: a language without a pack, a pack with a mistake.
    Language,
    /// `ModelError`: no language model.
    Model,
    /// `ReadError`: a document that cannot be read.
    Read,
    /// `InputError`: what was given cannot be used.
    Input,
    /// `StoreError`: a store that cannot be asked.
    Store,
    /// `UnknownError`: nobody and nothing there has that name.
    Unknown,
}

/// An exception of a kind.
pub fn error(kind: Kind, message: impl Into<String>) -> PyErr {
    let message = message.into();
    let name = match kind {
        Kind::Language => "LanguageError",
        Kind::Model => "ModelError",
        Kind::Read => "ReadError",
        Kind::Input => "InputError",
        Kind::Store => "StoreError",
        Kind::Unknown => "UnknownError",
    };
    Python::attach(|py| {
        let class = py.import("depeche._errors").and_then(|errors| errors.getattr(name));
        match class.and_then(|class| Ok(class.cast_into::<PyType>()?)) {
            Ok(class) => PyErr::from_type(class, message),
            Err(error) => error,
        }
    })
}

/// What the readers say.
pub fn of_readers(failed: &readers::Error) -> PyErr {
    error(kind(failed), failed.line().replace("--lang TAG has", "lang=\"TAG\" has"))
}

/// Of which kind it is.
pub fn kind(error: &readers::Error) -> Kind {
    use readers::Error::{Failed, Foreign, Model, NoPack, NoPacks, Pack, Unloadable};
    match error {
        NoPack { .. } | NoPacks | Pack(_) | Foreign { .. } => Kind::Language,
        Model(_) | Unloadable { .. } => Kind::Model,
        Failed => Kind::Read,
        _ => Kind::Input,
    }
}

/// What a store says.
pub fn of_store(failed: &store::Error) -> PyErr {
    error(Kind::Store, failed.to_string())
}
