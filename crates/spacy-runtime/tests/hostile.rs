//! Damaged and hostile models: an error that names the file, never a panic.

mod common;

use proptest::prelude::*;
use spacy_runtime::{Error, ModelFiles, Pipeline};
use std::fs::{self, File};
use std::io::Write;
use std::path::Path;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// Opens the small model with one file's bytes replaced, and reads a sentence if that works.
fn open_with(name: &str, bytes: &[u8]) -> Result<(), Error> {
    let folder = tempfile::tempdir().unwrap();
    common::write_model(folder.path(), &[(name, bytes)]);
    let pipeline = Pipeline::open(folder.path())?;
    pipeline.parse("(l'été) chats-chiens, 5% etc. https://a.fr\n");
    Ok(())
}

fn wheel(path: &Path, entries: &[(&str, &[u8])]) {
    let mut writer = ZipWriter::new(File::create(path).unwrap());
    for (name, bytes) in entries {
        writer.start_file(*name, SimpleFileOptions::default()).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap();
}

fn small_wheel(path: &Path, more: &[(&str, &[u8])]) {
    let files: Vec<(String, Vec<u8>)> =
        common::FILES.iter().map(|name| (format!("m/m-1.0/{name}"), common::file(name))).collect();
    let mut entries: Vec<(&str, &[u8])> =
        files.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
    entries.extend_from_slice(more);
    wheel(path, &entries);
}

#[test]
fn a_wheel_opens_like_its_folder() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("m.whl");
    small_wheel(&path, &[("m/__init__.py", b"")]);
    let doc = Pipeline::open(&path).unwrap().parse("chats");
    assert_eq!(doc.token(0).lemma(), "chat");
}

#[test]
fn entries_that_point_outside_are_refused() {
    for name in ["../evil", "m/../../evil", "/etc/evil", "m\\..\\evil", "C:\\evil"] {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("m.whl");
        small_wheel(&path, &[(name, b"x")]);
        let message = Pipeline::open(&path).map(|_| ()).expect_err(name).to_string();
        assert!(message.contains("m.whl") && message.contains("evil"), "{name}: {message}");
    }
}

#[test]
fn an_absurd_size_is_refused_before_unpacking() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("m.whl");
    small_wheel(&path, &[]);
    let mut bytes = fs::read(&path).unwrap();
    // The uncompressed size stands 24 bytes into each record of the central directory.
    let record = bytes.windows(4).position(|four| four == b"PK\x01\x02").unwrap();
    bytes[record + 24..record + 28].copy_from_slice(&0xffff_fff0u32.to_le_bytes());
    fs::write(&path, bytes).unwrap();
    assert!(matches!(Pipeline::open(&path).unwrap_err(), Error::Archive { .. }));
}

#[test]
fn truncated_wheels_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("m.whl");
    small_wheel(&path, &[]);
    let bytes = fs::read(&path).unwrap();
    for length in (0..bytes.len()).step_by(97) {
        fs::write(&path, &bytes[..length]).unwrap();
        let error = Pipeline::open(&path).unwrap_err();
        assert!(error.to_string().contains("m.whl"), "{error}");
    }
}

#[test]
fn missing_files_and_double_models_are_named() {
    let folder = tempfile::tempdir().unwrap();
    assert!(matches!(Pipeline::open(folder.path().join("nowhere")).unwrap_err(), Error::Io { .. }));
    assert!(matches!(Pipeline::open(folder.path()).unwrap_err(), Error::NotAModel { .. }));
    let model = folder.path().join("one");
    common::write_model(&model, &[]);
    for name in ["tokenizer", "attribute_ruler/patterns", "lemmatizer/lookups/lookups.bin"] {
        let path = model.join(name);
        let bytes = fs::read(&path).unwrap();
        fs::remove_file(&path).unwrap();
        let message = Pipeline::open(&model).unwrap_err().to_string();
        assert!(message.contains(name) && message.contains("missing"), "{message}");
        fs::write(&path, bytes).unwrap();
    }
    assert!(ModelFiles::open(folder.path()).is_ok());
    common::write_model(&folder.path().join("two"), &[]);
    assert!(matches!(Pipeline::open(folder.path()).unwrap_err(), Error::NotAModel { .. }));
}

#[test]
fn what_is_not_supported_is_refused_by_name() {
    let config = String::from_utf8(common::file("config.cfg")).unwrap();
    for (from, to, named) in [
        ("\"attribute_ruler\",\"lem", "\"transformer\",\"lem", "transformer"),
        ("factory = \"lemmatizer\"", "factory = \"spancat\"", "lemmatizer"),
        ("mode = \"rule\"", "mode = \"pos_lookup\"", "pos_lookup"),
        ("lang = \"xx\"", "lang = \"pl\"", "pl"),
        ("spacy.Tokenizer.v1", "spacy.ja.JapaneseTokenizer", "JapaneseTokenizer"),
        ("disabled = []", "before_creation = {\"@callbacks\":\"x\"}", "before_creation"),
    ] {
        let changed = config.replace(from, to);
        assert_ne!(changed, config);
        let error = open_with("config.cfg", changed.as_bytes()).unwrap_err();
        assert!(matches!(error, Error::Unsupported { .. }) && error.to_string().contains(named), "{error}");
    }
}

#[test]
fn errors_name_file_and_field() {
    let message = |name: &str, bytes: &[u8]| open_with(name, bytes).unwrap_err().to_string();
    assert!(message("tokenizer", b"\x81\xadprefix_search\xa2(a").contains("prefix_search"));
    assert!(message("config.cfg", b"[nlp\n").contains("line 1"));
    assert!(message("vocab/key2row", b"\x81\x01\xff").contains("vocab/key2row"));
    assert!(message("attribute_ruler/patterns", b"\x91\x80").contains("rule 0"));
    // A map of four thousand million entries in six bytes.
    assert!(message("lemmatizer/lookups/lookups.bin", b"\xdf\xff\xff\xff\xff\xa0").contains("byte"));
}

fn names() -> impl Strategy<Value = &'static str> {
    proptest::sample::select(common::FILES.to_vec())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn random_bytes_never_panic(name in names(), bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        let _ = open_with(name, &bytes);
    }

    /// Most of the file is sound, so that the damage is met deep inside.
    #[test]
    fn damage_never_panics(name in names(), at in any::<prop::sample::Index>(), byte in any::<u8>(), cut in any::<bool>()) {
        let mut bytes = common::file(name);
        let at = at.index(bytes.len());
        bytes[at] = byte;
        if cut {
            bytes.truncate(at);
        }
        let _ = open_with(name, &bytes);
    }
}
