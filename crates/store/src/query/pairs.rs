//! Which countries have most to do with each other.

use super::Days;
use crate::{Error, Store};
use std::collections::BTreeMap;

/// So many events are looked at, the newest.
const EVENTS: i64 = 20_000;

/// Two countries, the first by their codes before the second, and what is between them.
#[derive(Debug, Clone, PartialEq)]
pub struct Pair {
    /// A country's code.
    pub one: String,
    /// Another's.
    pub other: String,
    /// Events that the first does towards the second, and the other way round.
    pub events: (u32, u32),
    /// The mean of the Goldstein weights of both.
    pub goldstein: Option<f64>,
    /// The day of the newest.
    pub last: Option<String>,
}

/// A condition on `day` by ?1 and ?2, that an index finds; without bounds those count too that have no day.
pub(crate) fn within(days: &Days) -> &'static str {
    match (&days.since, &days.until) {
        (None, None) => "",
        (Some(_), None) => "AND day >= ?1",
        (None, Some(_)) => "AND day <= ?2",
        (Some(_), Some(_)) => "AND day >= ?1 AND day <= ?2",
    }
}

/// Pairs of countries with the most events among the newest of a time; those of one country only, if one is named.
///
/// # Errors
/// Those of the file.
pub fn pairs(store: &Store, days: &Days, country: Option<&str>, limit: usize) -> Result<Vec<Pair>, Error> {
    let within = within(days);
    let sql = format!(
        "SELECT y.source, y.target, e.goldstein, e.day FROM (\
                 SELECT id, goldstein, day FROM events WHERE current = 1 {within} \
                 ORDER BY day DESC, id LIMIT ?3) e CROSS JOIN dyads y ON y.event = e.id WHERE y.source <> y.target"
    );
    let mut found: BTreeMap<(String, String), (Pair, f64, u32)> = BTreeMap::new();
    store.ask(|connection| {
        let mut statement = connection.prepare_cached(&sql)?;
        let mut rows = statement.query((&days.since, days.last(), EVENTS))?;
        while let Some(row) = rows.next()? {
            let (source, target): (String, String) = (row.get(0)?, row.get(1)?);
            if country.is_some_and(|country| country != source && country != target) {
                continue;
            }
            let turned = source > target;
            let key = if turned { (target, source) } else { (source, target) };
            let (pair, sum, weighed) = found.entry(key.clone()).or_insert_with(|| {
                let pair = Pair { one: key.0, other: key.1, events: (0, 0), goldstein: None, last: None };
                (pair, 0.0, 0)
            });
            if turned {
                pair.events.1 += 1;
            } else {
                pair.events.0 += 1;
            }
            if pair.last.is_none() {
                // Newest first.
                pair.last = row.get(3)?;
            }
            if let Some(weight) = row.get::<_, Option<f64>>(2)? {
                *sum += weight;
                *weighed += 1;
            }
        }
        Ok(())
    })?;
    let mut pairs: Vec<Pair> = found
        .into_values()
        .map(|(pair, sum, weighed)| Pair {
            goldstein: (weighed > 0).then(|| sum / f64::from(weighed)),
            ..pair
        })
        .collect();
    pairs.sort_by_key(|pair| std::cmp::Reverse(pair.events.0 + pair.events.1));
    pairs.truncate(limit);
    Ok(pairs)
}
