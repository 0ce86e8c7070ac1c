//! What somebody said and did, day by day.

use super::{Days, Events, Page, Rows, Statements, Value, Who, event, statement};
use crate::{Error, Store};

/// Whose days, and which.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Timeline {
    /// An actor, or all of a country.
    pub who: Who,
    /// When.
    pub days: Days,
}

const COLUMNS: &[&str] =
    &["day", "kind", "what", "how", "source", "target", "text", "outlet", "document", "id"];

/// Where a row comes from, and what it is called.
#[derive(Clone, Copy)]
enum Kind {
    Said,
    Did,
    Met,
}

impl Timeline {
    /// The newest of what they said (`said`), did (`did`) and what was done to them (`met`), in the order of time.
    ///
    /// # Errors
    /// Those of the file.
    pub fn find(&self, store: &Store, page: Page) -> Result<Rows, Error> {
        let first = Page {
            limit: page.limit.map(|limit| limit.saturating_add(page.offset).saturating_add(1)),
            offset: 0,
        };
        let (who, days) = (Some(self.who.clone()), self.days.clone());
        let said =
            Statements { by: who.clone(), days: days.clone(), ..Statements::default() }.find(store, first)?;
        let did =
            Events { source: who.clone(), days: days.clone(), ..Events::default() }.find(store, first)?;
        let mut met = Events { target: who, days, ..Events::default() }.find(store, first)?;
        met.ids.retain(|id| !did.ids.contains(id));
        let mut all: Vec<(Option<String>, Kind, i64)> = Vec::new();
        for (kind, ids) in [(Kind::Said, said.ids), (Kind::Did, did.ids), (Kind::Met, met.ids)] {
            let table = if matches!(kind, Kind::Said) { "statements" } else { "events" };
            let sql = format!("SELECT day FROM {table} WHERE id = ?1");
            for id in ids {
                let day = store
                    .ask(|connection| connection.prepare_cached(&sql)?.query_row([id], |row| row.get(0)))?;
                all.push((day, kind, id));
            }
        }
        // Newest first to choose, then the other way round to tell; of one day as they stand in the documents.
        all.sort_by(|a, b| b.0.cmp(&a.0));
        all.drain(..usize::try_from(page.offset).unwrap_or(usize::MAX).min(all.len()));
        let more = page.cut(&mut all);
        all.sort_by(|a, b| a.0.cmp(&b.0));
        let mut rows = Rows { more, ..Rows::under(COLUMNS) };
        for (_, kind, id) in all {
            rows.rows.push(row(store, kind, id)?);
        }
        Ok(rows)
    }
}

fn row(store: &Store, kind: Kind, id: i64) -> Result<Vec<Value>, Error> {
    let (columns, values, word) = match kind {
        Kind::Said => (super::STATEMENT_COLUMNS, statement(store, id)?, "said"),
        Kind::Did => (super::EVENT_COLUMNS, event(store, id)?, "did"),
        Kind::Met => (super::EVENT_COLUMNS, event(store, id)?, "met"),
    };
    let of = |name: &str| {
        let at = columns.iter().position(|column| *column == name);
        at.and_then(|at| values.get(at)).cloned().unwrap_or(Value::Null)
    };
    let [what, how, source, target, text] = match kind {
        Kind::Said => ["act", "form", "speaker", "addressee", "content"],
        Kind::Did | Kind::Met => ["type", "status", "source", "target", "word"],
    };
    let listed = |value: Value| match value {
        Value::Text(name) => Value::List(vec![name]),
        Value::Null => Value::List(Vec::new()),
        other => other,
    };
    Ok(vec![
        of("day"),
        Value::Text(word.to_owned()),
        of(what),
        of(how),
        listed(of(source)),
        listed(of(target)),
        of(text),
        of("outlet"),
        of("document"),
        of("id"),
    ])
}
