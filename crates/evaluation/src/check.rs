//! Whether an annotation is sound, and what it expects if it is.

use crate::{
    Code, Expected, ExpectedEvent, ExpectedPlace, ExpectedStatement, Gold, GoldEvent, GoldStatement, Text,
    Words,
};
use records::{Act, EventType, Form, Sector, Span, Status};
use std::str::FromStr;

/// One thing wrong with an annotation; `record` is the document's id and the record's kind and number, counted from 0.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// A field's words do not stand in the text, or not that often.
    #[error("{record} {field}: not in the text: {words}")]
    NotInText {
        /// Which record.
        record: String,
        /// Which of its fields.
        field: &'static str,
        /// The words.
        words: Words,
    },
    /// A field that must tell something tells nothing.
    #[error("{record}: no {field}")]
    Missing {
        /// Which record.
        record: String,
        /// Which of its fields.
        field: &'static str,
    },
    /// A value that is not in the field's closed list.
    #[error("{record}: {field} {}", quoted(value))]
    Unknown {
        /// Which record.
        record: String,
        /// Which of its fields.
        field: &'static str,
        /// The value, if there is one.
        value: Option<String>,
    },
    /// A code that is no country followed by sectors.
    #[error("{record}: bad code {}", quoted(code))]
    BadCode {
        /// Which record.
        record: String,
        /// The code, if there is one.
        code: Option<String>,
    },
    /// A code with a sector that is not in the list.
    #[error("{record}: unknown sector {sector:?}")]
    UnknownSector {
        /// Which record.
        record: String,
        /// The sector.
        sector: String,
    },
}

fn quoted(value: &Option<String>) -> String {
    value.as_ref().map_or("null".to_owned(), |value| format!("{value:?}"))
}

/// Finds the words of an annotation in its text.
///
/// # Errors
/// All faults, in the order of the records: words that are not in the text, values that are in no list. (The place of an
/// event and whose word it is are not looked at, as in the script `check.py` beside the gold data.)
pub fn check(gold: &Gold) -> Result<Expected, Vec<Fault>> {
    let text = Text::of(&gold.text);
    let mut faults = Vec::new();
    let statements: Vec<_> = gold
        .statements
        .iter()
        .enumerate()
        .map(|(number, statement)| {
            let record = format!("{} statement {number}", gold.id);
            Checked { text: &text, record, faults: &mut faults }.statement(statement)
        })
        .collect();
    let events: Vec<_> = gold
        .events
        .iter()
        .enumerate()
        .map(|(number, event)| {
            let record = format!("{} event {number}", gold.id);
            Checked { text: &text, record, faults: &mut faults }.event(event)
        })
        .collect();
    match (statements.into_iter().collect(), events.into_iter().collect()) {
        (Some(statements), Some(events)) if faults.is_empty() => {
            Ok(Expected { id: gold.id.clone(), text, statements, events })
        }
        _ => Err(faults),
    }
}

/// One record while it is checked.
struct Checked<'a> {
    text: &'a Text,
    record: String,
    faults: &'a mut Vec<Fault>,
}

