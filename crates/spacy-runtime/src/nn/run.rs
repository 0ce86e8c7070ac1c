//! Running the components over documents, in units of bounded size.

use super::arc_eager::{ArcEager, State};
use super::biluo::{self, Biluo, Preset, Span};
use super::component::Task;
use super::encoder::{EncodeBuffers, Piece};
use super::scorer::{Scorer, Shares};
use super::tree::{self, ArcLabels, ROOT, TreeBuffers};
use super::types::TypeCache;
use super::{NO_LABEL, Networks, Sheet};
use pulp::{Arch, Simd, WithSimd};
use serde::{Deserialize, Serialize};
use std::ops::Range;

/// Tokens that go through an encoder together; longer documents are cut for it.
pub(crate) const UNIT: usize = 2048;

/// Buffers that grew beyond this many floats for a long document are given back.
const KEEP: usize = 1 << 20;

/// One thread's buffers and its cache of word types. Reuse it from call to call; it may be used with one
/// [`Networks`] only and starts anew when given another.
#[derive(Debug)]
pub struct Scratch {
    owner: u64,
    arch: Arch,
    caches: Vec<TypeCache>,
    encode: EncodeBuffers,
    vectors: Vec<f32>,
    scores: Vec<f32>,
    /// One for each component; used by those with a transition system.
    shares: Vec<Shares>,
    state: State,
    tree: TreeBuffers,
    spans: Vec<Span>,
    pieces: Vec<Piece>,
}

impl Default for Scratch {
    fn default() -> Scratch {
        Scratch::on(Arch::new())
    }
}

impl Scratch {
    /// A scratch whose own loops run on a given instruction set.
    pub(crate) fn on(arch: Arch) -> Scratch {
        Scratch {
            owner: 0,
            arch,
            caches: Vec::new(),
            encode: EncodeBuffers::default(),
            vectors: Vec::new(),
            scores: Vec::new(),
            shares: Vec::new(),
            state: State::default(),
            tree: TreeBuffers::default(),
            spans: Vec::new(),
            pieces: Vec::new(),
        }
    }
}

/// Components that can share one run of an encoder.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Pass {
    encoder: usize,
    components: Range<usize>,
}

/// Consecutive components with the same encoder make one pass. Later ones may need what earlier ones wrote
/// (the NER looks at sentence starts), so the order is kept.
pub(crate) fn passes(encoders: impl Iterator<Item = usize>) -> Vec<Pass> {
    let mut passes: Vec<Pass> = Vec::new();
    for (place, encoder) in encoders.enumerate() {
        match passes.last_mut() {
            Some(pass) if pass.encoder == encoder => pass.components.end = place + 1,
            _ => passes.push(Pass { encoder, components: place..place + 1 }),
        }
    }
    passes
}

/// Annotates documents, `size` tokens at a time.
pub(crate) fn annotate(networks: &Networks, sheets: &mut [Sheet], scratch: &mut Scratch, size: usize) {
    if scratch.owner != networks.identity {
        *scratch = Scratch { owner: networks.identity, ..Scratch::on(scratch.arch) };
        scratch.caches.resize_with(networks.encoders.len(), TypeCache::default);
        scratch.shares.resize_with(networks.components.len(), Shares::default);
    }
    let mut rest = sheets;
    while !rest.is_empty() {
        let mut tokens = 0;
        let fits = rest.iter().take_while(|sheet| {
            tokens += sheet.keys.len();
            tokens <= size
        });
        let count = fits.count().max(1);
        let (unit, after) = rest.split_at_mut(count);
        rest = after;
        for pass in &networks.passes {
            run_pass(networks, pass, unit, scratch, size);
        }
    }
}

