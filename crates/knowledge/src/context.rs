//! Which of several places of one name a text means.

use crate::places::{PlaceFact, places};

/// How many times the people of a place in a country that the text speaks of the likeliest place of that name may have:
/// « Tripoli » is Lebanon’s in a text on Lebanon, « Lagos » is Nigeria’s even in one on Portugal.
const OUTWEIGHS: u64 = 15;

/// The place that a surface string names in a text.
///
/// Where the text says what it lies in (« Valence (Espagne) », « Portland, Oregon »), only places there count: those in one of
/// the countries or first-order regions, or near the chief town of one of the areas, that `within` holds; there may be none. Else the first of `countries`, those that the text
/// speaks of, that has a place of the name; unless the likeliest place of that name is much larger. Else that one.
///
/// ```
/// let country = |countries: &[&str]| knowledge::place_in("fr", "Tripoli", &[], countries).and_then(|place| place.country);
/// assert_eq!(country(&[]), Some("LBY"));
/// assert_eq!(country(&["SYR", "LBN"]), Some("LBN"));
/// ```
pub fn place_in(lang: &str, surface: &str, within: &[PlaceFact], countries: &[&str]) -> Option<PlaceFact> {
    let found = places(lang, surface);
    if !within.is_empty() {
        return within.iter().find_map(|around| inside(&found, around)).cloned();
    }
    let likeliest = found.first()?.clone();
    // A region that is called like a word or a person wants more than a country.
    let sure = |place: &&PlaceFact| place.kind == "city" || !place.also_word;
    let in_country = |country: &&str| {
        let mut there = found.iter().filter(sure).filter(|place| place.country == Some(*country));
        there.find(|place| !is_outweighed(place, &likeliest))
    };
    Some(countries.iter().find_map(in_country).unwrap_or(&likeliest).clone())
}

/// Whether a place is so much smaller than the likeliest of its name that a country alone does not speak for it.
fn is_outweighed(place: &PlaceFact, likeliest: &PlaceFact) -> bool {
    match (place.population, likeliest.population) {
        (Some(people), Some(most)) => u64::from(people) * OUTWEIGHS < u64::from(most),
        // A country or region of that name gives way only to a town that is called so by all.
        (Some(_), None) => place.alternate,
        _ => false,
    }
}

/// How far from its chief town a place may lie in a region, in degrees.
const FAR: f64 = 8.0;

/// The likeliest place in a country or first-order region; in another region or area the nearest to its chief town, where that is known.
fn inside<'a>(found: &'a [PlaceFact], around: &PlaceFact) -> Option<&'a PlaceFact> {
    let mut there = found.iter().filter(|place| place.country.is_some() && place.country == around.country);
    if around.kind == "country" {
        return there.next();
    }
    // GeoNames tells of each city in which region of the first order it lies.
    if around.region.is_some() {
        return there.find(|place| place.kind == "city" && place.region == around.region);
    }
    let near = there.filter_map(|place| Some((degrees(place, around)?, place)));
    let nearest = near.min_by(|(one, _), (other, _)| one.total_cmp(other));
    nearest.filter(|(degrees, _)| *degrees <= FAR).map(|(_, place)| place)
}

/// The way from a place to another in degrees of latitude, where both are on the map.
fn degrees(place: &PlaceFact, other: &PlaceFact) -> Option<f64> {
    let (lat, lon) = place.lat.zip(place.lon)?;
    let (other_lat, other_lon) = other.lat.zip(other.lon)?;
    Some((lat - other_lat).hypot((lon - other_lon) * lat.to_radians().cos()))
}
