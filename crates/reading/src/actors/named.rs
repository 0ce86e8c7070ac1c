//! Mentions by name: a name with its title before it and its function behind it, a people’s name.

use super::{
    Mention,
    chunks::{Chunk, starts_upper},
    codes::{country_around, is_small, sectors},
    grammar::{blank, complements, description, gender_of, is_definite, is_plural},
};
use crate::{
    lexicon::Lexicon,
    page::Page,
    parse::{EntityKind, Rel, Upos},
};
use knowledge::Fact;
use records::{ActorKind, Sector};

/// A name by itself, with a title before it and a function in apposition behind it.
pub(super) fn named(page: &Page, lexicon: &Lexicon, chunk: &Chunk) -> Option<Mention> {
    let words = chunk.words.clone();
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
        Some(fact) => from_fact(&mut mention, fact),
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
    // A body whose name begins with its kind (« Cour constitutionnelle », « Parti socialiste »).
    if let Some(noun) = lexicon.noun(page, words.start)
        && (noun.kind != ActorKind::Person || chunk.kind != Some(EntityKind::Person))
        && !matches!(chunk.fact, Some(Fact::Country(_) | Fact::Seat(_) | Fact::Place(_)))
    {
        mention.kind = noun.kind;
        mention.place = false;
        mention.definite = is_definite(page, lexicon, head);
        if mention.sectors.is_empty() {
            mention.sectors = sectors(page, lexicon, words.start, &noun, &words);
        }
        mention.inherit = noun.inherit;
        mention.role = Some(noun.key);
    }
    // « Fédération des entreprises du Congo »: a country in the name of a body is its own.
    if chunk.fact.is_none() && mention.kind == ActorKind::Organisation && words.len() > 1 {
        mention.country = mention.country.take().or_else(|| country_around(page, lexicon, words.start, &words));
    }
    title(page, lexicon, &mut mention);
    if chunk.kind == Some(EntityKind::Person) && chunk.fact.is_none() {
        unlisted_title(page, lexicon, &mut mention);
    }
    if mention.gender.is_none() && mention.kind != ActorKind::Person {
        mention.gender = gender_of(page, head);
    }
    let body = chunk.kind == Some(EntityKind::Organisation)
        || chunk.kind == Some(EntityKind::Place)
        || matches!(
            chunk.fact,
            Some(Fact::Organisation(_) | Fact::Place(_) | Fact::Seat(_) | Fact::Country(_))
        );
    apposition(page, lexicon, &mut mention, body);
    let rel = page.words[mention.head].rel;
    mention.acts = !mention.place && (rel.is_subject() || rel == Rel::OblAgent);
    let start = (words.start.saturating_sub(1)..words.start).find(|at| {
        page.words[*at].upos == Upos::Det && page.words[*at].sentence == page.words[words.start].sentence
    });
    if let Some(start) = start {
        mention.words.start = mention.words.start.min(start);
    }
    Some(mention)
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
    let close = hung && (noun + 1..name.start).all(|at| page.words[at].upos == Upos::Adj);
    if !close || page.dependents(noun, &[Rel::Det]).next().is_none() || lexicon.noun(page, noun).is_some() {
        return;
    }
    let start = page.noun_phrase(noun).start;
    mention.words.start = mention.words.start.min(start);
    mention.head = noun;
    mention.role = Some(page.words[noun].lemma.clone());
    mention.gender = mention.gender.or_else(|| gender_of(page, noun));
    mention.country = mention.country.take().or_else(|| country_around(page, lexicon, noun, &(start..name.start)));
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
    while at < sentence.end
        && at < end + 5
        && matches!(page.words[at].upos, Upos::Det | Upos::Adj | Upos::Adp)
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
    if at >= sentence.end || !(page.words[at].upos.is_nominal() || page.words[at].upos == Upos::X) {
        return;
    }
    let comma = at > end;
    let Some(noun) = lexicon.noun(page, at) else {
        // An unlisted noun in apposition still names the same one (« X, le successeur de Y, »).
        let hung = page.words[at].rel == Rel::Appos && mention.words.contains(&page.words[at].head);
        if hung && comma && page.dependents(at, &[Rel::Det]).next().is_some() {
            mention.words.end = mention.words.end.max(description(page, lexicon, at).end);
        }
        return;
    };
    if !comma && !page.is_under(at, mention.head) {
        return;
    }
    let is_person = noun.kind == ActorKind::Person;
    if is_person && body {
        return;
    }
    let phrase = page.noun_phrase(at);
    if is_person {
        mention.kind = ActorKind::Person;
        mention.gender = mention.gender.or_else(|| gender_of(page, at));
    }
    mention.role = Some(noun.key.clone());
    mention.apposed = Some(at);
    mention.inherit = noun.inherit;
    if mention.sectors.is_empty() {
        mention.sectors = sectors(page, lexicon, at, &noun, &phrase);
    }
    mention.country = mention.country.take().or_else(|| country_around(page, lexicon, at, &phrase));
    mention.complements = complements(page, at);
    mention.words.end = mention.words.end.max(phrase.end);
}

/// « les Français », « des Kazakhs »: people named by their nation.
pub(super) fn people(page: &Page, lexicon: &Lexicon, word: usize) -> Option<Mention> {
    let token = &page.words[word];
    if !starts_upper(&token.text) && token.upos != Upos::Noun {
        return None;
    }
    let demonym = knowledge::country_by_demonym(&lexicon.pack.tag, &token.text)?;
    if !demonym.noun {
        return None;
    }
    let mut mention = blank(word, page.noun_phrase(word), ActorKind::Group);
    mention.plural = is_plural(page, word);
    if !mention.plural {
        mention.kind = ActorKind::Person;
    }
    mention.country = demonym.country.map(str::to_owned);
    mention.sectors = vec![Sector::Cvl];
    mention.sure = starts_upper(&token.text);
    mention.gender = gender_of(page, word);
    mention.definite = is_definite(page, lexicon, word);
    mention.role = Some(token.lemma.clone());
    Some(mention)
}
