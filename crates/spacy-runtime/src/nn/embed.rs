//! `MultiHashEmbed`: a token's attributes → one vector (`spacy/ml/models/tok2vec.py`).

use super::config::Section;
use super::floats::Floats;
use super::kernels::{MaxoutNorm, Norm, add};
use super::matmul::{multiply, transpose};
use super::murmur::murmur3_128;
use super::thinc::ThincModel;
use super::vectors::Vectors;
use super::{NnError, TokenKey};
use pulp::Arch;
use serde::{Deserialize, Serialize};

/// Pieces of the mixing maxout; spaCy's source has the number, its config does not.
const MIX_PIECES: usize = 3;

/// Attributes that an embedding table may be keyed by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
enum Attr {
    Norm,
    Prefix,
    Suffix,
    Shape,
    Lower,
    Orth,
    Spacy,
    IsSpace,
}

impl Attr {
    fn parse(name: &str) -> Option<Attr> {
        Some(match name {
            "NORM" => Attr::Norm,
            "PREFIX" => Attr::Prefix,
            "SUFFIX" => Attr::Suffix,
            "SHAPE" => Attr::Shape,
            "LOWER" => Attr::Lower,
            "ORTH" => Attr::Orth,
            "SPACY" => Attr::Spacy,
            "IS_SPACE" => Attr::IsSpace,
            _ => return None,
        })
    }

    fn of(self, key: &TokenKey) -> u64 {
        match self {
            Attr::Norm => key.norm,
            Attr::Prefix => key.prefix,
            Attr::Suffix => key.suffix,
            Attr::Shape => key.shape,
            Attr::Lower => key.lower,
            Attr::Orth => key.orth,
            Attr::Spacy => u64::from(key.spacy),
            Attr::IsSpace => u64::from(key.is_space),
        }
    }

    fn copy(self, from: &TokenKey, to: &mut TokenKey) {
        match self {
            Attr::Norm => to.norm = from.norm,
            Attr::Prefix => to.prefix = from.prefix,
            Attr::Suffix => to.suffix = from.suffix,
            Attr::Shape => to.shape = from.shape,
            Attr::Lower => to.lower = from.lower,
            Attr::Orth => to.orth = from.orth,
            Attr::Spacy => to.spacy = from.spacy,
            Attr::IsSpace => to.is_space = from.is_space,
        }
    }
}

/// One hash embedding table.
#[derive(Debug, Serialize, Deserialize)]
struct Table {
    attr: Attr,
    seed: u32,
    rows: u32,
    weights: Floats,
}

/// The static vectors' projection.
#[derive(Debug, Serialize, Deserialize)]
struct Projection {
    /// `dimensions × width`.
    weights: Floats,
    dimensions: usize,
}

/// The embedding layer of one tok2vec.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Embedding {
    width: usize,
    tables: Vec<Table>,
    projection: Option<Projection>,
    /// `inputs × (pieces · width)`, columns piece by piece.
    mix: Floats,
    bias: Floats,
    gain: Floats,
    shift: Floats,
}

/// Buffers for [`Embedding::embed`].
#[derive(Debug, Default)]
pub(crate) struct EmbedBuffers {
    inputs: Vec<f32>,
    vectors: Vec<f32>,
    projected: Vec<f32>,
    sums: Vec<f32>,
}

impl Embedding {
    /// Reads the layer out of a model whose embedding section is `config`.
    pub(crate) fn load(
        component: &str,
        config: &Section,
        model: &ThincModel,
        vectors: Option<&Vectors>,
    ) -> Result<Embedding, NnError> {
        let width = config.size("width")?;
        let (names, rows, with_vectors) = match config.architecture()? {
            "spacy.MultiHashEmbed.v1" | "spacy.MultiHashEmbed.v2" => (
                config.strings("attrs")?,
                config.sizes("rows")?,
                config.flag("include_static_vectors", false)?,
            ),
            other => {
                let what = format!("embedding `{other}`");
                return Err(NnError::Unsupported { component: component.into(), what });
            }
        };
        if names.len() != rows.len() {
            return Err(config.wrong("rows", "is not as long as `attrs`"));
        }
        let mut tables = Vec::with_capacity(names.len());
        for (place, (name, rows)) in names.iter().zip(rows).enumerate() {
            let attr = Attr::parse(name).ok_or_else(|| NnError::Unsupported {
                component: component.into(),
                what: format!("attribute `{name}`"),
            })?;
            let node = model.nth("hashembed", place)?;
            // spaCy counts the seeds up from 8; the file says so too.
            let seed = node.attr("seed").and_then(|seed| seed.as_u64()).unwrap_or(8 + place as u64);
            tables.push(Table {
                attr,
                seed: seed as u32,
                rows: rows as u32,
                weights: model.param(node, "E", &[rows, width])?.into(),
            });
        }
        let projection = if with_vectors {
            let dimensions = vectors.map(Vectors::dimensions).ok_or_else(|| NnError::MissingFile {
                component: component.into(),
                file: "vocab/vectors".into(),
            })?;
            let weights = model.param(model.nth("static_vectors", 0)?, "W", &[width, dimensions])?;
            Some(Projection { weights: transpose(&weights, width, dimensions).into(), dimensions })
        } else {
            None
        };
        let inputs = width * (tables.len() + usize::from(projection.is_some()));
        let maxout = load_maxout(model, 0, width, MIX_PIECES, inputs)?;
        let (mix, bias, gain, shift) = maxout;
        Ok(Embedding { width, tables, projection, mix, bias, gain, shift })
    }

