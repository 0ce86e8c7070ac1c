//! A reading as far as scoring looks at it.
//!
//! Whatever a reading leaves out counts as not found, and a value that is in no list as a wrong one: a scorer must take
//! readings of any program and any version.

use crate::Text;
use records::{Reading, Span};
use serde::{Deserialize, Deserializer};

/// What was found in a document.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
pub struct Found {
    /// Which document.
    #[serde(default)]
    pub document: FoundDocument,
    /// Who speaks and acts.
    #[serde(default)]
    pub actors: Vec<FoundActor>,
    /// Who says what.
    #[serde(default)]
    pub statements: Vec<FoundStatement>,
    /// Who does what.
    #[serde(default)]
    pub events: Vec<FoundEvent>,
}

/// Which document a reading is of.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
pub struct FoundDocument {
    /// Its id.
    pub id: String,
}

/// Somebody who speaks or acts.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
pub struct FoundActor {
    /// What statements and events call the actor.
    pub id: String,
    /// Name.
    pub name: Option<String>,
    /// ISO 3166 alpha-3, or `IGO`.
    pub country: Option<String>,
    /// Sector codes.
    #[serde(default, deserialize_with = "nullable")]
    pub sectors: Vec<String>,
    /// Where the actor is named.
    #[serde(default, deserialize_with = "nullable")]
    pub mentions: Vec<Span>,
}

/// Words that name somebody or something, and whom they name.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
pub struct FoundMention {
    /// The words.
    pub mention: Option<Span>,
    /// Id of the actor.
    pub actor: Option<String>,
}

/// A date.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
pub struct FoundDate {
    /// Its first day, ISO 8601.
    pub start: Option<String>,
}

/// A statement.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
pub struct FoundStatement {
    /// What events call it.
    #[serde(default)]
    pub id: Option<String>,
    /// What was said.
    pub content: Vec<Span>,
    /// The words that report.
    pub cue: Option<Span>,
    /// Direct, indirect or mixed.
    pub form: Option<String>,
    /// What the speaker does by saying it.
    pub act: Option<String>,
    /// Who said it.
    pub speaker: Option<FoundMention>,
    /// Those who passed it on.
    #[serde(default, deserialize_with = "nullable")]
    pub relays: Vec<FoundMention>,
    /// What it was said in.
    pub medium: Option<Span>,
    /// When.
    pub date: Option<FoundDate>,
    /// The statement in whose content it stands.
    pub within: Option<String>,
}

/// An event.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct FoundEvent {
    /// The words that name the act.
    pub trigger: Span,
    /// PLOVER type.
    #[serde(rename = "type")]
    pub kind: Option<String>,
    /// CAMEO code.
    pub cameo: Option<String>,
    /// Ids of those who act.
    #[serde(default, deserialize_with = "nullable")]
    pub source: Vec<String>,
    /// Ids of those acted upon.
    #[serde(default, deserialize_with = "nullable")]
    pub target: Vec<String>,
    /// Whether it happened.
    pub status: Option<String>,
    /// The statement that tells it.
    pub voice: Option<String>,
    /// Whether it is told in passing.
    #[serde(default)]
    pub aside: bool,
    /// When.
    pub date: Option<FoundDate>,
    /// Where.
    pub place: Option<FoundMention>,
}

/// `null` is nothing.
fn nullable<'de, D: Deserializer<'de>, T: Deserialize<'de>>(json: D) -> Result<Vec<T>, D::Error> {
    Ok(Option::deserialize(json)?.unwrap_or_default())
}

/// A reading that cannot be one of this text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error(
    "the content [{}, {}] reaches past the end of the text, which has {length} characters",
    span.start, span.end
)]
pub struct OutsideText {
    /// The part of a content.
    pub span: Span,
    /// How many characters there are.
    pub length: usize,
}

impl Found {
    /// A reading in which nothing was found.
    pub const NOTHING: &'static Found = &Found {
        document: FoundDocument { id: String::new() },
        actors: Vec::new(),
        statements: Vec::new(),
        events: Vec::new(),
    };

    /// The actor of that id; of several the last.
    pub fn actor(&self, id: Option<&str>) -> Option<&FoundActor> {
        self.actors.iter().rev().find(|actor| Some(actor.id.as_str()) == id)
    }

    /// Whether all contents lie in this text.
    ///
    /// # Errors
    /// The first that does not.
    pub fn fits(&self, text: &Text) -> Result<(), OutsideText> {
        let length = text.chars().len();
        let mut parts = self.statements.iter().flat_map(|statement| &statement.content);
        let outside = parts.find(|span| !span.is_empty() && span.end as usize > length);
        outside.map_or(Ok(()), |span| Err(OutsideText { span: *span, length }))
    }
}

impl FoundStatement {
    /// The words that name the speaker.
    pub fn speaker_mention(&self) -> Option<Span> {
        self.speaker.as_ref().and_then(|speaker| speaker.mention)
    }

    /// Id of the speaker.
    pub fn speaker_actor(&self) -> Option<&str> {
        self.speaker.as_ref().and_then(|speaker| speaker.actor.as_deref())
    }
}

impl From<&Reading> for Found {
    fn from(reading: &Reading) -> Found {
        Found {
            document: FoundDocument { id: reading.document.id.clone() },
            actors: reading.actors.iter().map(Into::into).collect(),
            statements: reading.statements.iter().map(Into::into).collect(),
            events: reading.events.iter().map(Into::into).collect(),
        }
    }
}

