//! « **También** anunció que … », « **Asimismo, indicó** que … »: an adverb that opens a sentence with a capital is taken for a name by models, and
//! then for the subject, above all in languages that leave subjects out.

use super::set;
use crate::{
    lexicon::Lexicon,
    page::Page,
    parse::{Feats, Rel, Upos},
};

/// Takes words and phrases that tie a sentence to the one before, or stand aside, for what they are.
pub(super) fn adverbs(page: &mut Page, lexicon: &Lexicon) {
    let mut at = 0;
    while at < page.words.len() {
        let sentence = page.sentence_of(at);
        let opens = sentence.clone().find(|word| !page.is_punct(*word)).unwrap_or(sentence.start);
        if let Some(end) = opener(page, lexicon, opens) {
            free(page, opens, end);
        }
        at = sentence.end.max(at + 1);
    }
    page.count_children();
}

/// One past the last word of a phrase that was taken for a name, or the beginning of one, where it cannot be one.
fn opener(page: &Page, lexicon: &Lexicon, at: usize) -> Option<usize> {
    let first = page.words.get(at)?;
    let is_named = first.upos == Upos::Propn || first.entity.is_some();
    let end = lexicon.connective(page, at).or_else(|| lexicon.aside(page, at)).filter(|_| is_named)?;
    // « Or Yehuda », « Así »: too short to be no name. Pronouns (« elle ») stand aside as well.
    (first.text.chars().count() > 3 && first.upos != Upos::Pron).then_some(end)
}

/// Takes a phrase out of the name that it was taken into, and hangs it on a verb.
fn free(page: &mut Page, at: usize, end: usize) {
    let sentence = page.sentence_of(at);
    for word in at..end {
        let token = &mut page.words[word].token;
        token.entity = None;
        if matches!(token.upos, Upos::Propn | Upos::Noun | Upos::X) {
            token.upos = Upos::Adv;
            token.feats = Feats::default();
            token.lemma.clone_from(&token.lower);
        }
    }
    // What of the name is left begins with a word that can begin one.
    for word in end..sentence.end {
        let is_nominal = page.words[word].upos.is_nominal();
        let entity = page.words[word].token.entity.as_mut().filter(|entity| !entity.begins);
        let Some(entity) = entity else { break };
        if is_nominal {
            entity.begins = true;
            break;
        }
        page.words[word].token.entity = None;
    }
    let outside = |page: &Page, word: usize| !(at..end).contains(&page.words[word].head);
    let verb = match (at..end).find(|word| outside(page, *word)) {
        Some(word) => Some(page.words[word].head),
        // The sentence hangs on it: its first finite verb is the root.
        None => (end..sentence.end).find(|word| page.is_finite(*word)),
    };
    let Some(verb) = verb else { return };
    if (at..end).contains(&page.words[verb].head) {
        set(page, verb, verb, Rel::Root);
    }
    for word in sentence {
        let head = page.words[word].head;
        if word != verb && (at..end).contains(&head) && !(at..end).contains(&word) {
            page.words[word].token.head = verb;
        }
    }
    set(page, at, verb, Rel::Advmod);
    for word in at + 1..end {
        set(page, word, at, Rel::Fixed);
    }
}
