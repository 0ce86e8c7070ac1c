//! `depeche eval`: readings of annotated dispatches, measured.

use super::{eval_json, eval_others};
use crate::{
    arguments::{Eval, GoldForm, ReaderArguments},
    exit::{Exit, is_no_reader, report},
    json,
    print::{self, FAINT, NAME},
    progress,
    reader::readers,
};
use anstream::ColorChoice;
use anyhow::{Context, Result};
use evaluation::{Bootstrap, Comparison, Found, GoldDocument, GoldSet, Mistake, Readings, Tally};
use page::Words;
use readers::{in_order, threads};
use records::Document;
use std::{
    io::{IsTerminal, Write},
    path::Path,
    sync::{Arc, atomic::AtomicU64},
};

/// Measures what `depeche eval …` names.
///
/// # Errors
/// A language, pack or model that is not there; a file of readings that cannot be read. Faults of gold files, documents
/// that cannot be read and figures below their floors are no error but [`Exit::SomeBad`].
pub fn run(command: &Eval) -> Result<Exit> {
    if command.form != GoldForm::Own {
        return eval_others::run(command);
    }
    let gold = evaluation::load(&command.gold);
    if command.check {
        return check(&gold);
    }
    gold.problems.iter().for_each(report);
    let mut evaluation = Evaluation::new(command)?;
    let all_read = match &command.readings {
        Some(path) => evaluation.of_readings(&gold, path)?,
        None => evaluation.of_reader(&gold, command)?,
    };
    let high_enough = evaluation.finish()?;
    Ok(if gold.problems.is_empty() && all_read && high_enough { Exit::Done } else { Exit::SomeBad })
}

/// `depeche eval --check`: faults alone.
fn check(gold: &GoldSet) -> Result<Exit> {
    let mut out = anstream::stdout().lock();
    for problem in &gold.problems {
        writeln!(out, "{problem}")?;
    }
    if gold.problems.is_empty() {
        let count = gold.documents.len();
        writeln!(out, "{count} document{}, no fault", if count == 1 { "" } else { "s" })?;
        return Ok(Exit::Done);
    }
    Ok(Exit::SomeBad)
}

/// An evaluation under way.
struct Evaluation<'a> {
    command: &'a Eval,
    tally: Tally,
    /// Another version's readings, and what is counted of them.
    against: Option<(Readings, Tally)>,
    /// Whether colours reach somebody's eyes.
    coloured: bool,
    /// Mistakes met with so far; only so many are shown.
    mistakes: usize,
    /// Those to be written as JSON, each with its document's id.
    listed: Vec<(String, Mistake)>,
    /// Whether all readings in files fit their documents.
    fits: bool,
}

