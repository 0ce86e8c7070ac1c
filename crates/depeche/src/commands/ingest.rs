//! `depeche ingest`: documents in, their readings kept in a store.

use crate::{
    account::{Account, Outcome},
    arguments::Ingest,
    exit::Exit,
    interrupt, network, progress,
    reader::readers,
};
use anyhow::Result;
use copies::Copies;
use readers::{Readers, in_order_ahead, threads};
use records::{Document, Reading};
use sources::{Documents, Item, Place, Problem};
use std::{
    io::IsTerminal,
    path::Path,
    time::{Duration, Instant},
};
use store::{Added, Made, Store, Wanted};

/// A batch is stored when it is this old, if not for its size: what a crash can cost.
const AGE: Duration = Duration::from_secs(2);
/// At most so many readings wait to be stored.
const AHEAD: usize = 400;
/// So many documents of the store, the last, are known when copies are looked for.
const RECENT: usize = 25_000;

/// Reads what `depeche ingest …` names, into a store.
///
/// # Errors
/// A store that cannot be opened or written; a language, pack or model that is not there. Documents that cannot be read
/// are no error but [`Exit::SomeBad`].
pub fn run(command: &Ingest) -> Result<Exit> {
    let readers = readers(&command.reader)?;
    let mut store = Store::open(&command.store)?;
    store.wait(Duration::from_secs(command.wait))?;
    let mut writer = store.writer()?;
    writer.link_old()?;
    writer.commit()?;
    let stop = interrupt::politely();
    let shown = std::io::stderr().is_terminal();
    let (jobs, total, bytes) = if command.reread {
        let jobs = kept(&command.store, &readers)?;
        (jobs, None, std::sync::Arc::default())
    } else {
        let inputs = network::inputs(&command.inputs, &command.network, command.reader.offline)?;
        let total = if shown { sources::total_bytes(&inputs) } else { None };
        let documents = Documents::new(inputs, command.reader.options(&command.columns));
        let bytes = documents.bytes_read();
        (new(documents, &command.store, &readers)?, total, bytes)
    };
    let mut progress = progress::Reading::begin(shown, total, bytes);
    let begun = Instant::now();
    let mut tally = Tally::default();
    let mut batch = Batch::new(&mut store, command.batch.get());
    let mut account = Account::default();
    let jobs = jobs.take_while(|_| !stop.asked());
    // While a batch is stored, the next is read.
    in_order_ahead(
        jobs,
        threads(command.threads),
        command.batch.get().min(AHEAD),
        |job| outcome(job, &readers),
        |outcome| {
            match outcome {
                None => tally.counts.known += 1,
                Some(outcome) => {
                    if let Some(done) = account.take(outcome, &progress)? {
                        batch.add(*done, &mut tally)?;
                        progress.document();
                    }
                }
            }
            anyhow::Ok(())
        },
    )?;
    batch.store(&mut tally)?;
    account.foreign().into_iter().for_each(|line| progress.say(line));
    progress.say(tally.line());
    account.summary().lines(readers.reuse(), begun.elapsed()).into_iter().for_each(|line| progress.say(line));
    if stop.asked() {
        progress.say("interrupted: what was read is stored, and the same command goes on from here");
        return Ok(Exit::Interrupted);
    }
    Ok(account.exit())
}

/// Something to do.
enum Job {
    /// A document to read.
    Read(Box<Task>),
    /// A document that the store has.
    Known,
    /// Something about the input.
    Problem(Problem),
    /// The store could not be asked about a document.
    Unknown(String),
}

struct Task {
    document: Document,
    /// Its language as the input has it.
    lang: String,
    place: Place,
    /// Where its records stand, if they are to be replaced.
    row: Option<i64>,
}

type Jobs<'r> = Box<dyn Iterator<Item = Job> + Send + 'r>;

/// What the inputs hold and the store has not.
fn new<'r>(documents: Documents, path: &Path, readers: &'r Readers) -> Result<Jobs<'r>> {
    // A connection of its own: it is asked while the other writes.
    let known = Store::open_to_read(path)?;
    let mut copies = None;
    Ok(Box::new(documents.map(move |item| {
        let sourced = match item {
            Item::Document(sourced) => sourced,
            Item::Problem(problem) => return Job::Problem(problem),
        };
        let mut document = sourced.document;
        match known.wanted(&document) {
            Ok(Wanted::Known) => return Job::Known,
            Ok(Wanted::New | Wanted::Changed) => {}
            Err(error) => return Job::Unknown(error.to_string()),
        }
        let lang = document.lang.clone();
        if let Some(told) = readers.will_read(&document) {
            document.lang = told;
            // Not before there is something new: the same command again is over at once.
            let copies = match &mut copies {
                Some(copies) => copies,
                None => match recent(&known) {
                    Ok(found) => copies.insert(found),
                    Err(error) => return Job::Unknown(error.to_string()),
                },
            };
            document.copies = copies.see(&document);
        }
        Job::Read(Box::new(Task { document, lang, place: sourced.place, row: None }))
    })))
}

