//! Mentions by name: a name with its title before it and its function behind it, a people’s name.

use super::{
    Mention,
    bodies::name_field,
    chunks::{Chunk, starts_upper},
    codes::{IGO, adjective_country, country_around, is_ethnic, is_former, is_small, sectors},
    grammar::{blank, complements, description, gender_of, is_definite, is_plural},
};
use crate::{
    lexicon::Lexicon,
    page::Page,
    parse::{EntityKind, Rel, Upos},
};
use knowledge::Fact;
use records::{ActorKind, Sector};
use std::ops::Range;

/// The noun of a body's kind at the head of its name, where it is not the first word of it.
fn kind_of(page: &Page, lexicon: &Lexicon, chunk: &Chunk, head: usize) -> Option<usize> {
    let body = chunk.fact.is_none() && chunk.kind != Some(EntityKind::Person) && head > chunk.words.start;
    let noun = lexicon.noun(page, head).filter(|_| body && starts_upper(&page.words[head].text))?;
    (noun.kind == ActorKind::Organisation).then_some(head)
}

/// A name by itself, with a title before it and a function in apposition behind it.
pub(super) fn named(page: &Page, lexicon: &Lexicon, chunk: &Chunk) -> Option<Mention> {
    let mut words = chunk.words.clone();
    // « la Samoane X Y »: the people’s name is no part of the person’s.
    let demonym = (words.len() > 2 && chunk.fact.is_none() && words.start > 0)
        .then(|| knowledge::country_by_demonym(&lexicon.pack.tag, &page.words[words.start].text))
        .flatten()
        .filter(|demonym| demonym.noun && page.words[words.start - 1].upos == Upos::Det);
    let people = words.start;
    if demonym.is_some() {
        words.start += 1;
    }
    let head = words
        .clone()
        .find(|word| {
            let up = page.words[*word].head;
            up == *word || !words.contains(&up)
        })
        .unwrap_or(words.start);
    let mut mention = blank(head, words.clone(), ActorKind::Person);
    mention.name = Some(words.clone());
    mention.sure = true;
    mention.plural = is_plural(page, head) && chunk.kind != Some(EntityKind::Person);
    match &chunk.fact {
        Some(fact) => {
            from_fact(&mut mention, fact);
            // « Reporters sans frontières » is one body, « les talibans » are many.
            mention.plural &= page.dependents(head, &[Rel::Det]).next().is_some();
            // « la Croix-Rouge mozambicaine » is not the one of another country.
            if let Fact::Organisation(body) = fact
                && words.len() > 1
                && page.words[words.end - 1].upos == Upos::Adj
                && let Some(country) = country_around(page, lexicon, words.start, &(words.end - 1..words.end))
                && body.country != Some(country.as_str())
            {
                mention.country = Some(country);
                mention.known = None;
            }
        }
        None if demonym.is_some() => {
            mention.words.start = people;
            mention.country = demonym.and_then(|demonym| demonym.country).map(str::to_owned);
        }
        None => {
            mention.kind = match chunk.kind {
                Some(EntityKind::Person) => ActorKind::Person,
                Some(EntityKind::Place) => {
                    mention.place = true;
                    ActorKind::Organisation
                }
                Some(EntityKind::Organisation) => ActorKind::Organisation,
                _ => {
                    mention.sure = chunk.kind.is_some() || words.len() <= 4;
                    ActorKind::Organisation
                }
            };
        }
    }
    // A body whose name begins with its kind (« Cour constitutionnelle », « Parti socialiste »), or has it at its head (« Dock
    // Workers Union »).
    let kind = kind_of(page, lexicon, chunk, head).unwrap_or(words.start);
    if let Some(noun) = lexicon.noun(page, kind)
        && (noun.kind != ActorKind::Person || chunk.kind != Some(EntityKind::Person))
        && !matches!(chunk.fact, Some(Fact::Country(_) | Fact::Seat(_) | Fact::Place(_)))
    {
        // A body that the tables know is one, whatever its first word names (« Reporters sans frontières »).
        if !matches!(chunk.fact, Some(Fact::Organisation(_))) {
            mention.kind = noun.kind;
        }
        mention.place = false;
        mention.definite = is_definite(page, lexicon, head);
        if mention.sectors.is_empty() && kind > words.start {
            mention.sectors = name_field(page, lexicon, &words).unwrap_or_default();
        }
        if mention.sectors.is_empty() {
            mention.sectors = sectors(page, lexicon, kind, &noun, &words);
        }
        mention.inherit = noun.inherit;
        // « le Congrès », « la Cour suprême », « le Parti conservateur »: every country has one.
        let mut rest = kind + noun.length..words.end;
        let common = kind == words.start
            && rest.all(|at| page.words[at].upos == Upos::Adj && !starts_upper(&page.words[at].text));
        let body = matches!(chunk.fact, Some(Fact::Organisation(_))) && noun.kind != ActorKind::Person;
        if body && common && mention.country.as_deref() != Some(IGO) {
            mention.small = true;
            mention.hint.clone_from(&mention.country);
        }
        mention.role = Some(noun.key);
    }
    // « Le Courrier du Pool », « Sahel Airlines »: a word of the name tells the field.
    let unknown =
        chunk.fact.is_none() && mention.sectors.is_empty() && mention.kind == ActorKind::Organisation;
    if unknown && chunk.kind != Some(EntityKind::Person) && words.len() > 1 {
        mention.sectors = name_field(page, lexicon, &words).unwrap_or_default();
        mention.place &= mention.sectors.is_empty();
    }
    // « Fédération des entreprises du Congo »: a country in the name of a body is its own.
    if chunk.fact.is_none() && mention.kind == ActorKind::Organisation && words.len() > 1 {
        mention.country =
            mention.country.take().or_else(|| country_around(page, lexicon, words.start, &words));
    }
    // « the Ivorian Red Cross », « the Indian Supreme Court »: the adjective of a country right before a body's name.
    if mention.kind == ActorKind::Organisation
        && mention.country.is_none()
        && !mention.place
        && let Some(before) = words.start.checked_sub(1)
        && matches!(page.words[before].rel, Rel::Amod | Rel::Flat)
        && words.contains(&page.words[before].head)
    {
        mention.country = adjective_country(page, lexicon, before).map(str::to_owned);
    }
    title(page, lexicon, &mut mention);
    if chunk.kind == Some(EntityKind::Person) && chunk.fact.is_none() {
        unlisted_title(page, lexicon, &mut mention);
    }
    // « le site X », « le blog X »: where somebody publishes.
    let before = mention.words.start.checked_sub(1).filter(|at| page.words[*at].upos == Upos::Noun);
    let place = matches!(chunk.fact, Some(Fact::Place(_)));
    if (chunk.fact.is_none() || place)
        && before.is_some_and(|at| {
            lexicon.pack.syntax.medium.nouns.contains(&page.words[at].lemma)
                && page.words[at].sentence == page.words[head].sentence
                && (page.dependents(at, &[Rel::Det]).next().is_some() || is_definite(page, lexicon, at))
        })
        && mention.sectors.is_empty()
    {
        mention.kind = ActorKind::Organisation;
        mention.sectors = vec![Sector::Med];
        mention.place = false;
    }
    if mention.gender.is_none() && mention.kind != ActorKind::Person {
        mention.gender = gender_of(page, head);
    }
    // What the parser takes for a body and no table knows may be a person of a rare name, unless it has an article or is
    // written in capitals.
    let article = words.start > 0 && page.words[words.start - 1].upos == Upos::Det;
    let guessed = matches!(chunk.kind, Some(EntityKind::Organisation | EntityKind::Place));
    let kind = lexicon.noun(page, words.start).is_some_and(|noun| noun.kind != ActorKind::Person);
    // « à Aïn El Bel, le ministre … »: a place that the sentence begins with.
    let place = chunk.kind == Some(EntityKind::Place) && page.case_word(mention.head).is_some();
    let body = guessed && (article || kind || place || acronym(page, &words))
        || matches!(
            chunk.fact,
            Some(Fact::Organisation(_) | Fact::Place(_) | Fact::Seat(_) | Fact::Country(_))
        );
    apposition(page, lexicon, &mut mention, body);
    let rel = page.words[mention.head].rel;
    let organisation = chunk.kind == Some(EntityKind::Organisation) && words.len() > 1;
    mention.acts =
        !mention.place && (rel.is_subject() || rel == Rel::OblAgent || acronym(page, &words) || organisation);
    let start = (words.start.saturating_sub(1)..words.start).find(|at| {
        page.words[*at].upos == Upos::Det && page.words[*at].sentence == page.words[words.start].sentence
    });
    if let Some(start) = start {
        mention.words.start = mention.words.start.min(start);
    }
    Some(mention)
}

