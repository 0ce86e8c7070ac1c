//! How much of two contents is the same.

use super::set::{Set, hash};
use sha2::{Digest, Sha256};

/// Words in a run that is nobody else's.
pub const RUN: usize = 6;

/// The words of a content, folded, in order, by their hashes.
#[derive(Debug)]
pub struct Words {
    all: Box<[u64]>,
    /// Those that carry something: of four letters or more, and numbers.
    telling: Set,
    has_long: bool,
}

impl Words {
    /// The words, and the least of the hashes of all runs of [`RUN`] of them: contents that have most runs in common mostly share it (Broder's
    /// min-wise hashing). `None` for fewer words.
    pub fn of(content: &str) -> (Words, Option<i64>) {
        /// Letters of a word that not many sentences have.
        const LONG: usize = 9;
        let folded = knowledge::fold(content);
        let all: Vec<&str> =
            folded.split(|char: char| !char.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
        let telling = all
            .iter()
            .filter(|word| word.chars().count() >= 4 || word.chars().any(|char| char.is_ascii_digit()));
        let key = all.windows(RUN).map(|run| key(&run.join(" "))).min();
        let words = Words {
            telling: telling.map(|word| hash(stem(word))).collect(),
            has_long: all.iter().any(|word| word.chars().count() >= LONG),
            all: all.iter().map(hash).collect(),
        };
        (words, key)
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

    /// How many telling words both have, and how many the one with fewer has.
    pub fn shared(&self, other: &Words) -> (usize, usize) {
        (self.telling.shared(&other.telling), self.telling.len().min(other.telling.len()))
    }

    /// Whether both tell the same in so few words that a long one among them must do (« je ne démissionnerai pas »).
    pub fn is_same_in_short(&self, other: &Words) -> bool {
        self.telling == other.telling && self.has_long && other.has_long
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

/// The beginning of a word, by which its forms are alike.
fn stem(word: &str) -> &str {
    let end = word.char_indices().nth(6).map_or(word.len(), |(at, _)| at);
    &word[..end]
}
