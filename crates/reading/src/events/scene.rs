//! Where an act happens: what stands in its own clause, what it is done to, what the clause around tells, and what other acts of
//! the dispatch tell.

mod done_to;
mod shared;

use super::{
    Act, Ground,
    setting::{Nearness, governor, is_content, is_verb, nearness, stands_beside},
};
use crate::{
    actors::ActorBook,
    page::Page,
    parse::{Number, Rel, Tense, Upos},
};
use records::{ActorKind, EventType, Sector, Span};

pub use shared::{complete, share};

/// A place, where it is one by name, and the words that tell it.
pub type Where = (Option<usize>, Span);

/// How far up the tree a place is followed.
const MOST_STEPS: usize = 6;

/// The place that stands with an act: a name, a noun of place, what it is done to, what a clause beside it or around it tells.
pub fn place(ground: &Ground, book: &ActorBook, act: &Act) -> Option<Where> {
    let page = ground.page;
    let near = |head: usize, span: Span| {
        (page.sentence_of(act.word).contains(&head) && is_own(ground, book, act, head, span))
            .then(|| nearness(page, &ground.lexicon.pack.syntax.gatherers, act.word, head))
            .flatten()
            .filter(|near| *near < Nearness::Above || !is_in_relative(page, act.word, head))
    };
    let named = named(ground, act, near);
    let close = |(near, _): &(Nearness, Where)| *near < Nearness::Above;
    let beside = || {
        ground.places.located().find(|(_, head, span)| {
            page.sentence_of(act.word).contains(head)
                && *head > act.word
                && is_own(ground, book, act, *head, *span)
                && stands_beside(page, act.word, &(*head..head + 1))
        })
    };
    named
        .filter(close)
        .map(|(_, place)| place)
        .or_else(|| common(ground, book, act, near))
        .or_else(|| done_to::place(ground, book, act))
        .or_else(|| meanwhile(ground, act))
        .or(named.map(|(_, place)| place))
        .or_else(|| beside().map(|(index, _, span)| (Some(index), span)))
        .or_else(|| around(ground, act))
}

/// The nearest name; of two that are as near the narrower, which says more: « à Samarcande, en Ouzbékistan », « dans la banlieue de
/// Lyon, à Bron ».
fn named(
    ground: &Ground,
    act: &Act,
    near: impl Fn(usize, Span) -> Option<Nearness>,
) -> Option<(Nearness, Where)> {
    ground
        .places
        .located()
        .filter(|(index, head, _)| {
            ground.places.places[*index].kind != "place" || !is_of_street(ground, *head)
        })
        .filter_map(|(index, head, span)| {
            let near = near(head, span)?;
            let wide = match ground.places.places[index].kind {
                "country" => 2,
                "region" => 1,
                _ => usize::from(is_around_a_name(ground, head)),
            };
            Some(((near, wide, head.abs_diff(act.word)), (near, (Some(index), span))))
        })
        .min_by_key(|(key, _)| *key)
        .map(|(_, found)| found)
}

/// « dans la banlieue de Lyon »: whether a name only tells of which place a part or the surroundings are meant.
fn is_around_a_name(ground: &Ground, head: usize) -> bool {
    let (page, syntax) = (ground.page, &ground.lexicon.pack.syntax);
    let above = page.words[head].head;
    let lemma = &page.words[above].lemma;
    above < head
        && page.words[above].upos.is_nominal()
        && (syntax.place_nouns.contains(lemma) || syntax.distances.contains(lemma))
        && !syntax.towns.contains(lemma)
        && is_genitive(ground, head)
}

/// « sur la place Kilani »: whether a name is that of a street, which is then the place.
fn is_of_street(ground: &Ground, head: usize) -> bool {
    let (page, streets) = (ground.page, &ground.lexicon.pack.syntax.streets);
    streets.contains(&page.words[page.words[head].head].lemma)
}

