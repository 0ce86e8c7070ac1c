//! Statements that a noun or an adjective reports: « sa promesse de … », « l’accusation selon laquelle … »,
//! « se dit convaincu que … ».

use super::{
    candidate::{Candidate, Who},
    frames::{self, Found, Nominal, Site},
    incise::Incise,
    unsaid::first_person,
};
use crate::{
    actors::ActorBook,
    dates::DateFinder,
    lexicon::Lexicon,
    page::Page,
    parse::{Rel, Upos},
};
use pack::{Frame, SpeechNoun, Syntax};
use records::{Act, Span};
use std::ops::Range;

/// So far behind a noun may the participle stand that tells who made it.
const MADE_WITHIN: usize = 8;

/// Finds what the reporting nouns of a document report.
pub fn find_nouns(
    page: &Page,
    lexicon: &Lexicon,
    book: &ActorBook,
    incises: &[Incise],
    dates: &DateFinder,
) -> Vec<Candidate> {
    let mut found = Vec::new();
    for word in 0..page.words.len() {
        if !page.words[word].upos.is_nominal() {
            continue;
        }
        if let Some((entry, words)) = lexicon.speech_nouns(page, word).into_iter().next() {
            found.extend(noun_statement(page, lexicon, book, entry, &words, incises, dates));
        }
    }
    found
}

fn noun_statement(
    page: &Page,
    lexicon: &Lexicon,
    book: &ActorBook,
    entry: &SpeechNoun,
    words: &[usize],
    incises: &[Incise],
    dates: &DateFinder,
) -> Option<Candidate> {
    let noun = words[0];
    let after = words.last()? + 1;
    let support = support_verb(page, &lexicon.pack.syntax, entry, noun);
    let made = made_by(page, lexicon, book, entry, noun);
    // « a réitéré l’engagement pris par X »: the verb is another's word.
    let support = support.filter(|_| made.is_none());
    let who = match made {
        Some((_, agent)) => Who::Phrase(agent),
        _ => noun_speaker(page, lexicon, book, entry, noun, support),
    };
    // « l’appel à la grève lancé par X » ends before the participle; « l’engagement pris par X de … », « l’annonce par X de … »
    // go on behind the one who speaks.
    let stops: Vec<usize> = made
        .iter()
        .map(|(participle, _)| *participle)
        .chain(own_participle(page, noun, after))
        .filter(|at| *at > after)
        .collect();
    let behind = match who {
        Who::Phrase(head)
            if stops.is_empty() && head > noun && page.words[head].sentence == page.words[noun].sentence =>
        {
            book.mention_with_head(head).map_or(after, |mention| mention.words.end).max(after)
        }
        _ => after,
    };
    // « j’ai l’impression que … » inside one’s own words is no second statement.
    let own = matches!(who, Who::Phrase(head) if page.words[head].quote.is_some() && first_person(page, lexicon, book, &who));
    if own && !matches!(entry.act, Act::Promise | Act::Request) {
        return None;
    }
    let circumstances = &lexicon.pack.syntax.circumstances;
    // « a donné l’ordre à ses hommes de se retirer »: what completes the noun may hang on its light verb.
    let whole: Vec<usize> = words.iter().copied().chain(support).collect();
    let site = Site {
        words: &whole,
        after: behind,
        circumstances,
        incises,
        stops: &stops,
        speaks: &|head| book.can_speak(head),
        dated: &|word| dates.covers(word),
        speaker: phrase_head(&who),
    };
    let nominal = Nominal { only: &entry.object, never: &entry.not_object, things: false };
    let title = page.in_heading(noun);
    // « l’annonce de la fermeture »: with its article the noun tells of a report whose author goes without saying.
    let goes_without = entry.alone && support.is_none() && page.words[noun].quote.is_none();
    let title = title || (goes_without && is_definite(page, lexicon, noun));
    for frame in &entry.frames {
        let hit = match frame {
            // « une idée que X rejette »: of something indefinite it is a relative clause.
            Frame::Clause if is_indefinite(page, lexicon, noun) && support.is_none() => {
                noun_clause(page, lexicon, &site, noun)
            }
            Frame::Clause => frames::find(page, lexicon, &site, frame, &nominal)
                .filter(|hit| hit.agreed || adjacent(page, behind, hit.content[0]))
                .or_else(|| noun_clause(page, lexicon, &site, noun)),
            Frame::Inf(_) => frames::find(page, lexicon, &site, frame, &nominal)
                .filter(|hit| adjacent(page, behind, hit.content[0])),
            Frame::Obl(_) => frames::find(page, lexicon, &site, frame, &nominal).filter(|hit| {
                // The complement is the content only if it is not the one who speaks.
                !book.can_speak(hit.head)
                    && adjacent(page, behind, hit.content[0])
                    && (!matches!(who, Who::Nobody) || title)
            }),
            _ => None,
        };
        let Some(hit) = hit else { continue };
        // « symbole de la volonté de rassembler »: a will that is nobody's was not told.
        let willed = matches!(entry.act, Act::Opinion | Act::Announce) && hit.frame == "infinitive";
        let told = hit.frame == "clause" || hit.frame == "infinitive" && !willed;
        if matches!(who, Who::Nobody) && !title && !told {
            continue;
        }
        let hit_frame = hit.frame;
        let mut hit = hit;
        before_own_verb(page, noun, &mut hit);
        let cue = cue_range(page, noun, after, support);
        return Some(Candidate {
            content: hit.content,
            anchor: Some(noun),
            cue: Some(cue),
            act: entry.act,
            who,
            relays: Vec::new(),
            negated: support.is_some_and(|verb| page.is_negated(verb, lexicon)),
            wraps: false,
            frame: "noun",
            rule: format!("{}/speech/{}", lexicon.pack.tag, entry.lemma.get_ref()),
            // « a réaffirmé sa volonté de … »: the noun with its content says more than the verb with its object.
            score: if support.is_some() || matches!(hit_frame, "clause" | "infinitive") { 2.3 } else { 1.5 },
            note: format!("noun, {frame}"),
        });
    }
    None
}

