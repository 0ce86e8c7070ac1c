//! Gzip members one after the other, each with its offset in the file.

use super::{Trouble, raw::Raw};
use flate2::{Decompress, FlushDecompress, Status};
use std::io::{self, Read};

/// How a member begins.
pub(crate) const MAGIC: [u8; 3] = [0x1F, 0x8B, 8];

/// What a member may unpack to before it is asked whether it is a bomb.
const SMALL: u64 = 16 << 20;
/// … which it is when it unpacks to more than so many times what it takes. Deflate cannot do more than 1032; pages do 3 to 30.
const MOST_TIMES: u64 = 256;

/// The unpacked bytes of one member after the other.
pub(crate) struct Packed {
    raw: Raw,
    inflate: Decompress,
    buffer: Box<[u8]>,
    at: usize,
    filled: usize,
    /// Where the member begins.
    member: u64,
    /// How many of its unpacked bytes were passed.
    inside: u64,
    ended: bool,
}

impl Packed {
    /// Before the first member, which [`Packed::begin`] goes to.
    pub fn new(raw: Raw) -> Packed {
        Packed {
            member: raw.position(),
            raw,
            inflate: Decompress::new_gzip(15),
            buffer: vec![0; 64 * 1024].into_boxed_slice(),
            at: 0,
            filled: 0,
            inside: 0,
            ended: true,
        }
    }

    /// Offset of this member in the file.
    pub fn member(&self) -> u64 {
        self.member
    }

    /// How many unpacked bytes of this member were passed.
    pub fn inside(&self) -> u64 {
        self.inside
    }

    /// Goes to the next member, over zeros that fill up a block; `false` at the end of the file.
    ///
    /// # Errors
    /// Something else stands there.
    pub fn begin(&mut self) -> Result<bool, Trouble> {
        let mut seen = 0;
        self.stop();
        while seen < MAGIC.len() {
            let Some(&byte) = self.raw.fill()?.first() else {
                return if seen == 0 { Ok(false) } else { Err(Trouble::Cut) };
            };
            if seen == 0 {
                self.member = self.raw.position();
            }
            if byte == MAGIC[seen] {
                seen += 1;
            } else if seen > 0 || byte != 0 {
                return Err(Trouble::Gzip("no gzip member begins here".into()));
            }
            self.raw.consume(1);
        }
        self.start();
        Ok(true)
    }

    /// After damage: goes to whatever looks like the beginning of a member after that of this one; `false` if nothing does.
    ///
    /// # Errors
    /// Those of the file.
    pub fn find(&mut self) -> Result<bool, Trouble> {
        self.stop();
        self.raw.back_to(self.member + 1)?;
        let mut seen = 0;
        loop {
            let chunk = self.raw.fill()?;
            if chunk.is_empty() {
                return Ok(false);
            }
            let mut used = chunk.len();
            for (at, &byte) in chunk.iter().enumerate() {
                seen = if byte == MAGIC[seen] { seen + 1 } else { usize::from(byte == MAGIC[0]) };
                if seen == MAGIC.len() {
                    used = at + 1;
                    break;
                }
            }
            self.raw.consume(used);
            if seen == MAGIC.len() {
                self.start();
                return Ok(true);
            }
        }
    }

    fn stop(&mut self) {
        (self.at, self.filled, self.inside, self.ended) = (0, 0, 0, true);
    }

    /// Begins the member whose first bytes were just passed.
    fn start(&mut self) {
        self.stop();
        self.ended = false;
        self.member = self.raw.position() - MAGIC.len() as u64;
        self.inflate = Decompress::new_gzip(15);
        // It keeps them until the rest of the header is there; what is wrong with that shows with the next bytes.
        let _ = self.inflate.decompress(&MAGIC, &mut self.buffer, FlushDecompress::None);
    }

    /// The next unpacked bytes; none at the end of the member, whose checksum then was right.
    ///
    /// # Errors
    /// The member is damaged, cut short, or a bomb.
    pub fn fill(&mut self) -> Result<&[u8], Trouble> {
        while self.at == self.filled && !self.ended {
            (self.at, self.filled) = (0, 0);
            let packed = self.raw.fill()?;
            let (was_in, was_out) = (self.inflate.total_in(), self.inflate.total_out());
            let status = self.inflate.decompress(packed, &mut self.buffer, FlushDecompress::None);
            let (all_in, all_out) = (self.inflate.total_in(), self.inflate.total_out());
            let (read, nothing_left) = ((all_in - was_in) as usize, packed.is_empty());
            self.raw.consume(read);
            self.filled = (all_out - was_out) as usize;
            let trouble = match status {
                Ok(Status::StreamEnd) => {
                    self.ended = true;
                    None
                }
                Ok(_) if all_out > SMALL && all_out / MOST_TIMES > all_in => Some(Trouble::Bomb),
                Ok(_) if read > 0 || self.filled > 0 => None,
                Ok(_) if nothing_left => Some(Trouble::Cut),
                Ok(_) => Some(Trouble::Gzip("the gzip member is damaged".into())),
                Err(error) => {
                    let why = error.message().unwrap_or("not what gzip writes");
                    Some(Trouble::Gzip(format!("the gzip member is damaged ({why})")))
                }
            };
            if let Some(trouble) = trouble {
                self.stop();
                return Err(trouble);
            }
        }
        Ok(&self.buffer[self.at..self.filled])
    }

    /// Goes past so many of the bytes that [`Packed::fill`] gave.
    pub fn consume(&mut self, count: usize) {
        self.at += count;
        self.inside += count as u64;
    }
}

/// All members as one stream of bytes, for forms that do not ask where in the file they are.
pub(crate) struct Unpacked(pub Packed);

impl Read for Unpacked {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        loop {
            let chunk = self.0.fill().map_err(io::Error::from)?;
            if !chunk.is_empty() {
                let count = chunk.len().min(into.len());
                into[..count].copy_from_slice(&chunk[..count]);
                self.0.consume(count);
                return Ok(count);
            }
            if !self.0.begin()? {
                return Ok(0);
            }
        }
    }
}
