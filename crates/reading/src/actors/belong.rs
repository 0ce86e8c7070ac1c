//! Whose a function or body is: « le porte-parole de la police », « sa présidente », « la direction de la chaîne ».
//!
//! What the words of a mention leave open the one that it is of tells: the country, and the sector where the pack says so.

use super::{ActorBook, Mention, grammar::within, pronouns};
use crate::{
    lexicon::Lexicon,
    page::Page,
    parse::{Rel, Upos},
};
use records::{ActorKind, Sector};

/// How many words behind a noun its complement may begin.
const COMPLEMENT_REACH: usize = 8;

/// How often what an owner tells is passed on (« le chef de la section de l’union »).
const ROUNDS: usize = 2;

/// Finds the owners of all mentions and takes over what they tell.
pub fn settle(book: &mut ActorBook, page: &Page, lexicon: &Lexicon) {
    for index in 0..book.mentions.len() {
        book.mentions[index].owner = owner(book, page, lexicon, index);
    }
    name_bodies(book);
    // What a small place of the same name tells of a body is not handed on.
    refresh(book);
    for _ in 0..ROUNDS {
        for index in 0..book.mentions.len() {
            if let Some(owner) = book.mentions[index].owner {
                take_over(book, page, lexicon, index, owner);
            }
        }
        refresh(book);
    }
    for index in 0..book.clusters.len() {
        let body = book.clusters[index].mentions.iter().find_map(|mention| book.mentions[*mention].owner);
        book.clusters[index].member_of = body.filter(|body| *body != index);
    }
}

/// « Delmas » after « le groupe Delmas » is the body, not the town of this name.
fn name_bodies(book: &mut ActorBook) {
    for cluster in &book.clusters {
        let told = |index: &usize| {
            let mention = &book.mentions[*index];
            !mention.place && mention.role.is_some() && mention.name.is_some()
        };
        if cluster.kind != ActorKind::Organisation || !cluster.mentions.iter().any(told) {
            continue;
        }
        for index in &cluster.mentions {
            let mention = &mut book.mentions[*index];
            if mention.place && mention.role.is_none() {
                mention.place = false;
                mention.country = None;
            }
        }
    }
}

/// The actor of whom a mention’s noun is: its complement’s, else the one that its possessive stands for.
fn owner(book: &ActorBook, page: &Page, lexicon: &Lexicon, index: usize) -> Option<usize> {
    let mention = &book.mentions[index];
    if mention.pronoun {
        return None;
    }
    if mention.role.is_none() {
        return member(book, page, lexicon, mention);
    }
    let noun = mention.apposed.unwrap_or(mention.head);
    let own = book.of_mention[index];
    let found = match complement(book, page, lexicon, noun) {
        Some(body) => book.of_mention[body],
        None => possessive(page, lexicon, noun)
            .and_then(|word| pronouns::owner(book, page, lexicon, word, mention.inherit))
            .or_else(|| implied(book, page, lexicon, index)),
    };
    found.filter(|body| Some(*body) != own)
}

/// « X de l’Observatoire des droits »: the body right behind a person’s name.
fn member(book: &ActorBook, page: &Page, lexicon: &Lexicon, mention: &Mention) -> Option<usize> {
    let name = mention.name.as_ref().filter(|_| mention.kind == ActorKind::Person)?;
    let genitive = page.words.get(name.end).is_some_and(|next| {
        next.upos == Upos::Adp
            && lexicon.is_genitive(&next.lower)
            && next.sentence == page.words[mention.head].sentence
    });
    let body = complement(book, page, lexicon, name.end - 1).filter(|_| genitive)?;
    let told = &book.mentions[body];
    let named = told.kind == ActorKind::Organisation && !told.place && !told.sectors.is_empty();
    book.of_mention[body].filter(|_| named)
}

/// How many sentences back the body may stand that a bare function is of.
const IMPLIED_REACH: usize = 2;

