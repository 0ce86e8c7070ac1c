//! Places named in a document, and where an act takes place.

use crate::{actors::Chunk, lexicon::Lexicon, page::Page, parse::EntityKind};
use knowledge::Fact;
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
}

impl PlaceBook {
    /// Finds the places of a document among its names.
    pub fn find(page: &Page, lexicon: &Lexicon, chunks: &[Chunk]) -> PlaceBook {
        let mut book = PlaceBook::default();
        for chunk in chunks {
            if let Some(place) = place(page, &lexicon.pack.tag, chunk) {
                let span = page.span(chunk.words.clone());
                let head = chunk.words.start;
                match book.places.iter_mut().find(|known| known.name == place.name) {
                    Some(known) => known.mentions.push((head, span)),
                    None => book.places.push(Place { mentions: vec![(head, span)], ..place }),
                }
            }
        }
        book
    }

    /// The place of the act at a token: one that hangs below it after a preposition of place, else one of its sentence.
    pub fn near(&self, page: &Page, lexicon: &Lexicon, word: usize) -> Option<(Option<usize>, Span)> {
        let (index, _, span) = self.best(page, lexicon, word)?;
        Some((Some(index), span))
    }

    /// The head of the same place.
    pub fn head_near(&self, page: &Page, lexicon: &Lexicon, word: usize) -> Option<usize> {
        self.best(page, lexicon, word).map(|(_, head, _)| head)
    }

    fn best(&self, page: &Page, lexicon: &Lexicon, word: usize) -> Option<(usize, usize, Span)> {
        let sentence = page.sentence_of(word);
        let clause = page.subtree(word);
        self.places
            .iter()
            .enumerate()
            .flat_map(|(index, place)| place.mentions.iter().map(move |(head, span)| (index, *head, *span)))
            .filter(|(_, head, _)| sentence.contains(head) && is_located(page, lexicon, *head))
            .min_by_key(|(index, head, _)| {
                // The narrower place says more: « à Samarcande, en Ouzbékistan ».
                let country = self.places[*index].kind == "country";
                (!clause.contains(head), *head < word, country, head.abs_diff(word))
            })
    }
}

/// Whether a preposition of place stands before a name, its article aside.
fn is_located(page: &Page, lexicon: &Lexicon, head: usize) -> bool {
    (1..=2).filter_map(|back| head.checked_sub(back)).any(|at| {
        let lower = page.words[at].lower.as_str();
        lexicon.pack.syntax.place_prepositions.iter().any(|known| known == lexicon.preposition(lower))
    })
}

fn place(page: &Page, tag: &str, chunk: &Chunk) -> Option<Place> {
    let name = page.slice(page.span(chunk.words.clone()));
    let blank =
        Place { name, country: None, geonames: None, point: None, kind: "place", mentions: Vec::new() };
    match &chunk.fact {
        Some(Fact::Country(country)) => {
            Some(Place { country: Some(country.code.to_owned()), kind: "country", ..blank })
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
