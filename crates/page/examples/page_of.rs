//! Writes a page of saved readings: `cargo run -p depeche-page --example page_of < readings.jsonl > page.html`.

use page::{ENGLISH, Section};
use std::{
    error::Error,
    io::{self, BufRead, BufWriter},
};

fn main() -> Result<(), Box<dyn Error>> {
    let mut sections = Vec::new();
    for (number, line) in io::stdin().lock().lines().enumerate() {
        let reading: records::Reading = serde_json::from_str(&line?)?;
        sections.push(Section::of(&reading, &format!("d{}", number + 1), &ENGLISH)?);
    }
    page::write(&sections, &ENGLISH, &mut BufWriter::new(io::stdout().lock()))?;
    Ok(())
}
