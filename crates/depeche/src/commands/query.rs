//! `depeche query`: questions to a store.

use crate::{
    answer::{self, Column, Look, Written},
    arguments::{
        AnswerFormat,
        query::{self as asked, Query, Question, Shown, Within},
    },
    exit::{Exit, report},
    output::Output,
    print::{self, Fit},
};
use anyhow::{Result, bail};
use std::path::Path;
use store::{
    Store,
    query::{self, Bounds, Days, Found, Outlet, Page, Rows, Spot, Value, Who},
};

/// So many rows of a table are shown if it is not said how many.
const TABLE: u64 = 50;
/// So many rows of a question in SQL are held.
const SQL: u64 = 100_000;

/// Answers a question.
///
/// # Errors
/// A store that cannot be read, a question in SQL that cannot be answered. That nothing matches is no error.
pub fn run(command: &Query) -> Result<Exit> {
    if let Question::Sql(question) = &command.question {
        return sql(&command.store, question);
    }
    let store = Store::open_to_read(&command.store)?;
    store.as_it_is(|store| {
        let store = Asked { store, path: &command.store };
        match &command.question {
            Question::Statements(question) => store.statements(question),
            Question::Events(question) => store.events(question),
            Question::Actors(question) => store.actors(question),
            Question::Dyads(question) => store.dyads(question),
            Question::Timeline(question) => store.timeline(question),
            Question::Search(question) => store.search(question),
            Question::Sql(_) => Ok(Exit::Done),
        }
    })
}

fn sql(path: &Path, question: &asked::Sql) -> Result<Exit> {
    let page = Page { limit: page(&question.shown).limit.or(Some(SQL)), offset: question.shown.offset };
    let bounds = Bounds { time: question.timeout, memory: question.memory.saturating_mul(1 << 20) };
    let rows = query::sql(path, &question.question, bounds, page)?;
    let shown = |name: &String| Column::new(&rows.columns, name, &[name.as_str()], Fit::Shrinks, Look::Plain);
    let shown = rows.columns.iter().map(shown).collect();
    write(&rows, &question.shown, shown)
}

/// A store that is asked.
struct Asked<'p> {
    store: &'p Store,
    path: &'p Path,
}

