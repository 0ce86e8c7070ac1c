//! The stream itself.

use crate::{Input, Item, ProblemKind, forms, input};
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

/// All documents of some inputs, in order: an iterator over [`Item`]s.
pub struct Documents {
    items: Box<dyn Iterator<Item = Item> + Send>,
    read: Arc<AtomicU64>,
}

impl Documents {
    /// The documents of `inputs`; nothing is opened before the first is asked for.
    pub fn new(inputs: Vec<Input>, options: Options) -> Documents {
        let read = Arc::new(AtomicU64::new(0));
        let counter = Arc::clone(&read);
        let options = Arc::new(options);
        let items = inputs.into_iter().flat_map(move |input| open_input(input, &options, &counter));
        Documents { items: Box::new(items), read }
    }

    /// Counts the bytes read so far, while the stream is consumed elsewhere.
    pub fn bytes_read(&self) -> Arc<AtomicU64> {
        Arc::clone(&self.read)
    }
}

impl Iterator for Documents {
    type Item = Item;

    fn next(&mut self) -> Option<Item> {
        self.items.next()
    }
}

fn open_input(input: Input, options: &Arc<Options>, read: &Arc<AtomicU64>) -> forms::Items {
    match input {
        Input::Stream { name, bytes } => {
            let path = PathBuf::from(&name);
            forms::open(&path, Box::new(Counted { bytes, read: Arc::clone(read) }), options)
        }
        Input::Path(path) => {
            let (options, read) = (Arc::clone(options), Arc::clone(read));
            Box::new(input::files(&path).flat_map(move |file| match file {
                Ok(file) => open_file(&file, &options, &read),
                Err(problem) => Box::new(std::iter::once(problem.into())),
            }))
        }
    }
}

fn open_file(path: &Path, options: &Arc<Options>, read: &Arc<AtomicU64>) -> forms::Items {
    match File::open(path) {
        Ok(file) => {
            forms::open(path, Box::new(Counted { bytes: Box::new(file), read: Arc::clone(read) }), options)
        }
        Err(error) => {
            let problem = input::whole(path, ProblemKind::Unreadable, error.to_string());
            Box::new(std::iter::once(problem.into()))
        }
    }
}

/// A reader that adds what passes through it to a counter.
struct Counted {
    bytes: Box<dyn Read + Send>,
    read: Arc<AtomicU64>,
}

impl Read for Counted {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let count = self.bytes.read(into)?;
        self.read.fetch_add(count as u64, Ordering::Relaxed);
        Ok(count)
    }
}
