//! The arc-eager transition system of the dependency parser (`_parser_internals/arc_eager.pyx`, `_state.pxd`).

use super::NnError;
use super::moves::{Move, parse_moves};
use super::scorer::{Scorer, Shares};
use serde::{Deserialize, Serialize};

/// The kinds of moves, numbered as in spaCy's files.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
enum Kind {
    Shift = 0,
    Reduce = 1,
    Left = 2,
    Right = 3,
    Break = 4,
}

const KINDS: [Kind; 5] = [Kind::Shift, Kind::Reduce, Kind::Left, Kind::Right, Kind::Break];

/// Label that marks parts of one word; only adjacent tokens may bear it.
const SUBTOKEN: &str = "subtok";

/// Consecutive moves of one kind.
#[derive(Debug, Serialize, Deserialize)]
struct Run {
    kind: Kind,
    start: usize,
    end: usize,
    /// Are these arcs allowed between neighbours only?
    adjacent: bool,
}

/// The moves of one parser.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct ArcEager {
    runs: Vec<Run>,
    /// For each move, its kind and the raw label's index.
    moves: Vec<(Kind, u32)>,
}

impl ArcEager {
    /// Reads the parser's `moves`. `label` numbers the labels.
    pub(crate) fn load(
        file: &str,
        bytes: &[u8],
        mut label: impl FnMut(&str) -> u32,
    ) -> Result<ArcEager, NnError> {
        let moves = parse_moves(file, bytes, KINDS.len() as u8, |_, _| false)?;
        let kind = |m: &Move| KINDS[m.kind as usize];
        let mut runs: Vec<Run> = Vec::new();
        for (place, m) in moves.iter().enumerate() {
            let (kind, adjacent) = (kind(m), m.label == SUBTOKEN);
            match runs.last_mut() {
                Some(run) if run.kind == kind && run.adjacent == adjacent => run.end = place + 1,
                _ => runs.push(Run { kind, start: place, end: place + 1, adjacent }),
            }
        }
        let moves = moves.iter().map(|m| (kind(m), label(&m.label))).collect();
        Ok(ArcEager { runs, moves })
    }

    /// The number of moves.
    pub(crate) fn len(&self) -> usize {
        self.moves.len()
    }

    /// Parses one document greedily. Its tokens begin at `offset` in the run that `shares` holds, `preset` are
    /// its sentence starts (empty: none). Heads and labels are left in `state`.
    #[inline(always)]
    pub(crate) fn parse(
        &self,
        scorer: &Scorer,
        shares: &mut Shares,
        state: &mut State,
        (offset, length): (usize, usize),
        preset: &[i8],
    ) {
        state.reset(length);
        let mut features = [0i32; 13];
        let features = &mut features[..scorer.features()];
        while !state.is_final() {
            state.features(offset, features);
            let front = offset + (state.next + 1).min(length - 1);
            let scores = shares.score(scorer, features, front);
            match self.best(scores, state, preset) {
                Some(best) => state.apply(self.moves[best].0, self.moves[best].1),
                None => state.give_up(),
            }
        }
    }

    /// The first of the best-scored valid moves.
    #[inline(always)]
    fn best(&self, scores: &[f32], state: &State, preset: &[i8]) -> Option<usize> {
        let valid = state.valid(preset);
        let mut best = None;
        let mut highest = f32::NEG_INFINITY;
        for run in &self.runs {
            if !valid[run.kind as usize] || (run.adjacent && !state.adjacent()) {
                continue;
            }
            for (place, score) in scores[run.start..run.end].iter().enumerate() {
                if *score > highest || best.is_none() {
                    highest = *score;
                    best = Some(run.start + place);
                }
            }
        }
        best
    }
}

/// What is known of one token.
#[derive(Debug, Clone, Copy)]
struct Token {
    head: i32,
    label: u32,
    /// The arcs from a head form one list to each side, last added first.
    last_left: i32,
    last_right: i32,
    /// The arc added before this token's to the same side of the same head.
    previous: i32,
    shifted: bool,
    starts: bool,
}

const BLANK: Token =
    Token { head: -1, label: 0, last_left: -1, last_right: -1, previous: -1, shifted: false, starts: false };

/// A parser state; its buffers are reused from document to document.
#[derive(Debug, Default)]
pub(crate) struct State {
    tokens: Vec<Token>,
    stack: Vec<u32>,
    /// Tokens that were put back, the next one last.
    returned: Vec<u32>,
    /// The first token of the buffer proper.
    next: usize,
}

impl State {
    fn reset(&mut self, length: usize) {
        self.tokens.clear();
        self.tokens.resize(length, BLANK);
        self.stack.clear();
        self.returned.clear();
        self.next = 0;
    }

    /// The head of a token and the raw label of the arc, if it got one.
    pub(crate) fn arc(&self, token: usize) -> Option<(u32, u32)> {
        let token = &self.tokens[token];
        u32::try_from(token.head).ok().map(|head| (head, token.label))
    }

    #[inline(always)]
    fn is_final(&self) -> bool {
        self.stack.is_empty() && self.returned.is_empty() && self.next >= self.tokens.len()
    }

    /// The `n`-th token of the stack from its top, or −1.
    #[inline(always)]
    fn s(&self, n: usize) -> i32 {
        match self.stack.len().checked_sub(n + 1) {
            Some(place) => self.stack[place] as i32,
            None => -1,
        }
    }

    /// The `n`-th token of the buffer, or −1.
    #[inline(always)]
    fn b(&self, n: usize) -> i32 {
        match self.returned.len().checked_sub(n + 1) {
            Some(place) => self.returned[place] as i32,
            None => {
                let token = self.next + n - self.returned.len();
                if token < self.tokens.len() { token as i32 } else { -1 }
            }
        }
    }

