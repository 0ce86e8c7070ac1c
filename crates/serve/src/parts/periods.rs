//! Counts by month or year, without gaps.

/// More bars than can be drawn are taken together.
const BARS: usize = 144;

/// Months from the first to the last, else years, with the sum of what is counted in each. Days may be written to the month.
pub fn by_period<'d>(days: impl Iterator<Item = (&'d str, u32)>) -> (Vec<String>, Vec<u32>) {
    let months: Vec<(i32, u32)> = days
        .filter_map(|(day, count)| {
            let (year, month) = (day.get(..4)?.parse::<i32>().ok()?, day.get(5..7)?.parse::<i32>().ok()?);
            (1..=12).contains(&month).then_some((year * 12 + month - 1, count))
        })
        .collect();
    let (Some(first), Some(last)) =
        (months.iter().map(|(month, _)| *month).min(), months.iter().map(|(month, _)| *month).max())
    else {
        return Default::default();
    };
    let step = if (last - first) as usize >= BARS { 12 } else { 1 };
    let (first, last) = (first / step, last / step);
    let periods: Vec<String> = (first..=last)
        .map(|at| if step == 12 { format!("{at:04}") } else { format!("{:04}-{:02}", at / 12, at % 12 + 1) })
        .collect();
    let mut counts = vec![0; periods.len()];
    for (month, count) in months {
        counts[(month / step - first) as usize] += count;
    }
    (periods, counts)
}

#[cfg(test)]
mod tests {
    use super::by_period;

    #[test]
    fn no_period_is_left_out() {
        let (periods, counts) =
            by_period([("2021-11-03", 2), ("2022-02", 1), ("2021-11-30", 1), ("?", 9)].into_iter());
        assert_eq!(periods, ["2021-11", "2021-12", "2022-01", "2022-02"]);
        assert_eq!(counts, [3, 0, 0, 1]);
        let (periods, counts) = by_period([("1999-01-01", 1), ("2022-02-02", 1)].into_iter());
        assert_eq!((periods.len(), periods[0].as_str(), counts[23]), (24, "1999", 1));
        assert!(by_period(std::iter::empty()).0.is_empty());
    }
}