/// « La promesse de fermer la mine date de mars »: a content that follows its noun ends before the verb that the noun is
/// the subject of.
fn before_own_verb(page: &Page, noun: usize, hit: &mut Found) {
    let token = &page.words[noun];
    let verb = token.head;
    if !token.rel.is_subject() || verb <= noun {
        return;
    }
    let start = page.verb_group(verb).start;
    let limit = page.words[start].span.start;
    for part in &mut hit.content {
        if part.start < limit && limit < part.end {
            *part = page.trim(Span::new(part.start, limit));
        }
    }
}

fn is_indefinite(page: &Page, lexicon: &Lexicon, noun: usize) -> bool {
    let syntax = &lexicon.pack.syntax;
    page.dependents(noun, &[Rel::Det]).any(|det| {
        let lower = &page.words[det].lower;
        det < noun && !syntax.definite.contains(lower) && !syntax.possessives.contains(lower)
    })
}

fn is_definite(page: &Page, lexicon: &Lexicon, noun: usize) -> bool {
    let syntax = &lexicon.pack.syntax;
    page.dependents(noun, &[Rel::Det]).any(|det| {
        let lower = &page.words[det].lower;
        det < noun && (syntax.definite.contains(lower) || syntax.demonstratives.contains(lower))
    })
}

fn phrase_head(who: &Who) -> Option<usize> {
    match who {
        Who::Phrase(head) => Some(*head),
        _ => None,
    }
}

/// Content follows its noun at once, a short complement aside.
fn adjacent(page: &Page, after: usize, content: Span) -> bool {
    let start = page.first_from(content.start);
    start >= after && start - after <= 6
}

