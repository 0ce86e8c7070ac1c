//! Where weights live: in memory, or in a mapped file.

use memmap2::Mmap;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::cell::RefCell;
use std::ops::Deref;
use std::sync::Arc;

/// A run of 32-bit floats that never changes.
///
/// Serialising one writes only its number among those of its network; the floats themselves are collected by
/// [`collecting`] and supplied by [`supplying`].
#[derive(Clone)]
pub(crate) struct Floats(Store);

#[derive(Clone)]
enum Store {
    Owned(Arc<Vec<f32>>),
    /// Bytes of a mapped file, aligned for floats.
    Mapped {
        map: Arc<Mmap>,
        start: usize,
        end: usize,
    },
}

impl Floats {
    /// Floats in a mapped file; `None` when the bytes are not there or not aligned.
    pub(crate) fn mapped(map: &Arc<Mmap>, start: usize, end: usize) -> Option<Floats> {
        bytemuck::try_cast_slice::<u8, f32>(map.get(start..end)?).ok()?;
        Some(Floats(Store::Mapped { map: Arc::clone(map), start, end }))
    }
}

impl Deref for Floats {
    type Target = [f32];

    fn deref(&self) -> &[f32] {
        match &self.0 {
            Store::Owned(numbers) => numbers,
            Store::Mapped { map, start, end } => bytemuck::cast_slice(&map[*start..*end]),
        }
    }
}

impl From<Vec<f32>> for Floats {
    fn from(numbers: Vec<f32>) -> Floats {
        Floats(Store::Owned(Arc::new(numbers)))
    }
}

impl std::fmt::Debug for Floats {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "[{} floats]", self.len())
    }
}

thread_local! {
    // Serde hands no state through derived implementations, so it stands beside them.
    static COLLECTED: RefCell<Vec<Floats>> = const { RefCell::new(Vec::new()) };
    static SUPPLIED: RefCell<Vec<Floats>> = const { RefCell::new(Vec::new()) };
}

/// Runs a serialisation and returns, with its result, the floats that it met, in the order of their numbers.
pub(crate) fn collecting<T>(serialise: impl FnOnce() -> T) -> (T, Vec<Floats>) {
    COLLECTED.take();
    let result = serialise();
    (result, COLLECTED.take())
}

/// Runs a deserialisation that takes its floats from these, by number.
pub(crate) fn supplying<T>(floats: Vec<Floats>, deserialise: impl FnOnce() -> T) -> T {
    SUPPLIED.set(floats);
    let result = deserialise();
    SUPPLIED.take();
    result
}

impl Serialize for Floats {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let number = COLLECTED.with_borrow_mut(|floats| {
            floats.push(self.clone());
            floats.len() - 1
        });
        serializer.serialize_u64(number as u64)
    }
}

impl<'de> Deserialize<'de> for Floats {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Floats, D::Error> {
        let number = u64::deserialize(deserializer)?;
        let floats = SUPPLIED.with_borrow(|floats| floats.get(usize::try_from(number).ok()?).cloned());
        floats.ok_or_else(|| serde::de::Error::custom(format!("there are no floats {number}")))
    }
}
