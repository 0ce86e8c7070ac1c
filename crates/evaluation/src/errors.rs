//! What a reading got wrong, record by record, for those who want to mend it.

use crate::{
    Comparison, Expected, ExpectedEvent, ExpectedStatement, Found, FoundEvent, FoundStatement,
    fields::{event_fields, is_speaker, statement_fields},
};
use records::Span;
use std::{fmt, ops::Range};

/// One record that was read wrongly.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mistake {
    /// In which way.
    pub kind: MistakeKind,
    /// The sentences that the record stands in.
    pub sentence: Span,
    /// The record's own words among them: a statement's content, an event's trigger.
    pub marked: Vec<Span>,
    /// What the annotation and the reading say differently.
    pub differences: Vec<Difference>,
}

/// The ways in which a record can be wrong; displays as `missed statement`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum MistakeKind {
    /// An expected statement was not found.
    MissedStatement,
    /// A statement was found that nobody expected.
    SpuriousStatement,
    /// A statement was found and credited to the wrong name.
    WrongSpeaker,
    /// An expected event was not found.
    MissedEvent,
    /// An event was found that nobody expected.
    SpuriousEvent,
    /// A record was found, and this field of it is wrong.
    WrongField(&'static str),
}

impl fmt::Display for MistakeKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            MistakeKind::MissedStatement => "missed statement",
            MistakeKind::SpuriousStatement => "spurious statement",
            MistakeKind::WrongSpeaker => "wrong speaker",
            MistakeKind::MissedEvent => "missed event",
            MistakeKind::SpuriousEvent => "spurious event",
            MistakeKind::WrongField(field) => return write!(f, "wrong {field}"),
        })
    }
}

/// A field that annotation and reading fill differently; `None` where one has nothing there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// Its name.
    pub field: &'static str,
    /// What the annotation says.
    pub gold: Option<String>,
    /// What the reading says.
    pub ours: Option<String>,
}

