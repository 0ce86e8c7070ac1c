//! The country of actors whose words tell none: that of the dispatch, where it has one.
//!
//! « France : le ministre des transports … », a dispatch from Lima about unions and a government: the press names the country
//! once, and means it throughout.

use super::{ActorBook, Chunk, Cluster, codes::IGO};
use crate::{page::Page, parse::Upos, text::BlockKind};
use knowledge::Fact;
use records::{ActorKind, Sector};
use std::collections::BTreeMap;

/// A country must hold this share of all mentions of countries to be the dispatch's.
const HOME_SHARE: f32 = 0.5;

/// Gives the dispatch’s country to bodies and people that have none; where it has no country, that of the actor named last
/// before them in their paragraph.
pub fn settle(book: &mut ActorBook, page: &Page) {
    book.home = home(book, page);
    for index in 0..book.clusters.len() {
        if is_everywhere(book, index) {
            book.clusters[index].country = None;
        } else if is_domestic(book, index) {
            fill(book, page, index);
        }
    }
}

/// Gives a country to one actor that has none.
pub fn fill(book: &mut ActorBook, page: &Page, index: usize) {
    let actor = &mut book.clusters[index];
    // « les forces internationales », « un fonctionnaire international »: of no one country, but of the world’s bodies.
    if actor.country.is_none()
        && actor.kind != ActorKind::Country
        && actor.sectors.first() == Some(&Sector::Igo)
    {
        actor.country = Some(IGO.to_owned());
    }
    if actor.country.is_some() || actor.kind == ActorKind::Country || actor.sectors.contains(&Sector::Igo) {
        return;
    }
    if is_everywhere(book, index) {
        return;
    }
    let mentions = &book.clusters[index].mentions;
    let hint = || mentions.iter().find_map(|mention| book.mentions[*mention].hint.clone());
    let first = mentions.first().map(|mention| book.mentions[*mention].head);
    let section = first.and_then(|first| section(book, page, page.words[first].block));
    let section = section.filter(|section| section != IGO || is_of_union(book, &book.clusters[index]));
    let country = first
        .and_then(|first| stage(book, page, first))
        .or(section)
        .or_else(|| book.home.clone())
        .or_else(hint)
        .or_else(|| near(book, page, index))
        .or_else(|| book.dateline.clone());
    book.clusters[index].country = country;
}

/// Whether the tables know an actor as a body across countries (Human Rights Watch): no dispatch makes it a country's.
pub(super) fn is_everywhere(book: &ActorBook, index: usize) -> bool {
    let known = |id: &str| {
        knowledge::organisation_by_id(id)
            .is_some_and(|body| body.country.is_none() && !matches!(body.kind, "company" | "national"))
    };
    book.clusters[index].mentions.iter().any(|mention| book.mentions[*mention].known.is_some_and(known))
}

/// The place that a sentence begins with: « A Brazzaville, Le Courrier ironise ».
fn stage(book: &ActorBook, page: &Page, first: usize) -> Option<String> {
    let start = page.sentence_of(first).start;
    let comma = (start..first.min(start + STAGE)).find(|at| page.words[*at].lower == ",")?;
    let place = book.mentions.iter().find(|mention| {
        (start + 1..comma).contains(&mention.head)
            && (mention.place || mention.kind == ActorKind::Country)
            && mention.words.end == comma
            && !mention.small
    })?;
    // One word stands before it; a capital « A » without its accent is tagged in every way there is.
    let opens = place.words.start == start + 1 && page.words[start].upos != Upos::Det;
    place.country.clone().filter(|country| opens && country != IGO)
}

/// How many words the place at the head of a sentence may take.
const STAGE: usize = 6;

