//! The cache of word types: what the embedding and the first encoder layer make of a token depends on the
//! token alone, and words repeat.

use super::TokenKey;
use super::embed::EmbedBuffers;
use super::encoder::Tok2Vec;
use super::matmul::multiply;
use super::vectors::Vectors;
use hashbrown::HashTable;
use pulp::Arch;

/// Types that may be there before a batch; it can add as many as it has tokens. With French `md` a type takes
/// 3.8 kB.
const CAPACITY: usize = 3584;

/// New types that are computed together, which bounds the buffers for it.
const BLOCK: usize = 256;

/// The slot of the rows between documents: all zeros.
pub(crate) const PADDING: u32 = 0;

/// One encoder's cache. Slot 0 is [`PADDING`].
#[derive(Debug, Default)]
pub(crate) struct TypeCache {
    table: HashTable<u32>,
    keys: Vec<TokenKey>,
    /// How often a slot was asked for since it was last weighed, up to `u8::MAX`.
    uses: Vec<u8>,
    free: Vec<u32>,
    /// `width` floats a slot.
    pub embeddings: Vec<f32>,
    /// `window · pieces · width` floats a slot.
    pub products: Vec<f32>,
    fresh_keys: Vec<TokenKey>,
    fresh_slots: Vec<u32>,
    fresh_embeddings: Vec<f32>,
    fresh_products: Vec<f32>,
    buffers: EmbedBuffers,
}

impl TypeCache {
    /// To be called before each batch: when there are too many types, drops those that were used least. Slots
    /// handed out before are void afterwards.
    pub(crate) fn make_room(&mut self) {
        if self.keys.is_empty() {
            self.keys.push(TokenKey::default());
            self.uses.push(0);
        }
        if self.table.len() <= CAPACITY {
            return;
        }
        while self.table.len() > CAPACITY / 4 * 3 {
            let (uses, free) = (&mut self.uses, &mut self.free);
            self.table.retain(|slot| {
                let count = &mut uses[*slot as usize];
                *count /= 2;
                if *count == 0 {
                    free.push(*slot);
                }
                *count > 0
            });
        }
    }

    /// The slot of a key, which must be one of `Embedding::relevant`. A new type's numbers are there only
    /// after [`TypeCache::fill`].
    pub(crate) fn slot(&mut self, key: &TokenKey) -> u32 {
        let hash = hash(key);
        let keys = &self.keys;
        if let Some(slot) = self.table.find(hash, |slot| keys[*slot as usize] == *key) {
            let count = &mut self.uses[*slot as usize];
            *count = count.saturating_add(1);
            return *slot;
        }
        let slot = self.free.pop().unwrap_or_else(|| {
            self.keys.push(TokenKey::default());
            self.uses.push(0);
            (self.keys.len() - 1) as u32
        });
        self.keys[slot as usize] = *key;
        self.uses[slot as usize] = 1;
        let keys = &self.keys;
        self.table.insert_unique(hash, slot, |slot| self::hash(&keys[*slot as usize]));
        self.fresh_keys.push(*key);
        self.fresh_slots.push(slot);
        slot
    }

    /// Computes the numbers of the types that are new since the last call.
    pub(crate) fn fill(&mut self, network: &Tok2Vec, vectors: Option<&Vectors>, arch: Arch) {
        let (width, products) = (network.width(), network.products());
        grow(&mut self.embeddings, self.keys.len(), width);
        grow(&mut self.products, self.keys.len(), products);
        if self.fresh_keys.is_empty() {
            return;
        }
        for (keys, slots) in self.fresh_keys.chunks(BLOCK).zip(self.fresh_slots.chunks(BLOCK)) {
            let embeddings = &mut self.fresh_embeddings;
            network.embedding.embed(keys, vectors, arch, &mut self.buffers, embeddings);
            self.fresh_products.resize(BLOCK * products, 0.0);
            let sizes = (keys.len(), products);
            multiply(&mut self.fresh_products, sizes, embeddings, width, width, network.first_layer());
            let computed = embeddings.chunks_exact(width).zip(self.fresh_products.chunks_exact(products));
            for (slot, (embedding, product)) in slots.iter().zip(computed) {
                let slot = *slot as usize;
                self.embeddings[slot * width..(slot + 1) * width].copy_from_slice(embedding);
                self.products[slot * products..(slot + 1) * products].copy_from_slice(product);
            }
        }
        self.fresh_keys.clear();
        self.fresh_slots.clear();
    }
}

/// Makes room for so many slots, in steps: doubling would take up to twice what is needed.
fn grow(numbers: &mut Vec<f32>, slots: usize, width: usize) {
    const STEP: usize = 1024;
    let missing = (slots.next_multiple_of(STEP) * width).saturating_sub(numbers.len());
    if numbers.capacity() < slots * width {
        numbers.reserve_exact(missing);
    }
    numbers.resize(slots * width, 0.0);
}

/// The ids are hashes already; this only mixes them.
fn hash(key: &TokenKey) -> u64 {
    const K: u64 = 0x9e37_79b9_7f4a_7c15;
    let flags = (u64::from(key.vector_row as u32) << 2) | u64::from(key.spacy) << 1 | u64::from(key.is_space);
    let parts = [key.norm, key.shape, key.suffix, key.prefix, key.lower, key.orth, flags];
    let mixed = parts.iter().fold(0u64, |hash, part| (hash.rotate_left(23) ^ part).wrapping_mul(K));
    mixed ^ (mixed >> 32)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(norm: u64) -> TokenKey {
        TokenKey { norm, ..TokenKey::default() }
    }

    #[test]
    fn frequent_types_outlive_rare_ones() {
        let mut cache = TypeCache::default();
        cache.make_room();
        let kept = cache.slot(&key(7));
        for _ in 0..200 {
            cache.slot(&key(7));
        }
        for norm in 1000..1000 + CAPACITY as u64 {
            cache.slot(&key(norm));
        }
        cache.fresh_keys.clear();
        cache.fresh_slots.clear();
        cache.make_room();
        assert!(cache.table.len() <= CAPACITY / 4 * 3);
        assert_eq!(cache.table.len() + cache.free.len() + 1, cache.keys.len());
        assert_eq!(cache.slot(&key(7)), kept);
        assert!(cache.fresh_slots.is_empty());
        cache.slot(&key(1000));
        assert_eq!(cache.fresh_slots.len(), 1);
    }

    #[test]
    fn room_is_bounded() {
        let mut cache = TypeCache::default();
        for batch in 0..50u64 {
            cache.make_room();
            for norm in 0..2000 {
                cache.slot(&key(batch * 2000 + norm));
            }
            cache.fresh_keys.clear();
            cache.fresh_slots.clear();
        }
        assert!(cache.keys.len() <= CAPACITY + 2001);
    }
}
