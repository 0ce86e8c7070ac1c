//! Strings that name or describe somebody, with the country and the sector that the words alone tell.

mod common;

use common::reader;
use records::Document;

/// Rows that the table must have at least.
const ROWS: usize = 200;

/// The share of rows that must be read as they say: what is left are the parser's.
const FLOOR: f64 = 0.95;

/// Reads each string of a table in a sentence of its own, between the words that name it as a source.
fn check(lang: &str, table: &str, before: &str, after: &str) {
    let Some(reader) = reader(lang) else { return };
    let rows: Vec<Vec<&str>> =
        table.lines().filter(|line| !line.starts_with('#')).map(|line| line.split('\t').collect()).collect();
    assert!(rows.len() >= ROWS, "{} rows", rows.len());
    let mut faults = Vec::new();
    for row in &rows {
        let [surface, country, sector] = row[..] else { panic!("{row:?} has other cells") };
        let document =
            Document { text: format!("{before}{surface}{after}"), lang: lang.into(), ..Document::default() };
        let reading = reader.read(&document);
        let speaker = reading.statements.first().and_then(|statement| statement.speaker.actor.clone());
        let actor = reading.actors.iter().find(|actor| Some(&actor.id) == speaker.as_ref());
        let found = actor.map_or((String::new(), Vec::new()), |actor| {
            let sectors: Vec<String> = actor.sectors.iter().map(|sector| sector.to_string()).collect();
            (actor.country.clone().unwrap_or_default(), sectors)
        });
        if found.0 != country || !found.1.iter().any(|told| told == sector) {
            faults.push(format!("{surface}: {country} {sector}, but {} {}", found.0, found.1.join(" ")));
        }
    }
    let right = (rows.len() - faults.len()) as f64 / rows.len() as f64;
    assert!(right >= FLOOR, "{} of {}\n{}", faults.len(), rows.len(), faults.join("\n"));
}

#[test]
fn french() {
    check("fr", include_str!("data/actors-fr.tsv"), "Selon ", ", tout va bien.");
}

#[test]
fn english() {
    check("en", include_str!("data/actors-en.tsv"), "According to ", ", all is well.");
}

#[test]
fn spanish() {
    check("es", include_str!("data/actors-es.tsv"), "Según ", ", todo va bien.");
}
