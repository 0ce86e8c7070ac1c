//! What the tests share: small wheels, a server, and a look at the cache.

// Each test program uses a part of it.
#![allow(dead_code)]

pub mod archive;
pub mod server;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::time::Duration;

use archive::{Entry, archive};
use models::{Model, Options, Store};

/// The files of the small model that the tests fetch.
pub const FILES: [(&str, &str); 6] = [
    ("config.cfg", "[nlp]\nlang = \"fr\"\n"),
    ("meta.json", "{\"lang\": \"fr\"}"),
    ("tokenizer", "\u{1}\u{2}\u{3}"),
    ("vocab/strings.json", "[\"un\", \"deux\"]"),
    ("vocab/vectors", "0123456789012345678901234567890123456789"),
    ("ner/model", "weights weights weights weights weights weights"),
];

/// The entries of an orderly wheel of the small model.
pub fn entries() -> Vec<Entry> {
    let mut entries = vec![Entry::deflated("tiny/__init__.py", b"raise SystemExit('never run')")];
    entries.extend(FILES.iter().map(|(path, text)| Entry::deflated(&inside(path), text.as_bytes())));
    entries.push(Entry::deflated("tiny-1.2.3.dist-info/METADATA", b"Name: tiny"));
    entries
}

/// The name in the wheel of a file of the model.
pub fn inside(path: &str) -> String {
    format!("tiny/tiny-1.2.3/{path}")
}

/// An orderly wheel of the small model.
pub fn wheel() -> Vec<u8> {
    archive(&entries())
}

/// The small model, offered at `url`.
pub fn model(url: &str) -> Model {
    let folder = tempfile::tempdir().unwrap();
    for (path, text) in FILES {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    Model {
        key: Cow::Borrowed("tiny"),
        lang: Cow::Borrowed("fr"),
        name: Cow::Borrowed("tiny"),
        version: Cow::Borrowed("1.2.3"),
        package: Cow::Borrowed("tiny"),
        wheel_url: Cow::Owned(url.to_string()),
        pin: Cow::Owned(models::pin(folder.path()).unwrap()),
        wheel_bytes: wheel().len() as u64,
        unpacked_bytes: FILES.iter().map(|(_, text)| text.len() as u64).sum(),
        licence: Cow::Borrowed("MIT"),
    }
}

/// Options under which failures come quickly, and no pip is asked.
pub fn quick() -> Options {
    Options {
        connect: Duration::from_secs(5),
        stall: Duration::from_millis(300),
        overall: Duration::from_secs(20),
        retries: 2,
        pause: Duration::from_millis(5),
        redirects: 4,
        proxies: false,
        pythons: Vec::new(),
    }
}

/// A store with quick options in a folder of its own.
pub fn store() -> (tempfile::TempDir, Store) {
    let root = tempfile::tempdir().unwrap();
    let store = Store::with_options(root.path(), quick());
    (root, store)
}

/// Everything under `models` in the cache: paths with contents (folders without).
pub fn contents(root: &Path) -> BTreeMap<String, Option<Vec<u8>>> {
    let mut found = BTreeMap::new();
    let mut pending = vec![root.join("models")];
    while let Some(folder) = pending.pop() {
        for entry in fs::read_dir(&folder).into_iter().flatten() {
            let path = entry.unwrap().path();
            let name = path.strip_prefix(root).unwrap().to_string_lossy().into_owned();
            if path.is_dir() {
                pending.push(path);
                found.insert(name, None);
            } else {
                found.insert(name, Some(fs::read(path).unwrap()));
            }
        }
    }
    found
}

/// The names in the cache's folder of downloads, lock files left out.
pub fn downloads(root: &Path) -> Vec<String> {
    let mut names: Vec<_> = fs::read_dir(root.join("downloads"))
        .into_iter()
        .flatten()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .filter(|name| !name.ends_with(".lock"))
        .collect();
    names.sort();
    names
}
