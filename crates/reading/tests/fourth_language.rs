//! A language that is not installed, read by its pack alone over a saved parse: what `docs/adding-a-language.md` walks through.

use pack::Pack;
use reading::{Reader, parse::SavedParses, selftest};
use records::{Act, DateRef, Document, EventType, Form, Reading, Span, Status};
use std::{fs, path::PathBuf, sync::Arc};

fn examples() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../examples/packs")
}

fn reader() -> (Reader, Arc<Pack>) {
    let pack = Arc::new(Pack::load(&examples().join("pt")).expect("the pack is sound"));
    let parses = fs::read_to_string(examples().join("pt.conllu")).expect("the parses are there");
    let parses = SavedParses::from_conllu(&parses).expect("the parses are sound");
    (Reader::with_parser(Arc::clone(&pack), Box::new(parses)), pack)
}

fn reading() -> Reading {
    let text = fs::read_to_string(examples().join("pt.txt")).expect("the text is there");
    let published = Some("2026-03-04".to_owned());
    reader().0.read(&Document { text, published, lang: "pt".to_owned(), ..Document::default() })
}

fn words(reading: &Reading, span: Span) -> &str {
    span.slice(&reading.document.text).expect("spans lie in the text")
}

/// A date of one day.
fn day(date: &Option<DateRef>) -> Option<&str> {
    date.as_ref().filter(|date| date.start == date.end).map(|date| &*date.start)
}

#[test]
fn who_says_what_is_read() {
    let reading = reading();
    let told: Vec<_> = reading
        .statements
        .iter()
        .map(|statement| {
            let content: Vec<&str> = statement.content.iter().map(|span| words(&reading, *span)).collect();
            let speaker = statement.speaker.mention.map(|span| words(&reading, span));
            (statement.act, statement.form, content, speaker, day(&statement.date))
        })
        .collect();
    // A day once told holds until another is.
    let (monday, tuesday) = (Some("2026-03-02"), Some("2026-03-03"));
    let union = Some("O sindicato");
    assert_eq!(
        told,
        [
            (
                Act::Announce,
                Form::Indirect,
                vec!["o hospital de Braga reabrirá em março"],
                Some("A ministra da Saúde, Marta Viegas"),
                monday,
            ),
            (
                Act::Say,
                Form::Direct,
                vec!["Não temos médicos"],
                Some("Rui Falcão, presidente do sindicato"),
                monday,
            ),
            (
                Act::Say,
                Form::Indirect,
                vec!["os trabalhadores protestaram na terça-feira perante o ministério"],
                Some("a polícia"),
                None,
            ),
            (Act::Accuse, Form::Indirect, vec!["mentir"], union, tuesday),
            (Act::Promise, Form::Indirect, vec!["manter a greve"], union, tuesday),
        ]
    );
}

#[test]
fn who_does_what_is_read() {
    let reading = reading();
    let names = |ids: &[String]| -> Vec<&str> {
        let of = |id: &String| reading.actors.iter().find(|actor| actor.id == *id).map(|actor| &*actor.name);
        ids.iter().filter_map(of).collect()
    };
    let arrest = reading.events.iter().find(|event| words(&reading, event.trigger) == "deteve");
    let arrest = arrest.expect("the arrest is read");
    assert_eq!(
        (arrest.kind, arrest.mode.as_deref(), arrest.status),
        (EventType::Coerce, Some("arrest"), Status::Occurred)
    );
    assert_eq!(
        (names(&arrest.source), names(&arrest.target)),
        (vec!["a polícia"], vec!["três manifestantes"])
    );
    let place = arrest.place.as_ref().map(|place| words(&reading, place.mention));
    assert_eq!(place, Some("Coimbra"));
    let protest = reading.events.iter().find(|event| words(&reading, event.trigger) == "protestaram");
    let protest = protest.expect("the protest is read");
    assert_eq!((protest.status, protest.voice.as_deref()), (Status::Alleged, Some("s3")));
    assert_eq!(day(&protest.date), Some("2026-03-03"));
}

#[test]
fn the_sentences_of_its_entries_are_read_as_they_say() {
    let (reader, pack) = reader();
    let outcomes = selftest(&reader, &pack);
    let failed: Vec<_> = outcomes.iter().filter(|outcome| !outcome.passed).collect();
    assert!(failed.is_empty(), "{failed:#?}");
    assert!(outcomes.len() >= 32, "{}", outcomes.len());
}
