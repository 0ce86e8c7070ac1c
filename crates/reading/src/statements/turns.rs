//! What is said without quotation marks: the answers of an interview, the turns of a transcript.

use super::{
    candidate::{Candidate, Who},
    quotations::with_continuations,
};
use crate::{actors::ActorBook, lexicon::Lexicon, page::Page};
use records::Act;

/// One statement a turn. It is said by the one whose name stands before it, else by the one whom the article
/// presents before the first turn.
pub fn find_turns(page: &Page, lexicon: &Lexicon, book: &ActorBook) -> Vec<Candidate> {
    let Some(first) = page.turns.first().and_then(|turn| turn.parts.first()) else { return Vec::new() };
    let lead = page.words.partition_point(|word| word.span.start < first.start);
    let presented = book.presented(lead);
    page.quotes
        .iter()
        .enumerate()
        .filter(|(_, quote)| quote.spoken && !quote.continues)
        .map(|(index, quote)| {
            let label = crate::text::turn_of(&page.turns, quote.inner).and_then(|turn| turn.label);
            let named = label.and_then(|label| {
                page.words_in(label)
                    .find(|at| book.mention_with_head(*at).is_some_and(|m| m.name.is_some() || m.sure))
            });
            Candidate {
                content: with_continuations(page, index),
                anchor: None,
                cue: None,
                act: Act::Say,
                who: named.or(presented).map_or(Who::Last, Who::Known),
                relays: Vec::new(),
                negated: false,
                wraps: false,
                frame: TURN,
                rule: format!(
                    "{}/turn/{}",
                    lexicon.pack.tag,
                    if named.is_some() { "named" } else { "answer" }
                ),
                score: 1.8,
                note: "talk without marks".to_owned(),
            }
        })
        .collect()
}

/// The frame of a turn.
pub const TURN: &str = "turn";
