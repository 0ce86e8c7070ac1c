//! Annotations and readings to score: those of the project, invented ones, perfect ones and damaged ones.

#![allow(dead_code, reason = "each test file uses its part")]

pub mod damage;
pub mod invent;

use evaluation::{Expected, Gold, GoldSet, load};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};

/// The project's own annotated dispatches.
pub fn own(half: &str) -> GoldSet {
    load(&[own_folder(half)])
}

/// Where they are.
pub fn own_folder(half: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/dispatches/fr").join(half)
}

/// The reading that a perfect program would give: one that says everything just as the annotation does.
pub fn perfect(gold: &Gold, expected: &Expected) -> Value {
    let mut actors = Actors::default();
    let statements: Vec<Value> = gold
        .statements
        .iter()
        .zip(&expected.statements)
        .map(|(gold, expected)| {
            let relays: Vec<Value> =
                expected.relays.iter().map(|relay| json!({"mention": relay, "actor": null})).collect();
            json!({
                "content": expected.content,
                "cue": expected.cue,
                "form": gold.form,
                "act": gold.act,
                "speaker": {
                    "mention": expected.speaker,
                    "actor": actors.id(gold.speaker_name.as_deref(), gold.speaker_code.as_deref()),
                },
                "relays": relays,
                "medium": expected.medium,
                "date": {"start": gold.date},
            })
        })
        .collect();
    let events: Vec<Value> = gold
        .events
        .iter()
        .zip(&expected.events)
        .map(|(gold, expected)| {
            let mut ids = |codes: &[Option<String>]| -> Vec<String> {
                codes.iter().map(|code| actors.id(None, code.as_deref())).collect()
            };
            json!({
                "trigger": expected.trigger,
                "type": gold.kind,
                "status": gold.status,
                "voice": gold.voice,
                "source": ids(&gold.source),
                "target": ids(&gold.target),
                "date": {"start": gold.date},
                "place": {"mention": expected.place.as_ref().and_then(|place| place.mention)},
            })
        })
        .collect();
    json!({"document": {"id": gold.id}, "actors": actors.all, "statements": statements, "events": events})
}

/// Actors by name and code.
#[derive(Default)]
struct Actors {
    all: Vec<Value>,
    known: Vec<(Option<String>, Option<String>)>,
}

impl Actors {
    fn id(&mut self, name: Option<&str>, code: Option<&str>) -> String {
        let key = (name.map(str::to_owned), code.map(str::to_owned));
        let number = self.known.iter().position(|known| *known == key).unwrap_or_else(|| {
            let mut parts = code.unwrap_or("---").split(' ');
            let (country, sectors) = (parts.next(), parts.collect::<Vec<_>>());
            self.all.push(json!({
                "id": format!("a{}", self.known.len()), "name": name.or(code), "country": country, "sectors": sectors,
            }));
            self.known.push(key);
            self.known.len() - 1
        });
        format!("a{number}")
    }
}
