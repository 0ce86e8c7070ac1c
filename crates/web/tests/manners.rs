//! What a well-behaved client does, seen from the server.

mod support;

use std::{sync::Mutex, time::Duration};
use support::{Server, send};
use web::{Answer, Client, Fault, Options, Validators};

fn options() -> Options {
    Options { delay: Duration::ZERO, allow_private: true, proxies: false, ..Options::default() }
}

#[test]
fn it_says_who_it_is_and_asks_for_no_more_than_it_can_unpack() {
    let heads: &'static Mutex<Vec<String>> = Box::leak(Box::default());
    let server = Server::start(|request, stream| {
        heads.lock().unwrap().push(request.head.to_ascii_lowercase());
        send(stream, 404, "", b"");
    });
    let options = Options { contact: Some("https://me.example/about".into()), ..options() };
    let _ = Client::new(options).get(&server.url("/a"), &Validators::default());
    let heads = heads.lock().unwrap();
    assert_eq!(heads.len(), 2);
    for head in heads.iter() {
        let name =
            format!("user-agent: depeche/{} (+https://me.example/about)\r\n", env!("CARGO_PKG_VERSION"));
        assert!(head.contains(&name) && head.contains("accept-encoding: gzip\r\n"), "{head}");
        assert!(!head.contains("cookie") && !head.contains("referer"));
    }
}

#[test]
fn robots_txt_is_asked_once_and_kept_to() {
    let file = b"User-agent: *\nDisallow: /\n\nUser-agent: depeche\nDisallow: /no\nAllow: /no/but\n";
    let server = Server::pages(vec![
        ("/robots.txt", "", file.to_vec()),
        ("/a", "", b"a".to_vec()),
        ("/no/but", "", b"b".to_vec()),
    ]);
    let mut client = Client::new(options());
    assert!(client.get(&server.url("/a"), &Validators::default()).is_ok());
    assert!(client.get(&server.url("/no/but"), &Validators::default()).is_ok());
    let refused = client.get(&server.url("/no/x"), &Validators::default()).unwrap_err();
    assert_eq!(refused.fault, Fault::Robots);
    assert!(refused.to_string().ends_with("/no/x: refused by the site's robots.txt"));
    assert_eq!(server.asked(), ["/robots.txt", "/a", "/no/but"]);
    // What another run learnt holds.
    let mut other = Client::new(options());
    for (origin, kept) in client.fresh_robots() {
        other.know_robots(origin, kept);
    }
    assert!(other.get(&server.url("/no"), &Validators::default()).is_err());
    assert_eq!(server.asked().len(), 3);
}

#[test]
fn a_redirect_is_asked_about_like_any_page() {
    let server = Server::start(|request, stream| match request.path.as_str() {
        "/robots.txt" => send(stream, 200, "", b"User-agent: *\nDisallow: /no\n"),
        "/go" => send(stream, 302, "Location: /no/page\r\n", b""),
        _ => send(stream, 200, "", b"page"),
    });
    let refused = Client::new(options()).get(&server.url("/go"), &Validators::default()).unwrap_err();
    assert!(refused.fault.is_refusal() && refused.to_string().contains("/no/page: refused by"), "{refused}");
    assert_eq!(server.asked(), ["/robots.txt", "/go"]);
}

#[test]
fn a_host_is_given_time() {
    let server = Server::start(|request, stream| match request.path.as_str() {
        "/robots.txt" => send(stream, 200, "", b"User-agent: *\nCrawl-delay: 0.3\n"),
        _ => send(stream, 200, "", b"page"),
    });
    let mut client = Client::new(Options { delay: Duration::from_millis(200), ..options() });
    client.get(&server.url("/a"), &Validators::default()).unwrap();
    assert!(server.shortest_pause() >= Duration::from_millis(190), "{:?}", server.shortest_pause());
    client.get(&server.url("/b"), &Validators::default()).unwrap();
    let server = Server::start(|request, stream| match request.path.as_str() {
        "/robots.txt" => send(stream, 200, "", b"User-agent: *\nCrawl-delay: 0.3\n"),
        _ => send(stream, 200, "", b"page"),
    });
    let mut client = Client::new(options());
    for path in ["/a", "/b", "/c"] {
        client.get(&server.url(path), &Validators::default()).unwrap();
    }
    let asked = server.asked();
    assert_eq!(asked, ["/robots.txt", "/a", "/b", "/c"]);
}

#[test]
fn a_short_retry_after_is_waited_for_and_a_long_one_closes_the_host() {
    let first: &'static Mutex<bool> = Box::leak(Box::new(Mutex::new(true)));
    let server = Server::start(|request, stream| match request.path.as_str() {
        "/robots.txt" => send(stream, 404, "", b""),
        "/soon" if std::mem::take(&mut *first.lock().unwrap()) => {
            send(stream, 503, "Retry-After: 1\r\n", b"");
        }
        "/late" => send(stream, 429, "Retry-After: 3600\r\n", b""),
        _ => send(stream, 200, "", b"page"),
    });
    let mut client = Client::new(options());
    let start = std::time::Instant::now();
    assert!(client.get(&server.url("/soon"), &Validators::default()).is_ok());
    assert!(start.elapsed() >= Duration::from_secs(1));
    for path in ["/late", "/other"] {
        let error = client.get(&server.url(path), &Validators::default()).unwrap_err();
        assert!(matches!(error.fault, Fault::Later(_)), "{error}");
    }
    assert_eq!(server.asked(), ["/robots.txt", "/soon", "/soon", "/late"]);
}

#[test]
fn a_version_that_is_known_is_not_sent_again() {
    let server = Server::start(|request, stream| match request.path.as_str() {
        "/robots.txt" => send(stream, 404, "", b""),
        _ if request.header("if-none-match").as_deref() == Some("\"one\"") => send(stream, 304, "", b""),
        _ => send(stream, 200, "ETag: \"one\"\r\nLast-Modified: Mon, 30 Nov 2026 08:00:00 GMT\r\n", b"feed"),
    });
    let mut client = Client::new(options());
    let Answer::Page(page) = client.get(&server.url("/rss"), &Validators::default()).unwrap() else {
        panic!("a page")
    };
    assert_eq!(page.validators.modified.as_deref(), Some("Mon, 30 Nov 2026 08:00:00 GMT"));
    assert!(matches!(client.get(&server.url("/rss"), &page.validators), Ok(Answer::Unchanged)));
}

#[test]
fn a_site_that_is_down_costs_the_time_of_one_page() {
    let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let mut client = Client::new(options());
    for page in 0..50 {
        let error =
            client.get(&format!("http://127.0.0.1:{port}/{page}"), &Validators::default()).unwrap_err();
        assert!(matches!(error.fault, Fault::Unreachable(_)), "{error}");
    }
}
