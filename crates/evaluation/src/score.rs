//! Counts what a comparison shows.

use crate::{
    Comparison, Report,
    fields::{Judged, event_fields, statement_fields},
};
use records::Form;

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
            for judged in statement_fields(&expected[pair.expected], found, comparison) {
                if judged.key == "speaker_name" {
                    self.attributed_recall.hits += u64::from(judged.right);
                }
                self.add_field(&judged);
            }
        }
    }

    fn add_events(&mut self, comparison: &Comparison<'_>) {
        let (expected, found) = (&comparison.expected.events, &comparison.found.events);
        self.events.hits += comparison.events.len() as u64;
        self.events.gold += expected.len() as u64;
        self.events.found += found.len() as u64;
        self.event_triggers_found.hits += comparison.triggers.len() as u64;
        self.event_triggers_found.of += expected.len() as u64;
        for pair in &comparison.events {
            let fields = event_fields(&expected[pair.expected], &found[pair.found], comparison);
            fields.iter().for_each(|judged| self.add_field(judged));
        }
    }

    fn add_field(&mut self, judged: &Judged) {
        if let Some(share) = self.field(judged.key) {
            share.add(judged.right);
        }
    }
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
