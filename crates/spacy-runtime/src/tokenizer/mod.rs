//! spaCy's tokenizer, step by step as `tokenizer.pyx` takes them.
//!
//! A text is cut at blanks into chunks; a chunk is an exception, or its prefixes and suffixes are cut off
//! in turn, and what remains is an exception, one token, an address, or cut at its infixes. Exceptions that
//! the cutting would tear apart are put together at the end. The tokens of a chunk depend on nothing
//! else, so each thread keeps them in a [`ChunkCache`].

mod cache;
mod rules;
mod specials;

pub(crate) use cache::ChunkCache;

use crate::lexeme::Lexicon;
use crate::nn::TokenKey;
use crate::{Error, ModelFiles, chars};
use rules::Rules;
use specials::SpecialMatcher;

/// A tokenizer with its vocabulary's lexical attributes.
#[derive(Debug)]
pub(crate) struct Tokenizer {
    rules: Rules,
    specials: SpecialMatcher,
    lexicon: Lexicon,
}

/// A token that has no place in a text yet.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Piece {
    key: TokenKey,
    bytes: u32,
    chars: u32,
    /// Whether an exception that is looked for across tokens begins with this form.
    may_begin_special: bool,
}

/// The tokens of one text, in columns.
#[derive(Debug, Default)]
pub(crate) struct TokenColumns {
    /// `spacy` says whether a blank follows.
    pub(crate) keys: Vec<TokenKey>,
    pub(crate) start: Vec<u32>,
    pub(crate) end: Vec<u32>,
    pub(crate) char_start: Vec<u32>,
    /// Whether the first token comes from an exception that was put together at the end. spaCy marks the
    /// first token of a document as a sentence start while it tokenizes, and loses the mark there.
    pub(crate) first_is_joined: bool,
}

/// Where the next token goes, and whether exceptions have to be looked for at the end.
#[derive(Default)]
struct Cursor {
    byte: u32,
    char: u32,
    look_for_specials: bool,
}

impl Tokenizer {
    /// Reads `tokenizer` and the vocabulary.
    pub(crate) fn load(files: &ModelFiles) -> Result<Tokenizer, Error> {
        let mut tokenizer = Tokenizer {
            rules: Rules::load(files)?,
            specials: SpecialMatcher::default(),
            lexicon: Lexicon::load(files)?,
        };
        tokenizer.specials = SpecialMatcher::new(&tokenizer);
        Ok(tokenizer)
    }

    /// Cuts a text into tokens. At most 4 GiB are read: offsets are 32 bits wide.
    pub(crate) fn tokenize(&self, text: &str, cache: &mut ChunkCache) -> TokenColumns {
        let text = addressable(text);
        let mut columns = TokenColumns::default();
        let mut cursor = Cursor::default();
        self.for_each_chunk(text, |step| match step {
            Step::Chunk(chunk) => {
                for piece in cache.pieces(chunk, || self.cut(chunk, true)) {
                    columns.push(piece, &mut cursor);
                }
            }
            Step::Blank => {
                if let Some(key) = columns.keys.last_mut() {
                    key.spacy = true;
                }
                cursor.byte += 1;
                cursor.char += 1;
            }
        });
        if cursor.look_for_specials {
            self.specials.join(self, text, &mut columns);
        }
        columns
    }

    /// Cuts a text into runs of white space and runs of anything else; one blank between two runs
    /// belongs to neither.
    fn for_each_chunk<'t>(&self, text: &'t str, mut each: impl FnMut(Step<'t>)) {
        let mut start = 0;
        let Some(mut in_space) = text.chars().next().map(chars::is_space) else { return };
        for (at, c) in text.char_indices() {
            if chars::is_space(c) == in_space {
                continue;
            }
            if start < at {
                each(Step::Chunk(&text[start..at]));
            }
            start = at;
            if c == ' ' {
                each(Step::Blank);
                start += 1;
            }
            in_space = !in_space;
        }
        if start < text.len() {
            each(Step::Chunk(&text[start..]));
        }
    }