/// Whether a name is written in capitals throughout.
fn acronym(page: &Page, words: &Range<usize>) -> bool {
    words.clone().all(|at| page.words[at].text.chars().all(|c| c.is_uppercase() || !c.is_alphabetic()))
}

pub(super) fn from_fact(mention: &mut Mention, fact: &Fact) {
    match fact {
        Fact::Country(country) => {
            mention.kind = ActorKind::Country;
            mention.country = Some(country.code.to_owned());
        }
        Fact::Seat(seat) => {
            mention.kind = ActorKind::Organisation;
            mention.country = Some(seat.country.to_owned());
            mention.sectors = seat.sectors.iter().filter_map(|code| code.parse().ok()).collect();
            mention.place = seat.capital;
        }
        Fact::Organisation(body) => {
            mention.kind = ActorKind::Organisation;
            mention.country = body.country.map(str::to_owned);
            mention.sectors = body.sectors.iter().filter_map(|code| code.parse().ok()).collect();
            mention.known = Some(body.id);
        }
        Fact::Place(place) => {
            mention.kind = ActorKind::Organisation;
            mention.country = place.country.map(str::to_owned);
            mention.small = is_small(place);
            mention.place = true;
        }
        Fact::Demonym(_) => {}
    }
}

/// A form of address before a name makes it a person's and can tell the gender.
pub(super) fn title(page: &Page, lexicon: &Lexicon, mention: &mut Mention) {
    let start = mention.words.start;
    let first = &page.words[start].text;
    let titles = &lexicon.pack.actors.titles;
    let find = |text: &str| {
        titles
            .iter()
            .find(|title| title.words.iter().any(|word| word == text || word.trim_end_matches('.') == text))
    };
    let before = start.checked_sub(1).map(|at| (at, page.words[at].text.as_str()));
    // « M . X »: the tokenizer may have cut the point off.
    let before = match before {
        Some((at, ".")) if at > 0 => Some((at - 1, page.words[at - 1].text.as_str())),
        other => other,
    };
    if let Some((at, text)) = before
        && let Some(title) = find(text)
    {
        mention.kind = ActorKind::Person;
        mention.gender = title.gender;
        mention.words.start = at;
    } else if mention.words.len() > 1
        && let Some(title) = find(first)
    {
        mention.kind = ActorKind::Person;
        mention.gender = title.gender;
        if let Some(name) = &mut mention.name {
            name.start = (name.start + 1).min(name.end - 1);
        }
    }
}

