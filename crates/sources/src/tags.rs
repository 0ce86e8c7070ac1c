//! A stream of markup, HTML or XML, cut into its tags and what stands between; and the pieces of it that begin and end with
//! certain tags.
//!
//! Nothing is understood beyond `<` and `>`: no entities, no nesting, no attributes. So nothing can be made to unfold, and what
//! is held is one tag or one stretch of text of the reader's size.

use std::io::{self, BufRead};

/// The longest tag that is kept; of a longer one only its name is (pictures written into an attribute).
const LONGEST: usize = 16_384;

/// One token.
pub(crate) enum Token<'a> {
    /// What stands between two tags, or a part of it.
    Text(&'a [u8]),
    /// A tag from `<` to `>`.
    Tag(&'a [u8]),
}

pub(crate) struct Tags<R> {
    bytes: R,
    held: Vec<u8>,
    /// Of the byte that comes next, from 1.
    line: u64,
}

impl<R: BufRead> Tags<R> {
    pub fn new(bytes: R) -> Self {
        Tags { bytes, held: Vec::new(), line: 1 }
    }

    /// The next token; comments are passed over.
    pub fn next(&mut self) -> io::Result<Option<Token<'_>>> {
        loop {
            self.held.clear();
            match self.chunk()?.first().copied() {
                None => return Ok(None),
                Some(b'<') => match self.tag()? {
                    Found::Tag => return Ok(Some(Token::Tag(&self.held))),
                    Found::Text => return Ok(Some(Token::Text(&self.held))),
                    Found::Comment => {}
                },
                Some(_) => {
                    let chunk = self.chunk()?;
                    let end = memchr::memchr(b'<', chunk).unwrap_or(chunk.len());
                    self.held.extend_from_slice(&self.bytes.fill_buf()?[..end]);
                    self.consume(end)?;
                    return Ok(Some(Token::Text(&self.held)));
                }
            }
        }
    }

    fn tag(&mut self) -> io::Result<Found> {
        self.held.push(b'<');
        self.consume(1)?;
        let mut long = false;
        loop {
            let chunk = self.chunk()?;
            if chunk.is_empty() {
                return Ok(Found::Text);
            }
            let at = memchr::memchr2(b'<', b'>', chunk);
            let (part, last) = match at {
                Some(at) => (at, Some(chunk[at])),
                None => (chunk.len(), None),
            };
            let room = LONGEST.saturating_sub(self.held.len()).min(part);
            long |= room < part;
            self.held.extend_from_slice(&self.bytes.fill_buf()?[..room]);
            self.consume(part)?;
            if self.held.starts_with(b"<!--") {
                return self.comment(last).map(|()| Found::Comment);
            }
            match last {
                None => {}
                // A tag does not begin within a tag: « a < b ».
                Some(b'<') => return Ok(Found::Text),
                Some(_) => {
                    self.consume(1)?;
                    if long {
                        let name = self.held[1..]
                            .iter()
                            .position(|byte| !byte.is_ascii_alphanumeric() && !b"/:-".contains(byte));
                        self.held.truncate(1 + name.unwrap_or(0));
                    }
                    self.held.push(b'>');
                    let tag = self
                        .held
                        .get(1)
                        .is_some_and(|byte| byte.is_ascii_alphabetic() || b"/!?".contains(byte));
                    return Ok(if tag { Found::Tag } else { Found::Text });
                }
            }
        }
    }

    /// Goes past a comment's end, of which `held` has the beginning and `last` is the byte that comes next.
    fn comment(&mut self, last: Option<u8>) -> io::Result<()> {
        let dashes = |bytes: &[u8]| bytes.iter().rev().take_while(|byte| **byte == b'-').count().min(2);
        // The two that open it count: « <!--> » is a comment.
        let opened = &self.held[4..];
        let mut before = if opened.iter().all(|byte| *byte == b'-') { 2 } else { dashes(opened) };
        let mut next = last;
        loop {
            if next == Some(b'>') && before == 2 {
                return self.consume(1);
            }
            let chunk = self.chunk()?;
            if chunk.is_empty() {
                return Ok(());
            }
            // From the byte that is not the end up to the next that may be.
            let skipped = usize::from(next.is_some());
            let end = memchr::memchr(b'>', &chunk[skipped..]).map(|at| at + skipped);
            let stretch = &chunk[..end.unwrap_or(chunk.len())];
            let trailing = dashes(stretch);
            before = if trailing == stretch.len() { (before + trailing).min(2) } else { trailing };
            let length = stretch.len();
            self.consume(length)?;
            next = end.map(|_| b'>');
        }
    }

    fn chunk(&mut self) -> io::Result<&[u8]> {
        loop {
            match self.bytes.fill_buf() {
                Ok(_) => break,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        self.bytes.fill_buf()
    }

    /// Consumes bytes of the chunk that was looked at.
    fn consume(&mut self, count: usize) -> io::Result<()> {
        self.line += memchr::memchr_iter(b'\n', &self.bytes.fill_buf()?[..count]).count() as u64;
        self.bytes.consume(count);
        Ok(())
    }
}

enum Found {
    Tag,
    Text,
    Comment,
}

/// Whether a tag is an element's beginning (`name`) or end (`/name`), whatever its letters' case.
pub(crate) fn is(tag: &[u8], name: &str) -> bool {
    tag.get(1..=name.len()).is_some_and(|found| found.eq_ignore_ascii_case(name.as_bytes()))
        && tag.get(name.len() + 1).is_some_and(|after| after.is_ascii_whitespace() || b"/>".contains(after))
}

/// What an attribute of a tag says, as it stands there.
pub(crate) fn attribute<'a>(tag: &'a [u8], name: &str) -> Option<&'a [u8]> {
    let mut from = 0;
    while let Some(at) = memchr::memmem::find(&tag[from..], name.as_bytes()) {
        let (start, end) = (from + at, from + at + name.len());
        from = end;
        if !tag[..start].last().is_some_and(u8::is_ascii_whitespace) {
            continue;
        }
        let Some(value) = tag[end..].trim_ascii_start().strip_prefix(b"=").map(<[u8]>::trim_ascii_start)
        else {
            continue;
        };
        let value = match value.first() {
            Some(quote @ (b'"' | b'\'')) => value[1..].split(|byte| byte == quote).next(),
            _ => value.split(|byte| byte.is_ascii_whitespace() || *byte == b'>').next(),
        };
        return value;
    }
    None
}

