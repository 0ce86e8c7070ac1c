//! Who fills a role: heads of noun phrases from the graph, coordination followed, made into actors.

use super::Ground;
use crate::{
    actors::ActorBook,
    parse::{Rel, Upos},
};
use pack::Role;
use records::ActorKind;

/// The actors of the first role that somebody fills.
///
/// `words` are the word that names the act and the others of its phrase.
pub fn fill(
    ground: &Ground,
    book: &mut ActorBook,
    words: &[usize],
    roles: &[Role],
    verbal: bool,
) -> Vec<usize> {
    let Some(&word) = words.first() else { return Vec::new() };
    for role in roles {
        if matches!(role, Role::Adj) {
            let found = nationality(ground, book, word);
            if !found.is_empty() {
                return found;
            }
            continue;
        }
        for head in candidates(ground, words, role, verbal) {
            // « le sommet de Samarcande »: a town beside a noun is where, not who. A country is who (« les exercices de la
            // Chine »), and so is a capital or a town behind any other preposition (« entre Paris et Berlin »).
            let genitive =
                matches!(role, Role::Nmod(word) if ground.lexicon.pack.syntax.genitives.contains(word));
            let here = |head: &usize| {
                genitive
                    && book.mention_with_head(*head).is_some_and(|mention| {
                        mention.place && mention.kind != ActorKind::Country && mention.sectors.is_empty()
                    })
            };
            let heads: Vec<usize> =
                coordinated(ground, head).into_iter().filter(|head| !here(head)).collect();
            let actors: Vec<usize> = heads
                .into_iter()
                .filter_map(|head| actor(ground, book, owner(ground, book, head).unwrap_or(head)))
                .collect();
            if !actors.is_empty() {
                return actors;
            }
        }
    }
    Vec::new()
}

/// The one for whom a body or thing acts (« une mission du FMI »), where the noun itself names nobody.
pub fn owner(ground: &Ground, book: &ActorBook, head: usize) -> Option<usize> {
    let (page, lexicon) = (ground.page, ground.lexicon);
    let sure = |at: usize| book.mention_with_head(at).is_some_and(|mention| mention.sure && !mention.pronoun);
    if sure(head) || !lexicon.pack.syntax.proxies.contains(&page.words[head].lemma) {
        return None;
    }
    page.dependents(head, &[Rel::Nmod])
        .filter(|child| {
            page.case_of(*child, lexicon)
                .is_some_and(|case| lexicon.pack.syntax.genitives.iter().any(|known| known == case))
        })
        .find(|child| sure(*child))
}

/// Whose an act is by a possessive (« avant sa visite »): the subject of the clause, else whoever a pronoun would mean.
fn possessor(ground: &Ground, book: &mut ActorBook, possessive: usize) -> Option<usize> {
    let (page, lexicon) = (ground.page, ground.lexicon);
    let noun = page.words[possessive].head;
    let mut at = noun;
    for _ in 0..MOST_STEPS {
        let head = page.words[at].head;
        if head == at {
            break;
        }
        at = head;
        if page.words[at].upos != Upos::Verb {
            continue;
        }
        let subject = page.surface_subject(at, lexicon, MOST_STEPS).filter(|subject| {
            !page.is_under(noun, *subject)
                && book.mention_with_head(*subject).is_some_and(|mention| mention.sure && !mention.pronoun)
        });
        if let Some(subject) = subject {
            return Some(book.actor_of(page, lexicon, subject));
        }
    }
    let speaker = super::status::voice(ground, possessive).and_then(|told| ground.told[told].speaker.1);
    book.resolve_pronoun(page, lexicon, possessive, speaker)
}

fn actor(ground: &Ground, book: &mut ActorBook, head: usize) -> Option<usize> {
    if ground.lexicon.pack.syntax.possessives.contains(&ground.page.words[head].lower) {
        return possessor(ground, book, head);
    }
    let sure = book.mention_with_head(head).is_some_and(|mention| mention.sure);
    if !sure {
        // « Iraqi towns »: what is said to be of a country stands for somebody of it.
        let (page, lexicon) = (ground.page, ground.lexicon);
        let of_country = page.words[head].upos == Upos::Noun
            && book.mention_with_head(head).is_none()
            && page
                .dependents(head, &[Rel::Amod, Rel::Flat])
                .any(|child| child < head && crate::actors::nationality_of(page, lexicon, child).is_some());
        return of_country.then(|| book.actor_of(page, lexicon, head));
    }
    if book.is_pronoun(head) && book.known_actor(head).is_none() {
        // « nous » in somebody's words is that somebody.
        let speaker = super::status::voice(ground, head).and_then(|told| ground.told[told].speaker.1);
        let actor = book.resolve_pronoun(ground.page, ground.lexicon, head, speaker)?;
        book.bind(head, actor);
        return Some(actor);
    }
    Some(book.actor_of(ground.page, ground.lexicon, head))
}

