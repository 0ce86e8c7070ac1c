//! Names that somebody may have meant.

use super::country::country;
use crate::{Error, Store};
use knowledge::fold;
use std::collections::BTreeMap;

/// So many are told.
const SHOWN: usize = 5;

/// Names of actors in the store, and of countries, that differ from a text by few letters, the nearest first.
pub(crate) fn near(store: &Store, text: &str) -> Result<Vec<String>, Error> {
    let text = fold(text);
    if text.is_empty() {
        return Ok(Vec::new());
    }
    let mut asked = Asked::new(&text);
    let mut near: BTreeMap<String, (usize, i64)> = BTreeMap::new();
    store.ask(|connection| {
        // As they lie in the file: of a million statements there are some hundred thousand.
        let mut statement = connection.prepare_cached("SELECT folded, actors FROM names")?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let name = row.get_ref(0)?.as_str()?;
            if let Some(distance) = asked.distance(name) {
                near.entry(name.to_owned()).or_insert((distance, 0)).1 += row.get::<_, i64>(1)?;
            }
        }
        Ok(())
    })?;
    // The more often a name is told, the likelier it was meant.
    let mut best: Vec<(usize, i64, String)> =
        near.into_iter().map(|(name, (distance, actors))| (distance, -actors, name)).collect();
    best.sort();
    best.truncate(SHOWN);
    let sql = "SELECT name FROM actors WHERE folded = ?1 GROUP BY name ORDER BY count(*) DESC, name LIMIT 1";
    let mut names = best
        .into_iter()
        .map(|(distance, _, folded)| {
            let name: String = store
                .ask(|connection| connection.prepare_cached(sql)?.query_row([folded], |row| row.get(0)))?;
            Ok((distance, name))
        })
        .collect::<Result<Vec<_>, Error>>()?;
    for lang in knowledge::languages() {
        for country in knowledge::countries() {
            let name = country.name(lang);
            names.extend(asked.distance(&fold(name)).map(|distance| (distance, name.to_owned())));
        }
    }
    names.sort_by_key(|(distance, _)| *distance);
    let mut told: Vec<String> = Vec::new();
    for (_, name) in names {
        // A country is told once, under whichever name.
        let code = |name: &str| country(name).map(|country| country.code);
        if !told.iter().any(|other| *other == name || (code(&name).is_some() && code(other) == code(&name))) {
            told.push(name);
        }
    }
    told.truncate(SHOWN);
    Ok(told)
}

/// A text that names are compared with.
struct Asked {
    text: Vec<char>,
    bytes: usize,
    words: usize,
    /// By so many letters a name may differ.
    most: usize,
    /// Its letters as bits; `None` where letters are no bytes.
    letters: Option<u64>,
    /// What is compared, and how far words of it are apart: kept, so that nothing is allocated for a name.
    other: Vec<char>,
    spaces: Vec<usize>,
    rows: [Vec<usize>; 3],
}

impl Asked {
    fn new(text: &str) -> Asked {
        let chars: Vec<char> = text.chars().collect();
        Asked {
            bytes: text.len(),
            words: text.split(' ').count(),
            most: (chars.len() / 4).max(1),
            letters: letters(text),
            rows: [const { Vec::new() }; 3],
            text: chars,
            other: Vec::new(),
            spaces: Vec::new(),
        }
    }

    /// Twice the number of letters by which the text differs from a name, and one more where only some words of the name are
    /// compared; `None`: too many to be meant.
    fn distance(&mut self, name: &str) -> Option<usize> {
        let whole = self.differ(name).map(|distance| distance * 2);
        let mut spaces = std::mem::take(&mut self.spaces);
        spaces.clear();
        spaces.extend(name.bytes().enumerate().filter(|(_, byte)| *byte == b' ').map(|(at, _)| at));
        let mut part = None;
        if spaces.len() >= self.words {
            // All runs of as many words as the text has.
            for first in 0..=spaces.len() + 1 - self.words {
                let start = if first == 0 { 0 } else { spaces[first - 1] + 1 };
                let end = spaces.get(first + self.words - 1).copied().unwrap_or(name.len());
                let distance = self.differ(&name[start..end]).map(|distance| distance * 2 + 1);
                part = part.into_iter().chain(distance).min();
            }
        }
        self.spaces = spaces;
        whole.into_iter().chain(part).min()
    }

