//! Requests made to break the site, and documents made to break its pages: it answers each in good order and goes on.

mod common;

use common::{Answer, Site};
use records::{Actor, ActorKind, Document, Reading, Span, Speaker, Statement};
use scraper::{Html, Selector};
use std::{
    io::{Read, Write},
    net::TcpStream,
    time::{Duration, Instant},
};
use store::{Made, Store};

/// Words that would be markup, script, SQL, a query of full text or a formula, if they were taken for it.
const PAYLOADS: &[&str] = &[
    "<script>alert(1)</script>",
    "\"><script>alert(1)</script>",
    "'><img src=x onerror=alert(1)>",
    "</title><svg onload=alert(1)>",
    "</textarea><iframe src=javascript:alert(1)>",
    "javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "\" onfocus=alert(1) autofocus=\"",
    "' style='position:fixed' '",
    "{{7*7}}${7*7}<%= 7*7 %>",
    "<!--<script>",
    "]]><x xmlns='y'>",
    "&lt;script&gt;&#60;b&#62;",
    "'; DROP TABLE documents; --",
    "\" OR 1=1 --",
    "content:* NEAR(a b) ^x -y \"",
    "*",
    "\"\"\"",
    "=HYPERLINK(\"http://evil.example\")",
    "\u{202e}txt.exe\u{2066}\u{0000}",
    "\r\nSet-Cookie: a=b\r\n\r\n<script>alert(1)</script>",
    "%0d%0aLocation:%20http://evil.example",
    "a\u{0301}\u{200d}\u{1f468}\u{200d}\u{1f469}",
];

/// Each page with the parameters that it takes.
const PAGES: &[(&str, &[&str])] = &[
    (
        "/statements",
        &[
            "by", "to", "country", "about", "q", "act", "form", "since", "until", "outlet", "lang",
            "document", "after", "limit", "ui",
        ],
    ),
    (
        "/events",
        &[
            "source", "target", "type", "status", "place", "since", "until", "outlet", "lang", "document",
            "after", "main", "ui",
        ],
    ),
    ("/search", &["q", "since", "until", "outlet", "lang", "order", "after"]),
    ("/dispatch", &["key"]),
    ("/", &["ui", "q", "x"]),
];

fn encoded(text: &str) -> String {
    text.bytes().map(|byte| format!("%{byte:02X}")).collect()
}

/// A page holds nothing that runs but our own files, and nothing that leads out of the web.
fn is_harmless(path: &str, answer: &Answer) {
    assert!(answer.head.contains("content-security-policy: default-src 'none'"), "{path}: {}", answer.head);
    assert!(!answer.head.contains("set-cookie"), "{path}: {}", answer.head);
    if !answer.head.contains("content-type: text/html") {
        return;
    }
    let page = Html::parse_document(&answer.body);
    for element in page.select(&Selector::parse("*").unwrap()) {
        let element = element.value();
        let name = element.name();
        assert!(
            !matches!(name, "iframe" | "object" | "embed" | "img" | "base" | "style" | "video" | "audio"),
            "{path}: <{name}>"
        );
        if name == "script" {
            let source = element.attr("src").unwrap_or_default();
            assert!(source.starts_with("/assets/"), "{path}: a script that is not ours: {source}");
        }
        for (attribute, value) in element.attrs() {
            assert!(!attribute.starts_with("on") && attribute != "style", "{path}: <{name} {attribute}>");
            if matches!(attribute, "href" | "action" | "src" | "formaction") {
                let value = value.trim().to_ascii_lowercase();
                let known = ["/", "#", "http://", "https://"].iter().any(|start| value.starts_with(start));
                assert!(known && !value.starts_with("//"), "{path}: {attribute}={value}");
            }
        }
    }
}

/// A reading all of whose words are one payload.
fn hostile(number: usize, payload: &str) -> Reading {
    let text = format!("{payload} : « {payload} »\n\n{payload}");
    let length = payload.chars().count();
    let span = |start: usize| Span::new(start as u32, (start + length) as u32);
    let own = || Some(payload.to_owned());
    Reading {
        document: Document {
            id: format!("{number} {payload}"),
            lang: if number.is_multiple_of(2) { "fr".into() } else { payload.into() },
            title: own(),
            outlet: own(),
            author: own(),
            url: own(),
            published: Some("2024-05-14".into()),
            text,
            ..Document::default()
        },
        actors: vec![Actor {
            id: "a1".into(),
            name: payload.into(),
            kind: ActorKind::Person,
            country: own(),
            sectors: vec![],
            role: own(),
            wikidata: own(),
            member_of: None,
            mentions: vec![span(0)],
        }],
        statements: vec![Statement {
            id: "s1".into(),
            content: vec![span(length + 5)],
            quotes: vec![span(length + 5)],
            speaker: Speaker { actor: Some("a1".into()), mention: Some(span(0)) },
            medium: Some(span(0)),
            rule: payload.into(),
            ..serde_json::from_value(serde_json::json!({
                "id": "s1", "content": [[0, 1]], "quotes": [], "cue": null, "form": "direct", "act": "say", "negated": false,
                "speaker": {"actor": null, "mention": null}, "addressee": null, "relays": [], "medium": null, "within": null,
                "date": null, "rule": ""
            }))
            .unwrap()
        }],
        ..Reading::default()
    }
}