/// A piece of a stream.
pub(crate) enum Piece {
    /// All of it, with the tag that it begins with.
    Whole { line: u64, bytes: Vec<u8> },
    /// One over the limit, passed over.
    TooLarge { line: u64 },
    /// The stream broke off; nothing follows.
    Broken { line: u64, error: io::Error },
}

/// Which tags begin and end a piece; one that begins while another is open ends that.
pub(crate) struct Cuts {
    pub begins: fn(&[u8]) -> bool,
    pub ends: fn(&[u8]) -> bool,
}

/// The pieces of a stream, what stands between them passed over.
pub(crate) struct Pieces<R> {
    tags: Tags<R>,
    cuts: Cuts,
    limit: usize,
    open: Option<(u64, Option<Vec<u8>>)>,
    done: bool,
}

impl<R: BufRead> Pieces<R> {
    pub fn new(bytes: R, limit: usize, cuts: Cuts) -> Self {
        Pieces { tags: Tags::new(bytes), cuts, limit, open: None, done: false }
    }

    fn advance(&mut self) -> io::Result<Option<Piece>> {
        let mut raw: Option<&str> = None;
        loop {
            let line = self.tags.line;
            let Some(token) = self.tags.next()? else {
                self.done = true;
                return Ok(self.open.take().map(piece));
            };
            let (bytes, tag) = match token {
                Token::Text(bytes) => (bytes, false),
                Token::Tag(bytes) => (bytes, true),
            };
            // What looks like a tag in a script is none.
            if let Some(end) = raw {
                raw = (!(tag && is(bytes, end))).then_some(end);
                continue;
            }
            if tag {
                raw = [("script", "/script"), ("style", "/style")]
                    .into_iter()
                    .find(|(begin, _)| is(bytes, begin))
                    .map(|(_, end)| end);
                if raw.is_some() {
                    continue;
                }
                if (self.cuts.begins)(bytes) {
                    let before = self.open.replace((line, Some(bytes.to_vec())));
                    if let Some(before) = before {
                        return Ok(Some(piece(before)));
                    }
                    continue;
                }
            }
            let ends = tag && (self.cuts.ends)(bytes);
            if let Some((_, kept)) = &mut self.open {
                match kept {
                    Some(kept) if kept.len() + bytes.len() <= self.limit => kept.extend_from_slice(bytes),
                    // Dropped here and not only forgotten: the rest may be many times as long.
                    kept => *kept = None,
                }
            }
            if ends && let Some(open) = self.open.take() {
                return Ok(Some(piece(open)));
            }
        }
    }
}

