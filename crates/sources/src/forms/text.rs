//! Plain text: a file is one document, its id the file's stem, its text all of it but a byte order mark.

use super::{Bytes, Items, Origin, without_bom};
use crate::{Item, ProblemKind, Sourced, fields};
use records::Document;

pub(super) struct Form;

impl super::Form for Form {
    fn extensions(&self) -> &'static [&'static str] {
        EXTENSIONS
    }

    fn recognises(&self, _head: &[u8]) -> bool {
        true
    }

    fn read(&self, bytes: Bytes, origin: Origin) -> Items {
        // Read when asked for, not when opened.
        Box::new(std::iter::once_with(move || document(bytes, &origin)))
    }
}

/// Of texts, and of the exports that are texts.
pub(super) const EXTENSIONS: &[&str] = &["txt"];

fn document(bytes: Bytes, origin: &Origin) -> Item {
    let all = match origin.whole(bytes) {
        Ok(all) => all,
        Err(problem) => return (*problem).into(),
    };
    let text = match std::str::from_utf8(without_bom(&all)) {
        Ok(text) => text.to_owned(),
        Err(error) => {
            let before = &without_bom(&all)[..error.valid_up_to()];
            let line = 1 + memchr::memchr_iter(b'\n', before).count() as u64;
            return origin.problem(Some(line), ProblemKind::NotUtf8, "not UTF-8").into();
        }
    };
    if text.trim().is_empty() {
        return origin.problem(None, ProblemKind::Empty, "no text").into();
    }
    let url = origin.web.as_ref().map(|web| web.url.clone());
    let id = origin.stem.clone().unwrap_or_else(|| fields::content_id(url.as_deref(), &text));
    let (lang, published) = (origin.options.lang.clone(), origin.options.published.clone());
    let document = Document { id, lang, published, url, text, ..Document::default() };
    Item::Document(Sourced { document, place: origin.place(None) })
}