/// A common noun of place in the clause, or the place that it stands for.
fn common(
    ground: &Ground,
    book: &ActorBook,
    act: &Act,
    near: impl Fn(usize, Span) -> Option<Nearness>,
) -> Option<Where> {
    let (page, lexicon) = (ground.page, ground.lexicon);
    page.sentence_of(act.word)
        .filter(|at| lexicon.pack.syntax.place_nouns.contains(&page.words[*at].lemma))
        .filter(|at| page.words[*at].upos.is_nominal() && !act.trigger.contains(page.words[*at].span))
        .filter(|at| crate::places::is_located(page, lexicon, *at) || is_bare_street(ground, *at))
        .filter(|at| !is_set_phrase(ground, *at))
        .filter(|at| !is_spoken(act.kind) || !is_house(book, *at))
        .filter_map(|at| {
            let span = phrase(page, at);
            let near = near(at, span).filter(|near| *near < Nearness::Above)?;
            Some(((near, at.abs_diff(act.word)), at, (None, span)))
        })
        .min_by_key(|(key, ..)| *key)
        .map(|(_, noun, place)| told_again(ground, noun).unwrap_or(place))
}

/// The words of a noun of place, without what a comma sets beside them (« à la tribune, le rapporteur »).
fn phrase(page: &Page, noun: usize) -> Span {
    let words = page.noun_phrase(noun);
    let end = (noun..words.end).find(|at| page.is_punct(*at) && page.words[*at].lower == ",");
    page.span(words.start..end.unwrap_or(words.end))
}

/// Acts of mere words: a court or a parliament before which they are done is whom they are addressed to.
fn is_spoken(kind: EventType) -> bool {
    use EventType::*;
    matches!(kind, Agree | Support | Request | Accuse | Reject | Threaten)
}

/// Whether a court or a parliament is named at a word, which is a building only where somebody goes there.
fn is_house(book: &ActorBook, word: usize) -> bool {
    book.mention_with_head(word).is_some_and(|mention| {
        mention.kind == ActorKind::Organisation
            && mention.sectors.iter().any(|sector| matches!(sector, Sector::Jud | Sector::Leg))
    })
}

/// Whether a place can be the act's own: neither told by what it says, nor whom it or another speaks to, nor somebody's office.
fn is_own(ground: &Ground, book: &ActorBook, act: &Act, head: usize, span: Span) -> bool {
    !is_content(ground, act, span)
        && !is_spoken_to(ground, act, span)
        && !is_of_somebody(ground.page, book, act, head)
}

/// « rassemblés place de la République »: a street or square by its name, with neither preposition nor article.
fn is_bare_street(ground: &Ground, noun: usize) -> bool {
    let page = ground.page;
    let token = &page.words[noun];
    ground.lexicon.pack.syntax.streets.contains(&token.lemma)
        && matches!(token.rel, Rel::Obl | Rel::OblMod | Rel::OblArg)
        && page.dependents(noun, &[Rel::Det, Rel::Case]).next().is_none()
        && page.dependents(noun, &[Rel::Nmod, Rel::Appos, Rel::Flat, Rel::Amod]).next().is_some()
}

/// « mis en place »: a noun of place in a phrase that names none.
fn is_set_phrase(ground: &Ground, noun: usize) -> bool {
    let syntax = &ground.lexicon.pack.syntax;
    syntax.no_places.iter().chain(&syntax.spots).any(|phrase| ends_at(ground.page, phrase, noun))
}

/// Whether a phrase stands in the text up to a word.
fn ends_at(page: &Page, phrase: &str, last: usize) -> bool {
    let words: Vec<&str> = phrase.split_whitespace().collect();
    let Some(first) = (last + 1).checked_sub(words.len()) else { return false };
    words.iter().zip(first..).all(|(wanted, at)| page.words[at].lower == *wanted)
}

/// Whether a place is whom the act speaks to (« demande à Pékin de … »), or whom its sentence does in a clause above (« a ordonné à
/// l'Ouganda de lever le blocus »).
fn is_spoken_to(ground: &Ground, act: &Act, span: Span) -> bool {
    let page = ground.page;
    let sentence = page.sentence_of(act.word);
    ground.told.iter().any(|told| {
        let Some(((listener, _), anchor)) = told.addressee.zip(told.candidate.anchor) else { return false };
        // The listeners' phrase may hold a place where they are; a name with its article is the listener.
        let alone = || page.words_in(listener).len() <= page.words_in(span).len() + 1;
        listener.overlaps(span) && (anchor == act.word || (sentence.contains(&anchor) && alone()))
    })
}

/// « son ambassadeur à Vienne demande … »: whether a place before the act says where somebody has his office.
fn is_of_somebody(page: &Page, book: &ActorBook, act: &Act, head: usize) -> bool {
    let mut at = head;
    for _ in 0..MOST_STEPS {
        let above = page.words[at].head;
        if above == at || above == act.word || is_verb(page, above) {
            return false;
        }
        at = above;
        let holder = book.mention_with_head(at).is_some_and(|mention| {
            mention.kind == ActorKind::Person && mention.role.is_some() && !mention.plural
        });
        if holder && head < act.word {
            return true;
        }
    }
    false
}

