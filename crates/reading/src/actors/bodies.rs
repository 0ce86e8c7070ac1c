//! Bodies that the tables know, named within or behind a description: « le cabinet Deloitte », « l’agence spatiale européenne ».

use super::{
    Mention,
    chunks::{Chunk, starts_upper},
    describe::Noun,
};
use crate::{lexicon::Lexicon, page::Page, parse::EntityKind};
use knowledge::Fact;
use records::{ActorKind, Sector};
use std::ops::Range;

/// The most words that a name written without a capital may take.
const LONGEST: usize = 10;

/// Lets a body’s description have what the tables and the pack know of it by its name among `chunks`, or by its own words.
pub(super) fn settle(page: &Page, lexicon: &Lexicon, mention: &mut Mention, noun: &Noun, chunks: &[Chunk]) {
    if noun.kind != ActorKind::Organisation {
        return;
    }
    let Some(name) = mention.name.clone() else {
        spelled_small(page, lexicon, mention, noun);
        return;
    };
    let Some(chunk) = chunks.iter().find(|chunk| chunk.words.contains(&name.start)) else { return };
    let right_behind = name.start == mention.head + noun.length;
    // « le cabinet Delmas », where Ms Delmas is named elsewhere, is hers.
    let last = |chunk: &Chunk| page.words[chunk.words.end - 1].text.as_str();
    let person = chunk.kind == Some(EntityKind::Person)
        && (chunk.words.len() > 1
            || chunks.iter().any(|other| other.words.len() > 1 && last(other) == last(chunk)));
    match &chunk.fact {
        // « le gouvernement Hamas » is a government of that party, « le groupe de presse Lagardère » is told by more than one word.
        Some(Fact::Organisation(body))
            if noun.sectors.is_empty() || noun.length == 1 && !matches!(body.kind, "party" | "armed") =>
        {
            let told = sectors_of(&body.sectors);
            if !told.is_empty() && !told.iter().any(|sector| mention.sectors.contains(sector)) {
                mention.sectors = told;
            }
        }
        None if right_behind && !noun.named.is_empty() && !person => {
            mention.sectors.clone_from(&noun.named);
        }
        // « l’agence Dupont Rating »: a word of the name tells the field where the noun tells none.
        None if mention.sectors.is_empty() && chunk.words.len() > 1 => {
            mention.sectors = name_field(page, lexicon, &chunk.words).unwrap_or_default();
        }
        // « l’université Félix-Houphouët-Boigny »
        _ if right_behind => spelled_small(page, lexicon, mention, noun),
        _ => {}
    }
}

/// « l’agence spatiale européenne », « l’université américaine de Beyrouth »: a name written as a description, told by the people or
/// the place in it from what every country has.
fn spelled_small(page: &Page, lexicon: &Lexicon, mention: &mut Mention, noun: &Noun) {
    let head = mention.head;
    let end = page.sentence_of(head).end.min(head + LONGEST);
    let words: Vec<&str> = (head..end).map(|at| page.words[at].text.as_str()).collect();
    let Some((length, fact)) = knowledge::longest_match(&lexicon.pack.tag, &words) else { return };
    let own = |at: usize| {
        starts_upper(&page.words[at].text)
            || knowledge::country_by_demonym(&lexicon.pack.tag, &page.words[at].lower)
                .is_some_and(|demonym| demonym.adjective)
    };
    if mention.plural || length < noun.length || !(head + 1..head + length).any(own) {
        return;
    }
    let (country, sectors) = match fact {
        Fact::Organisation(body) if length > noun.length => {
            mention.known = Some(body.id);
            (body.country, sectors_of(&body.sectors))
        }
        // « le département d’État »
        Fact::Seat(seat) if !seat.capital => (Some(seat.country), sectors_of(seat.sectors)),
        _ => return,
    };
    mention.country = country.map(str::to_owned);
    mention.hint = None;
    if !sectors.is_empty() {
        mention.sectors = sectors;
    }
    mention.words.end = mention.words.end.max(head + length);
}

fn sectors_of(codes: &[&str]) -> Vec<Sector> {
    codes.iter().filter_map(|code| code.parse().ok()).collect()
}

/// The field that a word of an unknown body’s name tells: the first that tells one, but the last where every word has a capital, as
/// where a language puts the noun last (« Science Facilities Council »).
pub(super) fn name_field(page: &Page, lexicon: &Lexicon, words: &Range<usize>) -> Option<Vec<Sector>> {
    let field = |word: usize| lexicon.name_field(&page.words[word].text).map(<[Sector]>::to_vec);
    let capital = |word: usize| {
        let text = &page.words[word].text;
        starts_upper(text) || !text.chars().any(char::is_alphabetic)
    };
    if words.clone().all(capital) {
        words.clone().rev().find_map(field)
    } else {
        words.clone().find_map(field)
    }
}
