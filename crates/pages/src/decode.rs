//! Bytes become text: by byte order mark, by what the server said, by the page's own `meta` element, by its letters.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// How far into a page its own word for its character set is looked for (HTML Standard, « prescan »).
const PRESCAN: usize = 4096;

/// A page's bytes as text; what cannot be decoded becomes U+FFFD.
///
/// `charset` is what the server said. A page that says UTF-8 and is not is taken for what its letters tell.
///
/// ```
/// assert_eq!(pages::text(b"<meta charset=windows-1252><p>\x93Non\x94, dit-il", None), "<meta charset=windows-1252><p>“Non”, dit-il");
/// assert_eq!(pages::text(b"\xFF\xFEo\0u\0i\0", None), "oui");
/// ```
pub fn text(bytes: &[u8], charset: Option<&str>) -> String {
    let encoding = Encoding::for_bom(bytes)
        .map(|(encoding, _)| encoding)
        .or_else(|| charset.and_then(|name| usable(name, bytes)))
        .or_else(|| declared(bytes).and_then(|name| usable(&name, bytes)))
        .or_else(|| wide(bytes))
        .unwrap_or_else(|| guessed(bytes));
    encoding.decode(bytes).0.into_owned()
}

/// Whether what was decoded is text: of pictures and archives a tenth becomes control characters, or cannot be decoded. NULs, which
/// stand in some pages, do not count.
pub(crate) fn is_text(text: &str) -> bool {
    let odd =
        |c: &char| (c.is_control() && !matches!(c, '\0' | '\t' | '\n' | '\r' | '\u{c}')) || *c == '\u{fffd}';
    let (mut all, mut bad) = (0usize, 0usize);
    for c in text.chars().take(64 * 1024) {
        all += 1;
        bad += usize::from(odd(&c));
    }
    bad * 20 <= all
}

/// The encoding of a name, unless it is one that the bytes contradict.
fn usable(name: &str, bytes: &[u8]) -> Option<&'static Encoding> {
    let encoding = Encoding::for_label(name.trim().as_bytes())?;
    if encoding == UTF_8 && std::str::from_utf8(bytes).is_err_and(|error| error.error_len().is_some()) {
        return None;
    }
    if encoding == UTF_16LE || encoding == UTF_16BE {
        return wide(bytes);
    }
    Some(encoding)
}

/// The encoding of a stream in UTF-16, by its byte order mark or its first bytes; `None` where it is none.
///
/// ```
/// assert_eq!(pages::utf16(b"\xFF\xFEo\0u\0i\0").map(|found| found.name()), Some("UTF-16LE"));
/// assert_eq!(pages::utf16(b"\0b\0o\0n\0j\0o\0u\0r\0!").map(|found| found.name()), Some("UTF-16BE"));
/// assert_eq!(pages::utf16(b"oui"), None);
/// ```
pub fn utf16(head: &[u8]) -> Option<&'static Encoding> {
    match Encoding::for_bom(head) {
        Some((encoding, _)) => (encoding != UTF_8).then_some(encoding),
        // Of a few bytes that are no text nothing can be said.
        None => (head.len() >= 16).then(|| wide(head)).flatten(),
    }
}

/// UTF-16 without a mark: every other byte of the beginning is nought.
fn wide(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(256) & !1];
    let zeros = |odd: usize| head.iter().skip(odd).step_by(2).filter(|&&byte| byte == 0).count() * 10;
    match head.len() / 2 * 9 {
        0 => None,
        most if zeros(1) >= most => Some(UTF_16LE),
        most if zeros(0) >= most => Some(UTF_16BE),
        _ => None,
    }
}

/// What a `meta` element in the first bytes says: `charset=` with or without quotation marks.
fn declared(bytes: &[u8]) -> Option<String> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(PRESCAN)]).to_ascii_lowercase();
    head.match_indices("<meta").find_map(|(start, _)| {
        let element = head[start..].split('>').next()?;
        let (_, value) = element.split_once("charset")?;
        let value = value.trim_start().strip_prefix('=')?.trim_start_matches([' ', '"', '\'']);
        let name: String =
            value.chars().take_while(|c| c.is_ascii_alphanumeric() || "-_:.".contains(*c)).collect();
        (!name.is_empty()).then_some(name)
    })
}

fn guessed(bytes: &[u8]) -> &'static Encoding {
    if std::str::from_utf8(bytes).is_ok() {
        return UTF_8;
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    let guess = detector.guess(None, Utf8Detection::Allow);
    // UTF-8 with a few bad bytes is still UTF-8; else the press of our languages wrote windows-1252.
    if guess == UTF_8 || guess.is_ascii_compatible() { guess } else { WINDOWS_1252 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pictures_and_archives_are_no_text() {
        // Every byte as often as the next, as in whatever is compressed.
        let packed: Vec<u8> = (0..20_000u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
        assert!(!is_text(&text(&packed, None)) && !is_text(&text(&packed, Some("utf-8"))));
        let letters = "<p>Élu à l’unanimité\0\0, a-t-il dit.\r\n".repeat(10);
        assert!(
            is_text(&letters) && is_text(&text(b"<p>\xC9lu \xE0 l\x92unanimit\xE9", None)) && is_text("")
        );
    }
}
