//! An encoder layer with a window of three rows, two output rows at a time, with four products instead of six.
//!
//! This is Winograd's minimal filtering F(2, 3) with matrices in place of numbers (Lavin and Gray, "Fast
//! Algorithms for Convolutional Neural Networks", 2015): for input rows d0 … d3 and weights g0, g1, g2,
//!
//! ```text
//! s = (d1 + d2) (g0 + g1 + g2)/2       y0 = s + d + (d0 − d2) g0
//! d = (d2 − d1) (g0 − g1 + g2)/2       y1 = s − d + (d3 − d1) g2
//! ```
//!
//! Its rounding errors are of the size of the direct sum's. A general matrix product would have to write the
//! four products out and read them back; here they, the sums and the maximum over the pieces stay in registers.

use super::kernels::{Norm, normalise};
use pulp::{Arch, Simd, WithSimd};
use std::array::from_fn;

/// Pairs whose transformed inputs are kept at once, in the second-level cache.
const BLOCK: usize = 64;
/// Products of a pair.
const TERMS: usize = 4;
/// Units whose weights lie together; every instruction set's register is a part of it.
const GROUP: usize = 16;

/// Two rows to be computed, or one.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Pair {
    /// The first row's number, in the input and in the output.
    pub row: u32,
    /// Is the second row wanted as well?
    pub both: bool,
}

/// Can layers of this shape be computed here?
pub(crate) fn fits(reach: usize, width: usize, pieces: usize) -> bool {
    reach == 1 && width.is_multiple_of(GROUP) && (pieces == 2 || pieces == 3)
}

/// Transforms and packs the weights of a layer that [`fits`]: `(3 · width) × (pieces · width)`, columns piece by
/// piece. For each group of units come the inputs with the weights of `s` and `d`, then the inputs with
/// the two others.
pub(crate) fn pack(stacked: &[f32], width: usize, pieces: usize) -> Vec<f32> {
    let columns = pieces * width;
    let weight = |row: usize, input: usize, column: usize| stacked[(row * width + input) * columns + column];
    let term = |term: usize, input: usize, column: usize| match term {
        0 => (weight(0, input, column) + weight(1, input, column) + weight(2, input, column)) / 2.0,
        1 => (weight(0, input, column) - weight(1, input, column) + weight(2, input, column)) / 2.0,
        2 => weight(0, input, column),
        _ => weight(2, input, column),
    };
    let mut packed = Vec::with_capacity(TERMS * width * columns);
    for group in (0..width).step_by(GROUP) {
        for terms in [[0, 1], [2, 3]] {
            for input in 0..width {
                for which in terms {
                    for piece in 0..pieces {
                        let first = piece * width + group;
                        packed.extend((first..first + GROUP).map(|column| term(which, input, column)));
                    }
                }
            }
        }
    }
    packed
}

/// Buffers for [`convolve`].
#[derive(Debug, Default)]
pub(crate) struct PairBuffers {
    inputs: Vec<f32>,
    sums: Vec<f32>,
}

/// One encoder layer over the pairs: products, maxout, norm, residual.
pub(crate) fn convolve(
    pairs: &[Pair],
    rows: &[f32],
    weights: &[f32],
    norm: Norm,
    arch: Arch,
    buffers: &mut PairBuffers,
    out: &mut [f32],
) {
    let width = norm.gain.len();
    buffers.inputs.resize(TERMS * BLOCK * width, 0.0);
    buffers.sums.resize(2 * BLOCK * width, 0.0);
    let (inputs, sums) = (&mut buffers.inputs, &mut buffers.sums);
    for pairs in pairs.chunks(BLOCK) {
        arch.dispatch(Convolve { pairs, rows, weights, norm, inputs, sums, out });
    }
}

struct Convolve<'a> {
    pairs: &'a [Pair],
    rows: &'a [f32],
    weights: &'a [f32],
    norm: Norm<'a>,
    /// Four rows a pair.
    inputs: &'a mut [f32],
    /// Two rows a pair.
    sums: &'a mut [f32],
    out: &'a mut [f32],
}

