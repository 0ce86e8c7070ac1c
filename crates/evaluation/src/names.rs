//! When two names mean the same.

use caseless::Caseless;
use std::collections::BTreeSet;
use unicode_normalization::{UnicodeNormalization, char::canonical_combining_class};
use unicode_properties::{GeneralCategoryGroup, UnicodeGeneralCategory};

/// Words that tell no name from another.
const LIGHT: [&str; 13] = ["le", "la", "les", "l", "un", "une", "des", "de", "du", "d", "the", "a", "of"];

/// Whether two names agree: the words of one are all in the other, and they share the gold name's last word or half of
/// the longer. Case, accents, apostrophes and articles do not count; a name without a word of its own agrees with none.
///
/// ```
/// use evaluation::same_name;
/// assert!(same_name("Le président Xi Jinping", "XI JINPING"));
/// assert!(!same_name("Xi Jinping", "Peng Liyuan"));
/// ```
pub fn same_name(gold: &str, found: &str) -> bool {
    let in_order = words(gold);
    let Some(last) = in_order.last() else { return false };
    let gold: BTreeSet<&String> = in_order.iter().collect();
    let found = words(found);
    let found: BTreeSet<&String> = found.iter().collect();
    if found.is_empty() || !(gold.is_subset(&found) || found.is_subset(&gold)) {
        return false;
    }
    let shared = gold.intersection(&found).count();
    shared * 2 >= gold.len().max(found.len()) || found.contains(last)
}

/// The words of a name, folded: without case and accents, and without the light ones.
fn words(name: &str) -> Vec<String> {
    let folded: String =
        name.chars().default_case_fold().nfd().filter(|c| canonical_combining_class(*c) == 0).collect();
    let words = folded.split(|c| !is_of_word(c)).filter(|word| !word.is_empty());
    words.filter(|word| !LIGHT.contains(word)).map(str::to_owned).collect()
}

/// Letters, numbers of all kinds and the low line; no marks, which split words where they are no accents.
fn is_of_word(c: char) -> bool {
    c == '_'
        || matches!(c.general_category_group(), GeneralCategoryGroup::Letter | GeneralCategoryGroup::Number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_accents_and_articles_do_not_count() {
        assert_eq!(words("L’ÉLYSÉE"), ["elysee"]);
        assert_eq!(words("La Côte d'Ivoire"), ["cote", "ivoire"]);
        assert_eq!(words("Groß-Œuvre ﬁn"), ["gross", "œuvre", "fin"]);
        assert_eq!(words("İzmir m² x_1 ½"), ["izmir", "m²", "x_1", "½"]);
        // A vowel sign that is no accent splits the word.
        assert_eq!(words("कि"), ["क"]);
        assert_eq!(words("de la"), Vec::<String>::new());
    }

    #[test]
    fn names_agree_by_their_words() {
        assert!(same_name("Emmanuel Macron", "Macron"));
        assert!(same_name("Macron", "le président Emmanuel Macron"));
        assert!(same_name("président Macron", "Président"));
        assert!(!same_name("Emmanuel Macron", "Emmanuel Valls"));
        assert!(same_name("porte-parole du gouvernement", "gouvernement"));
        assert!(!same_name("le groupe armé de Paris Nord", "groupe"));
        assert!(!same_name("de la", "de la"));
        assert!(!same_name("", ""));
        assert!(!same_name("Macron", "le"));
    }
}
