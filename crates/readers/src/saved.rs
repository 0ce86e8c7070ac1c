//! Parses that were saved, in the place of a model: for a language whose model is not here, or that has none.

use crate::{Error, Unparsed};
use pack::Pack;
use reading::{
    Reader,
    parse::{Parser, Passage, SavedParses, Token},
};
use std::{ffi::OsStr, fs, path::Path, sync::Arc};

/// Whether a path names a file of parses (CoNLL-U) instead of a model.
pub(crate) fn is_parses(path: &Path) -> bool {
    path.extension() == Some(OsStr::new("conllu"))
}

/// A reader of a pack over the parses in a file.
///
/// # Errors
/// A file that cannot be read, or is no CoNLL-U.
pub(crate) fn reader(pack: Pack, path: &Path, unparsed: &Unparsed) -> Result<Reader, Error> {
    let text =
        fs::read_to_string(path).map_err(|source| Error::Unreadable { path: path.to_owned(), source })?;
    let parses = SavedParses::from_conllu(&text)
        .map_err(|source| Error::NoParses { path: path.to_owned(), source })?;
    let saved = Saved { parses, unparsed: Arc::clone(unparsed) };
    Ok(Reader::with_parser(Arc::new(pack), Box::new(saved)))
}

/// Parses that tell of passages that they have not.
struct Saved {
    parses: SavedParses,
    unparsed: Unparsed,
}

impl Parser for Saved {
    fn parse(&self, passages: &[Passage]) -> Vec<Vec<Token>> {
        for passage in passages.iter().filter(|passage| !self.parses.knows(&passage.text)) {
            (self.unparsed)(&passage.text);
        }
        self.parses.parse(passages)
    }
}
