//! `depeche knowledge build`: an index of persons and organisations out of a Wikidata dump.

use crate::{
    arguments::KnowledgeBuild,
    exit::{Exit, report},
    progress,
};
use anyhow::{Context, Result};
use people::wikidata::{Built, Dump, build};
use std::io::IsTerminal;

/// Makes the index that `depeche knowledge build …` names.
///
/// # Errors
/// A dump that cannot be read or is none, an output that cannot be written.
pub fn run(command: &KnowledgeBuild) -> Result<Exit> {
    let file = command.wikidata.display();
    let dump = Dump::open(&command.wikidata).with_context(|| file.to_string())?;
    let shown = std::io::stderr().is_terminal();
    let mut bar = progress::Reading::begin(shown, dump.total(), dump.bytes_read());
    let built =
        build(dump, &command.output, |entities| bar.entities(entities)).with_context(|| file.to_string());
    drop(bar);
    let Built { entities, persons, organisations, offices, broken, named } = built?;
    for (line, what) in &named {
        report(format_args!("{file}:{line}: {what}"));
    }
    if broken > named.len() as u64 {
        report(format_args!("{file}: {} more lines are broken", broken - named.len() as u64));
    }
    report(format_args!(
        "{}: {persons} persons, {organisations} organisations and {offices} offices of {entities} entities",
        command.output.display()
    ));
    Ok(if broken == 0 { Exit::Done } else { Exit::SomeBad })
}
