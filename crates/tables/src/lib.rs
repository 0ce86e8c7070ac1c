//! What a store holds, as Parquet tables: for pandas, Polars, DuckDB, R, Spark, and whatever else reads columns.
//!
//! A table has a row for each document, actor, statement … of the newest versions, in the order in which they were stored. What belongs to a
//! record stands in it: its speaker is a struct, its relays are a list of structs, so that no join is needed for what is asked most. Ids are
//! those of the record format; `(document, id)` names a row, and joins `speaker.id` with [`actors`](TABLES). Days are dates, and of columns
//! that hold few different words the words are written once (dictionary pages).
//!
//! Rows are streamed: what is held is one group of rows, however large the store. The same store gives the same bytes.
//!
//! ```
//! # use records::{Document, Reading};
//! # use store::{Made, Store};
//! # let folder = tempfile::tempdir()?;
//! # let path = folder.path().join("news.db");
//! # let mut store = Store::open(&path)?;
//! # let given = Document { id: "a".into(), lang: "fr".into(), text: "Rien.".into(), ..Document::default() };
//! # let mut writer = store.writer()?;
//! # writer.add(&given, &Reading { document: given.clone(), ..Reading::default() }, &Made { program: "p".into(), reader: "r".into() })?;
//! # writer.commit()?;
//! let store = Store::open_to_read(&path)?;
//! let documents = tables::table("documents").unwrap();
//! let mut file = Vec::new();
//! assert_eq!(tables::write(&store, documents, tables::Columns::All, &mut file)?, 1);
//! assert!(file.starts_with(b"PAR1"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod beside;
mod columns;
mod error;
mod next;
mod rows;
mod shape;

pub use error::Error;
pub use rows::{TABLES, Table};

use beside::Beside;
use columns::Columns as Group;
use next::Next;
use shape::Cell;
use std::io::Write;
use store::Store;

/// Which columns of a table are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Columns {
    /// All.
    #[default]
    All,
    /// All but the texts of documents.
    WithoutText,
}

/// The table of a name.
pub fn table(name: &str) -> Option<&'static Table> {
    TABLES.iter().find(|table| table.name == name)
}

/// Writes a table as a Parquet file; how many rows it has.
///
/// # Errors
/// Those of the store and of the output; a value in the store that does not have its column's type.
pub fn write<W: Write + Send>(
    store: &Store,
    table: &'static Table,
    columns: Columns,
    out: W,
) -> Result<u64, Error> {
    let failed = |error| Error::Store(store.failed(error));
    let connection = store.connection();
    let fields: Vec<_> = match columns {
        Columns::All => table.fields.iter().collect(),
        // The text is a table's last column.
        Columns::WithoutText => table.fields.iter().filter(|field| field.name != "text").collect(),
    };
    let mut statements = Vec::new();
    for (sql, _) in table.beside {
        statements.push(connection.prepare(sql).map_err(failed)?);
    }
    let mut beside = Vec::new();
    for (statement, (_, take)) in statements.iter_mut().zip(table.beside) {
        beside.push(Beside::over(statement.query([]).map_err(failed)?, *take));
    }
    let mut main = connection.prepare(table.sql).map_err(failed)?;
    let mut rows = main.query([]).map_err(failed)?;
    let mut group = Group::begin(table.name, &fields, out)?;
    while let Some(row) = rows.next().map_err(failed)? {
        let mut next = Next::of(row);
        let owner = next.number().map_err(failed)?;
        let mut lists = Vec::with_capacity(beside.len());
        for beside in &mut beside {
            lists.push(Cell::List(beside.of(owner).map_err(failed)?));
        }
        let mut cells = (table.row)(&mut next, &mut lists.into_iter()).map_err(failed)?;
        cells.truncate(fields.len());
        group.add(cells)?;
    }
    group.finish()
}