impl Checked<'_> {
    /// The statement in spans; `None`, and faults, where something in it is wrong.
    fn statement(mut self, gold: &GoldStatement) -> Option<ExpectedStatement> {
        let content: Vec<Span> = self.places("content", &gold.content).into_iter().flatten().collect();
        self.places("quotes", &gold.quotes);
        let cue = self.place("cue", gold.cue.as_ref());
        let speaker = self.place("speaker", gold.speaker.as_ref());
        self.places("addressee", &gold.addressee);
        let medium = self.place("medium", gold.medium.as_ref());
        let relays = self.places("relays", &gold.relays);
        if !gold.content.iter().any(Words::is_told) {
            self.missing("content");
        }
        let form: Option<Form> = self.listed("form", gold.form.as_ref());
        let act: Option<Act> = self.listed("act", gold.act.as_ref());
        let speaker_code = self.code(gold.speaker_code.as_ref());
        Some(ExpectedStatement {
            characters: self.text.characters(&content)?,
            content,
            cue,
            speaker,
            speaker_name: told(&gold.speaker_name),
            speaker_code: speaker_code?,
            form: form?,
            act: act?,
            relays,
            medium,
            date: told(&gold.date),
        })
    }

    /// The event in spans; `None`, and faults, where something in it is wrong.
    fn event(mut self, gold: &GoldEvent) -> Option<ExpectedEvent> {
        let trigger = self.place("trigger", gold.trigger.as_ref());
        if gold.trigger.is_none() {
            self.missing("trigger");
        }
        let kind: Option<EventType> = self.listed("type", gold.kind.as_ref());
        let status: Option<Status> = self.listed("status", gold.status.as_ref());
        let mut codes =
            |codes: &[Option<String>]| codes.iter().map(|code| self.code(code.as_ref())).collect::<Vec<_>>();
        let (source, target) = (codes(&gold.source), codes(&gold.target));
        Some(ExpectedEvent {
            trigger: trigger?,
            kind: kind?,
            source: source.into_iter().collect::<Option<_>>()?,
            target: target.into_iter().collect::<Option<_>>()?,
            status: status?,
            voice: told(&gold.voice),
            date: told(&gold.date),
            place: gold.place.as_ref().map(|place| ExpectedPlace {
                name: place.text().to_owned(),
                mention: self.text.find(place.text(), place.nth()),
            }),
        })
    }

    /// Where each of some words stands; `None` for those that tell nothing.
    fn places(&mut self, field: &'static str, words: &[Words]) -> Vec<Option<Span>> {
        words.iter().map(|words| self.place(field, words.is_told().then_some(words))).collect()
    }

    fn place(&mut self, field: &'static str, words: Option<&Words>) -> Option<Span> {
        let words = words?;
        let place = self.text.find(words.text(), words.nth());
        if place.is_none() {
            let record = self.record.clone();
            self.faults.push(Fault::NotInText { record, field, words: words.clone() });
        }
        place
    }

    fn missing(&mut self, field: &'static str) {
        self.faults.push(Fault::Missing { record: self.record.clone(), field });
    }

    /// The value in the field's closed list.
    fn listed<T: FromStr>(&mut self, field: &'static str, value: Option<&String>) -> Option<T> {
        let known = value.and_then(|value| value.parse().ok());
        if known.is_none() {
            let record = self.record.clone();
            self.faults.push(Fault::Unknown { record, field, value: value.cloned() });
        }
        known
    }

    fn code(&mut self, code: Option<&String>) -> Option<Code> {
        let is_code = |part: &str| part.len() == 3 && part.bytes().all(|byte| byte.is_ascii_uppercase());
        let written = code.map_or("", String::as_str);
        let mut parts = written.split(' ');
        let country = parts.next().filter(|country| is_code(country) || *country == Code::UNKNOWN);
        let sound = country.is_some() && parts.all(is_code);
        if !sound {
            self.faults.push(Fault::BadCode { record: self.record.clone(), code: code.cloned() });
        }
        let sectors: Vec<String> = written.split_whitespace().skip(1).map(str::to_owned).collect();
        let unknown = |sector: &&String| sector.parse::<Sector>().is_err();
        self.faults.extend(
            sectors
                .iter()
                .filter(unknown)
                .map(|sector| Fault::UnknownSector { record: self.record.clone(), sector: sector.clone() }),
        );
        Some(Code { country: country.filter(|_| sound)?.to_owned(), sectors })
    }
}

