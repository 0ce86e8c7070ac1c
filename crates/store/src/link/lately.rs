//! What was compared lately, kept so that nothing is taken apart twice.

use std::{
    collections::HashMap,
    hash::{BuildHasherDefault, Hash, Hasher},
    mem,
};

/// Values by the keys of their records: those asked for lately, of so much weight, and as much again of those before. One that is not there any
/// more is made again, so that nothing depends on what is kept.
#[derive(Debug)]
pub(crate) struct Lately<K, T, const MOST: usize> {
    young: ByKey<K, T>,
    old: ByKey<K, T>,
    /// Of the young.
    weight: usize,
}

type ByKey<K, T> = HashMap<K, T, BuildHasherDefault<Spread>>;

/// How much a value counts where only so much is kept.
pub(crate) trait Weight {
    /// One, if it is not more.
    fn weight(&self) -> usize {
        1
    }
}

/// Ids and days are given one after the other: to spread them is enough.
#[derive(Debug, Default)]
pub struct Spread(u64);

impl Hasher for Spread {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        bytes.iter().for_each(|byte| self.write_u64(u64::from(*byte)));
    }

    fn write_u64(&mut self, number: u64) {
        self.0 = (self.0.rotate_left(5) ^ number).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    }

    fn write_i32(&mut self, number: i32) {
        self.write_u64(u64::from(number.cast_unsigned()));
    }

    fn write_i64(&mut self, number: i64) {
        self.write_u64(number.cast_unsigned());
    }
}

impl<K, T, const MOST: usize> Default for Lately<K, T, MOST> {
    fn default() -> Self {
        Lately { young: ByKey::default(), old: ByKey::default(), weight: 0 }
    }
}

impl<K: Copy + Eq + Hash, T: Weight, const MOST: usize> Lately<K, T, MOST> {
    /// The value of a record, made if need be.
    pub fn get<E>(&mut self, key: K, make: impl FnOnce() -> Result<T, E>) -> Result<&T, E> {
        if !self.is_young(key) {
            let value = make()?;
            self.keep(key, value);
        }
        Ok(&self.young[&key])
    }

    /// The value of a record, if it is kept.
    pub fn kept(&mut self, key: K) -> Option<&mut T> {
        if self.is_young(key) { self.young.get_mut(&key) } else { None }
    }

    /// Keeps the value of a record.
    pub fn keep(&mut self, key: K, value: T) {
        if self.weight >= MOST {
            self.old = mem::take(&mut self.young);
            self.weight = 0;
        }
        self.weight += value.weight();
        self.young.insert(key, value);
    }

    /// Notes that a young value weighs more than when it was kept.
    pub fn heavier(&mut self, more: usize) {
        self.weight += more;
    }

    /// Forgets the value of a record.
    pub fn forget(&mut self, key: K) {
        self.young.remove(&key);
        self.old.remove(&key);
    }

    /// How many are kept.
    #[cfg(test)]
    pub fn len(&self) -> usize {
        self.young.len() + self.old.len()
    }

    /// Whether a value is kept; it is among the young then.
    fn is_young(&mut self, key: K) -> bool {
        if self.young.contains_key(&key) {
            return true;
        }
        let found = self.old.remove(&key).map(|value| self.keep(key, value));
        found.is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::{Lately, Weight};
    use std::convert::Infallible;

    const KEPT: usize = 30_000;

    impl Weight for i64 {}

    #[test]
    fn what_is_asked_for_stays_and_the_rest_is_bounded() {
        let mut lately: Lately<i64, i64, KEPT> = Lately::default();
        let mut made = 0;
        for id in 0..10 * KEPT as i64 {
            for id in [0, id] {
                let value = lately.get(id, || {
                    made += 1;
                    Ok::<_, Infallible>(id * 2)
                });
                assert_eq!(*value.unwrap(), id * 2);
            }
        }
        assert_eq!(made, 10 * KEPT);
        assert!(lately.len() <= 2 * KEPT);
    }
}
