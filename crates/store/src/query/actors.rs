//! Who is in the store.

use super::{Page, Rows, Value, Who, clauses::Clauses};
use crate::{Error, Store};
use records::{ActorKind, Sector};

/// What actors are wanted: names, once for each country that they are told of.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Actors {
    /// Whose name, or country.
    pub who: Option<Who>,
    /// Of which country, by its code.
    pub country: Option<&'static str>,
    /// Of which sector.
    pub sector: Option<Sector>,
    /// What kind of actor.
    pub kind: Option<ActorKind>,
}

const COLUMNS: &[&str] =
    &["name", "country", "documents", "statements", "events", "kind", "role", "wikidata", "sectors"];

impl Actors {
    /// Those that fit, who is in most documents first; kind, role and sectors are those of the newest.
    ///
    /// # Errors
    /// Those of the file.
    pub fn find(&self, store: &Store, page: Page) -> Result<Rows, Error> {
        let mut clauses = Clauses::default();
        if let Some(who) = &self.who {
            who.named(&mut clauses);
        }
        if let Some(country) = self.country {
            let code = clauses.bind(country.to_owned());
            clauses.term(format!("n.country = {code}"));
        }
        let newest = |column: &str| {
            format!(
                "(SELECT l.{column} FROM actors l WHERE l.folded = n.folded AND l.country IS nullif(n.country, '') ORDER BY l.id DESC LIMIT 1)"
            )
        };
        if let Some(kind) = self.kind {
            let code = clauses.bind(kind.as_str().to_owned());
            clauses.term(format!("{} = {code}", newest("kind")));
        }
        if let Some(sector) = self.sector {
            let code = clauses.bind(format!("% {} %", sector.as_str()));
            clauses.term(format!("' ' || {} || ' ' LIKE {code}", newest("sectors")));
        }
        let found = clauses.find(store, "n.id", "names n", "n.actors DESC, n.id", page)?;
        let sql = format!(
            "SELECT {}, nullif(n.country, ''), n.actors, n.statements, n.events, {}, {}, {}, {} FROM names n WHERE n.id = ?1",
            newest("name"),
            newest("kind"),
            newest("role"),
            newest("wikidata"),
            newest("sectors"),
        );
        let mut rows = Rows { more: found.more, ..Rows::under(COLUMNS) };
        rows.rows = store.ask(|connection| {
            let mut statement = connection.prepare_cached(&sql)?;
            let row = |id: i64| {
                statement.query_row([id], |row| {
                    let mut values = super::value::values(row, COLUMNS.len() - 1)?;
                    values.push(Value::codes(row.get(COLUMNS.len() - 1)?));
                    Ok(values)
                })
            };
            found.ids.into_iter().map(row).collect()
        })?;
        Ok(rows)
    }
}
