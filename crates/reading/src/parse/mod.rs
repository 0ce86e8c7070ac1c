//! What a parser gives: tokens with lemmas, features and Universal Dependencies, whichever parser it was.

mod conllu;
mod elisions;
mod feats;
mod relation;
mod remember;
mod shape;
mod spacy;
mod token;

pub use conllu::{ConlluError, SavedParses};
pub use elisions::join_elisions;
pub use feats::{Feats, Gender, Mood, Number, Tense, VerbForm};
pub use relation::Rel;
pub use remember::{Remembering, Reuse};
pub use shape::{Marks, shape};
pub use spacy::SpacyParser;
pub use token::{Entity, EntityKind, Token, Upos};

use std::ops::Range;

/// A stretch of text for the parser: one block of a document, normalised.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passage {
    /// The text.
    pub text: String,
    /// Byte ranges in which no sentence may start: the insides of quotations.
    pub unbroken: Vec<Range<usize>>,
}

/// Something that parses passages.
///
/// The tokens of one passage come in order, heads as indices into them; spans count code points of the passage.
pub trait Parser: Send + Sync {
    /// Parses each passage; the answer has one entry a passage, in order.
    fn parse(&self, passages: &[Passage]) -> Vec<Vec<Token>>;

    /// How much of what it was asked had been parsed before; a parser that keeps nothing has nothing to tell.
    fn reuse(&self) -> Reuse {
        Reuse::default()
    }
}
