//! Names to values, per language.

use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use crate::fold::{agrees, fold};
use crate::language;

/// A name as its table writes it, and what it names.
pub(crate) struct Named<T> {
    pub form: &'static str,
    pub value: T,
}

/// Finds values by name: case and accents are evened out first, then checked against the table's form.
///
/// A language is indexed when it is first asked for: most runs read one.
pub(crate) struct Index<T> {
    names: Vec<(&'static str, &'static str, T)>,
    by_lang: Vec<(&'static str, OnceLock<Names<T>>)>,
}

struct Names<T> {
    by_key: FxHashMap<String, Vec<Named<T>>>,
    /// First piece of each name to the greatest number of tokens that a name with that start may have.
    reach: FxHashMap<String, usize>,
}

impl<T: Copy> Index<T> {
    pub fn new() -> Self {
        Self { names: Vec::new(), by_lang: language::codes().map(|lang| (lang, OnceLock::new())).collect() }
    }

    /// Adds a name; names in a language that `languages.tsv` does not list are never found.
    pub fn add(&mut self, lang: &'static str, form: &'static str, value: T) {
        self.names.push((lang, form, value));
    }

    /// All names and their values, in the order of the tables.
    pub fn all(&self) -> impl Iterator<Item = (&'static str, T)> {
        self.names.iter().map(|(_, form, value)| (*form, *value))
    }

    /// All values that `surface`, whose folded form is `key`, names as it stands, in the order of the tables.
    pub fn get<'a>(&'a self, lang: &str, key: &str, surface: &'a str) -> impl Iterator<Item = &'a Named<T>> {
        let found = self.names(lang).and_then(|names| names.by_key.get(key));
        found.into_iter().flatten().filter(move |named| agrees(surface, named.form))
    }

    /// How many tokens a name may have that starts with this folded piece; 0 where no name does.
    pub fn reach(&self, lang: &str, piece: &str) -> usize {
        self.names(lang).and_then(|names| names.reach.get(piece)).copied().unwrap_or(0)
    }

    fn names(&self, lang: &str) -> Option<&Names<T>> {
        let (lang, names) = self.by_lang.iter().find(|(code, _)| *code == lang)?;
        Some(names.get_or_init(|| self.build(lang)))
    }

    fn build(&self, lang: &str) -> Names<T> {
        let mut names = Names { by_key: FxHashMap::default(), reach: FxHashMap::default() };
        for (_, form, value) in self.names.iter().filter(|(of, _, _)| *of == lang) {
            let key = fold(form);
            let (piece, tokens) = (first_piece(&key), most_tokens(form, &key));
            match names.reach.get_mut(piece) {
                Some(reach) => *reach = (*reach).max(tokens),
                None => {
                    names.reach.insert(piece.to_string(), tokens);
                }
            }
            names.by_key.entry(key).or_default().push(Named { form, value: *value });
        }
        names
    }
}

/// The front of a folded key, up to a space or through an apostrophe: what its first token is sure to hold.
pub(crate) fn first_piece(key: &str) -> &str {
    let end = key.char_indices().find_map(|(at, c)| match c {
        ' ' => Some(at),
        '\'' => Some(at + 1),
        _ => None,
    });
    end.and_then(|end| key.get(..end)).unwrap_or(key)
}

/// As many tokens as the most eager tokenizer makes of a name: each word, elision, hyphen, comma and apostrophe of a plural (« Workers'
/// Party ») by itself.
pub(crate) fn most_tokens(form: &str, key: &str) -> usize {
    let cuts = key.chars().filter(|c| matches!(c, ' ' | '\'')).count();
    let plurals = form.as_bytes().windows(2).filter(|pair| *pair == b"' ").count();
    1 + cuts + plurals + form.chars().filter(|c| matches!(c, '-' | ',')).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reach_counts_the_most_tokens() {
        let mut index = Index::new();
        index.add("fr", "Côte d'Ivoire", 1);
        index.add("fr", "Côte-de-l'Or", 2);
        assert_eq!(index.reach("fr", "cote"), 6);
        // Kurdistan, Workers, ', Party
        assert_eq!(most_tokens("Kurdistan Workers' Party", "kurdistan workers'party"), 4);
        assert_eq!(index.reach("fr", "ivoire"), 0);
        assert_eq!(index.reach("en", "cote"), 0);
        let found: Vec<i32> =
            index.get("fr", "cote d'ivoire", "COTE D’IVOIRE").map(|named| named.value).collect();
        assert_eq!(found, [1]);
    }
}
