//! The schema's versions and the way from each to the next.

use crate::Error;
use rusqlite::{Connection, TransactionBehavior};
use std::path::Path;

/// « depe »: says of a SQLite file that it is ours.
const APPLICATION: u32 = 0x6465_7065;

/// The steps from nothing to the newest schema. One that was released is never changed: a change is a new file.
const STEPS: &[&str] = &[
    include_str!("../schema/001.sql"),
    include_str!("../schema/002.sql"),
    include_str!("../schema/003.sql"),
    include_str!("../schema/004.sql"),
    include_str!("../schema/005.sql"),
    include_str!("../schema/006.sql"),
    include_str!("../schema/007.sql"),
    include_str!("../schema/008.sql"),
    include_str!("../schema/009.sql"),
];

/// The number of the newest schema.
pub const VERSION: u32 = STEPS.len() as u32;

/// Brings a database to the newest schema, all steps or none.
pub(crate) fn migrate(connection: &mut Connection, path: &Path) -> Result<(), Error> {
    migrate_to(connection, path, VERSION)
}

/// Brings a database to a schema, all steps or none.
pub(crate) fn migrate_to(connection: &mut Connection, path: &Path, version: u32) -> Result<(), Error> {
    let failed = |error| Error::of(path, error);
    if found(connection, path)? >= version {
        return Ok(());
    }
    // Another process may be doing the same: whoever comes second finds it done.
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate).map_err(failed)?;
    for step in found(&transaction, path)?..version {
        transaction.execute_batch(STEPS[step as usize]).map_err(failed)?;
    }
    transaction.pragma_update(None, "application_id", APPLICATION).map_err(failed)?;
    transaction.pragma_update(None, "user_version", version).map_err(failed)?;
    transaction.commit().map_err(failed)
}

/// The schema that a database has: 0 for a new one.
///
/// # Errors
/// It is not ours, or of a newer program.
pub(crate) fn found(connection: &Connection, path: &Path) -> Result<u32, Error> {
    let number = |pragma: &str| {
        connection
            .pragma_query_value(None, pragma, |row| row.get::<_, u32>(0))
            .map_err(|error| Error::of(path, error))
    };
    let (application, version) = (number("application_id")?, number("user_version")?);
    let tables: u32 = connection
        .query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))
        .map_err(|error| Error::of(path, error))?;
    let foreign = |why: &str| Err(Error::Foreign { path: path.to_owned(), why: why.to_owned() });
    match (application, version) {
        (0, 0) if tables == 0 => Ok(0),
        (APPLICATION, version) if version > VERSION => {
            Err(Error::Newer { path: path.to_owned(), found: version, known: VERSION })
        }
        (APPLICATION, version) => Ok(version),
        _ => foreign("a SQLite file with other tables"),
    }
}

#[cfg(test)]
mod tests {
    use super::{VERSION, found, migrate_to};
    use crate::Store;
    use rusqlite::Connection;

    /// What stood in a store of each older schema, in columns that all of them have.
    const FILLED: &str = "
        INSERT INTO runs (program, reader) VALUES ('depeche 0.1.0', 'fr');
        INSERT INTO documents (key, version, current, digest, given, lang, published, marks, copies, text, run)
            VALUES ('a', 1, 1, x'00', '[\"fr\",null]', 'fr', '2024-05-14', '[]', '[]', 'Yann Le Goff part.', 1);
        INSERT INTO actors (document, local, name, folded, kind, country, sectors) VALUES (1, 'a1', 'Yann Le Goff', 'yann le goff', 'person', 'FRA', 'GOV');
        INSERT INTO statements (document, local, content, spans, form, act, negated, speaker, is_addressed, rule)
            VALUES (1, 's1', 'part', '[[13, 17]]', 'indirect', 'say', 0, 1, 0, 'test');
        INSERT INTO actors (document, local, name, folded, kind, country, sectors) VALUES (1, 'a2', 'Mali', 'mali', 'country', 'MLI', '');
        INSERT INTO events (document, local, type, contexts, word, trigger_start, trigger_end, status, aside, rule)
            VALUES (1, 'e1', 'CONSULT', '', 'part', 13, 17, 'occurred', 0, 'test');
        INSERT INTO parties (event, side, rank, actor) VALUES (1, 'source', 0, 1), (1, 'target', 0, 2);";

    /// What follows from that, where no trigger writes it.
    const FOLLOWS: &str = "
        INSERT INTO names (folded, country, actors, statements, events)
            VALUES ('yann le goff', 'FRA', 1, 1, 1), ('mali', 'MLI', 1, 0, 1);
        INSERT INTO dyads (source, target, event) VALUES ('FRA', 'MLI', 1);";

    #[test]
    fn a_store_of_any_older_schema_is_brought_to_the_newest_and_keeps_its_records() {
        for older in 1..VERSION {
            let folder = tempfile::tempdir().unwrap();
            let path = folder.path().join("news.db");
            let mut connection = Connection::open(&path).unwrap();
            migrate_to(&mut connection, &path, older).unwrap();
            let marks = crate::text::Marks::now(&connection).unwrap();
            connection.execute_batch(FILLED).unwrap();
            // From the fifth on, who writes records writes what follows from them; before, triggers did.
            if older >= 5 {
                marks.catch_up(&connection).unwrap();
                connection.execute_batch(FOLLOWS).unwrap();
            }
            if older >= 6 {
                let free =
                    "UPDATE names SET free = actors, free_statements = statements, free_events = events";
                connection.execute_batch(free).unwrap();
            }
            assert_eq!(found(&connection, &path).unwrap(), older);
            drop(connection);
            let mut store = Store::open(&path).unwrap();
            assert_eq!(found(store.connection(), &path).unwrap(), VERSION);
            let mut writer = store.writer().unwrap();
            assert_eq!(writer.link_old().unwrap(), 1, "from schema {older}");
            writer.commit().unwrap();
            let reading = store.reading(1).unwrap().unwrap();
            assert_eq!((reading.document.id.as_str(), reading.statements.len()), ("a", 1));
            let linked = "SELECT count(*) FROM statements WHERE utterance IS NOT NULL AND who IS NOT NULL";
            let linked: i64 = store.connection().query_row(linked, [], |row| row.get(0)).unwrap();
            assert_eq!(linked, 1, "from schema {older}");
            let asked = crate::query::Statements {
                by: Some(crate::query::Who::resolve(&store, "le goff").unwrap()),
                ..Default::default()
            };
            let found = asked.find(&store, crate::query::Page::default()).unwrap();
            assert_eq!(found.ids, [1], "from schema {older}");
            let one = |sql: &str| -> i64 { store.connection().query_row(sql, [], |row| row.get(0)).unwrap() };
            let counted = "SELECT statements * 10 + events FROM names WHERE folded = 'yann le goff'";
            assert_eq!(one(counted), 11, "from schema {older}");
            let counted =
                "SELECT actors * 100 + statements * 10 + events FROM canon WHERE folded = 'yann le goff'";
            assert_eq!(one(counted), 111, "from schema {older}");
            assert_eq!(
                one("SELECT sum(free + free_statements + free_events) FROM names"),
                0,
                "from schema {older}"
            );
            // From the third on, who writes events writes them.
            if older < 3 {
                let dyads = one("SELECT sum(events) FROM dyads_month WHERE month = '2024-05'");
                assert_eq!(dyads, 1, "from schema {older}");
            }
        }
    }
}
