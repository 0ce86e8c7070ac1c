//! One actor across documents: who it is, what it said and did, what was done to it, and with whom.
//!
//! Of actors that are everywhere the newest mentions are looked at, so that every question is answered in bounded time.

use super::words;
use crate::{Error, Store};
use knowledge::fold;
use rusqlite::OptionalExtension;
use std::collections::{BTreeMap, BTreeSet};

/// So many mentions are looked at, the newest.
const MENTIONS: usize = 2000;
/// So many names, functions, partners are told, the most frequent.
const SHOWN: usize = 12;

/// Functions, each with the first and last day on which documents tell it, where they do.
pub type Functions = Vec<(String, Option<(String, String)>)>;

/// Who an actor is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Profile {
    /// Its id across documents.
    pub id: i64,
    /// The fullest name.
    pub name: String,
    /// `person`, `country`, `organisation`, `group`.
    pub kind: String,
    /// Its country's code.
    pub country: Option<String>,
    /// Its id in Wikidata.
    pub wikidata: Option<String>,
    /// Names met, with how often, the most frequent first.
    pub names: Vec<(String, usize)>,
    /// Functions met, with the first and last day on which documents tell them, where they do.
    pub roles: Functions,
    /// Codes of sectors, the most frequent first.
    pub sectors: Vec<String>,
    /// How many mentions were looked at.
    pub counted: usize,
    /// There are more.
    pub more: bool,
    mentions: Vec<i64>,
}

/// What an actor did and what was done to it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Deeds {
    /// Events that it does, newest first.
    pub did: Vec<i64>,
    /// Events that are done to it, newest first.
    pub met: Vec<i64>,
    /// How many of each type it does, and are done to it, most frequent first.
    pub types: Vec<(String, usize, usize)>,
    /// With whom, most frequent first.
    pub partners: Vec<Partner>,
    /// Days of all of them that have one.
    pub days: Vec<String>,
}

/// Another actor that one has to do with.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Partner {
    /// Its id across documents.
    pub id: i64,
    /// Its name.
    pub name: String,
    /// Its country's code.
    pub country: Option<String>,
    /// Events in which it is done something to by the first.
    pub to: usize,
    /// Events in which it does something to the first.
    pub from: usize,
    /// Events in which both stand on one side.
    pub beside: usize,
    /// Statements that the first addresses to it.
    pub told: usize,
}

impl Partner {
    /// All together.
    pub fn weight(&self) -> usize {
        self.to + self.from + self.beside + self.told
    }
}

