//! The shapes of ClearNLP's scheme, by the rules of the English pack, on sentences given as rows.

use super::{Marks, shape};
use crate::parse::{Entity, EntityKind, Feats, Rel, Token, Upos, VerbForm};
use pack::Pack;

/// Rows `form lemma UPOS TAG head label`, heads counted from 1; `*` behind a form marks a person's name.
fn parsed(rows: &str) -> Vec<Token> {
    let pack = Pack::embedded("en").expect("there is an English pack").expect("it is sound");
    let mut tokens = Vec::new();
    let mut marks = Vec::new();
    let mut named = false;
    for (own, row) in rows.trim().lines().enumerate() {
        let [form, lemma, upos, tag, head, label] = row.split_whitespace().collect::<Vec<_>>()[..] else {
            panic!("six columns: {row:?}");
        };
        let head: usize = head.parse().expect("a number");
        let (form, person) = form.strip_suffix('*').map_or((form, false), |form| (form, true));
        tokens.push(Token {
            at: own..own + 1,
            text: form.to_owned(),
            lower: form.to_lowercase(),
            lemma: lemma.to_owned(),
            upos: Upos::from_ud(upos),
            feats: Feats::default(),
            head: if head == 0 { own } else { head - 1 },
            rel: Rel::Dep,
            entity: person.then_some(Entity { kind: EntityKind::Person, begins: !named }),
            starts_sentence: own == 0,
        });
        named = person;
        marks.push(Marks { label: label.to_owned(), tag: tag.to_owned() });
    }
    shape(&mut tokens, marks, &pack.syntax);
    tokens
}

/// What hangs where, as `form rel head`.
fn tree(tokens: &[Token]) -> Vec<String> {
    tokens
        .iter()
        .enumerate()
        .map(|(own, token)| {
            let head = if token.head == own { "-" } else { tokens[token.head].text.as_str() };
            format!("{} {:?} {head}", token.text, token.rel)
        })
        .collect()
}

#[test]
fn a_noun_takes_the_place_of_its_preposition() {
    let tokens = parsed(
        "Troops troop NOUN NNS 2 nsubj
         moved move VERB VBD 0 ROOT
         out out ADP IN 2 prep
         of of ADP IN 3 prep
         the the DET DT 6 det
         centre centre NOUN NN 4 pobj
         of of ADP IN 6 prep
         Verno Verno PROPN NNP 7 pobj",
    );
    assert_eq!(
        tree(&tokens),
        [
            "Troops Nsubj moved",
            "moved Root -",
            "out Case centre",
            "of Case centre",
            "the Det centre",
            "centre OblMod moved",
            "of Case Verno",
            "Verno Nmod centre"
        ]
    );
}

#[test]
fn a_coordinated_preposition_leaves_its_noun_a_conjunct() {
    let tokens = parsed(
        "Rallies rally NOUN NNS 2 nsubj
         began begin VERB VBD 0 ROOT
         in in ADP IN 2 prep
         Verno Verno PROPN NNP 3 pobj
         and and CCONJ CC 3 cc
         in in ADP IN 3 conj
         Dolsk Dolsk PROPN NNP 6 pobj",
    );
    assert_eq!(
        tree(&tokens)[3..],
        ["Verno OblMod began", "and Cc Verno", "in Case Dolsk", "Dolsk Conj Verno"]
    );
}

#[test]
fn a_passive_with_its_agent() {
    let tokens = parsed(
        "The the DET DT 2 det
         mayor mayor NOUN NN 4 nsubjpass
         was be AUX VBD 4 auxpass
         arrested arrest VERB VBN 0 ROOT
         by by ADP IN 4 agent
         soldiers soldier NOUN NNS 5 pobj",
    );
    assert_eq!(
        tree(&tokens)[1..],
        [
            "mayor NsubjPass arrested",
            "was AuxPass arrested",
            "arrested Root -",
            "by Case soldiers",
            "soldiers OblAgent arrested"
        ]
    );
}

#[test]
fn a_predicate_carries_its_copula() {
    let tokens = parsed(
        "She she PRON PRP 2 nsubj
         is be AUX VBZ 0 ROOT
         not not PART RB 2 neg
         the the DET DT 5 det
         minister minister NOUN NN 2 attr
         . . PUNCT . 2 punct",
    );
    assert_eq!(
        tree(&tokens),
        [
            "She Nsubj minister",
            "is Cop minister",
            "not Advmod minister",
            "the Det minister",
            "minister Root -",
            ". Punct minister"
        ]
    );
}

#[test]
fn what_there_is_is_no_predicate() {
    let tokens = parsed(
        "There there PRON EX 2 expl
         were be VERB VBD 0 ROOT
         clashes clash NOUN NNS 2 attr",
    );
    assert_eq!(tree(&tokens), ["There Expl were", "were Root -", "clashes Nsubj were"]);
}

#[test]
fn a_title_carries_the_name_behind_it() {
    let tokens = parsed(
        "Polish Polish ADJ JJ 3 amod
         President President PROPN NNP 3 compound
         Nowak* Nowak PROPN NNP 4 nsubj
         spoke speak VERB VBD 0 ROOT",
    );
    assert_eq!(
        tree(&tokens),
        ["Polish Amod President", "President Nsubj spoke", "Nowak Flat President", "spoke Root -"]
    );
}

#[test]
fn a_gerund_behind_a_preposition_stands_as_an_infinitive() {
    let tokens = parsed(
        "They they PRON PRP 2 nsubj
         accused accuse VERB VBD 0 ROOT
         him he PRON PRP 2 dobj
         of of ADP IN 2 prep
         taking take VERB VBG 4 pcomp
         bribes bribe NOUN NNS 5 dobj",
    );
    assert_eq!(
        tree(&tokens)[2..],
        ["him Obj accused", "of Mark taking", "taking Xcomp accused", "bribes Obj taking"]
    );
    assert_eq!(tokens[4].feats.verb_form, Some(VerbForm::Inf));
}

#[test]
fn the_sign_of_the_infinitive_is_no_auxiliary() {
    let tokens = parsed(
        "They they PRON PRP 2 nsubj
         promised promise VERB VBD 0 ROOT
         to to PART TO 4 aux
         leave leave VERB VB 2 xcomp",
    );
    assert_eq!(tree(&tokens)[2..], ["to Mark leave", "leave Xcomp promised"]);
}
