//! Invented annotations of invented texts, full of what scorers trip over: marks of all kinds, letters that change their
//! length with their case, combining accents, sentences that end oddly.

use fastrand::Rng;
use serde_json::{Value, json};

const WORDS: [&str; 30] = [
    "Élysée",
    "l’Otan",
    "“oui”",
    "«\u{a0}non\u{a0}»",
    "ﬁn",
    "İzmir",
    "Groß",
    "m²",
    "½",
    "_x_",
    "कि",
    "e\u{301}te\u{301}",
    "…",
    "Œuvre",
    "M.",
    "3,5",
    "d'un",
    "\u{1c}",
    "le",
    "Paris",
    "ŉa",
    "𝒳",
    "日本",
    "dit",
    "promet",
    "\"",
    "à",
    "part",
    "a",
    "non!",
];
const GAPS: [&str; 14] = [
    " ",
    " ",
    " ",
    " ",
    "\u{a0}",
    "\u{202f}",
    ". ",
    "! ",
    "?\u{a0}» ",
    ".” ",
    ". \"",
    "\n",
    "…\u{a0}\n\n",
    ".\t",
];
const NAMES: [&str; 12] = [
    "Xi Jinping",
    "le président Xi Jinping",
    "XI",
    "Le Groß",
    "GROSS",
    "Élysée",
    "Elyse\u{301}e",
    "कि मि",
    "İzmir",
    "izmir",
    "la porte-parole de l’Otan",
    "½ m²",
];
const CODES: [&str; 8] = ["FRA", "FRA GOV", "---", "--- CVL", "IGO", "USA MIL GOV", "DEU PTY", "CHN"];
const FORMS: [&str; 3] = ["direct", "mixed", "indirect"];
const ACTS: [&str; 4] = ["say", "promise", "deny", "opinion"];
const TYPES: [&str; 3] = ["AGREE", "CONSULT", "ASSAULT"];
const STATUS: [&str; 3] = ["occurred", "planned", "denied"];
const DATES: [&str; 4] = ["2022-09-13", "2022-09", "2022", "2023-01-01"];

/// An annotation without a fault. A `fair` one can be scored with 1 everywhere; else there may be contents of marks
/// alone, names of light words alone, places that the text does not name and relays that no words name.
pub fn gold(rng: &mut Rng, id: &str, fair: bool) -> Value {
    let text: String = (0..rng.usize(10..60))
        .map(|_| WORDS[rng.usize(..WORDS.len())].to_owned() + pick(rng, &GAPS))
        .collect();
    let text: Vec<char> = text.chars().collect();
    let statements: Vec<Value> = (0..rng.usize(0..6)).map(|_| statement(rng, &text, fair)).collect();
    let events: Vec<Value> = (0..rng.usize(0..6)).map(|_| event(rng, &text, fair)).collect();
    let text: String = text.iter().collect();
    json!({"id": id, "lang": "fr", "text": text, "statements": statements, "events": events})
}

fn statement(rng: &mut Rng, text: &[char], fair: bool) -> Value {
    let parts: Vec<Value> = (0..rng.usize(1..3)).map(|_| content(rng, text, fair)).collect();
    let relays: Vec<Value> = (0..rng.usize(0..3)).map(|_| words(rng, text)).collect();
    let relays = if !fair && rng.u8(..5) == 0 { json!([""]) } else { json!(relays) };
    json!({
        "content": if parts.len() == 1 { parts[0].clone() } else { json!(parts) },
        "quotes": [],
        "cue": maybe(rng, |rng| words(rng, text)),
        "form": pick(rng, &FORMS),
        "act": pick(rng, &ACTS),
        "speaker": maybe(rng, |rng| words(rng, text)),
        "speaker_name": maybe(rng, |rng| if !fair && rng.bool() { json!("de la") } else { json!(pick(rng, &NAMES)) }),
        "speaker_code": pick(rng, &CODES),
        "medium": maybe(rng, |rng| words(rng, text)),
        "relays": relays,
        "date": maybe(rng, |rng| json!(pick(rng, &DATES))),
    })
}

fn event(rng: &mut Rng, text: &[char], fair: bool) -> Value {
    let codes = |rng: &mut Rng| (0..rng.usize(0..3)).map(|_| pick(rng, &CODES)).collect::<Vec<_>>();
    let (source, target) = (codes(rng), codes(rng));
    let place = |rng: &mut Rng| if !fair && rng.u8(..4) == 0 { json!("nowhere") } else { words(rng, text) };
    json!({
        "trigger": words(rng, text),
        "type": pick(rng, &TYPES),
        "source": if source.len() == 1 && rng.bool() { json!(source[0]) } else { json!(source) },
        "target": target,
        "status": pick(rng, &STATUS),
        "voice": maybe(rng, |rng| json!(pick(rng, &NAMES))),
        "date": maybe(rng, |rng| json!(format!("{}{}", pick(rng, &DATES), if rng.bool() { "" } else { "-13T10" }))),
        "place": maybe(rng, place),
    })
}

/// Words with a letter or number among them, where the annotation is to be fair.
fn content(rng: &mut Rng, text: &[char], fair: bool) -> Value {
    loop {
        let (value, words) = stretch(rng, text);
        if !fair || words.iter().any(|c| c.is_alphanumeric()) {
            return value;
        }
    }
}

fn words(rng: &mut Rng, text: &[char]) -> Value {
    stretch(rng, text).0
}

/// A stretch of the text, written as a string or with the number of its place, and its characters.
fn stretch(rng: &mut Rng, text: &[char]) -> (Value, Vec<char>) {
    let start = rng.usize(..text.len());
    let end = (start + rng.usize(1..20)).min(text.len());
    let words = text[start..end].to_vec();
    let string: String = words.iter().collect();
    let places = text.windows(words.len()).filter(|window| *window == words).count();
    let value = match rng.u8(..3) {
        0 => json!({"text": string, "nth": rng.usize(1..=places)}),
        1 => json!({"text": string}),
        _ => json!(string),
    };
    (value, words)
}

fn maybe(rng: &mut Rng, value: impl FnOnce(&mut Rng) -> Value) -> Value {
    if rng.u8(..4) == 0 { Value::Null } else { value(rng) }
}

fn pick<'a>(rng: &mut Rng, list: &[&'a str]) -> &'a str {
    list[rng.usize(..list.len())]
}
