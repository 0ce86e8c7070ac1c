//! Whose a function or body is: « le porte-parole de la police », « sa présidente », « la direction de la chaîne ».
//!
//! What the words of a mention leave open the one that it is of tells: the country, and the sector where the pack says so.

use super::{ActorBook, Mention, chunks::starts_upper, codes::IGO, grammar::within, pronouns};
use crate::{
    lexicon::Lexicon,
    page::Page,
    parse::{Rel, Tense, Upos, VerbForm},
};
use records::{ActorKind, Sector};

/// How many words behind a noun its complement may begin.
const COMPLEMENT_REACH: usize = 8;

/// How often what an owner tells is passed on (« le chef de la section de l’union »).
const ROUNDS: usize = 2;

/// Finds the owners of all mentions and takes over what they tell.
pub fn settle(book: &mut ActorBook, page: &Page, lexicon: &Lexicon) {
    for index in 0..book.mentions.len() {
        book.mentions[index].owner = owner(book, page, lexicon, index);
    }
    for (who, body) in leads(book, page, lexicon) {
        let own = book.of_mention[who] == Some(body);
        let mention = &mut book.mentions[who];
        mention.owner = mention.owner.or(Some(body).filter(|_| !own));
    }
    name_bodies(book);
    // What a small place of the same name tells of a body is not handed on.
    refresh(book);
    for _ in 0..ROUNDS {
        for index in 0..book.mentions.len() {
            if let Some(owner) = book.mentions[index].owner {
                take_over(book, page, lexicon, index, owner);
            }
        }
        refresh(book);
    }
    for index in 0..book.clusters.len() {
        let body = book.clusters[index].mentions.iter().find_map(|mention| book.mentions[*mention].owner);
        book.clusters[index].member_of = body.filter(|body| *body != index);
    }
}

/// « Delmas » after « le groupe Delmas » is the body, not the town of this name.
fn name_bodies(book: &mut ActorBook) {
    for cluster in &book.clusters {
        let told = |index: &usize| {
            let mention = &book.mentions[*index];
            !mention.place && mention.role.is_some() && mention.name.is_some()
        };
        if cluster.kind != ActorKind::Organisation || !cluster.mentions.iter().any(told) {
            continue;
        }
        for index in &cluster.mentions {
            let mention = &mut book.mentions[*index];
            if mention.place && mention.role.is_none() {
                mention.place = false;
                mention.country = None;
            }
        }
    }
}

/// The actor of whom a mention’s noun is: its complement’s, else the one that its possessive stands for.
fn owner(book: &ActorBook, page: &Page, lexicon: &Lexicon, index: usize) -> Option<usize> {
    let mention = &book.mentions[index];
    if mention.pronoun {
        return None;
    }
    if mention.role.is_none() {
        return member(book, page, lexicon, mention);
    }
    let noun = mention.apposed.unwrap_or(mention.head);
    let own = book.of_mention[index];
    let named =
        complement(book, page, lexicon, noun).or_else(|| workplace(book, page, lexicon, mention, noun));
    let found = match named {
        Some(body) => book.of_mention[body],
        None => possessive(page, lexicon, noun)
            .and_then(|word| pronouns::owner(book, page, lexicon, word, mention.inherit))
            .or_else(|| within_function(book, page, lexicon, index))
            .or_else(|| implied(book, page, lexicon, index)),
    };
    found.filter(|body| Some(*body) != own)
}

/// « X de l’Observatoire des droits »: the body right behind a person’s name.
fn member(book: &ActorBook, page: &Page, lexicon: &Lexicon, mention: &Mention) -> Option<usize> {
    let name = mention.name.as_ref().filter(|_| mention.kind == ActorKind::Person)?;
    let genitive = page.words.get(name.end).is_some_and(|next| {
        next.upos == Upos::Adp
            && lexicon.is_genitive(&next.lower)
            && next.sentence == page.words[mention.head].sentence
    });
    let body = complement(book, page, lexicon, name.end - 1).filter(|_| genitive)?;
    let told = &book.mentions[body];
    let named = told.kind == ActorKind::Organisation && !told.place && !told.sectors.is_empty();
    book.of_mention[body].filter(|_| named)
}

/// How many sentences back the body may stand that a bare function is of.
const IMPLIED_REACH: usize = 2;

