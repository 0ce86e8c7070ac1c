//! Servers that misbehave, one way each: the fault is told in one line, in bounded time and memory, and the next request works.

mod support;

use flate2::{Compression, write::GzEncoder};
use std::{
    io::Write,
    net::TcpStream,
    sync::atomic::{AtomicUsize, Ordering},
    thread,
    time::{Duration, Instant},
};
use support::{Request, Server, article, endlessly, raw, send};
use web::{Answer, Client, Fault, Options, Validators};

const WIRE: usize = 200_000;
const UNPACKED: usize = 400_000;
const TOTAL: Duration = Duration::from_secs(3);

fn options() -> Options {
    Options {
        delay: Duration::ZERO,
        connect: Duration::from_secs(2),
        first_byte: Duration::from_millis(1500),
        total: TOTAL,
        wire: WIRE,
        unpacked: UNPACKED,
        retries: 1,
        pause: Duration::from_millis(10),
        patience: Duration::from_secs(1),
        allow_private: true,
        proxies: false,
        ..Options::default()
    }
}

/// What a way of misbehaving is to lead to.
enum Outcome {
    /// A fault that says this.
    Told(&'static str),
    /// So many bytes.
    Bytes(usize),
}

use Outcome::{Bytes, Told};

type Way = (&'static str, fn(&Request, &mut TcpStream), Outcome);

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

const SHORT: Duration = Duration::from_millis(1);
const GZIP: &str = "Content-Encoding: gzip\r\n";

const WAYS: &[Way] = &[
    ("closes at once", |_, _| {}, Told("broken off")),
    ("never answers", |_, _| thread::sleep(Duration::from_secs(5)), Told("no answer within 1.5s")),
    ("answers a letter at a time", |_, s| endlessly(s, b"H", Duration::from_millis(100)), Told("")),
    (
        "sends its head a line at a time",
        |_, s| {
            raw(s, b"HTTP/1.1 200 OK\r\n");
            endlessly(s, b"X: y\r\n", Duration::from_millis(100));
        },
        Told("no answer within 1.5s"),
    ),
    (
        "trickles its body",
        |_, s| {
            raw(s, b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n");
            endlessly(s, b"x", Duration::from_millis(100));
        },
        Told("not done within 3s"),
    ),
    (
        "stops in the middle of its body",
        |_, s| {
            raw(s, b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\nabc");
            thread::sleep(Duration::from_secs(5));
        },
        Told("not done within 3s"),
    ),
    (
        "has a body without end",
        |_, s| {
            raw(s, b"HTTP/1.1 200 OK\r\n\r\n");
            endlessly(s, &[b'x'; 10_000], SHORT);
        },
        Told("larger than the limit of 200000 bytes"),
    ),
    (
        "has chunks without end",
        |_, s| {
            raw(s, b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
            endlessly(s, format!("2710\r\n{}\r\n", "x".repeat(10_000)).as_bytes(), SHORT);
        },
        Told("larger than the limit of 200000 bytes"),
    ),
    (
        "has headers without end",
        |_, s| {
            raw(s, b"HTTP/1.1 200 OK\r\n");
            endlessly(s, b"X-More: and more\r\n", Duration::ZERO);
        },
        Told("no sound HTTP"),
    ),
    (
        "has a header line without end",
        |_, s| {
            raw(s, b"HTTP/1.1 200 OK\r\nX: ");
            endlessly(s, &[b'x'; 1000], SHORT);
        },
        Told("no sound HTTP: the head of the answer has no end"),
    ),
    (
        "has a status line without end",
        |_, s| {
            raw(s, b"HTTP/1.1 200 ");
            endlessly(s, &[b'x'; 1000], SHORT);
        },
        Told("no sound HTTP"),
    ),
    (
        "says that it is longer than it is",
        |_, s| {
            raw(s, b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nabc");
        },
        Told("broken off: the answer ends after 3 bytes, too early"),
    ),
    (
        "says that it is shorter than it is",
        |_, s| {
            raw(s, b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabcHTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nevil");
        },
        Bytes(3),
    ),
    (
        "says that it is very long",
        |_, s| {
            raw(s, b"HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\nabc");
            thread::sleep(Duration::from_secs(2));
        },
        Told("larger than the limit of 200000 bytes"),
    ),
    (
        "has a length that is no number",
        |_, s| {
            raw(s, b"HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\nabc");
        },
        Told("no sound HTTP"),
    ),
    (
        "has two lengths",
        |_, s| {
            raw(s, b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\nContent-Length: 5\r\n\r\nabcde");
        },
        Told(""),
    ),
    (
        "has chunks with bad sizes",
        |_, s| {
            raw(s, b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nabc\r\n0\r\n\r\n");
        },
        Told(""),
    ),
    (
        "has chunks of absurd size",
        |_, s| {
            raw(s, b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffffffffff\r\nabc");
        },
        Told(""),
    ),
    (
        "breaks off in the middle of its chunks",
        |_, s| {
            raw(s, b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n5\r\nde");
        },
        Told("broken off"),
    ),
    (
        "sends a gzip bomb",
        |_, s| send(s, 200, GZIP, &gzip(&vec![b'x'; 100_000_000])),
        Told("400000 bytes once unpacked"),
    ),
    (
        "sends half of a gzip",
        |_, s| {
            let packed = gzip(&article("Titre", 1));
            send(s, 200, GZIP, &packed[..packed.len() / 2]);
        },
        Told("cannot be unpacked: its gzip ends too early"),
    ),
    (
        "says gzip and sends none",
        |_, s| send(s, 200, GZIP, b"<html>no gzip</html>"),
        Told("said to be gzip and is not"),
    ),
    (
        "packs as nobody asked",
        |_, s| send(s, 200, "Content-Encoding: br\r\n", b"xx"),
        Told("it comes as br, unasked"),
    ),
    ("redirects to itself", |_, s| send(s, 302, "Location: /way\r\n", b""), Told("redirects in a circle")),
    (
        "redirects without end",
        |request, s| send(s, 302, &format!("Location: {}x\r\n", request.path), b""),
        Told("more than 5 redirects"),
    ),
    (
        "redirects without saying where to",
        |_, s| send(s, 301, "", b""),
        Told("redirects without saying where to (301)"),
    ),
    (
        "redirects to a file",
        |_, s| send(s, 302, "Location: file:///etc/passwd\r\n", b""),
        Told("redirects to file:///etc/passwd: only http and https are fetched, not file"),
    ),
    (
        "redirects to gopher",
        |_, s| send(s, 307, "Location: gopher://127.0.0.1:11211/_stats\r\n", b""),
        Told("only http and https"),
    ),
    (
        "redirects with a user's name",
        |_, s| send(s, 302, "Location: http://a:b@127.0.0.1/\r\n", b""),
        Told("a user's name"),
    ),
    ("redirects to nonsense", |_, s| send(s, 302, "Location: http://[\r\n", b""), Told("not an address")),
    ("says 304 unasked", |_, s| send(s, 304, "", b""), Told("the server answers 304")),
    ("has nothing", |_, s| send(s, 204, "", b""), Told("the server answers 204")),
    (
        "sends a part unasked",
        |_, s| send(s, 206, "Content-Range: bytes 5-9/10\r\n", b"abcde"),
        Told("answers 206"),
    ),
    ("is at a loss", |_, s| send(s, 500, "", b"oops"), Told("the server answers 500")),
    (
        "asks to come back next year",
        |_, s| send(s, 429, "Retry-After: 31536000\r\n", b""),
        Told("asks to come back in 86400 s"),
    ),
    (
        "speaks HTTP/0.9",
        |_, s| {
            raw(s, b"<html><body>Hello from 1991</body></html>");
        },
        Told("no sound HTTP"),
    ),
    (
        "speaks another protocol",
        |_, s| {
            raw(s, b"SSH-2.0-OpenSSH_9.9\r\n\0\0\0\x14\x06");
        },
        Told("no sound HTTP"),
    ),
    (
        "speaks TLS where there is none",
        |_, s| {
            raw(s, &[0x15, 3, 3, 0, 2, 2, 50]);
        },
        Told("no sound HTTP"),
    ),
    (
        "has header names in no encoding",
        |_, s| {
            raw(s, b"HTTP/1.1 200 OK\r\nX-\xFF\xC3: y\r\nContent-Length: 3\r\n\r\nabc");
        },
        Told("no sound HTTP"),
    ),
    (
        "has header values in no encoding",
        |_, s| {
            raw(s, b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=\xE9\xFF\r\nETag: \xFF\r\nContent-Length: 3\r\n\r\nabc");
        },
        Bytes(3),
    ),
    (
        "has 200 MB of attributes",
        |_, s| {
            raw(s, b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 200000000\r\n\r\n<p ");
            endlessly(s, "a=\"b\" ".repeat(2000).as_bytes(), Duration::ZERO);
        },
        Told("larger than the limit of 200000 bytes"),
    ),
    (
        "has 200 MB of attributes, packed",
        |_, s| send(s, 200, GZIP, &gzip("a=\"b\" ".repeat(5_000_000).as_bytes())),
        Told("once unpacked"),
    ),
];

#[test]
fn every_way_is_told_in_one_line_and_in_time_and_the_next_request_works() {
    let ways: Vec<_> = WAYS.iter().map(|way| thread::spawn(move || try_way(way))).collect();
    assert!(ways.len() >= 20);
    let failed: Vec<String> =
        ways.into_iter().filter_map(|way| way.join().expect("no panic").err()).collect();
    assert!(failed.is_empty(), "{}", failed.join("\n"));
}

fn try_way((name, way, expected): &'static Way) -> Result<(), String> {
    let server = Server::start(|request, stream| match request.path.as_str() {
        "/robots.txt" => send(stream, 404, "", b""),
        "/fine" => send(stream, 200, "Content-Type: text/html\r\n", &article("Titre", 1)),
        _ => way(request, stream),
    });
    let mut client = Client::new(options());
    let start = Instant::now();
    let got = client.get(&server.url("/way"), &Validators::default());
    let took = start.elapsed();
    // Two tries, and a machine that is busy.
    if took > TOTAL * 2 + Duration::from_secs(4) {
        return Err(format!("{name}: took {took:?}"));
    }
    match (&got, expected) {
        (Ok(Answer::Page(page)), Bytes(count)) if page.bytes.len() == *count => {}
        (Err(error), Told(words)) => {
            let line = error.to_string();
            println!("{name}: {line}");
            let begins = line.starts_with(&format!("http://{}/way: ", server.address));
            if !begins || !line.contains(words) || line.contains('\n') || line.len() > 500 {
                return Err(format!("{name}: {line}"));
            }
        }
        _ => return Err(format!("{name}: {got:?}")),
    }
    // A host that asked to be left alone is left alone.
    let closed = matches!(&got, Err(error) if matches!(error.fault, Fault::Later(_)));
    match client.get(&server.url("/fine"), &Validators::default()) {
        Ok(Answer::Page(page)) if !closed && page.bytes == article("Titre", 1) => Ok(()),
        Err(error) if closed && matches!(error.fault, Fault::Later(_)) => Ok(()),
        other => Err(format!("{name}: the next request: {other:?}")),
    }
}

#[test]
fn what_passes_is_tried_again() {
    static TIMES: AtomicUsize = AtomicUsize::new(0);
    let server = Server::start(|request, stream| match request.path.as_str() {
        "/once" if TIMES.fetch_add(1, Ordering::SeqCst) == 0 => send(stream, 500, "", b""),
        "/robots.txt" => send(stream, 404, "", b""),
        _ => send(stream, 200, "", b"fine"),
    });
    let answer = Client::new(options()).get(&server.url("/once"), &Validators::default()).unwrap();
    assert!(matches!(answer, Answer::Page(page) if page.bytes == b"fine"));
    assert_eq!(server.asked(), ["/robots.txt", "/once", "/once"]);
}

#[test]
fn nothing_inside_the_house_is_reached() {
    let inside = Server::start(|_, stream| send(stream, 200, "", b"secret"));
    let port = inside.address.port();
    let to = std::sync::Mutex::new(String::new());
    let to: &'static std::sync::Mutex<String> = Box::leak(Box::new(to));
    let outside = Server::start(move |request, stream| match request.path.as_str() {
        "/robots.txt" => send(stream, 404, "", b""),
        _ => send(stream, 302, &format!("Location: {}\r\n", to.lock().unwrap()), b""),
    });
    let mut client =
        Client::new(Options { allow_private: false, exempt: vec![outside.address], ..options() });
    for host in [
        "127.0.0.1",
        "localhost",
        "2130706433",
        "0x7f.1",
        "0",
        "[::1]",
        "[::ffff:127.0.0.1]",
        "[::ffff:7f00:1]",
        "[::]",
        "169.254.169.254",
        "10.0.0.1",
        "192.168.0.1",
        "100.100.100.200",
        "[fd00::1]",
        "[fe80::1]",
        "224.0.0.1",
    ] {
        let target = format!("http://{host}:{port}/secret");
        let direct = client.get(&target, &Validators::default()).unwrap_err();
        assert!(matches!(direct.fault, Fault::Private { .. }), "{direct}");
        to.lock().unwrap().clone_from(&target);
        let redirected = client.get(&outside.url("/page"), &Validators::default()).unwrap_err().to_string();
        assert!(
            redirected.contains(": redirects to http://") && redirected.contains(": refused: "),
            "{redirected}"
        );
        assert!(redirected.contains("--allow-private"), "{redirected}");
    }
    assert_eq!(inside.asked(), Vec::<String>::new());
}

#[test]
fn a_robots_txt_may_be_anything() {
    let fault = |answer: fn(&mut TcpStream), path: &str| {
        let server = Server::start(move |request, stream| match request.path.as_str() {
            "/robots.txt" => answer(stream),
            _ => send(stream, 200, "", b"fine"),
        });
        let start = Instant::now();
        let got = Client::new(options()).get(&server.url(path), &Validators::default());
        assert!(start.elapsed() < Duration::from_secs(9));
        got.err().map(|error| error.fault)
    };
    // 200 MB of it: the beginning counts.
    let endless: fn(&mut TcpStream) = |stream| {
        raw(stream, b"HTTP/1.1 200 OK\r\nContent-Length: 200000000\r\n\r\nUser-agent: *\nDisallow: /no\n");
        endlessly(stream, "# padding\n".repeat(1000).as_bytes(), Duration::ZERO);
    };
    assert_eq!(fault(endless, "/yes"), None);
    assert_eq!(fault(endless, "/no"), Some(Fault::Robots));
    let bomb: fn(&mut TcpStream) = |stream| {
        let file = format!("User-agent: *\nDisallow: /no\n{}", "#\n".repeat(10_000_000));
        send(stream, 200, GZIP, &gzip(file.as_bytes()));
    };
    assert_eq!(fault(bomb, "/no"), Some(Fault::Robots));
    let down: fn(&mut TcpStream) = |stream| send(stream, 503, "", b"");
    assert!(matches!(fault(down, "/"), Some(Fault::NoRobots(_))));
    let silent: fn(&mut TcpStream) = |_| thread::sleep(Duration::from_secs(4));
    assert!(matches!(fault(silent, "/"), Some(Fault::NoRobots(_))));
    let gone: fn(&mut TcpStream) = |stream| send(stream, 403, "", b"");
    assert_eq!(fault(gone, "/"), None);
    let page: fn(&mut TcpStream) = |stream| send(stream, 200, "", b"<html>\0\xFF</html>");
    assert_eq!(fault(page, "/"), None);
    let round: fn(&mut TcpStream) = |stream| send(stream, 302, "Location: /robots.txt\r\n", b"");
    assert_eq!(fault(round, "/"), None);
    let inside: fn(&mut TcpStream) = |stream| send(stream, 302, "Location: file:///etc/passwd\r\n", b"");
    assert!(matches!(fault(inside, "/"), Some(Fault::NoRobots(_))));
}

#[test]
fn stopping_ends_waiting_and_reading() {
    let server = Server::start(|request, stream| match request.path.as_str() {
        "/robots.txt" => send(stream, 404, "", b""),
        _ => {
            raw(stream, b"HTTP/1.1 200 OK\r\n\r\n");
            endlessly(stream, b"x", Duration::from_millis(20));
        }
    });
    let options = Options { total: Duration::from_secs(9), ..options() };
    let stop = std::sync::Arc::clone(&options.stop);
    let mut client = Client::new(options);
    thread::spawn(move || {
        thread::sleep(Duration::from_millis(400));
        stop.store(true, Ordering::Relaxed);
    });
    let start = Instant::now();
    let got = client.get(&server.url("/"), &Validators::default());
    assert!(matches!(got, Err(error) if error.fault == Fault::Interrupted));
    assert_eq!(client.sleep(Duration::from_secs(9)), Err(Fault::Interrupted));
    assert!(start.elapsed() < Duration::from_secs(5));
}

#[test]
fn who_speaks_no_tls_and_who_is_not_there_is_told() {
    // A server that waits for nobody to finish speaking.
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    thread::spawn(move || {
        for mut stream in listener.incoming().flatten() {
            raw(&mut stream, b"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n");
            thread::sleep(Duration::from_millis(500));
        }
    });
    let mut client = Client::new(options());
    let start = Instant::now();
    let plain = client.get(&format!("https://{address}/"), &Validators::default()).unwrap_err();
    println!("{plain}");
    assert!(
        plain.to_string().starts_with(&format!("https://{address}/: ")) && !plain.to_string().contains('\n')
    );
    assert!(start.elapsed() < Duration::from_secs(9));
    let nobody = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let refused = client.get(&format!("http://{nobody}/"), &Validators::default()).unwrap_err();
    assert!(refused.to_string().contains("cannot be reached"), "{refused}");
    let nowhere = client.get("http://no-such-host.invalid/", &Validators::default()).unwrap_err();
    println!("{nowhere}");
    assert!(
        nowhere.to_string().contains("cannot be reached") || matches!(nowhere.fault, Fault::NoConnection(_))
    );
    assert!(start.elapsed() < Duration::from_secs(20));
}
