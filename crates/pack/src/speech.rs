//! `speech.toml`: what reports speech.

use crate::{Frame, Hit};
use records::Act;
use serde::Deserialize;
use std::collections::BTreeMap;
use toml::Spanned;

/// The whole of `speech.toml`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Speech {
    /// Classes of nouns by name; an entry names one as `@name`. A member that begins with a hyphen stands for every lemma that
    /// ends so (`-ation`).
    #[serde(default)]
    pub classes: BTreeMap<String, Vec<String>>,
    /// Verbs and verb phrases.
    #[serde(default, rename = "verb")]
    pub verbs: Vec<SpeechVerb>,
    /// Nouns (« promesse », « annonce »).
    #[serde(default, rename = "noun")]
    pub nouns: Vec<SpeechNoun>,
    /// Adjectives and participles (« convaincu »).
    #[serde(default, rename = "adjective")]
    pub adjectives: Vec<SpeechAdjective>,
    /// Source phrases (« selon »).
    #[serde(default, rename = "source")]
    pub sources: Vec<SourcePhrase>,
}

/// A verb or verb phrase that reports.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SpeechVerb {
    /// The lemma; several words make a phrase.
    pub lemma: Spanned<String>,
    /// What the speaker does by it.
    pub act: Act,
    /// What he does by it when it is negated (« n’exclut pas », « n’a pas confirmé »), where that is another act.
    #[serde(default)]
    pub negated: Option<Act>,
    /// What he does by it where an infinitive is its content (« told him to leave »), where that is another act.
    #[serde(default)]
    pub infinitive: Option<Act>,
    /// The forms that its content can take.
    pub frames: Vec<Frame>,
    /// Lemmas that the head of a nominal content must have; empty: any.
    #[serde(default)]
    pub object: Vec<String>,
    /// Lemmas that the head of a nominal content must not have.
    #[serde(default)]
    pub not_object: Vec<String>,
    /// Whether a nominal content must be no actor (« exclut un retrait », not « exclut un membre »).
    #[serde(default)]
    pub things: bool,
    /// Prepositions of the one spoken to, instead of the language's.
    pub to: Option<Vec<String>>,
    /// `any`: the speaker need not be an actor.
    #[serde(default)]
    pub subject: Subject,
    /// Whether it reports in the first person too.
    #[serde(default = "yes")]
    pub first_person: bool,
    /// Sentences that it must catch.
    #[serde(default)]
    pub hits: Vec<Hit>,
    /// Sentences without a statement.
    #[serde(default)]
    pub misses: Vec<String>,
}

/// Who may be a verb's speaker.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Subject {
    /// Somebody who can speak.
    #[default]
    Actor,
    /// Anything, a report too.
    Any,
}

const fn yes() -> bool {
    true
}

/// A noun that reports.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SpeechNoun {
    /// The lemma.
    pub lemma: Spanned<String>,
    /// What the speaker does by it.
    pub act: Act,
    /// The forms that its content can take.
    pub frames: Vec<Frame>,
    /// Where the speaker may stand: `poss`, or a preposition.
    #[serde(default)]
    pub speaker: Vec<String>,
    /// Light verbs whose subject is then the speaker.
    #[serde(default)]
    pub support: Vec<String>,
    /// Whether it reports with nobody named, where its own article is definite (« l’annonce d’un retrait »).
    #[serde(default)]
    pub alone: bool,
    /// Lemmas that the head of a nominal content must have; empty: any.
    #[serde(default)]
    pub object: Vec<String>,
    /// Lemmas that the head of a nominal content must not have.
    #[serde(default)]
    pub not_object: Vec<String>,
    /// Sentences that it must catch.
    #[serde(default)]
    pub hits: Vec<Hit>,
    /// Sentences without a statement.
    #[serde(default)]
    pub misses: Vec<String>,
}

/// An adjective that reports with a copula.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SpeechAdjective {
    /// The lemma.
    pub lemma: Spanned<String>,
    /// What the speaker does by it.
    pub act: Act,
    /// The forms that its content can take.
    pub frames: Vec<Frame>,
    /// Sentences that it must catch.
    #[serde(default)]
    pub hits: Vec<Hit>,
    /// Sentences without a statement.
    #[serde(default)]
    pub misses: Vec<String>,
}

/// A preposition or phrase that names whose word it is.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SourcePhrase {
    /// The words as they stand in a text.
    pub words: Spanned<String>,
    /// What the speaker does.
    pub act: Act,
    /// Heads of the phrase that are no source (« selon la loi »).
    #[serde(default)]
    pub not_head: Vec<String>,
    /// Only with somebody who can speak.
    #[serde(default)]
    pub person_only: bool,
    /// Sentences that it must catch.
    #[serde(default)]
    pub hits: Vec<Hit>,
    /// Sentences without a statement.
    #[serde(default)]
    pub misses: Vec<String>,
}