/// The head of the likeliest noun phrase in a role, as it stands: of « des milliers de civils », « milliers ».
pub fn first(ground: &Ground, words: &[usize], role: &Role, verbal: bool) -> Option<usize> {
    candidates(ground, words, role, verbal).first().copied()
}

/// The heads of the noun phrases in a role, coordinated ones included.
pub fn heads(ground: &Ground, words: &[usize], role: &Role, verbal: bool) -> Vec<usize> {
    candidates(ground, words, role, verbal).first().map_or_else(Vec::new, |head| coordinated(ground, *head))
}

fn coordinated(ground: &Ground, head: usize) -> Vec<usize> {
    let page = ground.page;
    let head = page.counted(head, ground.lexicon);
    let mut heads = vec![head];
    heads.extend(
        page.dependents(head, &[Rel::Conj])
            .filter(|other| page.words[*other].upos.is_nominal() || page.words[*other].upos == Upos::X),
    );
    heads
}

/// The noun phrases that can fill a role, the likeliest first.
fn candidates(ground: &Ground, words: &[usize], role: &Role, verbal: bool) -> Vec<usize> {
    let (page, lexicon) = (ground.page, ground.lexicon);
    let Some(&word) = words.first() else { return Vec::new() };
    let head = match role {
        Role::Subj if verbal => page.subject(word, lexicon).or_else(|| {
            // « a été tenu responsable par X »: the agent may hang on another word of the phrase.
            let agents = lexicon.pack.syntax.agents.iter().filter(|_| page.is_passive(word));
            agents.flat_map(|agent| complements(ground, words, agent, verbal)).next()
        }),
        Role::Subj => support_subject(ground, word),
        Role::Obj if verbal => {
            // « file charges against the mayor »: of a phrase that ends in a preposition, what that governs.
            let governed =
                words.last().and_then(|last| page.governed(*last)).filter(|noun| !words.contains(noun));
            let own = page.object(word, lexicon);
            let own = if governed.is_some() { own.filter(|own| !words.contains(own)) } else { own };
            own.or_else(|| clitic(ground, word)).or(governed).or_else(|| personal(ground, word))
        }
        Role::Iobj => page.dependents(word, &[Rel::Iobj]).next(),
        Role::Whose => {
            let object = candidates(ground, words, &Role::Obj, verbal).first().copied();
            let genitive =
                |child: &usize| page.case_of(*child, lexicon).is_some_and(|case| lexicon.is_genitive(case));
            let owner = |object: usize| -> Vec<usize> {
                page.dependents(object, &[Rel::NmodPoss, Rel::Flat])
                    .chain(page.dependents(object, &[Rel::Nmod]).filter(genitive))
                    .collect()
            };
            return object.map(owner).unwrap_or_default();
        }
        Role::Obj | Role::Adj => None,
        Role::Obl(preposition) | Role::Nmod(preposition) => {
            return complements(ground, words, preposition, verbal);
        }
        Role::Agent => {
            let agents = lexicon.pack.syntax.agents.iter();
            return agents.flat_map(|agent| complements(ground, words, agent, verbal)).collect();
        }
        Role::Poss => page.children(word).iter().copied().find(|child| {
            page.words[*child].rel == Rel::NmodPoss
                || lexicon.pack.syntax.possessives.contains(&page.words[*child].lower)
        }),
        Role::Comp => {
            let before = page.dependents(word, &[Rel::Flat]).filter(|child| *child < word);
            return before.collect();
        }
        Role::Inf => page
            .dependents(word, &[Rel::Xcomp, Rel::Ccomp, Rel::Advcl, Rel::OblArg])
            .find(|at| *at > word && page.is_infinitive(*at)),
        Role::Place => ground.places.head_near(page, word),
    };
    head.into_iter().collect()
}

/// How far down a noun phrase the complements of the act's noun may hang (« l’arrestation du chef du parti par la police »).
const DEEPEST: usize = 3;

/// How far up the tree the owner of an act is looked for.
const MOST_STEPS: usize = 4;

