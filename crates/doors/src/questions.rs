//! Questions in SQL.

use crate::folder;
use records::Reading;
use std::{
    fs,
    path::{Path, PathBuf},
    sync::OnceLock,
    time::{Duration, Instant},
};
use store::{
    Error, Made, Store,
    query::{self, Bounds, Page},
};

/// Readings of our own dispatches.
const READINGS: &str = include_str!("../../store/tests/data/readings.jsonl");

/// A store of our own dispatches.
pub fn fill(path: &Path) {
    let mut store = Store::open(path).expect("a store can be made");
    let mut writer = store.writer().expect("nobody else writes");
    let made = Made { program: "depeche 0.1.0".into(), reader: "fr".into() };
    for line in READINGS.lines() {
        let reading: Reading = serde_json::from_str(line).expect("a reading");
        writer.add(&reading.document, &reading, &made).expect("it is stored");
    }
    writer.commit().expect("it is stored");
}

/// The store, and its bytes.
fn store() -> &'static (PathBuf, Vec<u8>) {
    static STORE: OnceLock<(PathBuf, Vec<u8>)> = OnceLock::new();
    STORE.get_or_init(|| {
        let path = folder::new("sql").join("news.db");
        fill(&path);
        let bytes = fs::read(&path).expect("it is there");
        (path, bytes)
    })
}

/// Words by which an answer may differ from one time to the next.
const CHANGING: &[&str] = &[
    "random",
    "now",
    "current",
    "date",
    "time",
    "julian",
    "epoch",
    "changes",
    "last_insert",
    "pragma",
    "sqlite_",
    "stat",
    "match",
];

/// A question changes not a byte of the store, ends in time, and has one answer or one reason why there is none.
pub fn sql(bytes: &[u8]) {
    let (path, before) = store();
    let question = String::from_utf8_lossy(bytes);
    let bounds = Bounds { time: Duration::from_millis(250), memory: 16 << 20 };
    let page = Page { limit: Some(20), offset: 0 };
    let began = Instant::now();
    let answer = query::sql(path, &question, bounds, page);
    assert!(began.elapsed() < Duration::from_secs(20), "it took {:?}", began.elapsed());
    let folder = path.parent().expect("it stands in a folder");
    for entry in fs::read_dir(folder).expect("the folder is there").flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        assert!(["news.db", "news.db-wal", "news.db-shm"].contains(&name.as_str()), "there is a file {name}");
    }
    assert!(fs::read(path).expect("it is there") == *before, "the store has been changed");
    match &answer {
        Ok(rows) => {
            assert!(rows.rows.len() <= 20);
            assert!(rows.rows.iter().all(|row| row.len() == rows.columns.len()));
        }
        Err(Error::Question { why }) => assert!(!why.is_empty()),
        Err(Error::Writes | Error::Slow { .. } | Error::Large { .. }) => return,
        Err(other) => panic!("no reason why a question cannot be answered: {other:?}"),
    }
    let lower = question.to_lowercase();
    if began.elapsed() < Duration::from_millis(100) && !CHANGING.iter().any(|word| lower.contains(word)) {
        let again = query::sql(path, &question, bounds, page);
        if !matches!(again, Err(Error::Slow { .. } | Error::Large { .. })) {
            assert_eq!(format!("{again:?}"), format!("{answer:?}"), "what is asked twice is answered alike");
        }
    }
}
