//! What a report keeps of the fullest one, what it cuts, and what it has of its own.

use crate::wording::spaced;
use similar::{Algorithm, DiffOp, capture_diff_slices_deadline};
use std::time::{Duration, Instant};

/// What became of some words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// Both have them.
    Kept,
    /// Only the fullest has them.
    Cut,
    /// Only this one has them.
    Own,
}

impl Part {
    /// For programs.
    pub fn name(self) -> &'static str {
        match self {
            Part::Kept => "kept",
            Part::Cut => "cut",
            Part::Own => "own",
        }
    }
}

/// A report beside the fullest.
#[derive(Debug, Default)]
pub struct Difference {
    /// Its words in order, and those that it cuts where they would stand.
    pub parts: Vec<(Part, String)>,
    /// Of how many words of the fullest it keeps how many.
    pub kept: (usize, usize),
}

/// Texts that differ everywhere are not compared to the last word.
const PATIENCE: Duration = Duration::from_millis(20);

impl Difference {
    /// Compares by words, whatever their case, accents and the marks around them.
    pub fn of(fullest: &str, report: &str) -> Difference {
        let (full, own) = (words(fullest), words(report));
        let (keys, own_keys) = (keys(&full), keys(&own));
        let until = Some(Instant::now() + PATIENCE);
        let ops = capture_diff_slices_deadline(Algorithm::Myers, &keys, &own_keys, until);
        let mut difference = Difference { parts: Vec::new(), kept: (0, keys.len()) };
        for op in ops {
            match op {
                DiffOp::Equal { new_index, len, .. } => {
                    difference.kept.0 += len;
                    difference.add(Part::Kept, &own[new_index..new_index + len]);
                }
                DiffOp::Delete { old_index, old_len, .. } => {
                    difference.add(Part::Cut, &full[old_index..old_index + old_len]);
                }
                DiffOp::Insert { new_index, new_len, .. } => {
                    difference.add(Part::Own, &own[new_index..new_index + new_len]);
                }
                DiffOp::Replace { old_index, old_len, new_index, new_len } => {
                    difference.add(Part::Cut, &full[old_index..old_index + old_len]);
                    difference.add(Part::Own, &own[new_index..new_index + new_len]);
                }
            }
        }
        difference
    }

    fn add(&mut self, part: Part, words: &[&str]) {
        if !words.is_empty() {
            self.parts.push((part, words.join(" ")));
        }
    }

    /// With spaces that do not break, as the language sets them.
    #[must_use]
    pub fn spaced(mut self, lang: &str) -> Difference {
        self.parts.iter_mut().for_each(|(_, words)| *words = spaced(words, lang));
        self
    }

    /// Hundredths of the fullest that it keeps.
    pub fn percent(&self) -> usize {
        let (kept, of) = self.kept;
        (kept * 100 + of / 2) / of.max(1)
    }
}

/// Words with the marks that stand at them; marks that stand alone belong to the word before, at the beginning to the first.
fn words(text: &str) -> Vec<&str> {
    let is_word = |piece: &&str| piece.contains(char::is_alphanumeric);
    // Where pieces stand in the text: they are parts of it.
    let at = |piece: &str| piece.as_ptr() as usize - text.as_ptr() as usize;
    let starts: Vec<usize> = text.split_whitespace().filter(is_word).map(at).collect();
    let start = |number: usize| if number == 0 { 0 } else { starts[number] };
    let end = |number: usize| starts.get(number + 1).copied().unwrap_or(text.len());
    (0..starts.len()).map(|number| text[start(number)..end(number)].trim()).collect()
}

/// What words are compared by.
fn keys(words: &[&str]) -> Vec<String> {
    let letters = |word: &&str| -> String {
        knowledge::fold(word).chars().filter(|char| char.is_alphanumeric() || *char == '\'').collect()
    };
    words.iter().map(letters).collect()
}

#[cfg(test)]
mod tests {
    use super::{Difference, Part, words};

    #[test]
    fn marks_belong_to_the_word_before() {
        assert_eq!(words("« Oui », a-t-il dit : non !"), ["« Oui »,", "a-t-il", "dit :", "non !"]);
        assert_eq!(words("Un … deux"), ["Un …", "deux"]);
        assert!(words("  — ").is_empty() && words("").is_empty());
    }

    #[test]
    fn what_is_kept_cut_and_own_is_told() {
        let difference = Difference::of(
            "Le maire promet un pont, une école et un stade",
            "le Maire promet « un pont » et deux stades",
        );
        let parts: Vec<(Part, &str)> =
            difference.parts.iter().map(|(part, words)| (*part, words.as_str())).collect();
        assert_eq!(
            parts,
            [
                (Part::Kept, "le Maire promet « un pont »"),
                (Part::Cut, "une école"),
                (Part::Kept, "et"),
                (Part::Cut, "un stade"),
                (Part::Own, "deux stades"),
            ]
        );
        assert_eq!((difference.kept, difference.percent()), ((6, 10), 60));
        assert_eq!(Difference::of("", "").percent(), 0);
    }
}
