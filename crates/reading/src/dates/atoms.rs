//! A text as the row of atoms that date templates are matched against.

use crate::page::Page;
use std::ops::Range;

/// The smallest piece that a template can speak of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Atom {
    /// Its letters in lower case, apostrophes straight.
    pub text: String,
    /// Index of its word.
    pub word: usize,
    /// Whether its word starts with it.
    pub opens: bool,
    /// Whether its word ends with it.
    pub closes: bool,
}

/// The atoms of a page's tokens.
pub fn of_page(page: &Page) -> Vec<Atom> {
    let mut atoms = Vec::with_capacity(page.words.len());
    for (word, token) in page.words.iter().enumerate() {
        push(&mut atoms, word, &token.lower);
    }
    atoms
}

/// The atoms of a plain text, with the characters of each of its words; words end at spaces.
pub fn of_text(text: &str) -> (Vec<Atom>, Vec<Range<usize>>) {
    let mut atoms = Vec::new();
    let mut words = Vec::new();
    let chars: Vec<char> = text.chars().collect();
    let mut start = 0;
    for at in 0..=chars.len() {
        let ends = at == chars.len() || chars[at].is_whitespace();
        let mark = chars.get(at).is_some_and(|c| {
            matches!(c, ',' | ';' | ':' | '!' | '?' | '(' | ')' | '«' | '»' | '.')
                && !(chars.get(at + 1).is_some_and(char::is_ascii_digit)
                    && at > 0
                    && chars[at - 1].is_ascii_digit())
        });
        let apostrophe = at > start && matches!(chars[at - 1], '\'' | '’');
        if ends || mark || apostrophe {
            let sign = mark.then_some(at..at + 1);
            for range in std::iter::once(start..at).chain(sign) {
                if !range.is_empty() {
                    let lower: String = chars[range.clone()].iter().collect::<String>().to_lowercase();
                    push(&mut atoms, words.len(), &lower);
                    words.push(range);
                }
            }
            start = if apostrophe && !ends && !mark { at } else { at + 1 };
        }
    }
    (atoms, words)
}

fn push(atoms: &mut Vec<Atom>, word: usize, lower: &str) {
    let texts = pack::atoms_of(lower);
    let count = texts.len();
    for (index, text) in texts.into_iter().enumerate() {
        atoms.push(Atom { text, word, opens: index == 0, closes: index + 1 == count });
    }
}
