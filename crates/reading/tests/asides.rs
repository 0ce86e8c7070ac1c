//! Which acts a sentence is about, and which it tells in passing.

mod common;

use records::{Document, Event};

fn events(text: &str, lang: &str) -> Option<Vec<Event>> {
    let reader = common::reader(lang)?;
    let document = Document { id: "d".into(), lang: lang.into(), text: text.into(), ..Document::default() };
    Some(reader.read(&document).events)
}

/// The words of the acts with whether they are told in passing.
fn told(text: &str, lang: &str) -> Option<Vec<(String, bool)>> {
    let letters: Vec<char> = text.chars().collect();
    let word =
        |event: &Event| letters[event.trigger.start as usize..event.trigger.end as usize].iter().collect();
    Some(events(text, lang)?.iter().map(|event| (word(event), event.aside)).collect())
}

#[test]
fn the_act_of_the_main_clause_comes_before_the_one_that_it_answers() {
    let Some(french) = told(
        "La police a arrêté trois manifestants après des affrontements avec des agriculteurs devant le parlement.",
        "fr",
    ) else {
        return;
    };
    assert!(french.contains(&("arrêté".to_owned(), false)), "{french:?}");
    assert!(french.iter().filter(|(word, _)| word != "arrêté").all(|(_, aside)| *aside), "{french:?}");
    assert!(french.len() > 1, "{french:?}");
}

#[test]
fn a_single_act_is_what_its_sentence_is_about_however_deep_it_stands() {
    let Some(french) =
        told("Le calme est revenu dans la capitale, où la police a arrêté trois manifestants.", "fr")
    else {
        return;
    };
    assert_eq!(french, [("arrêté".to_owned(), false)]);
}

#[test]
fn acts_side_by_side_are_both_what_it_is_about() {
    let Some(english) = told(
        "The police arrested three protesters and the government expelled the ambassador of Norway.",
        "en",
    ) else {
        return;
    };
    assert_eq!(english, [("arrested".to_owned(), false), ("expelled".to_owned(), false)]);
}
