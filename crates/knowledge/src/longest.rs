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

/// Every reading of a surface string, with or without its article, the likeliest first: country, seat, organisations,
/// regions, demonym, cities.
pub fn facts(lang: &str, surface: &str) -> Vec<Fact> {
    let some = |key: &str, surface: &str| Some(exact(lang, key, surface)).filter(|facts| !facts.is_empty());
    with_or_without_article(lang, surface, some).unwrap_or_default()
}

fn exact(lang: &str, key: &str, surface: &str) -> Vec<Fact> {
    let country = countries::exact(lang, key, surface).map(Fact::Country);
    let seat = seats::exact(lang, key, surface).map(Fact::Seat);
    let organisations = organisations::exact(lang, key, surface).into_iter().map(Fact::Organisation);
    let demonym = demonyms::exact(lang, key, surface).map(Fact::Demonym);
    // A region that comes behind a city of its name is no likelier than that.
    let mut places: Vec<_> =
        places::exact(lang, key, surface).into_iter().filter(|place| place.kind != "country").collect();
    let cities =
        places.split_off(places.iter().position(|place| place.kind == "city").unwrap_or(places.len()));
    let regions = places;
    let first = country.into_iter().chain(seat).chain(organisations);
    first
        .chain(regions.into_iter().map(Fact::Place))
        .chain(demonym)
        .chain(cities.into_iter().map(Fact::Place))
        .collect()
}

/// The longest name that starts at the first of `words`: how many of them it takes, and its likeliest reading
/// ([`facts`] on the same words gives the others). Cities called like a common word (« Nice ») are left out.
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
    let first = words.first()?;
    let key = fold(first);
    let piece = first_piece(&key);
    if piece.is_empty() {
        return None;
    }
    let capital = first.chars().any(char::is_uppercase);
    let reaches = [
        countries::reach(lang, piece),
        seats::reach(lang, piece),
        organisations::reach(lang, piece),
        demonyms::reach(lang, piece),
        places::reach(lang, piece, capital),
    ];
    let reach = reaches.into_iter().max().unwrap_or(0).min(words.len());
    let is_name = |word: &&str| word.chars().any(char::is_alphanumeric);
    (1..=reach).rev().find_map(|length| {
        let run = words.get(..length)?;
        run.last().filter(|word| is_name(word))?;
        let surface = run.join(" ");
        let found = exact(lang, &fold(&surface), &surface).into_iter();
        let mut likely = found.filter(|fact| !matches!(fact, Fact::Place(place) if place.also_word));
        likely.next().map(|fact| (length, fact))
    })
}