impl Asked<'_> {
    fn statements(&self, question: &asked::Statements) -> Result<Exit> {
        let Some((by, to)) = self.who(&question.by)?.zip(self.who(&question.to)?) else {
            return Ok(Exit::Done);
        };
        let Some(outlet) = self.outlet(&question.within)? else { return Ok(Exit::Done) };
        let filter = query::Statements {
            by,
            country: None,
            to,
            about: question.about.clone(),
            search: question.search.clone(),
            acts: question.acts.clone(),
            forms: question.forms.clone(),
            days: days(&question.within.days),
            outlet,
            lang: question.within.lang.clone(),
            document: None,
        };
        let found = filter.find(self.store, page(&question.shown))?;
        let columns = query::STATEMENT_COLUMNS;
        let column = |heading, from: &[&str], fit, look| Column::new(columns, heading, from, fit, look);
        let shown = vec![
            column("DAY", &["day"], Fit::Whole, Look::Faint),
            column("WHO", &["speaker", "speaker_country"], Fit::Shrinks, Look::Name),
            column("ACT", &["act"], Fit::Whole, Look::Act),
            column("TO", &["addressee"], Fit::MayGo, Look::Plain),
            column("WHAT", &["content"], Fit::Shrinks, Look::Plain),
            column("WHERE", &["outlet", "document"], Fit::MayGo, Look::Faint),
        ];
        self.each(columns, &found, &question.shown, shown, query::statement)
    }

    fn events(&self, question: &asked::Events) -> Result<Exit> {
        let Some((source, target)) = self.who(&question.source)?.zip(self.who(&question.target)?) else {
            return Ok(Exit::Done);
        };
        let Some(outlet) = self.outlet(&question.within)? else { return Ok(Exit::Done) };
        let filter = query::Events {
            source,
            target,
            types: question.types.clone(),
            statuses: question.statuses.clone(),
            place: question.place.as_deref().map(Spot::of),
            days: days(&question.within.days),
            outlet,
            lang: question.within.lang.clone(),
            document: None,
            main_only: question.main_only,
        };
        let found = filter.find(self.store, page(&question.shown))?;
        let columns = query::EVENT_COLUMNS;
        let column = |heading, from: &[&str], fit, look| Column::new(columns, heading, from, fit, look);
        let shown = vec![
            column("DAY", &["day"], Fit::Whole, Look::Faint),
            column("EVENT", &["type", "mode"], Fit::Shrinks, Look::Plain),
            column("WORD", &["word"], Fit::MayGo, Look::Plain),
            column("SOURCE", &["source", "source_country"], Fit::Shrinks, Look::Name),
            column("TARGET", &["target", "target_country"], Fit::Shrinks, Look::Name),
            column("PLACE", &["place"], Fit::MayGo, Look::Plain),
            column("STATUS", &["status"], Fit::Whole, Look::Status),
            column("WHERE", &["outlet", "document"], Fit::MayGo, Look::Faint),
        ];
        self.each(columns, &found, &question.shown, shown, query::event)
    }

    fn actors(&self, question: &asked::Actors) -> Result<Exit> {
        let Some(who) = self.who(&question.name)? else { return Ok(Exit::Done) };
        let country = match &question.country {
            None => None,
            Some(text) if text == "IGO" => Some("IGO"),
            Some(text) => Some(self.country(text)?),
        };
        let filter = query::Actors { who, country, sector: question.sector, kind: question.kind };
        let rows = filter.find(self.store, page(&question.shown))?;
        let column = |heading, from: &[&str], fit, look| Column::new(&rows.columns, heading, from, fit, look);
        let shown = vec![
            column("NAME", &["name"], Fit::Shrinks, Look::Name),
            column("CODE", &["country", "sectors"], Fit::Shrinks, Look::Plain),
            column("KIND", &["kind"], Fit::MayGo, Look::Plain),
            column("ROLE", &["role"], Fit::MayGo, Look::Plain),
            column("DOCUMENTS", &["documents"], Fit::Whole, Look::Plain),
            column("STATEMENTS", &["statements"], Fit::Whole, Look::Plain),
            column("EVENTS", &["events"], Fit::Whole, Look::Plain),
            column("ALSO", &["names"], Fit::MayGo, Look::Plain),
            column("WIKIDATA", &["wikidata"], Fit::MayGo, Look::Faint),
        ];
        write(&rows, &question.shown, shown)
    }

    fn dyads(&self, question: &asked::Dyads) -> Result<Exit> {
        let step = if question.yearly { query::Step::Year } else { query::Step::Month };
        let filter = query::Dyads {
            one: self.country(&question.one)?.to_owned(),
            other: self.country(&question.other)?.to_owned(),
            step,
            types: question.types.clone(),
            statuses: question.statuses.clone(),
            days: days(&question.days),
        };
        let rows = filter.find(self.store)?;
        let shown = Shown { format: question.format, limit: None, offset: 0 };
        if question.format != AnswerFormat::Table || rows.rows.is_empty() {
            return write(&rows, &shown, Vec::new());
        }
        let mut output = Output::open(None, true)?;
        output.write(answer::dyads(&rows, step, print::width()).as_bytes())?;
        output.finish()?;
        Ok(Exit::Done)
    }

    fn timeline(&self, question: &asked::Timeline) -> Result<Exit> {
        let Some(Some(who)) = self.who(&Some(question.who.clone()))? else { return Ok(Exit::Done) };
        let rows =
            query::Timeline { who, days: days(&question.days) }.find(self.store, page(&question.shown))?;
        let column = |heading, from: &[&str], fit, look| Column::new(&rows.columns, heading, from, fit, look);
        let shown = vec![
            column("DAY", &["day"], Fit::Whole, Look::Faint),
            column("", &["kind"], Fit::Whole, Look::Plain),
            column("WHAT", &["what"], Fit::Whole, Look::Plain),
            column("HOW", &["how"], Fit::MayGo, Look::Status),
            column("WHO", &["source"], Fit::Shrinks, Look::Name),
            column("WHOM", &["target"], Fit::Shrinks, Look::Name),
            column("WORDS", &["text"], Fit::Shrinks, Look::Plain),
            column("WHERE", &["outlet", "document"], Fit::MayGo, Look::Faint),
        ];
        write(&rows, &question.shown, shown)
    }

    fn search(&self, question: &asked::Search) -> Result<Exit> {
        let Some(outlet) = self.outlet(&question.within)? else { return Ok(Exit::Done) };
        let filter = query::Search {
            text: question.words.clone(),
            days: days(&question.within.days),
            outlet,
            lang: question.within.lang.clone(),
            newest: question.newest,
        };
        let rows = filter.find(self.store, page(&question.shown))?;
        let column = |heading, from: &[&str], fit, look| Column::new(&rows.columns, heading, from, fit, look);
        let shown = vec![
            column("PUBLISHED", &["published"], Fit::Whole, Look::Faint),
            column("TITLE", &["title"], Fit::Shrinks, Look::Name),
            column("WORDS", &["snippet"], Fit::Shrinks, Look::Plain),
            column("WHERE", &["outlet", "document"], Fit::MayGo, Look::Faint),
        ];
        write(&rows, &question.shown, shown)
    }

    /// Whom a text means; `None`, and it is told, if nobody is.
    #[expect(clippy::option_option, reason = "nobody asked for is not nobody found")]
    fn who(&self, text: &Option<String>) -> Result<Option<Option<Who>>> {
        let Some(text) = text else { return Ok(Some(None)) };
        let who = Who::resolve(self.store, text)?;
        if !who.is_nobody() {
            return Ok(Some(Some(who)));
        }
        let near = if who.country().is_some() { Vec::new() } else { who.near(self.store)? };
        self.unknown(&format!("nobody matches \"{text}\""), &near);
        Ok(None)
    }

    #[expect(clippy::option_option, reason = "no outlet asked for is not none found")]
    fn outlet(&self, within: &Within) -> Result<Option<Option<Outlet>>> {
        let Some(text) = &within.outlet else { return Ok(Some(None)) };
        let outlet = Outlet::resolve(self.store, text)?;
        if outlet.outlets.is_empty() {
            self.unknown(
                &format!("no outlet matches \"{text}\""),
                &outlet.known[..outlet.known.len().min(8)],
            );
            return Ok(None);
        }
        Ok(Some(Some(outlet)))
    }

    fn unknown(&self, what: &str, near: &[String]) {
        let near = if near.is_empty() { String::new() } else { format!("; there are: {}", near.join(", ")) };
        report(format!("{what} in {}{near}", self.path.display()));
    }

    fn country(&self, text: &str) -> Result<&'static str> {
        if let Some(country) = query::country(text) {
            return Ok(country.code);
        }
        let near = Who::resolve(self.store, text)?.near(self.store)?;
        let near: Vec<String> = near.into_iter().filter(|name| query::country(name).is_some()).collect();
        let near = if near.is_empty() { String::new() } else { format!("; there is: {}", near.join(", ")) };
        bail!("\"{text}\" is no country's name or code{near}")
    }

    /// Writes what was found, one after the other.
    fn each(
        &self,
        columns: &[&str],
        found: &Found,
        shown: &Shown,
        table: Vec<Column>,
        row: fn(&Store, i64) -> Result<Vec<Value>, store::Error>,
    ) -> Result<Exit> {
        let mut written = Written::begin(columns, shown.format, table)?;
        for id in &found.ids {
            written.row(&row(self.store, *id)?)?;
        }
        end(written.finish()?, found.more, shown);
        Ok(Exit::Done)
    }
}

fn write(rows: &Rows, shown: &Shown, table: Vec<Column>) -> Result<Exit> {
    let mut written = Written::begin(&rows.columns, shown.format, table)?;
    for row in &rows.rows {
        written.row(row)?;
    }
    end(written.finish()?, rows.more, shown);
    if let Some(capped) = rows.capped {
        report(format!(
            "{} match; of them the {} that were stored last were ranked: more words, or --newest, tell more",
            capped.matching, capped.ranked
        ));
    }
    Ok(Exit::Done)
}

/// Says what the answer itself does not.
fn end(count: usize, more: bool, shown: &Shown) {
    if count == 0 {
        report("nothing matches");
    } else if more {
        report(format!(
            "there are more than these {count}: --limit N shows more, --offset {} the next",
            shown.offset.saturating_add(count as u64)
        ));
    }
}

fn page(shown: &Shown) -> Page {
    let limit = shown.limit.or((shown.format == AnswerFormat::Table).then_some(TABLE));
    Page { limit, offset: shown.offset }
}

fn days(days: &asked::Days) -> Days {
    Days { since: days.since.clone(), until: days.until.clone() }
}
