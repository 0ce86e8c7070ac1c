//! What names are compared by.

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// A name without accents, case and punctuation, its words parted by one space.
///
/// ```
/// assert_eq!(people::key("Jean-Éric  D’ARC"), "jean eric d arc");
/// ```
pub fn key(name: &str) -> String {
    let mut key = String::with_capacity(name.len());
    let mut gap = false;
    for c in name.nfd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase) {
        if c.is_alphanumeric() {
            if gap && !key.is_empty() {
                key.push(' ');
            }
            gap = false;
            key.push(c);
        } else {
            gap = true;
        }
    }
    key
}
