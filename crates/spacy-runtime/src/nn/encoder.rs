//! A tok2vec: embedding, then residual maxout layers over a window (`MaxoutWindowEncoder`).

use super::config::Section;
use super::embed::{Embedding, load_maxout};
use super::floats::Floats;
use super::kernels::{MaxoutNorm, Norm, WindowSum};
use super::matmul::multiply;
use super::pairs::{self, Pair, PairBuffers};
use super::thinc::ThincModel;
use super::types::{PADDING, TypeCache};
use super::vectors::Vectors;
use super::{NnError, Sheet};
use pulp::Arch;
use serde::{Deserialize, Serialize};

/// Rows that go through a layer together: their sums stay in the second-level cache.
const BLOCK: usize = 128;

/// A stretch of one document, with tokens to either side that are computed only for their influence.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Piece {
    /// Index of the sheet.
    pub sheet: usize,
    /// First token wanted.
    pub start: usize,
    /// One past the last token wanted.
    pub end: usize,
}

/// A layer above the first.
#[derive(Debug, Serialize, Deserialize)]
struct Layer {
    matrix: Matrix,
    bias: Floats,
    gain: Floats,
    shift: Floats,
}

#[derive(Debug, Serialize, Deserialize)]
enum Matrix {
    /// The first layer's is kept as [`Tok2Vec::first`].
    First,
    /// For windows of three rows: the weights of the products of `pairs`.
    Pairs(Floats),
    /// `(window · width) × (pieces · width)`, columns piece by piece.
    Direct(Floats),
}

impl Layer {
    fn norm(&self) -> Norm<'_> {
        Norm { bias: &self.bias, gain: &self.gain, shift: &self.shift }
    }
}

/// Embedding and encoder of one component.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Tok2Vec {
    pub embedding: Embedding,
    width: usize,
    /// Rows of the window to either side.
    reach: usize,
    pieces: usize,
    /// The first layer's matrix as `width × (window · pieces · width)`: all neighbours' products at once.
    first: Floats,
    layers: Vec<Layer>,
}

/// Buffers for [`Tok2Vec::encode`].
#[derive(Debug, Default)]
pub(crate) struct EncodeBuffers {
    slots: Vec<u32>,
    rows: Vec<f32>,
    next: Vec<f32>,
    sums: Vec<f32>,
    pairs: Vec<Pair>,
    products: PairBuffers,
}

impl Tok2Vec {
    /// Reads a tok2vec whose section of the config is `config` (`embed` and `encode` below it).
    pub(crate) fn load(
        component: &str,
        config: &Section,
        model: &ThincModel,
        vectors: Option<&Vectors>,
    ) -> Result<Tok2Vec, NnError> {
        let unsupported = |what: String| NnError::Unsupported { component: component.into(), what };
        match config.architecture()? {
            "spacy.Tok2Vec.v1" | "spacy.Tok2Vec.v2" => {}
            other => return Err(unsupported(format!("architecture `{other}`"))),
        }
        let encode = config.section("encode")?;
        match encode.architecture()? {
            "spacy.MaxoutWindowEncoder.v1" | "spacy.MaxoutWindowEncoder.v2" => {}
            other => return Err(unsupported(format!("encoder `{other}`"))),
        }
        let width = encode.size("width")?;
        let reach = encode.size("window_size")?;
        let pieces = encode.size("maxout_pieces")?;
        let depth = encode.size("depth")?;
        let embed = config.section("embed")?;
        if embed.size("width")? != width {
            return Err(embed.wrong("width", "is not the encoder's"));
        }
        let embedding = Embedding::load(component, &embed, model, vectors)?;
        let mut layers = Vec::new();
        let mut first = Vec::new();
        for place in 1..=depth {
            let inputs = width.saturating_mul(reach.saturating_mul(2).saturating_add(1));
            let (weights, bias, gain, shift) = load_maxout(model, place, width, pieces, inputs)?;
            let matrix = match (place, reach) {
                (1, _) => {
                    first = side_by_side(&weights, width, pieces * width);
                    Matrix::First
                }
                _ if pairs::fits(reach, width, pieces) => {
                    Matrix::Pairs(pairs::pack(&weights, width, pieces).into())
                }
                _ => Matrix::Direct(weights),
            };
            layers.push(Layer { matrix, bias, gain, shift });
        }
        Ok(Tok2Vec { embedding, width, reach, pieces, first: first.into(), layers })
    }

    /// Length of a token's vector.
    pub(crate) fn width(&self) -> usize {
        self.width
    }

    /// Floats that the cache holds for a type beside its embedding.
    pub(crate) fn products(&self) -> usize {
        (2 * self.reach + 1) * self.pieces * self.width
    }

    /// The first layer, for the products.
    pub(crate) fn first_layer(&self) -> &[f32] {
        &self.first
    }

    /// Tokens to either side that influence a token.
    pub(crate) fn halo(&self) -> usize {
        self.reach * self.layers.len()
    }

