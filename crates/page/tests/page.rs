//! What a page shows, as a browser's parser sees it.

mod common;

use common::{TEXT, all, article, at, check, check_one, event, of_text, page, reading, statement, words};
use page::{Around, FRENCH, Other, Section};
use records::{CopyOf, Extent, Form, Reading, Speaker, Statement, Status};
use scraper::Html;
use std::collections::BTreeMap;

fn texts(html: &Html, selector: &str) -> Vec<String> {
    all(html, selector).into_iter().map(words).collect()
}

#[test]
fn a_page_is_sound_html() {
    // A carriage return can only be kept by a reference that the standard calls an error, and defines.
    let mut unix = reading();
    unix.document.text = unix.document.text.replace("\r\n", " \n");
    let readings = [unix.clone(), unix];
    let html = check(&page(&readings), &readings);
    assert_eq!(html.errors, Vec::<std::borrow::Cow<'_, str>>::new());
}

#[test]
fn the_same_reading_gives_the_same_bytes() {
    assert!(page(&[reading()]) == page(&[reading()]));
}

#[test]
fn the_head_tells_where_the_dispatch_is_from() {
    let html = check_one(&reading());
    assert_eq!(texts(&html, ".dispatch h2"), ["Le maire promet un pont"]);
    assert_eq!(texts(&html, "p.headline"), ["Le maire promet un pont"]);
    assert_eq!(all(&html, ".dispatch h2.aside").len(), 1, "the same words are not seen twice");
    assert_eq!(texts(&html, ".facts"), ["2024-05-14 Le Journal d https://journal.example/pont?a=1&b=2"]);
    assert_eq!(texts(&html, "title"), ["Le maire promet un pont – depeche"]);
    assert_eq!(all(&html, "html")[0].attr("lang"), Some("en"));
    assert_eq!(all(&html, "article")[0].attr("lang"), Some("fr"));
}

#[test]
fn a_title_that_is_not_in_the_text_is_seen() {
    let mut other = reading();
    other.document.title = Some("Le maire".into());
    let html = check_one(&other);
    assert_eq!(texts(&html, ".dispatch h2"), ["Le maire"]);
    assert!(all(&html, ".dispatch h2.aside").is_empty() && all(&html, "p.headline").is_empty());
}

#[test]
fn paragraphs_are_kept() {
    let html = check_one(&reading());
    let paragraphs = texts(&html, "article p");
    assert_eq!(paragraphs.len(), 4);
    assert!(paragraphs[2].starts_with("Assez de promesses"));
    assert_eq!(texts(&html, "article p.near"), [paragraphs[2].clone()]);
}

#[test]
fn a_mark_leads_to_its_record_and_back() {
    let html = check_one(&reading());
    let mark = all(&html, "article mark")[0];
    assert_eq!(mark.attr("id"), Some("d1-t-s1"));
    assert_eq!(mark.attr("class"), Some("mixed h1"));
    assert_eq!(words(mark), "de « bâtir un pont »");
    let link = all(&html, "article mark a.key")[0];
    assert_eq!((link.attr("href"), link.attr("data-shows")), (Some("#d1-s1"), Some("A1")));
    assert_eq!(link.attr("aria-label"), Some("Statement A1, Yann Le Goff"));
    let back = all(&html, "#d1-s1 a.back")[0];
    assert_eq!((back.attr("href"), words(back).as_str()), (Some("#d1-t-s1"), "A1"));
}

#[test]
fn a_note_tells_who_to_whom_by_which_way_and_which_rule() {
    let html = check_one(&reading());
    let note = all(&html, "article mark")[0].attr("data-note").expect("a note");
    let expected = "\
A1 Yann Le Goff — maire de Brest · France · government
promise, mixed, reported as not said
named as Le maire de Brest, Yann Le Goff
to préfet
in “un entretien”
passed on by Radio Rade (“a rapporté”) · France · media
on 2024-05-14 (“mardi”)
cue “a promis”
rule fr/speech/promettre";
    assert_eq!(note, expected);
    let event = all(&html, "article .event")[0].attr("data-note").expect("a note");
    let expected = "\
CONSULT/visit, planned
Yann Le Goff → Radio Rade
about executive
on 2024-05-14
in Lorient
on the word of A1 Yann Le Goff
CAMEO 042 −1.9
rule fr/events/visiter";
    assert_eq!(event, expected);
}

#[test]
fn days_that_cannot_be_resolved_are_said_to_be() {
    let mut reading = reading();
    reading.document.published = None;
    let words = reading.events[0].trigger;
    for statement in &mut reading.statements {
        (statement.date, statement.unresolved_date) = (None, Some(words));
    }
    for event in &mut reading.events {
        (event.date, event.unresolved_date) = (None, Some(words));
    }
    let text = page(&[reading]);
    assert_eq!(text.matches("day of publication unknown").count(), 1);
    assert!(text.matches("(unresolved)").count() >= 3, "{}", text.matches("(unresolved)").count());
}

#[test]
fn the_list_holds_all_that_the_notes_hold() {
    let html = check_one(&reading());
    let record = words(all(&html, "#d1-s1")[0]);
    for told in
        ["promise", "mixed", "reported as not said", "« bâtir un pont »", "to préfet", "Radio Rade", "mardi"]
    {
        assert!(record.contains(told), "{told} is not in {record}");
    }
    assert_eq!(
        texts(&html, ".voice h4"),
        ["A Yann Le Goff maire de Brest · France · government", "B somebody unnamed"]
    );
    assert_eq!(all(&html, "#d1-s2 dl a")[0].attr("href"), Some("#d1-s1"));
    let row = texts(&html, ".events tbody td");
    assert_eq!(
        row,
        [
            "2024-05-14",
            "CONSULT/visit about executive",
            "visité",
            "Yann Le Goff",
            "→ Radio Rade",
            "Lorient",
            "planned",
            "A1 Yann Le Goff",
            "042 −1.9 fr/events/visiter Cite, e1CONSULT/visit, planned: Yann Le Goff → Radio Rade, “visité”, 2024-05-14. \
             Le Journal, “Le maire promet un pont”, 2024-05-14, https://journal.example/pont?a=1&b=2 (read by depeche)"
        ]
    );
    let actors = texts(&html, ".actors tbody tr");
    assert_eq!(actors[0], "Yann Le Goffpersonmaire de BrestFrance FRAgovernment GOVLe maireA1e1");
    assert_eq!(texts(&html, ".places li"), ["Lorient France · 47.75, -3.37 · GeoNames 2997577"]);
}

#[test]
fn the_way_of_a_statement_is_drawn_stop_by_stop() {
    let mut other = reading();
    let html = check_one(&other);
    assert_eq!(
        texts(&html, "#d1-s1 ol.way li"),
        [
            "said by Yann Le Goff",
            "to préfet",
            "in “un entretien”",
            "passed on by Radio Rade · “a rapporté” · France · media",
            "published by Le Journal"
        ]
    );
    assert_eq!(all(&html, "#d1-s1 ol.way .from a")[0].attr("href"), Some("#d1-a1"));
    assert_eq!(texts(&html, "#d1-s2 ol.way li"), ["said by somebody unnamed", "published by Le Journal"]);
    other.document.outlet = None;
    let html = check_one(&other);
    assert!(all(&html, "#d1-s2 ol.way").is_empty(), "one stop is no way");
}

#[test]
fn what_stands_in_another_outlets_paragraph_came_through_it() {
    let mut other = reading();
    let copy = |id: &str, outlet: Option<&str>| CopyOf {
        id: id.into(),
        outlet: outlet.map(str::to_owned),
        extent: Extent::Part,
        percent: 40,
        paragraphs: vec![at("Assez de retards", 0)],
    };
    other.document.copies = vec![copy("afp-17", Some("AFP"))];
    let html = check_one(&other);
    assert_eq!(
        texts(&html, "#d1-s2 ol.way li"),
        ["said by somebody unnamed", "first in AFP", "published by Le Journal"]
    );
    assert!(!texts(&html, "#d1-s1 ol.way li").contains(&"first in AFP".to_owned()));
    let around = Around {
        carried: BTreeMap::from([("afp-17".to_owned(), "/dispatch/7".to_owned())]),
        ..Around::default()
    };
    let section = Section::amid(&other, "d", &page::ENGLISH, &around).expect("a section is written");
    let html = Html::parse_fragment(section.html());
    for link in [".way .outlet a", "header .facts a[href='/dispatch/7']"] {
        assert_eq!(all(&html, link)[0].attr("href"), Some("/dispatch/7"), "{link}");
    }
}

#[test]
fn every_record_has_a_permanent_link_and_a_citation() {
    let html = check_one(&reading());
    for id in ["d1-s1", "d1-s2", "d1-e1"] {
        let link = all(&html, &format!("#{id} a.permalink"))[0];
        assert_eq!(link.attr("href"), Some(format!("#{id}").as_str()));
    }
    assert!(all(&html, "button").is_empty(), "nothing here copies");
    assert_eq!(
        texts(&html, "#d1-s1-cite"),
        [
            "Yann Le Goff (promise, mixed, reported as not said): “de « bâtir un pont »”, to préfet, in “un entretien”, \
          passed on by Radio Rade. Le Journal, “Le maire promet un pont”, 2024-05-14, \
          https://journal.example/pont?a=1&b=2 (read by depeche)"
        ]
    );
    assert_eq!(
        texts(&html, "#d1-cite"),
        [
            "Le Journal, “Le maire promet un pont”, 2024-05-14, https://journal.example/pont?a=1&b=2 (read by depeche)"
        ]
    );
}

#[test]
fn on_a_site_citations_lead_back_and_other_reports_are_linked() {
    let mut bare = reading();
    (bare.document.url, bare.document.outlet) = (None, None);
    let other = |address: &str| Other { address: address.into(), words: "3 reports".into() };
    let around = Around {
        address: Some("http://127.0.0.1:7070/dispatch/12".into()),
        others: BTreeMap::from([
            ("s2".to_owned(), other("/utterance/4")),
            ("e1".to_owned(), other("/happening/9")),
        ]),
        carried: BTreeMap::new(),
    };
    let section = Section::amid(&bare, "d", &FRENCH, &around).expect("a section is written");
    let html = Html::parse_fragment(section.html());
    let cited = texts(&html, "#d-s2-cite");
    assert_eq!(
        cited,
        ["quelqu’un, sans nom (dit, direct)\u{a0}: « Assez de retards ! Assez de promesses ! ». «\u{a0}Le maire promet un pont\u{a0}», \
          2024-05-14, http://127.0.0.1:7070/dispatch/12#d-s2 (lu par depeche)"
            .replace('\u{a0}', " ")]
    );
    assert_eq!(all(&html, "#d-s2 .tools button")[0].attr("data-copy"), Some("#d-s2-cite"));
    assert_eq!(all(&html, "#d-s2 .tools > a:not(.permalink)")[0].attr("href"), Some("/utterance/4"));
    assert_eq!(all(&html, "#d-e1 .codes > a")[0].attr("href"), Some("/happening/9"));
}

#[test]
fn records_and_marks_tell_of_which_form_they_are() {
    let html = check_one(&reading());
    assert_eq!(
        texts(&html, ".kinds label"),
        ["direct 1", "mixed 1", "indirect 0", "events 1"],
        "what can be hidden, and how much of it there is"
    );
    let forms = |selector: &str| {
        all(&html, selector).iter().map(|element| element.attr("data-forms")).collect::<Vec<_>>()
    };
    assert_eq!(forms("article mark"), [Some("mixed"), Some("direct"), Some("direct")], "one is in two parts");
    assert_eq!(forms(".record"), [Some("mixed"), Some("direct")]);
    assert_eq!(forms(".voice"), [Some("mixed"), Some("direct")]);
    assert_eq!(forms("article .event"), [Some("event")]);
    assert_eq!(forms("article .speaker"), [Some("mixed")]);
    // Every combination of forms has a rule.
    let sets = ["direct", "mixed", "indirect", "direct mixed", "direct indirect", "mixed indirect"];
    for set in sets.into_iter().chain(["direct mixed indirect", "event"]) {
        assert!(page::STYLE.contains(&format!("[data-forms=\"{set}\"]")), "{set}");
    }
}

#[test]
fn who_speaks_and_passes_on_is_marked() {
    let html = check_one(&reading());
    assert_eq!(texts(&html, "article .speaker"), ["Le maire de Brest, Yann Le Goff"]);
    assert_eq!(texts(&html, "article .cue"), ["a promis", "a rapporté"]);
    assert_eq!(texts(&html, "article .relay"), ["Radio Rade"]);
    assert_eq!(texts(&html, "article .medium"), ["un entretien"]);
    assert_eq!(texts(&html, "article .addressee"), ["préfet"]);
    assert_eq!(texts(&html, "article .quote"), ["bâtir un pont"]);
}

#[test]
fn a_status_is_told_in_words_unless_it_is_a_fact() {
    let tag = |status: Status| {
        let mut other = reading();
        other.events[0].status = status;
        let html = check_one(&other);
        all(&html, "article a.tag")[0].attr("data-shows").map(str::to_owned)
    };
    assert_eq!(tag(Status::Occurred).as_deref(), Some("CONSULT/visit"));
    for status in [Status::Planned, Status::Alleged, Status::Denied, Status::Hypothetical] {
        assert_eq!(tag(status), Some(format!("CONSULT/visit {status}")));
    }
}

#[test]
fn a_statement_in_parts_has_one_name_and_one_number() {
    let mut other = reading();
    other.statements = vec![statement("s1", &[at("Le maire promet", 0), at("Le port", 0), at("Lorient", 0)])];
    let html = check_one(&other);
    let marks = all(&html, "article mark");
    assert_eq!(marks.iter().map(|mark| mark.attr("id")).collect::<Vec<_>>(), [Some("d1-t-s1"), None, None]);
    assert_eq!(all(&html, "article a.key").len(), 1);
    assert_eq!(all(&html, "article mark:last-of-type a.key").len(), 1);
}

#[test]
fn crossing_and_nested_statements_all_show() {
    let span = records::Span::new;
    let mut other = reading();
    other.statements = vec![
        statement("s1", &[span(0, 60)]),
        statement("s2", &[span(10, 20)]),
        statement("s3", &[span(15, 90)]),
        statement("s4", &[span(15, 90)]),
    ];
    let html = check_one(&other);
    for number in 1..=4 {
        let record = format!("d1-s{number}");
        let of = |mark: &scraper::ElementRef<'_>| mark.attr("data-of") == Some(record.as_str());
        assert!(all(&html, "article mark").iter().any(of));
        assert_eq!(all(&html, &format!("article a.key[href='#{record}']")).len(), 1);
    }
}

#[test]
fn what_cannot_be_marked_is_told_all_the_same() {
    let span = records::Span::new;
    let mut other = reading();
    other.statements = vec![
        statement("s1", &[]),
        statement("s2", &[span(5, 5)]),
        statement("s3", &[span(9, 4)]),
        statement("s4", &[span(4_000, 4_010)]),
        statement("s4", &[span(0, 5)]),
        statement("no id", &[span(0, 5)]),
    ];
    other.events = vec![event("e1", span(0, u32::MAX))];
    let html = check_one(&other);
    assert_eq!(all(&html, ".record").len(), 6);
    for id in ["d1-s1", "d1-s2", "d1-s3", "d1-s4", "d1-e1"] {
        assert_eq!(all(&html, &format!("#{id} a.back"))[0].attr("href"), Some("#d1-text"));
    }
    assert_eq!(all(&html, "#d1-s-6 a.back")[0].attr("href"), Some("#d1-t-s-6"));
}

#[test]
fn more_speakers_than_colours_have_letters_of_their_own() {
    let mut other = reading();
    let unnamed =
        |number: usize| Statement { speaker: Speaker::default(), ..statement(&format!("s{number}"), &[]) };
    other.statements = (1..=30).map(unnamed).collect();
    let html = check_one(&other);
    let letters = texts(&html, ".voice .letter");
    assert_eq!((letters[8].as_str(), letters[29].as_str()), ("I", "AD"));
    assert_eq!(all(&html, ".voice")[8].attr("class"), Some("voice h1"));
}

#[test]
fn several_dispatches_have_a_table_of_contents() {
    let readings = [reading(), of_text("Rien à dire.")];
    let html = check(&page(&readings), &readings);
    assert_eq!(
        texts(&html, "nav li"),
        [
            "Le maire promet un pont 2024-05-14 · Le Journal · 2 statements · 1 event",
            "d 0 statements · 0 events"
        ]
    );
    assert_eq!(texts(&html, "h1"), ["2 dispatches, read by depeche"]);
    let one = page(&readings[..1]);
    assert!(all(&check(&one, &readings[..1]), "nav").is_empty());
}

#[test]
fn nothing_to_show_is_said() {
    let empty = of_text("Rien.");
    let html = check_one(&empty);
    assert_eq!(
        texts(&html, ".none"),
        ["No statement was found.", "No event was found.", "No actor was found."]
    );
    let html = check(&page(&[]), &[]);
    assert_eq!(texts(&html, ".none"), ["No dispatch could be read."]);
}

#[test]
fn every_form_has_its_line() {
    for (form, class) in
        [(Form::Direct, "direct h1"), (Form::Mixed, "mixed h1"), (Form::Indirect, "indirect h1")]
    {
        let mut other: Reading = reading();
        other.statements[0].form = form;
        let html = check_one(&other);
        assert_eq!(all(&html, "article mark")[0].attr("class"), Some(class));
        let rule = class.split(' ').next().unwrap_or_default();
        assert!(form == Form::Direct || page::STYLE.contains(&format!("mark.{rule} {{")), "{rule}");
    }
}

#[test]
fn the_article_alone_is_the_text() {
    let html = Html::parse_fragment(
        &page::View::new(&reading(), "x", &page::ENGLISH).text().expect("a text is written"),
    );
    assert_eq!(article(&html), TEXT);
}
