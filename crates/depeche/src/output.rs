//! Where readings go: standard output, or a file that appears whole or not at all.

use crate::interrupt;
use anstream::{AutoStream, StripStream};
use anyhow::{Context, Result};
use std::{
    fs,
    io::{self, BufWriter, Write},
    path::{Path, PathBuf},
};
use tempfile::NamedTempFile;

/// Something to write to, and what is to be done when all is written.
pub struct Output {
    writer: Box<dyn Write + Send>,
    unfinished: Option<(NamedTempFile, PathBuf)>,
    /// A file that others put in its place.
    part: Option<fs::File>,
    written: u64,
}

impl Output {
    /// Standard output, or the file at `path`. What is `styled` loses its colours where nobody sees them; all else
    /// passes through byte for byte, for among the words of a text there may be some that look like colours.
    ///
    /// # Errors
    /// When the file, or one beside it, cannot be created.
    pub fn open(path: Option<&Path>, styled: bool) -> Result<Output> {
        let Some(path) = path else {
            let stdout = io::stdout();
            let writer: Box<dyn Write + Send> =
                if styled { Box::new(AutoStream::auto(stdout)) } else { Box::new(stdout) };
            return Ok(Output::to(Box::new(BufWriter::new(writer))));
        };
        let context = || format!("cannot write {}", path.display());
        // A pipe or a device is written to; put in place of it, a file would be a surprise.
        if path.exists() && !path.is_file() {
            let file = fs::OpenOptions::new().write(true).open(path).with_context(context)?;
            return Ok(Output::to(plain(file, styled)));
        }
        // Through a link to the file that it means.
        let target = path.canonicalize().unwrap_or_else(|_| path.to_owned());
        let folder =
            target.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let file = beside(&target).tempfile_in(folder).with_context(context)?;
        interrupt::unfinished(Some(file.path()));
        let writer = plain(file.as_file().try_clone().with_context(context)?, styled);
        Ok(Output { unfinished: Some((file, target)), ..Output::to(writer) })
    }

    fn to(writer: Box<dyn Write + Send>) -> Output {
        Output { writer, unfinished: None, part: None, written: 0 }
    }

    /// A file that holds `written` bytes already, to whose end more is written. The caller puts it in its place.
    ///
    /// # Errors
    /// The file cannot be shared.
    pub fn part(file: fs::File, written: u64) -> Result<Output> {
        let part = file.try_clone().context("cannot write the output")?;
        Ok(Output { part: Some(part), written, ..Output::to(plain(file, false)) })
    }

    /// How many bytes [`Output::write`] wrote, with those that were there before.
    pub fn written(&self) -> u64 {
        self.written
    }

    /// Writes a whole document's worth and lets it go on its way: who reads a pipe need not wait for the next.
    ///
    /// # Errors
    /// Those of the file or pipe.
    pub fn write(&mut self, bytes: &[u8]) -> Result<()> {
        self.writer.write_all(bytes).and_then(|()| self.writer.flush()).context("cannot write the output")?;
        self.written += bytes.len() as u64;
        Ok(())
    }

    /// What takes bytes a few at a time; the last of them go out with [`Output::finish`].
    pub fn writer(&mut self) -> &mut (impl Write + Send + use<>) {
        &mut self.writer
    }

    /// Puts the file in its place.
    ///
    /// # Errors
    /// Those of the file system; the file that was there before is then still there.
    pub fn finish(mut self) -> Result<()> {
        self.writer.flush().context("cannot write the output")?;
        if let Some(part) = self.part {
            part.sync_all().context("cannot write the output")?;
        }
        if let Some((file, target)) = self.unfinished {
            file.persist(&target).with_context(|| format!("cannot write {}", target.display()))?;
            interrupt::unfinished(None);
        }
        Ok(())
    }
}

fn plain(file: fs::File, styled: bool) -> Box<dyn Write + Send> {
    if styled { Box::new(BufWriter::new(StripStream::new(file))) } else { Box::new(BufWriter::new(file)) }
}

#[cfg(unix)]
fn beside(target: &Path) -> tempfile::Builder<'static, 'static> {
    use std::os::unix::fs::PermissionsExt;
    // Those of the file that is replaced, else what the user's umask leaves.
    let permissions =
        fs::metadata(target).map_or(fs::Permissions::from_mode(0o666), |known| known.permissions());
    let mut builder = tempfile::Builder::new();
    builder.prefix(".depeche-").permissions(permissions);
    builder
}

#[cfg(not(unix))]
fn beside(_target: &Path) -> tempfile::Builder<'static, 'static> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".depeche-");
    builder
}
