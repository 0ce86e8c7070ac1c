//! Every form of export, read by the programs that it is for (tests/roundtrip), from a store with words that are hard to write.

mod util;

use records::{Reading, Span};
use std::{env, io::Write, path::Path, path::PathBuf, process::Command};
use store::{Made, Store};
use util::Place;

/// The Python with the packages of tests/roundtrip/requirements.txt; `None`, with a word on why, where there is none.
///
/// # Panics
/// Where `DEPECHE_ROUNDTRIP` says that there must be one.
fn python() -> Option<PathBuf> {
    let named = env::var_os("DEPECHE_PYTHON").map(PathBuf::from);
    let made = Path::new(env!("CARGO_TARGET_TMPDIR")).join("../roundtrip/bin/python");
    let found = named.or_else(|| made.exists().then_some(made));
    assert!(found.is_some() || env::var_os("DEPECHE_ROUNDTRIP").is_none(), "no Python to read the exports");
    if found.is_none() {
        // Not `eprintln!`, which the test harness keeps to itself where tests pass.
        let _ = writeln!(
            std::io::stderr(),
            "SKIPPED, not passed: no Python with pyarrow, pandas, DuckDB …; tests/roundtrip/README.md says how to make one"
        );
    }
    found
}

/// Readings of our own dispatches, made hard: what parts cells, lines and elements stands in texts, names and titles; some is unknown.
fn readings() -> Vec<Reading> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../store/tests/data/readings.jsonl");
    let lines = std::fs::read_to_string(file).unwrap();
    let mut readings: Vec<Reading> = lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    for (number, reading) in readings.iter_mut().enumerate() {
        let document = &mut reading.document;
        // Blanks become other characters, one each, so that all spans hold.
        let mut blanks = 0;
        let hard =
            ['\n', '"', ' ', '\t', ',', ' ', '\u{a0}', ';', '🇫', ' ', '\r', '|', '\u{2028}', '\'', '<', ' '];
        document.text = document
            .text
            .chars()
            .map(|c| {
                blanks += usize::from(c == ' ');
                if c == ' ' && number % 2 == 0 { hard[blanks % hard.len()] } else { c }
            })
            .collect();
        let other = |text: &str| Some(text.to_owned());
        match number {
            0 => {
                document.id = "own \"1\", un/deux\ttrois".into();
                document.title = other("« Un titre »,\t\"entre\" ‘guillemets’;\r\net une ligne\u{1}");
                document.outlet = other("=Le \"Phare\", de <Brest> & Cie");
                document.url = other("https://exemple.test/?a=1&b=\"2\"#é");
            }
            1 => (document.published, document.title) = (None, other("")),
            2 => (document.published, document.author) = (other("1944-06-06"), other("A. B.")),
            3 => document.marks = vec!["paywall".into(), "liveblog".into()],
            _ => {}
        }
        for (rank, actor) in reading.actors.iter_mut().enumerate() {
            match rank % 4 {
                0 if number < 3 => actor.name.push_str(" & \"C\" <D>,\u{1}\u{b} 🇫🇷"),
                1 => actor.wikidata = other("Q142").filter(|_| number == 0 && rank == 1),
                _ => {}
            }
        }
        for (rank, statement) in reading.statements.iter_mut().enumerate() {
            if rank % 3 == 2 {
                (statement.date, statement.unresolved_date) = (None, Some(Span::new(0, 3)));
            }
        }
        for (rank, event) in reading.events.iter_mut().enumerate() {
            if rank % 4 == 3 {
                (event.goldstein, event.date) = (None, None);
            }
        }
    }
    readings
}

#[test]
fn what_others_read_is_what_the_store_holds() {
    let Some(python) = python() else { return };
    let place = Place::new();
    let db = place.path().join("news.db");
    let mut store = Store::open(&db).unwrap();
    let mut writer = store.writer().unwrap();
    let made = Made { program: "depeche".into(), reader: "fr \"pack\"".into() };
    for (number, reading) in readings().iter().enumerate() {
        if number == 4 {
            // An older version, of which no export tells.
            let mut older = reading.clone();
            older.document.text.push_str(" Suite.");
            writer.add(&older.document, &older, &made).unwrap();
        }
        writer.add(&reading.document, reading, &made).unwrap();
        // The same again under another name: links, copies.
        let mut again = reading.clone();
        again.document.id = format!("encore-{number}");
        again.document.url = None;
        again.document.copies = vec![records::CopyOf {
            id: reading.document.id.clone(),
            outlet: reading.document.outlet.clone(),
            extent: records::Extent::Exact,
            percent: 100,
            paragraphs: vec![Span::new(0, 5), Span::new(7, 9)],
        }];
        writer.add(&again.document, &again, &made).unwrap();
    }
    writer.commit().unwrap();
    drop(store);
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/roundtrip/check.py");
    let done = Command::new(python)
        .arg("-B")
        .arg(script)
        .args([Path::new(env!("CARGO_BIN_EXE_depeche")), &db, &place.path().join("exports")])
        .output()
        .expect("Python runs");
    let told = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let (out, err) = (told(&done.stdout), told(&done.stderr));
    assert!(done.status.success() && out.matches("are those of the store").count() == 9, "{out}{err}");
}