/// Noun phrases after a preposition beside the words of a phrase.
///
/// The parser hangs « contre X » of « lancer une offensive contre X » on the verb or on the object, and « par X » of
/// « l’arrestation de Y par X » on either noun; « de » is too common to be looked for below the phrase itself.
fn complements(ground: &Ground, words: &[usize], preposition: &str, verbal: bool) -> Vec<usize> {
    let (page, lexicon) = (ground.page, ground.lexicon);
    let wanted = preposition.split_whitespace().last().unwrap_or(preposition);
    let Some(&word) = words.first() else { return Vec::new() };
    let mut level: Vec<usize> = words.to_vec();
    if verbal {
        level.extend(page.object(word, lexicon).filter(|object| *object > word));
    }
    let genitive = lexicon.pack.syntax.genitives.iter().any(|common| common == wanted);
    let depth = if verbal || genitive { 1 } else { DEEPEST };
    let mut found = Vec::new();
    for _ in 0..depth {
        let mut below: Vec<usize> = level
            .iter()
            .flat_map(|above| page.children(*above))
            .copied()
            .filter(|child| {
                // A name that the tagger takes for a verb (« se rendre à Accra ») is a name all the same.
                let token = &page.words[*child];
                !words.contains(child) && (token.upos != Upos::Verb || token.entity.is_some())
            })
            .filter(|child| {
                let rel = page.words[*child].rel;
                rel.is_oblique() || matches!(rel, Rel::Nmod | Rel::Dep | Rel::Xcomp | Rel::Advcl)
            })
            .collect();
        below.sort_unstable();
        below.dedup();
        if !verbal && found.is_empty() {
            // « le pacte entre les deux partis a tenu »: between the noun and its verb, on either.
            let verb = page.words[word].head;
            // So are those behind the verb that its subject names (« des combats ont éclaté entre X et Y »).
            let linked = lexicon.pack.syntax.between.iter().any(|known| known == wanted);
            let behind = linked && page.words[word].rel.is_subject();
            below.extend(page.children(verb).iter().filter(|child| {
                word < **child && (**child < verb || behind && page.words[**child].rel.is_oblique())
            }));
            below.sort_unstable();
            below.dedup();
        }
        found.extend(below.iter().filter(|child| page.case_of(**child, lexicon) == Some(wanted)));
        level = below;
    }
    found
}

/// An object pronoun before the verb (« l’a rencontré »).
fn clitic(ground: &Ground, word: usize) -> Option<usize> {
    let page = ground.page;
    page.dependents(word, &[Rel::Obj, Rel::Iobj]).find(|child| page.words[*child].upos == Upos::Pron)
}

/// A person acted upon whom the parser takes for a circumstance (« liberó a dos rehenes »).
fn personal(ground: &Ground, word: usize) -> Option<usize> {
    let (page, lexicon) = (ground.page, ground.lexicon);
    let known = &lexicon.pack.syntax.personal;
    if known.is_empty() || page.is_passive(word) {
        return None;
    }
    page.children(word).iter().copied().find(|child| {
        let token = &page.words[*child];
        *child > word
            && token.upos.is_nominal()
            && (token.rel.is_oblique() || token.rel == Rel::Iobj)
            && page.case_of(*child, lexicon).is_some_and(|case| known.iter().any(|word| word == case))
    })
}

/// Who acts where a noun names the act: the subject of the light verb that carries it (« mener une offensive »), or its own
/// (« les pilotes sont en grève »).
fn support_subject(ground: &Ground, word: usize) -> Option<usize> {
    let page = ground.page;
    let token = &page.words[word];
    let verb = token.head;
    if verb != word && matches!(token.rel, Rel::Obj | Rel::OblArg) && page.words[verb].upos == Upos::Verb {
        return page.subject(verb, ground.lexicon);
    }
    page.dependents(word, &[Rel::Cop]).next()?;
    page.own_subject(word, ground.lexicon)
}

/// Whether a noun is carried by a verb that only says that it is done, begun or kept up (« ont reconduit leur grève »).
pub fn is_carried(ground: &Ground, word: usize) -> bool {
    let page = ground.page;
    let supports = &ground.lexicon.pack.syntax.supports;
    let mut at = word;
    // « un mouvement de grève »: through the nouns above.
    while page.words[at].rel == Rel::Nmod && page.words[at].head < at {
        at = page.words[at].head;
    }
    let verb = page.words[at].head;
    (page.words[at].rel == Rel::Obj && supports.contains(&page.words[verb].lemma))
        || page.dependents(word, &[Rel::Cop]).next().is_some()
}

/// « le débarquement français »: the country of an adjective of nationality, as an actor.
fn nationality(ground: &Ground, book: &mut ActorBook, word: usize) -> Vec<usize> {
    let page = ground.page;
    page.dependents(word, &[Rel::Amod, Rel::Flat])
        .filter_map(|child| {
            let country = crate::actors::nationality_of(page, ground.lexicon, child)?;
            let known = book.clusters.iter().position(|cluster| {
                cluster.kind == ActorKind::Country && cluster.country.as_deref() == Some(country)
            });
            Some(known.unwrap_or_else(|| book.add_country(child, country)))
        })
        .collect()
}