    /// Writes one vector for each token of each piece, pieces one after the other.
    pub(crate) fn encode(
        &self,
        sheets: &[Sheet],
        pieces: &[Piece],
        vectors: Option<&Vectors>,
        arch: Arch,
        (cache, buffers): (&mut TypeCache, &mut EncodeBuffers),
        out: &mut Vec<f32>,
    ) {
        let (width, reach, halo) = (self.width, self.reach, self.halo());
        cache.make_room();

        // As thinc does it: zeros before, between and after the documents, as many rows as influence can
        // cross. They are computed like all others, for they do influence the tokens next to them.
        let slots = &mut buffers.slots;
        slots.clear();
        slots.resize(reach + halo, PADDING);
        for piece in pieces {
            let (from, to) = self.around(sheets, piece);
            for key in &sheets[piece.sheet].keys[from..to] {
                slots.push(cache.slot(&self.embedding.relevant(key)));
            }
            slots.resize(slots.len() + halo, PADDING);
        }
        slots.resize(slots.len() + reach, PADDING);
        cache.fill(self, vectors, arch);

        let rows = slots.len() - 2 * reach;
        let margin = reach * width;
        for matrix in [&mut buffers.rows, &mut buffers.next] {
            // The margins of both must be zero; what is between gets overwritten.
            matrix.resize(slots.len() * width, 0.0);
            matrix[..margin].fill(0.0);
            let end = matrix.len() - margin;
            matrix[end..].fill(0.0);
        }
        buffers.sums.resize(BLOCK * self.pieces * width, 0.0);
        WindowSum {
            slots,
            products: &cache.products,
            embeddings: &cache.embeddings,
            reach,
            norm: self.layers[0].norm(),
            out: &mut buffers.rows[margin..margin + rows * width],
            buffer: &mut buffers.sums,
        }
        .run(arch);
        let depth = self.layers.len();
        for (place, layer) in self.layers.iter().enumerate().skip(1) {
            let (from, to) = (&buffers.rows, &mut buffers.next);
            match &layer.matrix {
                Matrix::Pairs(weights) => {
                    // Only what still influences the wanted tokens, a row less to either side each time.
                    let margin = depth - 1 - place;
                    self.pairs(sheets, pieces, margin, &mut buffers.pairs);
                    let (pairs, products) = (&buffers.pairs, &mut buffers.products);
                    pairs::convolve(pairs, from, weights, layer.norm(), arch, products, to);
                }
                Matrix::Direct(weights) => {
                    let matrices = (rows, from.as_slice(), to.as_mut_slice());
                    self.convolve(weights, layer.norm(), arch, &mut buffers.sums, matrices);
                }
                Matrix::First => {}
            }
            std::mem::swap(&mut buffers.rows, &mut buffers.next);
        }

        out.clear();
        self.each_piece(sheets, pieces, |first, count| {
            out.extend_from_slice(&buffers.rows[first * width..(first + count) * width]);
        });
    }

    /// Calls `found` with the row of each piece's first wanted token and the number of wanted tokens.
    fn each_piece(&self, sheets: &[Sheet], pieces: &[Piece], mut found: impl FnMut(usize, usize)) {
        let mut row = self.reach + self.halo();
        for piece in pieces {
            let (from, to) = self.around(sheets, piece);
            found(row + piece.start - from, piece.end - piece.start);
            row += to - from + self.halo();
        }
    }

    /// The tokens of a piece and those to either side that influence it.
    fn around(&self, sheets: &[Sheet], piece: &Piece) -> (usize, usize) {
        let tokens = sheets[piece.sheet].keys.len();
        (piece.start.saturating_sub(self.halo()), tokens.min(piece.end + self.halo()))
    }

    fn pairs(&self, sheets: &[Sheet], pieces: &[Piece], margin: usize, out: &mut Vec<Pair>) {
        out.clear();
        self.each_piece(sheets, pieces, |first, count| {
            let end = first + count + margin;
            let starts = (first - margin..end).step_by(2);
            out.extend(starts.map(|row| Pair { row: row as u32, both: row + 1 < end }));
        });
    }

    /// One layer over all rows, from a matrix with margins into another.
    fn convolve(
        &self,
        weights: &[f32],
        norm: Norm,
        arch: Arch,
        sums: &mut [f32],
        (rows, from, to): (usize, &[f32], &mut [f32]),
    ) {
        let (width, columns) = (self.width, self.pieces * self.width);
        let inner = (2 * self.reach + 1) * width;
        let margin = self.reach * width;
        for start in (0..rows).step_by(BLOCK) {
            let count = BLOCK.min(rows - start);
            let sums = &mut sums[..count * columns];
            multiply(sums, (count, columns), &from[start * width..], width, inner, weights);
            let here = margin + start * width..margin + (start + count) * width;
            MaxoutNorm { sums, norm, residual: Some(&from[here.clone()]), out: &mut to[here] }.run(arch);
        }
    }
}

/// `(n · height) × columns`, stacked, becomes `height × (n · columns)`, side by side.
fn side_by_side(stacked: &[f32], height: usize, columns: usize) -> Vec<f32> {
    let blocks: Vec<&[f32]> = stacked.chunks_exact(height * columns).collect();
    let mut out = Vec::with_capacity(stacked.len());
    for row in 0..height {
        for block in &blocks {
            out.extend_from_slice(&block[row * columns..(row + 1) * columns]);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::side_by_side;

    #[test]
    fn stacked_blocks_go_side_by_side() {
        let stacked = [1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0];
        assert_eq!(side_by_side(&stacked, 2, 2), [1.0, 2.0, 5.0, 6.0, 3.0, 4.0, 7.0, 8.0]);
    }
}
