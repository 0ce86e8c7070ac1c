//! Factiva as text, as it is copied from its RTF or sent by e-mail: each field begins with its code (`HD`, `SN`, `PD`, …) at the beginning of
//! a line, and an article ends with its number (`Document LAGA0020120503e800t0001r`).

use super::{
    Bytes, Items, Origin, factiva,
    nexis::{self, Shape},
    text,
};
use crate::export::Article;

pub(super) struct Form;

/// The codes of fields that may stand in an article.
const CODES: &[&str] = &[
    "SE", "HD", "BY", "CR", "WC", "PD", "ET", "SN", "SC", "NGC", "GC", "ED", "PG", "VOL", "LA", "CY", "LP", "TD", "ART", "CO", "IN", "NS",
    "RE", "RF", "CT", "IPC", "IPD", "PUB", "AN",
];

impl super::Form for Form {
    fn extensions(&self) -> &'static [&'static str] {
        text::EXTENSIONS
    }

    /// The codes of title, day, source and of one part of the text.
    fn recognises(&self, head: &[u8]) -> bool {
        let mut found = Vec::new();
        for line in head.split(|&byte| byte == b'\n') {
            let line = String::from_utf8_lossy(&line[..line.len().min(20)]);
            if let Some((code, _)) = field(&line)
                && !found.contains(&code)
            {
                found.push(code);
            }
        }
        ["HD", "PD", "SN"].iter().all(|code| found.contains(code)) && (found.contains(&"LP") || found.contains(&"TD"))
    }

    fn read(&self, bytes: Bytes, origin: Origin) -> Items {
        nexis::articles(bytes, origin, &SHAPE)
    }
}

static SHAPE: Shape = Shape { begins: |_| false, ends, holds_end: true, article };

/// The number of an article stands alone, or after its code.
fn ends(line: &str) -> bool {
    let value = field(line).filter(|(code, _)| *code == "AN").map_or(line, |(_, value)| value);
    value.len() < 80 && value.split_whitespace().count() == 2 && factiva::accession(value).is_some()
}

/// The code at the beginning of a line, and what stands after it: alone, or parted from it by more than one space.
fn field(line: &str) -> Option<(&'static str, &str)> {
    let code = CODES.iter().copied().filter(|code| line.starts_with(code)).max_by_key(|code| code.len())?;
    let after = &line[code.len()..];
    let parted = after.trim().is_empty() || after.starts_with(['\t', '\u{a0}']) || after.starts_with("  ");
    parted.then(|| (code, after.trim()))
}

fn article(lines: &[String]) -> Option<Article> {
    let mut fields: Vec<(&str, Vec<String>)> = Vec::new();
    for line in lines {
        match (field(line), fields.last_mut()) {
            (Some((code, value)), _) => fields.push((code, vec![value.to_owned()])),
            (None, Some((_, lines))) => lines.push(line.clone()),
            // A cover.
            (None, None) => {}
        }
    }
    if fields.is_empty() {
        return None;
    }
    let value = |code: &str| {
        let (_, lines) = fields.iter().find(|(found, _)| *found == code)?;
        let words = lines.iter().flat_map(|line| line.split_whitespace()).collect::<Vec<_>>().join(" ");
        (!words.is_empty()).then_some(words)
    };
    let parts = fields.iter().filter(|(code, _)| ["LP", "TD"].contains(code));
    let paragraphs = parts.flat_map(|(_, lines)| nexis::paragraphs(lines)).map(|paragraph| paragraph.text).collect();
    Some(Article {
        id: value("AN").as_deref().and_then(factiva::accession),
        url: None,
        outlet: value("SN"),
        title: value("HD"),
        date: value("PD"),
        author: value("BY"),
        lang: value("LA"),
        paragraphs,
    })
}
