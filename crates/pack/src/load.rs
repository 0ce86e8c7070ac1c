use crate::{Actors, Dates, Error, Events, Speech, Syntax, Typography};
use serde::{Deserialize, de::DeserializeOwned};
use sha2::{Digest, Sha256};
use std::{borrow::Cow, fs, path::Path};

/// Every pack of the build: tag, and its files by name.
static EMBEDDED: &[(&str, &[(&str, &str)])] = include!(concat!(env!("OUT_DIR"), "/embedded.rs"));

/// What one language knows.
#[derive(Debug, Clone)]
pub struct Pack {
    /// BCP 47 tag: the folder's name.
    pub tag: String,
    /// Name of the model that parses the language, as `depeche models` knows it.
    pub model: String,
    /// What reports speech.
    pub speech: Speech,
    /// What names events.
    pub events: Events,
    /// What names actors.
    pub actors: Actors,
    /// What says when.
    pub dates: Dates,
    /// Marks and characters.
    pub typography: Typography,
    /// Function words and labels.
    pub syntax: Syntax,
    sources: Vec<(String, String)>,
}

/// `pack.toml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Manifest {
    /// BCP 47 tag of the language: the folder's name.
    tag: String,
    /// Key of the model in the catalogue of `crates/models`.
    model: String,
}

/// Tags of the packs that were there at build time, sorted.
pub fn embedded_tags() -> impl Iterator<Item = &'static str> {
    EMBEDDED.iter().map(|(tag, _)| *tag)
}

impl Pack {
    /// The pack of that tag that was there at build time; `None` if there was none.
    ///
    /// # Errors
    /// [`Error::Invalid`] when the pack has a key or value that the format does not have.
    pub fn embedded(tag: &str) -> Option<Result<Pack, Error>> {
        let (_, files) = EMBEDDED.iter().find(|(name, _)| *name == tag)?;
        Some(Pack::build(&format!("packs/{tag}"), |name| {
            let (_, text) =
                files.iter().find(|(file, _)| *file == name).ok_or_else(|| Error::Unreadable {
                    path: Path::new("packs").join(tag).join(name),
                    source: std::io::ErrorKind::NotFound.into(),
                })?;
            Ok(Cow::Borrowed(*text))
        }))
    }

    /// Reads the pack in a folder.
    ///
    /// # Errors
    /// [`Error::Unreadable`] when a file is not there, [`Error::Invalid`] with file and line when one is wrong.
    pub fn load(folder: &Path) -> Result<Pack, Error> {
        Pack::build(&folder.display().to_string(), |name| {
            let path = folder.join(name);
            fs::read_to_string(&path).map(Cow::Owned).map_err(|source| Error::Unreadable { path, source })
        })
    }

    fn build<'a>(folder: &str, read: impl Fn(&str) -> Result<Cow<'a, str>, Error>) -> Result<Pack, Error> {
        let mut sources = Vec::new();
        let mut text_of = |name: &str| -> Result<(String, String), Error> {
            let file = format!("{folder}/{name}");
            let text = read(name)?.into_owned();
            sources.push((name.to_owned(), text.clone()));
            Ok((file, text))
        };
        let manifest: Manifest = parse(text_of("pack.toml")?)?;
        let (file, text) = text_of("speech.toml")?;
        let mut speech: Speech = parse((file.clone(), text.clone()))?;
        speech.expand_classes().map_err(|(at, message)| Error::Invalid {
            file,
            line: line_of(&text, at),
            message,
        })?;
        let events = parse(text_of("events.toml")?)?;
        let actors = parse(text_of("actors.toml")?)?;
        let dates: Dates = parse(text_of("dates.toml")?)?;
        if dates.months.len() != 12 || dates.weekdays.len() != 7 {
            return Err(Error::Invalid {
                file: format!("{folder}/dates.toml"),
                line: 1,
                message: "there must be 12 months and 7 weekdays".to_owned(),
            });
        }
        if let Some(feast) = dates.feasts.iter().find(|feast| !feast.is_sound()) {
            return Err(Error::Invalid {
                file: format!("{folder}/dates.toml"),
                line: 1,
                message: format!("the feast {:?} needs its days by one of on, easter, nth", feast.words),
            });
        }
        let typography = parse(text_of("typography.toml")?)?;
        let syntax = parse(text_of("syntax.toml")?)?;
        Ok(Pack {
            tag: manifest.tag,
            model: manifest.model,
            speech,
            events,
            actors,
            dates,
            typography,
            syntax,
            sources,
        })
    }

    /// The first half of a SHA-256 over the pack's files, in hexadecimal: another digest is another pack.
    pub fn digest(&self) -> String {
        let mut digest = Sha256::new();
        for (name, text) in &self.sources {
            digest.update((name.len() as u64).to_le_bytes());
            digest.update(name);
            digest.update((text.len() as u64).to_le_bytes());
            digest.update(text);
        }
        digest.finalize()[..16].iter().map(|byte| format!("{byte:02x}")).collect()
    }

    /// The line, counted from 1, on which byte `at` of a pack's file stands.
    pub fn line(&self, file: &str, at: usize) -> usize {
        self.sources.iter().find(|(name, _)| name == file).map_or(1, |(_, text)| line_of(text, at))
    }
}

fn parse<T: DeserializeOwned>((file, text): (String, String)) -> Result<T, Error> {
    toml::from_str(&text).map_err(|error| Error::Invalid {
        line: error.span().map_or(1, |span| line_of(&text, span.start)),
        message: error.message().to_owned(),
        file,
    })
}

fn line_of(text: &str, at: usize) -> usize {
    1 + text.as_bytes().iter().take(at).filter(|byte| **byte == b'\n').count()
}
