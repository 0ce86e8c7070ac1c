//! How long telling takes, on files of plain text: `cargo run --release -p depeche-language --example cost FILE…`

use language::Languages;
use std::{fs, hint::black_box, time::Instant};

const TIMES: u32 = 20;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let languages = Languages::of(["en", "es", "fr"]);
    let texts: Vec<String> = std::env::args().skip(1).map(fs::read_to_string).collect::<Result<_, _>>()?;
    let words: usize = texts.iter().map(|text| text.split_whitespace().count()).sum();
    let start = Instant::now();
    for text in (0..TIMES).flat_map(|_| &texts) {
        black_box((languages.tell(text), languages.foreign(text, "fr")));
    }
    println!("{} texts, {words} words: {:?}", texts.len(), start.elapsed() / TIMES);
    Ok(())
}
