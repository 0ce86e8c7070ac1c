//! What can go wrong while documents are stored, and what is there afterwards: the store opens, SQLite finds nothing
//! wrong with it, nothing that was stored is lost or there twice, and the command can simply be run again.
//!
//! `DEPECHE_KILLS` tells how many runs are killed (12 unless told: `DEPECHE_KILLS=200 cargo test -p depeche --test faults killed`).

mod util;

use rusqlite::Connection;
use serde_json::json;
use std::{
    env, fs,
    os::unix::fs::PermissionsExt,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};
use util::Place;

/// Short dispatches, each with an id of its own.
fn dispatches(count: usize) -> String {
    let towns = ["Brest", "Lorient", "Quimper", "Vannes", "Rennes", "Nantes", "Dinan"];
    let names = ["Anne Le Bris", "Yann Le Goff", "Marie Kerlan", "Luc Tanguy", "Ève Morvan"];
    (0..count)
        .map(|n| {
            let (town, name) = (towns[n % towns.len()], names[n % names.len()]);
            let text = format!(
                "Le maire de {town}, {name}, a promis mardi de construire {n} logements. « Nous tiendrons parole », a-t-il déclaré."
            );
            json!({"id": format!("d{n}"), "text": text, "published": "2024-05-14", "lang": "fr"}).to_string() + "\n"
        })
        .collect()
}

/// Every table as text, without the rows' numbers, which a run that was broken off may leave gaps in.
fn content(db: &Path) -> Vec<String> {
    let connection = Connection::open(db).unwrap();
    let mut rows = Vec::new();
    for sql in [
        "SELECT key, version, current, hex(digest), lang, published, copies, text FROM documents ORDER BY key, version",
        "SELECT d.key, a.local, a.name, a.country, a.sectors FROM actors a JOIN documents d ON d.id = a.document ORDER BY d.key, a.local",
        "SELECT document, local, content, speaker, act, form, relays, rule FROM statements_view ORDER BY document, local",
        "SELECT document, local, type, word, source, target, status, voice, place, rule FROM events_view ORDER BY document, local",
        "SELECT d.key, m.local, m.rank, m.start, m.end FROM mentions m JOIN documents d ON d.id = m.document ORDER BY 1, 2, 3",
    ] {
        let mut statement = connection.prepare(sql).unwrap();
        let columns = statement.column_count();
        let mut found = statement.query([]).unwrap();
        while let Some(row) = found.next().unwrap() {
            rows.push((0..columns).map(|at| format!("{:?}|", row.get_ref(at).unwrap())).collect());
        }
    }
    rows
}

/// How many documents a store has; it must open and be whole.
fn sound(db: &Path) -> i64 {
    let connection = Connection::open(db).unwrap();
    let check: String = connection.query_row("PRAGMA integrity_check", [], |row| row.get(0)).unwrap();
    assert_eq!(check, "ok");
    assert!(!connection.prepare("PRAGMA foreign_key_check").unwrap().exists([]).unwrap());
    // Killed before the first table was made.
    let tables = "SELECT count(*) FROM sqlite_schema";
    if connection.query_row(tables, [], |row| row.get::<_, i64>(0)).unwrap() == 0 {
        return 0;
    }
    let twice = "SELECT count(*) FROM (SELECT key FROM documents GROUP BY key HAVING count(*) > 1)";
    assert_eq!(connection.query_row(twice, [], |row| row.get::<_, i64>(0)).unwrap(), 0);
    connection.query_row("SELECT count(*) FROM documents", [], |row| row.get(0)).unwrap()
}

/// How many documents are stored while another process may be writing; `None` before the store is made.
fn stored(db: &Path) -> Option<i64> {
    let connection = Connection::open_with_flags(db, rusqlite::OpenFlags::SQLITE_OPEN_READ_ONLY).ok()?;
    connection.query_row("SELECT count(*) FROM documents", [], |row| row.get(0)).ok()
}

