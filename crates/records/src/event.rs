use crate::{DateRef, EventType, Span, Status};
use serde::{Deserialize, Serialize};

/// One politically relevant act, typed with PLOVER.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Event {
    /// `e1`, `e2`, … in order of trigger.
    pub id: String,
    /// PLOVER type.
    #[serde(rename = "type")]
    pub kind: EventType,
    /// PLOVER mode (`visit`, `arrest`, …).
    pub mode: Option<String>,
    /// PLOVER contexts (`military`, `legal`, …).
    pub contexts: Vec<String>,
    /// CAMEO code.
    pub cameo: Option<String>,
    /// Goldstein weight, −10 (conflict) to 10 (cooperation).
    pub goldstein: Option<f64>,
    /// The one word or fixed phrase that names the act.
    pub trigger: Span,
    /// Ids of those who act.
    pub source: Vec<String>,
    /// Ids of those acted upon.
    pub target: Vec<String>,
    /// Whether it happened.
    pub status: Status,
    /// Id of the statement that tells it; `None` where the outlet itself does.
    pub voice: Option<String>,
    /// Whether it is told in passing: the sentence has another act that stands above it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub aside: bool,
    /// When.
    pub date: Option<DateRef>,
    /// The words that say when, where only the day of the dispatch would tell which day they mean and it is not known; left out of the JSON
    /// where there are none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unresolved_date: Option<Span>,
    /// Where.
    pub place: Option<EventPlace>,
    /// The pack entry that found it (`fr/events/promettre`).
    pub rule: String,
}

/// Where an event takes place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EventPlace {
    /// Id of the place; `None` where the words are known but not the place.
    pub place: Option<String>,
    /// The words.
    pub mention: Span,
}
