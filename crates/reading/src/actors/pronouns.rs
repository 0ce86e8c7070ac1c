//! Whom a pronoun stands for.

use super::ActorBook;
use crate::{
    lexicon::Lexicon,
    page::Page,
    parse::{Number, Rel, Upos},
};
use pack::StandsFor;
use records::{ActorKind, Sector};

/// How many sentences back a pronoun may reach.
const REACH: usize = 3;
/// What it counts to have spoken last, and to be what the sentence before is of: « a-t-il ajouté » goes on with a speaker, « il »
/// at the head of a sentence with a subject.
const INVERTED: (i64, i64) = (60, 20);
const PLAIN: (i64, i64) = (30, 45);
/// What it costs to be of another kind than the pronoun stands for; what names say of their kind is not sure.
const UNLIKE: i64 = 60;
/// What it costs to stand in another paragraph, from the second sentence of one on.
const PARAGRAPH: i64 = 40;

/// What the pack says of the pronoun at a token, by itself or with the word before it (« ce dernier », « l’intéressé »).
pub fn entry<'a>(page: &Page, lexicon: &'a Lexicon, word: usize) -> Option<&'a pack::Pronoun> {
    let lower = &page.words[word].lower;
    // « celle-ci »: the tokenizer may have cut it at its hyphen.
    let glued =
        |at: usize| page.words.get(at).is_some_and(|token| page.words[at - 1].span.end == token.span.start);
    let joined = (glued(word + 1) && glued(word + 2) && page.words[word + 1].lower == "-")
        .then(|| format!("{lower}-{}", page.words[word + 2].lower));
    let pair =
        word.checked_sub(1).filter(|at| page.words[*at].sentence == page.words[word].sentence).map(|at| {
            let before = &page.words[at].lower;
            if before.ends_with('\'') { format!("{before}{lower}") } else { format!("{before} {lower}") }
        });
    let known = &lexicon.pack.syntax.pronouns;
    known
        .iter()
        .find(|entry| [&pair, &joined].into_iter().flatten().any(|phrase| entry.words.contains(phrase)))
        .or_else(|| known.iter().find(|entry| entry.words.contains(lower)))
}

/// The actor that a third-person pronoun or a possessive at `word` stands for: the best of those named shortly before,
/// by gender and number, by their part in their sentence, by nearness; the last speaker has the benefit of the doubt.
pub fn resolve(
    book: &ActorBook,
    page: &Page,
    lexicon: &Lexicon,
    word: usize,
    last_speaker: Option<usize>,
) -> Option<usize> {
    let entry = entry(page, lexicon, word);
    if entry.is_some_and(|entry| entry.indefinite) {
        return seat_of(book, page, lexicon, word);
    }
    if entry.is_some_and(|entry| entry.person != 3) {
        return last_speaker;
    }
    let owner = owner_told(page, lexicon, word);
    let (gender, plural) = match owner.or(entry) {
        Some(entry) => (entry.gender, entry.plural),
        None => (None, false),
    };
    if let Some(entry) = entry.filter(|entry| entry.nearest)
        && let Some(actor) = nearest(book, page, word, entry)
    {
        return Some(actor);
    }
    let possessive = entry.is_none() || owner.is_some();
    let wanted = Wanted {
        gender,
        stands_for: owner.or(entry).and_then(|entry| entry.stands_for),
        plural,
        possessive,
        body: false,
        inverted: lexicon.is_inverted_pronoun(&page.words[word].lower),
    };
    best(book, page, word, &wanted, last_speaker).or(last_speaker)
}

/// What the pack says of the owner that a possessive tells of.
fn owner_told<'a>(page: &Page, lexicon: &'a Lexicon, word: usize) -> Option<&'a pack::Pronoun> {
    let token = &page.words[word];
    let owners = &lexicon.pack.syntax.owners;
    owners.iter().find(|entry| token.upos == Upos::Det && entry.words.contains(&token.lower))
}

