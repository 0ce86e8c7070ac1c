//! The last records of some days around one.

use super::{Days, days::Listed};
use rusqlite::{Connection, OptionalExtension, params};

/// Where candidates stand: in an index that has the days of a key in order, and in each the ids.
pub struct Window {
    /// The first day of ?1 from ?2 to ?3.
    pub day: &'static str,
    /// What is linked of ?1 on the day ?2, the last first: ids, documents, and what they are linked to.
    pub last: &'static str,
    /// So many days before and after.
    pub days: i32,
    /// So many are compared.
    pub most: usize,
}

impl Window {
    /// The last candidates of any of some keys outside a document, the newest first, with what they are linked to. However much a day has,
    /// no more of it is looked at than is compared. What is no day of the calendar has none around it.
    ///
    /// Keys are numbers, or have one that they are kept by.
    pub fn candidates<K: rusqlite::ToSql>(
        &self,
        connection: &Connection,
        mut kept: Option<&mut Days>,
        keys: &[(i64, K)],
        day: &str,
        document: i64,
    ) -> rusqlite::Result<Vec<(i64, i64)>> {
        let Some(middle) = number(day) else { return Ok(Vec::new()) };
        let days = middle - self.days..=middle + self.days;
        let others = |list: &[Listed]| -> Vec<(i64, i64)> {
            let others = list.iter().rev().filter(|one| one.document != document).take(self.most);
            others.map(|one| (one.id, one.linked)).collect()
        };
        let mut found = Vec::new();
        for (number, key) in keys {
            let before = found.len();
            let is_kept = kept.as_mut().is_some_and(|kept| {
                days.clone()
                    .all(|day| kept.get((*number, day)).map(|list| found.extend(others(list))).is_some())
            });
            if !is_kept {
                found.truncate(before);
                self.load(connection, key, days.clone(), document, |day, list| {
                    found.extend(others(&list));
                    if let Some(kept) = &mut kept {
                        kept.keep((*number, day), list);
                    }
                })?;
            }
        }
        found.sort_unstable_by(|one, other| other.cmp(one));
        found.truncate(self.most);
        Ok(found)
    }

    /// The last linked records of each day, the oldest first: as many as are compared, beside those of a document.
    fn load<K: rusqlite::ToSql>(
        &self,
        connection: &Connection,
        key: &K,
        days: std::ops::RangeInclusive<i32>,
        document: i64,
        mut take: impl FnMut(i32, Vec<Listed>),
    ) -> rusqlite::Result<()> {
        let mut next_day = connection.prepare_cached(self.day)?;
        let mut of_day = connection.prepare_cached(self.last)?;
        let (mut from, last) = (calendar(*days.start()), calendar(*days.end()));
        let mut empty = *days.start();
        loop {
            let day: Option<Option<String>> =
                next_day.query_row(params![key, from, last], |row| row.get(0)).optional()?;
            let Some(day) = day.flatten() else { break };
            if let Some(number) = number(&day) {
                (empty..number).for_each(|day| take(day, Vec::new()));
                empty = number + 1;
                let mut list = Vec::new();
                let mut others = 0;
                let mut rows = of_day.query(params![key, day])?;
                while others < self.most
                    && let Some(row) = rows.next()?
                {
                    let listed = Listed { id: row.get(0)?, document: row.get(1)?, linked: row.get(2)? };
                    others += usize::from(listed.document != document);
                    list.push(listed);
                }
                list.reverse();
                take(number, list);
            }
            // Whatever sorts behind this day.
            from = day + "\u{1}";
        }
        (empty..=*days.end()).for_each(|day| take(day, Vec::new()));
        Ok(())
    }
}

/// The number of a day of the calendar, counted from one long ago; `None` for what is none.
pub fn number(day: &str) -> Option<i32> {
    let bytes: &[u8; 10] = day.as_bytes().try_into().ok()?;
    let digits = |from: usize, to: usize| {
        bytes[from..to].iter().try_fold(0_i32, |number, digit| {
            digit.is_ascii_digit().then(|| number * 10 + i32::from(digit - b'0'))
        })
    };
    let (year, month, day) = (digits(0, 4)?, digits(5, 7)?, digits(8, 10)?);
    let date =
        jiff::civil::Date::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?);
    (bytes[4] == b'-' && bytes[7] == b'-' && date.is_ok()).then(|| {
        // From March on, so that a leap day is a year's last (Hinnant's days_from_civil).
        let year = if month <= 2 { year - 1 } else { year };
        365 * year + year.div_euclid(4) - year.div_euclid(100)
            + year.div_euclid(400)
            + (153 * ((month + 9) % 12) + 2) / 5
            + day
    })
}

/// The day of a number, as it is written; before and behind all that can be written, what sorts so.
fn calendar(number: i32) -> String {
    /// The number of 1970-01-01.
    const EPOCH: i32 = 719_469;
    let days = jiff::Span::new().try_days(i64::from(number) - i64::from(EPOCH));
    let day = days.and_then(|days| jiff::civil::date(1970, 1, 1).checked_add(days));
    day.ok().filter(|day| day.year() >= 0).map_or_else(
        || if number < EPOCH { String::new() } else { "9999-12-31".to_owned() },
        |day| day.to_string(),
    )
}

#[cfg(test)]
mod tests {
    use super::{calendar, number};

    #[test]
    fn days_are_numbered_one_after_the_other() {
        let days = [
            "2023-12-31",
            "2024-01-01",
            "2024-02-28",
            "2024-02-29",
            "2024-03-01",
            "2024-12-31",
            "2025-01-01",
        ];
        let numbers = days.map(|day| number(day).unwrap());
        assert_eq!(numbers.map(|number| number - numbers[0]), [0, 1, 59, 60, 61, 366, 367]);
        assert_eq!(numbers.map(calendar), days);
        for none in
            ["2024", "2024-02", "l'an dernier", "2024-é3-01", "2023-02-29", "2024-02-28T10:00", "2024/02/28"]
        {
            assert_eq!(number(none), None, "{none}");
        }
        for day in ["0000-01-01", "1970-01-01", "9999-12-31"] {
            assert_eq!(calendar(number(day).unwrap()), day);
        }
        assert_eq!((calendar(i32::MIN / 2).as_str(), calendar(i32::MAX / 2).as_str()), ("", "9999-12-31"));
    }
}
