//! Statements that are acts: a promise, a demand, an accusation, a refusal, a threat, praise of one public actor.

use super::{Act, Ground, roles, status};
use crate::{
    actors::{ActorBook, Cluster, Mention, starts_upper},
    parse::{Mood, Rel, Tense, Upos},
    statements::{Told, tone::judged},
    text::BlockKind,
};
use pack::{Frame, Role, SpeechVerb};
use records::{Act as SpeechAct, ActorKind, EventType, Sector, Span, Status};

/// The events that statements are.
pub fn from_statements(ground: &Ground, book: &mut ActorBook) -> Vec<Act> {
    let mut found = Vec::new();
    for (index, told) in ground.told.iter().enumerate() {
        let Some(word) = told.candidate.anchor else { continue };
        let Some(speaker) = told.speaker.1 else { continue };
        let lemma = told.candidate.rule.rsplit('/').next().unwrap_or_default();
        let Some(kind) = kind_of(
            ground,
            book,
            word,
            lemma,
            told.candidate.act,
            &told.candidate.content,
            told.candidate.frame,
        ) else {
            continue;
        };
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
            source: speakers(ground, book, word, speaker),
            target,
            // « will support the plan »: what is to be said is not done yet.
            status: if is_to_come(ground, word) { Status::Planned } else { Status::Occurred },
            statement: Some(index),
            voice,
            depth: 0,
            aside: false,
            date: told.date.clone(),
            unresolved_date: told.unresolved_date,
            place: None,
            rule: told.candidate.rule.replace("/speech/", "/events/"),
            lemma: format!("{}#{index}", told.candidate.rule),
            oblique: false,
        });
    }
    found
}

/// Everybody who says it: « X and Y have agreed ». The statement has one speaker, the act all of them.
fn speakers(ground: &Ground, book: &mut ActorBook, word: usize, speaker: usize) -> Vec<usize> {
    let mut together = roles::fill(ground, book, &[word], &[Role::Subj], true);
    // Two names of one country may be one person with an office: only states tell for sure that there are two.
    let country = |actor: usize| book.clusters[actor].country.clone();
    together.retain(|actor| {
        let person = book.clusters[*actor].kind == ActorKind::Person;
        *actor == speaker || !person && country(*actor).is_some() && country(*actor) != country(speaker)
    });
    if together.first() == Some(&speaker) && !ground.page.is_passive(word) { together } else { vec![speaker] }
}

