//! Names that somebody may have meant.

use super::country::country;
use crate::{Error, Store};
use knowledge::fold;
use strsim::osa_distance;

/// So many are told.
const SHOWN: usize = 5;

/// Names of actors in the store, and of countries, that differ from a text by few letters, the nearest first.
pub(crate) fn near(store: &Store, text: &str) -> Result<Vec<String>, Error> {
    let text = fold(text);
    if text.is_empty() {
        return Ok(Vec::new());
    }
    let mut best: Vec<(usize, i64, String)> = Vec::new();
    store.ask(|connection| {
        let mut statement =
            connection.prepare_cached("SELECT folded, sum(actors) FROM names GROUP BY folded")?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let name = row.get_ref(0)?.as_str()?;
            if let Some(distance) = distance(&text, name) {
                // The more often a name is told, the likelier it was meant.
                best.push((distance, -row.get::<_, i64>(1)?, name.to_owned()));
            }
        }
        Ok(())
    })?;
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
            names.extend(distance(&text, &fold(name)).map(|distance| (distance, name.to_owned())));
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

/// Twice the number of letters by which a text differs from a name, and one more where only some words of the name are
/// compared; `None`: too many to be meant.
fn distance(text: &str, name: &str) -> Option<usize> {
    let most = (text.chars().count() / 4).max(1);
    let differ = |other: &str| {
        let near = text.len().abs_diff(other.len()) <= 2 * most;
        near.then(|| osa_distance(text, other)).filter(|distance| *distance <= most)
    };
    let whole = differ(name).map(|distance| distance * 2);
    let count = text.split(' ').count();
    let words: Vec<&str> = name.split(' ').collect();
    let part = if words.len() > count {
        words.windows(count).filter_map(|some| differ(&some.join(" "))).min().map(|distance| distance * 2 + 1)
    } else {
        None
    };
    whole.into_iter().chain(part).min()
}

#[cfg(test)]
mod tests {
    use super::distance;

    #[test]
    fn few_letters_apart_is_near() {
        assert_eq!(distance("xi jimping", "xi jinping"), Some(2));
        assert_eq!(distance("makron", "emmanuel macron"), Some(3));
        assert_eq!(distance("xi jinping", "vladimir poutine"), None);
        assert_eq!(distance("biden", "joe biden"), Some(1));
    }
}
