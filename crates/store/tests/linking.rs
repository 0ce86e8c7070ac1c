//! The same actors, utterances and events in documents of several outlets.

mod common;

use common::{Folder, made};
use records::{
    Act, Actor, ActorKind, Document, Event, EventType, Form, Reading, Sector, Span, Speaker, Statement,
    Status,
};
use store::Store;

/// A document with a statement and an event; the words of both stand in its text.
struct Report<'a> {
    outlet: &'a str,
    lang: &'a str,
    day: &'a str,
    who: (&'a str, ActorKind, Option<&'a str>, Option<&'a str>),
    says: &'a str,
    target: Option<(&'a str, &'a str)>,
    word: &'a str,
}

fn actor(id: &str, name: &str, kind: ActorKind, country: Option<&str>, role: Option<&str>) -> Actor {
    Actor {
        id: id.into(),
        name: name.into(),
        kind,
        country: country.map(str::to_owned),
        sectors: vec![Sector::Gov],
        role: role.map(str::to_owned),
        wikidata: None,
        member_of: None,
        mentions: vec![Span::new(0, 1)],
    }
}

fn reading(number: usize, report: &Report<'_>) -> Reading {
    let text = format!("{} {}", report.says, report.word);
    let says = report.says.chars().count() as u32;
    let (name, kind, country, role) = report.who;
    let mut actors = vec![actor("a1", name, kind, country, role)];
    actors.extend(
        report.target.map(|(name, country)| actor("a2", name, ActorKind::Country, Some(country), None)),
    );
    Reading {
        document: Document {
            id: format!("{}-{number}", report.outlet),
            lang: report.lang.into(),
            published: Some(report.day.into()),
            outlet: Some(report.outlet.into()),
            text: text.clone(),
            ..Document::default()
        },
        places: Vec::new(),
        statements: vec![Statement {
            id: "s1".into(),
            content: vec![Span::new(0, says)],
            quotes: Vec::new(),
            cue: None,
            form: Form::Indirect,
            act: Act::Say,
            negated: false,
            speaker: Speaker { mention: None, actor: Some("a1".into()) },
            addressee: None,
            medium: None,
            relays: Vec::new(),
            within: None,
            date: None,
            unresolved_date: None,
            rule: "test".into(),
        }],
        events: vec![Event {
            id: "e1".into(),
            kind: EventType::Sanction,
            mode: None,
            contexts: Vec::new(),
            cameo: None,
            goldstein: None,
            trigger: Span::new(says + 1, says + 1 + report.word.chars().count() as u32),
            source: vec!["a1".into()],
            target: report.target.iter().map(|_| "a2".to_owned()).collect(),
            status: Status::Occurred,
            voice: None,
            aside: false,
            date: None,
            unresolved_date: None,
            place: None,
            rule: "test".into(),
        }],
        actors,
    }
}

