//! JSON: one object, several one after the other, or arrays of objects, read a value at a time.

use super::{Bytes, Items, Origin};
use crate::{
    Item, ProblemKind, fields,
    values::{Value, Values},
};

pub(super) struct Form;

impl super::Form for Form {
    fn extensions(&self) -> &'static [&'static str] {
        &["json"]
    }

    fn recognises(&self, head: &[u8]) -> bool {
        let head = head.trim_ascii_start();
        // A text may well begin with a bracket: « [Mis à jour] … ».
        let inside = head.strip_prefix(b"[").map(<[u8]>::trim_ascii_start);
        opens_object(head) || inside.is_some_and(|inside| inside.starts_with(b"]") || opens_object(inside))
    }

    fn read(&self, bytes: Bytes, origin: Origin) -> Items {
        Box::new(Values::new(bytes, origin.options.limit).flat_map(move |value| items(value, &origin)))
    }
}

/// Whether the bytes begin like a JSON object.
pub(super) fn opens_object(bytes: &[u8]) -> bool {
    let inside = bytes.strip_prefix(b"{").map(<[u8]>::trim_ascii_start);
    inside.is_some_and(|inside| inside.starts_with(b"\"") || inside.starts_with(b"}"))
}

fn items(value: Value, origin: &Origin) -> Vec<Item> {
    match value {
        Value::Whole { line, bytes } => fields::read(&bytes, line, origin),
        Value::TooLarge { line } => vec![origin.too_large(Some(line)).into()],
        Value::Malformed { line, message } => vec![origin.problem(Some(line), ProblemKind::NotJson, message).into()],
        Value::Empty => vec![origin.problem(None, ProblemKind::Empty, "no JSON in it").into()],
        Value::Broken { line, error } => vec![origin.broken(Some(line), &error).into()],
    }
}
