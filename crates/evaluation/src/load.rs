//! Gold files and files of readings, and what is wrong with them.

use crate::{Expected, Fault, Found, Gold, check};
use serde::de::DeserializeOwned;
use std::{
    collections::BTreeMap,
    fmt, fs, io,
    path::{Path, PathBuf},
};

/// An annotated document without a fault.
#[derive(Debug, Clone, PartialEq)]
pub struct GoldDocument {
    /// Where it stands.
    pub place: Place,
    /// As its file has it.
    pub gold: Gold,
    /// What it expects of a reading.
    pub expected: Expected,
}

/// The annotated documents of some files.
#[derive(Debug, Default)]
pub struct GoldSet {
    /// Those without a fault, in order.
    pub documents: Vec<GoldDocument>,
    /// All faults, in order.
    pub problems: Vec<Problem>,
}

/// Where something stands; displays as `path:line`, or `path` where the whole file is meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The file.
    pub path: PathBuf,
    /// Line, counted from 1.
    pub line: Option<u64>,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            Some(line) => write!(f, "{}:{line}", self.path.display()),
            None => write!(f, "{}", self.path.display()),
        }
    }
}

/// One thing wrong with a file; displays as `path:line: message`.
#[derive(Debug, thiserror::Error)]
#[error("{place}: {kind}")]
pub struct Problem {
    /// Where.
    pub place: Place,
    /// What.
    pub kind: ProblemKind,
}

/// The kinds of things that can be wrong with a file.
#[derive(Debug, thiserror::Error)]
pub enum ProblemKind {
    /// It cannot be opened or read.
    #[error("{0}")]
    Unreadable(io::Error),
    /// The folder holds no gold file.
    #[error("no .json file in this folder")]
    NothingToRead,
    /// It is not UTF-8.
    #[error("not UTF-8")]
    NotUtf8,
    /// It is not JSON, or JSON of another form.
    #[error("{message} (column {column})")]
    NotOfForm {
        /// What was expected, and what stands there.
        message: String,
        /// Column of the line, in bytes counted from 1.
        column: usize,
    },
    /// It is JSON, but no object.
    #[error("not a JSON object")]
    NotAnObject,
    /// A field or code is wrong.
    #[error(transparent)]
    Fault(#[from] Fault),
}

/// Reads and checks annotated documents.
///
/// A folder stands for the `.json` files in it, in order of name (folders within are not entered). A `.jsonl` or `.ndjson`
/// file holds a document a line, any other file one document.
pub fn load(paths: &[PathBuf]) -> GoldSet {
    let mut set = GoldSet::default();
    for path in paths {
        match files(path) {
            Ok(files) => files.iter().for_each(|file| add_file(&mut set, file)),
            Err(kind) => set.problems.push(Problem { place: whole(path), kind }),
        }
    }
    set
}

/// Readings by the id of their document.
#[derive(Debug, Default)]
pub struct Readings {
    /// Of several readings of one document the last.
    pub by_id: BTreeMap<String, (Place, Found)>,
    /// Lines that are no readings.
    pub problems: Vec<Problem>,
}

/// Reads a file with one reading a line, in the form of the crate `records`.
///
/// # Errors
/// When the file cannot be read. Single lines that are no readings are among the problems.
pub fn readings(path: &Path) -> io::Result<Readings> {
    let bytes = fs::read(path)?;
    let mut readings = Readings::default();
    for (place, line) in lines(path, &bytes) {
        match object::<Found>(&place, line) {
            Ok(found) => {
                readings.by_id.insert(found.document.id.clone(), (place, found));
            }
            Err(problem) => readings.problems.push(problem),
        }
    }
    Ok(readings)
}

/// The gold files that a path stands for.
fn files(path: &Path) -> Result<Vec<PathBuf>, ProblemKind> {
    if !path.is_dir() {
        return Ok(vec![path.to_owned()]);
    }
    let entries: io::Result<Vec<_>> = fs::read_dir(path).and_then(Iterator::collect);
    let paths = entries.map_err(ProblemKind::Unreadable)?.into_iter().map(|entry| entry.path());
    let mut files: Vec<PathBuf> = paths.filter(|path| is_gold_file(path)).collect();
    files.sort();
    if files.is_empty() { Err(ProblemKind::NothingToRead) } else { Ok(files) }
}

fn is_gold_file(path: &Path) -> bool {
    let hidden = path.file_name().is_some_and(|name| name.as_encoded_bytes().starts_with(b"."));
    path.extension().is_some_and(|extension| extension == "json") && !hidden
}

fn add_file(set: &mut GoldSet, path: &Path) {
    let bytes = match fs::read(path) {
        Ok(bytes) => bytes,
        Err(error) => {
            set.problems.push(Problem { place: whole(path), kind: ProblemKind::Unreadable(error) });
            return;
        }
    };
    let has_lines = path.extension().is_some_and(|extension| extension == "jsonl" || extension == "ndjson");
    let documents = if has_lines { lines(path, &bytes) } else { vec![(whole(path), bytes.as_slice())] };
    for (place, json) in documents {
        match object::<Gold>(&place, json) {
            Ok(gold) => match check(&gold) {
                Ok(expected) => set.documents.push(GoldDocument { place, gold, expected }),
                Err(faults) => {
                    let problem = |fault: Fault| Problem { place: place.clone(), kind: fault.into() };
                    set.problems.extend(faults.into_iter().map(problem));
                }
            },
            Err(problem) => set.problems.push(problem),
        }
    }
}

/// The lines with something in them, and where each stands.
fn lines<'a>(path: &Path, bytes: &'a [u8]) -> Vec<(Place, &'a [u8])> {
    let numbered = (1..).zip(bytes.split(|byte| *byte == b'\n'));
    numbered
        .filter(|(_, line)| !line.trim_ascii().is_empty())
        .map(|(number, line)| (Place { path: path.to_owned(), line: Some(number) }, line))
        .collect()
}

