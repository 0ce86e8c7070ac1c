//! The paragraphs of a Word document: a ZIP archive with an XML file in it.
//!
//! The archive's directory is believed for where the file begins and how long it is; what comes out of it is counted, whatever
//! the directory says. The XML is read by its tags ([`Tags`]), no entity but the five of XML and numbers is known, so none unfolds.

use crate::{
    nexis::Paragraph,
    tags::{Tags, Token, attribute, is},
};
use flate2::read::DeflateDecoder;
use std::{
    collections::HashMap,
    io::{self, BufReader, Cursor, Read},
    ops::Range,
    sync::Arc,
};
use zip::{CompressionMethod, ZipArchive};

/// No more of a file comes out of an archive than this many times what is in it, …
const MOST_FOLD: u64 = 100;
/// … unless it is small, …
const SMALL: u64 = 16_000_000;
/// … and never more than this.
const MOST: u64 = 2_000_000_000;
/// Links that are kept: a number of the database each.
const MOST_LINKS: usize = 20_000;

/// A part of an archive.
#[derive(Clone)]
struct Slice {
    bytes: Arc<Vec<u8>>,
    range: Range<usize>,
    packed: bool,
}

impl Slice {
    fn open(self) -> BufReader<Counted<Box<dyn Read + Send>>> {
        let packed = self.range.len() as u64;
        let most = packed.saturating_mul(MOST_FOLD).clamp(SMALL, MOST);
        let bytes = Cursor::new(Part(self));
        let deflated = bytes.get_ref().0.packed;
        let plain: Box<dyn Read + Send> =
            if deflated { Box::new(DeflateDecoder::new(bytes)) } else { Box::new(bytes) };
        BufReader::with_capacity(64 * 1024, Counted { plain, left: most })
    }
}

struct Part(Slice);

impl AsRef<[u8]> for Part {
    fn as_ref(&self) -> &[u8] {
        &self.0.bytes[self.0.range.clone()]
    }
}

/// A reader that stops with an error at a count of bytes.
struct Counted<R> {
    plain: R,
    left: u64,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let count = self.plain.read(into)?;
        self.left = self
            .left
            .checked_sub(count as u64)
            .ok_or_else(|| io::Error::other("unfolds to far more than a document holds, not read further"))?;
        Ok(count)
    }
}

/// What the document's file is, or why there is none.
pub(crate) fn paragraphs(bytes: Vec<u8>) -> Result<Paragraphs, String> {
    let bytes = Arc::new(bytes);
    let mut archive = ZipArchive::new(Cursor::new(bytes.as_slice()))
        .map_err(|error| format!("not a Word document: {error}"))?;
    let names: Vec<String> =
        archive.file_names_raw().map(|name| String::from_utf8_lossy(name).into_owned()).collect();
    // Word on the web calls it document2.xml.
    let name = names
        .iter()
        .filter(|name| {
            name.starts_with("word/document") && name.ends_with(".xml") && !name[5..].contains('/')
        })
        .min();
    let name = name.ok_or("not a Word document: no word/document.xml in the archive")?;
    let slice = |archive: &mut ZipArchive<Cursor<&[u8]>>, name: &str| -> Result<Slice, String> {
        let file = archive.by_name(name).map_err(|error| format!("{name}: {error}"))?;
        let packed = match file.compression() {
            CompressionMethod::Stored => false,
            CompressionMethod::Deflated => true,
            other => return Err(format!("{name}: packed by {other}, which Word does not use")),
        };
        let start = file
            .data_start()
            .and_then(|start| usize::try_from(start).ok())
            .ok_or_else(|| format!("{name}: nowhere in the archive"))?;
        let size = usize::try_from(file.compressed_size()).unwrap_or(usize::MAX);
        let end = start.saturating_add(size).min(bytes.len());
        Ok(Slice { bytes: Arc::clone(&bytes), range: start.min(end)..end, packed })
    };
    let document = slice(&mut archive, name)?;
    let links = slice(&mut archive, "word/_rels/document.xml.rels").ok().map(links).unwrap_or_default();
    Ok(Paragraphs { tags: Tags::new(document.open()), links, open: Open::default(), skipped: 0, done: false })
}

/// The numbers of the database's documents that a document links to, by the links' names.
fn links(slice: Slice) -> HashMap<String, String> {
    let mut tags = Tags::new(slice.open());
    let mut found = HashMap::new();
    while let Ok(Some(token)) = tags.next() {
        let Token::Tag(tag) = token else { continue };
        let (Some(id), Some(target)) = (attribute(tag, "Id"), attribute(tag, "Target")) else { continue };
        if let Some(number) = item_number(target) {
            found.insert(String::from_utf8_lossy(id).into_owned(), number);
            if found.len() >= MOST_LINKS {
                break;
            }
        }
    }
    found
}

/// « …?id=urn:contentItem:5C9T-RCH1-DYN2-332M-00000-00&… »
fn item_number(target: &[u8]) -> Option<String> {
    let target = String::from_utf8_lossy(target).replace("%3A", ":").replace("%3a", ":");
    let (_, after) = target.split_once("urn:contentItem:")?;
    let number: String =
        after.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '-').take(64).collect();
    (!number.is_empty()).then_some(number)
}

