//! The pages of a Parquet column, unpacked within bounds.
//!
//! The library decodes what is in pages. Finding and unpacking them is done here: sizes are believed only up to a limit, before
//! anything is allocated, and all packings are read without C.

use bytes::Bytes;
use parquet::{
    basic::{Compression, Encoding},
    column::page::{Page, PageMetadata, PageReader},
    errors::{ParquetError, Result},
};
use std::{
    fs::File,
    io::{Read, Seek, SeekFrom},
    sync::Arc,
};

/// What a table is read from.
pub(crate) enum Data {
    File(File),
    Memory(Bytes),
}

impl Data {
    pub fn len(&self) -> u64 {
        match self {
            Data::File(file) => file.metadata().map_or(0, |data| data.len()),
            Data::Memory(bytes) => bytes.len() as u64,
        }
    }

    fn read(&self, start: u64, size: usize) -> Result<Bytes> {
        match self {
            Data::File(file) => {
                let mut file = file;
                file.seek(SeekFrom::Start(start))?;
                let mut bytes = Vec::new();
                file.take(size as u64).read_to_end(&mut bytes)?;
                if bytes.len() < size {
                    Err(ParquetError::EOF("the file ends within a page".into()))
                } else {
                    Ok(bytes.into())
                }
            }
            Data::Memory(bytes) => {
                let start = usize::try_from(start).unwrap_or(usize::MAX);
                let end = start.checked_add(size).filter(|end| *end <= bytes.len());
                end.map(|end| bytes.slice(start..end))
                    .ok_or_else(|| ParquetError::EOF("the file ends within a page".into()))
            }
        }
    }
}

/// The longest header of a page: it may hold the least and the greatest value.
const LONGEST_HEADER: usize = 16 << 20;
/// The most values that a page may claim.
const MOST_VALUES: u32 = 1 << 24;

/// The pages of a column in one row group.
pub(crate) struct Pages {
    data: Arc<Data>,
    at: u64,
    end: u64,
    packing: Compression,
    /// The most bytes of a page.
    limit: usize,
    /// Whether the values that others point to have come.
    has_dictionary: bool,
    /// One that was looked at.
    next: Option<Page>,
}

impl Pages {
    /// The pages between two offsets.
    pub fn new(data: Arc<Data>, at: u64, end: u64, packing: Compression, limit: usize) -> Pages {
        Pages { data, at, end, packing, limit, has_dictionary: false, next: None }
    }

    fn read(&mut self) -> Result<Option<Page>> {
        while self.at < self.end {
            let (header, length) = self.header()?;
            let start = self.at + length as u64;
            let packed = size(header.packed, self.limit)?;
            if start.saturating_add(packed as u64) > self.end {
                return Err(ParquetError::EOF("a page ends after its column".into()));
            }
            self.at = start + packed as u64;
            if let Some(page) = self.page(&header, self.data.read(start, packed)?)? {
                let pointing =
                    [Encoding::PLAIN_DICTIONARY, Encoding::RLE_DICTIONARY].contains(&page.encoding());
                if page.is_dictionary_page() {
                    self.has_dictionary = true;
                } else if pointing && !self.has_dictionary {
                    return Err(ParquetError::General(
                        "a page points to a dictionary that is not there".into(),
                    ));
                }
                return Ok(Some(page));
            }
        }
        Ok(None)
    }

    /// The header at this place, and its length.
    fn header(&self) -> Result<(Header, usize)> {
        let left = usize::try_from(self.end - self.at).unwrap_or(usize::MAX);
        let mut size = 4096.min(left);
        loop {
            let bytes = self.data.read(self.at, size)?;
            let mut thrift = Thrift { bytes: &bytes, at: 0 };
            match Header::read(&mut thrift) {
                Some(header) => return Ok((header, thrift.at)),
                None if size == left || size >= LONGEST_HEADER => {
                    return Err(ParquetError::General("a page without a header".into()));
                }
                None => size = (size * 16).min(left).min(LONGEST_HEADER),
            }
        }
    }

