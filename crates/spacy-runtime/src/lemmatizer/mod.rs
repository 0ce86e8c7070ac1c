//! Lemmas by table and by rule, as spaCy's `pipeline/lemmatizer.py` and the languages' own lemmatizers.

mod french;
mod rules;
mod spanish;
mod tables;

use crate::config::Config;
use crate::doc::{Doc, Label};
use crate::{Error, ModelFiles};
use std::collections::HashMap;
use tables::Tables;

/// Languages whose lemmatizer is a class of its own that is not written here.
const FOREIGN: [&str; 10] = ["ca", "el", "ga", "ht", "it", "mk", "nl", "pl", "ru", "uk"];
/// Lemmas kept before a thread's cache starts anew.
const MAX_CACHED: usize = 200_000;

/// A lemmatizer component.
#[derive(Debug)]
pub(crate) struct Lemmatizer {
    tables: Tables,
    kind: Kind,
    overwrite: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Lookup,
    /// The rules of `pipeline/lemmatizer.py`.
    Rule,
    /// The same, but base forms are left alone.
    English,
    French,
    Spanish,
}

/// A token as lemmatizers see it.
#[derive(Clone, Copy)]
struct Word<'a> {
    text: &'a str,
    /// Part of speech in lower case.
    pos: &'a str,
    /// Features, sorted and joined by bars.
    morph: &'a str,
}

impl Word<'_> {
    /// Whether the word has a feature, `Number=Sing`; of several values each counts.
    fn has(&self, feature: &str) -> bool {
        let Some((name, value)) = feature.split_once('=') else { return false };
        self.morph
            .split('|')
            .filter_map(|one| one.split_once('='))
            .any(|(known, values)| known == name && values.split(',').any(|one| one == value))
    }

    fn lacks(&self, name: &str) -> bool {
        !self.morph.split('|').any(|one| one.split_once('=').is_some_and(|(known, _)| known == name))
    }
}

/// One thread's lemmas by form, part of speech and features.
#[derive(Debug, Default)]
pub(crate) struct LemmaCache {
    ranges: HashMap<(u64, Label, Label), (u32, u32)>,
    lemmas: String,
}

impl Lemmatizer {
    /// Reads the component of this name.
    pub(crate) fn load(name: &str, config: &Config, files: &ModelFiles) -> Result<Lemmatizer, Error> {
        let lang = config.str("nlp.lang").unwrap_or_default();
        let setting = |key: &str| format!("components.{name}.{key}");
        let mode = config.str(&setting("mode")).unwrap_or("lookup");
        if FOREIGN.contains(&lang) {
            return Err(Error::unsupported(name, format!("the lemmatizer of language `{lang}`")));
        }
        let (kind, required): (_, &[&str]) = match (mode, lang) {
            ("lookup", _) => (Kind::Lookup, &["lemma_lookup"]),
            ("rule", "fr") => (Kind::French, &["lemma_lookup", "lemma_rules", "lemma_exc", "lemma_index"]),
            ("rule", "es") => {
                (Kind::Spanish, &["lemma_rules", "lemma_rules_groups", "lemma_index", "lemma_exc"])
            }
            ("rule", "en") => (Kind::English, &["lemma_rules"]),
            ("rule", _) => (Kind::Rule, &["lemma_rules"]),
            _ => return Err(Error::unsupported(name, format!("mode `{mode}`"))),
        };
        let file = format!("{name}/lookups/lookups.bin");
        let tables = Tables::read(files.read(&file)?)?;
        if let Some(table) = required.iter().find(|table| !tables.has(table)) {
            return Err(Error::malformed(&file, *table, "the table is missing"));
        }
        Ok(Lemmatizer { tables, kind, overwrite: config.bool(&setting("overwrite")).unwrap_or(false) })
    }

    /// Fills the lemmas of a document; `orths` are the ids of its tokens' forms, `set` the lemmas that
    /// earlier components have set.
    pub(crate) fn annotate(
        &self,
        doc: &mut Doc,
        orth: impl Fn(usize) -> u64,
        set: &[Option<&str>],
        cache: &mut LemmaCache,
    ) {
        let mut text = std::mem::take(&mut doc.lemma_text);
        let mut ends = std::mem::take(&mut doc.lemma_end);
        text.clear();
        ends.clear();
        text.reserve(doc.text.len());
        ends.reserve(doc.len());
        for index in 0..doc.len() {
            match set.get(index).copied().flatten().filter(|lemma| !self.overwrite && !lemma.is_empty()) {
                Some(lemma) => text.push_str(lemma),
                None => self.push_lemma(doc, index, orth(index), cache, &mut text),
            }
            ends.push(text.len() as u32);
        }
        doc.lemma_text = text;
        doc.lemma_end = ends;
        doc.annotated.lemma = true;
    }

    fn push_lemma(&self, doc: &Doc, index: usize, orth: u64, cache: &mut LemmaCache, out: &mut String) {
        let token = doc.token(index);
        // The one rule that looks beyond the word itself.
        if self.kind == Kind::Spanish && spanish::is_invariant(token.pos()) {
            let start = token.sent_start() == 1 && token.pos() != "PROPN";
            if start {
                out.push_str(&token.text().to_lowercase())
            } else {
                out.push_str(token.text())
            }
            return;
        }
        let key = (orth, doc.pos[index], doc.morph[index]);
        if let Some(&(start, end)) = cache.ranges.get(&key) {
            out.push_str(&cache.lemmas[start as usize..end as usize]);
            return;
        }
        let pos = token.pos().to_lowercase();
        let lemma = self.lemma(Word { text: token.text(), pos: &pos, morph: token.morph().as_str() });
        out.push_str(&lemma);
        if cache.ranges.len() >= MAX_CACHED {
            cache.ranges.clear();
            cache.lemmas.clear();
        }
        let start = cache.lemmas.len() as u32;
        cache.lemmas.push_str(&lemma);
        cache.ranges.insert(key, (start, cache.lemmas.len() as u32));
    }

    fn lemma(&self, word: Word<'_>) -> String {
        let by_lookup = || self.tables.lookup(word.text).unwrap_or(word.text).to_owned();
        match self.kind {
            Kind::Lookup => by_lookup(),
            Kind::Rule => rules::lemma(&self.tables, word, false),
            Kind::English => rules::lemma(&self.tables, word, rules::is_english_base_form(word)),
            Kind::French => french::lemma(&self.tables, word).unwrap_or_else(by_lookup),
            Kind::Spanish => spanish::lemma(&self.tables, word),
        }
    }
}
