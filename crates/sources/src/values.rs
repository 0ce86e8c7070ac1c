//! A JSON stream cut into values, of which none is held that is longer than the limit.
//!
//! Top-level arrays are opened, so that an array of a million objects costs the memory of one. Only strings and
//! brackets are looked at here; whether a value is well-formed is found out by who parses it.

use std::io::{self, BufRead};

pub(crate) enum Value {
    /// A value and the line that it begins on.
    Whole { line: u64, bytes: Vec<u8> },
    /// A value over the limit, passed over.
    TooLarge { line: u64 },
    /// Not JSON between the values; nothing follows.
    Malformed { line: u64, message: String },
    /// There is no value at all.
    Empty,
    /// The stream broke off; nothing follows.
    Broken { line: u64, error: io::Error },
}

/// What may come next.
#[derive(Clone, Copy, PartialEq)]
enum Expecting {
    /// The start of the stream: a value, or an array to open.
    First,
    /// Outside arrays, after a value: another, or the end.
    More,
    /// After `[`: an element or `]`.
    ElementOrEnd,
    /// After a comma: an element.
    Element,
    /// After an element: a comma or `]`.
    CommaOrEnd,
    /// Nothing any more.
    Nothing,
}

pub(crate) struct Values<R> {
    bytes: R,
    limit: usize,
    /// Of the byte that comes next, from 1.
    line: u64,
    expecting: Expecting,
}

impl<R: BufRead> Values<R> {
    pub fn new(bytes: R, limit: usize) -> Self {
        Values { bytes, limit, line: 1, expecting: Expecting::First }
    }

    fn advance(&mut self) -> io::Result<Option<Value>> {
        loop {
            let Some(byte) = self.peek()? else { return Ok(self.end_of_stream()) };
            let next = match (self.expecting, byte) {
                (Expecting::Nothing, _) => return Ok(None),
                (Expecting::First | Expecting::More, b'[') => Expecting::ElementOrEnd,
                (Expecting::ElementOrEnd | Expecting::CommaOrEnd, b']') => Expecting::More,
                (Expecting::CommaOrEnd, b',') => Expecting::Element,
                (Expecting::CommaOrEnd, _) => {
                    return Ok(Some(self.malformed("expected a comma or the array's end")));
                }
                (Expecting::First | Expecting::More, b'{') => return self.value(Expecting::More).map(Some),
                (Expecting::First | Expecting::More, _) => {
                    return Ok(Some(self.malformed("not JSON: expected an object or an array")));
                }
                (Expecting::Element | Expecting::ElementOrEnd, b',' | b']' | b'}' | b':') => {
                    return Ok(Some(self.malformed("not JSON: expected a value")));
                }
                (Expecting::Element | Expecting::ElementOrEnd, _) => {
                    return self.value(Expecting::CommaOrEnd).map(Some);
                }
            };
            self.bytes.consume(1);
            self.expecting = next;
        }
    }

    fn end_of_stream(&mut self) -> Option<Value> {
        let at_end = std::mem::replace(&mut self.expecting, Expecting::Nothing);
        match at_end {
            Expecting::First => Some(Value::Empty),
            Expecting::More | Expecting::Nothing => None,
            _ => Some(self.malformed("the file ends inside an array")),
        }
    }

    fn malformed(&mut self, message: &str) -> Value {
        self.expecting = Expecting::Nothing;
        Value::Malformed { line: self.line, message: message.into() }
    }

    /// The next byte that is not white space, left in place.
    fn peek(&mut self) -> io::Result<Option<u8>> {
        // A byte order mark is no white space, but may stand before everything.
        let mark: &[u8] = if self.expecting == Expecting::First { b"\xEF\xBB\xBF" } else { b"" };
        loop {
            let chunk = fill(&mut self.bytes)?;
            if chunk.is_empty() {
                return Ok(None);
            }
            let skipped =
                chunk.iter().take_while(|byte| b" \t\n\r".contains(byte) || mark.contains(byte)).count();
            let found = chunk.get(skipped).copied();
            self.line += memchr::memchr_iter(b'\n', &chunk[..skipped]).count() as u64;
            self.bytes.consume(skipped);
            if found.is_some() {
                return Ok(found);
            }
        }
    }

    /// Takes the value that begins here, `then` expecting what follows it.
    fn value(&mut self, then: Expecting) -> io::Result<Value> {
        let line = self.line;
        let mut kept = Some(Vec::new());
        let mut scan = Scan::default();
        self.expecting = then;
        let mut ended = false;
        // A closing bracket ends the value at once; a bare word is ended by the byte after it.
        while !ended && !scan.closed {
            let chunk = fill(&mut self.bytes)?;
            if chunk.is_empty() {
                self.expecting = Expecting::Nothing;
                let message = "the file ends inside the value that begins here".into();
                return Ok(Value::Malformed { line, message });
            }
            let end = chunk.iter().position(|byte| scan.ends_before(*byte));
            let part = &chunk[..end.unwrap_or(chunk.len())];
            match &mut kept {
                Some(bytes) if bytes.len() + part.len() <= self.limit => bytes.extend_from_slice(part),
                kept => *kept = None,
            }
            self.line += memchr::memchr_iter(b'\n', part).count() as u64;
            ended = end.is_some();
            let used = part.len();
            self.bytes.consume(used);
        }
        Ok(match kept {
            Some(bytes) => Value::Whole { line, bytes },
            None => Value::TooLarge { line },
        })
    }
}

