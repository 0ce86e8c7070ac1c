//! The files of a model, in a wheel or in a folder.

use crate::Error;
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufReader, Read};
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use zip::ZipArchive;
use zip::read::ZipFile;

/// No file of a pipeline of this kind is larger; the largest published vectors are below it.
const MAX_FILE: u64 = 4 << 30;
/// Nor are all files together.
const MAX_TOTAL: u64 = 8 << 30;
/// More files than any wheel of a model has.
const MAX_ENTRIES: usize = 100_000;
/// How deep below the given folder `config.cfg` is looked for: `<package>/<package>-<version>/` in an unpacked wheel.
const MAX_DEPTH: usize = 4;
/// Memory set aside on the word of a header; more is taken only as bytes arrive.
const TRUSTED_SIZE: u64 = 16 << 20;

/// A model's files: `config.cfg`, `tokenizer`, `vocab/…` and one folder a component.
///
/// Names are relative to the folder that holds `config.cfg` and use `/`.
#[derive(Debug)]
pub struct ModelFiles {
    path: PathBuf,
    store: Store,
}

#[derive(Debug)]
enum Store {
    Folder(PathBuf),
    Wheel { archive: Mutex<ZipArchive<BufReader<File>>>, entries: BTreeMap<String, usize> },
}

impl ModelFiles {
    /// Opens a wheel (or any zip), the folder that holds `config.cfg`, or a folder above it.
    ///
    /// # Errors
    /// [`Error::Io`] if the path cannot be read, [`Error::NotAModel`] if there is no `config.cfg` or more
    /// than one, [`Error::Archive`] if the archive is damaged or an entry points outside of it, is
    /// encrypted, or claims an absurd size: then no entry at all is read.
    pub fn open(path: impl AsRef<Path>) -> Result<ModelFiles, Error> {
        let path = path.as_ref();
        let meta = std::fs::metadata(path).map_err(|source| Error::Io { path: path.into(), source })?;
        let store = if meta.is_dir() { open_folder(path)? } else { open_wheel(path)? };
        Ok(ModelFiles { path: path.into(), store })
    }

    /// What tells one state of these files from another without reading them: names, sizes and times of change.
    pub(crate) fn stamp(&self) -> std::io::Result<String> {
        let mut states = Vec::new();
        match &self.store {
            Store::Folder(root) => list_states(root, "", 0, &mut states)?,
            Store::Wheel { .. } => states.push(state_of("", &std::fs::metadata(&self.path)?)),
        }
        states.sort_unstable();
        Ok(states.concat())
    }

    /// The path that was opened.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The bytes of a file, or nothing if the model has no such file.
    ///
    /// # Errors
    /// [`Error::Io`] or [`Error::Archive`] if the file is there and cannot be read.
    pub fn get(&self, name: &str) -> Result<Option<Vec<u8>>, Error> {
        match &self.store {
            Store::Folder(root) => {
                let path = root.join(name);
                match std::fs::read(&path) {
                    Ok(bytes) => Ok(Some(bytes)),
                    Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
                    Err(source) => Err(Error::Io { path, source }),
                }
            }
            Store::Wheel { archive, entries } => match entries.get(name) {
                Some(&index) => {
                    let mut archive = archive.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
                    read_entry(&self.path, &mut archive, index).map(Some)
                }
                None => Ok(None),
            },
        }
    }

    /// The bytes of a file that must be there.
    ///
    /// # Errors
    /// As [`get`](ModelFiles::get), and [`Error::Missing`].
    pub fn read(&self, name: &str) -> Result<Vec<u8>, Error> {
        self.get(name)?.ok_or_else(|| Error::Missing { path: self.path.clone(), file: name.to_owned() })
    }
}

fn open_folder(path: &Path) -> Result<Store, Error> {
    let mut found = Vec::new();
    find_configs(path, 0, &mut found)?;
    match found.len() {
        1 => Ok(Store::Folder(found.remove(0))),
        0 => Err(not_a_model(path, "no `config.cfg` in the folder or below it")),
        count => Err(not_a_model(path, &format!("{count} models below this folder; name one of them"))),
    }
}

fn find_configs(folder: &Path, depth: usize, found: &mut Vec<PathBuf>) -> Result<(), Error> {
    if folder.join("config.cfg").is_file() {
        found.push(folder.to_owned());
        return Ok(());
    }
    if depth == MAX_DEPTH {
        return Ok(());
    }
    let io = |source| Error::Io { path: folder.to_owned(), source };
    for entry in std::fs::read_dir(folder).map_err(io)? {
        let entry = entry.map_err(io)?;
        // A link may lead anywhere, also back up: models are plain folders.
        if entry.file_type().map_err(io)?.is_dir() {
            find_configs(&entry.path(), depth + 1, found)?;
        }
    }
    Ok(())
}

