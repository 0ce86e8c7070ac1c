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

impl Site {
    /// One with the usual settings.
    pub fn open() -> Site {
        Site::with(|_| {})
    }

    /// One with others.
    pub fn with(change: impl FnOnce(&mut Settings)) -> Site {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("news.db");
        store(&path);
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
    pub fn json(&self) -> serde_json::Value {
        assert_eq!(self.status, 200, "{}", self.body);
        serde_json::from_str(&self.body).unwrap()
    }
}