fn start(place: &Place, arguments: &[&str]) -> Option<Child> {
    let command = place.reader("ingest news.db input.jsonl")?;
    let mut real = Command::new(command.get_program());
    real.args(command.get_args()).args(arguments).current_dir(place.path());
    for (name, value) in command.get_envs() {
        match value {
            Some(value) => real.env(name, value),
            None => real.env_remove(name),
        };
    }
    Some(real.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap())
}

fn said(child: Child) -> (Option<i32>, String) {
    let output = child.wait_with_output().unwrap();
    (output.status.code(), String::from_utf8_lossy(&output.stderr).into_owned())
}

/// A store of the input that nothing disturbed.
fn undisturbed(input: &str) -> Option<Vec<String>> {
    let place = Place::new();
    place.write("input.jsonl", input);
    let (code, said) = said(start(&place, &[])?);
    assert_eq!(code, Some(0), "{said}");
    Some(content(&db(&place)))
}

fn db(place: &Place) -> PathBuf {
    place.path().join("news.db")
}

#[test]
fn a_run_that_is_killed_at_any_moment_loses_nothing_that_was_stored() {
    let kills: u32 = env::var("DEPECHE_KILLS").ok().and_then(|kills| kills.parse().ok()).unwrap_or(12);
    let input = dispatches(160);
    let Some(expected) = undisturbed(&input) else { return };
    let mut place = Place::new();
    let mut chance = 0x2545_F491_4F6C_DD1D_u64;
    let (mut before, mut finished, mut writing) = (0, 0, 0);
    for kill in 0..kills {
        place.write("input.jsonl", &input);
        let mut child = start(&place, &["--batch", "5"]).unwrap();
        // A xorshift: other moments in each round, the same in each run of the test.
        chance ^= chance << 13;
        chance ^= chance >> 7;
        chance ^= chance << 17;
        // Every other one while it writes: the time counts from the first batch that it stores.
        let begun = Instant::now();
        let mut moment = begun + Duration::from_millis(if kill % 2 == 0 { chance % 1800 } else { 15_000 });
        let mut acknowledged = before;
        while Instant::now() < moment && child.try_wait().unwrap().is_none() {
            let now = stored(&db(&place)).unwrap_or(0);
            if kill % 2 == 1 && now > before && acknowledged == before {
                moment = Instant::now() + Duration::from_millis(chance % 300);
            }
            acknowledged = now.max(acknowledged);
            std::thread::sleep(Duration::from_millis(3));
        }
        child.kill().unwrap();
        let done = child.wait().unwrap().code() == Some(0);
        writing += usize::from(!done && acknowledged > before);
        before = if db(&place).exists() { sound(&db(&place)) } else { 0 };
        assert!(before >= acknowledged, "kill {kill}: {before} of {acknowledged} that were stored");
        if done || before == 160 {
            assert_eq!(content(&db(&place)), expected, "kill {kill}");
            finished += 1;
            place = Place::new();
            before = 0;
        }
    }
    // Whatever is there, the same command completes it.
    place.write("input.jsonl", &input);
    let (code, said) = said(start(&place, &[]).unwrap());
    assert_eq!(code, Some(0), "{said}");
    assert_eq!(content(&db(&place)), expected);
    println!(
        "{kills} kills, {writing} of them while documents were being stored; {finished} stores completed"
    );
    assert!(
        writing * 4 >= kills as usize,
        "{writing} of {kills} kills came while documents were being stored"
    );
}

