//! From chosen candidates to statements with their chain: speaker, relays, the statement around, medium, date.

use super::{
    addressee,
    candidate::{Candidate, Who},
    quotes_in, relays, session, tone,
    turns::TURN,
};
use crate::{
    actors::ActorBook, dates::DateFinder, lexicon::Lexicon, page::Page, parse::Rel, text::BlockKind,
};
use records::{DateRef, Form, Span};

/// A statement with everybody in it known by number.
#[derive(Debug, Clone)]
pub struct Told {
    /// What the finder proposed.
    pub candidate: Candidate,
    /// Parts in quotation marks.
    pub quotes: Vec<Span>,
    /// Direct, indirect or mixed.
    pub form: Form,
    /// The speaker: mention and actor.
    pub speaker: (Option<Span>, Option<usize>),
    /// Those who passed it on: mention, actor, cue; nearest the speaker first.
    pub relays: Vec<(Span, Option<usize>, Option<Span>)>,
    /// Index of the statement around it.
    pub within: Option<usize>,
    /// Where it was said.
    pub medium: Option<Span>,
    /// When it was said.
    pub date: Option<DateRef>,
    /// The words that say when, where the dispatch's day is not known.
    pub unresolved_date: Option<Span>,
    /// Whom it was said to: mention and actor.
    pub addressee: Option<(Span, Option<usize>)>,
}

/// Names speakers and relays in the order of the text.
pub fn tell(
    page: &Page,
    lexicon: &Lexicon,
    book: &mut ActorBook,
    dates: &DateFinder,
    taken: Vec<Candidate>,
) -> Vec<Told> {
    let within = nesting(&taken);
    let mut order: Vec<usize> = (0..taken.len()).collect();
    // Speakers are met in the order of their cues, outer statements before those inside them.
    order.sort_by_key(|index| {
        (depth(&within, *index), position(page, &taken[*index]), taken[*index].extent().start)
    });
    let mut told: Vec<Option<Told>> = vec![None; taken.len()];
    let mut last: Option<usize> = None;
    let mut documents: Vec<(String, usize)> = Vec::new();
    for index in order {
        let candidate = &taken[index];
        // Inside a statement « je » and whoever is left out is its speaker.
        let around: Option<usize> = within[index].and_then(|outer| told[outer].as_ref()?.speaker.1);
        let speaker = speaker(page, lexicon, book, candidate, around.or(last), &mut documents);
        if let Some(actor) = speaker.1
            && within[index].is_none()
        {
            last = Some(actor);
        }
        let cue = candidate.cue.clone().filter(|_| candidate.frame != "incise").map(|words| page.span(words));
        let quotes = quotes_in(page, &candidate.content, cue);
        let form =
            if candidate.frame == TURN { Form::Direct } else { form(page, &candidate.content, &quotes) };
        let carriers = relays::carriers(page, lexicon, book, candidate);
        let relays = candidate
            .relays
            .iter()
            .chain(&carriers)
            .map(|relay| {
                let actor = Some(named(page, lexicon, book, relay.head, last));
                (book.span_of(page, relay.head), actor, relay.cue)
            })
            .collect();
        let addressee = addressee::find(page, lexicon, book, candidate).map(|head| {
            let actor = named(page, lexicon, book, head, None);
            (book.span_of(page, head), Some(actor))
        });
        let mut candidate = candidate.clone();
        if let Some(act) = tone::act(page, lexicon, &candidate) {
            candidate.act = act;
        }
        told[index] = Some(Told {
            candidate,
            quotes,
            form,
            speaker,
            relays,
            within: within[index],
            medium: None,
            date: None,
            unresolved_date: None,
            addressee,
        });
    }
    let mut told: Vec<Told> = told.into_iter().flatten().collect();
    for actor in told.iter().filter_map(|told| told.speaker.1) {
        book.speaks(page, actor);
    }
    // The outer speaker passed on what stands inside his own statement.
    for index in 0..told.len() {
        let mut outer = told[index].within;
        let mut steps = 0;
        while let Some(at) = outer {
            let actor = told[at].speaker.1;
            let mention =
                told[at].speaker.0.or_else(|| actor.and_then(|actor| first_named(page, book, actor)));
            if let Some(mention) = mention
                && actor != told[index].speaker.1
            {
                let cue = told[at].candidate.cue.clone().map(|words| page.span(words));
                told[index].relays.push((mention, actor, cue));
            }
            outer = told[at].within;
            steps += 1;
            if steps > told.len() {
                break;
            }
        }
    }
    session::settle(page, lexicon, book, dates, &mut told);
    told
}