/// Fields by name, in the order in which they are shown.
type Fields = Vec<(&'static str, Option<String>)>;

impl Comparison<'_> {
    /// Missed and spurious records and wrong speakers, in the order of the text.
    ///
    /// Beside a missed record stands the unexpected one that shares most of its characters, if there is one; it is also
    /// listed for itself.
    pub fn mistakes(&self) -> Vec<Mistake> {
        let mut mistakes = self.statement_mistakes();
        mistakes.extend(self.event_mistakes());
        mistakes.sort_by_key(|mistake| (mistake.marked.first().map(|span| span.start), mistake.kind));
        mistakes
    }

    /// What is wrong in records that were found, a field each, in the order of the text; speakers aside, who are among
    /// [`Comparison::mistakes`].
    pub fn wrong_fields(&self) -> Vec<Mistake> {
        let Comparison { expected, found, .. } = self;
        let statements = self.statements.iter().map(|pair| {
            let (wanted, told) = (&expected.statements[pair.expected], &found.statements[pair.found]);
            (&wanted.content[..], statement_fields(wanted, told, self))
        });
        let events = self.events.iter().map(|pair| {
            let (wanted, told) = (&expected.events[pair.expected], &found.events[pair.found]);
            (std::slice::from_ref(&wanted.trigger), event_fields(wanted, told, self))
        });
        let mut wrong: Vec<Mistake> = Vec::new();
        for (words, fields) in statements.chain(events) {
            for judged in fields.into_iter().filter(|one| !one.right && one.key != "speaker_name") {
                let difference = Difference { field: judged.key, gold: judged.gold, ours: judged.ours };
                wrong.push(self.mistake(MistakeKind::WrongField(judged.key), words, vec![difference]));
            }
        }
        wrong.sort_by_key(|mistake| (mistake.marked.first().map(|span| span.start), mistake.kind));
        wrong
    }

    fn statement_mistakes(&self) -> Vec<Mistake> {
        let Comparison { expected, found, .. } = self;
        let gold = |number: usize| gold_statement(&expected.statements[number], expected);
        let ours = |number: usize| found_statement(&found.statements[number], found, expected);
        let spurious: Vec<usize> = self.spurious_statements().collect();
        let missed = missed(expected.statements.len(), self.statements.iter().map(|pair| pair.expected)).map(
            |number| {
                let statement = &expected.statements[number];
                let likeness = |other: &usize| statement.characters.likeness(&self.contents[*other]);
                let near = spurious.iter().copied().filter(|other| likeness(other) > 0.0);
                let near = near.max_by(|a, b| likeness(a).total_cmp(&likeness(b)).then(b.cmp(a)));
                self.mistake(
                    MistakeKind::MissedStatement,
                    &statement.content,
                    differences(gold(number), near.map(ours).unwrap_or_default()),
                )
            },
        );
        let wrong = self.statements.iter().filter_map(|pair| {
            let (wanted, statement) = (&expected.statements[pair.expected], &found.statements[pair.found]);
            let is_wrong = wanted.speaker_name.is_some() && !is_speaker(wanted, statement, found);
            let differences = || differences(gold(pair.expected), ours(pair.found));
            is_wrong.then(|| self.mistake(MistakeKind::WrongSpeaker, &wanted.content, differences()))
        });
        let unexpected = spurious.iter().map(|number| {
            let content = &found.statements[*number].content;
            self.mistake(MistakeKind::SpuriousStatement, content, differences(Vec::new(), ours(*number)))
        });
        missed.chain(wrong).chain(unexpected).collect()
    }

    fn event_mistakes(&self) -> Vec<Mistake> {
        let Comparison { expected, found, .. } = self;
        let spurious: Vec<usize> =
            missed(found.events.len(), self.events.iter().map(|pair| pair.found)).collect();
        let missed =
            missed(expected.events.len(), self.events.iter().map(|pair| pair.expected)).map(|number| {
                let event = &expected.events[number];
                let near =
                    spurious.iter().find(|other| found.events[**other].trigger.overlaps(event.trigger));
                let ours = near.map(|other| found_event(&found.events[*other], found, expected));
                let differences = differences(gold_event(event, expected), ours.unwrap_or_default());
                self.mistake(MistakeKind::MissedEvent, &[event.trigger], differences)
            });
        let unexpected = spurious.iter().map(|number| {
            let event = &found.events[*number];
            let fields = found_event(event, found, expected);
            self.mistake(MistakeKind::SpuriousEvent, &[event.trigger], differences(Vec::new(), fields))
        });
        missed.chain(unexpected).collect()
    }

    fn mistake(&self, kind: MistakeKind, words: &[Span], differences: Vec<Difference>) -> Mistake {
        let mut marked = words.to_vec();
        marked.sort_unstable();
        let whole = marked.iter().copied().reduce(Span::cover).unwrap_or(Span::new(0, 0));
        let around = self.sentences.iter().filter(|sentence| sentence.overlaps(whole)).copied();
        Mistake { kind, sentence: around.reduce(Span::cover).unwrap_or(whole), marked, differences }
    }
}

/// The numbers below `all` that are not among these.
fn missed(all: usize, answered: impl Iterator<Item = usize>) -> impl Iterator<Item = usize> {
    let answered: Vec<usize> = answered.collect();
    let numbers: Range<usize> = 0..all;
    numbers.filter(move |number| !answered.contains(number))
}

/// The fields that differ. Where one side has no record, all of the other's are told.
fn differences(gold: Fields, ours: Fields) -> Vec<Difference> {
    let names: Vec<&'static str> =
        if gold.is_empty() { &ours } else { &gold }.iter().map(|(name, _)| *name).collect();
    let of = |fields: &Fields, name: &str| {
        fields.iter().find(|(other, _)| *other == name).and_then(|(_, value)| value.clone())
    };
    names
        .into_iter()
        .map(|field| Difference { field, gold: of(&gold, field), ours: of(&ours, field) })
        .filter(|difference| difference.gold != difference.ours)
        .collect()
}

fn gold_statement(statement: &ExpectedStatement, expected: &Expected) -> Fields {
    vec![
        ("content", Some(parts(&statement.content, expected))),
        ("speaker", statement.speaker_name.clone()),
        ("code", Some(statement.speaker_code.to_string())),
        ("cue", words(statement.cue, expected)),
        ("form", Some(statement.form.to_string())),
        ("act", Some(statement.act.to_string())),
    ]
}

