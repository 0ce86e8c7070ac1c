//! Readings spoiled in the ways in which programs spoil them.

use fastrand::Rng;
use serde_json::{Value, json};

/// Spoils a reading of a text of `length` characters: fields dropped and emptied, spans moved, records left out, told twice
/// and in another order, values exchanged for others. All contents stay inside the text.
pub fn damage(rng: &mut Rng, reading: &mut Value, length: u64) {
    let mentions = mentions(reading);
    for list in ["actors", "statements", "events"] {
        let Some(records) = reading[list].as_array_mut() else { continue };
        records.retain(|_| rng.u8(..8) != 0);
        let spoil = |rng: &mut Rng, record: &mut Value| match list {
            "actors" => actor(rng, record),
            "statements" => statement(rng, record, &mentions, length),
            _ => event(rng, record, length),
        };
        records.iter_mut().for_each(|record| spoil(rng, record));
        if let Some(mut twice) = rng.choice(records.iter()).cloned().filter(|_| rng.bool()) {
            // Two records that are not quite the same, two actors with one id.
            spoil(rng, &mut twice);
            records.push(twice);
        }
        if rng.u8(..3) == 0 {
            rng.shuffle(records);
        }
    }
    if rng.bool() {
        let (content, trigger) = (span(rng, length), span(rng, length));
        push(
            reading,
            "statements",
            json!({"content": [content], "speaker": {"mention": rng.choice(&mentions)}}),
        );
        push(reading, "events", json!({"trigger": trigger, "type": "AGREE"}));
    }
    if rng.u8(..10) == 0 {
        drop_field(rng, reading, &["actors", "statements", "events"]);
    }
}

/// Every span that names somebody in the statements.
fn mentions(reading: &Value) -> Vec<Value> {
    let statements = reading["statements"].as_array().into_iter().flatten();
    statements
        .flat_map(|statement| {
            let relays =
                statement["relays"].as_array().into_iter().flatten().map(|relay| relay["mention"].clone());
            relays.chain([statement["speaker"]["mention"].clone()]).collect::<Vec<_>>()
        })
        .filter(|mention| !mention.is_null())
        .collect()
}

fn actor(rng: &mut Rng, actor: &mut Value) {
    let name = actor["name"].as_str().unwrap_or_default().to_owned();
    match rng.u8(..12) {
        0 => actor["name"] = json!(name.to_uppercase()),
        1 => actor["name"] = json!(format!("la porte-parole du {name}")),
        2 => actor["name"] = json!(name.split(' ').next_back()),
        3 => actor["name"] = json!(name.split(' ').next()),
        4 => actor["name"] = Value::Null,
        5 => actor["country"] = json!(rng.choice(["FRA", "IGO", "---", ""])),
        6 => actor["country"] = Value::Null,
        7 => actor["sectors"] = json!(["GOV", "CVL"]),
        8 => actor["sectors"] = Value::Null,
        9 => drop_field(rng, actor, &["name", "country", "sectors"]),
        _ => {}
    }
}

fn statement(rng: &mut Rng, statement: &mut Value, mentions: &[Value], length: u64) {
    if let Some(parts) = statement["content"].as_array_mut() {
        parts.iter_mut().for_each(|part| moved(rng, part, length));
        if rng.u8(..8) == 0 {
            parts.push(span(rng, length));
        }
    }
    for field in ["cue", "medium"] {
        moved(rng, &mut statement[field], length);
    }
    moved(rng, &mut statement["speaker"]["mention"], length);
    match rng.u8(..12) {
        0 => statement["form"] = json!(rng.choice(["direct", "mixed", "indirect", "sung"])),
        1 => statement["act"] = json!(rng.choice(["say", "deny", ""])),
        2 => statement["speaker"]["mention"] = json!(rng.choice(mentions)),
        3 => statement["speaker"]["actor"] = json!(rng.choice(["a0", "a1", "nobody"])),
        4 => statement["date"] = json!({"start": rng.choice(["2022-09-13", "2022-10-01", ""])}),
        5 => statement["relays"] = json!([{"mention": rng.choice(mentions)}]),
        6 => statement["relays"] = Value::Null,
        7 => statement["speaker"] = Value::Null,
        8 | 9 => drop_field(rng, statement, &["cue", "form", "act", "speaker", "relays", "medium", "date"]),
        _ => {}
    }
}

fn event(rng: &mut Rng, event: &mut Value, length: u64) {
    moved(rng, &mut event["trigger"], length);
    match rng.u8(..12) {
        0 => event["type"] = json!(rng.choice(["AGREE", "CONSULT", "SING"])),
        1 => event["status"] = json!(rng.choice(["occurred", "planned", ""])),
        2 => event["voice"] = json!(rng.choice(["s1", ""])),
        3 => event["source"] = json!(["a0", "nobody"]),
        4 => event["target"] = Value::Null,
        5 => event["date"] = json!({"start": rng.choice(["2022-09-13", "2022-10-01", ""])}),
        6 => event["place"] = json!({"mention": span(rng, length)}),
        7 | 8 => drop_field(rng, event, &["type", "status", "voice", "source", "target", "date", "place"]),
        _ => {}
    }
}

/// Moves either end of a span, now and then.
fn moved(rng: &mut Rng, span: &mut Value, length: u64) {
    let ends = (span[0].as_i64(), span[1].as_i64());
    if let (Some(start), Some(end)) = ends
        && rng.bool()
    {
        let reach = if rng.bool() { 3 } else { 40 };
        let mut near = |at: i64| (at + rng.i64(-reach..=reach)).clamp(0, length as i64);
        *span = json!([near(start), near(end)]);
    }
}

fn span(rng: &mut Rng, length: u64) -> Value {
    let start = rng.u64(..=length);
    json!([start, (start + rng.u64(..30)).min(length)])
}

fn drop_field(rng: &mut Rng, object: &mut Value, fields: &[&str]) {
    if let (Some(object), Some(field)) = (object.as_object_mut(), rng.choice(fields)) {
        object.remove(*field);
    }
}

fn push(reading: &mut Value, list: &str, record: Value) {
    if let Some(records) = reading[list].as_array_mut() {
        records.push(record);
    }
}
