//! The BILUO transition system of the NER (`_parser_internals/ner.pyx`).

use super::moves::parse_moves;
use super::scorer::{Scorer, Shares};
use super::{Iob, NO_LABEL, NnError, TokenKey};
use serde::{Deserialize, Serialize};

/// The kinds of moves, numbered as in spaCy's files.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
enum Kind {
    Missing = 0,
    Begin = 1,
    Inside = 2,
    Last = 3,
    Unit = 4,
    Out = 5,
}

const KINDS: [Kind; 6] = [Kind::Missing, Kind::Begin, Kind::Inside, Kind::Last, Kind::Unit, Kind::Out];

/// The moves of one NER.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Biluo {
    /// For each move, its kind and its label ([`NO_LABEL`] for none).
    moves: Vec<(Kind, u32)>,
}

/// What is preset of one document; an empty column presets nothing.
#[derive(Clone, Copy)]
pub(crate) struct Preset<'a> {
    pub keys: &'a [TokenKey],
    pub sent_start: &'a [i8],
    pub ents: &'a [(Iob, u32)],
}

impl Preset<'_> {
    fn entity(&self, token: usize) -> (Iob, u32) {
        self.ents.get(token).copied().unwrap_or((Iob::Missing, NO_LABEL))
    }

    fn starts(&self, token: usize) -> bool {
        self.sent_start.get(token) == Some(&1)
    }

    fn space(&self, token: usize) -> bool {
        self.keys.get(token).is_some_and(|key| key.is_space)
    }
}

/// An entity found: first token, one past the last, label.
pub(crate) type Span = (usize, usize, u32);

impl Biluo {
    /// Reads the NER's `moves`. `label` numbers the labels.
    pub(crate) fn load(
        file: &str,
        bytes: &[u8],
        mut label: impl FnMut(&str) -> u32,
    ) -> Result<Biluo, NnError> {
        let (missing, out) = (Kind::Missing as u8, Kind::Out as u8);
        let skip = |kind: u8, label: &str| kind == missing || (kind == out && !label.is_empty());
        let moves = parse_moves(file, bytes, KINDS.len() as u8, skip)?;
        let number = |m: &str, label: &mut dyn FnMut(&str) -> u32| {
            if m.is_empty() { NO_LABEL } else { label(m) }
        };
        let moves = moves.iter().map(|m| (KINDS[m.kind as usize], number(&m.label, &mut label))).collect();
        Ok(Biluo { moves })
    }

    /// The number of moves.
    pub(crate) fn len(&self) -> usize {
        self.moves.len()
    }

    /// Finds one document's entities greedily. Its tokens begin at `offset` in the run that `shares` holds.
    #[inline(always)]
    pub(crate) fn find(
        &self,
        scorer: &Scorer,
        shares: &mut Shares,
        offset: usize,
        preset: Preset,
        spans: &mut Vec<Span>,
    ) {
        let length = preset.keys.len();
        let mut open: Option<(usize, u32)> = None;
        // spaCy's features keep the last entity in view by its start only while it is open.
        let mut features = [-1i32; 6];
        let features = &mut features[..scorer.features()];
        let mut token = 0;
        while token < length {
            self.features(token, open, offset, features);
            let scores = shares.score(scorer, features, offset + token);
            let Some((kind, label)) = self.best(scores, token, open, preset) else {
                // No move is valid: spaCy ends here.
                return;
            };
            match kind {
                Kind::Begin => open = Some((token, label)),
                Kind::Last => {
                    if let Some((start, label)) = open.take() {
                        spans.push((start, token + 1, label));
                    }
                }
                Kind::Unit => spans.push((token, token + 1, label)),
                Kind::Missing | Kind::Inside | Kind::Out => {}
            }
            token += 1;
        }
    }

    #[inline(always)]
    fn features(&self, token: usize, open: Option<(usize, u32)>, offset: usize, out: &mut [i32]) {
        let at = |token: usize| (token + offset) as i32;
        out.fill(-1);
        out[0] = at(token);
        let Some((start, _)) = open else { return };
        if out.len() == 3 {
            out[1] = at(start);
            out[2] = at(token - 1);
        } else {
            for (place, inside) in out[1..].iter_mut().zip(start..token) {
                *place = at(inside);
            }
        }
    }

