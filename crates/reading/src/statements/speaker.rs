//! Who speaks by a verb that reports: its subject, wherever the tree or the line has it.

use super::{candidate::Who, cues::Cue, incise::noun_phrase_head};
use crate::{
    actors::ActorBook,
    lexicon::Lexicon,
    page::Page,
    parse::{Mood, Rel, Upos, VerbForm},
};
use records::ActorKind;

/// Who speaks; where a participle hangs on a noun that cannot (« des défis, soulignant que »), the subject of the clause does.
pub fn able_speaker(page: &Page, lexicon: &Lexicon, book: &ActorBook, cue: &Cue) -> Who {
    let who = match speaker(page, lexicon, book, cue) {
        Who::Phrase(head) => Who::Phrase(counted(page, lexicon, book, head).unwrap_or(head)),
        other => other,
    };
    if let Who::Phrase(head) = who
        && !book.can_speak(head)
        && page.is_finite(cue.verb)
        && page.words[head].upos != Upos::Pron
        && let Some(subject) = subject_on_line(page, lexicon, book, cue)
            .filter(|subject| *subject != head && book.can_speak(*subject))
    {
        return Who::Phrase(subject);
    }
    if let Who::Phrase(head) = who
        && page.is_present_participle(cue.verb)
        && !book.can_speak(head)
        && let Some(subject) = clause_subject(page, lexicon, cue)
            .filter(|subject| book.can_speak(*subject))
            .or_else(|| reporter(page, lexicon, book, cue))
    {
        return Who::Phrase(subject);
    }
    // « L’un des deux porte-parole de l’équipe, Joe Martin, a annoncé »: a name between commas right before the verb names him.
    if let Who::Phrase(head) = who
        && let Some(name) = name_before(page, lexicon, book, cue)
        && head < name
        && book.mention_with_head(head).is_none_or(|mention| mention.name.is_none())
    {
        return Who::Phrase(name);
    }
    // « Paul Martin (PS) est intervenu en demandant … »: where the tree has no subject, the one before the finite verb.
    let start = page.sentence_of(cue.verb).start;
    let finite = (start..cue.verb).rev().find(|at| {
        matches!(page.words[*at].upos, Upos::Verb | Upos::Aux)
            && page.words[*at].feats.verb_form == Some(VerbForm::Fin)
            && page.words[*at].quote == page.words[cue.verb].quote
    });
    if who == Who::Nobody
        && page.is_present_participle(cue.verb)
        && let Some(subject) = finite.and_then(|at| subject_before(page, lexicon, book, at))
        && book.can_speak(subject)
    {
        return Who::Phrase(subject);
    }
    who
}

/// « X a expliqué que la route était coupée, ajoutant que … »: who speaks in the nearest report before a participle.
fn reporter(page: &Page, lexicon: &Lexicon, book: &ActorBook, cue: &Cue) -> Option<usize> {
    let quote = page.words[cue.verb].quote;
    (page.sentence_of(cue.verb).start..cue.verb)
        .rev()
        .filter(|at| page.words[*at].upos == Upos::Verb && page.words[*at].quote == quote)
        .filter(|at| !lexicon.speech_verbs(page, *at).is_empty())
        .filter_map(|at| page.surface_subject(at, lexicon, 4))
        .find(|subject| book.can_speak(*subject))
}

/// « beaucoup disent avoir fui », « la plupart veulent rentrer »: some of those told of, where nothing says of what.
pub(super) fn some_people(page: &Page, lexicon: &Lexicon, cue: &Cue, head: usize) -> bool {
    let token = &page.words[head];
    lexicon.pack.syntax.partitives.contains(&token.lower)
        && token.rel.is_subject()
        && page.is_finite(cue.verb)
        && page.dependents(head, &[Rel::Nmod]).next().is_none()
}

/// « des centaines d’étudiants exigent … »: of a number of people, the people speak.
fn counted(page: &Page, lexicon: &Lexicon, book: &ActorBook, head: usize) -> Option<usize> {
    let number = !book.can_speak(head) && lexicon.pack.syntax.quantities.contains(&page.words[head].lemma);
    page.dependents(head, &[Rel::Nmod]).find(|people| number && book.can_speak(*people))
}

/// The subject of the nearest verb before a cue in its sentence.
fn clause_subject(page: &Page, lexicon: &Lexicon, cue: &Cue) -> Option<usize> {
    let sentence = page.sentence_of(cue.verb);
    // « fait savoir que S, ajoutant que S2 »: what hangs on a verb of saying or behind its content has that one's subject.
    let above = page.words[cue.verb].head;
    if above < cue.verb
        && sentence.contains(&above)
        && page.words[above].upos == Upos::Verb
        && page.words[above].quote == page.words[cue.verb].quote
        && let Some(subject) = page.surface_subject(above, lexicon, 4)
    {
        return Some(subject);
    }
    (sentence.start..cue.verb)
        .rev()
        .filter(|at| {
            page.words[*at].upos == Upos::Verb && page.words[*at].quote == page.words[cue.verb].quote
        })
        .find_map(|at| page.surface_subject(at, lexicon, 4))
}

