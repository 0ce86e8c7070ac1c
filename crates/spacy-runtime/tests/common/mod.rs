//! A model small enough to write down: a tokenizer, a ruler and a lemmatizer, no networks.

#![allow(dead_code, reason = "each test file uses a part of it")]

use rmpv::Value;
use std::fs;
use std::path::Path;

/// The files of the model.
pub const FILES: [&str; 6] = [
    "config.cfg",
    "tokenizer",
    "vocab/lookups.bin",
    "vocab/key2row",
    "attribute_ruler/patterns",
    "lemmatizer/lookups/lookups.bin",
];

/// The bytes of one of the model's [`FILES`].
pub fn file(name: &str) -> Vec<u8> {
    let value = match name {
        "config.cfg" => return CONFIG.as_bytes().to_vec(),
        "tokenizer" => map([
            ("prefix_search", "^[(«\"]|^\\+(?![0-9])|^(?:(d|l)['’])(?=[a-zé])".into()),
            ("suffix_search", "[)»\",]$|\\.\\.+$|(?<=[0-9])%$|(?<=[a-zé])\\.$".into()),
            ("infix_finditer", "\\.\\.+|(?<=[a-zé])[-/](?=[a-zé])".into()),
            ("token_match", Value::Nil),
            ("url_match", "(?u)^https?://\\S+$".into()),
            ("exceptions", map([("etc.", token("etc.", None)), ("l'an", token("l'an", Some("an")))])),
            ("faster_heuristics", true.into()),
        ]),
        "vocab/lookups.bin" => map([("lexeme_norm", Value::Map(vec![(7.into(), "sept".into())]))]),
        "vocab/key2row" => Value::Map(vec![(12.into(), 3.into()), (u64::MAX.into(), 0.into())]),
        "attribute_ruler/patterns" => Value::Array(vec![
            rule([("LOWER", "chats".into())], [("POS", "NOUN"), ("MORPH", "Number=Plur|Gender=Masc")]),
            rule([("IS_SPACE", true.into())], [("POS", "SPACE"), ("TAG", "_SP")]),
            rule([("POS", "NOUN".into())], [("LEMMA", "never: rules see what was there before")]),
        ]),
        "lemmatizer/lookups/lookups.bin" => {
            let noun = 16833663260455505849u64;
            map([
                ("lemma_rules", by_id(noun, Value::Array(vec![pair("s", "")]))),
                ("lemma_exc", by_id(noun, map([("yeux", Value::Array(vec!["œil".into()]))]))),
                ("lemma_index", by_id(noun, Value::Array(vec!["chat".into()]))),
            ])
        }
        other => panic!("no file {other}"),
    };
    let mut bytes = Vec::new();
    rmpv::encode::write_value(&mut bytes, &value).unwrap();
    bytes
}

const CONFIG: &str = r#"
[nlp]
lang = "xx"
pipeline = ["attribute_ruler","lemmatizer"]
disabled = []
tokenizer = {"@tokenizers":"spacy.Tokenizer.v1"}

[components]

[components.attribute_ruler]
factory = "attribute_ruler"

[components.lemmatizer]
factory = "lemmatizer"
mode = "rule"
overwrite = false
"#;

fn map<const N: usize>(entries: [(&str, Value); N]) -> Value {
    Value::Map(entries.into_iter().map(|(key, value)| (key.into(), value)).collect())
}

fn by_id(id: u64, value: Value) -> Value {
    Value::Map(vec![(id.into(), value)])
}

fn pair(old: &str, new: &str) -> Value {
    Value::Array(vec![old.into(), new.into()])
}

/// An exception of one token; 65 is ORTH, 67 NORM.
fn token(form: &str, norm: Option<&str>) -> Value {
    let mut attributes: Vec<(Value, Value)> = vec![(65.into(), form.into())];
    attributes.extend(norm.map(|norm| (67.into(), norm.into())));
    Value::Array(vec![Value::Map(attributes)])
}

fn rule<const N: usize, const M: usize>(token: [(&str, Value); N], attrs: [(&str, &str); M]) -> Value {
    let attrs = attrs.map(|(name, value)| (name, value.into()));
    let patterns = Value::Array(vec![Value::Array(vec![map(token)])]);
    map([("patterns", patterns), ("attrs", map(attrs)), ("index", 0.into())])
}

/// Writes the model to a folder, with the bytes of some files replaced.
pub fn write_model(folder: &Path, replaced: &[(&str, &[u8])]) {
    for name in FILES {
        let bytes = match replaced.iter().find(|(other, _)| *other == name) {
            Some((_, bytes)) => bytes.to_vec(),
            None => file(name),
        };
        let path = folder.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
}
