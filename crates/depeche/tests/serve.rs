//! `depeche serve` as a program: it says where it is, answers, and ends in good order.

mod util;

use std::{
    io::{BufRead, BufReader, Read, Write},
    net::TcpStream,
    process::{Command, Stdio},
};
use store::{Made, Store};
use util::Place;

fn store(place: &Place) {
    let mut store = Store::open(&place.path().join("news.db")).unwrap();
    let document = records::Document {
        id: "a".into(),
        lang: "fr".into(),
        text: "Le maire promet un pont.".into(),
        ..records::Document::default()
    };
    let reading = records::Reading { document: document.clone(), ..records::Reading::default() };
    let mut writer = store.writer().unwrap();
    writer.add(&document, &reading, &Made { program: "depeche".into(), reader: "fr".into() }).unwrap();
    writer.commit().unwrap();
}

#[test]
fn it_opens_answers_logs_and_closes() {
    let place = Place::new();
    store(&place);
    let mut child = Command::new(env!("CARGO_BIN_EXE_depeche"))
        .current_dir(place.path())
        .env("DEPECHE_HOME", place.path().join("home"))
        .args(["serve", "--offline", "--log", "--port", "0", "news.db"])
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(child.stderr.take().unwrap()).lines().map(Result::unwrap);
    let told = lines.next().unwrap();
    let address = told.split("http://").nth(1).and_then(|rest| rest.split('/').next()).unwrap().to_owned();

    let mut stream = TcpStream::connect(&address).unwrap();
    write!(stream, "GET /search.json?q=secret HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n")
        .unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");

    let line: serde_json::Value = serde_json::from_str(&lines.next().unwrap()).unwrap();
    assert_eq!((line["method"].as_str(), line["status"].as_u64()), (Some("GET"), Some(200)));
    // What somebody searches for is not written down.
    assert_eq!(line["path"], "/search.json");

    #[cfg(unix)]
    {
        let pid = child.id().to_string();
        assert!(Command::new("kill").args(["-TERM", &pid]).status().unwrap().success());
        assert_eq!(child.wait().unwrap().code(), Some(0));
    }
    #[cfg(not(unix))]
    child.kill().unwrap();
}

#[test]
fn what_cannot_be_opened_is_one_line_and_code_2() {
    let place = Place::new();
    store(&place);
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    place.write("empty.txt", "\n");
    for (arguments, told) in [
        (vec!["serve", "--offline", "nothing.db"], "there is no store"),
        (vec!["serve", "--offline", "--port", &port, "news.db"], "cannot listen"),
        (vec!["serve", "--offline", "--token-file", "empty.txt", "news.db"], "no token"),
        (vec!["serve", "--offline", "--token-file", "missing.txt", "news.db"], "missing.txt"),
    ] {
        let output = place.depeche().args(&arguments).assert().code(2).get_output().stderr.clone();
        let output = String::from_utf8(output).unwrap();
        assert!(output.contains(told) && output.lines().count() == 1, "{arguments:?}: {output}");
    }
}
