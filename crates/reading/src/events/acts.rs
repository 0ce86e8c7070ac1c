//! Statements that are acts: a promise, a demand, an accusation, a refusal, a threat, praise of one public actor.

use super::{Act, Ground, status};
use crate::{
    actors::{ActorBook, Cluster, Mention},
    statements::Told,
    text::BlockKind,
};
use records::{Act as SpeechAct, ActorKind, EventType, Sector, Status};

/// The events that statements are.
pub fn from_statements(ground: &Ground, book: &mut ActorBook) -> Vec<Act> {
    let mut found = Vec::new();
    for (index, told) in ground.told.iter().enumerate() {
        let Some(kind) = event_type(told.candidate.act) else { continue };
        let Some(word) = told.candidate.anchor else { continue };
        let Some(speaker) = told.speaker.1 else { continue };
        if !is_public(&book.clusters[speaker]) || told.candidate.negated || told.candidate.frame == "question"
        {
            continue;
        }
        if ground.page.block_of(word).kind == BlockKind::Dateline {
            continue;
        }
        let target = target(ground, book, told, speaker);
        let voice = status::voice(ground, word);
        let cue = told.candidate.cue.clone().unwrap_or(word..word + 1);
        found.push(Act {
            trigger: ground.page.span(word..cue.end.max(word + 1)),
            word,
            kind,
            mode: None,
            contexts: Vec::new(),
            source: vec![speaker],
            target,
            status: Status::Occurred,
            statement: Some(index),
            voice,
            date: told.date.clone(),
            place: None,
            rule: told.candidate.rule.replace("/speech/", "/events/"),
            lemma: format!("{}#{index}", told.candidate.rule),
        });
    }
    found
}

fn event_type(act: SpeechAct) -> Option<EventType> {
    Some(match act {
        SpeechAct::Promise => EventType::Agree,
        SpeechAct::Request => EventType::Request,
        SpeechAct::Accuse => EventType::Accuse,
        SpeechAct::Deny => EventType::Reject,
        SpeechAct::Warn => EventType::Threaten,
        SpeechAct::Support => EventType::Support,
        _ => return None,
    })
}

/// Whether an actor acts in public affairs: a state, or a body or person of a political sector.
fn is_public(actor: &Cluster) -> bool {
    use Sector::*;
    actor.kind == ActorKind::Country
        || actor.sectors.iter().any(|sector| {
            matches!(
                sector,
                Gov | Mil
                    | Cop
                    | Jud
                    | Leg
                    | Pty
                    | Opp
                    | Reb
                    | Spy
                    | Lab
                    | Ngo
                    | Igo
                    | Rel
                    | Eli
                    | Cvl
                    | Bus
                    | Med
            )
        })
}

/// Whether a mention inside a content can be the one that the act is aimed at: a country, a name, a body, no pronoun.
fn is_party(mention: &Mention) -> bool {
    !mention.pronoun
        && (mention.name.is_some()
            || mention.kind == ActorKind::Country
            || mention.sectors.iter().any(|sector| !matches!(sector, Sector::Cvl | Sector::Crm)))
}

/// Whom a speech act is aimed at: the first actor named beside the cue or in the content who is not the speaker.
fn target(ground: &Ground, book: &mut ActorBook, told: &Told, speaker: usize) -> Vec<usize> {
    let page = ground.page;
    let Some(anchor) = told.candidate.anchor else { return Vec::new() };
    if let Some(object) = page.object(anchor, ground.lexicon)
        && book.mention_with_head(object).is_some_and(|mention| mention.sure)
    {
        let actor = book.actor_of(page, ground.lexicon, object);
        if actor != speaker {
            return vec![actor];
        }
    }
    for part in &told.candidate.content {
        for word in page.words_in(*part) {
            if book
                .mention_with_head(word)
                .is_some_and(|mention| mention.sure && mention.head == word && is_party(mention))
                && let Some(actor) = book.known_actor(word)
                && actor != speaker
            {
                return vec![actor];
            }
        }
    }
    Vec::new()
}