/// « Le syndicat appelle à la grève. … le délégué X »: a function that tells no field and no body is of the body named last in
/// its paragraph.
fn implied(book: &ActorBook, page: &Page, lexicon: &Lexicon, index: usize) -> Option<usize> {
    let mention = &book.mentions[index];
    let noun = mention.apposed.unwrap_or(mention.head);
    let bare = mention.inherit
        && mention.kind == ActorKind::Person
        && mention.sectors.is_empty()
        && mention.country.is_none()
        && possessive(page, lexicon, noun).is_none();
    if !bare {
        return None;
    }
    let token = &page.words[noun];
    let found = book.mentions[..index].iter().enumerate().rev().find(|(_, other)| {
        let head = &page.words[other.head];
        other.kind == ActorKind::Organisation
            && !other.place
            && !other.sectors.is_empty()
            && !other.plural
            && head.block == token.block
            && head.sentence + IMPLIED_REACH >= token.sentence
            && head.quote.is_none()
    });
    found.and_then(|(at, _)| book.of_mention[at])
}

/// The mention that a genitive hangs on a noun.
fn complement(book: &ActorBook, page: &Page, lexicon: &Lexicon, noun: usize) -> Option<usize> {
    let sentence = page.sentence_of(noun);
    let mut genitive = false;
    let mut passed = noun;
    for word in noun + 1..sentence.end.min(noun + COMPLEMENT_REACH) {
        let token = &page.words[word];
        if page.is_punct(word) || token.quote != page.words[noun].quote {
            return None;
        }
        if word <= passed {
            continue;
        }
        if let Some(length) = within(page, lexicon, word) {
            genitive = true;
            passed = word + length - 1;
            continue;
        }
        if token.upos == Upos::Adp {
            genitive = lexicon.is_genitive(&token.lower);
            if !genitive {
                return None;
            }
        } else if matches!(token.upos, Upos::Verb | Upos::Aux | Upos::Pron) {
            return None;
        }
        if genitive
            && let Some(&found) = book.by_head.get(&word)
            && book.mentions[found].head > noun
        {
            return Some(found);
        }
    }
    None
}

/// The possessive before a noun.
pub fn possessive(page: &Page, lexicon: &Lexicon, noun: usize) -> Option<usize> {
    page.dependents(noun, &[Rel::Det, Rel::NmodPoss])
        .find(|det| *det < noun && lexicon.pack.syntax.possessives.contains(&page.words[*det].lower))
}

fn take_over(book: &mut ActorBook, page: &Page, lexicon: &Lexicon, index: usize, owner: usize) {
    let (country, sectors, body) = {
        let owner = &book.clusters[owner];
        (owner.country.clone(), owner.sectors.clone(), owner.kind == ActorKind::Organisation)
    };
    let mention = &mut book.mentions[index];
    let noun = mention.apposed.unwrap_or(mention.head);
    mention.country = mention.country.take().or(country);
    // « sa présidente » of a body of which nothing is known is no head of state.
    let told = !sectors.is_empty() || body && possessive(page, lexicon, noun).is_some();
    let member = mention.role.is_none() && mention.sectors.is_empty();
    if (mention.inherit || member) && told {
        let former = mention.sectors.contains(&Sector::Eli);
        mention.sectors = sectors;
        if former && !mention.sectors.contains(&Sector::Eli) {
            mention.sectors.push(Sector::Eli);
        }
    }
}

/// Gathers country and sectors of all actors from their mentions anew.
fn refresh(book: &mut ActorBook) {
    for index in 0..book.clusters.len() {
        let mentions: Vec<&Mention> =
            book.clusters[index].mentions.iter().map(|mention| &book.mentions[*mention]).collect();
        // A small place of the same name tells the country only of what is nothing but a place.
        let place = mentions.iter().all(|mention| mention.place);
        let country = mentions
            .iter()
            .filter(|mention| place || !(mention.small || mention.place && mention.role.is_none()))
            .find_map(|mention| mention.country.clone());
        let mut sectors: Vec<Sector> = Vec::new();
        for sector in mentions.iter().flat_map(|mention| &mention.sectors) {
            if !sectors.contains(sector) {
                sectors.push(*sector);
            }
        }
        let cluster = &mut book.clusters[index];
        cluster.country = country;
        cluster.sectors = sectors;
    }
}
