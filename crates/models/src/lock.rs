//! Lets one process at a time work on a model.

use std::fs::{File, TryLockError};
use std::path::Path;

use crate::error::{Error, cache_error};
use crate::progress::{Event, Progress};

/// Holds the right to change a model's folder until it is dropped (or the process ends, however it does).
pub(crate) struct Lock {
    _file: File,
    /// Whether the file system knows locks; without them nobody else may be assumed absent.
    pub(crate) exclusive: bool,
}

/// Takes the lock in the file at `path`, waiting for whoever holds it.
pub(crate) fn lock(path: &Path, progress: &mut dyn Progress) -> Result<Lock, Error> {
    let file = File::options()
        .create(true)
        .truncate(false)
        .write(true)
        .open(path)
        .map_err(cache_error(path, "open the lock file"))?;
    let exclusive = match file.try_lock() {
        Ok(()) => true,
        Err(TryLockError::WouldBlock) => {
            progress.event(Event::Waiting);
            file.lock().map_err(cache_error(path, "lock the file"))?;
            true
        }
        // Some network file systems have no locks. Placing a model by renaming is safe without.
        Err(TryLockError::Error(_)) => false,
    };
    Ok(Lock { _file: file, exclusive })
}
