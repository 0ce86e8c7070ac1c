//! Places: cities of GeoNames, regions of note and all of the first order, countries.

use std::sync::LazyLock;

use crate::countries::{self, CountryKind};
use crate::fold::fold;
use crate::index::{Index, first_piece};
use crate::language::with_or_without_article;
use crate::regions;
use crate::sorted::find_line;
use crate::table::{Problem, table, variants};

/// A place that a surface string may name.
#[derive(Debug, Clone, PartialEq)]
pub struct PlaceFact {
    /// GeoNames' name of a city (« Samarkand » for « Samarcande »); the usual name of a region or country in the language.
    pub name: &'static str,
    /// Alpha-3; `None` for an area across countries (the Sahel, the Black Sea).
    pub country: Option<&'static str>,
    /// GeoNames id, of cities and first-order regions.
    pub geonames: Option<u32>,
    /// Degrees north; a region's are those of its chief town.
    pub lat: Option<f64>,
    /// Degrees east.
    pub lon: Option<f64>,
    /// `country`, `region`, `department`, `state`, `area` or `city`.
    pub kind: &'static str,
    /// People; of a region those of its towns.
    pub population: Option<u32>,
    /// GeoNames' code of the first-order region that a city lies in, or that a region is, within its country (`11`, `CA`).
    pub region: Option<&'static str>,
    /// Want more evidence: the name is also a common word or a first name (« Nice », « Florence »), very short, or that of no
    /// more than a small town far away.
    pub also_word: bool,
    /// The name is not the usual one in the language: an alternate spelling, or the name in another language.
    pub alternate: bool,
}

struct Region {
    kind: &'static str,
    country: Option<&'static str>,
    town: &'static str,
}

struct Regions {
    list: Vec<Region>,
    by_name: Index<(usize, &'static str)>,
    problems: Vec<Problem>,
}

static REGIONS: LazyLock<Regions> = LazyLock::new(|| {
    let mut regions = Regions { list: Vec::new(), by_name: Index::new(), problems: Vec::new() };
    let Regions { list, by_name, problems } = &mut regions;
    table!("regions.tsv").each(problems, |[kind, country, town, fr, en, es]| {
        let kind = ["region", "department", "state", "area"].into_iter().find(|known| *known == kind);
        let kind = kind.ok_or("unknown kind")?;
        if !country.is_empty() && crate::country(country).is_none() {
            return Err(format!("unknown country {country:?}"));
        }
        if !town.is_empty() && chief_town(town, Some(country)).is_none() {
            return Err(format!("unknown chief town {town:?}"));
        }
        let en = if en.is_empty() { fr } else { en };
        let es = if es.is_empty() { en } else { es };
        for (lang, cell) in [("fr", fr), ("en", en), ("es", es)] {
            let usual = variants(cell).next().unwrap_or_default();
            for form in variants(cell) {
                by_name.add(lang, form, (list.len(), usual));
            }
        }
        list.push(Region { kind, country: (!country.is_empty()).then_some(country), town });
        Ok(())
    });
    regions
});

/// A region's chief town, by its name or, where the country has several of that name, by its GeoNames id.
fn chief_town(town: &str, country: Option<&str>) -> Option<PlaceFact> {
    if let Ok(id) = town.parse() {
        return city_by_id(id).filter(|city| city.country == country);
    }
    cities(&fold(town)).into_iter().map(|(city, _)| city).find(|city| city.country == country)
}

static CITIES: &str = include_str!("../data/made/cities.tsv");
static CITY_NAMES: &str = include_str!("../data/made/city_names.tsv");

pub(crate) fn problems() -> &'static [Problem] {
    &REGIONS.problems
}

/// How many tokens a place name may have that starts with this folded piece; cities want a capital.
pub(crate) fn reach(lang: &str, piece: &str, capital: bool) -> usize {
    /// No city or region of note has a longer name, counting every hyphen as a token.
    const LONGEST: usize = 7;
    if !capital {
        return REGIONS.by_name.reach(lang, piece);
    }
    // Sorted by whole keys, the lines that share a first piece stand together: what ends a piece sorts before letters.
    let city = find_line(CITY_NAMES, |line| first_piece(name_key(line)).cmp(piece)).is_some();
    let city = if city || regions::starts(piece) { LONGEST } else { 0 };
    REGIONS.by_name.reach(lang, piece).max(city)
}

