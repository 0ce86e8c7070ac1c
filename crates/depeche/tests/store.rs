//! `depeche ingest`, as users do it.

mod util;

use rusqlite::Connection;
use serde_json::json;
use util::{DISPATCH, Place};

fn document(id: &str, text: &str) -> String {
    json!({"id": id, "text": text, "published": "2024-05-14", "lang": "fr"}).to_string() + "\n"
}

fn count(place: &Place, sql: &str) -> i64 {
    Connection::open(place.path().join("news.db")).unwrap().query_row(sql, [], |row| row.get(0)).unwrap()
}

fn ingest(place: &Place, arguments: &[&str]) -> Option<String> {
    let mut command = place.reader("ingest news.db")?;
    let done = command.args(arguments).assert();
    let output = done.get_output();
    assert!(matches!(output.status.code(), Some(0 | 1)), "{}", String::from_utf8_lossy(&output.stderr));
    Some(String::from_utf8_lossy(&output.stderr).into_owned())
}

#[test]
fn documents_are_read_into_a_file_that_sqlite_opens() {
    let place = Place::new();
    place.write("a.txt", DISPATCH);
    place.write("b.jsonl", document("b", DISPATCH) + "{broken\n");
    let Some(said) = ingest(&place, &["a.txt", "b.jsonl"]) else { return };
    assert!(said.contains("b.jsonl:2: not JSON"), "{said}");
    assert!(said.contains("stored: 2 new, 0 changed, 0 read again; 0 were there already"), "{said}");
    assert_eq!(
        count(
            &place,
            "SELECT count(*) FROM statements_view WHERE speaker = 'Yann Le Goff' AND act = 'promise'"
        ),
        4
    );
    assert_eq!(
        count(&place, "SELECT json_extract(copies, '$[0].percent') FROM documents WHERE key = 'b'"),
        100
    );
}

#[test]
fn the_same_again_is_not_read_and_a_changed_text_is_a_version() {
    let place = Place::new();
    place.write("b.jsonl", document("b", DISPATCH));
    let Some(_) = ingest(&place, &["b.jsonl"]) else { return };
    let said = ingest(&place, &["b.jsonl"]).unwrap();
    assert!(said.contains("0 new, 0 changed, 0 read again; 1 were there already"), "{said}");
    assert!(said.contains("0 documents read"), "{said}");
    place.write("b.jsonl", document("b", &format!("{DISPATCH}\nMis à jour.")));
    let said = ingest(&place, &["b.jsonl"]).unwrap();
    assert!(said.contains("0 new, 1 changed"), "{said}");
    assert_eq!(count(&place, "SELECT count(*) FROM documents"), 2);
    assert_eq!(count(&place, "SELECT count(*) FROM documents WHERE current"), 1);
}

#[test]
fn what_another_pack_has_read_is_read_again_without_the_sources() {
    let place = Place::new();
    let source = place.write("b.jsonl", document("b", DISPATCH) + &document("c", "Le ministre est parti."));
    let Some(_) = ingest(&place, &["b.jsonl"]) else { return };
    std::fs::remove_file(source).unwrap();
    let before = count(&place, "SELECT count(*) FROM statements");
    let said = ingest(&place, &["--reread"]).unwrap();
    assert!(said.contains("0 read again; 2 were there already"), "{said}");
    // A table of actors makes another reader.
    place.write("mine.csv", "name,aliases,country\nYann Le Goff de Brest,Yann Le Goff,FRA\n");
    let said = ingest(&place, &["--reread", "--actors", "mine.csv"]).unwrap();
    assert!(said.contains("2 read again; 0 were there already"), "{said}");
    assert_eq!(count(&place, "SELECT count(*) FROM statements"), before);
    assert!(
        count(&place, "SELECT count(*) FROM statements_view WHERE speaker = 'Yann Le Goff de Brest'") > 0
    );
    assert_eq!(count(&place, "SELECT count(DISTINCT run) FROM documents"), 1);
}

/// A page as a record of a web archive.
fn record(number: usize, lang: &str) -> String {
    let (title, text) = DISPATCH.split_once("\n\n").unwrap();
    let page = format!(
        "<!doctype html><html lang={lang}><title>{title}</title><article><h1>{title}</h1><p>{text}</p>\
         <p>Le conseil municipal se réunira le {number} juin, a indiqué la mairie dans un communiqué.</p></article>"
    );
    let http = format!("HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{page}");
    format!(
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:{number}>\r\nWARC-Target-URI: https://a.example/{number}\r\n\
         WARC-Date: 2024-05-15T00:00:00Z\r\nContent-Length: {}\r\n\r\n{http}\r\n\r\n",
        http.len()
    )
}

#[test]
fn pages_of_an_archive_in_a_language_without_a_pack_are_counted_and_no_fault() {
    let place = Place::new();
    place.write(
        "a.warc",
        ["fr", "pl", "fr", "de", "pl"].iter().zip(1..).map(|(lang, n)| record(n, lang)).collect::<String>(),
    );
    let Some(mut command) = place.reader("ingest news.db a.warc") else { return };
    let done = command.assert().code(0);
    let said = String::from_utf8_lossy(&done.get_output().stderr).into_owned();
    assert!(
        said.contains("pages of archives in languages without a pack, passed over: 1 de, 2 pl\n"),
        "{said}"
    );
    assert!(
        said.contains("stored: 2 new")
            && said.contains("2 documents read")
            && said.contains("; 0 could not be"),
        "{said}"
    );
    assert_eq!(said.lines().count(), said.matches("depeche: ").count(), "{said}");
    // A text by itself in such a language is one that somebody wanted read.
    place.write("b.jsonl", json!({"id": "b", "text": DISPATCH, "lang": "pl"}).to_string());
    let mut command = place.reader("ingest news.db b.jsonl a.warc").unwrap();
    let done = command.assert().code(1);
    let said = String::from_utf8_lossy(&done.get_output().stderr).into_owned();
    assert!(
        said.contains("b.jsonl:1: no language pack for \"pl\"") && said.contains("2 were there already"),
        "{said}"
    );
}

#[test]
fn a_file_that_is_no_store_is_told_and_left() {
    let place = Place::new();
    place.write("a.txt", DISPATCH);
    place.write("news.db", "not a database at all, whatever its name says".repeat(100));
    let Some(mut command) = place.reader("ingest news.db a.txt") else { return };
    let done = command.assert().code(2);
    let said = String::from_utf8_lossy(&done.get_output().stderr).into_owned();
    assert!(said.contains("news.db is not a store of depeche: no SQLite file"), "{said}");
}
