//! Puts a finished folder where readers look, in one step.

use std::fs;
use std::io;
use std::path::Path;

use tempfile::TempDir;

use crate::error::{Error, cache_error};

/// How the names of folders in the making begin.
const STAGING: &str = ".new-";

/// A new empty folder beside the models, so that renaming it into place crosses no file system.
pub(crate) fn stage(models: &Path, folder: &str) -> Result<TempDir, Error> {
    tempfile::Builder::new()
        .prefix(&format!("{STAGING}{folder}-"))
        .tempdir_in(models)
        .map_err(cache_error(models, "create a folder in"))
}

/// Removes what processes that died left of their attempts at this model. Only under its lock.
pub(crate) fn sweep(models: &Path, folder: &str) {
    let Ok(entries) = fs::read_dir(models) else { return };
    for entry in entries.flatten() {
        let name = entry.file_name();
        if name.to_string_lossy().starts_with(&format!("{STAGING}{folder}-")) {
            // Rubbish that cannot be removed is in nobody's way.
            let _ = fs::remove_dir_all(entry.path());
        }
    }
}

/// Renames `ready` (inside `staging`) to `target`. What stands there is moved out of the way first and moved back if
/// the renaming fails; it goes when `staging` is dropped.
pub(crate) fn place(ready: &Path, staging: &TempDir, target: &Path) -> Result<(), Error> {
    // First the content, then the name: after a crash no model has its name but not its content.
    sync_tree(ready)?;
    let old = staging.path().join("old");
    let moved = match fs::rename(target, &old) {
        Ok(()) => true,
        Err(error) if error.kind() == io::ErrorKind::NotFound => false,
        Err(error) => return Err(cache_error(target, "move the old model away from")(error)),
    };
    if let Err(error) = fs::rename(ready, target) {
        if moved {
            fs::rename(&old, target).map_err(cache_error(target, "put the old model back to"))?;
        }
        return Err(cache_error(target, "move the model to")(error));
    }
    target.parent().map_or(Ok(()), sync_folder)
}

/// Sees that everything in a folder is on the disk.
fn sync_tree(folder: &Path) -> Result<(), Error> {
    let fault = || cache_error(folder, "read the folder");
    for entry in fs::read_dir(folder).map_err(fault())? {
        let entry = entry.map_err(fault())?;
        let path = entry.path();
        if entry.file_type().map_err(fault())?.is_dir() {
            sync_tree(&path)?;
        } else {
            // Some systems write back only through a file that was opened for writing.
            let file = fs::File::options().write(true).open(&path);
            file.and_then(|file| file.sync_all()).map_err(cache_error(&path, "write the file"))?;
        }
    }
    sync_folder(folder)
}

/// Sees that a folder's entries are on the disk.
fn sync_folder(folder: &Path) -> Result<(), Error> {
    // Other systems do not let a folder be opened, and need no such call.
    if cfg!(unix) {
        fs::File::open(folder)
            .and_then(|file| file.sync_all())
            .map_err(cache_error(folder, "write the folder"))?;
    }
    Ok(())
}
