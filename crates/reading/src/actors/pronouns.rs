//! Whom a pronoun stands for.

use super::ActorBook;
use crate::{
    lexicon::Lexicon,
    page::Page,
    parse::{Rel, Upos},
};
use records::ActorKind;

/// How many sentences back a pronoun may reach.
const REACH: usize = 3;

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
    let (gender, plural) = match entry {
        Some(entry) => (entry.gender, entry.plural),
        None => (None, false),
    };
    let possessive = entry.is_none();
    let wanted = Wanted { gender, plural, possessive, body: false };
    best(book, page, word, &wanted, last_speaker).or(last_speaker)
}

/// Whom « on » stands for: the body at whose place its sentence sets it (« au ministère, on affirme »).
fn seat_of(book: &ActorBook, page: &Page, lexicon: &Lexicon, word: usize) -> Option<usize> {
    let start = page.sentence_of(word).start;
    let first = page.words.get(start).filter(|_| start < word)?;
    let preposition = lexicon.preposition(&first.lower);
    if first.upos != Upos::Adp
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
    let wanted = Wanted { gender: None, plural, possessive: true, body };
    best(book, page, word, &wanted, None)
}

/// What a pronoun asks of the actor that it stands for.
struct Wanted {
    gender: Option<char>,
    plural: bool,
    possessive: bool,
    body: bool,
}

fn best(
    book: &ActorBook,
    page: &Page,
    word: usize,
    wanted: &Wanted,
    last_speaker: Option<usize>,
) -> Option<usize> {
    let token = &page.words[word];
    let Wanted { gender, plural, possessive, body } = *wanted;
    let mut best: Option<(i64, usize)> = None;
    for mention in book.mentions.iter().filter(|mention| mention.head < word && !mention.pronoun) {
        let Some(cluster) = book.known_actor(mention.head) else { continue };
        let actor = &book.clusters[cluster];
        let distance = token.sentence - page.words[mention.head].sentence;
        // « l’État », « le pays » without a name has nobody of its own.
        let vague = body && actor.kind == ActorKind::Country && actor.country.is_none();
        if vague || distance > REACH || mention.words.contains(&word) || !mention.sure || mention.place {
            continue;
        }
        let gender_fits = match (gender, mention.gender.or(actor.gender)) {
            (Some(a), Some(b)) => a == b,
            _ => true,
        };
        if (!possessive || body) && mention.plural != plural || !possessive && !gender_fits {
            continue;
        }
        let rel = page.words[mention.head].rel;
        let subject = rel.is_subject();
        // What only completes a noun or tells a circumstance is rarely what the next sentence is of.
        let aside = matches!(rel, Rel::Nmod | Rel::OblMod | Rel::OblArg | Rel::Conj | Rel::OblAgent);
        let main = subject && page.words[page.words[mention.head].head].rel == Rel::Root;
        let person = actor.kind == ActorKind::Person;
        let same_quote = page.words[mention.head].quote == token.quote;
        let score = -40 * distance as i64
            + if subject { 25 } else { 0 }
            + if main { 10 } else { 0 }
            + if actor.names.is_empty() || possessive { 0 } else { 15 }
            - if aside && !possessive { 20 } else { 0 }
            + if person != body { 30 } else { 0 }
            + if actor.kind == ActorKind::Country && !possessive { -15 } else { 0 }
            + if Some(cluster) == last_speaker { 45 } else { 0 }
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
