//! Parties that a dispatch leaves unsaid because everybody knows them: it is the police who arrest, the courts who try,
//! who answers, answers the one who spoke before, and who governs in the dispatch's country gives way and talks.

use super::{Act, Ground, acts::is_public};
use crate::actors::{ActorBook, Cluster};
use records::{ActorKind, EventType, Sector};

/// Fills sources and targets that no word beside the act names, and gives the dispatch's country to parties without one.
pub fn complete(ground: &Ground, book: &mut ActorBook, acts: &mut [Act]) {
    for at in 0..acts.len() {
        if acts[at].source.is_empty()
            && let Some(actor) = doer(book, &acts[at])
        {
            acts[at].source.push(actor);
        }
        if acts[at].target.is_empty()
            && let Some(actor) = counterpart(book, &acts[..at], &acts[at])
        {
            acts[at].target.push(actor);
        }
    }
    let Some(home) = book.home(ground.page) else { return };
    for act in acts.iter_mut() {
        if act.source.is_empty()
            && let Some(actor) = at_home(book, act, rulers(act.kind), &home)
        {
            act.source.push(actor);
        }
        if act.target.is_empty()
            && let Some(actor) = at_home(book, act, ruled(act.kind), &home)
        {
            act.target.push(actor);
        }
    }
    for actor in acts.iter().flat_map(|act| act.source.iter().chain(&act.target)) {
        let everywhere = book.is_everywhere(*actor);
        let cluster = &mut book.clusters[*actor];
        if !everywhere && cluster.country.is_none() && !cluster.sectors.contains(&Sector::Igo) {
            cluster.country = Some(home.clone());
        }
    }
}

/// The sectors whose business an act is, the likeliest first: nobody else arrests, tries or strikes.
fn business(act: &Act) -> &'static [Sector] {
    use Sector::*;
    match (act.kind, act.mode.as_deref()) {
        (EventType::Coerce, _) => &[Cop, Mil, Gov, Jud],
        (EventType::Accuse, Some("investigate" | "allege")) | (EventType::Sanction, Some("convict")) => {
            &[Jud, Cop, Leg]
        }
        (EventType::Mobilize, Some("police")) => &[Cop],
        (EventType::Mobilize, _) => &[Mil],
        (EventType::Protest, Some("strike")) => &[Lab],
        (EventType::Protest, _) => &[Cvl, Lab, Opp, Edu],
        _ => &[],
    }
}

/// Who does it in a country where nobody is named: those who govern give way, talk and pay.
fn rulers(kind: EventType) -> &'static [Sector] {
    match kind {
        EventType::Concede | EventType::Consult | EventType::Cooperate | EventType::Aid => &[Sector::Gov],
        _ => &[],
    }
}

/// Whom it is done to in a country where nobody is named: force, help and what is given way hit or reach its people, sanctions, protests
/// and charges its government.
fn ruled(kind: EventType) -> &'static [Sector] {
    use Sector::*;
    match kind {
        EventType::Coerce | EventType::Assault | EventType::Aid => &[Cvl, Opp, Edu, Lab],
        EventType::Concede => &[Opp, Cvl, Lab, Edu],
        EventType::Sanction | EventType::Protest | EventType::Accuse => &[Gov],
        _ => &[],
    }
}

/// The nearest actor of the dispatch's country with one of these sectors, the likeliest first; else the country itself, else
/// whoever is known to be of it.
fn at_home(book: &ActorBook, act: &Act, sectors: &[Sector], home: &str) -> Option<usize> {
    let free = |actor: usize, cluster: &Cluster| {
        cluster.country.as_deref().is_none_or(|country| country == home)
            && !act.source.contains(&actor)
            && !act.target.contains(&actor)
    };
    let known = |actor: usize, cluster: &Cluster| cluster.country.is_some() && free(actor, cluster);
    let country =
        |actor: usize, cluster: &Cluster| cluster.kind == ActorKind::Country && known(actor, cluster);
    sectors.first()?;
    let among = |sector: &Sector| {
        nearest(book, act.word, |actor, cluster| cluster.sectors.contains(sector) && free(actor, cluster))
    };
    sectors
        .iter()
        .find_map(among)
        .or_else(|| nearest(book, act.word, country))
        .or_else(|| nearest(book, act.word, known))
}

/// Who did it, where nobody is named: the nearest actor whose business it is.
fn doer(book: &ActorBook, act: &Act) -> Option<usize> {
    business(act).iter().find_map(|sector| {
        nearest(book, act.word, |actor, cluster| {
            cluster.sectors.contains(sector) && !act.target.contains(&actor)
        })
    })
}

/// Whom an act is aimed at, where nobody is named.
fn counterpart(book: &ActorBook, before: &[Act], act: &Act) -> Option<usize> {
    use EventType::*;
    let &[source] = &act.source[..] else { return None };
    if !matches!(act.kind, Accuse | Request | Reject | Threaten | Support | Protest) {
        return None;
    }
    let other = |actor: &usize| *actor != source && is_public(&book.clusters[*actor]);
    // Who was accused or asked answers the one who did it.
    if matches!(act.kind, Reject | Accuse | Threaten | Support)
        && let Some(actor) = before
            .iter()
            .rev()
            .filter(|known| known.target.contains(&source))
            .find_map(|known| known.source.iter().copied().find(other))
    {
        return Some(actor);
    }
    // Who goes on, goes on with the same one.
    if let Some(actor) = before
        .iter()
        .rev()
        .filter(|known| known.source.contains(&source) && known.kind != Support)
        .find_map(|known| known.target.iter().copied().find(other))
    {
        return Some(actor);
    }
    let cluster = &book.clusters[source];
    let rules = |cluster: &Cluster| cluster.sectors.first() == Some(&Sector::Gov);
    if rules(cluster) {
        // A government answers those who spoke before it.
        return before.iter().rev().find_map(|known| known.source.iter().copied().find(other));
    }
    // Those who do not govern turn to those who do.
    nearest(book, act.word, |actor, candidate| {
        actor != source
            && rules(candidate)
            && (cluster.country.is_none()
                || candidate.country.is_none()
                || cluster.country == candidate.country)
    })
}

/// The actor with a mention nearest to a word, those before it first.
fn nearest(book: &ActorBook, word: usize, fits: impl Fn(usize, &Cluster) -> bool) -> Option<usize> {
    book.clusters
        .iter()
        .enumerate()
        .filter(|(actor, cluster)| fits(*actor, cluster))
        .filter_map(|(actor, cluster)| {
            let distance = cluster
                .mentions
                .iter()
                .map(|mention| {
                    let head = book.mentions[*mention].head;
                    (head > word, head.abs_diff(word))
                })
                .min()?;
            Some((distance, actor))
        })
        .min()
        .map(|(_, actor)| actor)
}
