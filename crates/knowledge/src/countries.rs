//! Countries and territories by code and by name.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::index::Index;
use crate::language::with_or_without_article;
use crate::table::{Problem, table};

/// What sort of entity a country code stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CountryKind {
    /// A sovereign state.
    State,
    /// A territory with an ISO code of its own (Guadeloupe, Hong Kong).
    Territory,
    /// A state that is no more (the Soviet Union).
    Historic,
    /// A self-declared state that few recognise (Abkhazia).
    Disputed,
}

/// A country or territory.
#[derive(Debug, PartialEq, Eq)]
pub struct Country {
    /// ISO 3166-1 alpha-3; withdrawn, user-assigned (`XKX`) or own codes for what the standard does not list
    /// (see `tools/knowledge/hand/states.tsv`).
    pub code: &'static str,
    /// ISO 3166-1 alpha-2, empty where there is none.
    pub alpha2: &'static str,
    /// What sort of entity it is.
    pub kind: CountryKind,
    /// The state to count it under: itself, the sovereign of a territory, the successor of a historic state.
    pub state: &'static str,
    /// Language and name; the first of a language is the usual one.
    names: Vec<(&'static str, &'static str)>,
}

impl Country {
    /// The usual name in a language; the English one where the language has none, else the code.
    pub fn name(&self, lang: &str) -> &'static str {
        let in_language = |lang: &str| self.names.iter().find(|(of, _)| *of == lang);
        in_language(lang).or_else(|| in_language("en")).map_or(self.code, |(_, name)| name)
    }

    /// Every name known in a language: usual, official, variants, historic.
    pub fn names<'a>(&'a self, lang: &'a str) -> impl Iterator<Item = &'static str> + 'a {
        self.names.iter().filter(move |(of, _)| *of == lang).map(|(_, name)| *name)
    }
}

struct Countries {
    list: Vec<Country>,
    by_name: Index<usize>,
    problems: Vec<Problem>,
}

static COUNTRIES: LazyLock<Countries> = LazyLock::new(|| {
    let (mut list, mut problems) = (Vec::new(), Vec::new());
    let mut places = HashMap::new();
    table!("made/countries.tsv").each(&mut problems, |[code, alpha2, kind, state]| {
        let kind = match kind {
            "state" => CountryKind::State,
            "territory" => CountryKind::Territory,
            "historic" => CountryKind::Historic,
            "disputed" => CountryKind::Disputed,
            other => return Err(format!("unknown kind {other:?}")),
        };
        places.insert(code, list.len());
        list.push(Country { code, alpha2, kind, state, names: Vec::new() });
        Ok(())
    });
    let mut by_name = Index::new();
    for names in [table!("made/country_names.tsv"), table!("made/official_names.tsv")] {
        names.each(&mut problems, |[code, lang, _kind, form]| {
            let place = *places.get(code).ok_or_else(|| format!("unknown country {code:?}"))?;
            list[place].names.push((lang, form));
            by_name.add(lang, form, place);
            Ok(())
        });
    }
    Countries { list, by_name, problems }
});

pub(crate) fn problems() -> &'static [Problem] {
    &COUNTRIES.problems
}

pub(crate) fn reach(lang: &str, piece: &str) -> usize {
    COUNTRIES.by_name.reach(lang, piece)
}

pub(crate) fn exact(lang: &str, key: &str, surface: &str) -> Option<&'static Country> {
    let named = COUNTRIES.by_name.get(lang, key, surface).next()?;
    COUNTRIES.list.get(named.value)
}

/// All countries, in the order of their codes.
pub fn countries() -> &'static [Country] {
    &COUNTRIES.list
}

/// The country with this alpha-3 (or own) code.
///
/// ```
/// let reunion = knowledge::country("REU").unwrap();
/// assert_eq!((reunion.name("fr"), reunion.state), ("La Réunion", "FRA"));
/// ```
pub fn country(code: &str) -> Option<&'static Country> {
    let place = COUNTRIES.list.binary_search_by(|country| country.code.cmp(code)).ok()?;
    COUNTRIES.list.get(place)
}

/// The country that a surface string names, with or without an article.
///
/// Accents may be missing, but a name wants a capital: « chine » is a verb form. Where a name is shared, the one
/// that the press means most often wins (« Congo » is Brazzaville, « Corée » the South).
///
/// ```
/// assert_eq!(knowledge::country_by_name("fr", "l’Ouzbékistan").unwrap().code, "UZB");
/// assert_eq!(knowledge::country_by_name("fr", "aux Etats-Unis").unwrap().code, "USA");
/// ```
pub fn country_by_name(lang: &str, surface: &str) -> Option<&'static Country> {
    with_or_without_article(lang, surface, |key, surface| exact(lang, key, surface))
}
