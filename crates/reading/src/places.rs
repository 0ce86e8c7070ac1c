//! Places named in a document, and where an act takes place.

use crate::{
    actors::Chunk,
    lexicon::Lexicon,
    page::Page,
    parse::{EntityKind, Upos},
    text::BlockKind,
};
use knowledge::{Fact, PlaceFact};
use records::Span;

/// A place: mentions with the same name.
#[derive(Debug, Clone, PartialEq)]
pub struct Place {
    /// Its name as the document has it first.
    pub name: String,
    /// Alpha-3 of its country.
    pub country: Option<String>,
    /// GeoNames id.
    pub geonames: Option<u32>,
    /// Degrees north and east.
    pub point: Option<(f64, f64)>,
    /// `country`, `city`, `region` or `place`.
    pub kind: &'static str,
    /// Where it is named: head token and words.
    pub mentions: Vec<(usize, Span)>,
}

/// All places of a document, in order of their first mention.
#[derive(Debug, Default)]
pub struct PlaceBook {
    /// The places.
    pub places: Vec<Place>,
    /// The mentions that stand where an act can be, by place: its index, head token and words.
    located: Vec<(usize, usize, Span)>,
}

impl PlaceBook {
    /// Finds the places of a document among its names; `home` is the country that it is about. Of several places of one
    /// name what stands right behind it tells (« Valence (Espagne) »), then the document's country, then its dateline's.
    pub fn find(page: &Page, lexicon: &Lexicon, chunks: &[Chunk], home: Option<&str>) -> PlaceBook {
        let mut book = PlaceBook::default();
        let countries: Vec<&str> = home.into_iter().chain(dateline(page, chunks)).collect();
        for (index, chunk) in chunks.iter().enumerate() {
            let within = chunks.get(index + 1).map(|next| within(page, chunk, next)).unwrap_or_default();
            if let Some(place) = place(page, &lexicon.pack.tag, chunk, &within, &countries) {
                let span = page.span(chunk.words.clone());
                let head = chunk.words.start;
                let same = |known: &&mut Place| known.name == place.name && known.country == place.country;
                match book.places.iter_mut().find(same) {
                    Some(known) => known.mentions.push((head, span)),
                    None => book.places.push(Place { mentions: vec![(head, span)], ..place }),
                }
            }
        }
        let places = book.places.iter().enumerate();
        book.located = places
            .flat_map(|(index, place)| place.mentions.iter().map(move |(head, span)| (index, *head, *span)))
            .filter(|(_, head, _)| is_located(page, lexicon, *head))
            .collect();
        book
    }

    /// The mentions that stand where an act can be: place, head and words.
    pub fn located(&self) -> impl Iterator<Item = (usize, usize, Span)> + '_ {
        self.located.iter().copied()
    }

    /// Whether a place is named at a token and stands where an act can be.
    pub fn is_scene(&self, word: usize) -> bool {
        self.located().any(|(_, head, _)| head == word)
    }

    /// The head of the place of the act at a token: one that hangs below it after a preposition of place, else one of its
    /// sentence.
    pub fn head_near(&self, page: &Page, word: usize) -> Option<usize> {
        let sentence = page.sentence_of(word);
        let clause = page.subtree(word);
        self.located()
            .filter(|(_, head, _)| sentence.contains(head))
            .min_by_key(|(index, head, _)| {
                let country = self.places[*index].kind == "country";
                (!clause.contains(head), *head < word, country, head.abs_diff(word))
            })
            .map(|(_, head, _)| head)
    }
}

/// Nouns that may stand between a preposition of place and a name (« dans la banlieue sud de Lyon »).
const MOST_LINKS: usize = 3;

