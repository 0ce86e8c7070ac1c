//! Links across documents: the same actor, the same utterance, the same event. Each new record is compared with what is
//! there, in the order in which documents come; what is linked stays linked, and says why.

mod actors;
mod events;
mod lately;
mod names;
mod old;
mod party;
mod set;
mod telling;
mod utterances;
mod window;
mod words;

pub(crate) use actors::{Actor, link as canon};
pub(crate) use events::{REACH, Told, happening};
use lately::Lately;
pub(crate) use old::{link_old, unlinked};
pub(crate) use party::Party;
use rusqlite::Connection;
pub(crate) use utterances::{Said, utterance};

/// What records were compared lately, as comparing needs it.
#[derive(Debug, Default)]
pub(crate) struct Memory {
    pub statements: Lately<Said>,
    pub events: Lately<Told>,
    /// What SQLite tells of changes by others.
    version: i64,
    /// A transaction has begun that may not come to its end: then ids are given again to others.
    pub open: bool,
}

impl Memory {
    /// Forgets what may not be so any more: what others have changed, and what was not stored after all. To be asked in a transaction.
    pub fn begin(&mut self, connection: &Connection) -> rusqlite::Result<()> {
        let version = connection.prepare_cached("PRAGMA data_version")?.query_row([], |row| row.get(0))?;
        if self.open || version != self.version {
            self.statements.clear();
            self.events.clear();
        }
        (self.version, self.open) = (version, true);
        Ok(())
    }

    /// Forgets the records of a document that are about to be taken out: their ids may be given again.
    pub fn forget(&mut self, connection: &Connection, document: i64) -> rusqlite::Result<()> {
        let ids = |table: &str| -> rusqlite::Result<Vec<i64>> {
            let sql = format!("SELECT id FROM {table} WHERE document = ?1");
            connection.prepare_cached(&sql)?.query_map([document], |row| row.get(0))?.collect()
        };
        ids("statements")?.into_iter().for_each(|id| self.statements.forget(id));
        ids("events")?.into_iter().for_each(|id| self.events.forget(id));
        Ok(())
    }
}

/// Takes the records of a document out of all links: its newest version is another.
pub(crate) fn unlink(connection: &Connection, row: i64) -> rusqlite::Result<()> {
    for sql in [
        "UPDATE statements SET day = NULL, utterance = NULL, utterance_why = NULL WHERE document = ?1",
        "UPDATE events SET day = NULL, happening = NULL, happening_why = NULL WHERE document = ?1",
    ] {
        connection.prepare_cached(sql)?.execute([row])?;
    }
    Ok(())
}
