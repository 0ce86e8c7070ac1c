//! Changes of seeds by chance, the same chance each time: what the tests do where there is no time, and no instrumented build,
//! for a fuzzer.

/// Changes bytes.
pub struct Mutator {
    state: u64,
}

/// Numbers at which something ends.
const EDGES: &[u64] =
    &[0, 1, 0x7f, 0x80, 0xff, 0x7fff, 0xffff, 0x7fff_ffff, 0xffff_ffff, u64::MAX / 2, u64::MAX];

impl Mutator {
    /// One that does what every other of this seed does.
    pub fn new(seed: u64) -> Mutator {
        Mutator { state: seed }
    }

    /// SplitMix64.
    fn next(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.state;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, most: usize) -> usize {
        (self.next() % most.max(1) as u64) as usize
    }

    /// A stretch of bytes, short more often than long.
    fn stretch(&mut self, length: usize) -> std::ops::Range<usize> {
        let from = self.below(length + 1);
        let most = 1 << self.below(9);
        from..(from + self.below(most) + 1).min(length)
    }

    /// One of the seeds, changed in a few places.
    pub fn changed(&mut self, seeds: &[Vec<u8>]) -> Vec<u8> {
        let pick = self.below(seeds.len());
        let mut bytes = seeds[pick].clone();
        for _ in 0..=self.below(4) {
            self.change(&mut bytes, seeds);
        }
        bytes
    }

    fn change(&mut self, bytes: &mut Vec<u8>, seeds: &[Vec<u8>]) {
        let at = self.below(bytes.len());
        match self.below(9) {
            0 if !bytes.is_empty() => bytes[at] ^= 1 << self.below(8),
            1 if !bytes.is_empty() => bytes[at] = self.next() as u8,
            2 => {
                let gone = self.stretch(bytes.len());
                bytes.drain(gone);
            }
            3 => {
                let again = bytes[self.stretch(bytes.len())].to_vec();
                bytes.splice(at.min(bytes.len())..at.min(bytes.len()), again);
            }
            // A piece of another seed, or of this one.
            4 | 5 => {
                let other = &seeds[self.below(seeds.len())];
                let piece = other[self.stretch(other.len())].to_vec();
                let over = if self.below(2) == 0 { piece.len() } else { 0 };
                let end = (at + over).min(bytes.len());
                bytes.splice(at.min(end)..end, piece);
            }
            // A number where one may stand.
            6 => {
                let edge = EDGES[self.below(EDGES.len())].wrapping_add(self.below(3) as u64).wrapping_sub(1);
                let width = [1, 2, 4, 8][self.below(4)];
                let mut number = edge.to_le_bytes()[..width].to_vec();
                if self.below(2) == 0 {
                    number.reverse();
                }
                let end = (at + width).min(bytes.len());
                bytes.splice(at.min(end)..end, number);
            }
            7 => bytes.truncate(at),
            _ => {
                let digits = EDGES[self.below(EDGES.len())].to_string().into_bytes();
                bytes.splice(at.min(bytes.len())..at.min(bytes.len()), digits);
            }
        }
        bytes.truncate(1 << 17);
    }
}

#[cfg(test)]
mod tests {
    use super::Mutator;

    #[test]
    fn chance_is_the_same_each_time() {
        let seeds = [b"one".to_vec(), b"another".to_vec(), Vec::new()];
        let some = |seed| {
            let mut mutator = Mutator::new(seed);
            (0..500).map(|_| mutator.changed(&seeds)).collect::<Vec<_>>()
        };
        assert_eq!(some(7), some(7));
        assert_ne!(some(7), some(8));
    }
}
