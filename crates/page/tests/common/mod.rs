//! A reading made by hand, and a browser's view of what becomes of it.

#![allow(dead_code, reason = "each test file uses its part")]

use page::{ENGLISH, Section};
use records::{
    Act, Actor, ActorKind, DateRef, Document, Event, EventPlace, EventType, Form, Grain, Place, Reading,
    Relay, Sector, Span, Speaker, Statement, Status,
};
use scraper::{ElementRef, Html, Selector};
use std::collections::{BTreeMap, BTreeSet};

pub const TEXT: &str = "Le maire promet un pont\n\nBrest, 14 mai – Le maire de Brest, Yann Le Goff, a promis mardi au préfet, dans un entretien, de «\u{a0}bâtir un pont\u{a0}», a rapporté Radio Rade. «\u{a0}Assez de retards\u{a0}!\nAssez de promesses\u{a0}!\u{a0}»\r\n\r\nLe port sera visité jeudi à Lorient.\n";

/// The span of the `nth` occurrence (from 0) of some words.
pub fn at(words: &str, nth: usize) -> Span {
    let byte = TEXT.match_indices(words).nth(nth).expect("the words stand in the text").0;
    let start = TEXT[..byte].chars().count() as u32;
    Span::new(start, start + words.chars().count() as u32)
}

pub fn actor(id: &str, name: &str) -> Actor {
    Actor {
        id: id.into(),
        name: name.into(),
        kind: ActorKind::Person,
        country: Some("FRA".into()),
        sectors: vec![Sector::Gov],
        role: Some("maire de Brest".into()),
        wikidata: None,
        member_of: None,
        mentions: vec![],
    }
}

pub fn statement(id: &str, content: &[Span]) -> Statement {
    Statement {
        id: id.into(),
        content: content.to_vec(),
        quotes: vec![],
        cue: None,
        form: Form::Direct,
        act: Act::Say,
        negated: false,
        speaker: Speaker { mention: None, actor: Some("a1".into()) },
        addressee: None,
        medium: None,
        relays: vec![],
        within: None,
        date: None,
        unresolved_date: None,
        rule: "fr/speech/dire".into(),
    }
}

pub fn event(id: &str, trigger: Span) -> Event {
    Event {
        id: id.into(),
        kind: EventType::Consult,
        mode: Some("visit".into()),
        contexts: vec!["executive".into()],
        cameo: Some("042".into()),
        goldstein: Some(-1.9),
        trigger,
        source: vec!["a1".into()],
        target: vec!["a2".into()],
        status: Status::Planned,
        voice: Some("s1".into()),
        aside: false,
        date: None,
        unresolved_date: None,
        place: None,
        rule: "fr/events/visiter".into(),
    }
}

pub fn of_text(text: &str) -> Reading {
    let document = Document { id: "d".into(), lang: "fr".into(), text: text.into(), ..Document::default() };
    Reading { document, actors: vec![], places: vec![], statements: vec![], events: vec![] }
}

/// A reading with something of everything.
pub fn reading() -> Reading {
    let tuesday = DateRef {
        start: "2024-05-14".into(),
        end: "2024-05-14".into(),
        grain: Grain::Day,
        mention: Some(at("mardi", 0)),
    };
    let promise = Statement {
        quotes: vec![at("bâtir un pont", 0)],
        cue: Some(at("a promis", 0)),
        form: Form::Mixed,
        act: Act::Promise,
        negated: true,
        speaker: Speaker {
            mention: Some(at("Le maire de Brest, Yann Le Goff", 0)),
            actor: Some("a1".into()),
        },
        addressee: Some(Speaker { mention: Some(at("préfet", 0)), actor: None }),
        medium: Some(at("un entretien", 0)),
        relays: vec![Relay {
            mention: at("Radio Rade", 0),
            actor: Some("a2".into()),
            cue: Some(at("a rapporté", 0)),
        }],
        date: Some(tuesday.clone()),
        unresolved_date: None,
        rule: "fr/speech/promettre".into(),
        ..statement("s1", &[at("de «\u{a0}bâtir un pont\u{a0}»", 0)])
    };
    let unnamed = Statement {
        speaker: Speaker::default(),
        within: Some("s1".into()),
        ..statement("s2", &[at("Assez de retards\u{a0}!\nAssez de promesses\u{a0}!", 0)])
    };
    let visit = Event {
        date: Some(DateRef { mention: None, ..tuesday }),
        unresolved_date: None,
        place: Some(EventPlace { place: Some("p1".into()), mention: at("Lorient", 0) }),
        ..event("e1", at("visité", 0))
    };
    let radio = Actor {
        kind: ActorKind::Organisation,
        sectors: vec![Sector::Med],
        role: None,
        ..actor("a2", "Radio Rade")
    };
    let mayor =
        Actor { mentions: vec![at("Yann Le Goff", 0), at("Le maire", 0)], ..actor("a1", "Yann Le Goff") };
    let place = Place {
        id: "p1".into(),
        name: "Lorient".into(),
        country: Some("FRA".into()),
        geonames: Some(2_997_577),
        lat: Some(47.75),
        lon: Some(-3.37),
        kind: "city".into(),
        mentions: vec![at("Lorient", 0)],
    };
    Reading {
        document: Document {
            published: Some("2024-05-14".into()),
            outlet: Some("Le Journal".into()),
            url: Some("https://journal.example/pont?a=1&b=2".into()),
            ..of_text(TEXT).document
        },
        actors: vec![mayor, radio],
        places: vec![place],
        statements: vec![promise, unnamed],
        events: vec![visit],
    }
}

