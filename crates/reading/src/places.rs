//! Places named in a document, and where an act takes place.

use crate::{
    actors::{Chunk, dateline},
    lexicon::Lexicon,
    page::Page,
    parse::{EntityKind, Upos},
};
use knowledge::{Fact, PlaceFact};
use records::Span;
use std::collections::BTreeMap;

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
        let tag = &lexicon.pack.tag;
        let mut countries: Vec<&str> = home.into_iter().chain(dateline(page, tag, chunks)).collect();
        if let [home, there] = countries[..]
            && !is_told(page, tag, chunks, home)
        {
            countries = vec![there, home];
        }
        let name = |chunk: &Chunk| page.slice(page.span(chunk.words.clone())).to_lowercase();
        // What is said once of what a place lies in holds for its other mentions.
        let mut said: BTreeMap<String, Around> = BTreeMap::new();
        let arounds: Vec<Around> = chunks
            .iter()
            .enumerate()
            .map(|(index, chunk)| {
                let mut around =
                    chunks.get(index + 1).map(|next| around(page, lexicon, chunk, next)).unwrap_or_default();
                let before = index.checked_sub(1).map(|before| &chunks[before]);
                around.within = before.is_some_and(|before| is_within(page, lexicon, before, chunk));
                if around.said {
                    said.entry(name(chunk)).or_insert_with(|| around.clone());
                }
                around
            })
            .collect();
        for (chunk, around) in chunks.iter().zip(&arounds) {
            let around =
                if around.facts.is_empty() { said.get(&name(chunk)).unwrap_or(around) } else { around };
            if let Some(place) = place(page, lexicon, chunk, around, &countries) {
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
const MOST_LINKS: usize = 4;

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
        // « près de la ville »: all of it stands there, also where the sentence begins (« Des pays … »).
        let opens = |phrase: &String| {
            let mut before = (start..=word).rev();
            phrase.split_whitespace().rev().all(|wanted| {
                before.next().is_some_and(|at| lexicon.preposition(&page.words[at].lower) == wanted)
            })
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
        // « à une trentaine de kilomètres de Gao ».
        let lemma = &page.words[parent].lemma;
        if !syntax.place_nouns.contains(lemma) && !syntax.distances.contains(lemma) {
            return false;
        }
        at = parent;
    }
    false
}

/// Whether a text speaks of a country by its name, its people or its capital, and not by towns alone, whose names may be others'.
fn is_told(page: &Page, tag: &str, chunks: &[Chunk], country: &str) -> bool {
    let named = chunks.iter().any(|chunk| match &chunk.fact {
        Some(Fact::Country(named)) => named.code == country,
        Some(Fact::Seat(seat)) => seat.country == country,
        Some(Fact::Organisation(body)) => body.country == Some(country),
        _ => false,
    });
    named
        || page.words.iter().any(|word| {
            matches!(word.upos, Upos::Adj | Upos::Noun | Upos::Propn)
                && knowledge::country_by_demonym(tag, &word.text)
                    .is_some_and(|found| found.country == Some(country))
        })
}

/// What a text says that a place lies in.
#[derive(Debug, Clone, Default)]
struct Around {
    /// The country, region or state.
    facts: Vec<PlaceFact>,
    /// Whether words or a bracket say so (« Tripoli, au Liban », « Valence (Espagne) »), and not a mere comma, which may also
    /// part the items of a list.
    said: bool,
    /// Whether it stands right behind a place that it is a part of (« dans la banlieue de Lyon, à Bron »).
    within: bool,
}

/// Whether a name that nothing else is known of stands behind a place, a comma and a preposition of place.
fn is_within(page: &Page, lexicon: &Lexicon, before: &Chunk, chunk: &Chunk) -> bool {
    let place = matches!(before.fact, Some(Fact::Country(_) | Fact::Place(_)))
        || before.kind == Some(EntityKind::Place);
    let between = before.words.end..chunk.words.start;
    place
        && !matches!(chunk.kind, Some(EntityKind::Person | EntityKind::Organisation))
        && between.len() == 2
        && page.words[between.start].text == ","
        && page.words[between.start + 1].upos == Upos::Adp
        && is_located(page, lexicon, before.words.start)
}

/// Words that may stand between a place and what it lies in (« , dans l'ouest de la »).
const MOST_BETWEEN: usize = 7;

/// What a place lies in, if the next name stands right behind it in brackets, behind a comma, or after a preposition of place,
/// and is a country or region.
fn around(page: &Page, lexicon: &Lexicon, chunk: &Chunk, next: &Chunk) -> Around {
    let between = chunk.words.end..next.words.start;
    if between.is_empty()
        || between.len() > MOST_BETWEEN
        || page.words[between.start].sentence != page.words[next.words.start].sentence
    {
        return Around::default();
    }
    let facts = match &next.fact {
        Some(Fact::Country(country)) => knowledge::places("en", country.name("en")),
        Some(Fact::Place(place)) if place.kind != "city" => vec![place.clone()],
        _ => return Around::default(),
    };
    let first = page.words[between.start].text.as_str();
    let bracket = first == "(";
    if between.len() == 1 && matches!(first, "(" | ",") {
        return Around { facts, said: bracket, within: false };
    }
    let syntax = &lexicon.pack.syntax;
    let words = if matches!(first, "," | "(") { between.start + 1..between.end } else { between.clone() };
    let case = words.start..words.start + 1;
    let placed = case.clone().all(|at| {
        let plain = lexicon.preposition(&page.words[at].lower);
        page.words[at].upos == Upos::Adp && syntax.place_prepositions.iter().any(|known| known == plain)
    });
    let light = |at: usize| {
        let token = &page.words[at];
        matches!(token.upos, Upos::Det | Upos::Adp)
            || syntax.place_nouns.contains(&token.lemma)
            || syntax.place_nouns.contains(&token.lower)
    };
    // « de Tripoli au Liban » tells a way.
    let before = chunk.words.start.checked_sub(1).map(|at| lexicon.preposition(&page.words[at].lower));
    let way = !matches!(first, "," | "(")
        && before.is_some_and(|case| syntax.genitives.iter().any(|known| known == case));
    if placed && !way && words.clone().all(light) {
        Around { facts, said: true, within: false }
    } else {
        Around::default()
    }
}

/// How many times the people of a namesake a capital may have and still give way to it in a text on the namesake's country.
const CAPITAL_OUTWEIGHS: u32 = 6;

fn place(
    page: &Page,
    lexicon: &Lexicon,
    chunk: &Chunk,
    around: &Around,
    countries: &[&str],
) -> Option<Place> {
    let tag = &lexicon.pack.tag;
    let name = page.slice(page.span(chunk.words.clone()));
    let blank =
        Place { name, country: None, geonames: None, point: None, kind: "place", mentions: Vec::new() };
    let there = || {
        (!around.facts.is_empty())
            .then(|| knowledge::place_in(tag, &blank.name, &around.facts, countries))
            .flatten()
    };
    // A town of that name there which no table holds.
    let unlisted = || {
        let country = around.facts.first().filter(|_| around.said)?.country?;
        Some(Place { country: Some(country.to_owned()), kind: "city", ..blank.clone() })
    };
    match &chunk.fact {
        // « Trinidad, en Bolivie ».
        Some(Fact::Country(country)) if around.said && around.facts[0].country != Some(country.code) => {
            let there =
                there().filter(|place| place.kind == "city").map(|place| known(blank.clone(), &place));
            Some(there.unwrap_or(Place { country: Some(country.code.to_owned()), kind: "country", ..blank }))
        }
        Some(Fact::Country(country)) => {
            Some(Place { country: Some(country.code.to_owned()), kind: "country", ..blank })
        }
        Some(Fact::Place(fact)) if fact.kind == "city" => {
            if let Some(there) = there() {
                return Some(known(blank, &there));
            }
            // « Paris, Londres »: what is no place there may still be the usual one.
            unlisted().or_else(|| {
                let usual = knowledge::place_in(tag, &blank.name, &[], countries);
                Some(known(blank.clone(), usual.as_ref().unwrap_or(fact)))
            })
        }
        Some(Fact::Place(fact)) => Some(known(blank, fact)),
        Some(Fact::Seat(seat)) if seat.capital => {
            let own = knowledge::place(tag, &blank.name, Some(seat.country));
            let elsewhere = around.facts.first().is_some_and(|around| around.country != Some(seat.country));
            if elsewhere
                && let Some(place) = there().map(|there| known(blank.clone(), &there)).or_else(unlisted)
            {
                return Some(place);
            }
            let namesake = countries
                .first()
                .filter(|home| **home != seat.country && around.facts.is_empty())
                .and_then(|home| {
                    knowledge::place(tag, &blank.name, Some(home))
                        .filter(|place| place.country == Some(*home))
                })
                .filter(|place| {
                    let people = |place: &PlaceFact| place.population.unwrap_or(0);
                    own.as_ref()
                        .is_none_or(|own| people(place).saturating_mul(CAPITAL_OUTWEIGHS) >= people(own))
                });
            Some(match namesake.or(own) {
                Some(fact) => known(blank, &fact),
                None => Place { country: Some(seat.country.to_owned()), kind: "city", ..blank },
            })
        }
        // « à l'Élysée »: a building that stands for whoever sits in it.
        Some(Fact::Seat(seat)) if is_located(page, lexicon, chunk.words.start) => {
            let country = (seat.country != "IGO").then(|| seat.country.to_owned());
            Some(Place { country, ..blank })
        }
        // Names that are also words the tables give only where the text wants a place.
        None => {
            let named = chunk.kind == Some(EntityKind::Place);
            // « aux Équatoriens »: a people is no place.
            let people = knowledge::country_by_demonym(tag, &blank.name).is_some_and(|people| people.noun);
            let placed = around.said || around.within;
            if people || !(named || placed && is_located(page, lexicon, chunk.words.start)) {
                return None;
            }
            if let Some(there) = there() {
                return Some(known(blank, &there));
            }
            Some(unlisted().unwrap_or_else(|| {
                let usual = knowledge::place_in(tag, &blank.name, &[], countries);
                usual
                    .filter(|place| place.kind == "city")
                    .map_or(blank.clone(), |place| known(blank.clone(), &place))
            }))
        }
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
