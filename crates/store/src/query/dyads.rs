//! What two countries did to each other, over time.

use super::{Days, Rows, clauses::Clauses, value::values};
use crate::{Error, Store};
use records::{EventType, Status};

/// The periods that are counted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Step {
    /// `2022-09`.
    #[default]
    Month,
    /// `2022`.
    Year,
}

/// Two countries, and what is counted between them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Dyads {
    /// A country's code.
    pub one: String,
    /// Another's.
    pub other: String,
    /// By which periods.
    pub step: Step,
    /// Of which types; none: all.
    pub types: Vec<EventType>,
    /// Of which status; none: all.
    pub statuses: Vec<Status>,
    /// When.
    pub days: Days,
}

const COLUMNS: &[&str] = &["period", "source", "target", "type", "status", "events", "goldstein"];

impl Dyads {
    /// Events by period, direction, type and status, with the mean of their Goldstein weights; in the order of time.
    ///
    /// # Errors
    /// Those of the file.
    pub fn find(&self, store: &Store) -> Result<Rows, Error> {
        let mut clauses = Clauses::default();
        let (one, other) = (clauses.bind(self.one.clone()), clauses.bind(self.other.clone()));
        clauses.term("e.current = 1 AND e.day IS NOT NULL");
        let codes: Vec<&str> = self.types.iter().map(|kind| kind.as_str()).collect();
        clauses.any("+e.type", &codes);
        let codes: Vec<&str> = self.statuses.iter().map(|status| status.as_str()).collect();
        clauses.any("e.status", &codes);
        clauses.days("+e.day", &self.days);
        let digits = match self.step {
            Step::Month => 7,
            Step::Year => 4,
        };
        let mut both =
            format!("SELECT source, target, event FROM dyads WHERE source = {one} AND target = {other}");
        if self.one != self.other {
            both += &format!(
                " UNION ALL SELECT source, target, event FROM dyads WHERE source = {other} AND target = {one}"
            );
        }
        let sql = format!(
            "SELECT substr(e.day, 1, {digits}) AS period, y.source, y.target, e.type, e.status, count(*), avg(e.goldstein) \
             FROM ({both}) y CROSS JOIN events e ON e.id = y.event WHERE {} \
             GROUP BY period, y.source, y.target, e.type, e.status \
             ORDER BY period, y.source = {other}, e.type, e.status",
            clauses.sql()
        );
        let mut rows = Rows::under(COLUMNS);
        rows.rows = store.ask(|connection| {
            connection
                .prepare_cached(&sql)?
                .query_map(clauses.params(), |row| values(row, COLUMNS.len()))?
                .collect()
        })?;
        Ok(rows)
    }
}
