//! Names that several places have, in context: what they lie in, the countries that the text speaks of, the dateline.

use knowledge::{place_in, places};

/// Rows that the table must have at least.
const ROWS: usize = 150;

#[test]
fn the_context_tells_which_place_is_meant() {
    let rows: Vec<Vec<&str>> = include_str!("data/places.tsv")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .map(|line| line.split('\t').collect())
        .collect();
    assert!(rows.len() >= ROWS, "{} rows", rows.len());
    let mut faults = Vec::new();
    for row in &rows {
        let [lang, name, within, countries, expected] = row[..] else { panic!("{row:?} has other cells") };
        let mut around = places(lang, within);
        around.retain(|place| place.kind != "city");
        if around.is_empty() && !within.is_empty() {
            faults.push(format!("{row:?}: {within} is not known"));
        }
        let countries: Vec<&str> = countries.split_whitespace().collect();
        let found = place_in(lang, name, &around, &countries);
        let fits = match (&found, expected.parse::<u32>()) {
            (Some(place), Ok(id)) => place.geonames == Some(id),
            (Some(place), Err(_)) => place.country == Some(expected),
            (None, _) => expected == "-",
        };
        if !fits {
            faults.push(format!("{row:?}: {found:?}"));
        }
    }
    assert!(faults.is_empty(), "{} of {}\n{}", faults.len(), rows.len(), faults.join("\n"));
}
