//! A document as the networks see it: hashes in, label indices out.

/// A label column's value where nothing has been said.
pub const NO_LABEL: u32 = u32::MAX;

/// What the embeddings see of one token. Ids are spaCy's string hashes (MurmurHash64A, seed 1; 0 is the empty string).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct TokenKey {
    /// The token's norm (the tokenizer's exceptions may set it, else the lexeme's).
    pub norm: u64,
    /// First character.
    pub prefix: u64,
    /// Last three characters.
    pub suffix: u64,
    /// Word shape.
    pub shape: u64,
    /// Lower-cased form.
    pub lower: u64,
    /// The form itself.
    pub orth: u64,
    /// Row in the vectors' table, or −1.
    pub vector_row: i32,
    /// Is the token followed by a space?
    pub spacy: bool,
    /// Does the token consist of white space?
    pub is_space: bool,
}

/// Where a token stands in an entity, numbered as spaCy's `ent_iob`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[repr(u8)]
pub enum Iob {
    /// Nothing is known.
    #[default]
    Missing = 0,
    /// Inside.
    Inside = 1,
    /// Outside.
    Outside = 2,
    /// First token.
    Begin = 3,
}

/// One document's columns. All are as long as `keys`, or empty: an empty output column is filled by
/// [`super::Networks::annotate`] when a component writes it, an empty input column stands for "nothing preset".
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Sheet {
    /// The tokens.
    pub keys: Vec<TokenKey>,
    /// Sentence starts: 0 unknown, 1 starts, −1 must not start. Read and written by the parser and the senter.
    pub sent_start: Vec<i8>,
    /// Indices into [`super::Labels::tags`].
    pub tags: Vec<u32>,
    /// Indices into [`super::Labels::morphs`].
    pub morphs: Vec<u32>,
    /// The index of each token's head in this document; a root is its own head.
    pub heads: Vec<u32>,
    /// Indices into [`super::Labels::deps`].
    pub deps: Vec<u32>,
    /// Entities as IOB and index into [`super::Labels::ents`] ([`NO_LABEL`] outside). Read and written by the NER.
    pub ents: Vec<(Iob, u32)>,
}

impl Sheet {
    /// A sheet with nothing preset.
    pub fn new(keys: Vec<TokenKey>) -> Sheet {
        Sheet { keys, ..Sheet::default() }
    }
}
