//! First-order regions of all countries, as GeoNames lists them: provinces, states, governorates.
//!
//! The regions of note that `data/regions.tsv` holds by hand come before them; see `places`.

use crate::places::{NOWHERE, PlaceFact};
use crate::sorted::find_line;

static REGIONS: &str = include_str!("../data/made/regions.tsv");
static REGION_NAMES: &str = include_str!("../data/made/region_names.tsv");

/// The folded name of a line of `region_names.tsv`.
pub(crate) fn name_key(line: &str) -> &str {
    line.trim_start_matches('!').split('\t').next().unwrap_or_default()
}

/// Whether a name of a region starts with this folded piece.
pub(crate) fn starts(piece: &str) -> bool {
    find_line(REGION_NAMES, |line| crate::index::first_piece(name_key(line)).cmp(piece)).is_some()
}

/// The regions that a folded name may mean, those with the most people first; what another language calls so is `alternate`.
pub(crate) fn regions(lang: &str, key: &str) -> Vec<PlaceFact> {
    let Some(line) = find_line(REGION_NAMES, |line| name_key(line).cmp(key)) else {
        return Vec::new();
    };
    let ids = line.split('\t').nth(1).unwrap_or_default();
    let found = ids.split(' ').filter_map(|cell| {
        let (id, langs) = cell.split_once(':').unwrap_or((cell, ""));
        let mut region = region_by_id(lang, id.parse().ok()?)?;
        region.also_word = line.starts_with('!');
        region.alternate = !langs.is_empty() && !langs.split(',').any(|of| of == lang);
        Some(region)
    });
    found.collect()
}

/// The region with this GeoNames id, by its usual name in a language.
fn region_by_id(lang: &str, id: u32) -> Option<PlaceFact> {
    let id_of = |line: &str| line.split('\t').next().and_then(|cell| cell.parse::<u32>().ok()).unwrap_or(0);
    let line = find_line(REGIONS, |line| id_of(line).cmp(&id))?;
    let mut cells = line.split('\t');
    let code = cells.nth(1)?;
    let (kind, country) = (cells.nth(1)?, cells.next()?);
    let mut number = || cells.next().and_then(|cell| cell.parse::<f64>().ok());
    let (lat, lon) = (number(), number());
    let population = cells.next().and_then(|cell| cell.parse().ok()).filter(|people| *people > 0);
    let [fr, en, es] = [(); 3].map(|()| cells.next().unwrap_or_default());
    let or = |name: &'static str, other: &'static str| if name.is_empty() { other } else { name };
    let en = or(en, fr);
    let name = match lang {
        "fr" => fr,
        "es" => or(es, en),
        _ => en,
    };
    // « FR.84.73 » is of the second order: towns have no such code.
    let region = code.split_once('.').map(|(_, region)| region).filter(|region| !region.contains('.'));
    let kind = ["department", "state"].into_iter().find(|known| *known == kind).unwrap_or("region");
    Some(PlaceFact {
        name,
        country: Some(country),
        geonames: Some(id),
        lat,
        lon,
        kind,
        population,
        region,
        ..NOWHERE
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fold::fold;

    fn rows(text: &'static str) -> impl Iterator<Item = &'static str> {
        text.lines().filter(|line| !line.starts_with('#'))
    }

    #[test]
    fn names_are_folded_and_sorted_as_this_crate_does() {
        let keys: Vec<&str> = rows(REGION_NAMES).map(name_key).collect();
        assert!(keys.len() > 7_000);
        assert!(keys.is_sorted());
        for key in keys {
            assert_eq!(fold(key), key);
        }
    }

    #[test]
    fn every_name_leads_to_regions() {
        for line in rows(REGION_NAMES) {
            let wanted = line.split('\t').nth(1).unwrap().split(' ').count();
            assert_eq!(regions("fr", name_key(line)).len(), wanted, "{line}");
        }
    }

    #[test]
    fn every_region_has_a_country_and_a_name_in_three_languages() {
        let (mut first_order, mut named) = (0, 0);
        for line in rows(REGIONS) {
            let id = line.split('\t').next().unwrap().parse().unwrap();
            for lang in ["fr", "en", "es"] {
                let region = region_by_id(lang, id).unwrap();
                assert!(crate::country(region.country.unwrap()).is_some(), "{line}");
                assert!(!region.name.is_empty(), "{line}");
            }
            let region = region_by_id("fr", id).unwrap();
            first_order += usize::from(region.region.is_some());
            named +=
                usize::from(regions("fr", &fold(region.name)).iter().any(|found| found.geonames == Some(id)));
        }
        assert!(first_order >= 3_800, "{first_order}");
        // The others bear the name of a people (« Somali »).
        assert!(named * 100 >= first_order * 98, "{named} of {first_order}");
    }
}