/// The country of the dateline: the one that it names (« LES CAYES (Haïti) »), else that of its first town. A seat of a body of
/// many countries (« BRUXELLES ») tells none: those named there are seldom of the country around it.
pub(crate) fn dateline(page: &Page, tag: &str, chunks: &[Chunk]) -> Option<&'static str> {
    let there = || chunks.iter().filter(|chunk| page.block_of(chunk.words.start).kind == BlockKind::Dateline);
    let country = there().find_map(|chunk| match &chunk.fact {
        Some(Fact::Country(country)) => Some(country.code),
        _ => None,
    });
    country.or_else(|| {
        there().find_map(|chunk| match &chunk.fact {
            Some(Fact::Seat(seat)) => Some(seat.country).filter(|country| *country != IGO),
            Some(Fact::Place(place)) => {
                let name = page.slice(page.span(chunk.words.clone()));
                knowledge::place(tag, &name, None).and_then(|there| there.country).or(place.country)
            }
            _ => None,
        })
    })
}

/// The country that a block stands under: « Pérou : le Congrès dit non » holds until the next heading of its kind.
fn section(book: &ActorBook, page: &Page, block: usize) -> Option<String> {
    (0..=block).rev().find_map(|block| {
        let words = page.blocks[block].words.clone();
        let colon = words.clone().take(HEADING).find(|at| page.words[*at].text == ":")?;
        let heading = book.mentions.iter().find(|mention| {
            let union = mention.known.is_some() && mention.sectors.first() == Some(&Sector::Igo);
            (mention.kind == ActorKind::Country || union)
                && mention.name.as_ref().is_some_and(|name| name.end == colon)
        })?;
        let opens = heading.words.start == words.start;
        heading.country.as_deref().filter(|_| opens).map(|country| state(country).to_owned())
    })
}

/// « Union européenne : … le rapporteur du texte »: who holds an office of a body that goes unsaid may be of the one of the heading.
fn is_of_union(book: &ActorBook, actor: &Cluster) -> bool {
    let elected = |sector: &Sector| matches!(sector, Sector::Leg | Sector::Jud);
    actor.kind == ActorKind::Person
        && actor.sectors.first().is_some_and(elected)
        && actor.mentions.iter().any(|mention| book.mentions[*mention].inherit)
}

/// The state that a territory is under: it is its ministers and police that act there.
fn state(country: &str) -> &str {
    knowledge::country(country).map_or(country, |found| found.state)
}

/// How many words before a colon may name the country of what follows.
const HEADING: usize = 5;

/// The country that most mentions tell, the headline’s counting double. A small place counts only beside other evidence: its
/// name may be another’s.
pub(super) fn home(book: &ActorBook, page: &Page) -> Option<String> {
    let mut counts: BTreeMap<&str, u32> = BTreeMap::new();
    let told = |weak: bool| {
        book.mentions.iter().filter(move |mention| mention.small == weak).filter_map(|mention| {
            let country = mention.country.as_deref().filter(|code| *code != IGO)?;
            Some((country, if page.words[mention.head].block == 0 { 2 } else { 1 }))
        })
    };
    for (country, weight) in told(false) {
        *counts.entry(country).or_default() += weight;
    }
    let alone = counts.is_empty();
    for (country, weight) in told(true) {
        if alone || counts.contains_key(country) {
            *counts.entry(country).or_default() += weight;
        }
    }
    let all: u32 = counts.values().sum();
    let (country, most) =
        counts.iter().max_by_key(|(country, count)| (**count, std::cmp::Reverse(**country)))?;
    (*most as f32 >= HOME_SHARE * all as f32).then(|| state(country).to_owned())
}

/// The country of the actor named last before an actor’s first mention, in the same paragraph.
fn near(book: &ActorBook, page: &Page, index: usize) -> Option<String> {
    let first = book.mentions[*book.clusters[index].mentions.first()?].head;
    let block = page.words[first].block;
    book.mentions
        .iter()
        .filter(|mention| mention.head < first && page.words[mention.head].block == block && !mention.small)
        .filter(|mention| mention.country.is_some())
        .max_by_key(|mention| mention.head)
        .and_then(|mention| mention.country.clone())
}

/// Whether an actor belongs to a country even where nothing is said of it: people and bodies, but not places.
fn is_domestic(book: &ActorBook, index: usize) -> bool {
    let cluster = &book.clusters[index];
    let place = cluster.mentions.iter().all(|mention| book.mentions[*mention].place);
    match cluster.kind {
        ActorKind::Person => true,
        ActorKind::Organisation => !place,
        _ => !cluster.sectors.is_empty(),
    }
}
