//! How often names and actors across documents stand in the records of a batch, and between which countries its events are: counted while
//! records are written, and added to what the store has once a batch.

use rusqlite::{Connection, params};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// What is counted of a batch. What of it was not written is lost with it.
#[derive(Debug, Default)]
pub(crate) struct Counts {
    numbers: HashMap<(String, String), usize>,
    /// Of all that have a name, and of those of them that are linked to nobody.
    names: Vec<(Tally, Tally)>,
    canon: BTreeMap<i64, Tally>,
    dyads: BTreeSet<(String, String, i64)>,
}

/// Actors of documents, the statements that they make and the events that they are party to.
#[derive(Debug, Default, Clone, Copy)]
struct Tally {
    actors: i64,
    statements: i64,
    events: i64,
}

/// An actor of a document, as it is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Counted {
    name: usize,
    canon: Option<i64>,
}

impl Counts {
    /// Counts an actor.
    pub fn actor(&mut self, folded: &str, country: Option<&str>, canon: Option<i64>) -> Counted {
        let key = (folded.to_owned(), country.unwrap_or_default().to_owned());
        let name = *self.numbers.entry(key).or_insert(self.names.len());
        if name == self.names.len() {
            self.names.push((Tally::default(), Tally::default()));
        }
        let counted = Counted { name, canon };
        self.add(counted, |tally| tally.actors += 1);
        counted
    }

    /// Counts a statement of a newest version.
    pub fn statement(&mut self, speaker: Counted) {
        self.add(speaker, |tally| tally.statements += 1);
    }

    /// Counts an event of a newest version: once for a name, and once for an actor across documents, on whichever sides they stand.
    pub fn event(&mut self, parties: impl Iterator<Item = Counted> + Clone) {
        let before = |at: usize, is: &dyn Fn(Counted) -> bool| parties.clone().take(at).any(is);
        for (at, party) in parties.clone().enumerate() {
            if !before(at, &|other| other.name == party.name) {
                self.names[party.name].0.events += 1;
            }
            match party.canon {
                Some(canon) if !before(at, &|other| other.canon == party.canon) => {
                    self.canon.entry(canon).or_default().events += 1;
                }
                None if !before(at, &|other| other == party) => self.names[party.name].1.events += 1,
                _ => {}
            }
        }
    }

    /// Notes that an event is between two countries.
    pub fn dyad(&mut self, source: &str, target: &str, event: i64) {
        self.dyads.insert((source.to_owned(), target.to_owned(), event));
    }

    fn add(&mut self, Counted { name, canon }: Counted, add: impl Fn(&mut Tally)) {
        let (all, free) = &mut self.names[name];
        add(all);
        add(canon.map_or(free, |canon| self.canon.entry(canon).or_default()));
    }

    /// Adds all to what the store has, in an order that depends on nothing else; then nothing is counted.
    pub fn store(&mut self, connection: &Connection) -> rusqlite::Result<()> {
        let counts = std::mem::take(self);
        let run = |sql: &str| connection.prepare_cached(sql)?.execute([]).map(drop);
        // One statement for all, from a table of this connection alone: full text of names is written to the disk with each statement.
        connection.execute_batch(
            "CREATE TEMP TABLE IF NOT EXISTS counted (folded TEXT, country TEXT, a INTEGER, s INTEGER, e INTEGER, \
             free_a INTEGER, free_s INTEGER, free_e INTEGER)",
        )?;
        run("DELETE FROM temp.counted")?;
        let mut names: Vec<_> = counts.numbers.into_iter().collect();
        names.sort_unstable();
        let mut insert =
            connection.prepare_cached("INSERT INTO temp.counted VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)")?;
        for ((folded, country), number) in names {
            let (all, free) = counts.names[number];
            let values = params![
                folded,
                country,
                all.actors,
                all.statements,
                all.events,
                free.actors,
                free.statements,
                free.events
            ];
            insert.execute(values)?;
        }
        run(
            "INSERT INTO names (folded, country, actors, statements, events, free, free_statements, free_events) \
             SELECT * FROM temp.counted WHERE true ORDER BY rowid ON CONFLICT (folded, country) DO UPDATE SET \
             actors = actors + excluded.actors, statements = statements + excluded.statements, \
             events = events + excluded.events, free = free + excluded.free, \
             free_statements = free_statements + excluded.free_statements, free_events = free_events + excluded.free_events",
        )?;
        let mut canon = connection.prepare_cached(
            "UPDATE canon SET actors = actors + ?2, statements = statements + ?3, events = events + ?4 WHERE id = ?1",
        )?;
        for (id, tally) in counts.canon {
            canon.execute(params![id, tally.actors, tally.statements, tally.events])?;
        }
        let mut dyad =
            connection.prepare_cached("INSERT INTO dyads (source, target, event) VALUES (?1, ?2, ?3)")?;
        for (source, target, event) in counts.dyads {
            dyad.execute(params![source, target, event])?;
        }
        Ok(())
    }
}
