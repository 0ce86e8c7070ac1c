//! The bytes of a file or stream, with the offset of the next one, and a way back where there is one.

use crate::documents::Counted;
use std::{
    fs::File,
    io::{self, Read, Seek, SeekFrom},
};

/// Where bytes come from.
pub(crate) enum Source {
    /// A regular file: it can be read again from any offset.
    File(Counted<File>),
    /// All else.
    Stream(Box<dyn Read + Send>),
}

impl Read for Source {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        match self {
            Source::File(file) => file.read(into),
            Source::Stream(bytes) => bytes.read(into),
        }
    }
}

/// The most bytes that are read a second time in one file: a file made of nothing but damage must not be read for ever.
const MOST_AGAIN: u64 = 1 << 30;

/// A buffered reader that knows its offset.
pub(crate) struct Raw {
    source: Source,
    /// What the file holds; `None` for a stream.
    size: Option<u64>,
    buffer: Box<[u8]>,
    at: usize,
    filled: usize,
    /// Offset of the byte at `at`.
    position: u64,
    /// How many bytes may yet be read again.
    again: u64,
}

impl Raw {
    /// The bytes of `source`, a file's from its first.
    ///
    /// # Errors
    /// Those of the file.
    pub fn new(mut source: Source) -> io::Result<Raw> {
        let mut size = None;
        if let Source::File(file) = &mut source {
            size = Some(file.bytes.metadata()?.len());
            file.bytes.rewind()?;
        }
        let buffer = vec![0; 64 * 1024].into_boxed_slice();
        Ok(Raw { source, size, buffer, at: 0, filled: 0, position: 0, again: MOST_AGAIN })
    }

    /// Goes to an offset; in a stream by reading up to it.
    ///
    /// # Errors
    /// Those of the source.
    pub fn on_to(&mut self, offset: u64) -> io::Result<()> {
        if offset == self.position {
            return Ok(());
        }
        if let Source::File(file) = &mut self.source {
            file.passed(offset);
            file.bytes.seek(SeekFrom::Start(offset))?;
            (self.at, self.filled, self.position) = (0, 0, offset);
        }
        while self.position < offset {
            let count = self.fill()?.len();
            if count == 0 {
                break;
            }
            self.consume(usize::try_from(offset - self.position).unwrap_or(count).min(count));
        }
        Ok(())
    }

    /// Offset of the next byte.
    pub fn position(&self) -> u64 {
        self.position
    }

    /// How many bytes follow, where that is known.
    pub fn left(&self) -> Option<u64> {
        self.size.map(|size| size.saturating_sub(self.position))
    }

    /// The next bytes; none at the end.
    ///
    /// # Errors
    /// Those of the source.
    pub fn fill(&mut self) -> io::Result<&[u8]> {
        if self.at == self.filled {
            self.at = 0;
            self.filled = loop {
                match self.source.read(&mut self.buffer) {
                    Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                    other => break other.inspect_err(|_| self.filled = 0)?,
                }
            };
        }
        Ok(&self.buffer[self.at..self.filled])
    }

    /// Goes past so many of the bytes that [`Raw::fill`] gave.
    pub fn consume(&mut self, count: usize) {
        self.at += count;
        self.position += count as u64;
    }

    /// Goes back to an offset that was passed. In a stream, and where that was done too often, it stays where it is.
    ///
    /// # Errors
    /// Those of the file.
    pub fn back_to(&mut self, offset: u64) -> io::Result<()> {
        let distance = self.position.saturating_sub(offset);
        let Source::File(file) = &mut self.source else { return Ok(()) };
        if distance == 0 || distance > self.again {
            return Ok(());
        }
        self.again -= distance;
        file.bytes.seek(SeekFrom::Start(offset))?;
        (self.at, self.filled, self.position) = (0, 0, offset);
        Ok(())
    }
}
