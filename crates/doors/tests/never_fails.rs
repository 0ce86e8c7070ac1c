//! Reading never fails: whatever the text and however wrong its parse, there is a reading whose spans lie in the text
//! and whose ids resolve.

use doors::{Nonsense, sound::check};
use proptest::prelude::*;
use reading::Reader;
use records::{Document, Reading};
use std::sync::{Arc, OnceLock};

fn pack() -> Arc<pack::Pack> {
    static PACK: OnceLock<Arc<pack::Pack>> = OnceLock::new();
    Arc::clone(PACK.get_or_init(|| {
        Arc::new(pack::Pack::embedded("fr").expect("French is embedded").expect("the pack is sound"))
    }))
}

fn read(text: &str, seed: u64) -> Reading {
    let reader = Reader::with_parser(pack(), Box::new(Nonsense::glued(seed)));
    reader.read(&Document { id: "d".into(), text: text.into(), lang: "fr".into(), ..Document::default() })
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
