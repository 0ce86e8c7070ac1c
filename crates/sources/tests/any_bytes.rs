//! Whatever the bytes: the stream ends, nothing panics, every document has a text, and good ones survive.

mod util;

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

/// Bytes that look enough like an export to get far.
fn exportish() -> impl Strategy<Value = Vec<u8>> {
    let pieces = prop::sample::select(vec![
        "<article>",
        "</article>",
        "<span class=\"DocPublicationName\">",
        "</span>",
        "<div class=\"docOcurrContainer\">",
        "<p>",
        "</p>",
        "<div class=\"article frArticle\">",
        "<td class=\"index\">",
        "</td>",
        "<tr>",
        "</div>",
        "HD",
        "<!--",
        "-->",
        "<",
        ">",
        "&",
        ";",
        "\n",
        "\n\n",
        "1 of 2 DOCUMENTS",
        "LENGTH: 2 words",
        "End of Document",
        "Body",
        "Language: ENGLISH",
        "          3 May 2012",
        "é",
        "\0",
        "mot ",
        ":",
        "<w:p>",
        "</w:p>",
        "<w:t>",
        "</w:t>",
        "</w:document>",
        "<w:t/>",
        "<mc:Fallback>",
        "</mc:Fallback>",
    ]);
    prop::collection::vec(pieces, 0..60).prop_map(|pieces| pieces.concat().into_bytes())
}

proptest! {
    #[test]
    fn random_bytes_in_every_form(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        for name in ["a.txt", "a.json", "a.jsonl", "a.csv", "a.html", "a.docx", "a.warc", "a.warc.gz", "a.jsonl.gz", "-"] {
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
    fn near_exports_in_every_form(bytes in exportish()) {
        for name in ["a.html", "a.txt", "-"] {
            for item in read(name, bytes.clone()) {
                if let Item::Document(sourced) = item {
                    prop_assert!(!sourced.document.text.trim().is_empty());
                }
            }
        }
        let word = util::archive(&[util::Packed::stored("word/document.xml", &bytes)]);
        for item in read("a.docx", word) {
            if let Item::Document(sourced) = item {
                prop_assert!(!sourced.document.text.trim().is_empty());
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

    #[test]
    fn an_archive_with_any_damage(packed in any::<bool>(), at in 0usize..2000, change in prop::collection::vec(any::<u8>(), 0..40), length in 0usize..60) {
        let page = "<!doctype html><article><h1>Titre</h1><p>Le maire a annoncé mardi sa démission devant le conseil municipal, après douze ans.</p></article>";
        let http = format!("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n{:x}\r\n{page}\r\n0\r\n\r\n", page.len());
        let mut bytes = Vec::new();
        for id in ["a", "b", "c"] {
            let record = format!("WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <{id}>\r\nContent-Length: {}\r\n\r\n{http}\r\n\r\n", http.len());
            if packed {
                let mut encoder = flate2::write::GzEncoder::new(&mut bytes, flate2::Compression::fast());
                std::io::Write::write_all(&mut encoder, record.as_bytes()).unwrap();
                encoder.finish().unwrap();
            } else {
                bytes.extend_from_slice(record.as_bytes());
            }
        }
        let at = at % bytes.len();
        let end = (at + length).min(bytes.len());
        bytes.splice(at..end, change);
        let found = Documents::new(vec![Input::stream("a.warc.gz", std::io::Cursor::new(bytes))], Options { limit: 2000, ..Options::default() });
        for item in found {
            if let Item::Document(sourced) = item {
                prop_assert!(!sourced.document.text.trim().is_empty() && !sourced.document.id.is_empty());
            }
        }
    }
}
