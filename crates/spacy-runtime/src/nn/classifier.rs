//! The linear layer of tagger, morphologizer and senter: the best label of each token.

use super::NnError;
use super::floats::Floats;
use super::matmul::{multiply, transpose};
use super::thinc::ThincModel;
use serde::{Deserialize, Serialize};

/// Tokens scored together.
const BLOCK: usize = 128;

/// A linear layer whose best unit is looked for. The softmax that follows it in training changes no order.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Classifier {
    width: usize,
    /// `width × labels`.
    weights: Floats,
    bias: Floats,
}

impl Classifier {
    /// Reads the model's `softmax` node.
    pub(crate) fn load(model: &ThincModel, width: usize, labels: usize) -> Result<Classifier, NnError> {
        let node = model.nth("softmax", 0)?;
        let weights = model.param(node, "W", &[labels, width])?;
        let bias = model.param(node, "b", &[labels])?;
        Ok(Classifier { width, weights: transpose(&weights, labels, width).into(), bias: bias.into() })
    }

    /// Calls `found` with the best label of each vector, in order. `scores` is a buffer.
    pub(crate) fn classify(&self, vectors: &[f32], scores: &mut Vec<f32>, mut found: impl FnMut(u32)) {
        let labels = self.bias.len();
        if labels == 0 {
            return;
        }
        scores.resize(BLOCK * labels, 0.0);
        for block in vectors.chunks(BLOCK * self.width) {
            let rows = block.len() / self.width;
            multiply(scores, (rows, labels), block, self.width, self.width, &self.weights);
            for row in scores[..rows * labels].chunks_exact(labels) {
                found(best(row, &self.bias));
            }
        }
    }
}

/// The first of the greatest sums.
fn best(scores: &[f32], bias: &[f32]) -> u32 {
    let mut best = (0, f32::NEG_INFINITY);
    for (label, (score, bias)) in scores.iter().zip(bias).enumerate() {
        let score = score + bias;
        if score > best.1 {
            best = (label as u32, score);
        }
    }
    best.0
}

#[cfg(test)]
mod tests {
    use super::best;

    #[test]
    fn ties_go_to_the_first() {
        assert_eq!(best(&[1.0, 2.0, 3.0, 1.0], &[0.0, 1.0, 0.0, 2.0]), 1);
    }
}
