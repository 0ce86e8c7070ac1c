//! Where a statement was made: « dans un entretien au Monde », « sur Twitter », « lors d’une conférence de presse ».

use super::candidate::{Candidate, Who};
use crate::{
    actors::{ActorBook, Mention},
    lexicon::Lexicon,
    page::Page,
    parse::{Number, Rel, Upos},
};
use records::{ActorKind, Sector, Span};

/// Blocks over which « ses auteurs » and « y » point at a document.
const DOCUMENT_REACH: usize = 1;

/// Blocks over which a meeting goes on.
const MEETING_REACH: usize = 2;

/// How far up the tree a noun is followed to the cue.
const MOST_STEPS: usize = 6;

/// The medium named in the sentence of a statement's cue, outside its content; a document that speaks is its own.
pub fn find(page: &Page, lexicon: &Lexicon, book: &ActorBook, candidate: &Candidate) -> Option<Span> {
    let words = &lexicon.pack.syntax.medium;
    if let Who::Phrase(head) = candidate.who
        && words.documents.contains(&page.words[head].lemma)
        && page.words[head].upos == Upos::Noun
    {
        return Some(page.span(page.noun_phrase(head)));
    }
    let start = candidate.extent().start;
    let place = candidate.anchor.or_else(|| {
        // A quotation behind a colon, or one with a clause behind it that no finder knew: the words beside it.
        let first = page.first_from(start);
        let last = page.first_from(candidate.extent().end);
        let beside = |at: usize| {
            at < page.words.len()
                && first < page.words.len()
                && page.words[at].sentence == page.words[first].sentence
        };
        first.checked_sub(1).filter(|at| beside(*at)).or(Some(last).filter(|at| beside(*at)))
    })?;
    if let Some(document) = told_in(page, lexicon, place) {
        return Some(page.span(page.noun_phrase(document)));
    }
    let quote = page.words[place].quote;
    let outside = |at: usize| {
        page.words[at].quote == quote
            && !candidate.content.iter().any(|part| part.overlaps(page.words[at].span))
    };
    page.sentence_of(place)
        .filter(|at| outside(*at))
        .filter(|at| is_medium(page, lexicon, book, *at))
        .filter(|at| !belongs_elsewhere(page, candidate, *at, place))
        .min_by_key(|at| {
            let distance = page.words[*at].span.start.abs_diff(page.words[place].span.start);
            (steps_to(page, *at, place).unwrap_or(usize::MAX), distance)
        })
        .map(|at| {
            let mut words = words_of(page, book, at);
            // « Interrogée par une radio, l’opposante … »: the speaker is no part of it, wherever the tree hangs him.
            if let Who::Phrase(speaker) = candidate.who {
                let named = book.mention_with_head(speaker).map_or(speaker, |mention| mention.words.start);
                if let Some(comma) = (at..named.min(words.end)).find(|word| page.is_punct(*word))
                    && named > at
                    && named < words.end
                {
                    words.end = comma;
                }
            }
            page.span(words)
        })
}

/// « un rapport dans lequel elle dénonce … »: the document whose relative clause the cue stands in.
fn told_in(page: &Page, lexicon: &Lexicon, cue: usize) -> Option<usize> {
    let medium = &lexicon.pack.syntax.medium;
    let mut at = cue;
    for _ in 0..MOST_STEPS {
        let token = &page.words[at];
        if token.head == at {
            return None;
        }
        if token.rel == Rel::AclRelcl {
            let noun = token.head;
            let written = medium
                .kinds
                .iter()
                .filter(|kind| kind.written)
                .any(|kind| kind.nouns.contains(&page.words[noun].lemma));
            return (written && noun < cue).then_some(noun);
        }
        if !matches!(token.rel, Rel::Conj | Rel::Xcomp) {
            return None;
        }
        at = token.head;
    }
    None
}

/// The words of a medium: of a named one its name, else its noun phrase.
fn words_of(page: &Page, book: &ActorBook, at: usize) -> std::ops::Range<usize> {
    let phrase = page.noun_phrase(at);
    let name = book.mention_with_head(at).and_then(|mention| mention.name.clone());
    match name {
        Some(name) if name.contains(&at) => name.start.min(phrase.start)..name.end.max(phrase.end),
        _ => phrase,
    }
}

