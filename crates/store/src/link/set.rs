//! Small sets of words, names and ids, by their hashes.

use std::{
    cmp::Ordering,
    hash::{DefaultHasher, Hash, Hasher},
};

/// A hash of a word that is the same in every run.
pub fn hash(word: impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    word.hash(&mut hasher);
    hasher.finish()
}

/// Hashes in order, each once.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Set(Box<[u64]>);

impl Set {
    /// Whether there is nothing in it.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// How much is in it.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// How much is in both.
    pub fn shared(&self, other: &Set) -> usize {
        let (mut here, mut there, mut shared) = (0, 0, 0);
        while let Some((one, two)) = self.0.get(here).zip(other.0.get(there)) {
            let order = one.cmp(two);
            shared += usize::from(order == Ordering::Equal);
            here += usize::from(order != Ordering::Greater);
            there += usize::from(order != Ordering::Less);
        }
        shared
    }

    /// Whether something is in both.
    pub fn meets(&self, other: &Set) -> bool {
        self.0.iter().any(|one| other.0.contains(one))
    }
}

impl FromIterator<u64> for Set {
    fn from_iter<I: IntoIterator<Item = u64>>(hashes: I) -> Set {
        let mut all: Vec<u64> = hashes.into_iter().collect();
        all.sort_unstable();
        all.dedup();
        Set(all.into())
    }
}

#[cfg(test)]
mod tests {
    use super::{Set, hash};

    #[test]
    fn sets_know_what_they_share() {
        let set = |words: &[&str]| words.iter().map(hash).collect::<Set>();
        let (one, other) = (set(&["a", "b", "c", "a"]), set(&["c", "d", "a"]));
        assert_eq!((one.len(), one.shared(&other), one.meets(&other)), (3, 2, true));
        assert_eq!(one, set(&["c", "b", "a"]));
        assert!(!one.meets(&set(&["e"])) && !one.meets(&Set::default()) && Set::default().is_empty());
    }
}
