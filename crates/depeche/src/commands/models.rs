//! `depeche models`: the language models on this machine.

use crate::{
    arguments::Models,
    exit::{Exit, report},
    print::{Cell, FAINT, Fit, NAME, PLAIN, Table},
    progress::Fetching,
};
use anstyle::{AnsiColor, Style};
use anyhow::{Context, Result};
use indicatif::HumanBytes;
use models::{Model, Origin, Source, Status, Store, catalogue, find};
use std::{fs, io::Write, path::Path};

const GOOD: Style = AnsiColor::Green.on_default();

/// Does what `depeche models …` asks.
///
/// # Errors
/// Those of the cache and of fetching; a model that is asked for and not there.
pub fn run(command: &Models) -> Result<Exit> {
    let store = Store::from_env()?;
    let mut out = anstream::stdout().lock();
    match command {
        Models::List => out.write_all(list(&store).as_bytes())?,
        Models::Fetch { key, from } => {
            let origin = from.as_deref().map_or(Origin::Default, Origin::from_argument);
            let fetched = fetch(&store, find(key)?, &origin)?;
            writeln!(out, "{}", fetched.display())?;
        }
        Models::Path { key } => writeln!(out, "{}", store.require(find(key)?)?.display())?,
        Models::Verify { key: Some(key) } => {
            let model = find(key)?;
            store.verify(model)?;
            writeln!(out, "{}  {model}  {GOOD}whole{GOOD:#}", model.key)?;
        }
        Models::Verify { key: None } => return verify_all(&store, &mut out),
        Models::Pin { folder } => {
            let pin = models::pin(folder)?;
            let bytes = bytes(folder).with_context(|| format!("cannot read {}", folder.display()))?;
            writeln!(out, "pin {pin}\nunpacked_bytes {bytes}")?;
        }
        Models::Remove { key } => {
            let model = find(key)?;
            let there = store.remove(model)?;
            writeln!(out, "{model} {}", if there { "removed" } else { "was not here" })?;
        }
    }
    Ok(Exit::Done)
}

/// Brings a model into the cache, showing progress on standard error, and gives its folder.
///
/// # Errors
/// Those of [`Store::fetch`].
pub fn fetch(store: &Store, model: &Model, origin: &Origin) -> Result<std::path::PathBuf, models::Error> {
    if *origin == Origin::Default && store.verify(model).is_ok() {
        return store.require(model);
    }
    let mut progress = Fetching::begin(model);
    let fetched = store.fetch(model, origin, &mut progress)?;
    drop(progress);
    if fetched.source != Source::Cache {
        report(format_args!("{model} is here, checked, and needs no network any more"));
    }
    Ok(fetched.path)
}

fn list(store: &Store) -> String {
    let mut table = Table::new(
        &["KEY", "LANGUAGE", "MODEL", "DOWNLOAD", "LICENCE", "HERE"].map(|name| (name, Fit::Whole)),
    );
    for model in catalogue() {
        let here = match store.status(model) {
            Status::Present { size, .. } => Cell::new(format!("yes, {}", HumanBytes(size)), GOOD),
            Status::Missing => Cell::new("no", FAINT),
        };
        table.row(vec![
            Cell::new(model.key.as_ref(), NAME),
            Cell::plain(model.lang.as_ref()),
            Cell::plain(model.to_string()),
            Cell::plain(HumanBytes(model.wheel_bytes).to_string()),
            Cell::plain(model.licence.as_ref()),
            here,
        ]);
    }
    let mut out = String::new();
    table.write(&mut out, "", PLAIN, usize::MAX);
    out.push_str(&format!("\n{FAINT}in {}{FAINT:#}\n", store.root().display()));
    out
}

/// How many bytes the files in a folder have.
fn bytes(folder: &Path) -> std::io::Result<u64> {
    let mut sum = 0;
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let kind = entry.file_type()?;
        sum += if kind.is_dir() { bytes(&entry.path())? } else { entry.metadata()?.len() };
    }
    Ok(sum)
}

fn verify_all(store: &Store, out: &mut impl Write) -> Result<Exit> {
    let mut exit = Exit::Done;
    for model in catalogue().iter().filter(|model| store.path(model).is_some()) {
        match store.verify(model) {
            Ok(()) => writeln!(out, "{}  {model}  {GOOD}whole{GOOD:#}", model.key)?,
            Err(error) => {
                report(error);
                exit = Exit::SomeBad;
            }
        }
    }
    Ok(exit)
}
