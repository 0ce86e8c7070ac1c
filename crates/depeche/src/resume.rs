//! Runs that can be taken up again after whatever ended them: `depeche read --resume`.
//!
//! Readings go to `OUTPUT.part`, and after each item of the input a line goes to `OUTPUT.part.journal`: how far the
//! inputs have been read and how many bytes of readings were written by then. The first line says what was asked of
//! whom: the program, the options, the inputs with their sizes and times. A later run that asks the same cuts the part
//! to what the last whole line tells, and goes on from there; one that asks something else is refused. When all is done the part
//! takes its name, and the journal goes.
//!
//! The order of writing makes it safe: first the reading, then the line. What ends the program in between leaves bytes that the
//! next run cuts off, never a line for what is not there. Should the machine itself fail, lines may have outlived
//! readings: such lines tell more bytes than there are, or an end that is none, and those before them count.

use crate::{
    arguments::{Format, Read},
    exit::Exit,
    output::Output,
};
use anyhow::{Context, Result, bail};
use records::Document;
use serde::{Deserialize, Serialize};
use sources::Mark;
use std::{
    fs::{self, File, OpenOptions, TryLockError},
    hash::{DefaultHasher, Hash, Hasher},
    io::{self, BufRead, BufReader, Read as _, Seek, SeekFrom, Write},
    path::{Path, PathBuf},
    time::UNIX_EPOCH,
};

/// A run that can be taken up again.
pub struct Resume {
    journal: File,
    files: Files,
    point: Point,
    /// Documents that were not read, each with the bytes of readings before it.
    unread: Vec<(u64, Document)>,
}

/// What a run begins with.
pub enum Begun {
    /// Documents are to be read.
    Run(Box<Resume>),
    /// All had been done.
    Done(Exit),
}

/// How far a run has come.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
struct Point {
    /// In the inputs.
    mark: Mark,
    /// Documents that were met.
    documents: u64,
    /// Bytes of readings.
    bytes: u64,
    /// Whether any document could not be read.
    bad: bool,
    /// Whether the end was reached.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    done: bool,
    /// The document that this line is for, where it could not be read: it is in no other file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    unread: Option<Document>,
}

/// What a run was asked for, and of whom.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Plan {
    program: String,
    options: String,
    inputs: Vec<Stamp>,
    /// What else is read from: packs, a model, tables.
    beside: Vec<Stamp>,
}

/// A file, or what is in a folder.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Stamp {
    path: String,
    files: u64,
    bytes: u64,
    /// Over names, sizes and times.
    hash: u64,
}

/// The files of a run.
struct Files {
    target: PathBuf,
    part: PathBuf,
    journal: PathBuf,
}

impl Files {
    fn of(output: &Path) -> Files {
        // Through a link to the file that it means.
        let target = output.canonicalize().unwrap_or_else(|_| output.to_owned());
        let beside = |ending: &str| {
            let mut name = target.clone().into_os_string();
            name.push(ending);
            PathBuf::from(name)
        };
        Files { part: beside(".part"), journal: beside(".part.journal"), target }
    }
}

impl Resume {
    /// Takes up the run that `command` asks for, or begins it.
    ///
    /// # Errors
    /// It cannot be taken up, was begun for something else, or goes on elsewhere.
    pub fn begin(command: &Read) -> Result<Begun> {
        let output = command.output.as_deref().context("--resume needs --output")?;
        if command.format != Format::Jsonl {
            bail!("--resume needs --format jsonl: other formats are made of all readings together");
        }
        // What is not there is reported with the documents.
        let read_once =
            |path: &&PathBuf| path.as_os_str() == "-" || (path.exists() && !path.is_file() && !path.is_dir());
        if let Some(input) = command.inputs.iter().find(read_once) {
            bail!("--resume needs inputs that can be read again, {} cannot", input.display());
        }
        if command.inputs.iter().any(|input| input.to_str().is_some_and(web::is_address)) {
            bail!("--resume needs inputs that stay as they are, addresses may not");
        }
        let files = Files::of(output);
        if files.target.exists() && !files.target.is_file() {
            bail!("--resume needs a file to write to, {} is none", output.display());
        }
        Resume::open(files, &plan(command))
    }