/// The actor whom a finite verb without a subject is about (« Añadió que … »): as for a pronoun that goes on with the last
/// speaker; the verb tells the number only.
pub fn resolve_dropped(
    book: &ActorBook,
    page: &Page,
    verb: usize,
    last_speaker: Option<usize>,
) -> Option<usize> {
    let plural = page.finite_number(verb) == Some(Number::Plur);
    let wanted =
        Wanted { gender: None, stands_for: None, plural, possessive: false, body: false, inverted: true };
    best(book, page, verb, &wanted, last_speaker).or(last_speaker)
}

/// Guesses whom the subject pronouns of a document stand for, in order, so that what follows can be of the same ones.
pub fn guess(book: &mut ActorBook, page: &Page, lexicon: &Lexicon) {
    for index in 0..book.mentions.len() {
        let word = book.mentions[index].head;
        if !book.mentions[index].pronoun || !page.words[word].rel.is_subject() {
            continue;
        }
        let Some(entry) = entry(page, lexicon, word) else { continue };
        if entry.indefinite || entry.person != 3 {
            continue;
        }
        let wanted = Wanted {
            gender: entry.gender,
            stands_for: entry.stands_for,
            plural: entry.plural,
            possessive: false,
            body: false,
            inverted: lexicon.is_inverted_pronoun(&page.words[word].lower),
        };
        if let Some(cluster) = best(book, page, word, &wanted, None) {
            book.guesses.insert(index, cluster);
        }
    }
}

/// Whom « ce dernier » takes up: the one named last before it who agrees, in its sentence or the one before.
fn nearest(book: &ActorBook, page: &Page, word: usize, entry: &pack::Pronoun) -> Option<usize> {
    let sentence = page.words[word].sentence;
    let fits = |index: &usize| {
        let mention = &book.mentions[*index];
        let head = &page.words[mention.head];
        let Some(actor) = book.stands_for(*index).map(|actor| &book.clusters[actor]) else { return false };
        let gender = mention.gender.or(actor.gender);
        mention.head < word
            && head.sentence + 1 >= sentence
            && head.quote == page.words[word].quote
            && !mention.words.contains(&word)
            && mention.sure
            && !mention.place
            && mention.plural == entry.plural
            && matches!(actor.kind, ActorKind::Person | ActorKind::Organisation | ActorKind::Group)
            && (gender.is_none() || entry.gender.is_none() || gender == entry.gender)
            // What only completes another noun is not what is taken up.
            && head.rel != Rel::Nmod
    };
    let found = (0..book.mentions.len()).filter(fits).max_by_key(|index| book.mentions[*index].head);
    found.and_then(|index| book.stands_for(index))
}

/// Whom « on » stands for: the body at whose place its sentence sets it (« au ministère, on affirme »).
fn seat_of(book: &ActorBook, page: &Page, lexicon: &Lexicon, word: usize) -> Option<usize> {
    let start = page.sentence_of(word).start;
    let first = page.words.get(start).filter(|_| start < word)?;
    let preposition = lexicon.preposition(&first.lower);
    // « A Kigali, on nie »: a capital without its accent is taken for the auxiliary.
    if first.upos != Upos::Adp && first.upos != Upos::Aux
        || !lexicon.pack.syntax.place_prepositions.iter().any(|known| known == preposition)
    {
        return None;
    }
    book.mentions
        .iter()
        .filter(|mention| (start + 1..(start + 4).min(word)).contains(&mention.head))
        .filter(|mention| mention.kind == ActorKind::Organisation && !mention.sectors.is_empty())
        .find_map(|mention| book.known_actor(mention.head))
}

/// The actor that a possessive before a function or body stands for; `body` says that bodies have such a one.
pub fn owner(book: &ActorBook, page: &Page, lexicon: &Lexicon, word: usize, body: bool) -> Option<usize> {
    let plural = lexicon.pack.syntax.plural_possessives.contains(&page.words[word].lower);
    let told = owner_told(page, lexicon, word);
    let wanted = Wanted {
        gender: told.and_then(|entry| entry.gender),
        stands_for: told.and_then(|entry| entry.stands_for),
        plural,
        possessive: true,
        body,
        inverted: false,
    };
    best(book, page, word, &wanted, None)
}

/// What a pronoun asks of the actor that it stands for.
struct Wanted {
    gender: Option<char>,
    stands_for: Option<StandsFor>,
    plural: bool,
    possessive: bool,
    body: bool,
    inverted: bool,
}

