//! `depeche eval --form plover|brat`: readings measured by annotations in others' forms.

use super::eval_json;
use crate::{
    arguments::{Eval, GoldForm},
    exit::Exit,
    print::{self, FAINT, NAME},
    reader::readers,
};
use anyhow::{Context, Result};
use evaluation::{
    Bootstrap, Brat, BratDocument, Figure, Found, Plover, PloverDocument, Sample, load_brat, load_plover,
};
use readers::{in_order, threads};
use records::{Document, Reading};
use std::{collections::BTreeSet, io::Write};

/// Measures; exit code 1 where a figure is below its floor.
///
/// # Errors
/// Annotations that cannot be read; a language, pack or model that is not there.
pub fn run(command: &Eval) -> Result<Exit> {
    // What each document adds by itself, for intervals.
    let mut sample = Sample::default();
    let mut keep =
        |figures: Vec<Figure>| sample.push(figures.into_iter().map(|figure| figure.share).collect());
    let (read, documents, figures) = match command.form {
        GoldForm::Plover => {
            let documents = load_plover(&command.gold)?;
            let part = command.part;
            let chosen = documents.iter().filter(|one| part.is_none_or(|part| part.holds(&one.id)));
            let mut sheet = Plover::default();
            each(command, chosen, plover_document, |document, reading| {
                let found = reading.as_ref().map(Found::from);
                sheet.add(document, found.as_ref());
                let mut alone = Plover::default();
                alone.add(document, found.as_ref());
                keep(alone.figures());
                if command.errors { beside(document, reading.as_ref()) } else { Ok(()) }
            })?;
            (sheet.read, sheet.documents, sheet.figures())
        }
        _ => {
            let documents = load_brat(&command.gold, command.part)?;
            let cues = cues(command)?;
            let mut sheet = Brat::new(cues.clone());
            each(command, documents.iter(), brat_document, |document, reading| {
                let found = reading.as_ref().map(Found::from);
                sheet.add(document, found.as_ref());
                let mut alone = Brat::new(cues.clone());
                alone.add(document, found.as_ref());
                keep(alone.figures());
                Ok(())
            })?;
            (sheet.read, sheet.documents, sheet.figures())
        }
    };
    let intervals = command.intervals.then(|| sample.intervals(Bootstrap::default()));
    let mut out = anstream::stdout().lock();
    if command.json {
        let mut json: serde_json::Map<String, serde_json::Value> =
            figures.iter().map(|figure| (figure.key.to_owned(), figure.value.into())).collect();
        if let Some(intervals) = &intervals {
            let of = eval_json::by_figure(&figures, intervals);
            json.insert("intervals".into(), serde_json::to_value(of)?);
        }
        writeln!(out, "{}", serde_json::to_string(&json)?)?;
    } else {
        writeln!(out, "{read} of {documents} documents read\n")?;
        out.write_all(print::sheet(&figures, intervals.as_deref(), &command.min).as_bytes())?;
    }
    out.flush()?;
    let low = |figure: &Figure| {
        command.min.iter().any(|floor| floor.key == figure.key && print::is_below(figure, floor))
    };
    Ok(if figures.iter().any(low) { Exit::SomeBad } else { Exit::Done })
}

/// Reads all documents, in order, and hands each over with its reading.
fn each<'g, T: Sync + 'g>(
    command: &Eval,
    documents: impl Iterator<Item = &'g T> + Clone + Send,
    text: impl Fn(&T, &str) -> Document + Sync,
    mut add: impl FnMut(&T, Option<Reading>) -> Result<()>,
) -> Result<()> {
    let readers = readers(&command.reader)?;
    let mut left = documents.clone();
    let work = |document: &T| {
        readers.read(&text(document, command.reader.assumed_lang())).ok().map(|done| done.reading)
    };
    in_order(documents, threads(command.threads), work, |reading| {
        left.next().map_or(Ok(()), |document| add(document, reading))
    })
}

fn plover_document(document: &PloverDocument, lang: &str) -> Document {
    Document {
        id: document.id.clone(),
        lang: document.lang.clone().unwrap_or_else(|| lang.to_owned()),
        published: document.date.clone(),
        text: document.text.clone(),
        ..Document::default()
    }
}

fn brat_document(document: &BratDocument, lang: &str) -> Document {
    Document {
        id: document.id.clone(),
        lang: lang.to_owned(),
        text: document.text.clone(),
        ..Document::default()
    }
}

/// The words of `--cues`.
fn cues(command: &Eval) -> Result<BTreeSet<String>> {
    let Some(path) = &command.cues else { return Ok(BTreeSet::new()) };
    let text = std::fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
    Ok(text.lines().map(|line| line.trim().to_lowercase()).filter(|word| !word.is_empty()).collect())
}

/// A sentence with what is told of it and what was read, for `--errors`.
fn beside(document: &PloverDocument, reading: Option<&Reading>) -> Result<()> {
    let mut out = anstream::stdout().lock();
    writeln!(out, "{NAME}{}{NAME:#}  {}", document.id, document.text)?;
    for event in &document.events {
        let party = |party: &Option<String>| party.clone().unwrap_or_default();
        writeln!(
            out,
            "  told  {} {}  {} → {}",
            event.plover,
            event.cameo.as_deref().unwrap_or_default(),
            party(&event.source),
            party(&event.target)
        )?;
    }
    let Some(reading) = reading else { return Ok(()) };
    for event in &reading.events {
        let parties = |ids: &[String]| {
            let named = ids.iter().filter_map(|id| reading.actors.iter().find(|actor| actor.id == *id));
            let codes: Vec<String> = named
                .map(|actor| format!("{} {}", actor.name, actor.country.as_deref().unwrap_or("?")))
                .collect();
            codes.join("; ")
        };
        writeln!(
            out,
            "  {FAINT}read{FAINT:#}  {} {}  {} → {}  {} “{}” {}",
            event.kind,
            event.cameo.as_deref().unwrap_or_default(),
            parties(&event.source),
            parties(&event.target),
            event.status.as_str(),
            event.trigger.slice(&document.text).unwrap_or_default(),
            event.rule
        )?;
    }
    writeln!(out)?;
    Ok(())
}