    /// The page; of other kinds than ours there is none.
    fn page(&self, header: &Header, packed: Bytes) -> Result<Option<Page>> {
        let plain_size = size(header.plain, self.limit)?;
        let num_values = u32::try_from(header.values).ok().filter(|values| *values <= MOST_VALUES);
        let num_values = num_values
            .ok_or_else(|| ParquetError::General("a page claims more values than can be".into()))?;
        Ok(Some(match header.kind {
            0 => Page::DataPage {
                buf: unpacked(self.packing, packed, plain_size)?,
                num_values,
                encoding: encoding(header.encoding)?,
                def_level_encoding: encoding(header.definition)?,
                rep_level_encoding: encoding(header.repetition)?,
                statistics: None,
            },
            2 => {
                let buf = unpacked(self.packing, packed, plain_size)?;
                // Each value has its length before it, or is at least a byte long.
                if num_values as usize > buf.len() {
                    return Err(ParquetError::General(
                        "a dictionary claims more values than it has bytes".into(),
                    ));
                }
                Page::DictionaryPage {
                    buf,
                    num_values,
                    encoding: encoding(header.encoding)?,
                    is_sorted: false,
                }
            }
            3 => {
                let levels =
                    size(header.definition, self.limit)?.saturating_add(size(header.repetition, self.limit)?);
                if levels > packed.len() || levels > plain_size {
                    return Err(ParquetError::General("a page whose levels are longer than itself".into()));
                }
                let buf = if header.is_packed {
                    let values = unpacked(self.packing, packed.slice(levels..), plain_size - levels)?;
                    [&packed[..levels], &values].concat().into()
                } else {
                    packed
                };
                Page::DataPageV2 {
                    buf,
                    num_values,
                    encoding: encoding(header.encoding)?,
                    num_nulls: u32::try_from(header.nulls).unwrap_or(0),
                    num_rows: u32::try_from(header.rows).unwrap_or(0),
                    def_levels_byte_len: header.definition as u32,
                    rep_levels_byte_len: header.repetition as u32,
                    is_compressed: false,
                    statistics: None,
                }
            }
            _ => return Ok(None),
        }))
    }
}

impl Iterator for Pages {
    type Item = Result<Page>;

    fn next(&mut self) -> Option<Self::Item> {
        self.get_next_page().transpose()
    }
}

impl PageReader for Pages {
    fn get_next_page(&mut self) -> Result<Option<Page>> {
        match self.next.take() {
            Some(page) => Ok(Some(page)),
            None => self.read(),
        }
    }

    fn peek_next_page(&mut self) -> Result<Option<PageMetadata>> {
        if self.next.is_none() {
            self.next = self.read()?;
        }
        Ok(self.next.as_ref().map(|page| PageMetadata {
            num_rows: match page {
                Page::DataPageV2 { num_rows, .. } => Some(*num_rows as usize),
                _ => None,
            },
            num_levels: Some(page.num_values() as usize),
            is_dict: page.is_dictionary_page(),
        }))
    }

    fn skip_next_page(&mut self) -> Result<()> {
        self.get_next_page().map(|_| ())
    }
}

fn size(claimed: i64, limit: usize) -> Result<usize> {
    usize::try_from(claimed).ok().filter(|size| *size <= limit).ok_or_else(|| {
        ParquetError::General(format!("a page of {claimed} bytes, more than the limit of {limit}"))
    })
}

fn encoding(number: i64) -> Result<Encoding> {
    Ok(match number {
        0 => Encoding::PLAIN,
        2 => Encoding::PLAIN_DICTIONARY,
        3 => Encoding::RLE,
        #[allow(deprecated)]
        4 => Encoding::BIT_PACKED,
        5 => Encoding::DELTA_BINARY_PACKED,
        6 => Encoding::DELTA_LENGTH_BYTE_ARRAY,
        7 => Encoding::DELTA_BYTE_ARRAY,
        8 => Encoding::RLE_DICTIONARY,
        9 => Encoding::BYTE_STREAM_SPLIT,
        _ => return Err(ParquetError::General(format!("an encoding that is not known ({number})"))),
    })
}