/// « Le syndicat appelle à la grève. … le délégué X »: a function that tells no field and no body is of the body named last in
/// its paragraph.
fn implied(book: &ActorBook, page: &Page, lexicon: &Lexicon, index: usize) -> Option<usize> {
    let mention = &book.mentions[index];
    let noun = mention.apposed.unwrap_or(mention.head);
    // « les inspecteurs » behind « l’AIEA » are not the state’s.
    let sent = mention.plural && mention.definite && mention.sectors == [Sector::Gov];
    let bare = mention.inherit
        && mention.kind == ActorKind::Person
        && (mention.sectors.is_empty() || sent && mention.complements.is_empty())
        && mention.country.is_none()
        && possessive(page, lexicon, noun).is_none();
    if !bare {
        return None;
    }
    let token = &page.words[noun];
    let found = book.mentions[..index].iter().enumerate().rev().find(|(_, other)| {
        let head = &page.words[other.head];
        other.kind == ActorKind::Organisation
            && !other.place
            && !other.sectors.is_empty()
            && !other.plural
            && head.block == token.block
            && head.sentence + IMPLIED_REACH >= token.sentence
            && head.quote.is_none()
    });
    found
        .and_then(|(at, _)| book.of_mention[at])
        .filter(|body| !sent || book.clusters[*body].country.as_deref() == Some(IGO))
}

/// The mention that a genitive hangs on a noun.
fn complement(book: &ActorBook, page: &Page, lexicon: &Lexicon, noun: usize) -> Option<usize> {
    let sentence = page.sentence_of(noun);
    let mut genitive = false;
    let mut passed = noun;
    for word in noun + 1..sentence.end.min(noun + COMPLEMENT_REACH) {
        let token = &page.words[word];
        if page.is_punct(word) || token.quote != page.words[noun].quote {
            return None;
        }
        if word <= passed {
            continue;
        }
        if let Some(end) = within(page, lexicon, word) {
            genitive = true;
            passed = end - 1;
            continue;
        }
        if token.upos == Upos::Adp {
            genitive = lexicon.is_genitive(&token.lower);
            if !genitive {
                return None;
            }
        } else if matches!(token.upos, Upos::Verb | Upos::Aux | Upos::Pron) {
            return None;
        }
        if genitive
            && let Some(&found) = book.by_head.get(&word)
            && book.mentions[found].head > noun
        {
            return Some(found);
        }
    }
    None
}

/// « Le président de la cour »: the body that a function of several words holds is the one told of last by this noun.
fn within_function(book: &ActorBook, page: &Page, lexicon: &Lexicon, index: usize) -> Option<usize> {
    let mention = &book.mentions[index];
    let noun = mention.apposed.unwrap_or(mention.head);
    let role = mention.role.as_deref()?;
    let function = lexicon.noun(page, noun).filter(|function| function.kind == ActorKind::Person)?;
    let inner = (noun + 1..noun + function.length).find_map(|at| lexicon.noun(page, at))?;
    let known = |other: &Mention| {
        let name = other.role.as_deref().unwrap_or_default();
        name == inner.key || name.strip_prefix(inner.key.as_str()).is_some_and(|rest| rest.starts_with(' '))
    };
    let told = book.mentions[..index].iter().enumerate().rev().find(|(_, other)| {
        inner.kind == ActorKind::Organisation && !other.plural && other.kind == inner.kind && known(other)
    });
    told.filter(|_| role.contains(' ')).and_then(|(at, _)| book.of_mention[at])
}

/// « X, qui dirige l’association Y »: who heads a body is of it.
fn leads(book: &ActorBook, page: &Page, lexicon: &Lexicon) -> Vec<(usize, usize)> {
    let verbs = (0..page.words.len()).filter(|at| {
        let token = &page.words[*at];
        let now = token.feats.verb_form == Some(VerbForm::Fin) && token.feats.tense == Some(Tense::Pres);
        // Behind an unknown name a tagger may take the verb for more of it.
        let mistaken = token.upos == Upos::Propn && !starts_upper(&token.text);
        lexicon.pack.actors.leads.contains(&token.lemma)
            && (token.upos == Upos::Verb && now || mistaken)
            && !page.is_negated(*at, lexicon)
    });
    verbs
        .filter_map(|verb| {
            let who = book.index_of(page.subject(verb, lexicon)?)?;
            let body = led(book, page, lexicon, verb)?;
            let (person, led) = (&book.mentions[who], &book.mentions[body]);
            let fits = person.kind == ActorKind::Person
                && person.name.is_some()
                && person.role.is_none()
                && led.kind == ActorKind::Organisation
                && !led.place
                && !led.sectors.is_empty();
            fits.then_some(())?;
            Some((who, book.of_mention[body]?))
        })
        .collect()
}

