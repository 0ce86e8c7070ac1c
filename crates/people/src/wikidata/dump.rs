//! The lines of a dump, plain or packed.

use std::{
    fs::File,
    io::{self, BufRead, BufReader, Read},
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
};

/// Longest line that is kept, in bytes: the longest entities of Wikidata have a tenth of it.
const LONGEST_LINE: usize = 64 << 20;

/// A dump of Wikidata in JSON, an entity a line.
pub struct Dump {
    reader: Box<dyn BufRead>,
    bytes_read: Arc<AtomicU64>,
    total: Option<u64>,
}

impl Dump {
    /// Opens a dump; `.gz` and `.bz2` are unpacked on the way.
    ///
    /// # Errors
    /// The file cannot be opened.
    pub fn open(path: &Path) -> io::Result<Dump> {
        let file = File::open(path)?;
        let total = file.metadata().ok().map(|about| about.len());
        let bytes_read = Arc::new(AtomicU64::new(0));
        let counted = Counted { file, bytes_read: Arc::clone(&bytes_read) };
        let packed = BufReader::with_capacity(1 << 20, counted);
        let reader: Box<dyn BufRead> = match path.extension().and_then(|extension| extension.to_str()) {
            Some("gz") => {
                Box::new(BufReader::with_capacity(1 << 20, flate2::bufread::MultiGzDecoder::new(packed)))
            }
            Some("bz2") => {
                Box::new(BufReader::with_capacity(1 << 20, bzip2::bufread::MultiBzDecoder::new(packed)))
            }
            _ => Box::new(packed),
        };
        Ok(Dump { reader, bytes_read, total })
    }

    /// How many bytes of the file have been read: a handle that stays good while the dump is read elsewhere.
    pub fn bytes_read(&self) -> Arc<AtomicU64> {
        Arc::clone(&self.bytes_read)
    }

    /// Size of the file in bytes, where the system tells it.
    pub fn total(&self) -> Option<u64> {
        self.total
    }

    /// Puts the next line into `line`, without what is longer than any entity; false at the end.
    pub(super) fn next_line(&mut self, line: &mut Vec<u8>) -> io::Result<bool> {
        line.clear();
        let mut any = false;
        loop {
            let buffer = self.reader.fill_buf()?;
            if buffer.is_empty() {
                return Ok(any);
            }
            any = true;
            let end = buffer.iter().position(|byte| *byte == b'\n');
            let piece = end.map_or(buffer, |end| &buffer[..end]);
            let room = LONGEST_LINE - line.len();
            line.extend_from_slice(&piece[..piece.len().min(room)]);
            let used = end.map_or(buffer.len(), |end| end + 1);
            self.reader.consume(used);
            if end.is_some() {
                return Ok(true);
            }
        }
    }
}

struct Counted {
    file: File,
    bytes_read: Arc<AtomicU64>,
}

impl Read for Counted {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.file.read(buffer)?;
        self.bytes_read.fetch_add(read as u64, Ordering::Relaxed);
        Ok(read)
    }
}