/// « le capitaine X », « la chanteuse britannique X »: a noun that the pack does not list, with a person’s name in
/// apposition right behind it, is what that person is.
fn unlisted_title(page: &Page, lexicon: &Lexicon, mention: &mut Mention) {
    let Some(name) = mention.name.clone() else { return };
    let noun = page.words[mention.head].head;
    let hung = matches!(page.words[mention.head].rel, Rel::Appos | Rel::Flat | Rel::Nmod)
        && page.case_word(mention.head).is_none()
        && page.words[noun].upos == Upos::Noun
        && noun < name.start
        && page.words[noun].sentence == page.words[name.start].sentence;
    // « la rapporteure, X, »: behind a comma the apposition is closed by another.
    let comma = name.start > 0 && page.words[name.start - 1].lower == ",";
    let last = if comma { name.start - 1 } else { name.start };
    let closed = page.words.get(name.end).is_none_or(|next| page.is_punct_text(&next.lower));
    let close = hung
        && (!comma || closed)
        && (noun + 1..last).all(|at| {
            page.words[at].upos == Upos::Adj || comma && page.is_under(at, noun) && !page.is_punct(at)
        });
    let listed = lexicon.noun(page, noun).is_some() || is_plural(page, noun);
    if !close || page.dependents(noun, &[Rel::Det]).next().is_none() || listed {
        return;
    }
    let start = page.noun_phrase(noun).start;
    mention.words.start = mention.words.start.min(start);
    mention.head = noun;
    // « le site X », « le blog X »: where somebody publishes.
    if lexicon.pack.syntax.medium.nouns.contains(&page.words[noun].lemma) {
        mention.kind = ActorKind::Organisation;
        mention.sectors = vec![Sector::Med];
        return;
    }
    let demonym = knowledge::country_by_demonym(&lexicon.pack.tag, &page.words[noun].text);
    match demonym {
        Some(demonym) => mention.country = demonym.country.map(str::to_owned),
        None => mention.role = Some(page.words[noun].lemma.clone()),
    }
    mention.gender = mention.gender.or_else(|| gender_of(page, noun));
    mention.country =
        mention.country.take().or_else(|| country_around(page, lexicon, noun, &(start..name.start)));
}

