//! Country and sectors, as far as the words of a mention tell them.

use super::{
    Mention,
    chunks::starts_upper,
    describe::Noun,
    grammar::{blank, is_plural},
};
use crate::{
    lexicon::Lexicon,
    page::Page,
    parse::{Rel, Upos},
};
use knowledge::{Fact, PlaceFact};
use records::{ActorKind, Sector};
use std::ops::Range;

/// A country that an adjective names.
pub(super) fn nationality(word: usize, country: &str) -> Mention {
    let mut mention = blank(word, word..word + 1, ActorKind::Country);
    mention.country = Some(country.to_owned());
    mention.sure = true;
    mention
}

/// The country that a phrase tells: an adjective of nationality, a country in its complement.
pub(super) fn country_around(
    page: &Page,
    lexicon: &Lexicon,
    head: usize,
    phrase: &Range<usize>,
) -> Option<String> {
    let tag = &lexicon.pack.tag;
    let adjective = phrase.clone().filter(|word| *word != head).find_map(|word| {
        let token = &page.words[word];
        matches!(token.upos, Upos::Adj | Upos::Noun | Upos::Propn | Upos::X)
            .then(|| adjective_country(page, lexicon, word))
            .flatten()
    });
    if let Some(country) = adjective {
        return Some(country.to_owned());
    }
    let mut word = phrase.start;
    // « le patron de HP France »: the branch is of the country that stands behind the body’s name.
    let mut body: Option<(usize, &'static str)> = None;
    while word < phrase.end {
        if let Some((_, country)) = body.filter(|(end, _)| *end != word) {
            return Some(country.to_owned());
        }
        // « the Kremlin spokesman », « Italy's foreign minister »
        let before = word < head
            && matches!(page.words[word].rel, Rel::Flat | Rel::NmodPoss)
            && page.is_under(word, head);
        if starts_upper(&page.words[word].text) && (word > head || before) {
            let words: Vec<&str> =
                (word..phrase.end.min(word + 10)).map(|at| page.words[at].text.as_str()).collect();
            if let Some((length, fact)) = knowledge::longest_match(tag, &words) {
                match fact {
                    Fact::Country(country) => return Some(country.code.to_owned()),
                    Fact::Seat(seat) => return Some(seat.country.to_owned()),
                    Fact::Organisation(found) if found.country.is_some() => {
                        body = body.or(found.country.map(|country| (word + length, country)));
                    }
                    Fact::Place(place)
                        if place.country.is_some()
                            && !is_small(&place)
                            && (before || behind_preposition(page, word)) =>
                    {
                        return place.country.map(str::to_owned);
                    }
                    _ => {}
                }
                word += length;
                continue;
            }
        }
        word += 1;
    }
    body.map(|(_, country)| country.to_owned())
}

/// The country of a small place that completes a phrase (« la commune de X »): there may be another of the name.
pub(super) fn hint_around(
    page: &Page,
    lexicon: &Lexicon,
    head: usize,
    phrase: &Range<usize>,
) -> Option<String> {
    (head + 1..phrase.end)
        .filter(|word| starts_upper(&page.words[*word].text) && behind_preposition(page, *word))
        .find_map(|word| {
            let words: Vec<&str> =
                (word..phrase.end.min(word + 10)).map(|at| page.words[at].text.as_str()).collect();
            match knowledge::longest_match(&lexicon.pack.tag, &words)?.1 {
                Fact::Place(place) => place.country.map(str::to_owned),
                _ => None,
            }
        })
}

/// Officials of a union of states by its adjective (« un diplomate européen », « une source européenne »), who have no country of
/// their own.
pub(super) fn union_around(
    page: &Page,
    lexicon: &Lexicon,
    noun: &Noun,
    sectors: &[Sector],
    phrase: &Range<usize>,
) -> Option<String> {
    let official = sectors.iter().any(|sector| matches!(sector, Sector::Gov | Sector::Leg | Sector::Jud))
        || sectors.is_empty() && (noun.state || noun.inherit);
    (official && is_union(page, lexicon, phrase)).then(|| IGO.to_owned())
}

/// Whether a phrase holds the adjective of a union of states.
pub(super) fn is_union(page: &Page, lexicon: &Lexicon, phrase: &Range<usize>) -> bool {
    phrase.clone().any(|word| {
        page.words[word].upos == Upos::Adj
            && knowledge::country_by_demonym(&lexicon.pack.tag, &page.words[word].lower)
                .is_some_and(|demonym| demonym.of_union())
    })
}

/// The country in which the seat of an organisation lies that completes a phrase (« le tribunal de Bruxelles »).
pub(super) fn host(page: &Page, lexicon: &Lexicon, head: usize, phrase: &Range<usize>) -> Option<String> {
    match place_behind(page, lexicon, head, phrase)? {
        (_, Fact::Seat(seat)) => seat.otherwise.map(str::to_owned),
        _ => None,
    }
}

/// Whether a phrase tells a country only as where somebody is (« l’équipe en Italie »): he may well be of another.
pub(super) fn is_there(page: &Page, lexicon: &Lexicon, head: usize, phrase: &Range<usize>) -> bool {
    let people = |word: usize| word != head && adjective_country(page, lexicon, word).is_some();
    let genitive = |word: usize| {
        (head + 1..word)
            .rev()
            .find(|at| page.words[*at].upos != Upos::Det)
            .is_some_and(|at| lexicon.is_genitive(&page.words[at].lower))
    };
    !phrase.clone().any(people)
        && place_behind(page, lexicon, head, phrase)
            .is_some_and(|(word, _)| behind_preposition(page, word) && !genitive(word))
}

/// The first country, seat or place behind the head of a phrase, with where it stands.
fn place_behind(page: &Page, lexicon: &Lexicon, head: usize, phrase: &Range<usize>) -> Option<(usize, Fact)> {
    (head + 1..phrase.end).filter(|word| starts_upper(&page.words[*word].text)).find_map(|word| {
        let words: Vec<&str> =
            (word..phrase.end.min(word + 10)).map(|at| page.words[at].text.as_str()).collect();
        let fact = knowledge::longest_match(&lexicon.pack.tag, &words)?.1;
        matches!(fact, Fact::Country(_) | Fact::Seat(_) | Fact::Place(_)).then_some((word, fact))
    })
}

/// What stands for a country where a body is international.
pub(super) const IGO: &str = "IGO";

/// The country that an adjective of nationality tells; some languages write it with a capital.
pub fn adjective_country(page: &Page, lexicon: &Lexicon, word: usize) -> Option<&'static str> {
    if is_ethnic(page, lexicon, word) {
        return None;
    }
    let tag = &lexicon.pack.tag;
    let token = &page.words[word];
    let of = |form: &str| {
        knowledge::country_by_demonym(tag, form)
            .filter(|demonym| demonym.adjective)
            .and_then(|demonym| demonym.country)
    };
    // « a South African economist »: the adjective of one country may hold that of another or of a continent.
    let first = word.checked_sub(1).map(|at| &page.words[at]);
    if let Some(first) = first.filter(|first| first.sentence == token.sentence && starts_upper(&first.text))
        && starts_upper(&token.text)
        && let Some(country) = of(&format!("{} {}", first.text, token.text))
    {
        return Some(country);
    }
    let small = (!starts_upper(&token.text) || token.upos == Upos::Adj).then(|| of(&token.lower)).flatten();
    small.or_else(|| of(&token.text))
}

