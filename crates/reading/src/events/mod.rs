//! What is done, by whom and to whom, whether it happened, and who says so.
//!
//! Two kinds of events: acts that a verb or a noun of the pack names, and statements that are acts themselves (a promise,
//! a demand, an accusation, a refusal, a threat, praise). Both get roles, status, date and place from the graph; the same
//! act told twice is one event.

mod acts;
mod asides;
mod conditions;
mod dated;
mod implied;
mod merge;
mod roles;
mod scene;
mod setting;
mod status;

use crate::{
    actors::ActorBook, dates::DateFinder, lexicon::Lexicon, page::Page, places::PlaceBook, statements::Told,
    text::BlockKind,
};
use pack::{ObjectCondition, Role};
use records::{DateRef, EventType, Span, Status};

/// An event with everybody in it known by number.
#[derive(Debug, Clone)]
pub struct Act {
    /// The word that names it.
    pub trigger: Span,
    /// Its token.
    pub word: usize,
    /// PLOVER type.
    pub kind: EventType,
    /// PLOVER mode.
    pub mode: Option<String>,
    /// PLOVER contexts.
    pub contexts: Vec<String>,
    /// Actors who act.
    pub source: Vec<usize>,
    /// Actors acted upon.
    pub target: Vec<usize>,
    /// Whether it happened.
    pub status: Status,
    /// Index of the statement that it is, where a statement is the act.
    pub statement: Option<usize>,
    /// Index of the statement that tells it.
    pub voice: Option<usize>,
    /// How far below the sentence's main clause it is told.
    pub depth: usize,
    /// Whether its sentence tells another act above it.
    pub aside: bool,
    /// When.
    pub date: Option<DateRef>,
    /// The words that say when, where the dispatch's day is not known.
    pub unresolved_date: Option<Span>,
    /// Where: place and words.
    pub place: Option<(Option<usize>, Span)>,
    /// The pack entry.
    pub rule: String,
    /// The entry's lemma, to know the same act again.
    pub lemma: String,
    /// Whether the entry asks for a complement after a preposition.
    pub oblique: bool,
}

/// What a verb or noun of the pack says of an act, in one form for both.
struct Entry<'l> {
    lemma: &'l str,
    kind: EventType,
    mode: Option<&'l String>,
    contexts: &'l [String],
    source: &'l [Role],
    target: &'l [Role],
    needs: &'l [Role],
    object: Option<&'l ObjectCondition>,
    subject: Option<&'l ObjectCondition>,
    figures: &'l [String],
    reciprocal: bool,
    named: bool,
}

/// Everything that an event is read from.
pub struct Ground<'a, 'd> {
    /// The document.
    pub page: &'a Page<'d>,
    /// The language.
    pub lexicon: &'a Lexicon,
    /// Its dates.
    pub dates: &'a DateFinder,
    /// Its places.
    pub places: &'a PlaceBook,
    /// Its statements.
    pub told: &'a [Told],
}