/// The first mention of an actor by name, else its first of all.
fn first_named(page: &Page, book: &ActorBook, actor: usize) -> Option<Span> {
    let mentions = &book.clusters.get(actor)?.mentions;
    let named = mentions.iter().find(|index| book.mentions[**index].name.is_some());
    named.or(mentions.first()).map(|index| page.span(book.mentions[*index].words.clone()))
}

fn position_word(page: &Page, candidate: &Candidate) -> usize {
    page.first_from(candidate.extent().start)
}

fn depth(within: &[Option<usize>], index: usize) -> usize {
    let mut depth = 0;
    let mut at = index;
    while let Some(outer) = within[at] {
        depth += 1;
        at = outer;
        if depth > within.len() {
            break;
        }
    }
    depth
}

fn position(page: &Page, candidate: &Candidate) -> u32 {
    candidate.anchor.map_or(candidate.extent().start, |anchor| page.words[anchor].span.start)
}

/// For each statement the smallest other whose content holds it.
fn nesting(taken: &[Candidate]) -> Vec<Option<usize>> {
    taken
        .iter()
        .enumerate()
        .map(|(index, inner)| {
            let extent = inner.extent();
            taken
                .iter()
                .enumerate()
                .filter(|(other, outer)| {
                    *other != index
                        && outer.content.iter().any(|part| part.contains(extent))
                        && (outer.length() > inner.length()
                            || (outer.length() == inner.length() && *other < index))
                })
                .min_by_key(|(_, outer)| outer.length())
                .map(|(other, _)| other)
        })
        .collect()
}

fn speaker(
    page: &Page,
    lexicon: &Lexicon,
    book: &mut ActorBook,
    candidate: &Candidate,
    last: Option<usize>,
    documents: &mut Vec<(String, usize)>,
) -> (Option<Span>, Option<usize>) {
    match &candidate.who {
        Who::Phrase(head) => {
            // « a-t-il dit »: the sound between verb and pronoun is nobody.
            let euphonic = lexicon.pack.syntax.euphonics.contains(&page.words[*head].lower);
            let head = if euphonic && head + 1 < page.words.len() { head + 1 } else { *head };
            let head = cited(page, lexicon, book, candidate, head).unwrap_or(head);
            let head = &page.counted(head, lexicon);
            let lemma = page.words[*head].lemma.clone();
            let document = is_document(lexicon, &lemma);
            if let Some(actor) = joined(page, lexicon, book, *head, last) {
                return (Some(book.span_of(page, *head)), Some(actor));
            }
            // « selon ses calculs »: what cannot speak stands for whose it is.
            if !book.can_speak(*head)
                && let Some(word) = crate::actors::possessive(page, lexicon, *head)
                && let Some(actor) = book.resolve_pronoun(page, lexicon, word, last)
            {
                return (Some(book.span_of(page, *head)), Some(actor));
            }
            let behind = author(page, lexicon, book, *head);
            let known = || told_before(page, lexicon, documents, *head);
            let actor = match behind {
                // « le rapport » after « un rapport de X », « les signataires » of a text told before.
                None if document && !book.can_speak(*head) => known().unwrap_or_else(|| {
                    let author = elsewhere(page, lexicon, book, *head).unwrap_or(*head);
                    named(page, lexicon, book, author, last)
                }),
                None if is_writer(page, lexicon, book, *head) => {
                    let plural = |actor: &usize| book.clusters[*actor].plural;
                    let before = last.filter(plural);
                    let author = || {
                        let author = elsewhere(page, lexicon, book, *head);
                        author.filter(|at| !book.is_press(*at)).and_then(|at| book.known_actor(at))
                    };
                    known()
                        .or_else(author)
                        .or(before)
                        .unwrap_or_else(|| named(page, lexicon, book, *head, last))
                }
                _ => named(page, lexicon, book, behind.unwrap_or(*head), last),
            };
            if behind.is_none() && is_writer(page, lexicon, book, *head) {
                book.rename(*head, actor);
            }
            if document && (behind.is_some() || !book.can_speak(*head)) {
                documents.push((lemma, actor));
            }
            (Some(book.span_of(page, *head)), Some(actor))
        }
        Who::Possessive(word) => {
            let actor = owner(page, lexicon, book, *word, last);
            (Some(page.words[*word].span), actor)
        }
        Who::Known(head) => (None, Some(book.actor_of(page, lexicon, *head))),
        Who::Last => (None, last.or_else(|| book.last_named(position_word(page, candidate)))),
        Who::Dropped(verb) => (None, book.resolve_dropped(page, *verb, last)),
        Who::Nobody => (None, None),
    }
}