    /// The tokens of a chunk.
    fn cut(&self, chunk: &str, with_specials: bool) -> Vec<Piece> {
        let mut pieces = Vec::new();
        if with_specials && self.push_special(chunk, &mut pieces) {
            return pieces;
        }
        let is_special = |form: &str| with_specials && self.rules.special(form).is_some();
        let mut rest = chunk;
        let mut suffixes = Vec::new();
        let mut last_len = 0;
        while !rest.is_empty() && rest.len() != last_len {
            if self.rules.is_token(rest) || is_special(rest) {
                break;
            }
            last_len = rest.len();
            let prefix_len = self.rules.prefix_len(rest);
            let (prefix, without_prefix) = rest.split_at(prefix_len);
            if prefix_len > 0 && is_special(without_prefix) {
                pieces.push(self.piece(prefix));
                rest = without_prefix;
                break;
            }
            let suffix_len = self.rules.suffix_len(without_prefix);
            let (without_suffix, suffix) = rest.split_at(rest.len() - suffix_len);
            if suffix_len > 0 && is_special(without_suffix) {
                suffixes.push(self.piece(suffix));
                rest = without_suffix;
                break;
            }
            if prefix_len > 0 {
                pieces.push(self.piece(prefix));
            }
            if suffix_len > 0 {
                suffixes.push(self.piece(suffix));
            }
            rest = &rest[prefix_len..rest.len() - suffix_len];
        }
        let is_done = rest.is_empty() || (with_specials && self.push_special(rest, &mut pieces));
        if !is_done {
            if self.rules.is_token(rest) || self.rules.is_url(rest) {
                pieces.push(self.piece(rest));
            } else {
                self.cut_at_infixes(rest, &mut pieces);
            }
        }
        pieces.extend(suffixes.into_iter().rev());
        pieces
    }

    fn cut_at_infixes(&self, text: &str, pieces: &mut Vec<Piece>) {
        let mut start = 0;
        for infix in self.rules.infixes(text) {
            if infix.start == 0 {
                continue;
            }
            if infix.start != start {
                pieces.push(self.piece(&text[start..infix.start]));
            }
            if !infix.is_empty() {
                pieces.push(self.piece(&text[infix.clone()]));
            }
            start = infix.end;
        }
        if start < text.len() {
            pieces.push(self.piece(&text[start..]));
        }
    }

    fn push_special(&self, form: &str, pieces: &mut Vec<Piece>) -> bool {
        let Some(tokens) = self.rules.special(form) else { return false };
        pieces.extend(tokens.iter().map(|token| {
            let mut piece = self.piece(&token.form);
            piece.key.norm = token.norm.unwrap_or(piece.key.norm);
            piece
        }));
        true
    }

    fn piece(&self, form: &str) -> Piece {
        let key = self.lexicon.key(form);
        Piece {
            key,
            bytes: form.len() as u32,
            chars: form.chars().count() as u32,
            may_begin_special: self.specials.may_begin(key.orth),
        }
    }
}

/// The part of a text that 32-bit offsets reach.
fn addressable(text: &str) -> &str {
    if text.len() <= u32::MAX as usize {
        return text;
    }
    let end = (0..=u32::MAX as usize).rev().find(|&end| text.is_char_boundary(end)).unwrap_or(0);
    &text[..end]
}

/// What [`Tokenizer::for_each_chunk`] comes upon.
enum Step<'t> {
    Chunk(&'t str),
    Blank,
}

impl TokenColumns {
    fn push(&mut self, piece: &Piece, cursor: &mut Cursor) {
        self.keys.push(piece.key);
        self.start.push(cursor.byte);
        self.char_start.push(cursor.char);
        cursor.byte += piece.bytes;
        cursor.char += piece.chars;
        self.end.push(cursor.byte);
        cursor.look_for_specials |= piece.may_begin_special;
    }
}
