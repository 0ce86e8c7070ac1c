use jiff::fmt::temporal::Pieces;

/// The day of an ISO 8601 date or timestamp, as `2022-09-13`.
///
/// A timestamp gives the day that it names on the clock of its own offset: the day on the page, not the day in UTC.
/// `None` where the text is no ISO date, or its year is not of four digits.
///
/// ```
/// use sources::iso_day;
/// assert_eq!(iso_day("2022-09-13").as_deref(), Some("2022-09-13"));
/// assert_eq!(iso_day("2022-09-13T23:30:00+02:00").as_deref(), Some("2022-09-13"));
/// assert_eq!(iso_day("13 septembre 2022"), None);
/// ```
pub fn iso_day(text: &str) -> Option<String> {
    let date = Pieces::parse(text.trim()).ok()?.date();
    (1..=9999).contains(&date.year()).then(|| date.to_string())
}

#[cfg(test)]
mod tests {
    use super::iso_day;

    #[test]
    fn iso_forms_give_their_day() {
        for text in [
            "2022-09-13",
            " 2022-09-13 ",
            "20220913",
            "2022-09-13T10:00:00Z",
            "2022-09-13T10:00:00.123456Z",
            "2022-09-13 10:00",
            "2022-09-13T01:00:00+02:00",
            "2022-09-13T23:59:59-0700",
        ] {
            assert_eq!(iso_day(text).as_deref(), Some("2022-09-13"), "{text}");
        }
    }

    #[test]
    fn anything_else_gives_none() {
        for text in
            ["", "2022", "2022-13-01", "2022-02-30", "13/09/2022", "hier", "-002022-09-13", "1663027200"]
        {
            assert_eq!(iso_day(text), None, "{text}");
        }
    }
}
