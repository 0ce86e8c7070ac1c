//! The tokens of chunks that a thread has seen.

use super::Piece;
use crate::strings::hash_string;
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

/// Tokens kept before the cache starts anew; about 20 MB. A day of news in one language stays below it.
const MAX_PIECES: usize = 200_000;
/// Longer chunks are cut each time: they do not come again.
const MAX_CHUNK: usize = 200;

/// Chunks by the hash of their characters, as spaCy's own cache has them.
#[derive(Debug, Default)]
pub(crate) struct ChunkCache {
    ranges: HashMap<u64, (u32, u32), BuildHasherDefault<HashAsIs>>,
    pieces: Vec<Piece>,
    /// What the last chunk that was too long was cut into.
    uncached: Vec<Piece>,
}

impl ChunkCache {
    /// The tokens of a chunk, cut now if need be.
    pub(super) fn pieces(&mut self, chunk: &str, cut: impl FnOnce() -> Vec<Piece>) -> &[Piece] {
        if chunk.len() > MAX_CHUNK {
            self.uncached = cut();
            return &self.uncached;
        }
        let hash = hash_string(chunk);
        if let Some(&(start, end)) = self.ranges.get(&hash) {
            return &self.pieces[start as usize..end as usize];
        }
        if self.pieces.len() > MAX_PIECES {
            self.ranges.clear();
            self.pieces.clear();
        }
        let start = self.pieces.len();
        self.pieces.extend(cut());
        self.ranges.insert(hash, (start as u32, self.pieces.len() as u32));
        &self.pieces[start..]
    }
}

/// Takes a hash for its own hash.
#[derive(Default)]
struct HashAsIs(u64);

impl Hasher for HashAsIs {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.0 = self.0.rotate_left(8) ^ u64::from(byte);
        }
    }

    fn write_u64(&mut self, hash: u64) {
        self.0 = hash;
    }
}
