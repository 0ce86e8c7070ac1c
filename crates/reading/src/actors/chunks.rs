//! Proper names: what the parser's entities, its name arcs and the knowledge tables see as one name.

use super::codes::is_small;
use crate::{
    lexicon::Lexicon,
    page::Page,
    parse::{EntityKind, Rel, Upos},
};
use knowledge::Fact;
use std::ops::Range;

/// A proper name in the text.
#[derive(Debug, Clone, PartialEq)]
pub struct Chunk {
    /// Its words.
    pub words: Range<usize>,
    /// What the parser takes it for.
    pub kind: Option<EntityKind>,
    /// What the tables know of it.
    pub fact: Option<Fact>,
}

/// Finds the names of a document, in order, without overlap.
pub fn find_chunks(page: &Page, lexicon: &Lexicon) -> Vec<Chunk> {
    let mut chunks = Vec::new();
    let mut at = 0;
    while at < page.words.len() {
        // « Según el Kremlin, … »: the capital of a source phrase that opens the sentence is none of a name’s.
        if page.sentence_of(at).start == at
            && page.words[at].upos == Upos::Adp
            && let Some((_, end)) = lexicon.source(page, at)
        {
            at = end;
            continue;
        }
        let chunk = known(page, lexicon, at)
            .or_else(|| known_behind_article(page, lexicon, at))
            .or_else(|| entity(page, lexicon, at))
            .or_else(|| capitals(page, at));
        match chunk {
            // « Iraqi President X »: in a language that writes it with a capital, the adjective is no part of the name.
            Some(chunk) if is_nationality(page, lexicon, &chunk) => at += 1,
            Some(chunk) if is_whole_nationality(page, lexicon, &chunk) => at = chunk.words.end,
            Some(chunk) => {
                let chunk = before_person(page, lexicon, without_function(page, lexicon, chunk));
                at = chunk.words.end;
                if !is_function(page, lexicon, &chunk) && !is_date(page, lexicon, &chunk) {
                    chunks.push(chunk);
                }
            }
            None => at += 1,
        }
    }
    joined(page, chunks)
}

/// « Premier ministre Jean Durand », « L’Orient le docteur Jean Durand »: a function that the parser took into a person’s name is
/// none of it; what follows it is another name.
fn without_function(page: &Page, lexicon: &Lexicon, mut chunk: Chunk) -> Chunk {
    if chunk.fact.is_some() {
        return chunk;
    }
    let person = |at: usize| {
        lexicon.noun(page, at).filter(|noun| noun.kind == records::ActorKind::Person).map(|noun| noun.length)
    };
    // One word may be a first name (« Marin »): two that follow it are a name by themselves.
    if let Some(length) = person(chunk.words.start)
        && (length > 1 || chunk.words.len() > length + 1)
        && length < chunk.words.len()
        && starts_upper(&page.words[chunk.words.start + length].text)
        && !page.is_punct(chunk.words.start + length)
    {
        chunk.words.start += length;
        chunk.kind = Some(EntityKind::Person);
    }
    // « la Samoane X Y »: a people’s name is none of it either.
    if chunk.words.len() > 1
        && chunk.words.start > 0
        && starts_upper(&page.words[chunk.words.start + 1].text)
        && page.words[chunk.words.start - 1].upos == Upos::Det
        && knowledge::country_by_demonym(&lexicon.pack.tag, &page.words[chunk.words.start].text)
            .is_some_and(|demonym| demonym.noun)
    {
        chunk.words.start += 1;
    }
    let article = |at: usize| {
        lexicon.pack.syntax.definite.contains(&page.words[at].text)
            && !starts_upper(&page.words[at + 1].text)
            && person(at + 1).is_some()
    };
    if let Some(end) = (chunk.words.start + 1..chunk.words.end.saturating_sub(1)).find(|at| article(*at)) {
        chunk.words.end = end;
        chunk.kind = None;
    }
    chunk
}

