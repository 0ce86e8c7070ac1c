//! An answer of a web server as an archive keeps it: status, headers, and a body that may be chunked and packed.

use super::{Headers, MOST_HEADERS};
use flate2::read::{DeflateDecoder, MultiGzDecoder, ZlibDecoder};
use std::{
    borrow::Cow,
    io::{ErrorKind, Read},
};

/// An answer.
#[derive(Debug)]
pub(crate) struct Answer<'a> {
    /// 200 where all is well.
    pub status: u16,
    /// The headers.
    pub headers: Headers,
    /// What follows, as it was sent.
    pub sent: &'a [u8],
}

/// Why there is no body.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Fault {
    /// It unpacks to more than the limit.
    TooLarge,
    /// It is not packed as it says.
    Damaged(String),
    /// It is packed in a way that is not known.
    Unknown(String),
}

/// The answer in a block; `None` if there is none.
pub(crate) fn answer(block: &[u8]) -> Option<Answer<'_>> {
    let mut rest = block;
    let status_line = line(&mut rest)?;
    if !status_line.starts_with(b"HTTP/") {
        return None;
    }
    let status = std::str::from_utf8(status_line.get(..64).unwrap_or(status_line)).ok();
    let status = status?.split_ascii_whitespace().nth(1)?.parse().ok()?;
    let mut headers = Headers::default();
    while block.len() - rest.len() < MOST_HEADERS {
        match line(&mut rest) {
            // A block that was cut, or an answer without a body.
            None => break,
            Some(b"") => return Some(Answer { status, headers, sent: rest }),
            Some(line) => headers.add(line),
        }
    }
    Some(Answer { status, headers, sent: b"" })
}

/// The next line, without its end.
fn line<'a>(rest: &mut &'a [u8]) -> Option<&'a [u8]> {
    let end = memchr::memchr(b'\n', rest)?;
    let line = &rest[..end];
    *rest = &rest[end + 1..];
    Some(line.strip_suffix(b"\r").unwrap_or(line))
}

impl Answer<'_> {
    /// Whether it says that it is a web page, or says nothing and looks like one.
    pub fn is_page(&self) -> bool {
        match self.headers.get("Content-Type") {
            Some(kind) => is_html(kind),
            None => looks_like_markup(self.sent),
        }
    }

    /// The body, unchunked and unpacked, and whether all of it is there.
    ///
    /// Archives keep answers as they were sent, or unchunked and unpacked with the headers as they were: what does not look
    /// chunked or packed is taken as it stands.
    ///
    /// # Errors
    /// It is packed in a way that is not known, is damaged, or larger than `limit`.
    pub fn body(&self, limit: usize) -> Result<(Cow<'_, [u8]>, bool), Fault> {
        let mut body = (Cow::Borrowed(self.sent), true);
        if self
            .headers
            .get("Transfer-Encoding")
            .is_some_and(|how| how.to_ascii_lowercase().contains("chunked"))
            && let Some((whole, all)) = unchunked(self.sent)
        {
            body = (Cow::Owned(whole), all);
        }
        let packing = self.headers.get("Content-Encoding").unwrap_or_default().to_ascii_lowercase();
        // The last is the outermost; more than two nobody sends.
        for packing in packing.split(',').rev().map(str::trim).filter(|packing| !packing.is_empty()).take(3) {
            let (unpacked, all) = unpacked(&body.0, packing, limit)?;
            if let Some(unpacked) = unpacked {
                body.0 = Cow::Owned(unpacked);
            }
            body.1 &= all;
        }
        if body.0.len() > limit { Err(Fault::TooLarge) } else { Ok(body) }
    }
}

/// Whether a content type is that of a web page.
pub(crate) fn is_html(kind: &str) -> bool {
    let name = kind.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    name == "text/html" || name == "application/xhtml+xml"
}

/// The character set that a content type names.
pub(crate) fn charset(kind: &str) -> Option<String> {
    kind.split(';').skip(1).find_map(|part| {
        let (name, value) = part.split_once('=')?;
        let value = value.trim().trim_matches(['"', '\'']);
        (name.trim().eq_ignore_ascii_case("charset") && !value.is_empty()).then(|| value.to_owned())
    })
}

