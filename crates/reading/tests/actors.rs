//! Strings that name or describe somebody, with the country and the sector that the words alone tell.

use reading::Reader;
use records::Document;
use std::sync::Arc;

/// Rows that the table must have at least.
const ROWS: usize = 200;

/// The share of rows that must be read as they say: what is left are the parser's.
const FLOOR: f64 = 0.95;

#[test]
fn french() {
    let Some(reader) = reader() else { return };
    let table = include_str!("data/actors-fr.tsv");
    let rows: Vec<Vec<&str>> =
        table.lines().filter(|line| !line.starts_with('#')).map(|line| line.split('\t').collect()).collect();
    assert!(rows.len() >= ROWS, "{} rows", rows.len());
    let mut faults = Vec::new();
    for row in &rows {
        let [surface, country, sector] = row[..] else { panic!("{row:?} has other cells") };
        let document = Document {
            text: format!("Selon {surface}, tout va bien."),
            lang: "fr".into(),
            ..Document::default()
        };
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

fn reader() -> Option<Reader> {
    let store = models::Store::from_env().expect("there is a cache folder");
    let model = models::find("fr").expect("French is in the catalogue");
    let Some(folder) = store.path(model) else {
        assert!(std::env::var_os("CI").is_none(), "CI fetches the model before it runs the tests");
        eprintln!("skipped: the French model is not here; `depeche models fetch fr` gets it");
        return None;
    };
    let pipeline = spacy_runtime::Pipeline::open(folder).expect("the model in the cache is sound");
    let pack = pack::Pack::embedded("fr").expect("French is embedded").expect("the pack is sound");
    Some(Reader::new(Arc::new(pack), pipeline))
}
