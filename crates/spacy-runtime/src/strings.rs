//! spaCy's string ids.

use crate::symbols::SYMBOLS;
use std::collections::HashMap;
use std::sync::LazyLock;

/// MurmurHash64A of the UTF-8 bytes with seed 1: spaCy's `hash_string`. The empty string is 0.
///
/// Source: Austin Appleby's MurmurHash2 (public domain) as in spaCy's `strings.pyx`.
pub(crate) fn hash_string(string: &str) -> u64 {
    if string.is_empty() { 0 } else { murmur64a(string.as_bytes(), 1) }
}

fn murmur64a(bytes: &[u8], seed: u64) -> u64 {
    const M: u64 = 0xc6a4_a793_5bd1_e995;
    const R: u32 = 47;
    let mut hash = seed ^ (bytes.len() as u64).wrapping_mul(M);
    let (blocks, tail) = bytes.as_chunks::<8>();
    for block in blocks {
        let mut k = u64::from_le_bytes(*block).wrapping_mul(M);
        k ^= k >> R;
        hash ^= k.wrapping_mul(M);
        hash = hash.wrapping_mul(M);
    }
    if !tail.is_empty() {
        let mut last = [0u8; 8];
        last[..tail.len()].copy_from_slice(tail);
        hash ^= u64::from_le_bytes(last);
        hash = hash.wrapping_mul(M);
    }
    hash ^= hash >> R;
    hash = hash.wrapping_mul(M);
    hash ^ (hash >> R)
}

/// The id that spaCy's string store gives a string: the number of a symbol name, else the hash.
pub(crate) fn string_id(string: &str) -> u64 {
    static NUMBERS: LazyLock<HashMap<&str, u64>> = LazyLock::new(|| {
        SYMBOLS
            .iter()
            .zip(0u64..)
            .filter(|(name, _)| !name.is_empty())
            .map(|(name, id)| (*name, id))
            .collect()
    });
    NUMBERS.get(string).copied().unwrap_or_else(|| hash_string(string))
}

/// The name of a part of speech by spaCy's number; the empty string for 0 and for numbers of other things.
pub(crate) fn pos_name(number: u64) -> &'static str {
    const ADJ: u64 = 84;
    const SPACE: u64 = 103;
    if (ADJ..=SPACE).contains(&number) { SYMBOLS[number as usize] } else { "" }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Expected values from spaCy's `hash_string` and `StringStore.add`.
    #[test]
    fn ids_are_spacys() {
        assert_eq!(string_id(""), 0);
        assert_eq!(string_id("noun"), 16833663260455505849);
        assert_eq!(string_id("é"), 16256712947286012828);
        assert_eq!(string_id("abcdefgh"), 17751780907874141760);
        assert_eq!(string_id("anticonstitutionnellement"), 12676721602705802600);
        assert_eq!((string_id("X"), string_id("det"), string_id("mark")), (101, 415, 423));
        assert_eq!((pos_name(92), pos_name(103), pos_name(0)), ("NOUN", "SPACE", ""));
    }
}
