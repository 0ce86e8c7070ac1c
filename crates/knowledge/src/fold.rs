//! Folds a surface string to the key that it is looked up by.

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
    let mut key = String::with_capacity(surface.len());
    let mut push = |c: char| {
        if c == ' ' && (key.is_empty() || key.ends_with([' ', '\''])) {
            return;
        }
        if c == '\'' && key.ends_with(' ') {
            key.pop();
        }
        key.push(c);
    };
    // Decomposing is slow, and most names need none of it.
    if surface.is_ascii() {
        for c in surface.chars().map(|c| c.to_ascii_lowercase()) {
            match c {
                '.' | ',' => {}
                '`' => push('\''),
                '-' | '_' => push(' '),
                _ if c.is_whitespace() => push(' '),
                _ => push(c),
            }
        }
    } else {
        letters(surface).filter(|&c| !is_combining_mark(c)).for_each(push);
    }
    key.truncate(key.trim_end().len());
    key
}

/// The decomposed lower-case letters, with everything that does not tell names apart evened out.
fn letters(surface: &str) -> impl Iterator<Item = char> + '_ {
    surface
        .chars()
        .flat_map(char::to_lowercase)
        .nfd()
        .flat_map(|c| {
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
                _ => return [Some(c), None],
            };
            [spelled.first().copied(), spelled.get(1).copied()]
        })
        .flatten()
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
