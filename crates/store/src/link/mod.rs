//! Links across documents: the same actor, the same utterance, the same event. Each new record is compared with what is
//! there, in the order in which documents come; what is linked stays linked, and says why.

mod actors;
mod days;
mod events;
mod known;
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
use days::Days;
pub(crate) use days::Listed;
pub(crate) use events::{REACH, Told, happening};
use known::Actors;
use lately::Lately;
pub(crate) use old::{link_old, unlinked};
pub(crate) use party::Party;
use rusqlite::Connection;
pub(crate) use utterances::{Said, utterance};

/// So many records of a kind are kept as they are compared, and as many again of those before.
const COMPARED: usize = 30_000;

/// What records were compared with lately, as comparing needs it. All of it stands in the store as well: what is not there is asked for again.
#[derive(Debug, Default)]
pub(crate) struct Memory {
    statements: Lately<i64, Said, COMPARED>,
    events: Lately<i64, Told, COMPARED>,
    /// Linked statements by their speakers.
    spoken: Days,
    /// Linked events by their types.
    happened: Days,
    pub actors: Actors,
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
            self.forget_all();
        }
        (self.version, self.open) = (version, true);
        Ok(())
    }

    /// Forgets everything.
    pub fn forget_all(&mut self) {
        *self = Memory { version: self.version, open: self.open, ..Memory::default() };
    }

    /// Forgets the records of a document that are about to be taken out, or out of all links: their ids may be given again.
    pub fn forget(&mut self, connection: &Connection, document: i64) -> rusqlite::Result<()> {
        let sql = "SELECT id, who, day FROM statements WHERE document = ?1";
        let mut statement = connection.prepare_cached(sql)?;
        let mut rows = statement.query([document])?;
        while let Some(row) = rows.next()? {
            self.statements.forget(row.get(0)?);
            self.no_longer_spoken(row.get(1)?, row.get_ref(2)?.as_str_or_null()?.unwrap_or_default());
        }
        let sql = "SELECT id, type, day FROM events WHERE document = ?1";
        let mut statement = connection.prepare_cached(sql)?;
        let mut rows = statement.query([document])?;
        while let Some(row) = rows.next()? {
            self.events.forget(row.get(0)?);
            let day = row.get_ref(2)?.as_str_or_null()?.unwrap_or_default();
            self.no_longer_happened(row.get_ref(1)?.as_str()?, day);
        }
        Ok(())
    }
}

/// Takes the records of a document out of all links: its newest version is another.
pub(crate) fn unlink(connection: &Connection, memory: &mut Memory, row: i64) -> rusqlite::Result<()> {
    memory.forget(connection, row)?;
    for sql in [
        "UPDATE statements SET day = NULL, utterance = NULL, utterance_why = NULL WHERE document = ?1",
        "UPDATE events SET day = NULL, happening = NULL, happening_why = NULL WHERE document = ?1",
    ] {
        connection.prepare_cached(sql)?.execute([row])?;
    }
    Ok(())
}
