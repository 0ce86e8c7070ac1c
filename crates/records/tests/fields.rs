//! `docs/records.md` lists the fields that there are.

#[path = "../examples/fields.rs"]
mod fields;

use std::{fs, path::Path};

#[test]
fn the_page_lists_every_field() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/records.md");
    let page = fs::read_to_string(path).expect("docs/records.md is there");
    let part =
        page.split("<!-- fields -->\n").nth(1).and_then(|rest| rest.split("<!-- end of fields -->").next());
    assert!(
        part.map(str::trim) == Some(fields::page().trim()),
        "docs/records.md is old: put what `cargo run -q -p depeche-records --example fields` prints between its marks"
    );
}
