//! How much of two contents is the same.

use super::{
    set::{Set, hash},
    telling::{self, Telling, is_number, stem},
};
use sha2::{Digest, Sha256};
use std::cmp::Reverse;

/// Words in a run that is nobody else's.
pub const RUN: usize = 6;
/// By so many of its words a content is looked for.
pub const RARE: usize = 3;

/// The words of a content, folded, in order, by their hashes.
#[derive(Debug)]
pub struct Words {
    all: Box<[u64]>,
    pub telling: Telling,
    numbers: Set,
    /// A word is so long that not many sentences have it (« je ne démissionnerai pas »).
    pub has_long: bool,
}

/// What contents in the same words are found by.
#[derive(Debug, Default)]
pub struct Keys {
    /// The least of the hashes of all runs of [`RUN`] words: contents that have most runs in common mostly share it (Broder's min-wise
    /// hashing). `None` for fewer words.
    pub run: Option<i64>,
    /// Hashes of the words that are likely to be rare: long ones first, and of those of one length always the same ones, so that
    /// contents with many words in common share some.
    pub rare: [Option<u32>; RARE],
}

impl Words {
    /// The words of a content, and by what it is found.
    pub fn of(content: &str) -> (Words, Keys) {
        const LONG: usize = 9;
        let folded = knowledge::fold(content);
        let all: Vec<&str> = telling::words(&folded).collect();
        let mut stems: Vec<(Reverse<usize>, u32)> = all
            .iter()
            .filter(|word| telling::weight(word).is_some())
            .map(|word| (Reverse(stem(word).chars().count()), telling::hash(stem(word))))
            .collect();
        stems.sort_unstable();
        stems.dedup();
        let mut keys = Keys { run: all.windows(RUN).map(|run| key(&run.join(" "))).min(), ..Keys::default() };
        for (key, (_, hash)) in keys.rare.iter_mut().zip(stems) {
            *key = Some(hash);
        }
        let words = Words {
            telling: all.iter().copied().collect(),
            numbers: all.iter().filter(|word| is_number(word)).map(hash).collect(),
            has_long: all.iter().any(|word| word.chars().count() >= LONG),
            all: all.iter().map(hash).collect(),
        };
        (words, keys)
    }

    /// The longest run of words that both have.
    pub fn run(&self, other: &Words) -> usize {
        // Of each of the other's words, how long the run is that ends with it.
        let mut runs = vec![0_u32; other.all.len()];
        let mut longest = 0;
        for word in &self.all {
            let mut before = 0;
            for (run, theirs) in runs.iter_mut().zip(&other.all) {
                let now = if word == theirs { before + 1 } else { 0 };
                longest = longest.max(now);
                before = std::mem::replace(run, now);
            }
        }
        longest as usize
    }

    /// Whether both tell numbers in digits, and none is the same.
    pub fn has_other_numbers(&self, other: &Words) -> bool {
        !self.numbers.is_empty() && !other.numbers.is_empty() && !self.numbers.meets(&other.numbers)
    }

    /// Words in all.
    pub fn len(&self) -> usize {
        self.all.len()
    }
}

fn key(run: &str) -> i64 {
    let digest = Sha256::digest(run);
    i64::from_le_bytes(digest[..8].try_into().unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::Words;

    #[test]
    fn contents_with_most_words_in_common_are_found_by_the_same() {
        let rare = |content| Words::of(content).1.rare;
        let one = rare("le gouvernement recruterait cinq mille infirmiers avant la fin de l'année");
        let other = rare("Cinq mille infirmiers seront recrutés d'ici à la fin de l'année");
        assert!(one.iter().any(|key| other.contains(key)), "{one:?} {other:?}");
        assert_eq!(rare("non"), [None; 3]);
        assert_eq!(rare("Oui, certainement, certainement")[1..], [None; 2]);
    }

    #[test]
    fn numbers_are_other_only_where_both_tell_some() {
        let other = |one: &str, other: &str| Words::of(one).0.has_other_numbers(&Words::of(other).0);
        assert!(other("40 morts", "50 morts"));
        assert!(!other("40 morts", "de 30 à 40 morts") && !other("40 morts", "des morts"));
    }
}
