//! What is said without quotation marks: the answers of an interview, the turns of a transcript.

use super::{
    candidate::{Candidate, Sight, Who},
    quotations::with_continuations,
};
use crate::{actors::ActorBook, lexicon::Lexicon, page::Page};

/// One statement a turn. It is said by the one whose name stands before it, else by the one whom the article
/// presents before the first turn.
pub fn find_turns(page: &Page, lexicon: &Lexicon, book: &ActorBook) -> Vec<Candidate> {
    let Some(first) = page.turns.first().and_then(|turn| turn.parts.first()) else { return Vec::new() };
    let lead = page.first_from(first.start);
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
            let who = named.or(presented).map_or(Who::Last, Who::Known);
            let pattern = if named.is_some() { "turn/named" } else { "turn/answer" };
            let sight = Sight { frame: TURN, score: 1.8, note: "talk without marks".to_owned() };
            Candidate::without_cue(lexicon, pattern, with_continuations(page, index), who, sight)
        })
        .collect()
}

/// The frame of a turn.
pub const TURN: &str = "turn";
