//! Places that acts take from others: from the act that they go with in a sentence, from the headline, from what a paragraph goes on
//! about.

use super::{MOST_STEPS, Where, ends_at, is_physical, kind, place_at};
use crate::{
    events::{
        Act, Ground,
        setting::{is_verb, nearness},
    },
    parse::Rel,
    text::BlockKind,
};
use records::{EventType, Status};

/// Gives acts without a place that of the act that they go with in one sentence: « ont attaqué la caserne et tué deux soldats », « a
/// chassé des manifestants de la place, blessant dix personnes »; and that of the act told before where words only point to it (« les soldats restés sur place formeront … »)
/// or where the paragraph tells of one withdrawal.
pub fn share(ground: &Ground, acts: &mut [Act]) {
    for at in 0..acts.len() {
        if acts[at].place.is_some() || acts[at].statement.is_some() || !is_physical(acts[at].kind) {
            continue;
        }
        acts[at].place = with(ground, acts, &acts[at]);
    }
    for at in 0..acts.len() {
        if acts[at].place.is_none() && on_the_spot(ground, &acts[at]) {
            let start = ground.page.sentence_of(acts[at].word).start;
            let before = acts.iter().filter(|other| other.word < start && is_physical(other.kind));
            acts[at].place = before.rev().find_map(|other| other.place);
        }
        if acts[at].place.is_none() {
            acts[at].place = same_before(ground, &acts[..at], &acts[at]);
        }
    }
}

/// The place of the physical act that a verb is coordinated with, or that a present participle accompanies.
fn with(ground: &Ground, acts: &[Act], act: &Act) -> Option<Where> {
    let page = ground.page;
    if !is_verb(page, act.word) {
        return None;
    }
    let known = |word: usize| {
        acts.iter().find(|other| other.word == word && other.statement.is_none() && is_physical(other.kind))
    };
    let token = &page.words[act.word];
    if token.rel == Rel::Conj {
        return known(token.head).and_then(|other| other.place);
    }
    if !page.is_present_participle(act.word) {
        return None;
    }
    let mut at = act.word;
    for _ in 0..MOST_STEPS {
        let above = page.words[at].head;
        if above == at {
            break;
        }
        if let Some(other) = known(above) {
            return other.place;
        }
        at = above;
    }
    None
}

/// Whether an act, or those who do it, are where the sentences before have led, by a phrase that only points there.
fn on_the_spot(ground: &Ground, act: &Act) -> bool {
    let page = ground.page;
    let syntax = &ground.lexicon.pack.syntax;
    let sentence = page.sentence_of(act.word);
    let named = ground.places.located().any(|(_, head, _)| sentence.contains(&head));
    let spot = sentence.clone().find(|at| syntax.spots.iter().any(|phrase| ends_at(page, phrase, *at)));
    act.statement.is_none()
        && !named
        && spot.is_some_and(|spot| {
            nearness(page, &syntax.gatherers, act.word, spot).is_some()
                || page.subject(act.word, ground.lexicon).is_some_and(|who| page.is_under(spot, who))
        })
}

/// Gives acts without a place the one that their headline or heading tells.
pub fn complete(ground: &Ground, acts: &mut [Act]) {
    let scene = headline(ground, acts);
    for at in 0..acts.len() {
        let act = &acts[at];
        let topic = topic(ground, act.word, is_physical(act.kind));
        acts[at].place = match (act.place, topic) {
            // The headline's own words for what the text below tells again.
            (Some(told), Some(topic)) if told.0 == topic.0 && ground.page.in_heading(act.word) => Some(topic),
            (Some(told), _) => Some(told),
            (None, Some(topic)) => Some(topic),
            (None, None) => scene.filter(|_| goes_on(ground, act, acts, scene)),
        };
    }
}

/// The town, or the spot in it, of the attack that a headline tells.
fn headline(ground: &Ground, acts: &[Act]) -> Option<Where> {
    acts.iter()
        .filter(|act| ground.page.block_of(act.word).kind == BlockKind::Title)
        .filter(|act| act.kind == EventType::Assault)
        .filter(|act| act.status == Status::Occurred)
        .find_map(|act| act.place)
        .filter(|place| kind(ground, *place) == Some("city"))
}

/// Whether an act belongs to the violence that the headline places: done, told by the author, in a sentence that names no place,
/// before another town comes into the story.
fn goes_on(ground: &Ground, act: &Act, acts: &[Act], scene: Option<Where>) -> bool {
    let page = ground.page;
    let violent = matches!(act.kind, EventType::Assault | EventType::Coerce | EventType::Aid);
    let sentence = page.sentence_of(act.word);
    let named = ground.places.located().any(|(_, head, _)| sentence.contains(&head));
    let moved = acts.iter().filter(|other| other.trigger < act.trigger).any(|other| {
        other.place.is_some_and(|place| {
            kind(ground, place) == Some("city") && scene.is_some_and(|scene| scene.0 != place.0)
        })
    });
    violent
        && act.statement.is_none()
        && act.voice.is_none()
        && act.status == Status::Occurred
        && page.block_of(act.word).kind == BlockKind::Paragraph
        && !named
        && !moved
}

/// « le retrait des troupes dans ce pays … L'alliance retirera … »: the place of the withdrawal that the paragraph told last.
fn same_before(ground: &Ground, before: &[Act], act: &Act) -> Option<Where> {
    let page = ground.page;
    if act.kind != EventType::Retreat || act.statement.is_some() {
        return None;
    }
    let block = page.words[act.word].block;
    before
        .iter()
        .rev()
        .filter(|other| other.kind == act.kind && page.words[other.word].block == block)
        .find_map(|other| other.place)
}

/// The place before the colon of the headline that a word stands in (« Guyane : deux militaires tués »), or of the heading that
/// it stands under. A country there says where something happens that happens in a place, and only in its own line.
fn topic(ground: &Ground, word: usize, physical: bool) -> Option<Where> {
    let page = ground.page;
    let own = page.words[word].block;
    let heads = |block: &usize| page.blocks[*block].is_heading();
    let block = (0..=own).rev().find(heads)?;
    // What stands below the headline of the whole is all over the place.
    if block != own && page.blocks[block].kind == BlockKind::Title {
        return None;
    }
    let words = page.blocks[block].words.clone();
    let colon = words.clone().find(|at| page.words[*at].lower == ":").filter(|at| *at < word)?;
    (words.start..colon)
        .find_map(|at| place_at(ground, at))
        .filter(|place| kind(ground, *place) == Some("city") || (physical && block == own))
}