/// Whether the name of a people tells descent: « ethnic Albanians » are of the country where they live.
pub(super) fn is_ethnic(page: &Page, lexicon: &Lexicon, word: usize) -> bool {
    word.checked_sub(1).is_some_and(|before| {
        page.words[before].sentence == page.words[word].sentence
            && lexicon.pack.actors.ethnic.contains(&page.words[before].lower)
    })
}

/// People that a town needs before its name alone tells its country.
const LARGE_TOWN: u32 = 100_000;

/// Whether a place may well be another of the same name.
pub(super) fn is_small(place: &PlaceFact) -> bool {
    place.also_word || place.kind == "city" && place.population.unwrap_or(0) < LARGE_TOWN
}

/// Whether a preposition stands before a name, its article aside.
fn behind_preposition(page: &Page, word: usize) -> bool {
    let before = (word.saturating_sub(2)..word).rev().find(|at| page.words[*at].upos != Upos::Det);
    before.is_some_and(|at| page.words[at].upos == Upos::Adp)
}

/// Sectors of a function: those of the body that it is of where the pack says so, else its own; a past office is ELI.
pub(super) fn sectors(
    page: &Page,
    lexicon: &Lexicon,
    head: usize,
    noun: &Noun,
    phrase: &Range<usize>,
) -> Vec<Sector> {
    let mut sectors = noun.sectors.clone();
    if !noun.national.is_empty() && of_country(page, lexicon, head + noun.length, phrase.end) {
        sectors.clone_from(&noun.national);
    }
    if noun.inherit {
        let body = (head + noun.length..phrase.end).find_map(|word| {
            let body = lexicon.noun(page, word)?;
            (body.kind != ActorKind::Person && !body.sectors.is_empty()).then_some((word, body))
        });
        match body {
            // « la communauté juive »: the adjective tells more than a group of people does.
            Some((at, body)) if body.kind == ActorKind::Group => {
                let field = field_beside(page, lexicon, at + body.length, phrase.end);
                sectors = field.unwrap_or(body.sectors);
            }
            Some((_, body)) => sectors = body.sectors,
            None => {
                // « le président de la commission »: of a body that tells no field it is no head of state.
                let vague = (head + noun.length..phrase.end).any(|word| {
                    lexicon.noun(page, word).is_some_and(|body| body.kind == ActorKind::Organisation)
                });
                if vague && noun.kind == ActorKind::Person {
                    sectors.clear();
                }
                let named = (head + noun.length..phrase.end)
                    .find_map(|word| named_sectors(page, lexicon, word, phrase.end));
                let field = || field_beside(page, lexicon, head + noun.length, phrase.end);
                sectors = named
                    .or_else(field)
                    .or_else(|| members(page, lexicon, head, noun, phrase))
                    .or_else(|| field_before(page, lexicon, head, phrase.start))
                    .unwrap_or(sectors);
            }
        }
    }
    // « une association étudiante »: the field beside what it is.
    let open = |sector: &Sector| matches!(sector, Sector::Ngo | Sector::Cvl);
    if noun.kind != ActorKind::Person && !noun.inherit && sectors.iter().all(open) && !sectors.is_empty() {
        let field = field_beside(page, lexicon, head + noun.length, phrase.end).unwrap_or_default();
        sectors.extend(field.into_iter().filter(|sector| !noun.sectors.contains(sector)));
    }
    // « le syndicat des hôteliers »: those whom it joins tell employers from workers.
    if noun.kind == ActorKind::Organisation && sectors == [Sector::Lab] {
        let joined = (head + noun.length..phrase.end)
            .find_map(|word| Some((word, lexicon.noun(page, word)?)))
            .filter(|(word, joined)| joined.sectors == [Sector::Bus] && is_plural(page, *word));
        if joined.is_some() {
            sectors = vec![Sector::Bus];
        }
    }
    // « le député UMP », « un sénateur socialiste »: of the party too.
    let elected = sectors.iter().any(|sector| matches!(sector, Sector::Leg | Sector::Gov));
    let beside = head + noun.length;
    let open = beside < phrase.end && !sectors.contains(&Sector::Pty);
    if noun.kind == ActorKind::Person && !noun.inherit && elected && open {
        let field = field_beside(page, lexicon, beside, phrase.end);
        let party = field.or_else(|| named_sectors(page, lexicon, beside, phrase.end));
        if party.is_some_and(|party| party.contains(&Sector::Pty)) {
            sectors.push(Sector::Pty);
        }
    }
    if noun.kind == ActorKind::Person && is_former(page, lexicon, head, noun, phrase) {
        sectors.push(Sector::Eli);
    }
    sectors
}

