//! `depeche fetch` and addresses in `depeche read`, with a server on this machine.

#[path = "../../web/tests/support/mod.rs"]
mod server;
mod util;

use assert_cmd::Command;
use predicates::prelude::*;
use server::{Server, article, send};
use std::{fs, thread, time::Duration};
use util::Place;

/// A feed of so many items, and their pages.
fn site(items: usize, pause: Duration) -> Server {
    Server::start(move |request, stream| {
        let page = request.path.strip_prefix("/a/").and_then(|number| number.parse::<usize>().ok());
        match (request.path.as_str(), page) {
            ("/rss", _) if request.header("if-none-match").as_deref() == Some("\"v1\"") => {
                send(stream, 304, "", b"")
            }
            ("/rss", _) => send(stream, 200, "ETag: \"v1\"\r\n", feed(items).as_bytes()),
            ("/", _) => send(
                stream,
                200,
                "Content-Type: text/html\r\n",
                b"<!doctype html><link rel=alternate type=application/rss+xml href=/rss><p>Home",
            ),
            ("/robots.txt", _) => {
                send(stream, 200, "", b"User-agent: depeche\nDisallow: /a/2\nAllow: /a/2?\n")
            }
            (_, Some(number)) if number < items && number != 3 => {
                thread::sleep(pause);
                send(
                    stream,
                    200,
                    "Content-Type: text/html; charset=utf-8\r\n",
                    &article(&format!("Démission {number}"), number),
                );
            }
            _ => send(stream, 404, "", b"not here"),
        }
    })
}

fn feed(items: usize) -> String {
    let items: String = (0..items)
        .map(|n| {
            format!(
                "<item><title>Démission {n}</title><link>/a/{n}</link><guid isPermaLink=\"false\">n{n}</guid>\
                <pubDate>Sun, 29 Nov 2026 10:00:00 GMT</pubDate><description>&lt;p&gt;Chapô {n}.&lt;/p&gt;</description></item>"
            )
        })
        .collect();
    format!(
        "<rss version=\"2.0\"><channel><title>Le Fil</title><language>fr</language>{items}</channel></rss>"
    )
}

impl Place {
    fn fetch(&self, words: &[&str]) -> Command {
        let mut command = self.depeche();
        for variable in ["ALL_PROXY", "HTTPS_PROXY", "HTTP_PROXY", "DEPECHE_CONTACT"] {
            command.env_remove(variable).env_remove(variable.to_ascii_lowercase());
        }
        command.arg("fetch").args(words);
        command
    }

    fn fetch_here(&self, words: &[&str]) -> Command {
        let mut command = self.fetch(words);
        command.args(["--allow-private", "--delay", "0s"]);
        command
    }

    /// The documents in the folder, as JSON.
    fn documents(&self, folder: &str) -> Vec<serde_json::Value> {
        let mut files: Vec<_> = fs::read_dir(self.path().join(folder))
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .filter(|path| !path.file_name().unwrap().to_string_lossy().starts_with('.'))
            .collect();
        files.sort();
        let all: String = files.iter().map(|file| fs::read_to_string(file).unwrap()).collect();
        all.lines().map(|line| serde_json::from_str(line).expect("whole lines")).collect()
    }
}

#[test]
fn new_articles_are_fetched_once_and_all_else_is_told() {
    let (place, site) = (Place::new(), site(5, Duration::ZERO));
    let url = site.url("/rss");
    place
        .fetch_here(&[&url, "--into", "news"])
        .assert()
        .code(1)
        .stdout("")
        .stderr(predicate::str::contains(format!(
            "depeche: {url}: 3 new, 0 known, 1 refused by robots.txt, 1 failed\n"
        )))
        .stderr(predicate::str::contains("/a/3: the server answers 404\n"));
    let documents = place.documents("news");
    assert_eq!(documents.len(), 3);
    let first = &documents[0];
    assert_eq!(first["title"], "Démission 0");
    assert_eq!(first["published"], "2026-11-30", "the page's own word before the feed's");
    assert_eq!((&first["outlet"], &first["lang"]), (&"La Gazette".into(), &"fr".into()));
    assert_eq!(first["url"], site.url("/a/0"));
    assert!(first["text"].as_str().unwrap().contains("numéro 0"));
    assert_eq!(first["id"].as_str().unwrap().len(), 16);

    // The next run asks the feed, is told that it is as it was, and fetches nothing.
    let before = site.asked().len();
    let nothing = predicate::str::ends_with(format!("{url}: nothing new\n"));
    place.fetch_here(&[&url, "--into", "news", "--once"]).assert().success().stderr(nothing);
    assert_eq!(site.asked().len(), before + 1, "not even robots.txt");
    assert_eq!(place.documents("news").len(), 3);

    // What it wrote is what `read` reads; the state is not among it.
    if let Some(mut read) = place.reader("read --format jsonl news") {
        let read = read.assert().success();
        let lines = String::from_utf8_lossy(&read.get_output().stdout).lines().count();
        assert_eq!(lines, 3);
    }
}

