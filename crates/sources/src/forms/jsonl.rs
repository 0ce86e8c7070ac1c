//! JSON lines: one object a line, empty lines passed over.

use super::{Bytes, Items, Origin, without_bom};
use crate::{
    Item, fields,
    lines::{Line, Lines},
};

pub(super) struct Form;

impl super::Form for Form {
    fn extensions(&self) -> &'static [&'static str] {
        &["jsonl", "ndjson"]
    }

    /// An object that is complete on its first line, or a first line too long to see the end of.
    fn recognises(&self, head: &[u8]) -> bool {
        let head = head.trim_ascii_start();
        match memchr::memchr(b'\n', head) {
            Some(end) => is_object(&head[..end]),
            None => is_object(head) || (super::HEAD as usize <= head.len() && super::json::opens_object(head)),
        }
    }

    fn read(&self, bytes: Bytes, origin: Origin) -> Items {
        Box::new(Lines::new(bytes, origin.options.limit).flat_map(move |line| items(line, &origin)))
    }
}

fn is_object(line: &[u8]) -> bool {
    line.starts_with(b"{") && serde_json::from_slice::<serde::de::IgnoredAny>(line).is_ok()
}

fn items(line: Line, origin: &Origin) -> Vec<Item> {
    match line {
        Line::Whole { number, bytes } => {
            let bytes = if number == 1 { without_bom(&bytes) } else { &bytes };
            if bytes.trim_ascii().is_empty() { vec![] } else { fields::read(bytes, number, origin) }
        }
        Line::TooLong { number } => vec![origin.too_large(Some(number)).into()],
        Line::Broken { number, error } => vec![origin.broken(Some(number), &error).into()],
    }
}
