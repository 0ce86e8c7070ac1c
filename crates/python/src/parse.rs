//! The parse under a reading, for spaCy.

use reading::{Trace, parse::Feats};
use std::fmt::Debug;

/// A token: span, form, lemma, word class, features, number of its head among all tokens, relation, named entity, whether it
/// begins a sentence.
pub type Token = ((u32, u32), String, String, String, String, usize, String, Option<&'static str>, bool);

/// All tokens of a trace, in order.
pub fn tokens(trace: &Trace) -> Vec<Token> {
    use reading::parse::EntityKind::{Organisation, Other, Person, Place};
    let mut tokens = Vec::new();
    for sentence in &trace.sentences {
        let first = tokens.len();
        for (at, token) in sentence.tokens.iter().enumerate() {
            let entity = token.entity.map(|kind| match kind {
                Person => "PER",
                Organisation => "ORG",
                Place => "LOC",
                Other => "MISC",
            });
            tokens.push((
                token.span.into(),
                token.form.clone(),
                token.lemma.clone(),
                format!("{:?}", token.upos).to_uppercase(),
                feats(&token.feats),
                if token.head == 0 { first + at } else { first + token.head - 1 },
                relation(&token.deprel),
                entity,
                at == 0,
            ));
        }
    }
    tokens
}

/// `NsubjPass` as UD writes it: `nsubj:pass`.
fn relation(relation: &impl Debug) -> String {
    let mut out = String::new();
    for c in format!("{relation:?}").chars() {
        if c.is_uppercase() && !out.is_empty() {
            out.push(':');
        }
        out.extend(c.to_lowercase());
    }
    out
}

/// Features as UD writes them, in its order.
fn feats(feats: &Feats) -> String {
    let mut pairs = Vec::new();
    let mut pair =
        |name: &str, value: Option<String>| pairs.extend(value.map(|value| format!("{name}={value}")));
    pair("Gender", feats.gender.map(|value| format!("{value:?}")));
    pair("Mood", feats.mood.map(|value| format!("{value:?}")));
    pair("Number", feats.number.map(|value| format!("{value:?}")));
    pair("Person", feats.person.map(|value| format!("{value:?}")));
    pair("Tense", feats.tense.map(|value| format!("{value:?}")));
    pair("VerbForm", feats.verb_form.map(|value| format!("{value:?}")));
    pairs.join("|")
}