/// Whether a country’s name right behind a preposition is all that completes a noun.
fn of_country(page: &Page, lexicon: &Lexicon, from: usize, end: usize) -> bool {
    let Some(name) = (from..end).find(|at| starts_upper(&page.words[*at].text)) else { return false };
    let light = (from..name).all(|at| matches!(page.words[at].upos, Upos::Adp | Upos::Det));
    let words: Vec<&str> = (name..end.min(name + 10)).map(|at| page.words[at].text.as_str()).collect();
    let country = knowledge::longest_match(&lexicon.pack.tag, &words);
    light && name > from && country.is_some_and(|(_, fact)| matches!(fact, Fact::Country(_)))
}

/// What a body of no field of its own is of by its complement: those whom it joins (« l’union des armateurs »), or a field (« le conseil
/// des mines », « la fédération du secteur financier »).
fn members(
    page: &Page,
    lexicon: &Lexicon,
    head: usize,
    noun: &Noun,
    phrase: &Range<usize>,
) -> Option<Vec<Sector>> {
    if noun.kind != ActorKind::Organisation || !noun.sectors.is_empty() {
        return None;
    }
    (head + noun.length..phrase.end).find_map(|word| {
        let people = lexicon
            .noun(page, word)
            .filter(|people| people.kind == ActorKind::Person && is_plural(page, word));
        let field = || lexicon.field(page, word).map(<[Sector]>::to_vec);
        people.map(|people| people.sectors).filter(|sectors| !sectors.is_empty()).or_else(field)
    })
}

