//! The columns, on a reading made by hand.

use super::{CAMEO_COLUMNS, PLOVER_COLUMNS, cameo, header, plover};
use records::{
    Act, Actor, ActorKind, DateRef, Document, Event, EventPlace, EventType, Form, Grain, Place, Reading,
    Sector, Span, Speaker, Statement, Status,
};

const TEXT: &str = "La police a arrêté Paul Roy\tet Zoé Blanc mardi à Lyon, dit Anne Petit.";

fn at(words: &str) -> Span {
    let start = TEXT[..TEXT.find(words).expect("the words stand in the text")].chars().count() as u32;
    Span::new(start, start + words.chars().count() as u32)
}

fn actor(id: &str, name: &str, country: Option<&str>, sectors: Vec<Sector>) -> Actor {
    Actor {
        id: id.into(),
        name: name.into(),
        kind: ActorKind::Person,
        country: country.map(Into::into),
        sectors,
        role: None,
        wikidata: None,
        member_of: None,
        mentions: vec![at(name)],
    }
}

fn reading() -> Reading {
    let statement = Statement {
        id: "s1".into(),
        content: vec![at("La police a arrêté")],
        quotes: vec![],
        cue: None,
        form: Form::Indirect,
        act: Act::Say,
        negated: false,
        speaker: Speaker { mention: None, actor: Some("a4".into()) },
        addressee: None,
        medium: None,
        relays: vec![],
        within: None,
        date: None,
        unresolved_date: None,
        rule: "fr/speech/dire".into(),
    };
    let event = Event {
        id: "e1".into(),
        kind: EventType::Coerce,
        mode: Some("arrest".into()),
        contexts: vec!["legal".into()],
        cameo: Some("173".into()),
        goldstein: Some(-5.0),
        trigger: at("arrêté"),
        source: vec!["a1".into()],
        target: vec!["a2".into(), "a3".into()],
        status: Status::Alleged,
        voice: Some("s1".into()),
        aside: false,
        date: Some(DateRef {
            start: "2024-05-14".into(),
            end: "2024-05-14".into(),
            grain: Grain::Day,
            mention: Some(at("mardi")),
        }),
        unresolved_date: None,
        place: Some(EventPlace { place: Some("p1".into()), mention: at("Lyon") }),
        rule: "fr/events/arrêter".into(),
    };
    let bare = Event {
        id: "e2".into(),
        kind: EventType::Agree,
        mode: None,
        contexts: vec![],
        cameo: None,
        goldstein: None,
        source: vec![],
        target: vec![],
        status: Status::Planned,
        voice: None,
        aside: false,
        date: None,
        unresolved_date: None,
        place: None,
        ..event.clone()
    };
    Reading {
        document: Document {
            id: "d1".into(),
            lang: "fr".into(),
            published: Some("2024-05-15".into()),
            outlet: Some("Radio Rade".into()),
            url: Some("https://rade.example/1".into()),
            text: TEXT.into(),
            ..Document::default()
        },
        actors: vec![
            actor("a1", "La police", Some("FRA"), vec![Sector::Cop]),
            actor("a2", "Paul Roy", Some("FRA"), vec![Sector::Opp, Sector::Pty]),
            actor("a3", "Zoé Blanc", None, vec![]),
            actor("a4", "Anne Petit", Some("FRA"), vec![Sector::Gov]),
        ],
        places: vec![Place {
            id: "p1".into(),
            name: "Lyon".into(),
            country: Some("FRA".into()),
            geonames: Some(2_996_944),
            lat: Some(45.75),
            lon: Some(4.85),
            kind: "city".into(),
            mentions: vec![at("Lyon")],
        }],
        statements: vec![statement],
        events: vec![event, bare],
    }
}

/// The cell of a column in a row of a table.
fn cell<'t>(columns: &[&str], table: &'t str, row: usize, column: &str) -> &'t str {
    let cells: Vec<&str> = table.lines().nth(row).expect("the row").split('\t').collect();
    assert_eq!(cells.len(), columns.len(), "row {row}");
    cells[columns.iter().position(|name| *name == column).expect("the column")]
}

#[test]
fn plover_has_the_columns_of_polecat_and_three_more() {
    assert_eq!(PLOVER_COLUMNS.len(), 43);
    assert!(
        header(PLOVER_COLUMNS)
            .starts_with("Event ID\tEvent Date\tEvent Type\tEvent Mode\tIntensity\tQuad Code\t")
    );
    let table = plover(&reading());
    assert_eq!(table.lines().count(), 2);
    let told = |column| cell(PLOVER_COLUMNS, &table, 0, column);
    for (column, value) in [
        ("Event ID", "d1/e1"),
        ("Event Date", "2024-05-14"),
        ("Event Type", "COERCE"),
        ("Event Mode", "arrest"),
        ("Intensity", "-7"),
        ("Quad Code", "MATERIAL CONFLICT"),
        ("Contexts", "legal"),
        ("Actor Name", "La police"),
        ("Actor Country", "FRA"),
        ("Primary Actor Sector", "COP"),
        ("Recipient Name", "Paul Roy; Zoé Blanc"),
        ("Recipient Sectors", "OPP; PTY"),
        ("City", "Lyon"),
        ("Country", "FRA"),
        ("GeoNames ID", "2996944"),
        ("Source", "Radio Rade"),
        ("Publication Date", "2024-05-15"),
        ("Status", "alleged"),
        ("Voice", "Anne Petit"),
        ("Trigger", "arrêté"),
    ] {
        assert_eq!(told(column), value, "{column}");
    }
    let bare = |column| cell(PLOVER_COLUMNS, &table, 1, column);
    for (column, value) in [
        ("Event Date", "2024-05-15"),
        ("Event Mode", "None"),
        ("Intensity", "2.5"),
        ("Actor Name", "None"),
        ("Placename", "None"),
        ("Voice", "None"),
    ] {
        assert_eq!(bare(column), value, "{column}");
    }
}

#[test]
fn cameo_has_a_row_for_each_pair_and_none_without_a_code() {
    let table = cameo(&reading());
    assert_eq!(table.lines().count(), 2);
    for (row, column, value) in [
        (0, "GlobalEventID", "d1/e1.1"),
        (0, "Day", "20240514"),
        (0, "MonthYear", "202405"),
        (0, "Year", "2024"),
        (0, "Actor1Code", "FRACOP"),
        (0, "Actor2Code", "FRAOPPPTY"),
        (0, "Actor2Type2Code", "PTY"),
        (0, "EventCode", "173"),
        (0, "EventRootCode", "17"),
        (0, "QuadClass", "4"),
        (0, "GoldsteinScale", "-5"),
        (0, "ActionGeo_FullName", "Lyon"),
        (0, "ActionGeo_Lat", "45.75"),
        (0, "DATEADDED", "20240515"),
        (0, "SOURCEURL", "https://rade.example/1"),
        (0, "Status", "alleged"),
        (0, "Voice", "Anne Petit"),
        (1, "GlobalEventID", "d1/e1.2"),
        (1, "Actor2Name", "Zoé Blanc"),
        (1, "Actor2CountryCode", ""),
    ] {
        assert_eq!(cell(CAMEO_COLUMNS, &table, row, column), value, "{row} {column}");
    }
}

#[test]
fn no_cell_holds_a_tab_or_a_line_feed() {
    let mut odd = reading();
    odd.actors[0].name = "La\tpolice\nnationale".into();
    let table = plover(&odd);
    assert_eq!(cell(PLOVER_COLUMNS, &table, 0, "Actor Name"), "La police nationale");
    assert_eq!(table.lines().count(), 2);
}
