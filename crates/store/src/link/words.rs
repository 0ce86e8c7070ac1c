//! How much of two contents is the same.

use sha2::{Digest, Sha256};
use std::collections::HashSet;

/// Words in a run that is nobody else's.
pub const RUN: usize = 6;

/// The words of a content, folded, in order.
pub struct Words {
    all: Vec<String>,
    /// Those that carry something: of four letters or more, and numbers.
    telling: HashSet<String>,
}

impl Words {
    pub fn of(content: &str) -> Words {
        let folded = knowledge::fold(content);
        let all: Vec<String> = folded
            .split(|char: char| !char.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .map(str::to_owned)
            .collect();
        let telling = all
            .iter()
            .filter(|word| word.chars().count() >= 4 || word.chars().any(|char| char.is_ascii_digit()))
            .map(|word| stem(word).to_owned())
            .collect();
        Words { all, telling }
    }

    /// The longest run of words that both have.
    pub fn run(&self, other: &Words) -> usize {
        let mut before = vec![0; other.all.len() + 1];
        let mut longest = 0;
        for word in &self.all {
            let mut now = vec![0; other.all.len() + 1];
            for (at, theirs) in other.all.iter().enumerate() {
                if word == theirs {
                    now[at + 1] = before[at] + 1;
                    longest = longest.max(now[at + 1]);
                }
            }
            before = now;
        }
        longest
    }

    /// How many telling words both have, and how many the one with fewer has.
    pub fn shared(&self, other: &Words) -> (usize, usize) {
        let shared = self.telling.intersection(&other.telling).count();
        (shared, self.telling.len().min(other.telling.len()))
    }

    /// Whether both tell the same in so few words that a long one among them must do (« je ne démissionnerai pas »).
    pub fn is_same_in_short(&self, other: &Words) -> bool {
        /// Letters of a word that not many sentences have.
        const LONG: usize = 9;
        let is_long = |word: &String| word.chars().count() >= LONG;
        self.telling == other.telling && self.all.iter().any(is_long) && other.all.iter().any(is_long)
    }

    /// The least of the hashes of all runs of [`RUN`] words: contents that have most runs in common mostly share it (Broder's min-wise
    /// hashing). `None` for fewer words.
    pub fn key(&self) -> Option<i64> {
        self.all.windows(RUN).map(|run| hash(&run.join(" "))).min()
    }

    /// Words in all.
    pub fn len(&self) -> usize {
        self.all.len()
    }
}

fn hash(run: &str) -> i64 {
    let digest = Sha256::digest(run);
    i64::from_le_bytes(digest[..8].try_into().unwrap_or_default())
}

/// The beginning of a word, by which its forms are alike.
fn stem(word: &str) -> &str {
    let end = word.char_indices().nth(6).map_or(word.len(), |(at, _)| at);
    &word[..end]
}