/// What was stored last, for finding copies of it.
fn recent(known: &Store) -> Result<Copies, store::Error> {
    let mut copies = Copies::default();
    let rows = known.rows()?;
    for row in &rows[rows.len().saturating_sub(RECENT)..] {
        copies.see(&known.stored(*row)?.map(|stored| stored.given).unwrap_or_default());
    }
    Ok(copies)
}

/// What the store has that another program, pack or model has read.
fn kept<'r>(path: &Path, readers: &'r Readers) -> Result<Jobs<'r>> {
    let known = Store::open_to_read(path)?;
    let rows = known.rows()?;
    let file = path.display().to_string();
    Ok(Box::new(rows.into_iter().map(move |row| {
        let stored = match known.stored(row) {
            Ok(Some(stored)) => stored,
            Ok(None) => return Job::Known,
            Err(error) => return Job::Unknown(error.to_string()),
        };
        let mut document = stored.given;
        let lang = document.lang.clone();
        if let Some(told) = readers.will_read(&document) {
            document.lang = told;
        }
        match readers.made(&document.lang) {
            Ok(made) if made == stored.made => Job::Known,
            _ => {
                let place = Place { path: format!("{file}: {}", document.id), line: None, record: None };
                Job::Read(Box::new(Task { document, lang, place, row: Some(row) }))
            }
        }
    })))
}

/// A reading to store.
struct Done {
    given: Document,
    reading: Reading,
    made: Made,
    row: Option<i64>,
}

/// What became of a job; `None`: the store has the document.
fn outcome(job: Job, readers: &Readers) -> Option<Outcome<Box<Done>>> {
    let Task { document, lang, place, row } = match job {
        Job::Read(task) => *task,
        Job::Known => return None,
        Job::Problem(problem) => return Some(Outcome::problem(&problem)),
        Job::Unknown(message) => return Some(Outcome::Bad(message)),
    };
    let made = |reading| {
        let made = readers.made(&document.lang)?;
        let given = Document { lang: lang.clone(), ..document.clone() };
        Ok(Box::new(Done { given, reading, made, row }))
    };
    Some(Outcome::of(&document, &place, readers, made))
}

/// Readings that wait to be stored together.
struct Batch<'s> {
    store: &'s mut Store,
    size: usize,
    waiting: Vec<Done>,
    since: Instant,
}

impl<'s> Batch<'s> {
    fn new(store: &'s mut Store, size: usize) -> Batch<'s> {
        Batch { store, size, waiting: Vec::new(), since: Instant::now() }
    }

    fn add(&mut self, done: Done, tally: &mut Tally) -> Result<()> {
        if self.waiting.is_empty() {
            self.since = Instant::now();
        }
        self.waiting.push(done);
        if self.waiting.len() >= self.size || self.since.elapsed() >= AGE {
            self.store(tally)
        } else {
            Ok(())
        }
    }

    fn store(&mut self, tally: &mut Tally) -> Result<()> {
        if self.waiting.is_empty() {
            return Ok(());
        }
        let mut writer = self.store.writer()?;
        let mut stored = Counts::default();
        for Done { given, reading, made, row } in self.waiting.drain(..) {
            match row {
                Some(row) => {
                    writer.reread(row, &reading, &made)?;
                    stored.reread += 1;
                }
                None => match writer.add(&given, &reading, &made)? {
                    Added::New(_) => stored.new += 1,
                    Added::Changed(_) => stored.changed += 1,
                    Added::Known => stored.known += 1,
                },
            }
        }
        writer.commit()?;
        // Counted now that it is on the disk.
        tally.counts.new += stored.new;
        tally.counts.changed += stored.changed;
        tally.counts.reread += stored.reread;
        tally.counts.known += stored.known;
        Ok(())
    }
}

/// How many documents went where.
#[derive(Default)]
struct Counts {
    new: u64,
    changed: u64,
    reread: u64,
    known: u64,
}

/// What was stored.
#[derive(Default)]
struct Tally {
    counts: Counts,
}

impl Tally {
    fn line(&self) -> String {
        let counts = &self.counts;
        format!(
            "stored: {} new, {} changed, {} read again; {} were there already",
            counts.new, counts.changed, counts.reread, counts.known
        )
    }
}