    /// The first of the best-scored valid moves.
    #[inline(always)]
    fn best(
        &self,
        scores: &[f32],
        token: usize,
        open: Option<(usize, u32)>,
        preset: Preset,
    ) -> Option<(Kind, u32)> {
        let length = preset.keys.len();
        let (iob, entity) = preset.entity(token);
        let (next_iob, next_starts) = match token + 1 < length {
            true => (preset.entity(token + 1).0, preset.starts(token + 1)),
            false => (Iob::Missing, false),
        };
        let last = token + 1 == length;
        let space = preset.space(token);
        let valid = |kind: Kind, label: u32| match kind {
            Kind::Missing => false,
            Kind::Begin => {
                if open.is_some() || last || label == NO_LABEL || iob == Iob::Inside {
                    false
                } else if iob == Iob::Begin {
                    label == entity && next_iob == Iob::Inside
                } else {
                    next_iob != Iob::Begin && !next_starts && !space
                }
            }
            Kind::Inside => match open {
                Some((_, opened)) => {
                    if last || label != opened || iob == Iob::Begin || next_iob == Iob::Begin {
                        false
                    } else if iob == Iob::Inside {
                        !matches!(next_iob, Iob::Missing | Iob::Outside) && label == entity
                    } else {
                        !next_starts
                    }
                }
                None => false,
            },
            Kind::Last => match open {
                Some((_, opened)) => {
                    if label == NO_LABEL {
                        false
                    } else if iob == Iob::Inside && next_iob != Iob::Inside {
                        label == entity
                    } else {
                        label == opened && next_iob != Iob::Inside
                    }
                }
                None => false,
            },
            Kind::Unit => {
                if label == NO_LABEL {
                    entity == NO_LABEL && iob == Iob::Begin
                } else if open.is_some() || next_iob == Iob::Inside {
                    false
                } else if iob == Iob::Begin {
                    label == entity
                } else {
                    !space
                }
            }
            Kind::Out => open.is_none() && iob != Iob::Begin && iob != Iob::Inside,
        };
        let mut best: Option<usize> = None;
        for (place, (kind, label)) in self.moves.iter().enumerate() {
            if valid(*kind, *label) && best.is_none_or(|best| scores[place] > scores[best]) {
                best = Some(place);
            }
        }
        best.map(|place| self.moves[place])
    }
}

/// Writes entities into a column as spaCy's `set_ents` with `default="unmodified"` does, then `O` for what is
/// still unknown.
pub(crate) fn write(spans: &[Span], length: usize, ents: &mut Vec<(Iob, u32)>) {
    ents.resize(length, (Iob::Missing, NO_LABEL));
    for (start, end, label) in spans {
        for (place, token) in ents[*start..*end].iter_mut().enumerate() {
            *token = (if place == 0 { Iob::Begin } else { Iob::Inside }, *label);
        }
    }
    for token in ents {
        if token.0 == Iob::Missing {
            token.0 = Iob::Outside;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_become_iob() {
        let mut ents = Vec::new();
        write(&[(1, 3, 5), (3, 4, 6)], 5, &mut ents);
        let expected = [
            (Iob::Outside, NO_LABEL),
            (Iob::Begin, 5),
            (Iob::Inside, 5),
            (Iob::Begin, 6),
            (Iob::Outside, NO_LABEL),
        ];
        assert_eq!(ents, expected);
    }

    fn system() -> Biluo {
        let moves = vec![
            (Kind::Begin, 0),
            (Kind::Begin, 1),
            (Kind::Inside, 0),
            (Kind::Inside, 1),
            (Kind::Last, 0),
            (Kind::Last, 1),
            (Kind::Unit, 0),
            (Kind::Unit, NO_LABEL),
            (Kind::Out, NO_LABEL),
        ];
        Biluo { moves }
    }

    #[test]
    fn an_entity_neither_crosses_sentences_nor_starts_on_space() {
        let keys = vec![TokenKey::default(); 3];
        let preset = Preset { keys: &keys, sent_start: &[1, 1, -1], ents: &[] };
        let scores = [9.0, 8.0, 7.0, 6.0, 5.0, 4.0, 3.0, 99.0, 0.0];
        assert_eq!(system().best(&scores, 0, None, preset), Some((Kind::Unit, 0)));
        assert_eq!(system().best(&scores, 1, None, preset), Some((Kind::Begin, 0)));
        assert_eq!(system().best(&scores, 1, Some((0, 1)), preset), Some((Kind::Inside, 1)));
        assert_eq!(system().best(&scores, 2, Some((0, 1)), preset), Some((Kind::Last, 1)));
        let spaces = vec![TokenKey { is_space: true, ..TokenKey::default() }; 2];
        let preset = Preset { keys: &spaces, sent_start: &[], ents: &[] };
        assert_eq!(system().best(&scores, 0, None, preset), Some((Kind::Out, NO_LABEL)));
    }

    #[test]
    fn preset_entities_bind() {
        let keys = vec![TokenKey::default(); 3];
        let ents = [(Iob::Begin, 1), (Iob::Inside, 1), (Iob::Begin, NO_LABEL)];
        let preset = Preset { keys: &keys, sent_start: &[], ents: &ents };
        let scores = [9.0, 1.0, 7.0, 6.0, 5.0, 4.0, 30.0, 0.0, 20.0];
        assert_eq!(system().best(&scores, 0, None, preset), Some((Kind::Begin, 1)));
        assert_eq!(system().best(&scores, 1, Some((0, 1)), preset), Some((Kind::Last, 1)));
        assert_eq!(system().best(&scores, 2, None, preset), Some((Kind::Unit, NO_LABEL)));
    }
}
