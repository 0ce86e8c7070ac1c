//! Files of every form.

use jiff::civil::Date;
use sources::{Documents, Input, Item, Mark, Options, ProblemKind};
use std::io::{self, Cursor, Read};

/// Small, so that what is too large comes in often.
const LIMIT: usize = 4_000;

/// Bytes that come a few at a time, as from a pipe.
struct Pieces(Cursor<Vec<u8>>, usize);

impl Read for Pieces {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let most = into.len().min(self.1);
        self.0.read(&mut into[..most])
    }
}

fn options(limit: usize) -> Options {
    Options { lang: "fr".into(), limit, ..Options::default() }
}

fn input(name: &str, bytes: &[u8], piece: usize) -> Vec<Input> {
    vec![Input::stream(name, Pieces(Cursor::new(bytes.to_vec()), piece))]
}

fn read(name: &str, bytes: &[u8], piece: usize, limit: usize) -> Vec<(Item, Mark)> {
    Documents::new(input(name, bytes, piece), options(limit)).marked().collect()
}

/// What must hold of any file of this name; gives what is in it.
pub fn check(name: &str, bytes: &[u8], limit: usize) -> Vec<Item> {
    let all = read(name, bytes, usize::MAX, limit);
    assert!(all.len() <= bytes.len() + 1, "{} items in {} bytes", all.len(), bytes.len());
    for (item, _) in &all {
        sound(name, item);
    }
    let piece = 1 + bytes.len() % 7;
    assert_eq!(read(name, bytes, piece, limit), all, "the same in pieces of {piece}");
    // A run that was broken off behind any of the first items, or the last, goes on with the next.
    let ends = (0..all.len().min(4)).chain(all.len().checked_sub(1));
    for end in ends {
        let after = Documents::after(input(name, bytes, usize::MAX), options(limit), all[end].1);
        let rest: Vec<Item> = after.collect();
        // How many records were passed over is told for each run.
        let told =
            |item: &&Item| !matches!(item, Item::Problem(problem) if problem.kind == ProblemKind::PassedOver);
        let wanted: Vec<&Item> = all[end + 1..].iter().map(|(item, _)| item).filter(told).collect();
        assert_eq!(rest.iter().filter(told).collect::<Vec<_>>(), wanted, "what comes behind item {end}");
    }
    all.into_iter().map(|(item, _)| item).collect()
}

fn sound(name: &str, item: &Item) {
    match item {
        Item::Problem(problem) => {
            assert!(!problem.message.is_empty());
            assert_eq!(problem.place.path, name);
        }
        Item::Document(sourced) => {
            let document = &sourced.document;
            assert_eq!(sourced.place.path, name);
            assert!(!document.text.trim().is_empty() && !document.id.is_empty() && !document.lang.is_empty());
            let day = document.published.as_deref();
            assert!(day.is_none_or(|day| day.parse::<Date>().is_ok()), "{day:?} is no day");
            assert!(document.copies.is_empty());
        }
    }
}

fn documents(items: &[Item]) -> impl Iterator<Item = &records::Document> {
    items.iter().filter_map(|item| match item {
        Item::Document(sourced) => Some(&sourced.document),
        Item::Problem(_) => None,
    })
}

pub fn txt(bytes: &[u8]) {
    check("a.txt", bytes, LIMIT);
}

pub fn json(bytes: &[u8]) {
    check("a.json", bytes, LIMIT);
}

/// What a line says is what its document holds, and no line hides the next.
pub fn jsonl(bytes: &[u8]) {
    check("a.jsonl", bytes, LIMIT);
    let mut more = bytes.to_vec();
    more.extend_from_slice(b"\n{\"id\": \"last\", \"text\": \"oui\"}\n");
    let items = check("a.jsonl", &more, LIMIT);
    let utf16 = pages::utf16(bytes).is_some() || bytes.starts_with(&[0x1f, 0x8b]);
    assert!(utf16 || documents(&items).any(|document| document.id == "last" && document.text == "oui"));
    let values: Vec<Option<serde_json::Value>> = more
        .split(|byte| *byte == b'\n')
        .map(|line| serde_json::from_slice(line.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(line)).ok())
        .collect();
    for document in documents(&items).filter(|_| !utf16) {
        // A line may be read though a field that nobody asks for holds a number beyond all measure.
        let own = |value: &Option<serde_json::Value>| {
            value.as_ref().is_none_or(|value| value["text"] == *document.text)
        };
        assert!(values.iter().any(own), "no line has the text {:?}", document.text);
    }
}

pub fn csv(bytes: &[u8]) {
    check("a.csv", bytes, LIMIT);
    check("a.tsv", bytes, LIMIT);
}

pub fn export(bytes: &[u8]) {
    check("a.html", bytes, LIMIT);
}

pub fn warc(bytes: &[u8]) {
    check("a.warc", bytes, LIMIT);
}

pub fn parquet(bytes: &[u8]) {
    check("a.parquet", bytes, LIMIT);
}

pub fn stream(bytes: &[u8]) {
    check("-", bytes, LIMIT);
}

/// Bytes that are an archive go in as they are; others become the document of one.
pub fn docx(bytes: &[u8]) {
    if bytes.starts_with(b"PK") {
        check("a.docx", bytes, LIMIT);
    } else {
        check("a.docx", &archive("word/document.xml", bytes), LIMIT);
    }
}

/// An archive of one file, as it is.
fn archive(name: &str, bytes: &[u8]) -> Vec<u8> {
    let size = (bytes.len() as u32).to_le_bytes();
    let name_length = (name.len() as u16).to_le_bytes();
    let common = [
        &[20, 0, 0, 0, 0, 0, 0, 0, 0x21, 0][..],
        &crc(bytes).to_le_bytes(),
        &size,
        &size,
        &name_length,
        &[0, 0],
    ]
    .concat();
    let file = [&b"PK\x03\x04"[..], &common, name.as_bytes(), bytes].concat();
    let entry = [&b"PK\x01\x02\x14\x00"[..], &common, &[0; 14], name.as_bytes()].concat();
    let end = [
        &b"PK\x05\x06\0\0\0\0\x01\0\x01\0"[..],
        &(entry.len() as u32).to_le_bytes(),
        &(file.len() as u32).to_le_bytes(),
        &[0, 0],
    ]
    .concat();
    [file, entry, end].concat()
}

/// CRC-32, bit by bit.
fn crc(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0u32, |crc, byte| {
        (0..8).fold(
            crc ^ u32::from(*byte),
            |crc, _| if crc & 1 == 1 { crc >> 1 ^ 0xedb8_8320 } else { crc >> 1 },
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_archive_is_one() {
        let body = "<w:document><w:body><w:p><w:r><w:t>Un mot.</w:t></w:r></w:p></w:body></w:document>";
        let items = check("a.docx", &archive("word/document.xml", body.as_bytes()), LIMIT);
        assert_eq!(documents(&items).map(|document| document.text.as_str()).collect::<Vec<_>>(), ["Un mot."]);
    }
}
