//! Adjectives and nouns of peoples: « ouzbek », « Ouïghours », « kazakhe ».

use std::sync::LazyLock;

use crate::index::{Index, Named};
use crate::language::{Capital, capital, with_or_without_article};
use crate::table::{Problem, table};

/// Grammatical gender.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Gender {
    /// Masculine.
    Masculine,
    /// Feminine.
    Feminine,
}

/// Grammatical number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Number {
    /// Singular.
    Singular,
    /// Plural.
    Plural,
}

/// What an adjective or noun of nationality tells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Demonym {
    /// The form as the table writes it.
    pub form: &'static str,
    /// Alpha-3, or `IGO` (« onusien »); `None` for a people or region across countries (Kurds, Europeans).
    pub country: Option<&'static str>,
    /// Id of a people, minority or region within or across countries (`uyghur`); `None` for a nationality.
    pub group: Option<&'static str>,
    /// `None` where the form does not tell.
    pub gender: Option<Gender>,
    /// `None` where the form does not tell.
    pub number: Option<Number>,
    /// May be an adjective, as it is written here.
    pub adjective: bool,
    /// May be a noun, as it is written here.
    pub noun: bool,
    /// Other countries that the form may mean (« congolais »).
    pub others: Vec<&'static str>,
}

impl Demonym {
    /// Whether the people's states act in common through a union of their own: « un diplomate européen » is the EU's.
    pub fn of_union(&self) -> bool {
        self.group == Some("european")
    }
}

#[derive(Clone, Copy)]
struct Entry {
    country: Option<&'static str>,
    group: Option<&'static str>,
    gender: Option<Gender>,
    number: Option<Number>,
    part: Part,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Either,
    Adjective,
    Noun,
}

static DEMONYMS: LazyLock<(Index<Entry>, Vec<Problem>)> = LazyLock::new(|| {
    let (mut index, mut problems) = (Index::new(), Vec::new());
    let some = |cell: &'static str| (!cell.is_empty()).then_some(cell);
    table!("made/demonyms.tsv").each(&mut problems, |[lang, form, country, group, gender, number, part]| {
        let gender = match gender {
            "" => None,
            "m" => Some(Gender::Masculine),
            "f" => Some(Gender::Feminine),
            other => return Err(format!("unknown gender {other:?}")),
        };
        let number = match number {
            "" => None,
            "s" => Some(Number::Singular),
            "p" => Some(Number::Plural),
            other => return Err(format!("unknown number {other:?}")),
        };
        let part = match part {
            "" => Part::Either,
            "adj" => Part::Adjective,
            "noun" => Part::Noun,
            other => return Err(format!("unknown part of speech {other:?}")),
        };
        if !matches!(country, "" | "IGO") && crate::country(country).is_none() {
            return Err(format!("unknown country {country:?}"));
        }
        if country.is_empty() && group.is_empty() {
            return Err("neither country nor group".into());
        }
        index.add(lang, form, Entry { country: some(country), group: some(group), gender, number, part });
        Ok(())
    });
    (index, problems)
});

pub(crate) fn problems() -> &'static [Problem] {
    &DEMONYMS.1
}

pub(crate) fn reach(lang: &str, piece: &str) -> usize {
    DEMONYMS.0.reach(lang, piece)
}

/// What an adjective or noun of nationality, inflected as it stands in the text, tells.
///
/// In French a capital makes it a noun (« un Ouzbek »), in English nothing tells, in Spanish it takes none.
/// A word in capitals throughout may be either.
///
/// ```
/// let found = knowledge::country_by_demonym("fr", "ouzbèques").unwrap();
/// assert_eq!((found.country, found.adjective, found.noun), (Some("UZB"), true, false));
/// let found = knowledge::country_by_demonym("fr", "les Ouïghours").unwrap();
/// assert_eq!((found.country, found.group, found.noun), (Some("CHN"), Some("uyghur"), true));
/// ```
pub fn country_by_demonym(lang: &str, surface: &str) -> Option<Demonym> {
    with_or_without_article(lang, surface, |key, surface| exact(lang, key, surface))
}

/// The adjectives and nouns of a country's nationality, in all languages, as the table writes them; those of peoples
/// within it are left out.
///
/// ```
/// let forms: Vec<&str> = knowledge::demonyms_of("UZB").collect();
/// assert!(forms.contains(&"ouzbek") && forms.contains(&"Uzbek"));
/// assert!(!knowledge::demonyms_of("CHN").any(|form| form == "ouïghour"));
/// ```
pub fn demonyms_of(country: &str) -> impl Iterator<Item = &'static str> {
    DEMONYMS
        .0
        .all()
        .filter(move |(_, value)| value.country == Some(country) && value.group.is_none())
        .map(|(form, _)| form)
}

pub(crate) fn exact(lang: &str, key: &str, surface: &str) -> Option<Demonym> {
    let (adjective, noun) = reading(lang, surface);
    let fits = |named: &&Named<Entry>| match named.value.part {
        Part::Either => true,
        Part::Adjective => adjective,
        Part::Noun => noun,
    };
    let mut found = DEMONYMS.0.get(lang, key, surface).filter(fits);
    let Named { form, value: first } = found.next()?;
    let mut demonym = Demonym {
        form,
        country: first.country,
        group: first.group,
        gender: first.gender,
        number: first.number,
        adjective: adjective && first.part != Part::Noun,
        noun: noun && first.part != Part::Adjective,
        others: Vec::new(),
    };
    for Named { value: other, .. } in found {
        if let Some(country) = other.country
            && first.country != Some(country)
            && !demonym.others.contains(&country)
        {
            demonym.others.push(country);
        }
        if other.country == first.country {
            demonym.adjective |= adjective && other.part != Part::Noun;
            demonym.noun |= noun && other.part != Part::Adjective;
        }
    }
    Some(demonym)
}

/// Whether the surface may be an adjective, and whether it may be a noun, by its capitals.
fn reading(lang: &str, surface: &str) -> (bool, bool) {
    if capital(lang) != Capital::Noun {
        return (true, true);
    }
    let mut letters = surface.chars().filter(|c| c.is_alphabetic());
    let starts_upper = letters.next().is_some_and(char::is_uppercase);
    let shouts = starts_upper && letters.clone().next().is_some() && letters.all(char::is_uppercase);
    (!starts_upper || shouts, starts_upper)
}
