//! What the head of a dispatch and its context tell: which place of a name is meant, by a table of short dispatches read as a whole,
//! and the day of publication.
//!
//! The test needs the French model: where it is not in the cache it says so and passes, except under CI.

mod common;

use common::reader;
use records::Document;

/// Rows that the table must have at least.
const ROWS: usize = 75;

#[test]
fn the_dispatch_tells_which_place_is_meant() {
    let Some(reader) = reader("fr") else { return };
    let rows: Vec<Vec<&str>> = include_str!("data/places-fr.tsv")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .map(|line| line.split('\t').collect())
        .collect();
    assert!(rows.len() >= ROWS, "{} rows", rows.len());
    let mut faults = Vec::new();
    for row in &rows {
        let [text, name, expected] = row[..] else { panic!("{row:?} has other cells") };
        let document = Document {
            text: text.replace(" ¶ ", "\n\n"),
            lang: "fr".into(),
            published: Some("2021-06-03".into()),
            ..Document::default()
        };
        let reading = reader.read(&document);
        let found = reading.places.iter().rev().find(|place| place.name == name);
        let fits = found.is_some_and(|place| match expected.parse::<u32>() {
            Ok(id) => place.geonames == Some(id),
            Err(_) if expected == "-" => place.country.is_none(),
            Err(_) => place.country.as_deref() == Some(expected),
        });
        if !fits {
            let got = found.map(|place| (&place.country, place.geonames));
            faults.push(format!("{text}: {name} is {expected}, got {got:?}"));
        }
    }
    assert!(faults.is_empty(), "{} of {}\n{}", faults.len(), rows.len(), faults.join("\n"));
}

#[test]
fn the_dateline_tells_the_day_of_publication_where_nothing_else_does() {
    let Some(reader) = reader("fr") else { return };
    let published = |text: &str, given: Option<&str>| {
        let document = Document {
            text: text.into(),
            lang: "fr".into(),
            published: given.map(str::to_owned),
            ..Document::default()
        };
        reader.read(&document).document.published
    };
    let dated = "Le port reste fermé\n\nTUNIS, 3 juin 2021 (AFP) — Le port est resté fermé jeudi, a annoncé le préfet.";
    let headed = "Le port reste fermé\n\n27 août 2012. - Le port est resté fermé lundi, a annoncé le préfet.";
    let yearless =
        "Le port reste fermé\n\nTUNIS, 3 juin (AFP) — Le port est resté fermé jeudi, a annoncé le préfet.";
    assert_eq!(published(dated, None).as_deref(), Some("2021-06-03"));
    assert_eq!(published(headed, None).as_deref(), Some("2012-08-27"));
    assert_eq!(published(yearless, None), None);
    assert_eq!(published(yearless, Some("2021-06-03")).as_deref(), Some("2021-06-03"));
    for head in [
        "TUNIS, 3 juin 2021 (AFP).- Le port",
        "TUNIS, 3 juin 2021 (Agence Sahel) -- Le port",
        "TUNIS, le 3 juin 2021 — Le port",
        "Publié le 3 juin 2021 à 14h05\n\nLe port",
        "Mis en ligne le jeudi 3 juin 2021\n\nLe port",
    ] {
        let text = format!("Le port reste fermé\n\n{head} est resté fermé jeudi, a annoncé le préfet.");
        assert_eq!(published(&text, None).as_deref(), Some("2021-06-03"), "{head}");
    }
    let report = "Le port reste fermé\n\nPublié le 3 juin 2021, un rapport de la préfecture accuse le directeur du port.";
    assert_eq!(published(report, None), None);
    // A full date within a week of the dateline tells its year; one of other times does not.
    let close = format!("{yearless} La digue a cédé le 1er juin 2021.");
    assert_eq!(published(&close, None).as_deref(), Some("2021-06-03"));
    assert_eq!(published(&format!("{yearless} Il est ouvert depuis le 4 mai 2014."), None), None);
    assert_eq!(published(&format!("{close} Elle datait du 4 juin 1988."), None), None);
    assert_eq!(published(dated, Some("2021-06-04")).as_deref(), Some("2021-06-04"));
}