fn stored(folder: &Folder, reports: &[Report<'_>]) -> Store {
    let mut store = Store::open(&folder.db()).unwrap();
    let mut writer = store.writer().unwrap();
    for (number, report) in reports.iter().enumerate() {
        let reading = reading(number, report);
        writer.add(&reading.document.clone(), &reading, &made()).unwrap();
    }
    writer.commit().unwrap();
    store
}

/// A column of the first actor, statement or event of each document, in order.
fn column(store: &Store, table: &str, column: &str) -> Vec<Option<i64>> {
    let sql = format!("SELECT {column} FROM {table} WHERE local IN ('a1', 's1', 'e1') ORDER BY document");
    let mut statement = store.connection().prepare(&sql).unwrap();
    statement.query_map([], |row| row.get(0)).unwrap().collect::<Result<_, _>>().unwrap()
}

const SANCTIONS: &str =
    "la Suisse reprendra toutes les sanctions contre la Russie à partir de lundi prochain";

fn base<'a>() -> Report<'a> {
    Report {
        outlet: "ats",
        lang: "fr",
        day: "2022-02-28",
        who: ("Ignazio Cassis", ActorKind::Person, Some("CHE"), Some("président")),
        says: SANCTIONS,
        target: Some(("Russie", "RUS")),
        word: "sanctions",
    }
}

#[test]
fn one_utterance_and_one_event_in_three_outlets() {
    let folder = Folder::new();
    let store = stored(
        &folder,
        &[
            base(),
            Report {
                outlet: "b",
                says: "le pays reprendra toutes les sanctions contre la Russie dès lundi",
                ..base()
            },
            // By his function, a day later.
            Report {
                outlet: "c",
                day: "2022-03-01",
                who: ("le président suisse", ActorKind::Person, Some("CHE"), Some("président")),
                ..base()
            },
            Report {
                outlet: "d",
                says: "il ne partira pas avant la fin de son mandat, quoi qu'il arrive",
                ..base()
            },
            Report { outlet: "e", day: "2022-06-01", ..base() },
        ],
    );
    let actors = column(&store, "actors", "canon");
    assert!(actors.iter().all(|canon| *canon == actors[0] && canon.is_some()), "{actors:?}");
    let utterances = column(&store, "statements", "utterance");
    assert_eq!(utterances[0], utterances[1]);
    assert_eq!(utterances[0], utterances[2]);
    assert_ne!(utterances[0], utterances[3]);
    assert_ne!(utterances[0], utterances[4]);
    let events = column(&store, "events", "happening");
    assert_eq!(events[..4], [events[0]; 4]);
    assert_ne!(events[0], events[4]);
    folder.is_sound(&store);
}

#[test]
fn spellings_languages_and_surnames_meet() {
    let folder = Folder::new();
    let who = |name, lang| Report {
        who: (name, ActorKind::Person, Some("UKR"), None),
        lang,
        outlet: name,
        ..base()
    };
    let store = stored(
        &folder,
        &[
            who("Volodymyr Zelensky", "fr"),
            who("Volodymyr Zelenskyy", "en"),
            who("Zelensky", "fr"),
            who("Olena Zelenska", "fr"),
            Report { who: ("Volodymyr Zelensky", ActorKind::Person, Some("CAN"), None), ..base() },
            Report { who: ("ONU", ActorKind::Organisation, Some("IGO"), None), ..base() },
            Report {
                who: ("United Nations", ActorKind::Organisation, Some("IGO"), None),
                lang: "en",
                ..base()
            },
        ],
    );
    let canon = column(&store, "actors", "canon");
    assert_eq!(canon[..3], [canon[0]; 3]);
    assert!(![canon[0], canon[4]].contains(&canon[3]));
    assert_ne!(canon[0], canon[4], "a namesake of another country");
    assert_eq!(canon[5], canon[6]);
    let why: String = store
        .connection()
        .query_row("SELECT group_concat(canon_why, ', ') FROM (SELECT canon_why FROM actors WHERE local = 'a1' ORDER BY id LIMIT 3)", [], |row| row.get(0))
        .unwrap();
    assert_eq!(why, "first, spelling, surname");
}

#[test]
fn other_parties_are_other_events() {
    let folder = Folder::new();
    let iran = SANCTIONS.replace("la Russie", "l'Iran");
    let store = stored(
        &folder,
        &[
            base(),
            Report { outlet: "b", target: Some(("Iran", "IRN")), says: &iran, ..base() },
            Report { outlet: "c", who: ("Joe Biden", ActorKind::Person, Some("USA"), None), ..base() },
        ],
    );
    let events = column(&store, "events", "happening");
    assert!(events[0] != events[1] && events[0] != events[2] && events[1] != events[2], "{events:?}");
}

#[test]
fn an_older_version_is_out_of_all_links() {
    let folder = Folder::new();
    let mut store = stored(&folder, &[base()]);
    let mut newer = reading(0, &base());
    newer.document.text.push_str(" Mis à jour.");
    let mut writer = store.writer().unwrap();
    writer.add(&newer.document.clone(), &newer, &made()).unwrap();
    writer.commit().unwrap();
    let utterances = column(&store, "statements", "utterance");
    assert!(utterances[0].is_none() && utterances[1].is_some(), "{utterances:?}");
}

/// All links of a store, with what they were made by.
fn links(store: &Store) -> Vec<String> {
    let each = |sql: &str| -> Vec<String> {
        let mut statement = store.connection().prepare(sql).unwrap();
        let row = |row: &rusqlite::Row<'_>| {
            Ok((0..5).map(|at| format!("{:?} ", row.get::<_, rusqlite::types::Value>(at).unwrap())).collect())
        };
        statement.query_map([], row).unwrap().collect::<Result<_, _>>().unwrap()
    };
    let mut all = each("SELECT id, canon, canon_why, 1, 1 FROM actors ORDER BY id");
    all.extend(each("SELECT id, who, run, utterance, utterance_why FROM statements ORDER BY id"));
    all.extend(each("SELECT id, day, happening, happening_why, 1 FROM events ORDER BY id"));
    all.extend(each("SELECT country, role, canon, first, last FROM offices ORDER BY 1, 2, 3"));
    all.extend(each("SELECT id, name, country, wikidata, organisation FROM canon ORDER BY id"));
    all
}

