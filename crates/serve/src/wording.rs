//! Every word of the site that is not the store's own, in one place: another language is another [`Wording`].

mod english;
mod french;
mod rooms;

pub use english::ENGLISH;
pub use french::FRENCH;
pub use rooms::Rooms;

use records::{Act, EventType, Form, Status};

/// The words of the site in one language. Lists are functions, so that a language that forgets a value does not compile.
#[derive(Debug)]
pub struct Wording {
    /// BCP 47 tag of the language.
    pub lang: &'static str,
    /// The other languages: tag, and their names in themselves.
    pub others: &'static [(&'static str, &'static str)],
    /// Those of a dispatch's own page.
    pub reading: &'static page::Wording,

    /// Those of the pages that compare, count and draw.
    pub rooms: &'static Rooms,

    pub motto: &'static str,
    pub skip: &'static str,
    pub menu: &'static str,
    pub home: &'static str,
    pub statements: &'static str,
    pub events: &'static str,
    pub dispatch: &'static str,
    pub newer: &'static str,

    pub failure: &'static str,
    pub missing: &'static str,
    pub busy: &'static str,
    pub late: &'static str,
    pub large: &'static str,
    pub unsent: &'static str,
    pub foreign: &'static str,
    pub broken: &'static str,
    pub nothing: &'static str,
    pub nobody: fn(&str) -> String,
    pub near: &'static str,

    pub search: &'static str,
    pub search_hint: &'static str,
    pub search_button: &'static str,
    pub results: fn(&str) -> String,
    pub newest_first: &'static str,
    pub best_first: &'static str,
    /// So many of so many were compared.
    pub ranked_of: fn(usize, usize) -> String,
    pub coverage: &'static str,
    pub latest: &'static str,
    pub count: fn(Count, i64) -> String,
    pub more: &'static str,
    pub first_page: &'static str,
    pub same_as: &'static str,
    pub of_newest: fn(usize) -> String,

    pub filters: &'static str,
    pub filter: &'static str,
    pub remove: fn(&str) -> String,
    pub clear: &'static str,
    pub by: &'static str,
    pub to: &'static str,
    pub about: &'static str,
    pub words: &'static str,
    pub since: &'static str,
    pub day_hint: &'static str,
    pub until: &'static str,
    pub outlet: &'static str,
    pub country: &'static str,
    pub act: &'static str,
    pub form: &'static str,
    pub kind: &'static str,
    pub status: &'static str,
    pub source: &'static str,
    pub target: &'static str,
    pub place: &'static str,
    pub language: &'static str,

    pub passed_on: &'static str,
    pub in_medium: &'static str,
    pub not_said: &'static str,
    pub somebody: &'static str,
    pub on_word_of: &'static str,
    pub reports: fn(i64) -> String,

    /// A day (2022-09-13), month or year as people write it; what is none of these, as it stands.
    pub day: fn(&str) -> String,
    pub tongue: fn(&str) -> Option<&'static str>,
    pub acts: fn(Act) -> &'static str,
    pub forms: fn(Form) -> &'static str,
    pub statuses: fn(Status) -> &'static str,
    pub types: fn(EventType) -> &'static str,
}

/// What is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Count {
    Documents,
    Statements,
    Events,
    Outlets,
}