fn fill(site: &Site) {
    let mut store = Store::open(&site.folder.path().join("news.db")).unwrap();
    let mut writer = store.writer().unwrap();
    for (number, payload) in PAYLOADS.iter().enumerate() {
        let reading = hostile(number, payload);
        let made = Made { program: (*payload).into(), reader: (*payload).into() };
        writer.add(&reading.document, &reading, &made).unwrap();
    }
    writer.commit().unwrap();
}

#[test]
fn documents_cannot_break_pages() {
    let site = Site::open();
    fill(&site);
    let mut asked = 0;
    let rows = site.get("/search.json?q=alert&limit=1000").json();
    assert!(!rows["rows"].as_array().unwrap().is_empty(), "the words of payloads are found as words");
    for path in [
        "/",
        "/statements",
        "/events",
        "/search?q=script",
        "/search?q=alert",
        "/statements?q=alert",
        "/statements.csv?limit=1000",
    ] {
        let answer = site.get(path);
        assert_eq!(answer.status, 200, "{path}");
        is_harmless(path, &answer);
        asked += 1;
    }
    for row in 1..=200 {
        let path = format!("/dispatch/{row}");
        let answer = site.get(&path);
        is_harmless(&path, &answer);
        asked += 1;
        if answer.status == 404 {
            break;
        }
        assert_eq!(answer.status, 200, "{path}");
    }
    assert!(asked > PAYLOADS.len() + 7);
    // A spreadsheet takes no cell for a formula.
    let csv = site.get("/statements.csv?limit=1000");
    for record in csv::ReaderBuilder::new().from_reader(csv.body.as_bytes()).records() {
        assert!(record.unwrap().iter().all(|cell| !cell.starts_with(['=', '@', '\t'])));
    }
}

#[test]
fn parameters_cannot_break_pages() {
    let site = Site::open();
    let mut asked = 0;
    for (page, parameters) in PAGES {
        for parameter in *parameters {
            for payload in PAYLOADS {
                for ending in ["", ".json"] {
                    let path = if *page == "/" { "/home" } else { page };
                    let path = format!("{path}{ending}?{parameter}={}", encoded(payload));
                    let answer = site.get(&path);
                    assert!(
                        matches!(answer.status, 200 | 303 | 400 | 404),
                        "{path} ({payload}): {} {}",
                        answer.status,
                        answer.body
                    );
                    is_harmless(&path, &answer);
                    asked += 1;
                }
            }
        }
    }
    assert!(asked > 1500, "{asked} requests");
}

#[test]
fn paths_lead_nowhere_else() {
    let site = Site::open();
    let tricks = [
        "/../../etc/passwd",
        "/..%2f..%2fetc%2fpasswd",
        "/assets/../../../etc/passwd",
        "/assets/..%2f..%2fCargo.toml",
        "/assets/%2e%2e/%2e%2e/etc/passwd",
        "/assets/style.css/../../x",
        "/assets/",
        "/assets",
        "//evil.example/",
        "///",
        "/%00",
        "/assets/style.css%00.html",
        "/.env",
        "/.git/config",
        "/news.db",
        "/news.db-wal",
        "/statements/",
        "/statements/../events",
        "/statements%2e.json",
        "/.json",
        "/statements.json.json",
        "/statements.csv.json",
        "/dispatch/..",
        "/dispatch/%2e%2e",
        "/dispatch/1/2",
        "/dispatch/-1",
        "/dispatch/99999999999999999999999",
        "/dispatch/1e3",
        "/dispatch/0x1",
        "/dispatch/%31%00",
        "/dispatch/1;x=y",
        "/dispatch/%FF%FE",
        "/%C0%AE%C0%AE/",
        "/\u{fffd}",
        "/admin",
        "/api/../sql",
        "/server-status",
        "/metrics/../x",
        "/healthz/x",
        "/home/../..",
        "/STATEMENTS",
        "/statements%20",
        "/statements?%",
        "/statements?%zz=%",
        "/?%00=%00",
        "/search?q=%FF",
        "/dispatch?key=%FF%FE",
        "/statements?act=%FF",
        "/%25%32%65",
        "/a%0d%0aSet-Cookie:x",
        "/statements;jsessionid=1",
        "/*",
        "/%2f",
        "/events.csv.csv",
        "/home.csv",
    ];
    for path in tricks {
        let answer = site.get(path);
        assert!(matches!(answer.status, 200 | 303 | 400 | 404), "{path}: {}", answer.status);
        assert!(!answer.body.contains("root:") && !answer.body.contains("SQLite format"), "{path}");
        if answer.status != 400 {
            is_harmless(path, &answer);
        }
    }
    let long = format!("/search?q={}", "a".repeat(12_000));
    assert_eq!(site.get(&long).status, 200);
    assert_eq!(site.get("/").status, 200);
}

