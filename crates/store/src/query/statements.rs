//! Who said what.

use super::{
    Days, Found, Outlet, Page, Value, Who, clauses::Clauses, documents, search::ids, value::values, words,
};
use crate::{Error, Store};
use records::{Act, Form};

/// With so many statements that have some words, a question begins.
const SEARCHED: usize = 20_000;
/// So many are about what is asked for at once.
const PAGE: f64 = 50.0;
/// So many times what it takes to look at the next statement, it takes to find those of an actor.
const LOOKED_UP: f64 = 2.0;

/// What statements are wanted; of lists, any.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Statements {
    /// Who makes it.
    pub by: Option<Who>,
    /// Of which country who makes it is.
    pub country: Option<Who>,
    /// To whom.
    pub to: Option<Who>,
    /// Words of the content; a country's name stands for all its names and its people's.
    pub about: Option<String>,
    /// Words of the content as they stand.
    pub search: Option<String>,
    /// What is done by saying it.
    pub acts: Vec<Act>,
    /// How it is reported.
    pub forms: Vec<Form>,
    /// When.
    pub days: Days,
    /// In which outlet.
    pub outlet: Option<Outlet>,
    /// In which language.
    pub lang: Option<String>,
    /// In the document of this id.
    pub document: Option<String>,
}

/// The columns of [`statement`].
pub const STATEMENT_COLUMNS: &[&str] = &[
    "day",
    "document",
    "id",
    "outlet",
    "lang",
    "title",
    "url",
    "speaker",
    "speaker_country",
    "speaker_role",
    "act",
    "form",
    "content",
    "cue",
    "addressee",
    "addressee_country",
    "medium",
    "date_start",
    "date_end",
    "within",
    "rule",
    "negated",
    "relays",
];

impl Statements {
    /// The statements that fit, newest day first.
    ///
    /// # Errors
    /// Those of the file.
    pub fn find(&self, store: &Store, page: Page) -> Result<Found, Error> {
        let Some((clauses, from)) = self.clauses(store)? else { return Ok(Found::default()) };
        clauses.find(store, "s.id", from, "s.day DESC, s.id", page)
    }

    /// Those that come after one of them, at most so many; `None`: the first.
    ///
    /// # Errors
    /// Those of the file.
    pub fn find_after(&self, store: &Store, after: Option<i64>, limit: u64) -> Result<Found, Error> {
        let Some((clauses, from)) = self.clauses(store)? else { return Ok(Found::default()) };
        clauses.find_after(store, ("statements", "s"), from, after, limit)
    }

    /// The conditions, and the tables that they are on; `None` where words are asked for of which none can be searched.
    fn clauses(&self, store: &Store) -> Result<Option<(Clauses, &'static str)>, Error> {
        let mut clauses = Clauses::default();
        let from = "statements s";
        let texts = [
            self.about.as_ref().map(|text| words::about(text)),
            self.search.as_ref().map(|text| words::words(text)),
        ];
        let texts: Option<Vec<String>> = texts.into_iter().flatten().collect();
        let Some(texts) = texts else { return Ok(None) };
        let mut searched = false;
        if !texts.is_empty() {
            let words = texts.iter().map(|text| format!("({text})")).collect::<Vec<_>>().join(" AND ");
            let sql = "SELECT rowid FROM statements_text WHERE statements_text MATCH ?1";
            let matching = store.ask(|connection| ids(connection, sql, [&words]))?;
            // Few are begun with; of many, the days are gone through from the newest on.
            if matching.len() <= SEARCHED {
                let all: Vec<i64> = matching.iter().collect();
                let all = clauses.numbers(&all);
                clauses.term(format!("s.id IN {all}"));
                searched = true;
            } else {
                store.asked.set(matching);
                clauses.term("depeche_asked(s.id)");
            }
        }
        clauses.term("s.current = 1");
        let asked = [(&self.by, "s.speaker"), (&self.country, "s.speaker"), (&self.to, "s.addressee")];
        let few = asked.iter().any(|(who, _)| who.as_ref().is_some_and(Who::are_few));
        // Two of many may meet seldom: then the fewer of them are begun with, instead of the days.
        let lead = if few || searched { None } else { self.lead(store)? };
        for (who, column) in asked {
            if let Some(who) = who {
                let by_index = who.are_few() || lead == Some(column);
                who.is(&mut clauses, column, by_index, !searched);
            }
        }
        let few = few || lead.is_some();
        let codes: Vec<&str> = self.acts.iter().map(|act| act.as_str()).collect();
        clauses.any(if few || searched { "+s.act" } else { "s.act" }, &codes);
        let codes: Vec<&str> = self.forms.iter().map(|form| form.as_str()).collect();
        clauses.any("s.form", &codes);
        clauses.days(if few || searched { "+s.day" } else { "s.day" }, &self.days);
        documents::of(&mut clauses, "s.document", self.outlet.as_ref(), self.lang.as_deref());
        if let Some(document) = &self.document {
            let key = clauses.bind(document.clone());
            clauses.term(format!("s.document IN (SELECT id FROM documents WHERE key = {key})"));
        }
        Ok(Some((clauses, from)))
    }

