//! JSON for people: objects a field a line, and arrays on one line unless they hold objects, so that spans read as
//! `[150, 200]` and not as four lines.

use serde::Serialize;
use serde_json::ser::{Formatter, Serializer};
use std::io::{self, Write};

/// A value as indented JSON, without a line feed at the end.
///
/// # Errors
/// Those of the value's own serialisation.
pub fn pretty(value: &impl Serialize) -> serde_json::Result<Vec<u8>> {
    let mut out = Vec::new();
    value.serialize(&mut Serializer::with_formatter(&mut out, Indented::default()))?;
    Ok(out)
}

/// A value as JSON on one line with a space behind each comma and colon, as Python's `json.dumps` writes it; without a
/// line feed at the end.
///
/// # Errors
/// Those of the value's own serialisation.
pub fn spaced(value: &impl Serialize) -> serde_json::Result<Vec<u8>> {
    let mut out = Vec::new();
    value.serialize(&mut Serializer::with_formatter(&mut out, Spaced))?;
    Ok(out)
}

struct Spaced;

impl Formatter for Spaced {
    fn begin_array_value<W: ?Sized + Write>(&mut self, writer: &mut W, first: bool) -> io::Result<()> {
        if first { Ok(()) } else { writer.write_all(b", ") }
    }

    fn begin_object_key<W: ?Sized + Write>(&mut self, writer: &mut W, first: bool) -> io::Result<()> {
        if first { Ok(()) } else { writer.write_all(b", ") }
    }

    fn begin_object_value<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        writer.write_all(b": ")
    }
}

#[derive(Default)]
struct Indented {
    depth: usize,
    /// For each open array: whether it holds an object and so goes over several lines.
    broken: Vec<bool>,
    /// For each open object: whether a field has been written.
    filled: Vec<bool>,
    /// An element of an array begins whose kind is not known yet; whether it is the array's first.
    element: Option<bool>,
}

impl Indented {
    fn new_line<W: ?Sized + Write>(&self, writer: &mut W) -> io::Result<()> {
        writer.write_all(b"\n")?;
        (0..self.depth).try_for_each(|_| writer.write_all(b"  "))
    }

    /// What is due before an element that is no object.
    fn inline<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        match self.element.take() {
            Some(false) => writer.write_all(b" "),
            _ => Ok(()),
        }
    }
}

macro_rules! inline {
    ($($method:ident($($value:ident: $type:ty)?) = $text:expr;)+) => {
        $(fn $method<W: ?Sized + Write>(&mut self, writer: &mut W $(, $value: $type)?) -> io::Result<()> {
            self.inline(writer)?;
            writer.write_all($text)
        })+
    };
}

impl Formatter for Indented {
    inline! {
        write_null() = b"null";
        write_bool(value: bool) = if value { b"true" } else { b"false" };
        write_i32(value: i32) = value.to_string().as_bytes();
        write_i64(value: i64) = value.to_string().as_bytes();
        write_u8(value: u8) = value.to_string().as_bytes();
        write_u32(value: u32) = value.to_string().as_bytes();
        write_u64(value: u64) = value.to_string().as_bytes();
        begin_string() = b"\"";
    }

    fn write_f32<W: ?Sized + Write>(&mut self, writer: &mut W, value: f32) -> io::Result<()> {
        self.inline(writer)?;
        serde_json::ser::CompactFormatter.write_f32(writer, value)
    }

    fn write_f64<W: ?Sized + Write>(&mut self, writer: &mut W, value: f64) -> io::Result<()> {
        self.inline(writer)?;
        serde_json::ser::CompactFormatter.write_f64(writer, value)
    }

    fn begin_array<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.inline(writer)?;
        self.broken.push(false);
        self.depth += 1;
        writer.write_all(b"[")
    }

    fn end_array<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.depth -= 1;
        if self.broken.pop() == Some(true) {
            self.new_line(writer)?;
        }
        writer.write_all(b"]")
    }

    fn begin_array_value<W: ?Sized + Write>(&mut self, writer: &mut W, first: bool) -> io::Result<()> {
        self.element = Some(first);
        if first { Ok(()) } else { writer.write_all(b",") }
    }

    fn begin_object<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        if self.element.take().is_some() {
            if let Some(broken) = self.broken.last_mut() {
                *broken = true;
            }
            self.new_line(writer)?;
        }
        self.filled.push(false);
        self.depth += 1;
        writer.write_all(b"{")
    }

    fn end_object<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.depth -= 1;
        if self.filled.pop() == Some(true) {
            self.new_line(writer)?;
        }
        writer.write_all(b"}")
    }

    fn begin_object_key<W: ?Sized + Write>(&mut self, writer: &mut W, first: bool) -> io::Result<()> {
        if let Some(filled) = self.filled.last_mut() {
            *filled = true;
        }
        if !first {
            writer.write_all(b",")?;
        }
        self.new_line(writer)
    }

    fn begin_object_value<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        writer.write_all(b": ")
    }
}

#[cfg(test)]
mod tests {
    use super::{pretty, spaced};
    use serde_json::json;

    #[test]
    fn one_line_with_spaces_as_python_writes_it() {
        let value = json!({"a": [1, null], "b": {"c": 0.5, "d": 1.0, "e": "é"}, "f": []});
        let expected = r#"{"a": [1, null], "b": {"c": 0.5, "d": 1.0, "e": "é"}, "f": []}"#;
        assert_eq!(String::from_utf8(spaced(&value).unwrap()).unwrap(), expected);
    }

    #[test]
    fn spans_stay_on_a_line_and_objects_do_not() {
        let value = json!({"a": [[1, 2], [3, 4]], "b": [{"c": "x\ny", "d": []}, {}], "e": ["GOV", null, true, 1.5], "f": {}});
        let expected = r#"{
  "a": [[1, 2], [3, 4]],
  "b": [
    {
      "c": "x\ny",
      "d": []
    },
    {}
  ],
  "e": ["GOV", null, true, 1.5],
  "f": {}
}"#;
        let written = String::from_utf8(pretty(&value).unwrap()).unwrap();
        assert_eq!(written, expected);
        assert_eq!(serde_json::from_str::<serde_json::Value>(&written).unwrap(), value);
    }
}