impl WithSimd for Convolve<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) {
        let (width, columns) = (self.norm.gain.len(), self.norm.bias.len());
        transform(self.pairs, self.rows, width, self.inputs);
        let weights = self.weights;
        let task =
            Task { count: self.pairs.len(), width, weights, bias: self.norm.bias, inputs: self.inputs };
        // As many sums as leave room for the weights among 32 or 16 registers; the usual width is fixed, so that
        // the rows' distances are known.
        match (columns / width, S::F32_LANES >= GROUP, width) {
            (3, true, 96) => task.run::<S, 3, 4, 96>(simd, self.sums),
            (3, true, _) => task.run::<S, 3, 4, 0>(simd, self.sums),
            (3, false, _) => task.run::<S, 3, 2, 0>(simd, self.sums),
            (_, true, _) => task.run::<S, 2, 4, 0>(simd, self.sums),
            (_, false, _) => task.run::<S, 2, 2, 0>(simd, self.sums),
        }
        for (pair, sums) in self.pairs.iter().zip(self.sums.chunks_exact(2 * width)) {
            let start = pair.row as usize * width;
            let count = if pair.both { 2 } else { 1 };
            let out = self.out[start..start + count * width].chunks_exact_mut(width);
            let residual = self.rows[start..start + count * width].chunks_exact(width);
            for ((out, sums), residual) in out.zip(sums.chunks_exact(width)).zip(residual) {
                out.copy_from_slice(sums);
                normalise(out, self.norm, Some(residual));
            }
        }
    }
}

/// The four combinations of a pair's four input rows.
#[inline(always)]
fn transform(pairs: &[Pair], rows: &[f32], width: usize, inputs: &mut [f32]) {
    for (pair, inputs) in pairs.iter().zip(inputs.chunks_exact_mut(TERMS * width)) {
        let start = (pair.row as usize - 1) * width;
        let window = &rows[start..start + 4 * width];
        let (d0, rest) = window.split_at(width);
        let (d1, rest) = rest.split_at(width);
        let (d2, d3) = rest.split_at(width);
        let (plus, rest) = inputs.split_at_mut(width);
        let (minus, rest) = rest.split_at_mut(width);
        let (first, last) = rest.split_at_mut(width);
        for unit in 0..width {
            plus[unit] = d1[unit] + d2[unit];
            minus[unit] = d2[unit] - d1[unit];
            first[unit] = d0[unit] - d2[unit];
            last[unit] = d3[unit] - d1[unit];
        }
    }
}

/// The products of one block.
struct Task<'a> {
    count: usize,
    width: usize,
    weights: &'a [f32],
    bias: &'a [f32],
    inputs: &'a [f32],
}

impl Task<'_> {
    /// `WIDTH` is the width, or 0 for any. `PAIRS` must divide [`BLOCK`]: the pairs beyond `count` in the last tile are computed in vain.
    #[inline(always)]
    fn run<S: Simd, const PIECES: usize, const PAIRS: usize, const WIDTH: usize>(
        &self,
        simd: S,
        sums: &mut [f32],
    ) {
        let width = if WIDTH == 0 { self.width } else { WIDTH };
        let groups = self.weights.chunks_exact(TERMS * width * PIECES * GROUP);
        for (group, weights) in groups.enumerate() {
            let tiles = self
                .inputs
                .chunks_exact(PAIRS * TERMS * width)
                .zip(sums.chunks_exact_mut(PAIRS * 2 * width))
                .take(self.count.div_ceil(PAIRS));
            for (inputs, sums) in tiles {
                for lane in (0..GROUP).step_by(S::F32_LANES) {
                    let unit = group * GROUP + lane;
                    self.tile::<S, PIECES, PAIRS, WIDTH>(simd, weights, lane, unit, inputs, sums);
                }
            }
        }
    }

    /// One register's units of `PAIRS` pairs.
    #[inline(always)]
    fn tile<S: Simd, const PIECES: usize, const PAIRS: usize, const WIDTH: usize>(
        &self,
        simd: S,
        weights: &[f32],
        lane: usize,
        unit: usize,
        inputs: &[f32],
        sums: &mut [f32],
    ) {
        let width = if WIDTH == 0 { self.width } else { WIDTH };
        let inputs = &inputs[..PAIRS * TERMS * width];
        let step = 2 * PIECES * GROUP;
        let (both, single) = weights.split_at(width * step);
        let value = |pair: usize, term: usize, input: usize| {
            simd.splat_f32s(inputs[(pair * TERMS + term) * width + input])
        };
        let zero = simd.splat_f32s(0.0);
        let mut plus = [[zero; PIECES]; PAIRS];
        let mut minus = [[zero; PIECES]; PAIRS];
        for (input, weights) in both.chunks_exact(step).take(width).enumerate() {
            let of_plus: [S::f32s; PIECES] = from_fn(|piece| load::<S>(weights, piece * GROUP + lane));
            let of_minus: [S::f32s; PIECES] =
                from_fn(|piece| load::<S>(weights, (PIECES + piece) * GROUP + lane));
            for pair in 0..PAIRS {
                let factor = value(pair, 0, input);
                for piece in 0..PIECES {
                    plus[pair][piece] = simd.mul_add_e_f32s(of_plus[piece], factor, plus[pair][piece]);
                }
                let factor = value(pair, 1, input);
                for piece in 0..PIECES {
                    minus[pair][piece] = simd.mul_add_e_f32s(of_minus[piece], factor, minus[pair][piece]);
                }
            }
        }
        for pair in 0..PAIRS {
            for piece in 0..PIECES {
                let bias = load::<S>(self.bias, piece * width + unit);
                let (s, d) = (simd.add_f32s(plus[pair][piece], bias), minus[pair][piece]);
                plus[pair][piece] = simd.add_f32s(s, d);
                minus[pair][piece] = simd.sub_f32s(s, d);
            }
        }
        for (input, weights) in single.chunks_exact(step).take(width).enumerate() {
            let of_first: [S::f32s; PIECES] = from_fn(|piece| load::<S>(weights, piece * GROUP + lane));
            let of_last: [S::f32s; PIECES] =
                from_fn(|piece| load::<S>(weights, (PIECES + piece) * GROUP + lane));
            for pair in 0..PAIRS {
                let factor = value(pair, 2, input);
                for piece in 0..PIECES {
                    plus[pair][piece] = simd.mul_add_e_f32s(of_first[piece], factor, plus[pair][piece]);
                }
                let factor = value(pair, 3, input);
                for piece in 0..PIECES {
                    minus[pair][piece] = simd.mul_add_e_f32s(of_last[piece], factor, minus[pair][piece]);
                }
            }
        }
        for pair in 0..PAIRS {
            let greatest = |of: &[S::f32s; PIECES]| {
                let mut best = of[0];
                for value in &of[1..] {
                    best = simd.max_f32s(best, *value);
                }
                best
            };
            store::<S>(sums, 2 * pair * width + unit, greatest(&plus[pair]));
            store::<S>(sums, (2 * pair + 1) * width + unit, greatest(&minus[pair]));
        }
    }
}

