//! `depeche read`: documents in, readings out.

use crate::{
    account::{Account, Outcome},
    arguments::{Format, Read},
    exit::{Exit, report},
    joined::{Joined, piece},
    network,
    output::Output,
    print::{self, PIPED_WIDTH},
    progress,
    reader::readers,
    resume::{Begun, Met, Resume},
};
use anyhow::Result;
use copies::Copies;
use readers::{Readers, in_order, threads};
use records::{Document, Reading};
use sources::{Documents, Item, Mark};
use std::{io::IsTerminal, time::Instant};

/// Reads what `depeche read …` names.
///
/// # Errors
/// A language, pack or model that is not there; an output that cannot be written. Documents that cannot be read are
/// no error but [`Exit::SomeBad`].
pub fn run(command: &Read) -> Result<Exit> {
    let inputs = network::inputs(&command.inputs, &command.network, command.reader.offline)?;
    let mut resume = match command.resume.then(|| Resume::begin(command)).transpose()? {
        None => None,
        Some(Begun::Run(resume)) => Some(resume),
        Some(Begun::Done(exit)) => {
            report("all had been read; nothing is left to do");
            return Ok(exit);
        }
    };
    let readers = readers(&command.reader)?;
    let to_terminal = command.output.is_none() && std::io::stdout().is_terminal();
    let width = if to_terminal { print::width() } else { PIPED_WIDTH };

    // Pages that scroll by are progress enough.
    let shown = std::io::stderr().is_terminal() && !to_terminal;
    let total = if shown { sources::total_bytes(&inputs) } else { None };
    let options = command.reader.options(&command.columns);
    let documents = match &resume {
        Some(resume) => Documents::after(inputs, options, resume.mark()),
        None => Documents::new(inputs, options),
    };
    let mut progress = progress::Reading::begin(shown, total, documents.bytes_read());
    let begun = Instant::now();
    let mut number = resume.as_ref().map_or(0, |resume| resume.documents());
    let mut copies = Copies::default();
    let readers = &readers;
    if let Some(resume) = resume.as_ref().filter(|_| number > 0) {
        progress.say(format!("going on after {number} documents"));
        // Copies of them may follow.
        for document in resume.met()? {
            copies.see(&document?);
        }
    }
    // Whose copy a document is depends on those before it: that is told here, where they stand in line.
    let numbered = documents.marked().map(move |(mut item, mark)| {
        if let Item::Document(sourced) = &mut item {
            number += 1;
            // What is not read is nobody's original: nothing in the output would bear its id.
            if let Some(lang) = readers.will_read(&sourced.document) {
                sourced.document.lang = lang;
                sourced.document.copies = copies.see(&sourced.document);
            }
        }
        (number, item, mark)
    });

    let mut out = match &resume {
        Some(resume) => resume.output()?,
        None => Output::open(command.output.as_deref(), command.format == Format::Text)?,
    };
    let mut joined = Joined::new(command.format, width);
    let mut account = resume
        .as_ref()
        .map_or_else(Account::default, |resume| Account::after(resume.exit(), resume.any_read()));
    let work = |(number, item, mark): (usize, Item, Mark)| {
        let sourced = match item {
            Item::Document(sourced) => sourced,
            Item::Problem(problem) => return (mark, Outcome::problem(&problem), None),
        };
        let made = |reading: Reading| piece(&reading, number, command.format, width);
        let outcome = Outcome::of(&sourced.document, &sourced.place, readers, made);
        let unread = matches!(outcome, Outcome::Bad(_) | Outcome::NoReader(..));
        let met = if unread { unread_as(sourced.document, readers) } else { Met::Document };
        (mark, outcome, Some(met))
    };
    in_order(numbered, threads(command.threads), work, |(mark, outcome, met)| {
        if let Some(piece) = account.take(outcome, &progress)? {
            joined.add(piece, &mut out)?;
            progress.document();
        }
        match &mut resume {
            Some(resume) => resume.pass(mark, out.written(), account.exit(), met.unwrap_or(Met::Nothing)),
            None => Ok(()),
        }
    })?;
    account.foreign().into_iter().for_each(|line| progress.say(line));
    joined.finish(&mut out)?;
    match resume {
        Some(resume) => resume.finish(out)?,
        None => out.finish()?,
    }
    let summary = account.summary();
    if command.summary || (shown && summary.documents() > 1) {
        summary.lines(readers.reuse(), begun.elapsed()).into_iter().for_each(|line| progress.say(line));
    }
    Ok(account.exit())
}

/// A document that could not be read, and is worth noting only if later ones were taken for copies of it.
fn unread_as(document: Document, readers: &Readers) -> Met {
    match readers.will_read(&document) {
        Some(_) => Met::Unread(Box::new(document)),
        None => Met::Document,
    }
}