/// « Terre et Droits »: two unknown names that stand joined in the same way wherever they stand are one.
fn joined(page: &Page, chunks: Vec<Chunk>) -> Vec<Chunk> {
    let mut out: Vec<Chunk> = Vec::new();
    for chunk in chunks {
        let joins = out.last().is_some_and(|first: &Chunk| {
            let plain = |chunk: &Chunk| {
                chunk.fact.is_none() && chunk.words.len() == 1 && chunk.kind != Some(EntityKind::Person)
            };
            let (a, b) = (first.words.start, chunk.words.start);
            plain(first) && plain(&chunk) && b == a + 2 && page.words[a + 1].upos == Upos::Cconj && {
                let texts = [a, a + 1, b].map(|at| page.words[at].text.as_str());
                let together = page
                    .words
                    .windows(3)
                    .filter(|three| three.iter().map(|word| word.text.as_str()).eq(texts))
                    .count();
                let alone =
                    |text: &str| page.words.iter().filter(|word| word.text == text).count() == together;
                together > 1 && alone(texts[0]) && alone(texts[2])
            }
        });
        match out.last_mut() {
            Some(first) if joins => {
                first.words.end = chunk.words.end;
                first.kind = Some(EntityKind::Organisation);
            }
            _ => out.push(chunk),
        }
    }
    out
}

/// Whether an unknown name begins with an adjective of nationality, or is one before its noun.
fn is_nationality(page: &Page, lexicon: &Lexicon, chunk: &Chunk) -> bool {
    let first = &page.words[chunk.words.start];
    let next = chunk.words.start + 1;
    // « Iraqi towns »: nor is it a name by itself, before its noun.
    let alone = chunk.words.len() == 1
        && matches!(first.rel, Rel::Amod | Rel::Flat)
        && first.head > chunk.words.start;
    let first_of_several = chunk.words.len() > 1
        && (first.upos == Upos::Adj || first.rel == Rel::Amod)
        && page.words[next].entity.is_none_or(|entity| entity.begins);
    chunk.fact.is_none()
        && (alone || first_of_several)
        && knowledge::country_by_demonym(&lexicon.pack.tag, &first.text)
            .is_some_and(|demonym| demonym.adjective && demonym.country.is_some())
}

/// « South African economists »: nor does an adjective of nationality in two words name anybody before its noun.
fn is_whole_nationality(page: &Page, lexicon: &Lexicon, chunk: &Chunk) -> bool {
    let last = chunk.words.end - 1;
    chunk.fact.is_none()
        && chunk.words.len() == 2
        && matches!(page.words[last].rel, Rel::Amod | Rel::Flat)
        && page.words[last].head > last
        && knowledge::country_by_demonym(&lexicon.pack.tag, &page.slice(page.span(chunk.words.clone())))
            .is_some_and(|demonym| demonym.adjective && demonym.country.is_some())
}

/// « President X »: a function with a capital that stands right before a person's name ends where that begins.
fn before_person(page: &Page, lexicon: &Lexicon, chunk: Chunk) -> Chunk {
    let start = chunk.words.start;
    let function = (chunk.fact.is_none() && page.words[start].entity.is_none())
        .then(|| lexicon.noun(page, start))
        .flatten()
        .filter(|noun| noun.kind == records::ActorKind::Person);
    let name = function.map(|noun| start + noun.length).filter(|name| {
        chunk.words.contains(name)
            && page.words[*name]
                .entity
                .is_some_and(|entity| entity.begins && entity.kind == EntityKind::Person)
    });
    match name {
        Some(name) => Chunk { words: start..name, ..chunk },
        None => chunk,
    }
}

/// Whether what was taken for a name is a day or month that the language writes with a capital.
fn is_date(page: &Page, lexicon: &Lexicon, chunk: &Chunk) -> bool {
    chunk.kind.is_none()
        && chunk.fact.is_none()
        && chunk.words.clone().all(|at| lexicon.pack.dates.is_date_word(&page.words[at].lower))
}

