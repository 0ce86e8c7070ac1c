//! A question in SQL, put together of what was asked; every value of the user's is a bound parameter.

use crate::{Error, Store};
use rusqlite::{OptionalExtension, params_from_iter, types::Value};

/// How much of an answer is wanted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Page {
    /// At most so many; `None`: all.
    pub limit: Option<u64>,
    /// Without the first so many.
    pub offset: u64,
}

impl Page {
    /// The limit and offset as SQLite takes them, with one more that tells whether there are more.
    pub(crate) fn bounds(self) -> (i64, i64) {
        let limit = self
            .limit
            .map_or(-1, |limit| i64::try_from(limit).map_or(i64::MAX, |limit| limit.saturating_add(1)));
        (limit, i64::try_from(self.offset).unwrap_or(i64::MAX))
    }

    /// Cuts an answer to the limit; whether there was more.
    pub(crate) fn cut<T>(self, items: &mut Vec<T>) -> bool {
        let limit = self.limit.and_then(|limit| usize::try_from(limit).ok()).unwrap_or(usize::MAX);
        let more = items.len() > limit;
        items.truncate(limit);
        more
    }
}

/// The ids of what fits.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Found {
    /// In the order of the answer.
    pub ids: Vec<i64>,
    /// There are more than were asked for.
    pub more: bool,
}

/// From a day to a day, both inclusive: years, months or days in ISO form.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Days {
    /// The first.
    pub since: Option<String>,
    /// The last, to its end: `2022` is to the end of that year.
    pub until: Option<String>,
}

impl Days {
    pub(crate) fn last(&self) -> Option<String> {
        // Behind every day that begins so.
        self.until.as_ref().map(|until| format!("{until}~"))
    }
}

/// Conditions and their parameters.
#[derive(Debug, Default, Clone)]
pub(crate) struct Clauses {
    terms: Vec<String>,
    values: Vec<Value>,
}

impl Clauses {
    /// A parameter; its name in SQL.
    pub fn bind(&mut self, value: impl Into<Value>) -> String {
        self.values.push(value.into());
        format!("?{}", self.values.len())
    }

    /// Several texts as one parameter: what stands behind IN.
    pub fn list<T: AsRef<str>>(&mut self, texts: &[T]) -> String {
        let texts: Vec<&str> = texts.iter().map(AsRef::as_ref).collect();
        let parameter = self.bind(serde_json::to_string(&texts).unwrap_or_default());
        format!("(SELECT value FROM json_each({parameter}))")
    }

    /// Several numbers likewise.
    pub fn numbers(&mut self, numbers: &[i64]) -> String {
        let parameter = self.bind(serde_json::to_string(numbers).unwrap_or_default());
        format!("(SELECT value FROM json_each({parameter}))")
    }

    /// A condition.
    pub fn term(&mut self, sql: impl Into<String>) {
        self.terms.push(sql.into());
    }

    /// A column holds one of some codes; none: whatever it holds.
    pub fn any<T: AsRef<str>>(&mut self, column: &str, codes: &[T]) {
        match codes {
            [] => {}
            [code] => {
                let code = self.bind(code.as_ref().to_owned());
                self.term(format!("{column} = {code}"));
            }
            codes => {
                let list = self.list(codes);
                self.term(format!("{column} IN {list}"));
            }
        }
    }

    /// A column holds a day in bounds.
    pub fn days(&mut self, column: &str, days: &Days) {
        if let Some(since) = &days.since {
            let since = self.bind(since.clone());
            self.term(format!("{column} >= {since}"));
        }
        if let Some(last) = days.last() {
            let last = self.bind(last);
            self.term(format!("{column} <= {last}"));
        }
    }

    /// The conditions, joined.
    pub fn sql(&self) -> String {
        if self.terms.is_empty() { "1".to_owned() } else { self.terms.join(" AND ") }
    }

    /// The parameters.
    pub fn params(&self) -> impl rusqlite::Params + '_ {
        params_from_iter(self.values.iter())
    }

    /// The ids that fit.
    pub fn find(
        mut self,
        store: &Store,
        id: &str,
        from: &str,
        order: &str,
        page: Page,
    ) -> Result<Found, Error> {
        let (limit, offset) = page.bounds();
        let (limit, offset) = (self.bind(limit), self.bind(offset));
        let sql = format!(
            "SELECT {id} FROM {from} WHERE {} ORDER BY {order} LIMIT {limit} OFFSET {offset}",
            self.sql()
        );
        store.ask(|connection| {
            let mut statement = connection.prepare_cached(&sql)?;
            let mut ids: Vec<i64> =
                statement.query_map(self.params(), |row| row.get(0))?.collect::<Result<_, _>>()?;
            let more = page.cut(&mut ids);
            Ok(Found { ids, more })
        })
    }

    /// The ids that fit, newest day first, after one of them; those without a day come last.
    pub fn find_after(
        self,
        store: &Store,
        (table, alias): (&str, &str),
        from: &str,
        after: Option<i64>,
        limit: u64,
    ) -> Result<Found, Error> {
        let (id, day) = (format!("{alias}.id"), format!("{alias}.day"));
        let order = format!("{day} DESC, {id}");
        let page = Page { limit: Some(limit), offset: 0 };
        let Some(after) = after else { return self.find(store, &id, from, &order, page) };
        let last: Option<Option<String>> = store.ask(|connection| {
            let sql = format!("SELECT day FROM {table} WHERE id = ?1");
            connection.prepare_cached(&sql)?.query_row([after], |row| row.get(0)).optional()
        })?;
        // What it stood after is no longer there: there is nothing after it.
        let Some(last) = last else { return Ok(Found::default()) };
        let mut found = Found::default();
        let dated = last.is_some();
        if let Some(last) = last {
            let mut clauses = self.clone();
            let (last, after) = (clauses.bind(last), clauses.bind(after));
            clauses.term(format!("{day} <= {last}"));
            clauses.term(format!("({day} < {last} OR {id} > {after})"));
            found = clauses.find(store, &id, from, &order, page)?;
        }
        if !found.more {
            let mut clauses = self;
            clauses.term(format!("{day} IS NULL"));
            if !dated {
                let after = clauses.bind(after);
                clauses.term(format!("{id} > {after}"));
            }
            let rest = Page { limit: Some(limit - found.ids.len() as u64), offset: 0 };
            let undated = clauses.find(store, &id, from, &id, rest)?;
            found.ids.extend(undated.ids);
            found.more = undated.more;
        }
        Ok(found)
    }
}