    fn open(files: Files, plan: &Plan) -> Result<Begun> {
        let context = || format!("cannot write {}", files.journal.display());
        let journal = OpenOptions::new().read(true).append(true).create(true).open(&files.journal);
        let mut journal = journal.with_context(context)?;
        // File systems that cannot lock are no reason to give up.
        if let Err(TryLockError::WouldBlock) = journal.try_lock() {
            bail!("another run is writing {}", files.target.display());
        }
        let part = match fs::metadata(&files.part) {
            Ok(part) => Some(part.len()),
            Err(error) if error.kind() == io::ErrorKind::NotFound => None,
            Err(error) => return Err(error).with_context(|| format!("cannot read {}", files.part.display())),
        };
        let read = Journal::read(&mut journal, part, &files.part).with_context(context)?;
        let Some(read) = read.filter(|read| part.is_some() || read.point.done) else {
            // The journal's first line was there before the part.
            if part.is_some() {
                bail!(
                    "{} is not of a run that can be taken up; remove it to start over",
                    files.part.display()
                );
            }
            journal.set_len(0).with_context(context)?;
            let mut resume = Resume { journal, files, point: Point::default(), unread: Vec::new() };
            resume.line(&serde_json::to_vec(plan)?)?;
            return Ok(Begun::Run(Box::new(resume)));
        };
        if let Some(why) = read.plan.differs(plan) {
            bail!(
                "cannot go on with {}: {why}; to start over, remove {}",
                files.target.display(),
                if part.is_some() { files.part.display() } else { files.journal.display() }
            );
        }
        journal.set_len(read.length).with_context(context)?;
        let exit = exit(read.point.bad);
        let resume = Resume { journal, files, point: read.point, unread: read.unread };
        if resume.point.done {
            if part.is_some() {
                resume.put()?;
            } else {
                resume.forget()?;
            }
            return Ok(Begun::Done(exit));
        }
        Ok(Begun::Run(Box::new(resume)))
    }

    /// How far the inputs were read.
    pub fn mark(&self) -> Mark {
        self.point.mark
    }

    /// How many documents were met.
    pub fn documents(&self) -> usize {
        usize::try_from(self.point.documents).unwrap_or(usize::MAX)
    }

    /// Whether any of them was read.
    pub fn any_read(&self) -> bool {
        self.point.bytes > 0
    }

    /// What the run has come to so far.
    pub fn exit(&self) -> Exit {
        exit(self.point.bad)
    }

    /// The documents that were read before, and those that were noted unread, in order; the former come with the day and language that
    /// reading found.
    ///
    /// # Errors
    /// The part cannot be read.
    pub fn met(&self) -> Result<impl Iterator<Item = Result<Document>>> {
        /// Of a reading, what is needed here.
        #[derive(Deserialize)]
        struct Read {
            document: Document,
        }
        let context = || format!("cannot read {}", self.files.part.display());
        let mut part = match File::open(&self.files.part) {
            Ok(file) => Some(BufReader::new(file).take(self.point.bytes)),
            Err(_) if self.point.bytes == 0 => None,
            Err(error) => return Err(error).with_context(context),
        };
        let (mut at, mut unread) = (0, self.unread.iter().peekable());
        Ok(std::iter::from_fn(move || {
            if let Some((_, document)) = unread.next_if(|(before, _)| *before <= at) {
                return Some(Ok(document.clone()));
            }
            let mut line = Vec::new();
            let read = part.as_mut()?.read_until(b'\n', &mut line).with_context(context);
            at += line.len() as u64;
            match read {
                Ok(0) => None,
                Ok(_) => {
                    Some(serde_json::from_slice(&line).map(|read: Read| read.document).with_context(context))
                }
                Err(error) => Some(Err(error)),
            }
        }))
    }

    /// The output, to which readings are added.
    ///
    /// # Errors
    /// It cannot be written.
    pub fn output(&self) -> Result<Output> {
        let context = || format!("cannot write {}", self.files.part.display());
        let part = OpenOptions::new().write(true).create(true).truncate(false).open(&self.files.part);
        let mut part = part.with_context(context)?;
        part.set_len(self.point.bytes).with_context(context)?;
        part.seek(SeekFrom::End(0)).with_context(context)?;
        Output::part(part, self.point.bytes)
    }

