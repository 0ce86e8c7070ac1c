//! The network that scores a transition system's moves (`ml/parser_model.pyx`, `ml/_precomputable_affine.py`).
//!
//! Every (token, feature) pair's share of the hidden layer is computed ahead, in blocks of tokens; a state's
//! hidden layer is then a sum of as many rows as there are features.

use super::NnError;
use super::config::Section;
use super::floats::Floats;
use super::kernels::add;
use super::matmul::{multiply, transpose};
use super::thinc::ThincModel;
use serde::{Deserialize, Serialize};

/// Tokens whose shares are computed together.
const BLOCK: usize = 64;
/// Blocks that are kept: a state's features are mostly close to each other.
const KEPT: usize = 4;
/// Score rows are padded to a multiple of this, so that the loop over them has no remainder.
const LANES: usize = 16;

/// Weights of the scorer.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Scorer {
    /// Width of a token's vector.
    width: usize,
    /// Width of what the first linear layer makes of it.
    reduced: usize,
    /// `width × reduced`.
    reduce: Floats,
    reduce_bias: Floats,
    features: usize,
    /// Units of the hidden layer, before and after the maximum over the pieces.
    hidden: usize,
    pieces: usize,
    /// `reduced × (features · pieces · hidden)`: a feature's columns piece by piece.
    lower: Floats,
    /// `features × (pieces · hidden)`: what stands for a feature that has no token.
    padding: Floats,
    bias: Floats,
    upper: Option<Upper>,
    moves: usize,
}

#[derive(Debug, Serialize, Deserialize)]
struct Upper {
    /// `hidden × padded`.
    weights: Floats,
    /// `padded` floats.
    bias: Floats,
    /// The number of moves, rounded up.
    padded: usize,
}

impl Scorer {
    /// Reads a `TransitionBasedParser`'s layers above the tok2vec.
    pub(crate) fn load(
        component: &str,
        config: &Section,
        model: &ThincModel,
        width: usize,
        moves: usize,
    ) -> Result<Scorer, NnError> {
        let use_upper = match config.architecture()? {
            "spacy.TransitionBasedParser.v1" | "spacy.TransitionBasedParser.v2" => {
                config.flag("use_upper", true)?
            }
            other => {
                let what = format!("architecture `{other}`");
                return Err(NnError::Unsupported { component: component.into(), what });
            }
        };
        let extra = config.flag("extra_state_tokens", false)?;
        let features = match (config.str("state_type")?, extra) {
            ("parser", false) => 8,
            ("parser", true) => 13,
            ("ner", false) => 3,
            ("ner", true) => 6,
            _ => return Err(config.wrong("state_type", "is neither `parser` nor `ner`")),
        };
        let reduced = config.size("hidden_width")?;
        let pieces = config.size("maxout_pieces")?;
        let hidden = if use_upper { reduced } else { moves };

        let lower_node = model.referred("lower")?;
        let lower = model.param(lower_node, "W", &[features, hidden, pieces, reduced])?;
        let bias = model.param(lower_node, "b", &[hidden, pieces])?;
        let padding = model.param(lower_node, "pad", &[1, features, hidden, pieces])?;
        let upper = if use_upper {
            let node = model.referred("upper")?;
            let weights = model.param(node, "W", &[moves, hidden])?;
            let bias = model.param(node, "b", &[moves])?;
            Some(Upper::new(&weights, bias, moves, hidden))
        } else {
            None
        };
        // The other linear layer of the model is the one between tok2vec and features.
        let upper_index = if use_upper { Some(model.referred("upper")?.index) } else { None };
        let reduce_node = model.named("linear").find(|node| Some(node.index) != upper_index);
        let reduce_node = match reduce_node {
            Some(node) => node,
            None => model.nth("linear", 0)?,
        };
        let reduce = model.param(reduce_node, "W", &[reduced, width])?;
        let reduce_bias = model.param(reduce_node, "b", &[reduced])?;

        let planar = |of_feature: &[f32]| transpose(of_feature, hidden, pieces);
        let lower: Vec<f32> = {
            // (features, hidden, pieces, reduced) → (features, pieces, hidden, reduced) → transposed.
            let mut rows = Vec::with_capacity(lower.len());
            for of_feature in lower.chunks_exact(hidden * pieces * reduced) {
                for piece in 0..pieces {
                    for unit in 0..hidden {
                        let start = (unit * pieces + piece) * reduced;
                        rows.extend_from_slice(&of_feature[start..start + reduced]);
                    }
                }
            }
            transpose(&rows, features * pieces * hidden, reduced)
        };
        let padding: Vec<f32> = padding.chunks_exact(hidden * pieces).flat_map(planar).collect();
        Ok(Scorer {
            width,
            reduced,
            reduce: transpose(&reduce, reduced, width).into(),
            reduce_bias: reduce_bias.into(),
            features,
            hidden,
            pieces,
            lower: lower.into(),
            padding: padding.into(),
            bias: planar(&bias).into(),
            upper,
            moves,
        })
    }

    /// Features of a state: 8 or 13 for the parser, 3 or 6 for the NER.
    pub(crate) fn features(&self) -> usize {
        self.features
    }

    /// Appends what the first linear layer makes of these vectors.
    pub(crate) fn reduce(&self, vectors: &[f32], out: &mut Vec<f32>) {
        let rows = vectors.len() / self.width;
        let start = out.len();
        out.resize(start + rows * self.reduced, 0.0);
        let out = &mut out[start..];
        multiply(out, (rows, self.reduced), vectors, self.width, self.width, &self.reduce);
        for row in out.chunks_exact_mut(self.reduced) {
            add(row, &self.reduce_bias);
        }
    }

    fn row(&self) -> usize {
        self.pieces * self.hidden
    }
}