    #[inline(always)]
    fn buffer_length(&self) -> usize {
        self.tokens.len() - self.next + self.returned.len()
    }

    /// The last dependent added to a head's left, or with `back` 1 the one before it.
    #[inline(always)]
    fn left(&self, head: i32, back: usize) -> i32 {
        self.dependent(head, back, |token| token.last_left)
    }

    #[inline(always)]
    fn right(&self, head: i32, back: usize) -> i32 {
        self.dependent(head, back, |token| token.last_right)
    }

    #[inline(always)]
    fn dependent(&self, head: i32, back: usize, last: impl Fn(&Token) -> i32) -> i32 {
        let Ok(head) = usize::try_from(head) else { return -1 };
        let mut dependent = last(&self.tokens[head]);
        for _ in 0..back {
            match usize::try_from(dependent) {
                Ok(token) => dependent = self.tokens[token].previous,
                Err(_) => return -1,
            }
        }
        dependent
    }

    #[inline(always)]
    fn features(&self, offset: usize, out: &mut [i32]) {
        let (b0, s0, s1) = (self.b(0), self.s(0), self.s(1));
        if out.len() == 8 {
            out.copy_from_slice(&[
                b0,
                self.b(1),
                s0,
                s1,
                self.s(2),
                self.left(b0, 0),
                self.left(s0, 0),
                self.right(s0, 0),
            ]);
        } else {
            // Position 6 is S0's right dependent: spaCy writes its second left dependent there first.
            out.copy_from_slice(&[
                b0,
                self.b(1),
                s0,
                s1,
                self.s(2),
                self.left(s0, 0),
                self.right(s0, 0),
                self.left(b0, 0),
                self.right(s0, 1),
                self.left(s1, 0),
                self.left(s1, 1),
                self.right(s1, 0),
                self.right(s1, 1),
            ]);
        }
        for token in out {
            if *token >= 0 {
                *token += offset as i32;
            }
        }
    }

    /// Does a sentence start at this token, by what was preset or by a move?
    #[inline(always)]
    fn starts(&self, token: i32, preset: &[i8]) -> bool {
        let Ok(token) = usize::try_from(token) else { return false };
        self.tokens[token].starts || preset.get(token) == Some(&1)
    }

    #[inline(always)]
    fn cannot_start(&self, token: i32, preset: &[i8]) -> bool {
        usize::try_from(token).is_ok_and(|token| preset.get(token) == Some(&-1))
    }

    /// Is the top of the stack just before the buffer?
    #[inline(always)]
    fn adjacent(&self) -> bool {
        self.s(0) == self.b(0) - 1
    }

    /// Which kinds of moves are allowed.
    #[inline(always)]
    fn valid(&self, preset: &[i8]) -> [bool; 5] {
        let (depth, rest, b0) = (self.stack.len(), self.buffer_length(), self.b(0));
        let starts = self.starts(b0, preset);
        let shift = depth == 0
            || (rest >= 2 && !starts && !usize::try_from(b0).is_ok_and(|token| self.tokens[token].shifted));
        let reduce = depth > 0 && (rest == 0 || depth > 1 || !self.cannot_start(b0, preset));
        let arc = depth > 0 && rest > 0 && !starts;
        let b1 = self.b(1);
        let split = rest >= 2 && b1 == b0 + 1 && !self.starts(b1, preset) && !self.cannot_start(b1, preset);
        [shift, reduce, arc, arc, split]
    }

    #[inline(always)]
    fn apply(&mut self, kind: Kind, label: u32) {
        match kind {
            Kind::Shift => self.push(),
            Kind::Reduce => {
                let Some(s0) = self.stack.pop() else { return };
                if self.tokens[s0 as usize].head < 0 && !self.stack.is_empty() {
                    self.tokens[s0 as usize].shifted = true;
                    self.returned.push(s0);
                }
            }
            Kind::Left => {
                let b0 = self.b(0);
                if let Some(s0) = self.stack.pop() {
                    self.attach(b0 as usize, s0 as usize, label);
                    self.tokens[b0 as usize].shifted = false;
                }
            }
            Kind::Right => {
                let (s0, b0) = (self.s(0), self.b(0));
                self.attach(s0 as usize, b0 as usize, label);
                self.push();
            }
            Kind::Break => {
                let b1 = self.b(1);
                self.tokens[b1 as usize].starts = true;
            }
        }
    }

    #[inline(always)]
    fn push(&mut self) {
        match self.returned.pop() {
            Some(token) => self.stack.push(token),
            None => {
                self.stack.push(self.next as u32);
                self.next += 1;
            }
        }
    }

    /// Adds an arc, taking the dependent from the head that it may have. That arc is always the last one to
    /// the right of the old head: the dependent has been on the stack above it ever since.
    #[inline(always)]
    fn attach(&mut self, head: usize, dependent: usize, label: u32) {
        if let Ok(old) = usize::try_from(self.tokens[dependent].head) {
            self.tokens[old].last_right = self.tokens[dependent].previous;
        }
        let last = if head > dependent {
            &mut self.tokens[head].last_left
        } else {
            &mut self.tokens[head].last_right
        };
        let previous = std::mem::replace(last, dependent as i32);
        let token = &mut self.tokens[dependent];
        token.previous = previous;
        token.head = head as i32;
        token.label = label;
    }

    /// No move is valid: spaCy ends the parse.
    fn give_up(&mut self) {
        self.stack.clear();
        self.returned.clear();
        self.next = self.tokens.len();
    }
}
