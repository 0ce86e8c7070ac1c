//! Counts what a comparison shows.

use crate::{
    Code, Comparison, ExpectedEvent, ExpectedStatement, Found, FoundDate, FoundEvent, FoundStatement, Report,
    names::same_name, spans::overlap,
};
use records::Form;
use std::collections::BTreeSet;

/// Contents are the same to the word from this share of common characters on.
const EXACT_CONTENT: f64 = 0.9;

impl Report {
    /// Counts one more document.
    pub fn add(&mut self, comparison: &Comparison<'_>) {
        self.documents += 1;
        self.read += u64::from(comparison.was_read);
        self.add_statements(comparison);
        self.add_events(comparison);
    }

    fn add_statements(&mut self, comparison: &Comparison<'_>) {
        let expected = &comparison.expected.statements;
        let hits = comparison.statements.len() as u64;
        let exact = comparison.statements.iter().filter(|pair| pair.likeness >= EXACT_CONTENT).count() as u64;
        let found = hits + comparison.spurious_statements().count() as u64;
        for (matched, hits) in [(&mut self.statements, hits), (&mut self.statements_exact, exact)] {
            matched.hits += hits;
            matched.gold += expected.len() as u64;
            matched.found += found;
        }
        self.attributed_recall.of += expected.len() as u64;
        for (number, statement) in expected.iter().enumerate() {
            let by_form = match statement.form {
                Form::Direct => &mut self.recall_by_form.direct,
                Form::Mixed => &mut self.recall_by_form.mixed,
                Form::Indirect => &mut self.recall_by_form.indirect,
            };
            by_form.add(comparison.statements.iter().any(|pair| pair.expected == number));
        }
        for pair in &comparison.statements {
            let found = &comparison.found.statements[pair.found];
            self.add_attribution(&expected[pair.expected], found, comparison.found);
        }
    }

    fn add_attribution(&mut self, expected: &ExpectedStatement, found: &FoundStatement, reading: &Found) {
        let actor = reading.actor(found.speaker_actor());
        if expected.cue.is_some() {
            self.cue.add(overlap(expected.cue, found.cue));
        }
        if expected.speaker.is_some() {
            self.speaker_mention.add(overlap(expected.speaker, found.speaker_mention()));
        }
        if expected.speaker_name.is_some() {
            let right = is_speaker(expected, found, reading);
            self.speaker_name.add(right);
            self.attributed_recall.hits += u64::from(right);
        }
        if let Some(country) = expected.speaker_code.known_country() {
            self.speaker_country.add(actor.and_then(|actor| actor.country.as_deref()) == Some(country));
        }
        if !expected.speaker_code.sectors.is_empty() {
            let sectors = actor.map_or(&[][..], |actor| &actor.sectors);
            self.speaker_sector
                .add(sectors.iter().any(|sector| expected.speaker_code.sectors.contains(sector)));
        }
        self.form.add(found.form.as_deref() == Some(expected.form.as_str()));
        self.act.add(found.act.as_deref() == Some(expected.act.as_str()));
        if !expected.relays.is_empty() {
            let told = |relay: &Option<_>| found.relays.iter().any(|other| overlap(*relay, other.mention));
            self.relays.add(expected.relays.iter().any(told));
        }
        if expected.medium.is_some() {
            self.medium.add(overlap(expected.medium, found.medium));
        }
        if let Some(date) = &expected.date {
            self.statement_date.add(begins_with(found.date.as_ref(), date));
        }
    }

    fn add_events(&mut self, comparison: &Comparison<'_>) {
        let (expected, found) = (&comparison.expected.events, &comparison.found.events);
        self.events.hits += comparison.events.len() as u64;
        self.events.gold += expected.len() as u64;
        self.events.found += found.len() as u64;
        self.event_triggers_found.hits += comparison.triggers;
        self.event_triggers_found.of += expected.len() as u64;
        for pair in &comparison.events {
            self.add_event(&expected[pair.expected], &found[pair.found], comparison.found);
        }
    }

    fn add_event(&mut self, expected: &ExpectedEvent, found: &FoundEvent, reading: &Found) {
        self.event_source.add(countries(&expected.source) == countries_of(&found.source, reading));
        self.event_target.add(countries(&expected.target) == countries_of(&found.target, reading));
        self.event_status.add(found.status.as_deref() == Some(expected.status.as_str()));
        let has_voice = found.voice.as_ref().is_some_and(|voice| !voice.is_empty());
        self.event_voice.add(expected.voice.is_some() == has_voice);
        if let Some(date) = &expected.date {
            let day: String = date.chars().take("2022-09-13".len()).collect();
            self.event_date.add(begins_with(found.date.as_ref(), &day));
        }
        if let Some(place) = &expected.place {
            let mention = found.place.as_ref().and_then(|place| place.mention);
            self.event_place.add(overlap(place.mention, mention));
        }
    }
}

