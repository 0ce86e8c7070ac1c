//! Names to values, per language.

use std::collections::HashMap;

use crate::fold::{agrees, fold};

/// A name as its table writes it, and what it names.
pub(crate) struct Named<T> {
    pub form: &'static str,
    pub value: T,
}

/// Finds values by name: case and accents are evened out first, then checked against the table's form.
pub(crate) struct Index<T> {
    by_lang: HashMap<&'static str, Names<T>>,
}

struct Names<T> {
    by_key: HashMap<String, Vec<Named<T>>>,
    /// First piece of each name to the greatest number of tokens that a name with that start may have.
    reach: HashMap<String, usize>,
}

impl<T> Index<T> {
    pub fn new() -> Self {
        Self { by_lang: HashMap::new() }
    }

    pub fn add(&mut self, lang: &'static str, form: &'static str, value: T) {
        let empty = || Names { by_key: HashMap::new(), reach: HashMap::new() };
        let names = self.by_lang.entry(lang).or_insert_with(empty);
        let key = fold(form);
        let reach = names.reach.entry(first_piece(&key).to_string()).or_default();
        *reach = (*reach).max(most_tokens(form, &key));
        names.by_key.entry(key).or_default().push(Named { form, value });
    }

    /// All values that `surface` names as it stands, in the order of the tables.
    pub fn get<'a>(&'a self, lang: &str, surface: &'a str) -> impl Iterator<Item = &'a Named<T>> {
        let found = self.by_lang.get(lang).and_then(|names| names.by_key.get(&fold(surface)));
        found.into_iter().flatten().filter(move |named| agrees(surface, named.form))
    }

    /// How many tokens a name may have that starts with this folded piece; 0 where no name does.
    pub fn reach(&self, lang: &str, piece: &str) -> usize {
        self.by_lang.get(lang).and_then(|names| names.reach.get(piece)).copied().unwrap_or(0)
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

/// As many tokens as the most eager tokenizer makes of a name: each word, elision, hyphen and comma by itself.
pub(crate) fn most_tokens(form: &str, key: &str) -> usize {
    let cuts = key.chars().filter(|c| matches!(c, ' ' | '\'')).count();
    1 + cuts + form.chars().filter(|c| matches!(c, '-' | ',')).count()
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
        assert_eq!(index.reach("fr", "ivoire"), 0);
        assert_eq!(index.reach("en", "cote"), 0);
        let found: Vec<i32> = index.get("fr", "COTE D’IVOIRE").map(|named| named.value).collect();
        assert_eq!(found, [1]);
    }
}