fn run_pass(networks: &Networks, pass: &Pass, unit: &mut [Sheet], scratch: &mut Scratch, size: usize) {
    let encoder = &networks.encoders[pass.encoder];
    for place in pass.components.clone() {
        scratch.shares[place].clear();
    }
    let mut pieces = std::mem::take(&mut scratch.pieces);
    pieces.clear();
    for (sheet, document) in unit.iter().enumerate() {
        let length = document.keys.len();
        let starts = (0..length).step_by(size);
        pieces.extend(starts.map(|start| Piece { sheet, start, end: length.min(start + size) }));
    }
    // Either all pieces are whole documents, which fit together, or all are of one document.
    let batch = if unit.len() == 1 { 1 } else { pieces.len().max(1) };
    for batch in pieces.chunks(batch) {
        let cache = (&mut scratch.caches[pass.encoder], &mut scratch.encode);
        encoder.encode(unit, batch, networks.vectors.as_ref(), scratch.arch, cache, &mut scratch.vectors);
        for place in pass.components.clone() {
            let (vectors, scores) = (&scratch.vectors, &mut scratch.scores);
            match &networks.components[place].task {
                Task::Parse { scorer, .. } | Task::Entities { scorer, .. } => {
                    scorer.reduce(vectors, &mut scratch.shares[place].reduced);
                }
                Task::Tag { classifier, overwrite } => {
                    let mut places = Places::new(batch);
                    classifier.classify(vectors, scores, |label| {
                        set_label(places.next(unit), |sheet| &mut sheet.tags, label, *overwrite);
                    });
                }
                Task::Morph { classifier, overwrite } => {
                    let mut places = Places::new(batch);
                    classifier.classify(vectors, scores, |label| {
                        set_label(places.next(unit), |sheet| &mut sheet.morphs, label, *overwrite);
                    });
                }
                Task::Senter { classifier, overwrite } => {
                    let mut places = Places::new(batch);
                    classifier.classify(vectors, scores, |label| {
                        let Some((sheet, token)) = places.next(unit) else { return };
                        sheet.sent_start.resize(sheet.keys.len(), 0);
                        if sheet.sent_start[token] == 0 || *overwrite {
                            sheet.sent_start[token] = if label == 1 { 1 } else { -1 };
                        }
                    });
                }
            }
        }
    }
    scratch.pieces = pieces;
    for place in pass.components.clone() {
        let (arch, shares) = (scratch.arch, &mut scratch.shares[place]);
        match &networks.components[place].task {
            Task::Parse { scorer, system, labels } => {
                let (state, buffers) = (&mut scratch.state, &mut scratch.tree);
                arch.dispatch(ParseUnit { scorer, system, labels, shares, state, buffers, unit });
            }
            Task::Entities { scorer, system } => {
                arch.dispatch(FindUnit { scorer, system, shares, spans: &mut scratch.spans, unit });
            }
            _ => {}
        }
        if shares.reduced.capacity() > KEEP {
            shares.reduced = Vec::new();
        }
    }
}

/// Walks through the tokens of a batch's pieces.
struct Places<'p> {
    pieces: std::slice::Iter<'p, Piece>,
    sheet: usize,
    token: usize,
    end: usize,
}

impl<'p> Places<'p> {
    fn new(pieces: &'p [Piece]) -> Places<'p> {
        Places { pieces: pieces.iter(), sheet: 0, token: 0, end: 0 }
    }

    fn next<'s>(&mut self, sheets: &'s mut [Sheet]) -> Option<(&'s mut Sheet, usize)> {
        while self.token == self.end {
            let piece = self.pieces.next()?;
            (self.sheet, self.token, self.end) = (piece.sheet, piece.start, piece.end);
        }
        self.token += 1;
        Some((&mut sheets[self.sheet], self.token - 1))
    }
}

fn set_label(
    place: Option<(&mut Sheet, usize)>,
    column: impl Fn(&mut Sheet) -> &mut Vec<u32>,
    label: u32,
    overwrite: bool,
) {
    let Some((sheet, token)) = place else { return };
    let length = sheet.keys.len();
    let column = column(sheet);
    column.resize(length, NO_LABEL);
    if column[token] == NO_LABEL || overwrite {
        column[token] = label;
    }
}

struct ParseUnit<'a> {
    scorer: &'a Scorer,
    system: &'a ArcEager,
    labels: &'a ArcLabels,
    shares: &'a mut Shares,
    state: &'a mut State,
    buffers: &'a mut TreeBuffers,
    unit: &'a mut [Sheet],
}

impl WithSimd for ParseUnit<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, _: S) {
        let mut offset = 0;
        for sheet in self.unit {
            let length = sheet.keys.len();
            let place = (offset, length);
            self.system.parse(self.scorer, self.shares, self.state, place, &sheet.sent_start);
            offset += length;
            sheet.heads.clear();
            sheet.deps.clear();
            for token in 0..length {
                let (head, label) = self.state.arc(token).unwrap_or((token as u32, ROOT));
                sheet.heads.push(head);
                sheet.deps.push(label);
            }
            let keys = &sheet.keys;
            let (heads, deps) = (&mut sheet.heads, &mut sheet.deps);
            let is_space = |token: usize| keys[token].is_space;
            tree::finish(self.labels, heads, deps, is_space, &mut sheet.sent_start, self.buffers);
        }
    }
}

struct FindUnit<'a> {
    scorer: &'a Scorer,
    system: &'a Biluo,
    shares: &'a mut Shares,
    spans: &'a mut Vec<Span>,
    unit: &'a mut [Sheet],
}

impl WithSimd for FindUnit<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, _: S) {
        let mut offset = 0;
        for sheet in self.unit {
            self.spans.clear();
            let preset = Preset { keys: &sheet.keys, sent_start: &sheet.sent_start, ents: &sheet.ents };
            self.system.find(self.scorer, self.shares, offset, preset, self.spans);
            offset += sheet.keys.len();
            biluo::write(self.spans, sheet.keys.len(), &mut sheet.ents);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::passes;

    #[test]
    fn neighbours_with_one_encoder_share_a_pass() {
        let runs: Vec<_> =
            passes([0, 0, 1, 0].into_iter()).into_iter().map(|p| (p.encoder, p.components)).collect();
        assert_eq!(runs, [(0, 0..2), (1, 2..3), (0, 3..4)]);
    }
}
