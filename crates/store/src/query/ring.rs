//! The actors that have most to do with each other in a time, for a drawing: the newest events and statements are looked at, so that it is
//! answered in bounded time. [`crate::network`] is the whole of it.

use super::{Days, pairs::within};
use crate::{Error, Store};
use std::collections::{BTreeMap, BTreeSet};

/// So many events, and so many statements, are looked at, the newest.
const LOOKED_AT: i64 = 10_000;

/// An actor across documents.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RingNode {
    /// Its id.
    pub id: i64,
    /// Its name.
    pub name: String,
    /// Its country's code.
    pub country: Option<String>,
    /// What kind of actor.
    pub kind: String,
    /// Events and statements that it has to do with others in.
    pub weight: u32,
}

/// What one did towards another, or said to it.
#[derive(Debug, Clone, PartialEq)]
pub struct RingEdge {
    /// Who, by its number among the nodes.
    pub source: usize,
    /// To whom.
    pub target: usize,
    /// Events.
    pub events: u32,
    /// Statements.
    pub statements: u32,
    /// The mean of the events' Goldstein weights.
    pub goldstein: Option<f64>,
}

/// Actors and what is between them.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Ring {
    /// The heaviest first.
    pub nodes: Vec<RingNode>,
    /// The heaviest first.
    pub edges: Vec<RingEdge>,
    /// How many events were looked at.
    pub counted: usize,
}

#[derive(Default)]
struct Between {
    events: u32,
    statements: u32,
    sum: f64,
    weighed: u32,
}

/// The actors with most to do with others in a time, at most so many; those that have to do with a country, if one is named.
///
/// # Errors
/// Those of the file.
pub fn ring(store: &Store, days: &Days, country: Option<&str>, limit: usize) -> Result<Ring, Error> {
    let mut between: BTreeMap<(i64, i64), Between> = BTreeMap::new();
    let mut countries: BTreeMap<i64, String> = BTreeMap::new();
    let mut ring = Ring::default();
    let within = within(days);
    let sql = format!(
        "SELECT e.id, e.goldstein, p.side = 'source', a.canon, a.country FROM (\
                 SELECT id, goldstein FROM events WHERE current = 1 {within} \
                 ORDER BY day DESC, id LIMIT ?3) e CROSS JOIN parties p ON p.event = e.id CROSS JOIN actors a ON a.id = p.actor \
               WHERE a.canon IS NOT NULL"
    );
    store.ask(|connection| {
        let mut statement = connection.prepare_cached(&sql)?;
        let mut rows = statement.query((&days.since, days.last(), LOOKED_AT))?;
        let mut last = None;
        let mut sides: [BTreeSet<i64>; 2] = Default::default();
        let mut weight: Option<f64> = None;
        let mut end = |sides: &mut [BTreeSet<i64>; 2], weight: Option<f64>| {
            for source in &sides[0] {
                for target in sides[1].iter().filter(|target| *target != source) {
                    let between = between.entry((*source, *target)).or_default();
                    between.events += 1;
                    if let Some(weight) = weight {
                        between.sum += weight;
                        between.weighed += 1;
                    }
                }
            }
            *sides = Default::default();
        };
        while let Some(row) = rows.next()? {
            let event: i64 = row.get(0)?;
            if last != Some(event) {
                end(&mut sides, weight);
                last = Some(event);
                weight = row.get(1)?;
                ring.counted += 1;
            }
            let canon: i64 = row.get(3)?;
            sides[usize::from(!row.get::<_, bool>(2)?)].insert(canon);
            if let Some(code) = row.get::<_, Option<String>>(4)? {
                countries.entry(canon).or_insert(code);
            }
        }
        end(&mut sides, weight);
        Ok(())
    })?;
    let sql = format!(
        "SELECT s.who, a.canon FROM (\
                 SELECT who, addressee FROM statements WHERE current = 1 {within} \
                 ORDER BY day DESC, id LIMIT ?3) s CROSS JOIN actors a ON a.id = s.addressee \
               WHERE s.who IS NOT NULL AND a.canon IS NOT NULL AND a.canon <> s.who"
    );
    store.ask(|connection| {
        let mut statement = connection.prepare_cached(&sql)?;
        let mut rows = statement.query((&days.since, days.last(), LOOKED_AT))?;
        while let Some(row) = rows.next()? {
            between.entry((row.get(0)?, row.get(1)?)).or_default().statements += 1;
        }
        Ok(())
    })?;
    if let Some(code) = country {
        let of = |id: &i64| countries.get(id).is_some_and(|other| other == code);
        between.retain(|(source, target), _| of(source) || of(target));
    }
    let mut weights: BTreeMap<i64, u32> = BTreeMap::new();
    for ((source, target), between) in &between {
        for id in [source, target] {
            *weights.entry(*id).or_default() += between.events + between.statements;
        }
    }
    let mut heaviest: Vec<(i64, u32)> = weights.into_iter().collect();
    heaviest.sort_by_key(|(id, weight)| (std::cmp::Reverse(*weight), *id));
    heaviest.truncate(limit);
    let sql = "SELECT name, country, kind FROM canon WHERE id = ?1";
    store.ask(|connection| {
        let mut statement = connection.prepare_cached(sql)?;
        for (id, weight) in &heaviest {
            ring.nodes.push(statement.query_row([id], |row| {
                Ok(RingNode {
                    id: *id,
                    name: row.get(0)?,
                    country: row.get(1)?,
                    kind: row.get(2)?,
                    weight: *weight,
                })
            })?);
        }
        Ok(())
    })?;
    let at = |id: i64| ring.nodes.iter().position(|node| node.id == id);
    ring.edges = between
        .into_iter()
        .filter_map(|((source, target), between)| {
            Some(RingEdge {
                source: at(source)?,
                target: at(target)?,
                events: between.events,
                statements: between.statements,
                goldstein: (between.weighed > 0).then(|| between.sum / f64::from(between.weighed)),
            })
        })
        .collect();
    ring.edges.sort_by_key(|edge| std::cmp::Reverse(edge.events + edge.statements));
    Ok(ring)
}
