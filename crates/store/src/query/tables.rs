//! Whole tables and views.

use super::value::{Value, values};
use crate::{Error, Store};

/// The tables and views that hold what was read; those of full text and of links in the making are left out.
pub const TABLES: &[&str] = &[
    "runs",
    "documents",
    "actors",
    "canon",
    "places",
    "mentions",
    "statements",
    "quotes",
    "relays",
    "events",
    "parties",
    "dyads",
    "statements_view",
    "events_view",
    "dyads_month",
    "utterances_view",
    "happenings_view",
];

/// Each row of one of [`TABLES`]; before them, the names of its columns.
///
/// # Errors
/// Those of the file, and those of who takes the rows.
pub fn table<E: From<Error>>(
    store: &Store,
    name: &'static str,
    mut take: impl FnMut(&[Value]) -> Result<(), E>,
) -> Result<(), E> {
    let failed = |error| Error::of(&store.path, error);
    let mut statement = store.connection.prepare(&format!("SELECT * FROM {name}")).map_err(failed)?;
    let header: Vec<Value> = statement.column_names().map(|name| Value::Text(name.to_owned())).collect();
    take(&header)?;
    let mut rows = statement.query([]).map_err(failed)?;
    while let Some(row) = rows.next().map_err(failed)? {
        take(&values(row, header.len()).map_err(failed)?)?;
    }
    Ok(())
}

/// The names of the columns of each of [`TABLES`].
///
/// # Errors
/// Those of the file.
pub fn columns(store: &Store) -> Result<Vec<(&'static str, Vec<String>)>, Error> {
    store.ask(|connection| {
        let mut statement =
            connection.prepare_cached("SELECT name FROM pragma_table_info(?1) ORDER BY cid")?;
        let mut all = Vec::new();
        for name in TABLES {
            let columns = statement.query_map([name], |row| row.get(0))?.collect::<Result<_, _>>()?;
            all.push((*name, columns));
        }
        Ok(all)
    })
}
