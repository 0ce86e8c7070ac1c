//! A server in a few lines, which can do everything that a server must not.

// Each test program uses a part of it.
#![allow(dead_code)]

use std::{
    io::{Read, Write},
    net::{Shutdown, SocketAddr, TcpListener, TcpStream},
    sync::{Arc, Mutex},
    thread,
    time::{Duration, Instant},
};

/// What was asked for.
pub struct Request {
    pub path: String,
    /// Head of the request, as it came.
    pub head: String,
}

impl Request {
    /// The value of a header, `name` in lower case.
    pub fn header(&self, name: &str) -> Option<String> {
        let line =
            self.head.lines().find(|line| line.to_ascii_lowercase().starts_with(&format!("{name}:")))?;
        Some(line.split_once(':')?.1.trim().to_owned())
    }
}

pub struct Server {
    pub address: SocketAddr,
    asked: Arc<Mutex<Vec<(String, Instant)>>>,
}

impl Server {
    /// A server that does with each request what `answer` does; a robots.txt that `answer` does not care for is not there.
    pub fn start(answer: impl Fn(&Request, &mut TcpStream) + Send + Sync + 'static) -> Server {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let asked = Arc::new(Mutex::new(Vec::new()));
        let (answer, log) = (Arc::new(answer), Arc::clone(&asked));
        thread::spawn(move || {
            for stream in listener.incoming() {
                let Ok(mut stream) = stream else { continue };
                let (answer, log) = (Arc::clone(&answer), Arc::clone(&log));
                thread::spawn(move || {
                    let Some(request) = read(&mut stream) else { return };
                    log.lock().unwrap().push((request.path.clone(), Instant::now()));
                    answer(&request, &mut stream);
                    // Closed at once with the client's bytes unread, the connection would be reset and the answer lost.
                    let _ = stream.shutdown(Shutdown::Write);
                    let _ = stream.set_read_timeout(Some(Duration::from_secs(2)));
                    let _ = stream.read(&mut [0; 64]);
                });
            }
        });
        Server { address, asked }
    }

    /// A site that has these pages: path, head beyond the status line, body.
    pub fn pages(pages: Vec<(&'static str, &'static str, Vec<u8>)>) -> Server {
        Server::start(move |request, stream| {
            match pages.iter().find(|(path, ..)| *path == request.path) {
                Some((_, head, body)) => send(stream, 200, head, body),
                None => send(stream, 404, "", b"not here"),
            };
        })
    }

    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// The paths asked for so far.
    pub fn asked(&self) -> Vec<String> {
        self.asked.lock().unwrap().iter().map(|(path, _)| path.clone()).collect()
    }

    /// The shortest time between two requests.
    pub fn shortest_pause(&self) -> Duration {
        let asked = self.asked.lock().unwrap();
        asked.windows(2).map(|pair| pair[1].1 - pair[0].1).min().unwrap_or(Duration::MAX)
    }
}

/// The next request on a connection.
pub fn read(stream: &mut TcpStream) -> Option<Request> {
    let _ = stream.set_read_timeout(Some(Duration::from_secs(5)));
    let mut head = Vec::new();
    let mut byte = [0];
    while !head.ends_with(b"\r\n\r\n") {
        if stream.read(&mut byte).ok()? == 0 || head.len() > 100_000 {
            return None;
        }
        head.push(byte[0]);
    }
    let head = String::from_utf8_lossy(&head).into_owned();
    let path = head.split(' ').nth(1)?.to_owned();
    Some(Request { path, head })
}

/// An orderly answer; `head` holds further lines, each with its line end.
pub fn send(stream: &mut TcpStream, status: u16, head: &str, body: &[u8]) {
    let line = format!("HTTP/1.1 {status} So\r\n{head}Content-Length: {}\r\n\r\n", body.len());
    raw(stream, line.as_bytes());
    raw(stream, body);
}

/// Bytes as they are. Whether anybody still reads them is the client's business.
pub fn raw(stream: &mut TcpStream, bytes: &[u8]) -> bool {
    stream.write_all(bytes).and_then(|()| stream.flush()).is_ok()
}

/// The same bytes again and again, `pause` between them, until the client hangs up or ten seconds are over.
pub fn endlessly(stream: &mut TcpStream, bytes: &[u8], pause: Duration) {
    let start = Instant::now();
    while start.elapsed() < Duration::from_secs(10) && raw(stream, bytes) {
        thread::sleep(pause);
    }
}

/// A page of a news site.
pub fn article(title: &str, number: usize) -> Vec<u8> {
    let html = format!(
        "<!doctype html><html lang=\"fr\"><head><meta charset=\"utf-8\"><title>{title}</title>\
        <meta property=\"og:site_name\" content=\"La Gazette\">\
        <meta property=\"article:published_time\" content=\"2026-11-30T08:00:00+01:00\"></head><body><article><h1>{title}</h1>\
        <p>Le maire a annoncé mardi sa démission numéro {number}, après douze années passées à la tête de la ville, devant le conseil municipal.</p>\
        <p>Une élection sera organisée en novembre, a indiqué la préfecture dans un communiqué publié dans la soirée.</p>\
        </article></body></html>"
    );
    html.into_bytes()
}