/// What was packed, if it is of the size that was claimed.
fn unpacked(packing: Compression, packed: Bytes, size: usize) -> Result<Bytes> {
    let mut plain = Vec::new();
    let most = size as u64 + 1;
    match packing {
        Compression::UNCOMPRESSED => {
            return if packed.len() == size { Ok(packed) } else { Err(wrong_size()) };
        }
        // Nothing is packed as a byte or none at all.
        _ if size == 0 => return Ok(Bytes::new()),
        Compression::SNAPPY => {
            if snap::raw::decompress_len(&packed).map_err(outer)? != size {
                return Err(wrong_size());
            }
            plain = snap::raw::Decoder::new().decompress_vec(&packed).map_err(outer)?;
        }
        Compression::GZIP(_) => {
            flate2::read::MultiGzDecoder::new(&packed[..]).take(most).read_to_end(&mut plain)?;
        }
        Compression::BROTLI(_) => {
            brotli_decompressor::Decompressor::new(&packed[..], 4096).take(most).read_to_end(&mut plain)?;
        }
        Compression::ZSTD(_) => {
            let decoder = ruzstd::decoding::StreamingDecoder::new(&packed[..]).map_err(outer)?;
            decoder.take(most).read_to_end(&mut plain)?;
        }
        other => return Err(ParquetError::General(format!("packed as {other}, which is not read"))),
    }
    if plain.len() == size { Ok(plain.into()) } else { Err(wrong_size()) }
}

fn wrong_size() -> ParquetError {
    ParquetError::General("a page unpacks to another size than it says".into())
}

fn outer(error: impl std::error::Error) -> ParquetError {
    ParquetError::General(error.to_string())
}

/// What the header of a page says.
#[derive(Debug, Default, PartialEq)]
struct Header {
    kind: i64,
    plain: i64,
    packed: i64,
    values: i64,
    nulls: i64,
    rows: i64,
    encoding: i64,
    /// The encoding of definition levels; in pages of the second version their length. Likewise the next.
    definition: i64,
    repetition: i64,
    is_packed: bool,
}

impl Header {
    /// Reads a header; `None` where it goes on after the bytes, or is none.
    fn read(thrift: &mut Thrift) -> Option<Header> {
        let mut header = Header { is_packed: true, ..Header::default() };
        let mut any = false;
        thrift.fields(|thrift, id, kind| {
            match (id, kind) {
                (1, 5) => header.kind = thrift.number()?,
                (2, 5) => header.plain = thrift.number()?,
                (3, 5) => header.packed = thrift.number()?,
                (5, 12) => thrift.fields(|thrift, id, kind| {
                    match (id, kind) {
                        (1, 5) => header.values = thrift.number()?,
                        (2, 5) => header.encoding = thrift.number()?,
                        (3, 5) => header.definition = thrift.number()?,
                        (4, 5) => header.repetition = thrift.number()?,
                        _ => thrift.skip(kind, 8)?,
                    }
                    Some(())
                })?,
                (7, 12) => thrift.fields(|thrift, id, kind| {
                    match (id, kind) {
                        (1, 5) => header.values = thrift.number()?,
                        (2, 5) => header.encoding = thrift.number()?,
                        _ => thrift.skip(kind, 8)?,
                    }
                    Some(())
                })?,
                (8, 12) => thrift.fields(|thrift, id, kind| {
                    match (id, kind) {
                        (1, 5) => header.values = thrift.number()?,
                        (2, 5) => header.nulls = thrift.number()?,
                        (3, 5) => header.rows = thrift.number()?,
                        (4, 5) => header.encoding = thrift.number()?,
                        (5, 5) => header.definition = thrift.number()?,
                        (6, 5) => header.repetition = thrift.number()?,
                        (7, 1 | 2) => header.is_packed = kind == 1,
                        _ => thrift.skip(kind, 8)?,
                    }
                    Some(())
                })?,
                _ => thrift.skip(kind, 8)?,
            }
            any = true;
            Some(())
        })?;
        any.then_some(header)
    }
}

