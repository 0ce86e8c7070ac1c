//! The page as a whole, on a reading made by hand.

use super::page;
use records::{
    Act, Actor, ActorKind, CopyOf, DateRef, Document, Event, EventPlace, EventType, Extent, Form, Grain,
    Reading, Relay, Sector, Span, Speaker, Statement, Status,
};

const TEXT: &str = "Le maire promet un pont\n\nLe maire de Brest, Yann Le Goff, a promis mardi de «\u{a0}bâtir un pont\u{a0}», a rapporté Radio Rade. «\u{a0}Assez de retards\u{a0}!\u{a0}» Le port sera visité jeudi à Lorient.";

/// The span of the `nth` occurrence (from 0) of some words.
fn at(words: &str, nth: usize) -> Span {
    let byte = TEXT.match_indices(words).nth(nth).expect("the words stand in the text").0;
    let start = TEXT[..byte].chars().count() as u32;
    Span::new(start, start + words.chars().count() as u32)
}

fn actor(id: &str, name: &str, sectors: Vec<Sector>, role: Option<&str>) -> Actor {
    Actor {
        id: id.into(),
        name: name.into(),
        kind: ActorKind::Person,
        country: Some("FRA".into()),
        sectors,
        role: role.map(Into::into),
        wikidata: None,
        member_of: None,
        mentions: vec![at(name, 0)],
    }
}

fn statement(id: &str, content: Span, form: Form, act: Act) -> Statement {
    Statement {
        id: id.into(),
        content: vec![content],
        quotes: vec![content],
        cue: None,
        form,
        act,
        negated: false,
        speaker: Speaker { mention: None, actor: Some("a1".into()) },
        addressee: None,
        medium: None,
        relays: vec![],
        within: None,
        date: None,
        unresolved_date: None,
        rule: "fr/speech/promettre".into(),
    }
}

fn reading() -> Reading {
    let tuesday = DateRef {
        start: "2024-05-14".into(),
        end: "2024-05-14".into(),
        grain: Grain::Day,
        mention: Some(at("mardi", 0)),
    };
    let promise = Statement {
        relays: vec![Relay { mention: at("Radio Rade", 0), actor: None, cue: Some(at("a rapporté", 0)) }],
        date: Some(tuesday.clone()),
        ..statement("s1", at("bâtir un pont", 0), Form::Direct, Act::Promise)
    };
    let unnamed = Statement {
        speaker: Speaker::default(),
        ..statement("s2", at("Assez de retards\u{a0}!", 0), Form::Direct, Act::Say)
    };
    let visit = Event {
        id: "e1".into(),
        kind: EventType::Consult,
        mode: Some("visit".into()),
        contexts: vec![],
        cameo: None,
        goldstein: None,
        trigger: at("visité", 0),
        source: vec!["a1".into()],
        target: vec![],
        status: Status::Planned,
        voice: Some("s1".into()),
        aside: false,
        date: Some(DateRef { mention: None, ..tuesday }),
        unresolved_date: None,
        place: Some(EventPlace { place: None, mention: at("Lorient", 0) }),
        rule: "fr/events/visiter".into(),
    };
    Reading {
        document: Document {
            id: "pont".into(),
            lang: "fr".into(),
            title: Some("Le maire promet un pont".into()),
            published: Some("2024-05-14".into()),
            text: TEXT.into(),
            ..Document::default()
        },
        actors: vec![actor("a1", "Yann Le Goff", vec![Sector::Gov], Some("maire de Brest"))],
        places: vec![],
        statements: vec![promise, unnamed],
        events: vec![visit],
    }
}

fn stripped(text: &str) -> String {
    anstream::adapter::strip_str(text).to_string()
}

#[test]
fn a_page_tells_who_said_and_did_what() {
    let expected = "\
Le maire promet un pont
2024-05-14 · pont

STATEMENTS 2
  Yann Le Goff  maire de Brest · FRA GOV
    s1  promise   direct    «\u{a0}bâtir un pont\u{a0}»
        ↳ on 2024-05-14 (“mardi”)
        ↳ passed on by Radio Rade (“a rapporté”)

  somebody unnamed
    s2  say       direct    «\u{a0}Assez de retards\u{a0}!\u{a0}»

EVENTS 1
      DATE        EVENT          WORD    SOURCE        PLACE    STATUS
  e1  2024-05-14  CONSULT/visit  visité  Yann Le Goff  Lorient  planned in s1
";
    assert_eq!(stripped(&page(&reading(), 100)), expected);
}

#[test]
fn a_page_tells_that_days_are_unresolved() {
    let mut reading = reading();
    reading.document.published = None;
    let (promise, visit) = (&mut reading.statements[0], &mut reading.events[0]);
    (promise.date, promise.unresolved_date) = (None, Some(at("mardi", 0)));
    (visit.date, visit.unresolved_date) = (None, Some(at("jeudi", 0)));
    let page = stripped(&page(&reading, 100));
    assert!(page.contains("day of publication unknown · pont\n"), "{page}");
    assert!(page.contains("↳ on “mardi” (unresolved)\n"), "{page}");
    assert!(page.contains("e1  “jeudi” ?  CONSULT/visit"), "{page}");
}

#[test]
fn a_page_tells_whose_words_it_carries() {
    let mut reading = reading();
    let copy = |outlet: Option<&str>, extent, percent| CopyOf {
        id: "a-7".into(),
        outlet: outlet.map(str::to_owned),
        extent,
        percent,
        paragraphs: Vec::new(),
    };
    reading.document.copies = vec![copy(Some("Agence"), Extent::Near, 83), copy(None, Extent::Part, 12)];
    let page = stripped(&page(&reading, 100));
    let head: Vec<&str> = page.lines().skip(1).take(3).collect();
    assert_eq!(
        head,
        [
            "2024-05-14 · pont",
            "nearly the same as Agence (a-7) (83 % of it)",
            "shares paragraphs with a-7 (12 % of it)"
        ]
    );
}

#[test]
fn a_narrow_page_keeps_within_its_width() {
    use unicode_width::UnicodeWidthStr;
    for width in [70, 80, 100] {
        for line in stripped(&page(&reading(), width)).lines() {
            assert!(line.width() <= width, "{width}: {line}");
        }
    }
}

#[test]
fn a_reading_with_nothing_in_it_is_a_page_too() {
    let empty = Reading { statements: vec![], events: vec![], actors: vec![], ..reading() };
    assert_eq!(
        stripped(&page(&empty, 80)),
        "Le maire promet un pont\n2024-05-14 · pont\n\nSTATEMENTS 0\n\nEVENTS 0\n"
    );
}

#[test]
fn the_head_is_the_title_or_the_first_line_or_the_id() {
    let head = |title: Option<&str>, text: &str| {
        let document = Document {
            id: "d".into(),
            title: title.map(Into::into),
            text: text.into(),
            ..Document::default()
        };
        let empty = Reading { document, statements: vec![], events: vec![], actors: vec![], ..reading() };
        stripped(&page(&empty, 80)).lines().next().map(str::to_owned)
    };
    assert_eq!(head(Some("Un titre"), "Une ligne\n\nUn texte.").as_deref(), Some("Un titre"));
    assert_eq!(head(None, "Une ligne\n\nUn texte.").as_deref(), Some("Une ligne"));
    assert_eq!(head(None, "Une phrase.\nUne autre.").as_deref(), Some("d"));
    assert_eq!(head(None, "Un texte d’une seule ligne").as_deref(), Some("d"));
}
