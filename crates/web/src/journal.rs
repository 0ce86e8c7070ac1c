//! What has been read, remembered between runs.
//!
//! A file of JSON lines to which lines are only added, each with one write: whoever kills the program costs the line that is
//! being written, never those before. An object with one key a line:
//!
//! ```text
//! {"seen": ID}                                     this item is done with
//! {"failed": {"id": ID, "times": 2}}               its page could not be had so many times
//! {"feed": {"url": …, "etag": …, "modified": …}}   the version of a feed whose items are all done with
//! {"robots": {"origin": …, "at": …, "rules": …}}   what a site asks programs to leave alone
//! {"begin": {"id": ID, "file": …, "at": 1234}}     the document is being added to this file, which is that long
//! ```
//!
//! Lines of other kinds, and broken ones, are passed over. When most lines are outdated the file is written anew, beside, and
//! put in its place.
//!
//! A document goes to its file between `begin` and `seen`. Where a `begin` has no `seen`, the next run looks what is behind that
//! place: a whole document counts as read, half of one is cut off.

use crate::{Kept, Validators};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
    fs::{self, File, OpenOptions},
    io::{self, Read, Seek, SeekFrom, Write},
    path::{Path, PathBuf},
};

/// How often an item's page is tried, a run each.
const MOST_TIMES: u32 = 3;
/// Rules longer than this are fetched anew in each run.
const MOST_RULES: usize = 20_000;

/// The name of an item: the first 16 hexadecimal digits of a SHA-256.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Id(u64);

impl Id {
    /// The name of what is called `key`.
    pub fn of(key: &str) -> Id {
        let digest = Sha256::digest(key.as_bytes());
        Id(digest.iter().take(8).fold(0, |id, byte| (id << 8) | u64::from(*byte)))
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:016x}", self.0)
    }
}

impl Serialize for Id {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Id {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Id, D::Error> {
        let text = String::deserialize(deserializer)?;
        u64::from_str_radix(&text, 16).map(Id).map_err(serde::de::Error::custom)
    }
}

/// What is known of a feed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct KnownFeed {
    /// Its address as the user has it.
    pub url: String,
    /// The version that was read to its end.
    #[serde(flatten)]
    pub validators: Validators,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Line {
    Seen(Id),
    Failed {
        id: Id,
        times: u32,
    },
    Feed(KnownFeed),
    Robots {
        origin: String,
        #[serde(flatten)]
        kept: Kept,
    },
    Begin {
        id: Id,
        file: String,
        at: u64,
    },
}

/// What has been read.
#[derive(Debug, Default)]
pub struct Journal {
    /// Where it is written to; nowhere, if it is to be forgotten.
    file: Option<File>,
    /// Held as long as the journal is open: two runs would read everything twice.
    _lock: Option<File>,
    seen: BTreeSet<Id>,
    failed: BTreeMap<Id, u32>,
    feeds: BTreeMap<String, KnownFeed>,
    robots: BTreeMap<String, Kept>,
}

impl Journal {
    /// A journal that is forgotten at the end of the run.
    pub fn forgetful() -> Journal {
        Journal::default()
    }

    /// The journal in this file, which is made if it is not there; documents of a run that was killed are looked for in `folder`.
    ///
    /// # Errors
    /// Those of the file system; [`io::ErrorKind::WouldBlock`] if another run has it open.
    pub fn open(path: &Path, folder: Option<&Path>) -> io::Result<Journal> {
        let lock = OpenOptions::new().create(true).truncate(false).write(true).open(beside(path, "lock"))?;
        lock.try_lock().map_err(|error| match error {
            fs::TryLockError::WouldBlock => io::Error::from(io::ErrorKind::WouldBlock),
            fs::TryLockError::Error(error) => error,
        })?;
        let mut journal = Journal { _lock: Some(lock), ..Journal::default() };
        let bytes = match fs::read(path) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == io::ErrorKind::NotFound => Vec::new(),
            Err(error) => return Err(error),
        };
        let mut begun = None;
        let mut lines = 0;
        for line in bytes.split(|&byte| byte == b'\n').filter(|line| !line.is_empty()) {
            lines += 1;
            if let Ok(line) = serde_json::from_slice(line) {
                journal.take(line, &mut begun);
            }
        }
        let live = journal.seen.len() + journal.failed.len() + journal.feeds.len() + journal.robots.len();
        if lines > live * 2 + 1000 {
            journal.rewrite(path)?;
        }
        let mut file = OpenOptions::new().create(true).append(true).open(path)?;
        if lines > 0 && lines <= live * 2 + 1000 && bytes.last() != Some(&b'\n') {
            file.write_all(b"\n")?;
        }
        journal.file = Some(file);
        if let (Some((id, name, at)), Some(folder)) = (begun, folder) {
            journal.mend(id, &folder.join(name), at)?;
        }
        Ok(journal)
    }