fn piece((line, bytes): (u64, Option<Vec<u8>>)) -> Piece {
    match bytes {
        Some(bytes) => Piece::Whole { line, bytes },
        None => Piece::TooLarge { line },
    }
}

impl<R: BufRead> Iterator for Pieces<R> {
    type Item = Piece;

    fn next(&mut self) -> Option<Piece> {
        if self.done {
            return None;
        }
        self.advance().unwrap_or_else(|error| {
            self.done = true;
            Some(Piece::Broken { line: self.tags.line, error })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::BufReader;

    /// Tokens with a reader of any size: where its chunks end must not matter.
    fn tokens(text: &str, size: usize) -> Vec<String> {
        let mut tags = Tags::new(BufReader::with_capacity(size, text.as_bytes()));
        let mut found: Vec<String> = Vec::new();
        let mut glue = false;
        while let Some(token) = tags.next().unwrap() {
            let (bytes, text) = match token {
                Token::Text(bytes) => (bytes, true),
                Token::Tag(bytes) => (bytes, false),
            };
            let shown = String::from_utf8_lossy(bytes).into_owned();
            match found.last_mut() {
                Some(last) if glue && text => last.push_str(&shown),
                _ => found.push(shown),
            }
            glue = text;
        }
        found
    }

    #[test]
    fn tags_and_text_whatever_the_reader_gives() {
        let text = "a<b c=\"d\">e<!-- <p> -- > --->f<!---->g<!doctype x></b>1 < 2 > 3<i<u>x<";
        let whole = tokens(text, 4096);
        assert_eq!(whole, ["a", "<b c=\"d\">", "efg", "<!doctype x>", "</b>", "1 < 2 > 3<i", "<u>", "x<"]);
        for size in 1..20 {
            assert_eq!(tokens(text, size), whole, "{size}");
        }
    }

    #[test]
    fn a_long_tag_keeps_its_name() {
        let text = format!("<img src='{}'>x", "y".repeat(100_000));
        assert_eq!(tokens(&text, 512), ["<img>", "x"]);
        assert_eq!(tokens(&format!("<!--{}", "-".repeat(100_000)), 512), Vec::<String>::new());
    }

    #[test]
    fn attributes_as_they_stand() {
        let tag = b"<a data-class='no' class = \"x y\" id=z>";
        assert_eq!(attribute(tag, "class"), Some(&b"x y"[..]));
        assert_eq!(attribute(tag, "id"), Some(&b"z"[..]));
        assert_eq!(attribute(tag, "href"), None);
        assert!(is(tag, "a") && is(b"</A>", "/a") && !is(b"<article>", "a"));
    }

    #[test]
    fn pieces_have_their_line_and_their_limit() {
        let text = "x\n<a>1</a>\n<script>'<a>'</script><a>22222222222222</a><a>3<a>4";
        let cuts = Cuts { begins: |tag| is(tag, "a"), ends: |tag| is(tag, "/a") };
        let found: Vec<String> = Pieces::new(text.as_bytes(), 12, cuts)
            .map(|piece| match piece {
                Piece::Whole { line, bytes } => format!("{line} {}", String::from_utf8_lossy(&bytes)),
                Piece::TooLarge { line } => format!("{line} too large"),
                Piece::Broken { line, error } => format!("{line} {error}"),
            })
            .collect();
        assert_eq!(found, ["2 <a>1</a>", "3 too large", "3 <a>3", "3 <a>4"]);
    }
}