/// The paragraphs of a document, in order.
pub(crate) struct Paragraphs {
    tags: Tags<BufReader<Counted<Box<dyn Read + Send>>>>,
    links: HashMap<String, String>,
    open: Open,
    /// Depth of elements whose text stands elsewhere once more.
    skipped: usize,
    done: bool,
}

/// The paragraph that is being read.
#[derive(Default)]
struct Open {
    paragraph: Paragraph,
    /// The text of a run, as it stands in the file.
    run: Vec<u8>,
    in_run: bool,
}

impl Paragraphs {
    /// The next paragraph with a text, or one that is larger than `limit` (`None` inside).
    ///
    /// # Errors
    /// The file breaks off, or unfolds without end.
    pub fn next(&mut self, limit: usize) -> io::Result<Option<Option<Paragraph>>> {
        let mut begins = false;
        let mut too_large = false;
        while !self.done {
            let Some(token) = self.tags.next()? else {
                self.done = true;
                return Err(io::Error::from(io::ErrorKind::UnexpectedEof));
            };
            let tag = match token {
                Token::Text(text) => {
                    if self.open.in_run && self.skipped == 0 {
                        if self.open.paragraph.text.len() + self.open.run.len() + text.len() > limit {
                            too_large = true;
                            self.open.run.clear();
                        } else {
                            self.open.run.extend_from_slice(text);
                        }
                    }
                    continue;
                }
                Token::Tag(tag) => tag,
            };
            if is(tag, "mc:Fallback") && !tag.ends_with(b"/>") {
                self.skipped += 1;
            } else if is(tag, "/mc:Fallback") {
                self.skipped = self.skipped.saturating_sub(1);
            } else if self.skipped > 0 {
                continue;
            } else if is(tag, "w:t") {
                self.open.in_run = !tag.ends_with(b"/>");
            } else if is(tag, "/w:t") {
                self.open.in_run = false;
                let run = std::mem::take(&mut self.open.run);
                unescape(&String::from_utf8_lossy(&run), &mut self.open.paragraph.text);
            } else if is(tag, "w:tab") || is(tag, "w:br") || is(tag, "w:cr") {
                self.open.paragraph.text.push(' ');
            } else if is(tag, "w:noBreakHyphen") {
                self.open.paragraph.text.push('\u{2011}');
            } else if is(tag, "w:bookmarkStart") {
                begins |= attribute(tag, "w:name").is_some_and(|name| name.starts_with(b"Bookmark_"));
            } else if is(tag, "w:hyperlink") {
                let link = attribute(tag, "r:id").map(|id| String::from_utf8_lossy(id).into_owned());
                if let Some(number) = link.and_then(|link| self.links.get(&link)) {
                    self.open.paragraph.number.get_or_insert_with(|| number.clone());
                }
            } else if is(tag, "/w:p") || is(tag, "w:p") || is(tag, "/w:document") {
                self.done = is(tag, "/w:document");
                let mut paragraph = std::mem::take(&mut self.open).paragraph;
                if too_large {
                    return Ok(Some(None));
                }
                let words = paragraph.text.split_ascii_whitespace().collect::<Vec<_>>().join(" ");
                if !words.is_empty() {
                    paragraph.text = words;
                    paragraph.begins = begins;
                    return Ok(Some(Some(paragraph)));
                }
            }
        }
        Ok(None)
    }
}

/// Adds a text of XML to `into`; what is no entity of XML stays as it stands.
fn unescape(text: &str, into: &mut String) {
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        into.push_str(&rest[..at]);
        rest = &rest[at..];
        let end = rest.char_indices().take(12).find(|(_, c)| *c == ';').map(|(end, _)| end);
        let Some((end, c)) = end.and_then(|end| Some((end, entity(&rest[1..end])?))) else {
            into.push('&');
            rest = &rest[1..];
            continue;
        };
        into.push(c);
        rest = &rest[end + 1..];
    }
    into.push_str(rest);
}

fn entity(name: &str) -> Option<char> {
    let number = match name {
        "amp" => return Some('&'),
        "lt" => return Some('<'),
        "gt" => return Some('>'),
        "quot" => return Some('"'),
        "apos" => return Some('\''),
        _ => name.strip_prefix('#')?,
    };
    let code = match number.strip_prefix(['x', 'X']) {
        Some(hex) => u32::from_str_radix(hex, 16).ok()?,
        None => number.parse().ok()?,
    };
    Some(char::from_u32(code).filter(|c| *c != '\0').unwrap_or('\u{FFFD}'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entities_of_xml_and_no_other() {
        let mut text = String::new();
        unescape("a &amp; b &lt;c&gt; &#233;&#xe9; &lol9; &nope &#0; &#xD800; R&D;", &mut text);
        assert_eq!(text, "a & b <c> éé &lol9; &nope \u{FFFD} \u{FFFD} R&D;");
    }

    #[test]
    fn numbers_in_links() {
        let target = b"https://advance.lexis.com/api/document?collection=news&amp;id=urn:contentItem:5C9T-RCH1-DYN2-332M-00000-00&amp;context=";
        assert_eq!(item_number(target).as_deref(), Some("5C9T-RCH1-DYN2-332M-00000-00"));
        assert_eq!(item_number(b"https://example.org/"), None);
    }
}