fn name_key(line: &str) -> &str {
    line.trim_start_matches('!').split('\t').next().unwrap_or_default()
}

/// The cities that a name may mean, likeliest first, each with the languages that call it so where that is not its main name.
fn cities(key: &str) -> Vec<(PlaceFact, &'static str)> {
    let Some(line) = find_line(CITY_NAMES, |line| name_key(line).cmp(key)) else {
        return Vec::new();
    };
    let ids = line.split('\t').nth(1).unwrap_or_default();
    let found = ids.split(' ').filter_map(|cell| {
        let (id, langs) = cell.split_once(':').unwrap_or((cell.trim_end_matches('~'), ""));
        let mut city = city_by_id(id.parse().ok()?)?;
        city.also_word = line.starts_with('!');
        city.alternate = cell.ends_with('~');
        Some((city, langs))
    });
    found.collect()
}

/// The city with this GeoNames id.
///
/// ```
/// let city = knowledge::city_by_id(1216265).unwrap();
/// assert_eq!((city.name, city.country), ("Samarkand", Some("UZB")));
/// ```
pub fn city_by_id(id: u32) -> Option<PlaceFact> {
    let id_of = |line: &str| line.split('\t').next().and_then(|cell| cell.parse::<u32>().ok()).unwrap_or(0);
    let line = find_line(CITIES, |line| id_of(line).cmp(&id))?;
    let mut cells = line.split('\t').skip(1);
    let (name, country) = (cells.next()?, cells.next()?);
    let mut number = || cells.next().and_then(|cell| cell.parse::<f64>().ok());
    let (lat, lon) = (number(), number());
    let population = cells.next().and_then(|cell| cell.parse().ok());
    Some(PlaceFact {
        name,
        country: Some(country),
        geonames: Some(id),
        lat,
        lon,
        kind: "city",
        population,
        region: cells.next(),
        also_word: false,
        alternate: false,
    })
}

/// Every place that a surface string may name as it stands, likeliest first: country, regions of note, cities by size, other regions;
/// those of which it is no usual name last.
pub(crate) fn exact(lang: &str, key: &str, surface: &str) -> Vec<PlaceFact> {
    let country = countries::exact(lang, key, surface).map(|country| PlaceFact {
        name: country.name(lang),
        // A territory has a code of its own; a state that is no more has only its successor's.
        country: Some(if country.kind == CountryKind::Territory { country.code } else { country.state }),
        kind: "country",
        ..NOWHERE
    });
    let is_named = surface.chars().find(|c| c.is_alphabetic()).is_some_and(char::is_uppercase);
    let mut listed = regions::regions(lang, key);
    let of_note = REGIONS.by_name.get(lang, key, surface).filter_map(|named| {
        let (place, name) = named.value;
        let region = REGIONS.list.get(place)?;
        let town = chief_town(region.town, region.country);
        let (lat, lon) = town.map_or((None, None), |town| (town.lat, town.lon));
        let place = PlaceFact { name, country: region.country, lat, lon, kind: region.kind, ..NOWHERE };
        Some(with_geonames(place, &mut listed))
    });
    let mut found: Vec<PlaceFact> = country.into_iter().chain(of_note).collect();
    // Those of the second order are there for the ids of regions of note.
    listed.retain(|region| is_named && region.region.is_some());
    // « Le port d’Odessa » is no town called « Le Port ».
    let last = surface.split_whitespace().next_back().unwrap_or_default();
    let written =
        surface.chars().any(char::is_uppercase) && !last.chars().next().is_some_and(char::is_lowercase);
    if written {
        let mut cities = cities(key);
        let is_foreign = |langs: &str| !langs.is_empty() && !langs.split(',').any(|of| of == lang);
        for (city, langs) in &mut cities {
            city.alternate |= is_foreign(langs);
        }
        cities.sort_by_key(|(city, _)| city.alternate);
        prefer_exact_spelling(&mut cities, surface);
        // « Kandahar » is the town before its province; « Bavaria » no village elsewhere that has it among its other names.
        let own = |(city, _): &(PlaceFact, &str)| {
            !city.alternate || listed.iter().any(|region| region.country == city.country)
        };
        let towns = cities.iter().rposition(own).map_or(0, |last| last + 1);
        let mut cities = cities.into_iter().map(|(city, _)| city);
        found.extend(cities.by_ref().take(towns));
        found.append(&mut listed);
        found.extend(cities);
    }
    found.append(&mut listed);
    found
}

