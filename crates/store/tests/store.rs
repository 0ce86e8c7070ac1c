//! What goes into a store comes out of it, and nothing else happens to it.

mod common;

use common::{Folder, made, readings};
use records::{Document, Reading};
use store::{Added, Error, Made, Store, Wanted};

/// A document as an input gives it: without what the reader adds.
fn given(reading: &Reading) -> Document {
    Document { lang: "fr".into(), ..reading.document.clone() }
}

fn put(store: &mut Store, readings: &[Reading]) -> Vec<Added> {
    let mut writer = store.writer().unwrap();
    let added =
        readings.iter().map(|reading| writer.add(&given(reading), reading, &made()).unwrap()).collect();
    writer.commit().unwrap();
    added
}

#[test]
fn readings_come_out_as_they_went_in() {
    let folder = Folder::new();
    let mut store = Store::open(&folder.db()).unwrap();
    let readings = readings();
    let added = put(&mut store, &readings);
    assert!(added.iter().all(|added| matches!(added, Added::New(_))));
    for (row, reading) in store.rows().unwrap().into_iter().zip(&readings) {
        assert_eq!(store.reading(row).unwrap().as_ref(), Some(reading));
        let stored = store.stored(row).unwrap().unwrap();
        assert_eq!((stored.given, stored.made), (given(reading), made()));
    }
    assert_eq!(store.reading(9999).unwrap(), None);
}

#[test]
fn words_of_dates_that_cannot_be_resolved_come_out_too() {
    let folder = Folder::new();
    let mut store = Store::open(&folder.db()).unwrap();
    let mut readings = readings();
    let words = Some(records::Span::new(3, 8));
    for reading in &mut readings {
        for statement in &mut reading.statements {
            (statement.date, statement.unresolved_date) = (None, words);
        }
        for event in &mut reading.events {
            (event.date, event.unresolved_date) = (None, words);
        }
    }
    put(&mut store, &readings);
    assert!(!readings[0].statements.is_empty());
    assert_eq!(store.reading(1).unwrap().as_ref(), Some(&readings[0]));
}

#[test]
fn the_same_document_again_changes_nothing() {
    let folder = Folder::new();
    let mut store = Store::open(&folder.db()).unwrap();
    let readings = readings();
    put(&mut store, &readings);
    let before = folder.count(&store, "SELECT total_changes()");
    assert!(put(&mut store, &readings).iter().all(|added| *added == Added::Known));
    assert_eq!(folder.count(&store, "SELECT total_changes()"), before);
    assert!(readings.iter().all(|reading| store.wanted(&given(reading)).unwrap() == Wanted::Known));
}

#[test]
fn another_text_under_the_same_id_or_address_is_a_version_beside_the_old() {
    let folder = Folder::new();
    let mut store = Store::open(&folder.db()).unwrap();
    let mut reading = readings().remove(0);
    reading.document.url = Some("https://journal.example/un-article".into());
    put(&mut store, std::slice::from_ref(&reading));
    let old = reading.clone();
    reading.document.text.push_str("\nMis à jour.");
    assert_eq!(store.wanted(&given(&reading)).unwrap(), Wanted::Changed);
    assert!(matches!(put(&mut store, std::slice::from_ref(&reading))[..], [Added::Changed(2)]));
    // By its address, under another id: the id that it had stays.
    reading.document.id = "another".into();
    reading.document.text.push_str("\nEncore.");
    assert!(matches!(put(&mut store, std::slice::from_ref(&reading))[..], [Added::Changed(3)]));
    assert_eq!(store.rows().unwrap(), [3]);
    assert_eq!(store.reading(1).unwrap().as_ref(), Some(&old));
    let versions = "SELECT group_concat(key || version || current) FROM documents";
    let id = &old.document.id;
    let text: String = store.connection().query_row(versions, [], |row| row.get(0)).unwrap();
    assert_eq!(text, format!("{id}10,{id}20,{id}31"));
}

