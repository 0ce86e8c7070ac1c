//! French (`lang/fr/lemmatizer.py`).

use super::Word;
use super::tables::Tables;
use crate::chars::is_alpha_str;

/// The parts of speech that have rules; all others are looked up.
const RULED: [&str; 11] =
    ["noun", "verb", "adj", "adp", "adv", "aux", "cconj", "det", "pron", "punct", "sconj"];

/// The lemma by rule, or nothing where the word has to be looked up as it stands.
pub(super) fn lemma(tables: &Tables, word: Word<'_>) -> Option<String> {
    let lower = word.text.to_lowercase();
    if matches!(word.pos, "" | "eol" | "space") {
        return Some(lower);
    }
    if !RULED.contains(&word.pos) {
        return None;
    }
    if tables.in_index(word.pos, &lower) {
        return Some(lower);
    }
    if let Some(lemma) = tables.exceptions(word.pos, &lower).and_then(|lemmas| lemmas.first().copied()) {
        return Some(lemma.to_owned());
    }
    let mut unknown = None;
    for (old, new) in tables.rules(word.pos) {
        let Some(stem) = lower.strip_suffix(old.as_str()) else { continue };
        let form = format!("{stem}{new}");
        if form.is_empty() {
            continue;
        }
        if tables.in_index(word.pos, &form) || !is_alpha_str(&form) {
            return Some(form);
        }
        unknown.get_or_insert(form);
    }
    Some(unknown.unwrap_or_else(|| tables.lookup(&lower).map_or(lower.clone(), str::to_owned)))
}