impl<'a> Evaluation<'a> {
    fn new(command: &'a Eval) -> Result<Evaluation<'a>> {
        let coloured = anstream::stdout().current_choice() != ColorChoice::Never;
        let against = command.against.as_deref().map(readings).transpose()?;
        let fits = against.as_ref().is_none_or(|readings| readings.problems.is_empty());
        let against = against.map(|readings| (readings, Tally::default()));
        Ok(Evaluation {
            command,
            tally: Tally::default(),
            against,
            coloured,
            mistakes: 0,
            listed: Vec::new(),
            fits,
        })
    }

    /// Measures the readings in a file.
    fn of_readings(&mut self, gold: &GoldSet, path: &Path) -> Result<bool> {
        let readings = readings(path)?;
        self.fits &= readings.problems.is_empty();
        for document in &gold.documents {
            let found = reading_of(&readings, document, &mut self.fits);
            self.add(document, found)?;
        }
        Ok(true)
    }

    /// Reads the documents and measures that; gives whether all could be read.
    fn of_reader(&mut self, gold: &GoldSet, command: &Eval) -> Result<bool> {
        if gold.documents.is_empty() {
            return Ok(true);
        }
        let readers = readers(&command.reader)?;
        // Mistakes that scroll by are progress enough.
        let shown = std::io::stderr().is_terminal() && !(command.errors && std::io::stdout().is_terminal());
        let mut progress = progress::Reading::begin(shown, None, Arc::new(AtomicU64::new(0)));
        let mut all = true;
        let work = |gold: &GoldDocument| {
            let reading = readers.read(&document(gold, &command.reader));
            (gold.place.clone(), reading.map(|done| Found::from(&done.reading)).map_err(anyhow::Error::from))
        };
        let mut documents = gold.documents.iter();
        let mut any_read = false;
        in_order(gold.documents.iter(), threads(command.threads), work, |(place, found)| {
            any_read |= found.is_ok();
            let found = match found {
                // Without a reader nothing will be read, unless other documents were, in another language.
                Err(error) if !any_read && is_no_reader(&error) => return Err(error),
                found => found,
            };
            if let Err(error) = &found {
                progress.say(format_args!("{place}: {error:#}"));
                all = false;
            }
            progress.document();
            documents.next().map_or(Ok(()), |document| self.add(document, found.as_ref().ok()))
        })?;
        Ok(all)
    }

    /// Counts one document and shows what is wrong with its reading.
    fn add(&mut self, document: &GoldDocument, found: Option<&Found>) -> Result<()> {
        let comparison = Comparison::of(&document.expected, found);
        self.tally.add(&comparison);
        if let Some((readings, tally)) = &mut self.against {
            let before = reading_of(readings, document, &mut self.fits);
            tally.add(&Comparison::of(&document.expected, before));
        }
        if !self.command.errors {
            return Ok(());
        }
        let mut mistakes = comparison.mistakes();
        if self.command.fields {
            mistakes.extend(comparison.wrong_fields());
            mistakes.sort_by_key(|mistake| mistake.marked.first().map(|span| span.start));
        }
        let left = self.command.errors_limit.map_or(usize::MAX, |limit| limit.saturating_sub(self.mistakes));
        self.mistakes += mistakes.len();
        mistakes.truncate(left);
        if mistakes.is_empty() {
            return Ok(());
        }
        if self.command.json {
            self.listed.extend(mistakes.into_iter().map(|mistake| (document.gold.id.clone(), mistake)));
            return Ok(());
        }
        let words = Words::of(&document.gold.text);
        let mut page = format!("{NAME}{}{NAME:#}  {FAINT}{}{FAINT:#}\n", document.gold.id, document.place);
        for mistake in &mistakes {
            page.push_str(&print::mistake(mistake, &words, self.coloured));
        }
        page.push('\n');
        anstream::stdout().lock().write_all(page.as_bytes())?;
        Ok(())
    }

    /// Prints the figures; gives whether all are high enough and all readings in files fitted.
    fn finish(self) -> Result<bool> {
        let mut out = anstream::stdout().lock();
        let how = Bootstrap::default();
        let (report, classes) = (&self.tally.report, self.tally.classes.classes());
        let intervals = self.command.intervals.then(|| self.tally.intervals(how));
        let shifts = self.against.as_ref().map(|(_, before)| self.tally.shifts(before, how));
        if self.command.json {
            let written = eval_json::Written {
                report,
                intervals: intervals.as_ref().map(|intervals| eval_json::intervals(report, intervals, how)),
                classes: self
                    .command
                    .by_class
                    .then(|| eval_json::classes(classes, intervals.as_ref().map(|all| &all.classes[..]))),
                against: shifts.as_ref().map(|shifts| eval_json::shifts(shifts)),
                mistakes: self.command.errors.then(|| eval_json::mistakes(&self.listed)),
            };
            out.write_all(&[json::spaced(&written)?, b"\n".to_vec()].concat())?;
        } else {
            let shown = self.command.errors_limit.unwrap_or(usize::MAX);
            if self.mistakes > shown {
                let more = self.mistakes - shown;
                writeln!(out, "{FAINT}… and {more} more (--errors-limit){FAINT:#}\n")?;
            }
            let figures = intervals.as_ref().map(|intervals| &intervals.figures[..]);
            out.write_all(print::figures(report, figures, &self.command.min).as_bytes())?;
            if self.command.by_class {
                let intervals = intervals.as_ref().map(|intervals| &intervals.classes[..]);
                out.write_all(print::classes(classes, intervals).as_bytes())?;
            }
            if let Some(shifts) = &shifts {
                out.write_all(print::shifts(shifts).as_bytes())?;
            }
        }
        out.flush()?;
        let mut high_enough = self.fits;
        for floor in &self.command.min {
            let Some(figure) = report.figure(&floor.key) else { continue };
            if print::is_below(&figure, floor) {
                high_enough = false;
                let share = figure.share;
                crate::exit::report(format_args!(
                    "{} is {} ({}/{}), below its floor of {}",
                    figure.key,
                    print::score(&figure),
                    share.hits,
                    share.of,
                    floor.least
                ));
            }
        }
        Ok(high_enough)
    }
}

/// The readings in a file; what is wrong with it is reported.
fn readings(path: &Path) -> Result<Readings> {
    let readings = evaluation::readings(path).with_context(|| format!("cannot read {}", path.display()))?;
    readings.problems.iter().for_each(report);
    Ok(readings)
}

/// The reading of a document among some; one of another text is reported, and none.
fn reading_of<'r>(readings: &'r Readings, document: &GoldDocument, fits: &mut bool) -> Option<&'r Found> {
    let (place, found) = readings.by_id.get(&document.gold.id)?;
    match found.fits(&document.expected.text) {
        Ok(()) => Some(found),
        Err(error) => {
            report(format_args!("{place}: {}: {error}; not measured", document.gold.id));
            *fits = false;
            None
        }
    }
}

/// What the reader gets to see of an annotated document: what `depeche read` would take from the same file.
fn document(document: &GoldDocument, arguments: &ReaderArguments) -> Document {
    let gold = &document.gold;
    let told = |value: &Option<String>| value.clone().filter(|value| !value.trim().is_empty());
    let published = told(&gold.published).or_else(|| told(&gold.date));
    Document {
        id: gold.id.clone(),
        lang: told(&gold.lang).unwrap_or_else(|| arguments.assumed_lang().to_owned()),
        title: told(&gold.title),
        published: published.and_then(|day| sources::iso_day(&day)).or_else(|| arguments.date.clone()),
        outlet: told(&gold.outlet),
        url: told(&gold.url),
        text: gold.text.clone(),
        ..Document::default()
    }
}
