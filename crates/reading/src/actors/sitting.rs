//! Who speaks in a parliament’s sitting is of it: « X (PS) » in a dispatch whose headline names the Assembly is one of its members.

use super::{ActorBook, Mention, chunks::starts_upper};
use crate::{lexicon::Lexicon, page::Page};
use knowledge::Fact;
use records::{ActorKind, Sector};

/// Gives those who are told by their party alone the sector of the parliament that the headline names.
pub(super) fn settle(book: &mut ActorBook, page: &Page, lexicon: &Lexicon) {
    let Some(country) = parliament(book, page) else { return };
    for index in 0..book.clusters.len() {
        let actor = &book.clusters[index];
        let member = actor.kind == ActorKind::Person
            && !actor.names.is_empty()
            && actor.sectors == [Sector::Pty]
            && actor.country == country
            && actor.mentions.iter().any(|mention| by_party(&book.mentions[*mention], page, lexicon));
        if member {
            book.clusters[index].sectors.insert(0, Sector::Leg);
        }
    }
}

/// The country of the parliament that the headline names.
fn parliament(book: &ActorBook, page: &Page) -> Option<Option<String>> {
    let named = book.mentions.iter().position(|mention| {
        page.words[mention.head].block == 0
            && mention.kind == ActorKind::Organisation
            && !mention.plural
            && mention.sectors.first() == Some(&Sector::Leg)
    })?;
    Some(book.of_mention[named].and_then(|cluster| book.clusters[cluster].country.clone()))
}

/// Whether nothing but a party tells who a person is: its name in brackets behind his (« X (PS) »), or a noun of its own (« le centriste X »).
fn by_party(mention: &Mention, page: &Page, lexicon: &Lexicon) -> bool {
    let Some(name) = &mention.name else { return false };
    let noun = mention.role.is_some() && !mention.inherit && mention.sectors == [Sector::Pty];
    let bracket = page.words.get(name.end).is_some_and(|next| next.lower == "(")
        && page.words.get(name.end + 1).is_some_and(|party| {
            starts_upper(&party.text)
                && matches!(
                    knowledge::longest_match(&lexicon.pack.tag, &[&party.text]),
                    Some((_, Fact::Organisation(body))) if body.kind == "party"
                )
        });
    noun || bracket
}