#[cfg(unix)]
#[test]
fn who_is_told_to_end_stores_what_was_read_and_goes_on_from_there() {
    let input = dispatches(160);
    let Some(expected) = undisturbed(&input) else { return };
    let place = Place::new();
    place.write("input.jsonl", &input);
    for signal in ["-INT", "-TERM"] {
        let before = stored(&db(&place)).unwrap_or(0);
        let mut child = start(&place, &["--batch", "5"]).unwrap();
        while stored(&db(&place)).unwrap_or(0) <= before && child.try_wait().unwrap().is_none() {
            std::thread::sleep(Duration::from_millis(3));
        }
        assert!(Command::new("kill").args([signal, &child.id().to_string()]).status().unwrap().success());
        let (code, told) = said(child);
        // On a quick machine it may have been through already.
        if code != Some(0) {
            assert_eq!(code, Some(130), "{signal}: {told}");
            assert!(told.contains("interrupted: what was read is stored"), "{signal}: {told}");
        }
        assert!(sound(&db(&place)) > before, "{signal}: {told}");
        if code == Some(0) {
            break;
        }
    }
    assert_eq!(said(start(&place, &[]).unwrap()).0, Some(0));
    assert_eq!(content(&db(&place)), expected);
}

#[test]
fn two_runs_at_once_store_each_document_once() {
    let input = dispatches(60);
    let Some(expected) = undisturbed(&input) else { return };
    let place = Place::new();
    place.write("input.jsonl", &input);
    let runs: Vec<Child> =
        (0..2).map(|_| start(&place, &["--batch", "3", "--wait", "120"]).unwrap()).collect();
    for run in runs {
        let (code, said) = said(run);
        assert_eq!(code, Some(0), "{said}");
    }
    assert_eq!(sound(&db(&place)), 60);
    assert_eq!(content(&db(&place)), expected);
}

#[test]
fn a_store_that_somebody_else_holds_is_told_and_left() {
    let place = Place::new();
    place.write("input.jsonl", dispatches(3));
    let Some(first) = start(&place, &[]) else { return };
    assert_eq!(said(first).0, Some(0));
    place.write("input.jsonl", dispatches(5));
    let holder = Connection::open(db(&place)).unwrap();
    holder.execute_batch("BEGIN IMMEDIATE; UPDATE documents SET author = 'x'").unwrap();
    let (code, told) = said(start(&place, &["--wait", "1"]).unwrap());
    assert_eq!(code, Some(2), "{told}");
    assert!(told.contains("is being written by another process; try again"), "{told}");
    holder.execute_batch("ROLLBACK").unwrap();
    assert_eq!(sound(&db(&place)), 3);
    assert_eq!(said(start(&place, &[]).unwrap()).0, Some(0));
    assert_eq!(sound(&db(&place)), 5);
}

#[test]
fn a_full_disk_costs_what_was_not_stored_yet() {
    let place = Place::new();
    place.write("input.jsonl", dispatches(240));
    let folder = place.path().join("small");
    fs::create_dir(&folder).unwrap();
    // Room for some batches: SQLite's log would grow to 4 MB, and the store to as much.
    let size = "size=2500k";
    let mounted = Command::new("mount").args(["-t", "tmpfs", "-o", size, "none"]).arg(&folder).output();
    if !mounted.is_ok_and(|output| output.status.success()) {
        println!("passed over: no file system may be mounted here");
        return;
    }
    let unmount = Unmount(folder.clone());
    std::os::unix::fs::symlink(folder.join("news.db"), db(&place)).unwrap();
    let Some(run) = start(&place, &["--batch", "10"]) else { return };
    let (code, told) = said(run);
    assert_eq!(code, Some(2), "{told}");
    assert!(told.contains("no room left for"), "{told}");
    let kept = sound(&db(&place));
    assert!((1..240).contains(&kept), "{kept}");
    // With room it goes on.
    let more = Command::new("mount").args(["-o", "remount,size=64m"]).arg(&folder).status();
    assert!(more.unwrap().success());
    let (code, told) = said(start(&place, &[]).unwrap());
    assert_eq!(code, Some(0), "{told}");
    assert!(told.contains(&format!("{kept} were there already")), "{told}");
    assert_eq!(sound(&db(&place)), 240);
    drop(unmount);
}

