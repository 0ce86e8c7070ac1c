//! `depeche read`: documents in, readings out.

use crate::{
    arguments::{Format, Read},
    exit::{Exit, is_no_reader, report},
    in_order::{in_order, threads},
    joined::{Joined, Piece, piece},
    network,
    output::Output,
    print::{self, PIPED_WIDTH},
    progress,
    readers::Readers,
    resume::{Begun, Met, Resume},
    summary::Summary,
};
use anyhow::Result;
use copies::Copies;
use records::{Document, Extent};
use sources::{Documents, Item, Mark, Sourced};
use std::{collections::BTreeMap, io::IsTerminal, time::Instant};

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
    let readers = Readers::new(&command.reader)?;
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
    let mut exit = resume.as_ref().map_or(Exit::Done, |resume| resume.exit());
    let mut summary = Summary::default();
    let mut foreign = BTreeMap::<String, u64>::new();
    let mut any_read = resume.as_ref().is_some_and(|resume| resume.any_read());
    let work = |(number, item, mark): (usize, Item, Mark)| {
        (mark, outcome(item, number, readers, command.format, width))
    };
    in_order(numbered, threads(command.threads), work, |(mark, outcome)| {
        let mut met = Met::Nothing;
        match outcome {
            Outcome::Read { piece, extent, unread } => {
                met = Met::Document;
                any_read = true;
                summary.add(extent);
                unread.into_iter().for_each(|message| progress.say(message));
                joined.add(piece, &mut out)?;
                progress.document();
            }
            Outcome::Odd(message) => progress.say(message),
            Outcome::Foreign(lang) => {
                met = Met::Document;
                *foreign.entry(lang).or_default() += 1;
            }
            Outcome::Bad(message, document) => {
                summary.add_bad();
                progress.say(message);
                exit = Exit::SomeBad;
                met = document.map_or(Met::Nothing, |document| unread(*document, readers));
            }
            // Nothing will be read without a reader, unless other documents were, in another language.
            Outcome::NoReader(_, error) if !any_read => return Err(error),
            Outcome::NoReader(sourced, error) => {
                summary.add_bad();
                progress.say(format!("{}: {error:#}", sourced.place));
                exit = Exit::SomeBad;
                met = unread(sourced.document, readers);
            }
        }
        match &mut resume {
            Some(resume) => resume.pass(mark, out.written(), exit, met),
            None => Ok(()),
        }
    })?;
    if !foreign.is_empty() {
        let told: Vec<String> = foreign.iter().map(|(lang, count)| format!("{count} {lang}")).collect();
        progress
            .say(format!("pages of archives in languages without a pack, passed over: {}", told.join(", ")));
    }
    joined.finish(&mut out)?;
    match resume {
        Some(resume) => resume.finish(out)?,
        None => out.finish()?,
    }
    if command.summary || (shown && summary.documents() > 1) {
        summary.lines(readers.reuse(), begun.elapsed()).into_iter().for_each(|line| progress.say(line));
    }
    Ok(exit)
}

/// What became of one item of the input.
enum Outcome {
    /// A document was read.
    Read {
        /// How its reading is written.
        piece: Piece,
        /// How much of an earlier one it carries.
        extent: Option<Extent>,
        /// What of it was passed over.
        unread: Option<String>,
    },
    /// Something about the input is odd, but loses nothing.
    Odd(String),
    /// A page of an archive is in this language, for which there is no pack. Archives hold pages in all languages, so that it is no
    /// fault of anybody's, and worth a number only.
    Foreign(String),
    /// A document could not be read, this one or one that the input does not even hold whole.
    Bad(String, Option<Box<Document>>),
    /// There is no reader for its language.
    NoReader(Box<Sourced>, anyhow::Error),
}

/// A document that could not be read, and is worth noting only if later ones were taken for copies of it.
fn unread(document: Document, readers: &Readers) -> Met {
    match readers.will_read(&document) {
        Some(_) => Met::Unread(Box::new(document)),
        None => Met::Document,
    }
}

fn outcome(item: Item, number: usize, readers: &Readers, format: Format, width: usize) -> Outcome {
    let sourced = match item {
        Item::Document(sourced) => sourced,
        Item::Problem(problem) if problem.kind.loses_document() => {
            return Outcome::Bad(problem.to_string(), None);
        }
        Item::Problem(problem) => return Outcome::Odd(problem.to_string()),
    };
    if sourced.document.source.is_some()
        && let Some(lang) = readers.foreign(&sourced.document)
    {
        return Outcome::Foreign(lang);
    }
    let read = readers.read(&sourced.document);
    match read.and_then(|done| Ok((piece(&done.reading, number, format, width)?, done.unread))) {
        Ok((piece, unread)) => Outcome::Read {
            piece,
            // The first of them says the most.
            extent: sourced.document.copies.first().map(|copy| copy.extent),
            unread: unread.map(|what| format!("{}: {what}", sourced.place)),
        },
        Err(error) if is_no_reader(&error) => Outcome::NoReader(Box::new(sourced), error),
        Err(error) => Outcome::Bad(format!("{}: {error:#}", sourced.place), Some(Box::new(sourced.document))),
    }
}