/// Whether a preposition of place stands before a noun, or before the noun that it completes.
pub fn is_located(page: &Page, lexicon: &Lexicon, head: usize) -> bool {
    let syntax = &lexicon.pack.syntax;
    let mut at = head;
    for _ in 0..MOST_LINKS {
        let start = page.sentence_of(at).start;
        // Back over article and adjectives (« dans la petite ville »).
        let Some(word) = (start..at).rev().take(4).find(|before| {
            !matches!(page.words[*before].upos, Upos::Det | Upos::Adj | Upos::Num)
                || lexicon.preposition(&page.words[*before].lower) != page.words[*before].lower
        }) else {
            return false;
        };
        let plain = lexicon.preposition(&page.words[word].lower);
        let opens = |phrase: &String| {
            let mut words = phrase.split_whitespace().rev();
            words.next() == Some(plain)
                && words
                    .zip((start..word).rev())
                    .all(|(wanted, before)| lexicon.preposition(&page.words[before].lower) == wanted)
        };
        if syntax.place_prepositions.iter().any(opens) {
            return true;
        }
        let parent = page.words[at].head;
        if !syntax.genitives.iter().any(|known| known == plain)
            || parent >= at
            || !page.words[parent].upos.is_nominal()
        {
            return false;
        }
        if !syntax.place_nouns.contains(&page.words[parent].lemma) {
            return false;
        }
        at = parent;
    }
    false
}

/// The country in the dateline, where it names one.
fn dateline<'a>(page: &Page, chunks: &'a [Chunk]) -> Option<&'a str> {
    let there = chunks.iter().filter(|chunk| page.block_of(chunk.words.start).kind == BlockKind::Dateline);
    there.into_iter().find_map(|chunk| match &chunk.fact {
        Some(Fact::Country(country)) => Some(country.code),
        Some(Fact::Seat(seat)) => Some(seat.country),
        _ => None,
    })
}

/// What a place lies in, if the next name stands right behind it in brackets or behind a comma and is a country or region.
fn within(page: &Page, chunk: &Chunk, next: &Chunk) -> Vec<PlaceFact> {
    let between = chunk.words.end..next.words.start;
    if between.len() != 1 || !matches!(page.words[between.start].text.as_str(), "(" | ",") {
        return Vec::new();
    }
    match &next.fact {
        Some(Fact::Country(country)) => knowledge::places("en", country.name("en")),
        Some(Fact::Place(place)) if place.kind != "city" => vec![place.clone()],
        _ => Vec::new(),
    }
}

fn place(page: &Page, tag: &str, chunk: &Chunk, within: &[PlaceFact], countries: &[&str]) -> Option<Place> {
    let name = page.slice(page.span(chunk.words.clone()));
    let blank =
        Place { name, country: None, geonames: None, point: None, kind: "place", mentions: Vec::new() };
    match &chunk.fact {
        Some(Fact::Country(country)) => {
            Some(Place { country: Some(country.code.to_owned()), kind: "country", ..blank })
        }
        Some(Fact::Place(fact)) if fact.kind == "city" => {
            // « Paris, Londres »: what is no place there may still be the usual one.
            let there = knowledge::place_in(tag, &blank.name, within, countries);
            let usual = || knowledge::place_in(tag, &blank.name, &[], countries);
            Some(known(blank.clone(), there.or_else(usual).as_ref().unwrap_or(fact)))
        }
        Some(Fact::Place(fact)) => Some(known(blank, fact)),
        Some(Fact::Seat(seat)) if seat.capital => {
            let fact = knowledge::place(tag, &blank.name, Some(seat.country));
            Some(match fact {
                Some(fact) => known(blank, &fact),
                None => Place { country: Some(seat.country.to_owned()), kind: "city", ..blank },
            })
        }
        None if chunk.kind == Some(EntityKind::Place) => Some(blank),
        _ => None,
    }
}

fn known(blank: Place, fact: &knowledge::PlaceFact) -> Place {
    Place {
        country: fact.country.map(str::to_owned),
        geonames: fact.geonames,
        point: fact.lat.zip(fact.lon),
        kind: if fact.kind == "city" || fact.kind == "country" { fact.kind } else { "region" },
        ..blank
    }
}
