//! Headlines, sentences and paragraphs in thirty languages (tests/data/strings.tsv: language, kind, text).

use language::{Languages, Told};
use std::collections::BTreeMap;

#[test]
fn strings_are_told() {
    let languages = Languages::of(["en", "es", "fr"]);
    let known = ["en", "es", "fr"];
    let mut counts: BTreeMap<(bool, &str), [usize; 2]> = BTreeMap::new();
    for line in include_str!("data/strings.tsv").lines() {
        let [lang, kind, text] = line.splitn(3, '\t').collect::<Vec<_>>()[..] else {
            panic!("three columns: {line}")
        };
        let right = match languages.tell(text) {
            Told::Known(tag) => tag == lang,
            Told::Other { .. } => !known.contains(&lang),
            Told::Unclear => false,
        };
        let count = counts.entry((known.contains(&lang), kind)).or_default();
        *count = [count[0] + usize::from(right), count[1] + 1];
        if !right {
            println!("{lang} {kind} {:?} {text}", languages.tell(text));
        }
    }
    println!("{counts:?}");
    let share = |known: bool, kinds: &[&str]| {
        let all = kinds.iter().filter_map(|kind| counts.get(&(known, *kind)));
        let (right, of) = all.fold((0, 0), |sum, count| (sum.0 + count[0], sum.1 + count[1]));
        right as f64 / of as f64
    };
    assert!(share(true, &["para", "sent"]) >= 0.97);
    assert!(share(true, &["head", "quote"]) >= 0.8);
    assert!(share(false, &["para", "sent"]) >= 0.8);
}

#[test]
fn a_long_paragraph_in_another_language_is_found_and_a_short_one_is_not() {
    let languages = Languages::of(["en", "es", "fr"]);
    let french = "Le maire a annoncé mardi sa démission devant le conseil municipal, après douze années passées à la tête de la ville.";
    let spanish = "El portavoz del Gobierno aseguró este martes que las negociaciones continuarán durante toda la semana, y acusó a la oposición de bloquear los presupuestos sin presentar ninguna propuesta alternativa a los ciudadanos.";
    let text = format!("{french}\n\n« No pasarán », a-t-il dit.\n\n{spanish}\n\n{spanish}\n{french}\n");
    let found = languages.foreign(&text, "fr");
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(
        (&text[found[0].0.clone()], found[0].1.as_str()),
        (format!("{spanish}\n\n{spanish}").as_str(), "es")
    );
    assert_eq!(languages.foreign("", "fr"), []);
    assert_eq!(languages.tell("… 12 !"), Told::Unclear);
}
