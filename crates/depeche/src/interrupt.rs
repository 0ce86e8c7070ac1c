//! Ctrl-C: ends the run at once and leaves no half-written file behind.

use std::{
    fs,
    path::{Path, PathBuf},
    sync::{
        Arc, LazyLock, Mutex, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
};

/// The exit code of a program ended by an interrupt, as shells know it.
const INTERRUPTED: i32 = 130;

/// The file to remove when interrupted.
static UNFINISHED: Mutex<Option<PathBuf>> = Mutex::new(None);

/// Whether the first Ctrl-C only asks.
static POLITE: AtomicBool = AtomicBool::new(false);
/// Whether it has been asked.
static ASKED: LazyLock<Arc<AtomicBool>> = LazyLock::new(Arc::default);

/// Whether the user wants the run to end.
#[derive(Debug, Clone, Copy)]
pub struct Stop(());

impl Stop {
    /// Whether Ctrl-C was pressed.
    pub fn asked(self) -> bool {
        ASKED.load(Ordering::SeqCst)
    }

    /// What becomes true then.
    pub fn flag(self) -> Arc<AtomicBool> {
        Arc::clone(&ASKED)
    }
}

/// From now on the first Ctrl-C only asks for an end, which the caller sees to; a second one ends at once.
pub fn politely() -> Stop {
    POLITE.store(true, Ordering::SeqCst);
    Stop(())
}

/// Takes over Ctrl-C. Where the system does not let us, its own way of ending programs stays.
pub fn listen() {
    let _ = ctrlc::set_handler(|| {
        if POLITE.load(Ordering::SeqCst) && !ASKED.swap(true, Ordering::SeqCst) {
            return;
        }
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