    /// The key with everything blanked out that this layer does not look at: equal keys, equal vectors.
    pub(crate) fn relevant(&self, key: &TokenKey) -> TokenKey {
        let mut relevant = TokenKey { vector_row: -1, ..TokenKey::default() };
        for table in &self.tables {
            table.attr.copy(key, &mut relevant);
        }
        if self.projection.is_some() {
            relevant.vector_row = key.vector_row;
        }
        relevant
    }

    /// Writes one vector of `width` floats for each key.
    pub(crate) fn embed(
        &self,
        keys: &[TokenKey],
        vectors: Option<&Vectors>,
        arch: Arch,
        buffers: &mut EmbedBuffers,
        out: &mut Vec<f32>,
    ) {
        let width = self.width;
        let parts = self.tables.len() + usize::from(self.projection.is_some());
        let inputs = &mut buffers.inputs;
        inputs.clear();
        inputs.resize(keys.len() * parts * width, 0.0);
        for (place, table) in self.tables.iter().enumerate() {
            let weights: &[f32] = &table.weights;
            for (key, input) in keys.iter().zip(inputs.chunks_exact_mut(parts * width)) {
                let cell = &mut input[place * width..(place + 1) * width];
                for hash in murmur3_128(table.attr.of(key), table.seed) {
                    let row = (hash % table.rows) as usize;
                    add(cell, &weights[row * width..(row + 1) * width]);
                }
            }
        }
        if let (Some(projection), Some(vectors)) = (&self.projection, vectors) {
            let dimensions = projection.dimensions;
            buffers.vectors.clear();
            for key in keys {
                match vectors.row(key.vector_row) {
                    Some(row) => buffers.vectors.extend_from_slice(row),
                    None => buffers.vectors.resize(buffers.vectors.len() + dimensions, 0.0),
                }
            }
            buffers.projected.resize(keys.len() * width, 0.0);
            let sizes = (keys.len(), width);
            let (from, to) = (&buffers.vectors, &mut buffers.projected);
            multiply(to, sizes, from, dimensions, dimensions, &projection.weights);
            let cells = inputs.chunks_exact_mut(parts * width);
            for (projected, input) in buffers.projected.chunks_exact(width).zip(cells) {
                input[(parts - 1) * width..].copy_from_slice(projected);
            }
        }
        buffers.sums.resize(keys.len() * MIX_PIECES * width, 0.0);
        let sizes = (keys.len(), MIX_PIECES * width);
        multiply(&mut buffers.sums, sizes, inputs, parts * width, parts * width, &self.mix);
        out.clear();
        out.resize(keys.len() * width, 0.0);
        let norm = Norm { bias: &self.bias, gain: &self.gain, shift: &self.shift };
        MaxoutNorm { sums: &buffers.sums[..keys.len() * MIX_PIECES * width], norm, residual: None, out }
            .run(arch);
    }
}

/// A maxout's matrix (`inputs × (pieces · width)`, columns piece by piece) and bias, with the layer norm that
/// follows it: the `nth` of each in the walk.
pub(crate) fn load_maxout(
    model: &ThincModel,
    nth: usize,
    width: usize,
    pieces: usize,
    inputs: usize,
) -> Result<(Floats, Floats, Floats, Floats), NnError> {
    let maxout = model.nth("maxout", nth)?;
    let weights = model.param(maxout, "W", &[width, pieces, inputs])?;
    let bias = model.param(maxout, "b", &[width, pieces])?;
    let norm = model.nth("layernorm", nth)?;
    let gain = model.param(norm, "G", &[width])?;
    let shift = model.param(norm, "b", &[width])?;
    // (width, pieces, inputs) → (inputs, pieces, width): transposed, and the two middle axes swapped.
    let mut planar = vec![0.0; weights.len()];
    for (unit, of_unit) in weights.chunks_exact(pieces * inputs).enumerate() {
        for (piece, of_piece) in of_unit.chunks_exact(inputs).enumerate() {
            for (input, weight) in of_piece.iter().enumerate() {
                planar[input * pieces * width + piece * width + unit] = *weight;
            }
        }
    }
    let bias = transpose(&bias, width, pieces);
    Ok((planar.into(), bias.into(), gain.into(), shift.into()))
}
