//! What a token's form alone determines: the lexical attributes that the networks see.
//!
//! Source: spaCy's `lang/lex_attrs.py`, `lang/norm_exceptions.py` and `vocab.pyx`.

use crate::idmap::IdMap;
use crate::msgpack::Reader;
use crate::nn::TokenKey;
use crate::strings::string_id;
use crate::{Error, ModelFiles, chars};
use std::collections::HashMap;

/// Norms and vector rows of a vocabulary; everything else is computed.
#[derive(Debug)]
pub(crate) struct Lexicon {
    /// Ids of forms to ids of their norms, from the model and from spaCy's own list.
    norms: HashMap<u64, u64>,
    /// Ids of forms to rows of the vectors.
    rows: IdMap,
}

/// Norms that every language of spaCy shares (`lang/norm_exceptions.py`, MIT, © ExplosionAI GmbH).
const BASE_NORMS: [(&str, &str); 45] = [
    ("'s", "'s"),
    ("'S", "'s"),
    ("’s", "'s"),
    ("’S", "'s"),
    ("’", "'"),
    ("‘", "'"),
    ("´", "'"),
    ("`", "'"),
    ("”", "\""),
    ("“", "\""),
    ("''", "\""),
    ("``", "\""),
    ("´´", "\""),
    ("„", "\""),
    ("»", "\""),
    ("«", "\""),
    ("‘‘", "\""),
    ("’’", "\""),
    ("？", "?"),
    ("！", "!"),
    ("，", ","),
    ("；", ";"),
    ("：", ":"),
    ("。", "."),
    ("।", "."),
    ("…", "..."),
    ("—", "-"),
    ("–", "-"),
    ("--", "-"),
    ("---", "-"),
    ("——", "-"),
    ("€", "$"),
    ("£", "$"),
    ("¥", "$"),
    ("฿", "$"),
    ("US$", "$"),
    ("C$", "$"),
    ("A$", "$"),
    ("₺", "$"),
    ("₹", "$"),
    ("৳", "$"),
    ("₩", "$"),
    ("Mex$", "$"),
    ("₣", "$"),
    ("E£", "$"),
];

impl Lexicon {
    /// Reads `vocab/lookups.bin` (norms) and `vocab/key2row`.
    pub(crate) fn load(files: &ModelFiles) -> Result<Lexicon, Error> {
        let mut norms: HashMap<u64, u64> =
            BASE_NORMS.iter().map(|(form, norm)| (string_id(form), string_id(norm))).collect();
        // The model's own norms come before spaCy's.
        if let Some(bytes) = files.get("vocab/lookups.bin")? {
            read_norms(&bytes, &mut norms)?;
        }
        let rows = match files.get("vocab/key2row")? {
            Some(bytes) => read_rows(&bytes)?,
            None => IdMap::default(),
        };
        Ok(Lexicon { norms, rows })
    }

    /// The attributes of a form. `spacy` is left false: it belongs to the token.
    pub(crate) fn key(&self, form: &str) -> TokenKey {
        let orth = string_id(form);
        let lower = string_id(&form.to_lowercase());
        let first = form.chars().next().map_or(0, char::len_utf8);
        let last_three = form.char_indices().rev().nth(2).map_or(0, |(at, _)| at);
        TokenKey {
            norm: self.norms.get(&orth).copied().unwrap_or(lower),
            prefix: string_id(&form[..first]),
            suffix: string_id(&form[last_three..]),
            shape: string_id(&word_shape(form)),
            lower,
            orth,
            vector_row: self.rows.get(orth).map_or(-1, |row| row as i32),
            spacy: false,
            is_space: chars::is_space_str(form),
        }
    }
}

fn read_norms(bytes: &[u8], norms: &mut HashMap<u64, u64>) -> Result<(), Error> {
    let mut reader = Reader::new("vocab/lookups.bin", bytes);
    for _ in 0..reader.map_len()? {
        if reader.str()? != "lexeme_norm" {
            reader.skip()?;
            continue;
        }
        for _ in 0..reader.map_len()? {
            let form = reader.id()?;
            norms.insert(form, string_id(reader.str()?));
        }
    }
    Ok(())
}

fn read_rows(bytes: &[u8]) -> Result<IdMap, Error> {
    let mut reader = Reader::new("vocab/key2row", bytes);
    let len = reader.map_len()?;
    let mut rows = IdMap::with_capacity(len);
    for _ in 0..len {
        let key = reader.id()?;
        let row = u32::try_from(reader.u64()?).ok().filter(|&row| row <= i32::MAX as u32);
        rows.insert(key, row.ok_or_else(|| reader.error("a row that no table can have"))?);
    }
    Ok(rows)
}

/// The form with letters as `X` or `x`, digits as `d`, and runs cut after four: "Samarcande" is `Xxxxx`.
fn word_shape(form: &str) -> String {
    if form.chars().nth(99).is_some() {
        return "LONG".to_owned();
    }
    let mut shape = String::with_capacity(form.len());
    let mut last = None;
    let mut run = 0;
    for c in form.chars() {
        let kind = match c {
            c if chars::is_alpha(c) => {
                if c.is_uppercase() {
                    'X'
                } else {
                    'x'
                }
            }
            c if chars::is_digit(c) => 'd',
            c => c,
        };
        run = if last == Some(kind) { run + 1 } else { 0 };
        last = Some(kind);
        if run < 4 {
            shape.push(kind);
        }
    }
    shape
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shapes_are_spacys() {
        for (form, shape) in [
            ("Samarcande", "Xxxxx"),
            ("2,5%", "d,d%"),
            ("C.N.R.S.", "X.X.X.X."),
            ("——————", "————"),
            ("²a", "dx"),
        ] {
            assert_eq!(word_shape(form), shape);
        }
        assert_eq!(word_shape(&"a".repeat(100)), "LONG");
        assert_eq!(word_shape(&"a".repeat(99)), "xxxx");
    }
}
