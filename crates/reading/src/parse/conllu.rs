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
/// The format is CoNLL-U with the labels of Universal Dependencies. A passage, which is a paragraph, begins with `# newpar`, and
/// its text is that of its sentences (`# text = …`) with a space between two; `# passage = …` gives the whole passage in their
/// stead, where the parser was given another text than stands in print. Entities stand in MISC as `NER=B-PER`.
///
/// A word in print that is several in grammar (`1-2 do`, over `de` and `o`) is one token, as the pipelines have it, and as its
/// part that hangs elsewhere, the first of them, is; unless all parts stand in it as they are (`reuniu-se`): then they are the
/// tokens.
#[derive(Debug, Default)]
pub struct SavedParses {
    passages: HashMap<String, Vec<Token>>,
}

impl SavedParses {
    /// Reads CoNLL-U.
    ///
    /// # Errors
    /// [`ConlluError`] on a row of fewer or more than ten columns, a number that is none, a head outside the sentence, or a
    /// word that does not stand in its passage.
    pub fn from_conllu(text: &str) -> Result<SavedParses, ConlluError> {
        let mut saved = SavedParses::default();
        let mut passage = Paragraph::default();
        for (index, line) in text.lines().enumerate() {
            let line = line.trim_end_matches('\r');
            let fault = |message: String| ConlluError { line: index + 1, message };
            if let Some(whole) = line.strip_prefix("# passage = ") {
                saved.take(&mut passage)?;
                passage.whole = Some(whole.to_owned());
            } else if is_comment(line, "newpar") || is_comment(line, "newdoc") {
                // « # passage » stands before or behind the mark of the paragraph that it gives.
                if !passage.rows.is_empty() {
                    saved.take(&mut passage)?;
                }
            } else if let Some(sentence) = line.strip_prefix("# text = ") {
                passage.sentences.push(sentence.to_owned());
            } else if line.is_empty() {
                passage.ends.push(passage.rows.len());
            } else if !line.starts_with('#') {
                passage.rows.push(Row::read(index + 1, line).map_err(fault)?);
            }
        }
        saved.take(&mut passage)?;
        Ok(saved)
    }

    /// Whether a passage was saved.
    pub fn knows(&self, passage: &str) -> bool {
        self.passages.contains_key(passage)
    }

    fn take(&mut self, passage: &mut Paragraph) -> Result<(), ConlluError> {
        let Paragraph { whole, sentences, rows, mut ends } = std::mem::take(passage);
        let text = whole.unwrap_or_else(|| sentences.join(" "));
        if text.is_empty() {
            return Ok(());
        }
        ends.push(rows.len());
        let mut builder = Builder { rest: text.chars().collect(), ..Builder::default() };
        let mut start = 0;
        for end in ends {
            builder.sentence(rows.get(start..end).unwrap_or_default())?;
            start = end;
        }
        self.passages.insert(text, builder.tokens);
        Ok(())
    }
}

/// `# newpar`, `# newpar id = 3`.
fn is_comment(line: &str, name: &str) -> bool {
    line.strip_prefix('#')
        .and_then(|rest| rest.trim_start().strip_prefix(name))
        .is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
}

/// What was read of a passage.
#[derive(Default)]
struct Paragraph {
    whole: Option<String>,
    sentences: Vec<String>,
    rows: Vec<Row>,
    /// Where its sentences end, in rows.
    ends: Vec<usize>,
}

/// A line: a word, or a word in print that several words stand below.
struct Row {
    line: usize,
    /// First and last number of the words that it is of.
    numbers: (usize, usize),
    /// Number of its head; 0 at a root.
    head: usize,
    /// The word, with its place yet to be found.
    token: Token,
    /// Whether it is a word of none: an empty node.
    empty: bool,
}