/// Whether a noun with its preposition names where something is said.
fn is_medium(page: &Page, lexicon: &Lexicon, book: &ActorBook, at: usize) -> bool {
    let words = &lexicon.pack.syntax.medium;
    let token = &page.words[at];
    if !(token.upos.is_nominal() || token.upos == Upos::X) {
        return false;
    }
    let kinds = words
        .kinds
        .iter()
        .filter(|kind| kind.nouns.iter().any(|noun| *noun == token.lemma || *noun == token.lower));
    let named = words.names.iter().any(|name| *name == token.text)
        || book.mention_with_head(at).is_some_and(|mention| {
            mention.head == at
                && mention.name.is_some()
                && (mention.sectors.contains(&Sector::Med) || is_spoken_on(page, lexicon, mention))
        });
    if !named && kinds.clone().next().is_none() {
        return false;
    }
    let prepositions =
        kinds.clone().map(|kind| &kind.prepositions).chain(named.then_some(&words.name_prepositions));
    let Some(before) = opener(page, at) else { return false };
    // « joint au téléphone par une radio », « invité dimanche de France Inter »: the channel that asked.
    let head = page.words[at].head;
    let syntax = &lexicon.pack.syntax;
    let case = lexicon.preposition(&page.words[before].lower);
    let questioned = words.askers.contains(&page.words[head].lemma) && !page.is_finite(head);
    if questioned && named && syntax.genitives.iter().any(|of| of == case) {
        return true;
    }
    let asked = questioned && syntax.agents.iter().any(|by| by == case);
    if asked && kinds.clone().any(|kind| kind.asks) {
        return true;
    }
    prepositions.flatten().any(|phrase| stands_before(page, lexicon, phrase, before))
}

/// « qui s’exprimait sur Radio Liberté »: a body’s name without an article, on a verb that says where somebody speaks.
fn is_spoken_on(page: &Page, lexicon: &Lexicon, mention: &Mention) -> bool {
    let head = page.words[mention.head].head;
    let bare = mention.name.as_ref().is_some_and(|name| name.start == mention.words.start);
    mention.kind == ActorKind::Organisation
        && mention.known.is_none()
        && bare
        && lexicon.pack.syntax.medium.speakers.contains(&page.words[head].lemma)
}

/// « a publié un communiqué », « a tenu une conférence de presse »: what somebody speaks in, as the object of a verb that says so.
fn is_issued(page: &Page, lexicon: &Lexicon, at: usize) -> bool {
    let medium = &lexicon.pack.syntax.medium;
    let token = &page.words[at];
    token.rel == Rel::Obj
        && token.upos == Upos::Noun
        && medium.issuers.contains(&page.words[token.head].lemma)
        && medium.kinds.iter().any(|kind| kind.nouns.contains(&token.lemma))
}

/// The word before a noun phrase: before its determiners, adjectives and the nouns that it stands in apposition to.
fn opener(page: &Page, head: usize) -> Option<usize> {
    let first = page.noun_phrase(head).start.min(head);
    let before =
        first.checked_sub(1).filter(|before| page.words[*before].sentence == page.words[head].sentence);
    // What stands there is surer than what the tree hangs there.
    match before {
        Some(before) if page.words[before].upos == Upos::Adp => Some(before),
        _ => page.case_word(head).or(before),
    }
}

/// Whether a phrase of the pack (« au micro de ») ends with this word, contractions undone.
fn stands_before(page: &Page, lexicon: &Lexicon, phrase: &str, last: usize) -> bool {
    let mut at = last as isize;
    for wanted in phrase.split_whitespace().rev() {
        let Some(word) = usize::try_from(at).ok().and_then(|at| page.words.get(at)) else { return false };
        let lower = word.lower.as_str();
        let elided = lower
            .strip_suffix('\'')
            .is_some_and(|stem| wanted.strip_prefix(stem).is_some_and(|vowel| vowel.chars().count() == 1));
        if lower != wanted && lexicon.preposition(lower) != wanted && !elided {
            return false;
        }
        at -= 1;
    }
    true
}

/// What the interview is called that a turn stands in: the first such noun outside all talk.
pub fn talk(page: &Page, lexicon: &Lexicon) -> Option<Span> {
    let talks = &lexicon.pack.syntax.medium.talks;
    (0..page.words.len())
        .find(|at| {
            let token = &page.words[*at];
            token.upos == Upos::Noun && token.quote.is_none() && talks.contains(&token.lemma)
        })
        .map(|at| page.span(page.noun_phrase(at)))
}

