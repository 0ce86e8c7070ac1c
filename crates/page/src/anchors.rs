//! The ids that links and descriptions lead to.

use records::Reading;
use std::collections::BTreeSet;

/// Ids of a dispatch's records in a page: each begins with the dispatch's own, so that several share a page.
pub(crate) struct Anchors {
    /// Of the dispatch.
    pub dispatch: String,
    /// Of each statement's record, in their order.
    pub statements: Vec<Anchor>,
    /// Of each event's record.
    pub events: Vec<Anchor>,
    /// Of each actor's record.
    pub actors: Vec<Anchor>,
}

/// One record's id.
#[derive(Debug, Clone)]
pub(crate) struct Anchor {
    /// The record.
    pub record: String,
    /// Where the text tells it.
    pub place: String,
    /// What number people call it by.
    pub number: String,
}

impl Anchors {
    pub fn of(reading: &Reading, dispatch: &str) -> Anchors {
        // It stands in ids and links, where white space or a percent sign would not be what it is.
        let dispatch: String =
            dispatch.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect();
        Anchors {
            statements: list(&dispatch, 's', reading.statements.iter().map(|record| record.id.as_str())),
            events: list(&dispatch, 'e', reading.events.iter().map(|record| record.id.as_str())),
            actors: list(&dispatch, 'a', reading.actors.iter().map(|record| record.id.as_str())),
            dispatch,
        }
    }
}

/// A record goes by its own id (`s3`), so that links outlive what stands around it; by its place in the list where
/// the id is none of ours or stands there twice.
fn list<'a>(dispatch: &str, letter: char, ids: impl Iterator<Item = &'a str>) -> Vec<Anchor> {
    let mut seen = BTreeSet::new();
    ids.enumerate()
        .map(|(at, id)| {
            let number = id.strip_prefix(letter).filter(|number| {
                (1..=9).contains(&number.len()) && number.bytes().all(|byte| byte.is_ascii_digit())
            });
            let (name, number) = match number.filter(|_| seen.insert(id)) {
                Some(number) => (id.to_owned(), number.to_owned()),
                None => (format!("{letter}-{}", at + 1), format!("{}", at + 1)),
            };
            Anchor { record: format!("{dispatch}-{name}"), place: format!("{dispatch}-t-{name}"), number }
        })
        .collect()
}
