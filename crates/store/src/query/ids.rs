//! Many ids, a bit each.

use rusqlite::{Connection, functions::FunctionFlags};
use std::sync::{Arc, Mutex, PoisonError};

/// A set of ids of rows: of a million rows, 125 kB.
#[derive(Debug, Clone, Default)]
pub(crate) struct Ids(Vec<u64>);

impl Ids {
    /// Whether an id is in it.
    pub fn has(&self, id: i64) -> bool {
        at(id).is_some_and(|(word, bit)| self.0.get(word).is_some_and(|bits| bits & bit != 0))
    }

    /// Adds an id. Ids of rows are above zero; others are none.
    pub fn add(&mut self, id: i64) {
        let Some((word, bit)) = at(id) else { return };
        if word >= self.0.len() {
            self.0.resize(word + 1, 0);
        }
        self.0[word] |= bit;
    }

    /// Takes an id out.
    pub fn remove(&mut self, id: i64) {
        if let Some((word, bit)) = at(id)
            && let Some(bits) = self.0.get_mut(word)
        {
            *bits &= !bit;
        }
    }

    /// Leaves what is in the other too.
    pub fn retain(&mut self, other: &Ids) {
        self.0.truncate(other.0.len());
        self.0.iter_mut().zip(&other.0).for_each(|(bits, others)| *bits &= others);
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.0.iter().map(|bits| bits.count_ones() as usize).sum()
    }

    /// The ids, the lowest first.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = i64> + '_ {
        self.0.iter().enumerate().flat_map(|(word, bits)| {
            (0..64).filter(move |at| bits >> at & 1 == 1).map(move |at| (word * 64 + at) as i64)
        })
    }
}

fn at(id: i64) -> Option<(usize, u64)> {
    let id = usize::try_from(id).ok()?;
    Some((id / 64, 1 << (id % 64)))
}

/// Ids that a question in SQL is about: `depeche_asked(id)` tells whether one is among them.
#[derive(Debug, Clone, Default)]
pub(crate) struct AskedIds(Arc<Mutex<Ids>>);

impl AskedIds {
    /// Makes the function known to a connection.
    pub fn of(connection: &Connection) -> rusqlite::Result<AskedIds> {
        let asked = AskedIds::default();
        let ids = asked.clone();
        connection.create_scalar_function(
            "depeche_asked",
            1,
            FunctionFlags::SQLITE_UTF8,
            move |context| Ok(ids.0.lock().unwrap_or_else(PoisonError::into_inner).has(context.get(0)?)),
        )?;
        Ok(asked)
    }

    /// From now on, the question is about these.
    pub fn set(&self, ids: Ids) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = ids;
    }
}

#[cfg(test)]
mod tests {
    use super::{AskedIds, Ids};

    fn ids(all: &[i64]) -> Ids {
        let mut ids = Ids::default();
        all.iter().for_each(|id| ids.add(*id));
        ids
    }

    #[test]
    fn sets_hold_what_was_added() {
        let mut some = ids(&[1, 64, 63, 7, 1000, -5, 7]);
        assert_eq!(some.iter().collect::<Vec<_>>(), [1, 7, 63, 64, 1000]);
        assert_eq!(some.iter().next_back(), Some(1000));
        assert!(some.has(64) && !some.has(65) && !some.has(99_999) && !some.has(-5));
        some.remove(64);
        some.remove(88_888);
        some.retain(&ids(&[7, 64, 1, 2]));
        assert_eq!(some.len(), 2);
        assert_eq!(some.iter().collect::<Vec<_>>(), [1, 7]);
    }

    #[test]
    fn questions_are_about_the_ids_that_were_set_last() {
        let connection = rusqlite::Connection::open_in_memory().unwrap();
        let asked = AskedIds::of(&connection).unwrap();
        let count = || -> i64 {
            let sql = "SELECT count(*) FROM (VALUES (1), (2), (3)) v WHERE depeche_asked(v.column1)";
            connection.prepare_cached(sql).unwrap().query_row([], |row| row.get(0)).unwrap()
        };
        assert_eq!(count(), 0);
        asked.set(ids(&[2, 3, 4]));
        assert_eq!(count(), 2);
        asked.set(ids(&[1]));
        assert_eq!(count(), 1);
    }
}