/// A region by hand with what GeoNames knows of it: the region of the same name and country, which is then taken from `listed`.
fn with_geonames(place: PlaceFact, listed: &mut Vec<PlaceFact>) -> PlaceFact {
    let same = |region: &PlaceFact| {
        region.country == place.country
            && place.kind != "area"
            && (region.region.is_none() || place.kind != "department")
    };
    let Some(at) = listed.iter().position(same) else { return place };
    let region = listed.remove(at);
    let (lat, lon) = (place.lat.or(region.lat), place.lon.or(region.lon));
    PlaceFact { geonames: region.geonames, region: region.region, lat, lon, ..place }
}

/// « Saint-Cloud » is not the larger Saint Cloud: among cities that share a main name, the one that is written so comes first.
fn prefer_exact_spelling(cities: &mut [(PlaceFact, &str)], surface: &str) {
    let by_main_name = |(city, langs): &(PlaceFact, &str)| !city.alternate && langs.is_empty();
    if !cities.first().is_some_and(by_main_name) {
        return;
    }
    let exact = cities.iter().position(|found| by_main_name(found) && found.0.name == surface);
    if let Some(at) = exact
        && let Some(front) = cities.get_mut(..=at)
    {
        front.rotate_right(1);
    }
}

/// A place of which nothing is known.
pub(crate) const NOWHERE: PlaceFact = PlaceFact {
    name: "",
    country: None,
    geonames: None,
    lat: None,
    lon: None,
    kind: "",
    population: None,
    region: None,
    also_word: false,
    alternate: false,
};

/// Every place that a surface string may name, with or without an article, likeliest first.
pub fn places(lang: &str, surface: &str) -> Vec<PlaceFact> {
    let some = |key: &str, surface: &str| Some(exact(lang, key, surface)).filter(|found| !found.is_empty());
    with_or_without_article(lang, surface, some).unwrap_or_default()
}

/// The place that a surface string most likely names: in the country that the text speaks of if there is one of that
/// name, else the country or region of note of that name, else the largest city, else the region with the most people.
///
/// GeoNames' names are full of common words: ask only where the sentence wants a place, and mind `also_word`.
///
/// ```
/// let city = knowledge::place("fr", "Samarcande", None).unwrap();
/// assert_eq!((city.name, city.country, city.geonames), ("Samarkand", Some("UZB"), Some(1216265)));
/// let tripoli = knowledge::place("fr", "Tripoli", Some("LBN")).unwrap();
/// assert_eq!(tripoli.country, Some("LBN"));
/// ```
pub fn place(lang: &str, surface: &str, context_country: Option<&str>) -> Option<PlaceFact> {
    let mut found = places(lang, surface);
    let there = |place: &PlaceFact| context_country.is_some() && place.country == context_country;
    let at = found.iter().position(there).unwrap_or(0);
    (at < found.len()).then(|| found.swap_remove(at))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(text: &'static str) -> impl Iterator<Item = &'static str> {
        text.lines().filter(|line| !line.starts_with('#'))
    }

    #[test]
    fn names_are_folded_and_sorted_as_this_crate_does() {
        let keys: Vec<&str> = rows(CITY_NAMES).map(name_key).collect();
        assert!(keys.len() > 40_000);
        assert!(keys.is_sorted());
        for key in keys {
            assert_eq!(fold(key), key);
        }
    }

    #[test]
    fn every_city_is_found_by_its_id_and_by_its_name() {
        for line in rows(CITIES) {
            let id = line.split('\t').next().unwrap().parse().unwrap();
            let city = city_by_id(id).unwrap();
            assert!(crate::country(city.country.unwrap()).is_some(), "{line}");
            assert!(city.lat.is_some() && city.lon.is_some() && city.population.is_some(), "{line}");
            assert!(cities(&fold(city.name)).iter().any(|(found, _)| found.geonames == Some(id)), "{line}");
        }
    }

    #[test]
    fn every_name_leads_to_a_city() {
        for line in rows(CITY_NAMES) {
            let wanted = line.split('\t').nth(1).unwrap().split(' ').count();
            assert_eq!(cities(name_key(line)).len(), wanted, "{line}");
        }
    }
}
