//! Who did what to whom.

use super::{
    Days, Found, Outlet, Page, Value, Who, clauses::Clauses, country::country, documents, value::values,
    words,
};
use crate::{Error, Store};
use records::{EventType, Status};

/// What events are wanted; of lists, any.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Events {
    /// Who does it.
    pub source: Option<Who>,
    /// To whom.
    pub target: Option<Who>,
    /// Of which PLOVER types.
    pub types: Vec<EventType>,
    /// Whether it happened.
    pub statuses: Vec<Status>,
    /// Where.
    pub place: Option<Spot>,
    /// When.
    pub days: Days,
    /// In which outlet.
    pub outlet: Option<Outlet>,
    /// In which language.
    pub lang: Option<String>,
    /// In the document of this id.
    pub document: Option<String>,
    /// Without what a sentence tells in passing.
    pub main_only: bool,
}

/// A place, or all places of a country.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Spot {
    /// A country by its code.
    Country(&'static str),
    /// Words of a place's name.
    Named(String),
}

impl Spot {
    /// What a text means.
    pub fn of(text: &str) -> Spot {
        country(text).map_or_else(|| Spot::Named(text.to_owned()), |country| Spot::Country(country.code))
    }
}

/// The columns of [`event`].
pub const EVENT_COLUMNS: &[&str] = &[
    "day",
    "document",
    "id",
    "outlet",
    "lang",
    "title",
    "url",
    "type",
    "mode",
    "cameo",
    "goldstein",
    "word",
    "status",
    "voice",
    "date_start",
    "date_end",
    "place",
    "place_country",
    "geonames",
    "lat",
    "lon",
    "rule",
    "aside",
    "contexts",
    "source",
    "source_country",
    "target",
    "target_country",
];

impl Events {
    /// The events that fit, newest day first.
    ///
    /// # Errors
    /// Those of the file.
    pub fn find(&self, store: &Store, page: Page) -> Result<Found, Error> {
        let Some((clauses, from)) = self.clauses(store)? else { return Ok(Found::default()) };
        clauses.find(store, "e.id", &from, "e.day DESC, e.id", page)
    }

    /// Those that come after one of them, at most so many; `None`: the first.
    ///
    /// # Errors
    /// Those of the file.
    pub fn find_after(&self, store: &Store, after: Option<i64>, limit: u64) -> Result<Found, Error> {
        let Some((clauses, from)) = self.clauses(store)? else { return Ok(Found::default()) };
        clauses.find_after(store, ("events", "e"), &from, after, limit)
    }

    /// The conditions, and the tables that they are on; `None` where a place is asked for by words of which none can be searched.
    fn clauses(&self, store: &Store) -> Result<Option<(Clauses, String)>, Error> {
        let mut clauses = Clauses::default();
        clauses.term("e.current = 1");
        let mut from = "events e".to_owned();
        let (source, target) = (self.source.as_ref(), self.target.as_ref());
        let countries = source.and_then(Who::country).zip(target.and_then(Who::country));
        let mut led = true;
        if let Some((source, target)) = countries {
            let (source, target) = (clauses.bind(source.to_owned()), clauses.bind(target.to_owned()));
            "dyads y CROSS JOIN events e ON e.id = y.event".clone_into(&mut from);
            clauses.term(format!("y.source = {source} AND y.target = {target}"));
        } else {
            led = false;
            for (who, side) in [(source, "source"), (target, "target")] {
                let Some(who) = who else { continue };
                let lead = who.are_few() && !led;
                let condition = who.condition(&mut clauses, "who", lead);
                if lead {
                    led = true;
                    from = format!(
                        "(SELECT DISTINCT p.event FROM actors who CROSS JOIN parties p ON p.actor = who.id AND p.side = '{side}' \
                         WHERE {condition}) y CROSS JOIN events e ON e.id = y.event"
                    );
                } else {
                    clauses.term(format!(
                        "EXISTS (SELECT 1 FROM parties p CROSS JOIN actors who ON who.id = p.actor \
                         WHERE p.event = e.id AND p.side = '{side}' AND {condition})"
                    ));
                }
            }
        }
        match &self.place {
            None => {}
            Some(Spot::Country(code)) => {
                // Of few places their index is gone through, of many the days.
                let few = store.ask(|connection| {
                    let sql =
                        "SELECT count(*) < 3000 FROM (SELECT 1 FROM places WHERE country = ?1 LIMIT 3000)";
                    connection.prepare_cached(sql)?.query_row([code], |row| row.get::<_, bool>(0))
                })?;
                let code = clauses.bind((*code).to_owned());
                if few && !led {
                    clauses.term(format!("e.place IN (SELECT id FROM places WHERE country = {code})"));
                    led = true;
                } else {
                    clauses.term(format!(
                        "EXISTS (SELECT 1 FROM places o WHERE o.id = e.place AND +o.country = {code})"
                    ));
                }
            }
            Some(Spot::Named(name)) => {
                let Some(name) = words::words(name) else { return Ok(None) };
                let name = clauses.bind(name);
                let plus = if led { "+" } else { "" };
                clauses.term(format!(
                    "{plus}e.place IN (SELECT rowid FROM places_text WHERE places_text MATCH {name})"
                ));
                led = true;
            }
        }
        let plus = if led { "+" } else { "" };
        let codes: Vec<&str> = self.types.iter().map(|kind| kind.as_str()).collect();
        clauses.any(&format!("{plus}e.type"), &codes);
        let codes: Vec<&str> = self.statuses.iter().map(|status| status.as_str()).collect();
        clauses.any("e.status", &codes);
        clauses.days(&format!("{plus}e.day"), &self.days);
        if self.main_only {
            clauses.term("e.aside = 0");
        }
        documents::of(&mut clauses, "e.document", self.outlet.as_ref(), self.lang.as_deref());
        if let Some(document) = &self.document {
            let key = clauses.bind(document.clone());
            clauses.term(format!("e.document IN (SELECT id FROM documents WHERE key = {key})"));
        }
        Ok(Some((clauses, from)))
    }
}

/// The values of an event under [`EVENT_COLUMNS`].
///
/// # Errors
/// Those of the file; there is none of that id.
pub fn event(store: &Store, id: i64) -> Result<Vec<Value>, Error> {
    let count = 22;
    let sql = "SELECT day, document, local, outlet, lang, title, url, type, mode, cameo, goldstein, word, status, voice, \
               date_start, date_end, place, place_country, geonames, lat, lon, rule, aside, contexts FROM events_view WHERE id = ?1";
    let parties = "SELECT p.side = 'source', a.name, a.country FROM parties p JOIN actors a ON a.id = p.actor \
                   WHERE p.event = ?1 ORDER BY p.rank";
    store.ask(|connection| {
        let mut row = connection.prepare_cached(sql)?.query_row([id], |row| {
            let mut row_values = values(row, count)?;
            row_values.push(Value::Flag(row.get(count)?));
            row_values.push(Value::codes(row.get(count + 1)?));
            Ok(row_values)
        })?;
        let mut sides: [Vec<String>; 4] = Default::default();
        let mut statement = connection.prepare_cached(parties)?;
        let mut rows = statement.query([id])?;
        while let Some(party) = rows.next()? {
            let side = if party.get(0)? { 0 } else { 2 };
            sides[side].push(party.get(1)?);
            let country: Option<String> = party.get(2)?;
            sides[side + 1].extend(country.filter(|code| !sides[side + 1].contains(code)));
        }
        row.extend(sides.into_iter().map(Value::List));
        Ok(row)
    })
}
