//! Who is in the store.

use super::{Page, Rows, Value, Who, clauses::Clauses};
use crate::{Error, Store};
use records::{ActorKind, Sector};
use rusqlite::Connection;

/// What actors are wanted: actors across documents, each once with all its names, and the names, once for each country that they are told of,
/// of those that are linked to none.
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

const COLUMNS: &[&str] = &[
    "name",
    "country",
    "documents",
    "statements",
    "events",
    "kind",
    "role",
    "wikidata",
    "canon",
    "sectors",
    "names",
];

/// Of so many of an actor's documents, the newest, its names are told.
const NAMED: u32 = 500;

/// A column of the newest of those that are one across documents, or that have a name and are linked to none.
fn newest(linked: bool, column: &str) -> String {
    let of = if linked {
        "l.canon = c.id"
    } else {
        "l.folded = n.folded AND l.country IS nullif(n.country, '') AND l.canon IS NULL"
    };
    format!("(SELECT l.{column} FROM actors l WHERE {of} ORDER BY l.id DESC LIMIT 1)")
}

impl Actors {
    /// Those that fit, who is in most documents first; role and sectors are those of the newest.
    ///
    /// # Errors
    /// Those of the file.
    pub fn find(&self, store: &Store, page: Page) -> Result<Rows, Error> {
        let mut clauses = Clauses::default();
        let linked = self.terms(&mut clauses, true).join(" AND ");
        let free = self.terms(&mut clauses, false).join(" AND ");
        let (limit, offset) = page.bounds();
        // Each of the two gives as many as may be wanted of it.
        let each = if limit < 0 { -1 } else { limit.saturating_add(offset) };
        let (limit, offset, each) = (clauses.bind(limit), clauses.bind(offset), clauses.bind(each));
        let sql = format!(
            "SELECT linked, id FROM (\
                 SELECT * FROM (SELECT 1 AS linked, c.id AS id, c.actors AS actors FROM canon c \
                     WHERE c.actors > 0 AND {linked} ORDER BY c.actors DESC, c.id LIMIT {each}) \
                 UNION ALL \
                 SELECT * FROM (SELECT 0, n.id, n.free FROM names n WHERE n.free > 0 AND {free} ORDER BY n.free DESC, n.id LIMIT {each})) \
             ORDER BY actors DESC, linked DESC, id LIMIT {limit} OFFSET {offset}"
        );
        let mut rows = Rows::under(COLUMNS);
        store.ask(|connection| {
            let mut statement = connection.prepare_cached(&sql)?;
            let mut found: Vec<(bool, i64)> = statement
                .query_map(clauses.params(), |row| Ok((row.get(0)?, row.get(1)?)))?
                .collect::<Result<_, _>>()?;
            rows.more = page.cut(&mut found);
            for (linked, id) in found {
                rows.rows.push(row(connection, linked, id)?);
            }
            Ok(())
        })?;
        Ok(rows)
    }

    /// The conditions on `canon c`, or on `names n`.
    fn terms(&self, clauses: &mut Clauses, linked: bool) -> Vec<String> {
        let mut terms = vec!["1".to_owned()];
        if let Some(who) = &self.who {
            terms.push(if linked { who.linked(clauses) } else { who.named(clauses) });
        }
        let alias = if linked { "c" } else { "n" };
        if let Some(country) = self.country {
            terms.push(format!("{alias}.country = {}", clauses.bind(country.to_owned())));
        }
        if let Some(kind) = self.kind {
            let column = if linked { "c.kind".to_owned() } else { newest(false, "kind") };
            terms.push(format!("{column} = {}", clauses.bind(kind.as_str().to_owned())));
        }
        if let Some(sector) = self.sector {
            let code = clauses.bind(format!("% {} %", sector.as_str()));
            terms.push(format!("' ' || {} || ' ' LIKE {code}", newest(linked, "sectors")));
        }
        terms
    }
}

fn row(connection: &Connection, linked: bool, id: i64) -> rusqlite::Result<Vec<Value>> {
    let of = |column: &str| newest(linked, column);
    let (role, sectors) = (of("role"), of("sectors"));
    let sql = if linked {
        let wikidata = of("wikidata");
        format!(
            "SELECT c.name, c.country, c.actors, c.statements, c.events, c.kind, {role}, coalesce(c.wikidata, {wikidata}), c.id, \
             {sectors} FROM canon c WHERE c.id = ?1"
        )
    } else {
        let (name, kind, wikidata) = (of("name"), of("kind"), of("wikidata"));
        format!(
            "SELECT {name}, nullif(n.country, ''), n.free, n.free_statements, n.free_events, {kind}, {role}, {wikidata}, NULL, {sectors} \
             FROM names n WHERE n.id = ?1"
        )
    };
    let count = COLUMNS.len() - 2;
    let (mut values, name) = connection.prepare_cached(&sql)?.query_row([id], |row| {
        let mut values = super::value::values(row, count)?;
        values.push(Value::codes(row.get(count)?));
        Ok((values, row.get::<_, String>(0)?))
    })?;
    let mut names: Vec<String> = Vec::new();
    if linked {
        let sql = "SELECT name FROM (SELECT name FROM actors WHERE canon = ?1 ORDER BY id DESC LIMIT ?2) \
                   GROUP BY name ORDER BY count(*) DESC, name";
        let mut statement = connection.prepare_cached(sql)?;
        let found = statement.query_map((id, NAMED), |row| row.get::<_, String>(0))?;
        names = found.filter(|other| other.as_ref() != Ok(&name)).collect::<Result<_, _>>()?;
    }
    values.push(Value::List(names));
    Ok(values)
}
