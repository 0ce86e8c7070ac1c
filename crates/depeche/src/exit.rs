//! The one place where errors become exit codes.

use models::ErrorKind;
use std::{
    error::Error as StdError,
    fmt,
    io::{self, Write as _},
    process::ExitCode,
};

/// How a run ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// All was done.
    Done,
    /// It was done, but some of it turned out bad: documents that could not be read, entries of a pack that fail,
    /// a damaged model.
    SomeBad,
    /// It could not be done as it was asked: usage, a pack with errors, an output that cannot be written.
    Unusable,
    /// There is no language model, and none could or was to be fetched.
    NoModel,
    /// The user interrupted it, and it ended in good order.
    Interrupted,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> ExitCode {
        ExitCode::from(match exit {
            Exit::Done => 0,
            Exit::SomeBad => 1,
            Exit::Unusable => 2,
            Exit::NoModel => 3,
            Exit::Interrupted => 130,
        })
    }
}

/// What a command came to, as an exit code; errors are told on standard error.
pub fn code(outcome: anyhow::Result<Exit>) -> ExitCode {
    outcome
        .unwrap_or_else(|error| {
            // Who reads our output has had enough: that is how `| head` ends every time.
            if is_broken_pipe(&error) {
                return Exit::Done;
            }
            report(&error);
            of(&error)
        })
        .into()
}

/// Prints a line of ours on standard error. Where it cannot be printed, on a full disk for one, what is done is no less done.
pub fn report(message: impl fmt::Display) {
    let _ = writeln!(anstream::stderr().lock(), "depeche: {message:#}");
}

fn of(error: &anyhow::Error) -> Exit {
    match error.chain().find_map(of_models).map(models::Error::kind) {
        Some(ErrorKind::Missing | ErrorKind::Unreachable | ErrorKind::Refused) => Exit::NoModel,
        Some(ErrorKind::Damaged) => Exit::SomeBad,
        _ => Exit::Unusable,
    }
}

/// Whether there is no reader: a pack with a mistake, no language model. No other document in the language can be read either.
pub fn is_no_reader(error: &anyhow::Error) -> bool {
    let no_reader = |cause: &(dyn StdError + 'static)| {
        let readers = cause.downcast_ref::<readers::Error>();
        cause.is::<models::Error>()
            || cause.is::<pack::Error>()
            || readers.is_some_and(readers::Error::is_no_reader)
    };
    error.chain().any(no_reader)
}

/// What the models' room has to say, itself or through the readers'.
fn of_models<'e>(cause: &'e (dyn StdError + 'static)) -> Option<&'e models::Error> {
    cause.downcast_ref().or_else(|| cause.downcast_ref::<readers::Error>()?.model())
}

fn is_broken_pipe(error: &anyhow::Error) -> bool {
    let broken = |cause: &io::Error| cause.kind() == io::ErrorKind::BrokenPipe;
    error.chain().any(|cause| cause.downcast_ref::<io::Error>().is_some_and(broken))
}
