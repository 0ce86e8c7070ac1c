//! Annotations in others' forms, and the figures that their authors publish: PLOVER's gold-standard records, and attributions
//! in brat's stand-off form (PolNeAR).
//!
//! Both are read from disk into a text and what is expected of it; [`Plover`] and [`Brat`] count readings of these texts.
//! The figures stand beside those of [`Report`](crate::Report) and are printed in the same way.

mod brat;
mod plover;

pub use brat::{Attribution, Brat, BratDocument, load_brat};
pub use plover::{Plover, PloverDocument, PloverEvent, load_plover};

use crate::{Figure, Group, Matched, Share};

/// Which part of a set is measured, by a hash of each document's id: so that rules are made looking at one half only.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Part {
    /// Its number, from 0.
    pub number: u64,
    /// Of how many.
    pub of: u64,
}

impl Part {
    /// Whether a document is in it.
    pub fn holds(self, id: &str) -> bool {
        // FNV-1a, which is short and the same everywhere.
        let hash = id.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
        });
        // Ids that differ in their last letters only must not stay together.
        let mixed = (hash ^ (hash >> 33)).wrapping_mul(0xff51_afd7_ed55_8ccd);
        (mixed ^ (mixed >> 33)) % self.of.max(1) == self.number
    }
}

fn matched(keys: [&'static str; 3], of: Matched) -> [Figure; 3] {
    let figure = |key, value, hits, all| Figure {
        group: Group::Others,
        key,
        value: Some(value),
        share: Share { hits, of: all },
    };
    [
        figure(keys[0], of.precision(), of.hits, of.found),
        figure(keys[1], of.recall(), of.hits, of.gold),
        figure(keys[2], of.f1(), 2 * of.hits, of.gold + of.found),
    ]
}

fn share(key: &'static str, share: Share) -> Figure {
    Figure { group: Group::Others, key, value: share.value(), share }
}

#[cfg(test)]
mod tests {
    use super::Part;

    #[test]
    fn parts_are_disjoint_and_hold_everything_between_them() {
        let ids: Vec<String> = (0..200).map(|number| format!("set-{number:04}")).collect();
        let count = |number| ids.iter().filter(|id| Part { number, of: 2 }.holds(id)).count();
        assert_eq!(count(0) + count(1), 200);
        assert!((60..140).contains(&count(0)), "{}", count(0));
    }
}