/// A value that tells something.
fn told(value: &Option<String>) -> Option<String> {
    value.clone().filter(|value| !value.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    /// A sound annotation, some fields of its statement and its event replaced.
    fn faults(statement: Value, event: Value) -> Vec<String> {
        let mut gold = json!({
            "id": "a", "text": "Léa nie tout, Léa part.",
            "statements": [{"content": "tout", "quotes": [], "cue": "nie", "form": "indirect", "act": "deny",
                            "speaker": "Léa", "speaker_name": "Léa", "speaker_code": "FRA GOV"}],
            "events": [{"trigger": "nie", "type": "REJECT", "source": ["FRA GOV"], "target": [], "status": "occurred"}]
        });
        for (record, fields) in [("statements", statement), ("events", event)] {
            for (field, value) in fields.as_object().expect("an object") {
                gold[record][0][field] = value.clone();
            }
        }
        let gold: Gold = serde_json::from_value(gold).expect("of the right form");
        check(&gold).err().unwrap_or_default().iter().map(ToString::to_string).collect()
    }

    #[test]
    fn a_sound_annotation_has_no_fault() {
        assert_eq!(faults(json!({}), json!({})), Vec::<String>::new());
        assert_eq!(faults(json!({"speaker": {"text": "Léa", "nth": 2}}), json!({})), Vec::<String>::new());
        assert_eq!(
            faults(json!({"speaker_code": "---"}), json!({"source": ["--- CVL"]})),
            Vec::<String>::new()
        );
        assert_eq!(faults(json!({"relays": [""], "cue": ""}), json!({})), Vec::<String>::new());
    }

    #[test]
    fn words_that_are_not_there_are_told_with_their_field() {
        let relays = json!({"relays": ["Max", {"text": "Léa", "nth": 3}]});
        assert_eq!(
            faults(relays, json!({"trigger": "rit"})),
            [
                "a statement 0 relays: not in the text: \"Max\"",
                "a statement 0 relays: not in the text: \"Léa\" (nth: 3)",
                "a event 0 trigger: not in the text: \"rit\"",
            ]
        );
        assert_eq!(
            faults(json!({"quotes": "Max"}), json!({})),
            ["a statement 0 quotes: not in the text: \"Max\""]
        );
        assert_eq!(
            faults(json!({"addressee": ["Max"]}), json!({})),
            ["a statement 0 addressee: not in the text: \"Max\""]
        );
    }

    #[test]
    fn what_must_be_told_is_missed() {
        let event = json!({"trigger": null, "type": null, "status": "done"});
        assert_eq!(
            faults(json!({"content": "", "form": null, "act": "nod", "speaker_code": null}), event),
            [
                "a statement 0: no content",
                "a statement 0: form null",
                "a statement 0: act \"nod\"",
                "a statement 0: bad code null",
                "a event 0: no trigger",
                "a event 0: type null",
                "a event 0: status \"done\"",
            ]
        );
    }

    #[test]
    fn codes_are_a_country_and_sectors() {
        let bad = |code: &str| faults(json!({"speaker_code": code}), json!({}));
        assert_eq!(bad("FR"), ["a statement 0: bad code \"FR\""]);
        assert_eq!(bad("FRA  GOV"), ["a statement 0: bad code \"FRA  GOV\""]);
        assert_eq!(bad("FRA XYZ"), ["a statement 0: unknown sector \"XYZ\""]);
        assert_eq!(
            bad("fra gov"),
            ["a statement 0: bad code \"fra gov\"", "a statement 0: unknown sector \"gov\""]
        );
        assert_eq!(
            faults(json!({}), json!({"target": [null, "USA ---"]})),
            [
                "a event 0: bad code null",
                "a event 0: bad code \"USA ---\"",
                "a event 0: unknown sector \"---\""
            ]
        );
    }

    #[test]
    fn a_place_that_the_text_does_not_name_is_no_fault_and_never_right() {
        let gold: Gold = serde_json::from_value(json!({
            "id": "a", "text": "Léa part.", "statements": [],
            "events": [{"trigger": "part", "type": "RETREAT", "source": [], "target": [], "status": "occurred", "place": "Brest"}]
        }))
        .expect("of the right form");
        let place = check(&gold).expect("no fault").events[0].place.clone();
        assert_eq!(place, Some(ExpectedPlace { name: "Brest".into(), mention: None }));
    }
}
