//! The readers of a run: for each language its pack and its model, loaded when first needed.

use crate::{arguments::ReaderArguments, commands::models::fetch};
use anyhow::{Context, Result, bail};
use models::{Origin, Store};
use pack::Pack;
use people::{Actors, People, wikidata::Index};
use reading::Reader;
use records::{Document, Reading};
use spacy_runtime::Pipeline;
use std::{
    collections::BTreeMap,
    panic::{AssertUnwindSafe, catch_unwind},
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
};

/// Readers by language.
pub struct Readers {
    packs: Packs,
    model: Option<PathBuf>,
    offline: bool,
    people: Arc<People>,
    loaded: Mutex<BTreeMap<String, Arc<Reader>>>,
}

impl Readers {
    /// Readers as the arguments ask for; the one for `--lang` is loaded at once, so that what is wrong with it shows
    /// before anything is read.
    ///
    /// # Errors
    /// No such language, an error in its pack, no model; a table of actors with a fault.
    pub fn new(arguments: &ReaderArguments) -> Result<Readers> {
        let readers = Readers {
            packs: arguments.packs.clone().map_or(Packs::Embedded, Packs::In),
            model: arguments.model.clone(),
            offline: arguments.offline,
            people: Arc::new(people(arguments)?),
            loaded: Mutex::default(),
        };
        readers.of(&arguments.lang)?;
        Ok(readers)
    }

    /// The reader for a language, by its BCP 47 tag: `fr` also reads `fr-BE`.
    ///
    /// # Errors
    /// No such language, an error in its pack, no model.
    pub fn of(&self, lang: &str) -> Result<Arc<Reader>> {
        // Held while loading: what two threads need at the same time is loaded once.
        let mut loaded = self.loaded.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(reader) = loaded.get(lang) {
            return Ok(Arc::clone(reader));
        }
        let pack = self.packs.of(lang)?;
        let reader = match loaded.get(&pack.tag) {
            Some(reader) => Arc::clone(reader),
            None => {
                let reader = reader(pack, self.model.as_deref(), self.offline)?;
                Arc::new(reader.knowing(Arc::clone(&self.people)))
            }
        };
        loaded.insert(lang.to_owned(), Arc::clone(&reader));
        Ok(reader)
    }

    /// Reads one document.
    ///
    /// # Errors
    /// A language without a pack or model; a document that the reader fails on.
    pub fn read(&self, document: &Document) -> Result<Reading> {
        let reader = self.of(&document.lang)?;
        // A mistake of ours in one document must not cost the thousands after it.
        catch_unwind(AssertUnwindSafe(|| reader.read(document)))
            .map_err(|_| anyhow::anyhow!("skipped: the reader failed on it, please report that"))
    }

    /// The pack that a language is read with.
    ///
    /// # Errors
    /// No such language, an error in its pack.
    pub fn pack(&self, lang: &str) -> Result<Pack> {
        self.packs.of(lang)
    }
}

/// Whom the user knows, by the files that he names.
fn people(arguments: &ReaderArguments) -> Result<People> {
    let mut people = People::default();
    if let Some(path) = &arguments.actors {
        let file = path.display().to_string();
        let input = std::fs::File::open(path).with_context(|| file.clone())?;
        people = people.with_actors(Actors::read(&file, input)?);
    }
    if let Some(path) = &arguments.knowledge {
        people = people.with_index(Index::open(path)?);
    }
    Ok(people)
}

/// A reader of a pack and its model: the one at `model`, else the cached one, which is fetched if it may be.
///
/// # Errors
/// No model, or one that cannot be loaded.
pub fn reader(pack: Pack, model: Option<&Path>, offline: bool) -> Result<Reader> {
    let mut options = Pipeline::options();
    let folder = match model {
        Some(path) => path.to_owned(),
        None => {
            let store = Store::from_env()?;
            let model = models::find(&pack.model)?;
            let folder = match store.path(model) {
                Some(folder) => folder,
                None if offline => store.require(model)?,
                None => fetch(&store, model, &Origin::Default)?,
            };
            options = options.prepared(store.prepared(model));
            folder
        }
    };
    let pipeline = options
        .open(&folder)
        .with_context(|| format!("cannot load the language model in {}", folder.display()))?;
    Ok(Reader::new(Arc::new(pack), pipeline))
}

/// Where packs come from.
enum Packs {
    /// Those that were there at build time.
    Embedded,
    /// A folder of packs, or of one.
    In(PathBuf),
}

impl Packs {
    /// The pack of a language: of the tag itself, else of its first part.
    fn of(&self, lang: &str) -> Result<Pack> {
        let lower = lang.to_ascii_lowercase().replace('_', "-");
        let primary = lower.split('-').next().unwrap_or_default();
        for tag in [lower.as_str(), primary] {
            if let Some(pack) = self.exactly(tag)? {
                return Ok(pack);
            }
        }
        bail!("no language pack for \"{lang}\" (there are: {})", self.tags().join(", "))
    }

    fn exactly(&self, tag: &str) -> Result<Option<Pack>> {
        match self {
            Packs::Embedded => Ok(Pack::embedded(tag).transpose()?),
            Packs::In(folder) => match pack_folders(folder).into_iter().find(|(name, _)| name == tag) {
                Some((_, folder)) => Ok(Some(Pack::load(&folder)?)),
                None => Ok(None),
            },
        }
    }

    fn tags(&self) -> Vec<String> {
        match self {
            Packs::Embedded => pack::embedded_tags().map(str::to_owned).collect(),
            Packs::In(folder) => pack_folders(folder).into_iter().map(|(tag, _)| tag).collect(),
        }
    }
}

/// The packs in a folder (or the pack that it is) by tag, which is the folder's name, in order.
fn pack_folders(folder: &Path) -> Vec<(String, PathBuf)> {
    let is_pack = |folder: &Path| folder.join("pack.toml").is_file();
    let name = |folder: &Path| {
        // `.` and `..` have no name of their own.
        let whole = folder.canonicalize().unwrap_or_else(|_| folder.to_owned());
        whole.file_name().map(|name| name.to_string_lossy().to_ascii_lowercase()).unwrap_or_default()
    };
    if is_pack(folder) {
        return vec![(name(folder), folder.to_owned())];
    }
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
    let mut packs: Vec<_> = entries.filter(|path| is_pack(path)).map(|path| (name(&path), path)).collect();
    packs.sort();
    packs
}