/// One JSON object.
fn object<T: DeserializeOwned>(place: &Place, json: &[u8]) -> Result<T, Problem> {
    let problem = |place: &Place, kind| Err(Problem { place: place.clone(), kind });
    let json = json.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(json);
    if std::str::from_utf8(json).is_err() {
        return problem(place, ProblemKind::NotUtf8);
    }
    // Asked first: a struct would also be read from an array, by position.
    if !json.trim_ascii_start().starts_with(b"{") {
        return problem(place, ProblemKind::NotAnObject);
    }
    serde_json::from_slice(json).or_else(|error| {
        let whole = error.to_string();
        let message =
            whole.rsplit_once(" at line ").map_or(whole.as_str(), |(message, _)| message).to_owned();
        // Lines count from where the object begins.
        let line = place.line.unwrap_or(1) + (error.line() as u64).saturating_sub(1);
        let at = Place { path: place.path.clone(), line: Some(line) };
        problem(&at, ProblemKind::NotOfForm { message, column: error.column() })
    })
}

fn whole(path: &Path) -> Place {
    Place { path: path.to_owned(), line: None }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SOUND: &str = r#"{"id": "a", "text": "Oui.", "statements": [], "events": []}"#;

    /// Writes files into a fresh folder, loads some of them, and tells ids and problems without the folder.
    fn loaded(files: &[(&str, &str)], paths: &[&str]) -> (Vec<String>, Vec<String>) {
        let folder = tempfile::tempdir().unwrap();
        for (name, text) in files {
            let path = folder.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        let paths: Vec<PathBuf> = paths.iter().map(|path| folder.path().join(path)).collect();
        let set = load(&paths);
        let prefix = format!("{}/", folder.path().display());
        let ids = set.documents.iter().map(|document| document.gold.id.clone()).collect();
        (ids, set.problems.iter().map(|problem| problem.to_string().replace(&prefix, "")).collect())
    }

    #[test]
    fn a_folder_stands_for_its_json_files_in_order() {
        let of = |id: &str| SOUND.replace("\"a\"", &format!("\"{id}\""));
        let files = [
            ("b.json", of("b")),
            ("a.json", of("a")),
            ("c/d.json", of("d")),
            (".e.json", of("e")),
            ("readings.jsonl", of("f")),
            ("notes.txt", "no gold".to_owned()),
        ];
        let files: Vec<(&str, &str)> = files.iter().map(|(name, text)| (*name, text.as_str())).collect();
        assert_eq!(loaded(&files, &[""]).0, ["a", "b"]);
        assert_eq!(loaded(&files, &["c", "readings.jsonl", ""]).0, ["d", "f", "a", "b"]);
        assert_eq!(loaded(&[("c/x.txt", "")], &["c"]).1, ["c: no .json file in this folder"]);
    }

    #[test]
    fn a_bad_file_is_told_with_its_place_and_costs_no_other() {
        let (ids, problems) = loaded(
            &[
                ("a.json", SOUND),
                ("b.json", "{\n \"id\": \"b\",\n oops"),
                ("c.json", "[]"),
                ("d.json", "{\"id\": \"d\", \"text\": \"\", \"events\": []}"),
                (
                    "e.json",
                    "{\n\"id\": \"e\", \"text\": \"Oui.\", \"events\": [],\n\"statements\": [{\"cue\":\n 5}]}",
                ),
            ],
            &["missing.json", "", "a.json"],
        );
        assert_eq!(ids, ["a", "a"]);
        assert_eq!(problems[0].split(": ").next(), Some("missing.json"));
        assert_eq!(problems[1], "b.json:3: key must be a string (column 2)");
        assert_eq!(problems[2], "c.json: not a JSON object");
        assert!(problems[3].starts_with("d.json:1: missing field `statements` (column "), "{}", problems[3]);
        assert!(problems[4].starts_with("e.json:4: expected words of the text"), "{}", problems[4]);
        assert_eq!(problems.len(), 5);
    }

    #[test]
    fn a_byte_order_mark_may_stand_before_everything() {
        assert_eq!(loaded(&[("a.json", &format!("\u{feff}{SOUND}"))], &["a.json"]).0, ["a"]);
    }

    #[test]
    fn a_line_is_a_document_in_jsonl() {
        let faulty = r#"{"id": "b", "text": "Oui.", "statements": [], "events": [{"trigger": "non", "type": "AID", "status": "occurred"}]}"#;
        let file = format!("{SOUND}\n\n{faulty}\r\n{{\"id\"\n");
        let (ids, problems) = loaded(&[("gold.jsonl", &file)], &["gold.jsonl"]);
        assert_eq!(ids, ["a"]);
        assert_eq!(problems[0], "gold.jsonl:3: b event 0 trigger: not in the text: \"non\"");
        assert!(
            problems[1].starts_with("gold.jsonl:4: EOF while parsing an object (column"),
            "{}",
            problems[1]
        );
    }

    #[test]
    fn of_two_readings_of_a_document_the_last_counts() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("readings.jsonl");
        let line =
            |name: &str| format!("{{\"document\": {{\"id\": \"a\"}}, \"actors\": [{{\"id\": \"{name}\"}}]}}");
        fs::write(&path, format!("{}\n12\n{}\n\n", line("x"), line("y"))).unwrap();
        let readings = readings(&path).unwrap();
        assert_eq!(readings.by_id["a"].1.actors[0].id, "y");
        assert_eq!(readings.by_id["a"].0.line, Some(3));
        assert!(readings.problems[0].to_string().ends_with("readings.jsonl:2: not a JSON object"));
    }
}
