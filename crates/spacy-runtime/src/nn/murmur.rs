//! The hash that spreads an id over the rows of an embedding table.

/// MurmurHash3_x64_128 of one little-endian 64-bit id, as four 32-bit words.
///
/// This is what thinc computes in `MurmurHash3_x86_128_uint64` (`backends/numpy_ops.pyx`), whatever its name
/// says: Austin Appleby's function (public domain), for the one input length that is needed.
pub(crate) fn murmur3_128(id: u64, seed: u32) -> [u32; 4] {
    const LENGTH: u64 = 8;
    // Eight bytes are fewer than a block: only the tail is mixed in.
    let tail = id.wrapping_mul(0x87c3_7b91_1142_53d5).rotate_left(31).wrapping_mul(0x4cf5_ad43_2745_937f);
    let h1 = tail ^ u64::from(seed) ^ LENGTH;
    let h2 = u64::from(seed) ^ LENGTH;
    let h1 = h1.wrapping_add(h2);
    let h2 = h2.wrapping_add(h1);
    let h1 = finish(h1).wrapping_add(finish(h2));
    let h2 = finish(h2).wrapping_add(h1);
    [h1 as u32, (h1 >> 32) as u32, h2 as u32, (h2 >> 32) as u32]
}

fn finish(mut hash: u64) -> u64 {
    hash ^= hash >> 33;
    hash = hash.wrapping_mul(0xff51_afd7_ed55_8ccd);
    hash ^= hash >> 33;
    hash = hash.wrapping_mul(0xc4ce_b9fe_1a85_ec53);
    hash ^ (hash >> 33)
}

#[cfg(test)]
mod tests {
    use super::murmur3_128;

    /// Values from thinc 8.3: `NumpyOps().hash(ids, seed)`.
    #[test]
    fn agrees_with_thinc() {
        assert_eq!(murmur3_128(0, 8), [0, 0, 0, 0]);
        assert_eq!(murmur3_128(1, 8), [1161550108, 2247783286, 1742325162, 1224191281]);
        assert_eq!(murmur3_128(12345678901234567890, 9), [1316714731, 3026958564, 2450114963, 995251789]);
        assert_eq!(murmur3_128(18446744073709551615, 13), [3199409384, 1062937581, 752279700, 3061442444]);
        assert_eq!(murmur3_128(3735928559, 0), [476465969, 1718333017, 1605867539, 208161544]);
    }
}