/// One line for each file of a folder and of the folders below it.
fn list_states(folder: &Path, prefix: &str, depth: usize, out: &mut Vec<String>) -> std::io::Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
        let meta = entry.metadata()?;
        if meta.is_file() {
            out.push(state_of(&name, &meta));
        } else if meta.is_dir() && depth < MAX_DEPTH {
            list_states(&entry.path(), &format!("{name}/"), depth + 1, out)?;
        }
    }
    Ok(())
}

fn state_of(name: &str, meta: &std::fs::Metadata) -> String {
    let since = |time: std::time::SystemTime| time.duration_since(std::time::UNIX_EPOCH).ok();
    let changed = meta.modified().ok().and_then(since).unwrap_or_default();
    format!("{name} {} {}.{:09}\n", meta.len(), changed.as_secs(), changed.subsec_nanos())
}

fn open_wheel(path: &Path) -> Result<Store, Error> {
    let file = File::open(path).map_err(|source| Error::Io { path: path.into(), source })?;
    let mut archive = ZipArchive::new(BufReader::new(file))
        .map_err(|error| archive_error(path, "", &format!("not a readable zip archive: {error}")))?;
    if archive.len() > MAX_ENTRIES {
        return Err(archive_error(path, "", &format!("{} entries", archive.len())));
    }
    let mut names = BTreeMap::new();
    let mut total = 0u64;
    for index in 0..archive.len() {
        let entry =
            archive.by_index_raw(index).map_err(|error| archive_error(path, "", &error.to_string()))?;
        let name = entry_name(path, &entry)?;
        if entry.enclosed_name().is_none() || !stays_inside(&name) {
            return Err(archive_error(path, &name, "points outside of the archive"));
        }
        if entry.is_symlink() {
            return Err(archive_error(path, &name, "is a symbolic link"));
        }
        if entry.encrypted() {
            return Err(archive_error(path, &name, "is encrypted"));
        }
        total = total.saturating_add(entry.size());
        if entry.size() > MAX_FILE || total > MAX_TOTAL {
            return Err(archive_error(path, &name, &format!("claims {} bytes", entry.size())));
        }
        if entry.is_file() && names.insert(name.clone(), index).is_some() {
            return Err(archive_error(path, &name, "stands in the archive twice"));
        }
    }
    let mut roots = names.keys().filter_map(|name| match name.strip_suffix("config.cfg") {
        Some(root) if root.is_empty() || root.ends_with('/') => Some(root.to_owned()),
        _ => None,
    });
    let root = roots.next().ok_or_else(|| not_a_model(path, "no `config.cfg` in the archive"))?;
    if roots.next().is_some() {
        return Err(not_a_model(path, "more than one `config.cfg` in the archive"));
    }
    drop(roots);
    let entries = names
        .into_iter()
        .filter_map(|(name, index)| Some((name.strip_prefix(&root)?.to_owned(), index)))
        .collect();
    Ok(Store::Wheel { archive: Mutex::new(archive), entries })
}

fn read_entry(
    path: &Path,
    archive: &mut ZipArchive<BufReader<File>>,
    index: usize,
) -> Result<Vec<u8>, Error> {
    let entry = archive.by_index(index).map_err(|error| archive_error(path, "", &error.to_string()))?;
    let (name, size) = (entry_name(path, &entry)?, entry.size());
    let mut bytes = Vec::with_capacity(size.min(TRUSTED_SIZE) as usize);
    let read = entry.take(size + 1).read_to_end(&mut bytes);
    read.map_err(|error| archive_error(path, &name, &format!("cannot be unpacked: {error}")))?;
    if bytes.len() as u64 != size {
        return Err(archive_error(
            path,
            &name,
            &format!("claims {size} bytes and unpacks to another number"),
        ));
    }
    Ok(bytes)
}

/// Whether a name leads to no place but one below the archive's root, on any system.
fn stays_inside(name: &str) -> bool {
    !name.starts_with('/') && !name.contains(['\\', ':']) && name.split('/').all(|part| part != "..")
}

/// The name as text; one that is no text can belong to no model.
fn entry_name<R: Read + ?Sized>(path: &Path, entry: &ZipFile<'_, R>) -> Result<String, Error> {
    let name = entry.name().map_err(|error| archive_error(path, "", &error.to_string()))?;
    Ok(name.into_owned())
}

fn archive_error(path: &Path, entry: &str, problem: &str) -> Error {
    Error::Archive { path: path.into(), entry: entry.into(), problem: problem.into() }
}

fn not_a_model(path: &Path, problem: &str) -> Error {
    Error::NotAModel { path: path.into(), problem: problem.into() }
}