/// Unmounts when the test is over, however it ends.
struct Unmount(PathBuf);

impl Drop for Unmount {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("-l").arg(&self.0).status();
    }
}

#[test]
fn damaged_and_unwritable_stores_are_told() {
    let place = Place::new();
    place.write("input.jsonl", dispatches(30));
    let Some(first) = start(&place, &[]) else { return };
    assert_eq!(said(first).0, Some(0));
    let whole = fs::read(db(&place)).unwrap();
    place.write("input.jsonl", dispatches(40));
    for (length, what) in [(whole.len() / 2, "damaged"), (4096, "damaged"), (50, "damaged"), (0, "")] {
        fs::write(db(&place), &whole[..length]).unwrap();
        let (code, told) = said(start(&place, &[]).unwrap());
        if length == 0 {
            // An empty file is a store to come.
            assert_eq!(code, Some(0), "{told}");
            assert_eq!(sound(&db(&place)), 40);
        } else {
            assert_eq!(code, Some(2), "{length}: {told}");
            assert!(told.contains(what), "{length}: {told}");
            assert_eq!(fs::read(db(&place)).unwrap().len(), length, "a damaged store is not written to");
        }
        for beside in ["news.db-wal", "news.db-shm"] {
            let _ = fs::remove_file(place.path().join(beside));
        }
    }
}

/// The program as somebody whom permissions bind: root passes over them, unless without its capabilities. `None`, with a word on why, where
/// that cannot be had.
fn bound(place: &Place, command: &Command) -> Option<Command> {
    let probe = place.write("probe", "");
    fs::set_permissions(&probe, fs::Permissions::from_mode(0o444)).unwrap();
    let may = |mut shell: Command| {
        let asked = shell.args(["sh", "-c", ": 2> /dev/null >> probe"]).current_dir(place.path()).output();
        asked.is_ok_and(|output| output.status.success())
    };
    let dropped = || {
        let mut setpriv = Command::new("setpriv");
        setpriv.args(["--bounding-set=-all", "--inh-caps=-all", "--"]);
        setpriv
    };
    let runs = |mut shell: Command| shell.arg("true").output().is_ok_and(|output| output.status.success());
    let mut bound = if !may(Command::new("env")) {
        Command::new("env")
    } else if runs(dropped()) && !may(dropped()) {
        dropped()
    } else {
        println!(
            "passed over: this user may write whatever is marked read-only, and cannot be bound by setpriv"
        );
        return None;
    };
    bound.arg(command.get_program()).args(command.get_args()).current_dir(place.path());
    for (name, value) in command.get_envs() {
        match value {
            Some(value) => bound.env(name, value),
            None => bound.env_remove(name),
        };
    }
    Some(bound)
}

/// The names and sizes of what lies in a folder.
fn listing(folder: &Path) -> Vec<(String, u64)> {
    let entry = |entry: std::io::Result<fs::DirEntry>| {
        let entry = entry.unwrap();
        (entry.file_name().to_string_lossy().into_owned(), entry.metadata().unwrap().len())
    };
    let mut all: Vec<_> = fs::read_dir(folder).unwrap().map(entry).collect();
    all.sort();
    all
}

