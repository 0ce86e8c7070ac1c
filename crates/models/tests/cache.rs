//! The cache: what is in it, what others do to it at the same time, and where it stands.

mod support;

use std::fs;
use std::thread;

use models::{Error, ErrorKind, Event, Origin, Silent, Source, Status};
use support::server::{Answer, Server};
use support::{contents, model, store, wheel};

fn server() -> Server {
    Server::start(|request| Answer::file(request, &wheel(), "\"x\""))
}

#[test]
fn a_model_is_missing_then_present_then_gone() {
    let (root, store) = store();
    let server = server();
    let model = model(&server.url("/w.whl"));
    assert_eq!((store.status(&model), store.path(&model)), (Status::Missing, None));
    let error = store.require(&model).unwrap_err();
    assert_eq!(
        (error.kind(), store.verify(&model).unwrap_err().kind()),
        (ErrorKind::Missing, ErrorKind::Missing)
    );
    assert_eq!(error.to_string().lines().count(), 1);
    assert!(
        error.to_string().contains("tiny 1.2.3") && error.to_string().contains("depeche models fetch tiny")
    );
    assert!(!store.remove(&model).unwrap());
    assert_eq!(fs::read_dir(root.path()).unwrap().count(), 0, "asking creates nothing");

    store.fetch(&model, &Origin::Default, &mut Silent).unwrap();
    let path = root.path().join("models/tiny-1.2.3");
    assert_eq!(store.status(&model), Status::Present { path: path.clone(), size: model.unpacked_bytes });
    assert_eq!((store.path(&model), store.require(&model).unwrap()), (Some(path.clone()), path));

    let prepared = store.prepared(&model);
    fs::create_dir_all(prepared.parent().unwrap()).unwrap();
    fs::write(&prepared, "made of the model").unwrap();
    assert!(store.remove(&model).unwrap());
    assert!(!prepared.exists(), "what was made of the model goes with it");
    assert_eq!(store.status(&model), Status::Missing);
    assert!(contents(root.path()).is_empty());
}

#[test]
fn a_model_that_is_there_is_not_fetched_again() {
    let (_root, store) = store();
    let server = server();
    let model = model(&server.url("/w.whl"));
    store.fetch(&model, &Origin::Default, &mut Silent).unwrap();
    let again = store.fetch(&model, &Origin::Default, &mut Silent).unwrap();
    assert_eq!((again.source, server.requests().len()), (Source::Cache, 1));
}

#[test]
fn a_damaged_model_is_noticed_and_replaced() {
    let (root, store) = store();
    let server = server();
    let model = model(&server.url("/w.whl"));
    let path = store.fetch(&model, &Origin::Default, &mut Silent).unwrap().path;
    let good = contents(root.path());
    for damage in ["ner/model", "extra"] {
        fs::write(path.join(damage), "scribbled over").unwrap();
        let error = store.verify(&model).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Damaged, "{error}");
        assert!(error.to_string().contains("tiny-1.2.3"), "{error}");
        let fetched = store.fetch(&model, &Origin::Default, &mut Silent).unwrap();
        assert!(matches!(fetched.source, Source::Publisher(_)));
        assert_eq!(contents(root.path()), good);
    }
    fs::remove_file(path.join("config.cfg")).unwrap();
    assert_eq!(store.status(&model), Status::Missing);
    store.fetch(&model, &Origin::Default, &mut Silent).unwrap();
    assert_eq!(contents(root.path()), good);
}

#[test]
fn many_fetches_at_once_download_once() {
    let (root, store) = store();
    let server = server();
    let model = model(&server.url("/w.whl"));
    thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| store.fetch(&model, &Origin::Default, &mut Silent).unwrap());
        }
    });
    store.verify(&model).unwrap();
    assert_eq!(server.requests().len(), 1);
    let models: Vec<_> = fs::read_dir(root.path().join("models")).unwrap().collect();
    assert_eq!(models.len(), 1, "{models:?}");
}

#[test]
fn who_has_to_wait_is_told() {
    let (root, store) = store();
    let server = server();
    let model = model(&server.url("/w.whl"));
    fs::create_dir_all(root.path().join("downloads")).unwrap();
    let lock = fs::File::create(root.path().join("downloads/tiny-1.2.3.lock")).unwrap();
    lock.lock().unwrap();
    let mut held = Some(lock);
    let mut waited = false;
    let mut progress = |event: Event<'_>| {
        if matches!(event, Event::Waiting) {
            waited = true;
            held = None;
        }
    };
    store.fetch(&model, &Origin::Default, &mut progress).unwrap();
    assert!(waited);
}

#[test]
fn what_dead_processes_left_is_swept_away() {
    let (root, store) = store();
    let server = server();
    let left = root.path().join("models/.new-tiny-1.2.3-dead");
    let other = root.path().join("models/.new-other-1.0-alive");
    for folder in [&left, &other] {
        fs::create_dir_all(folder.join("new")).unwrap();
    }
    store.fetch(&model(&server.url("/w.whl")), &Origin::Default, &mut Silent).unwrap();
    assert!(!left.exists() && other.exists());
}

#[test]
fn a_model_s_name_cannot_lead_out_of_the_cache() {
    let (root, store) = store();
    for name in ["../evil", "", "a/b", "..", "-option", "/tmp/evil", "a\\b"] {
        let mut model = model("http://127.0.0.1:9/");
        model.name = name.into();
        let error = store.fetch(&model, &Origin::Default, &mut Silent).unwrap_err();
        assert!(matches!(error, Error::BadModel { field: "name", .. }), "{name}: {error}");
        assert!(store.remove(&model).is_err() && store.path(&model).is_none());
    }
    assert_eq!(fs::read_dir(root.path()).unwrap().count(), 0);
}

#[test]
fn a_file_that_is_not_there_is_the_caller_s_mistake() {
    let (root, store) = store();
    for path in [root.path().join("absent.whl"), root.path().to_path_buf()] {
        let error = store.fetch(&model(""), &Origin::File(path.clone()), &mut Silent).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Usage, "{error}");
        assert!(error.to_string().contains(&path.display().to_string()), "{error}");
    }
    assert!(contents(root.path()).is_empty());
}
