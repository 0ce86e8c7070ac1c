//! Streams in UTF-16, turned into UTF-8 as they are read.

use encoding_rs::{Decoder, Encoding};
use std::io::{self, BufRead, Read};

/// A reader of UTF-8 over one of UTF-16; what is no character becomes U+FFFD.
pub(crate) struct FromUtf16<R> {
    bytes: R,
    decoder: Decoder,
    ready: Vec<u8>,
    given: usize,
    ended: bool,
}

impl<R: BufRead> FromUtf16<R> {
    pub fn new(bytes: R, encoding: &'static Encoding) -> Self {
        FromUtf16 {
            bytes,
            decoder: encoding.new_decoder_with_bom_removal(),
            ready: Vec::new(),
            given: 0,
            ended: false,
        }
    }
}

impl<R: BufRead> Read for FromUtf16<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        while self.given == self.ready.len() && !self.ended {
            let chunk = self.bytes.fill_buf()?;
            self.ended = chunk.is_empty();
            // Three bytes of UTF-8 at most for two of UTF-16, and what was held back before.
            self.ready.resize(chunk.len() / 2 * 3 + 16, 0);
            let (_, read, written, _) = self.decoder.decode_to_utf8(chunk, &mut self.ready, self.ended);
            self.bytes.consume(read);
            self.ready.truncate(written);
            self.given = 0;
        }
        let count = into.len().min(self.ready.len() - self.given);
        into[..count].copy_from_slice(&self.ready[self.given..self.given + count]);
        self.given += count;
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::BufReader;

    #[test]
    fn whatever_the_size_of_what_is_read() {
        let text = "« Señor » 😀 — fin";
        let wide: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        for size in 1..9 {
            let mut found = String::new();
            let bytes = BufReader::with_capacity(size, &wide[..]);
            FromUtf16::new(bytes, encoding_rs::UTF_16LE).read_to_string(&mut found).unwrap();
            assert_eq!(found, text, "{size}");
        }
    }

    #[test]
    fn halves_of_characters_are_marked() {
        let mut found = String::new();
        FromUtf16::new(&b"\xFF\xFEa\0\x3D\xD8b\0\x3D"[..], encoding_rs::UTF_16LE)
            .read_to_string(&mut found)
            .unwrap();
        assert_eq!(found, "a\u{FFFD}b\u{FFFD}");
    }
}