/// « was quoted by the paper as saying that … »: the verb of quoting that a participle behind a word of comparison completes.
pub(super) fn quoting(page: &Page, lexicon: &Lexicon, participle: usize) -> Option<usize> {
    let syntax = &lexicon.pack.syntax;
    let above = page.words[participle].head;
    let before = participle.checked_sub(1)?;
    (page.words[participle].upos == Upos::Verb
        && !page.is_finite(participle)
        && above < before
        && page.sentence_of(participle).contains(&above)
        && page.words[above].quote == page.words[participle].quote
        && syntax.comparisons.contains(&page.words[before].lower)
        && syntax.medium.citers.contains(&page.words[above].lemma))
    .then_some(above)
}

/// Who speaks: the subject, a subject that stands behind the verb, the owner of the clause.
pub fn speaker(page: &Page, lexicon: &Lexicon, book: &ActorBook, cue: &Cue) -> Who {
    if let Some(quoting) = quoting(page, lexicon, cue.verb)
        && let Some(head) = page.object(quoting, lexicon)
    {
        return Who::Phrase(head);
    }
    // « comme le précise l’ambassadeur »: behind a comparison the subject stands behind its verb.
    let opening = group_opening(page, lexicon, cue);
    let compared = opening > page.sentence_of(cue.verb).start
        && lexicon.pack.syntax.comparisons.contains(&page.words[opening - 1].lower)
        && opening <= cue.group.start;
    if compared
        && let Some(head) = noun_phrase_head(page, cue.group.end, page.sentence_of(cue.verb).end)
        && book.can_speak(head)
        && page.words[cue.group.end].upos != Upos::Adp
    {
        return Who::Phrase(head);
    }
    for &word in &cue.words {
        if let Some(head) = page.subject(word, lexicon)
            && page.words[head].sentence == page.words[cue.verb].sentence
        {
            let head = before_relative(page, lexicon, book, head, cue).unwrap_or(head);
            return Who::Phrase(head);
        }
        if page.is_passive(word) {
            // « pointé du doigt par X »: the agent may hang on a word of the phrase.
            let agent = cue.words.iter().find_map(|own| page.agent(*own, lexicon));
            return agent.map_or(Who::Nobody, Who::Phrase);
        }
    }
    // « vient d’annoncer », « a tenu à souligner »: the verb above has the subject.
    let mut at = cue.verb;
    for _ in 0..4 {
        let token = &page.words[at];
        if token.head == at {
            break;
        }
        at = token.head;
        if !matches!(page.words[at].upos, Upos::Verb | Upos::Aux | Upos::Adj) {
            break;
        }
        if let Some(head) = page.surface_subject(at, lexicon, 4) {
            return Who::Phrase(head);
        }
    }
    // « affirmant que … » behind a noun or a whole clause: the subject of the sentence's first verb before it.
    if page.is_present_participle(cue.verb)
        && let Some(head) = clause_subject(page, lexicon, cue)
    {
        return Who::Phrase(head);
    }
    if page.is_finite(cue.verb)
        && let Some(head) = subject_on_line(page, lexicon, book, cue)
    {
        return Who::Phrase(head);
    }
    if drops_subject(page, lexicon, cue) { Who::Dropped(cue.verb) } else { Who::Nobody }
}

/// « Añadió que … »: whether the language leaves out the subject of a finite verb in the third person, and this one has none.
/// A reflexive beside a verb that is not one makes it impersonal (« se anunció que »).
pub(super) fn drops_subject(page: &Page, lexicon: &Lexicon, cue: &Cue) -> bool {
    let syntax = &lexicon.pack.syntax;
    let finite = |at: &usize| page.words[*at].feats.verb_form == Some(VerbForm::Fin);
    if !syntax.drops_subjects
        || page.is_passive(cue.verb)
        || page.mood(cue.verb) == Some(Mood::Imp)
        || !page.verb_group(cue.verb).filter(finite).any(|at| page.words[at].feats.person == Some(3))
    {
        return false;
    }
    let subjects = [Rel::Nsubj, Rel::NsubjPass, Rel::Csubj, Rel::ExplSubj];
    let own = |at: &usize| page.words[*at].quote == page.words[cue.verb].quote;
    if page.dependents(cue.verb, &subjects).any(|at| own(&at)) {
        return false;
    }
    let first = cue.entry.lemma.get_ref().split(' ').next();
    let reflexive = first.is_some_and(|word| syntax.reflexives.iter().any(|own| own == word));
    let opening = group_opening(page, lexicon, cue);
    reflexive
        || !(opening..cue.group.start).any(|at| syntax.reflexives.first() == Some(&page.words[at].lower))
}

