use super::{Feats, Rel};
use std::ops::Range;

/// A word class of Universal Dependencies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize)]
#[allow(missing_docs)] // the names are those of the UD guidelines
pub enum Upos {
    Adj,
    Adp,
    Adv,
    Aux,
    Cconj,
    Det,
    Intj,
    Noun,
    Num,
    Part,
    Pron,
    Propn,
    Punct,
    Sconj,
    Sym,
    Verb,
    X,
    Space,
}

impl Upos {
    /// Reads UD's name; what is unknown is `X`.
    pub fn from_ud(name: &str) -> Upos {
        match name {
            "ADJ" => Upos::Adj,
            "ADP" => Upos::Adp,
            "ADV" => Upos::Adv,
            "AUX" => Upos::Aux,
            "CCONJ" => Upos::Cconj,
            "DET" => Upos::Det,
            "INTJ" => Upos::Intj,
            "NOUN" => Upos::Noun,
            "NUM" => Upos::Num,
            "PART" => Upos::Part,
            "PRON" => Upos::Pron,
            "PROPN" => Upos::Propn,
            "PUNCT" => Upos::Punct,
            "SCONJ" => Upos::Sconj,
            "SYM" => Upos::Sym,
            "VERB" => Upos::Verb,
            "SPACE" => Upos::Space,
            _ => Upos::X,
        }
    }

    /// Noun or proper noun.
    pub fn is_nominal(self) -> bool {
        matches!(self, Upos::Noun | Upos::Propn)
    }
}

/// What kind of thing a named entity is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
pub enum EntityKind {
    /// A person.
    Person,
    /// An organisation.
    Organisation,
    /// A place.
    Place,
    /// Anything else with a name.
    Other,
}

impl EntityKind {
    /// Reads the labels of spaCy's models (`PER`, `PERSON`, `ORG`, `LOC`, `GPE`, `NORP` …).
    pub fn from_label(label: &str) -> Option<EntityKind> {
        Some(match label {
            "PER" | "PERSON" => EntityKind::Person,
            "ORG" => EntityKind::Organisation,
            "LOC" | "GPE" | "FAC" => EntityKind::Place,
            "MISC" | "NORP" | "EVENT" | "WORK_OF_ART" | "LAW" | "PRODUCT" => EntityKind::Other,
            _ => return None,
        })
    }
}

/// A token's part in a named entity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
pub struct Entity {
    /// Its kind.
    pub kind: EntityKind,
    /// Whether it starts at this token.
    pub begins: bool,
}

/// One token of a passage.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Token {
    /// Code points of the passage.
    pub at: Range<usize>,
    /// The word as it stands.
    pub text: String,
    /// The word in lower case.
    pub lower: String,
    /// Its dictionary form, in lower case.
    pub lemma: String,
    /// Its class.
    pub upos: Upos,
    /// Its features.
    pub feats: Feats,
    /// Index of the token that it hangs on; its own at a root.
    pub head: usize,
    /// How it hangs there.
    pub rel: Rel,
    /// The named entity that it is part of.
    pub entity: Option<Entity>,
    /// Whether a sentence starts here.
    pub starts_sentence: bool,
}
