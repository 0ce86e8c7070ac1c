//! Why a report is taken for one of the same, as the store's linking notes it, in the words of the site.

use crate::wording::Wording;

/// A reason.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Why {
    /// What is the same.
    pub told: String,
    /// The record that it was compared with.
    pub like: Option<i64>,
}

impl Why {
    /// What a note says: `first`, `7 words in a row as in statement 12`, `source, day as in event 3`.
    pub fn of(note: Option<&str>, words: &Wording) -> Why {
        let rooms = words.rooms;
        let note = note.unwrap_or("first");
        let (sign, like) = match note.split_once(" as in ") {
            Some((sign, like)) => (sign, like.rsplit(' ').next().and_then(|id| id.parse().ok())),
            None => (note, None),
        };
        let number = |text: &str| text.parse::<i64>().ok();
        let told = match sign.split(' ').collect::<Vec<_>>()[..] {
            ["first"] => rooms.why_first.to_owned(),
            [count, "words", "in", "a", "row"] if number(count).is_some() => {
                (rooms.why_run)(number(count).unwrap_or_default())
            }
            [shared, "of", all, "telling", "words"] if number(shared).is_some() && number(all).is_some() => {
                (rooms.why_telling)(number(shared).unwrap_or_default(), number(all).unwrap_or_default())
            }
            _ => {
                let signs: Vec<&str> =
                    sign.split(", ").map(|sign| (rooms.sign)(sign).unwrap_or(sign)).collect();
                (rooms.why_signs)(&signs.join(", "))
            }
        };
        Why { told, like }
    }
}

#[cfg(test)]
mod tests {
    use super::Why;
    use crate::wording::{ENGLISH, FRENCH};

    #[test]
    fn notes_are_told_in_the_reader_s_words() {
        for (note, english, french, like) in [
            (None, "the first report", "la première version", None),
            (
                Some("9 words in a row as in statement 12"),
                "9 words in a row",
                "9\u{a0}mots de suite",
                Some(12),
            ),
            (
                Some("4 of 5 telling words as in statement 3"),
                "4 of 5 telling words",
                "4\u{a0}mots marquants sur\u{a0}5",
                Some(3),
            ),
            (
                Some("source, day as in event 7"),
                "the same: who acts, day",
                "les mêmes\u{a0}: auteur, jour",
                Some(7),
            ),
            (Some("odd"), "the same: odd", "les mêmes\u{a0}: odd", None),
        ] {
            assert_eq!(Why::of(note, &ENGLISH), Why { told: english.to_owned(), like });
            assert_eq!(Why::of(note, &FRENCH).told, french);
        }
    }
}
