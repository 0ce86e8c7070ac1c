//! Reads documents over saved parses, with any pack and without a model:
//!
//! ```text
//! cargo run -p depeche-reading --example saved -- PACK PARSES.conllu FILE…
//! ```
//!
//! `PACK` is the pack's folder, `PARSES.conllu` holds a parse of every paragraph (Universal Dependencies; what the format must
//! have stands at `SavedParses`), `FILE` is a text, or a document as JSON (`id`, `date`, `title`, `text`). The reading is printed
//! as JSON, a line a document; with `TRACE` in the environment, instead every proposed statement with its fate. A paragraph
//! without a parse is told, as the parser would be given it.

use reading::{
    Reader,
    parse::{Parser, Passage, SavedParses, Token},
};
use std::{env, error::Error, fs, path::Path, sync::Arc};

struct Told(SavedParses);

impl Parser for Told {
    fn parse(&self, passages: &[Passage]) -> Vec<Vec<Token>> {
        for passage in passages.iter().filter(|passage| !self.0.knows(&passage.text)) {
            eprintln!("no parse of: {}", passage.text);
        }
        self.0.parse(passages)
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = env::args().skip(1);
    let (Some(pack), Some(parses)) = (arguments.next(), arguments.next()) else {
        return Err("usage: saved PACK PARSES.conllu FILE…".into());
    };
    let pack = Arc::new(pack::Pack::load(Path::new(&pack))?);
    let saved = SavedParses::from_conllu(&fs::read_to_string(&parses)?)
        .map_err(|error| format!("{parses}: {error}"))?;
    let reader = Reader::with_parser(Arc::clone(&pack), Box::new(Told(saved)));
    for path in arguments {
        let document = document(Path::new(&path), &pack.tag)?;
        if env::var_os("TRACE").is_some() {
            trace(&reader, &document);
        } else {
            println!("{}", serde_json::to_string(&reader.read(&document))?);
        }
    }
    Ok(())
}

/// A document of a file: JSON by its ending, else the text as it stands.
fn document(path: &Path, lang: &str) -> Result<records::Document, Box<dyn Error>> {
    let read = fs::read_to_string(path)?;
    let id = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let plain = records::Document { id, lang: lang.to_owned(), ..Default::default() };
    if path.extension().is_none_or(|ending| ending != "json") {
        return Ok(records::Document { text: read, ..plain });
    }
    let value: serde_json::Value = serde_json::from_str(&read)?;
    let field = |key: &str| value[key].as_str().map(str::to_owned);
    Ok(records::Document {
        id: field("id").unwrap_or(plain.id),
        text: field("text").ok_or("no text")?,
        title: field("title"),
        published: field("date"),
        lang: plain.lang,
        ..Default::default()
    })
}

fn trace(reader: &Reader, document: &records::Document) {
    for candidate in reader.trace(document).candidates {
        let words: Vec<_> = candidate.content.iter().filter_map(|span| span.slice(&document.text)).collect();
        let cue = candidate.cue.and_then(|span| span.slice(&document.text));
        println!(
            "{:?} {} {:?} [{}] {} {:?}",
            words, candidate.rule, cue, candidate.note, candidate.score, candidate.dropped
        );
    }
}