/// A source that has a dispatch twice, in two wordings, may be given again: neither is stored once more, and the newest stays the newest.
#[test]
fn an_older_version_that_comes_again_is_known() {
    let folder = Folder::new();
    let mut store = Store::open(&folder.db()).unwrap();
    let old = readings().remove(0);
    let mut new = old.clone();
    new.document.text.push_str("\nMis à jour.");
    assert!(matches!(put(&mut store, &[old.clone(), new.clone()])[..], [Added::New(1), Added::Changed(2)]));
    assert_eq!(store.wanted(&given(&old)).unwrap(), Wanted::Known);
    assert!(put(&mut store, &[old, new.clone()]).iter().all(|added| *added == Added::Known));
    assert_eq!(store.rows().unwrap(), [2]);
    assert_eq!(store.reading(2).unwrap(), Some(new));
}

#[test]
fn what_was_not_committed_is_not_there() {
    let folder = Folder::new();
    let mut store = Store::open(&folder.db()).unwrap();
    let readings = readings();
    let mut writer = store.writer().unwrap();
    writer.add(&given(&readings[0]), &readings[0], &made()).unwrap();
    drop(writer);
    assert!(store.rows().unwrap().is_empty());
    folder.is_sound(&store);
}

#[test]
fn reading_again_puts_other_records_in_the_place_of_the_old() {
    let folder = Folder::new();
    let mut store = Store::open(&folder.db()).unwrap();
    let readings = readings();
    put(&mut store, &readings);
    let newer = Made { reader: "fr, a better pack".into(), ..made() };
    let mut reading = readings[1].clone();
    reading.statements.truncate(1);
    reading.events.clear();
    let mut writer = store.writer().unwrap();
    writer.reread(2, &reading, &newer).unwrap();
    writer.commit().unwrap();
    assert_eq!(store.reading(2).unwrap().as_ref(), Some(&reading));
    assert_eq!(store.stored(2).unwrap().unwrap().made, newer);
    assert_eq!(store.reading(1).unwrap().as_ref(), Some(&readings[0]));
    folder.is_sound(&store);
}

#[test]
fn words_are_found_without_case_and_diacritics() {
    let folder = Folder::new();
    let mut store = Store::open(&folder.db()).unwrap();
    let mut reading = readings().remove(0);
    reading.document.text = "Le président de l'Ouzbékistan est à Pékin.".into();
    (reading.statements, reading.events, reading.actors, reading.places) = Default::default();
    put(&mut store, &[reading]);
    for (words, found) in [
        ("pekin", 1),
        ("OUZBEKISTAN", 1),
        ("Président NEAR pékin", 0),
        ("\"president de l\"", 1),
        ("tachkent", 0),
    ] {
        let count: i64 = store
            .connection()
            .query_row("SELECT count(*) FROM documents_text WHERE documents_text MATCH ?1", [words], |row| {
                row.get(0)
            })
            .unwrap();
        assert_eq!(count, found, "{words}");
    }
}

#[test]
fn views_have_the_joins_done() {
    let folder = Folder::new();
    let mut store = Store::open(&folder.db()).unwrap();
    let readings = readings();
    put(&mut store, &readings);
    let statements: usize = readings.iter().map(|reading| reading.statements.len()).sum();
    let events: usize = readings.iter().map(|reading| reading.events.len()).sum();
    assert_eq!(folder.count(&store, "SELECT count(*) FROM statements_view"), statements as i64);
    assert_eq!(folder.count(&store, "SELECT count(*) FROM events_view"), events as i64);
    let named = readings
        .iter()
        .flat_map(|reading| reading.statements.iter())
        .filter(|statement| statement.speaker.actor.is_some())
        .count();
    assert_eq!(folder.count(&store, "SELECT count(speaker) FROM statements_view"), named as i64);
    assert!(folder.count(&store, "SELECT sum(events) FROM dyads_month") > 0);
}

