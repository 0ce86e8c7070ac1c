//! A parser that does not parse the same passage twice.
//!
//! The same agency copy comes in many outlets' words, and parsing is most of the work. A passage's tokens depend on
//! nothing but the passage, so they can be kept by its content.

use super::{Entity, Feats, Parser, Passage, Rel, Token, Upos};
use quick_cache::{Weighter, sync::Cache};
use sha2::{Digest, Sha256};
use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering},
};

/// How much a [`Remembering`] parser was asked, and how much of it was there already.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Reuse {
    /// Passages that were asked for.
    pub passages: u64,
    /// Those that had been parsed before.
    pub known_passages: u64,
    /// Tokens in all of them.
    pub tokens: u64,
    /// Tokens of those that had been parsed before.
    pub known_tokens: u64,
}

impl Reuse {
    /// The share of tokens that were not parsed again, 0 to 1.
    pub fn share(self) -> f64 {
        if self.tokens == 0 { 0.0 } else { self.known_tokens as f64 / self.tokens as f64 }
    }
}

impl std::ops::Add for Reuse {
    type Output = Reuse;

    fn add(self, other: Reuse) -> Reuse {
        Reuse {
            passages: self.passages + other.passages,
            known_passages: self.known_passages + other.known_passages,
            tokens: self.tokens + other.tokens,
            known_tokens: self.known_tokens + other.known_tokens,
        }
    }
}

/// Another parser, and the passages that it parsed last.
pub struct Remembering {
    parser: Box<dyn Parser>,
    kept: Cache<Key, Arc<Kept>, Weight>,
    passages: AtomicU64,
    known_passages: AtomicU64,
    tokens: AtomicU64,
    known_tokens: AtomicU64,
}

impl Remembering {
    /// Keeps the tokens of passages in about this many bytes (some 25 a token); those that were of use stay longest.
    pub fn new(parser: Box<dyn Parser>, bytes: usize) -> Remembering {
        // The estimate sizes a table and no more; passages are of a kilobyte or two.
        let kept = Cache::with_weighter(bytes / 1500 + 1, bytes as u64, Weight);
        Remembering {
            parser,
            kept,
            passages: AtomicU64::default(),
            known_passages: AtomicU64::default(),
            tokens: AtomicU64::default(),
            known_tokens: AtomicU64::default(),
        }
    }

    fn count(&self, passages: &AtomicU64, tokens: &AtomicU64, parsed: &[Token]) {
        passages.fetch_add(1, Ordering::Relaxed);
        tokens.fetch_add(parsed.len() as u64, Ordering::Relaxed);
    }
}

impl Parser for Remembering {
    fn parse(&self, passages: &[Passage]) -> Vec<Vec<Token>> {
        let keys: Vec<Key> = passages.iter().map(key).collect();
        let mut parsed: Vec<Option<Vec<Token>>> = keys
            .iter()
            .zip(passages)
            .map(|(key, passage)| self.kept.get(key).map(|kept| kept.tokens(&passage.text)))
            .collect();
        for known in parsed.iter().flatten() {
            self.count(&self.known_passages, &self.known_tokens, known);
        }
        let missing: Vec<usize> = (0..passages.len()).filter(|at| parsed[*at].is_none()).collect();
        let unknown: Vec<Passage> = missing.iter().map(|at| passages[*at].clone()).collect();
        for (at, tokens) in missing.into_iter().zip(self.parser.parse(&unknown)) {
            if let Some(kept) = Kept::of(&passages[at].text, &tokens) {
                self.kept.insert(keys[at], Arc::new(kept));
            }
            parsed[at] = Some(tokens);
        }
        let parsed: Vec<Vec<Token>> = parsed.into_iter().map(Option::unwrap_or_default).collect();
        for tokens in &parsed {
            self.count(&self.passages, &self.tokens, tokens);
        }
        parsed
    }

