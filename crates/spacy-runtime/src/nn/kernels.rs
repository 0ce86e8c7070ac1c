//! The element-wise loops, compiled once for each instruction set and chosen at run time by `pulp`.
//!
//! They are written over chunks of [`LANES`] so that every instruction set adds in the same order and gives
//! the same bits.

use pulp::{Arch, Simd, WithSimd};

/// Sums run in this many independent lanes.
const LANES: usize = 16;

/// thinc's layer norm adds this to the variance.
const EPSILON: f32 = 1e-8;

/// What a maxout layer with layer norm has besides its matrix.
#[derive(Clone, Copy)]
pub(crate) struct Norm<'a> {
    /// `pieces × width`, piece by piece.
    pub bias: &'a [f32],
    pub gain: &'a [f32],
    pub shift: &'a [f32],
}

/// For each row: adds the bias, takes the maximum over the pieces, normalises, scales and shifts.
///
/// `sums` holds `pieces × width` floats a row, piece by piece; `out` gets `width` floats a row, added to what
/// `residual` holds when there is one.
pub(crate) struct MaxoutNorm<'a> {
    pub sums: &'a [f32],
    pub norm: Norm<'a>,
    pub residual: Option<&'a [f32]>,
    pub out: &'a mut [f32],
}

impl MaxoutNorm<'_> {
    /// Runs on the best instruction set of this machine.
    pub(crate) fn run(self, arch: Arch) {
        arch.dispatch(self);
    }
}

impl WithSimd for MaxoutNorm<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, _: S) {
        let width = self.norm.gain.len();
        let pieces = self.norm.bias.len() / width;
        let rows = self.sums.chunks_exact(width * pieces).zip(self.out.chunks_exact_mut(width));
        for (row, (sums, out)) in rows.enumerate() {
            maxout(sums, self.norm.bias, out);
            let residual = self.residual.map(|all| &all[row * width..(row + 1) * width]);
            normalise(out, self.norm, residual);
        }
    }
}

/// The first encoder layer from cached products: like [`MaxoutNorm`], but each row's sums are the sum of
/// one slice of each row in its window.
pub(crate) struct WindowSum<'a> {
    /// For each row of the batch, the slot of its word type.
    pub slots: &'a [u32],
    /// `window` products of `pieces × width` floats a slot, leftmost neighbour's first.
    pub products: &'a [f32],
    /// `width` floats a slot.
    pub embeddings: &'a [f32],
    /// Rows to either side.
    pub reach: usize,
    pub norm: Norm<'a>,
    /// One row for each of `slots`, without the first and last `reach`.
    pub out: &'a mut [f32],
    /// `pieces × width` floats.
    pub buffer: &'a mut [f32],
}

impl WindowSum<'_> {
    /// Runs on the best instruction set of this machine.
    pub(crate) fn run(self, arch: Arch) {
        arch.dispatch(self);
    }
}

impl WithSimd for WindowSum<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, _: S) {
        let width = self.norm.gain.len();
        let sums = self.norm.bias.len();
        let window = 2 * self.reach + 1;
        let buffer = &mut self.buffer[..sums];
        for (slots, out) in self.slots.windows(window).zip(self.out.chunks_exact_mut(width)) {
            buffer.copy_from_slice(self.norm.bias);
            for (place, slot) in slots.iter().enumerate() {
                let start = (*slot as usize * window + place) * sums;
                add(buffer, &self.products[start..start + sums]);
            }
            let (first, rest) = buffer.split_at(width);
            out.copy_from_slice(first);
            for piece in rest.chunks_exact(width) {
                for (best, value) in out.iter_mut().zip(piece) {
                    *best = if *value > *best { *value } else { *best };
                }
            }
            let start = slots[self.reach] as usize * width;
            normalise(out, self.norm, Some(&self.embeddings[start..start + width]));
        }
    }
}

/// Adds one row to another.
#[inline(always)]
pub(crate) fn add(to: &mut [f32], what: &[f32]) {
    for (to, what) in to.iter_mut().zip(what) {
        *to += *what;
    }
}

