//! A site on a store of our own dispatches, and the plainest of clients.

#![allow(dead_code, reason = "each test file uses its part")]

use serve::{Limits, Server, Settings};
use std::{
    io::{Read, Write},
    net::{SocketAddr, TcpStream},
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    thread::JoinHandle,
    time::Duration,
};
use store::{Made, Store};
use tempfile::TempDir;

/// A site that closes itself.
pub struct Site {
    pub address: SocketAddr,
    pub folder: TempDir,
    stop: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

/// An answer.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub head: String,
    pub body: String,
}

/// A store of our own dispatches, as `depeche read --format jsonl` wrote them.
pub fn store(path: &Path) {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../store/tests/data/readings.jsonl");
    let mut store = Store::open(path).unwrap();
    let mut writer = store.writer().unwrap();
    let made = Made { program: "depeche 0.1.0".into(), reader: "fr".into() };
    for line in std::fs::read_to_string(file).unwrap().lines() {
        let reading: records::Reading = serde_json::from_str(line).unwrap();
        writer.add(&reading.document, &reading, &made).unwrap();
    }
    writer.commit().unwrap();
}

/// A store of three dispatches that report one statement and one event, each in its way.
pub fn reported(path: &Path) {
    use records::{
        Act, Actor, ActorKind, Document, Event, EventType, Form, Reading, Sector, Span, Speaker, Statement,
        Status,
    };
    let words = "Nous ne retirerons pas la main que nous avons tendue à nos voisins du Nord ce printemps";
    let contents = [
        words,
        "Nous ne retirerons pas la main que nous avons tendue",
        "La main que nous avons tendue à nos voisins",
    ];
    let mut store = Store::open(path).unwrap();
    let mut writer = store.writer().unwrap();
    for (number, content) in contents.iter().enumerate() {
        let text = format!("{content}. Des sanctions.");
        let length = content.chars().count() as u32;
        let actor = |id: &str, name: &str, kind, country: &str| Actor {
            id: id.into(),
            name: name.into(),
            kind,
            country: Some(country.into()),
            sectors: vec![Sector::Gov],
            role: None,
            wikidata: None,
            member_of: None,
            mentions: vec![Span::new(0, 1)],
        };
        let document = Document {
            id: format!("d{number}"),
            lang: "fr".into(),
            published: Some("2026-03-10".into()),
            outlet: Some(format!("Journal {number}")),
            text,
            ..Document::default()
        };
        let reading = Reading {
            document: document.clone(),
            actors: vec![
                actor("a1", "Moon Tae-jun", ActorKind::Person, "KOR"),
                actor("a2", "Pyongyang", ActorKind::Country, "PRK"),
            ],
            places: Vec::new(),
            statements: vec![Statement {
                id: "s1".into(),
                content: vec![Span::new(0, length)],
                quotes: Vec::new(),
                cue: None,
                form: Form::Indirect,
                act: Act::Say,
                negated: false,
                speaker: Speaker { mention: None, actor: Some("a1".into()) },
                addressee: None,
                medium: None,
                relays: Vec::new(),
                within: None,
                date: None,
                unresolved_date: None,
                rule: "test".into(),
            }],
            events: vec![Event {
                id: "e1".into(),
                kind: EventType::Sanction,
                mode: None,
                contexts: Vec::new(),
                cameo: None,
                goldstein: Some(-6.0),
                trigger: Span::new(length + 6, length + 15),
                source: vec!["a1".into()],
                target: vec!["a2".into()],
                status: [Status::Occurred, Status::Occurred, Status::Denied][number],
                voice: [None, Some("s1".into()), None][number].clone(),
                aside: false,
                date: None,
                unresolved_date: None,
                place: None,
                rule: "test".into(),
            }],
        };
        writer
            .add(&document, &reading, &Made { program: "depeche 0.1.0".into(), reader: "fr".into() })
            .unwrap();
    }
    writer.commit().unwrap();
}

impl Site {
    /// One with the usual settings.
    pub fn open() -> Site {
        Site::with(|_| {})
    }

    /// One on three reports of the same.
    pub fn reported() -> Site {
        Site::on(reported, |_| {})
    }

    /// One with others.
    pub fn with(change: impl FnOnce(&mut Settings)) -> Site {
        Site::on(store, change)
    }

    /// One on another store.
    pub fn on(fill: impl FnOnce(&Path), change: impl FnOnce(&mut Settings)) -> Site {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("news.db");
        fill(&path);
        let mut settings = Settings {
            store: path,
            address: "127.0.0.1:0".parse().unwrap(),
            hosts: Vec::new(),
            token: None,
            reads: None,
            limits: Limits::default(),
            log: false,
        };
        change(&mut settings);
        let server = Server::bind(settings).unwrap();
        let address = server.address();
        let stop = Arc::new(AtomicBool::new(false));
        let told = Arc::clone(&stop);
        let thread = std::thread::spawn(move || server.run(&told).unwrap());
        Site { address, folder, stop, thread: Some(thread) }
    }

    /// Asks for a path.
    pub fn get(&self, path: &str) -> Answer {
        self.get_with(path, "")
    }

    /// Asks for a path, with lines of the head, each with its end.
    pub fn get_with(&self, path: &str, head: &str) -> Answer {
        let address = self.address;
        self.send(
            format!("GET {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n{head}\r\n").as_bytes(),
        )
    }

    /// Sends bytes as they are, and takes what comes back until the end.
    pub fn send(&self, bytes: &[u8]) -> Answer {
        let mut stream = TcpStream::connect(self.address).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(30))).unwrap();
        // Refused requests may be answered before they are sent to their end.
        let _ = stream.write_all(bytes);
        let mut answer = Vec::new();
        let _ = stream.read_to_end(&mut answer);
        let text = String::from_utf8_lossy(&answer);
        let (head, body) = text.split_once("\r\n\r\n").unwrap_or((&text, ""));
        let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or_default();
        Answer { status, head: head.to_ascii_lowercase(), body: body.to_owned() }
    }

    pub fn close(&mut self) {
        self.stop.store(true, Ordering::SeqCst);
        if let Some(thread) = self.thread.take() {
            thread.join().unwrap();
        }
    }
}

impl Drop for Site {
    fn drop(&mut self) {
        self.close();
    }
}

impl Answer {
    pub fn json_of_failure(&self) -> serde_json::Value {
        serde_json::from_str(&self.body).unwrap()
    }

    pub fn json(&self) -> serde_json::Value {
        assert_eq!(self.status, 200, "{}", self.body);
        serde_json::from_str(&self.body).unwrap()
    }
}
