//! The place that an act is done to, which is where it is done (« bloquent l'autoroute », « la capture de la ville »); what one
//! withdraws from or drives others out of; where the court sits that judges.

use super::{Where, common_or_named, is_genitive, is_house, is_one, is_physical, kind, place_at};
use crate::{
    actors::ActorBook,
    events::{Act, Ground, setting::is_verb},
    parse::Rel,
};
use records::{ActorKind, EventType, Sector};

/// Relations of what a preposition sets beside a verb.
const OBLIQUE: &[Rel] = &[Rel::OblArg, Rel::OblMod, Rel::Obl];

/// The place that an act is done to.
pub fn place(ground: &Ground, book: &ActorBook, act: &Act) -> Option<Where> {
    if let Some(town) = court(ground, book, act) {
        return Some(town);
    }
    if act.statement.is_some() {
        return None;
    }
    let held = || is_physical(act.kind) || act.kind == EventType::Cooperate;
    let seized = held().then(|| seized(ground, act)).flatten();
    if seized.is_some() || !is_physical(act.kind) {
        return seized;
    }
    if act.kind == EventType::Protest
        && let Some(home) = home_of_crowd(ground, book, act)
    {
        return Some(home);
    }
    left(ground, act).or_else(|| object(ground, book, act))
}

/// The town that a word names.
fn town(ground: &Ground, word: usize) -> Option<Where> {
    place_at(ground, word).filter(|place| kind(ground, *place) == Some("city"))
}

/// « Un tribunal de X a condamné … ».
fn court(ground: &Ground, book: &ActorBook, act: &Act) -> Option<Where> {
    let page = ground.page;
    let court = is_verb(page, act.word).then(|| page.subject(act.word, ground.lexicon)).flatten()?;
    let judges = book.mention_with_head(court).is_some_and(|mention| {
        mention.kind == ActorKind::Organisation && mention.sectors.contains(&Sector::Jud)
    });
    judges.then(|| page.noun_phrase(court).find_map(|at| town(ground, at))).flatten()
}

/// « se battent pour le contrôle de X », « combats qui ont mené à la prise de X », « transfère le contrôle de X »: the place that a noun of
/// holding or taking completes, beside the act or a participle that tells of it.
fn seized(ground: &Ground, act: &Act) -> Option<Where> {
    let (page, syntax) = (ground.page, &ground.lexicon.pack.syntax);
    let telling = page
        .children(act.word)
        .iter()
        .copied()
        .filter(|at| *at > act.word && (page.is_participle(*at) || page.words[*at].rel == Rel::AclRelcl));
    std::iter::once(act.word)
        .chain(telling)
        .flat_map(|at| page.children(at).iter().copied())
        .filter(|at| {
            OBLIQUE.contains(&page.words[*at].rel)
                || matches!(page.words[*at].rel, Rel::Obj | Rel::Iobj | Rel::Nmod)
        })
        .filter(|at| syntax.seizures.contains(&page.words[*at].lemma))
        .flat_map(|at| page.dependents(at, &[Rel::Nmod]))
        .filter(|at| is_genitive(ground, *at))
        .find_map(|at| {
            let place = common_or_named(ground, at)?;
            // « des deux routes menant à X »: a road is where it leads.
            let below = page.subtree(at);
            let leads = || ground.places.located().find(|(_, head, _)| below.contains(head));
            Some(match place.0 {
                None => leads().map_or(place, |(index, _, span)| (Some(index), span)),
                Some(_) => place,
            })
        })
}

/// « Les étudiants de X sont en grève », « Les mineurs de X ont voté la grève »: where they are from is where they protest.
fn home_of_crowd(ground: &Ground, book: &ActorBook, act: &Act) -> Option<Where> {
    let (page, lexicon) = (ground.page, ground.lexicon);
    let crowd = if is_verb(page, act.word) {
        page.subject(act.word, lexicon)
    } else {
        page.dependents(act.word, &[Rel::Nmod]).find(|at| is_genitive(ground, *at)).or_else(|| {
            let carried = page.words[act.word].rel == Rel::Obj;
            carried.then(|| page.subject(page.words[act.word].head, lexicon)).flatten()
        })
    };
    let people = |head: &usize| {
        book.mention_with_head(page.counted(*head, lexicon))
            .is_some_and(|mention| mention.kind != ActorKind::Country && mention.plural)
    };
    crowd.filter(people).and_then(|crowd| page.noun_phrase(crowd).find_map(|at| town(ground, at)))
}

/// What one leaves (« se retire de la ville ») or drives others out of (« chassés de la ville », « a chassé les manifestants de la place X »).
fn left(ground: &Ground, act: &Act) -> Option<Where> {
    let page = ground.page;
    let from = |at: &usize| is_genitive(ground, *at) && common_or_named(ground, *at).is_some();
    let beside = || page.dependents(act.word, OBLIQUE).find(from);
    let found = match act.kind {
        EventType::Retreat => beside().or_else(|| page.dependents(act.word, &[Rel::Nmod]).find(from)),
        EventType::Assault | EventType::Coerce if is_verb(page, act.word) => beside().or_else(|| {
            let driven = page.object(act.word, ground.lexicon)?;
            let street = |at: &usize| ground.lexicon.pack.syntax.streets.contains(&page.words[*at].lemma);
            page.dependents(driven, &[Rel::Nmod]).filter(street).find(from)
        }),
        _ => None,
    };
    found.and_then(|at| common_or_named(ground, at))
}

/// What is blocked, taken or bombed, where it is a place: a court or parliament is one only to those who attack it, several
/// bridges are none, and what is given up is what the act is about.
fn object(ground: &Ground, book: &ActorBook, act: &Act) -> Option<Where> {
    let page = ground.page;
    if act.kind == EventType::Concede {
        return None;
    }
    let object = if is_verb(page, act.word) {
        page.object(act.word, ground.lexicon)
    } else {
        page.dependents(act.word, &[Rel::Nmod]).find(|at| is_genitive(ground, *at))
    };
    object
        .filter(|at| !act.trigger.contains(page.words[*at].span))
        .filter(|at| act.kind == EventType::Assault || !is_house(book, *at))
        .and_then(|at| common_or_named(ground, at))
        .filter(|place| is_one(ground, *place))
}