/// « X, ministre de Y, », « X (PS) », « X, de la CGT »: what stands behind a name tells function, country and sector.
pub(super) fn apposition(page: &Page, lexicon: &Lexicon, mention: &mut Mention, body: bool) {
    let end = mention.words.end;
    let Some(next) = page.words.get(end) else { return };
    let sentence = page.sentence_of(mention.head);
    if !sentence.contains(&end) || next.quote != page.words[mention.head].quote {
        return;
    }
    let mut at = end;
    if matches!(next.lower.as_str(), "," | "(") {
        at += 1;
    }
    // « X, 26 ans, éleveur à Y »: an age stands between.
    let text = |at: usize| page.words.get(at).map_or("", |word| word.lower.as_str());
    if at > end && page.words.get(at).is_some_and(|word| word.upos == Upos::Num) && text(at + 2) == "," {
        at += 3;
    }
    let first = at;
    // « X, étudiant en droit, »: a bare function is often taken for an adjective.
    let trade = first > end
        && page.words.get(first).is_some_and(|word| word.upos == Upos::Adj)
        && lexicon.bare_noun(page, first).is_some();
    // « X, l’un des avocats de Y »: one of them.
    let one = |at: usize| {
        page.words[at].upos == Upos::Pron && lexicon.pack.syntax.quantities.contains(&page.words[at].lemma)
    };
    while !trade
        && at < sentence.end
        && at < end + 5
        && (matches!(page.words[at].upos, Upos::Det | Upos::Adj | Upos::Adp) || one(at))
    {
        let foreign = page.words[at].upos == Upos::Adp
            && !lexicon
                .pack
                .syntax
                .complements
                .iter()
                .any(|known| known == lexicon.preposition(&page.words[at].lower));
        if foreign {
            return;
        }
        at += 1;
    }
    // A bare function is often taken for an adjective: « X, étudiant en droit, ».
    if comma_before(page, end)
        && at > first
        && lexicon.bare_noun(page, at - 1).is_some()
        && page.words[at - 1].upos == Upos::Adj
    {
        at -= 1;
    }
    let bare = comma_before(page, end) && lexicon.bare_noun(page, at).is_some();
    if at >= sentence.end || !(page.words[at].upos.is_nominal() || page.words[at].upos == Upos::X || bare) {
        return;
    }
    let comma = first > end;
    // « l’ALN (Armée de libération nationale) »: what stands in brackets behind a body is its other name.
    if next.lower == "(" && body && starts_upper(&page.words[at].text) {
        return;
    }
    if comma && member(page, lexicon, mention, first, at) {
        return;
    }
    let Some(noun) = lexicon.noun(page, at).or_else(|| lexicon.bare_noun(page, at).filter(|_| comma)) else {
        // An unlisted noun in apposition still names the same one (« X, le successeur de Y, »).
        let hung = page.words[at].rel == Rel::Appos && mention.words.contains(&page.words[at].head);
        if hung && comma && page.dependents(at, &[Rel::Det]).next().is_some() {
            mention.words.end = mention.words.end.max(description(page, lexicon, at).end);
        }
        return;
    };
    // « X Y le vice-président de Z »: the comma is often forgotten behind a full name.
    let full = mention.name.as_ref().is_some_and(|name| name.len() > 1) && !mention.place;
    let uncut = full && noun.kind == ActorKind::Person && is_definite(page, lexicon, at) && first + 1 == at;
    if !comma && !uncut && !page.is_under(at, mention.head) {
        return;
    }
    let is_person = noun.kind == ActorKind::Person;
    if is_person && body {
        return;
    }
    // « … à l’AFP, le Conseil Y, »: behind a comma and an article another body may begin.
    let shared =
        noun.sectors.is_empty() || noun.sectors.iter().any(|sector| mention.sectors.contains(sector));
    let article = is_definite(page, lexicon, at);
    // « A Aïn El Bel, le ministre … »: a place where he is.
    let there = comma && article && is_person && mention.place;
    if there && complements(page, at).is_empty() {
        return;
    }
    let single =
        mention.kind != ActorKind::Person && mention.name.as_ref().is_some_and(|name| name.len() == 1);
    let other = noun.sectors.is_empty() || !shared;
    if comma && article && (!is_person && mention.known.is_some() && other || is_person && single) {
        return;
    }
    let phrase = page.noun_phrase(at);
    if is_person {
        mention.kind = ActorKind::Person;
        mention.gender = mention.gender.or_else(|| gender_of(page, at));
    }
    mention.role = Some(noun.key.clone());
    mention.former = is_former(page, lexicon, at, &noun, &phrase);
    mention.apposed = Some(at);
    mention.inherit = noun.inherit;
    if mention.sectors.is_empty() {
        mention.sectors = sectors(page, lexicon, at, &noun, &phrase);
    }
    mention.country = mention.country.take().or_else(|| country_around(page, lexicon, at, &phrase));
    mention.complements = complements(page, at);
    mention.words.end = mention.words.end.max(phrase.end);
}