/// Finds the events of a document, in order of their triggers.
pub fn find(ground: &Ground, book: &mut ActorBook) -> Vec<Act> {
    let mut found = acts::from_statements(ground, book);
    // « condamne X à dix ans »: an entry that asks for more than an object knows better what the act is.
    found.retain(|act| named(ground, book, act.word).is_none_or(|named| !named.oblique));
    let mut spoken: Vec<usize> = found.iter().map(|act| act.word).collect();
    for word in 0..ground.page.words.len() {
        if ground.page.block_of(word).kind == BlockKind::Dateline || spoken.contains(&word) {
            continue;
        }
        let act = named(ground, book, word)
            .or_else(|| acts::unreported(ground, book, word))
            .or_else(|| acts::unreported_noun(ground, book, word))
            .filter(|act| !is_threatened(ground, act));
        if let Some(act) = act {
            // The noun that carries a phrase is no act of its own.
            spoken.extend((act.word != word).then_some(act.word));
            found.push(act);
        }
    }
    found.sort_by_key(|act| act.trigger);
    let ended: Vec<bool> = found.iter().map(|act| is_ended(ground, &found, act)).collect();
    let mut ended = ended.into_iter();
    found.retain(|_| !ended.next().unwrap_or(false));
    for act in &mut found {
        act.date = setting::date(ground, act);
        if act.date.is_none() && ground.dates.day.is_none() {
            act.unresolved_date = act.unresolved_date.or(setting::unresolved_date(ground, act));
        }
        act.place = scene::place(ground, book, act);
    }
    scene::share(ground, &mut found);
    found.retain(|act| !is_commerce(book, act));
    asides::measure(ground, &mut found);
    let mut acts = merge::merge(ground, book, found);
    asides::tell(ground, &mut acts);
    implied::complete(ground, book, &mut acts);
    setting::complete(ground, &mut acts);
    scene::complete(ground, &mut acts);
    acts
}

/// « le groupe lance une offensive sur le marché »: a company fights in a figure of speech.
fn is_commerce(book: &ActorBook, act: &Act) -> bool {
    act.kind == records::EventType::Assault
        && !act.source.is_empty()
        && act.source.iter().all(|actor| book.clusters[*actor].sectors == [records::Sector::Bus])
}

/// « menace d'attaquer »: what a warning holds out is the threat, and no second act.
fn is_threatened(ground: &Ground, act: &Act) -> bool {
    matches!(act.status, Status::Planned | Status::Hypothetical)
        && act.voice.is_some_and(|told| ground.told[told].candidate.act == records::Act::Warn)
}

/// Whether an act is only named as what another ends or refuses (« lifted the curfew », « halted the aid »).
fn is_ended(ground: &Ground, acts: &[Act], act: &Act) -> bool {
    let page = ground.page;
    let token = &page.words[act.word];
    token.upos == crate::parse::Upos::Noun
        && token.rel == crate::parse::Rel::Obj
        && ground.lexicon.pack.syntax.status.ending.contains(&page.words[token.head].lemma)
        && acts.iter().any(|other| other.word == token.head && other.kind != act.kind)
}

/// The verb of will above an act of cooperation that is only wished for: PLOVER's AGREE is the stated willingness.
fn intention(ground: &Ground, word: usize, kind: EventType, status: Status) -> Option<usize> {
    let page = ground.page;
    let verb = page.words[word].head;
    let willed = kind == EventType::Cooperate
        && status == Status::Planned
        && page.is_infinitive(word)
        && verb != word
        && page.words[verb].upos == crate::parse::Upos::Verb
        && ground.told.iter().any(|told| told.candidate.anchor == Some(verb));
    willed.then_some(verb)
}

