//! What a list of records is made of: how many are of which speaker, country, act, outlet …, and when.

use super::periods::{period_of, periods};
use crate::{Error, Store};
use std::collections::BTreeMap;

/// More periods than a small drawing can show are taken together.
const PERIODS: usize = 60;
/// So many values of each kind are told, the most frequent.
const SHOWN: usize = 12;

/// What some records are made of.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Facets {
    /// How many records were counted.
    pub counted: usize,
    /// Days, months or years, from the first to the last, none left out.
    pub periods: Vec<String>,
    /// How many records are of each period.
    pub all: Vec<u32>,
    /// By kind.
    pub facets: Vec<Facet>,
}

/// One kind of values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Facet {
    /// `speaker`, `country`, `act`, `form`, `outlet`, `type`, `status`, `source`, `target`, `lang`.
    pub name: &'static str,
    /// The most frequent first.
    pub values: Vec<FacetValue>,
}

/// A value and when it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FacetValue {
    /// The value: a code or name.
    pub value: String,
    /// How many records have it.
    pub count: u32,
    /// How many of each of [`Facets::periods`].
    pub periods: Vec<u32>,
}

impl Facets {
    /// Those of statements.
    ///
    /// # Errors
    /// Those of the file.
    pub fn of_statements(store: &Store, ids: &[i64]) -> Result<Facets, Error> {
        let sql = "SELECT s.day, coalesce(c.name, a.name), a.country, s.act, s.form, d.outlet, d.lang FROM json_each(?1) j \
                   CROSS JOIN statements s ON s.id = j.value CROSS JOIN documents d ON d.id = s.document \
                   LEFT JOIN actors a ON a.id = s.speaker LEFT JOIN canon c ON c.id = s.who";
        count(store, sql, &["speaker", "country", "act", "form", "outlet", "lang"], ids)
    }

    /// Those of events; `source` and `target` are countries.
    ///
    /// # Errors
    /// Those of the file.
    pub fn of_events(store: &Store, ids: &[i64]) -> Result<Facets, Error> {
        let side = |side: &str| {
            format!(
                "(SELECT group_concat(DISTINCT a.country) FROM parties p JOIN actors a ON a.id = p.actor \
                 WHERE p.event = e.id AND p.side = '{side}')"
            )
        };
        let sql = format!(
            "SELECT e.day, e.type, e.status, {}, {}, d.outlet, d.lang FROM json_each(?1) j \
             CROSS JOIN events e ON e.id = j.value CROSS JOIN documents d ON d.id = e.document",
            side("source"),
            side("target")
        );
        count(store, &sql, &["type", "status", "source", "target", "outlet", "lang"], ids)
    }
}

fn count(store: &Store, sql: &str, names: &[&'static str], ids: &[i64]) -> Result<Facets, Error> {
    let json = serde_json::to_string(ids).unwrap_or_default();
    let mut days: Vec<Option<String>> = Vec::with_capacity(ids.len());
    let mut told: Vec<BTreeMap<String, Vec<usize>>> = vec![BTreeMap::new(); names.len()];
    store.ask(|connection| {
        let mut statement = connection.prepare_cached(sql)?;
        let mut rows = statement.query([json])?;
        while let Some(row) = rows.next()? {
            let at = days.len();
            days.push(row.get(0)?);
            for (number, (name, told)) in names.iter().zip(&mut told).enumerate() {
                let Some(value) = row.get::<_, Option<String>>(number + 1)? else { continue };
                // Several countries of one side count each.
                let several = matches!(*name, "source" | "target");
                for value in if several { value.split(',').collect() } else { vec![value.as_str()] } {
                    told.entry(value.to_owned()).or_default().push(at);
                }
            }
        }
        Ok(())
    })?;
    let periods = periods(days.iter().flatten().map(String::as_str), PERIODS);
    let places: Vec<Option<usize>> = days.iter().map(|day| period_of(&periods, day.as_deref()?)).collect();
    let spread = |of: &mut dyn Iterator<Item = usize>| {
        let mut counts = vec![0; periods.len()];
        of.filter_map(|at| places[at]).for_each(|place| counts[place] += 1);
        counts
    };
    let facets = names.iter().zip(told).map(|(name, told)| {
        let mut values: Vec<FacetValue> = told
            .into_iter()
            .map(|(value, of)| FacetValue {
                value,
                count: of.len() as u32,
                periods: spread(&mut of.into_iter()),
            })
            .collect();
        values.sort_by_key(|value| std::cmp::Reverse(value.count));
        values.truncate(SHOWN);
        Facet { name, values }
    });
    let facets = facets.collect();
    Ok(Facets { counted: days.len(), all: spread(&mut (0..days.len())), periods, facets })
}
