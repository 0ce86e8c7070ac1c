//! What was linked on some day, by what it is compared by: kept, so that a busy day is not asked for again with each record.

use super::lately::{Lately, Weight};

/// So many records and lists are kept, and as many again of those before.
const KEPT: usize = 200_000;

/// A record that is linked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Listed {
    pub id: i64,
    pub document: i64,
    /// The utterance or happening that it is.
    pub linked: i64,
}

/// A hash of what records are compared by, and a day, counted from one long ago.
type Key = (i64, i32);

impl Weight for Vec<Listed> {
    fn weight(&self) -> usize {
        1 + self.len()
    }
}

/// The last linked records of a key and a day, for those asked for lately, the oldest first. A list is whole as far as it is looked at, or it is
/// not there.
#[derive(Debug, Default)]
pub(crate) struct Days(Lately<Key, Vec<Listed>, KEPT>);

impl Days {
    /// The records of a list, if it is kept.
    pub fn get(&mut self, key: Key) -> Option<&[Listed]> {
        self.0.kept(key).map(|list| &list[..])
    }

    /// Keeps a list.
    pub fn keep(&mut self, key: Key, list: Vec<Listed>) {
        self.0.keep(key, list);
    }

    /// Adds the newest record to a list, if it is kept. Of the others of its day the last `most` are looked at beside those of one document,
    /// and no more need be there.
    pub fn add(&mut self, key: Key, listed: Listed, most: usize) {
        let Some(list) = self.0.kept(key) else { return };
        list.push(listed);
        let own = list.iter().rev().take_while(|other| other.document == listed.document).count();
        if list.len() > 2 * (most + own) {
            list.drain(..list.len() - most - own);
        }
        self.0.heavier(1);
    }

    /// Forgets a list.
    pub fn forget(&mut self, key: Key) {
        self.0.forget(key);
    }
}

#[cfg(test)]
mod tests {
    use super::{Days, KEPT, Listed};

    fn listed(id: i64, document: i64) -> Listed {
        Listed { id, document, linked: id }
    }

    #[test]
    fn lists_keep_what_is_looked_at_and_are_bounded() {
        let mut days = Days::default();
        days.add((1, 1), listed(1, 1), 2);
        assert_eq!(days.get((1, 1)), None, "what is not kept is not begun in the middle");
        days.keep((1, 1), Vec::new());
        for id in 0..100 {
            // A document of one record, and one of seven.
            days.add((1, 1), listed(id, id / 8 * 2 + i64::from(id % 8 > 0)), 2);
            let list = days.get((1, 1)).unwrap();
            let own = list.last().unwrap().document;
            let others = list.iter().rev().filter(|other| other.document != own).take(2).map(|one| one.id);
            let all = (0..=id).rev().filter(|one| one / 8 * 2 + i64::from(one % 8 > 0) != own).take(2);
            assert!(others.eq(all) && list.len() <= 18, "{id}: {list:?}");
        }
        for key in 0..3 * KEPT as i64 {
            days.keep((key, 2), Vec::new());
            assert!(days.get((1, 1)).is_some(), "what is asked for stays");
        }
        assert!(days.0.len() <= 2 * KEPT + 2);
        days.forget((1, 1));
        assert_eq!(days.get((1, 1)), None);
    }
}
