use crate::{Act, Form, Grain, Span};
use serde::{Deserialize, Serialize};

/// Content that the text credits to a source other than its own author.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Statement {
    /// `s1`, `s2`, … in order of content.
    pub id: String,
    /// What was said, without cue, introducing word and outer quotation marks; several parts where the cue interrupts.
    pub content: Vec<Span>,
    /// The parts between quotation marks, without the marks.
    pub quotes: Vec<Span>,
    /// The words that report; `None` when a quotation continues the speaker before it.
    pub cue: Option<Span>,
    /// Direct, indirect or mixed.
    pub form: Form,
    /// What the speaker does by saying it.
    pub act: Act,
    /// Whether the reporting itself is denied (« n’a pas dit que »).
    pub negated: bool,
    /// Who said it.
    pub speaker: Speaker,
    /// Whom it was said to.
    pub addressee: Option<Speaker>,
    /// The article, interview, broadcast, report or letter it was said in.
    pub medium: Option<Span>,
    /// Those who passed it on, nearest the speaker first.
    pub relays: Vec<Relay>,
    /// Id of the statement in whose content this one stands.
    pub within: Option<String>,
    /// When it was said.
    pub date: Option<DateRef>,
    /// The words that say when, where only the day of the dispatch would tell which day they mean and it is not known; left out of the JSON
    /// where there are none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unresolved_date: Option<Span>,
    /// The pack entry that found it (`fr/speech/promettre`).
    pub rule: String,
}

/// Who speaks or is spoken to: the words, and the actor that they name.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Speaker {
    /// The mention next to the cue; `None` in a passive without agent and in a continued quotation.
    pub mention: Option<Span>,
    /// Id of the actor.
    pub actor: Option<String>,
}

/// One link of the chain by which a statement reached the page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Relay {
    /// The words that name who passed it on.
    pub mention: Span,
    /// Id of the actor.
    pub actor: Option<String>,
    /// The words that report (« a rapporté », « selon »).
    pub cue: Option<Span>,
}

/// A date in the text, resolved against the dispatch's own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DateRef {
    /// First day, ISO 8601.
    pub start: String,
    /// Last day, inclusive.
    pub end: String,
    /// How precise the words are.
    pub grain: Grain,
    /// The words; `None` where the date is carried over from another sentence.
    pub mention: Option<Span>,
}
