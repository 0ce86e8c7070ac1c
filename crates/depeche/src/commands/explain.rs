//! `depeche explain`: why a dispatch was read as it was.

use crate::{
    arguments::Explain,
    exit::{Exit, report},
    print,
    reader::readers,
    rules,
};
use anyhow::{Result, bail};
use readers::Readers;
use records::Span;
use sources::{Documents, Input, Item, Sourced};
use std::io::Write;

/// Explains what `depeche explain …` names.
///
/// # Errors
/// A language, pack or model that is not there; an offset at which no sentence stands.
pub fn run(command: &Explain) -> Result<Exit> {
    let readers = readers(&command.reader)?;
    let options = command.reader.options(&[]);
    let mut exit = Exit::Done;
    let mut out = anstream::stdout().lock();
    for item in Documents::new(vec![Input::from_argument(&command.input)], options) {
        match item {
            Item::Document(sourced) => out.write_all(explain(&sourced, &readers, command.at)?.as_bytes())?,
            Item::Problem(problem) => {
                if problem.kind.loses_document() {
                    exit = Exit::SomeBad;
                }
                report(problem);
            }
        }
    }
    Ok(exit)
}

fn explain(sourced: &Sourced, readers: &Readers, at: Option<u32>) -> Result<String> {
    let document = &*readers.told(&sourced.document)?;
    let trace = readers.of(&document.lang)?.trace(document);
    let pack = readers.pack(&document.lang)?;
    let entry = |rule: &str| {
        let places = rules::places(&pack, rule);
        places.iter().map(|place| format!("packs/{}/{place}", pack.tag)).collect::<Vec<_>>().join(", ")
    };
    let wanted = |span: Span| at.is_none_or(|at| span.contains(Span::new(at, at + 1)));
    if let Some(at) = at
        && !trace.sentences.iter().any(|sentence| wanted(sentence.span))
    {
        bail!(
            "{}: no sentence at {at}: the text has {} characters",
            sourced.place,
            document.text.chars().count()
        );
    }
    Ok(print::trace(&trace, |sentence| wanted(sentence.span), entry, print::width()))
}