/// Whether a function or body is past: « l’ancien maire », « l’ex-ministre », « le gouvernement précédent ».
pub(super) fn is_former(
    page: &Page,
    lexicon: &Lexicon,
    head: usize,
    noun: &Noun,
    phrase: &Range<usize>,
) -> bool {
    let former = &lexicon.pack.actors.former;
    let own = &page.words[head].lower;
    let told = |word: usize| page.words.get(word).is_some_and(|token| former.contains(&token.lower));
    // « el exministro », but « el experto » is no former one of anything.
    let prefixed = |prefix: &str| {
        own.starts_with(prefix) && (prefix.ends_with('-') || !noun.key.to_lowercase().starts_with(prefix))
    };
    lexicon.past_prefixes().any(prefixed)
        || (phrase.start..head).any(told)
        || told(head + noun.length) && phrase.contains(&(head + noun.length))
}

/// Sectors that an adjective of the noun itself tells (« une source syndicale »), not one of its complement.
pub(super) fn field_beside(page: &Page, lexicon: &Lexicon, from: usize, end: usize) -> Option<Vec<Sector>> {
    (from..end)
        .take_while(|word| matches!(page.words[*word].upos, Upos::Adj | Upos::Adv | Upos::Noun | Upos::Verb))
        .find_map(|word| lexicon.field(page, word))
        .map(<[Sector]>::to_vec)
}

/// Sectors of a body or field that is written before the noun as a part or an owner of it: « a Kremlin spokesman », « an army officer »,
/// « the shipowners' association ».
fn field_before(page: &Page, lexicon: &Lexicon, head: usize, from: usize) -> Option<Vec<Sector>> {
    let part = |word: &usize| {
        matches!(page.words[*word].rel, Rel::Flat | Rel::NmodPoss | Rel::Amod) && page.is_under(*word, head)
    };
    let told = |word: usize| {
        // « the victims' association »: people of no field tell none.
        let body = || {
            let body = lexicon.noun(page, word).map(|body| body.sectors);
            body.filter(|sectors| !sectors.is_empty() && sectors[..] != [Sector::Cvl])
        };
        let field = || lexicon.field(page, word).map(<[Sector]>::to_vec);
        named_sectors(page, lexicon, word, head).or_else(body).or_else(field)
    };
    (from..head).filter(part).find_map(told)
}

/// Sectors of a body that the tables know by the name that starts at a token.
pub(super) fn named_sectors(page: &Page, lexicon: &Lexicon, word: usize, end: usize) -> Option<Vec<Sector>> {
    if !starts_upper(&page.words[word].text) {
        return None;
    }
    let words: Vec<&str> = (word..end.min(word + 10)).map(|at| page.words[at].text.as_str()).collect();
    match knowledge::longest_match(&lexicon.pack.tag, &words)?.1 {
        Fact::Organisation(body) => {
            let sectors: Vec<Sector> = body.sectors.iter().filter_map(|code| code.parse().ok()).collect();
            (!sectors.is_empty()).then_some(sectors)
        }
        // « a White House spokesman »: a capital alone is no body.
        Fact::Seat(seat) if !seat.capital => {
            let sectors: Vec<Sector> = seat.sectors.iter().filter_map(|code| code.parse().ok()).collect();
            (!sectors.is_empty()).then_some(sectors)
        }
        _ => None,
    }
}
