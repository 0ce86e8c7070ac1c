//! `docs/pack-reference.md` tells the keys that there are.

#[path = "../examples/reference.rs"]
mod reference;

use std::{fs, path::Path};

#[test]
fn the_reference_of_packs_is_up_to_date() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/pack-reference.md");
    let there = fs::read_to_string(path).expect("docs/pack-reference.md is there");
    assert!(
        there == reference::page(),
        "docs/pack-reference.md is old: cargo run -q -p depeche-pack --example reference > docs/pack-reference.md"
    );
}
