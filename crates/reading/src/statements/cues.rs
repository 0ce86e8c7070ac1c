//! Words of a document that report, found once.

use super::speaker::quoting;
use crate::{
    lexicon::Lexicon,
    page::Page,
    parse::{Rel, Upos, VerbForm},
};
use pack::SpeechVerb;
use std::{collections::HashMap, ops::Range};

/// A reporting verb or verb phrase where it stands in the text.
#[derive(Debug, Clone)]
pub struct Cue<'l> {
    /// The pack's entry.
    pub entry: &'l SpeechVerb,
    /// The verb.
    pub verb: usize,
    /// All words of the phrase.
    pub words: Vec<usize>,
    /// From the first auxiliary to the last word of the phrase.
    pub group: Range<usize>,
}

/// Reporting verbs by their token; the longest phrase of several that start there.
pub fn find_cues<'l>(page: &Page, lexicon: &'l Lexicon) -> HashMap<usize, Cue<'l>> {
    let mut cues = HashMap::new();
    for word in 0..page.words.len() {
        if !could_be_verb(page, lexicon, word) {
            continue;
        }
        for (entry, words) in lexicon.speech_verbs(page, word) {
            // The first of a list is the entry; a second one for the same lemma would be a fault of the pack.
            let mut group = page.verb_group(word);
            group.end = words.last().map_or(group.end, |last| last + 1);
            // « was quoted as saying »
            if let Some(verb) = quoting(page, lexicon, word).filter(|verb| verb + 2 == word) {
                group.start = page.verb_group(verb).start;
            }
            cues.entry(word).or_insert(Cue { entry, verb: word, words, group });
        }
    }
    cues
}

/// Whether a token is a verb, or a word that the tagger took for another class where a verb can stand.
fn could_be_verb(page: &Page, lexicon: &Lexicon, word: usize) -> bool {
    let token = &page.words[word];
    match token.upos {
        Upos::Verb | Upos::Aux => {
            // An auxiliary of another verb reports nothing; the tree may take a verb for one (« a ajouté : “C’est la France …” »).
            let auxiliary = matches!(token.rel, Rel::Aux | Rel::AuxPass | Rel::Cop);
            !auxiliary
                || token.upos == Upos::Verb
                    && token.feats.verb_form == Some(VerbForm::Part)
                    && !lexicon.pack.syntax.auxiliaries.contains(&token.lemma)
        }
        Upos::Noun | Upos::Adj | Upos::X => {
            token.feats.verb_form.is_some_and(|form| form != VerbForm::Inf)
                || page.auxiliaries(word).next().is_some()
                || (lexicon.verb_of_form(&token.lower).is_some() && acts_as_verb(page, lexicon, word))
        }
        _ => false,
    }
}

/// Whether a word that the tagger took for a noun stands as a verb: with a subject, or before a content clause, a colon
/// or a quotation.
fn acts_as_verb(page: &Page, lexicon: &Lexicon, word: usize) -> bool {
    let sentence = page.sentence_of(word);
    if page.dependents(word, &[Rel::Det, Rel::Case]).next().is_some()
        || (word > sentence.start && page.words[word - 1].upos == Upos::Det)
    {
        return false;
    }
    let subject = page.dependents(word, &[Rel::Nsubj]).next().is_some();
    let next = (word + 1..sentence.end).find(|at| page.words[*at].upos != Upos::Adv);
    let introduces = next.is_some_and(|at| {
        lexicon.is_complementiser(&page.words[at].lower)
            || page.words[at].lower == ":"
            || super::incise::opens_quote(page, at)
    });
    subject || introduces || (word > sentence.start && super::incise::closes_quote(page, word - 1))
}