#[test]
fn broken_requests_cost_themselves_alone() {
    let site = Site::open();
    let host = format!("Host: {}", site.address);
    let huge = "x".repeat(200_000);
    let many: String = (0..500).map(|number| format!("X-{number}: y\r\n")).collect();
    let requests = [
        "GARBAGE\r\n\r\n".to_owned(),
        "\r\n\r\n\r\n".to_owned(),
        "\0\0\0\0\0\0\r\n\r\n".to_owned(),
        "GET / HTTP/1.1\r\n\r\n".to_owned(),
        "GET / HTTP/9.9\r\nHost: x\r\n\r\n".to_owned(),
        "GET /\r\n\r\n".to_owned(),
        "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".to_owned(),
        format!("GET / HTTP/1.1\r\n{host}\r\nX: {huge}\r\n\r\n"),
        format!("GET /{huge} HTTP/1.1\r\n{host}\r\n\r\n"),
        format!("GET / HTTP/1.1\r\n{host}\r\n{many}\r\n"),
        format!(
            "GET / HTTP/1.1\r\n{host}\r\nCookie: {}\r\nConnection: close\r\n\r\n",
            "ui=xx; ".repeat(1000)
        ),
        format!("GET / HTTP/1.1\r\n{host}\r\nContent-Length: -1\r\n\r\n"),
        format!("GET / HTTP/1.1\r\n{host}\r\nContent-Length: 99999999999999999999\r\n\r\n"),
        format!(
            "POST / HTTP/1.1\r\n{host}\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /x HTTP/1.1\r\n\r\n"
        ),
        format!(
            "POST / HTTP/1.1\r\n{host}\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\nZZZ\r\n"
        ),
        format!("POST /statements HTTP/1.1\r\n{host}\r\nContent-Length: 3\r\nConnection: close\r\n\r\nabc"),
        format!("DELETE /dispatch/1 HTTP/1.1\r\n{host}\r\nConnection: close\r\n\r\n"),
        format!("TRACE / HTTP/1.1\r\n{host}\r\nConnection: close\r\n\r\n"),
        format!("OPTIONS / HTTP/1.1\r\n{host}\r\nOrigin: http://evil.example\r\nConnection: close\r\n\r\n"),
        format!("CONNECT evil.example:80 HTTP/1.1\r\n{host}\r\nConnection: close\r\n\r\n"),
        "GET http://evil.example/ HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n".to_owned(),
        format!("GET / HTTP/1.1\r\n{host}\r\nHost: evil.example\r\nConnection: close\r\n\r\n"),
        format!("GET / HTTP/1.1\r\n{host}\r\n bad: folded\r\nConnection: close\r\n\r\n"),
        format!("GET / HTTP/1.1\r\n{host}\r\nBad Header: x\r\nConnection: close\r\n\r\n"),
        format!(
            "GET / HTTP/1.1\r\n{host}\r\nAccept-Language: {}\r\nConnection: close\r\n\r\n",
            "fr;q=x,".repeat(1000)
        ),
        format!(
            "GET / HTTP/1.1\r\n{host}\r\nIf-None-Match: {}\r\nConnection: close\r\n\r\n",
            "\"x\",".repeat(2000)
        ),
        format!("GET / HTTP/1.1\r\n{host}\r\nAuthorization: Bearer \u{1}\r\nConnection: close\r\n\r\n"),
        format!("GET / HTTP/1.1\r\n{host}\r\nRange: bytes=0-1,0-1,0-1\r\nConnection: close\r\n\r\n"),
        format!("GET / HTTP/1.1\r\n{host}\r\nUpgrade: websocket\r\nConnection: upgrade, close\r\n\r\n"),
        format!("GET / HTTP/1.1\r\n{host}\r\nExpect: 100-continue\r\nConnection: close\r\n\r\n"),
    ];
    for request in &requests {
        let answer = site.send(request.as_bytes());
        let shown: String = request.chars().take(80).collect();
        assert!(answer.status < 500, "{shown}: {}", answer.status);
        assert!(!answer.head.contains("access-control-allow"), "{shown}");
        assert_eq!(site.get("/healthz").status, 200, "after {shown}");
    }
    for (method, status) in [("DELETE", 405), ("PUT", 405), ("HEAD", 200)] {
        let request = format!("{method} /statements HTTP/1.1\r\n{host}\r\nConnection: close\r\n\r\n");
        assert_eq!(site.send(request.as_bytes()).status, status, "{method}");
    }
}

