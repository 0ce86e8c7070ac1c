//! WARC, the form of web archives (ISO 28500): records one after the other, each with headers and a block.
//!
//! [`Records`] cuts a file or stream into them. Records are packed by gzip, each in a member of its own, all in one, or some
//! here and some there; or they are not packed. What is damaged is told once, with its offset, and the next record is looked for:
//! at the next line that begins like one, or, where the packing is damaged, at the next bytes that begin a gzip member and unpack to
//! one. A file is gone back in for that, so that a length that is wrong or a member that goes on for ever hides no
//! record; a stream cannot be, and loses what the damage swallowed. However large a record says it is, it is held up to a limit only.

pub(crate) mod http;
pub(crate) mod packed;
pub(crate) mod raw;

use crate::RecordAt;
use packed::Packed;
use raw::Raw;
use std::io;

/// The most bytes that the headers of a record or of an answer may take.
const MOST_HEADERS: usize = 64 * 1024;
/// What is held of a block that is larger than the limit: enough to see what it is.
const HEAD: usize = MOST_HEADERS;
/// How many beginnings without a record are tried after damage.
const MOST_TRIES: u32 = 100_000;
/// How a record begins.
const BEGIN: &[u8] = b"WARC/";

/// Why there is no record here.
#[derive(Debug)]
pub(crate) enum Trouble {
    /// The file or stream cannot be read on.
    Io(io::Error),
    /// The file ends within a gzip member.
    Cut,
    /// A gzip member is damaged, or there is none.
    Gzip(String),
    /// A gzip member unpacks to hundreds of times its size.
    Bomb,
    /// The record is not well-formed.
    Record(String),
}

impl From<io::Error> for Trouble {
    fn from(error: io::Error) -> Self {
        Trouble::Io(error)
    }
}

impl From<Trouble> for io::Error {
    fn from(trouble: Trouble) -> Self {
        match trouble {
            Trouble::Io(error) => error,
            other => io::Error::new(io::ErrorKind::InvalidData, other.to_string()),
        }
    }
}

impl std::fmt::Display for Trouble {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Trouble::Io(error) => error.fmt(f),
            Trouble::Cut => f.write_str("the file ends within a gzip member"),
            Trouble::Bomb => f.write_str("the gzip member unpacks to hundreds of times its size"),
            Trouble::Gzip(message) | Trouble::Record(message) => f.write_str(message),
        }
    }
}

/// Headers of a record or of an HTTP message, in order; names are compared without regard to case.
#[derive(Debug, Default)]
pub(crate) struct Headers(Vec<(String, String)>);

impl Headers {
    /// The first of a name.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
    }

    /// Adds a line: `Name: value`, or, after white space, more of the value before. Other lines are passed over.
    pub fn add(&mut self, line: &[u8]) {
        let line = String::from_utf8_lossy(line);
        match (line.starts_with([' ', '\t']), self.0.last_mut(), line.split_once(':')) {
            (true, Some((_, value)), _) => {
                let parting = if value.is_empty() { "" } else { " " };
                *value = format!("{value}{parting}{}", line.trim());
            }
            (false, _, Some((name, value))) => self.0.push((name.trim().to_owned(), value.trim().to_owned())),
            _ => {}
        }
    }
}

/// One record.
#[derive(Debug)]
pub(crate) struct Record {
    /// Where it begins.
    pub at: RecordAt,
    /// Its headers.
    pub headers: Headers,
    /// Its block, or the beginning of it; empty where nobody wanted it.
    pub block: Vec<u8>,
    /// Whether that is all of it.
    pub whole: bool,
}

/// What [`Records`] gives.
#[derive(Debug)]
pub(crate) enum Found {
    /// A record.
    Record(Record),
    /// There is none to be had here; others may follow.
    Damaged {
        /// Where.
        at: RecordAt,
        /// Why.
        trouble: Trouble,
    },
    /// The stream broke off; nothing follows.
    Broken(io::Error),
}

/// Bytes in stretches that no record reaches over: the members of a packed file, or all of a plain one.
enum Stretches {
    Plain(Raw),
    Packed(Box<Packed>),
}

impl Stretches {
    fn fill(&mut self) -> Result<&[u8], Trouble> {
        match self {
            Stretches::Plain(raw) => Ok(raw.fill()?),
            Stretches::Packed(packed) => packed.fill(),
        }
    }

    fn consume(&mut self, count: usize) {
        match self {
            Stretches::Plain(raw) => raw.consume(count),
            Stretches::Packed(packed) => packed.consume(count),
        }
    }

