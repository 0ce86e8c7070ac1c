//! Parquet files as pyarrow writes them (tests/exports/parquet, made by tools/exports/parquet.py), whole and damaged.

mod util;

use serde_json::Value;
use sources::{Documents, Input, Item, Options};
use std::{fs, io::Cursor, path::PathBuf};
use util::{read, shown};

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../tests/exports/parquet")
}

/// Base64 as text.
fn bytes(name: &str) -> Vec<u8> {
    let text = fs::read_to_string(folder().join(format!("{name}.b64"))).unwrap();
    let digit = |c: u8| match c {
        b'A'..=b'Z' => c - b'A',
        b'a'..=b'z' => c - b'a' + 26,
        b'0'..=b'9' => c - b'0' + 52,
        b'+' => 62,
        _ => 63,
    };
    let digits: Vec<u8> =
        text.bytes().filter(|c| !c.is_ascii_whitespace() && *c != b'=').map(digit).collect();
    let bits = |part: &[u8]| {
        part.iter().fold(0u32, |bits, digit| bits << 6 | u32::from(*digit)) << (6 * (4 - part.len()))
    };
    digits.chunks(4).flat_map(|part| bits(part).to_be_bytes()[1..part.len()].to_vec()).collect()
}

fn same(item: &Item, wanted: &Value) -> bool {
    match item {
        Item::Problem(problem) => wanted["problem"] == format!("{:?}", problem.kind),
        Item::Document(sourced) => {
            let document = &sourced.document;
            wanted["id"] == document.id
                && wanted["text"] == document.text
                && wanted["published"].as_str() == document.published.as_deref()
                && wanted.get("lang").is_none_or(|lang| *lang == document.lang)
        }
    }
}

#[test]
fn every_specimen_gives_its_rows() {
    let lines = fs::read_to_string(folder().join("expected.jsonl")).unwrap();
    let mut wrong = Vec::new();
    for line in lines.lines() {
        let line: Value = serde_json::from_str(line).unwrap();
        let name = line["file"].as_str().unwrap();
        let pair =
            |pair: &Value| (pair[0].as_str().unwrap().to_owned(), pair[1].as_str().unwrap().to_owned());
        let options = || Options {
            columns: line["columns"].as_array().unwrap().iter().map(pair).collect(),
            ..Options::default()
        };
        let wanted = line["items"].as_array().unwrap();
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.parquet");
        fs::write(&path, bytes(name)).unwrap();
        // As a file, as a stream, and as a stream of which the name says nothing.
        let ways: [Vec<Item>; 3] = [
            Documents::new(vec![Input::Path(path)], options()).collect(),
            read("a.parquet", Cursor::new(bytes(name)), options()),
            read("-", Cursor::new(bytes(name)), options()),
        ];
        for found in ways {
            if found.len() != wanted.len()
                || !found.iter().zip(wanted).all(|(found, wanted)| same(found, wanted))
            {
                wrong.push(format!("{name}: {:?}", shown(&found)));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn rows_are_counted_from_one() {
    let found = read("a.parquet", Cursor::new(bytes("missing")), Options::default());
    assert_eq!(shown(&found)[1], "NoText a.parquet:2: no field `text`");
}

/// Cut anywhere, a file has no directory: one message. Changed anywhere, what can be read is read, within a second.
#[test]
fn damaged_files_cost_messages_only() {
    for name in [
        "none",
        "snappy",
        "gzip",
        "zstd",
        "brotli",
        "groups",
        "lists",
        "delta-byte-array",
        "delta-length-byte-array",
        "moments",
    ] {
        let whole = bytes(name);
        for end in (0..whole.len()).step_by(7) {
            let found = read("a.parquet", Cursor::new(whole[..end].to_vec()), Options::default());
            assert!(matches!(&found[..], [Item::Problem(_)]), "{name} at {end}: {:?}", shown(&found));
        }
        for at in (0..whole.len()).step_by(2) {
            for change in [0x01, 0xFF] {
                let mut bytes = whole.clone();
                bytes[at] ^= change;
                let found = read("a.parquet", Cursor::new(bytes), Options::default());
                assert!(found.len() <= 12, "{name} at {at}: {}", found.len());
                for item in &found {
                    if let Item::Document(sourced) = item {
                        assert!(!sourced.document.text.trim().is_empty());
                    }
                }
            }
        }
    }
}

#[test]
fn what_unfolds_without_end_is_left() {
    for name in ["bomb", "null-bomb"] {
        let bytes = bytes(name);
        assert!(bytes.len() < 100_000, "{name} {}", bytes.len());
        let found = read("a.parquet", Cursor::new(bytes), Options::default());
        assert!(found.len() < 100_000, "{name} {}", found.len());
        assert!(
            matches!(found.last(), Some(Item::Problem(problem)) if problem.message.contains("far more rows")),
            "{name}"
        );
    }
}
