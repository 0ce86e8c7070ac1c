//! Word documents: an export of Nexis Uni holds many articles, any other document is one.

use super::{Bytes, Items, Origin};
use crate::{
    Item, ProblemKind, Sourced,
    docx::{self, Paragraphs},
    fields,
    nexis::{self, Paragraph},
};
use records::Document;

pub(super) struct Form;

impl super::Form for Form {
    fn extensions(&self) -> &'static [&'static str] {
        &["docx"]
    }

    /// An archive that names a document early, as Word's do.
    fn recognises(&self, head: &[u8]) -> bool {
        head.starts_with(b"PK\x03\x04") && memchr::memmem::find(head, b"word/").is_some()
    }

    fn read(&self, bytes: Bytes, origin: Origin) -> Items {
        let mut unread = Some(bytes);
        let mut read: Option<Articles> = None;
        Box::new(
            std::iter::from_fn(move || {
                if let Some(bytes) = unread.take() {
                    let paragraphs = match origin.whole(bytes) {
                        Ok(bytes) => docx::paragraphs(bytes).map_err(|error| origin.problem(None, ProblemKind::Unreadable, error)),
                        Err(problem) => Err(*problem),
                    };
                    match paragraphs {
                        Ok(paragraphs) => read = Some(Articles::new(paragraphs)),
                        Err(problem) => return Some(vec![problem.into()]),
                    }
                }
                read.as_mut()?.next(&origin)
            })
            .flatten(),
        )
    }
}

struct Articles {
    paragraphs: Paragraphs,
    held: Vec<Paragraph>,
    size: usize,
    too_large: bool,
    /// Articles that have ended.
    count: u64,
    done: bool,
}

impl Articles {
    fn new(paragraphs: Paragraphs) -> Articles {
        Articles { paragraphs, held: Vec::new(), size: 0, too_large: false, count: 0, done: false }
    }

    fn next(&mut self, origin: &Origin) -> Option<Vec<Item>> {
        let limit = origin.options.limit;
        while !self.done {
            match self.paragraphs.next(limit) {
                Ok(Some(Some(paragraph))) if nexis::ends(&paragraph.text) => {
                    let items = self.close(origin, true);
                    if !items.is_empty() {
                        return Some(items);
                    }
                }
                Ok(Some(Some(paragraph))) => {
                    self.size += paragraph.text.len() + 2;
                    self.too_large |= self.size > limit;
                    if self.too_large {
                        self.held = Vec::new();
                    } else {
                        self.held.push(paragraph);
                    }
                }
                Ok(Some(None)) => {
                    self.too_large = true;
                    self.held = Vec::new();
                }
                Ok(None) => {
                    self.done = true;
                    let items = self.close(origin, false);
                    if !items.is_empty() {
                        return Some(items);
                    }
                    if self.count == 0 {
                        return Some(vec![origin.problem(None, ProblemKind::Empty, "no text").into()]);
                    }
                }
                // What was not ended is not whole.
                Err(error) => {
                    self.done = true;
                    let message = match error.kind() {
                        std::io::ErrorKind::UnexpectedEof => "the document breaks off".to_owned(),
                        _ => error.to_string(),
                    };
                    return Some(vec![origin.problem(self.number(), ProblemKind::Unreadable, message).into()]);
                }
            }
        }
        None
    }

    /// Which article this is, where there are several.
    fn number(&self) -> Option<u64> {
        (self.count > 0).then_some(self.count + 1)
    }

    fn close(&mut self, origin: &Origin, ended: bool) -> Vec<Item> {
        let held = std::mem::take(&mut self.held);
        let too_large = std::mem::take(&mut self.too_large);
        self.size = 0;
        let place = if ended { Some(self.count + 1) } else { self.number() };
        if too_large {
            self.count += 1;
            return vec![origin.too_large(place).into()];
        }
        if held.is_empty() {
            return Vec::new();
        }
        let export = ended || held.iter().any(|paragraph| nexis::is_sign(&paragraph.text));
        if self.count > 0 && !export {
            return Vec::new();
        }
        self.count += 1;
        if export { nexis::article(&held).items(place, origin) } else { vec![plain(&held, origin)] }
    }
}

/// A document that no database made: its paragraphs.
fn plain(paragraphs: &[Paragraph], origin: &Origin) -> Item {
    let text = paragraphs.iter().map(|paragraph| paragraph.text.as_str()).collect::<Vec<_>>().join("\n\n");
    let document = Document {
        id: origin.stem.clone().unwrap_or_else(|| fields::content_id(None, &text)),
        lang: origin.options.lang.clone(),
        published: origin.options.published.clone(),
        text,
        ..Document::default()
    };
    Item::Document(Sourced { document, place: origin.place(None) })
}
