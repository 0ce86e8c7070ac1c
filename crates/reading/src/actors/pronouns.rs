//! Whom a pronoun stands for.

use super::ActorBook;
use crate::{lexicon::Lexicon, page::Page};
use records::ActorKind;

/// How many sentences back a pronoun may reach.
const REACH: usize = 3;

/// The actor that a third-person pronoun or a possessive at `word` stands for: the best of those named shortly before,
/// by gender and number, by their part in their sentence, by nearness; the last speaker has the benefit of the doubt.
pub fn resolve(
    book: &ActorBook,
    page: &Page,
    lexicon: &Lexicon,
    word: usize,
    last_speaker: Option<usize>,
) -> Option<usize> {
    let token = &page.words[word];
    let entry = lexicon.pack.syntax.pronouns.iter().find(|entry| entry.words.contains(&token.lower));
    if entry.is_some_and(|entry| entry.indefinite) {
        return None;
    }
    if entry.is_some_and(|entry| entry.person != 3) {
        return last_speaker;
    }
    let (gender, plural) = match entry {
        Some(entry) => (entry.gender, entry.plural),
        None => (None, false),
    };
    let possessive = entry.is_none();
    let mut best: Option<(i64, usize)> = None;
    for mention in book.mentions.iter().filter(|mention| mention.head < word && !mention.pronoun) {
        let Some(cluster) = book.known_actor(mention.head) else { continue };
        let actor = &book.clusters[cluster];
        let distance = token.sentence - page.words[mention.head].sentence;
        if distance > REACH || mention.words.contains(&word) || !mention.sure || mention.place {
            continue;
        }
        let gender_fits = match (gender, mention.gender.or(actor.gender)) {
            (Some(a), Some(b)) => a == b,
            _ => true,
        };
        if !possessive && (mention.plural != plural || !gender_fits) {
            continue;
        }
        let subject = page.words[mention.head].rel.is_subject();
        let person = actor.kind == ActorKind::Person;
        let same_quote = page.words[mention.head].quote == token.quote;
        let score = -40 * distance as i64
            + if subject { 25 } else { 0 }
            + if person { 20 } else { 0 }
            + if actor.kind == ActorKind::Country && !possessive { -15 } else { 0 }
            + if Some(cluster) == last_speaker { 45 } else { 0 }
            + if same_quote { 5 } else { -15 }
            + if gender.is_some() && mention.gender.or(actor.gender) == gender { 10 } else { 0 }
            - (word - mention.head) as i64 / 8;
        if best.is_none_or(|(most, _)| score >= most) {
            best = Some((score, cluster));
        }
    }
    best.map(|(_, cluster)| cluster).or(last_speaker)
}
