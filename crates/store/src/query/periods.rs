//! Days, months or years, none left out.

use jiff::{Span, civil::Date};

/// Days from the first to the last of these, else months, else years: the finest of which there are at most so many; of years, all. What
/// is no day is passed over.
///
/// ```
/// let days = ["2022-01-31", "soon", "2022-04-01"];
/// assert_eq!(store::query::periods(days.into_iter(), 60).len(), 4);
/// assert_eq!(store::query::periods(days.into_iter(), 61)[60], "2022-04-01");
/// ```
pub fn periods<'d>(days: impl Iterator<Item = &'d str>, most: usize) -> Vec<String> {
    let (mut first, mut last): (Option<Date>, Option<Date>) = (None, None);
    for day in days.filter_map(|day| day.get(..10)?.parse::<Date>().ok()) {
        first = Some(first.map_or(day, |first| first.min(day)));
        last = Some(last.map_or(day, |last| last.max(day)));
    }
    let Some((first, last)) = first.zip(last) else { return Vec::new() };
    let each = |digits: usize, start: Date, step: Span, most: usize| -> Vec<String> {
        let days = start.series(step).take_while(|day| *day <= last).take(most);
        days.map(|day| day.to_string()[..digits].to_owned()).collect()
    };
    let days = each(10, first, Span::new().days(1), most + 1);
    if days.len() <= most {
        return days;
    }
    let months = each(7, first.first_of_month(), Span::new().months(1), most + 1);
    if months.len() <= most {
        return months;
    }
    each(4, first.first_of_year(), Span::new().years(1), usize::MAX)
}

/// Which of the periods a day is in.
pub fn period_of(periods: &[String], day: &str) -> Option<usize> {
    let day = day.get(..periods.first()?.len())?;
    periods.binary_search_by(|period| period.as_str().cmp(day)).ok()
}

#[cfg(test)]
mod tests {
    use super::{period_of, periods};

    #[test]
    fn periods_are_as_fine_as_can_be_shown() {
        let of = |days: &[&str]| periods(days.iter().copied(), 60);
        assert_eq!(
            of(&["2022-02-27", "2022-03-01", "2022-02-28"]),
            ["2022-02-27", "2022-02-28", "2022-03-01"]
        );
        assert_eq!(of(&["2022-01-31", "2022-04-30"]), ["2022-01", "2022-02", "2022-03", "2022-04"]);
        assert_eq!(of(&["2001-05-01", "2022-04-30"]).len(), 22);
        assert_eq!(of(&["soon"]), [""; 0]);
        let months = of(&["2022-01-31", "2022-04-30"]);
        assert_eq!((period_of(&months, "2022-03-09"), period_of(&months, "2023-03-09")), (Some(2), None));
        assert_eq!((period_of(&months, "2022"), period_of(&[], "2022-03-09")), (None, None));
    }
}