impl From<&records::Actor> for FoundActor {
    fn from(actor: &records::Actor) -> FoundActor {
        FoundActor {
            mentions: actor.mentions.clone(),
            id: actor.id.clone(),
            name: Some(actor.name.clone()),
            country: actor.country.clone(),
            sectors: actor.sectors.iter().map(ToString::to_string).collect(),
        }
    }
}

impl From<&records::DateRef> for FoundDate {
    fn from(date: &records::DateRef) -> FoundDate {
        FoundDate { start: Some(date.start.clone()) }
    }
}

impl From<&records::Statement> for FoundStatement {
    fn from(statement: &records::Statement) -> FoundStatement {
        let relay = |relay: &records::Relay| FoundMention {
            mention: Some(relay.mention),
            actor: relay.actor.clone(),
        };
        FoundStatement {
            id: Some(statement.id.clone()),
            content: statement.content.clone(),
            cue: statement.cue,
            form: Some(statement.form.to_string()),
            act: Some(statement.act.to_string()),
            speaker: Some(FoundMention {
                mention: statement.speaker.mention,
                actor: statement.speaker.actor.clone(),
            }),
            relays: statement.relays.iter().map(relay).collect(),
            medium: statement.medium,
            date: statement.date.as_ref().map(Into::into),
            within: statement.within.clone(),
        }
    }
}

impl From<&records::Event> for FoundEvent {
    fn from(event: &records::Event) -> FoundEvent {
        FoundEvent {
            cameo: event.cameo.clone(),
            trigger: event.trigger,
            kind: Some(event.kind.to_string()),
            source: event.source.clone(),
            target: event.target.clone(),
            status: Some(event.status.to_string()),
            voice: event.voice.clone(),
            aside: event.aside,
            date: event.date.as_ref().map(Into::into),
            // The place itself is no actor: only where it is named counts.
            place: event
                .place
                .as_ref()
                .map(|place| FoundMention { mention: Some(place.mention), actor: None }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use records::*;

    #[test]
    fn a_reading_may_leave_out_nearly_everything() {
        let found: Found = serde_json::from_str(r#"{"document": {"id": "a"}}"#).unwrap();
        assert_eq!((found.document.id.as_str(), found.statements.len()), ("a", 0));
        let found: Found = serde_json::from_str(
            r#"{"document": {"id": "a"}, "statements": [{"content": [], "relays": null, "speaker": null, "form": "sung"}],
                "events": [{"trigger": [1, 2], "source": null}], "actors": [{"id": "a1", "sectors": null}]}"#,
        )
        .unwrap();
        assert_eq!(found.statements[0].form.as_deref(), Some("sung"));
        assert_eq!(found.statements[0].speaker_mention(), None);
    }

    #[test]
    fn of_two_actors_with_one_id_the_last_counts() {
        let actor =
            |name: &str| FoundActor { id: "a1".into(), name: Some(name.into()), ..FoundActor::default() };
        let found = Found { actors: vec![actor("Léa"), actor("Max")], ..Found::default() };
        assert_eq!(found.actor(Some("a1")).unwrap().name.as_deref(), Some("Max"));
        assert_eq!(found.actor(None), None);
    }

    #[test]
    fn contents_must_lie_in_the_text() {
        let with = |start, end| Found {
            statements: vec![FoundStatement {
                content: vec![Span::new(start, end)],
                ..FoundStatement::default()
            }],
            ..Found::default()
        };
        let text = Text::of("été");
        assert_eq!(with(0, 3).fits(&text), Ok(()));
        assert_eq!(with(9, 9).fits(&text), Ok(()));
        assert_eq!(with(2, 4).fits(&text), Err(OutsideText { span: Span::new(2, 4), length: 3 }));
    }

    /// A reading in memory and the same as JSON must come to the same.
    #[test]
    fn a_reading_is_taken_as_its_json_is() {
        let date = DateRef {
            start: "2022-09-13".into(),
            end: "2022-09-14".into(),
            grain: Grain::Day,
            mention: None,
        };
        let reading = Reading {
            document: Document { id: "a".into(), text: "x".into(), ..Document::default() },
            actors: vec![Actor {
                id: "a1".into(),
                name: "Léa".into(),
                kind: ActorKind::Person,
                country: Some("FRA".into()),
                sectors: vec![Sector::Gov],
                role: None,
                wikidata: None,
                member_of: None,
                mentions: vec![],
            }],
            places: vec![],
            statements: vec![Statement {
                id: "s1".into(),
                content: vec![Span::new(1, 5)],
                quotes: vec![],
                cue: Some(Span::new(5, 6)),
                form: Form::Mixed,
                act: Act::Deny,
                negated: false,
                speaker: Speaker { mention: Some(Span::new(6, 7)), actor: Some("a1".into()) },
                addressee: None,
                medium: Some(Span::new(7, 8)),
                relays: vec![Relay { mention: Span::new(8, 9), actor: Some("a1".into()), cue: None }],
                within: None,
                date: Some(date.clone()),
                unresolved_date: None,
                rule: String::new(),
            }],
            events: vec![Event {
                id: "e1".into(),
                kind: EventType::Reject,
                mode: None,
                contexts: vec![],
                cameo: None,
                goldstein: None,
                trigger: Span::new(2, 3),
                source: vec!["a1".into()],
                target: vec!["a1".into()],
                status: Status::Denied,
                voice: Some("s1".into()),
                aside: true,
                date: Some(date),
                unresolved_date: None,
                place: Some(EventPlace { place: Some("p1".into()), mention: Span::new(3, 4) }),
                rule: String::new(),
            }],
        };
        let json = serde_json::to_string(&reading).unwrap();
        assert_eq!(Found::from(&reading), serde_json::from_str(&json).unwrap());
    }
}
