//! What somebody is now comes before what he was: « l’ancien porte-parole de la mission, Paul Meru, aujourd’hui professeur à … ».

use super::Mention;
use crate::{lexicon::Lexicon, page::Page};
use records::ActorKind;

/// Gives the person whom a phrase of the pack's words for « now » and a function follow, set off by a comma, that function's country and
/// sectors before those of a past one, or where he has none. The function is no actor of its own then.
pub(super) fn settle(mentions: &mut Vec<Mention>, page: &Page, lexicon: &Lexicon) {
    let mut at = 0;
    while at < mentions.len() {
        match holder(mentions, at, page, lexicon) {
            Some(holder) => {
                let now = mentions.remove(at);
                let holder = &mut mentions[holder - usize::from(holder > at)];
                // The body that he is of now tells the country; where he is of none, he is of the country that he was of.
                let works = page.words.get(now.words.end).is_some_and(|next| {
                    lexicon.pack.syntax.workplace.iter().any(|at| at == lexicon.preposition(&next.lower))
                });
                if now.country.is_some() || !now.complements.is_empty() || works {
                    holder.country = now.country;
                    holder.hint = now.hint;
                    holder.complements = now.complements;
                    holder.apposed = Some(now.head);
                }
                let past = std::mem::replace(&mut holder.sectors, now.sectors);
                let more: Vec<_> =
                    past.into_iter().filter(|sector| !holder.sectors.contains(sector)).collect();
                holder.sectors.extend(more);
                // What the past office was of says nothing of what he is.
                holder.inherit = false;
            }
            None => at += 1,
        }
    }
}

/// Whose present function a mention tells.
fn holder(mentions: &[Mention], at: usize, page: &Page, lexicon: &Lexicon) -> Option<usize> {
    let now = &mentions[at];
    if now.kind != ActorKind::Person || now.name.is_some() || now.role.is_none() || now.pronoun {
        return None;
    }
    let is_now = |word: usize| lexicon.pack.actors.present.contains(&page.words[word].lower);
    // The adverb stands before the noun, within its phrase or without.
    let adverb = [now.words.start, now.words.start.checked_sub(1)?].into_iter().find(|word| is_now(*word))?;
    let comma = adverb.checked_sub(1).filter(|comma| page.words[*comma].text == ",")?;
    mentions.iter().position(|other| {
        let end = other.words.end.max(other.name.as_ref().map_or(0, |name| name.end));
        other.kind == ActorKind::Person
            && !other.pronoun
            && !other.plural
            && (other.former || other.role.is_none())
            && end == comma
            && page.words[other.head].sentence == page.words[now.head].sentence
    })
}
