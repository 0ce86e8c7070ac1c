//! One text written in many ways: accents composed or not, line ends of every system, spaces of every width and number, straight
//! and typographic apostrophes and quotation marks. What is read in it must be the same, up to the offsets.
//!
//! `cargo test -p depeche-reading --test variants -- --nocapture` tells how many of our dispatches come out differently in which
//! variant, and by what.

mod common;

use reading::Reader;
use records::{Document, Reading, Span};
use serde_json::Value;
use std::{collections::BTreeMap, fs, path::Path};
use unicode_normalization::UnicodeNormalization;

/// A way to write a text.
struct Variant {
    name: &'static str,
    write: fn(&str) -> String,
    /// How many of a hundred dispatches may come out differently. Where the variant takes nothing away, none.
    most: usize,
}

const VARIANTS: &[Variant] = &[
    Variant { name: "form D", write: |text| text.nfd().collect(), most: 0 },
    Variant { name: "form C", write: |text| text.nfc().collect(), most: 0 },
    Variant { name: "line ends of two signs", write: |text| text.replace('\n', "\r\n"), most: 0 },
    Variant { name: "line ends of old", write: |text| text.replace('\n', "\r"), most: 0 },
    Variant { name: "three empty lines", write: |text| text.replace("\n\n", "\n\n\n\n"), most: 0 },
    Variant { name: "plain spaces only", write: |text| spaces(text, " "), most: 0 },
    Variant { name: "no-break spaces only", write: |text| spaces(text, "\u{a0}"), most: 0 },
    Variant { name: "narrow no-break spaces at marks", write: |text| at_marks(text, "\u{202f}"), most: 0 },
    Variant { name: "two spaces for one", write: |text| spaces(text, "  "), most: 0 },
    Variant { name: "spaces and tabs in rows", write: |text| spaces(text, " \t\u{2009}\u{a0}"), most: 0 },
    Variant { name: "spaces at the ends of lines", write: |text| text.replace('\n', "  \n\t "), most: 0 },
    Variant { name: "a byte order mark", write: |text| format!("\u{feff}{text}"), most: 0 },
    Variant { name: "soft hyphens and signs of no width", write: unseen, most: 0 },
    Variant { name: "straight apostrophes", write: straight_apostrophes, most: 0 },
    Variant { name: "typographic apostrophes", write: |text| text.replace('\'', "’"), most: 0 },
    Variant { name: "guillemets without spaces", write: |text| quoted(text, "«", "»"), most: 0 },
    Variant { name: "guillemets with spaces", write: |text| quoted(text, "«\u{a0}", "\u{a0}»"), most: 0 },
    Variant { name: "raised marks", write: |text| quoted(text, "“", "”"), most: 0 },
    Variant { name: "straight marks", write: |text| quoted(text, "\"", "\""), most: 0 },
    // Straight marks do not tell which of them opens: where quotations stand within others, that is lost.
    Variant { name: "straight marks within others", write: straight, most: 100 },
];

/// Every apostrophe straight, in texts where ’ closes no quotation.
fn straight_apostrophes(text: &str) -> String {
    if text.contains('‘') { text.to_owned() } else { text.replace('’', "'") }
}

/// All spaces of a text in one way.
fn spaces(text: &str, space: &str) -> String {
    text.replace([' ', '\u{a0}', '\u{202f}', '\u{2009}'], space)
}

/// Spaces beside the marks that have one in French.
fn at_marks(text: &str, space: &str) -> String {
    let mut out = spaces(text, " ");
    for mark in [":", ";", "!", "?", "»"] {
        out = out.replace(&format!(" {mark}"), &format!("{space}{mark}"));
    }
    out.replace("« ", &format!("«{space}"))
}

/// A soft hyphen in each long word, and a space of no width behind each comma.
fn unseen(text: &str) -> String {
    let mut run = 0;
    let mut out = String::new();
    for c in text.chars() {
        run = if c.is_alphabetic() { run + 1 } else { 0 };
        if run == 5 {
            out.push('\u{ad}');
        }
        out.push(c);
        if c == ',' {
            out.push('\u{200b}');
        }
    }
    out
}

/// The outer marks of quotation of a text in one way; texts that mix them, or use one kind within the other, stay as they are.
fn quoted(text: &str, open: &str, close: &str) -> String {
    let pairs = [('«', '»'), ('“', '”')];
    let kinds: Vec<_> = pairs.iter().filter(|pair| text.contains(pair.0)).collect();
    let [(from, to)] = kinds[..] else { return text.to_owned() };
    if text.contains(['"', '„', '‘']) {
        return text.to_owned();
    }
    let mut out = String::new();
    let mut opened = false;
    for c in text.chars() {
        let is_space = matches!(c, ' ' | '\u{a0}' | '\u{202f}');
        if c == *from {
            out.push_str(open);
        } else if c == *to {
            out.truncate(out.trim_end_matches([' ', '\u{a0}', '\u{202f}']).len());
            out.push_str(close);
        } else if !(is_space && opened) {
            out.push(c);
        }
        opened = c == *from || opened && is_space;
    }
    out
}

