//! What the grammar of a noun phrase tells of its mention: gender, number, definiteness, where it ends.

use super::Mention;
use crate::{
    lexicon::Lexicon,
    page::Page,
    parse::{Gender, Number, Rel, Upos, VerbForm},
};
use records::ActorKind;
use std::ops::Range;

pub(super) fn blank(head: usize, words: Range<usize>, kind: ActorKind) -> Mention {
    Mention {
        head,
        words,
        name: None,
        kind,
        sure: false,
        role: None,
        country: None,
        sectors: Vec::new(),
        gender: None,
        plural: false,
        definite: false,
        this: false,
        wide: false,
        complements: Vec::new(),
        pronoun: false,
        place: false,
        known: None,
        office: false,
        like: Vec::new(),
        bracketed: None,
        apposed: None,
        small: false,
        hint: None,
        acts: false,
        inherit: false,
        owner: None,
        former: false,
    }
}

/// Gender of a noun phrase. Its determiner tells better than its noun, whose form may serve both (« la ministre »).
pub(super) fn gender_of(page: &Page, word: usize) -> Option<char> {
    let of = |word: usize| match page.words[word].feats.gender {
        Some(Gender::Masc) => Some('m'),
        Some(Gender::Fem) => Some('f'),
        None => None,
    };
    page.dependents(word, &[Rel::Det])
        .filter(|det| page.words[*det].feats.person.is_none())
        .find_map(of)
        .or_else(|| of(word))
        .or_else(|| page.dependents(word, &[Rel::Amod]).find_map(of))
}

/// Number of a noun phrase: the determiner’s where it has one (« un porte-parole »), else the noun’s.
pub(super) fn is_plural(page: &Page, word: usize) -> bool {
    let number = page.dependents(word, &[Rel::Det]).find_map(|det| page.words[det].feats.number);
    number.or(page.words[word].feats.number) == Some(Number::Plur)
}

/// Whether a noun’s determiner says that it was named before, or belongs to somebody.
pub fn is_definite(page: &Page, lexicon: &Lexicon, word: usize) -> bool {
    let syntax = &lexicon.pack.syntax;
    page.dependents(word, &[Rel::Det]).any(|det| {
        let lower = &page.words[det].lower;
        syntax.definite.contains(lower)
            || syntax.demonstratives.contains(lower)
            || syntax.possessives.contains(lower)
    }) || page.dependents(word, &[Rel::Case]).any(|case| {
        // A contraction holds the article (« du ministre »).
        let lower = &page.words[case].lower;
        lexicon.preposition(lower) != lower.as_str()
    })
}

/// Whether a demonstrative stands before a noun.
pub(super) fn is_this(page: &Page, lexicon: &Lexicon, word: usize) -> bool {
    page.dependents(word, &[Rel::Det])
        .any(|det| lexicon.pack.syntax.demonstratives.contains(&page.words[det].lower))
}

/// One past the last word of a phrase that says in which body somebody is and starts at a token (« au sein de »).
pub(super) fn within(page: &Page, lexicon: &Lexicon, at: usize) -> Option<usize> {
    lexicon.pack.syntax.within.iter().find_map(|phrase| lexicon.phrase_at(page, at, phrase))
}

/// The words of a description: its noun phrase up to the first preposition that does not complete a name or office.
pub(super) fn description(page: &Page, lexicon: &Lexicon, head: usize) -> Range<usize> {
    let phrase = page.noun_phrase(head);
    let cut = (head + 1..phrase.end).find(|at| {
        let token = &page.words[*at];
        let foreign = token.upos == Upos::Adp
            && !lexicon
                .pack
                .syntax
                .complements
                .iter()
                .any(|known| known == lexicon.preposition(&token.lower));
        // « une source au sein de l’ONU » is one of it.
        let foreign = foreign && within(page, lexicon, *at).is_none();
        // « en sortant » tells how, not which.
        let gerund = token.upos == Upos::Adp
            && page.words.get(*at + 1).is_some_and(|next| next.feats.verb_form == Some(VerbForm::Part));
        // A comma, a verb or a quotation ends a description; what follows is another phrase.
        foreign
            || gerund
            || token.lower == ","
            || token.feats.verb_form == Some(VerbForm::Fin)
            || token.quote != page.words[head].quote
    });
    phrase.start..cut.unwrap_or(phrase.end).max(head + 1)
}

pub(super) fn complements(page: &Page, head: usize) -> Vec<String> {
    (head + 1..page.noun_phrase(head).end)
        .filter(|word| page.words[*word].upos.is_nominal() || page.words[*word].upos == Upos::X)
        .map(|word| page.words[word].lemma.clone())
        .collect()
}
