//! What a perfect reading of a document would hold, in spans: the one thing that scoring asks of an annotation, whatever
//! form that was written in.

use crate::{Characters, Text};
use records::{Act, EventType, Form, Span, Status};
use std::fmt;

/// What is expected of a document's reading.
#[derive(Debug, Clone, PartialEq)]
pub struct Expected {
    /// What readings call the document.
    pub id: String,
    /// Its text.
    pub text: Text,
    /// Who says what.
    pub statements: Vec<ExpectedStatement>,
    /// Who does what.
    pub events: Vec<ExpectedEvent>,
}

/// An expected statement.
#[derive(Debug, Clone, PartialEq)]
pub struct ExpectedStatement {
    /// What was said, in parts where the cue interrupts it.
    pub content: Vec<Span>,
    /// The characters of the content that count.
    pub characters: Characters,
    /// The words that report.
    pub cue: Option<Span>,
    /// The mention next to the cue.
    pub speaker: Option<Span>,
    /// The fullest name of the speaker; `None` where the annotation names none.
    pub speaker_name: Option<String>,
    /// The speaker's country and sectors.
    pub speaker_code: Code,
    /// Direct, indirect or mixed.
    pub form: Form,
    /// What the speaker does by saying it.
    pub act: Act,
    /// Those who passed it on; `None` for one that no words name.
    pub relays: Vec<Option<Span>>,
    /// What it was said in.
    pub medium: Option<Span>,
    /// An ISO day, or the beginning of one.
    pub date: Option<String>,
}

/// An expected event.
#[derive(Debug, Clone, PartialEq)]
pub struct ExpectedEvent {
    /// The words that name the act.
    pub trigger: Span,
    /// PLOVER type.
    pub kind: EventType,
    /// Those who act.
    pub source: Vec<Code>,
    /// Those acted upon.
    pub target: Vec<Code>,
    /// Whether it happened.
    pub status: Status,
    /// Who tells it, where the author does not.
    pub voice: Option<String>,
    /// An ISO day, or the beginning of one.
    pub date: Option<String>,
    /// Where.
    pub place: Option<ExpectedPlace>,
}

/// Where an event is expected to take place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExpectedPlace {
    /// Its name.
    pub name: String,
    /// Where the text names it; `None` where it does not, and then no reading is right.
    pub mention: Option<Span>,
}

/// Country and sectors of an actor; displays as `CHN GOV`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Code {
    /// ISO 3166 alpha-3, `IGO`, or `---` where it is not known.
    pub country: String,
    /// Sector codes.
    pub sectors: Vec<String>,
}

impl Code {
    /// The country of those whose country nobody knows.
    pub const UNKNOWN: &'static str = "---";

    /// The country, where it is known.
    pub fn known_country(&self) -> Option<&str> {
        (self.country != Code::UNKNOWN).then_some(self.country.as_str())
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.country)?;
        self.sectors.iter().try_for_each(|sector| write!(f, " {sector}"))
    }
}
