//! How a record's fields stand in columns.

use records::{DateRef, Span};
use rusqlite::{
    Row, ToSql,
    types::{FromSql, FromSqlError, FromSqlResult, ToSqlOutput, ValueRef},
};
use serde::{Serialize, de::DeserializeOwned};
use std::str::FromStr;

/// A list or object as a JSON column.
pub struct Json<T>(pub T);

impl<T: Serialize> ToSql for Json<T> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        let text = serde_json::to_string(&self.0)
            .map_err(|error| rusqlite::Error::ToSqlConversionFailure(error.into()))?;
        Ok(text.into())
    }
}

impl<T: DeserializeOwned> FromSql for Json<T> {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        serde_json::from_str(value.as_str()?).map(Json).map_err(|error| FromSqlError::Other(error.into()))
    }
}

/// A value of a closed list, by its name in JSON.
pub struct Code<T>(pub T);

impl<T: FromStr<Err = String>> FromSql for Code<T> {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        let text = value.as_str()?;
        text.parse().map(Code).map_err(|word| FromSqlError::Other(format!("unknown code \"{word}\"").into()))
    }
}

/// Codes parted by spaces.
pub struct Codes<T>(pub Vec<T>);

impl<T: FromStr<Err = String>> FromSql for Codes<T> {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        let codes: Result<Vec<T>, String> = value.as_str()?.split_whitespace().map(str::parse).collect();
        codes.map(Codes).map_err(|word| FromSqlError::Other(format!("unknown code \"{word}\"").into()))
    }
}

/// Two columns, both NULL or neither.
pub fn span(row: &Row<'_>, start: usize) -> rusqlite::Result<Option<Span>> {
    let (from, to): (Option<u32>, Option<u32>) = (row.get(start)?, row.get(start + 1)?);
    Ok(from.zip(to).map(|(from, to)| Span::new(from, to)))
}

/// Four columns: start, end, grain, mention.
pub fn date(row: &Row<'_>, start: usize) -> rusqlite::Result<Option<DateRef>> {
    let Some(from) = row.get::<_, Option<String>>(start)? else { return Ok(None) };
    Ok(Some(DateRef {
        start: from,
        end: row.get(start + 1)?,
        grain: row.get::<_, Code<_>>(start + 2)?.0,
        mention: row.get::<_, Option<Json<Span>>>(start + 3)?.map(|json| json.0),
    }))
}

/// The same four columns where only the mention is told: the words of a date that cannot be resolved.
pub fn unresolved(row: &Row<'_>, start: usize) -> rusqlite::Result<Option<Span>> {
    let alone = row.get::<_, Option<String>>(start)?.is_none();
    Ok(row.get::<_, Option<Json<Span>>>(start + 3)?.filter(|_| alone).map(|json| json.0))
}

/// The words of a span in a text of so many code points; what lies outside is cut off.
pub struct Words<'t> {
    text: &'t str,
    /// The byte of every 64th code point.
    steps: Vec<usize>,
}

impl<'t> Words<'t> {
    pub fn of(text: &'t str) -> Words<'t> {
        Words { text, steps: text.char_indices().step_by(64).map(|(at, _)| at).collect() }
    }

    pub fn at(&self, span: Span) -> &'t str {
        let (start, end) = (self.byte(span.start), self.byte(span.end));
        self.text.get(start..end).unwrap_or_default()
    }

    fn byte(&self, point: u32) -> usize {
        let point = point as usize;
        let Some(step) = self.steps.get(point / 64) else { return self.text.len() };
        self.text[*step..].char_indices().nth(point % 64).map_or(self.text.len(), |(at, _)| step + at)
    }
}

#[cfg(test)]
mod tests {
    use super::Words;
    use records::Span;

    #[test]
    fn words_are_found_by_code_points() {
        let text = "é".repeat(70) + "fin 🇫🇷";
        let words = Words::of(&text);
        assert_eq!(words.at(Span::new(70, 73)), "fin");
        assert_eq!(words.at(Span::new(69, 71)), "éf");
        assert_eq!(words.at(Span::new(74, 99)), "🇫🇷");
        assert_eq!(words.at(Span::new(200, 300)), "");
        assert_eq!(words.at(Span::new(5, 2)), "");
    }
}