impl Row {
    fn read(line: usize, text: &str) -> Result<Row, String> {
        let columns: Vec<&str> = text.split('\t').collect();
        let [id, form, lemma, upos, _, feats, head, rel, _, misc] = columns[..] else {
            return Err(format!("{} columns, 10 expected", columns.len()));
        };
        let number = |name: &str, text: &str| {
            text.parse::<usize>().map_err(|_| format!("{name} {text:?} is no number"))
        };
        let (first, last) = id.split_once('-').unwrap_or((id, id));
        let empty = id.contains('.');
        let whole = !empty && first == last;
        Ok(Row {
            line,
            numbers: if empty { (0, 0) } else { (number("id", first)?, number("id", last)?) },
            head: if whole { number("head", head)? } else { 0 },
            token: Token {
                at: 0..0,
                text: form.to_owned(),
                lower: form.to_lowercase(),
                lemma: lemma.to_lowercase(),
                upos: Upos::from_ud(upos),
                feats: Feats::from_ud(feats),
                head: 0,
                rel: Rel::from_label(rel),
                entity: misc.split('|').find_map(|field| {
                    let (iob, label) = field.strip_prefix("NER=")?.split_once('-')?;
                    Some(Entity { kind: EntityKind::from_label(label)?, begins: iob == "B" })
                }),
                starts_sentence: false,
            },
            empty,
        })
    }

    fn is_range(&self) -> bool {
        self.numbers.0 != self.numbers.1
    }
}

#[derive(Default)]
struct Builder {
    tokens: Vec<Token>,
    rest: Vec<char>,
    at: usize,
}

impl Builder {
    fn sentence(&mut self, rows: &[Row]) -> Result<(), ConlluError> {
        let words: Vec<&Row> = rows.iter().filter(|row| !row.empty && !row.is_range()).collect();
        let base = self.tokens.len();
        // The token of each word, by the word's number.
        let mut token_of = vec![base; words.len() + 1];
        let mut heads = Vec::with_capacity(words.len());
        let mut next = 0;
        while next < words.len() {
            let row = words[next];
            let fault = |message: String| ConlluError { line: row.line, message };
            if row.numbers.0 != next + 1 {
                return Err(fault(format!("word {} where {} is expected", row.numbers.0, next + 1)));
            }
            let printed = rows.iter().find(|range| range.is_range() && range.numbers.0 == next + 1);
            let (parts, form) = match printed {
                Some(range) if !self.all_stand(&words, range) => {
                    (next..range.numbers.1.clamp(next + 1, words.len()), &range.token)
                }
                _ => (next..next + 1, &row.token),
            };
            let inside = parts.start + 1..=parts.end;
            let top = parts.clone().find(|part| !inside.contains(&words[*part].head)).unwrap_or(next);
            let word: Vec<char> = form.text.chars().collect();
            let start = self
                .find(self.at, self.rest.len(), &word)
                .ok_or_else(|| fault(format!("{:?} does not stand in the passage", form.text)))?;
            self.at = start + word.len();
            for part in parts.clone() {
                token_of[part + 1] = self.tokens.len();
            }
            let head = words[top].head;
            if head > words.len() {
                return Err(ConlluError {
                    line: words[top].line,
                    message: format!("head {head} is no word of the sentence"),
                });
            }
            heads.push(head);
            self.tokens.push(Token {
                at: start..self.at,
                text: form.text.clone(),
                lower: form.lower.clone(),
                starts_sentence: self.tokens.len() == base,
                ..words[top].token.clone()
            });
            next = parts.end;
        }
        for (own, head) in heads.into_iter().enumerate() {
            self.tokens[base + own].head = if head == 0 { base + own } else { token_of[head] };
        }
        Ok(())
    }

    /// Whether the parts of a word in print stand in it one behind the other.
    fn all_stand(&self, words: &[&Row], range: &Row) -> bool {
        let printed: Vec<char> = range.token.text.chars().collect();
        let parts = words.get(range.numbers.0 - 1..range.numbers.1).unwrap_or_default();
        let Some(start) = self.find(self.at, self.rest.len(), &printed) else { return false };
        let mut at = start;
        parts.iter().all(|part| {
            let word: Vec<char> = part.token.text.chars().collect();
            match self.find(at, start + printed.len(), &word) {
                Some(found) => {
                    at = found + word.len();
                    true
                }
                None => false,
            }
        })
    }

    fn find(&self, from: usize, to: usize, word: &[char]) -> Option<usize> {
        (from..to).find(|at| self.rest[*at..to].starts_with(word))
    }
}

