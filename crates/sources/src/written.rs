//! Dates as press databases write them: in the language of the article or of the interface, with weekday, hour and more around.

use crate::day::iso_day;
use jiff::civil::Date;

/// The names of months and their short forms, in the languages that the databases speak.
const MONTHS: [&[&str]; 12] = [
    &[
        "january", "jan", "janvier", "janv", "enero", "ene", "januar", "jänner", "gennaio", "gen", "janeiro",
        "januari",
    ],
    &[
        "february",
        "feb",
        "février",
        "fevrier",
        "févr",
        "fév",
        "fevr",
        "febrero",
        "februar",
        "febbraio",
        "fevereiro",
        "fev",
        "februari",
    ],
    &["march", "mar", "mars", "marzo", "märz", "mrz", "março", "maart"],
    &["april", "apr", "avril", "avr", "abril", "abr", "aprile"],
    &["may", "mai", "mayo", "maggio", "mag", "maio", "mei"],
    &["june", "jun", "juin", "junio", "juni", "giugno", "giu", "junho"],
    &["july", "jul", "juillet", "juil", "julio", "juli", "luglio", "lug", "julho"],
    &["august", "aug", "août", "aout", "agosto", "ago", "augustus"],
    &["september", "sep", "sept", "septembre", "septiembre", "setiembre", "settembre", "set", "setembro"],
    &["october", "oct", "octobre", "octubre", "oktober", "okt", "ottobre", "ott", "outubro", "out"],
    &["november", "nov", "novembre", "noviembre", "novembro"],
    &[
        "december",
        "dec",
        "décembre",
        "decembre",
        "déc",
        "diciembre",
        "dic",
        "dezember",
        "dez",
        "dicembre",
        "dezembro",
    ],
];

/// Words that stand between day, month and year.
const BETWEEN: &[&str] = &["de", "del", "of", "the", "di", "do"];

/// The day of the first whole date in a text, as `2012-05-03`.
///
/// The order of two numbers is believed only where one of them can be no month: « 03/05/2012 » may be two days.
pub(crate) fn written_day(text: &str) -> Option<String> {
    // « 2012 年 5 月 3 日 », « 2012년 5월 3일 »
    let text = &if text.contains(['年', '년']) { in_signs(text) } else { text.to_owned() };
    let words: Vec<String> = text
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .flat_map(|word| parted(&word))
        .filter(|word| !BETWEEN.contains(&word.as_str()))
        .collect();
    (0..words.len())
        .find_map(|at| by_name(&words, at))
        .or_else(|| text.split_whitespace().find_map(in_figures))
}

/// The signs for year, month and day made hyphens, as figures have them.
fn in_signs(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '年' | '월' | '月' | '년' => {
                out.truncate(out.trim_end().len());
                out.push('-');
            }
            '日' | '일' => out.push(' '),
            ' ' if out.ends_with('-') => {}
            c => out.push(c),
        }
    }
    out
}

/// « 1er », « 3rd », « 1º », « 2012年 »: the number; any other word as it is.
fn parted(word: &str) -> Vec<String> {
    let digits = word.len() - word.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let after = &word[digits..];
    if digits > 0 && ["er", "st", "nd", "rd", "th", "e", "º", "°", "ª"].contains(&after) {
        return vec![word[..digits].to_owned()];
    }
    vec![word.to_owned()]
}

/// A date around the month at `at`: day, month, year, or month, day, year, or year, month, day.
fn by_name(words: &[String], at: usize) -> Option<String> {
    let month = 1 + MONTHS.iter().position(|names| names.contains(&words[at].as_str()))?;
    let word = |place: Option<usize>| place.and_then(|place| words.get(place)).map(String::as_str);
    let (before, after, further) = (word(at.checked_sub(1)), word(Some(at + 1)), word(Some(at + 2)));
    let orders = [(before, after), (after, further), (after, before)];
    orders.into_iter().find_map(|(day, year)| day_of(year?, month, day?))
}

fn day_of(year: &str, month: usize, day: &str) -> Option<String> {
    let number = |text: &str, most: usize| {
        (text.len() <= most && text.bytes().all(|byte| byte.is_ascii_digit()))
            .then(|| text.parse::<i16>().ok())
            .flatten()
    };
    let year = number(year, 4).filter(|year| (1700..=2100).contains(year))?;
    let date = Date::new(year, i8::try_from(month).ok()?, i8::try_from(number(day, 2)?).ok()?).ok()?;
    Some(date.to_string())
}

/// « 2012-05-03 », « 2012/05/03 », « 23/05/2012 », « 05/23/2012 », « 23.05.2012 ».
fn in_figures(word: &str) -> Option<String> {
    let word = word.trim_matches(|c: char| !c.is_alphanumeric());
    if let Some(day) = iso_day(word).filter(|_| word.contains('-')) {
        return Some(day);
    }
    let parts: Vec<&str> = word.split(['/', '.', '-']).collect();
    let [first, second, third] = parts[..] else { return None };
    let month = |text: &str| text.parse::<usize>().ok().filter(|month| (1..=12).contains(month));
    if first.len() == 4 {
        return day_of(first, month(second)?, third);
    }
    match (month(first), month(second)) {
        (None, Some(month)) => day_of(third, month, first),
        (Some(month), None) => day_of(third, month, second),
        (Some(one), Some(other)) if one == other => day_of(third, one, first),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::written_day;

    #[test]
    fn dates_as_they_are_written() {
        for text in [
            "jeudi 3 mai 2012",
            "Politique, jeudi 3 mai 2012, p. 8",
            "Mai 68, jeudi 3 mai 2012 - 11:05 UTC +02:00",
            "Jeudi 3 Mai 2012",
            "mai 3 2012",
            "3 May 2012",
            "May 3, 2012 Thursday",
            "Thursday, May 3, 2012 845 words, p. 5",
            "May 3, 2012 Thursday 9:20 AM GMT",
            "Thursday 3rd of May, 2012",
            "3 de mayo de 2012",
            "jueves 3 de mayo del 2012",
            "3. Mai 2012",
            "Donnerstag 3.Mai 2012",
            "3 maggio 2012",
            "2012 May 3",
            "2012-05-03",
            "(2012/05/03)",
            "2012-05-03T10:00:00Z",
            "2012 年 5 月 3 日",
            "2012년 5월 3일 목요일",
        ] {
            assert_eq!(written_day(text).as_deref(), Some("2012-05-03"), "{text}");
        }
        assert_eq!(written_day("1er août 2019").as_deref(), Some("2019-08-01"));
        assert_eq!(written_day("1º de agosto de 2019").as_deref(), Some("2019-08-01"));
        assert_eq!(written_day("23/05/2012").as_deref(), Some("2012-05-23"));
        assert_eq!(written_day("05/23/2012").as_deref(), Some("2012-05-23"));
        assert_eq!(written_day("déc. 10, 2019").as_deref(), Some("2019-12-10"));
    }

    #[test]
    fn what_names_no_day_gives_none() {
        for text in [
            "",
            "mai 2012",
            "été 2012",
            "31 février 2012",
            "03/05/2012",
            "3 mai",
            "2012",
            "hier",
            "May",
            "1/2/3",
        ] {
            assert_eq!(written_day(text), None, "{text}");
        }
    }
}