/// « selon laquelle … »: the clause behind a phrase that binds it to the noun.
fn noun_clause(page: &Page, lexicon: &Lexicon, site: &Site, noun: usize) -> Option<Found> {
    let sentence = page.sentence_of(noun);
    let limit = sentence.end.min(site.after + 10);
    for at in site.after..limit {
        for phrase in &lexicon.pack.syntax.noun_clause {
            let words: Vec<&str> = phrase.split_whitespace().collect();
            let same = words
                .iter()
                .zip(at..)
                .all(|(wanted, own)| own < sentence.end && page.words[own].lower == *wanted);
            if same {
                let start = at + words.len();
                let verb = (start..sentence.end)
                    .find(|own| page.words[*own].upos == Upos::Verb && page.is_finite(*own))?;
                let end = page.subtree(verb).end.clamp(verb + 1, sentence.end);
                let content = page.trim(page.span(start..end));
                return Some(Found {
                    content: vec![super::bounds::trim_quotes(page, content)],
                    head: verb,
                    frame: "clause",
                    agreed: true,
                });
            }
        }
    }
    None
}

/// The light verb that the noun is the object of (« formuler une demande »).
fn support_verb(page: &Page, syntax: &Syntax, entry: &SpeechNoun, noun: usize) -> Option<usize> {
    let token = &page.words[noun];
    let verb = token.head;
    let fits = |verb: usize| {
        matches!(page.words[verb].upos, Upos::Verb | Upos::Aux)
            && entry
                .support
                .iter()
                .any(|lemma| syntax.without_reflexive(lemma).unwrap_or(lemma) == page.words[verb].lemma)
    };
    if verb != noun && fits(verb) && page.words[verb].sentence == token.sentence {
        return Some(verb);
    }
    // The parser may have hung the noun elsewhere: the verb right before its determiner.
    let start = page.sentence_of(noun).start;
    (start..noun).rev().take(4).find(|at| page.words[*at].upos == Upos::Verb).filter(|at| fits(*at))
}

/// « une demande de changement restée lettre morte »: a participle that agrees with the noun that reports, and not with the one
/// before it, is no part of the content.
fn own_participle(page: &Page, noun: usize, after: usize) -> Option<usize> {
    let sentence = page.sentence_of(noun);
    let gender = page.words[noun].feats.gender?;
    (after + 1..sentence.end.min(after + MADE_WITHIN)).find(|at| {
        let token = &page.words[*at];
        let before = (after..*at).rev().find(|own| page.words[*own].upos == Upos::Noun);
        page.is_participle(*at)
            && !page.is_present_participle(*at)
            && page.auxiliaries(*at).next().is_none()
            && token.feats.gender == Some(gender)
            && before.is_some_and(|own| page.words[own].feats.gender.is_some_and(|other| other != gender))
    })
}

/// « formulée par l’ONU », « pris par X »: the participle of a light verb beside the noun, and its agent.
fn made_by(
    page: &Page,
    lexicon: &Lexicon,
    book: &ActorBook,
    entry: &SpeechNoun,
    noun: usize,
) -> Option<(usize, usize)> {
    let sentence = page.sentence_of(noun);
    let limit = sentence.end.min(noun + MADE_WITHIN);
    (noun + 1..limit).find_map(|at| {
        let token = &page.words[at];
        let made = token.upos == Upos::Verb
            && page.is_participle(at)
            && !page.is_present_participle(at)
            && page.auxiliaries(at).next().is_none()
            && entry.support.contains(&token.lemma);
        let agent = page.agent(at, lexicon).filter(|agent| made && *agent > at && book.can_speak(*agent))?;
        Some((at, agent))
    })
}

