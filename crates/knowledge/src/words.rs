//! Names that are words as well.

use std::sync::LazyLock;

use rustc_hash::FxHashSet;

use crate::fold::fold;
use crate::table::table;

static WORDS: LazyLock<FxHashSet<String>> = LazyLock::new(|| {
    let mut words = FxHashSet::default();
    // One cell a row: there is nothing to reject.
    table!("also_words.tsv").each::<1>(&mut Vec::new(), |[word]| {
        words.insert(fold(word));
        Ok(())
    });
    words
});

/// Whether a name is also a common word or a first name (« Total », « Libération », « Nice », « David »), so that it wants
/// more evidence than a capital, at the start of a sentence above all.
///
/// ```
/// assert!(knowledge::also_word("Total"));
/// assert!(!knowledge::also_word("Gazprom"));
/// ```
pub fn also_word(surface: &str) -> bool {
    WORDS.contains(&fold(surface))
}
