//! Copies as newsrooms make them, of our own annotated dispatches.

use copies::Copies;
use proptest::prelude::*;
use records::{Document, Extent};
use std::path::Path;

/// The texts of all our own dispatches.
fn dispatches() -> Vec<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/dispatches");
    let mut texts = Vec::new();
    for folder in ["fr/dev", "es/dev"] {
        let mut files: Vec<_> =
            std::fs::read_dir(root.join(folder)).unwrap().map(|entry| entry.unwrap().path()).collect();
        files.sort();
        for file in files.iter().filter(|file| file.extension().is_some_and(|name| name == "json")) {
            // Enough of JSON for a test: the string behind "text".
            let json = std::fs::read_to_string(file).unwrap();
            let start = json.find("\"text\": \"").unwrap() + 9;
            let end = start
                + json[start..]
                    .match_indices('"')
                    .find(|(at, _)| !json[..start + at].ends_with('\\'))
                    .unwrap()
                    .0;
            texts.push(json[start..end].replace("\\n", "\n").replace("\\\"", "\""));
        }
    }
    assert!(texts.len() > 80);
    texts
}

fn document(id: &str, outlet: &str, text: &str) -> Document {
    Document { id: id.into(), outlet: Some(outlet.into()), text: text.into(), ..Document::default() }
}