/// « Elle publie un rapport. Ses auteurs accusent … », « elle y décrit … »: the last document told before a word in running
/// text.
pub fn document_before(page: &Page, lexicon: &Lexicon, word: usize) -> Option<Span> {
    let documents = &lexicon.pack.syntax.medium.documents;
    let block = page.words[word].block;
    (0..word)
        .rev()
        .take_while(|at| block - page.words[*at].block <= DOCUMENT_REACH)
        .find(|at| {
            let token = &page.words[*at];
            token.upos == Upos::Noun
                && token.feats.number != Some(Number::Plur)
                && token.quote.is_none()
                && documents.contains(&token.lemma)
        })
        .map(|at| page.span(page.noun_phrase(at)))
}

/// « dans lequel », « elle y dénonce … »: whether a pronoun of the cue stands for a document told before.
pub fn is_pointed_at(page: &Page, lexicon: &Lexicon, candidate: &Candidate) -> bool {
    candidate.anchor.is_some_and(|anchor| {
        page.verb_group(anchor)
            .start
            .checked_sub(1)
            .into_iter()
            .chain(page.children(anchor).iter().copied())
            .any(|at| {
                page.words[at].upos == Upos::Pron
                    && lexicon.pack.syntax.medium.pronouns.contains(&page.words[at].lower)
            })
    })
}

/// « Dans l’interview, X revient sur … “…”, dit-il »: where a speaker was told to speak, in the sentences before a word. Where
/// several meet (« les dirigeants ont présenté en conférence de presse … ») each of them speaks.
pub fn told_before(
    page: &Page,
    lexicon: &Lexicon,
    book: &ActorBook,
    word: usize,
    is_speaker: &dyn Fn(usize) -> bool,
) -> Option<Span> {
    let block = page.words[word].block;
    let own = page.sentence_of(word);
    (0..own.start)
        .rev()
        .take_while(|at| block - page.words[*at].block <= MEETING_REACH)
        .filter(|at| {
            page.words[*at].quote.is_none()
                && (is_medium(page, lexicon, book, *at) || is_issued(page, lexicon, *at))
        })
        .find(|at| {
            let mut head = *at;
            for _ in 0..MOST_STEPS {
                let above = page.words[head].head;
                if above == head {
                    break;
                }
                head = above;
                if page.words[head].upos == Upos::Verb {
                    return page.subject(head, lexicon).is_some_and(|subject| {
                        if page.words[*at].block == block && is_speaker(subject) {
                            return true;
                        }
                        lexicon.pack.syntax.medium.meetings.contains(&page.words[*at].lemma)
                            && book.mention_with_head(subject).is_some_and(|mention| mention.plural)
                    });
                }
            }
            false
        })
        .map(|at| page.span(words_of(page, book, at)))
}

/// Whether a noun hangs on another finite verb of the author's, which the cue is neither below nor beside.
fn belongs_elsewhere(page: &Page, candidate: &Candidate, noun: usize, cue: usize) -> bool {
    let mut at = noun;
    for _ in 0..MOST_STEPS {
        let head = page.words[at].head;
        if at == cue || head == at {
            return false;
        }
        at = head;
        let told = candidate.content.iter().any(|part| part.overlaps(page.words[at].span));
        if page.words[at].upos == Upos::Verb && page.is_finite(at) {
            // « qui s’exprimait sur France Inter » says of the speaker where he spoke.
            let of_speaker = page.words[at].rel == Rel::AclRelcl;
            let first = page.first_from(candidate.extent().start);
            let about = first < page.words.len() && page.is_under(first, at);
            // « “…”, peut-on lire dans un communiqué »: what is inserted hangs on what is said.
            let inserted = candidate.content.iter().flat_map(|part| page.words_in(*part)).any(|word| {
                page.words[word].head == word && page.is_under(at, word) || page.words[at].head == word
            });
            let bound = page.is_under(cue, at) || page.is_under(at, cue) || about || inserted;
            return !(told || at == cue || of_speaker || bound);
        }
    }
    false
}

/// How far below the cue a noun hangs, without another finite verb between; `None` if it does not.
fn steps_to(page: &Page, noun: usize, cue: usize) -> Option<usize> {
    let mut at = noun;
    for steps in 0..MOST_STEPS {
        if at == cue {
            return Some(steps);
        }
        let head = page.words[at].head;
        if head == at || (page.words[at].upos == Upos::Verb && page.is_finite(at)) {
            return None;
        }
        at = head;
    }
    None
}
