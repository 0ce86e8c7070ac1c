//! Where and when an act happened, where the headline says less than the text.

mod common;

use records::{Document, Reading};

fn read(text: &str) -> Option<Reading> {
    let reader = common::reader("fr")?;
    let document = Document {
        id: "d".into(),
        lang: "fr".into(),
        published: Some("2021-03-03".into()),
        text: text.into(),
        ..Document::default()
    };
    Some(reader.read(&document))
}

/// The name of the place of the act that the first event tells.
fn place(reading: &Reading) -> Option<&str> {
    let id = reading.events.first()?.place.as_ref()?.place.as_ref()?;
    reading.places.iter().find(|place| &place.id == id).map(|place| place.name.as_str())
}

#[test]
fn the_capital_of_a_headline_is_the_town_that_the_text_tells_first() {
    let text = "Des étudiants manifestent dans la capitale\n\nDes centaines d’étudiants ont défilé mardi à Nairobi contre la hausse des \
        droits d’inscription. Le ministre de l’Éducation, en visite à Mombasa, a promis des bourses.";
    let Some(reading) = read(text) else { return };
    assert_eq!(place(&reading), Some("Nairobi"), "{:?}", reading.events);
}

#[test]
fn a_number_of_hours_is_no_month() {
    let Some(reading) = read("La police a arrêté cinq manifestants mardi après sept heures de siège.")
    else {
        return;
    };
    let date = reading.events[0].date.as_ref().map(|date| date.start.as_str());
    assert_eq!(date, Some("2021-03-02"), "{:?}", reading.events);
}
