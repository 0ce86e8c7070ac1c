//! The tree of a parser with labels of its own, made one of Universal Dependencies by the pack's rules.
//!
//! ClearNLP's scheme hangs a noun on its preposition and a predicate on its copula, and a person's name carries the title
//! before it; UD has each the other way round. What is renamed and what rises stands in the pack (`[[retag]]`, `[[raise]]`,
//! `titles`, `[labels]`); this step knows no label by name but that of the root.

use super::{EntityKind, Feats, Rel, Token, Upos};
use pack::{Raise, Retag, Syntax};
use std::ops::Range;

/// The label of a sentence's root.
const ROOT: &str = "ROOT";
/// A word rises over so many words at most (« from out of under the bridge »).
const MOST_RISES: usize = 4;

/// What a parser says of a token beyond what [`Token`] holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Marks {
    /// Its label for the relation to the head.
    pub label: String,
    /// Its own fine-grained tag.
    pub tag: String,
}

/// Makes the tree of a passage one of UD: sets heads, relations and features by the rules of a pack.
pub fn shape(tokens: &mut [Token], mut marks: Vec<Marks>, syntax: &Syntax) {
    if !(syntax.retag.is_empty() && syntax.raise.is_empty() && syntax.titles.is_empty()) {
        let mut start = 0;
        while start < tokens.len() {
            let end =
                (start + 1..tokens.len()).find(|at| tokens[*at].starts_sentence).unwrap_or(tokens.len());
            sentence(tokens, &mut marks, start..end, syntax);
            start = end;
        }
    }
    for (token, mark) in tokens.iter_mut().zip(&marks) {
        let label = syntax.labels.get(&mark.label).unwrap_or(&mark.label);
        token.rel = Rel::from_label(label);
    }
}

/// The rules that change the tree, on one sentence: no head stands outside it.
fn sentence(tokens: &mut [Token], marks: &mut [Marks], words: Range<usize>, syntax: &Syntax) {
    for rule in &syntax.retag {
        retag(tokens, marks, &words, rule);
    }
    if !syntax.titles.is_empty() {
        titles(tokens, marks, &words, &syntax.titles);
    }
    for rule in &syntax.raise {
        raise(tokens, marks, &words, rule);
    }
}

fn among(list: &[String], word: &str) -> bool {
    list.iter().any(|known| known == word)
}

fn retag(tokens: &mut [Token], marks: &mut [Marks], words: &Range<usize>, rule: &Retag) {
    let fits = |at: usize, tokens: &[Token], marks: &[Marks]| {
        let token = &tokens[at];
        let under = |head: usize, labels: &[String]| {
            words.clone().any(|child| {
                child != head && tokens[child].head == head && among(labels, &marks[child].label)
            })
        };
        let below = |labels: &[String]| under(at, labels);
        (rule.label.is_empty() || among(&rule.label, &marks[at].label))
            && (rule.tag.is_empty() || among(&rule.tag, &marks[at].tag))
            && (rule.upos.is_empty() || rule.upos.iter().any(|name| Upos::from_ud(name) == token.upos))
            && (rule.words.is_empty() || among(&rule.words, &token.lemma) || among(&rule.words, &token.lower))
            && (rule.beside.is_empty() || token.head != at && under(token.head, &rule.beside))
            && (rule.under.is_empty() || token.head != at && among(&rule.under, &marks[token.head].label))
            && (rule.with.is_empty() || below(&rule.with))
            && (rule.without.is_empty() || !below(&rule.without))
    };
    for at in words.clone() {
        if !fits(at, tokens, marks) {
            continue;
        }
        if let Some(label) = &rule.becomes {
            marks[at].label.clone_from(label);
        }
        let token = &mut tokens[at];
        if let Some(class) = &rule.class {
            token.upos = Upos::from_ud(class);
        }
        if let Some(lemma) = &rule.lemma {
            token.lemma.clone_from(lemma);
        }
        if let Some(feats) = &rule.feats {
            let set = Feats::from_ud(feats);
            let feats = &mut token.feats;
            feats.mood = set.mood.or(feats.mood);
            feats.tense = set.tense.or(feats.tense);
            feats.verb_form = set.verb_form.or(feats.verb_form);
            feats.gender = set.gender.or(feats.gender);
            feats.number = set.number.or(feats.number);
            feats.person = set.person.or(feats.person);
        }
    }
}