    /// The column of those to begin with, where somebody speaks to somebody and that is rare; `None`: to go through the days is quicker.
    fn lead(&self, store: &Store) -> Result<Option<&'static str>, Error> {
        let by = [&self.by, &self.country].into_iter().flatten().min_by_key(|who| who.actors());
        let Some((by, to)) = by.zip(self.to.as_ref()) else { return Ok(None) };
        let last = |table: &str| {
            let sql = format!("SELECT coalesce(max(id), 0) FROM {table}");
            store.ask(|connection| connection.prepare_cached(&sql)?.query_row([], |row| row.get::<_, i64>(0)))
        };
        let (actors, statements) = (last("actors")?.max(1) as f64, last("statements")? as f64);
        // If who speaks to whom were a matter of chance: one statement in ten has somebody whom it is said to.
        let share = by.actors() as f64 * to.actors() as f64 / actors / actors / 10.0;
        let days = (PAGE / share.max(f64::MIN_POSITIVE)).min(statements);
        let fewer = by.actors().min(to.actors()) as f64;
        Ok((fewer * LOOKED_UP < days).then_some(if to.actors() <= by.actors() {
            "s.addressee"
        } else {
            "s.speaker"
        }))
    }
}

/// The values of a statement under [`STATEMENT_COLUMNS`].
///
/// # Errors
/// Those of the file; there is none of that id.
pub fn statement(store: &Store, id: i64) -> Result<Vec<Value>, Error> {
    let count = STATEMENT_COLUMNS.len() - 2;
    let sql = "SELECT day, document, local, outlet, lang, title, url, speaker, speaker_country, speaker_role, act, form, content, \
               cue, addressee, addressee_country, medium, date_start, date_end, within, rule, negated \
               FROM statements_view WHERE id = ?1";
    let relays = "SELECT coalesce(a.name, substr(d.text, r.start + 1, r.end - r.start)) FROM relays r \
                  JOIN statements s ON s.id = r.statement JOIN documents d ON d.id = s.document \
                  LEFT JOIN actors a ON a.id = r.actor WHERE r.statement = ?1 ORDER BY r.rank";
    store.ask(|connection| {
        let mut row = connection.prepare_cached(sql)?.query_row([id], |row| {
            let mut row_values = values(row, count)?;
            row_values.push(Value::Flag(row.get(count)?));
            Ok(row_values)
        })?;
        let passed: Vec<String> = connection
            .prepare_cached(relays)?
            .query_map([id], |row| row.get(0))?
            .collect::<Result<_, _>>()?;
        row.push(Value::List(passed));
        Ok(row)
    })
}
