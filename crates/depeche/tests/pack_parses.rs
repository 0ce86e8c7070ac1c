//! `--model NAME.conllu`: a pack tested, and documents read, over saved parses, without a model.

use std::{
    path::Path,
    process::{Command, Output},
};

fn depeche(arguments: &[&str]) -> Output {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let mut command = Command::new(env!("CARGO_BIN_EXE_depeche"));
    command.current_dir(root).args(arguments).output().expect("the program starts")
}

fn pack_test(parses: &str) -> Output {
    depeche(&["pack", "test", "--model", parses, "examples/packs/pt"])
}

fn read(file: &str) -> Output {
    let reader = ["--packs", "examples/packs", "--lang", "pt", "--model", "examples/packs/pt.conllu"];
    depeche(&[&["read", "--format", "json"], &reader[..], &[file]].concat())
}

#[test]
fn a_pack_is_tested_over_saved_parses() {
    let output = pack_test("examples/packs/pt.conllu");
    assert!(output.status.success(), "{output:?}");
    assert!(String::from_utf8_lossy(&output.stdout).contains("together"), "{output:?}");
}

#[test]
fn parses_that_are_none_are_told_with_their_line() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("none.conllu");
    std::fs::write(&file, "O mar.\n").expect("it is written");
    let output = pack_test(file.to_str().expect("a plain path"));
    assert!(!output.status.success());
    let told = String::from_utf8_lossy(&output.stderr);
    assert!(told.contains("none.conllu") && told.contains("line 1"), "{told}");
}

#[test]
fn a_document_is_read_over_saved_parses() {
    let output = read("examples/packs/pt.txt");
    assert!(output.status.success() && output.stderr.is_empty(), "{output:?}");
    let reading: serde_json::Value = serde_json::from_slice(&output.stdout).expect("a reading");
    assert_eq!(reading["document"]["lang"], "pt");
    assert!(!reading["statements"].as_array().expect("a list").is_empty(), "{reading}");
}

#[test]
fn what_has_no_parse_is_told_as_the_parser_would_be_given_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("nova.txt");
    std::fs::write(&file, "A ministra\u{a0}disse que sim.\n").expect("it is written");
    let output = read(file.to_str().expect("a plain path"));
    assert!(output.status.success(), "{output:?}");
    let told = String::from_utf8_lossy(&output.stderr);
    assert!(told.contains("no parse of: A ministra disse que sim."), "{told}");
}