/// Whether an auxiliary sets a verb in the future.
fn is_to_come(ground: &Ground, verb: usize) -> bool {
    let page = ground.page;
    page.auxiliaries(verb).any(|aux| page.words[aux].feats.tense == Some(Tense::Fut))
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
/// Somebody must do it, and something must stand where the entry has its content, unless the verb is an act by itself.
pub fn unreported(ground: &Ground, book: &mut ActorBook, word: usize) -> Option<Act> {
    let (page, lexicon) = (ground.page, ground.lexicon);
    let token = &page.words[word];
    if token.upos != Upos::Verb
        || matches!(token.rel, Rel::Aux | Rel::AuxPass | Rel::Cop | Rel::Flat)
        || page.mood(word) == Some(Mood::Imp)
        || page.is_supposed(word, lexicon)
        || page.is_negated(word, lexicon)
        || page.dependents(word, &[Rel::ExplSubj]).next().is_some()
    {
        return None;
    }
    let (entry, words) = lexicon.speech_verbs(page, word).into_iter().next()?;
    let stands = content_frame(ground, entry, &words);
    // What a statement of it says has been weighed already.
    let told = ground.told.iter().any(|told| told.candidate.anchor == Some(word));
    let frame = stands.or_else(|| (stands_alone(entry.act) && !told).then_some("object"))?;
    let below = page.subtree(word);
    let content = page.span(word + 1..below.end.max(word + 1));
    let kind = kind_of(ground, book, word, entry.lemma.get_ref(), entry.act, &[content], frame)?;
    let mut source = roles::fill(ground, book, &words, &[Role::Subj], true);
    if source.is_empty()
        && page.is_finite(word)
        && let Some(head) = lost_subject(ground, book, word)
    {
        source.push(book.actor_of(page, lexicon, head));
    }
    // What is no content (« repousse son assiette ») may be one in public affairs (« repousse l'ultimatum »).
    let other = stands.is_none() && has_other_object(ground, word);
    let public = |actor: &usize| is_public(&book.clusters[*actor]) && !is_nobody(&book.clusters[*actor]);
    if source.is_empty() || other && !source.iter().all(public) {
        return None;
    }
    let (status, voice) = status::of(ground, word);
    if matches!(status, Status::Denied | Status::Hypothetical) {
        return None;
    }
    let target = roles::fill(ground, book, &words, &addressed(ground), true);
    Some(done(ground, &words, kind, entry.lemma.get_ref(), (source, target), (status, voice)))
}

/// The act that a noun of speech names although it reports no content: « les accusations formulées par l'opposition ».
///
/// Whose act it is must be told by a possessive, an agent or a nationality: « de » says as often whom or what it is about.
pub fn unreported_noun(ground: &Ground, book: &mut ActorBook, word: usize) -> Option<Act> {
    let (page, lexicon) = (ground.page, ground.lexicon);
    // « le Conseil national a appelé … » names a body and gives no advice.
    let name = word > page.sentence_of(word).start && starts_upper(&page.words[word].text);
    if page.words[word].upos != Upos::Noun || page.words[word].rel == Rel::Flat || name {
        return None;
    }
    let (entry, words) = lexicon.speech_nouns(page, word).into_iter().next()?;
    let kind = event_type(entry.act)?;
    let genitives = &lexicon.pack.syntax.genitives;
    let mut places: Vec<Role> = entry
        .speaker
        .iter()
        .filter(|place| !genitives.contains(place))
        .map(|place| if place == "poss" { Role::Poss } else { Role::Nmod(place.clone()) })
        .collect();
    places.push(Role::Adj);
    let mut source = roles::fill(ground, book, &words, &places, false);
    if source.is_empty() {
        let token = &page.words[word];
        let below = page.dependents(word, &[Rel::Acl]).find(|verb| page.is_passive(*verb));
        let above = (token.rel.is_subject() && page.is_passive(token.head)).then_some(token.head);
        let verb = below.or(above)?;
        source = roles::fill(ground, book, &[verb], &[Role::Subj], true);
    }
    if source.is_empty() || !source.iter().all(|actor| is_public(&book.clusters[*actor])) {
        return None;
    }
    let (status, voice) = status::of(ground, word);
    if matches!(status, Status::Denied | Status::Hypothetical | Status::Planned) {
        return None;
    }
    let addressees: Vec<Role> =
        lexicon.pack.syntax.addressees.iter().map(|preposition| Role::Nmod(preposition.clone())).collect();
    let target = roles::fill(ground, book, &words, &addressees, false);
    Some(done(ground, &words, kind, entry.lemma.get_ref(), (source, target), (status, voice)))
}

/// An act of speech that no statement is: who says it has done it, whatever he says.
fn done(
    ground: &Ground,
    words: &[usize],
    kind: EventType,
    lemma: &str,
    (source, mut target): (Vec<usize>, Vec<usize>),
    (status, voice): (Status, Option<usize>),
) -> Act {
    let word = words[0];
    target.retain(|actor| !source.contains(actor));
    Act {
        trigger: ground.page.span(word..words.last().map_or(word, |last| *last) + 1),
        word,
        kind,
        mode: None,
        contexts: Vec::new(),
        source,
        target,
        status: match status {
            Status::Alleged if voice.is_none() => status,
            Status::Planned if is_to_come(ground, word) => status,
            _ => Status::Occurred,
        },
        statement: None,
        voice,
        depth: 0,
        aside: false,
        date: None,
        unresolved_date: None,
        place: None,
        rule: format!("{}/events/{lemma}", ground.lexicon.pack.tag),
        lemma: lemma.to_owned(),
        oblique: false,
    }
}

/// The mention that ends right before a verb group whose subject the parser has lost.
fn lost_subject(ground: &Ground, book: &ActorBook, verb: usize) -> Option<usize> {
    let (page, lexicon) = (ground.page, ground.lexicon);
    if page.is_passive(verb) || page.dependents(verb, &[Rel::Nsubj]).next().is_some() {
        return None;
    }
    let sentence = page.sentence_of(verb);
    let last = (sentence.start..verb).rev().find(|at| {
        !matches!(page.words[*at].upos, Upos::Adv | Upos::Aux | Upos::Punct)
            && !lexicon.is_object_clitic(&page.words[*at].lower)
    })?;
    let mention = book.mention_with_head(last).filter(|mention| mention.sure && !mention.pronoun)?;
    (page.words[last].quote == page.words[verb].quote).then_some(mention.head)
}

/// What act a statement is: what the pack says of its verb and frame, else what follows from the act of speech.
fn kind_of(
    ground: &Ground,
    book: &ActorBook,
    word: usize,
    lemma: &str,
    act: SpeechAct,
    content: &[Span],
    frame: &str,
) -> Option<EventType> {
    let (page, lexicon) = (ground.page, ground.lexicon);
    let frame = match frame {
        "incise" | "introduced" | "colon" | "bare" => "quote",
        other => other,
    };
    let words: Vec<usize> = content.iter().flat_map(|part| page.words_in(*part)).collect();
    let has = |list: &[String]| words.iter().any(|at| list.contains(&page.words[*at].lemma));
    let addressee = || {
        addressed(ground)
            .iter()
            .skip(1)
            .flat_map(|role| roles::heads(ground, &[word], role, true))
            .chain(page.dependents(word, &[Rel::Iobj]))
            .any(|head| page.words[head].upos == Upos::Pron || book.can_speak(head))
    };
    let fits = |entry: &&pack::SpeechEvent| {
        entry.lemma.get_ref() == lemma
            && (entry.frames.is_empty() || entry.frames.iter().any(|known| known == frame))
            && (entry.content.is_empty() || has(&entry.content))
            && (entry.events.is_empty() || words.iter().any(|at| names_act(ground, *at, &entry.events)))
            && entry.addressed.is_none_or(|wanted| wanted == addressee())
    };
    if let Some(entry) = lexicon.pack.events.speech.iter().find(fits) {
        return entry.kind;
    }
    if let Some(kind) = tone(ground, act, &words) {
        return Some(kind);
    }
    match act {
        // « … ? », demande-t-il: a question asks for words only.
        SpeechAct::Request
            if words.last().is_some_and(|last| {
                page.words.get(last + 1).is_some_and(|next| next.lower == "?")
                    || page.words[*last].lower == "?"
            }) =>
        {
            return None;
        }
        // A warning threatens with what is to come, or with what the speaker will do.
        SpeechAct::Warn if matches!(frame, "quote" | "clause") => {
            let ahead = words.iter().any(|at| {
                book.pronoun_person(lexicon, &page.words[*at].lower) == Some(1)
                    || page.finite_tense(*at) == Some(Tense::Fut)
                    || page.mood(*at) == Some(Mood::Cnd)
                    || lexicon.pack.syntax.status.conditional.contains(&page.words[*at].lower)
                    || lexicon.pack.syntax.status.future.contains(&page.words[*at].lemma)
            });
            if !ahead {
                return None;
            }
        }
        // « refuse de commenter »: silence is no refusal of anything.
        SpeechAct::Deny if frame == "infinitive" => {
            let verb = words.iter().find(|at| page.words[**at].upos == Upos::Verb)?;
            if lexicon.pack.syntax.silences.contains(&page.words[*verb].lemma) {
                return None;
            }
        }
        _ => {}
    }
    event_type(act)
}

/// Whether a token is a verb or noun that names an act of one of these types.
fn names_act(ground: &Ground, word: usize, kinds: &[EventType]) -> bool {
    let (page, lexicon) = (ground.page, ground.lexicon);
    match page.words[word].upos {
        Upos::Verb => {
            lexicon.event_verbs(page, word).first().is_some_and(|(verb, _)| kinds.contains(&verb.kind))
        }
        Upos::Noun => {
            lexicon.event_nouns(page, word).first().is_some_and(|(noun, _)| kinds.contains(&noun.kind))
        }
        _ => false,
    }
}

/// What act the words of blame or praise make of a statement whose verb is neutral (« « C'est une honte », lance X »).
///
/// They must be somebody's own words, in quotation marks, or what an opinion is.
fn tone(ground: &Ground, act: SpeechAct, words: &[usize]) -> Option<EventType> {
    let own = |at: &usize| act == SpeechAct::Opinion || ground.page.words[*at].quote.is_some();
    let words: Vec<usize> = words.iter().copied().filter(own).collect();
    judged(ground.page, ground.lexicon, act, &words).next()
}

/// Whether an act of speech is done by its verb alone (« la rébellion dément », « il avait promis »): an answer, a promise, a
/// threat, praise; a demand or a charge is one only with what is asked or blamed.
const fn stands_alone(act: SpeechAct) -> bool {
    matches!(act, SpeechAct::Deny | SpeechAct::Promise | SpeechAct::Warn | SpeechAct::Support)
}

/// Whether a verb of speech has an object that is no content of it (« repousse son assiette »).
fn has_other_object(ground: &Ground, word: usize) -> bool {
    let page = ground.page;
    page.object(word, ground.lexicon).is_some_and(|object| page.words[object].upos != Upos::Pron)
}

/// The form in which something stands where a verb of speech has its content.
fn content_frame(ground: &Ground, entry: &SpeechVerb, words: &[usize]) -> Option<&'static str> {
    let (page, lexicon) = (ground.page, ground.lexicon);
    let word = *words.first()?;
    let clause = |rels: &[Rel]| words.iter().any(|at| page.dependents(*at, rels).any(|child| child > word));
    let allowed = |head: usize| {
        let token = &page.words[head];
        let among = |list: &[String]| list.iter().any(|lemma| *lemma == token.lemma || *lemma == token.lower);
        (entry.object.is_empty() || among(&entry.object) || matches!(token.upos, Upos::Propn | Upos::X))
            && !among(&entry.not_object)
    };
    let object = page.object(word, lexicon);
    // « accuse deux ministres d'avoir menti », « reproche à ses adversaires d'avoir menti »: the clause may hang on them.
    let infinitive =
        |at: usize| page.is_infinitive(at) || page.auxiliaries(at).any(|aux| page.is_infinitive(aux));
    let below = page
        .dependents(word, &[Rel::Obj, Rel::Iobj, Rel::Obl, Rel::OblArg, Rel::OblMod])
        .any(|noun| page.dependents(noun, &[Rel::Acl]).any(|verb| verb > noun && infinitive(verb)));
    // « demande de l'aide »: the parser takes the article for a preposition.
    let partitive = page.dependents(word, &[Rel::Obl, Rel::OblArg, Rel::Nmod]).any(|noun| {
        noun > word
            && page
                .case_of(noun, lexicon)
                .is_some_and(|case| lexicon.pack.syntax.genitives.iter().any(|word| word == case))
            && allowed(noun)
    });
    entry.frames.iter().find_map(|frame| {
        let (name, there) = match frame {
            Frame::Quote | Frame::Question | Frame::Woven(_) => return None,
            Frame::Clause => ("clause", clause(&[Rel::Ccomp])),
            Frame::Inf(_) => ("infinitive", clause(&[Rel::Xcomp]) || below),
            Frame::Obj => ("object", object.map_or(partitive && entry.act == SpeechAct::Request, allowed)),
            Frame::Obl(preposition) => {
                let heads = roles::heads(ground, words, &Role::Obl(preposition.clone()), true);
                ("oblique", heads.into_iter().any(allowed))
            }
            Frame::As(_) | Frame::Name | Frame::Pred | Frame::Judged | Frame::Amount(_) => {
                ("name", object.is_some() && clause(&[Rel::Xcomp, Rel::OblArg, Rel::Obl]))
            }
        };
        there.then_some(name)
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
        ActorKind::Person => actor.plural || !actor.sectors.iter().all(private),
        _ => true,
    }
}

/// Whether an actor is one civilian without a name (« le garçon »).
fn is_nobody(actor: &Cluster) -> bool {
    actor.kind == ActorKind::Person
        && !actor.plural
        && actor.names.is_empty()
        && actor.sectors.iter().all(|sector| *sector == Sector::Cvl)
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
    if !beside.is_empty()
        && beside.iter().all(|actor| is_party_actor(&book.clusters[*actor]) || !in_content(book, *actor))
    {
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
                && !ground.places.is_scene(word)
                && let Some(actor) = book.known_actor(word)
                && actor != speaker
            {
                return vec![actor];
            }
        }
    }
    // « threatened to shell Iraqi towns »: whose they are.
    let words: Vec<usize> = told.candidate.content.iter().flat_map(|part| page.words_in(*part)).collect();
    for word in words {
        if let Some(country) = crate::actors::nationality_of(page, ground.lexicon, word)
            && page.words[word].rel == Rel::Amod
            && page.words[word].head > word
            && book.clusters[speaker].country.as_deref() != Some(country)
        {
            let known = book.clusters.iter().position(|cluster| {
                cluster.kind == ActorKind::Country && cluster.country.as_deref() == Some(country)
            });
            return vec![known.unwrap_or_else(|| book.add_country(word, country))];
        }
    }
    Vec::new()
}

/// Whether an actor is one by what is known of it, and not by its place in the sentence alone.
fn is_party_actor(actor: &Cluster) -> bool {
    actor.country.is_some() || !actor.sectors.is_empty() || !actor.names.is_empty()
}
