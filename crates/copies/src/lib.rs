//! Which documents of a stream carry the words of an earlier one: the same agency copy in several outlets, changed a
//! little, cut at its end, or quoted by the paragraph.
//!
//! [`Copies`] sees one document after the other and says of each what it carries ([`CopyOf`]); it keeps no texts, but
//! **sketches**: hashes of whole texts, of paragraphs, and of a fixed eighth of all runs of five words. A run is kept
//! or not by its own hash, so that two sketches can be compared by the hashes that they share. That is MinHash at a scale instead of
//! at a size (FracMinHash: Irber et al., *Lightweight compositional analysis of metagenomes with FracMinHash and minimum metagenome
//! covers*, 2022; the runs are Broder's shingles, *On the resemblance and containment of documents*, 1997); it estimates how much
//! of one text stands in another and not only how alike they are, which is what a copy cut to a third needs.
//!
//! Each hash belongs to the document that had it first: a copy of a copy points at the original. What is kept is
//! bounded; the oldest documents are forgotten first. The same documents in the same order give the same answers.
//!
//! ```
//! use copies::Copies;
//! use records::{Document, Extent};
//!
//! let text = "Le gouvernement a annoncé mardi la fermeture de trois centrales à charbon, dont la dernière s'arrêtera au \
//!             printemps prochain, selon un communiqué du ministère de l'énergie publié dans la soirée.";
//! let of = |id: &str, outlet: &str, text: &str| Document {
//!     id: id.into(), outlet: Some(outlet.into()), text: text.into(), ..Document::default()
//! };
//! let mut copies = Copies::default();
//! assert!(copies.see(&of("1", "Le Matin", text)).is_empty());
//! let found = copies.see(&of("2", "Le Soir", text));
//! assert_eq!((found[0].id.as_str(), found[0].extent), ("1", Extent::Exact));
//! ```

mod sketch;
mod window;

use records::{CopyOf, Document, Extent, Span};
use sketch::Sketch;
use window::{Known, Window};

/// A document is a copy when this share of its runs of words stand in an earlier one, or of the earlier one's in it.
const WHOLE: f64 = 0.7;
/// … and at least so many of those kept: about 60 words.
const ENOUGH: usize = 8;
/// A paragraph counts as carried from this share of its runs on.
const CARRIED: f64 = 0.5;
/// A paragraph of fewer words is carried by everybody (« Lire aussi », « Avec AFP »).
const WORDS: usize = 20;

/// Recognises copies among the documents that it has seen.
#[derive(Debug)]
pub struct Copies {
    window: Window,
}

impl Default for Copies {
    /// 1.8 million hashes, about 50 MB: the last 25,000 dispatches of ordinary length. (With a few more the table of
    /// hashes would double.)
    fn default() -> Copies {
        Copies::keeping(1_800_000)
    }
}

impl Copies {
    /// Keeps at most this many hashes (some 30 bytes each; about 60 a dispatch).
    pub fn keeping(hashes: usize) -> Copies {
        Copies { window: Window::keeping(hashes) }
    }

    /// Says which earlier documents this one carries, the most of them first, and remembers it.
    ///
    /// A document that is a copy as a whole has that one first in the list. Paragraphs alone count if they have
    /// 20 words and do not stand in another article of the same outlet: what an outlet repeats is its own.
    pub fn see(&mut self, document: &Document) -> Vec<CopyOf> {
        let sketch = Sketch::of(&document.text);
        let found = self.find(document, &sketch);
        self.window.add(Known::of(document, &sketch), sketch.hashes());
        found
    }

    fn find(&self, document: &Document, sketch: &Sketch) -> Vec<CopyOf> {
        if sketch.words == 0 {
            return Vec::new();
        }
        let exact = self.window.owner(sketch.whole).filter(|(_, known)| known.words == sketch.words);
        let mut found = Vec::new();
        for (number, hits) in self.votes(sketch) {
            let Some(known) = self.window.known(number) else { continue };
            let is_exact = exact.is_some_and(|(exact, _)| exact == number);
            // The words of an exact copy of a copy belong to the first, which is where they are looked up.
            if exact.is_some() && !is_exact && hits == sketch.runs() {
                continue;
            }
            let near = hits >= ENOUGH && hits as f64 >= WHOLE * sketch.runs().min(known.runs) as f64;
            let by_runs = match (is_exact, near) {
                (true, _) => Extent::Exact,
                (false, true) => Extent::Near,
                (false, false) => Extent::Part,
            };
            let (paragraphs, words) = self.carried(sketch, number, by_runs);
            // Of short texts few runs are kept, but whole paragraphs tell.
            let mostly = words >= WORDS && words as f64 >= WHOLE * sketch.words as f64;
            let extent = if mostly { by_runs.min(Extent::Near) } else { by_runs };
            let own = known.outlet.is_some() && known.outlet == document.outlet;
            if paragraphs.is_empty() || (extent == Extent::Part && own) {
                continue;
            }
            let percent = (words * 100).checked_div(sketch.words).unwrap_or(0).min(100) as u8;
            found.push(CopyOf {
                id: known.id.clone(),
                outlet: known.outlet.clone(),
                extent,
                percent,
                paragraphs,
            });
        }
        // The sort is stable: of equals the earlier document comes first.
        found.sort_by_key(|copy| (copy.extent, 100 - copy.percent));
        found
    }

    /// The documents that own something of this sketch, in the order in which they were seen, and how many of its runs.
    fn votes(&self, sketch: &Sketch) -> Vec<(u32, usize)> {
        let mut owners: Vec<u32> =
            sketch.all_runs().filter_map(|run| self.window.owner_number(run)).collect();
        owners.sort_unstable();
        let mut votes: Vec<(u32, usize)> = Vec::new();
        for owner in owners {
            match votes.last_mut() {
                Some((last, count)) if *last == owner => *count += 1,
                _ => votes.push((owner, 1)),
            }
        }
        let whole = std::iter::once(sketch.whole);
        for hash in whole.chain(sketch.paragraphs.iter().map(|paragraph| paragraph.hash)) {
            if let Some(owner) = self.window.owner_number(hash)
                && let Err(at) = votes.binary_search_by_key(&owner, |(number, _)| *number)
            {
                votes.insert(at, (owner, 0));
            }
        }
        votes
    }

    /// The paragraphs that stand in an earlier document, and their words.
    fn carried(&self, sketch: &Sketch, number: u32, extent: Extent) -> (Vec<Span>, usize) {
        let mut spans = Vec::new();
        let mut words = 0;
        for paragraph in &sketch.paragraphs {
            let carried = extent == Extent::Exact || {
                let hits = paragraph
                    .runs
                    .iter()
                    .filter(|run| self.window.owner_number(**run) == Some(number))
                    .count();
                let same = self.window.owner_number(paragraph.hash) == Some(number);
                // Alone it must speak for itself; in a copy little is enough.
                let least = if extent == Extent::Part { 3 } else { 1 };
                let alike = hits >= least && hits as f64 >= CARRIED * paragraph.runs.len() as f64;
                (same || alike) && (extent != Extent::Part || paragraph.words >= WORDS)
            };
            if carried {
                spans.push(paragraph.span);
                words += paragraph.words;
            }
        }
        (spans, words)
    }
}