/// A page of these readings.
pub fn page(readings: &[Reading]) -> String {
    let section = |(number, reading): (usize, &Reading)| {
        Section::of(reading, &format!("d{}", number + 1), &ENGLISH).expect("a section is written")
    };
    let sections: Vec<Section> = readings.iter().enumerate().map(section).collect();
    let mut out = Vec::new();
    page::write(&sections, &ENGLISH, &mut out).expect("a page is written");
    String::from_utf8(out).expect("a page is UTF-8")
}

pub fn all<'a>(html: &'a Html, selector: &str) -> Vec<ElementRef<'a>> {
    html.select(&Selector::parse(selector).expect("a selector")).collect()
}

/// The text of an element on one line.
pub fn words(element: ElementRef<'_>) -> String {
    element.text().collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The text of the marked article, to the letter.
pub fn article(html: &Html) -> String {
    all(html, "article.text")[0].text().collect()
}

/// Checks what must be true of every page: unique ids, links and descriptions that lead somewhere, no script but ours,
/// nothing fetched, and each text as it was.
pub fn check(source: &str, readings: &[Reading]) -> Html {
    let html = Html::parse_document(source);
    let mut ids: BTreeMap<&str, usize> = BTreeMap::new();
    for element in all(&html, "[id]") {
        *ids.entry(element.attr("id").expect("it has one")).or_default() += 1;
    }
    for (id, count) in &ids {
        assert_eq!(*count, 1, "the id {id} stands there {count} times");
        assert!(!id.is_empty() && !id.contains(char::is_whitespace), "{id:?} is no id");
    }
    for element in all(&html, "[href]") {
        let to = element.attr("href").expect("it has one");
        match to.strip_prefix('#') {
            Some(id) => assert!(ids.contains_key(id), "{to} leads nowhere"),
            None => assert!(to.starts_with("https://") || to.starts_with("http://"), "{to}"),
        }
    }
    for attribute in ["aria-describedby", "aria-labelledby", "data-of"] {
        for element in all(&html, &format!("[{attribute}]")) {
            for id in element.attr(attribute).expect("it has one").split(' ') {
                assert!(ids.contains_key(id), "{attribute} {id:?} leads nowhere");
            }
        }
    }
    let scripts: Vec<String> = all(&html, "script").iter().map(|script| script.text().collect()).collect();
    assert_eq!(scripts, [page::SCRIPT], "one script, ours");
    let forbidden = "[src], [srcset], [style], [onclick], [onload], [onerror], link, img, iframe, object, embed, base, form, svg";
    assert!(all(&html, forbidden).is_empty(), "{:?}", all(&html, forbidden)[0].html());
    let articles = all(&html, "article.text");
    assert_eq!(articles.len(), readings.len());
    for (article, reading) in articles.iter().zip(readings) {
        let shown: String = article.text().collect();
        let text = reading.document.text.replace('\0', "\u{fffd}");
        assert!(shown == text, "the text is not what it was:\n{shown:?}\n{text:?}");
    }
    let keyless: BTreeSet<&str> =
        all(&html, "article a").iter().filter_map(|a| a.attr("aria-label")).collect();
    assert!(!keyless.contains(""), "every link in the text says what it is");
    html
}

/// [`check`] of a page of one.
pub fn check_one(reading: &Reading) -> Html {
    let readings = std::slice::from_ref(reading);
    check(&page(readings), readings)
}
