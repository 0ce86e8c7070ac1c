//! Which mentions name the same actor.

use super::{
    ActorBook, Cluster, Mention, belong,
    names::{Name, name_words},
};
use crate::{
    lexicon::Lexicon,
    page::Page,
    parse::{Rel, Upos},
};
use records::{ActorKind, Sector};

/// How many sentences back a description without a match may reach for a named actor of its kind.
const DESCRIPTION_REACH: usize = 6;

/// How many sentences back a description with a country may reach for one of whom nothing but the name is known.
const CLOSE: usize = 2;

/// Clusters all mentions but pronouns, in order.
pub fn link(book: &mut ActorBook, page: &Page, lexicon: &Lexicon) {
    for index in 0..book.mentions.len() {
        if !book.mentions[index].pronoun {
            let cluster = attach(book, page, lexicon, index);
            if let Some(office) = office_before(book, page, lexicon, index, cluster) {
                book.rename(book.mentions[office].head, cluster);
                merge_told(book, office, cluster);
            }
        }
    }
}

/// « La ministre de la Santé a promis … . Anne Duval estime que … »: an office without a name whose next sentences have a person as
/// their subject of whom nothing but the name is known: the press names the same one.
fn office_before(
    book: &ActorBook,
    page: &Page,
    lexicon: &Lexicon,
    index: usize,
    cluster: usize,
) -> Option<usize> {
    let named = &book.mentions[index];
    let head = &page.words[named.head];
    let actor = &book.clusters[cluster];
    let blank = |other: &usize| {
        let other = &book.mentions[*other];
        other.role.is_none() && other.sectors.is_empty()
    };
    let bare = named.kind == ActorKind::Person
        && named.name.is_some()
        && head.rel.is_subject()
        && head.quote.is_none()
        && actor.mentions.iter().all(blank);
    if !bare {
        return None;
    }
    let mut before = (0..index).rev().take_while(|at| {
        let other = &book.mentions[*at];
        let person = other.kind == ActorKind::Person && other.name.is_some();
        head.sentence - page.words[other.head].sentence <= CLOSE && !person
    });
    before.find(|at| {
        let office = &book.mentions[*at];
        let token = &page.words[office.head];
        let own = book.of_mention[*at].map(|own| &book.clusters[own]);
        office.office
            && office.kind == ActorKind::Person
            && office.definite
            && !office.plural
            && !office.former
            && !office.pronoun
            && token.rel.is_subject()
            && token.quote.is_none()
            && token.sentence < head.sentence
            && own.is_some_and(|own| own.names.is_empty() && own.mentions.len() == 1)
            && belong::possessive(page, lexicon, office.head).is_none()
            && (actor.gender.is_none() || office.gender.is_none() || actor.gender == office.gender)
            && (actor.country.is_none() || office.country.is_none() || actor.country == office.country)
    })
}

/// Lets an actor have what one of his mentions tells.
fn merge_told(book: &mut ActorBook, index: usize, cluster: usize) {
    let mention = book.mentions[index].clone();
    let actor = &mut book.clusters[cluster];
    actor.country = actor.country.take().or(mention.country);
    actor.role = actor.role.take().or(mention.role);
    actor.gender = actor.gender.or(mention.gender);
    for sector in mention.sectors {
        if !actor.sectors.contains(&sector) {
            actor.sectors.push(sector);
        }
    }
}

