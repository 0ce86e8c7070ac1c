//! The stream itself.

use crate::{Fetched, Input, Item, Problem, ProblemKind, forms, input, warc::raw::Source};
use serde::{Deserialize, Serialize};
use std::{
    fs::File,
    io::{self, Read},
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
};

/// What is taken for granted where a document does not say it, and how large one may be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Options {
    /// BCP 47 tag of documents that name no language; [`records::Document::UNDETERMINED`] leaves it to the reader.
    pub lang: String,
    /// ISO day of publication of documents that name none.
    pub published: Option<String>,
    /// The most bytes that one document may take in the input, with its JSON.
    pub limit: usize,
    /// In tables: which column holds a field, where its name does not tell (`("text", "Corps")`).
    pub columns: Vec<(String, String)>,
}

impl Default for Options {
    /// French, no date, 64 MB.
    fn default() -> Self {
        Options { lang: "fr".into(), published: None, limit: 64_000_000, columns: Vec::new() }
    }
}

/// How far a stream of documents has been read, so that another one over the same inputs can go on from there.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mark {
    /// How many files (or streams) were done.
    pub files: u64,
    /// Where in the next one reading can begin again: the record of an archive; 0 in other forms.
    pub offset: u64,
    /// How many items it gave from there.
    pub items: u64,
}

/// All documents of some inputs, in order: an iterator over [`Item`]s.
pub struct Documents {
    units: Box<dyn Iterator<Item = Unit> + Send>,
    options: Arc<Options>,
    read: Arc<AtomicU64>,
    current: Option<forms::Items>,
    mark: Mark,
    /// Where to begin.
    after: Option<Mark>,
}

/// One thing to open.
enum Unit {
    Stream(String, Box<dyn Read + Send>),
    File(PathBuf),
    Remote(String, Fetch),
    Problem(Problem),
}

type Fetch = Box<dyn FnOnce() -> Result<Fetched, String> + Send>;

impl Documents {
    /// The documents of `inputs`; nothing is opened before the first is asked for.
    pub fn new(inputs: Vec<Input>, options: Options) -> Documents {
        let units = inputs.into_iter().flat_map(|input| -> Box<dyn Iterator<Item = Unit> + Send> {
            match input {
                Input::Stream { name, bytes } => Box::new(std::iter::once(Unit::Stream(name, bytes))),
                Input::Remote { url, fetch } => Box::new(std::iter::once(Unit::Remote(url, fetch))),
                Input::Path(path) => {
                    Box::new(input::files(&path).map(|file| file.map_or_else(Unit::Problem, Unit::File)))
                }
            }
        });
        Documents {
            units: Box::new(units),
            options: Arc::new(options),
            read: Arc::default(),
            current: None,
            mark: Mark::default(),
            after: None,
        }
    }

    /// The documents that come after a mark of an earlier stream over the same inputs, which must not have changed.
    ///
    /// Files that were done are not opened; in an archive, reading begins at the record. In other forms what was given is read again and
    /// dropped.
    pub fn after(inputs: Vec<Input>, options: Options, mark: Mark) -> Documents {
        Documents { after: Some(mark), ..Documents::new(inputs, options) }
    }

    /// How far this stream has come.
    pub fn mark(&self) -> Mark {
        self.mark
    }

    /// Each item with the mark after it.
    pub fn marked(mut self) -> impl Iterator<Item = (Item, Mark)> + Send {
        std::iter::from_fn(move || self.next().map(|item| (item, self.mark)))
    }

    /// Counts the bytes read so far, while the stream is consumed elsewhere.
    pub fn bytes_read(&self) -> Arc<AtomicU64> {
        Arc::clone(&self.read)
    }

    fn open(&self, unit: Unit, start: u64) -> forms::Items {
        let counted = |bytes| Source::Stream(Box::new(Counted { bytes, read: Arc::clone(&self.read) }));
        match unit {
            Unit::Problem(problem) => Box::new(std::iter::once(problem.into())),
            Unit::Stream(name, bytes) => forms::open(Path::new(&name), counted(bytes), start, &self.options),
            Unit::Remote(url, fetch) => match fetch() {
                Ok(fetched) => {
                    self.read.fetch_add(fetched.bytes.len() as u64, Ordering::Relaxed);
                    forms::open_fetched(url, fetched, &self.options)
                }
                Err(message) => {
                    let problem = input::whole(Path::new(&url), ProblemKind::Unreadable, message);
                    Box::new(std::iter::once(problem.into()))
                }
            },
            Unit::File(path) => match File::open(&path) {
                // A pipe under a name cannot be gone back in.
                Ok(file) if file.metadata().is_ok_and(|data| data.is_file()) => {
                    let file = Counted { bytes: file, read: Arc::clone(&self.read) };
                    forms::open(&path, Source::File(file), start, &self.options)
                }
                Ok(file) => forms::open(&path, counted(Box::new(file)), start, &self.options),
                Err(error) => {
                    let problem = input::whole(&path, ProblemKind::Unreadable, error.to_string());
                    Box::new(std::iter::once(problem.into()))
                }
            },
        }
    }

    /// Goes to where an earlier stream had come.
    fn go_to(&mut self, mark: Mark) {
        for _ in 0..mark.files {
            let Some(unit) = self.units.next() else { return };
            if let Unit::File(path) = unit {
                self.read.fetch_add(path.metadata().map_or(0, |data| data.len()), Ordering::Relaxed);
            }
        }
        self.mark = mark;
        let Some(unit) = self.units.next() else { return };
        let mut items = self.open(unit, mark.offset);
        for _ in 0..mark.items {
            items.next();
        }
        self.current = Some(items);
    }
}

impl Iterator for Documents {
    type Item = Item;

    fn next(&mut self) -> Option<Item> {
        if let Some(mark) = self.after.take() {
            self.go_to(mark);
        }
        loop {
            if let Some(item) = self.current.as_mut().and_then(Iterator::next) {
                self.mark.pass(&item);
                return Some(item);
            }
            if self.current.take().is_some() {
                self.mark = Mark { files: self.mark.files + 1, ..Mark::default() };
            }
            let unit = self.units.next()?;
            self.current = Some(self.open(unit, 0));
        }
    }
}

impl Mark {
    fn pass(&mut self, item: &Item) {
        let place = match item {
            Item::Document(sourced) => &sourced.place,
            Item::Problem(problem) => &problem.place,
        };
        match place.record {
            Some(record) if record.offset != self.offset => {
                (self.offset, self.items) = (record.offset, 1);
            }
            _ => self.items += 1,
        }
    }
}

/// A reader that adds what passes through it to a counter.
pub(crate) struct Counted<R> {
    pub bytes: R,
    read: Arc<AtomicU64>,
}

impl<R> Counted<R> {
    /// Adds what was passed without being read.
    pub fn passed(&self, count: u64) {
        self.read.fetch_add(count, Ordering::Relaxed);
    }
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let count = self.bytes.read(into)?;
        self.read.fetch_add(count as u64, Ordering::Relaxed);
        Ok(count)
    }
}