impl<R: BufRead> Iterator for Values<R> {
    type Item = Value;

    fn next(&mut self) -> Option<Value> {
        if self.expecting == Expecting::Nothing {
            return None;
        }
        self.advance().unwrap_or_else(|error| {
            self.expecting = Expecting::Nothing;
            Some(Value::Broken { line: self.line, error })
        })
    }
}

fn fill<R: BufRead>(bytes: &mut R) -> io::Result<&[u8]> {
    loop {
        match bytes.fill_buf() {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
            Ok(_) => break,
        }
    }
    // Asked again because of the borrow that a loop would keep; the buffer is full already and is not read anew.
    bytes.fill_buf()
}

/// Finds where a value ends.
#[derive(Default)]
struct Scan {
    depth: u64,
    begun: bool,
    in_string: bool,
    escaped: bool,
    closed: bool,
}

impl Scan {
    /// Whether the value ends before this byte, which is then not part of it.
    fn ends_before(&mut self, byte: u8) -> bool {
        if self.closed {
            return true;
        }
        if self.in_string {
            if self.escaped {
                self.escaped = false;
            } else if byte == b'\\' {
                self.escaped = true;
            } else if byte == b'"' {
                self.in_string = false;
                self.closed = self.depth == 0;
            }
            return false;
        }
        match byte {
            b'"' if self.depth > 0 || !self.begun => self.in_string = true,
            b'{' | b'[' if self.depth > 0 || !self.begun => self.depth += 1,
            b'}' | b']' if self.depth > 0 => {
                self.depth -= 1;
                self.closed = self.depth == 0;
            }
            // A bare word or number ends where anything else begins.
            b',' | b']' | b'}' | b' ' | b'\t' | b'\n' | b'\r' | b'"' | b'{' | b'[' if self.depth == 0 => {
                return true;
            }
            _ => {}
        }
        self.begun = true;
        false
    }
}

#[cfg(test)]
mod tests {
    use super::{Value, Values};
    use std::io::BufReader;

    /// Read through buffers of every small size: chunk borders must not matter.
    fn shown(text: &str, limit: usize) -> Vec<String> {
        let read = |capacity| -> Vec<String> {
            Values::new(BufReader::with_capacity(capacity, text.as_bytes()), limit)
                .map(|value| match value {
                    Value::Whole { line, bytes } => format!("{line} {}", String::from_utf8_lossy(&bytes)),
                    Value::TooLarge { line } => format!("{line} too large"),
                    Value::Malformed { line, message } => format!("{line} ! {message}"),
                    Value::Empty => "empty".into(),
                    Value::Broken { line, error } => format!("{line} ! {error}"),
                })
                .collect()
        };
        let whole = read(4096);
        for capacity in 1..8 {
            assert_eq!(read(capacity), whole, "with a buffer of {capacity}");
        }
        whole
    }

    #[test]
    fn one_object_and_several() {
        assert_eq!(shown("\u{feff}{\"a\": [1, {}]}", 99), ["1 {\"a\": [1, {}]}"]);
        assert_eq!(shown("{\"a\":\n1}\n{}", 99), ["1 {\"a\":\n1}", "3 {}"]);
    }

    #[test]
    fn arrays_are_opened() {
        assert_eq!(
            shown("[\n {\"a\": \"]}\\\"\"},\n 12, \"x\", [1]\n]\n", 99),
            ["2 {\"a\": \"]}\\\"\"}", "3 12", "3 \"x\"", "3 [1]"]
        );
        assert_eq!(shown("[]", 99), Vec::<String>::new());
    }

    #[test]
    fn large_values_are_passed_over() {
        assert_eq!(shown("[{\"a\": 1}, {\"a\": 12345}, {}]", 8), ["1 {\"a\": 1}", "1 too large", "1 {}"]);
    }

    #[test]
    fn what_is_not_json_ends_the_file_with_its_line() {
        assert_eq!(shown(" \n", 99), ["empty"]);
        assert_eq!(shown("\nBonjour", 99), ["2 ! not JSON: expected an object or an array"]);
        assert_eq!(shown("[{},\n", 99), ["1 {}", "2 ! the file ends inside an array"]);
        assert_eq!(
            shown("{}\n{\"a\": 1", 99),
            ["1 {}", "2 ! the file ends inside the value that begins here"]
        );
        assert_eq!(shown("[{} {}]", 99), ["1 {}", "1 ! expected a comma or the array's end"]);
        assert_eq!(shown("[{}, ]", 99), ["1 {}", "1 ! not JSON: expected a value"]);
    }
}
