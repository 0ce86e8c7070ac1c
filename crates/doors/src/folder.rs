//! A folder of this process for the files that doors need.

use std::{
    fs,
    path::PathBuf,
    sync::atomic::{AtomicUsize, Ordering},
};

fn root() -> PathBuf {
    std::env::temp_dir().join(format!("depeche-doors-{}", std::process::id()))
}

/// A new folder, gone when [`leave`] is called.
pub fn new(what: &str) -> PathBuf {
    static COUNT: AtomicUsize = AtomicUsize::new(0);
    let folder = root().join(format!("{what}-{}", COUNT.fetch_add(1, Ordering::Relaxed)));
    fs::create_dir_all(&folder).expect("a folder for temporary files");
    folder
}

/// Removes what doors left on disk; then none is to be entered any more.
pub fn leave() {
    let _ = fs::remove_dir_all(root());
}