/// « les partis qui négocient … se sont retrouvés à X »: whether an act stands in a relative clause, and the place with a verb that
/// comes after it.
fn is_in_relative(page: &Page, word: usize, place: usize) -> bool {
    let mut at = word;
    for _ in 0..MOST_STEPS {
        if page.words[at].rel == Rel::AclRelcl {
            return governor(page, place).is_some_and(|verb| verb > word && !page.is_under(verb, at));
        }
        if page.words[at].head == at {
            break;
        }
        at = page.words[at].head;
    }
    false
}

/// « la ville », « ce pays »: the place of that kind that was named last, where the words tell no other. By its name where the
/// paragraph or the headline tells it, else by the words that stand for it; words that only point (« ce pays ») give way to the name.
fn told_again(ground: &Ground, noun: usize) -> Option<Where> {
    let (page, syntax) = (ground.page, &ground.lexicon.pack.syntax);
    let with = |words: &[String]| {
        page.dependents(noun, &[Rel::Det]).any(|det| words.contains(&page.words[det].lower))
    };
    let points = with(&syntax.demonstratives);
    let complete = page.dependents(noun, &[Rel::Nmod, Rel::Amod, Rel::Appos, Rel::Flat]).next().is_some();
    let lemma = &page.words[noun].lemma;
    let wanted = if syntax.towns.contains(lemma) {
        "city"
    } else if syntax.lands.contains(lemma) {
        "country"
    } else {
        return None;
    };
    if complete || !(points || with(&syntax.definite)) {
        return None;
    }
    // « Explosion dans la capitale »: a headline speaks of what the text tells first.
    let headline = page.in_heading(noun);
    let told = |located: bool| {
        ground
            .places
            .places
            .iter()
            .enumerate()
            .filter(|(_, place)| place.kind == wanted)
            .flat_map(|(index, place)| place.mentions.iter().map(move |(head, span)| (index, *head, *span)))
            .filter(|(_, head, _)| headline || *head < noun)
            .filter(|(_, head, _)| !located || ground.places.is_scene(*head))
            .min_by_key(|(_, head, _)| if headline { *head } else { usize::MAX - *head })
    };
    // A country is named as one who acts more often than as a place.
    let (index, head, span) = (wanted == "country").then(|| told(true)).flatten().or_else(|| told(false))?;
    let near = headline || page.words[head].block == page.words[noun].block;
    let first = ground.places.places[index].mentions.first().map(|(_, span)| *span);
    Some((
        Some(index),
        if near {
            span
        } else if points {
            first?
        } else {
            page.span(page.noun_phrase(noun))
        },
    ))
}

/// « agressée alors qu'elle se trouvait sur la place X »: the place that a clause in the imperfect sets, where those of the act
/// were at the time.
fn meanwhile(ground: &Ground, act: &Act) -> Option<Where> {
    let page = ground.page;
    if !is_physical(act.kind) {
        return None;
    }
    let scene = page.dependents(act.word, &[Rel::Advcl]).find(|clause| {
        page.finite_tense(*clause) == Some(Tense::Imp)
            && page.auxiliaries(*clause).next().is_none()
            && page.dependents(*clause, &[Rel::Nsubj]).any(|subject| page.words[subject].upos == Upos::Pron)
    })?;
    let clause = page.subtree(scene);
    let spot = clause.clone().find(|at| {
        ground.lexicon.pack.syntax.place_nouns.contains(&page.words[*at].lemma)
            && crate::places::is_located(page, ground.lexicon, *at)
            && !is_set_phrase(ground, *at)
    });
    let named = || ground.places.located().find(|(_, head, _)| clause.contains(head));
    spot.map(|noun| (None, phrase(page, noun)))
        .or_else(|| named().map(|(index, _, span)| (Some(index), span)))
}