/// Puts a mention into the actor that it names, or makes one.
pub fn attach(book: &mut ActorBook, page: &Page, lexicon: &Lexicon, index: usize) -> usize {
    let particles = &lexicon.pack.syntax.name_particles;
    let mention = book.mentions[index].clone();
    let name = mention.name.clone().map(|words| untitled(page.slice(page.span(words)), lexicon));
    let second = mention.bracketed.clone().map(|words| page.slice(page.span(words)));
    let found = match &name {
        Some(name) => by_name(book, &mention, name, particles)
            .or_else(|| second.as_ref().and_then(|second| by_name(book, &mention, second, particles)))
            .or_else(|| {
                // « leur porte-parole, X » is not the one of somebody else.
                let own = belong::possessive(page, lexicon, mention.head).is_some();
                if own { None } else { by_role(book, &mention, true) }
            }),
        None if mention.pronoun => None,
        None => described(book, page, lexicon, &mention),
    };
    let cluster = found.unwrap_or_else(|| {
        book.clusters.push(Cluster {
            mentions: Vec::new(),
            names: Vec::new(),
            kind: mention.kind,
            country: None,
            sectors: Vec::new(),
            role: None,
            gender: None,
            plural: mention.plural,
            member_of: None,
        });
        book.clusters.len() - 1
    });
    // « l’agence régionale de santé (ARS) »: what the acronym stands for is a name too.
    let full = match (&name, &second) {
        (None, Some(_)) => {
            let start = (mention.words.start..mention.head)
                .find(|at| page.words[*at].upos != Upos::Det)
                .unwrap_or(mention.head);
            Some(page.slice(page.span(start..mention.words.end.max(mention.head + 1))))
        }
        _ => None,
    };
    merge(book, cluster, index, name);
    if let Some(full) = full {
        add_name(&mut book.clusters[cluster], full);
    }
    if let Some(second) = second {
        add_name(&mut book.clusters[cluster], second);
    }
    cluster
}

/// The actor whom a description without a name means: of its function, else of its kind. « L’ONG » is a body named since
/// rather than one that was only described before (« une ONG … » of the headline).
fn described(book: &ActorBook, page: &Page, lexicon: &Lexicon, mention: &Mention) -> Option<usize> {
    let last = |cluster: usize| book.clusters[cluster].mentions.last().map(|last| book.mentions[*last].head);
    let known = |index: &usize| book.mentions[*index].known == mention.known;
    if mention.known.is_some() {
        return (0..book.clusters.len()).find(|at| book.clusters[*at].mentions.iter().any(known));
    }
    let office = by_role(book, mention, false);
    if let Some(named) = by_first_word(book, page, mention)
        && office.is_none_or(|office| last(office) < last(named))
    {
        return Some(named);
    }
    let shares = |cluster: usize| {
        mention.wide || book.clusters[cluster].sectors.iter().any(|sector| mention.sectors.contains(sector))
    };
    match office {
        Some(known) if mention.kind != ActorKind::Organisation || !book.clusters[known].names.is_empty() => {
            office
        }
        Some(known) => by_kind(book, page, lexicon, mention)
            .filter(|named| last(*named) > last(known) && shares(*named))
            .or(office),
        None => this(book, page, mention).or_else(|| by_kind(book, page, lexicon, mention)),
    }
}

/// « Le Conseil », « l’Alliance »: a body’s noun with a capital is the body named last whose name begins with it.
fn by_first_word(book: &ActorBook, page: &Page, mention: &Mention) -> Option<usize> {
    let head = &page.words[mention.head];
    let capital = super::starts_upper(&head.text)
        && page.sentence_of(mention.head).start < mention.words.start
        && mention.kind == ActorKind::Organisation
        && mention.words.end <= mention.head + 1
        && mention.definite
        && !mention.plural;
    let word = name_words(&head.text);
    let begins = |name: &Name| name.words().len() > 1 && name.words().first() == word.first();
    (0..book.clusters.len())
        .filter(|at| {
            let cluster = &book.clusters[*at];
            capital && cluster.kind == ActorKind::Organisation && cluster.names.iter().any(begins)
        })
        .max_by_key(|at| book.clusters[*at].mentions.last().map(|last| book.mentions[*last].head))
}

/// « Ce responsable », « cette source »: a demonstrative takes up the person or source told of last, by a wider word.
fn this(book: &ActorBook, page: &Page, mention: &Mention) -> Option<usize> {
    let plain = mention.this
        && !mention.plural
        && (mention.complements.is_empty() || mention.kind == ActorKind::Person)
        && matches!(mention.kind, ActorKind::Person | ActorKind::Group);
    let sentence = page.words[mention.head].sentence;
    let last = book.mentions.iter().enumerate().rev().find(|(_, other)| {
        other.head < mention.head
            && other.kind == mention.kind
            && !other.plural
            && !other.pronoun
            && page.words[other.head].quote == page.words[mention.head].quote
            && !matches!(page.words[other.head].rel, Rel::Nmod)
    });
    let (index, other) = last.filter(|_| plain)?;
    let agrees = other.gender.is_none() || mention.gender.is_none() || other.gender == mention.gender;
    let near = page.words[other.head].sentence + CLOSE >= sentence;
    book.of_mention[index].filter(|_| agrees && near)
}