fn best(
    book: &ActorBook,
    page: &Page,
    word: usize,
    wanted: &Wanted,
    last_speaker: Option<usize>,
) -> Option<usize> {
    let token = &page.words[word];
    let Wanted { gender, stands_for, plural, possessive, body, inverted } = *wanted;
    let (last, topic) = if inverted { INVERTED } else { PLAIN };
    let mut best: Option<(i64, usize)> = None;
    // « Son président, X, »: what a sentence begins with is of what the one before is of.
    let opens = page.sentence_of(word).start + 1 >= word;
    let block_start = page.block_of(word).words.start;
    let first_of_block = page.words[block_start].sentence == token.sentence;
    for (index, mention) in book.mentions.iter().enumerate().filter(|(_, mention)| mention.head < word) {
        let Some(cluster) = book.stands_for(index) else { continue };
        let actor = &book.clusters[cluster];
        let distance = token.sentence - page.words[mention.head].sentence;
        // « l’État », « le pays » without a name has nobody of its own.
        let vague = body && actor.kind == ActorKind::Country && actor.country.is_none();
        // « dans une déclaration à la presse, son chef »: whom one speaks to has nobody either.
        let press = body && actor.kind == ActorKind::Group && actor.sectors.contains(&Sector::Med);
        if vague
            || press
            || distance > REACH
            || mention.words.contains(&word)
            || !mention.sure
            || mention.place
        {
            continue;
        }
        let gender_fits = match (gender, mention.gender.or(actor.gender)) {
            (Some(a), Some(b)) => a == b,
            _ => true,
        };
        // « Northern Ferries … It »: a body's name may look like several.
        let named = stands_for == Some(StandsFor::Body)
            && actor.kind == ActorKind::Organisation
            && !actor.names.is_empty();
        if (!possessive || body) && mention.plural != plural && !named
            || (!possessive || stands_for.is_some()) && !gender_fits
        {
            continue;
        }
        let rel = page.words[mention.head].rel;
        // A phrase that its sentence begins with is what the sentence is of, whatever the tree makes of it.
        let opening = page.sentence_of(mention.head).start;
        let leads = (opening..=opening + 1).contains(&mention.words.start)
            && !mention.pronoun
            && page.case_word(mention.head).is_none()
            && matches!(rel, Rel::Root | Rel::Dep | Rel::Nsubj);
        let subject = rel.is_subject() || leads;
        // What only completes a noun or tells a circumstance is rarely what the next sentence is of.
        let aside = matches!(rel, Rel::Nmod | Rel::OblMod | Rel::OblArg | Rel::Conj | Rel::OblAgent);
        let main = subject && page.words[page.words[mention.head].head].rel == Rel::Root || leads;
        let person = actor.kind == ActorKind::Person;
        let same_block = page.words[mention.head].block == token.block;
        let same_quote = page.words[mention.head].quote == token.quote;
        let score = -40 * distance as i64
            + if subject { 25 } else { 0 }
            + if main { 10 } else { 0 }
            + if actor.names.is_empty() || possessive { 0 } else { 15 }
            - if aside && (!possessive || opens && distance > 0) { 20 } else { 0 }
            + if person != (body || stands_for == Some(StandsFor::Body)) { 30 } else { 0 }
            - if stands_for.is_none_or(|wanted| wanted.includes(actor.kind)) { 0 } else { UNLIKE }
            + if actor.kind == ActorKind::Country && !possessive && stands_for.is_none() { -15 } else { 0 }
            - if !same_block && !first_of_block { PARAGRAPH } else { 0 }
            + if Some(cluster) == last_speaker { last } else { 0 }
            + if main
                && distance == 1
                && same_block
                && page.words[mention.head].quote.is_none()
                && !possessive
            {
                topic
            } else {
                0
            }
            + if same_quote {
                5
            } else if page.words[mention.head].quote.is_some() {
                -45
            } else {
                -15
            }
            + if gender.is_some() && mention.gender.or(actor.gender) == gender { 10 } else { 0 }
            - (word - mention.head) as i64 / 8;
        if best.is_none_or(|(most, _)| score >= most) {
            best = Some((score, cluster));
        }
    }
    best.map(|(_, cluster)| cluster)
}
