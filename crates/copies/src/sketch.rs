//! What is kept of a text.

use records::Span;
use xxhash_rust::xxh3::{xxh3_64, xxh3_64_with_seed};

/// Words in a run: fewer are common to texts that have nothing to do with each other.
const RUN: usize = 5;
/// One run in so many is kept.
const ONE_IN: u64 = 8;
/// Hashes of paragraphs and of whole texts are of other kinds than those of runs.
const PARAGRAPH: u64 = 1;
const WHOLE: u64 = 2;

/// A paragraph: where it stands, and its hashes.
#[derive(Debug)]
pub struct Paragraph {
    /// Code points of the text.
    pub span: Span,
    /// Its words.
    pub words: usize,
    /// Of all its words.
    pub hash: u64,
    /// Those kept of its runs of words.
    pub runs: Vec<u64>,
}

/// The hashes of a text.
#[derive(Debug)]
pub struct Sketch {
    /// Its words.
    pub words: usize,
    /// Of all its words, wherever lines end.
    pub whole: u64,
    /// Its paragraphs (lines) that have words.
    pub paragraphs: Vec<Paragraph>,
}

impl Sketch {
    /// Case, punctuation, spaces and marks of quotation make no difference.
    pub fn of(text: &str) -> Sketch {
        let mut all = String::new();
        let mut words = 0;
        let mut paragraphs = Vec::new();
        let mut start = 0;
        for line in text.split_inclusive('\n') {
            let length = line.chars().count() as u32;
            let plain = words_of(line);
            let count = plain.ends.len();
            if count > 0 {
                let shown = line.trim();
                let before = line.len() - line.trim_start().len();
                let begin = start + line[..before].chars().count() as u32;
                paragraphs.push(Paragraph {
                    span: Span::new(begin, begin + shown.chars().count() as u32),
                    words: count,
                    hash: xxh3_64_with_seed(plain.text.as_bytes(), PARAGRAPH),
                    runs: runs(&plain),
                });
                all.push_str(&plain.text);
                words += count;
            }
            start += length;
        }
        Sketch { words, whole: xxh3_64_with_seed(all.as_bytes(), WHOLE), paragraphs }
    }

    /// How many runs of words are kept.
    pub fn runs(&self) -> usize {
        self.paragraphs.iter().map(|paragraph| paragraph.runs.len()).sum()
    }

    /// Those runs.
    pub fn all_runs(&self) -> impl Iterator<Item = u64> {
        self.paragraphs.iter().flat_map(|paragraph| paragraph.runs.iter().copied())
    }

    /// All hashes by which the text is found again.
    pub fn hashes(&self) -> impl Iterator<Item = u64> {
        let paragraphs = self.paragraphs.iter().map(|paragraph| paragraph.hash);
        std::iter::once(self.whole).chain(paragraphs).chain(self.all_runs())
    }
}

/// The words of a line in lower case, a space behind each, and where each ends.
struct Plain {
    text: String,
    ends: Vec<usize>,
}

fn words_of(line: &str) -> Plain {
    let mut plain = Plain { text: String::with_capacity(line.len()), ends: Vec::new() };
    for word in line.split(|char: char| !char.is_alphanumeric()).filter(|word| !word.is_empty()) {
        plain.text.extend(word.chars().flat_map(char::to_lowercase));
        plain.text.push(' ');
        plain.ends.push(plain.text.len());
    }
    plain
}

/// The runs of words that are kept. They end with the paragraph, so that paragraphs in another order have the same.
fn runs(plain: &Plain) -> Vec<u64> {
    let begins = std::iter::once(0).chain(plain.ends.iter().copied());
    begins
        .zip(plain.ends.iter().skip(RUN - 1))
        .map(|(begin, end)| xxh3_64(&plain.text.as_bytes()[begin..*end]))
        .filter(|hash| hash % ONE_IN == 0)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::Sketch;

    #[test]
    fn spans_are_code_points_without_the_space_around() {
        let text = "\u{feff}Énoncé\r\n\n   Deuxième ligne \u{a0}\nfin";
        let sketch = Sketch::of(text);
        let chars: Vec<char> = text.chars().collect();
        let words: Vec<String> = sketch
            .paragraphs
            .iter()
            .map(|paragraph| {
                chars[paragraph.span.start as usize..paragraph.span.end as usize].iter().collect()
            })
            .collect();
        assert_eq!(words, ["\u{feff}Énoncé", "Deuxième ligne", "fin"]);
        assert_eq!(sketch.words, 4);
    }

    #[test]
    fn case_punctuation_and_line_ends_make_no_difference_to_the_whole() {
        let one = Sketch::of("« Nous irons », a dit le MINISTRE.\nPuis il est parti.");
        let other = Sketch::of("\"Nous irons\" a dit le ministre. Puis il est parti");
        assert_eq!(one.whole, other.whole);
        assert_ne!(one.whole, Sketch::of("Nous irons, a dit la ministre. Puis elle est partie").whole);
    }

    #[test]
    fn about_an_eighth_of_the_runs_is_kept() {
        let text: String = (0..4000).map(|n| format!("mot{n} ")).collect();
        let kept = Sketch::of(&text).runs();
        assert!((400..600).contains(&kept), "{kept} of 3996");
    }
}