/// « a-t-on appris de source syndicale », « … auprès de la mission »: who told « on ».
fn cited(
    page: &Page,
    lexicon: &Lexicon,
    book: &ActorBook,
    candidate: &Candidate,
    head: usize,
) -> Option<usize> {
    let syntax = &lexicon.pack.syntax;
    let lower = &page.words[head].lower;
    let nobody = syntax.pronouns.iter().any(|entry| entry.indefinite && entry.words.contains(lower));
    let verb = candidate.anchor.filter(|_| nobody)?;
    const BESIDE: [Rel; 3] = [Rel::OblArg, Rel::OblMod, Rel::Nmod];
    let able = |noun: &usize| *noun > verb && book.can_speak(*noun) && !book.is_pronoun(*noun);
    let opens = |first: &str| {
        syntax.addressees.iter().any(|known| known.split(' ').next() == Some(lexicon.preposition(first)))
    };
    let told = page.dependents(verb, &BESIDE).filter(able).find(|noun| {
        let first = page.words[page.subtree(*noun).start].lower.as_str();
        lexicon.is_genitive(first) || opens(first)
    });
    // The first word of « auprès de » can be an adverb of its own, with the noun under it.
    told.or_else(|| {
        let adverbs = page.dependents(verb, &[Rel::Advmod]).filter(|adverb| *adverb > verb);
        adverbs
            .filter(|adverb| opens(&page.words[*adverb].lower))
            .find_map(|adverb| page.dependents(adverb, &BESIDE).find(able))
    })
}

/// « X et Y »: who speaks where two or more are joined, each by a mention of its own.
fn joined(
    page: &Page,
    lexicon: &Lexicon,
    book: &mut ActorBook,
    head: usize,
    last: Option<usize>,
) -> Option<usize> {
    if !book.can_speak(head) || book.is_pronoun(head) {
        return None;
    }
    let able = |at: &usize| {
        book.mention_with_head(*at)
            .is_some_and(|mention| mention.sure && mention.head == *at && !mention.pronoun)
    };
    let others: Vec<usize> = page
        .dependents(head, &[Rel::Conj])
        .filter(|at| *at > head && page.case_word(*at).is_none())
        .filter(able)
        .collect();
    let word = others.iter().find_map(|at| page.dependents(*at, &[Rel::Cc]).next())?;
    let parts: Vec<usize> =
        std::iter::once(head).chain(others).map(|at| named(page, lexicon, book, at, last)).collect();
    let mut distinct = parts.clone();
    distinct.dedup();
    (distinct.len() == parts.len()).then(|| book.joint(page, lexicon, &parts, word))
}

/// Whether a noun names what somebody speaks through.
fn is_document(lexicon: &Lexicon, lemma: &String) -> bool {
    let medium = &lexicon.pack.syntax.medium;
    medium.nouns.contains(lemma) || medium.documents.contains(lemma)
}

/// Whether a noun names those who wrote a text told before, without a name: « les auteurs », « ses signataires ».
fn is_writer(page: &Page, lexicon: &Lexicon, book: &ActorBook, head: usize) -> bool {
    lexicon.pack.syntax.medium.authors.contains(&page.words[head].lemma)
        && book.mention_with_head(head).is_some_and(|mention| {
            mention.head == head
                && mention.name.is_none()
                && mention.definite
                && mention.complements.is_empty()
        })
}

/// Who spoke through the document that a noun means: one of the same word, else, where the noun says that it was named
/// (« le document »), the last of all.
fn told_before(page: &Page, lexicon: &Lexicon, documents: &[(String, usize)], head: usize) -> Option<usize> {
    let lemma = &page.words[head].lemma;
    let same = documents.iter().rev().find(|(known, _)| known == lemma);
    let bare = page.dependents(head, &[Rel::Nmod]).next().is_none();
    let any = || documents.last().filter(|_| bare && crate::actors::is_definite(page, lexicon, head));
    same.or_else(any).map(|(_, actor)| *actor)
}

/// How many sentences before its authors a text may stand.
const NEAR: usize = 2;

