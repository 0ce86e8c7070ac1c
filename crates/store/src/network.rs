//! Who acts towards whom and speaks to whom: the store as a network of actors.

use crate::{
    Error, Store,
    query::{Days, Step},
};
use std::collections::BTreeMap;

/// An actor: one across documents, else a name in a country.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Node {
    /// The name as it is written most often.
    pub name: String,
    /// Its country.
    pub country: Option<String>,
    /// What kind of actor.
    pub kind: String,
}

/// What one actor did towards another, or said to it, in a period.
#[derive(Debug, Clone, PartialEq)]
pub struct Edge {
    /// Who, by its number among the nodes.
    pub source: usize,
    /// To whom.
    pub target: usize,
    /// A year, or a month; empty where the day is unknown.
    pub period: String,
    /// Events.
    pub events: u32,
    /// Statements.
    pub statements: u32,
    /// The mean of the events' Goldstein weights.
    pub goldstein: Option<f64>,
}

impl Edge {
    /// Events and statements together.
    pub fn weight(&self) -> u64 {
        u64::from(self.events) + u64::from(self.statements)
    }
}

/// Actors and what is between them.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Network {
    /// Those that have an edge, by name and country.
    pub nodes: Vec<Node>,
    /// In the order of period, source and target.
    pub edges: Vec<Edge>,
}

type Key = (String, String);

/// The network of a store's newest versions, by periods.
///
/// # Errors
/// Those of the file.
pub fn network(store: &Store, step: Step, days: &Days) -> Result<Network, Error> {
    let digits = match step {
        Step::Month => 7,
        Step::Year => 4,
    };
    let sql = format!(
        "SELECT coalesce(m.folded, a.folded), coalesce(m.country, a.country, ''), \
           coalesce(n.folded, b.folded), coalesce(n.country, b.country, ''), coalesce(substr(x.day, 1, {digits}), ''), \
           count(DISTINCT x.event), count(DISTINCT x.statement), avg(x.goldstein) FROM ( \
             SELECT p.actor AS one, q.actor AS other, e.day, e.id AS event, NULL AS statement, e.goldstein FROM events e \
               JOIN parties p ON p.event = e.id AND p.side = 'source' JOIN parties q ON q.event = e.id AND q.side = 'target' \
               WHERE e.current = 1 \
             UNION ALL \
             SELECT s.speaker, s.addressee, s.day, NULL, s.id, NULL FROM statements s \
               WHERE s.current = 1 AND s.speaker IS NOT NULL AND s.addressee IS NOT NULL \
           ) x CROSS JOIN actors a ON a.id = x.one CROSS JOIN actors b ON b.id = x.other \
           LEFT JOIN canon m ON m.id = a.canon LEFT JOIN canon n ON n.id = b.canon \
         WHERE (?1 IS NULL OR x.day >= ?1) AND (?2 IS NULL OR x.day <= ?2) \
           AND NOT (coalesce(m.folded, a.folded) = coalesce(n.folded, b.folded) \
             AND coalesce(m.country, a.country, '') = coalesce(n.country, b.country, '')) \
         GROUP BY 5, 1, 2, 3, 4 ORDER BY 5, 1, 2, 3, 4"
    );
    let mut found: Vec<(Key, Key, Edge)> = Vec::new();
    store.ask(|connection| {
        let mut statement = connection.prepare(&sql)?;
        let mut rows = statement.query((&days.since, days.last()))?;
        while let Some(row) = rows.next()? {
            let edge = Edge {
                source: 0,
                target: 0,
                period: row.get(4)?,
                events: row.get(5)?,
                statements: row.get(6)?,
                goldstein: row.get(7)?,
            };
            found.push(((row.get(0)?, row.get(1)?), (row.get(2)?, row.get(3)?), edge));
        }
        Ok(())
    })?;
    let mut numbers: BTreeMap<Key, usize> = BTreeMap::new();
    for (source, target, _) in &found {
        for key in [source, target] {
            numbers.entry(key.clone()).or_default();
        }
    }
    // A name that links gave a country may stand in documents without it; that of a country that only its capital stands for, in none.
    let sql = "SELECT name, kind FROM ( \
                 SELECT name, kind, country, 1 AS told FROM actors WHERE folded = ?1 \
                 UNION ALL SELECT name, kind, country, 0 FROM canon WHERE folded = ?1) \
               GROUP BY name, kind ORDER BY max(told) DESC, max(country IS nullif(?2, '')) DESC, sum(told) DESC, name, kind LIMIT 1";
    let mut network = Network::default();
    for (number, (key, slot)) in numbers.iter_mut().enumerate() {
        *slot = number;
        let (name, kind) = store.ask(|connection| {
            connection.prepare_cached(sql)?.query_row([&key.0, &key.1], |row| Ok((row.get(0)?, row.get(1)?)))
        })?;
        network.nodes.push(Node { name, country: Some(key.1.clone()).filter(|code| !code.is_empty()), kind });
    }
    network.edges = found
        .into_iter()
        .map(|(source, target, edge)| Edge { source: numbers[&source], target: numbers[&target], ..edge })
        .collect();
    Ok(network)
}