/// What the second outlet does to a text, and what that makes it.
type Edit = (&'static str, Extent, fn(&str) -> String);

const EDITS: &[Edit] = &[
    ("other quotation marks and line ends", Extent::Exact, |text| {
        text.replace(['«', '»'], "\"").replace('\n', " \r\n\r\n")
    }),
    ("one paragraph for all", Extent::Near, |text| format!("Vu de chez nous. {}", text.replace('\n', " "))),
    ("cut at the end", Extent::Near, |text| {
        let lines: Vec<&str> = text.lines().collect();
        lines[..lines.len().div_ceil(2)].join("\n")
    }),
    ("a title and a last line of its own", Extent::Near, |text| {
        format!("Un titre bien à nous\n\n{text}\n\nAvec notre correspondant sur place et l'agence")
    }),
    ("every twentieth word changed", Extent::Near, |text| {
        let words: Vec<String> = text
            .split(' ')
            .enumerate()
            .map(|(at, word)| if at % 20 == 19 { format!("autre{at}") } else { word.to_owned() })
            .collect();
        words.join(" ")
    }),
    ("paragraphs in the opposite order", Extent::Near, |text| {
        text.lines().rev().collect::<Vec<_>>().join("\n")
    }),
];

#[test]
fn copies_are_found_however_they_were_edited() {
    let texts: Vec<String> =
        dispatches().into_iter().filter(|text| text.split_whitespace().count() >= 180).collect();
    assert!(texts.len() >= 40, "{}", texts.len());
    for (name, extent, edit) in EDITS {
        let mut copies = Copies::default();
        for (number, text) in texts.iter().enumerate() {
            copies.see(&document(&format!("agency {number}"), "Agence", text));
        }
        let mut right = 0;
        for (number, text) in texts.iter().enumerate() {
            let found = copies.see(&document(&format!("paper {number}"), "Journal", &edit(text)));
            right += usize::from(
                found
                    .first()
                    .is_some_and(|copy| copy.id == format!("agency {number}") && copy.extent == *extent),
            );
        }
        assert!(right * 100 >= texts.len() * 95, "{name}: {right} of {}", texts.len());
    }
}

#[test]
fn different_dispatches_are_no_copies() {
    let mut copies = Copies::default();
    let mut wrong = Vec::new();
    for (number, text) in dispatches().iter().enumerate() {
        let id = number.to_string();
        wrong.extend(
            copies
                .see(&document(&id, &format!("Journal {number}"), text))
                .into_iter()
                .map(|copy| (id.clone(), copy)),
        );
    }
    assert!(wrong.is_empty(), "{wrong:?}");
}

const AGENCY: &str = "Le gouvernement a annoncé mardi la fermeture de trois centrales à charbon, dont la dernière s'arrêtera au printemps \
prochain, selon un communiqué du ministère de l'énergie publié dans la soirée.\n\
Les syndicats ont aussitôt dénoncé une décision prise sans eux et appelé les salariés des trois sites à cesser le travail \
dès jeudi matin, tandis que les élus de la région réclament un calendrier plus long.";

#[test]
fn a_paragraph_in_another_article_is_told_with_its_place() {
    let mut copies = Copies::default();
    copies.see(&document("agency", "Agence", AGENCY));
    let own = "Dans la vallée, personne n'y croyait plus depuis que la mine a fermé ses portes il y a vingt ans et que les trains \
               ne s'arrêtent plus.";
    let last = AGENCY.lines().nth(1).unwrap();
    let text = format!(
        "{own}\n{last}\n{own} Et pourtant la cheminée fume encore chaque matin au-dessus des toits de la petite ville."
    );
    let found = copies.see(&document("paper", "Journal", &text));
    let [copy] = found.as_slice() else { panic!("{found:?}") };
    assert_eq!((copy.id.as_str(), copy.extent), ("agency", Extent::Part));
    let start = own.chars().count() as u32 + 1;
    assert_eq!(copy.paragraphs, [records::Span::new(start, start + last.chars().count() as u32)]);
    assert!((25..50).contains(&copy.percent), "{}", copy.percent);
}

#[test]
fn what_an_outlet_repeats_in_its_own_articles_is_no_copy() {
    let furniture = AGENCY.lines().next().unwrap();
    let article = |n: u32| {
        let body: Vec<String> = (0..60).map(|word| format!("mot{n}x{word}")).collect();
        format!("{}\n{furniture}", body.join(" "))
    };
    let mut copies = Copies::default();
    copies.see(&document("1", "Journal", &article(1)));
    assert!(copies.see(&document("2", "Journal", &article(2))).is_empty());
    assert_eq!(copies.see(&document("3", "Autre", &article(3)))[0].extent, Extent::Part);
}

#[test]
fn a_copy_of_a_copy_points_at_the_original() {
    let mut copies = Copies::default();
    copies.see(&document("1", "Agence", AGENCY));
    copies.see(&document("2", "Journal", &format!("Titre\n{AGENCY}")));
    let found = copies.see(&document("3", "Radio", &format!("Titre\n{AGENCY}\nÀ suivre")));
    assert_eq!(found.iter().map(|copy| copy.id.as_str()).collect::<Vec<_>>(), ["1"]);
}

#[test]
fn the_oldest_are_forgotten_first() {
    let mut copies = Copies::keeping(500);
    copies.see(&document("old", "Agence", AGENCY));
    for number in 0..200 {
        let text: Vec<String> = (0..100).map(|word| format!("n{number}w{word}")).collect();
        copies.see(&document(&number.to_string(), "Agence", &text.join(" ")));
    }
    assert!(copies.see(&document("late", "Journal", AGENCY)).is_empty());
    assert_eq!(copies.see(&document("later", "Radio", AGENCY))[0].id, "late");
}

proptest! {
    #[test]
    fn no_text_makes_it_fail_and_paragraphs_stand_in_the_text(texts in prop::collection::vec("\\PC{0,80}|(a b c d e f\n){0,9}", 0..12)) {
        let mut copies = Copies::keeping(40);
        for (number, text) in texts.iter().enumerate() {
            let length = text.chars().count() as u32;
            for copy in copies.see(&document(&number.to_string(), "x", text)) {
                prop_assert!(copy.percent <= 100);
                prop_assert!(copy.paragraphs.iter().all(|span| span.start < span.end && span.end <= length));
                prop_assert!(copy.id.parse::<usize>().unwrap() < number);
            }
        }
    }
}