/// A name without a form of address written together with it (« M.Durand »).
fn untitled(name: String, lexicon: &Lexicon) -> String {
    let titles = lexicon.pack.actors.titles.iter().flat_map(|title| &title.words);
    titles
        .filter(|title| title.ends_with('.'))
        .find_map(|title| name.strip_prefix(title.as_str()))
        .filter(|rest| rest.chars().next().is_some_and(char::is_uppercase))
        .map_or_else(|| name.clone(), str::to_owned)
}

fn add_name(cluster: &mut Cluster, name: String) {
    if !cluster.names.iter().any(|known| **known == *name) {
        cluster.names.push(Name::new(name));
        cluster.names.sort_by_key(|name| std::cmp::Reverse(name.chars().count()));
    }
}

fn merge(book: &mut ActorBook, cluster: usize, index: usize, name: Option<String>) {
    book.of_mention[index] = Some(cluster);
    let mention = book.mentions[index].clone();
    let cluster = &mut book.clusters[cluster];
    cluster.mentions.push(index);
    if let Some(name) = name {
        add_name(cluster, name);
        if mention.kind == ActorKind::Person {
            cluster.kind = ActorKind::Person;
        }
    }
    cluster.country = cluster.country.take().or(mention.country);
    for sector in mention.sectors {
        if !cluster.sectors.contains(&sector) {
            cluster.sectors.push(sector);
        }
    }
    cluster.role = cluster.role.take().or(mention.role);
    cluster.gender = cluster.gender.or(mention.gender);
}

fn by_name(book: &ActorBook, mention: &Mention, name: &str, particles: &[String]) -> Option<usize> {
    // A body that the tables know has one id under all its names.
    if let Some(id) = mention.known {
        let same = (0..book.clusters.len()).find(|at| {
            book.clusters[*at].mentions.iter().any(|other| book.mentions[*other].known == Some(id))
        });
        if same.is_some() {
            return same;
        }
    }
    let name = Name::new(name.to_owned());
    // The most recent of several namesakes.
    (0..book.clusters.len())
        .filter(|cluster| {
            let cluster = &book.clusters[*cluster];
            let kinds = cluster.kind == mention.kind
                || cluster.names.contains(&name)
                || (cluster.kind != ActorKind::Country && mention.kind != ActorKind::Country);
            kinds && fits_names(cluster, &name, particles)
        })
        .max_by_key(|cluster| book.clusters[*cluster].mentions.last().map(|last| book.mentions[*last].head))
}

/// Whether two descriptions name one function, by the same word or by one that is another name of it.
fn same_office(mention: &Mention, role: &str, other: &Mention) -> bool {
    let Some(known) = other.role.as_deref() else { return false };
    known == role
        || is_short_form(mention, role, known)
        || mention.like.iter().any(|like| like == known)
            && (mention.kind == ActorKind::Person || mention.name.is_none() && mention.complements.is_empty())
        // « Le tribunal » is the court told of; another court is not what was called so before.
        || other.kind == ActorKind::Person
            && mention.kind == ActorKind::Person
            && other.like.iter().any(|like| like == role)
}

/// « Le secrétaire » after « le secrétaire général », « la commission » after « la commission électorale »: the press tells a
/// function or body in full once, then by its first word.
fn is_short_form(mention: &Mention, role: &str, known: &str) -> bool {
    let bare = mention.name.is_some() || mention.words.end <= mention.head + role.split(' ').count();
    bare && mention.complements.is_empty()
        && known.strip_prefix(role).is_some_and(|rest| rest.starts_with(' '))
}

