//! Whatever a gold file or a reading holds: it is read or told, scored, and nothing panics.

mod support;

use evaluation::{Comparison, Found, Gold, Report, check, load, readings};
use proptest::prelude::*;
use serde_json::{Value, json};
use std::fs;

/// JSON of any form that uses the words of the format.
fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        prop::collection::vec(0u32..60, 0..4).prop_map(Value::from),
        prop::sample::select(vec![
            "a",
            "été",
            "AGREE",
            "direct",
            "say",
            "FRA GOV",
            "FRA  XXX",
            "a1",
            "2022-09-13",
            "",
            "«"
        ])
        .prop_map(Value::from),
    ];
    let keys = prop::sample::select(vec![
        "id",
        "text",
        "document",
        "statements",
        "events",
        "actors",
        "content",
        "cue",
        "speaker",
        "speaker_code",
        "relays",
        "mention",
        "actor",
        "trigger",
        "type",
        "nth",
        "source",
        "place",
        "date",
        "form",
        "act",
    ]);
    leaf.prop_recursive(5, 60, 6, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..5).prop_map(Value::from),
            prop::collection::vec((keys.clone(), inner), 0..8)
                .prop_map(|fields| fields.into_iter().map(|(key, value)| (key.to_owned(), value)).collect()),
        ]
    })
}

/// Spans that may lie outside any text, or end before they begin.
fn any_span() -> impl Strategy<Value = Value> {
    let at = prop_oneof![0u32..200, Just(u32::MAX), any::<u32>()];
    (at.clone(), at).prop_map(|(start, end)| json!([start, end]))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn any_file_is_read_or_told(bytes in prop::collection::vec(any::<u8>(), 0..60), value in any_json(), cut in 0usize..200) {
        let folder = tempfile::tempdir().unwrap();
        let json = value.to_string();
        let torn = &json.as_bytes()[..cut.min(json.len())];
        for (name, content) in [("a.json", bytes.as_slice()), ("b.json", json.as_bytes()), ("c.jsonl", torn)] {
            let path = folder.path().join(name);
            fs::write(&path, content).unwrap();
            let set = load(std::slice::from_ref(&path));
            prop_assert!(name != "a.json" || set.documents.len() + set.problems.len() > 0);
            readings(&path).unwrap();
        }
    }

    #[test]
    fn any_fields_are_checked(statement in any_json(), event in any_json()) {
        let gold = json!({"id": "a", "text": "été à Brest", "statements": [statement], "events": [event]});
        if let Ok(gold) = serde_json::from_value::<Gold>(gold) {
            let faults = check(&gold).err();
            prop_assert!(faults.is_none_or(|faults| !faults.is_empty()));
        }
    }

    #[test]
    fn any_spans_are_scored(seed: u64, spans in prop::collection::vec(any_span(), 12)) {
        let gold = support::invent::gold(&mut fastrand::Rng::with_seed(seed), "a", false);
        let gold: Gold = serde_json::from_value(gold).unwrap();
        let expected = check(&gold).unwrap();
        let found: Found = serde_json::from_value(json!({
            "document": {"id": "a"},
            "statements": [{"content": spans[..3], "cue": spans[3], "medium": spans[4], "speaker": {"mention": spans[5]},
                            "relays": [{"mention": spans[6]}]}, {"content": spans[7..9]}],
            "events": [{"trigger": spans[9], "type": "AGREE", "place": {"mention": spans[10]}}, {"trigger": spans[11], "type": "CONSULT"}],
        })).unwrap();
        let comparison = Comparison::of(&expected, Some(&found));
        let mut report = Report::default();
        report.add(&comparison);
        comparison.mistakes();
        for figure in report.figures() {
            prop_assert!(figure.value.is_none_or(|value| (0.0..=1.0).contains(&value)), "{:?}", figure);
        }
    }
}
