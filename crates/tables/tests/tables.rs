//! Tables of a store of our own dispatches, read back by the crate that wrote them; tests/exports reads them with others' readers.

use bytes::Bytes;
use parquet::{
    file::reader::{FileReader, SerializedFileReader},
    record::{Row, RowAccessor},
};
use std::path::Path;
use store::{Made, Store};
use tables::{Columns, TABLES};

/// A store of readings that were made once, one of them in an older version too.
fn filled(folder: &Path) -> Store {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../store/tests/data/readings.jsonl");
    let lines = std::fs::read_to_string(file).unwrap();
    let made = Made { program: "depeche".into(), reader: "fr".into() };
    let mut store = Store::open(&folder.join("news.db")).unwrap();
    let mut writer = store.writer().unwrap();
    for (number, line) in lines.lines().enumerate() {
        let reading: records::Reading = serde_json::from_str(line).unwrap();
        if number == 2 {
            let mut older = reading.clone();
            older.document.text.push_str(" Suite à venir.");
            writer.add(&older.document.clone(), &older, &made).unwrap();
        }
        writer.add(&reading.document.clone(), &reading, &made).unwrap();
    }
    writer.commit().unwrap();
    store
}

fn written(store: &Store, name: &str, columns: Columns) -> Vec<u8> {
    let mut out = Vec::new();
    tables::write(store, tables::table(name).unwrap(), columns, &mut out).unwrap();
    out
}

fn rows(file: Vec<u8>) -> Vec<Row> {
    let reader = SerializedFileReader::new(Bytes::from(file)).unwrap();
    reader.get_row_iter(None).unwrap().collect::<Result<_, _>>().unwrap()
}

#[test]
fn each_table_has_the_rows_of_the_newest_versions() {
    let folder = tempfile::tempdir().unwrap();
    let store = filled(folder.path());
    for (name, sql) in [
        ("documents", "SELECT count(*) FROM documents WHERE current"),
        ("actors", "SELECT count(*) FROM actors WHERE document IN (SELECT id FROM documents WHERE current)"),
        ("canon", "SELECT count(*) FROM canon"),
        ("places", "SELECT count(*) FROM places WHERE document IN (SELECT id FROM documents WHERE current)"),
        ("statements", "SELECT count(*) FROM statements_view"),
        ("events", "SELECT count(*) FROM events_view"),
    ] {
        let count: i64 = store.connection().query_row(sql, [], |row| row.get(0)).unwrap();
        let file = written(&store, name, Columns::All);
        assert_eq!(file, written(&store, name, Columns::All), "{name}: the same bytes");
        assert_eq!(rows(file).len() as i64, count, "{name}");
        assert!(count > 0, "{name}");
    }
    assert_eq!(TABLES.len(), 6);
    let all: i64 =
        store.connection().query_row("SELECT count(*) FROM documents", [], |row| row.get(0)).unwrap();
    assert_eq!(all, 8);
}

#[test]
fn statements_hold_what_belongs_to_them() {
    let folder = tempfile::tempdir().unwrap();
    let store = filled(folder.path());
    let rows = rows(written(&store, "statements", Columns::All));
    let at = |name: &str| rows[0].get_column_iter().position(|(column, _)| column == name).unwrap();
    let (content, quotes, relays, speaker) = (at("content"), at("quotes"), at("relays"), at("speaker"));
    let sql = "SELECT v.content, v.speaker, s.speaker_start, (SELECT count(*) FROM quotes q WHERE q.statement = v.id), \
               (SELECT count(*) FROM relays r WHERE r.statement = v.id) FROM statements_view v JOIN statements s ON s.id = v.id \
               ORDER BY v.id";
    let mut statement = store.connection().prepare(sql).unwrap();
    let mut told = statement.query([]).unwrap();
    for row in &rows {
        let known = told.next().unwrap().unwrap();
        assert_eq!(*row.get_string(content).unwrap(), known.get::<_, String>(0).unwrap());
        match known.get::<_, Option<String>>(1).unwrap() {
            Some(name) => assert_eq!(*row.get_group(speaker).unwrap().get_string(1).unwrap(), name),
            None => assert!(row.get_group(speaker).map_or(true, |group| group.get_string(1).is_err())),
        }
        assert_eq!(row.get_list(quotes).unwrap().len() as i64, known.get::<_, i64>(3).unwrap());
        assert_eq!(row.get_list(relays).unwrap().len() as i64, known.get::<_, i64>(4).unwrap());
    }
    assert!(told.next().unwrap().is_none());
}

#[test]
fn documents_go_without_their_texts() {
    let folder = tempfile::tempdir().unwrap();
    let store = filled(folder.path());
    let names = |columns| -> Vec<String> {
        let rows = rows(written(&store, "documents", columns));
        rows[0].get_column_iter().map(|(name, _)| name.clone()).collect()
    };
    let (all, short) = (names(Columns::All), names(Columns::WithoutText));
    assert_eq!(all.last().unwrap(), "text");
    assert_eq!(short, all[..all.len() - 1]);
    assert_eq!(names(Columns::WithoutText), short);
}

#[test]
fn an_empty_store_has_empty_tables() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(&folder.path().join("news.db")).unwrap();
    for table in TABLES {
        assert!(rows(written(&store, table.name, Columns::All)).is_empty(), "{}", table.name);
    }
}