/// Whether a name is one of an actor's: the same as one of them, or a form of the fullest.
fn fits_names(cluster: &Cluster, name: &Name, particles: &[String]) -> bool {
    name.contains(' ') && cluster.names.contains(name)
        || cluster.names.first().is_some_and(|fullest| fullest.is(name, particles))
        || !name.contains(' ')
            && cluster.names.iter().any(|known| !known.contains(' ') && known.is(name, particles))
}

/// An actor of the same function: « le président chinois » after « le président Xi Jinping ».
fn by_role(book: &ActorBook, mention: &Mention, named: bool) -> Option<usize> {
    let role = mention.role.as_deref()?;
    if !mention.definite {
        return None;
    }
    let compatible = |cluster: &Cluster, other: &Mention| {
        // « Les juges » of a court stand for it.
        let bench = mention.plural
            && mention.kind == ActorKind::Person
            && other.kind == ActorKind::Organisation
            && !cluster.plural;
        (cluster.plural == mention.plural || bench)
            && other.former == mention.former
            && (other.country.is_none() || mention.country.is_none() || other.country == mention.country)
            && (other.complements.is_empty()
                || mention.complements.is_empty()
                || mention.complements.iter().any(|word| other.complements.contains(word)))
    };
    let recent =
        |cluster: &usize| book.clusters[*cluster].mentions.last().map(|last| book.mentions[*last].head);
    (0..book.clusters.len())
        .filter(|at| {
            let cluster = &book.clusters[*at];
            (!named || cluster.names.is_empty())
                && cluster.mentions.iter().any(|other| {
                    let other = &book.mentions[*other];
                    same_office(mention, role, other) && compatible(cluster, other)
                })
        })
        .max_by_key(recent)
}

/// The actor whom a description calls by what he is, not by his name or function: « l’ONG », « l’élue », « l’opposante ».
fn by_kind(book: &ActorBook, page: &Page, lexicon: &Lexicon, mention: &Mention) -> Option<usize> {
    // « son syndicat » is told by its owner.
    let own = belong::possessive(page, lexicon, mention.head).is_some();
    if mention.role.is_none() || !mention.definite || mention.plural || own {
        return None;
    }
    // A description with a complement of its own names its own one; so does an organ of the state.
    let state = mention.kind == ActorKind::Organisation
        && mention
            .sectors
            .iter()
            .any(|sector| matches!(sector, Sector::Gov | Sector::Mil | Sector::Cop | Sector::Leg));
    // Inside a quotation somebody else is spoken of.
    if state || page.words[mention.head].quote.is_some() {
        return None;
    }
    let person = mention.kind == ActorKind::Person;
    if !mention.complements.is_empty() {
        return if person { last_subject(book, page, mention) } else { None };
    }
    // « l’homme », « la victime »: anybody.
    if person
        && !mention.sectors.is_empty()
        && mention.sectors.iter().all(|sector| matches!(sector, Sector::Cvl | Sector::Crm | Sector::Ref))
    {
        return None;
    }
    // « l’ONG », « le syndicat », « l’expert »: the last one of that kind and sector that has a name.
    let sentence = page.words[mention.head].sentence;
    let tiers = [Match::Shared, Match::Unknown, Match::Public];
    tiers.into_iter().find_map(|tier| {
        (0..book.clusters.len())
            .filter(|at| may_be(book, page, mention, sentence, &book.clusters[*at], tier))
            .max_by_key(|at| book.clusters[*at].mentions.last().map(|last| book.mentions[*last].head))
    })
}

/// How closely a description must fit an actor.
#[derive(Clone, Copy, PartialEq)]
enum Match {
    /// They share a sector, or one of the two tells none.
    Shared,
    /// Nothing is known of the body but its name.
    Unknown,
    /// Both are of public life.
    Public,
}

