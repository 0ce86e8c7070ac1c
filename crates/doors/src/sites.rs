//! Requests to the reading room.

use crate::{folder, questions, texts};
use scraper::{Html, Selector};
use serve::{Limits, Server, Settings};
use std::{
    io::{Read, Write},
    net::{SocketAddr, TcpStream},
    sync::{
        Arc, OnceLock,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
    time::Duration,
};

/// A site on a store of our own dispatches, open as long as the process is.
fn site() -> SocketAddr {
    static SITE: OnceLock<SocketAddr> = OnceLock::new();
    *SITE.get_or_init(|| {
        let store = folder::new("http").join("news.db");
        questions::fill(&store);
        let limits = Limits {
            time: Duration::from_secs(5),
            sql: Duration::from_millis(250),
            sending: Duration::from_millis(300),
            idle: Duration::from_secs(1),
            waiting: Duration::from_secs(10),
            ..Limits::default()
        };
        let reads = |document: records::Document| Ok(texts::reader(&document.lang, 7).read(&document));
        let settings = Settings {
            store,
            address: SocketAddr::from(([127, 0, 0, 1], 0)),
            hosts: Vec::new(),
            token: None,
            reads: Some(Arc::new(reads)),
            limits,
            log: false,
        };
        let server = Server::bind(settings).expect("an address of this machine");
        let address = server.address();
        std::thread::spawn(move || server.run(&Arc::new(AtomicBool::new(false))));
        address
    })
}

/// What is sent: after a `!` the bytes as they are; else a line `METHOD PATH`, lines of the head, an empty line and the body, to
/// which is added what every client adds.
fn request(bytes: &[u8], site: SocketAddr) -> Vec<u8> {
    if let Some(raw) = bytes.strip_prefix(b"!") {
        return raw.to_vec();
    }
    let (head, body) = match bytes.windows(2).position(|two| two == b"\n\n") {
        Some(at) => (&bytes[..at], &bytes[at + 2..]),
        None => (bytes, &b""[..]),
    };
    let mut lines = head.split(|byte| *byte == b'\n');
    let mut request = lines.next().unwrap_or_default().to_vec();
    request.extend(format!(" HTTP/1.1\r\nHost: {site}\r\nConnection: close\r\n").bytes());
    for line in lines {
        request.extend(line);
        request.extend(b"\r\n");
    }
    request.extend(format!("Content-Length: {}\r\n\r\n", body.len()).bytes());
    request.extend(body);
    request
}

fn send(request: &[u8], site: SocketAddr) -> Vec<u8> {
    let mut stream = TcpStream::connect(site).expect("the site takes connections");
    stream.set_read_timeout(Some(Duration::from_secs(20))).expect("a socket takes a time");
    // What is refused may be answered before it is sent to its end.
    let _ = stream.write_all(request);
    let mut answer = Vec::new();
    let _ = stream.read_to_end(&mut answer);
    answer
}

/// Whatever is sent, the answer is one of HTTP, is no failure of ours, holds nothing that runs, and the next request is answered.
pub fn http(bytes: &[u8]) {
    let site = site();
    let answer = send(&request(bytes, site), site);
    // Of several requests on one connection each has its answer; the first is looked at.
    if !answer.is_empty() {
        check(&answer, bytes);
    }
    static SENT: AtomicUsize = AtomicUsize::new(0);
    if SENT.fetch_add(1, Ordering::Relaxed).is_multiple_of(64) {
        let healthy = send(
            format!("GET /healthz HTTP/1.1\r\nHost: {site}\r\nConnection: close\r\n\r\n").as_bytes(),
            site,
        );
        assert!(healthy.starts_with(b"HTTP/1.1 200 "), "{}", String::from_utf8_lossy(&healthy));
    }
}

fn check(answer: &[u8], sent: &[u8]) {
    let answer = answer.strip_prefix(b"HTTP/1.1 100 Continue\r\n\r\n").unwrap_or(answer);
    if answer.is_empty() {
        return;
    }
    let end = answer.windows(4).position(|four| four == b"\r\n\r\n").expect("an answer has a head");
    let head = std::str::from_utf8(&answer[..end]).expect("a head is text");
    let mut lines = head.split("\r\n");
    let first = lines.next().unwrap_or_default();
    assert!(first.starts_with("HTTP/1.1 ") || first.starts_with("HTTP/1.0 "), "{first}");
    let status: u16 = first[9..].split(' ').next().and_then(|status| status.parse().ok()).expect("a status");
    assert!((200..500).contains(&status) || status == 503, "{first}");
    let lines: Vec<(String, &str)> = lines
        .map(|line| line.split_once(':').expect("a line of the head has a name"))
        .map(|(name, value)| (name.to_ascii_lowercase(), value.trim()))
        .collect();
    let field = |name: &str| lines.iter().find(|(other, _)| other == name).map(|(_, value)| *value);
    assert!(field("set-cookie").is_none(), "{head}");
    if let Some(leads) = field("location") {
        assert!(leads.starts_with('/') && !leads.starts_with("//"), "it leads to {leads}");
    }
    if field("date").is_some() && status == 200 {
        let policy = field("content-security-policy").unwrap_or_default();
        assert!(policy.starts_with("default-src 'none'"), "{head}");
        assert_eq!(field("x-content-type-options"), Some("nosniff"), "{head}");
    }
    // Of a connection with several requests the body goes on with other answers.
    let alone = !sent.starts_with(b"!") && !sent.starts_with(b"HEAD");
    let length = field("content-length").and_then(|length| length.parse().ok()).unwrap_or(0usize);
    let body = &answer[end + 4..];
    if !alone || status == 304 {
        return;
    }
    assert!(body.len() >= length.min(body.len()));
    let body = String::from_utf8_lossy(body);
    let kind = field("content-type").unwrap_or_default();
    if kind.starts_with("text/html") {
        harmless(&body);
    } else if kind.starts_with("application/json") && status == 200 {
        assert!(serde_json::from_str::<serde_json::Value>(&body).is_ok(), "{head}\n{body}");
    }
}

/// A page holds nothing that runs but our own files, and nothing that leads out of the web.
fn harmless(page: &str) {
    static ALL: OnceLock<Selector> = OnceLock::new();
    let all = ALL.get_or_init(|| Selector::parse("*").expect("it selects"));
    let page = Html::parse_document(page);
    for element in page.select(all) {
        let element = element.value();
        let name = element.name();
        assert!(
            !matches!(name, "iframe" | "object" | "embed" | "img" | "base" | "style" | "video" | "audio"),
            "<{name}>"
        );
        let source = element.attr("src").unwrap_or_default();
        assert!(name != "script" || source.starts_with("/assets/"), "a script that is not ours: {source}");
        for (attribute, value) in element.attrs() {
            assert!(!attribute.starts_with("on") && attribute != "style", "<{name} {attribute}>");
            if matches!(attribute, "href" | "action" | "src" | "formaction") {
                let value = value.trim().to_ascii_lowercase();
                let known = ["/", "#", "http://", "https://"].iter().any(|start| value.starts_with(start));
                assert!(known && !value.starts_with("//"), "{attribute}={value}");
            }
        }
    }
}