/// What a writer keeps in memory only spares it questions: one that begins anew with each document links as one that goes on.
#[test]
fn links_do_not_depend_on_what_is_remembered() {
    let mut readings = common::readings();
    // All on some days around one, some of them twice or thrice, and in other words.
    for (number, reading) in readings.iter_mut().enumerate() {
        reading.document.published = Some(format!("2024-02-{:02}", 26 + number % 4));
    }
    let again = |reading: &Reading, id: &str| {
        let mut other = reading.clone();
        other.document.id.push_str(id);
        other.document.outlet = Some(id.to_owned());
        other.document.url = None;
        other
    };
    let copies: Vec<Reading> = readings.iter().map(|reading| again(reading, "bis")).collect();
    let others: Vec<Reading> = readings.iter().step_by(2).map(|reading| again(reading, "ter")).collect();
    let mut changed = readings.clone();
    for reading in changed.iter_mut().step_by(3) {
        reading.document.text.push_str("\nMis à jour.");
        reading.statements.truncate(2);
    }
    let all: Vec<Reading> = [readings, copies, changed, others].concat();
    let stored = |reopened: bool| {
        let folder = Folder::new();
        let mut store = Store::open(&folder.db()).unwrap();
        for batch in all.chunks(if reopened { 1 } else { 7 }) {
            if reopened {
                store = Store::open(&folder.db()).unwrap();
            }
            let mut writer = store.writer().unwrap();
            for reading in batch {
                writer.add(&reading.document.clone(), reading, &made()).unwrap();
            }
            writer.commit().unwrap();
        }
        for row in [2, 1, 5] {
            if reopened {
                store = Store::open(&folder.db()).unwrap();
            }
            let reading = store.reading(row).unwrap().unwrap();
            let mut writer = store.writer().unwrap();
            writer.reread(row, &reading, &made()).unwrap();
            writer.commit().unwrap();
        }
        folder.is_sound(&store);
        links(&store)
    };
    let links = stored(false);
    assert!(links.iter().filter(|link| link.contains(" as in ")).count() > 20, "{links:#?}");
    assert_eq!(links, stored(true));
}

#[test]
fn documents_that_were_stored_without_links_are_linked_as_if_they_had_been_stored_with_them() {
    let folder = Folder::new();
    let mut store = stored(
        &folder,
        &[
            base(),
            Report {
                outlet: "b",
                says: "le pays reprendra toutes les sanctions contre la Russie dès lundi",
                ..base()
            },
            Report { outlet: "c", day: "2022-03-01", word: "sanctionner", ..base() },
            Report {
                outlet: "d",
                who: ("le président", ActorKind::Person, Some("CHE"), Some("président")),
                ..base()
            },
            Report { outlet: "e", target: Some(("Iran", "IRN")), ..base() },
            Report { outlet: "f", target: None, day: "2022-02-27", ..base() },
        ],
    );
    let mut writer = store.writer().unwrap();
    for reading in common::readings() {
        writer.add(&reading.document.clone(), &reading, &made()).unwrap();
    }
    writer.commit().unwrap();
    let before = links(&store);
    store
        .connection()
        .execute_batch(
            "UPDATE actors SET canon = NULL, canon_why = NULL;
             UPDATE statements SET who = NULL, run = NULL, utterance = NULL, utterance_why = NULL;
             UPDATE events SET happening = NULL, happening_why = NULL;
             DELETE FROM offices; DELETE FROM canon; DELETE FROM utterances; DELETE FROM happenings;
             UPDATE documents SET linked = 0;",
        )
        .unwrap();
    let mut writer = store.writer().unwrap();
    assert_eq!(writer.link_old().unwrap(), 6 + common::readings().len());
    writer.commit().unwrap();
    assert_eq!(links(&store), before);
}

#[test]
fn what_was_not_stored_after_all_leaves_no_trace_in_links() {
    let folder = Folder::new();
    let mut store = stored(&folder, &[base()]);
    let mut writer = store.writer().unwrap();
    let other =
        Report { says: "nous fermerons demain toutes nos frontières avec le voisin du sud", ..base() };
    writer.add(&reading(1, &other).document, &reading(1, &other), &made()).unwrap();
    drop(writer);
    // Takes the ids that the one before had.
    let mut writer = store.writer().unwrap();
    for (number, outlet) in [(2, "c"), (3, "d")] {
        let report = Report { outlet, ..base() };
        writer.add(&reading(number, &report).document, &reading(number, &report), &made()).unwrap();
    }
    writer.commit().unwrap();
    let utterances = column(&store, "statements", "utterance");
    assert_eq!(utterances, [utterances[0]; 3]);
    folder.is_sound(&store);
}

