//! Every door is entered with its seeds, with all that the fuzzers ever found, and with some thousand changes of both, the same
//! each time. `fuzz/run` looks further.

use doors::{DOORS, Door, memory::Counting, mutate::Mutator};
use std::{
    collections::BTreeSet,
    fs,
    panic::{AssertUnwindSafe, catch_unwind},
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

#[global_allocator]
static COUNTING: Counting = Counting;

/// Where changes end even if not all were tried: a machine that is busy takes longer, CI must not take for ever.
const MOST: Duration = Duration::from_secs(12);
/// No input of a few kilobytes takes longer.
const LONGEST: Duration = Duration::from_secs(20);

fn fuzz() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz")
}

/// The files of a door in one of the folders, in order of name.
fn files(folder: &str, door: &Door) -> Vec<(String, Vec<u8>)> {
    let folder = fuzz().join(folder).join(door.name);
    let mut paths: Vec<PathBuf> =
        fs::read_dir(folder).into_iter().flatten().flatten().map(|at| at.path()).collect();
    paths.sort();
    paths
        .into_iter()
        .map(|path| (path.display().to_string(), fs::read(&path).expect("a seed can be read")))
        .collect()
}

fn enter(door: &Door, what: &str, bytes: &[u8]) {
    let began = Instant::now();
    if catch_unwind(AssertUnwindSafe(|| door.enter(bytes))).is_err() {
        let kept = std::env::temp_dir().join(format!("depeche-{}-failed", door.name));
        let _ = fs::write(&kept, bytes);
        panic!(
            "{}: {what} fails; it is kept as {}: fuzz/run {} FILE enters with it again",
            door.name,
            kept.display(),
            door.name
        );
    }
    assert!(began.elapsed() < LONGEST, "{}: {what} took {:?}", door.name, began.elapsed());
}

fn all(name: &str) {
    let door = doors::named(name).expect("a door");
    let mut seeds = Vec::new();
    for folder in ["seeds", "regressions"] {
        for (path, bytes) in files(folder, door) {
            enter(door, &path, &bytes);
            seeds.push(bytes);
        }
    }
    assert!(!seeds.is_empty(), "{name} has no seeds");
    enter(door, "nothing", b"");
    let (began, mut mutator) = (Instant::now(), Mutator::new(2026));
    for case in 0..door.cases {
        if began.elapsed() > MOST {
            println!("{name}: broken off behind {case} of {} changes, for it is slow here", door.cases);
            break;
        }
        enter(door, &format!("change {case}"), &mutator.changed(&seeds));
    }
    println!("{name}: {} seeds, {} changes in {:?}", seeds.len(), door.cases, began.elapsed());
}

/// A test for each door, so that they run beside each other.
macro_rules! doors {
    ($($name:ident),+ $(,)?) => {
        $(#[test] fn $name() { all(stringify!($name)) })+

        #[test]
        fn every_door_is_entered() {
            let entered: BTreeSet<&str> = [$(stringify!($name)),+].into();
            assert_eq!(entered, DOORS.iter().map(|door| door.name).collect());
        }
    };
}

doors!(
    wheel, model, weights, pack, text, html, feed, txt, json, jsonl, csv, export, docx, parquet, warc,
    stream, actors, http, sql,
);

#[test]
fn no_seed_is_forgotten() {
    for folder in ["seeds", "regressions"] {
        for entry in fs::read_dir(fuzz().join(folder)).into_iter().flatten().flatten() {
            let name = entry.file_name().to_string_lossy().into_owned();
            assert!(
                doors::named(&name).is_some() || entry.path().is_file(),
                "fuzz/{folder}/{name} is of no door"
            );
        }
    }
}