/// Every mark of quotation straight, in texts that mix them or use one kind within the other.
fn straight(text: &str) -> String {
    let mixed = text.contains(['«', '“']) && quoted(text, "\"", "\"") == text;
    if mixed { text.replace(['«', '»', '“', '”'], "\"") } else { text.to_owned() }
}

/// What was read, with every span as the number of letters and figures before its ends, and names in plain writing.
fn told(reading: Reading) -> Value {
    let mut before = vec![0];
    for c in reading.document.text.chars() {
        before.push(before[before.len() - 1] + u32::from(c.is_alphanumeric()));
    }
    let mut reading = reading;
    reading.each_span(&mut |span| {
        *span = Span::new(before[span.start as usize], before[span.end as usize]);
    });
    let published = reading.document.published.take();
    reading.document = Document { published, ..Document::default() };
    let mut value = serde_json::to_value(reading).expect("a reading is JSON");
    plain(&mut value);
    value
}

fn plain(value: &mut Value) {
    match value {
        Value::String(text) => {
            let marks: String = text.nfc().map(|c| if c == '’' { '\'' } else { c }).collect();
            let marks = marks.replace(['«', '»', '“', '”', '"'], " ");
            *text = marks.split_whitespace().collect::<Vec<_>>().join(" ");
        }
        Value::Array(all) => all.iter_mut().for_each(plain),
        Value::Object(all) => all.values_mut().for_each(plain),
        _ => {}
    }
}

/// The first thing that differs.
fn difference(at: &str, one: &Value, other: &Value) -> Option<String> {
    match (one, other) {
        (Value::Array(one), Value::Array(other)) if one.len() != other.len() => {
            Some(format!("{at}: {} become {}", one.len(), other.len()))
        }
        (Value::Array(one), Value::Array(other)) => {
            let mut pairs = one.iter().zip(other).enumerate();
            pairs.find_map(|(index, (one, other))| difference(&format!("{at}/{index}"), one, other))
        }
        (Value::Object(one), Value::Object(other)) => {
            one.iter().find_map(|(key, value)| difference(&format!("{at}/{key}"), value, &other[key]))
        }
        (one, other) => (one != other).then(|| format!("{at}: {one} becomes {other}")),
    }
}

fn dispatches(lang: &str) -> Vec<Document> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/dispatches").join(lang).join("dev");
    let mut files: Vec<_> =
        fs::read_dir(folder).expect("our dispatches").flatten().map(|at| at.path()).collect();
    files.sort();
    let document = |path| {
        let value: Value = serde_json::from_str(&fs::read_to_string(path).expect("a file")).expect("JSON");
        let field = |name: &str| value[name].as_str().map(str::to_owned);
        Document {
            id: field("id").unwrap_or_default(),
            lang: lang.to_owned(),
            title: field("title"),
            published: field("date"),
            text: field("text").unwrap_or_default(),
            ..Document::default()
        }
    };
    files.into_iter().map(document).collect()
}

fn written(document: &Document, write: fn(&str) -> String) -> Document {
    let title = document.title.as_deref().map(write);
    Document { text: write(&document.text), title, ..document.clone() }
}

/// For each variant what became different, by dispatch.
fn differing(reader: &Reader, documents: &[Document]) -> BTreeMap<&'static str, Vec<String>> {
    let mut found: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for document in documents {
        let as_given = told(reader.read(document));
        for variant in VARIANTS {
            let changed = written(document, variant.write);
            if changed.text == document.text {
                continue;
            }
            let reading = reader.read(&changed);
            assert_eq!(reading.document, changed, "the document is as it was given");
            if let Some(what) = difference("", &as_given, &told(reading)) {
                found.entry(variant.name).or_default().push(format!("{}{what}", document.id));
            }
        }
    }
    found
}

fn check(lang: &str) {
    let Some(reader) = common::reader(lang) else { return };
    // Most paragraphs are the same in most variants.
    let reader = reader.remembering(64 << 20);
    let documents = dispatches(lang);
    assert!(!documents.is_empty());
    let found = differing(&reader, &documents);
    let mut wrong = Vec::new();
    // English is not printed with guillemets.
    for variant in VARIANTS.iter().filter(|variant| lang != "en" || !variant.name.starts_with("guillemets")) {
        let changed = documents
            .iter()
            .filter(|document| written(document, variant.write).text != document.text)
            .count();
        let these = found.get(variant.name).map_or(&[][..], Vec::as_slice);
        println!("{lang}, {}: {} of {changed} differ", variant.name, these.len());
        these.iter().for_each(|what| println!("    {what}"));
        if these.len() * 100 > variant.most * changed {
            wrong.push(format!("{}: {} of {changed}", variant.name, these.len()));
        }
    }
    assert!(wrong.is_empty(), "more differ than may: {wrong:?}");
}

#[test]
fn french_dispatches_read_the_same_however_they_are_written() {
    check("fr");
}

#[test]
fn english_dispatches_read_the_same_however_they_are_written() {
    check("en");
}

#[test]
fn spanish_dispatches_read_the_same_however_they_are_written() {
    check("es");
}
