//! Headlines, sentences and paragraphs in thirty languages (`tests/data`: language, kind, text). `strings.tsv` was looked at
//! while the rules were made; `strings-later.tsv` was written afterwards and decided between detectors.

use language::{Languages, Told};

const KNOWN: [&str; 3] = ["en", "es", "fr"];

/// Of the strings of a table, of these kinds and in a language that can be read or not: how many are told right.
fn right(table: &str, known: bool, kinds: &[&str]) -> (usize, usize) {
    let languages = Languages::of(KNOWN);
    let (mut right, mut of) = (0, 0);
    for line in table.lines() {
        let mut columns = line.splitn(3, '\t');
        let (Some(lang), Some(kind), Some(text)) = (columns.next(), columns.next(), columns.next()) else {
            panic!("three columns: {line}")
        };
        if KNOWN.contains(&lang) != known || !kinds.contains(&kind) {
            continue;
        }
        let told = languages.tell(text);
        let good = match &told {
            Told::Known(tag) => tag == lang,
            Told::Other { .. } => !known,
            Told::Unclear => false,
        };
        if !good {
            println!("{lang} {kind} {told:?}: {text}");
        }
        of += 1;
        right += usize::from(good);
    }
    println!("{right} of {of}: {kinds:?}, {}", if known { "with a pack" } else { "without" });
    (right, of)
}

#[test]
fn strings_are_told() {
    let table = include_str!("data/strings.tsv");
    assert!(right(table, true, &["para"]) >= (12, 12));
    assert!(right(table, true, &["sent", "quote"]) >= (46, 48));
    assert!(right(table, true, &["head"]) >= (38, 45));
    assert!(right(table, false, &["para"]) >= (13, 13));
    assert!(right(table, false, &["sent"]) >= (50, 56));
    assert!(right(table, false, &["head"]) >= (39, 39));
}

#[test]
fn strings_written_later_are_told() {
    let table = include_str!("data/strings-later.tsv");
    assert!(right(table, true, &["sent", "head"]) >= (27, 30));
    assert!(right(table, false, &["para", "sent", "head"]) >= (27, 30));
}

#[test]
fn relatives_do_not_pass_for_a_language_that_can_be_read() {
    let told = |text: &str| match Languages::of(KNOWN).tell(text) {
        Told::Other { tag, .. } => tag,
        other => panic!("{other:?}: {text}"),
    };
    let galician = "O portavoz do Goberno dixo que as obras da estrada non rematarán antes do verán, e pediu paciencia aos veciños.";
    let catalan = "El portaveu del Govern va dir que les obres de la carretera no acabaran abans de l’estiu, i va demanar paciència.";
    let asturian = "El portavoz del Gobiernu dixo nel conceyu que la obra nun ta acabada, y que foi l’agua la que tapeció la cai pola nueche.";
    assert_eq!([galician, catalan, asturian].map(told), ["gl", "ca", "ast"]);
}

#[test]
fn a_text_in_two_languages_is_in_the_one_that_most_of_it_is_in() {
    let french = "Le maire de Brest a promis mardi de construire un pont, a rapporté Radio Rade.";
    let english = "The transport minister said on Tuesday that the bridge would be closed for repairs until the end of the month.";
    let languages = Languages::of(KNOWN);
    assert_eq!(languages.tell(&format!("{french}\n\n{french}\n\n{english}")), Told::Known("fr".into()));
    assert_eq!(languages.tell(&format!("{french}\n\n{english}\n\n{english}")), Told::Known("en".into()));
}

#[test]
fn a_pack_for_a_relative_is_found() {
    let galician = "O portavoz do Goberno dixo que as obras da estrada non rematarán antes do verán, e pediu paciencia aos veciños.";
    assert_eq!(Languages::of(["es", "gl"]).tell(galician), Told::Known("gl".into()));
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