#[test]
fn a_page_that_names_its_feed_will_do_and_so_will_a_list() {
    let (place, site) = (Place::new(), site(1, Duration::ZERO));
    let found = predicate::str::contains(format!("a page; its feed is {}", site.url("/rss")))
        .and(predicate::str::contains("1 new, 0 known\n"));
    place.fetch_here(&[&site.url("/")]).assert().success().stderr(found);
    place.write("feeds.opml", format!("<opml><outline xmlUrl=\"{}\"/></opml>", site.url("/rss")));
    let out = place.fetch_here(&["feeds.opml", "--feed-only"]).assert().success();
    let document: serde_json::Value = serde_json::from_slice(&out.get_output().stdout).unwrap();
    assert_eq!(document["text"], "Démission 0\n\nChapô 0.");
    assert_eq!((&document["published"], &document["outlet"]), (&"2026-11-29".into(), &"Le Fil".into()));
    place.write("no.txt", "# nothing\n");
    place
        .fetch_here(&["no.txt"])
        .assert()
        .code(2)
        .stderr(predicate::str::contains("no.txt: no feeds in this list"));
    place.fetch_here(&["nowhere.txt"]).assert().code(2);
}

#[test]
fn what_is_over_the_limit_waits_for_the_next_time() {
    let (place, site) = (Place::new(), site(2, Duration::ZERO));
    let url = site.url("/rss");
    let words = [url.as_str(), "--state", "seen", "--limit", "1"];
    let told = |words: &'static str| predicate::str::contains(words);
    place.fetch_here(&words).assert().success().stderr(told("1 new, 0 known, 1 left for the next time\n"));
    place.fetch_here(&words).assert().success().stderr(told("1 new, 1 known\n"));
    place.fetch_here(&words).assert().success().stdout("").stderr(told("nothing new\n"));
}

#[test]
fn a_run_that_is_killed_loses_and_repeats_nothing() {
    let (place, site) = (Place::new(), site(40, Duration::from_millis(10)));
    let url = site.url("/rss");
    let mut runs = 0;
    loop {
        let mut command = std::process::Command::new(assert_cmd::cargo::cargo_bin("depeche"));
        command.current_dir(place.path()).args([
            "fetch",
            &url,
            "--into",
            "news",
            "--allow-private",
            "--delay",
            "0s",
        ]);
        command.env("NO_PROXY", "*").stderr(std::process::Stdio::null());
        let mut run = command.spawn().unwrap();
        thread::sleep(Duration::from_millis(150 + 37 * runs));
        runs += 1;
        let done = run.try_wait().unwrap().is_some();
        let _ = run.kill();
        run.wait().unwrap();
        if done || runs > 40 {
            break;
        }
    }
    let documents = place.documents("news");
    let mut titles: Vec<_> = documents.iter().map(|document| document["title"].as_str().unwrap()).collect();
    titles.sort_unstable();
    let mut expected: Vec<_> = (0..40)
        .filter(|n| *n != 2 && *n != 3 && !(20..30).contains(n))
        .map(|n| format!("Démission {n}"))
        .collect();
    expected.sort_unstable();
    assert_eq!(titles, expected, "after {runs} runs");
}