fn noun_speaker(
    page: &Page,
    lexicon: &Lexicon,
    book: &ActorBook,
    entry: &SpeechNoun,
    noun: usize,
    support: Option<usize>,
) -> Who {
    // With a light verb its subject speaks, a possessive beside it or not.
    if let Some(subject) = support.and_then(|verb| page.subject(verb, lexicon)) {
        return Who::Phrase(subject);
    }
    for place in &entry.speaker {
        if place == "poss" {
            let own = page
                .children(noun)
                .iter()
                .find(|child| lexicon.pack.syntax.possessives.contains(&page.words[**child].lower));
            if let Some(own) = own {
                return Who::Possessive(*own);
            }
            // « the mayor's promise to »
            if let Some(owner) = page.dependents(noun, &[Rel::NmodPoss]).find(|child| book.can_speak(*child))
            {
                return Who::Phrase(owner);
            }
            continue;
        }
        let complement = page
            .dependents(noun, &[Rel::Nmod, Rel::OblAgent, Rel::OblMod, Rel::OblArg, Rel::Appos])
            .find(|child| {
                *child > noun
                    && page.case_of(*child, lexicon) == Some(place.as_str())
                    && book.can_speak(*child)
            });
        if let Some(complement) = complement {
            return Who::Phrase(complement);
        }
    }
    if let Some(verb) = support {
        return page.subject(verb, lexicon).map_or(Who::Nobody, Who::Phrase);
    }
    Who::Nobody
}

fn cue_range(page: &Page, noun: usize, after: usize, support: Option<usize>) -> Range<usize> {
    match support {
        Some(verb) if verb < noun && noun - verb <= 5 => page.verb_group(verb).start..after,
        _ => noun..after,
    }
}

/// Finds what adjectives with a copula report.
pub fn find_adjectives(
    page: &Page,
    lexicon: &Lexicon,
    book: &ActorBook,
    incises: &[Incise],
    dates: &DateFinder,
) -> Vec<Candidate> {
    let mut found = Vec::new();
    for word in 0..page.words.len() {
        // Inside a quotation « la Chine est disposée à » is the speaker's own word, no second statement.
        if !matches!(page.words[word].upos, Upos::Adj | Upos::Verb | Upos::Noun)
            || page.words[word].quote.is_some()
        {
            continue;
        }
        let Some((entry, words)) = lexicon.speech_adjectives(page, word).into_iter().next() else { continue };
        let Some((who, start)) = bearer(page, lexicon, word) else { continue };
        if !book.can_speak(who) {
            continue;
        }
        let after = words.last().map_or(word, |last| *last) + 1;
        let circumstances = &lexicon.pack.syntax.circumstances;
        let site = Site {
            words: &words,
            after,
            circumstances,
            incises,
            stops: &[],
            speaks: &|head| book.can_speak(head),
            dated: &|word| dates.covers(word),
            speaker: Some(who),
        };
        let nominal = Nominal { only: &[], never: &[], things: false };
        let hit = entry.frames.iter().find_map(|frame| frames::find(page, lexicon, &site, frame, &nominal));
        let Some(hit) = hit else { continue };
        found.push(Candidate {
            content: hit.content,
            anchor: Some(word),
            cue: Some(start..after),
            act: entry.act,
            who: Who::Phrase(who),
            relays: Vec::new(),
            negated: page.is_negated(word, lexicon),
            wraps: false,
            frame: "adjective",
            rule: format!("{}/speech/{}", lexicon.pack.tag, entry.lemma.get_ref()),
            score: 2.0,
            note: "adjective".to_owned(),
        });
    }
    found
}

/// Of whom an adjective is said, and the first word of the verb that says it: a copula, or a verb that it completes
/// (« se dit », « se montre », « reste »).
fn bearer(page: &Page, lexicon: &Lexicon, word: usize) -> Option<(usize, usize)> {
    let copula = page.dependents(word, &[Rel::Cop, Rel::AuxPass]).next();
    if let Some(copula) = copula {
        let subject = page.own_subject(word, lexicon).or_else(|| page.surface_subject(word, lexicon, 3))?;
        return Some((subject, copula.min(word)));
    }
    let token = &page.words[word];
    let verb = token.head;
    if verb != word
        && verb < word
        && word - verb <= 4
        && matches!(
            token.rel,
            Rel::Xcomp | Rel::Obj | Rel::Advcl | Rel::Amod | Rel::Acl | Rel::Ccomp | Rel::OblMod
        )
        && page.words[verb].upos == Upos::Verb
    {
        let subject = page.surface_subject(verb, lexicon, 3)?;
        return Some((subject, page.verb_group(verb).start));
    }
    None
}
