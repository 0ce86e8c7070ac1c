//! `depeche read --resume`: killed at any moment and run again, the output is that of one run.

mod util;

use flate2::{Compression, write::GzEncoder};
use predicates::prelude::*;
use std::{
    fs,
    io::Write,
    path::Path,
    process::{Command, Stdio},
    thread::sleep,
    time::Duration,
};
use util::{DISPATCH, Place};

/// A page, as a record of an archive in a gzip member of its own.
fn member(number: usize) -> Vec<u8> {
    let (title, text) = DISPATCH.split_once("\n\n").expect("a title");
    let text = text.replace("Brest", ["Brest", "Lorient", "Quimper", "Vannes"][number % 4]);
    let page = format!(
        "<!doctype html><html lang=fr><title>{title} ({number})</title><article><h1>{title} ({number})</h1><p>{text}</p>\
         <p>Le conseil municipal se réunira le {} juin, a indiqué la mairie dans un communiqué.</p></article>",
        1 + number % 28
    );
    // Some are in a language that nobody reads here: they are met, and not read.
    let page = if number % 9 == 4 { page.replace("lang=fr", "lang=pl") } else { page };
    let http = format!("HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{page}");
    let record = format!(
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:{number}>\r\nWARC-Target-URI: https://a.example/{number}\r\n\
         WARC-Date: 2024-05-15T00:00:00Z\r\nContent-Length: {}\r\n\r\n{http}\r\n\r\n",
        http.len()
    );
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(record.as_bytes()).expect("memory");
    encoder.finish().expect("memory")
}

/// An archive with a damaged record, lines with bad ones among them, and a folder of texts.
fn inputs(place: &Place, pages: usize) {
    let mut members: Vec<Vec<u8>> = (0..pages).map(member).collect();
    let half = members[3].len() / 2;
    members[3][half] ^= 0x5A;
    place.write("a.warc.gz", members.concat());
    let lines: Vec<String> = (0..8)
        .map(|number| match number {
            5 => "oops".to_owned(),
            _ => serde_json::json!({"id": number, "text": DISPATCH, "date": "hier"}).to_string(),
        })
        .collect();
    place.write("b.jsonl", lines.join("\n"));
    for number in 0..4 {
        place.write(&format!("c/{number}.txt"), format!("Texte {number}.\n\n{DISPATCH}"));
    }
}

/// The readings that are written so far.
fn lines(part: &Path) -> usize {
    fs::read(part).map_or(0, |bytes| bytes.iter().filter(|&&byte| byte == b'\n').count())
}

#[test]
fn killed_at_any_moment_and_run_again_the_bytes_are_those_of_one_run() {
    let place = Place::new();
    inputs(&place, 40);
    let words = "read --format jsonl --threads 2 a.warc.gz b.jsonl c --output";
    let Some(mut whole) = place.reader(&format!("{words} whole.jsonl")) else { return };
    // Bad lines are told one by one; pages of an archive in a language that nobody reads here are counted.
    let told = predicate::str::contains("without a pack, passed over: 4 pl\n")
        .and(predicate::str::contains("b.jsonl:6: "));
    whole.assert().code(1).stderr(told);
    let expected = place.read("whole.jsonl");
    assert!(expected.lines().count() > 40);

    // Numbers that are the same in every run, for moments that are not: the machine sees to that.
    let mut seed = 20_240_514_u64;
    let mut random = move |below: u64| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) % below
    };
    let (mut kills, mut runs) = (0, 0);
    let part = place.path().join("out.jsonl.part");
    while kills < 20 {
        runs += 1;
        assert!(runs < 100, "only {kills} of {runs} runs could be killed");
        let command = place.reader(&format!("{words} out.jsonl --resume")).expect("there is a reader");
        let mut child = Command::new(command.get_program())
            .args(command.get_args())
            .envs(command.get_envs().filter_map(|(name, value)| Some((name, value?))))
            .current_dir(place.path())
            .stderr(Stdio::null())
            .spawn()
            .expect("the program starts");
        let enough = lines(&part) + random(4) as usize;
        let ended = loop {
            if let Some(status) = child.try_wait().expect("a child") {
                break Some(status);
            }
            if lines(&part) >= enough && (enough > 0 || part.exists()) {
                sleep(Duration::from_micros(random(40_000)));
                break None;
            }
            sleep(Duration::from_millis(1));
        };
        let ended = ended.or_else(|| {
            // SIGKILL; it may have come to its end in the meantime.
            child.kill().expect("a child");
            let status = child.wait().expect("a child");
            status.code().map(|_| status)
        });
        match ended {
            None => kills += 1,
            Some(status) => {
                assert_eq!(status.code(), Some(1), "as in one run");
                assert_eq!(place.read("out.jsonl"), expected);
                fs::remove_file(place.path().join("out.jsonl")).expect("the output");
            }
        }
    }
    let command = place.reader(&format!("{words} out.jsonl --resume"));
    command.expect("there is a reader").assert().code(1);
    assert!(place.read("out.jsonl") == expected, "after {kills} kills in {runs} runs");
    assert!(!part.exists() && !place.path().join("out.jsonl.part.journal").exists());
}

#[test]
fn resuming_needs_lines_a_file_and_inputs_that_can_be_read_again() {
    let place = Place::new();
    place.write("a.txt", DISPATCH);
    for (words, message) in [
        ("read --resume --format jsonl a.txt", "--output"),
        ("read --resume a.txt --output o", "--resume needs --format jsonl"),
        ("read --resume --format json a.txt --output o", "--resume needs --format jsonl"),
        ("read --resume --format jsonl - --output o", "- cannot"),
        ("read --resume --format jsonl a.txt /dev/null --output o", "/dev/null cannot"),
        ("read --resume --format jsonl a.txt --output /dev/null", "/dev/null is none"),
    ] {
        place.depeche().args(words.split(' ')).assert().code(2).stderr(predicate::str::contains(message));
    }
    assert_eq!(fs::read_dir(place.path()).expect("a folder").count(), 1, "nothing is begun");
}

#[test]
fn another_run_is_not_gone_on_with() {
    let place = Place::new();
    place.write("a.txt", DISPATCH);
    place.write("b.txt", DISPATCH);
    let run = |words: &str| {
        let mut command = place.depeche();
        command.args(format!("read --offline --resume --format jsonl --output o.jsonl {words}").split(' '));
        command
    };
    // Without a model it ends before the first document.
    run("--lang fr a.txt").assert().code(3);
    assert!(place.path().join("o.jsonl.part").exists() || place.path().join("o.jsonl.part.journal").exists());
    run("a.txt").assert().code(3);
    assert!(place.path().join("o.jsonl.part").exists());
    let refused = |words: &str, why: &str| {
        run(words).assert().code(2).stderr(
            predicate::str::starts_with("depeche: cannot go on with o.jsonl: ")
                .and(predicate::str::contains(why))
                .and(predicate::str::contains("\n").count(1)),
        );
    };
    refused("b.txt", "it was begun with other inputs; to start over, remove o.jsonl.part\n");
    refused("a.txt b.txt", "other inputs");
    refused("--date 2024-05-14 a.txt", "other options");
    place.write("a.txt", "Autre chose.");
    refused("a.txt", "a.txt has changed since");
    fs::remove_file(place.path().join("o.jsonl.part")).expect("the part");
    run("a.txt").assert().code(3);
}