fn found_statement(statement: &FoundStatement, found: &Found, expected: &Expected) -> Fields {
    let actor = statement.speaker_actor();
    vec![
        ("content", Some(parts(&statement.content, expected))),
        ("speaker", found.actor(actor).and_then(|actor| actor.name.clone())),
        ("code", actor.and_then(|id| code(id, found))),
        ("cue", words(statement.cue, expected)),
        ("form", statement.form.clone()),
        ("act", statement.act.clone()),
    ]
}

fn gold_event(event: &ExpectedEvent, expected: &Expected) -> Fields {
    let codes = |codes: &[crate::Code]| listed(codes.iter().map(ToString::to_string));
    vec![
        ("trigger", words(Some(event.trigger), expected)),
        ("type", Some(event.kind.to_string())),
        ("source", codes(&event.source)),
        ("target", codes(&event.target)),
        ("status", Some(event.status.to_string())),
    ]
}

fn found_event(event: &FoundEvent, found: &Found, expected: &Expected) -> Fields {
    let codes = |ids: &[String]| listed(ids.iter().map(|id| code(id, found).unwrap_or_else(|| id.clone())));
    vec![
        ("trigger", words(Some(event.trigger), expected)),
        ("type", event.kind.clone()),
        ("source", codes(&event.source)),
        ("target", codes(&event.target)),
        ("status", event.status.clone()),
    ]
}

/// An actor's country and sectors, written as the annotation writes them.
pub(crate) fn code(id: &str, found: &Found) -> Option<String> {
    let actor = found.actor(Some(id))?;
    let country = actor.country.as_deref().unwrap_or(crate::Code::UNKNOWN);
    Some(
        std::iter::once(country)
            .chain(actor.sectors.iter().map(String::as_str))
            .collect::<Vec<_>>()
            .join(" "),
    )
}

pub(crate) fn listed(codes: impl Iterator<Item = String>) -> Option<String> {
    let codes: Vec<String> = codes.collect();
    (!codes.is_empty()).then(|| codes.join(", "))
}

pub(crate) fn words(span: Option<Span>, expected: &Expected) -> Option<String> {
    span.map(|span| expected.text.slice(span))
}

