//! Folds a surface string to the key that it is looked up by.

use std::sync::LazyLock;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Lower case, no accents, ligatures opened, hyphens as spaces, no dots or commas, one kind of apostrophe with no space after it.
///
/// `tools/knowledge/fold.py` does the same: the made tables are sorted by this key.
///
/// ```
/// assert_eq!(knowledge::fold("Recep Tayyip ERDOĞAN"), "recep tayyip erdogan");
/// assert_eq!(knowledge::fold("Saint-Étienne"), "saint etienne");
/// ```
pub fn fold(surface: &str) -> String {
    let mut key = Key { text: String::with_capacity(surface.len()), last: ' ' };
    for c in surface.chars() {
        match EVENED.get(c as usize) {
            Some(evened) => evened.iter().copied().take_while(|c| *c != NONE).for_each(|c| key.push(c)),
            None => evened(c).for_each(|c| key.push(c)),
        }
    }
    key.text.truncate(key.text.trim_end().len());
    key.text
}

/// A key that is being made.
struct Key {
    text: String,
    /// Its last letter; at the beginning a space, for none may stand there.
    last: char,
}

impl Key {
    fn push(&mut self, c: char) {
        if c == ' ' && matches!(self.last, ' ' | '\'') {
            return;
        }
        if c == '\'' && self.text.ends_with(' ') {
            self.text.pop();
        }
        self.text.push(c);
        self.last = c;
    }
}

/// No letter.
const NONE: char = '\0';

/// What the letters of the languages that are read fold to, each by its number: to decompose every one anew is slow.
static EVENED: LazyLock<Vec<[char; 2]>> = LazyLock::new(|| {
    let all = ('\0'..'\u{250}').map(|c| {
        let mut letters = evened(c);
        [letters.next().unwrap_or(NONE), letters.next().unwrap_or(NONE)]
    });
    all.collect()
});

/// What one letter folds to. No letter depends on its neighbours: marks, which alone would be put in order, are dropped.
fn evened(c: char) -> impl Iterator<Item = char> {
    let lower = c.to_lowercase();
    lower.nfd().flat_map(plain).filter(|&c| !is_combining_mark(c))
}

/// The decomposed lower-case letters, with everything that does not tell names apart evened out.
fn letters(surface: &str) -> impl Iterator<Item = char> + '_ {
    surface.chars().flat_map(char::to_lowercase).nfd().flat_map(plain)
}

/// A decomposed lower-case letter, or the two that it stands for, or none.
fn plain(c: char) -> impl Iterator<Item = char> {
    let spelled: &[char] = match c {
        'œ' => &['o', 'e'],
        'æ' => &['a', 'e'],
        'ß' => &['s', 's'],
        'ø' => &['o'],
        'ł' => &['l'],
        'đ' | 'ð' => &['d'],
        'ı' => &['i'],
        '’' | '‘' | 'ʼ' | 'ʻ' | '`' | '´' => &['\''],
        '-' | '‐' | '‑' | '–' | '_' => &[' '],
        '.' | ',' => &[],
        _ if c.is_whitespace() => &[' '],
        _ => return [Some(c), None].into_iter().flatten(),
    };
    [spelled.first().copied(), spelled.get(1).copied()].into_iter().flatten()
}

/// Whether `surface` may stand for `form`: accents may be missing (`Etats-Unis`) but not added (`corsé` is not `corse`),
/// and where the form has a capital, so must the surface (`chine` is not `Chine`, `Le monde` is not `Le Monde`).
///
/// Both fold to the same key. Only the form's first capital counts, after an article: « Corée du nord » is common.
pub(crate) fn agrees(surface: &str, form: &str) -> bool {
    accents_agree(surface, form) && capitals_agree(surface, form)
}

fn accents_agree(surface: &str, form: &str) -> bool {
    let mut theirs = letters(form).filter(|c| *c != ' ').peekable();
    for c in letters(surface).filter(|c| *c != ' ') {
        if !is_combining_mark(c) {
            while theirs.next_if(|mark| is_combining_mark(*mark)).is_some() {}
        }
        if theirs.next() != Some(c) {
            return false;
        }
    }
    true
}

fn capitals_agree(surface: &str, form: &str) -> bool {
    let has_capital = |word: &str| word.chars().any(char::is_uppercase);
    let mut capitals = words(form).enumerate().filter(|(_, word)| has_capital(word));
    let Some((mut place, first)) = capitals.next() else {
        return true;
    };
    // The first word may be an article that a sentence's start would also write with a capital.
    let looks_like_article = place == 0 && first.chars().count() <= 3;
    if looks_like_article && let Some((next, _)) = capitals.next() {
        place = next;
    }
    let short_acronym = |word: &str| {
        let letters = || word.chars().filter(|c| c.is_alphabetic());
        matches!(letters().count(), 2..=3) && letters().all(char::is_uppercase)
    };
    let wanted = words(form).nth(place).unwrap_or_default();
    words(surface).nth(place).is_some_and(|word| {
        // « US » is not the « Us » that begins a sentence.
        if short_acronym(wanted) { short_acronym(word) } else { has_capital(word) }
    })
}

/// The words that a key is made of, as they are written.
fn words(text: &str) -> impl Iterator<Item = &str> {
    let ends_word =
        |c: char| !c.is_alphanumeric() && !is_combining_mark(c) && !matches!(c, '.' | ',' | '&' | '+');
    text.split(ends_word).filter(|word| word.chars().any(char::is_alphanumeric))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys() {
        assert_eq!(fold("États-Unis d’Amérique"), "etats unis d'amerique");
        assert_eq!(fold("Côte d' Ivoire"), "cote d'ivoire");
        assert_eq!(fold("U.R.S.S."), "urss");
        assert_eq!(fold("10 , Downing  Street "), "10 downing street");
        assert_eq!(fold("Łódź, Œuvre"), "lodz oeuvre");
        assert_eq!(fold(""), "");
    }

    /// Letter by letter is what all at once are.
    #[test]
    fn neighbours_do_not_matter() {
        let all: String =
            ('\u{1}'..'\u{3000}').filter(|c| !matches!(plain(*c).next(), Some(' ' | '\''))).collect();
        let at_once: String =
            letters(&all).filter(|&c| !is_combining_mark(c) && !matches!(c, ' ' | '\'')).collect();
        assert_eq!(fold(&all).replace([' ', '\''], ""), at_once);
        assert_eq!(fold("\0a\0"), fold("a"), "no letter of any language");
        assert_eq!(fold(" - l ' e\u{301}te -"), "l'ete");
    }

    #[test]
    fn accents_may_be_missing_but_not_added() {
        assert!(agrees("Etats-Unis", "États-Unis"));
        assert!(agrees("ETATS UNIS", "États-Unis"));
        assert!(agrees("Québecois", "québécois"));
        assert!(!agrees("corsé", "corse"));
        assert!(!agrees("chine", "Chine"));
        assert!(agrees("CHINE", "Chine"));
        assert!(!agrees("Le monde", "Le Monde"));
        assert!(agrees("Le Monde", "Le Monde"));
        assert!(agrees("Corée du nord", "Corée du Nord"));
        assert!(agrees("Nations Unies", "Nations unies"));
        assert!(!agrees("Us", "US"));
        assert!(agrees("U.S.", "US"));
        assert!(agrees("Otan", "OTAN"));
    }
}