impl Upper {
    fn new(weights: &[f32], mut bias: Vec<f32>, moves: usize, hidden: usize) -> Upper {
        let padded = moves.next_multiple_of(LANES);
        bias.resize(padded, 0.0);
        let mut wide = vec![0.0; hidden * padded];
        for (place, row) in weights.chunks_exact(hidden).enumerate() {
            for (unit, weight) in row.iter().enumerate() {
                wide[unit * padded + place] = *weight;
            }
        }
        Upper { weights: wide.into(), bias: bias.into(), padded }
    }
}

/// The shares of a run of tokens, block by block, and the buffers of a state.
#[derive(Debug, Default)]
pub(crate) struct Shares {
    /// `reduced` floats for each token of the run.
    pub reduced: Vec<f32>,
    /// [`KEPT`] blocks of [`BLOCK`] tokens of `features · pieces · hidden` floats.
    blocks: Vec<f32>,
    /// Which block stands at each place.
    loaded: [Option<usize>; KEPT],
    sums: Vec<f32>,
    far: Vec<f32>,
    hidden: Vec<f32>,
    scores: Vec<f32>,
}

impl Shares {
    /// Forgets the tokens seen so far.
    pub(crate) fn clear(&mut self) {
        self.reduced.clear();
        self.loaded = [None; KEPT];
    }

    /// Sees to it that the block of this token is there.
    #[inline]
    fn load(&mut self, scorer: &Scorer, token: usize) {
        let block = token / BLOCK;
        if self.loaded[block % KEPT] != Some(block) {
            self.compute(scorer, block);
        }
    }

    #[cold]
    fn compute(&mut self, scorer: &Scorer, block: usize) {
        let columns = scorer.features * scorer.row();
        self.blocks.resize(KEPT * BLOCK * columns, 0.0);
        let reduced = &self.reduced[block * BLOCK * scorer.reduced..];
        let rows = (reduced.len() / scorer.reduced).min(BLOCK);
        let place = block % KEPT;
        let out = &mut self.blocks[place * BLOCK * columns..(place + 1) * BLOCK * columns];
        multiply(out, (rows, columns), reduced, scorer.reduced, scorer.reduced, &scorer.lower);
        self.loaded[place] = Some(block);
    }

    /// Scores every move of a state whose features are these tokens of the run (−1 for none). `front`, the
    /// newest token that a state may ask for, must rise from call to call in steps of less than a block.
    #[inline(always)]
    pub(crate) fn score(&mut self, scorer: &Scorer, tokens: &[i32], front: usize) -> &[f32] {
        self.load(scorer, front);
        let row = scorer.row();
        let padding: &[f32] = &scorer.padding;
        self.sums.clear();
        self.sums.extend_from_slice(&scorer.bias);
        for (feature, token) in tokens.iter().enumerate() {
            let Ok(token) = usize::try_from(*token) else {
                add(&mut self.sums, &padding[feature * row..(feature + 1) * row]);
                continue;
            };
            let (block, place) = (token / BLOCK, (token / BLOCK) % KEPT);
            if self.loaded[place] == Some(block) {
                let start = ((place * BLOCK + token % BLOCK) * scorer.features + feature) * row;
                add(&mut self.sums, &self.blocks[start..start + row]);
            } else {
                self.add_far(scorer, token, feature);
            }
        }
        self.hidden.clear();
        self.hidden.extend_from_slice(&self.sums[..scorer.hidden]);
        for piece in self.sums[scorer.hidden..].chunks_exact(scorer.hidden) {
            for (best, value) in self.hidden.iter_mut().zip(piece) {
                *best = if *value > *best { *value } else { *best };
            }
        }
        let Some(upper) = &scorer.upper else { return &self.hidden };
        let upper_weights: &[f32] = &upper.weights;
        self.scores.resize(upper.padded, 0.0);
        let columns = self.scores.chunks_exact_mut(LANES).zip(upper.bias.chunks_exact(LANES));
        for (chunk, (scores, bias)) in columns.enumerate() {
            let mut even = [0.0f32; LANES];
            let mut odd = [0.0f32; LANES];
            even.copy_from_slice(bias);
            let weights = |unit: usize| {
                let start = unit * upper.padded + chunk * LANES;
                &upper_weights[start..start + LANES]
            };
            for (pair, values) in self.hidden.chunks_exact(2).enumerate() {
                for (sum, weight) in even.iter_mut().zip(weights(2 * pair)) {
                    *sum += values[0] * *weight;
                }
                for (sum, weight) in odd.iter_mut().zip(weights(2 * pair + 1)) {
                    *sum += values[1] * *weight;
                }
            }
            if scorer.hidden % 2 == 1 {
                let last = scorer.hidden - 1;
                for (sum, weight) in even.iter_mut().zip(weights(last)) {
                    *sum += self.hidden[last] * *weight;
                }
            }
            for ((score, even), odd) in scores.iter_mut().zip(even).zip(odd) {
                *score = even + odd;
            }
        }
        &self.scores[..scorer.moves]
    }

    /// A token that has left the kept blocks, such as the head of a very long sentence.
    #[inline(always)]
    fn add_far(&mut self, scorer: &Scorer, token: usize, feature: usize) {
        let row = scorer.row();
        let columns = scorer.features * row;
        self.far.clear();
        self.far.resize(row, 0.0);
        let lower: &[f32] = &scorer.lower;
        let inputs = &self.reduced[token * scorer.reduced..(token + 1) * scorer.reduced];
        for (input, value) in inputs.iter().enumerate() {
            let start = input * columns + feature * row;
            for (sum, weight) in self.far.iter_mut().zip(&lower[start..start + row]) {
                *sum += value * weight;
            }
        }
        add(&mut self.sums, &self.far);
    }
}
