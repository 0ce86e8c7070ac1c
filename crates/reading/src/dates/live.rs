//! Live reports: paragraphs that open with a time of day, and the day that each of them tells of.

use super::{atoms::Atom, grammar::Grammar};
use crate::{page::Page, parse::Upos};
use jiff::civil::Date;
use std::ops::Range;

/// How many timed paragraphs make a live report of a text.
const SEVERAL: usize = 2;

/// The timed paragraphs of a text.
#[derive(Debug, Default)]
pub struct Live {
    /// Blocks that open with a time of day.
    timed: Vec<usize>,
    /// Those among them that say of themselves that they were added.
    updates: Vec<usize>,
    /// Blocks that are headings.
    headings: Vec<usize>,
    /// Blocks that are nothing but a day, with that day.
    days: Vec<(usize, Date)>,
}

impl Live {
    /// Finds the timed paragraphs of a page.
    pub fn find(page: &Page, grammar: &Grammar, atoms: &[Atom]) -> Live {
        let mut live = Live::default();
        for (index, block) in page.blocks.iter().enumerate() {
            let first = atoms.partition_point(|atom| atom.word < block.words.start);
            let end = atoms.partition_point(|atom| atom.word < block.words.end);
            let stamp = grammar.stamp(&atoms[..end], first).filter(|stamp| {
                // « 14h30 les manifestants … » goes on as a sentence.
                let after = atoms.get(stamp.end).filter(|_| stamp.end < end);
                after.is_none_or(|after| {
                    !page.words[after.word].text.chars().next().is_some_and(char::is_lowercase)
                })
            });
            if block.is_heading() && stamp.is_none() {
                live.headings.push(index);
            }
            if let Some(stamp) = stamp {
                live.timed.push(index);
                live.updates.extend(stamp.update.then_some(index));
            }
        }
        live
    }

    /// Whether the text is a live report as a whole.
    pub fn is_report(&self) -> bool {
        self.timed.len() >= SEVERAL
    }

    /// Whether a block belongs to a timed entry: in a live report everything from the first on, else what was added until a
    /// heading.
    pub fn holds(&self, block: usize) -> bool {
        let first = self.timed.first().is_some_and(|first| *first <= block);
        let added = || {
            let last = self.updates.iter().rev().find(|update| **update <= block);
            last.is_some_and(|last| !self.headings.iter().any(|heading| (last..&block).contains(&heading)))
        };
        first && (self.is_report() || added())
    }

    /// Takes a day that the text tells; it heads what follows where its block tells nothing else.
    pub fn hear(&mut self, page: &Page, words: &Range<usize>, day: Date) {
        let block = page.words[words.start].block;
        let rest = page.blocks[block].words.clone().filter(|at| !words.contains(at));
        if rest.into_iter().all(|at| matches!(page.words[at].upos, Upos::Punct | Upos::Det)) {
            self.days.push((block, day));
        }
    }

    /// The day that heads a block.
    pub fn day(&self, block: usize) -> Option<Date> {
        self.days.iter().rev().find(|(heads, _)| *heads <= block).map(|(_, day)| *day)
    }
}
