//! A JSON object, read as a document.

use crate::{Item, Problem, ProblemKind, Sourced, day, forms::Origin};
use records::Document;
use serde::Deserialize;
use serde_json::Value;
use sha2::{Digest, Sha256};

/// The fields that are looked at; all others are passed over, whatever they hold.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Fields {
    id: Value,
    url: Value,
    outlet: Value,
    title: Value,
    published: Value,
    date: Value,
    lang: Value,
    author: Value,
    marks: Value,
    text: Value,
}

/// The document in `json`, an object that begins on `line` of the stream, after what is odd about it.
pub(crate) fn read(json: &[u8], line: u64, origin: &Origin) -> Vec<Item> {
    match parse(json, line, origin) {
        Ok(fields) => document(fields, line, origin),
        Err(problem) => vec![problem.into()],
    }
}

/// The document in a table's row: `value` gives the cell of a field.
pub(crate) fn from_row(value: impl Fn(&str) -> Option<String>, line: u64, origin: &Origin) -> Vec<Item> {
    let cell = |name: &str| value(name).map_or(Value::Null, Value::String);
    let fields = Fields {
        id: cell("id"),
        url: cell("url"),
        outlet: cell("outlet"),
        title: cell("title"),
        published: cell("published"),
        date: cell("date"),
        lang: cell("lang"),
        author: cell("author"),
        marks: Value::Null,
        text: cell("text"),
    };
    document(fields, line, origin)
}

fn document(fields: Fields, line: u64, origin: &Origin) -> Vec<Item> {
    let text = match fields.text {
        // Lines of files never come here; rows of other programs' tables do.
        Value::String(text) if text.len() > origin.options.limit => {
            let message = format!("skipped: larger than the limit of {} bytes", origin.options.limit);
            return vec![origin.problem(Some(line), ProblemKind::TooLarge, message).into()];
        }
        Value::String(text) if !text.trim().is_empty() => text,
        Value::String(_) => return vec![origin.problem(Some(line), ProblemKind::Empty, "no text").into()],
        Value::Null => {
            return vec![origin.problem(Some(line), ProblemKind::NoText, "no field `text`").into()];
        }
        _ => {
            return vec![
                origin.problem(Some(line), ProblemKind::NoText, "field `text` is not a string").into(),
            ];
        }
    };
    let mut items = Vec::new();
    let published = match [fields.published, fields.date].into_iter().find(|value| !is_blank(value)) {
        None => origin.options.published.clone(),
        Some(given) => given.as_str().and_then(day::iso_day).or_else(|| {
            let message = format!("date {given} is not an ISO date, read without it");
            items.push(origin.problem(Some(line), ProblemKind::BadDate, message).into());
            origin.options.published.clone()
        }),
    };
    let url = string(fields.url);
    let id = match fields.id {
        Value::Number(number) => number.to_string(),
        other => string(other).unwrap_or_else(|| content_id(url.as_deref(), &text)),
    };
    let document = Document {
        id,
        lang: string(fields.lang).unwrap_or_else(|| origin.options.lang.clone()),
        title: string(fields.title),
        published,
        outlet: string(fields.outlet),
        url,
        author: string(fields.author),
        marks: match fields.marks {
            Value::Array(marks) => marks.into_iter().filter_map(string).collect(),
            _ => Vec::new(),
        },
        text,
        ..Document::default()
    };
    items.push(Item::Document(Sourced { document, place: origin.place(Some(line)) }));
    items
}

fn parse(json: &[u8], line: u64, origin: &Origin) -> Result<Fields, Problem> {
    // Checked first: a struct would also be read from an array, by position.
    if !json.trim_ascii_start().starts_with(b"{") {
        let (kind, message) = match serde_json::from_slice::<serde::de::IgnoredAny>(json) {
            Ok(_) => (ProblemKind::NotAnObject, "not an object"),
            Err(_) => (ProblemKind::NotJson, "not JSON"),
        };
        return Err(origin.problem(Some(line), kind, message));
    }
    if let Err(error) = std::str::from_utf8(json) {
        let lines_before = memchr::memchr_iter(b'\n', &json[..error.valid_up_to()]).count() as u64;
        return Err(origin.problem(Some(line + lines_before), ProblemKind::NotUtf8, "not UTF-8"));
    }
    let parsed = serde_json::from_slice(json);
    // Halves of characters, as programs leave them that cut strings: not worth a document.
    let parsed = parsed.or_else(|error| match without_halves(json) {
        Some(mended) => serde_json::from_slice(&mended),
        None => Err(error),
    });
    parsed.map_err(|error: serde_json::Error| {
        let at = line + (error.line() as u64).saturating_sub(1);
        let whole = error.to_string();
        let what = whole.rsplit_once(" at line ").map_or(whole.as_str(), |(what, _)| what);
        let message = format!("not JSON: {what} (column {})", error.column());
        origin.problem(Some(at), ProblemKind::NotJson, message)
    })
}

/// The JSON with U+FFFD for each escaped half of a character; `None` where there is none.
fn without_halves(json: &[u8]) -> Option<Vec<u8>> {
    let unit = |at: usize| {
        let digits = json.get(at..at + 6)?.strip_prefix(b"\\u")?;
        u16::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()
    };
    let mut mended = Vec::new();
    let (mut at, mut kept) = (0, 0);
    while let Some(found) = memchr::memchr(b'\\', &json[at..]) {
        at += found;
        match unit(at) {
            Some(0xD800..=0xDBFF) if matches!(unit(at + 6), Some(0xDC00..=0xDFFF)) => at += 12,
            Some(0xD800..=0xDFFF) => {
                mended.extend_from_slice(&json[kept..at]);
                mended.extend_from_slice(b"\\ufffd");
                at += 6;
                kept = at;
            }
            _ => at = (at + 2).min(json.len()),
        }
    }
    (kept > 0).then(|| {
        mended.extend_from_slice(&json[kept..]);
        mended
    })
}

fn is_blank(value: &Value) -> bool {
    value.is_null() || value.as_str().is_some_and(|text| text.trim().is_empty())
}

/// A string that says something.
fn string(value: Value) -> Option<String> {
    match value {
        Value::String(text) if !text.trim().is_empty() => Some(text),
        _ => None,
    }
}

/// The id of a document that comes without one: the first 16 hexadecimal digits of the SHA-256 of its url, a zero
/// byte and its text. The same document has the same id in every run and version.
pub(crate) fn content_id(url: Option<&str>, text: &str) -> String {
    let digest =
        Sha256::new().chain_update(url.unwrap_or("")).chain_update([0]).chain_update(text).finalize();
    digest.iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}