fn comma_before(page: &Page, word: usize) -> bool {
    page.words.get(word).is_some_and(|next| matches!(next.lower.as_str(), "," | "("))
}

/// « X, de la CGT », « X (PS) »: a known body behind a person’s name tells the sector and country.
fn member(page: &Page, lexicon: &Lexicon, mention: &mut Mention, first: usize, at: usize) -> bool {
    let genitive = page.words[first].upos == Upos::Adp && lexicon.is_genitive(&page.words[first].lower);
    let bracket = first > 0 && page.words[first - 1].lower == "(";
    if mention.kind == ActorKind::Country || mention.known.is_some() || !(genitive || bracket && first == at)
    {
        return false;
    }
    let end = page.sentence_of(at).end.min(at + 10);
    let words: Vec<&str> = (at..end).map(|word| page.words[word].text.as_str()).collect();
    if !starts_upper(&page.words[at].text) {
        return false;
    }
    let Some((length, Fact::Organisation(body))) = knowledge::longest_match(&lexicon.pack.tag, &words) else {
        return false;
    };
    // In brackets behind a body stands its own acronym.
    if bracket && mention.kind != ActorKind::Person {
        return false;
    }
    mention.kind = ActorKind::Person;
    mention.country = mention.country.take().or(body.country.map(str::to_owned));
    if mention.sectors.is_empty() {
        mention.sectors = body.sectors.iter().filter_map(|code| code.parse().ok()).collect();
    }
    if genitive {
        mention.words.end = mention.words.end.max(at + length);
    }
    true
}

/// « les Français », « des Kazakhs »: people named by their nation.
pub(super) fn people(page: &Page, lexicon: &Lexicon, word: usize) -> Option<Mention> {
    let token = &page.words[word];
    if !starts_upper(&token.text) && token.upos != Upos::Noun {
        return None;
    }
    let demonym = knowledge::country_by_demonym(&lexicon.pack.tag, &token.text)?;
    // « the Iraqi president »: before its noun it names nobody by itself.
    let before = matches!(page.words[word].rel, Rel::Amod | Rel::Flat) && page.words[word].head > word;
    if !demonym.noun || before && demonym.adjective {
        return None;
    }
    let mut mention = blank(word, page.noun_phrase(word), ActorKind::Group);
    mention.plural = is_plural(page, word);
    if !mention.plural {
        mention.kind = ActorKind::Person;
    }
    mention.country = if is_ethnic(page, lexicon, word) {
        country_around(page, lexicon, word, &mention.words)
    } else {
        demonym.country.map(str::to_owned)
    };
    mention.sectors = vec![Sector::Cvl];
    mention.sure = starts_upper(&token.text);
    mention.gender = gender_of(page, word);
    mention.definite = is_definite(page, lexicon, word);
    mention.role = Some(token.lemma.clone());
    Some(mention)
}
