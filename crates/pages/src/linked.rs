//! Linked data: the schema.org articles that a page carries in JSON-LD.

use scraper::{Html, Selector};
use serde_json::Value;
use std::sync::LazyLock;

static SCRIPTS: LazyLock<Selector> =
    LazyLock::new(|| Selector::parse("script[type*='ld+json']").expect("a selector"));

/// Data nested deeper than this is no description of an article.
const MOST_DEPTH: usize = 8;

/// The articles described, in order; the main one is the first.
pub(crate) fn articles(tree: &Html) -> Vec<Value> {
    let mut found = Vec::new();
    for script in tree.select(&SCRIPTS) {
        let text: String = script.text().collect();
        // Some templates write line breaks into strings.
        let text = text.replace(['\n', '\r', '\t'], " ");
        if let Ok(value) = serde_json::from_str::<Value>(text.trim().trim_end_matches(';')) {
            collect(value, 0, &mut found);
        }
    }
    found
}

fn collect(value: Value, depth: usize, found: &mut Vec<Value>) {
    match value {
        Value::Array(values) if depth < MOST_DEPTH => {
            values.into_iter().for_each(|value| collect(value, depth + 1, found))
        }
        Value::Object(mut object) => {
            let graph = object.remove("@graph");
            let value = Value::Object(object);
            if is_article(&value) {
                found.push(value);
            } else if let Some(main) = value
                .get("mainEntity")
                .or_else(|| value.get("mainEntityOfPage"))
                .filter(|main| is_article(main))
            {
                found.push(main.clone());
            }
            if let Some(graph) = graph.filter(|_| depth < MOST_DEPTH) {
                collect(graph, depth + 1, found);
            }
        }
        _ => {}
    }
}

fn is_article(value: &Value) -> bool {
    types(value).any(|kind| {
        kind.ends_with("Article")
            || kind.ends_with("Posting")
            || matches!(kind, "Report" | "ImageGallery" | "MediaGallery" | "VideoObject")
    })
}

/// The names of a thing's types, without their address.
pub(crate) fn types(value: &Value) -> impl Iterator<Item = &str> {
    let kind = &value["@type"];
    let several = kind.as_array().into_iter().flatten();
    several
        .chain(std::iter::once(kind))
        .filter_map(Value::as_str)
        .map(|name| name.rsplit(['/', ':']).next().unwrap_or(name))
}

/// A property as words: a string, a thing's name, the first of several.
pub(crate) fn words(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.trim().to_owned()).filter(|text| !text.is_empty()),
        Value::Object(_) => words(&value["name"]).or_else(|| words(&value["@id"])),
        Value::Array(values) => values.iter().find_map(words),
        _ => None,
    }
}

/// All names of a property, joined.
pub(crate) fn names(value: &Value) -> Option<String> {
    let all: Vec<String> = match value {
        Value::Array(values) => values.iter().filter_map(words).collect(),
        one => words(one).into_iter().collect(),
    };
    (!all.is_empty()).then(|| all.join(", "))
}
