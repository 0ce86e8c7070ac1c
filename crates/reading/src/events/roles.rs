//! Who fills a role: heads of noun phrases from the graph, coordination followed, made into actors.

use super::Ground;
use crate::{
    actors::ActorBook,
    parse::{Rel, Upos},
};
use pack::Role;
use records::ActorKind;

/// The actors of the first role that somebody fills.
pub fn fill(ground: &Ground, book: &mut ActorBook, word: usize, roles: &[Role], verbal: bool) -> Vec<usize> {
    for role in roles {
        if matches!(role, Role::Adj) {
            let found = nationality(ground, book, word);
            if !found.is_empty() {
                return found;
            }
            continue;
        }
        let heads = heads(ground, word, role, verbal);
        // « le sommet de Samarcande »: a place beside a noun is where, not who.
        let here = |head: &usize| {
            matches!(role, Role::Nmod(_))
                && book.mention_with_head(*head).is_some_and(|mention| mention.place)
        };
        let heads: Vec<usize> = heads.into_iter().filter(|head| !here(head)).collect();
        let actors: Vec<usize> = heads.into_iter().filter_map(|head| actor(ground, book, head)).collect();
        if !actors.is_empty() {
            return actors;
        }
    }
    Vec::new()
}

fn actor(ground: &Ground, book: &mut ActorBook, head: usize) -> Option<usize> {
    let sure = book.mention_with_head(head).is_some_and(|mention| mention.sure);
    if !sure {
        return None;
    }
    if book.is_pronoun(head) && book.known_actor(head).is_none() {
        let actor = book.resolve_pronoun(ground.page, ground.lexicon, head, None)?;
        book.bind(head, actor);
        return Some(actor);
    }
    Some(book.actor_of(ground.page, ground.lexicon, head))
}

/// The heads of the noun phrases in a role, coordinated ones included.
pub fn heads(ground: &Ground, word: usize, role: &Role, verbal: bool) -> Vec<usize> {
    let (page, lexicon) = (ground.page, ground.lexicon);
    let complement = |preposition: &str| -> Option<usize> {
        let wanted = preposition.split_whitespace().last().unwrap_or(preposition);
        page.children(word).iter().copied().find(|child| {
            let rel = page.words[*child].rel;
            (rel.is_oblique() || matches!(rel, Rel::Nmod | Rel::Dep | Rel::Xcomp | Rel::Advcl))
                && page.words[*child].upos != Upos::Verb
                && page.case_of(*child, lexicon).is_some_and(|case| case == wanted)
        })
    };
    let head = match role {
        Role::Subj if verbal => page.subject(word, lexicon),
        Role::Subj => support_subject(ground, word),
        Role::Obj if verbal => page.object(word, lexicon).or_else(|| clitic(ground, word)),
        Role::Obj => None,
        Role::Obl(preposition) | Role::Nmod(preposition) => complement(preposition),
        Role::Agent => lexicon.pack.syntax.agents.iter().find_map(|agent| complement(agent)),
        Role::Poss => page
            .children(word)
            .iter()
            .copied()
            .find(|child| lexicon.pack.syntax.possessives.contains(&page.words[*child].lower)),
        Role::Place => ground.places.head_near(page, lexicon, word),
        Role::Adj => None,
    };
    let Some(head) = head else { return Vec::new() };
    let mut heads = vec![page.counted(head, lexicon)];
    heads.extend(
        page.dependents(head, &[Rel::Conj])
            .filter(|other| page.words[*other].upos.is_nominal() || page.words[*other].upos == Upos::X),
    );
    heads
}

/// An object pronoun before the verb (« l’a rencontré »).
fn clitic(ground: &Ground, word: usize) -> Option<usize> {
    let page = ground.page;
    page.dependents(word, &[Rel::Obj, Rel::Iobj]).find(|child| page.words[*child].upos == Upos::Pron)
}

/// Who acts where a noun names the act and a light verb carries it (« mener une offensive »).
fn support_subject(ground: &Ground, word: usize) -> Option<usize> {
    let page = ground.page;
    let token = &page.words[word];
    let verb = token.head;
    (verb != word && matches!(token.rel, Rel::Obj | Rel::OblArg) && page.words[verb].upos == Upos::Verb)
        .then(|| page.subject(verb, ground.lexicon))
        .flatten()
}

/// « le débarquement français »: the country of an adjective of nationality, as an actor.
fn nationality(ground: &Ground, book: &mut ActorBook, word: usize) -> Vec<usize> {
    let page = ground.page;
    let tag = &ground.lexicon.pack.tag;
    page.dependents(word, &[Rel::Amod])
        .filter_map(|child| {
            let demonym = knowledge::country_by_demonym(tag, &page.words[child].lower)?;
            let country = demonym.country?;
            let known = book.clusters.iter().position(|cluster| {
                cluster.kind == ActorKind::Country && cluster.country.as_deref() == Some(country)
            });
            Some(known.unwrap_or_else(|| book.add_country(child, country)))
        })
        .collect()
}