#[test]
fn other_files_are_refused_and_left_alone() {
    let folder = Folder::new();
    let garbage = folder
        .write("garbage.db", "This is no database, but long enough to be looked at as one. ".repeat(40));
    assert!(matches!(Store::open(&garbage), Err(Error::Foreign { .. })));
    let other = folder.path("other.db");
    rusqlite::Connection::open(&other)
        .unwrap()
        .execute_batch("CREATE TABLE t (x); PRAGMA user_version = 3")
        .unwrap();
    let before = std::fs::read(&other).unwrap();
    assert!(matches!(Store::open(&other), Err(Error::Foreign { .. })));
    assert!(matches!(Store::open_to_read(&other), Err(Error::Foreign { .. })));
    assert_eq!(std::fs::read(&other).unwrap(), before);
    assert!(matches!(Store::open_to_read(&folder.path("none.db")), Err(Error::Missing { .. })));
    assert!(matches!(Store::open(&folder.path("no/folder.db")), Err(Error::ReadOnly { .. })));
    let newer = folder.db();
    Store::open(&newer).unwrap().connection().execute_batch("PRAGMA user_version = 999").unwrap();
    assert!(matches!(Store::open(&newer), Err(Error::Newer { found: 999, .. })));
}

/// Names with their counts as they should be, and as they are.
fn names(store: &Store) -> [Vec<String>; 2] {
    let each = |sql: &str| -> Vec<String> {
        let mut statement = store.connection().prepare(sql).unwrap();
        let row = |row: &rusqlite::Row<'_>| {
            Ok((0..5).map(|at| format!("{:?} ", row.get_ref(at).unwrap())).collect())
        };
        statement.query_map([], row).unwrap().collect::<Result<_, _>>().unwrap()
    };
    [
        "SELECT a.folded, coalesce(a.country, ''), count(DISTINCT a.id), count(DISTINCT s.id), count(DISTINCT e.id) FROM actors a \
         LEFT JOIN statements s ON s.speaker = a.id AND s.current = 1 LEFT JOIN parties p ON p.actor = a.id \
         LEFT JOIN events e ON e.id = p.event AND e.current = 1 GROUP BY 1, 2 ORDER BY 1, 2",
        "SELECT folded, country, actors, statements, events FROM names ORDER BY 1, 2",
    ]
    .map(each)
}

#[test]
fn what_follows_from_records_is_kept_whatever_happens_in_a_batch() {
    let folder = Folder::new();
    let mut store = Store::open(&folder.db()).unwrap();
    let readings = readings();
    let mut writer = store.writer().unwrap();
    for reading in &readings {
        writer.add(&given(reading), reading, &made()).unwrap();
    }
    // Another version, and other records, of what came in the same batch; an old version read again.
    let mut newer = readings[0].clone();
    newer.document.text.push_str("\nMis à jour.");
    writer.add(&given(&newer), &newer, &made()).unwrap();
    let mut reread = readings[1].clone();
    reread.statements.truncate(1);
    writer.reread(2, &reread, &made()).unwrap();
    writer.reread(1, &readings[0], &made()).unwrap();
    writer.commit().unwrap();
    folder.is_sound(&store);
    let [expected, found] = names(&store);
    assert_eq!(expected, found);
    let dyads = "SELECT count(*) FROM dyads";
    let all = "SELECT count(*) FROM (SELECT DISTINCT a.country, b.country, p.event FROM parties p \
               JOIN actors a ON a.id = p.actor AND a.country IS NOT NULL JOIN parties q ON q.event = p.event AND q.side = 'target' \
               JOIN actors b ON b.id = q.actor AND b.country IS NOT NULL WHERE p.side = 'source')";
    assert_eq!(folder.count(&store, dyads), folder.count(&store, all));
    let linked = "SELECT count(utterance) + count(day) FROM statements WHERE document = 1";
    assert_eq!(folder.count(&store, linked), 0, "the old version is in no link");
}