/// Whether a found statement is credited to the right name.
pub(crate) fn is_speaker(expected: &ExpectedStatement, found: &FoundStatement, reading: &Found) -> bool {
    let name = reading.actor(found.speaker_actor()).and_then(|actor| actor.name.as_deref());
    same_name(expected.speaker_name.as_deref().unwrap_or_default(), name.unwrap_or_default())
}

/// The countries of some codes, those that nobody knows among them.
fn countries(codes: &[Code]) -> BTreeSet<&str> {
    codes.iter().map(|code| code.country.as_str()).collect()
}

/// The countries of some actors, those that nobody knows among them.
fn countries_of<'a>(ids: &'a [String], reading: &'a Found) -> BTreeSet<&'a str> {
    let country = |id: &'a String| reading.actor(Some(id)).and_then(|actor| actor.country.as_deref());
    ids.iter().map(|id| country(id).filter(|code| !code.is_empty()).unwrap_or(Code::UNKNOWN)).collect()
}

/// Whether a date is as told: its first day begins as the expected day, month or year does.
fn begins_with(found: Option<&FoundDate>, expected: &str) -> bool {
    found.and_then(|date| date.start.as_deref()).is_some_and(|start| start.starts_with(expected))
}

#[cfg(test)]
mod tests {
    use crate::{Comparison, Expected, Found, Report, check};
    use serde_json::{Value, json};

    const TEXT: &str = "Léa nie tout, dit Radio Rade. Max part à Brest.";

    fn expected(statement: Value, event: Value) -> Expected {
        let mut gold = json!({
            "id": "a", "text": TEXT,
            "statements": [{"content": "tout", "cue": "nie", "form": "indirect", "act": "deny", "speaker": "Léa",
                            "speaker_name": "Léa Le Goff", "speaker_code": "FRA GOV", "relays": ["Radio Rade"]}],
            "events": [{"trigger": "part", "type": "RETREAT", "source": ["FRA"], "target": [], "status": "occurred"}]
        });
        for (record, fields) in [("statements", statement), ("events", event)] {
            for (field, value) in fields.as_object().expect("an object") {
                gold[record][0][field] = value.clone();
            }
        }
        check(&serde_json::from_value(gold).expect("of the right form")).expect("sound")
    }

    fn figure(key: &str, expected: &Expected, found: Value) -> Option<f64> {
        let found: Found = serde_json::from_value(found).expect("of the right form");
        let mut report = Report::default();
        report.add(&Comparison::of(expected, Some(&found)));
        report.figure(key).expect("there is such a figure").value
    }

    fn statement(fields: Value) -> Value {
        let mut statement = json!({"content": [[8, 12]]});
        for (field, value) in fields.as_object().expect("an object") {
            statement[field] = value.clone();
        }
        json!({"document": {"id": "a"}, "actors": [{"id": "a1", "name": "LÉA", "country": "FRA", "sectors": ["COP", "GOV"]}],
               "statements": [statement]})
    }

    #[test]
    fn a_statement_that_only_passes_another_on_is_no_error() {
        let wanted = expected(json!({}), json!({}));
        let two = |second: Value| json!({"statements": [{"content": [[8, 12]]}, second]});
        let relay = two(json!({"content": [[0, 12]], "speaker": {"mention": [18, 28]}}));
        assert_eq!(figure("statements.precision", &wanted, relay), Some(1.0));
        let other = two(json!({"content": [[0, 12]], "speaker": {"mention": [0, 3]}}));
        assert_eq!(figure("statements.precision", &wanted, other), Some(0.5));
        let nobody = two(json!({"content": [[0, 12]]}));
        assert_eq!(figure("statements.precision", &wanted, nobody), Some(0.5));
    }

    #[test]
    fn exact_is_nine_tenths() {
        let wanted = expected(json!({"content": "Radio Rade"}), json!({}));
        let found = |end: u32| json!({"statements": [{"content": [[18, end]]}]});
        assert_eq!(figure("statements_exact.f1", &wanted, found(27)), Some(1.0));
        assert_eq!(figure("statements_exact.f1", &wanted, found(26)), Some(0.0));
        assert_eq!(figure("statements.f1", &wanted, found(23)), Some(1.0));
        assert_eq!(figure("statements.f1", &wanted, found(22)), Some(0.0));
    }

    #[test]
    fn a_speaker_is_known_by_name_country_and_one_sector() {
        let wanted = expected(json!({}), json!({}));
        let by = |actor: &str| statement(json!({"speaker": {"mention": [0, 3], "actor": actor}}));
        for (key, value) in [("speaker_mention", 1.0), ("speaker_country", 1.0), ("speaker_sector", 1.0)] {
            assert_eq!(figure(key, &wanted, by("a1")), Some(value), "{key}");
        }
        // One word of two is half of the longer.
        assert_eq!(figure("speaker_name", &wanted, by("a1")), Some(1.0));
        for key in ["speaker_name", "speaker_country", "speaker_sector", "attributed_recall"] {
            assert_eq!(figure(key, &wanted, by("a2")), Some(0.0), "{key}");
        }
    }