impl Profile {
    /// The actor of an id; `None` if there is none.
    ///
    /// # Errors
    /// Those of the file.
    pub fn of(store: &Store, id: i64) -> Result<Option<Profile>, Error> {
        let sql = "SELECT name, kind, country, wikidata FROM canon WHERE id = ?1";
        let known = store.ask(|connection| {
            let row = |row: &rusqlite::Row<'_>| {
                Ok(Profile {
                    id,
                    name: row.get(0)?,
                    kind: row.get(1)?,
                    country: row.get(2)?,
                    wikidata: row.get(3)?,
                    ..Profile::default()
                })
            };
            connection.prepare_cached(sql)?.query_row([id], row).optional()
        })?;
        let Some(mut profile) = known else { return Ok(None) };
        let (mut names, mut sectors) = (BTreeMap::new(), BTreeMap::new());
        // Functions by their folded form, each with its spellings.
        let mut roles: BTreeMap<String, BTreeMap<String, usize>> = BTreeMap::new();
        let sql = "SELECT id, name, role, sectors FROM actors WHERE canon = ?1 ORDER BY id DESC LIMIT ?2";
        store.ask(|connection| {
            let mut statement = connection.prepare_cached(sql)?;
            let mut rows = statement.query((id, MENTIONS as i64 + 1))?;
            while let Some(row) = rows.next()? {
                if profile.mentions.len() == MENTIONS {
                    profile.more = true;
                    break;
                }
                profile.mentions.push(row.get(0)?);
                *names.entry(row.get::<_, String>(1)?).or_insert(0) += 1;
                if let Some(role) = row.get::<_, Option<String>>(2)? {
                    *roles.entry(fold(&role)).or_default().entry(role).or_default() += 1;
                }
                for code in row.get_ref(3)?.as_str()?.split_whitespace() {
                    *sectors.entry(code.to_owned()).or_insert(0) += 1;
                }
            }
            Ok(())
        })?;
        profile.counted = profile.mentions.len();
        profile.names = most(names);
        profile.sectors = most(sectors).into_iter().take(4).map(|(code, _)| code).collect();
        profile.roles = profile.functions(store, roles)?;
        Ok(Some(profile))
    }

    /// Functions: those with days first, the newest of them first.
    fn functions(
        &self,
        store: &Store,
        mut met: BTreeMap<String, BTreeMap<String, usize>>,
    ) -> Result<Functions, Error> {
        let sql = "SELECT role, first, last FROM offices WHERE country = ?1 AND canon = ?2 ORDER BY last DESC, first LIMIT ?3";
        let held: Vec<(String, String, String)> = store.ask(|connection| {
            connection
                .prepare_cached(sql)?
                .query_map((&self.country, self.id, SHOWN as i64), |row| {
                    Ok((row.get(0)?, row.get(1)?, row.get(2)?))
                })?
                .collect()
        })?;
        let spelt = |met: &mut BTreeMap<_, _>, role: &str| {
            met.remove(role).and_then(|spellings| most(spellings).into_iter().next()).map(|(role, _)| role)
        };
        let mut told: Vec<_> = held
            .into_iter()
            .map(|(role, first, last)| (spelt(&mut met, &role).unwrap_or(role), Some((first, last))))
            .collect();
        let counts = met.iter().map(|(role, of)| (role.clone(), of.values().sum())).collect();
        for (role, _) in most(counts) {
            told.extend(spelt(&mut met, &role).map(|role| (role, None)));
        }
        told.truncate(SHOWN);
        Ok(told)
    }

    /// Its newest statements.
    ///
    /// # Errors
    /// Those of the file.
    pub fn said(&self, store: &Store, limit: usize) -> Result<Vec<i64>, Error> {
        let sql = "SELECT id FROM statements WHERE who = ?1 AND day IS NOT NULL AND current = 1 ORDER BY day DESC, id LIMIT ?2";
        store.ask(|connection| {
            connection.prepare_cached(sql)?.query_map((self.id, limit as i64), |row| row.get(0))?.collect()
        })
    }

    /// How many statements it made in which month.
    ///
    /// # Errors
    /// Those of the file.
    pub fn said_by_month(&self, store: &Store) -> Result<Vec<(String, u32)>, Error> {
        let sql = "SELECT substr(day, 1, 7), count(*) FROM statements WHERE who = ?1 AND day IS NOT NULL GROUP BY 1 ORDER BY 1";
        store.ask(|connection| {
            connection
                .prepare_cached(sql)?
                .query_map([self.id], |row| Ok((row.get(0)?, row.get(1)?)))?
                .collect()
        })
    }

    /// Statements of others whose content names it: the last that were stored.
    ///
    /// # Errors
    /// Those of the file.
    pub fn said_of(&self, store: &Store, limit: usize) -> Result<Vec<i64>, Error> {
        let Some(words) = self.words(store)? else { return Ok(Vec::new()) };
        let sql = "SELECT s.id FROM statements_text CROSS JOIN statements s ON s.id = statements_text.rowid \
                   WHERE statements_text MATCH ?1 AND s.current = 1 AND s.who IS NOT ?2 \
                   ORDER BY statements_text.rowid DESC LIMIT ?3";
        store.ask(|connection| {
            connection
                .prepare_cached(sql)?
                .query_map((words, self.id, limit as i64), |row| row.get(0))?
                .collect()
        })
    }

    /// What names it in a text; `None`: nothing that would not name others too.
    fn words(&self, store: &Store) -> Result<Option<String>, Error> {
        if self.kind == "country"
            && let Some(code) = &self.country
        {
            return Ok(words::about(code));
        }
        let several = |name: &&String| name.contains(' ') || self.kind != "person";
        let names = self.names.iter().map(|(name, _)| name).chain([&self.name]).filter(several);
        let mut forms: BTreeSet<String> = names
            .map(|name| fold(name))
            .filter(|name| name.chars().count() > 2 && !knowledge::also_word(name))
            .take(5)
            .collect();
        if self.kind == "person" {
            // A surname alone, if nobody else here has it.
            let sql = "SELECT max(o.surname), count(*) FROM canon c CROSS JOIN canon o ON o.surname = c.surname WHERE c.id = ?1 AND c.surname <> '' AND o.surname <> ''";
            let (surname, persons): (Option<String>, i64) = store.ask(|connection| {
                connection.prepare_cached(sql)?.query_row([self.id], |row| Ok((row.get(0)?, row.get(1)?)))
            })?;
            forms.extend(
                surname
                    .filter(|name| persons == 1 && name.chars().count() > 3 && !knowledge::also_word(name)),
            );
        }
        let phrases: Vec<String> = forms
            .iter()
            .filter_map(|form| words::words(&format!("\"{}\"", form.replace('"', " "))))
            .collect();
        Ok((!phrases.is_empty()).then(|| phrases.join(" OR ")))
    }

    /// What it did, what was done to it, and with whom it has to do.
    ///
    /// # Errors
    /// Those of the file.
    pub fn deeds(&self, store: &Store) -> Result<Deeds, Error> {
        let mut deeds = Deeds::default();
        let mut sides: BTreeMap<i64, BTreeSet<bool>> = BTreeMap::new();
        let mut types: BTreeMap<String, (usize, usize)> = BTreeMap::new();
        let mentions = serde_json::to_string(&self.mentions).unwrap_or_default();
        let sql = "SELECT DISTINCT p.side = 'source', e.id, e.type, e.day FROM json_each(?1) j \
                   CROSS JOIN parties p ON p.actor = j.value CROSS JOIN events e ON e.id = p.event \
                   WHERE e.current = 1 ORDER BY e.day DESC, e.id LIMIT ?2";
        store.ask(|connection| {
            let mut statement = connection.prepare_cached(sql)?;
            let mut rows = statement.query((mentions, MENTIONS as i64 * 2))?;
            while let Some(row) = rows.next()? {
                let (does, event): (bool, i64) = (row.get(0)?, row.get(1)?);
                let counts = types.entry(row.get(2)?).or_default();
                if does {
                    counts.0 += 1;
                    deeds.did.push(event);
                } else {
                    counts.1 += 1;
                    deeds.met.push(event);
                }
                if sides.entry(event).or_default().is_empty() {
                    deeds.days.extend(row.get::<_, Option<String>>(3)?);
                }
                sides.entry(event).or_default().insert(does);
            }
            Ok(())
        })?;
        deeds.types = types.into_iter().map(|(kind, (did, met))| (kind, did, met)).collect();
        deeds.types.sort_by_key(|(_, did, met)| std::cmp::Reverse(did + met));
        deeds.partners = self.partners(store, &sides)?;
        Ok(deeds)
    }

    fn partners(&self, store: &Store, sides: &BTreeMap<i64, BTreeSet<bool>>) -> Result<Vec<Partner>, Error> {
        let mut partners: BTreeMap<i64, Partner> = BTreeMap::new();
        let events = serde_json::to_string(&sides.keys().collect::<Vec<_>>()).unwrap_or_default();
        let sql = "SELECT DISTINCT p.event, p.side = 'source', a.canon FROM json_each(?1) j CROSS JOIN parties p ON p.event = j.value \
                   CROSS JOIN actors a ON a.id = p.actor WHERE a.canon IS NOT NULL AND a.canon <> ?2";
        store.ask(|connection| {
            let mut statement = connection.prepare_cached(sql)?;
            let mut rows = statement.query((events, self.id))?;
            while let Some(row) = rows.next()? {
                let (event, does, canon): (i64, bool, i64) = (row.get(0)?, row.get(1)?, row.get(2)?);
                let partner = partners.entry(canon).or_default();
                match sides.get(&event) {
                    Some(own) if own.contains(&!does) && does => partner.from += 1,
                    Some(own) if own.contains(&!does) => partner.to += 1,
                    _ => partner.beside += 1,
                }
            }
            Ok(())
        })?;
        let sql = "SELECT a.canon, count(*) FROM (SELECT addressee FROM statements WHERE who = ?1 AND day IS NOT NULL AND current = 1 \
                   ORDER BY day DESC LIMIT ?2) s CROSS JOIN actors a ON a.id = s.addressee WHERE a.canon IS NOT NULL AND a.canon <> ?1 GROUP BY 1";
        store.ask(|connection| {
            let mut statement = connection.prepare_cached(sql)?;
            let mut rows = statement.query((self.id, MENTIONS as i64))?;
            while let Some(row) = rows.next()? {
                partners.entry(row.get(0)?).or_default().told = row.get::<_, u32>(1)? as usize;
            }
            Ok(())
        })?;
        let mut partners: Vec<(i64, Partner)> = partners.into_iter().collect();
        partners.sort_by_key(|(_, partner)| std::cmp::Reverse(partner.weight()));
        partners.truncate(SHOWN);
        let sql = "SELECT name, country FROM canon WHERE id = ?1";
        store.ask(|connection| {
            let mut statement = connection.prepare_cached(sql)?;
            let mut told = Vec::new();
            for (id, partner) in partners {
                let (name, country) = statement.query_row([id], |row| Ok((row.get(0)?, row.get(1)?)))?;
                told.push(Partner { id, name, country, ..partner });
            }
            Ok(told)
        })
    }
}

/// The actor that a country is.
///
/// # Errors
/// Those of the file.
pub fn country_canon(store: &Store, code: &str) -> Result<Option<i64>, Error> {
    let sql = "SELECT id FROM canon WHERE kind = 'country' AND country = ?1";
    store.ask(|connection| connection.prepare_cached(sql)?.query_row([code], |row| row.get(0)).optional())
}

fn most(counts: BTreeMap<String, usize>) -> Vec<(String, usize)> {
    let mut counts: Vec<(String, usize)> = counts.into_iter().collect();
    counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    counts.truncate(SHOWN);
    counts
}
