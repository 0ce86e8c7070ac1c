//! Saved parses: CoNLL-U in, tokens out. What tests, other parsers and languages without a model read from.

use super::{Entity, EntityKind, Feats, Parser, Passage, Rel, Token, Upos};
use std::collections::HashMap;

/// Why a CoNLL-U text cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {message}")]
pub struct ConlluError {
    /// Line, counted from 1.
    pub line: usize,
    /// What is wrong.
    pub message: String,
}

/// Parses made earlier, found again by the text of their passage.
///
/// The format is CoNLL-U with `# text = …` before each sentence; sentences of one passage follow a
/// `# newpar` comment, and `# passage = …` gives the whole passage. Entities stand in MISC as `NER=B-PER`.
#[derive(Debug, Default)]
pub struct SavedParses {
    passages: HashMap<String, Vec<Token>>,
}

impl SavedParses {
    /// Reads CoNLL-U.
    ///
    /// # Errors
    /// [`ConlluError`] on a row of fewer than ten columns, a head that is no number, or a word that does not
    /// stand in its passage.
    pub fn from_conllu(text: &str) -> Result<SavedParses, ConlluError> {
        let mut saved = SavedParses::default();
        let mut passage: Option<String> = None;
        let mut builder = Builder::default();
        for (index, line) in text.lines().enumerate() {
            let fault = |message: String| ConlluError { line: index + 1, message };
            if let Some(rest) = line.strip_prefix("# passage = ") {
                saved.close(passage.replace(rest.to_owned()), &mut builder);
                builder.rest = rest.chars().collect();
            } else if line.is_empty() {
                builder.end_sentence();
            } else if !line.starts_with('#') {
                builder.row(line).map_err(fault)?;
            }
        }
        saved.close(passage, &mut builder);
        Ok(saved)
    }

    fn close(&mut self, passage: Option<String>, builder: &mut Builder) {
        builder.end_sentence();
        let done = std::mem::take(builder);
        if let Some(passage) = passage {
            self.passages.insert(passage, done.tokens);
        }
    }
}

#[derive(Default)]
struct Builder {
    tokens: Vec<Token>,
    rest: Vec<char>,
    at: usize,
    sentence: usize,
}

impl Builder {
    fn end_sentence(&mut self) {
        self.sentence = self.tokens.len();
    }

    fn row(&mut self, line: &str) -> Result<(), String> {
        let columns: Vec<&str> = line.split('\t').collect();
        let [id, form, lemma, upos, _, feats, head, rel, _, misc] = columns[..] else {
            return Err(format!("{} columns, 10 expected", columns.len()));
        };
        if id.contains(['-', '.']) {
            return Ok(());
        }
        let head: usize = head.parse().map_err(|_| format!("head {head:?} is no number"))?;
        let word: Vec<char> = form.chars().collect();
        let start = (self.at..self.rest.len())
            .find(|at| self.rest[*at..].starts_with(&word))
            .ok_or_else(|| format!("{form:?} does not stand in the passage"))?;
        self.at = start + word.len();
        let own = self.tokens.len();
        self.tokens.push(Token {
            at: start..self.at,
            text: form.to_owned(),
            lower: form.to_lowercase(),
            lemma: lemma.to_lowercase(),
            upos: Upos::from_ud(upos),
            feats: Feats::from_ud(feats),
            head: if head == 0 { own } else { self.sentence + head - 1 },
            rel: Rel::from_label(rel),
            entity: misc.split('|').find_map(|field| {
                let (iob, label) = field.strip_prefix("NER=")?.split_once('-')?;
                Some(Entity { kind: EntityKind::from_label(label)?, begins: iob == "B" })
            }),
            starts_sentence: own == self.sentence,
        });
        Ok(())
    }
}

impl Parser for SavedParses {
    /// A passage that was not saved comes back without tokens.
    fn parse(&self, passages: &[Passage]) -> Vec<Vec<Token>> {
        passages.iter().map(|passage| self.passages.get(&passage.text).cloned().unwrap_or_default()).collect()
    }
}
