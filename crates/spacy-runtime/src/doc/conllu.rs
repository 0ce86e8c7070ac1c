//! The CoNLL-U writer.

use super::{Doc, Iob, Token};
use std::fmt::{self, Write};

impl Doc {
    /// Writes the document as CoNLL-U: one block a sentence, a comment `# text = …` before it.
    ///
    /// Tokens of white space only are left out and the numbering closes the gap; a token whose head is
    /// left out hangs from the nearest ancestor that stays, or is the root. Entities stand in MISC as
    /// `NER=B-PER`; a token that no blank follows carries `SpaceAfter=No`.
    ///
    /// # Errors
    /// Only those of the writer; a `String` has none.
    pub fn write_conllu(&self, out: &mut impl Write) -> fmt::Result {
        for sent in self.sents() {
            let mut number = vec![0usize; sent.len()];
            let mut count = 0;
            for token in sent.tokens().filter(|token| !token.is_space()) {
                count += 1;
                number[token.index() - sent.start()] = count;
            }
            if count == 0 {
                continue;
            }
            out.write_str("# text = ")?;
            for (at, word) in sent.text().split_whitespace().enumerate() {
                if at > 0 {
                    out.write_char(' ')?;
                }
                out.write_str(word)?;
            }
            out.write_char('\n')?;
            for token in sent.tokens().filter(|token| !token.is_space()) {
                let place = |index: usize| {
                    index.checked_sub(sent.start()).and_then(|at| number.get(at)).copied().unwrap_or(0)
                };
                write_token(token, place, out)?;
            }
            out.write_char('\n')?;
        }
        Ok(())
    }

    /// The document as CoNLL-U; see [`write_conllu`](Doc::write_conllu).
    pub fn to_conllu(&self) -> String {
        let mut out = String::new();
        self.write_conllu(&mut out).expect("writing to a String cannot fail");
        out
    }
}

/// One line; `place` gives a token's number in its sentence, 0 for those left out.
fn write_token(token: Token<'_>, place: impl Fn(usize) -> usize, out: &mut impl Write) -> fmt::Result {
    let or_blank = |value: &str| if value.is_empty() { "_".to_owned() } else { value.to_owned() };
    let head =
        token.ancestors().map(|ancestor| place(ancestor.index())).find(|&number| number > 0).unwrap_or(0);
    let dep = match (head, token.dep()) {
        (0, "ROOT") => "root".to_owned(),
        (_, dep) => or_blank(dep),
    };
    write!(
        out,
        "{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t_\t",
        place(token.index()),
        token.text(),
        or_blank(token.lemma()),
        or_blank(token.pos()),
        or_blank(token.tag()),
        or_blank(token.morph().as_str()),
        head,
        dep,
    )?;
    let entity = match token.ent_iob() {
        Iob::Begin | Iob::Inside => Some((token.ent_iob().as_str(), token.ent_type())),
        Iob::Missing | Iob::Outside => None,
    };
    match (entity, token.space_after()) {
        (None, true) => out.write_char('_')?,
        (None, false) => out.write_str("SpaceAfter=No")?,
        (Some((iob, label)), true) => write!(out, "NER={iob}-{label}")?,
        (Some((iob, label)), false) => write!(out, "NER={iob}-{label}|SpaceAfter=No")?,
    }
    out.write_char('\n')
}

#[cfg(test)]
mod tests {
    use crate::{DocBuilder, Iob, TokenSpec};

    #[test]
    fn spaces_are_left_out_and_numbers_close_up() {
        let doc = DocBuilder::new("Ana  rit.")
            .token(TokenSpec {
                text: "Ana",
                pos: "PROPN",
                head: 2,
                dep: "nsubj",
                ent_iob: Iob::Begin,
                ent_type: "PER",
                ..Default::default()
            })
            .token(TokenSpec { text: " ", pos: "SPACE", head: 0, dep: "dep", ..Default::default() })
            .token(TokenSpec { text: "rit", lemma: "rire", head: 2, dep: "ROOT", ..Default::default() })
            .token(TokenSpec { text: ".", head: 1, dep: "punct", ..Default::default() })
            .build()
            .unwrap();
        let expected = "# text = Ana rit.\n\
            1\tAna\t_\tPROPN\t_\t_\t2\tnsubj\t_\tNER=B-PER\n\
            2\trit\trire\t_\t_\t_\t0\troot\t_\tSpaceAfter=No\n\
            3\t.\t_\t_\t_\t_\t1\tpunct\t_\tSpaceAfter=No\n\n";
        assert_eq!(doc.to_conllu(), expected);
    }
}
