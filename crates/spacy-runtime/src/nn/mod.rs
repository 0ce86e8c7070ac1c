//! The neural side: from lexical attributes of tokens to tags, morphology, trees and entities.
//!
//! [`Networks`] holds the weights of every trained component of a pipeline and runs them in the order of the
//! pipeline's config. It knows tokens only by the hashes in a [`TokenKey`], so it needs no strings; labels go
//! out as indices into the tables of [`Networks::labels`].
//!
//! The specification is spaCy's own source (`ml/models/tok2vec.py`, `ml/parser_model.pyx`,
//! `pipeline/_parser_internals`) and thinc's (`layers/hashembed.py`, `layers/maxout.py`, …).

mod arc_eager;
mod biluo;
mod classifier;
mod component;
mod config;
mod embed;
mod encoder;
mod error;
mod floats;
mod kernels;
mod matmul;
mod moves;
mod murmur;
mod ordered;
mod pairs;
mod prepared;
mod run;
mod scorer;
mod sheet;
#[cfg(test)]
mod tests;
mod thinc;
mod tree;
mod types;
mod vectors;

pub use error::NnError;
pub use run::Scratch;
pub use sheet::{Iob, NO_LABEL, Sheet, TokenKey};

use component::{Component, Loader};
use encoder::Tok2Vec;
use run::Pass;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};
use vectors::Vectors;

/// What [`Networks::load`] reads: a parsed config and the model's files.
pub struct ModelSource<'a> {
    /// `config.cfg` as nested objects: section `[components.ner.model]` at `["components"]["ner"]["model"]`,
    /// values parsed as JSON. References such as `${components.tok2vec.model.encode:width}` may stand as
    /// strings or may have been replaced.
    pub config: &'a serde_json::Value,
    /// The bytes of a file of the model folder, by its path with `/` (`parser/model`, `vocab/vectors`).
    pub file: &'a dyn Fn(&str) -> Option<Cow<'a, [u8]>>,
}

/// The label tables. What a [`Sheet`] holds are indices into them.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Labels {
    /// Fine-grained tags of the tagger, in the order of its `cfg`.
    pub tags: Vec<String>,
    /// What the morphologizer may say of a token.
    pub morphs: Vec<MorphLabel>,
    /// Relations of the parser, `ROOT` first; pseudo-projective marks (`a||b`) never reach a sheet.
    pub deps: Vec<String>,
    /// Entity types of the NER.
    pub ents: Vec<String>,
}

/// One label of the morphologizer, taken apart as its `cfg` does.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MorphLabel {
    /// Features in UD order, `Gender=Fem|Number=Sing`; empty when there are none.
    pub feats: String,
    /// spaCy's number for the part of speech (`labels_pos`, 92 = `NOUN`; 0 when there is none).
    pub pos: u64,
}

/// The trained components of one pipeline. Immutable; share it between threads behind an `Arc`.
#[derive(Debug, Serialize, Deserialize)]
pub struct Networks {
    /// Tells a [`Scratch`] whose types it has cached.
    #[serde(skip)]
    identity: u64,
    labels: Labels,
    vectors: Option<Vectors>,
    encoders: Vec<Tok2Vec>,
    components: Vec<Component>,
    passes: Vec<Pass>,
}

impl Networks {
    /// Builds the components named in `enabled` that are trained (others are passed over), in that order.
    ///
    /// # Errors
    /// An architecture that is not supported, a missing or broken file, weights of another shape than the
    /// config says: all name the component, and where there is one the node and the parameter.
    pub fn load(source: &ModelSource, enabled: &[&str]) -> Result<Networks, NnError> {
        let mut loader = Loader::new(source)?;
        for name in enabled {
            loader.component(name)?;
        }
        let Loader { labels, vectors, encoders, components, .. } = loader;
        let passes = run::passes(components.iter().map(|component| component.encoder));
        let identity = Networks::new_identity();
        Ok(Networks { identity, labels, vectors, encoders, components, passes })
    }

    /// As [`load`](Networks::load), by way of a prepared file: if `prepared` was written from the same model, by
    /// this build and for the same components, it is mapped into memory and `source` is not read; otherwise
    /// it is written after loading. Without the right to write, or on a full disk, loading works all the same.
    ///
    /// `stamp` must change whenever the model's files do; sizes and times of change will do.
    ///
    /// # Errors
    /// As [`load`](Networks::load).
    pub fn load_prepared(
        source: &ModelSource,
        enabled: &[&str],
        prepared: &Path,
        stamp: &str,
    ) -> Result<Networks, NnError> {
        if let Some(networks) = prepared::open(prepared, stamp, enabled) {
            return Ok(networks);
        }
        let networks = Networks::load(source, enabled)?;
        match prepared::write(&networks, prepared, stamp, enabled) {
            Ok(()) => Ok(prepared::open(prepared, stamp, enabled).unwrap_or(networks)),
            Err(_) => Ok(networks),
        }
    }

    fn new_identity() -> u64 {
        static IDENTITIES: AtomicU64 = AtomicU64::new(1);
        IDENTITIES.fetch_add(1, Ordering::Relaxed)
    }

    /// The label tables of the enabled components.
    pub fn labels(&self) -> &Labels {
        &self.labels
    }

    /// Runs every component over the documents, filling their columns.
    ///
    /// Sentence starts that a sheet brings along (`sent_start` 1 or −1) bind the parser as they bind spaCy's;
    /// entities that it brings along (`ents`) bind the NER likewise. Documents may be of any length: work is
    /// done in pieces of a few thousand tokens, so memory beyond the sheets is bounded.
    pub fn annotate(&self, sheets: &mut [Sheet], scratch: &mut Scratch) {
        run::annotate(self, sheets, scratch, run::UNIT);
    }
}
