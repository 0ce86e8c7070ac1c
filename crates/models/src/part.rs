//! The beginning of a download, kept so that the rest can be asked for later.

use std::fs::{self, File, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};

use crate::digest::hash_of;
use crate::error::{Error, cache_error};

/// A partly downloaded file `<stem>-<hash of the address>.part`, with what the server said identifies its version (an
/// entity tag or a date) beside it in a file ending in `.validator`.
///
/// Without such a validator a beginning is worth nothing: the rest might belong to other content.
pub(crate) struct Part {
    path: PathBuf,
    validator_path: PathBuf,
}

impl Part {
    pub(crate) fn new(folder: &Path, stem: &str, url: &str) -> Part {
        let hash = hash_of(url.as_bytes());
        let name = format!("{stem}-{}.part", &hash[..16]);
        Part { validator_path: folder.join(format!("{name}.validator")), path: folder.join(name) }
    }

    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// How much there is and what to ask with for the rest, if both are there.
    pub(crate) fn resumable(&self) -> Option<(u64, String)> {
        let length = fs::metadata(&self.path).ok().filter(|m| m.is_file() && m.len() > 0)?.len();
        let validator = fs::read_to_string(&self.validator_path).ok()?;
        let printable = !validator.is_empty() && validator.chars().all(|c| c == ' ' || c.is_ascii_graphic());
        printable.then_some((length, validator))
    }

    /// Bytes on disk.
    pub(crate) fn length(&self) -> u64 {
        fs::metadata(&self.path).map_or(0, |metadata| metadata.len())
    }

    /// Starts anew with an empty file.
    pub(crate) fn restart(&self, validator: Option<&str>) -> Result<File, Error> {
        // In this order a crash in between leaves no beginning with a validator that is not its own.
        self.discard()?;
        let file = File::create(&self.path).map_err(cache_error(&self.path, "create the file"))?;
        if let Some(validator) = validator {
            fs::write(&self.validator_path, validator)
                .map_err(cache_error(&self.validator_path, "write the file"))?;
        }
        Ok(file)
    }

    /// Goes on where the file ends.
    pub(crate) fn resume(&self) -> Result<File, Error> {
        OpenOptions::new().append(true).open(&self.path).map_err(cache_error(&self.path, "open the file"))
    }

    /// Removes everything.
    pub(crate) fn discard(&self) -> Result<(), Error> {
        for path in [&self.validator_path, &self.path] {
            match fs::remove_file(path) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => {
                    return Err(cache_error(path, "remove the file")(error));
                }
                _ => {}
            }
        }
        Ok(())
    }
}

/// Removes every beginning of downloads for a model.
pub(crate) fn discard_all(folder: &Path, stem: &str) -> Result<(), Error> {
    let Ok(entries) = fs::read_dir(folder) else { return Ok(()) };
    for entry in entries.flatten() {
        let name = entry.file_name();
        let name = name.to_string_lossy();
        let is_part = name.ends_with(".part") || name.ends_with(".part.validator");
        if is_part && name.strip_prefix(stem).is_some_and(|rest| rest.starts_with('-')) {
            fs::remove_file(entry.path()).map_err(cache_error(&entry.path(), "remove the file"))?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    #[test]
    fn a_beginning_without_a_validator_is_not_resumed() {
        let folder = tempfile::tempdir().unwrap();
        let part = Part::new(folder.path(), "fr-1", "http://localhost/a.whl");
        part.restart(None).unwrap().write_all(b"abc").unwrap();
        assert_eq!((part.length(), part.resumable()), (3, None));
        part.restart(Some("\"v1\"")).unwrap().write_all(b"ab").unwrap();
        part.resume().unwrap().write_all(b"c").unwrap();
        assert_eq!(part.resumable(), Some((3, "\"v1\"".to_string())));
        fs::write(&part.validator_path, "v1\r\nHost: elsewhere").unwrap();
        assert_eq!(part.resumable(), None, "what is no header's value is not sent as one");
    }

    #[test]
    fn only_the_model_s_own_beginnings_are_removed() {
        let folder = tempfile::tempdir().unwrap();
        let parts = ["fr-1", "fr-10"].map(|stem| Part::new(folder.path(), stem, "http://localhost/"));
        for part in &parts {
            part.restart(Some("v")).unwrap().write_all(b"x").unwrap();
        }
        discard_all(folder.path(), "fr-1").unwrap();
        assert_eq!(parts.map(|part| part.length()), [0, 1]);
        discard_all(&folder.path().join("absent"), "fr-1").unwrap();
    }
}
