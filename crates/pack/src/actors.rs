//! `actors.toml`: functions, titles and head nouns.

use records::{ActorKind, Sector};
use serde::Deserialize;

/// The whole of `actors.toml`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Actors {
    /// What a person is.
    #[serde(default, rename = "function")]
    pub functions: Vec<Function>,
    /// What a body or a group is, by its head noun.
    #[serde(default, rename = "head")]
    pub heads: Vec<Head>,
    /// Fixed names without a country of their own.
    #[serde(default, rename = "phrase")]
    pub phrases: Vec<Head>,
    /// Forms of address before a name.
    #[serde(default)]
    pub titles: Vec<Title>,
    /// Adjectives that tell the field of what they stand with (« un responsable syndical »: LAB).
    #[serde(default, rename = "adjective")]
    pub adjectives: Vec<FieldAdjective>,
    /// Words in names of bodies that tell their field (« Le Courrier du Pool »: MED), as they are written.
    #[serde(default, rename = "name")]
    pub names: Vec<FieldAdjective>,
    /// Words that say that a function is past.
    #[serde(default)]
    pub former: FormerWords,
    /// Words before a function that say that it is held now, whatever was held before (« aujourd’hui professeur »).
    #[serde(default)]
    pub present: Vec<String>,
    /// Verbs whose subject heads the body that is their object (« X préside la fédération »).
    #[serde(default)]
    pub leads: Vec<String>,
    /// Words before the name of a people that say that it is no country's (« ethnic Albanians »).
    #[serde(default)]
    pub ethnic: Vec<String>,
}

/// Words that say that a function is past (« ancien »). What ends in `-` or `+` stands at the front of the function’s word, with its hyphen
/// (`ex-`: « ex-ministre ») or written together with it (`ex+`: « exministro »).
pub type FormerWords = Vec<String>;

/// A function or an office.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Function {
    /// Lemmas or fixed phrases, all genders.
    pub words: Vec<String>,
    /// Sectors, the most telling first.
    #[serde(default)]
    pub sectors: Vec<Sector>,
    /// Whether the sector of the body that it is of comes first.
    #[serde(default)]
    pub inherit: bool,
    /// Whether it says no more of a person than that he was told of (« la jeune femme », « le quadragénaire »).
    #[serde(default)]
    pub anybody: bool,
    /// Whether with the adjective of a country alone it is of that country’s state (« le délégué iranien »).
    #[serde(default)]
    pub state: bool,
    /// Other functions of which it is another name (« chef de l’État »: président, roi).
    #[serde(default)]
    pub like: Vec<String>,
}

/// A head noun of a body or group.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Head {
    /// Lemmas or fixed phrases.
    pub words: Vec<String>,
    /// What it is.
    pub kind: ActorKind,
    /// Sectors, the most telling first.
    #[serde(default)]
    pub sectors: Vec<Sector>,
    /// Whether the sector of the body that it is of comes first.
    #[serde(default)]
    pub inherit: bool,
    /// Whether it can stand for a body of any kind (« l’organisation », « l’agence »).
    #[serde(default)]
    pub wide: bool,
    /// Sectors of the one that a country’s name completes (« la Banque du Ghana »: GOV).
    #[serde(default)]
    pub national: Vec<Sector>,
    /// Sectors of the one whose name, no person’s, stands right behind it (« le cabinet Delmas »: BUS, « le cabinet du ministre »: GOV).
    #[serde(default)]
    pub named: Vec<Sector>,
    /// Other bodies of which it is another name (« tribunal »: cour d’appel).
    #[serde(default)]
    pub like: Vec<String>,
}

/// An adjective that tells the field of a function, body or source.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FieldAdjective {
    /// Forms in the singular, and the lemma.
    pub words: Vec<String>,
    /// Sectors, the most telling first.
    pub sectors: Vec<Sector>,
}

/// A form of address before a name.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Title {
    /// Spellings.
    pub words: Vec<String>,
    /// `m` or `f`, where it tells.
    pub gender: Option<char>,
}
