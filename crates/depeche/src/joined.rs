//! Readings of many documents written one after the other, in each format.

use crate::{
    arguments::Format,
    flat::{self, CAMEO_COLUMNS, PLOVER_COLUMNS},
    json,
    output::Output,
    print,
};
use anyhow::Result;
use page::{ENGLISH, Section};
use records::Reading;

/// One reading in a format.
pub enum Piece {
    /// What stands in the output as it is.
    Bytes(Vec<u8>),
    /// A part of a page whose table of contents comes first.
    Section(Section),
}

/// One reading in a format, the `number`th document of the input. Done by the threads that read; [`Joined`] puts the
/// pieces together.
///
/// # Errors
/// A reading that cannot be serialised, such as one with a number that is none.
pub fn piece(reading: &Reading, number: usize, format: Format, width: usize) -> Result<Piece> {
    Ok(Piece::Bytes(match format {
        Format::Text => print::page(reading, width).into_bytes(),
        Format::Html => return Ok(Piece::Section(Section::of(reading, &format!("d{number}"), &ENGLISH)?)),
        Format::Json => json::pretty(reading)?,
        Format::Jsonl => {
            let mut line = serde_json::to_vec(reading)?;
            line.push(b'\n');
            line
        }
        Format::Plover => flat::plover(reading).into_bytes(),
        Format::Cameo => flat::cameo(reading).into_bytes(),
    }))
}

/// What stands between, before and after the pieces.
pub struct Joined {
    format: Format,
    width: usize,
    written: u64,
    /// The first piece of JSON: whether it stands alone or in an array shows with the second.
    first: Option<Vec<u8>>,
    /// Of a page: all of them, since its table of contents stands before the first.
    sections: Vec<Section>,
}

impl Joined {
    /// Nothing yet.
    pub fn new(format: Format, width: usize) -> Joined {
        Joined { format, width, written: 0, first: None, sections: Vec::new() }
    }

    /// Adds one document's piece.
    ///
    /// # Errors
    /// Those of the output.
    pub fn add(&mut self, piece: Piece, out: &mut Output) -> Result<()> {
        let piece = match piece {
            Piece::Bytes(bytes) => bytes,
            Piece::Section(section) => {
                self.sections.push(section);
                return Ok(());
            }
        };
        self.written += 1;
        match (self.format, self.written) {
            (Format::Html | Format::Jsonl, _) | (Format::Text, 1) => out.write(&piece),
            (Format::Plover | Format::Cameo, 1) => {
                out.write(&[header(self.format).as_bytes(), piece.as_slice()].concat())
            }
            (Format::Plover | Format::Cameo, _) => out.write(&piece),
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
            // A table without rows still tells its columns.
            (Format::Plover | Format::Cameo, 0) => out.write(header(self.format).as_bytes()),
            (Format::Plover | Format::Cameo, _) => Ok(()),
            (Format::Html, _) => Ok(page::write(&self.sections, &ENGLISH, out.writer())?),
            (Format::Json, 0) => out.write(b"[]\n"),
            (Format::Json, 1) => out.write(&[self.first.unwrap_or_default(), b"\n".to_vec()].concat()),
            (Format::Json, _) => out.write(b"\n]\n"),
        }
    }
}

/// The first line of a table; other formats have none.
fn header(format: Format) -> String {
    match format {
        Format::Plover => flat::header(PLOVER_COLUMNS),
        Format::Cameo => flat::header(CAMEO_COLUMNS),
        Format::Text | Format::Html | Format::Json | Format::Jsonl => String::new(),
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