    fn reuse(&self) -> Reuse {
        let of = |count: &AtomicU64| count.load(Ordering::Relaxed);
        Reuse {
            passages: of(&self.passages),
            known_passages: of(&self.known_passages),
            tokens: of(&self.tokens),
            known_tokens: of(&self.known_tokens),
        }
    }
}

/// A digest of a passage and of what is known of it beforehand. Cryptographic: nobody can write a passage that gets another's
/// tokens.
type Key = [u8; 16];

fn key(passage: &Passage) -> Key {
    let mut digest = Sha256::new();
    digest.update((passage.text.len() as u64).to_le_bytes());
    digest.update(passage.text.as_bytes());
    for range in &passage.unbroken {
        digest.update((range.start as u64).to_le_bytes());
        digest.update((range.end as u64).to_le_bytes());
    }
    let mut key = Key::default();
    key.copy_from_slice(&digest.finalize()[..16]);
    key
}

/// The tokens of a passage without what the passage itself tells.
#[derive(Debug)]
struct Kept {
    tokens: Box<[Small]>,
    /// The lemmas that are not the word in lower case, one behind the other.
    lemmas: Box<str>,
}

#[derive(Debug)]
struct Small {
    start: u32,
    end: u32,
    head: u32,
    /// Bytes of the lemma in [`Kept::lemmas`]; [`AS_THE_WORD`] where it is not there.
    lemma: u16,
    upos: Upos,
    feats: Feats,
    rel: Rel,
    entity: Option<Entity>,
    starts_sentence: bool,
}

const AS_THE_WORD: u16 = u16::MAX;

impl Kept {
    /// `None` for tokens that say other words than their passage, or more than the small form holds.
    fn of(text: &str, tokens: &[Token]) -> Option<Kept> {
        let starts = starts(text);
        let mut lemmas = String::new();
        let tokens = tokens
            .iter()
            .map(|token| {
                let word = text.get(*starts.get(token.at.start)?..*starts.get(token.at.end)?)?;
                if word != token.text || word.to_lowercase() != token.lower {
                    return None;
                }
                let lemma = if token.lemma == token.lower {
                    AS_THE_WORD
                } else {
                    lemmas.push_str(&token.lemma);
                    u16::try_from(token.lemma.len()).ok().filter(|length| *length != AS_THE_WORD)?
                };
                Some(Small {
                    start: u32::try_from(token.at.start).ok()?,
                    end: u32::try_from(token.at.end).ok()?,
                    head: u32::try_from(token.head).ok()?,
                    lemma,
                    upos: token.upos,
                    feats: token.feats,
                    rel: token.rel,
                    entity: token.entity,
                    starts_sentence: token.starts_sentence,
                })
            })
            .collect::<Option<_>>()?;
        Some(Kept { tokens, lemmas: lemmas.into_boxed_str() })
    }

    fn tokens(&self, text: &str) -> Vec<Token> {
        let starts = starts(text);
        let mut lemmas = &*self.lemmas;
        self.tokens
            .iter()
            .map(|small| {
                let at = small.start as usize..small.end as usize;
                let word = &text[starts[at.start]..starts[at.end]];
                let lower = word.to_lowercase();
                let lemma = if small.lemma == AS_THE_WORD {
                    lower.clone()
                } else {
                    let (lemma, rest) = lemmas.split_at(small.lemma as usize);
                    lemmas = rest;
                    lemma.to_owned()
                };
                Token {
                    at,
                    text: word.to_owned(),
                    lower,
                    lemma,
                    upos: small.upos,
                    feats: small.feats,
                    head: small.head as usize,
                    rel: small.rel,
                    entity: small.entity,
                    starts_sentence: small.starts_sentence,
                }
            })
            .collect()
    }
}

/// The byte where each code point of a text starts, and the text's end.
fn starts(text: &str) -> Vec<usize> {
    text.char_indices().map(|(at, _)| at).chain(std::iter::once(text.len())).collect()
}

/// Bytes that an entry takes, with its place in the table.
#[derive(Debug, Clone)]
struct Weight;

