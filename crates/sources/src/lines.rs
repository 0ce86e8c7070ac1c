//! A stream cut into lines, of which none is held that is longer than the limit.

use std::io::{self, BufRead};

pub(crate) enum Line {
    /// A line without its line feed.
    Whole { number: u64, bytes: Vec<u8> },
    /// A line over the limit, passed over.
    TooLong { number: u64 },
    /// The stream broke off in this line; nothing follows.
    Broken { number: u64, error: io::Error },
}

pub(crate) struct Lines<R> {
    bytes: R,
    limit: usize,
    /// Lines begun so far.
    number: u64,
    ended: bool,
}

impl<R: BufRead> Lines<R> {
    pub fn new(bytes: R, limit: usize) -> Self {
        Lines { bytes, limit, number: 0, ended: false }
    }

    /// The next line; `None` inside where it was too long, `None` outside at the end of the stream.
    fn advance(&mut self) -> io::Result<Option<Option<Vec<u8>>>> {
        let mut line = Some(Vec::new());
        let mut begun = false;
        loop {
            let chunk = match self.bytes.fill_buf() {
                Ok(chunk) => chunk,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) => return Err(error),
            };
            if chunk.is_empty() {
                self.ended = true;
                return Ok(begun.then_some(line));
            }
            begun = true;
            let feed = memchr::memchr(b'\n', chunk);
            let part = &chunk[..feed.unwrap_or(chunk.len())];
            match &mut line {
                Some(kept) if kept.len() + part.len() <= self.limit => kept.extend_from_slice(part),
                // Dropped here and not only forgotten: the rest may be many times as long.
                kept => *kept = None,
            }
            let used = feed.map_or(chunk.len(), |at| at + 1);
            self.bytes.consume(used);
            if feed.is_some() {
                return Ok(Some(line));
            }
        }
    }
}

impl<R: BufRead> Iterator for Lines<R> {
    type Item = Line;

    fn next(&mut self) -> Option<Line> {
        if self.ended {
            return None;
        }
        let number = self.number + 1;
        self.number = number;
        match self.advance() {
            Ok(line) => line.map(|line| match line {
                Some(bytes) => Line::Whole { number, bytes },
                None => Line::TooLong { number },
            }),
            Err(error) => {
                self.ended = true;
                Some(Line::Broken { number, error })
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Line, Lines};

    fn shown(text: &str, limit: usize) -> Vec<String> {
        Lines::new(text.as_bytes(), limit)
            .map(|line| match line {
                Line::Whole { number, bytes } => format!("{number} {}", String::from_utf8_lossy(&bytes)),
                Line::TooLong { number } => format!("{number} too long"),
                Line::Broken { number, error } => format!("{number} {error}"),
            })
            .collect()
    }

    #[test]
    fn lines_are_cut_and_counted() {
        assert_eq!(shown("a\n\nb", 9), ["1 a", "2 ", "3 b"]);
        assert_eq!(shown("a\n", 9), ["1 a"]);
        assert_eq!(shown("", 9), Vec::<String>::new());
    }

    #[test]
    fn a_long_line_is_passed_over_alone() {
        assert_eq!(shown("abc\nabcd\nab\n", 3), ["1 abc", "2 too long", "3 ab"]);
        assert_eq!(shown("abcd", 3), ["1 too long"]);
    }
}
