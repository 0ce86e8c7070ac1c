//! Reading MessagePack front to back, without building values of it: tables of half a million entries.

use crate::Error;
use rmp::Marker;
use rmp::decode;

/// Values nested deeper than this are refused: skipping them recurses.
const MAX_DEPTH: usize = 64;

/// A place in a MessagePack file. What a header claims is believed only as far as there are bytes.
#[derive(Clone)]
pub(crate) struct Reader<'a> {
    file: &'a str,
    bytes: &'a [u8],
    rest: &'a [u8],
}

impl<'a> Reader<'a> {
    /// Starts at the beginning of a file's bytes; `file` is for messages.
    pub(crate) fn new(file: &'a str, bytes: &'a [u8]) -> Reader<'a> {
        Reader { file, bytes, rest: bytes }
    }

    /// Goes on at a byte that [`position`](Reader::position) once gave.
    pub(crate) fn at(file: &'a str, bytes: &'a [u8], position: usize) -> Reader<'a> {
        Reader { file, bytes, rest: bytes.get(position..).unwrap_or_default() }
    }

    /// Bytes read so far.
    pub(crate) fn position(&self) -> usize {
        self.bytes.len() - self.rest.len()
    }

    /// An error at this place.
    pub(crate) fn error(&self, problem: impl ToString) -> Error {
        Error::malformed(self.file, format!("byte {}", self.position()), problem)
    }

    /// The number of entries of a map; each takes two bytes at least, so more than fit are refused.
    pub(crate) fn map_len(&mut self) -> Result<usize, Error> {
        let len = decode::read_map_len(&mut self.rest).map_err(|error| self.error(error))? as usize;
        if len > self.rest.len() / 2 {
            return Err(self.error("a map that claims more entries than there are bytes"));
        }
        Ok(len)
    }

    /// The number of items of a list; each takes one byte at least.
    pub(crate) fn array_len(&mut self) -> Result<usize, Error> {
        let len = decode::read_array_len(&mut self.rest).map_err(|error| self.error(error))? as usize;
        if len > self.rest.len() {
            return Err(self.error("a list that claims more items than there are bytes"));
        }
        Ok(len)
    }

    /// A string.
    pub(crate) fn str(&mut self) -> Result<&'a str, Error> {
        match decode::read_str_from_slice(self.rest) {
            Ok((string, rest)) => {
                self.rest = rest;
                Ok(string)
            }
            Err(error) => Err(self.error(error)),
        }
    }

    /// An unsigned number.
    pub(crate) fn u64(&mut self) -> Result<u64, Error> {
        // Hashes, of which tables have half a million, take this form.
        const U64: u8 = 0xcf;
        if let Some((number, rest)) = self.rest.strip_prefix(&[U64]).and_then(<[u8]>::split_first_chunk::<8>)
        {
            self.rest = rest;
            return Ok(u64::from_be_bytes(*number));
        }
        decode::read_int(&mut self.rest).map_err(|error| self.error(error))
    }

    /// A number or a string: the key of a table, whose strings stand for their ids.
    pub(crate) fn id(&mut self) -> Result<u64, Error> {
        if self.next_is_str() { Ok(crate::strings::string_id(self.str()?)) } else { self.u64() }
    }

    /// A number or the hash of a string: the key of a plain dict, which knows no symbols.
    pub(crate) fn id_or_hash(&mut self) -> Result<u64, Error> {
        if self.next_is_str() { Ok(crate::strings::hash_string(self.str()?)) } else { self.u64() }
    }

    /// Whether the next value is a string.
    pub(crate) fn next_is_str(&self) -> bool {
        let marker = self.rest.first().map(|&byte| Marker::from_u8(byte));
        matches!(marker, Some(Marker::FixStr(_) | Marker::Str8 | Marker::Str16 | Marker::Str32))
    }

    /// Passes over the next value, whatever it is.
    pub(crate) fn skip(&mut self) -> Result<(), Error> {
        self.skip_nested(0)
    }

    fn skip_nested(&mut self, depth: usize) -> Result<(), Error> {
        if depth > MAX_DEPTH {
            return Err(self.error("values nested too deep"));
        }
        let marker = self.rest.first().map(|&byte| Marker::from_u8(byte));
        let marker = marker.ok_or_else(|| self.error("the file ends early"))?;
        let fixed = match marker {
            Marker::FixPos(_) | Marker::FixNeg(_) | Marker::Null | Marker::True | Marker::False => 1,
            Marker::U8 | Marker::I8 => 2,
            Marker::U16 | Marker::I16 => 3,
            Marker::U32 | Marker::I32 | Marker::F32 => 5,
            Marker::U64 | Marker::I64 | Marker::F64 => 9,
            Marker::FixStr(_) | Marker::Str8 | Marker::Str16 | Marker::Str32 => {
                self.str()?;
                return Ok(());
            }
            Marker::FixArray(_) | Marker::Array16 | Marker::Array32 => {
                for _ in 0..self.array_len()? {
                    self.skip_nested(depth + 1)?;
                }
                return Ok(());
            }
            Marker::FixMap(_) | Marker::Map16 | Marker::Map32 => {
                for _ in 0..2 * self.map_len()? {
                    self.skip_nested(depth + 1)?;
                }
                return Ok(());
            }
            Marker::Bin8 | Marker::Bin16 | Marker::Bin32 => {
                decode::read_bin_len(&mut self.rest).map_err(|error| self.error(error))? as usize
            }
            _ => return Err(self.error("a kind of value that no model has")),
        };
        self.rest = self.rest.get(fixed..).ok_or_else(|| self.error("the file ends early"))?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_passed_over() {
        let bytes =
            [0x82, 0xa1, b'k', 0x93, 1, 0xc4, 1, 7, 0xc0, 0xa1, b'l', 0xcb, 0, 0, 0, 0, 0, 0, 0, 0, 5];
        let mut reader = Reader::new("f", &bytes);
        reader.skip().unwrap();
        assert_eq!(reader.u64().unwrap(), 5);
    }

    #[test]
    fn claims_are_checked() {
        for bytes in [&[0xdf, 0xff, 0xff, 0xff, 0xff, 0xa0][..], &[0xdd, 0xff, 0xff, 0xff, 0xff], &[0xc6, 9]]
        {
            assert!(Reader::new("f", bytes).skip().is_err());
        }
        let deep = vec![0x91; 1000];
        assert!(Reader::new("f", &deep).skip().is_err());
    }
}
