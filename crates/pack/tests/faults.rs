//! What is wrong in a pack is told by file and line.

use pack::{Error, Pack};
use std::{
    fs,
    path::{Path, PathBuf},
};

/// A copy of the French pack with one file changed, in a folder of its own.
fn changed(name: &str, file: &str, change: impl Fn(&str) -> String) -> PathBuf {
    let from = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../packs/fr");
    let to = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name).join("fr");
    fs::create_dir_all(&to).expect("the test's folder can be made");
    for entry in fs::read_dir(from).expect("the French pack is there").flatten() {
        let path = entry.path();
        if path.extension().is_some_and(|ext| ext == "toml") {
            let text = fs::read_to_string(&path).expect("a pack is text");
            let own = entry.file_name().to_string_lossy() == file;
            let text = if own { change(&text) } else { text };
            fs::write(to.join(entry.file_name()), text).expect("the copy can be written");
        }
    }
    to
}

/// The line and the message of the error that a folder gives; it must name the file.
fn fault(folder: &Path, file: &str) -> (usize, String) {
    match Pack::load(folder) {
        Err(Error::Invalid { file: named, line, message }) => {
            assert!(named.ends_with(file), "{named} is not {file}");
            (line, message)
        }
        other => panic!("expected an invalid pack, got {:?}", other.map(|pack| pack.tag)),
    }
}

#[test]
fn an_unknown_key_is_told_with_its_line() {
    let entry = "[[verb]]\nlemma = \"dire\"\nact = \"say\"\nframs = [\"quote\"]\n";
    let folder = changed("key", "speech.toml", |_| entry.to_owned());
    let (line, message) = fault(&folder, "speech.toml");
    assert_eq!(line, 4);
    assert!(message.contains("frams"), "{message}");
}

#[test]
fn an_impossible_value_is_told_with_its_line() {
    let entry = "\n[[verb]]\nlemma = \"attaquer\"\ntype = \"ASSAUT\"\n";
    let folder = changed("value", "events.toml", |_| entry.to_owned());
    let (line, message) = fault(&folder, "events.toml");
    assert_eq!(line, 4);
    assert!(message.contains("ASSAUT"), "{message}");
}

#[test]
fn an_unknown_frame_says_which_there_are() {
    let entry = "[[verb]]\nlemma = \"dire\"\nact = \"say\"\nframes = [\"claus\"]\n";
    let folder = changed("frame", "speech.toml", |_| entry.to_owned());
    let (line, message) = fault(&folder, "speech.toml");
    assert_eq!(line, 4);
    assert!(message.contains("\"claus\"") && message.contains("clause,"), "{message}");
}

#[test]
fn a_year_of_eleven_months_is_no_year() {
    let folder = changed("months", "dates.toml", |text| text.replacen("[\"mars\"], ", "", 1));
    assert!(fault(&folder, "dates.toml").1.contains("12 months"));
}

#[test]
fn a_missing_file_is_named() {
    let folder = changed("missing", "actors.toml", str::to_owned);
    fs::remove_file(folder.join("actors.toml")).expect("the copy is ours");
    let error = Pack::load(&folder).expect_err("a pack without actors.toml is none");
    assert!(error.to_string().contains("actors.toml"), "{error}");
}
