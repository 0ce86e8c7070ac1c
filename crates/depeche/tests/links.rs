//! How well the store tells that several outlets report one utterance or one event: `tests/links` holds varied reports of
//! the same facts, made up for this, in three languages. A fact names its words in each report. The rules were written with
//! `stories.json` at hand; `held.json` was written before the rules too, by the same hand, and no rule was changed for it.
//! Stories come on days of their own there, but for a dozen; so dispatches of as many stories, told on one day, must stay apart.

mod util;

use rusqlite::Connection;
use serde::Deserialize;
use serde_json::{Value, json};
use std::{fs, path::Path};
use util::{Place, has_model};

#[derive(Deserialize)]
struct Story {
    lang: String,
    reports: Vec<Report>,
    facts: Vec<Fact>,
}

#[derive(Deserialize)]
struct Report {
    outlet: String,
    day: String,
    text: String,
}

#[derive(Deserialize)]
struct Fact {
    kind: String,
    /// Of a statement's content, or an event's trigger; `null` where a report leaves it out.
    words: Vec<Option<String>>,
}

/// A record of a fact in a report.
struct Found {
    fact: usize,
    document: String,
    link: Option<i64>,
}

/// Precision and recall that are asked of links.
const ASKED: (f64, f64) = (0.95, 0.80);
/// Pairs of one fact that are asked for, in both files together: about half in each.
const PAIRS: u32 = 150;
/// Links, all wrong, between dispatches of different stories on one day, some hundred of them with some 400 events.
const WRONG: i64 = 2;

#[test]
fn reports_of_one_fact_are_linked_and_others_are_not() {
    measure("stories.json", ASKED);
}

#[test]
fn so_are_those_that_no_rule_has_seen() {
    measure("held.json", ASKED);
}

fn measure(file: &str, floors: (f64, f64)) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/links").join(file);
    let stories: Vec<Story> = serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap();
    let languages: Vec<&str> = ["fr", "en", "es"].into_iter().filter(|lang| has_model(lang)).collect();
    if languages.is_empty() {
        eprintln!("SKIPPED, not passed: there is no language model");
        return;
    }
    let stories: Vec<Story> =
        stories.into_iter().filter(|story| languages.contains(&story.lang.as_str())).collect();
    let mut input = String::new();
    for (story, reports) in stories.iter().enumerate() {
        for (number, report) in reports.reports.iter().enumerate() {
            let document = json!({"id": format!("{story}-{number}"), "outlet": report.outlet, "published": report.day,
                "lang": reports.lang, "text": report.text});
            input.push_str(&format!("{document}\n"));
        }
    }
    let (_place, store) = ingested(&input);
    let mut all = 0;
    for kind in ["statement", "event"] {
        let (mut found, mut asked, mut facts) = (Vec::new(), 0, 0);
        for (number, story) in stories.iter().enumerate() {
            for fact in story.facts.iter().filter(|fact| fact.kind == kind) {
                for (report, words) in fact.words.iter().enumerate() {
                    let Some(words) = words else { continue };
                    asked += 1;
                    let document = format!("{number}-{report}");
                    if let Some(link) = record(&store, kind, &document, words) {
                        found.push(Found { fact: facts, document, link });
                    }
                }
                facts += 1;
            }
        }
        let (mut right, mut wrong, mut missed, mut pairs) = (0, 0, 0, 0);
        for (at, one) in found.iter().enumerate() {
            for other in found[at + 1..].iter().filter(|other| other.document != one.document) {
                pairs += 1;
                let linked = one.link.is_some() && one.link == other.link;
                match (one.fact == other.fact, linked) {
                    (true, true) => right += 1,
                    (true, false) => missed += 1,
                    (false, true) => wrong += 1,
                    (false, false) => {}
                }
            }
        }
        let precision = f64::from(right) / f64::from((right + wrong).max(1));
        let recall = f64::from(right) / f64::from((right + missed).max(1));
        println!(
            "{file}, {kind}s: {} of {asked} records found; {pairs} pairs, {} of one fact; precision {precision:.3}, recall {recall:.3}",
            found.len(),
            right + missed
        );
        assert!(precision >= floors.0, "{kind}: precision {precision:.3}");
        assert!(recall >= floors.1, "{kind}: recall {recall:.3}");
        all += right + missed;
    }
    assert!(languages.len() < 3 || all >= PAIRS, "{all} pairs of one fact");
}

#[test]
fn stories_of_one_day_stay_apart() {
    let dispatches = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/dispatches");
    let (mut input, mut documents) = (String::new(), 0);
    for lang in ["fr", "en", "es"].into_iter().filter(|lang| has_model(lang)) {
        let Ok(files) = fs::read_dir(dispatches.join(lang).join("dev")) else { continue };
        let mut files: Vec<_> = files.map(|file| file.unwrap().path()).collect();
        files.sort();
        for file in files.iter().filter(|file| file.extension().is_some_and(|ending| ending == "json")) {
            let gold: Value = serde_json::from_str(&fs::read_to_string(file).unwrap()).unwrap();
            let document = json!({"id": file, "outlet": file, "published": "2023-01-02", "lang": lang,
                "text": gold["document"]["text"].as_str().or(gold["text"].as_str()).unwrap()});
            input.push_str(&format!("{document}\n"));
            documents += 1;
        }
    }
    if documents == 0 {
        eprintln!("SKIPPED, not passed: there is no language model");
        return;
    }
    let (_place, store) = ingested(&input);
    let several = |table: &str, link: &str| -> i64 {
        let sql = format!(
            "SELECT count(*) FROM (SELECT 1 FROM {table} WHERE {link} IS NOT NULL GROUP BY {link} HAVING count(DISTINCT document) > 1)"
        );
        store.query_row(&sql, [], |row| row.get(0)).unwrap()
    };
    let (utterances, happenings) = (several("statements", "utterance"), several("events", "happening"));
    let events: i64 = store.query_row("SELECT count(*) FROM events", [], |row| row.get(0)).unwrap();
    println!(
        "{documents} dispatches of one day, {events} events: {utterances} utterances and {happenings} events in several"
    );
    assert!(utterances == 0 && happenings <= WRONG, "{utterances} utterances, {happenings} events");
}

/// A store with these documents, and where it is.
fn ingested(input: &str) -> (Place, Connection) {
    let place = Place::new();
    place.write("input.jsonl", input);
    let mut command = place.with_models();
    command.args(["ingest", "--offline", "news.db", "input.jsonl"]).assert().success();
    let store = Connection::open(place.path().join("news.db")).unwrap();
    (place, store)
}

/// The link of the record that holds these words; `None` if the reader has found none.
fn record(store: &Connection, kind: &str, document: &str, words: &str) -> Option<Option<i64>> {
    let sql = match kind {
        "statement" => {
            "SELECT s.content, s.utterance FROM statements s JOIN documents d ON d.id = s.document WHERE d.key = ?1"
        }
        _ => {
            "SELECT e.word, e.happening FROM events e JOIN documents d ON d.id = e.document WHERE d.key = ?1"
        }
    };
    let mut statement = store.prepare(sql).unwrap();
    let rows = statement.query_map([document], |row| Ok((row.get::<_, String>(0)?, row.get(1)?))).unwrap();
    let plain = |text: &str| text.to_lowercase();
    // Of nested statements the one of the most like length.
    rows.map(Result::unwrap)
        .filter(|(content, _)| {
            plain(content).contains(&plain(words)) || plain(words).contains(&plain(content))
        })
        .min_by_key(|(content, _)| content.len().abs_diff(words.len()))
        .map(|(_, link)| link)
}
