//! What was compared lately, kept so that nothing is taken apart twice.

use std::{
    collections::HashMap,
    hash::{BuildHasherDefault, Hasher},
    mem,
};

/// So many are kept, and as many again of those before.
const KEPT: usize = 30_000;

/// Values by the ids of their records: those asked for lately. One that is not there any more is made again, so that nothing depends on
/// what is kept.
#[derive(Debug)]
pub(crate) struct Lately<T> {
    young: ById<T>,
    old: ById<T>,
}

type ById<T> = HashMap<i64, T, BuildHasherDefault<Spread>>;

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

impl<T> Default for Lately<T> {
    fn default() -> Lately<T> {
        Lately { young: ById::default(), old: ById::default() }
    }
}

impl<T> Lately<T> {
    /// The value of a record, made if need be.
    pub fn get<E>(&mut self, id: i64, make: impl FnOnce() -> Result<T, E>) -> Result<&T, E> {
        if !self.young.contains_key(&id) {
            let value = match self.old.remove(&id) {
                Some(value) => value,
                None => make()?,
            };
            self.keep(id, value);
        }
        Ok(&self.young[&id])
    }

    /// Keeps the value of a record.
    pub fn keep(&mut self, id: i64, value: T) {
        if self.young.len() >= KEPT {
            self.old = mem::take(&mut self.young);
        }
        self.young.insert(id, value);
    }

    /// Forgets the value of a record.
    pub fn forget(&mut self, id: i64) {
        self.young.remove(&id);
        self.old.remove(&id);
    }
}

#[cfg(test)]
mod tests {
    use super::{KEPT, Lately};
    use std::convert::Infallible;

    #[test]
    fn what_is_asked_for_stays_and_the_rest_is_bounded() {
        let mut lately = Lately::default();
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
        assert!(lately.young.len() + lately.old.len() <= 2 * KEPT);
    }
}
