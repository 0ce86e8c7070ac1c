//! The last records of some days around one.

use rusqlite::{Connection, OptionalExtension, params};

/// Where candidates stand: in an index that has the days of a key in order, and in each the ids.
pub struct Window {
    /// The first day of ?1 from ?2 to ?3.
    pub day: &'static str,
    /// The last ?4 of ?1 on the day ?2 outside the document ?3: their ids, and what they are linked to.
    pub last: &'static str,
    /// So many days before and after.
    pub days: i64,
    /// So many are compared.
    pub most: i64,
}

impl Window {
    /// The last candidates of any of some keys, the newest first, with what they are linked to. However much a day has, no more of it is
    /// looked at than is compared.
    pub fn candidates(
        &self,
        connection: &Connection,
        keys: &[&dyn rusqlite::ToSql],
        day: &str,
        document: i64,
    ) -> rusqlite::Result<Vec<(i64, i64)>> {
        let (first, last) = match around(day, self.days) {
            Some((first, last)) => (Some(first), Some(last)),
            // Whatever else SQLite takes for a day.
            None => connection.prepare_cached("SELECT date(?1, ?2), date(?1, ?3)")?.query_row(
                params![day, format!("-{} days", self.days), format!("+{} days", self.days)],
                |row| Ok((row.get::<_, Option<String>>(0)?, row.get::<_, Option<String>>(1)?)),
            )?,
        };
        let Some((first, last)) = first.zip(last) else { return Ok(Vec::new()) };
        let mut next_day = connection.prepare_cached(self.day)?;
        let mut of_day = connection.prepare_cached(self.last)?;
        let mut found = Vec::new();
        for key in keys {
            let mut from = first.clone();
            loop {
                let day: Option<Option<String>> =
                    next_day.query_row(params![key, from, last], |row| row.get(0)).optional()?;
                let Some(day) = day.flatten() else { break };
                let mut rows = of_day.query(params![key, day, document, self.most])?;
                while let Some(row) = rows.next()? {
                    found.push((row.get(0)?, row.get(1)?));
                }
                // Whatever sorts behind this day.
                from = day + "\u{1}";
            }
        }
        found.sort_unstable_by(|one, other| other.cmp(one));
        found.truncate(usize::try_from(self.most).unwrap_or(usize::MAX));
        Ok(found)
    }
}

/// So many days before and after.
fn around(day: &str, days: i64) -> Option<(String, String)> {
    let day: jiff::civil::Date = Some(day).filter(|day| day.len() == 10)?.parse().ok()?;
    let days = jiff::Span::new().days(days);
    Some((day.checked_sub(days).ok()?.to_string(), day.checked_add(days).ok()?.to_string()))
}

#[cfg(test)]
mod tests {
    use super::around;

    #[test]
    fn days_around_a_day() {
        let of = |day| around(day, 3).map(|(first, last)| format!("{first} {last}"));
        assert_eq!(of("2024-02-28").unwrap(), "2024-02-25 2024-03-02");
        assert_eq!(of("2023-12-31").unwrap(), "2023-12-28 2024-01-03");
        assert_eq!(of("2024-02"), None);
        assert_eq!(of("2024-02-28T10:00"), None);
    }
}
