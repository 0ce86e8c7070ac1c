//! What must hold of everything that comes in from outside, door by door.
//!
//! A [`Door`] takes any bytes and panics when something does not hold that must: not only that nothing fails, but that spans
//! slice back to words, ids resolve, what is read twice or in small pieces is equal, SQL changes nothing, a damaged wheel
//! is refused with an error that names it, and memory stays within bounds. The fuzzers (`fuzz/run`) look for bytes that make one
//! panic; the tests of this crate enter every door with the seeds and with all that the fuzzers ever found (`fuzz/seeds`,
//! `fuzz/regressions`), and with some thousand changes of them, the same each time.
//!
//! The crate is for tests alone: nothing that is shipped uses it.

mod actors;
mod files;
mod folder;
pub mod memory;
pub mod mutate;
mod nonsense;
mod packs;
mod questions;
mod sites;
pub mod sound;
mod texts;
mod webpages;
mod wheels;

pub use folder::leave;
pub use nonsense::Nonsense;

/// Where something comes in.
pub struct Door {
    /// Its name: that of its folders of seeds and regressions.
    pub name: &'static str,
    /// What comes in, and what must hold of it.
    pub about: &'static str,
    /// How many changed seeds a run of the tests enters with: some seconds' worth.
    pub cases: usize,
    /// Bytes that may be held beyond what was held before, for inputs of a few kilobytes.
    pub memory: usize,
    enter: fn(&[u8]),
}

impl Door {
    /// Enters with these bytes.
    ///
    /// # Panics
    /// When something does not hold; that is what it is for.
    pub fn enter(&self, bytes: &[u8]) {
        let (held, ()) = memory::held(|| (self.enter)(bytes));
        let most = self.memory + 100 * bytes.len();
        assert!(
            held <= most,
            "{} bytes were held for an input of {}: at most {most} may be",
            held,
            bytes.len()
        );
    }
}

const MB: usize = 1 << 20;

const fn door(
    name: &'static str,
    about: &'static str,
    cases: usize,
    memory: usize,
    enter: fn(&[u8]),
) -> Door {
    Door { name, about, cases, memory, enter }
}

/// All doors, a line each: `fuzz/run` reads their names here.
#[rustfmt::skip]
pub const DOORS: &[Door] = &[
    door("wheel", "an archive that should be a model's wheel: refused by name, or it is the pinned model", 1500, 64 * MB, wheels::wheel),
    door("model", "a file of a model's folder: refused by name, or tokens slice back to the text", 1000, 64 * MB, wheels::model),
    door("weights", "a file of a model's networks: refused by name, or heads and labels exist", 3000, 64 * MB, wheels::weights),
    door("pack", "files of a language pack: refused with file and line, or it reads soundly", 400, 64 * MB, packs::pack),
    door("text", "a text under any parse: spans, ids, the same again, the same however it is written", 300, 256 * MB, texts::text),
    door("html", "a web page: the same again, the same through the door for files, days are days", 500, 128 * MB, webpages::html),
    door("feed", "a feed, a list of feeds, a robots.txt: addresses are addresses, days are days", 4000, 64 * MB, webpages::feed),
    door("txt", "a text file, or an export in one: the same in pieces, and from any point on", 3000, 64 * MB, files::txt),
    door("json", "an array of documents: the same in pieces, and from any point on", 4000, 64 * MB, files::json),
    door("jsonl", "a document a line: what a line says is what its document holds, and no line hides the next", 3000, 64 * MB, files::jsonl),
    door("csv", "a table: the same in pieces, and from any point on", 4000, 64 * MB, files::csv),
    door("export", "an export of a press database in HTML: the same in pieces, and from any point on", 500, 128 * MB, files::export),
    door("docx", "a Word document's XML, in its archive: the same in pieces, and from any point on", 3000, 64 * MB, files::docx),
    door("parquet", "a Parquet file: the same in pieces, and from any point on", 1500, 128 * MB, files::parquet),
    door("warc", "a web archive, packed or not: the same in pieces, and from any record on", 400, 128 * MB, files::warc),
    door("stream", "a stream of no name, whose form its first bytes tell: the same in pieces", 1500, 128 * MB, files::stream),
    door("actors", "a user's own table of actors: refused with its line, or answers are the same again", 4000, 64 * MB, actors::actors),
    door("http", "a request: never 500, never markup or headers that were sent, and the next one is answered", 600, 64 * MB, sites::http),
    door("sql", "a question in SQL: it changes nothing, and ends", 1000, 64 * MB, questions::sql),
];

/// The door of a name.
pub fn named(name: &str) -> Option<&'static Door> {
    DOORS.iter().find(|door| door.name == name)
}