#[inline(always)]
fn load<S: Simd>(from: &[f32], start: usize) -> S::f32s {
    S::as_simd_f32s(&from[start..start + S::F32_LANES]).0[0]
}

#[inline(always)]
fn store<S: Simd>(to: &mut [f32], start: usize, value: S::f32s) {
    S::as_mut_simd_f32s(&mut to[start..start + S::F32_LANES]).0[0] = value;
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::nn::kernels::MaxoutNorm;
    use crate::nn::matmul::multiply;

    /// Rows of numbers that look like a layer's, without a generator's state.
    fn numbers(count: usize, salt: usize) -> Vec<f32> {
        let mix = |i: usize| (i.wrapping_mul(2_654_435_761) ^ salt).wrapping_mul(40_503) % 10_007;
        (0..count).map(|i| mix(i) as f32 / 5003.5 - 1.0).collect()
    }

    fn agrees_with_the_direct_sum(width: usize, pieces: usize, arch: Arch) {
        assert!(fits(1, width, pieces));
        let (count, columns) = (9, pieces * width);
        let stacked = numbers(3 * width * columns, 1);
        let (bias, gain) = (numbers(columns, 2), numbers(width, 3));
        let rows = numbers((count + 3) * width, 4);
        let norm = Norm { bias: &bias, gain: &gain, shift: &gain };

        let mut sums = vec![0.0; count * columns];
        multiply(&mut sums, (count, columns), &rows, width, 3 * width, &stacked);
        let mut direct = vec![0.0; count * width];
        let residual = Some(&rows[width..(count + 1) * width]);
        MaxoutNorm { sums: &sums, norm, residual, out: &mut direct }.run(Arch::Scalar);

        let pairs: Vec<Pair> =
            (1..=count as u32).step_by(2).map(|row| Pair { row, both: row < count as u32 }).collect();
        let mut out = vec![7.0; (count + 3) * width];
        let weights = pack(&stacked, width, pieces);
        convolve(&pairs, &rows, &weights, norm, arch, &mut PairBuffers::default(), &mut out);
        for (place, expected) in direct.iter().enumerate() {
            let got = out[width + place];
            assert!((got - expected).abs() < 1e-4, "{place}: {got} instead of {expected}");
        }
        let untouched = out[..width].iter().chain(&out[(count + 1) * width..]);
        assert!(untouched.copied().all(|x| x == 7.0));
    }

    #[test]
    fn every_shape_and_instruction_set_agrees_with_the_direct_sum() {
        let mut archs = vec![Arch::Scalar, Arch::new()];
        #[cfg(target_arch = "x86_64")]
        archs.extend(pulp::x86::V3::try_new().map(Arch::V3));
        for arch in archs {
            agrees_with_the_direct_sum(96, 3, arch);
            agrees_with_the_direct_sum(16, 2, arch);
        }
    }
}
