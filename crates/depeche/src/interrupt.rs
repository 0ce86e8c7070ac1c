//! Ctrl-C: ends the run at once and leaves no half-written file behind.

use std::{
    fs,
    path::{Path, PathBuf},
    sync::{Mutex, PoisonError},
};

/// The exit code of a program ended by an interrupt, as shells know it.
const INTERRUPTED: i32 = 130;

/// The file to remove when interrupted.
static UNFINISHED: Mutex<Option<PathBuf>> = Mutex::new(None);

/// Takes over Ctrl-C. Where the system does not let us, its own way of ending programs stays.
pub fn listen() {
    let _ = ctrlc::set_handler(|| {
        if let Some(path) = UNFINISHED.lock().unwrap_or_else(PoisonError::into_inner).take() {
            let _ = fs::remove_file(path);
        }
        std::process::exit(INTERRUPTED);
    });
}

/// Names the file to remove when interrupted; `None` once it is finished.
pub fn unfinished(path: Option<&Path>) {
    *UNFINISHED.lock().unwrap_or_else(PoisonError::into_inner) = path.map(Path::to_owned);
}