/// Thrift's compact protocol, as far as headers need it.
struct Thrift<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl Thrift<'_> {
    fn byte(&mut self) -> Option<u8> {
        let byte = self.bytes.get(self.at).copied();
        self.at += 1;
        byte
    }

    fn varint(&mut self) -> Option<u64> {
        let mut number = 0;
        for shift in (0..64).step_by(7) {
            let byte = self.byte()?;
            number |= u64::from(byte & 0x7F) << shift;
            if byte < 0x80 {
                return Some(number);
            }
        }
        None
    }

    fn number(&mut self) -> Option<i64> {
        let number = self.varint()?;
        Some((number >> 1) as i64 ^ -((number & 1) as i64))
    }

    /// Gives each field of a structure to `field`, with its number and type.
    fn fields(&mut self, mut field: impl FnMut(&mut Self, i64, u8) -> Option<()>) -> Option<()> {
        let mut id = 0i64;
        loop {
            let head = self.byte()?;
            if head == 0 {
                return Some(());
            }
            id = match head >> 4 {
                0 => self.number()?,
                step => id.checked_add(i64::from(step))?,
            };
            field(self, id, head & 0x0F)?;
        }
    }

    fn skip(&mut self, kind: u8, depth: u8) -> Option<()> {
        let depth = depth.checked_sub(1)?;
        match kind {
            1 | 2 => {}
            3 => self.at += 1,
            4..=6 => drop(self.varint()?),
            7 => self.at += 8,
            8 => {
                let length = usize::try_from(self.varint()?).ok()?;
                self.at = self.at.checked_add(length).filter(|at| *at <= self.bytes.len())?;
            }
            9 | 10 => {
                let head = self.byte()?;
                let count = if head >> 4 == 15 { self.varint()? } else { u64::from(head >> 4) };
                for _ in 0..count.min(self.bytes.len() as u64) {
                    self.skip(head & 0x0F, depth)?;
                }
            }
            12 => self.fields(|thrift, _, kind| thrift.skip(kind, depth))?,
            _ => return None,
        }
        (self.at <= self.bytes.len()).then_some(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_of_pages() {
        // type 0, plain 30, packed 32, a data page of 4 values, plain, levels RLE; statistics passed over.
        let bytes = [
            0x15, 0x00, 0x15, 0x3C, 0x15, 0x40, 0x2C, 0x15, 0x08, 0x15, 0x00, 0x15, 0x06, 0x15, 0x06, 0x1C,
            0x18, 0x01, b'a', 0x00, 0x00, 0x00, 0xFF,
        ];
        let mut thrift = Thrift { bytes: &bytes, at: 0 };
        let header = Header::read(&mut thrift).unwrap();
        assert_eq!(
            header,
            Header {
                plain: 30,
                packed: 32,
                values: 4,
                definition: 3,
                repetition: 3,
                is_packed: true,
                ..Header::default()
            }
        );
        assert_eq!(thrift.at, bytes.len() - 1);
        for end in 0..bytes.len() - 1 {
            assert_eq!(Header::read(&mut Thrift { bytes: &bytes[..end], at: 0 }), None, "{end}");
        }
    }

    #[test]
    fn what_unpacks_to_another_size_is_refused() {
        let packed = Bytes::from(snap::raw::Encoder::new().compress_vec(&[7; 1000]).unwrap());
        assert_eq!(unpacked(Compression::SNAPPY, packed.clone(), 1000).unwrap(), vec![7; 1000]);
        assert!(unpacked(Compression::SNAPPY, packed, 999).is_err());
        assert!(unpacked(Compression::UNCOMPRESSED, Bytes::from_static(b"abc"), 4).is_err());
        assert!(unpacked(Compression::GZIP(Default::default()), Bytes::from_static(b"abc"), 4).is_err());
        assert!(unpacked(Compression::ZSTD(Default::default()), Bytes::from_static(b"abc"), 4).is_err());
    }
}
