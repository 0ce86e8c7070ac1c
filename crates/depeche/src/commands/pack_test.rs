//! `depeche pack test`: the sentences that a pack's entries must catch or leave alone, read.

use crate::{
    arguments::PackTest,
    exit::Exit,
    print::{Cell, FAINT, Fit, NAME, PLAIN, Table},
    reader::reader,
};
use anyhow::{Context, Result};
use pack::Pack;
use reading::{Outcome, selftest};
use std::{collections::BTreeMap, fmt::Write as _, fs, io::Write as _};

/// Tests the pack that `depeche pack test …` names.
///
/// # Errors
/// An error in the pack, no model, a file that cannot be written. Sentences that are not read as they should be are
/// no error but [`Exit::SomeBad`].
pub fn run(command: &PackTest) -> Result<Exit> {
    let pack = Pack::load(&command.folder)?;
    let reader = reader(pack.clone(), command.model.as_deref(), command.offline)?;
    let outcomes = selftest(&reader, &pack);
    let mut out = anstream::stdout().lock();
    for failure in outcomes.iter().filter(|outcome| !outcome.passed) {
        writeln!(out, "{}/{}", command.folder.display(), told(failure))?;
    }
    out.write_all(summary(&outcomes).as_bytes())?;
    if command.write_scores {
        let path = command.folder.join("SCORES.md");
        fs::write(&path, scores(&pack.tag, &outcomes))
            .with_context(|| format!("cannot write {}", path.display()))?;
    }
    let passed = outcomes.iter().filter(|outcome| outcome.passed).count();
    let enough = match command.min {
        Some(share) => passed as f64 >= share * outcomes.len() as f64,
        None => passed == outcomes.len(),
    };
    Ok(if enough { Exit::Done } else { Exit::SomeBad })
}

/// One failure: `speech.toml:71: promettre: "…": expected …, got …`.
fn told(failure: &Outcome) -> String {
    let Outcome { file, line, entry, sentence, expected, got, .. } = failure;
    format!("{file}:{line}: {entry}: \"{sentence}\": expected {expected}, got {got}")
}

/// Sentences of one file of the pack.
#[derive(Default)]
struct Count {
    sentences: usize,
    passed: usize,
}

/// Counts by file, in order of name, and together.
fn counts(outcomes: &[Outcome]) -> (BTreeMap<String, Count>, Count) {
    let (mut files, mut all) = (BTreeMap::<String, Count>::new(), Count::default());
    for outcome in outcomes {
        for count in [files.entry(outcome.file.clone()).or_default(), &mut all] {
            count.sentences += 1;
            count.passed += usize::from(outcome.passed);
        }
    }
    (files, all)
}

fn summary(outcomes: &[Outcome]) -> String {
    let (files, all) = counts(outcomes);
    let mut table = Table::new(&["FILE", "SENTENCES", "AS EXPECTED"].map(|name| (name, Fit::Whole)));
    let mut row = |name: &str, style, count: &Count| {
        table.row(vec![
            Cell::new(name, style),
            Cell::plain(count.sentences.to_string()),
            Cell::plain(count.passed.to_string()),
        ]);
    };
    files.iter().for_each(|(file, count)| row(file, PLAIN, count));
    row("together", NAME, &all);
    let mut out = String::new();
    table.write(&mut out, "", FAINT, usize::MAX);
    out
}

/// `SCORES.md`: kept beside the pack, so that a change of it shows what it cost or brought.
fn scores(tag: &str, outcomes: &[Outcome]) -> String {
    let (files, all) = counts(outcomes);
    let mut out = format!(
        "# Scores of the pack `{tag}`\n\nMade by `depeche pack test packs/{tag} --write-scores`: how many of the sentences that the entries must \
         catch (`hits`)\nor leave alone (`misses`) are read as they should be.\n\n| file | sentences | as expected |\n|---|---|---|\n"
    );
    for (file, count) in &files {
        let _ = writeln!(out, "| `{file}` | {} | {} |", count.sentences, count.passed);
    }
    let _ = writeln!(out, "| together | {} | {} |", all.sentences, all.passed);
    let failures: Vec<&Outcome> = outcomes.iter().filter(|outcome| !outcome.passed).collect();
    if !failures.is_empty() {
        out.push_str("\n## Not read as they should be\n\n");
        // Without line numbers: these would change with every edit above.
        for Outcome { file, entry, sentence, expected, got, .. } in failures {
            let _ = writeln!(out, "- `{file}` {entry}: “{sentence}”: expected {expected}, got {got}");
        }
    }
    out
}
