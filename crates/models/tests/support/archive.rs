//! Writes zip archives byte by byte, so that they can lie.

use std::io::Write;

use flate2::{Compression, Crc, write::DeflateEncoder};

/// One entry. Whatever is set here is written as it stands, true or not.
#[derive(Clone)]
pub struct Entry {
    pub name: Vec<u8>,
    /// The name in the entry's own header, where it differs from the one in the archive's directory.
    pub local_name: Option<Vec<u8>>,
    pub method: u16,
    pub crc: u32,
    pub data: Vec<u8>,
    /// The declared size once unpacked.
    pub size: u64,
    /// The Unix mode.
    pub mode: u32,
}

impl Entry {
    pub fn stored(name: &str, content: &[u8]) -> Entry {
        let mut crc = Crc::new();
        crc.update(content);
        Entry {
            name: name.as_bytes().to_vec(),
            local_name: None,
            method: 0,
            crc: crc.sum(),
            data: content.to_vec(),
            size: content.len() as u64,
            mode: 0o100_644,
        }
    }

    pub fn deflated(name: &str, content: &[u8]) -> Entry {
        let mut encoder = DeflateEncoder::new(Vec::new(), Compression::best());
        encoder.write_all(content).unwrap();
        Entry { method: 8, data: encoder.finish().unwrap(), ..Entry::stored(name, content) }
    }

    /// An entry that unpacks to so many zeros.
    pub fn zeros(name: &str, count: u64) -> Entry {
        let block = vec![0u8; 1 << 20];
        let mut encoder = DeflateEncoder::new(Vec::new(), Compression::best());
        let mut crc = Crc::new();
        let mut left = count;
        while left > 0 {
            let next = &block[..left.min(1 << 20) as usize];
            encoder.write_all(next).unwrap();
            crc.update(next);
            left -= next.len() as u64;
        }
        let data = encoder.finish().unwrap();
        Entry { method: 8, crc: crc.sum(), data, size: count, ..Entry::stored(name, b"") }
    }
}

/// The archive of these entries.
pub fn archive(entries: &[Entry]) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut directory = Vec::new();
    for entry in entries {
        let offset = bytes.len() as u32;
        let local_name = entry.local_name.as_ref().unwrap_or(&entry.name);
        bytes.extend(b"PK\x03\x04");
        bytes.extend(common(entry, local_name.len()));
        bytes.extend(local_name);
        bytes.extend(extra(entry));
        bytes.extend(&entry.data);

        directory.extend(b"PK\x01\x02");
        directory.extend((45u16 | 3 << 8).to_le_bytes()); // made on Unix
        directory.extend(common(entry, entry.name.len()));
        directory.extend([0; 2 + 2 + 2]); // comment, disk, internal attributes
        directory.extend((entry.mode << 16).to_le_bytes());
        directory.extend(offset.to_le_bytes());
        directory.extend(&entry.name);
        directory.extend(extra(entry));
    }
    let start = bytes.len() as u32;
    bytes.extend(&directory);
    bytes.extend(b"PK\x05\x06\0\0\0\0");
    bytes.extend((entries.len() as u16).to_le_bytes());
    bytes.extend((entries.len() as u16).to_le_bytes());
    bytes.extend((directory.len() as u32).to_le_bytes());
    bytes.extend(start.to_le_bytes());
    bytes.extend([0, 0]);
    bytes
}

/// The fields that both headers of an entry have.
fn common(entry: &Entry, name: usize) -> Vec<u8> {
    let large = !extra(entry).is_empty();
    let mut bytes = Vec::new();
    bytes.extend(45u16.to_le_bytes()); // version needed
    bytes.extend([0, 0]); // flags
    bytes.extend(entry.method.to_le_bytes());
    bytes.extend([0, 0, 0x21, 0x5b]); // time and date
    bytes.extend(entry.crc.to_le_bytes());
    let (packed, size) =
        if large { (u32::MAX, u32::MAX) } else { (entry.data.len() as u32, entry.size as u32) };
    bytes.extend(packed.to_le_bytes());
    bytes.extend(size.to_le_bytes());
    bytes.extend((name as u16).to_le_bytes());
    bytes.extend((extra(entry).len() as u16).to_le_bytes());
    bytes
}

/// The long sizes of an entry of 4 GiB or more.
fn extra(entry: &Entry) -> Vec<u8> {
    if entry.size < u64::from(u32::MAX) {
        return Vec::new();
    }
    let mut bytes = vec![1, 0, 16, 0];
    bytes.extend(entry.size.to_le_bytes());
    bytes.extend((entry.data.len() as u64).to_le_bytes());
    bytes
}
