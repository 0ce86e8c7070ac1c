//! `events.toml`: verbs and nouns that name PLOVER events.

use crate::Hit;
use records::{Act, ActorKind, EventType};
use serde::Deserialize;
use toml::Spanned;

/// The whole of `events.toml`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Events {
    /// Verbs and verb phrases.
    #[serde(default, rename = "verb")]
    pub verbs: Vec<EventVerb>,
    /// Nouns.
    #[serde(default, rename = "noun")]
    pub nouns: Vec<EventNoun>,
    /// Verbs of speech that are another act, or none, than their entry in `speech.toml` says.
    #[serde(default)]
    pub speech: Vec<SpeechEvent>,
    /// Words of blame and praise that make an act of a statement whose verb is neutral.
    #[serde(default, rename = "tone")]
    pub tones: Vec<Tone>,
}

/// Words that judge: a statement with one of them is an act, although its verb only says that something is said.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tone {
    /// A verb that says no more than that something is said, the one of its `misses`.
    pub lemma: Spanned<String>,
    /// PLOVER type.
    #[serde(rename = "type")]
    pub kind: EventType,
    /// The acts of speech that say so little that the content decides.
    pub acts: Vec<Act>,
    /// Lemmas or forms of which the content must have one that is not negated.
    pub content: Vec<String>,
    /// Sentences that it must catch.
    #[serde(default)]
    pub hits: Vec<Hit>,
    /// Sentences without an event of this type.
    #[serde(default)]
    pub misses: Vec<String>,
}

/// What act a statement is, by its verb and the form of its content; the first entry that fits decides.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SpeechEvent {
    /// The lemma of an entry of `speech.toml`.
    pub lemma: Spanned<String>,
    /// PLOVER type; `None`: no event.
    #[serde(rename = "type")]
    pub kind: Option<EventType>,
    /// Forms of the content: `quote`, `clause`, `infinitive`, `object`, `oblique`, `name`, `predicate`; empty: any.
    #[serde(default)]
    pub frames: Vec<String>,
    /// Whether somebody must be addressed beside the verb (or must not); `None`: either.
    pub addressed: Option<bool>,
    /// Lemmas of which the content must have one; empty: any content.
    #[serde(default)]
    pub content: Vec<String>,
    /// Types of which the content must name an act; empty: any content.
    #[serde(default)]
    pub events: Vec<EventType>,
    /// Sentences that it must catch.
    #[serde(default)]
    pub hits: Vec<Hit>,
    /// Sentences without an event of this verb.
    #[serde(default)]
    pub misses: Vec<String>,
}

/// Where a party of an event stands beside the word that names it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub enum Role {
    /// The one who acts.
    Subj,
    /// The direct object, or the subject of a passive.
    Obj,
    /// The indirect object (« gave the town a pump »).
    Iobj,
    /// Whoever the object belongs to, is of, or is named before it (« rejected the mayor's offer »).
    Whose,
    /// A noun phrase beside a verb after this preposition.
    Obl(String),
    /// A noun phrase beside a noun after this preposition.
    Nmod(String),
    /// A possessive.
    Poss,
    /// An adjective of nationality.
    Adj,
    /// A noun written before the one that names the act (« rebel attack »).
    Comp,
    /// The country of the place where it happens.
    Place,
    /// The one by whom, beside a noun.
    Agent,
    /// An infinitive that completes a verb; it names no party.
    Inf,
}

impl TryFrom<String> for Role {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        Ok(match text.split_once(':') {
            Some(("obl", word)) if !word.is_empty() => Role::Obl(word.to_owned()),
            Some(("nmod", word)) if !word.is_empty() => Role::Nmod(word.to_owned()),
            None => match text.as_str() {
                "subj" => Role::Subj,
                "obj" => Role::Obj,
                "iobj" => Role::Iobj,
                "whose" => Role::Whose,
                "poss" => Role::Poss,
                "adj" => Role::Adj,
                "comp" => Role::Comp,
                "place" => Role::Place,
                "agent" => Role::Agent,
                "inf" => Role::Inf,
                _ => return Err(unknown_role(&text)),
            },
            _ => return Err(unknown_role(&text)),
        })
    }
}

fn unknown_role(text: &str) -> String {
    format!(
        "unknown role {text:?}: subj, obj, iobj, whose, obl:WORD, nmod:WORD, poss, adj, comp, place, agent and inf are known"
    )
}

/// What an object must be for the entry to count.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ObjectCondition {
    /// Kinds of actor; empty: anything.
    #[serde(default)]
    pub kinds: Vec<ActorKind>,
    /// Lemmas of the head; empty: any.
    #[serde(default)]
    pub lemmas: Vec<String>,
    /// Lemmas that the head must not have.
    #[serde(default)]
    pub not_lemmas: Vec<String>,
    /// Types of act of which the head must name one (« suspendre la grève »); a lemma that fits is enough.
    #[serde(default)]
    pub events: Vec<EventType>,
    /// Whether it must be an actor in public affairs: a state, a body, a person or group with a political part.
    #[serde(default)]
    pub public: bool,
}

fn subject_role() -> Vec<Role> {
    vec![Role::Subj]
}

fn object_role() -> Vec<Role> {
    vec![Role::Obj]
}

/// A verb that names an act.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EventVerb {
    /// The lemma; several words make a phrase.
    pub lemma: Spanned<String>,
    /// PLOVER type.
    #[serde(rename = "type")]
    pub kind: EventType,
    /// PLOVER mode.
    pub mode: Option<String>,
    /// PLOVER contexts.
    #[serde(default)]
    pub contexts: Vec<String>,
    /// Who acts: the first role that is filled.
    #[serde(default = "subject_role")]
    pub source: Vec<Role>,
    /// Who is acted upon: the first role that is filled.
    #[serde(default = "object_role")]
    pub target: Vec<Role>,
    /// Roles that something must fill.
    #[serde(default)]
    pub needs: Vec<Role>,
    /// What the object must be.
    pub object: Option<ObjectCondition>,
    /// What the one who acts must be, where one is named.
    pub subject: Option<ObjectCondition>,
    /// Lemmas beside it, or beside its object, with which it is a figure of speech (« bombarder de questions »).
    #[serde(default)]
    pub figures: Vec<String>,
    /// All parties act alike.
    #[serde(default)]
    pub reciprocal: bool,
    /// Sentences that it must catch.
    #[serde(default)]
    pub hits: Vec<Hit>,
    /// Sentences without this event.
    #[serde(default)]
    pub misses: Vec<String>,
}

/// A noun that names an act.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EventNoun {
    /// The lemma; several words make a phrase.
    pub lemma: Spanned<String>,
    /// PLOVER type.
    #[serde(rename = "type")]
    pub kind: EventType,
    /// PLOVER mode.
    pub mode: Option<String>,
    /// PLOVER contexts.
    #[serde(default)]
    pub contexts: Vec<String>,
    /// Who acts: the first role that is filled.
    #[serde(default)]
    pub source: Vec<Role>,
    /// Who is acted upon: the first role that is filled.
    #[serde(default)]
    pub target: Vec<Role>,
    /// Roles that something must fill.
    #[serde(default)]
    pub needs: Vec<Role>,
    /// Whether somebody must be named who acts or is acted upon.
    #[serde(default)]
    pub named: bool,
    /// What the target must be.
    pub object: Option<ObjectCondition>,
    /// All parties act alike.
    #[serde(default)]
    pub reciprocal: bool,
    /// Sentences that it must catch.
    #[serde(default)]
    pub hits: Vec<Hit>,
    /// Sentences without this event.
    #[serde(default)]
    pub misses: Vec<String>,
}