    fn next(&mut self) -> Result<bool, Trouble> {
        match self {
            Stretches::Plain(_) => Ok(false),
            Stretches::Packed(packed) => packed.begin(),
        }
    }

    fn at(&self) -> RecordAt {
        match self {
            Stretches::Plain(raw) => RecordAt { offset: raw.position(), inside: 0 },
            Stretches::Packed(packed) => RecordAt { offset: packed.member(), inside: packed.inside() },
        }
    }

    /// How many bytes follow, where that is known.
    fn left(&self) -> Option<u64> {
        match self {
            Stretches::Plain(raw) => raw.left(),
            Stretches::Packed(_) => None,
        }
    }

    /// The next byte.
    fn byte(&mut self) -> Result<Option<u8>, Trouble> {
        let byte = self.fill()?.first().copied();
        self.consume(usize::from(byte.is_some()));
        Ok(byte)
    }
}

/// What was lost.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Lost {
    Nothing,
    /// The beginning of the next record.
    Record,
    /// The beginning of the next gzip member.
    Member,
}

/// The records of a file or stream.
pub(crate) struct Records<W> {
    stretches: Stretches,
    wanted: W,
    limit: usize,
    /// Where the record began that is read now, or the last one.
    at: RecordAt,
    /// Where the next record begins, of which [`BEGIN`] was read already.
    begun: Option<RecordAt>,
    lost: Lost,
    tries: u32,
    done: bool,
}

impl<W: Fn(&Headers) -> bool> Records<W> {
    /// The records of `raw`, which is `packed` or not. Blocks of those that are `wanted` are held up to `limit` bytes.
    pub fn new(raw: Raw, packed: bool, limit: usize, wanted: W) -> Self {
        let stretches = match packed {
            true => Stretches::Packed(Box::new(Packed::new(raw))),
            false => Stretches::Plain(raw),
        };
        let at = stretches.at();
        Records { stretches, wanted, limit, at, begun: None, lost: Lost::Nothing, tries: 0, done: false }
    }

    fn step(&mut self) -> Result<Option<Record>, Trouble> {
        if !self.recover()? || !self.begin()? {
            return Ok(None);
        }
        let headers = self.headers()?;
        // It looks like a record: what is wrong with it from here on is its own damage, and worth its own word.
        (self.lost, self.tries) = (Lost::Nothing, 0);
        let length = headers.get("Content-Length").and_then(|length| length.parse::<u64>().ok());
        let length =
            length.ok_or_else(|| Trouble::Record("the record does not say how long it is".into()))?;
        if self.stretches.left().is_some_and(|left| left < length) {
            return Err(cut(length));
        }
        let hold = match (self.wanted)(&headers) {
            false => 0,
            true if length > self.limit as u64 => HEAD,
            true => self.limit,
        };
        let block = self.block(length, hold)?;
        self.end()?;
        Ok(Some(Record { at: self.at, headers, whole: block.len() as u64 == length, block }))
    }

    /// After damage: goes to where the next record may begin; `false` if there is no such place.
    fn recover(&mut self) -> Result<bool, Trouble> {
        if self.lost == Lost::Nothing {
            return Ok(true);
        }
        self.tries += 1;
        self.begun = None;
        match (&mut self.stretches, self.lost) {
            _ if self.tries > MOST_TRIES => return Ok(false),
            (Stretches::Packed(packed), Lost::Member) => return packed.find(),
            (Stretches::Packed(_), _) => {}
            (Stretches::Plain(raw), _) => raw.back_to(self.at.offset + 1)?,
        }
        // The next line that begins like a record; where the stretch ends before, the next one's beginning.
        let mut seen = 0;
        loop {
            let chunk = self.stretches.fill()?;
            if chunk.is_empty() {
                return Ok(true);
            }
            let mut used = chunk.len();
            for (at, &byte) in chunk.iter().enumerate() {
                seen = match byte {
                    b'\n' => 1,
                    _ if seen > 0 && byte == BEGIN[seen - 1] => seen + 1,
                    _ => 0,
                };
                if seen > BEGIN.len() {
                    used = at + 1;
                    break;
                }
            }
            self.stretches.consume(used);
            if seen > BEGIN.len() {
                self.begun = Some(before(self.stretches.at()));
                return Ok(true);
            }
        }
    }

