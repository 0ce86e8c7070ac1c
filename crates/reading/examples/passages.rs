//! Prints the passages that a parser would be given, one JSON object a line: `cargo run --example passages -- FILE.json…`
use reading::{
    page::Page,
    parse::{Parser, Passage, Token},
};
use std::sync::Mutex;

struct Recorder(Mutex<Vec<Passage>>);
impl Parser for Recorder {
    fn parse(&self, passages: &[Passage]) -> Vec<Vec<Token>> {
        self.0.lock().unwrap().extend_from_slice(passages);
        vec![Vec::new(); passages.len()]
    }
}

fn main() {
    let pack = pack::Pack::embedded("fr").unwrap().unwrap();
    let recorder = Recorder(Mutex::default());
    for path in std::env::args().skip(1) {
        let value: serde_json::Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
        let text = |key: &str| value[key].as_str().map(str::to_owned);
        let document = records::Document {
            text: text("text").unwrap(),
            title: text("title"),
            lang: "fr".into(),
            ..Default::default()
        };
        Page::lay_out(&document, &pack, &recorder);
    }
    for passage in recorder.0.into_inner().unwrap() {
        let unbroken: Vec<_> = passage
            .unbroken
            .iter()
            .map(|r| (passage.text[..r.start].chars().count(), passage.text[..r.end].chars().count()))
            .collect();
        println!("{}", serde_json::json!({"text": passage.text, "unbroken": unbroken}));
    }
}
