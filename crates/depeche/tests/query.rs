//! `depeche query` and `depeche export`, on a store of readings that are there already.

mod util;

use assert_cmd::Command;
use serde_json::Value;
use std::path::Path;
use store::{Made, Store};
use util::Place;

/// Readings of our own dispatches, as they were read once.
fn readings() -> Vec<records::Reading> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../store/tests/data/readings.jsonl");
    let lines = std::fs::read_to_string(file).unwrap();
    lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn filled() -> Place {
    let place = Place::new();
    let mut store = Store::open(&place.path().join("news.db")).unwrap();
    let made = Made { program: "depeche".into(), reader: "fr".into() };
    let mut writer = store.writer().unwrap();
    for mut reading in readings() {
        reading.document.outlet = Some("Le Phare".into());
        writer.add(&reading.document.clone(), &reading, &made).unwrap();
    }
    writer.commit().unwrap();
    place
}

fn run(place: &Place, arguments: &[&str]) -> (String, String) {
    let mut command: Command = place.depeche();
    let done = command.args(arguments).assert().success();
    let output = done.get_output();
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    (text(&output.stdout), text(&output.stderr))
}

fn lines(text: &str) -> Vec<Value> {
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn answers_are_tables_json_lines_or_csv() {
    let place = filled();
    let asked = ["query", "news.db", "statements", "--by", "kanoute", "--act", "promise"];
    let (table, said) = run(&place, &asked);
    assert!(table.starts_with("DAY ") && table.contains("Drissa Kanouté MLI"), "{table}");
    assert_eq!((table.lines().count(), said.as_str()), (3, ""));
    assert!(table.lines().all(|line| line.chars().count() <= 100), "{table}");
    let (jsonl, _) = run(&place, &[&asked[..], &["--format", "jsonl"]].concat());
    let rows = lines(&jsonl);
    assert_eq!(rows.len(), 2);
    assert_eq!((&rows[0]["negated"], &rows[0]["relays"]), (&Value::Bool(false), &Value::Array(vec![])));
    assert!(
        jsonl.starts_with("{\"day\":\"2020-08-20\",\"document\":\"own-fr-171\",\"id\":\"s4\""),
        "{jsonl}"
    );
    let (text, _) = run(&place, &[&asked[..], &["--format", "csv"]].concat());
    let mut csv = csv::Reader::from_reader(text.as_bytes());
    let at = csv.headers().unwrap().iter().position(|name| name == "content").unwrap();
    let contents: Vec<String> = csv.records().map(|row| row.unwrap()[at].to_owned()).collect();
    assert_eq!(contents, rows.iter().map(|row| row["content"].as_str().unwrap()).collect::<Vec<_>>());
}

#[test]
fn what_matches_nothing_is_told_and_no_error() {
    let place = filled();
    let (out, said) = run(&place, &["query", "news.db", "statements", "--by", "Drissa Kanoutai"]);
    assert_eq!(out, "");
    assert!(
        said.contains("nobody matches \"Drissa Kanoutai\" in news.db; there are: Drissa Kanouté"),
        "{said}"
    );
    let (out, said) = run(&place, &["query", "news.db", "events", "--source", "MLI", "--since", "2024"]);
    assert_eq!((out.as_str(), said.as_str()), ("", "depeche: nothing matches\n"));
    let (_, said) = run(&place, &["query", "news.db", "statements", "--outlet", "Times"]);
    assert!(said.contains("no outlet matches \"Times\" in news.db; there are: Le Phare"), "{said}");
    place.depeche().args(["query", "news.db", "dyads", "Mali", "Ganna"]).assert().code(2);
    place.depeche().args(["query", "none.db", "actors"]).assert().code(2);
}

#[test]
fn every_question_has_a_table() {
    let place = filled();
    for asked in [
        &["events", "--source", "Mali"][..],
        &["actors", "--country", "Mali"],
        &["dyads", "KOR", "Corée du Nord"],
        &["dyads", "KOR", "PRK", "--yearly", "--status", "occurred"],
        &["timeline", "Kanouté"],
        &["timeline", "MLI", "--since", "2020-08"],
        &["search", "putsch"],
        &["sql", "SELECT act, count(*) AS number FROM statements_view GROUP BY act"],
    ] {
        let (out, said) = run(&place, &[&["query", "news.db"], asked].concat());
        assert!(out.lines().count() >= 2, "{asked:?}: {out}{said}");
    }
    let (out, said) = run(&place, &["query", "news.db", "statements", "--limit", "5"]);
    assert_eq!(out.lines().count(), 6);
    assert!(said.contains("more than these 5"), "{said}");
    let done = place.depeche().args(["query", "news.db", "sql", "DELETE FROM statements"]).assert().code(2);
    assert!(String::from_utf8_lossy(&done.get_output().stderr).contains("only what reads is allowed"));
}

#[test]
fn readings_come_out_as_they_went_in() {
    let place = filled();
    let (out, _) = run(&place, &["export", "news.db", "--format", "jsonl"]);
    let out: Vec<records::Reading> = out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let mut readings = readings();
    readings.iter_mut().for_each(|reading| reading.document.outlet = Some("Le Phare".into()));
    assert_eq!(out, readings);
    for (format, columns) in [("plover", 43), ("cameo", 29)] {
        let (out, _) = run(&place, &["export", "news.db", "--format", format]);
        assert!(
            out.lines().count() > 50 && out.lines().all(|line| line.split('\t').count() == columns),
            "{format}"
        );
    }
}

#[test]
fn tables_hold_what_the_store_holds() {
    let place = filled();
    run(&place, &["export", "news.db", "--format", "csv", "--output", "tables"]);
    let store = Store::open_to_read(&place.path().join("news.db")).unwrap();
    for table in store::query::TABLES {
        let text = place.read(&format!("tables/{table}.csv"));
        let mut csv = csv::Reader::from_reader(text.as_bytes());
        let rows: Vec<csv::StringRecord> = csv.records().collect::<Result<_, _>>().unwrap();
        let count: i64 = store
            .connection()
            .query_row(&format!("SELECT count(*) FROM {table}"), [], |row| row.get(0))
            .unwrap();
        assert_eq!(rows.len() as i64, count, "{table}");
    }
    let text = place.read("tables/documents.csv");
    let mut csv = csv::Reader::from_reader(text.as_bytes());
    let at = csv.headers().unwrap().iter().position(|name| name == "text").unwrap();
    let texts: Vec<String> = csv.records().map(|row| row.unwrap()[at].to_owned()).collect();
    assert_eq!(texts, readings().into_iter().map(|reading| reading.document.text).collect::<Vec<_>>());
}

#[test]
fn parquet_is_a_folder_of_tables_or_one_of_them() {
    let place = filled();
    let export = |more: &[&str]| run(&place, &[&["export", "news.db", "--format", "parquet"], more].concat());
    export(&["--output", "tables"]);
    let file = |name: &str| std::fs::read(place.path().join(name)).unwrap();
    for table in ["documents", "actors", "canon", "places", "statements", "events"] {
        let bytes = file(&format!("tables/{table}.parquet"));
        assert!(bytes.starts_with(b"PAR1") && bytes.ends_with(b"PAR1"), "{table}");
    }
    export(&["--table", "statements", "--output", "said.parquet"]);
    assert_eq!(file("said.parquet"), file("tables/statements.parquet"));
    export(&["--table", "documents", "--no-text", "--output", "short.parquet"]);
    assert!(file("short.parquet").len() < file("tables/documents.parquet").len());
    let (csv, _) = run(&place, &["export", "news.db", "--format", "csv", "--table", "dyads_month"]);
    assert!(csv.starts_with("source,target,month,"), "{csv}");
    for (asked, told) in [
        (&["parquet"][..], "name a folder with --output, or one table with --table"),
        (&["csv"], "name a folder with --output, or one table with --table"),
        (&["parquet", "--table", "none"], "there are: documents, actors, canon"),
        (&["gexf", "--table", "actors"], "not for gexf"),
        (&["jsonl", "--no-text"], "not for jsonl"),
    ] {
        let done =
            place.depeche().args([&["export", "news.db", "--format"], asked].concat()).assert().code(2);
        let said = String::from_utf8_lossy(&done.get_output().stderr).into_owned();
        assert!(said.contains(told), "{asked:?}: {said}");
    }
}

#[test]
fn events_with_a_position_are_points() {
    let place = filled();
    let (out, _) = run(&place, &["export", "news.db", "--format", "geojson"]);
    let all: Value = serde_json::from_str(&out).unwrap();
    let points = all["features"].as_array().unwrap();
    let told: usize = readings()
        .iter()
        .map(|reading| {
            let has_position =
                |id: &String| reading.places.iter().any(|place| place.id == *id && place.lat.is_some());
            let place = |event: &records::Event| event.place.as_ref().and_then(|at| at.place.clone());
            reading.events.iter().filter_map(place).filter(has_position).count()
        })
        .sum();
    assert!(told > 0);
    assert_eq!(points.len(), told);
    for point in points {
        let at = point["geometry"]["coordinates"].as_array().unwrap();
        let (lon, lat) = (at[0].as_f64().unwrap(), at[1].as_f64().unwrap());
        assert!(lon.abs() <= 180.0 && lat.abs() <= 90.0);
        assert!(point["properties"]["type"].is_string());
    }
    let (gexf, _) = run(&place, &["export", "news.db", "--format", "gexf", "--period", "month"]);
    let (graphml, _) =
        run(&place, &["export", "news.db", "--format", "graphml", "--since", "2020", "--until", "2020"]);
    assert!(gexf.contains("<edge ") && gexf.contains("start=\"2020-08-01\"") && graphml.contains("<edge "));
    assert!(!graphml.contains("2017"));
}