fn may_be(
    book: &ActorBook,
    page: &Page,
    mention: &Mention,
    sentence: usize,
    cluster: &Cluster,
    tier: Match,
) -> bool {
    let person = mention.kind == ActorKind::Person;
    let near = cluster
        .mentions
        .iter()
        .any(|other| page.words[book.mentions[*other].head].sentence + DESCRIPTION_REACH >= sentence);
    // Of whom nothing is known may be of another country.
    let close = mention.country.is_none()
        || cluster
            .mentions
            .iter()
            .any(|other| page.words[book.mentions[*other].head].sentence + CLOSE >= sentence);
    let shared = cluster.sectors.iter().any(|sector| mention.sectors.contains(sector));
    // Who has an office has no other; « l’avocat », « le chercheur » is one of that trade.
    let sector = if person {
        let free = cluster.role.is_none() || !mention.office;
        free && match tier {
            Match::Shared => {
                shared
                    || close && cluster.sectors.is_empty()
                    || close && mention.sectors.is_empty() && cluster.role.is_none()
            }
            Match::Unknown => false,
            Match::Public => is_public(&cluster.sectors) && is_public(&mention.sectors),
        }
    } else {
        match tier {
            // « l’organisation régionale » is any body told of; « la commission économique » is one of its own.
            Match::Shared => {
                let open = mention.wide || mention.words.end <= mention.head + 1;
                shared || (mention.sectors.is_empty() && open && is_body(book, cluster))
            }
            Match::Unknown => cluster.sectors.is_empty() && is_named_body(book, cluster),
            Match::Public => false,
        }
    };
    let gender =
        cluster.gender.is_none() || mention.gender.is_none() || cluster.gender == mention.gender || !person;
    let country =
        cluster.country.is_none() || mention.country.is_none() || cluster.country == mention.country;
    let place = cluster.mentions.iter().all(|other| book.mentions[*other].place);
    near && !place
        && !cluster.names.is_empty()
        && cluster.kind == mention.kind
        && !cluster.plural
        && sector
        && gender
        && country
}

/// Whether sectors are those of public life, in which one person has several parts (« la présidente du parti … l’opposante »).
fn is_public(sectors: &[Sector]) -> bool {
    sectors
        .iter()
        .any(|sector| matches!(sector, Sector::Gov | Sector::Leg | Sector::Pty | Sector::Opp | Sector::Eli))
}

/// « Le ministre de l’Industrie » behind a sentence whose subject is a named person without an office: the press names
/// the same one anew.
fn last_subject(book: &ActorBook, page: &Page, mention: &Mention) -> Option<usize> {
    let sentence = page.words[mention.head].sentence;
    let subject = page.words[mention.head].rel.is_subject();
    (0..book.clusters.len())
        .filter(|at| {
            let cluster = &book.clusters[*at];
            let agrees =
                cluster.gender.is_none() || mention.gender.is_none() || cluster.gender == mention.gender;
            subject
                && cluster.kind == ActorKind::Person
                && !cluster.names.is_empty()
                && (cluster.role.is_none()
                    || (!mention.office || mention.former)
                        && is_public(&cluster.sectors)
                        && is_public(&mention.sectors))
                && !cluster.plural
                && agrees
                && cluster.mentions.iter().any(|other| {
                    let head = book.mentions[*other].head;
                    let distance = sentence - page.words[head].sentence;
                    // « Pour X, … »: whose word a sentence gives.
                    let opens = page.sentence_of(head).start + 1 == book.mentions[*other].words.start;
                    (1..=2).contains(&distance)
                        && (page.words[head].rel.is_subject() || opens && page.case_word(head).is_some())
                })
        })
        .max_by_key(|at| book.clusters[*at].mentions.last().map(|last| book.mentions[*last].head))
}

/// Whether something more than a capital letter says that an actor is a body.
fn is_body(book: &ActorBook, cluster: &Cluster) -> bool {
    !cluster.sectors.is_empty()
        || cluster.mentions.iter().any(|mention| {
            let mention = &book.mentions[*mention];
            mention.known.is_some() || mention.role.is_some()
        })
}

/// Whether a name of which nothing else is known is written or used as bodies’ are.
fn is_named_body(book: &ActorBook, cluster: &Cluster) -> bool {
    cluster.mentions.iter().any(|mention| book.mentions[*mention].acts)
}