fn named(ground: &Ground, book: &mut ActorBook, word: usize) -> Option<Act> {
    let (page, lexicon) = (ground.page, ground.lexicon);
    let token = &page.words[word];
    // « fait exploser » is an auxiliary with an infinitive to the parser, and rare participles are adjectives.
    let light = token.upos == crate::parse::Upos::Aux;
    let verbal = light
        || token.upos == crate::parse::Upos::Verb
        || (token.upos == crate::parse::Upos::Adj
            && (page.is_passive(word) || page.auxiliaries(word).next().is_some()));
    let mut entries: Vec<(Entry, Vec<usize>)> = Vec::new();
    if verbal {
        entries.extend(
            lexicon.event_verbs(page, word).into_iter().filter(|(_, words)| !light || words.len() > 1).map(
                |(verb, words)| {
                    let entry = Entry {
                        lemma: verb.lemma.get_ref(),
                        kind: verb.kind,
                        mode: verb.mode.as_ref(),
                        contexts: &verb.contexts,
                        source: &verb.source,
                        target: &verb.target,
                        needs: &verb.needs,
                        object: verb.object.as_ref(),
                        subject: verb.subject.as_ref(),
                        figures: &verb.figures,
                        reciprocal: verb.reciprocal,
                        named: false,
                    };
                    (entry, words)
                },
            ),
        );
    } else if token.upos.is_nominal() {
        entries.extend(lexicon.event_nouns(page, word).into_iter().map(|(noun, mut words)| {
            // « hunger strike »: the noun carries the phrase, not what is written before it.
            if page.words[word].rel == crate::parse::Rel::Flat {
                words.sort_by_key(|at| page.words[*at].rel == crate::parse::Rel::Flat);
            }
            let entry = Entry {
                lemma: noun.lemma.get_ref(),
                kind: noun.kind,
                mode: noun.mode.as_ref(),
                contexts: &noun.contexts,
                source: &noun.source,
                target: &noun.target,
                needs: &noun.needs,
                figures: &[],
                object: noun.object.as_ref(),
                subject: None,
                reciprocal: noun.reciprocal,
                named: noun.named,
            };
            (entry, words)
        }));
    }
    if light {
        // Subject and object of « a fait exploser une bombe » hang on the infinitive.
        for (_, words) in &mut entries {
            words.sort_by_key(|at| page.words[*at].upos != crate::parse::Upos::Verb);
        }
    }
    let (entry, words) =
        entries.into_iter().find(|(entry, words)| conditions::hold(ground, book, words, entry, verbal))?;
    let mut source = roles::fill(ground, book, &words, entry.source, verbal);
    let carried = !verbal && roles::is_carried(ground, word);
    if source.is_empty() && carried {
        source = roles::fill(ground, book, &words, &[Role::Subj], verbal);
    }
    let mut target = roles::fill(ground, book, &words, entry.target, verbal);
    if entry.reciprocal {
        // Where they met is no party to it.
        let parties: Vec<Role> = entry.target.iter().filter(|role| **role != Role::Place).cloned().collect();
        source.extend(roles::fill(ground, book, &words, &parties, verbal));
        source.dedup();
        target.clear();
    }
    target.retain(|actor| !source.contains(actor));
    if entry.named && source.is_empty() && target.is_empty() {
        return None;
    }
    // What the phrase says of the act hangs on the noun that carries it.
    let word = if verbal { word } else { words[0] };
    let (mut status, mut voice) = status::of(ground, word);
    if carried
        && status == Status::Alleged
        && voice.is_some_and(|told| ground.told[told].candidate.anchor == Some(page.words[word].head))
    {
        // « a déclaré un cessez-le-feu »: to say it is to do it.
        (status, voice) = (Status::Occurred, status::voice(ground, page.words[word].head));
    }
    // « nous ne quitterons pas la table », somebody says: nothing is done. A denial keeps what it denies.
    if status == Status::Denied
        && voice.is_some_and(|told| ground.told[told].candidate.act != records::Act::Deny)
    {
        return None;
    }
    let (kind, status, word, words) = match intention(ground, word, entry.kind, status) {
        Some(verb) => (EventType::Agree, Status::Occurred, verb, vec![verb]),
        None => (entry.kind, status, word, words),
    };
    let last = words.iter().max().copied().unwrap_or(word);
    let first = words.iter().min().copied().unwrap_or(word).min(word);
    Some(Act {
        trigger: page.span(if last - first <= 4 { first..last + 1 } else { word..word + 1 }),
        word,
        kind,
        mode: entry.mode.filter(|_| kind == entry.kind).cloned(),
        contexts: entry.contexts.to_vec(),
        source,
        target,
        status,
        statement: None,
        voice,
        depth: 0,
        aside: false,
        date: None,
        unresolved_date: None,
        place: None,
        rule: format!("{}/events/{}", lexicon.pack.tag, entry.lemma),
        lemma: entry.lemma.to_owned(),
        oblique: entry.needs.iter().any(|role| matches!(role, Role::Obl(_))),
    })
}
