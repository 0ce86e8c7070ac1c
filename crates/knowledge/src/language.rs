//! What the look-ups must know of a language: its articles, and what a capital tells.

use std::sync::LazyLock;

use crate::fold::fold;
use crate::table::{Problem, table};

/// What a capital tells of a demonym.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Capital {
    /// A capital marks the noun (French).
    Noun,
    /// Adjectives and nouns both take one (English).
    Both,
    /// Neither does (Spanish), and the safe reading for a language that the table does not know.
    None,
}

struct Language {
    code: &'static str,
    capital: Capital,
    articles: Vec<&'static str>,
}

static LANGUAGES: LazyLock<(Vec<Language>, Vec<Problem>)> = LazyLock::new(|| {
    let (mut languages, mut problems) = (Vec::new(), Vec::new());
    table!("languages.tsv").each(&mut problems, |[code, capital, articles]| {
        let capital = match capital {
            "noun" => Capital::Noun,
            "both" => Capital::Both,
            "none" => Capital::None,
            other => return Err(format!("unknown capital rule {other:?}")),
        };
        languages.push(Language { code, capital, articles: articles.split_whitespace().collect() });
        Ok(())
    });
    (languages, problems)
});

pub(crate) fn problems() -> &'static [Problem] {
    &LANGUAGES.1
}

/// The languages that the tables know.
pub(crate) fn codes() -> impl Iterator<Item = &'static str> {
    LANGUAGES.0.iter().map(|language| language.code)
}

fn language(code: &str) -> Option<&'static Language> {
    LANGUAGES.0.iter().find(|language| language.code == code)
}

pub(crate) fn capital(lang: &str) -> Capital {
    language(lang).map_or(Capital::None, |language| language.capital)
}

/// The surface string without its leading article, if it has one: `l’Inde` gives `Inde`.
pub(crate) fn without_article<'a>(lang: &str, surface: &'a str) -> Option<&'a str> {
    let language = language(lang)?;
    let surface = surface.trim_start();
    let (at, mark) = surface.char_indices().find(|(_, c)| matches!(c, '\'' | '’') || c.is_whitespace())?;
    let rest = surface.get(at + mark.len_utf8()..)?.trim_start();
    let word = surface.get(..at)?.to_lowercase();
    let is_article = language.articles.iter().any(|article| match article.strip_suffix('\'') {
        Some(stem) => !mark.is_whitespace() && stem == word,
        None => mark.is_whitespace() && *article == word,
    });
    (is_article && !rest.is_empty()).then_some(rest)
}

/// Looks up a surface string, with its folded key, as it stands, and where that finds nothing, without its article.
pub(crate) fn with_or_without_article<T>(
    lang: &str,
    surface: &str,
    look_up: impl Fn(&str, &str) -> Option<T>,
) -> Option<T> {
    let with_key = |surface: &str| look_up(&fold(surface), surface);
    with_key(surface).or_else(|| with_key(without_article(lang, surface)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn articles() {
        assert_eq!(without_article("fr", "l’Inde"), Some("Inde"));
        assert_eq!(without_article("fr", "L' Inde"), Some("Inde"));
        assert_eq!(without_article("fr", "Aux États-Unis"), Some("États-Unis"));
        assert_eq!(without_article("fr", "Inde"), None);
        assert_eq!(without_article("fr", "N'Djamena"), None);
        assert_eq!(without_article("en", "the Kremlin"), Some("Kremlin"));
        assert_eq!(without_article("xx", "the Kremlin"), None);
        assert_eq!(without_article("fr", "la "), None);
    }
}