fn looks_like_markup(bytes: &[u8]) -> bool {
    bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes).trim_ascii_start().starts_with(b"<")
}

/// The chunks of a body put together, and whether the last was there; `None` if it does not begin with a chunk.
fn unchunked(sent: &[u8]) -> Option<(Vec<u8>, bool)> {
    let (mut whole, mut rest) = (Vec::new(), sent);
    loop {
        let size = line(&mut rest).and_then(|line| {
            let digits = line.split(|&byte| byte == b';').next()?.trim_ascii();
            let digits = std::str::from_utf8(digits).ok().filter(|digits| !digits.starts_with('+'))?;
            usize::from_str_radix(digits, 16).ok()
        });
        match size {
            Some(0) => return Some((whole, true)),
            Some(size) if size <= rest.len() => {
                whole.extend_from_slice(&rest[..size]);
                rest = &rest[size..];
                // The end of line after a chunk.
                rest = rest.strip_prefix(b"\r\n").or_else(|| rest.strip_prefix(b"\n")).unwrap_or(rest);
            }
            None if whole.is_empty() => return None,
            Some(_) if whole.is_empty() && looks_like_markup(sent) => return None,
            Some(_) => {
                whole.extend_from_slice(rest);
                return Some((whole, false));
            }
            None => return Some((whole, false)),
        }
    }
}

/// What was packed, and whether all of it is there; no bytes where it is not packed.
fn unpacked(packed: &[u8], packing: &str, limit: usize) -> Result<(Option<Vec<u8>>, bool), Fault> {
    let zlib = packed.len() > 1
        && packed[0] & 15 == 8
        && u16::from_be_bytes([packed[0], packed[1]]).is_multiple_of(31);
    let mut out = Vec::new();
    let read = match packing {
        "identity" | "none" | "utf-8" => return Ok((None, true)),
        "gzip" | "x-gzip" if packed.starts_with(&super::packed::MAGIC) => {
            take(MultiGzDecoder::new(packed), limit, &mut out)
        }
        "deflate" if zlib => take(ZlibDecoder::new(packed), limit, &mut out),
        "deflate" => take(DeflateDecoder::new(packed), limit, &mut out),
        "br" => take(brotli_decompressor::Decompressor::new(packed, 4096), limit, &mut out),
        "gzip" | "x-gzip" => Err(std::io::Error::new(ErrorKind::InvalidData, "no gzip")),
        other => {
            return if looks_like_markup(packed) {
                Ok((None, true))
            } else {
                Err(Fault::Unknown(other.chars().filter(|c| !c.is_control()).take(20).collect()))
            };
        }
    };
    match read {
        Ok(()) if out.len() > limit => Err(Fault::TooLarge),
        Ok(()) => Ok((Some(out), true)),
        Err(_) if looks_like_markup(packed) => Ok((None, true)),
        // The beginning of a page is worth reading, as browsers do.
        Err(error) if error.kind() == ErrorKind::UnexpectedEof && !out.is_empty() => Ok((Some(out), false)),
        Err(_) => Err(Fault::Damaged(format!("the page is not packed as it says ({packing})"))),
    }
}