#[test]
fn slow_clients_lose_their_place() {
    let site = Site::with(|settings| {
        settings.limits.sending = Duration::from_millis(400);
        settings.limits.idle = Duration::from_millis(800);
        settings.limits.connections = 4;
    });
    let began = Instant::now();
    let mut slow: Vec<TcpStream> = (0..4).map(|_| TcpStream::connect(site.address).unwrap()).collect();
    for stream in &mut slow {
        stream.write_all(b"GET / HTTP/1.1\r\nX: ").unwrap();
    }
    // All places are taken; one who comes now is answered once they are lost.
    let answer = site.get("/healthz");
    assert_eq!(answer.status, 200);
    assert!(began.elapsed() < Duration::from_secs(20), "{:?}", began.elapsed());
    for stream in &mut slow {
        stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
        let mut rest = Vec::new();
        let _ = stream.read_to_end(&mut rest);
    }
}

#[test]
fn only_own_names_are_answered() {
    let site = Site::with(|settings| settings.hosts = vec!["news.example".to_owned()]);
    for (host, status) in [
        ("localhost", 200),
        ("news.example", 200),
        ("evil.example", 421),
        ("169.254.169.254", 421),
        ("", 421),
    ] {
        let request = format!("GET /home.json HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n");
        let answer = site.send(request.as_bytes());
        assert_eq!(answer.status, status, "{host}");
        assert_eq!(answer.body.contains("\"documents\""), status == 200, "{host}");
    }
}

#[test]
fn a_token_is_asked_for_on_every_page() {
    let site = Site::with(|settings| settings.token = Some("s3cret".to_owned()));
    for path in
        ["/", "/statements", "/events.json", "/dispatch/1", "/assets/style.css", "/metrics", "/nothing"]
    {
        assert_eq!(site.get(path).status, 401, "{path}");
        assert_eq!(site.get_with(path, "Authorization: Bearer s3crets\r\n").status, 401, "{path}");
        assert_ne!(site.get_with(path, "Authorization: Bearer s3cret\r\n").status, 401, "{path}");
    }
    assert_eq!(site.get("/healthz").status, 200);
}

#[test]
fn what_takes_too_long_is_broken_off_and_crowds_wait() {
    let site = Site::with(|settings| settings.limits.time = Duration::ZERO);
    let answer = site.get("/statements");
    assert_eq!(answer.status, 503, "{}", answer.body);
    assert!(answer.head.contains("retry-after: "));

    let crowded = Site::with(|settings| {
        settings.limits.at_once = 1;
        settings.limits.waiting = Duration::from_millis(1);
    });
    let address = &crowded;
    let statuses: Vec<u16> = std::thread::scope(|scope| {
        let asked: Vec<_> = (0..40).map(|_| scope.spawn(move || address.get("/events").status)).collect();
        asked.into_iter().map(|asked| asked.join().unwrap()).collect()
    });
    assert!(statuses.iter().all(|status| matches!(status, 200 | 503)), "{statuses:?}");
    assert!(statuses.contains(&200), "{statuses:?}");
}

#[test]
fn closing_answers_what_is_under_way() {
    let mut site = Site::open();
    let address = site.address;
    // Kept alive, and silent.
    let idle = TcpStream::connect(address).unwrap();
    let began = Instant::now();
    site.close();
    assert!(began.elapsed() < Duration::from_secs(15), "{:?}", began.elapsed());
    assert!(
        TcpStream::connect_timeout(&address, Duration::from_millis(500)).is_err(),
        "it listens no longer"
    );
    drop(idle);
}
