//! A compact map from string ids to numbers, for tables that are filled once.

use hashbrown::HashTable;

/// Ids are hashes already; the table wants its entropy in the top bits as well, and MurmurHash has it there.
fn spread(id: u64) -> u64 {
    id ^ id.rotate_left(32)
}

/// Keys and values in the order they came, found through a table of 32-bit places.
#[derive(Debug, Default)]
pub(crate) struct IdMap {
    entries: Vec<(u64, u32)>,
    table: HashTable<u32>,
}

impl IdMap {
    /// Room for so many entries.
    pub(crate) fn with_capacity(len: usize) -> IdMap {
        IdMap { entries: Vec::with_capacity(len), table: HashTable::with_capacity(len) }
    }

    /// Adds or replaces an entry.
    pub(crate) fn insert(&mut self, id: u64, value: u32) {
        let IdMap { entries, table } = self;
        if let Some(&at) = table.find(spread(id), |&at| entries[at as usize].0 == id) {
            entries[at as usize].1 = value;
            return;
        }
        let at = entries.len() as u32;
        entries.push((id, value));
        table.insert_unique(spread(id), at, |&at| spread(entries[at as usize].0));
    }

    /// The value of an id.
    pub(crate) fn get(&self, id: u64) -> Option<u32> {
        let at = self.table.find(spread(id), |&at| self.entries[at as usize].0 == id)?;
        Some(self.entries[*at as usize].1)
    }
}
