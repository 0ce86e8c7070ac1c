//! Actors across documents that were found lately, so that nobody is looked up again in each document that names him.

use super::{
    Actor,
    actors::{FIRST, FUNCTION, SPELLING, SURNAME},
};
use rusqlite::{Connection, params};
use std::collections::HashMap;

/// So many names, offices and namesakes are kept; more, and all are forgotten.
const KEPT: usize = 30_000;

/// What the store has of actors, as far as it was asked for. What another actor may change is forgotten when one is made.
#[derive(Debug, Default)]
pub(crate) struct Actors {
    /// By their folded names.
    found: HashMap<String, Vec<Found>>,
    /// Who holds which function in which country, from the first day that is told to the last.
    offices: HashMap<(i64, String, String), (String, String)>,
    /// All of one name, by each of them; and for whom of a name that is kept.
    namesakes: HashMap<i64, Box<[i64]>>,
    asked: HashMap<String, Vec<i64>>,
}

/// An actor of a document by all that it was found by.
#[derive(Debug)]
struct Found {
    name: String,
    lang: String,
    kind: String,
    country: Option<String>,
    wikidata: Option<String>,
    sectors: String,
    /// Who it is, and why; `None`: nobody who has a name.
    canon: Option<(i64, &'static str)>,
}

impl Found {
    fn is(&self, actor: &Actor<'_>, lang: &str) -> bool {
        self.name == actor.name
            && self.lang == lang
            && self.kind == actor.kind
            && self.country.as_deref() == actor.country
            && self.wikidata.as_deref() == actor.wikidata
            && self.sectors == actor.sectors
    }
}

impl Actors {
    /// Who an actor was found to be, and by what; `None` if it has to be asked.
    pub fn found(&self, actor: &Actor<'_>, lang: &str) -> Option<Option<(i64, &'static str)>> {
        let all = self.found.get(actor.folded)?;
        all.iter().find(|found| found.is(actor, lang)).map(|found| found.canon)
    }

    /// Keeps who an actor was found to be, if it depends on nothing but what can be told from here.
    pub fn keep(&mut self, actor: &Actor<'_>, lang: &str, canon: Option<(i64, &'static str)>) {
        let depends = match canon {
            Some((_, why)) => [FIRST, FUNCTION, SPELLING, SURNAME].contains(&why),
            // Who holds a function is another on another day; a body that is only described is nobody on any.
            None => actor.kind == "person",
        };
        if depends {
            return;
        }
        if self.found.len() >= KEPT {
            self.found.clear();
        }
        self.found.entry(actor.folded.to_owned()).or_default().push(Found {
            name: actor.name.to_owned(),
            lang: lang.to_owned(),
            kind: actor.kind.to_owned(),
            country: actor.country.map(str::to_owned),
            wikidata: actor.wikidata.map(str::to_owned),
            sectors: actor.sectors.to_owned(),
            canon,
        });
    }

    /// Another of this name is in the store.
    pub fn made(&mut self, folded: &str) {
        self.found.remove(folded);
        for who in self.asked.remove(folded).unwrap_or_default() {
            self.namesakes.remove(&who);
        }
    }

    /// Somebody is in the store who may be found by more than his name, or more is told of one.
    pub fn clear(&mut self) {
        self.found.clear();
        self.forget_namesakes();
    }

    fn forget_namesakes(&mut self) {
        self.namesakes.clear();
        self.asked.clear();
    }

    /// An actor across documents, and those of the same name.
    pub fn namesakes(&mut self, connection: &Connection, who: i64) -> rusqlite::Result<&[i64]> {
        if self.namesakes.len() >= KEPT {
            self.forget_namesakes();
        }
        if !self.namesakes.contains_key(&who) {
            let sql = "SELECT id, folded FROM canon WHERE id = ?1 \
                OR folded = (SELECT folded FROM canon WHERE id = ?1 AND kind <> 'country' AND instr(folded, ' '))";
            let mut statement = connection.prepare_cached(sql)?;
            let mut rows = statement.query([who])?;
            let mut all = Vec::new();
            while let Some(row) = rows.next()? {
                if all.is_empty() {
                    self.asked.entry(row.get(1)?).or_default().push(who);
                }
                all.push(row.get(0)?);
            }
            self.namesakes.insert(who, all.into());
        }
        Ok(&self.namesakes[&who])
    }

    /// Notes that somebody is told to hold a function on a day.
    pub fn hold(
        &mut self,
        connection: &Connection,
        canon: i64,
        role: &str,
        country: &str,
        day: &str,
    ) -> rusqlite::Result<()> {
        let key = (canon, role.to_owned(), country.to_owned());
        if self.offices.get(&key).is_some_and(|(first, last)| first.as_str() <= day && day <= last.as_str()) {
            return Ok(());
        }
        if self.offices.len() >= KEPT {
            self.offices.clear();
        }
        // Said whether or not it changes anything, so that both days come back.
        let sql = "INSERT INTO offices (country, role, canon, first, last) VALUES (?1, ?2, ?3, ?4, ?4) \
                   ON CONFLICT DO UPDATE SET first = min(first, ?4), last = max(last, ?4) RETURNING first, last";
        let days = connection
            .prepare_cached(sql)?
            .query_row(params![country, role, canon, day], |row| Ok((row.get(0)?, row.get(1)?)))?;
        self.offices.insert(key, days);
        Ok(())
    }
}