fn parts(spans: &[Span], expected: &Expected) -> String {
    spans.iter().map(|span| expected.text.slice(*span)).collect::<Vec<_>>().join(" … ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Gold, check};
    use serde_json::{Value, json};

    const TEXT: &str = "Tout va bien. Léa nie tout, dit Radio Rade. Max part à Brest.";

    fn mistakes(found: Value) -> Vec<String> {
        let gold: Gold = serde_json::from_value(json!({
            "id": "a", "text": TEXT,
            "statements": [{"content": "tout", "cue": "nie", "form": "indirect", "act": "deny", "speaker": "Léa",
                            "speaker_name": "Léa", "speaker_code": "FRA GOV", "relays": ["Radio Rade"]}],
            "events": [{"trigger": "part", "type": "RETREAT", "source": ["FRA"], "target": [], "status": "occurred"}]
        }))
        .expect("of the right form");
        let expected = check(&gold).expect("sound");
        let found: Found = serde_json::from_value(found).expect("of the right form");
        let shown = |mistake: Mistake| {
            let marked: Vec<String> = mistake.marked.iter().map(|span| expected.text.slice(*span)).collect();
            let differences: Vec<String> = mistake
                .differences
                .iter()
                .map(|Difference { field, gold, ours }| {
                    let side = |value: &Option<String>| value.clone().unwrap_or("-".into());
                    format!("{field} {}/{}", side(gold), side(ours))
                })
                .collect();
            let sentence = expected.text.slice(mistake.sentence);
            format!("{}: {}: {}: {}", mistake.kind, sentence.trim(), marked.join("+"), differences.join(", "))
        };
        Comparison::of(&expected, Some(&found)).mistakes().into_iter().map(shown).collect()
    }

    #[test]
    fn all_that_was_missed_is_told_in_the_order_of_the_text() {
        assert_eq!(
            mistakes(json!({})),
            [
                "missed statement: Léa nie tout, dit Radio Rade.: tout: content tout/-, speaker Léa/-, code FRA GOV/-, cue nie/-, form indirect/-, act deny/-",
                "missed event: Max part à Brest.: part: trigger part/-, type RETREAT/-, source FRA/-, status occurred/-",
            ]
        );
    }

    #[test]
    fn a_near_miss_shows_what_differs() {
        let found = json!({
            "statements": [{"content": [[14, 26]], "cue": [28, 31], "form": "indirect", "act": "deny", "speaker": {"actor": "a1"}}],
            "events": [{"trigger": [48, 52], "type": "PROTEST", "status": "occurred", "source": ["a1"]}],
            "actors": [{"id": "a1", "name": "Max", "country": "FRA"}]
        });
        let told = mistakes(found);
        assert_eq!(
            told,
            [
                "spurious statement: Léa nie tout, dit Radio Rade.: Léa nie tout: content -/Léa nie tout, speaker -/Max, code -/FRA, cue -/dit, form -/indirect, act -/deny",
                "missed statement: Léa nie tout, dit Radio Rade.: tout: content tout/Léa nie tout, speaker Léa/Max, code FRA GOV/FRA, cue nie/dit",
                "missed event: Max part à Brest.: part: type RETREAT/PROTEST",
                "spurious event: Max part à Brest.: part: trigger -/part, type -/PROTEST, source -/FRA, status -/occurred",
            ]
        );
    }

    #[test]
    fn a_wrong_speaker_is_told_and_a_relay_is_not() {
        let found = json!({
            "statements": [
                {"content": [[22, 26]], "cue": [18, 21], "form": "direct", "act": "deny", "speaker": {"actor": "a1"}},
                {"content": [[0, 26]], "speaker": {"mention": [32, 42]}}
            ],
            "events": [{"trigger": [48, 52], "type": "RETREAT"}],
            "actors": [{"id": "a1", "name": "Max", "country": "FRA", "sectors": ["GOV"]}]
        });
        assert_eq!(
            mistakes(found),
            ["wrong speaker: Léa nie tout, dit Radio Rade.: tout: speaker Léa/Max, form indirect/direct"]
        );
    }

    #[test]
    fn fields_of_found_records_are_told_one_by_one() {
        let gold: Gold = serde_json::from_value(json!({
            "id": "a", "text": TEXT,
            "statements": [{"content": "tout", "cue": "nie", "form": "indirect", "act": "deny", "speaker": "Léa",
                            "speaker_name": "Léa", "speaker_code": "FRA GOV"}],
            "events": [{"trigger": "part", "type": "RETREAT", "source": ["FRA"], "target": [], "status": "occurred"}]
        }))
        .expect("of the right form");
        let expected = check(&gold).expect("sound");
        let found: Found = serde_json::from_value(json!({
            "statements": [{"content": [[22, 26]], "cue": [18, 21], "form": "indirect", "act": "say", "speaker": {"actor": "a1"}}],
            "events": [{"trigger": [48, 52], "type": "RETREAT", "status": "planned", "source": ["a1"]}],
            "actors": [{"id": "a1", "name": "Max", "country": "FRA", "sectors": ["MIL"]}]
        }))
        .expect("of the right form");
        let told: Vec<String> = Comparison::of(&expected, Some(&found))
            .wrong_fields()
            .into_iter()
            .flat_map(|mistake| mistake.differences)
            .map(|one| format!("{} {:?} {:?}", one.field, one.gold, one.ours))
            .collect();
        assert_eq!(
            told,
            [
                "act Some(\"deny\") Some(\"say\")",
                "speaker_mention Some(\"Léa\") None",
                "speaker_sector Some(\"FRA GOV\") Some(\"FRA MIL\")",
                "event_status Some(\"occurred\") Some(\"planned\")",
            ]
        );
    }

    #[test]
    fn a_span_outside_the_text_shows_nothing() {
        let found = json!({"statements": [{"content": [[900, 990]]}]});
        assert!(mistakes(found).iter().any(|told| told.starts_with("spurious statement: : : ")));
    }
}
