//! The documents seen last, and which of them had a hash first.

use crate::sketch::Sketch;
use records::Document;
use std::{
    collections::{HashMap, VecDeque, hash_map::Entry},
    hash::{BuildHasherDefault, Hasher},
};

/// What is kept of a document.
#[derive(Debug)]
pub struct Known {
    /// Its id.
    pub id: String,
    /// Its outlet.
    pub outlet: Option<String>,
    /// How many runs of words its sketch has.
    pub runs: usize,
    /// Its words.
    pub words: usize,
}

impl Known {
    /// What is kept of this document.
    pub fn of(document: &Document, sketch: &Sketch) -> Known {
        Known {
            id: document.id.clone(),
            outlet: document.outlet.clone(),
            runs: sketch.runs(),
            words: sketch.words,
        }
    }
}

/// The documents that own a hash, by number of appearance, and the hashes by owner.
#[derive(Debug)]
pub struct Window {
    most: usize,
    owners: HashMap<u64, u32, BuildHasherDefault<AsItIs>>,
    /// With the hashes that each owns. The first has the number `first`.
    documents: VecDeque<(Known, Box<[u64]>)>,
    first: u32,
}

impl Window {
    /// Nothing yet; at most so many hashes.
    pub fn keeping(most: usize) -> Window {
        Window { most, owners: HashMap::default(), documents: VecDeque::new(), first: 0 }
    }

    /// The number of the document that had this hash first.
    pub fn owner_number(&self, hash: u64) -> Option<u32> {
        self.owners.get(&hash).copied()
    }

    /// The document that had this hash first.
    pub fn owner(&self, hash: u64) -> Option<(u32, &Known)> {
        let number = self.owner_number(hash)?;
        Some((number, self.known(number)?))
    }

    /// A document by its number.
    pub fn known(&self, number: u32) -> Option<&Known> {
        self.documents.get(number.wrapping_sub(self.first) as usize).map(|(known, _)| known)
    }

    /// Remembers a document: the hashes that nobody has are its own from now on.
    pub fn add(&mut self, known: Known, hashes: impl Iterator<Item = u64>) {
        // Numbers go round after four thousand million documents, of which a window holds a small part.
        let number = self.first.wrapping_add(self.documents.len() as u32);
        let mut own = Vec::new();
        for hash in hashes {
            if let Entry::Vacant(free) = self.owners.entry(hash) {
                free.insert(number);
                own.push(hash);
            }
        }
        self.documents.push_back((known, own.into_boxed_slice()));
        // The last stays, however large it is.
        while self.owners.len() > self.most && self.documents.len() > 1 {
            self.forget_the_oldest();
        }
    }

    fn forget_the_oldest(&mut self) {
        if let Some((_, hashes)) = self.documents.pop_front() {
            for hash in hashes {
                self.owners.remove(&hash);
            }
            self.first = self.first.wrapping_add(1);
        }
    }
}

/// Hashes are spread as well as they can be already.
#[derive(Debug, Default)]
struct AsItIs(u64);

impl Hasher for AsItIs {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = self.0.rotate_left(8) ^ u64::from(*byte);
        }
    }

    fn write_u64(&mut self, hash: u64) {
        self.0 = hash;
    }
}
