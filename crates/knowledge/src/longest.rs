//! Scans tokens for the longest name that the tables know.

use crate::fold::fold;
use crate::index::first_piece;
use crate::language::with_or_without_article;
use crate::{Country, Demonym, Organisation, PlaceFact, Seat};
use crate::{countries, demonyms, organisations, places, seats};

/// What a surface string may be.
#[derive(Debug, Clone, PartialEq)]
pub enum Fact {
    /// A country or territory by name.
    Country(&'static Country),
    /// A capital or seat that stands for an institution.
    Seat(Seat),
    /// An organisation by name or acronym.
    Organisation(&'static Organisation),
    /// An adjective or noun of a people.
    Demonym(Demonym),
    /// A city, region or area.
    Place(PlaceFact),
}

/// Every reading of a surface string, with or without its article, the likeliest first: country, seat, organisations, demonym,
/// places that are not countries.
pub fn facts(lang: &str, surface: &str) -> Vec<Fact> {
    let some = |surface: &str| Some(exact(lang, surface)).filter(|facts| !facts.is_empty());
    with_or_without_article(lang, surface, some).unwrap_or_default()
}

fn exact(lang: &str, surface: &str) -> Vec<Fact> {
    let country = countries::exact(lang, surface).map(Fact::Country);
    let seat = seats::exact(lang, surface).map(Fact::Seat);
    let organisations = organisations::exact(lang, surface).into_iter().map(Fact::Organisation);
    let demonym = demonyms::exact(lang, surface).map(Fact::Demonym);
    let places =
        places::exact(lang, surface).into_iter().filter(|place| place.kind != "country").map(Fact::Place);
    country.into_iter().chain(seat).chain(organisations).chain(demonym).chain(places).collect()
}

/// The longest name that starts at the first of `words`: how many of them it takes, and its likeliest reading
/// ([`facts`] on the same words gives the others).
///
/// Words are tokens as a parser cuts them. An article counts only where it belongs to the name (« Le Caire »,
/// « La Réunion »): a scan finds « la Chine » at its second word.
///
/// ```
/// let words = ["Côte", "d'", "Ivoire", "et", "Mali"];
/// let (length, _) = knowledge::longest_match("fr", &words).unwrap();
/// assert_eq!(length, 3);
/// assert!(knowledge::longest_match("fr", &words[3..]).is_none());
/// ```
pub fn longest_match(lang: &str, words: &[&str]) -> Option<(usize, Fact)> {
    let key = fold(words.first()?);
    let piece = first_piece(&key);
    let reaches = [
        countries::reach(lang, piece),
        seats::reach(lang, piece),
        organisations::reach(lang, piece),
        demonyms::reach(lang, piece),
        places::reach(lang, piece),
    ];
    let reach = reaches.into_iter().max().unwrap_or(0).min(words.len());
    (1..=reach).rev().find_map(|length| {
        let surface = words.get(..length)?.join(" ");
        exact(lang, &surface).into_iter().next().map(|fact| (length, fact))
    })
}