#[test]
fn another_run_in_the_same_folder_has_to_wait() {
    let (place, site) = (Place::new(), site(30, Duration::from_millis(100)));
    let url = site.url("/rss");
    let mut command = std::process::Command::new(assert_cmd::cargo::cargo_bin("depeche"));
    command.current_dir(place.path()).args([
        "fetch",
        &url,
        "--into",
        "news",
        "--allow-private",
        "--delay",
        "0s",
    ]);
    let mut first = command.env("NO_PROXY", "*").stderr(std::process::Stdio::null()).spawn().unwrap();
    while !site.asked().iter().any(|path| path == "/a/0") {
        thread::sleep(Duration::from_millis(20));
    }
    let told = predicate::str::contains("another depeche fetch is at work");
    place.fetch_here(&[&url, "--into", "news"]).assert().code(2).stderr(told);
    let _ = first.kill();
    let _ = first.wait();
}

#[cfg(unix)]
#[test]
fn ctrl_c_ends_after_the_item() {
    let (place, site) = (Place::new(), site(30, Duration::from_millis(100)));
    let url = site.url("/rss");
    let mut command = std::process::Command::new(assert_cmd::cargo::cargo_bin("depeche"));
    command.current_dir(place.path()).args(["fetch", &url, "--into", "news", "--every", "1h"]);
    command.args(["--allow-private", "--delay", "0s"]).env("NO_PROXY", "*");
    let run = command.stderr(std::process::Stdio::piped()).spawn().unwrap();
    while site.asked().iter().filter(|path| path.starts_with("/a/")).count() < 3 {
        thread::sleep(Duration::from_millis(20));
    }
    let interrupt =
        std::process::Command::new("kill").args(["-INT", &run.id().to_string()]).status().unwrap();
    assert!(interrupt.success());
    let ended = run.wait_with_output().unwrap();
    assert_eq!(ended.status.code(), Some(130));
    let told = String::from_utf8_lossy(&ended.stderr);
    assert!(told.contains("left for the next time"), "{told}");
    assert!(!place.documents("news").is_empty());
}

#[test]
fn machines_in_the_house_and_haste_are_refused() {
    let (place, site) = (Place::new(), site(1, Duration::ZERO));
    let url = site.url("/rss");
    let refused = predicate::str::contains("refused: 127.0.0.1 is 127.0.0.1, a loopback address");
    place.fetch(&[&url]).assert().code(1).stderr(refused.clone());
    let mut read = place.fetch(&[]);
    read = {
        let _ = read;
        let mut read = place.depeche();
        read.env_remove("HTTPS_PROXY")
            .env_remove("https_proxy")
            .env_remove("HTTP_PROXY")
            .env_remove("http_proxy");
        read.args(["read", &url]);
        read
    };
    read.assert().code(1).stderr(refused);
    assert!(site.asked().is_empty());
    place
        .fetch(&[&url, "--delay", "100ms"])
        .assert()
        .code(2)
        .stderr(predicate::str::contains("once a second"));
    place.fetch(&[&url, "--every", "10s"]).assert().code(2).stderr(predicate::str::contains("once a minute"));
    place.fetch(&[&url, "--every", "often"]).assert().code(2);
    place.fetch(&[&url, "--contact", "a b"]).assert().code(2);
}

#[test]
fn a_page_is_read_by_its_address() {
    let (place, site) = (Place::new(), site(1, Duration::ZERO));
    let page = site.url("/a/0");
    let Some(mut read) = place.reader("read --format json --lang fr") else { return };
    drop(read);
    // Reading needs no network but for the address, and `--offline` means that too.
    let offline = place.depeche().args(["read", "--offline", &page]).assert().code(2).get_output().clone();
    let told = String::from_utf8_lossy(&offline.stderr).into_owned();
    assert!(told.starts_with(&format!("depeche: {page}: --offline was given")), "{told}");
    assert!(site.asked().is_empty());
    let model = place.reader("read").unwrap();
    let words: Vec<_> = model.get_args().map(ToOwned::to_owned).filter(|word| word != "--offline").collect();
    read = place.depeche();
    read.args(words).args(["--format", "json", "--allow-private", "--delay", "0s"]).arg(&page);
    read.env("NO_PROXY", "*");
    let read = read.assert().success();
    let reading: serde_json::Value = serde_json::from_slice(&read.get_output().stdout).unwrap();
    assert_eq!(reading["document"]["url"], page.as_str());
    assert_eq!(reading["document"]["outlet"], "La Gazette");
    // Others are read even where one is not there, and a feed is told from a page.
    let mut more = place.depeche();
    more.args(["read", "--allow-private", "--delay", "0s", &site.url("/rss"), &site.url("/nowhere")]);
    more.env("NO_PROXY", "*");
    more.assert()
        .code(1)
        .stderr(predicate::str::contains("/rss: a feed, not a page: `depeche fetch http://"))
        .stderr(predicate::str::contains("/nowhere: the server answers 404"));
}

