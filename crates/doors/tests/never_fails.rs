//! Reading never fails: whatever the text and however wrong its parse, there is a reading whose spans lie in the text
//! and whose ids resolve.

use proptest::prelude::*;
use reading::{
    Reader,
    parse::{Feats, Parser, Passage, Rel, Token, Upos},
};
use records::{Document, Reading, Span};
use std::sync::{Arc, OnceLock};

/// A parser that is wrong in every way its seed says: tokens cut at spaces, heads, classes and relations at random.
struct Nonsense(u64);

const CLASSES: [Upos; 10] = [
    Upos::Verb,
    Upos::Noun,
    Upos::Propn,
    Upos::Det,
    Upos::Adp,
    Upos::Pron,
    Upos::Aux,
    Upos::Punct,
    Upos::Adj,
    Upos::Sconj,
];
const RELATIONS: [Rel; 10] = [
    Rel::Nsubj,
    Rel::Obj,
    Rel::Ccomp,
    Rel::Conj,
    Rel::Nmod,
    Rel::Case,
    Rel::Det,
    Rel::Appos,
    Rel::AclRelcl,
    Rel::Advcl,
];

impl Parser for Nonsense {
    fn parse(&self, passages: &[Passage]) -> Vec<Vec<Token>> {
        let mut state = self.0 | 1;
        let mut next = |most: usize| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 33) as usize % most.max(1)
        };
        passages
            .iter()
            .map(|passage| {
                let chars: Vec<char> = passage.text.chars().collect();
                let mut words = Vec::new();
                let mut start = 0;
                for at in 0..=chars.len() {
                    if at == chars.len() || chars[at] == ' ' {
                        if at > start {
                            words.push(start..at);
                        }
                        start = at + 1;
                    }
                }
                let count = words.len();
                words
                    .into_iter()
                    .map(|at| {
                        let text: String = chars[at.clone()].iter().collect();
                        Token {
                            lower: text.to_lowercase(),
                            lemma: text.to_lowercase(),
                            text,
                            upos: CLASSES[next(CLASSES.len())],
                            feats: Feats::from_ud(
                                ["VerbForm=Fin|Mood=Ind", "VerbForm=Inf", "VerbForm=Part|Tense=Pres", ""]
                                    [next(4)],
                            ),
                            head: next(count),
                            rel: RELATIONS[next(RELATIONS.len())],
                            entity: None,
                            starts_sentence: next(9) == 0,
                            at,
                        }
                    })
                    .collect()
            })
            .collect()
    }
}

fn pack() -> Arc<pack::Pack> {
    static PACK: OnceLock<Arc<pack::Pack>> = OnceLock::new();
    Arc::clone(PACK.get_or_init(|| {
        Arc::new(pack::Pack::embedded("fr").expect("French is embedded").expect("the pack is sound"))
    }))
}

fn read(text: &str, seed: u64) -> Reading {
    let reader = Reader::with_parser(pack(), Box::new(Nonsense(seed)));
    reader.read(&Document { id: "d".into(), text: text.into(), lang: "fr".into(), ..Document::default() })
}

fn check(reading: &Reading) {
    let text = &reading.document.text;
    let inside = |span: Span| {
        assert!(span.slice(text).is_some() && span.start <= span.end, "{span:?} is not in the text")
    };
    let actor = |id: &String| assert!(reading.actors.iter().any(|actor| actor.id == *id), "no actor {id}");
    for statement in &reading.statements {
        statement.content.iter().chain(&statement.quotes).copied().for_each(inside);
        assert!(!statement.content.is_empty() && statement.content.iter().all(|part| !part.is_empty()));
        statement.cue.into_iter().chain(statement.medium).chain(statement.speaker.mention).for_each(inside);
        statement.speaker.actor.iter().for_each(actor);
        statement.relays.iter().for_each(|relay| inside(relay.mention));
        statement.relays.iter().filter_map(|relay| relay.actor.as_ref()).for_each(actor);
        if let Some(outer) = &statement.within {
            assert!(*outer != statement.id && reading.statements.iter().any(|other| other.id == *outer));
        }
    }
    for event in &reading.events {
        inside(event.trigger);
        event.source.iter().chain(&event.target).for_each(actor);
        if let Some(voice) = &event.voice {
            assert!(
                reading.statements.iter().any(|statement| statement.id == *voice),
                "no statement {voice}"
            );
        }
    }
    reading.actors.iter().flat_map(|actor| &actor.mentions).copied().for_each(inside);
    reading.places.iter().flat_map(|place| &place.mentions).copied().for_each(inside);
}

/// Words that set rules off, so that random text is not only noise.
fn words() -> impl Strategy<Value = String> {
    let known = prop::sample::select(vec![
        "«",
        "»",
        "“",
        "”",
        "\"",
        ",",
        ".",
        ":",
        "\n",
        "\n\n",
        "a",
        "dit",
        "déclaré",
        "annoncé",
        "que",
        "de",
        "selon",
        "le",
        "ministre",
        "Paris",
        "la",
        "France",
        "accuse",
        "d’avoir",
        "attaqué",
        "il",
        "-t-il",
        "Celle-ci",
        "dernier",
        "mardi",
        "12",
        "mars",
        "2021",
        "sa",
        "promesse",
        "pour",
        "(AFP)",
        "–",
        "qui",
        "\u{a0}",
        "é",
        "👍",
        "e\u{301}",
    ]);
    prop::collection::vec(prop_oneof![4 => known.prop_map(str::to_owned), 1 => "\\PC{0,6}"], 0..80)
        .prop_map(|words| words.join(" "))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn any_text_with_any_parse_gives_a_sound_reading(text in words(), seed in any::<u64>()) {
        check(&read(&text, seed));
    }

    #[test]
    fn the_same_text_gives_the_same_reading(text in words(), seed in any::<u64>()) {
        prop_assert_eq!(read(&text, seed), read(&text, seed));
    }
}

#[test]
fn an_empty_text_gives_an_empty_reading() {
    let reading = read("", 7);
    assert!(reading.actors.is_empty() && reading.statements.is_empty() && reading.events.is_empty());
}

#[test]
fn a_pronoun_of_two_words_may_begin_a_text() {
    for seed in 0..50 {
        for text in ["Celle-ci regrette une décision.", "Dernier mot", "celui-ci"] {
            check(&read(text, seed));
        }
    }
}