    /// The letters by which the text differs from another: left out, added, changed, or two that stand the other way round.
    fn differ(&mut self, other: &str) -> Option<usize> {
        let most = self.most;
        if self.bytes.abs_diff(other.len()) > 2 * most {
            return None;
        }
        // Each difference adds one letter to what only one of them has, at most.
        if let Some((here, there)) = self.letters.zip(letters(other))
            && (here & !there).count_ones().max((there & !here).count_ones()) as usize > most
        {
            return None;
        }
        self.other.clear();
        self.other.extend(other.chars());
        let [two_before, before, now] = &mut self.rows;
        before.clear();
        before.extend(0..=self.other.len());
        two_before.clone_from(before);
        for (at, letter) in self.text.iter().enumerate() {
            now.clear();
            now.push(at + 1);
            let mut least = at + 1;
            for (to, theirs) in self.other.iter().enumerate() {
                let mut distance =
                    (before[to] + usize::from(letter != theirs)).min(before[to + 1] + 1).min(now[to] + 1);
                if at > 0 && to > 0 && *letter == self.other[to - 1] && self.text[at - 1] == *theirs {
                    distance = distance.min(two_before[to - 1] + 1);
                }
                least = least.min(distance);
                now.push(distance);
            }
            // What follows is no nearer than the nearest of two rows.
            if least > most && before.iter().min().is_some_and(|least| *least > most) {
                return None;
            }
            std::mem::swap(two_before, before);
            std::mem::swap(before, now);
        }
        before.last().copied().filter(|distance| *distance <= most)
    }
}

/// The letters of a text as bits, if all are of one byte.
fn letters(text: &str) -> Option<u64> {
    text.is_ascii().then(|| text.bytes().fold(0, |letters, byte| letters | 1 << (byte & 63)))
}

#[cfg(test)]
mod tests {
    use super::Asked;

    fn distance(text: &str, name: &str) -> Option<usize> {
        Asked::new(text).distance(name)
    }

    #[test]
    fn few_letters_apart_is_near() {
        assert_eq!(distance("xi jimping", "xi jinping"), Some(2));
        assert_eq!(distance("makron", "emmanuel macron"), Some(3));
        assert_eq!(distance("xi jinping", "vladimir poutine"), None);
        assert_eq!(distance("biden", "joe biden"), Some(1));
        assert_eq!(distance("le pen", "jean marie le pen"), Some(1));
        assert_eq!(distance("le qen", "jean marie le pen"), Some(3));
        assert_eq!(distance("joe biden", "biden"), None);
    }

    proptest::proptest! {
        /// As the textbook has it, and strsim.
        #[test]
        fn letters_are_counted_as_they_should_be(text in "[ab é]{0,9}", name in "[ab é]{0,12}") {
            let most = (text.chars().count() / 4).max(1);
            let near = |other: &str| {
                let close = text.len().abs_diff(other.len()) <= 2 * most;
                close.then(|| strsim::osa_distance(&text, other)).filter(|distance| *distance <= most)
            };
            let words: Vec<&str> = name.split(' ').collect();
            let count = text.split(' ').count();
            let some = if words.len() > count {
                words.windows(count).filter_map(|some| near(&some.join(" "))).min().map(|distance| distance * 2 + 1)
            } else {
                None
            };
            let expected = near(&name).map(|distance| distance * 2).into_iter().chain(some).min();
            proptest::prop_assert_eq!(distance(&text, &name), expected);
        }
    }
}
