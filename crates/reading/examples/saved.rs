//! Reads JSON documents over saved parses: `cargo run --example saved -- PARSES.conllu FILE.json… > readings.jsonl`
use reading::{Reader, parse::SavedParses};

fn main() {
    let mut args = std::env::args().skip(1);
    let parses = std::fs::read_to_string(args.next().unwrap()).unwrap();
    let pack = pack::Pack::embedded("fr").unwrap().unwrap();
    let reader =
        Reader::with_parser(std::sync::Arc::new(pack), Box::new(SavedParses::from_conllu(&parses).unwrap()));
    for path in args {
        let value: serde_json::Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
        let text = |key: &str| value[key].as_str().map(str::to_owned);
        let document = records::Document {
            id: text("id").unwrap(),
            text: text("text").unwrap(),
            title: text("title"),
            published: text("date"),
            lang: "fr".into(),
            ..Default::default()
        };
        if std::env::var_os("TRACE").is_some() {
            let trace = reader.trace(&document);
            for candidate in trace.candidates {
                let words: Vec<_> =
                    candidate.content.iter().filter_map(|span| span.slice(&document.text)).collect();
                let cue = candidate.cue.and_then(|span| span.slice(&document.text));
                println!(
                    "{:?} {} {:?} [{}] {} {:?}",
                    words, candidate.rule, cue, candidate.note, candidate.score, candidate.dropped
                );
            }
            continue;
        }
        println!("{}", serde_json::to_string(&reader.read(&document)).unwrap());
    }
}