#[test]
fn a_store_that_may_only_be_read_is_asked_and_not_written() {
    let place = Place::new();
    place.write("input.jsonl", dispatches(12));
    let Some(first) = start(&place, &[]) else { return };
    assert_eq!(said(first).0, Some(0));
    let folder = place.path().join("shelf");
    fs::create_dir(&folder).unwrap();
    fs::rename(db(&place), folder.join("news.db")).unwrap();
    let allow = |path: &Path, mode| fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    let run = |arguments: &[&str]| -> Option<(Option<i32>, String, String)> {
        let mut command = Command::new(place.depeche().get_program());
        command.args(arguments).env("DEPECHE_HOME", place.path().join("home"));
        let reads = arguments[0] == "ingest";
        if reads {
            let model = place.reader("ingest")?;
            command.args(model.get_args().skip(1));
        }
        let output = bound(&place, &command)?.output().unwrap();
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        Some((output.status.code(), text(&output.stdout), text(&output.stderr)))
    };
    let whole = fs::read(folder.join("news.db")).unwrap();
    // Of the file, of its folder, of both; what is said of an attempt to write.
    for (file, around, told) in [
        (
            0o444,
            0o755,
            "cannot be written: permission denied; make it writable (chmod u+w shelf/news.db), or store into another file",
        ),
        (
            0o644,
            0o555,
            "nothing may be written in shelf, where SQLite keeps the store's log (permission denied); make the folder writable, or copy",
        ),
        (0o444, 0o555, "cannot be written: permission denied; make it writable"),
    ] {
        let before = listing(&folder);
        allow(&folder.join("news.db"), file);
        allow(&folder, around);
        let Some(asked) =
            run(&["query", "shelf/news.db", "sql", "SELECT count(*) AS documents FROM documents"])
        else {
            allow(&folder, 0o755);
            return;
        };
        assert_eq!(asked, (Some(0), "documents\n12\n".into(), String::new()), "{file:o} {around:o}");
        let (code, said, _) = run(&["query", "shelf/news.db", "statements", "--by", "le goff"]).unwrap();
        assert!(code == Some(0) && said.contains("Yann Le Goff"), "{said}");
        let (code, csv, _) =
            run(&["export", "shelf/news.db", "--format", "csv", "--table", "documents"]).unwrap();
        assert!(code == Some(0) && csv.lines().count() == 13, "{csv}");
        let (code, _, said) = run(&["ingest", "shelf/news.db", "input.jsonl"]).unwrap();
        assert_eq!(code, Some(2), "{said}");
        assert!(said.contains(told) && said.lines().count() == 1, "{said}");
        allow(&folder, 0o755);
        assert_eq!(listing(&folder), before, "{file:o} {around:o}: nothing is left beside it");
        assert_eq!(fs::read(folder.join("news.db")).unwrap(), whole, "{file:o} {around:o}");
    }
    allow(&folder.join("news.db"), 0o000);
    for asked in [&["query", "shelf/news.db", "actors"][..], &["ingest", "shelf/news.db", "input.jsonl"]] {
        let (code, _, said) = run(asked).unwrap();
        assert_eq!(code, Some(2), "{said}");
        assert!(said.contains("shelf/news.db cannot be read: permission denied"), "{said}");
    }
    // What stands in a log alone is not passed over.
    allow(&folder.join("news.db"), 0o644);
    let writer = Connection::open(folder.join("news.db")).unwrap();
    writer.execute_batch("UPDATE documents SET author = 'x'").unwrap();
    fs::copy(folder.join("news.db-wal"), place.path().join("log")).unwrap();
    drop(writer);
    fs::write(folder.join("news.db"), &whole).unwrap();
    fs::rename(place.path().join("log"), folder.join("news.db-wal")).unwrap();
    allow(&folder, 0o555);
    let (code, _, said) = run(&["query", "shelf/news.db", "actors"]).unwrap();
    allow(&folder, 0o755);
    assert_eq!(code, Some(2), "{said}");
    assert!(said.contains("what was stored last stands in shelf/news.db-wal"), "{said}");
    // Where it may be written, all is as it was.
    let (code, author, said) =
        run(&["query", "shelf/news.db", "sql", "SELECT DISTINCT author FROM documents"]).unwrap();
    assert_eq!((code, author.as_str()), (Some(0), "author\nx\n"), "{said}");
    let (code, _, said) = run(&["ingest", "none/news.db", "input.jsonl"]).unwrap();
    assert_eq!(code, Some(2), "{said}");
    assert!(said.contains("none/news.db cannot be written: there is no folder none"), "{said}");
}
