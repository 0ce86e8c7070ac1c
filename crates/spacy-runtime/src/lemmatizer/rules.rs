//! The rules that languages share (`pipeline/lemmatizer.py`), and English's exemption (`lang/en/lemmatizer.py`).

use super::Word;
use super::tables::Tables;
use crate::chars::is_alpha_str;

/// The lemma by rule.
pub(super) fn lemma(tables: &Tables, word: Word<'_>, is_base_form: bool) -> String {
    let lower = word.text.to_lowercase();
    if matches!(word.pos, "" | "eol" | "space") || is_base_form {
        return lower;
    }
    if !tables.knows(word.pos) {
        return if word.pos == "propn" { word.text.to_owned() } else { lower };
    }
    let mut forms: Vec<String> = Vec::new();
    let mut unknown = None;
    for (old, new) in tables.rules(word.pos) {
        let Some(stem) = lower.strip_suffix(old.as_str()) else { continue };
        let form = format!("{stem}{new}");
        if form.is_empty() {
            continue;
        }
        if tables.in_index(word.pos, &form) {
            forms.insert(0, form);
        } else if !is_alpha_str(&form) {
            forms.push(form);
        } else {
            unknown.get_or_insert(form);
        }
    }
    // Each exception goes to the front if it is not there yet: the last new one wins.
    for form in tables.exceptions(word.pos, &lower).unwrap_or_default() {
        if !forms.iter().any(|known| known == form) {
            forms.insert(0, form.to_owned());
        }
    }
    let first = forms.into_iter().next();
    first.or(unknown).unwrap_or_else(|| word.text.to_owned())
}

/// Whether the features say that the word is its own lemma.
pub(super) fn is_english_base_form(word: Word<'_>) -> bool {
    let present = word.has("VerbForm=Fin") && word.has("Tense=Pres") && word.lacks("Number");
    (word.pos == "noun" && word.has("Number=Sing"))
        || (word.pos == "verb" && present)
        || word.has("VerbForm=Inf")
        || word.has("VerbForm=None")
        || word.has("Degree=Pos")
}
