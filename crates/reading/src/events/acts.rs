//! Statements that are acts: a promise, a demand, an accusation, a refusal, a threat, praise of one public actor.

use super::{Act, Ground, roles, status};
use crate::{
    actors::{ActorBook, Cluster, Mention},
    parse::{Mood, Rel, Upos},
    statements::Told,
    text::BlockKind,
};
use pack::{Frame, Role, SpeechVerb};
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

/// The event that a verb of speech is although no content of it was found: « Washington a invité les deux camps au
/// dialogue », « elle est accusée par l’opposition de … ».
///
/// Somebody must do it, and something must stand where the entry has its content.
pub fn unreported(ground: &Ground, book: &mut ActorBook, word: usize) -> Option<Act> {
    let (page, lexicon) = (ground.page, ground.lexicon);
    let token = &page.words[word];
    if token.upos != Upos::Verb
        || matches!(token.rel, Rel::Aux | Rel::AuxPass | Rel::Cop | Rel::Flat)
        || page.mood(word) == Some(Mood::Imp)
        || page.is_negated(word, lexicon)
        || page.dependents(word, &[Rel::ExplSubj]).next().is_some()
    {
        return None;
    }
    let (entry, words) = lexicon.speech_verbs(page, word).into_iter().next()?;
    let kind = event_type(entry.act)?;
    if !has_content(ground, entry, &words) {
        return None;
    }
    let source = roles::fill(ground, book, &words, &[Role::Subj], true);
    if source.is_empty() || !source.iter().all(|actor| is_public(&book.clusters[*actor])) {
        return None;
    }
    let (status, voice) = status::of(ground, word);
    if matches!(status, Status::Denied | Status::Hypothetical) {
        return None;
    }
    let mut target = roles::fill(ground, book, &words, &addressed(ground), true);
    target.retain(|actor| !source.contains(actor));
    Some(Act {
        trigger: page.span(word..words.last().map_or(word, |last| *last) + 1),
        word,
        kind,
        mode: None,
        contexts: Vec::new(),
        source,
        target,
        status: if status == Status::Alleged && voice.is_none() { status } else { Status::Occurred },
        statement: None,
        voice,
        date: None,
        place: None,
        rule: format!("{}/events/{}", lexicon.pack.tag, entry.lemma.get_ref()),
        lemma: entry.lemma.get_ref().clone(),
    })
}

/// Whether something stands where a verb of speech has its content.
fn has_content(ground: &Ground, entry: &SpeechVerb, words: &[usize]) -> bool {
    let (page, lexicon) = (ground.page, ground.lexicon);
    let Some(&word) = words.first() else { return false };
    let clause = |rels: &[Rel]| words.iter().any(|at| page.dependents(*at, rels).any(|child| child > word));
    let allowed = |head: usize| {
        let token = &page.words[head];
        let among = |list: &[String]| list.iter().any(|lemma| *lemma == token.lemma || *lemma == token.lower);
        (entry.object.is_empty() || among(&entry.object)) && !among(&entry.not_object)
    };
    let object = page.object(word, lexicon);
    entry.frames.iter().any(|frame| match frame {
        Frame::Quote | Frame::Question => false,
        Frame::Clause => clause(&[Rel::Ccomp]),
        Frame::Inf(_) => clause(&[Rel::Xcomp]),
        Frame::Obj => object.is_some_and(allowed),
        Frame::Obl(preposition) => {
            roles::heads(ground, words, &Role::Obl(preposition.clone()), true).into_iter().any(allowed)
        }
        Frame::As(_) | Frame::Pred => object.is_some() && clause(&[Rel::Xcomp, Rel::OblArg, Rel::Obl]),
    })
}

/// Where the one stands whom a speech act is aimed at.
fn addressed(ground: &Ground) -> Vec<Role> {
    let prepositions = &ground.lexicon.pack.syntax.addressees;
    std::iter::once(Role::Obj).chain(prepositions.iter().map(|word| Role::Obl(word.clone()))).collect()
}

/// Whether an actor acts in public affairs: a state, a body or group, or a person that is neither a private one
/// (« on », a suspect, a student) nor unknown.
pub fn is_public(actor: &Cluster) -> bool {
    use Sector::*;
    let private = |sector: &Sector| matches!(sector, Crm | Edu | Ref | Uaf);
    match actor.kind {
        ActorKind::Person if actor.sectors.is_empty() => !actor.names.is_empty(),
        ActorKind::Person => !actor.sectors.iter().all(private),
        _ => true,
    }
}

/// Whether a mention inside a content can be the one that the act is aimed at: a country, a name, a body, no pronoun.
fn is_party(mention: &Mention) -> bool {
    !mention.pronoun
        && (mention.name.is_some()
            || mention.kind == ActorKind::Country
            || mention.sectors.iter().any(|sector| !matches!(sector, Sector::Cvl | Sector::Crm)))
}

/// Whom a speech act is aimed at: the object or the one addressed beside the cue, else the first actor named in the
/// content who is not the speaker.
fn target(ground: &Ground, book: &mut ActorBook, told: &Told, speaker: usize) -> Vec<usize> {
    let page = ground.page;
    let Some(anchor) = told.candidate.anchor else { return Vec::new() };
    let in_content = |book: &ActorBook, actor: usize| {
        book.clusters[actor].mentions.iter().any(|mention| {
            let span = page.words[book.mentions[*mention].head].span;
            told.candidate.content.iter().any(|part| part.contains(span))
        })
    };
    let beside = roles::fill(ground, book, &[anchor], &addressed(ground), true);
    let beside: Vec<usize> = beside.into_iter().filter(|actor| *actor != speaker).collect();
    if !beside.is_empty() && beside.iter().all(|actor| is_party_actor(&book.clusters[*actor]) || !in_content(book, *actor)) {
        return beside;
    }
    if let Some((_, Some(actor))) = told.addressee
        && actor != speaker
    {
        return vec![actor];
    }
    for part in &told.candidate.content {
        for word in page.words_in(*part) {
            if book
                .mention_with_head(word)
                .is_some_and(|mention| mention.sure && mention.head == word && is_party(mention))
                && !ground.places.is_scene(page, ground.lexicon, word)
                && let Some(actor) = book.known_actor(word)
                && actor != speaker
            {
                return vec![actor];
            }
        }
    }
    Vec::new()
}

/// Whether an actor is one by what is known of it, and not by its place in the sentence alone.
fn is_party_actor(actor: &Cluster) -> bool {
    actor.country.is_some() || !actor.sectors.is_empty() || !actor.names.is_empty()
}
