//! Where packs come from.

use crate::Error;
use pack::Pack;
use std::path::{Path, PathBuf};

/// Where packs come from.
pub enum Packs {
    /// Those that were there at build time.
    Embedded,
    /// A folder of packs, or of one.
    In(PathBuf),
}

impl Packs {
    /// The pack of a language: of the tag itself, else of its first part.
    ///
    /// # Errors
    /// No such language, an error in its pack.
    pub fn of(&self, lang: &str) -> Result<Pack, Error> {
        for tag in candidates(lang) {
            if let Some(pack) = self.exactly(&tag)? {
                return Ok(pack);
            }
        }
        Err(Error::NoPack { lang: lang.to_owned(), there: self.tags().join(", ") })
    }

    /// Whether there is a pack for a language.
    pub fn has(&self, lang: &str) -> bool {
        let tags = self.tags();
        candidates(lang).iter().any(|candidate| tags.contains(candidate))
    }

    fn exactly(&self, tag: &str) -> Result<Option<Pack>, Error> {
        match self {
            Packs::Embedded => Ok(Pack::embedded(tag).transpose()?),
            Packs::In(folder) => match pack_folders(folder).into_iter().find(|(name, _)| name == tag) {
                Some((_, folder)) => Ok(Some(Pack::load(&folder)?)),
                None => Ok(None),
            },
        }
    }

    /// The languages that there are packs for.
    pub fn tags(&self) -> Vec<String> {
        match self {
            Packs::Embedded => pack::embedded_tags().map(str::to_owned).collect(),
            Packs::In(folder) => pack_folders(folder).into_iter().map(|(tag, _)| tag).collect(),
        }
    }
}

/// The tags under which the pack of a language may stand: the language's own, else its first part.
fn candidates(lang: &str) -> [String; 2] {
    let lower = lang.to_ascii_lowercase().replace('_', "-");
    let primary = lower.split('-').next().unwrap_or_default().to_owned();
    [lower, primary]
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