/// The body that is the object of a verb: in the tree, else in the line, where a circumstance may stand before it (« dirige depuis
/// six ans l’Observatoire »).
fn led(book: &ActorBook, page: &Page, lexicon: &Lexicon, verb: usize) -> Option<usize> {
    let in_tree = page.object(verb, lexicon).and_then(|object| book.index_of(object));
    let is_body = |index: &usize| book.mentions[*index].kind == ActorKind::Organisation;
    let end = page.sentence_of(verb).end.min(verb + COMPLEMENT_REACH);
    let line = (verb + 1..end)
        .take_while(|at| !page.is_punct(*at) && !matches!(page.words[*at].upos, Upos::Verb | Upos::Aux))
        .filter_map(|at| book.by_head.get(&at).copied())
        .find(|index| is_body(index) && page.words[book.mentions[*index].words.start].upos == Upos::Det);
    in_tree.filter(is_body).or(line)
}

/// The body at which somebody works: « professeur de droit à l’université de Genève », « ingénieur chez X ». An envoy to a body is not of it.
fn workplace(
    book: &ActorBook,
    page: &Page,
    lexicon: &Lexicon,
    mention: &Mention,
    noun: usize,
) -> Option<usize> {
    if mention.kind != ActorKind::Person || mention.sectors.contains(&Sector::Gov) {
        return None;
    }
    let end = page.sentence_of(noun).end.min(noun + COMPLEMENT_REACH);
    let tie = |word: usize| {
        page.words[word].upos == Upos::Adp
            && lexicon
                .pack
                .syntax
                .workplace
                .iter()
                .any(|at| at == lexicon.preposition(&page.words[word].lower))
    };
    let at = (noun + 1..end).find(|word| tie(*word))?;
    let plain = |word: usize| {
        let token = &page.words[word];
        matches!(token.upos, Upos::Noun | Upos::Adj | Upos::Det) || lexicon.is_genitive(&token.lower)
    };
    let body = (at + 1..end).find_map(|word| book.by_head.get(&word).copied())?;
    let told = &book.mentions[body];
    let between = |from: usize, to: usize| (from..to).all(plain);
    let is_body = told.kind == ActorKind::Organisation
        && !told.place
        && !told.plural
        && (told.known.is_some() || told.role.is_some());
    (is_body && between(noun + 1, at) && between(at + 1, told.words.start.max(at + 1))).then_some(body)
}

/// The possessive before a noun.
pub fn possessive(page: &Page, lexicon: &Lexicon, noun: usize) -> Option<usize> {
    page.dependents(noun, &[Rel::Det, Rel::NmodPoss])
        .find(|det| *det < noun && lexicon.pack.syntax.possessives.contains(&page.words[*det].lower))
}

fn take_over(book: &mut ActorBook, page: &Page, lexicon: &Lexicon, index: usize, owner: usize) {
    let (country, sectors, body) = {
        let owner = &book.clusters[owner];
        (owner.country.clone(), owner.sectors.clone(), owner.kind == ActorKind::Organisation)
    };
    let mention = &mut book.mentions[index];
    let noun = mention.apposed.unwrap_or(mention.head);
    mention.country = mention.country.take().or(country);
    // « sa présidente » of a body of which nothing is known is no head of state.
    let told = !sectors.is_empty() || body && possessive(page, lexicon, noun).is_some();
    let member = mention.role.is_none() && mention.sectors.is_empty();
    if (mention.inherit || member) && told {
        let former = mention.sectors.contains(&Sector::Eli);
        mention.sectors = sectors;
        if former && !mention.sectors.contains(&Sector::Eli) {
            mention.sectors.push(Sector::Eli);
        }
    }
}

/// Gathers country and sectors of all actors from their mentions anew.
fn refresh(book: &mut ActorBook) {
    for index in 0..book.clusters.len() {
        let mentions: Vec<&Mention> =
            book.clusters[index].mentions.iter().map(|mention| &book.mentions[*mention]).collect();
        // A small place of the same name tells the country only of what is nothing but a place.
        let place = mentions.iter().all(|mention| mention.place);
        let country = mentions
            .iter()
            .filter(|mention| place || !(mention.small || mention.place && mention.role.is_none()))
            .find_map(|mention| mention.country.clone());
        let mut sectors: Vec<Sector> = Vec::new();
        for sector in mentions.iter().flat_map(|mention| &mention.sectors) {
            if !sectors.contains(sector) {
                sectors.push(*sector);
            }
        }
        let cluster = &mut book.clusters[index];
        cluster.country = country;
        cluster.sectors = sectors;
    }
}