impl Weighter<Key, Arc<Kept>> for Weight {
    fn weight(&self, _: &Key, kept: &Arc<Kept>) -> u64 {
        let tokens = std::mem::size_of_val(&*kept.tokens);
        (tokens + kept.lemmas.len() + 120) as u64
    }
}

#[cfg(test)]
mod tests {
    use super::{Kept, Parser, Passage, Remembering, Token};
    use crate::parse::{Feats, Rel, Upos};
    use std::sync::Mutex;

    /// Cuts at spaces and remembers what it was asked.
    struct Words(&'static Mutex<Vec<String>>);

    impl Parser for Words {
        fn parse(&self, passages: &[Passage]) -> Vec<Vec<Token>> {
            self.0.lock().unwrap().extend(passages.iter().map(|passage| passage.text.clone()));
            passages.iter().map(|passage| tokens(&passage.text)).collect()
        }
    }

    fn tokens(text: &str) -> Vec<Token> {
        let mut start = 0;
        text.split(' ')
            .map(|word| {
                let at = start..start + word.chars().count();
                start = at.end + 1;
                Token {
                    at,
                    text: word.to_owned(),
                    lower: word.to_lowercase(),
                    lemma: word.to_lowercase().trim_end_matches('s').to_owned(),
                    upos: Upos::Noun,
                    feats: Feats::default(),
                    head: 0,
                    rel: Rel::Dep,
                    entity: None,
                    starts_sentence: false,
                }
            })
            .collect()
    }

    fn passage(text: &str) -> Passage {
        Passage { text: text.to_owned(), unbroken: Vec::new() }
    }

    #[test]
    fn what_is_kept_gives_the_same_tokens() {
        for text in ["Élus et ÉLUES d'İstanbul réunis", "", " "] {
            let tokens = tokens(text);
            assert_eq!(Kept::of(text, &tokens).unwrap().tokens(text), tokens, "{text}");
        }
    }

    #[test]
    fn tokens_of_other_words_than_the_passage_are_not_kept() {
        assert!(Kept::of("du pain", &tokens("de le pain")).is_none());
    }

    #[test]
    fn a_passage_is_parsed_once_in_whatever_company_it_comes() {
        static ASKED: Mutex<Vec<String>> = Mutex::new(Vec::new());
        let parser = Remembering::new(Box::new(Words(&ASKED)), 100_000);
        let (one, two, three) = (passage("les élus"), passage("des mots"), passage("fin"));
        let first = parser.parse(&[one.clone(), two.clone()]);
        let second = parser.parse(&[three, two, one]);
        assert_eq!(*ASKED.lock().unwrap(), ["les élus", "des mots", "fin"]);
        assert_eq!((&second[2], &second[1]), (&first[0], &first[1]));
        let reuse = parser.reuse();
        assert_eq!((reuse.passages, reuse.known_passages, reuse.tokens, reuse.known_tokens), (5, 2, 9, 4));
    }

    #[test]
    fn what_is_known_beforehand_is_part_of_the_passage() {
        static ASKED: Mutex<Vec<String>> = Mutex::new(Vec::new());
        let parser = Remembering::new(Box::new(Words(&ASKED)), 100_000);
        let quoted = Passage { unbroken: std::iter::once(1..4).collect(), ..passage("les élus") };
        parser.parse(&[passage("les élus")]);
        parser.parse(&[quoted]);
        assert_eq!(ASKED.lock().unwrap().len(), 2);
    }

    #[test]
    fn memory_is_bounded() {
        static ASKED: Mutex<Vec<String>> = Mutex::new(Vec::new());
        let parser = Remembering::new(Box::new(Words(&ASKED)), 20_000);
        for number in 0..2000 {
            parser.parse(&[passage(&format!("le numéro {number} des comptes"))]);
        }
        assert!(parser.kept.weight() <= 20_000, "{}", parser.kept.weight());
        assert!(parser.kept.len() > 20);
    }
}
