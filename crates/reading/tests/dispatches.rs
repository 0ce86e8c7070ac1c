//! Dispatches with the reading that they must give: a page each in `tests/dispatches/`, as a journalist would write it; those of
//! another language than French in a folder named by its tag.
//!
//! A page has a text under `## Text` and tables under `## Statements` and `## Events`. Every row must be found, and nothing
//! else; an empty cell asks for nothing, a dash that there be nothing. The tests need the language's model: where it is not in the cache they say so and
//! pass, except that CI, which fetches it first, must have the French one.

mod common;

use common::reader;
use records::{Document, Reading};
use std::{collections::BTreeMap, fs, path::Path};

#[test]
fn every_page_is_read_as_it_says() {
    every_page("fr", "tests/dispatches");
}

#[test]
fn every_english_page_is_read_as_it_says() {
    every_page("en", "tests/dispatches/en");
}

#[test]
fn every_spanish_page_is_read_as_it_says() {
    every_page("es", "tests/dispatches/es");
}

fn every_page(lang: &str, folder: &str) {
    let Some(reader) = reader(lang) else { return };
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let mut pages: Vec<_> = fs::read_dir(&folder)
        .expect("the folder is there")
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "md"))
        .collect();
    pages.sort();
    assert!(!pages.is_empty());
    let mut faults = Vec::new();
    for path in pages {
        let page = Page::parse(&fs::read_to_string(&path).expect("a page is text"));
        let document = Document {
            text: page.text.clone(),
            lang: lang.into(),
            published: page.date.clone(),
            ..Document::default()
        };
        let reading = reader.read(&document);
        let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        compare(&name, "statement", &page.statements, &statements(&reading), &mut faults);
        compare(&name, "event", &page.events, &events(&reading), &mut faults);
    }
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

/// One row of a table by column.
type Row = BTreeMap<String, String>;

#[derive(Default)]
struct Page {
    text: String,
    date: Option<String>,
    statements: Vec<Row>,
    events: Vec<Row>,
}

impl Page {
    fn parse(source: &str) -> Page {
        let mut page = Page::default();
        let mut section = "";
        let mut header: Vec<String> = Vec::new();
        for line in source.lines() {
            if let Some(title) = line.strip_prefix("## ") {
                section = title.trim();
                header.clear();
            } else if section == "Text" {
                page.text.push_str(line);
                page.text.push('\n');
            } else if let Some(date) = line.strip_prefix("Date: ") {
                page.date = Some(date.trim().to_owned());
            } else if line.starts_with('|') && !line.starts_with("|-") {
                let cells: Vec<String> =
                    line.trim_matches('|').split('|').map(|cell| cell.trim().to_owned()).collect();
                if header.is_empty() {
                    header = cells;
                } else {
                    let asked = header.iter().cloned().zip(cells).filter(|(_, cell)| !cell.is_empty());
                    let row = asked
                        .map(|(column, cell)| (column, if cell == "–" { String::new() } else { cell }))
                        .collect();
                    if section == "Statements" { page.statements.push(row) } else { page.events.push(row) }
                }
            }
        }
        page.text = page.text.trim().to_owned();
        page
    }
}

fn statements(reading: &Reading) -> Vec<Row> {
    let text = &reading.document.text;
    let name = |id: &Option<String>| {
        reading
            .actors
            .iter()
            .find(|actor| Some(&actor.id) == id.as_ref())
            .map_or("nobody".to_owned(), |actor| actor.name.clone())
    };
    let country = |id: &Option<String>| {
        let actor = reading.actors.iter().find(|actor| Some(&actor.id) == id.as_ref());
        actor.and_then(|actor| actor.country.clone()).unwrap_or_default()
    };
    let fields = |id: &Option<String>| {
        let actor = reading.actors.iter().find(|actor| Some(&actor.id) == id.as_ref());
        let codes = actor.map(|actor| actor.sectors.iter().map(|sector| sector.to_string()));
        codes.map(|codes| codes.collect::<Vec<_>>().join(" ")).unwrap_or_default()
    };
    reading
        .statements
        .iter()
        .map(|statement| {
            let parts: Vec<&str> = statement.content.iter().filter_map(|span| span.slice(text)).collect();
            let relays: Vec<String> = statement.relays.iter().map(|relay| name(&relay.actor)).collect();
            row([
                ("who", name(&statement.speaker.actor)),
                ("says", parts.join(" … ")),
                ("country", country(&statement.speaker.actor)),
                ("fields", fields(&statement.speaker.actor)),
                ("act", statement.act.to_string()),
                ("form", statement.form.to_string()),
                ("relays", relays.join(", ")),
                ("medium", statement.medium.and_then(|span| span.slice(text)).unwrap_or_default().to_owned()),
                ("day", statement.date.as_ref().map_or(String::new(), |date| date.start.clone())),
                ("to", statement.addressee.as_ref().map_or(String::new(), |to| name(&to.actor))),
                ("negated", if statement.negated { "yes" } else { "no" }.to_owned()),
            ])
        })
        .collect()
}

fn events(reading: &Reading) -> Vec<Row> {
    let text = &reading.document.text;
    let names = |ids: &[String]| {
        let names: Vec<&str> = ids
            .iter()
            .filter_map(|id| reading.actors.iter().find(|actor| actor.id == *id))
            .map(|actor| actor.name.as_str())
            .collect();
        names.join(", ")
    };
    let country = |id: Option<&String>| {
        let place = reading.places.iter().find(|place| Some(&place.id) == id);
        place.and_then(|place| place.country.clone()).unwrap_or_default()
    };
    reading
        .events
        .iter()
        .map(|event| {
            row([
                ("type", event.kind.to_string()),
                ("word", event.trigger.slice(text).unwrap_or_default().to_owned()),
                ("source", names(&event.source)),
                ("target", names(&event.target)),
                ("status", event.status.to_string()),
                ("date", event.date.as_ref().map_or(String::new(), |date| date.start.clone())),
                (
                    "place",
                    event
                        .place
                        .as_ref()
                        .and_then(|place| place.mention.slice(text))
                        .unwrap_or_default()
                        .to_owned(),
                ),
                ("country", country(event.place.as_ref().and_then(|place| place.place.as_ref()))),
            ])
        })
        .collect()
}

fn row<const N: usize>(cells: [(&str, String); N]) -> Row {
    cells.into_iter().map(|(column, cell)| (column.to_owned(), cell)).collect()
}

/// Matches expected rows to found ones one to one; what is left on either side is a fault.
fn compare(page: &str, what: &str, expected: &[Row], found: &[Row], faults: &mut Vec<String>) {
    let mut left: Vec<&Row> = found.iter().collect();
    for wanted in expected {
        let fits = |row: &&Row| wanted.iter().all(|(column, cell)| row.get(column) == Some(cell));
        match left.iter().position(fits) {
            Some(at) => {
                left.remove(at);
            }
            None => faults.push(format!("{page}: {what} not found: {wanted:?}")),
        }
    }
    faults.extend(left.iter().map(|row| format!("{page}: {what} not on the page: {row:?}")));
}
