//! Prints the names that a text holds, and how long the tables took to be ready: `cargo run --example scan -- fr < text`.

use std::io::Read;
use std::time::Instant;

use knowledge::{Fact, longest_match};

fn main() -> Result<(), std::io::Error> {
    let lang = std::env::args().nth(1).unwrap_or_else(|| "fr".into());
    let mut text = String::new();
    std::io::stdin().read_to_string(&mut text)?;

    let start = Instant::now();
    longest_match(&lang, &["Pékin"]);
    let ready = start.elapsed();

    let words = tokens(&text);
    let start = Instant::now();
    let (mut at, mut found) = (0, Vec::new());
    while let Some(rest) = words.get(at..).filter(|rest| !rest.is_empty()) {
        match longest_match(&lang, rest) {
            Some((length, fact)) => {
                found.push((words.get(at..at + length).unwrap_or_default().join(" "), describe(&fact)));
                at += length;
            }
            None => at += 1,
        }
    }
    let scanned = start.elapsed();
    for (surface, what) in &found {
        println!("{surface}\t{what}");
    }
    eprintln!("ready in {ready:?}; {} words scanned in {scanned:?}, {} names", words.len(), found.len());
    Ok(())
}

/// Words, elisions and marks, roughly as a parser cuts them.
fn tokens(text: &str) -> Vec<&str> {
    let mut words = Vec::new();
    for word in text.split_whitespace() {
        let mut rest = word.trim_matches(|c: char| !c.is_alphanumeric() && c != '.');
        while let Some((at, mark)) = rest.char_indices().find(|(_, c)| matches!(c, '\'' | '’')) {
            let end = at + mark.len_utf8();
            words.extend(rest.get(..end));
            rest = rest.get(end..).unwrap_or_default();
        }
        if word.starts_with(|c: char| !c.is_alphanumeric()) || !rest.is_empty() {
            words.push(if rest.is_empty() { word } else { rest });
        }
        if word.ends_with([',', ';', ':', ')', '»', '.']) && word.len() > 1 {
            words.push(",");
        }
    }
    words
}

fn describe(fact: &Fact) -> String {
    match fact {
        Fact::Country(country) => format!("country {}", country.code),
        Fact::Seat(seat) => format!("seat {} {}", seat.country, seat.sectors.join(",")),
        Fact::Organisation(found) => format!("organisation {} {}", found.id, found.country.unwrap_or("---")),
        Fact::Demonym(found) => {
            format!("demonym {} {}", found.country.unwrap_or("---"), found.group.unwrap_or_default())
        }
        Fact::Place(place) => {
            let word = if place.also_word { " (a word)" } else { "" };
            format!("{} {} {}{word}", place.kind, place.name, place.country.unwrap_or("---"))
        }
    }
}
