//! What several tests need.
#![allow(dead_code)]

use sources::{Documents, Input, Item, Options};
use std::io::{Cursor, Read, Write};

/// All items of a stream of this name.
pub fn read(name: &str, bytes: impl Read + Send + 'static, options: Options) -> Vec<Item> {
    Documents::new(vec![Input::stream(name, bytes)], options).collect()
}

/// One line an item: `id text`, or `kind place: message`.
pub fn shown(items: &[Item]) -> Vec<String> {
    let show = |item: &Item| match item {
        Item::Document(sourced) => format!("{} {}", sourced.document.id, sourced.document.text),
        Item::Problem(problem) => format!("{:?} {problem}", problem.kind),
    };
    items.iter().map(show).collect()
}

/// One file of an archive, with what its directory says of it.
pub struct Packed {
    pub name: String,
    pub method: u16,
    pub bytes: Vec<u8>,
    pub packed_size: u32,
    pub size: u32,
    /// Where the directory says that it begins; `None`: where it does.
    pub at: Option<u32>,
}

impl Packed {
    pub fn stored(name: &str, text: &[u8]) -> Packed {
        let size = text.len() as u32;
        Packed { name: name.into(), method: 0, bytes: text.to_vec(), packed_size: size, size, at: None }
    }

    pub fn deflated(name: &str, mut text: impl Read) -> Packed {
        let mut encoder = flate2::write::DeflateEncoder::new(Vec::new(), flate2::Compression::fast());
        let size = std::io::copy(&mut text, &mut encoder).expect("compresses") as u32;
        let bytes = encoder.finish().expect("compresses");
        Packed { name: name.into(), method: 8, packed_size: bytes.len() as u32, bytes, size, at: None }
    }
}

/// An archive of files, written by hand so that it can be wrong.
pub fn archive(files: &[Packed]) -> Vec<u8> {
    let mut out = Vec::new();
    let mut directory = Vec::new();
    for file in files {
        let start = out.len() as u32;
        let common = |out: &mut Vec<u8>| {
            for number in [20u16, 0, file.method, 0, 0x21] {
                out.extend(number.to_le_bytes());
            }
            for number in [0u32, file.packed_size, file.size] {
                out.extend(number.to_le_bytes());
            }
            out.extend((file.name.len() as u16).to_le_bytes());
            out.extend(0u16.to_le_bytes());
        };
        out.extend(b"PK\x03\x04");
        common(&mut out);
        out.extend(file.name.as_bytes());
        out.extend(&file.bytes);
        directory.extend(b"PK\x01\x02\x14\x00");
        common(&mut directory);
        directory.extend([0; 10]);
        directory.extend(file.at.unwrap_or(start).to_le_bytes());
        directory.extend(file.name.as_bytes());
    }
    let start = out.len() as u32;
    let count = files.len() as u16;
    out.write_all(&directory).expect("writes");
    out.extend(b"PK\x05\x06\0\0\0\0");
    out.extend(count.to_le_bytes());
    out.extend(count.to_le_bytes());
    out.extend((directory.len() as u32).to_le_bytes());
    out.extend(start.to_le_bytes());
    out.extend([0, 0]);
    out
}

/// A Word document with this in its body.
pub fn docx(body: &str) -> Vec<u8> {
    let document = format!("<?xml version=\"1.0\"?><w:document><w:body>{body}</w:body></w:document>");
    archive(&[Packed::deflated("word/document.xml", Cursor::new(document))])
}

/// A paragraph of a Word document.
pub fn p(text: &str) -> String {
    format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>")
}