    /// Notes that all up to `mark` was done, that `written` bytes of readings are there, and whether any document was bad.
    ///
    /// # Errors
    /// The journal cannot be written.
    pub fn pass(&mut self, mark: Mark, written: u64, exit: Exit, met: Met) -> Result<()> {
        let documents = self.point.documents + u64::from(!matches!(met, Met::Nothing));
        let unread = if let Met::Unread(document) = met { Some(*document) } else { None };
        self.point = Point { mark, documents, bytes: written, bad: exit != Exit::Done, done: false, unread };
        self.line(&serde_json::to_vec(&self.point)?)
    }

    /// Puts the output in its place.
    ///
    /// # Errors
    /// Those of the file system; the run can then be taken up.
    pub fn finish(mut self, output: Output) -> Result<()> {
        output.finish()?;
        self.point.done = true;
        self.point.unread = None;
        self.line(&serde_json::to_vec(&self.point)?)?;
        self.put()
    }

    fn put(self) -> Result<()> {
        let context = || format!("cannot write {}", self.files.target.display());
        fs::rename(&self.files.part, &self.files.target).with_context(context)?;
        self.forget()
    }

    fn forget(self) -> Result<()> {
        let path = &self.files.journal;
        fs::remove_file(path).with_context(|| format!("cannot remove {}", path.display()))
    }

    fn line(&mut self, json: &[u8]) -> Result<()> {
        // In one write: a line that is there in part is a line that is not there.
        let line = [json, b"\n"].concat();
        self.journal
            .write_all(&line)
            .with_context(|| format!("cannot write {}", self.files.journal.display()))
    }
}

/// What stood at a place of the input.
pub enum Met {
    /// No document.
    Nothing,
    /// One that was read, or need not be known any more.
    Document,
    /// One that could not be read.
    Unread(Box<Document>),
}

fn exit(bad: bool) -> Exit {
    if bad { Exit::SomeBad } else { Exit::Done }
}

/// What a journal tells.
struct Journal {
    plan: Plan,
    point: Point,
    unread: Vec<(u64, Document)>,
    /// Bytes of the journal up to there.
    length: u64,
}

impl Journal {
    /// The last point of which the part has all; `None` if not even the first line is whole.
    fn read(journal: &mut File, part_length: Option<u64>, part: &Path) -> io::Result<Option<Journal>> {
        journal.rewind()?;
        let mut lines = BufReader::new(journal);
        let mut line = Vec::new();
        lines.read_until(b'\n', &mut line)?;
        let Some(plan) = whole(&line).and_then(|line| serde_json::from_slice(line).ok()) else {
            return Ok(None);
        };
        let mut read =
            Journal { plan, point: Point::default(), unread: Vec::new(), length: line.len() as u64 };
        let mut part = File::open(part).ok();
        loop {
            line.clear();
            lines.read_until(b'\n', &mut line)?;
            let Some(point) = whole(&line).and_then(|line| serde_json::from_slice::<Point>(line).ok()) else {
                break;
            };
            // Without a part it has its name already, or somebody took it away: the last line tells.
            if let Some(length) = part_length
                && (point.bytes > length || !ends_line(&mut part, point.bytes)?)
            {
                break;
            }
            read.length += line.len() as u64;
            read.unread.extend(point.unread.clone().map(|document| (point.bytes, document)));
            read.point = point;
        }
        Ok(Some(read))
    }
}

/// A line without its end, which must be there.
fn whole(line: &[u8]) -> Option<&[u8]> {
    line.strip_suffix(b"\n")
}

/// Whether a line of the part ends after so many bytes.
fn ends_line(part: &mut Option<File>, bytes: u64) -> io::Result<bool> {
    let (Some(part), 1..) = (part, bytes) else { return Ok(bytes == 0) };
    let mut last = [0];
    part.seek(SeekFrom::Start(bytes - 1))?;
    part.read_exact(&mut last)?;
    Ok(last == *b"\n")
}

