//! A gigabyte of archive is read in little memory. Alone in this file, for the whole process is measured.

#![cfg(target_os = "linux")]

use flate2::{Compression, write::GzEncoder};
use sources::{Documents, Input, Item, Options};
use std::io::{self, Read, Write};

/// The same bytes again and again, made while they are read.
struct Again {
    bytes: Vec<u8>,
    at: usize,
    left: usize,
}

impl Read for Again {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        if self.at == self.bytes.len() {
            if self.left == 0 {
                return Ok(0);
            }
            (self.at, self.left) = (0, self.left - 1);
        }
        let count = into.len().min(self.bytes.len() - self.at);
        into[..count].copy_from_slice(&self.bytes[self.at..self.at + count]);
        self.at += count;
        Ok(count)
    }
}

fn response(kind: &str, body: &[u8]) -> Vec<u8> {
    let http = format!("HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\n\r\n");
    let head = format!(
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:x>\r\nContent-Length: {}\r\n\r\n{http}",
        http.len() + body.len()
    );
    [head.as_bytes(), body, b"\r\n\r\n"].concat()
}

/// The most memory that this process ever had.
fn peak() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").expect("the kernel tells");
    let line = status.lines().find(|line| line.starts_with("VmHWM")).expect("a peak");
    line.split_whitespace().nth(1).and_then(|number| number.parse::<u64>().ok()).expect("a number") * 1024
}

#[test]
fn a_gigabyte_of_archive_is_read_in_little_memory() {
    let page = "<!doctype html><article><h1>Titre</h1><p>Le maire a annoncé mardi sa démission devant le conseil municipal, après douze ans.</p></article>";
    // Letters of no great sense, as a picture has them.
    let picture: Vec<u8> = (0u32..5_000_000).map(|n| (n.wrapping_mul(2_654_435_761) >> 24) as u8).collect();
    let records = [response("text/html", page.as_bytes()), response("image/jpeg", &picture)];
    let packed: Vec<u8> = records
        .iter()
        .flat_map(|record| {
            let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
            encoder.write_all(record).expect("memory");
            encoder.finish().expect("memory")
        })
        .collect();
    for (name, bytes) in [("a.warc.gz", packed), ("a.warc", records.concat())] {
        let stream = Again { bytes, at: 0, left: 99 };
        let found = Documents::new(vec![Input::stream(name, stream)], Options::default());
        assert_eq!(found.filter(|item| matches!(item, Item::Document(_))).count(), 100, "{name}");
    }
    assert!(peak() < 100_000_000, "{} MB", peak() / 1_000_000);
}