    #[test]
    fn what_the_annotation_does_not_tell_is_not_measured() {
        let bare =
            json!({"cue": null, "speaker": null, "speaker_name": null, "speaker_code": "---", "relays": []});
        let wanted = expected(bare, json!({}));
        let keys = [
            "cue",
            "speaker_mention",
            "speaker_name",
            "speaker_country",
            "speaker_sector",
            "relays",
            "medium",
            "statement_date",
        ];
        for key in keys {
            assert_eq!(figure(key, &wanted, statement(json!({}))), None, "{key}");
        }
        assert_eq!(figure("attributed_recall", &wanted, statement(json!({}))), Some(0.0));
    }

    #[test]
    fn a_relay_without_words_is_looked_for_and_never_found() {
        let wanted = expected(json!({"relays": [""]}), json!({}));
        assert_eq!(
            figure("relays", &wanted, statement(json!({"relays": [{"mention": [0, 47]}]}))),
            Some(0.0)
        );
    }

    #[test]
    fn dates_are_as_precise_as_the_annotation() {
        let wanted = expected(json!({"date": "2022-09"}), json!({"date": "2022-09-13T10:00"}));
        let dated = |start: Value| statement(json!({"date": {"start": start}}));
        assert_eq!(figure("statement_date", &wanted, dated(json!("2022-09-13"))), Some(1.0));
        assert_eq!(figure("statement_date", &wanted, dated(json!("2022"))), Some(0.0));
        assert_eq!(figure("statement_date", &wanted, dated(json!(null))), Some(0.0));
        let event =
            json!({"events": [{"trigger": [34, 38], "type": "RETREAT", "date": {"start": "2022-09-13"}}]});
        assert_eq!(figure("event_date", &wanted, event), Some(1.0));
    }

    #[test]
    fn events_match_on_type_and_word_or_sentence() {
        let wanted = expected(json!({}), json!({}));
        let event = |kind: &str, trigger: [u32; 2]| json!({"events": [{"trigger": trigger, "type": kind}]});
        assert_eq!(figure("events.f1", &wanted, event("RETREAT", [34, 38])), Some(1.0));
        assert_eq!(figure("events.f1", &wanted, event("RETREAT", [30, 33])), Some(1.0));
        assert_eq!(figure("events.f1", &wanted, event("RETREAT", [4, 7])), Some(0.0));
        assert_eq!(figure("events.f1", &wanted, event("PROTEST", [34, 38])), Some(0.0));
        assert_eq!(figure("event_triggers_found", &wanted, event("PROTEST", [34, 38])), Some(1.0));
    }

    #[test]
    fn parties_are_right_when_all_their_countries_are() {
        let wanted = expected(json!({}), json!({"source": ["FRA GOV", "FRA", "---"]}));
        let event = |source: Value| {
            json!({"actors": [{"id": "a1", "country": "FRA"}, {"id": "a2", "country": "DEU"}, {"id": "a3", "country": ""}],
                   "events": [{"trigger": [34, 38], "type": "RETREAT", "source": source}]})
        };
        assert_eq!(figure("event_source", &wanted, event(json!(["a1", "a3"]))), Some(1.0));
        assert_eq!(figure("event_source", &wanted, event(json!(["a1", "nobody"]))), Some(1.0));
        assert_eq!(figure("event_source", &wanted, event(json!(["a1"]))), Some(0.0));
        assert_eq!(figure("event_source", &wanted, event(json!(["a1", "a2", "a3"]))), Some(0.0));
        assert_eq!(figure("event_target", &wanted, event(json!(null))), Some(1.0));
    }

    #[test]
    fn voice_and_place() {
        let wanted = expected(json!({}), json!({"voice": "Léa", "place": "Brest"}));
        let event = |fields: Value| {
            let mut event = json!({"trigger": [34, 38], "type": "RETREAT"});
            for (field, value) in fields.as_object().expect("an object") {
                event[field] = value.clone();
            }
            json!({"events": [event]})
        };
        assert_eq!(figure("event_voice", &wanted, event(json!({"voice": "s1"}))), Some(1.0));
        assert_eq!(figure("event_voice", &wanted, event(json!({"voice": ""}))), Some(0.0));
        assert_eq!(figure("event_place", &wanted, event(json!({"place": {"mention": [41, 46]}}))), Some(1.0));
        assert_eq!(figure("event_place", &wanted, event(json!({"place": null}))), Some(0.0));
    }

    #[test]
    fn without_a_reading_all_is_missed() {
        let wanted = expected(json!({}), json!({}));
        let mut report = Report::default();
        report.add(&Comparison::of(&wanted, None));
        assert_eq!((report.documents, report.read), (1, 0));
        assert_eq!((report.statements.gold, report.statements.found), (1, 0));
        assert_eq!(report.recall_by_form.indirect.value(), Some(0.0));
        assert_eq!(report.recall_by_form.direct.value(), None);
    }
}