impl Plan {
    /// What is not the same in another, in words.
    fn differs(&self, now: &Plan) -> Option<String> {
        if self.program != now.program {
            return Some("it was begun by another version of depeche".into());
        }
        if self.options != now.options {
            return Some("it was begun with other options".into());
        }
        for (then, now, what) in
            [(&self.inputs, &now.inputs, "inputs"), (&self.beside, &now.beside, "options")]
        {
            if then.iter().map(|stamp| &stamp.path).ne(now.iter().map(|stamp| &stamp.path)) {
                return Some(format!("it was begun with other {what}"));
            }
            if let Some((then, _)) = then.iter().zip(now).find(|(then, now)| then != now) {
                return Some(format!("{} has changed since", then.path));
            }
        }
        None
    }
}

fn plan(command: &Read) -> Plan {
    let reader = &command.reader;
    let beside = [&reader.packs, &reader.model, &reader.actors, &reader.knowledge];
    Plan {
        program: program(),
        options: format!("{:?}", (&reader.date, &reader.lang, &command.columns)),
        inputs: command.inputs.iter().map(|path| stamp(path, sources::paths(path))).collect(),
        beside: beside.into_iter().flatten().map(|path| stamp(path, all(path).into_iter())).collect(),
    }
}

/// The version, and the very file: what was built anew may read otherwise.
fn program() -> String {
    let mut hasher = DefaultHasher::new();
    if let Ok(program) = std::env::current_exe() {
        facts(&program, &mut hasher);
    }
    format!("{} {:016x}", env!("CARGO_PKG_VERSION"), hasher.finish())
}

fn stamp(path: &Path, files: impl Iterator<Item = PathBuf>) -> Stamp {
    let mut stamp = Stamp { path: path.display().to_string(), files: 0, bytes: 0, hash: 0 };
    let mut hasher = DefaultHasher::new();
    for file in files {
        file.hash(&mut hasher);
        stamp.files += 1;
        stamp.bytes += facts(&file, &mut hasher);
    }
    stamp.hash = hasher.finish();
    stamp
}

/// The size of a file, which is hashed with its time.
fn facts(file: &Path, hasher: &mut impl Hasher) -> u64 {
    let Ok(data) = fs::metadata(file) else { return 0 };
    let time = data.modified().ok().and_then(|time| time.duration_since(UNIX_EPOCH).ok());
    (data.len(), time.map(|time| time.as_nanos())).hash(hasher);
    data.len()
}

