//! What readers are made of.

use models::{Model, Origin, Silent, Store};
use std::{path::PathBuf, sync::Arc};

/// How a model that is not here is brought, and where it then is.
pub type Fetch = Box<dyn Fn(&Store, &Model) -> Result<PathBuf, models::Error> + Send + Sync>;

/// Is told of each passage that a file of parses has no parse of.
pub type Unparsed = Arc<dyn Fn(&str) + Send + Sync>;

/// What readers are made of.
pub struct Options {
    /// The language whose reader is loaded at once, so that what is wrong with it shows before anything is read.
    pub lang: Option<String>,
    /// Packs in this folder, or this pack, instead of those that were there at build time.
    pub packs: Option<PathBuf>,
    /// The language model, instead of the cached one; or parses that were saved, in a file that ends in `.conllu`.
    pub model: Option<PathBuf>,
    /// The user's own table of actors.
    pub actors: Option<PathBuf>,
    /// The index of persons and organisations that is made of a Wikidata dump.
    pub knowledge: Option<PathBuf>,
    /// Whether models must be here already.
    pub offline: bool,
    /// How those that are not are brought.
    pub fetch: Fetch,
    /// Who is told of what a file of parses has not.
    pub unparsed: Unparsed,
}

impl Default for Options {
    /// The built-in packs and the cached models, which are fetched, without a word, where they are missing.
    fn default() -> Options {
        Options {
            lang: None,
            packs: None,
            model: None,
            actors: None,
            knowledge: None,
            offline: false,
            fetch: Box::new(|store, model| Ok(store.fetch(model, &Origin::Default, &mut Silent)?.path)),
            unparsed: Arc::new(|_| ()),
        }
    }
}
