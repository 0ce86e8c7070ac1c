//! Feast days: those of a fixed day, those that Easter moves, those on a certain weekday of a month.

use jiff::{
    ToSpan,
    civil::{Date, Weekday},
};
use pack::Feast;

/// The first and the last day of a feast in a year.
pub fn in_year(feast: &Feast, year: i16) -> Option<(Date, Date)> {
    if let (Some(first), Some(last)) = (feast.on.first(), feast.on.last()) {
        return Some((Date::new(year, first.0, first.1).ok()?, Date::new(year, last.0, last.1).ok()?));
    }
    if let Some((first, last)) = feast.easter {
        let sunday = easter(year)?;
        let moved = |days: i8| sunday.checked_add(i64::from(days).days()).ok();
        return Some((moved(first)?, moved(last)?));
    }
    let (month, weekday, which) = feast.nth?;
    let weekday = Weekday::from_monday_zero_offset(weekday).ok()?;
    let day = Date::new(year, month, 1).ok()?.nth_weekday_of_month(which, weekday).ok()?;
    Some((day, day))
}

/// Easter Sunday of the Gregorian calendar, by the computus of Meeus, Jones and Butcher.
fn easter(year: i16) -> Option<Date> {
    let year_number = i32::from(year);
    let (century, in_century) = (year_number / 100, year_number % 100);
    let moon = year_number % 19;
    let skipped = century - century / 4 - (8 * century + 13) / 25;
    let full = (19 * moon + skipped + 15) % 30;
    let full = full - i32::from(full == 29 || (full == 28 && moon > 10));
    let sunday = (2 * (century % 4) + 2 * (in_century / 4) - in_century % 4 + 32 - full) % 7;
    let days = i64::from(full + (sunday + 7) % 7);
    Date::new(year, 3, 22).ok()?.checked_add(days.days()).ok()
}

#[cfg(test)]
mod tests {
    use super::{easter, in_year};
    use jiff::civil::date;
    use pack::Feast;

    #[test]
    fn easter_is_when_the_almanacs_say() {
        let days = [
            (1954, 4, 18),
            (1981, 4, 19),
            (1999, 4, 4),
            (2000, 4, 23),
            (2008, 3, 23),
            (2011, 4, 24),
            (2019, 4, 21),
            (2021, 4, 4),
            (2024, 3, 31),
            (2025, 4, 20),
            (2026, 4, 5),
            (2038, 4, 25),
            (2049, 4, 18),
        ];
        for (year, month, day) in days {
            assert_eq!(easter(year), Some(date(year, month, day)), "{year}");
        }
    }

    #[test]
    fn a_feast_has_its_days_in_each_year() {
        let empty = || Feast { words: Vec::new(), on: Vec::new(), easter: None, nth: None };
        let thanksgiving = Feast { nth: Some((11, 3, 4)), ..empty() };
        assert_eq!(in_year(&thanksgiving, 2021), Some((date(2021, 11, 25), date(2021, 11, 25))));
        let last_monday = Feast { nth: Some((5, 0, -1)), ..empty() };
        assert_eq!(in_year(&last_monday, 2021), Some((date(2021, 5, 31), date(2021, 5, 31))));
        let two_days = Feast { on: vec![(12, 24), (12, 31)], ..empty() };
        assert_eq!(in_year(&two_days, 2020), Some((date(2020, 12, 24), date(2020, 12, 31))));
        assert_eq!(in_year(&empty(), 2020), None);
    }
}