fn raise(tokens: &mut [Token], marks: &mut [Marks], words: &Range<usize>, rule: &Raise) {
    for at in words.clone() {
        if !among(&rule.label, &marks[at].label) {
            continue;
        }
        for _ in 0..MOST_RISES {
            let above = tokens[at].head;
            if above == at {
                break;
            }
            let listed = among(&rule.over, &marks[above].label);
            let classed =
                rule.over_class.iter().any(|name| Upos::from_ud(name) == tokens[above].upos) && !listed;
            let worded = rule.over_words.is_empty() || among(&rule.over_words, &tokens[above].lemma);
            let labelled = listed || rule.over.is_empty() && rule.over_class.is_empty();
            if !worded || !(labelled || classed) {
                break;
            }
            let barred = words.clone().any(|other| {
                other != above && tokens[other].head == above && among(&rule.unless, &marks[other].label)
            });
            if barred {
                break;
            }
            rise(tokens, marks, words, at, above);
            let place = tokens[at].head;
            let named = match &rule.under_noun {
                Some(label) if place != at && is_noun(&tokens[place]) => Some(label),
                _ => rule.becomes.as_ref(),
            };
            if let Some(label) = named.filter(|_| !classed && place != at) {
                marks[at].label.clone_from(label);
            }
            marks[above].label.clone_from(&rule.leaves);
        }
    }
}

fn is_noun(token: &Token) -> bool {
    token.upos.is_nominal() || matches!(token.upos, Upos::Pron | Upos::Num | Upos::X)
}

/// Puts a word in the place of the one above it, with all that hangs there; the two change places.
fn rise(tokens: &mut [Token], marks: &mut [Marks], words: &Range<usize>, at: usize, above: usize) {
    let root = tokens[above].head == above;
    for other in words.clone() {
        if other != at && other != above && tokens[other].head == above {
            tokens[other].head = at;
        }
    }
    tokens[at].head = if root { at } else { tokens[above].head };
    let label = if root { ROOT.to_owned() } else { marks[above].label.clone() };
    marks[at].label = label;
    tokens[above].head = at;
}

/// « President Lincoln »: a noun that hangs on the person's name behind it carries the phrase, the name hangs on it.
fn titles(tokens: &mut [Token], marks: &mut [Marks], words: &Range<usize>, labels: &[String]) {
    for name in words.clone() {
        let person = |at: usize, tokens: &[Token]| {
            tokens[at].entity.is_some_and(|entity| entity.kind == EntityKind::Person)
        };
        if !person(name, tokens) || person(tokens[name].head, tokens) && tokens[name].head != name {
            continue;
        }
        // The first word of the name.
        let mut first = name;
        while first > words.start
            && tokens[first].entity.is_some_and(|entity| !entity.begins)
            && person(first - 1, tokens)
        {
            first -= 1;
        }
        let title = (words.start..first)
            .rev()
            .find(|at| {
                tokens[*at].head == name && among(labels, &marks[*at].label) && tokens[*at].upos.is_nominal()
            })
            .filter(|title| (title + 1..first).all(|at| is_under(tokens, at, *title)));
        let Some(title) = title else { continue };
        for other in words.clone() {
            if tokens[other].head == name && other != name && !(first..name).contains(&other) {
                tokens[other].head = title;
            }
        }
        let root = tokens[name].head == name;
        tokens[title].head = if root { title } else { tokens[name].head };
        let own = marks[title].label.clone();
        marks[title].label = marks[name].label.clone();
        tokens[name].head = title;
        marks[name].label = own;
    }
}

fn is_under(tokens: &[Token], mut at: usize, above: usize) -> bool {
    for _ in 0..tokens.len() {
        if at == above {
            return true;
        }
        if tokens[at].head == at {
            return false;
        }
        at = tokens[at].head;
    }
    false
}

#[cfg(test)]
mod tests;