/// Whether what was taken for a name is only a function written with a capital (« Premier ministre »).
fn is_function(page: &Page, lexicon: &Lexicon, chunk: &Chunk) -> bool {
    let first = &page.words[chunk.words.start].text;
    let title = chunk.words.len() == 1
        && lexicon.pack.actors.titles.iter().any(|title| title.words.iter().any(|word| word == first));
    title
        || chunk.fact.is_none()
            && lexicon.noun(page, chunk.words.start).is_some_and(|noun| {
                let rest = chunk.words.start + noun.length..chunk.words.end;
                noun.kind == records::ActorKind::Person
                    && noun.length <= chunk.words.len()
                    && rest
                        .clone()
                        .all(|at| page.words[at].upos == Upos::Adj && !starts_upper(&page.words[at].text))
            })
}

/// A name that the tables know: only where it is written as a name, with a capital.
fn known(page: &Page, lexicon: &Lexicon, at: usize) -> Option<Chunk> {
    if !starts_upper(&page.words[at].text) {
        return None;
    }
    let end = page.sentence_of(at).end.min(at + 12);
    // Marks that a name can hold are few; a comma or bracket ends it.
    let end = (at..end)
        .find(|word| {
            matches!(page.words[*word].lower.as_str(), "," | ";" | ":" | "(" | ")" | "." | "!" | "?")
                || page.words[*word].quote != page.words[at].quote
        })
        .unwrap_or(end);
    let words: Vec<&str> = (at..end).map(|word| page.words[word].text.as_str()).collect();
    let (length, fact) = knowledge::longest_match(&lexicon.pack.tag, &words)?;
    if matches!(&fact, Fact::Demonym(_)) {
        return None;
    }
    // « la Croix-Rouge mozambicaine »: a known body by the adjective of a country.
    let adjective = at + length;
    if matches!(&fact, Fact::Organisation(_))
        && page.words.get(adjective).is_some_and(|word| {
            word.upos == Upos::Adj
                && knowledge::country_by_demonym(&lexicon.pack.tag, &word.text)
                    .is_some_and(|demonym| demonym.adjective && demonym.country.is_some())
        })
    {
        let kind = page.words[at].entity.map(|entity| entity.kind);
        return Some(Chunk { words: at..adjective + 1, kind, fact: Some(fact) });
    }
    // A first name or surname that is also a place is part of the person's name.
    let whole = entity(page, lexicon, at);
    let acronym = length == 1
        && page.words[at].text.chars().count() > 1
        && page.words[at].text.chars().all(char::is_uppercase);
    if let Some(whole) = &whole
        && !acronym
        && whole.words.len() > length
        && whole.kind != Some(EntityKind::Place)
        && !(length > 1 && matches!(&fact, Fact::Organisation(_)) && whole.words.len() > length + 1)
    {
        return Some(Chunk { fact: None, ..whole.clone() });
    }
    let kind = page.words[at].entity.map(|entity| entity.kind);
    // « raconte Salima, aide à domicile »: a first name that is also a small town.
    let behind = at > 0 && page.words[at - 1].upos == Upos::Adp;
    if kind == Some(EntityKind::Person) && !behind && matches!(&fact, Fact::Place(place) if is_small(place)) {
        return None;
    }
    if kind == Some(EntityKind::Person)
        && !matches!(&fact, Fact::Country(_))
        && length == 1
        && whole.is_some_and(|whole| whole.words.len() > 1)
    {
        return None;
    }
    Some(Chunk { words: at..at + length, kind, fact: Some(fact) })
}

/// A name that the tables know in an entity that begins with its article (« la Chine »).
fn known_behind_article(page: &Page, lexicon: &Lexicon, at: usize) -> Option<Chunk> {
    let whole = entity(page, lexicon, at)?;
    (whole.words.start > at).then(|| known(page, lexicon, whole.words.start)).flatten()
}