/// Reads to one byte past the limit at most.
fn take(bytes: impl Read, limit: usize, out: &mut Vec<u8>) -> std::io::Result<()> {
    bytes.take(limit as u64 + 1).read_to_end(out).map(|_| ())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    fn body(headers: &str, sent: &[u8], limit: usize) -> Result<(String, bool), Fault> {
        let block = [b"HTTP/1.1 200 OK\r\n", headers.as_bytes(), b"\r\n", sent].concat();
        let answer = answer(&block).expect("an answer");
        let (body, all) = answer.body(limit)?;
        Ok((String::from_utf8_lossy(&body).into_owned(), all))
    }

    fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    }

    #[test]
    fn chunks_are_put_together_where_there_are_any() {
        let chunked = "Transfer-Encoding: Chunked\r\n";
        let all = |text: &str| Ok((text.to_owned(), true));
        assert_eq!(body(chunked, b"3\r\n<p>\r\n5;x=y\r\nhello\r\n0\r\n\r\n", 99), all("<p>hello"));
        assert_eq!(body(chunked, b"3\n<p>\n0\n", 99), all("<p>"));
        assert_eq!(body(chunked, b"<p>hello</p>", 99), all("<p>hello</p>"));
        assert_eq!(body(chunked, b"3\r\n<p>\r\nff\r\nhell", 99), Ok(("<p>hell".into(), false)));
        assert_eq!(body(chunked, b"3\r\n<p>\r\nffffffffffffffffffff\r\nhell", 99), Ok(("<p>".into(), false)));
        assert_eq!(body("", b"3\r\n<p>\r\n0\r\n", 99), all("3\r\n<p>\r\n0\r\n"));
    }

    #[test]
    fn bodies_are_unpacked_whatever_the_way() {
        let mut zlib = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::default());
        zlib.write_all(b"<p>zlib").unwrap();
        let mut raw = flate2::write::DeflateEncoder::new(Vec::new(), flate2::Compression::default());
        raw.write_all(b"<p>raw").unwrap();
        // « <p>br », one uncompressed metablock as RFC 7932 has it.
        let brotli = [0x8B, 0x02, 0x80, b'<', b'p', b'>', b'b', b'r', b'!', 0x03];
        let chunked = [b"1e\r\n".as_slice(), &gzip(b"<p>gzip")].concat();
        assert!(chunked.len() > 4);
        for (headers, sent, expected) in [
            ("Content-Encoding: gzip\r\n", gzip(b"<p>gzip"), "<p>gzip"),
            ("content-encoding: GZIP, gzip\r\n", gzip(&gzip(b"<p>twice")), "<p>twice"),
            ("Content-Encoding: gzip\r\n", b"<p>stands".to_vec(), "<p>stands"),
            ("Content-Encoding: deflate\r\n", zlib.finish().unwrap(), "<p>zlib"),
            ("Content-Encoding: deflate\r\n", raw.finish().unwrap(), "<p>raw"),
            ("Content-Encoding: br\r\n", brotli.to_vec(), "<p>br!"),
            ("Content-Encoding: br\r\n", b"<p>stands".to_vec(), "<p>stands"),
            ("Content-Encoding: zstd\r\n", b"<p>stands".to_vec(), "<p>stands"),
        ] {
            assert_eq!(body(headers, &sent, 99), Ok((expected.to_owned(), true)), "{headers}");
        }
        let cut = &gzip(b"<p>gzip")[..12];
        assert_eq!(body("Content-Encoding: gzip\r\n", cut, 99).map(|(_, all)| all), Ok(false));
    }

    #[test]
    fn what_cannot_be_unpacked_is_a_fault() {
        let bomb = gzip(&vec![b' '; 1_000_000]);
        assert_eq!(body("Content-Encoding: gzip\r\n", &bomb, 999), Err(Fault::TooLarge));
        assert_eq!(
            body("Content-Encoding: gzip\r\n", &gzip(&bomb), 999_999),
            Ok((String::from_utf8_lossy(&bomb).into_owned(), true))
        );
        assert_eq!(body("Content-Encoding: zstd\r\n", b"\x28\xB5", 99), Err(Fault::Unknown("zstd".into())));
        for packing in ["gzip", "deflate", "br"] {
            let damaged = Fault::Damaged(format!("the page is not packed as it says ({packing})"));
            assert_eq!(
                body(&format!("Content-Encoding: {packing}\r\n"), b"\xFF\xFF\xFF\xFF", 99),
                Err(damaged)
            );
        }
        assert!(answer(b"").is_none() && answer(b"GET / HTTP/1.1\r\n\r\n").is_none());
        assert!(answer(b"HTTP/1.1 OK\r\n\r\n").is_none());
        assert_eq!(answer(b"HTTP/1.0 200\r\nA: b\r\n").map(|answer| answer.sent.len()), Some(0));
    }

    #[test]
    fn content_types_are_read() {
        assert!(is_html("text/html") && is_html("Text/HTML; charset=x") && !is_html("text/plain"));
        assert_eq!(charset("text/html; a=b; Charset=\"iso-8859-1\"").as_deref(), Some("iso-8859-1"));
        assert_eq!(charset("text/html"), None);
    }
}
