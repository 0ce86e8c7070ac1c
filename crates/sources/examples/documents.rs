//! Counts the documents of files and folders, and does nothing else with them: what finding them takes is what this takes.
//!
//!     cargo run --release -p depeche-sources --example documents -- crawl.warc.gz

use sources::{Documents, Input, Item, Options};
use std::{collections::BTreeMap, path::Path, time::Instant};

fn main() {
    let inputs: Vec<Input> =
        std::env::args().skip(1).map(|path| Input::from_argument(Path::new(&path))).collect();
    let begun = Instant::now();
    let (mut documents, mut characters, mut problems) = (0u64, 0usize, BTreeMap::<String, u64>::new());
    for item in Documents::new(inputs, Options::default()) {
        match item {
            Item::Document(sourced) => {
                documents += 1;
                characters += sourced.document.text.chars().count();
            }
            Item::Problem(problem) => *problems.entry(format!("{:?}", problem.kind)).or_default() += 1,
        }
    }
    let seconds = begun.elapsed().as_secs_f64();
    println!(
        "{documents} documents, {characters} characters, in {seconds:.1} s, {:.1} a second",
        documents as f64 / seconds
    );
    for (kind, count) in problems {
        println!("{kind}: {count}");
    }
}