    fn take(&mut self, line: Line, begun: &mut Option<(Id, String, u64)>) {
        match line {
            Line::Seen(id) => {
                self.failed.remove(&id);
                self.seen.insert(id);
                if begun.as_ref().is_some_and(|(other, ..)| *other == id) {
                    *begun = None;
                }
            }
            Line::Failed { id, times } => {
                self.failed.insert(id, times);
            }
            Line::Feed(feed) => {
                self.feeds.insert(feed.url.clone(), feed);
            }
            Line::Robots { origin, kept } => {
                self.robots.insert(origin, kept);
            }
            // Only a plain name: whatever stands in the file, nothing outside the folder is touched.
            Line::Begin { id, file, at } if !file.contains(['/', '\\']) && file != ".." => {
                *begun = Some((id, file, at))
            }
            Line::Begin { .. } => {}
        }
    }

    /// A run was killed while it wrote a document: a whole one is seen, half of one is cut off.
    fn mend(&mut self, id: Id, path: &Path, at: u64) -> io::Result<()> {
        let mut file = match OpenOptions::new().read(true).write(true).open(path) {
            Ok(file) => file,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
            Err(error) => return Err(error),
        };
        if file.metadata()?.len() <= at {
            return Ok(());
        }
        file.seek(SeekFrom::Start(at))?;
        let mut behind = Vec::new();
        file.read_to_end(&mut behind)?;
        if behind.ends_with(b"\n") {
            return self.seen(&[id]);
        }
        if !behind.contains(&b'\n') {
            file.set_len(at)?;
        }
        Ok(())
    }

    fn rewrite(&self, path: &Path) -> io::Result<()> {
        let new = beside(path, "new");
        let mut file = io::BufWriter::new(File::create(&new)?);
        let seen = self.seen.iter().map(|&id| Line::Seen(id));
        let failed = self.failed.iter().map(|(&id, &times)| Line::Failed { id, times });
        let feeds = self.feeds.values().cloned().map(Line::Feed);
        let robots = self
            .robots
            .iter()
            .map(|(origin, kept)| Line::Robots { origin: origin.clone(), kept: kept.clone() });
        for line in seen.chain(failed).chain(feeds).chain(robots) {
            file.write_all(&written(&line)?)?;
        }
        let file = file.into_inner().map_err(io::IntoInnerError::into_error)?;
        file.sync_all()?;
        fs::rename(&new, path)
    }

    fn write(&mut self, line: &Line) -> io::Result<()> {
        let Some(file) = &mut self.file else { return Ok(()) };
        // In one piece: half a line is only there if the program is killed in the middle of a write.
        file.write_all(&written(line)?)
    }

    /// Whether an item is done with, under any of its names.
    pub fn has_seen(&self, ids: &[Id]) -> bool {
        ids.iter().any(|id| self.seen.contains(id))
    }

    /// An item is done with.
    ///
    /// # Errors
    /// Those of the file system, here and below.
    pub fn seen(&mut self, ids: &[Id]) -> io::Result<()> {
        for &id in ids {
            self.failed.remove(&id);
            if self.seen.insert(id) {
                self.write(&Line::Seen(id))?;
            }
        }
        Ok(())
    }

    /// An item could not be had; after a few runs it is given up.
    pub fn failed(&mut self, ids: &[Id]) -> io::Result<()> {
        let Some(&id) = ids.first() else { return Ok(()) };
        let times = self.failed.get(&id).copied().unwrap_or(0).saturating_add(1);
        if times >= MOST_TIMES {
            return self.seen(ids);
        }
        self.failed.insert(id, times);
        self.write(&Line::Failed { id, times })
    }

    /// Adds a document to a file in `folder`, as a line, and knows it from then on by all its names.
    pub fn add(&mut self, folder: &Path, name: &str, ids: &[Id], document: &[u8]) -> io::Result<()> {
        let Some(&id) = ids.first() else { return Ok(()) };
        let mut file = OpenOptions::new().create(true).read(true).append(true).open(folder.join(name))?;
        let at = file.metadata()?.len();
        // Somebody has edited the file and left its last line open.
        let mut line = Vec::with_capacity(document.len() + 2);
        if at > 0 {
            let mut last = [0];
            file.seek(SeekFrom::End(-1))?;
            file.read_exact(&mut last)?;
            if last != *b"\n" {
                line.push(b'\n');
            }
        }
        line.extend_from_slice(document);
        line.push(b'\n');
        self.write(&Line::Begin { id, file: name.to_owned(), at })?;
        file.write_all(&line)?;
        file.sync_data()?;
        self.seen(ids)
    }

    /// What is known of a feed.
    pub fn feed(&self, url: &str) -> Option<&KnownFeed> {
        self.feeds.get(url)
    }

    /// A version of a feed has been read to its end.
    pub fn know_feed(&mut self, feed: KnownFeed) -> io::Result<()> {
        if self.feeds.get(&feed.url) == Some(&feed) {
            return Ok(());
        }
        self.write(&Line::Feed(feed.clone()))?;
        self.feeds.insert(feed.url.clone(), feed);
        Ok(())
    }

    /// The rules of sites.
    pub fn robots(&self) -> impl Iterator<Item = (&String, &Kept)> {
        self.robots.iter()
    }

