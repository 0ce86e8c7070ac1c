//! A parser that is wrong in every way its seed says.

use reading::parse::{Entity, Feats, Parser, Passage, Rel, Token, Upos};

/// Tokens with heads, classes, features and relations by chance. The same passage gets the same parse, in whatever company it comes.
pub struct Nonsense {
    seed: u64,
    /// Whether marks and elided words are tokens of their own, and marks known as such.
    parts_marks: bool,
}

const CLASSES: &[Upos] = &[
    Upos::Verb,
    Upos::Noun,
    Upos::Propn,
    Upos::Det,
    Upos::Adp,
    Upos::Pron,
    Upos::Aux,
    Upos::Punct,
    Upos::Adj,
    Upos::Sconj,
    Upos::Adv,
    Upos::Num,
];
const RELATIONS: &[Rel] = &[
    Rel::Nsubj,
    Rel::Obj,
    Rel::Ccomp,
    Rel::Conj,
    Rel::Nmod,
    Rel::Case,
    Rel::Det,
    Rel::Appos,
    Rel::AclRelcl,
    Rel::Advcl,
    Rel::Xcomp,
    Rel::Obl,
    Rel::Mark,
    Rel::Root,
];
const FEATS: &[&str] =
    &["VerbForm=Fin|Mood=Ind", "VerbForm=Inf", "VerbForm=Part|Tense=Pres", "Number=Plur|Gender=Fem", ""];

impl Parser for Nonsense {
    fn parse(&self, passages: &[Passage]) -> Vec<Vec<Token>> {
        passages.iter().map(|passage| self.tokens(&passage.text)).collect()
    }
}

impl Nonsense {
    /// Tokens cut at spaces and marks.
    pub fn new(seed: u64) -> Nonsense {
        Nonsense { seed, parts_marks: true }
    }

    /// Tokens cut at spaces alone: marks hang on words, and one that stands alone may be of any class.
    pub fn glued(seed: u64) -> Nonsense {
        Nonsense { seed, parts_marks: false }
    }

    fn tokens(&self, text: &str) -> Vec<Token> {
        let mut state = text
            .bytes()
            .fold(self.seed | 1, |state, byte| (state ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3));
        let mut next = |most: usize| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 33) as usize % most.max(1)
        };
        let chars: Vec<char> = text.chars().collect();
        let mut words = Vec::new();
        let mut start = 0;
        for at in 0..=chars.len() {
            let mark = self.parts_marks
                && chars.get(at).is_some_and(|c| matches!(c, ',' | '.' | ':' | '«' | '»' | '“' | '”' | '"'));
            if at == chars.len() || chars[at] == ' ' || mark {
                if at > start {
                    words.push(start..at);
                }
                if mark {
                    words.push(at..at + 1);
                }
                start = at + 1;
            } else if self.parts_marks && chars[at] == '\'' {
                words.push(start..at + 1);
                start = at + 1;
            }
        }
        let count = words.len();
        words
            .into_iter()
            .map(|at| {
                let text: String = chars[at.clone()].iter().collect();
                let is_mark = self.parts_marks && text.chars().all(|c| !c.is_alphanumeric());
                Token {
                    lower: text.to_lowercase(),
                    lemma: text.to_lowercase(),
                    text,
                    upos: if is_mark { Upos::Punct } else { CLASSES[next(CLASSES.len())] },
                    feats: Feats::from_ud(FEATS[next(FEATS.len())]),
                    head: next(count),
                    rel: RELATIONS[next(RELATIONS.len())],
                    entity: None::<Entity>,
                    starts_sentence: next(9) == 0,
                    at,
                }
            })
            .collect()
    }
}
