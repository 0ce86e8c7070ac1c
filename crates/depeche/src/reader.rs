//! The readers that a command's arguments ask for; models that are fetched for them show how that goes.

use crate::{arguments::ReaderArguments, commands::models::fetch, exit::report};
use models::Origin;
use pack::Pack;
use readers::{Error, Fetch, Options, Readers, Unparsed};
use reading::Reader;
use std::{path::Path, sync::Arc};

/// Readers as the arguments ask for; the one for `--lang`, where it is given, is loaded at once, so that what is wrong
/// with it shows before anything is read.
///
/// # Errors
/// No such language, an error in its pack, no model; a table of actors with a fault.
pub fn readers(arguments: &ReaderArguments) -> Result<Readers, Error> {
    Readers::new(Options {
        lang: arguments.lang.clone(),
        packs: arguments.packs.clone(),
        model: arguments.model.clone(),
        actors: arguments.actors.clone(),
        knowledge: arguments.knowledge.clone(),
        offline: arguments.offline,
        fetch: shown(),
        unparsed: told(),
    })
}

/// A reader of a pack and its model: the one at `model`, else the cached one, which is fetched if it may be.
///
/// # Errors
/// No model, or one that cannot be loaded.
pub fn reader(pack: Pack, model: Option<&Path>, offline: bool) -> Result<Reader, Error> {
    readers::reader(pack, model, offline, &shown(), &told())
}

fn shown() -> Fetch {
    Box::new(|store, model| fetch(store, model, &Origin::Default))
}

/// What whoever saves parses has to parse yet: as the parser would be given it.
fn told() -> Unparsed {
    Arc::new(|passage| report(format_args!("no parse of: {passage}")))
}