/// « X, qui représente les fabricants, récuse … »: no comma parts a subject from its verb, so what stands between « qui » and
/// a comma is no subject; the one before the relative clause is.
fn before_relative(
    page: &Page,
    lexicon: &Lexicon,
    book: &ActorBook,
    head: usize,
    cue: &Cue,
) -> Option<usize> {
    let comma = page.noun_phrase(head).end;
    let closes = page.words.get(comma)?.lower == "," && head < cue.group.start;
    if !closes || group_opening(page, lexicon, cue) > comma + 1 {
        return None;
    }
    let start = page.sentence_of(head).start;
    let open = (start + 2..head)
        .rev()
        .take_while(|at| !page.is_punct(*at))
        .find(|at| lexicon.pack.syntax.relatives.contains(&page.words[*at].lower))?;
    let ends = page.words[open - 1].lower == ",";
    let mention = book.mention_with_head(open - 2).filter(|mention| ends && mention.sure)?;
    Some(mention.head)
}

/// The head of a person's name that stands between two commas right before a verb group.
fn name_before(page: &Page, lexicon: &Lexicon, book: &ActorBook, cue: &Cue) -> Option<usize> {
    let opening = group_opening(page, lexicon, cue);
    let start = page.sentence_of(cue.verb).start;
    let last = opening.checked_sub(2).filter(|last| *last > start && page.words[last + 1].lower == ",")?;
    let name = book.mention_with_head(last)?;
    let apart = name.words.end == last + 1
        && name.words.start > start
        && page.words[name.words.start - 1].lower == ","
        && page.words[name.words.start].upos == Upos::Propn;
    (apart && name.name.is_some() && name.kind == ActorKind::Person).then_some(name.head)
}

/// Where a verb group begins in its sentence, with the adverbs, auxiliaries and object pronouns before it.
fn group_opening(page: &Page, lexicon: &Lexicon, cue: &Cue) -> usize {
    let light = |at: &usize| {
        matches!(page.words[*at].upos, Upos::Adv | Upos::Aux)
            || lexicon.is_object_clitic(&page.words[*at].lower)
    };
    let start = page.sentence_of(cue.verb).start;
    (start..cue.group.start).rev().take_while(light).last().unwrap_or(cue.group.start)
}

/// The subject where the tree has lost it: the mention that ends right before the verb group, or before an insertion
/// between commas that ends there (« La France, qui préside le Conseil, souhaite … »).
fn subject_on_line(page: &Page, lexicon: &Lexicon, book: &ActorBook, cue: &Cue) -> Option<usize> {
    subject_before(page, lexicon, book, group_opening(page, lexicon, cue))
}

/// The mention that ends right before a token that opens a verb group, or before an insertion that ends there.
fn subject_before(page: &Page, lexicon: &Lexicon, book: &ActorBook, at: usize) -> Option<usize> {
    let sentence = page.sentence_of(at);
    let quote = page.words[at].quote;
    let subject = |last: usize| {
        let mention = book.mention_with_head(last).filter(|_| page.words[last].quote == quote)?;
        let behind_preposition = mention
            .words
            .start
            .checked_sub(1)
            .is_some_and(|before| before >= sentence.start && page.words[before].upos == Upos::Adp);
        (mention.head >= sentence.start && !behind_preposition).then_some(mention.head)
    };
    let last = at.checked_sub(1).filter(|last| *last >= sentence.start)?;
    // « Paul Martin (UMP) a dénoncé »
    if page.words[last].lower == ")" {
        let open = (sentence.start + 1..last).rev().find(|own| page.words[*own].lower == "(")?;
        return (sentence.start..open).rev().take(3).find_map(subject);
    }
    if page.words[last].lower != "," {
        return subject(last);
    }
    // The insertions that end at the comma, the nearest first.
    let mut inner = last.checked_sub(1).filter(|last| *last >= sentence.start).and_then(subject);
    let commas = (sentence.start + 1..last)
        .rev()
        .filter(|own| page.words[*own].lower == "," && page.words[*own].quote == quote);
    for open in commas.take(3) {
        let relative = lexicon.is_relative_word(&page.words[open + 1].lower);
        let finite = (open..last).any(|own| {
            page.words[own].feats.verb_form == Some(VerbForm::Fin) && page.words[own].upos != Upos::Noun
        });
        if relative {
            inner = None;
        } else if finite {
            break;
        }
        if let Some(head) = inner.or_else(|| subject(open - 1)) {
            return Some(head);
        }
    }
    inner
}