    /// Goes past [`BEGIN`] of the next record; `false` at the end.
    fn begin(&mut self) -> Result<bool, Trouble> {
        if let Some(at) = self.begun.take() {
            self.at = at;
            return Ok(true);
        }
        while self.blank()? {
            let next = self.stretches.next();
            self.at = self.stretches.at();
            if !next? {
                return Ok(false);
            }
        }
        self.at = self.stretches.at();
        match self.begins()? {
            true => Ok(true),
            false => Err(Trouble::Record("no WARC record begins here".into())),
        }
    }

    /// Goes past line ends; whether the stretch ends then.
    fn blank(&mut self) -> Result<bool, Trouble> {
        loop {
            let chunk = self.stretches.fill()?;
            let count = chunk.iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
            let (ended, more) = (chunk.is_empty(), count < chunk.len());
            self.stretches.consume(count);
            if ended || more {
                return Ok(ended);
            }
        }
    }

    /// Goes past [`BEGIN`], if it stands here.
    fn begins(&mut self) -> Result<bool, Trouble> {
        for &expected in BEGIN {
            if self.stretches.byte()? != Some(expected) {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// The rest of the version line, and the headers.
    fn headers(&mut self) -> Result<Headers, Trouble> {
        let mut left = MOST_HEADERS;
        let version = self.line(&mut left)?;
        let known = version
            .split(|&byte| byte == b'.')
            .all(|part| !part.is_empty() && part.len() < 4 && part.iter().all(u8::is_ascii_digit));
        if !known {
            return Err(Trouble::Record("no WARC record begins here".into()));
        }
        let mut headers = Headers::default();
        loop {
            let line = self.line(&mut left)?;
            if line.is_empty() {
                return Ok(headers);
            }
            headers.add(&line);
        }
    }

    /// A line without its end.
    fn line(&mut self, left: &mut usize) -> Result<Vec<u8>, Trouble> {
        let mut line = Vec::new();
        loop {
            match self.stretches.byte()? {
                None => return Err(Trouble::Record("the record ends within its headers".into())),
                Some(b'\n') => break,
                Some(_) if line.len() >= *left => {
                    return Err(Trouble::Record("the record's headers are too long".into()));
                }
                Some(byte) => line.push(byte),
            }
        }
        *left -= line.len();
        if line.last() == Some(&b'\r') {
            line.pop();
        }
        Ok(line)
    }

    /// Goes past a block, of which the first `hold` bytes are given.
    fn block(&mut self, length: u64, hold: usize) -> Result<Vec<u8>, Trouble> {
        let (mut held, mut left) = (Vec::new(), length);
        while left > 0 {
            let chunk = self.stretches.fill()?;
            if chunk.is_empty() {
                return Err(cut(length));
            }
            let count = usize::try_from(left).unwrap_or(usize::MAX).min(chunk.len());
            held.extend_from_slice(&chunk[..count.min(hold - held.len())]);
            self.stretches.consume(count);
            left -= count as u64;
        }
        Ok(held)
    }

    /// Goes past what parts this record from the next, which must begin here unless the stretch ends.
    fn end(&mut self) -> Result<(), Trouble> {
        if self.blank()? {
            return Ok(());
        }
        let next = self.stretches.at();
        if !self.begins()? {
            return Err(Trouble::Record("the record is not as long as it says".into()));
        }
        self.begun = Some(next);
        Ok(())
    }
}

impl<W: Fn(&Headers) -> bool> Iterator for Records<W> {
    type Item = Found;

    fn next(&mut self) -> Option<Found> {
        while !self.done {
            let trouble = match self.step() {
                Ok(Some(record)) => return Some(Found::Record(record)),
                Ok(None) => {
                    self.done = true;
                    break;
                }
                Err(Trouble::Io(error)) => {
                    self.done = true;
                    return Some(Found::Broken(error));
                }
                Err(trouble) => trouble,
            };
            let before = self.lost;
            self.lost = if matches!(trouble, Trouble::Record(_)) { Lost::Record } else { Lost::Member };
            // What is in the way while the next record is looked for belongs to the same damage.
            if before == Lost::Nothing {
                return Some(Found::Damaged { at: self.at, trouble });
            }
        }
        None
    }
}

fn cut(length: u64) -> Trouble {
    Trouble::Record(format!("the record ends before the {length} bytes that it says it has"))
}

/// Where [`BEGIN`] began that ends here.
fn before(at: RecordAt) -> RecordAt {
    match at.inside {
        0 => RecordAt { offset: at.offset - BEGIN.len() as u64, inside: 0 },
        inside => RecordAt { inside: inside - BEGIN.len() as u64, ..at },
    }
}