    /// The rules of a site were fetched.
    pub fn know_robots(&mut self, origin: String, kept: Kept) -> io::Result<()> {
        let line = Line::Robots { origin: origin.clone(), kept: kept.clone() };
        if written(&line)?.len() <= MOST_RULES {
            self.write(&line)?;
            self.robots.insert(origin, kept);
        }
        Ok(())
    }
}

fn written(line: &Line) -> io::Result<Vec<u8>> {
    let mut bytes = serde_json::to_vec(line)?;
    bytes.push(b'\n');
    Ok(bytes)
}

fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".");
    name.push(ending);
    name.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder() -> (tempfile::TempDir, PathBuf) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("state.jsonl");
        (folder, path)
    }

    #[test]
    fn what_was_seen_is_known_in_the_next_run() {
        let (folder, path) = folder();
        let (a, b) = (Id::of("a"), Id::of("b"));
        let feed = KnownFeed {
            url: "u".into(),
            validators: Validators { etag: Some("\"x\"".into()), modified: None },
        };
        let kept =
            Kept { at: 5, rules: crate::Robots::parse(b"user-agent: *\ndisallow: /a\ncrawl-delay: 3", "x") };
        let mut journal = Journal::open(&path, Some(folder.path())).unwrap();
        journal.add(folder.path(), "day.jsonl", &[a], b"{\"id\":\"a\"}").unwrap();
        journal.know_feed(feed.clone()).unwrap();
        journal.know_robots("https://a.example".into(), kept.clone()).unwrap();
        assert_eq!(
            Journal::open(&path, None).unwrap_err().kind(),
            io::ErrorKind::WouldBlock,
            "one run at a time"
        );
        drop(journal);
        let journal = Journal::open(&path, Some(folder.path())).unwrap();
        assert!(journal.has_seen(&[b, a]) && !journal.has_seen(&[b]));
        assert_eq!(journal.feed("u"), Some(&feed));
        assert_eq!(journal.robots().map(|(_, kept)| kept.clone()).collect::<Vec<_>>(), [kept]);
        assert_eq!(fs::read_to_string(folder.path().join("day.jsonl")).unwrap(), "{\"id\":\"a\"}\n");
    }

    #[test]
    fn a_run_that_is_killed_loses_and_repeats_nothing() {
        let (folder, path) = folder();
        let day = folder.path().join("day.jsonl");
        let id = Id::of("b");
        let begin = format!(
            "{{\"seen\":\"{}\"}}\n{{\"begin\":{{\"id\":\"{id}\",\"file\":\"day.jsonl\",\"at\":8}}}}\n",
            Id::of("a")
        );
        for (content, seen, left) in [
            // Before the document, in the middle of it, after it.
            ("{\"a\":1}\n", false, "{\"a\":1}\n"),
            ("{\"a\":1}\n{\"b\"", false, "{\"a\":1}\n"),
            ("{\"a\":1}\n{\"b\":2}\n", true, "{\"a\":1}\n{\"b\":2}\n"),
        ] {
            fs::write(&path, format!("{begin}{{\"seen\":\"00")).unwrap();
            fs::write(&day, content).unwrap();
            let mut journal = Journal::open(&path, Some(folder.path())).unwrap();
            assert_eq!(journal.has_seen(&[id]), seen, "{content}");
            assert_eq!(fs::read_to_string(&day).unwrap(), left);
            journal.seen(&[Id::of("c")]).unwrap();
            drop(journal);
            assert!(Journal::open(&path, None).unwrap().has_seen(&[Id::of("c")]), "behind a broken line");
        }
    }

    #[test]
    fn nothing_outside_the_folder_is_touched() {
        let (folder, path) = folder();
        let outside = folder.path().join("outside.jsonl");
        fs::write(&outside, "precious").unwrap();
        let inside = folder.path().join("in");
        fs::create_dir(&inside).unwrap();
        fs::write(&path, "{\"begin\":{\"id\":\"00\",\"file\":\"../outside.jsonl\",\"at\":1}}\n").unwrap();
        drop(Journal::open(&path, Some(&inside)).unwrap());
        assert_eq!(fs::read_to_string(&outside).unwrap(), "precious");
    }

    #[test]
    fn an_outdated_journal_is_written_anew_and_rubbish_passed_over() {
        let (_folder, path) = folder();
        let mut lines = "{\"failed\":{\"id\":\"01\",\"times\":1}}\n".repeat(2000);
        lines.push_str("{\"later\":1}\n\0\u{fffd}\n[]\n{\"seen\":\"zz\"}\n{\"seen\":\"02\"}");
        fs::write(&path, lines).unwrap();
        let mut journal = Journal::open(&path, None).unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap().lines().count(), 2);
        journal.failed(&[Id(1)]).unwrap();
        assert!(!journal.has_seen(&[Id(1)]) && journal.has_seen(&[Id(2)]));
        journal.failed(&[Id(1)]).unwrap();
        assert!(journal.has_seen(&[Id(1)]), "given up");
    }

    #[test]
    fn a_forgetful_journal_knows_its_own_run() {
        let mut journal = Journal::forgetful();
        journal.seen(&[Id::of("a")]).unwrap();
        assert!(journal.has_seen(&[Id::of("a")]));
    }
}