impl Parser for SavedParses {
    /// A passage that was not saved comes back without tokens.
    fn parse(&self, passages: &[Passage]) -> Vec<Vec<Token>> {
        passages.iter().map(|passage| self.passages.get(&passage.text).cloned().unwrap_or_default()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tokens(conllu: &str, passage: &str) -> Vec<Token> {
        let saved = SavedParses::from_conllu(conllu).expect("the parse is sound");
        saved.parse(&[Passage { text: passage.to_owned(), unbroken: Vec::new() }]).remove(0)
    }

    fn row(columns: &str) -> String {
        columns.split(' ').collect::<Vec<_>>().join("\t") + "\n"
    }

    #[test]
    fn words_in_print_are_tokens_unless_their_parts_stand_in_them() {
        let rows: String = [
            "1 Fala falar VERB _ _ 0 root _ _",
            "2-3 do _ _ _ _ _ _ _ _",
            "2 de de ADP _ _ 4 case _ _",
            "3 o o DET _ _ 4 det _ _",
            "4 mar mar NOUN _ _ 1 obl _ _",
            "5 e e CCONJ _ _ 6 cc _ _",
            "6-7 reuniu-se _ _ _ _ _ _ _ _",
            "6 reuniu reunir VERB _ _ 1 conj _ _",
            "7 se se PRON _ _ 6 expl _ _",
            "8-9 dele _ _ _ _ _ _ _ _",
            "8 de de ADP _ _ 9 case _ _",
            "9 ele ele PRON _ _ 6 obl _ _",
        ]
        .map(row)
        .concat();
        let text = "Fala do mar e reuniu-se dele";
        let tokens = tokens(&format!("# newpar\n# text = {text}\n{rows}"), text);
        let told: Vec<_> =
            tokens.iter().map(|token| (token.text.as_str(), token.lemma.as_str(), token.head)).collect();
        assert_eq!(
            told,
            [
                ("Fala", "falar", 0),
                ("do", "de", 2),
                ("mar", "mar", 0),
                ("e", "e", 4),
                ("reuniu", "reunir", 0),
                ("se", "se", 4),
                ("dele", "ele", 4),
            ]
        );
        assert_eq!(
            (tokens[4].at.clone(), tokens[5].at.clone(), tokens[6].at.clone()),
            (14..20, 21..23, 24..28)
        );
    }

    #[test]
    fn a_paragraph_is_its_sentences_unless_a_passage_is_given() {
        let rows = |word: &str| row(&format!("1 {word} {word} VERB _ _ 0 root _ _"));
        let conllu = format!(
            "# newdoc\n# newpar id = p1\n# text = Um\n{}\n# text = Dois\n{}\n# newpar\n# text = Um\n{}\n# passage = Tres\n# newpar\n{}",
            rows("Um"),
            rows("Dois"),
            rows("Um"),
            rows("Tres"),
        );
        let both = tokens(&conllu, "Um Dois");
        assert_eq!(
            both.iter().map(|token| (token.starts_sentence, token.head)).collect::<Vec<_>>(),
            [(true, 0), (true, 1)]
        );
        assert_eq!((tokens(&conllu, "Um").len(), tokens(&conllu, "Tres").len()), (1, 1));
        assert!(!SavedParses::from_conllu(&conllu).expect("sound").knows("Dois"));
    }

    #[test]
    fn faults_are_told_with_their_line() {
        let fault = |rows: &[&str]| {
            let rows: String = rows.iter().map(|columns| row(columns)).collect();
            let error = SavedParses::from_conllu(&format!("# newpar\n# text = Um mar\n{rows}")).unwrap_err();
            (error.line, error.message)
        };
        let um = "1 Um um DET _ _ 2 det _ _";
        assert_eq!(fault(&["1 Um"]).0, 3);
        assert_eq!(fault(&[um, "2 mar mar NOUN _ _ x root _ _"]), (4, "head \"x\" is no number".to_owned()));
        assert_eq!(
            fault(&[um, "2 mar mar NOUN _ _ 3 obj _ _"]),
            (4, "head 3 is no word of the sentence".to_owned())
        );
        assert_eq!(
            fault(&[um, "2 sol sol NOUN _ _ 0 root _ _"]),
            (4, "\"sol\" does not stand in the passage".to_owned())
        );
        assert_eq!(
            fault(&[um, "3 mar mar NOUN _ _ 0 root _ _"]),
            (4, "word 3 where 2 is expected".to_owned())
        );
    }
}
