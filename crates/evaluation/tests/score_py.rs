//! The figures are those of the script `score.py`, the faults those of `check.py`, which come with the gold data. Where the
//! scripts or `python3` are not here, the tests say that they are skipped.

mod support;

use evaluation::{Comparison, GoldSet, Report, load, readings};
use fastrand::Rng;
use serde_json::Value;
use std::{
    fs,
    io::Write,
    path::{Path, PathBuf},
    process::Command,
};

/// The script of that name beside the gold data.
fn script(name: &str) -> Option<PathBuf> {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/gold").join(name);
    let runs = Command::new("python3").arg("--version").output().is_ok_and(|output| output.status.success());
    if script.is_file() && runs {
        return Some(script);
    }
    // Not `eprintln!`, which the test harness keeps to itself where tests pass.
    let _ = writeln!(std::io::stderr(), "SKIPPED, not passed: no python3, or no {}", script.display());
    None
}

fn python(script: &Path, arguments: &[&Path]) -> String {
    let output =
        Command::new("python3").arg("-B").arg(script).args(arguments).output().expect("python3 starts");
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(errors.is_empty(), "{errors}");
    String::from_utf8(output.stdout).expect("UTF-8").trim_end().to_owned()
}

/// Scores readings of a folder of gold files with the script and without, and compares key by key.
fn compare(script: &Path, gold: &Path, lines: &[String], what: &str) {
    let scratch = tempfile::tempdir().expect("a folder");
    let path = scratch.path().join("readings.jsonl");
    fs::write(&path, lines.join("\n")).expect("a file");
    let theirs =
        python(script, &[Path::new("--gold"), gold, Path::new("--readings"), &path, Path::new("--json")]);

    let set = load(&[gold.to_owned()]);
    let readings = readings(&path).expect("the file is there");
    assert!(set.problems.is_empty() && readings.problems.is_empty(), "{what}: {:?}", readings.problems);
    let mut report = Report::default();
    for document in &set.documents {
        let found = readings.by_id.get(&document.gold.id).map(|(_, found)| found);
        report.add(&Comparison::of(&document.expected, found));
    }
    let ours = serde_json::to_string(&report).expect("JSON");

    let (left, right): (Value, Value) =
        (serde_json::from_str(&theirs).expect("JSON"), serde_json::from_str(&ours).expect("JSON"));
    for (key, value) in left.as_object().expect("an object") {
        assert_eq!(Some(value), right.get(key), "{what}: {key}");
    }
    // The same keys in the same order, and every number written alike.
    assert_eq!(theirs.replace(", ", ",").replace(": ", ":"), ours, "{what}");
}

/// Perfect readings, then damaged: some documents go without one.
fn damaged(rng: &mut Rng, set: &GoldSet) -> Vec<String> {
    let mut lines = Vec::new();
    for document in &set.documents {
        let mut reading = support::perfect(&document.gold, &document.expected);
        support::damage::damage(rng, &mut reading, document.expected.text.chars().len() as u64);
        if rng.u8(..8) != 0 {
            lines.push(reading.to_string());
        }
    }
    lines
}

#[test]
fn figures_of_damaged_readings_of_our_own_dispatches_agree() {
    let Some(script) = script("score.py") else { return };
    let set = support::own("dev");
    for seed in 0..12 {
        let lines = damaged(&mut Rng::with_seed(seed), &set);
        compare(&script, &support::own_folder("dev"), &lines, &format!("seed {seed}"));
    }
    compare(&script, &support::own_folder("dev"), &[], "no readings");
}

#[test]
fn figures_of_invented_annotations_agree() {
    let Some(script) = script("score.py") else { return };
    for seed in 0..24 {
        let mut rng = Rng::with_seed(1_000 + seed);
        let folder = tempfile::tempdir().expect("a folder");
        for number in 0..10 {
            let gold = support::invent::gold(&mut rng, &format!("d{number}"), false);
            fs::write(folder.path().join(format!("d{number}.json")), gold.to_string()).expect("a file");
        }
        let set = load(&[folder.path().to_owned()]);
        assert_eq!(set.documents.len(), 10, "{:?}", set.problems);
        let lines = damaged(&mut rng, &set);
        compare(&script, folder.path(), &lines, &format!("seed {seed}"));
    }
}

/// A fault up to the value at fault, which Python writes in its own way.
fn without_value(fault: &str) -> String {
    let ends = ["'", "\"", "{", "None", "null"].iter().filter_map(|value| fault.find(value));
    fault[..ends.min().unwrap_or(fault.len())].to_owned()
}

#[test]
fn faults_agree() {
    let Some(script) = script("check.py") else { return };
    let replaced = |rng: &mut Rng, field: &str| -> Value {
        let values: &[Value] = match field {
            "source" | "target" => {
                &[Value::from(vec!["FR"]), Value::from("FRA XXX"), Value::from(vec!["---", "fra GOV"])]
            }
            "content" | "quotes" | "relays" | "addressee" => {
                &[Value::Null, Value::from("not there"), Value::from(vec!["neither", "nor"])]
            }
            _ => &[Value::Null, Value::from("not there"), Value::from("")],
        };
        values[rng.usize(..values.len())].clone()
    };
    for seed in 0..12 {
        let mut rng = Rng::with_seed(seed);
        let folder = tempfile::tempdir().expect("a folder");
        for number in 0..10 {
            let mut gold = support::invent::gold(&mut rng, &format!("d{number}"), false);
            for (list, fields) in [
                (
                    "statements",
                    &[
                        "content",
                        "quotes",
                        "cue",
                        "form",
                        "act",
                        "speaker",
                        "speaker_code",
                        "addressee",
                        "medium",
                        "relays",
                    ][..],
                ),
                ("events", &["trigger", "type", "status", "source", "target"][..]),
            ] {
                for record in gold[list].as_array_mut().expect("a list") {
                    let field = fields[rng.usize(..fields.len())];
                    record[field] = replaced(&mut rng, field);
                }
            }
            fs::write(folder.path().join(format!("d{number}.json")), gold.to_string()).expect("a file");
        }
        let files: Vec<PathBuf> =
            (0..10).map(|number| folder.path().join(format!("d{number}.json"))).collect();
        let files: Vec<&Path> = files.iter().map(PathBuf::as_path).collect();
        let theirs: Vec<String> = python(&script, &files).lines().map(without_value).collect();
        let prefix = |problem: &evaluation::Problem| {
            let whole = problem.to_string();
            without_value(whole.split_once(": ").map_or(whole.as_str(), |(_, fault)| fault))
        };
        let ours: Vec<String> = load(&[folder.path().to_owned()]).problems.iter().map(prefix).collect();
        assert_eq!(ours, theirs, "seed {seed}");
    }
}
