//! Tables: CSV and TSV with a header, a document a row.
//!
//! The separator is the one that parts the header into most columns (comma, semicolon, tab). Columns are known by their
//! names in English, French and Spanish; [`crate::Options::columns`] says otherwise. Cells may hold line breaks within
//! quotation marks (RFC 4180). A row longer than the limit is passed over without being kept.

use super::{Bytes, Items, Origin, without_bom};
use crate::{Item, ProblemKind, fields};
use csv_core::{ReadRecordResult, Reader, ReaderBuilder};
use std::io::{self, BufRead};

pub(super) struct Form;

/// What a field's column may be called, in lower case; the first that is there counts.
const COLUMNS: &[(&str, &[&str])] = &[
    ("id", &["id", "identifier", "identifiant", "doc_id", "document_id"]),
    ("url", &["url", "link", "lien", "enlace", "uri"]),
    ("outlet", &["outlet", "source", "media", "média", "medium", "journal", "publication", "medio", "periódico"]),
    ("title", &["title", "titre", "título", "titulo", "headline", "titular"]),
    ("published", &["published", "date", "fecha", "publication_date", "date_publication", "published_at", "pubdate"]),
    ("lang", &["lang", "language", "langue", "idioma", "lengua"]),
    ("author", &["author", "auteur", "autor", "byline"]),
    ("text", &["text", "body", "content", "texte", "contenu", "corps", "texto", "contenido", "cuerpo", "article", "full_text", "fulltext"]),
];

/// The fields that a table can hold.
pub(crate) fn fields() -> impl Iterator<Item = &'static str> {
    COLUMNS.iter().map(|(field, _)| *field)
}

impl super::Form for Form {
    fn extensions(&self) -> &'static [&'static str] {
        &["csv", "tsv"]
    }

    /// A text may hold commas in its first line as well: a table without a telling name must be named by its extension.
    fn recognises(&self, _head: &[u8]) -> bool {
        false
    }

    fn read(&self, bytes: Bytes, origin: Origin) -> Items {
        Box::new(Rows { bytes, origin, reader: None, header: Vec::new(), line: 1, done: false }.flatten())
    }
}

/// For each column of a table the field that it holds.
///
/// # Errors
/// A column that the caller names is not there, or there is none for the text.
pub(crate) fn columns(
    names: &[String],
    line: Option<u64>,
    origin: &Origin,
) -> Result<Vec<Option<&'static str>>, Box<Item>> {
    let lower: Vec<String> = names.iter().map(|name| name.trim().to_lowercase()).collect();
    let mut header = vec![None; names.len()];
    for (field, known) in COLUMNS {
        let wanted = origin.options.columns.iter().find(|(name, _)| name == field).map(|(_, column)| column.to_lowercase());
        let at = match &wanted {
            Some(column) => lower.iter().position(|name| name == column),
            None => known.iter().find_map(|known| lower.iter().position(|name| name == known)),
        };
        match at {
            Some(at) => header[at] = Some(*field),
            None if wanted.is_some() || *field == "text" => {
                let what = wanted.map_or_else(|| format!("no column for `{field}`"), |column| format!("no column `{column}`"));
                let mut among = lower.iter().take(40).map(String::as_str).collect::<Vec<_>>().join(", ");
                if lower.len() > 40 {
                    among += ", …";
                }
                let message = format!("{what} among: {among}; say which with --column {field}=NAME");
                return Err(Box::new(origin.problem(line, ProblemKind::NoColumn, message).into()));
            }
            None => {}
        }
    }
    Ok(header)
}

/// The rows of a table, each as the items that it gives.
struct Rows {
    bytes: Bytes,
    origin: Origin,
    reader: Option<Reader>,
    /// For each column the field that it holds.
    header: Vec<Option<&'static str>>,
    line: u64,
    done: bool,
}

/// One record.
enum Row {
    Cells { line: u64, cells: Vec<Vec<u8>> },
    TooLarge { line: u64 },
    Broken(io::Error),
    End,
}

impl Iterator for Rows {
    type Item = Vec<Item>;

    fn next(&mut self) -> Option<Vec<Item>> {
        if self.done {
            return None;
        }
        if self.reader.is_none()
            && let Err(item) = self.open()
        {
            self.done = true;
            return Some(vec![*item]);
        }
        loop {
            match self.row() {
                Row::End => {
                    self.done = true;
                    return None;
                }
                Row::Broken(error) => {
                    self.done = true;
                    return Some(vec![self.origin.broken(Some(self.line), &error).into()]);
                }
                Row::TooLarge { line } => return Some(vec![self.origin.too_large(Some(line)).into()]),
                Row::Cells { cells, .. } if cells.iter().all(|cell| cell.trim_ascii().is_empty()) => {}
                Row::Cells { line, cells } => return Some(self.items(line, &cells)),
            }
        }
    }
}