/// The author whom the text names where it tells of the same document: before, or below a headline.
fn elsewhere(page: &Page, lexicon: &Lexicon, book: &ActorBook, head: usize) -> Option<usize> {
    let lemma = &page.words[head].lemma;
    let writer = lexicon.pack.syntax.medium.authors.contains(lemma);
    let near = |at: usize| page.words[at].sentence + NEAR >= page.words[head].sentence;
    // « Ses auteurs »: of whatever text stands near.
    let told = |at: &usize| {
        let same = page.words[*at].lemma == *lemma;
        *at != head && if writer { is_document(lexicon, &page.words[*at].lemma) && near(*at) } else { same }
    };
    let title = page.block_of(head).kind == BlockKind::Title;
    let before = (0..head).rev().filter(told).find_map(|at| author(page, lexicon, book, at));
    let below = || {
        let mut rest = (head + 1..page.words.len()).filter(|_| title).filter(told);
        rest.find_map(|at| author(page, lexicon, book, at))
    };
    before.or_else(below)
}

/// Who speaks through a document: « un rapport de X », « une étude publiée par X ».
fn author(page: &Page, lexicon: &Lexicon, book: &ActorBook, head: usize) -> Option<usize> {
    let document = is_document(lexicon, &page.words[head].lemma);
    if !document && book.can_speak(head)
        || book.mention_with_head(head).is_some_and(|mention| mention.name.is_some() && mention.head == head)
    {
        return None;
    }
    let able = |at: &usize| book.can_speak(*at) && !book.is_pronoun(*at);
    let own = |at: &usize| {
        page.case_word(*at).is_none_or(|case| {
            let lower = &page.words[case].lower;
            lexicon.is_genitive(lower) || lexicon.pack.syntax.agents.contains(lower)
        })
    };
    let agent = || {
        page.dependents(head, &[Rel::Acl, Rel::Amod, Rel::AclRelcl])
            .filter_map(|verb| page.agent(verb, lexicon))
            .find(able)
    };
    // « La députée a publié un rapport »: a text is of who makes it known, the press aside.
    let verb = page.words[head].head;
    let published = document
        && page.words[head].rel == Rel::Obj
        && lexicon.pack.syntax.medium.carriers.contains(&page.words[verb].lemma);
    let publisher = || page.surface_subject(verb, lexicon, 3).filter(able).filter(|at| !book.is_press(*at));
    let nouns = page.dependents(head, &[Rel::Nmod]).filter(|_| document).filter(own).find(able);
    nouns.or_else(agent).or_else(|| published.then(publisher).flatten())
}

/// The actor of a noun phrase or pronoun.
fn named(page: &Page, lexicon: &Lexicon, book: &mut ActorBook, head: usize, last: Option<usize>) -> usize {
    if book.is_pronoun(head)
        && book.known_actor(head).is_none()
        && let Some(actor) = book.resolve_pronoun(page, lexicon, head, last)
    {
        book.bind(head, actor);
        return actor;
    }
    // « l’un d’eux, le centriste X, »: who it is stands behind it.
    let one = book.mention_with_head(head).is_none()
        && lexicon.pack.syntax.quantities.contains(&page.words[head].lemma);
    let behind = page.dependents(head, &[Rel::Appos]).find(|at| one && *at > head && book.can_speak(*at));
    book.actor_of(page, lexicon, behind.unwrap_or(head))
}

/// Whose « sa promesse » is: the subject of its clause, else whoever a pronoun would stand for.
fn owner(
    page: &Page,
    lexicon: &Lexicon,
    book: &mut ActorBook,
    word: usize,
    last: Option<usize>,
) -> Option<usize> {
    let noun = page.words[word].head;
    let mut at = noun;
    for _ in 0..5 {
        let up = page.words[at].head;
        if up == at {
            break;
        }
        at = up;
        if let Some(subject) = page.surface_subject(at, lexicon, 3)
            && subject != noun
            && book.can_speak(subject)
        {
            return Some(named(page, lexicon, book, subject, last));
        }
    }
    book.resolve_pronoun(page, lexicon, word, last)
}

/// Direct if all letters of the content are quoted, indirect if none, else mixed.
pub fn form(page: &Page, content: &[Span], quotes: &[Span]) -> Form {
    let mut inside = 0;
    let mut outside = 0;
    for part in content {
        for at in part.start..part.end {
            if page.chars[at as usize].is_alphanumeric() {
                if quotes.iter().any(|quote| quote.start <= at && at < quote.end) {
                    inside += 1;
                } else {
                    outside += 1;
                }
            }
        }
    }
    match (inside, outside) {
        (0, _) => Form::Indirect,
        (_, 0) => Form::Direct,
        _ => Form::Mixed,
    }
}