/// A named entity of the parser, freed of the articles, punctuation and nouns in lower case that it swallowed.
fn entity(page: &Page, lexicon: &Lexicon, at: usize) -> Option<Chunk> {
    let entity = page.words[at].entity?;
    let end_of_sentence = page.sentence_of(at).end;
    let mut end = at + 1;
    while end < end_of_sentence
        && (page.words[end].entity.is_some_and(|next| !next.begins && next.kind == entity.kind)
            || hyphenated(page, end))
    {
        end += 1;
    }
    let mut start = at;
    while start < end
        && (page.is_punct(start)
            || (lexicon.pack.syntax.articles.contains(&page.words[start].lower) && end - start > 1)
            || !starts_name(&page.words[start].text))
    {
        start += 1;
    }
    while end > start
        && (page.is_punct(end - 1)
            || page.is_punct_text(&page.words[end - 1].text)
            || matches!(page.words[end - 1].upos, Upos::Adp | Upos::Det | Upos::Cconj))
    {
        end -= 1;
    }
    if start >= end || page.words[start].upos == Upos::Verb && page.words[start].entity.is_none() {
        return None;
    }
    // « Contacté, le ministère … »: a participle that opens its sentence is no name.
    let token = &page.words[start];
    let opens = start == page.sentence_of(start).start || page.is_punct(start - 1);
    if end == start + 1
        && opens
        && token.upos != Upos::Propn
        && (token.upos == Upos::Verb || lexicon.is_participle_form(&token.lower))
    {
        return None;
    }
    end = extend(page, start, end);
    Some(Chunk { words: start..end, kind: Some(entity.kind), fact: None })
}

/// Words with capitals that the tagger takes for names and the entity recogniser missed.
fn capitals(page: &Page, at: usize) -> Option<Chunk> {
    let token = &page.words[at];
    let named = matches!(token.upos, Upos::Propn | Upos::X)
        && starts_upper(&token.text)
        && token.text.chars().count() > 1;
    let acronym = token.text.chars().count() >= 2
        && token.text.chars().all(|c| c.is_uppercase() || c == '-' || c == '&' || c.is_ascii_digit())
        && token.text.chars().any(char::is_alphabetic)
        && token.upos != Upos::Punct;
    if !(named || acronym) {
        return None;
    }
    let words = at..extend(page, at, at + 1);
    // « Contacté, le ministère … »: a word set off at the head of its sentence and found nowhere else is no name.
    let opens = at == page.sentence_of(at).start;
    let comma = page.words.get(words.end).is_some_and(|next| next.lower == ",");
    if words.len() == 1 && !acronym && opens && comma {
        let again = page.words.iter().filter(|word| word.text == token.text).count() > 1;
        if !again {
            return None;
        }
    }
    Some(Chunk { words, kind: None, fact: None })
}

/// Goes on over the words of the same name: flat arcs and capitals side by side.
fn extend(page: &Page, start: usize, mut end: usize) -> usize {
    let stop = page.sentence_of(start).end;
    while end < stop {
        let token = &page.words[end];
        if hyphenated(page, end) {
            end += 1;
            continue;
        }
        let flat = token.rel == Rel::Flat && (start..end).contains(&token.head);
        let capital = matches!(token.upos, Upos::Propn | Upos::X)
            && starts_upper(&token.text)
            && token.quote == page.words[start].quote
            && starts_upper(&page.words[end - 1].text);
        if (flat && !page.is_punct(end) && starts_upper(&token.text)) || capital {
            end += 1;
        } else {
            break;
        }
    }
    end
}

/// Whether a token goes on a name with a hyphen, without a space: « Anne », « - », « Sophie ».
fn hyphenated(page: &Page, word: usize) -> bool {
    let glued = |at: usize| {
        at > 0 && page.words.get(at).is_some_and(|token| page.words[at - 1].span.end == token.span.start)
    };
    let hyphen = |at: usize| {
        page.words[at].text == "-" && glued(at) && glued(at + 1) && starts_upper(&page.words[at + 1].text)
    };
    let prefix = |at: usize| page.words[at].text.len() > 1 && page.words[at].text.ends_with('-');
    word > 0
        && glued(word)
        && (hyphen(word)
            || prefix(word - 1) && starts_upper(&page.words[word].text)
            || page.words[word - 1].text == "-" && hyphen(word - 1))
}

/// Whether a word starts with a capital.
pub fn starts_upper(text: &str) -> bool {
    text.chars().next().is_some_and(char::is_uppercase)
}

fn starts_name(text: &str) -> bool {
    text.chars().next().is_some_and(|c| c.is_uppercase() || c.is_numeric())
}