/// What one said of whom a report tells by other words.
const POWER: &str = "le gouvernement construira douze centrales au bord du fleuve";

#[test]
fn who_is_described_says_what_one_with_a_name_does_unless_he_must_be_another() {
    let folder = Folder::new();
    let said = |outlet, who, says| Report { outlet, who, says, ..base() };
    let person = ActorKind::Person;
    let passive = "douze centrales seront construites au bord du fleuve par le gouvernement";
    let store = stored(
        &folder,
        &[
            said("a", ("Awa Koné", person, Some("MLI"), Some("ministre")), POWER),
            // No country, no name, the words in another order; then her surname alone.
            said("b", ("la ministre de l'énergie", person, None, Some("ministre")), passive),
            said("c", ("Koné", person, None, None), POWER),
            said("d", ("le ministre ivoirien", person, Some("CIV"), Some("ministre")), passive),
            said("e", ("Mali", ActorKind::Country, Some("MLI"), None), POWER),
            said("f", ("Ibrahim Touré", person, Some("MLI"), Some("maire")), passive),
            // An utterance that was another's is not this one's.
            said("g", ("Issa Touré", person, Some("MLI"), Some("préfet")), passive),
        ],
    );
    let utterances = column(&store, "statements", "utterance");
    let first = utterances[0];
    let same: Vec<bool> = utterances.iter().map(|one| *one == first).collect();
    assert_eq!(same, [true, true, true, false, true, false, false], "{utterances:?}");
    assert_ne!(utterances[5], utterances[6]);
    let why: String = store
        .connection()
        .query_row("SELECT utterance_why FROM statements WHERE id = 2", [], |row| row.get(0))
        .unwrap();
    assert_eq!(why, "6 of 6 telling words as in statement 1");
}

#[test]
fn other_numbers_are_other_statements() {
    let folder = Folder::new();
    let said = |outlet, says| Report { outlet, says, ..base() };
    let store = stored(
        &folder,
        &[
            said("a", "les combats auraient tué 40 civils dans la capitale"),
            said("b", "dans la capitale, 40 civils tués par les combats"),
            said("c", "dans la capitale, 70 civils tués par les combats"),
        ],
    );
    let utterances = column(&store, "statements", "utterance");
    assert!(utterances[0] == utterances[1] && utterances[2] != utterances[0], "{utterances:?}");
}

#[test]
fn a_capital_is_its_country_when_it_acts() {
    let folder = Folder::new();
    let who = |outlet, name, kind, country| Report {
        outlet,
        who: (name, kind, Some(country), None),
        target: None,
        ..base()
    };
    let store = stored(
        &folder,
        &[
            who("a", "Pékin", ActorKind::Organisation, "CHN"),
            who("b", "Chine", ActorKind::Country, "CHN"),
            who("c", "Beijing", ActorKind::Organisation, "CHN"),
            // A namesake elsewhere is no capital.
            who("d", "Pékin", ActorKind::Organisation, "USA"),
        ],
    );
    let canon = column(&store, "actors", "canon");
    assert!(canon[0] == canon[1] && canon[0] == canon[2] && canon[0] != canon[3], "{canon:?}");
    let name: String = store
        .connection()
        .query_row("SELECT name FROM canon WHERE kind = 'country'", [], |row| row.get(0))
        .unwrap();
    assert_eq!(name, "Chine");
}

#[test]
fn acts_of_compatriots_are_one_only_if_their_sentences_are_alike() {
    let folder = Folder::new();
    let crowd = |outlet, name, says| Report {
        outlet,
        who: (name, ActorKind::Group, Some("FRA"), None),
        says,
        target: None,
        word: "sanctions",
        ..base()
    };
    let store = stored(
        &folder,
        &[
            crowd("a", "des pêcheurs", "les pêcheurs bretons bloquent le port contre les"),
            crowd("b", "des manifestants", "le port est bloqué par des pêcheurs bretons contre les"),
            crowd("c", "des lycéens", "devant le rectorat, des lycéens lillois refusent les"),
        ],
    );
    let events = column(&store, "events", "happening");
    assert!(events[0] == events[1] && events[2] != events[0], "{events:?}");
}
