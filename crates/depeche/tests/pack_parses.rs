//! `depeche pack test --parses`: a pack tested over saved parses, without a model.

use std::{
    path::Path,
    process::{Command, Output},
};

fn pack_test(parses: &str) -> Output {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    Command::new(env!("CARGO_BIN_EXE_depeche"))
        .current_dir(root)
        .args(["pack", "test", "--parses", parses, "examples/packs/pt"])
        .output()
        .expect("the program starts")
}

#[test]
fn a_pack_is_tested_over_saved_parses() {
    let output = pack_test("examples/packs/pt.conllu");
    assert!(output.status.success(), "{output:?}");
    assert!(String::from_utf8_lossy(&output.stdout).contains("together"), "{output:?}");
}

#[test]
fn parses_that_are_none_are_told_with_their_line() {
    let output = pack_test("examples/packs/pt.txt");
    assert!(!output.status.success());
    let told = String::from_utf8_lossy(&output.stderr);
    assert!(told.contains("pt.txt") && told.contains("line 1"), "{told}");
}
