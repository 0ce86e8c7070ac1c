//! What the text side does, on a model that is written down here: no download needed.

mod common;

use proptest::prelude::*;
use spacy_runtime::{Doc, Pipeline};
use std::sync::LazyLock;

static PIPELINE: LazyLock<Pipeline> = LazyLock::new(|| {
    let folder = tempfile::tempdir().unwrap();
    common::write_model(folder.path(), &[]);
    Pipeline::open(folder.path()).unwrap()
});

fn words(doc: &Doc) -> Vec<&str> {
    doc.tokens().map(|token| token.text()).collect()
}

#[test]
fn affixes_infixes_exceptions_and_addresses() {
    for (text, expected) in [
        ("(l'été)", &["(", "l'", "été", ")"][..]),
        ("d'eau, 5%.", &["d'", "eau", ",", "5%."]),
        ("+5 +x", &["+5", "+", "x"]),
        ("chat-chien/rat...", &["chat", "-", "chien", "/", "rat", "..."]),
        ("etc.", &["etc."]),
        ("(etc.)", &["(", "etc.", ")"]),
        ("l'an l'année", &["l'an", "l'", "année"]),
        ("https://a-b.fr/x», a", &["https://a-b.fr/x", "»", ",", "a"]),
        ("  a \n b ", &["  ", "a", "\n ", "b"]),
        ("", &[]),
        (" ", &[" "]),
    ] {
        assert_eq!(words(&PIPELINE.parse(text)), expected, "{text:?}");
    }
}

#[test]
fn rules_and_lemmas() {
    let doc = PIPELINE.parse("Deux Chats  noirs");
    let cats = doc.token(1);
    assert_eq!(
        (cats.pos(), cats.lemma(), cats.morph().as_str()),
        ("NOUN", "chat", "Gender=Masc|Number=Plur")
    );
    assert_eq!(cats.morph().get("Number"), Some("Plur"));
    let space = doc.token(2);
    assert_eq!((space.text(), space.tag(), space.pos(), space.is_space()), (" ", "_SP", "SPACE", true));
    assert_eq!(doc.token(0).lemma(), "deux");
}

#[test]
fn offsets_count_bytes_and_code_points() {
    let doc = PIPELINE.parse("Été, d'eau");
    let water = doc.token(3);
    assert_eq!((water.text(), water.start(), water.char_start(), water.char_end()), ("eau", 9, 7, 10));
    assert_eq!(doc.token_at_byte(9).map(|token| token.index()), Some(3));
    assert!(doc.token_at_byte(6).is_none());
}

#[test]
fn a_pipeline_may_be_shared_by_threads() {
    let expected = PIPELINE.parse("Les chats (l'an d'eau)").to_conllu();
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                for _ in 0..50 {
                    assert_eq!(PIPELINE.parse("Les chats (l'an d'eau)").to_conllu(), expected);
                }
            });
        }
    });
}

#[test]
fn pipe_keeps_the_order() {
    let texts: Vec<String> = (0..1000).map(|number| format!("chat {number}")).collect();
    let docs: Vec<Doc> = PIPELINE.pipe(&texts).collect();
    assert_eq!(docs.len(), texts.len());
    assert!(docs.iter().zip(&texts).all(|(doc, text)| doc.text() == text));
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    /// Tokens and the blanks after them are the text, whatever the text is.
    #[test]
    fn no_character_is_lost(text in "[ \\n\u{a0}a-cé0-9.,()'’%+\\-/«»😀\u{300}]{0,60}|\\PC{0,60}") {
        let doc = PIPELINE.parse(&text);
        let mut again = String::new();
        for token in doc.tokens() {
            prop_assert_eq!(token.start(), again.len());
            prop_assert_eq!(token.char_start(), again.chars().count());
            prop_assert!(!token.text().is_empty());
            again.push_str(token.text());
            if token.space_after() {
                again.push(' ');
            }
        }
        prop_assert_eq!(again, text);
    }

    /// What goes out as JSON comes in again.
    #[test]
    fn json_is_faithful(text in "[ a-cé.,()'\\n]{0,40}") {
        let doc = PIPELINE.parse(&text);
        let json = serde_json::to_value(&doc).unwrap();
        let again: Doc = serde_json::from_value(json.clone()).unwrap();
        prop_assert_eq!(serde_json::to_value(&again).unwrap(), json);
    }
}