impl Wording {
    /// The language that somebody chose, else the first of those that his browser prefers, else English.
    pub fn chosen(chosen: Option<&str>, accepts: &str) -> &'static Wording {
        let of = |tag: &str| match tag.split('-').next().unwrap_or_default() {
            "fr" => Some(&FRENCH),
            "en" => Some(&ENGLISH),
            _ => None,
        };
        if let Some(words) = chosen.and_then(of) {
            return words;
        }
        let mut wanted: Vec<(f32, &str)> = accepts
            .split(',')
            .filter_map(|range| {
                let (tag, weight) = range.split_once(';').unwrap_or((range, ""));
                let weight =
                    weight.trim().strip_prefix("q=").map_or(Some(1.0), |weight| weight.parse().ok())?;
                (weight > 0.0).then_some((weight, tag.trim()))
            })
            .collect();
        wanted.sort_by(|a, b| b.0.total_cmp(&a.0));
        wanted.into_iter().find_map(|(_, tag)| of(&tag.to_ascii_lowercase())).unwrap_or(&ENGLISH)
    }

    /// A number with its thousands apart.
    pub fn number(&self, number: i64) -> String {
        thousands(number, self.rooms.thousands)
    }

    /// A language's name for a country, else its code.
    pub fn country_of(&self, code: &str) -> String {
        if code == "IGO" {
            return self.reading.intergovernmental.to_owned();
        }
        knowledge::country(code).map_or_else(|| code.to_owned(), |country| country.name(self.lang).to_owned())
    }
}

/// Year, month (from 1) and day of an ISO date, as far as it tells them.
fn parts_of_day(text: &str) -> Option<(&str, Option<usize>, Option<u32>)> {
    let mut parts = text.splitn(3, '-');
    let year =
        parts.next().filter(|year| year.len() == 4 && year.bytes().all(|byte| byte.is_ascii_digit()))?;
    let month = parts.next().map(|month| month.parse().ok().filter(|month| (1..=12).contains(month)));
    let day = parts.next().map(|day| day.parse().ok().filter(|day| (1..=31).contains(day)));
    match (month, day) {
        (Some(None), _) | (_, Some(None)) => None,
        (month, day) => Some((year, month.flatten(), day.flatten())),
    }
}

/// A text as French sets it: what stands before « : », « ; », « ! », « ? », « » » and after « « » does not break.
pub fn spaced(text: &str, lang: &str) -> String {
    if lang.split('-').next() != Some("fr") {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len() + 8);
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let next = chars.peek().copied();
        out.push(match (c, next) {
            (' ', Some(':' | '»')) => '\u{a0}',
            (' ', Some(';' | '!' | '?')) => '\u{202f}',
            (' ', _) if out.ends_with('«') => '\u{a0}',
            (c, _) => c,
        });
    }
    out
}

/// A number with its thousands apart.
fn thousands(number: i64, between: &str) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) && digits.as_bytes()[at - 1] != b'-' {
            out.push_str(between);
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{ENGLISH, FRENCH, Wording, spaced};

    #[test]
    fn days_are_written_as_people_write_them() {
        for (text, english, french) in [
            ("2022-09-13", "13 September 2022", "13\u{a0}septembre 2022"),
            ("2022-08-01", "1 August 2022", "1ᵉʳ\u{a0}août 2022"),
            ("2022-09", "September 2022", "septembre 2022"),
            ("2022", "2022", "2022"),
            ("2022-13-01", "2022-13-01", "2022-13-01"),
            ("2022-01-x", "2022-01-x", "2022-01-x"),
            ("hier", "hier", "hier"),
            ("", "", ""),
        ] {
            assert_eq!(((ENGLISH.day)(text).as_str(), (FRENCH.day)(text).as_str()), (english, french));
        }
    }

    #[test]
    fn french_signs_do_not_stand_alone() {
        assert_eq!(
            spaced("Séoul : « oui » ! Non ?", "fr"),
            "Séoul\u{a0}: «\u{a0}oui\u{a0}»\u{202f}! Non\u{202f}?"
        );
        assert_eq!(spaced("a : b", "en"), "a : b");
    }

    #[test]
    fn the_reader_chooses_the_language() {
        for (chosen, accepts, lang) in [
            (None, "", "en"),
            (None, "fr-FR,fr;q=0.9,en;q=0.8", "fr"),
            (None, "de,en;q=0.5,fr;q=0.7", "fr"),
            (None, "fr;q=0,en", "en"),
            (Some("fr"), "en", "fr"),
            (Some("xx"), "en", "en"),
            (None, "fr;q=x", "en"),
        ] {
            assert_eq!(Wording::chosen(chosen, accepts).lang, lang, "{accepts}");
        }
    }
}