/// A file, or all files below a folder, in order of path.
fn all(path: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(path) else { return vec![path.to_owned()] };
    let mut entries: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    entries.sort();
    entries.iter().flat_map(|entry| all(entry)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plan() -> Plan {
        Plan { program: "1".into(), options: String::new(), inputs: Vec::new(), beside: Vec::new() }
    }

    fn begin(folder: &Path, plan: &Plan) -> Result<Begun> {
        Resume::open(Files::of(&folder.join("out")), plan)
    }

    fn run(folder: &Path) -> Box<Resume> {
        match begin(folder, &plan()) {
            Ok(Begun::Run(resume)) => resume,
            Ok(Begun::Done(_)) => panic!("it was not done"),
            Err(error) => panic!("{error:#}"),
        }
    }

    fn mark(items: u64) -> Mark {
        Mark { items, ..Mark::default() }
    }

    fn reading(id: &str) -> String {
        let document = Document { id: id.into(), text: "t".into(), ..Document::default() };
        format!("{{\"document\":{},\"actors\":[]}}\n", serde_json::to_string(&document).unwrap())
    }

    /// A run of three items, of which the second could not be read; it breaks off while it writes a fourth.
    fn broken_off(folder: &Path) -> u64 {
        let mut resume = run(folder);
        let mut out = resume.output().unwrap();
        out.write(reading("a").as_bytes()).unwrap();
        resume.pass(mark(1), out.written(), Exit::Done, Met::Document).unwrap();
        let unread = Document { id: "b".into(), text: "t".into(), ..Document::default() };
        resume.pass(mark(2), out.written(), Exit::SomeBad, Met::Unread(Box::new(unread))).unwrap();
        out.write(reading("c").as_bytes()).unwrap();
        resume.pass(mark(3), out.written(), Exit::SomeBad, Met::Document).unwrap();
        let written = out.written();
        out.write(&reading("d").as_bytes()[..9]).unwrap();
        written
    }

    #[test]
    fn a_run_goes_on_where_the_last_whole_line_tells() {
        let folder = tempfile::tempdir().unwrap();
        let written = broken_off(folder.path());
        let journal = folder.path().join("out.part.journal");
        let mut torn = fs::read(&journal).unwrap();
        torn.extend_from_slice(b"{\"mark\":{\"files\":0");
        fs::write(&journal, &torn).unwrap();

        let mut resume = run(folder.path());
        assert_eq!((resume.mark(), resume.documents(), resume.exit()), (mark(3), 3, Exit::SomeBad));
        let met: Vec<String> = resume.met().unwrap().map(|document| document.unwrap().id).collect();
        assert_eq!(met, ["a", "b", "c"]);
        let mut out = resume.output().unwrap();
        assert_eq!(out.written(), written);
        out.write(reading("d").as_bytes()).unwrap();
        resume.pass(mark(4), out.written(), resume.exit(), Met::Document).unwrap();
        resume.finish(out).unwrap();
        let all = fs::read_to_string(folder.path().join("out")).unwrap();
        assert_eq!(all, ["a", "c", "d"].map(reading).concat());
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "nothing else is left");
    }

    #[test]
    fn lines_that_outlived_their_readings_do_not_count() {
        for (cut, expected) in [(1, 2), (0, 3)] {
            let folder = tempfile::tempdir().unwrap();
            let written = broken_off(folder.path());
            let part = OpenOptions::new().write(true).open(folder.path().join("out.part")).unwrap();
            part.set_len(written - cut).unwrap();
            assert_eq!(run(folder.path()).mark(), mark(expected));
        }
        // Zeros where a reading was to stand.
        let folder = tempfile::tempdir().unwrap();
        let written = broken_off(folder.path());
        let part = OpenOptions::new().write(true).open(folder.path().join("out.part")).unwrap();
        part.set_len(written - 3).unwrap();
        part.set_len(written).unwrap();
        assert_eq!(run(folder.path()).mark(), mark(2));
    }

    #[test]
    fn what_is_not_the_same_run_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        broken_off(folder.path());
        let refused = |plan: &Plan| match begin(folder.path(), plan) {
            Err(error) => format!("{error:#}"),
            Ok(_) => panic!("it was not refused"),
        };
        assert!(
            refused(&Plan { program: "2".into(), ..plan() })
                .contains("another version of depeche; to start over")
        );
        assert!(refused(&Plan { options: "x".into(), ..plan() }).contains("other options"));
        let stamp = |bytes| Stamp { path: "a".into(), files: 1, bytes, hash: 0 };
        assert!(refused(&Plan { inputs: vec![stamp(1)], ..plan() }).contains("other inputs"));
        let then = Plan { inputs: vec![stamp(1)], ..plan() };
        let now = Plan { inputs: vec![stamp(2)], ..plan() };
        assert_eq!(then.differs(&now).as_deref(), Some("a has changed since"));
        // Without the part there is nothing to go on with.
        fs::remove_file(folder.path().join("out.part")).unwrap();
        assert_eq!(run(folder.path()).mark(), Mark::default());
        // A file of that name that is somebody else's is left alone.
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("out.part"), "mine").unwrap();
        assert!(begin(folder.path(), &plan()).is_err());
        assert_eq!(fs::read_to_string(folder.path().join("out.part")).unwrap(), "mine");
    }

    #[test]
    fn two_runs_at_a_time_are_one_too_many() {
        let folder = tempfile::tempdir().unwrap();
        let first = run(folder.path());
        assert!(begin(folder.path(), &plan()).is_err_and(|error| error.to_string().contains("another run")));
        drop(first);
        run(folder.path());
    }

    #[test]
    fn what_ends_between_the_last_steps_is_put_right() {
        for renamed in [false, true] {
            let folder = tempfile::tempdir().unwrap();
            broken_off(folder.path());
            let mut resume = run(folder.path());
            resume.output().unwrap();
            resume.point.done = true;
            let last = serde_json::to_vec(&resume.point).unwrap();
            resume.line(&last).unwrap();
            drop(resume);
            if renamed {
                fs::rename(folder.path().join("out.part"), folder.path().join("out")).unwrap();
            }
            assert!(matches!(begin(folder.path(), &plan()), Ok(Begun::Done(Exit::SomeBad))));
            assert_eq!(
                fs::read_to_string(folder.path().join("out")).unwrap(),
                ["a", "c"].map(reading).concat()
            );
            assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
        }
    }
}
