//! The table of rooms in ARCHITECTURE.md says which crates a crate may use: the manifests must say the same.

use std::{collections::BTreeSet, fs, path::Path};

/// Crates of the workspace by folder name.
fn crates(root: &Path) -> BTreeSet<String> {
    fs::read_dir(root.join("crates"))
        .expect("the workspace has crates")
        .flatten()
        .filter(|entry| entry.path().join("Cargo.toml").is_file())
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .collect()
}

/// The crates of the workspace that a manifest lists under `[dependencies]`.
fn used(root: &Path, name: &str, all: &BTreeSet<String>) -> BTreeSet<String> {
    let manifest = fs::read_to_string(root.join("crates").join(name).join("Cargo.toml"))
        .expect("a crate has a manifest");
    manifest
        .lines()
        .skip_while(|line| line.trim() != "[dependencies]")
        .skip(1)
        .take_while(|line| !line.starts_with('['))
        .filter_map(|line| line.split(['.', ' ', '=']).next())
        .filter(|dependency| all.contains(*dependency))
        .map(str::to_owned)
        .collect()
}

#[test]
fn the_manifests_keep_to_the_table_of_rooms() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let table = fs::read_to_string(root.join("ARCHITECTURE.md")).expect("ARCHITECTURE.md is there");
    let all = crates(&root);
    let mut listed = BTreeSet::new();
    for line in table.lines().filter(|line| line.starts_with("| `crates/")) {
        let cells: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
        let name = cells[0].trim_matches('`').trim_start_matches("crates/").to_owned();
        let may: BTreeSet<String> = match cells[2] {
            "–" => BTreeSet::new(),
            "all" => all.iter().filter(|other| **other != name).cloned().collect(),
            some => some.split(',').map(|other| other.trim().trim_matches('`').to_owned()).collect(),
        };
        let uses = used(&root, &name, &all);
        assert!(uses.is_subset(&may), "crates/{name} uses {uses:?}, ARCHITECTURE.md allows {may:?}");
        listed.insert(name);
    }
    assert_eq!(listed, all, "ARCHITECTURE.md lists the crates that there are");
}