#[inline(always)]
fn maxout(sums: &[f32], bias: &[f32], out: &mut [f32]) {
    let width = out.len();
    let (first, rest) = sums.split_at(width);
    let (first_bias, rest_bias) = bias.split_at(width);
    for ((best, value), bias) in out.iter_mut().zip(first).zip(first_bias) {
        *best = *value + *bias;
    }
    for (piece, bias) in rest.chunks_exact(width).zip(rest_bias.chunks_exact(width)) {
        for ((best, value), bias) in out.iter_mut().zip(piece).zip(bias) {
            let value = *value + *bias;
            *best = if value > *best { value } else { *best };
        }
    }
}

/// Layer norm with scale and shift, in place, and the residual on top.
#[inline(always)]
pub(crate) fn normalise(row: &mut [f32], norm: Norm, residual: Option<&[f32]>) {
    let count = row.len() as f32;
    let mean = sum(row, |x| x) / count;
    let variance = sum(row, |x| (x - mean) * (x - mean)) / count + EPSILON;
    let scale = 1.0 / variance.sqrt();
    let affine = row.iter_mut().zip(norm.gain).zip(norm.shift);
    match residual {
        Some(residual) => {
            for (((x, gain), shift), residual) in affine.zip(residual) {
                *x = (*x - mean) * scale * *gain + *shift + *residual;
            }
        }
        None => {
            for ((x, gain), shift) in affine {
                *x = (*x - mean) * scale * *gain + *shift;
            }
        }
    }
}

#[inline(always)]
fn sum(row: &[f32], term: impl Fn(f32) -> f32) -> f32 {
    let mut lanes = [0.0f32; LANES];
    let chunks = row.chunks_exact(LANES);
    let rest = chunks.remainder();
    for chunk in chunks {
        for (lane, x) in lanes.iter_mut().zip(chunk) {
            *lane += term(*x);
        }
    }
    for (lane, x) in lanes.iter_mut().zip(rest) {
        *lane += term(*x);
    }
    let mut half = LANES / 2;
    while half > 0 {
        for place in 0..half {
            lanes[place] += lanes[place + half];
        }
        half /= 2;
    }
    lanes[0]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn maxout_and_norm_by_hand() {
        // Two units of two pieces: maxima after the bias are 3 and 1, so mean 2 and deviation 1.
        let norm = Norm { bias: &[0.0, 0.0, 1.0, 0.0], gain: &[2.0, 1.0], shift: &[0.5, 0.0] };
        let mut out = [0.0; 2];
        let sums = [1.0, 1.0, 2.0, -4.0];
        MaxoutNorm { sums: &sums, norm, residual: Some(&[10.0, 20.0]), out: &mut out }.run(Arch::new());
        assert!((out[0] - 12.5).abs() < 1e-5 && (out[1] - 19.0).abs() < 1e-5, "{out:?}");
    }

    #[test]
    fn window_sum_takes_each_neighbour_s_product() {
        // Width 1, one piece, reach 1: a row of one unit always normalises to its shift.
        let norm = Norm { bias: &[0.0], gain: &[1.0], shift: &[7.0] };
        let (mut out, mut buffer) = ([0.0; 1], [0.0; 1]);
        WindowSum {
            slots: &[0, 1, 0],
            products: &[0.0, 0.0, 0.0, 1.0, 2.0, 3.0],
            embeddings: &[0.0, 5.0],
            reach: 1,
            norm,
            out: &mut out,
            buffer: &mut buffer,
        }
        .run(Arch::new());
        assert_eq!(out, [12.0]);
        assert_eq!(buffer, [2.0]);
    }

    #[test]
    fn every_instruction_set_gives_the_same_bits() {
        let sums: Vec<f32> = (0..5 * 288).map(|i| ((i * 37 % 101) as f32 - 50.0) / 7.0).collect();
        let bias: Vec<f32> = (0..288).map(|i| (i % 11) as f32 / 5.0).collect();
        let gain: Vec<f32> = (0..96).map(|i| 1.0 + (i % 3) as f32).collect();
        let norm = Norm { bias: &bias, gain: &gain, shift: &gain };
        let run = |arch: Arch| {
            let mut out = vec![0.0; 5 * 96];
            MaxoutNorm { sums: &sums, norm, residual: None, out: &mut out }.run(arch);
            out
        };
        assert_eq!(run(Arch::new()), run(Arch::Scalar));
    }
}
