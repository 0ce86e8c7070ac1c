//! Readings of many documents written one after the other, in each format.

use crate::{arguments::Format, json, output::Output, print};
use anyhow::Result;
use records::Reading;

/// One reading in a format. Done by the threads that read; [`Joined`] puts the pieces together.
///
/// # Errors
/// A reading that cannot be serialised, such as one with a number that is none.
pub fn piece(reading: &Reading, format: Format, width: usize) -> serde_json::Result<Vec<u8>> {
    match format {
        Format::Text => Ok(print::page(reading, width).into_bytes()),
        Format::Json => json::pretty(reading),
        Format::Jsonl => {
            let mut line = serde_json::to_vec(reading)?;
            line.push(b'\n');
            Ok(line)
        }
    }
}

/// What stands between, before and after the pieces.
pub struct Joined {
    format: Format,
    width: usize,
    written: u64,
    /// The first piece of JSON: whether it stands alone or in an array shows with the second.
    first: Option<Vec<u8>>,
}

impl Joined {
    /// Nothing yet.
    pub fn new(format: Format, width: usize) -> Joined {
        Joined { format, width, written: 0, first: None }
    }

    /// Adds one document's piece.
    ///
    /// # Errors
    /// Those of the output.
    pub fn add(&mut self, piece: Vec<u8>, out: &mut Output) -> Result<()> {
        self.written += 1;
        match (self.format, self.written) {
            (Format::Jsonl, _) | (Format::Text, 1) => out.write(&piece),
            (Format::Text, _) => {
                let rule = format!("\n{}{}{:#}\n\n", print::FAINT, "─".repeat(self.width), print::FAINT);
                out.write(&[rule.as_bytes(), &piece].concat())
            }
            (Format::Json, 1) => {
                self.first = Some(piece);
                Ok(())
            }
            (Format::Json, _) => {
                if let Some(first) = self.first.take() {
                    out.write(&[b"[\n  ", indented(&first).as_slice()].concat())?;
                }
                out.write(&[b",\n  ", indented(&piece).as_slice()].concat())
            }
        }
    }

    /// Writes what comes after the last.
    ///
    /// # Errors
    /// Those of the output.
    pub fn finish(self, out: &mut Output) -> Result<()> {
        match (self.format, self.written) {
            (Format::Text | Format::Jsonl, _) => Ok(()),
            (Format::Json, 0) => out.write(b"[]\n"),
            (Format::Json, 1) => out.write(&[self.first.unwrap_or_default(), b"\n".to_vec()].concat()),
            (Format::Json, _) => out.write(b"\n]\n"),
        }
    }
}

/// JSON moved to the right: inside strings there are no line feeds, only `\n`.
fn indented(json: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(json.len() + json.len() / 8);
    for byte in json {
        out.push(*byte);
        if *byte == b'\n' {
            out.extend_from_slice(b"  ");
        }
    }
    out
}