/// The place that the clause around an act is about: « le Mali, où des soldats ont pris le pouvoir », « la ville accueille un
/// sommet », « Vienne, qui doit accueillir un sommet ».
fn around(ground: &Ground, act: &Act) -> Option<Where> {
    let (page, lexicon) = (ground.page, ground.lexicon);
    let syntax = &lexicon.pack.syntax;
    let named = |head: usize| place_at(ground, head);
    let mut at = act.word;
    for _ in 0..MOST_STEPS {
        let token = &page.words[at];
        if token.rel == Rel::AclRelcl {
            // What stands before the relative word is surer than what the tree hangs the clause on.
            let there = page
                .children(at)
                .iter()
                .copied()
                .find(|of| syntax.place_relatives.contains(&page.words[*of].lower));
            let Some(there) = there else { break };
            let start = page.sentence_of(there).start;
            return (start..there)
                .rev()
                .find(|before| page.words[*before].upos != Upos::Punct)
                .and_then(named);
        }
        if token.head == at {
            break;
        }
        at = token.head;
    }
    let verb = governor(page, act.word).filter(|verb| *verb < act.word)?;
    let hosted = syntax.hosts.contains(&page.words[verb].lemma) && !is_verb(page, act.word);
    hosted.then(|| page.subject(verb, lexicon).and_then(named)).flatten()
}

/// Whether a noun is the complement of another.
fn is_genitive(ground: &Ground, at: usize) -> bool {
    let lexicon = ground.lexicon;
    ground
        .page
        .case_of(at, lexicon)
        .is_some_and(|case| lexicon.pack.syntax.genitives.iter().any(|known| known == case))
}

/// The place that is named at a word.
fn place_at(ground: &Ground, word: usize) -> Option<Where> {
    ground.places.places.iter().enumerate().find_map(|(index, place)| {
        let (_, span) = place.mentions.iter().find(|(head, _)| *head == word)?;
        Some((Some(index), *span))
    })
}

/// The kind of a place by name.
fn kind(ground: &Ground, place: Where) -> Option<&'static str> {
    place.0.map(|index| ground.places.places[index].kind)
}

/// The place that a word names, or the phrase of a noun of place, with the place that is named in it (« la ville de Gao »).
fn common_or_named(ground: &Ground, word: usize) -> Option<Where> {
    let page = ground.page;
    place_at(ground, word).or_else(|| {
        let noun = page.words[word].upos == Upos::Noun
            && ground.lexicon.pack.syntax.place_nouns.contains(&page.words[word].lemma);
        noun.then(|| {
            let named = page.noun_phrase(word).find_map(|at| place_at(ground, at));
            (named.and_then(|(index, _)| index), phrase(page, word))
        })
    })
}

/// Whether an act has a place of its own, which mere words need not have.
fn is_physical(kind: EventType) -> bool {
    use EventType::*;
    matches!(kind, Assault | Coerce | Protest | Mobilize | Retreat | Concede | Aid | Consult)
}

/// Whether a later telling of the act of a headline places it more narrowly: the headline names the country or the town, the text
/// the town or the square. « Manifestations au Tibet »: where a headline tells several, the text places each of them.
pub fn is_narrower(ground: &Ground, later: &Act, headline: &Act) -> bool {
    let Some((there, known)) = later.place.zip(headline.place) else { return false };
    let country = |place: Where| place.0.and_then(|index| ground.places.places[index].country.as_deref());
    let elsewhere = country(there).zip(country(known)).is_some_and(|(a, b)| a != b);
    let token = &ground.page.words[headline.word];
    let many = token.upos == Upos::Noun && token.feats.number == Some(Number::Plur);
    let (there, known) = (width(ground, there), width(ground, known));
    !elsewhere && there.is_some() && there < known && (!many || (known == Some(COUNTRY) && there > Some(0)))
}

/// Whether a place is one, and not « les prisons du pays ».
pub fn is_one(ground: &Ground, place: Where) -> bool {
    width(ground, place).is_some()
}

/// The width of a country.
const COUNTRY: usize = 3;

/// How much a place takes in; `None` for several streets or prisons, which lie anywhere.
fn width(ground: &Ground, place: Where) -> Option<usize> {
    let page = ground.page;
    let several = || {
        let noun = page.words_in(place.1).find(|at| page.words[*at].upos == Upos::Noun);
        noun.is_some_and(|noun| page.words[noun].feats.number == Some(Number::Plur))
    };
    match kind(ground, place) {
        Some("country") => Some(COUNTRY),
        Some("region") => Some(2),
        // A name that the tables do not know may be a town.
        Some(_) => Some(1),
        None if several() => None,
        None => Some(0),
    }
}
