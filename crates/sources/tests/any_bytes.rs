//! Whatever the bytes: the stream ends, nothing panics, every document has a text, and good ones survive.

use proptest::prelude::*;
use sources::{Documents, Input, Item, Options};

fn read(name: &str, bytes: Vec<u8>) -> Vec<Item> {
    let options = Options { limit: 200, ..Options::default() };
    Documents::new(vec![Input::stream(name, std::io::Cursor::new(bytes))], options).collect()
}

/// Bytes that look enough like JSON to get far.
fn jsonish() -> impl Strategy<Value = Vec<u8>> {
    let pieces = prop::sample::select(vec![
        "{",
        "}",
        "[",
        "]",
        ",",
        ":",
        "\"",
        "\\",
        "\n",
        " ",
        "\"text\"",
        "\"date\"",
        "\"a\"",
        "1",
        "null",
        "é",
        "\u{feff}",
        "{\"text\": \"un\"}",
    ]);
    prop::collection::vec(pieces, 0..40).prop_map(|pieces| pieces.concat().into_bytes())
}

proptest! {
    #[test]
    fn random_bytes_in_every_form(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        for name in ["a.txt", "a.json", "a.jsonl", "a.csv", "a.html", "-"] {
            for item in read(name, bytes.clone()) {
                if let Item::Document(sourced) = item {
                    prop_assert!(!sourced.document.text.trim().is_empty() && !sourced.document.id.is_empty());
                }
            }
        }
    }

    #[test]
    fn near_json_in_every_form(bytes in jsonish()) {
        for name in ["a.json", "a.jsonl", "-"] {
            for item in read(name, bytes.clone()) {
                if let Item::Document(sourced) = item {
                    prop_assert!(!sourced.document.text.trim().is_empty());
                }
            }
        }
    }

    #[test]
    fn a_good_line_survives_between_any_others(before in jsonish(), after in jsonish()) {
        let mut bytes = before;
        bytes.extend_from_slice(b"\n{\"id\": \"good\", \"text\": \"un\"}\n");
        bytes.extend_from_slice(&after);
        let items = read("a.jsonl", bytes);
        prop_assert!(items.iter().any(|item| matches!(item, Item::Document(found) if found.document.id == "good")));
    }

    #[test]
    fn a_valid_text_comes_back_as_it_was(text in "\\PC{1,50}") {
        prop_assume!(!text.trim().is_empty() && !text.starts_with('\u{feff}') && text.len() <= 200);
        let items = read("a.txt", text.clone().into_bytes());
        prop_assert!(matches!(&items[..], [Item::Document(found)] if found.document.text == text));
    }
}
