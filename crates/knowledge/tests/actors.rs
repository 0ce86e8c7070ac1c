//! Strings that name actors, in three languages, with the country and the sector that the press means by them.

use knowledge::{country_by_demonym, country_by_name, organisation, seat};

/// Rows that a table must have at least.
const ROWS: usize = 200;

/// Country and chief sector that a look-up gives; `None` where it finds nothing.
fn told(lang: &str, what: &str, surface: &str) -> Option<(String, String)> {
    let text = |cell: Option<&str>| cell.unwrap_or_default().to_owned();
    match what {
        "country" => country_by_name(lang, surface).map(|found| (found.code.to_owned(), String::new())),
        "people" => country_by_demonym(lang, surface).map(|found| (text(found.country), String::new())),
        "organisation" => organisation(lang, surface)
            .map(|found| (text(found.country), text(found.sectors.first().copied()))),
        "seat" => {
            seat(lang, surface).map(|found| (found.country.to_owned(), text(found.sectors.first().copied())))
        }
        other => panic!("unknown kind {other:?} of {surface}"),
    }
}

fn check(lang: &str, table: &str) {
    let rows: Vec<Vec<&str>> =
        table.lines().filter(|line| !line.starts_with('#')).map(|line| line.split('\t').collect()).collect();
    assert!(rows.len() >= ROWS, "{lang}: {} rows", rows.len());
    let mut faults = Vec::new();
    for row in &rows {
        let [surface, what, country, sector] = row[..] else { panic!("{lang}: {row:?} has other cells") };
        let found = told(lang, what, surface);
        if found != Some((country.to_owned(), sector.to_owned())) {
            faults.push(format!("{lang} {surface} ({what}): {country} {sector}, but {found:?}"));
        }
    }
    assert!(faults.is_empty(), "{} of {}\n{}", faults.len(), rows.len(), faults.join("\n"));
}

#[test]
fn french() {
    check("fr", include_str!("data/actors-fr.tsv"));
}

#[test]
fn english() {
    check("en", include_str!("data/actors-en.tsv"));
}

#[test]
fn spanish() {
    check("es", include_str!("data/actors-es.tsv"));
}
