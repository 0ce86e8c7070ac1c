//! Actors that the user knows: what his own tables say of the ones named in a document.

use super::ActorBook;
use crate::{lexicon::Lexicon, page::Page};
use jiff::civil::Date;
use people::{Known, People, Question};

/// Looks up actors by name and hands what is known down to their mentions, so that what belongs to them takes it over.
pub(super) fn settle(
    book: &mut ActorBook,
    page: &Page,
    lexicon: &Lexicon,
    people: &People,
    day: Option<Date>,
) {
    if people.is_empty() {
        return;
    }
    for cluster in 0..book.clusters.len() {
        let Some(known) = who(book, page, lexicon, people, day, cluster) else { continue };
        let told = book.clusters[cluster].sectors.clone();
        fill(book, cluster, &known);
        for index in book.clusters[cluster].mentions.clone() {
            let mention = &mut book.mentions[index];
            if mention.pronoun {
                continue;
            }
            mention.kind = known.kind.unwrap_or(mention.kind);
            mention.place &= !known.first;
            if known.country.is_some() && (known.first || mention.country.is_none()) {
                mention.country.clone_from(&known.country);
                mention.small = false;
            }
            if !known.sectors.is_empty() && (known.first || told.is_empty()) {
                mention.sectors.clone_from(&known.sectors);
                mention.inherit = false;
            }
        }
        book.known.insert(cluster, known);
    }
}

/// Gives actors what is known of them, which comes before all that the rest of the reading found; also those made since
/// [`settle`].
pub(super) fn finish(
    book: &mut ActorBook,
    page: &Page,
    lexicon: &Lexicon,
    people: &People,
    day: Option<Date>,
) {
    if people.is_empty() {
        return;
    }
    for cluster in 0..book.clusters.len() {
        let known = match book.known.get(&cluster) {
            Some(known) => known.clone(),
            None => match who(book, page, lexicon, people, day, cluster) {
                Some(known) => known,
                None => continue,
            },
        };
        fill(book, cluster, &known);
        book.known.insert(cluster, known);
    }
}

fn fill(book: &mut ActorBook, cluster: usize, known: &Known) {
    let cluster = &mut book.clusters[cluster];
    cluster.kind = known.kind.unwrap_or(cluster.kind);
    if known.country.is_some() && (known.first || cluster.country.is_none()) {
        cluster.country.clone_from(&known.country);
    }
    if !known.sectors.is_empty() && (known.first || cluster.sectors.is_empty()) {
        cluster.sectors.clone_from(&known.sectors);
    }
    // The function is what the text calls it, where it does.
    cluster.role = cluster.role.take().or_else(|| known.role.clone());
}

fn who(
    book: &ActorBook,
    page: &Page,
    lexicon: &Lexicon,
    people: &People,
    day: Option<Date>,
    cluster: usize,
) -> Option<Known> {
    let actor = &book.clusters[cluster];
    let names: Vec<String> = actor.names.iter().map(|name| people::key(name)).collect();
    // « le maire de Brest » may be somebody’s alias.
    let mentions = actor.mentions.iter().map(|index| &book.mentions[*index]);
    let descriptions: Vec<String> = mentions
        .filter(|mention| !mention.pronoun)
        .map(|mention| {
            let start = (mention.words.start..mention.head)
                .find(|at| !lexicon.pack.syntax.articles.contains(&page.words[*at].lower))
                .unwrap_or(mention.head);
            people::key(&page.slice(page.span(start..mention.words.end.max(mention.head + 1))))
        })
        .collect();
    people.who(&Question {
        names: &names,
        descriptions: &descriptions,
        kind: Some(actor.kind),
        role: actor.role.as_deref(),
        lang: &lexicon.pack.tag,
        country: actor.country.as_deref(),
        day,
    })
}