#[test]
fn pages_made_to_exhaust_cost_themselves_alone() {
    let site = Server::start(|request, stream| {
        let html = "Content-Type: text/html\r\n";
        match request.path.as_str() {
            "/rss" => send(stream, 200, "", feed(7).as_bytes()),
            "/a/1" => send(stream, 200, html, "<div>".repeat(100_000).as_bytes()),
            "/a/2" => {
                let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
                std::io::Write::write_all(&mut encoder, &vec![b'x'; 40_000_000]).unwrap();
                let head = format!("{html}Content-Encoding: gzip\r\n");
                send(stream, 200, &head, &encoder.finish().unwrap());
            }
            "/a/3" => send(stream, 200, html, &(0..=255).cycle().take(5000).collect::<Vec<u8>>()),
            "/a/4" => send(stream, 200, "Content-Type: application/pdf\r\n", b"%PDF-1.7"),
            "/a/5" => send(stream, 302, "Location: file:///etc/passwd\r\n", b""),
            "/a/0" | "/a/6" => send(stream, 200, html, &article("Titre", 1)),
            _ => send(stream, 404, "", b""),
        }
    });
    let (place, url) = (Place::new(), site.url("/rss"));
    let out = place.fetch_here(&[&url, "--into", "news"]).assert().code(1).get_output().clone();
    let told = String::from_utf8_lossy(&out.stderr).into_owned();
    assert!(told.contains("rss: 2 new, 0 known, 5 failed\n"), "{told}");
    for line in [
        "/a/1: the page nests more than 512 elements\n",
        "/a/2: larger than the limit of 30000000 bytes once unpacked\n",
        "/a/3: no text, but other bytes\n",
        "/a/4: no page and no text, but application/pdf\n",
        "/a/5: redirects to file:///etc/passwd: only http and https are fetched, not file\n",
    ] {
        assert!(told.contains(line), "{told}");
    }
    assert_eq!(told.lines().count(), 6, "{told}");
    // They will be no better next time.
    let again = predicate::str::contains("rss: 0 new, 7 known\n");
    place.fetch_here(&[&url, "--into", "news"]).assert().success().stderr(again);
}

#[test]
fn a_proxy_resolves_and_what_is_known_to_be_inside_is_refused() {
    let proxy = Server::start(|request, stream| {
        if !request.head.starts_with("CONNECT news.invalid:80 ") {
            return send(stream, 403, "", b"");
        }
        server::raw(stream, b"HTTP/1.1 200 Connected\r\n\r\n");
        let Some(inner) = server::read(stream) else { return };
        match inner.path.as_str() {
            "/rss" => send(stream, 200, "", feed(1).as_bytes()),
            "/a/0" => send(stream, 200, "Content-Type: text/html\r\n", &article("Titre", 1)),
            _ => send(stream, 404, "", b""),
        }
    });
    let place = Place::new();
    let fetch = |url: &str| {
        let mut command = place.fetch(&[url, "--delay", "1s"]);
        command.env_remove("NO_PROXY").env_remove("no_proxy").env("HTTP_PROXY", proxy.url(""));
        command
    };
    fetch("http://news.invalid/rss").assert().success().stderr(predicate::str::contains("1 new, 0 known\n"));
    let asked = proxy.asked().len();
    for inside in ["http://10.0.0.1/rss", "http://localhost/rss", &proxy.url("/rss")] {
        fetch(inside).assert().code(1).stderr(predicate::str::contains(": refused: "));
    }
    assert_eq!(proxy.asked().len(), asked);
}