impl Rows {
    /// Finds the separator and the columns.
    fn open(&mut self) -> Result<(), Box<Item>> {
        let head = match self.bytes.fill_buf() {
            Ok(head) => without_bom(head),
            Err(error) => return Err(Box::new(self.origin.broken(None, &error).into())),
        };
        let first = head.split(|&byte| byte == b'\n').next().unwrap_or(head);
        let count = |separator: &u8| first.iter().filter(|byte| *byte == separator).count();
        let separator = [b',', b';', b'\t'].into_iter().rev().max_by_key(count).unwrap_or(b',');
        if head.len() < self.bytes.fill_buf().map_or(0, <[u8]>::len) {
            self.bytes.consume(3);
        }
        self.reader = Some(ReaderBuilder::new().delimiter(separator).build());
        let header = match self.row() {
            Row::Cells { cells, .. } => cells,
            Row::End => return Err(Box::new(self.origin.problem(None, ProblemKind::Empty, "no rows").into())),
            Row::TooLarge { line } => return Err(Box::new(self.origin.too_large(Some(line)).into())),
            Row::Broken(error) => return Err(Box::new(self.origin.broken(None, &error).into())),
        };
        let names: Vec<String> = header.iter().map(|cell| decoded(cell)).collect();
        self.header = columns(&names, Some(1), &self.origin)?;
        Ok(())
    }

    /// The next record; what is longer than the limit is read past.
    fn row(&mut self) -> Row {
        if let Err(error) = self.skip_line_ends() {
            return Row::Broken(error);
        }
        let reader = self.reader.as_mut().expect("opened before");
        let (limit, line) = (self.origin.options.limit, self.line);
        let (mut cells, mut kept, mut too_large) = (vec![0usize; 64], Vec::new(), false);
        let (mut chunk, mut ends) = (vec![0u8; 8192], 0usize);
        loop {
            let input = match self.bytes.fill_buf() {
                Ok(input) => input,
                Err(error) => return Row::Broken(error),
            };
            let (result, read, written, ended) = reader.read_record(input, &mut chunk, &mut cells[ends..]);
            self.line += memchr::memchr_iter(b'\n', &input[..read]).count() as u64;
            self.bytes.consume(read);
            if kept.len() + written > limit {
                too_large = true;
            } else {
                kept.extend_from_slice(&chunk[..written]);
            }
            ends += ended;
            match result {
                ReadRecordResult::InputEmpty | ReadRecordResult::OutputFull => {}
                ReadRecordResult::OutputEndsFull if ends > 100_000 => too_large = true,
                ReadRecordResult::OutputEndsFull => cells.resize(cells.len() * 2, 0),
                ReadRecordResult::Record => {
                    if too_large {
                        return Row::TooLarge { line };
                    }
                    let starts = std::iter::once(0).chain(cells[..ends].iter().copied());
                    let cells = starts.zip(&cells[..ends]).map(|(start, &end)| kept[start..end].to_vec()).collect();
                    return Row::Cells { line, cells };
                }
                ReadRecordResult::End => return Row::End,
            }
            if too_large && ends > 100_000 {
                ends = 0;
            }
        }
    }

    /// Goes to where the next record begins, so that its line is known.
    fn skip_line_ends(&mut self) -> io::Result<()> {
        while let Some(&byte @ (b'\r' | b'\n')) = self.bytes.fill_buf()?.first() {
            self.line += u64::from(byte == b'\n');
            self.bytes.consume(1);
        }
        Ok(())
    }

    fn items(&self, line: u64, cells: &[Vec<u8>]) -> Vec<Item> {
        let value = |name: &str| {
            let at = self.header.iter().position(|field| *field == Some(name))?;
            cells.get(at).map(|cell| decoded(cell))
        };
        fields::from_row(value, line, &self.origin)
    }
}

/// A cell as text: UTF-8, else windows-1252, which spreadsheets write where our languages are spoken. Too few letters stand in a cell to
/// guess by them.
pub(super) fn decoded(cell: &[u8]) -> String {
    match std::str::from_utf8(cell) {
        Ok(text) => text.to_owned(),
        Err(_) => encoding_rs::WINDOWS_1252.decode_without_bom_handling(cell).0.into_owned(),
    }
}
