//! Questions find what is there, and nothing else.

mod common;

use common::{Folder, made, readings};
use records::{Act, EventType, Form, Status};
use std::time::Duration;
use store::{
    Error, Store,
    query::{
        self, Bounds, Days, Events, Outlet, Page, Rows, Search, Spot, Statements, Step, Timeline, Value, Who,
        statement,
    },
};

/// Our readings, told by two outlets.
fn filled(folder: &Folder) -> Store {
    let mut store = Store::open(&folder.db()).unwrap();
    let mut writer = store.writer().unwrap();
    for (number, mut reading) in readings().into_iter().enumerate() {
        reading.document.outlet = Some(["La Dépêche du Sud", "Le Phare"][number % 2].into());
        writer.add(&reading.document.clone(), &reading, &made()).unwrap();
    }
    writer.commit().unwrap();
    store
}

fn who(store: &Store, text: &str) -> Option<Who> {
    Some(Who::resolve(store, text).unwrap())
}

/// A column of the statements that fit.
fn said(store: &Store, filter: &Statements, column: &str) -> Vec<String> {
    let found = filter.find(store, Page::default()).unwrap();
    let at = query::STATEMENT_COLUMNS.iter().position(|name| *name == column).unwrap();
    found.ids.iter().map(|id| statement(store, *id).unwrap()[at].cell()).collect()
}

fn done(store: &Store, filter: &Events, column: &str) -> Vec<String> {
    let found = filter.find(store, Page::default()).unwrap();
    let at = query::EVENT_COLUMNS.iter().position(|name| *name == column).unwrap();
    found.ids.iter().map(|id| query::event(store, *id).unwrap()[at].cell()).collect()
}

fn column(rows: &Rows, name: &str) -> Vec<String> {
    let at = rows.columns.iter().position(|column| column == name).unwrap();
    rows.rows.iter().map(|row| row[at].cell()).collect()
}

/// Found by the soak: a page had found an event, which was gone, read again, when it asked what the event says.
#[test]
fn questions_of_one_moment_do_not_see_what_is_read_again_meanwhile() {
    let folder = Folder::new();
    let mut writing = filled(&folder);
    let reader = Store::open_to_read(&folder.db()).unwrap();
    // Another one each time, none the last: its records get other numbers.
    let mut readings = readings().into_iter().zip(1..);
    let mut read_again = || {
        let (reading, row) = readings.next().unwrap();
        let mut writer = writing.writer().unwrap();
        writer.reread(row, &reading, &made()).unwrap();
        writer.commit().unwrap();
    };
    let events = |between: &mut dyn FnMut()| -> Result<usize, Error> {
        let found = Events::default().find(&reader, Page::default())?;
        between();
        found
            .ids
            .iter()
            .map(|id| query::event(&reader, *id))
            .collect::<Result<Vec<_>, _>>()
            .map(|rows| rows.len())
    };
    let count = reader.as_it_is(|_| events(&mut read_again)).unwrap();
    assert!(count > 3);
    assert!(events(&mut read_again).is_err(), "without that they would");
    assert_eq!(events(&mut || ()).unwrap(), count);
}

#[test]
fn statements_are_found_by_who_says_what() {
    let folder = Folder::new();
    let store = filled(&folder);
    let by = |name: &str| Statements { by: who(&store, name), ..Statements::default() };
    assert_eq!(said(&store, &by("kanoute"), "id"), ["s4", "s5", "s6"]);
    assert_eq!(said(&store, &by("DRISSA Kanouté"), "id").len(), 3);
    // Whole words, and all of them.
    assert!(who(&store, "kanou").unwrap().is_nobody());
    assert!(who(&store, "Drissa Haïdara").unwrap().is_nobody());
    for country in ["MLI", "Mali", "mali", "Malí"] {
        assert_eq!(said(&store, &by(country), "speaker_country"), ["MLI"; 8], "{country}");
    }
    assert_eq!(said(&store, &by("IGO"), "speaker_country"), ["IGO"; 4]);
    let promises = Statements { acts: vec![Act::Promise], forms: vec![Form::Direct], ..by("Mali") };
    assert_eq!(said(&store, &promises, "id"), ["s5"]);
    let to = Statements { to: who(&store, "militaires"), ..Statements::default() };
    assert_eq!(said(&store, &to, "addressee"), ["des militaires"]);
}

#[test]
fn statements_are_found_by_words_days_and_outlets() {
    let folder = Folder::new();
    let store = filled(&folder);
    let about = |text: &str| Statements { about: Some(text.into()), ..Statements::default() };
    // « Pyongyang » is a town; « Corée du Nord », « nord-coréen » are the country's.
    assert_eq!(said(&store, &about("PRK"), "id"), ["s2"]);
    assert_eq!(said(&store, &about("North Korea"), "id"), ["s2"]);
    let search = |text: &str| Statements { search: Some(text.into()), ..Statements::default() };
    assert_eq!(said(&store, &search("\"telephonique de panmunjom\""), "id"), ["s3"]);
    assert_eq!(said(&store, &search("panmunjom telephonique"), "id"), ["s3"]);
    assert!(said(&store, &search("\"panmunjom telephonique\""), "id").is_empty());
    assert_eq!(said(&store, &search("pirog* OR cacao"), "id"), ["s2", "s10"]);
    for odd in ["\"", "(", "NOT", "content:x", "a AND", "*", "^", "-", "'; DROP TABLE statements; --"] {
        said(&store, &search(odd), "id");
    }
    let days = |since: &str, until: &str| Days { since: Some(since.into()), until: Some(until.into()) };
    let in_2020 = Statements { days: days("2020", "2020"), ..Statements::default() };
    let found = said(&store, &in_2020, "day");
    assert!(found.iter().all(|day| day.starts_with("2020-")) && found.len() == 22, "{found:?}");
    assert!(found.is_sorted_by(|a, b| a >= b), "newest first");
    let in_march = Statements { days: days("2004-03-01", "2004-03-01"), ..Statements::default() };
    assert_eq!(said(&store, &in_march, "document"), ["own-fr-121"; 4]);
    let outlet = Outlet::resolve(&store, "la depeche du sud").unwrap();
    assert_eq!(outlet.outlets, ["La Dépêche du Sud"]);
    let of = Statements { outlet: Some(outlet), lang: Some("fr".into()), ..search("pirog*") };
    assert!(said(&store, &of, "id").is_empty());
    assert_eq!(Outlet::resolve(&store, "phare").unwrap().outlets, ["Le Phare"]);
    assert!(Outlet::resolve(&store, "Times").unwrap().outlets.is_empty());
}

#[test]
fn answers_come_in_pages() {
    let folder = Folder::new();
    let store = filled(&folder);
    let all = Statements::default().find(&store, Page::default()).unwrap();
    assert!(!all.more);
    let mut paged = Vec::new();
    loop {
        let page = Page { limit: Some(7), offset: paged.len() as u64 };
        let found = Statements::default().find(&store, page).unwrap();
        paged.extend(found.ids);
        if !found.more {
            break;
        }
    }
    assert_eq!(paged, all.ids);
}

#[test]
fn only_newest_versions_answer() {
    let folder = Folder::new();
    let mut store = filled(&folder);
    let by = |store: &Store| {
        said(store, &Statements { by: who(store, "Kanouté"), ..Statements::default() }, "id").len()
    };
    assert_eq!(by(&store), 3);
    let mut reading = readings().remove(6);
    reading.document.text.push_str("\nMis à jour.");
    reading.statements.retain(|statement| statement.id != "s4");
    let mut writer = store.writer().unwrap();
    writer.add(&reading.document.clone(), &reading, &made()).unwrap();
    writer.commit().unwrap();
    assert_eq!(by(&store), 2);
    assert_eq!(folder.count(&store, "SELECT count(*) FROM statements WHERE current = 0"), 11);
    folder.is_sound(&store);
}

/// How many names and actors across documents are not counted as they stand in the records.
fn miscounted(store: &Store) -> i64 {
    // By whom: statements, events and actors that there are, then the columns that count them.
    let wrong = |from: &str, by: &str, [actors, statements, events]: [&str; 3]| {
        format!(
            "(SELECT count(*) FROM {from} WHERE {statements} <> (
                SELECT count(*) FROM actors a JOIN statements s ON s.speaker = a.id
                JOIN documents d ON d.id = s.document AND d.current = 1 WHERE {by})
            OR {events} <> (
                SELECT count(DISTINCT e.id) FROM actors a JOIN parties p ON p.actor = a.id JOIN events e ON e.id = p.event
                JOIN documents d ON d.id = e.document AND d.current = 1 WHERE {by})
            OR {actors} <> (SELECT count(*) FROM actors a WHERE {by}))"
        )
    };
    let name = "a.folded = n.folded AND coalesce(a.country, '') = n.country";
    let sql = format!(
        "SELECT {} + {} + {}",
        wrong("names n", name, ["n.actors", "n.statements", "n.events"]),
        wrong(
            "names n",
            &format!("{name} AND a.canon IS NULL"),
            ["n.free", "n.free_statements", "n.free_events"]
        ),
        wrong("canon c", "a.canon = c.id", ["c.actors", "c.statements", "c.events"]),
    );
    store.connection().query_row(&sql, [], |row| row.get(0)).unwrap()
}

#[test]
fn counts_of_names_stay_right_whatever_becomes_of_documents() {
    let folder = Folder::new();
    let mut store = filled(&folder);
    assert!(folder.count(&store, "SELECT sum(statements) * sum(events) FROM names") > 0);
    assert_eq!(miscounted(&store), 0);
    // Another version of one, others read again, old versions too.
    let mut reading = readings().remove(6);
    reading.document.text.push_str("\nMis à jour.");
    let mut writer = store.writer().unwrap();
    writer.add(&reading.document.clone(), &reading, &made()).unwrap();
    writer.commit().unwrap();
    assert_eq!(miscounted(&store), 0);
    reading.statements.truncate(2);
    reading.events.truncate(3);
    for (row, reading) in [(8, &reading), (7, &readings()[6]), (1, &readings()[1])] {
        let mut writer = store.writer().unwrap();
        writer.reread(row, reading, &made()).unwrap();
        writer.commit().unwrap();
        assert_eq!(miscounted(&store), 0, "after row {row}");
    }
    // Links that are made, unmade and moved behind the writer's back.
    for set in ["NULL", "(SELECT min(id) FROM canon)", "(SELECT max(id) - id % 3 FROM canon)", "NULL"] {
        store.connection().execute(&format!("UPDATE actors SET canon = {set} WHERE id % 2 = 0"), []).unwrap();
        assert_eq!(miscounted(&store), 0, "linked to {set}");
    }
    folder.is_sound(&store);
}

#[test]
fn linked_actors_are_one_with_all_their_names() {
    let folder = Folder::new();
    let mut store = Store::open(&folder.db()).unwrap();
    let mut writer = store.writer().unwrap();
    // The same dispatch by three outlets; one spells a name otherwise.
    for number in 0..3 {
        let mut reading = readings().remove(0);
        reading.document.id = format!("d{number}");
        for actor in reading.actors.iter_mut().filter(|actor| number == 2 && actor.name == "Moon Tae-jun") {
            actor.name = "Mun Tae-jun".into();
            actor.wikidata = Some("Q1".into());
        }
        for actor in reading.actors.iter_mut().filter(|actor| number < 2 && actor.name == "Moon Tae-jun") {
            actor.wikidata = Some("Q1".into());
        }
        writer.add(&reading.document.clone(), &reading, &made()).unwrap();
    }
    writer.commit().unwrap();
    let find = |filter: query::Actors, page: Page| filter.find(&store, page).unwrap();
    for asked in ["moon", "Mun Tae-jun"] {
        let rows =
            find(query::Actors { who: who(&store, asked), ..query::Actors::default() }, Page::default());
        assert_eq!(column(&rows, "name"), ["Moon Tae-jun"], "{asked}");
        assert_eq!(
            (column(&rows, "documents"), column(&rows, "names")),
            (vec!["3".into()], vec!["Mun Tae-jun".into()])
        );
        assert_eq!(column(&rows, "wikidata"), ["Q1"]);
    }
    let rows = find(query::Actors::default(), Page::default());
    let sum =
        |name: &str| -> i64 { column(&rows, name).iter().map(|cell| cell.parse::<i64>().unwrap()).sum() };
    // Every actor of every document is in one row, and every statement that has a speaker.
    assert_eq!(sum("documents"), folder.count(&store, "SELECT count(*) FROM actors"));
    assert_eq!(sum("statements"), folder.count(&store, "SELECT count(speaker) FROM statements"));
    assert!(column(&rows, "documents").windows(2).all(|pair| pair[0] >= pair[1]));
    assert!(column(&rows, "canon").iter().any(String::is_empty), "some are linked to none");
    // Pages are parts of the whole.
    let mut paged = Vec::new();
    for offset in (0..rows.rows.len() as u64).step_by(3) {
        let page = find(query::Actors::default(), Page { limit: Some(3), offset });
        assert_eq!(page.more, offset + 3 < rows.rows.len() as u64);
        paged.extend(page.rows);
    }
    assert_eq!(paged, rows.rows);
    for kind in [records::ActorKind::Person, records::ActorKind::Country] {
        let some = find(query::Actors { kind: Some(kind), ..query::Actors::default() }, Page::default());
        let all: Vec<_> = rows.rows.iter().filter(|row| row[5].cell() == kind.as_str()).cloned().collect();
        assert_eq!(some.rows, all);
    }
    let some = find(
        query::Actors {
            country: Some("PRK"),
            sector: Some(records::Sector::Med),
            ..query::Actors::default()
        },
        Page::default(),
    );
    assert!(!some.rows.is_empty() && column(&some, "sectors").iter().all(|codes| codes.contains("MED")));
}

#[test]
fn events_are_found_by_parties_type_and_place() {
    let folder = Folder::new();
    let store = filled(&folder);
    let between = |source: &str, target: &str| Events {
        source: who(&store, source),
        target: who(&store, target),
        ..Events::default()
    };
    assert_eq!(done(&store, &between("Corée du Sud", "North Korea"), "type"), ["REQUEST"]);
    assert_eq!(done(&store, &between("Moon Tae-jun", "PRK"), "id"), ["e5"]);
    assert_eq!(done(&store, &between("KCNA", "troupes"), "target_country"), ["USA"]);
    let planned =
        Events { statuses: vec![Status::Planned], types: vec![EventType::Consult], ..Events::default() };
    assert_eq!(done(&store, &planned, "status").len(), 2);
    let at = |place: &str| Events { place: Some(Spot::of(place)), ..Events::default() };
    assert_eq!(done(&store, &at("kati"), "place"), ["Kati", "Kati"]);
    assert!(done(&store, &at("Ghana"), "place_country").iter().all(|code| code == "GHA"));
    let main = Events { main_only: true, ..at("kati") };
    assert_eq!(done(&store, &main, "id").len(), 1);
}

#[test]
fn nobody_is_told_with_names_that_are_near() {
    let folder = Folder::new();
    let store = filled(&folder);
    let near = |text: &str| Who::resolve(&store, text).unwrap().near(&store).unwrap();
    assert_eq!(near("Drisa Kanouté").first().map(String::as_str), Some("Drissa Kanouté"));
    assert_eq!(near("Kanouthé").first().map(String::as_str), Some("Drissa Kanouté"));
    assert_eq!(near("Ouzbékistann").first().map(String::as_str), Some("Ouzbékistan"));
    assert!(near("Zzyzx Qwerty").is_empty());
}

#[test]
fn actors_dyads_and_days_are_counted() {
    let folder = Folder::new();
    let store = filled(&folder);
    let filter = query::Actors { who: who(&store, "Kanouté"), ..query::Actors::default() };
    let rows = filter.find(&store, Page::default()).unwrap();
    assert_eq!(column(&rows, "name"), ["Drissa Kanouté"]);
    assert_eq!(
        (column(&rows, "documents"), column(&rows, "statements")),
        (vec!["1".into()], vec!["3".into()])
    );
    let filter = query::Actors { country: Some("IGO"), ..query::Actors::default() };
    assert!(
        column(&filter.find(&store, Page::default()).unwrap(), "country").iter().all(|code| code == "IGO")
    );
    let dyads =
        query::Dyads { one: "KOR".into(), other: "PRK".into(), step: Step::Month, ..query::Dyads::default() };
    let rows = dyads.find(&store).unwrap();
    assert_eq!(column(&rows, "period"), ["2026-03"]);
    assert_eq!(column(&rows, "goldstein"), ["-5"]);
    let of = Timeline { who: who(&store, "Kanouté").unwrap(), days: Days::default() };
    let rows = of.find(&store, Page::default()).unwrap();
    assert_eq!(column(&rows, "kind").iter().filter(|kind| *kind == "said").count(), 3);
    assert_eq!(column(&rows, "kind").iter().filter(|kind| *kind == "did").count(), 2);
    let days = column(&rows, "day");
    assert!(days.is_sorted(), "{days:?}");
    let two = of.find(&store, Page { limit: Some(2), offset: 0 }).unwrap();
    assert!(two.more && two.rows.len() == 2);
}

#[test]
fn documents_are_searched() {
    let folder = Folder::new();
    let store = filled(&folder);
    let search = |text: &str, days: Days| {
        let search = Search { text: text.into(), days, ..Search::default() };
        search.find(&store, Page::default()).unwrap()
    };
    let rows = search("putsch riz", Days::default());
    assert_eq!(column(&rows, "document"), ["own-fr-171"]);
    assert!(column(&rows, "snippet")[0].contains('›'));
    assert_eq!(search("grève", Days { since: Some("2021".into()), until: None }).rows.len(), 0);
    assert!(search("…", Days::default()).rows.is_empty());
    let newest = Search { text: "le".into(), newest: true, ..Search::default() };
    let days = column(&newest.find(&store, Page::default()).unwrap(), "published");
    assert!(days.len() > 2 && days.is_sorted_by(|a, b| a >= b), "{days:?}");
}

/// A store with many short documents that all have some words, and a statement in each.
fn crowded(folder: &Folder, count: usize) -> Store {
    let store = filled(folder);
    let many = format!(
        "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {count})
         INSERT INTO documents (id, key, version, current, digest, given, lang, published, outlet, marks, copies, text, run)
         SELECT 1000 + i, 'n' || i, 1, i % 1000 <> 7, x'', '', iif(i % 3, 'fr', 'en'), date('2001-01-01', (i % 7000) || ' days'),
             iif(i % 2, 'Le Phare', 'Le Soir'), '[]', '[]', 'La mer monte' || iif(i % 100, '.', ', la mer baisse.'), 1 FROM n;
         INSERT INTO documents_text (rowid, title, text) SELECT id, title, text FROM documents WHERE id > 1000;
         INSERT INTO statements (id, document, local, content, spans, form, act, negated, speaker, is_addressed, rule, current, day)
         SELECT 1000 + id, id, 's1', text, '[]', 'direct', iif(id % 10, 'say', 'promise'), 0, 1, 0, 'test', current, published
         FROM documents WHERE id > 1000;
         INSERT INTO statements_text (rowid, content) SELECT id, content FROM statements WHERE id > 2000;"
    );
    store.connection().execute_batch(&many).unwrap();
    store
}

#[test]
fn words_in_very_many_documents_are_ranked_among_the_last() {
    let folder = Folder::new();
    let store = crowded(&folder, 12_000);
    let page = Page { limit: Some(5), offset: 0 };
    let search = Search { text: "mer".into(), ..Search::default() };
    let found = search.find(&store, page).unwrap();
    let capped = found.capped.unwrap();
    // Twelve are old versions, and one of our readings is about the sea too.
    assert_eq!((capped.ranked, capped.matching), (10_000, 11_989));
    assert!(found.more && found.rows.len() == 5);
    // Twice is more than once.
    assert!(column(&found, "snippet").iter().all(|snippet| snippet.contains("baisse")), "{found:?}");
    let both = Search { text: "mer baisse".into(), ..Search::default() }.find(&store, page).unwrap();
    assert!(both.capped.is_none() && both.more);
    // What narrows down is looked at before.
    let narrow = Search {
        days: Days { since: Some("2001-02".into()), until: Some("2001-02".into()) },
        outlet: Some(Outlet::resolve(&store, "le phare").unwrap()),
        lang: Some("en".into()),
        ..search.clone()
    };
    let found = narrow.find(&store, Page::default()).unwrap();
    assert!(found.capped.is_none() && !found.rows.is_empty());
    let all = folder.count(
        &store,
        "SELECT count(*) FROM documents WHERE current = 1 AND published LIKE '2001-02%' AND outlet = 'Le Phare' AND lang = 'en' AND id > 1000",
    );
    assert_eq!(found.rows.len() as i64, all);
    for newest in [search, narrow] {
        let newest = Search { newest: true, ..newest };
        let days = column(&newest.find(&store, Page::default()).unwrap(), "published");
        assert!(days.len() > 2 && days.is_sorted_by(|a, b| a >= b));
        let second = Page { limit: Some(2), offset: 1 };
        assert_eq!(column(&newest.find(&store, second).unwrap(), "published"), days[1..3]);
    }
}

#[test]
fn words_in_very_many_statements_are_found_as_in_few() {
    let folder = Folder::new();
    let store = crowded(&folder, 25_000);
    let page = Page { limit: Some(20), offset: 10 };
    let search = Statements { search: Some("mer".into()), acts: vec![Act::Promise], ..Statements::default() };
    let sql = "SELECT id FROM statements WHERE id > 2000 AND act = 'promise' AND current = 1 \
               ORDER BY day DESC, id LIMIT 20 OFFSET 10";
    let expected: Vec<i64> = store
        .connection()
        .prepare(sql)
        .unwrap()
        .query_map([], |row| row.get(0))
        .unwrap()
        .map(Result::unwrap)
        .collect();
    let found = search.find(&store, page).unwrap();
    assert_eq!((found.ids, found.more), (expected, true));
    let few = Statements { search: Some("mer baisse".into()), ..Statements::default() };
    assert_eq!(few.find(&store, Page::default()).unwrap().ids.len(), 250);
}

#[test]
fn sql_reads_and_nothing_else() {
    let folder = Folder::new();
    drop(filled(&folder));
    let ask =
        |text: &str| query::sql(&folder.db(), text, Bounds::default(), Page { limit: Some(10), offset: 0 });
    let rows = ask("SELECT count(*) AS n, 1.5, 'a', NULL, x'ff00' FROM statements_view").unwrap();
    assert_eq!(
        rows.rows[0],
        [
            Value::Whole(70),
            Value::Real(1.5),
            Value::Text("a".into()),
            Value::Null,
            Value::Text("ff00".into())
        ]
    );
    assert!(ask("SELECT id FROM statements").unwrap().more);
    assert_eq!(
        ask("WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 3) SELECT i FROM n")
            .unwrap()
            .rows
            .len(),
        3
    );
    assert!(!ask("SELECT key FROM documents WHERE id IN (SELECT rowid FROM documents_text WHERE documents_text MATCH 'riz')").unwrap().rows.is_empty());
    let before = std::fs::read(folder.db()).unwrap();
    let other = folder.path("other.db");
    for bad in [
        "DELETE FROM statements".to_owned(),
        "INSERT INTO runs (program, reader) VALUES ('a', 'b')".to_owned(),
        "DROP TABLE events".to_owned(),
        "CREATE TABLE t (x)".to_owned(),
        "CREATE TEMP TABLE t (x)".to_owned(),
        format!("ATTACH '{}' AS other", other.display()),
        format!("VACUUM INTO '{}'", other.display()),
        "PRAGMA journal_mode = delete".to_owned(),
        "PRAGMA user_version = 9".to_owned(),
        "PRAGMA writable_schema = 1".to_owned(),
        "BEGIN".to_owned(),
        "SELECT 1; DELETE FROM statements".to_owned(),
        "INSERT INTO documents_text (documents_text) VALUES ('optimize')".to_owned(),
    ] {
        assert!(matches!(ask(&bad), Err(Error::Writes)), "{bad}: {:?}", ask(&bad));
    }
    for odd in [
        "SELEC 1",
        "",
        "SELECT nothing FROM statements",
        "SELECT load_extension('x')",
        "SELECT ?1",
        "SELECT abs('x', 2)",
    ] {
        let answer = ask(odd);
        assert!(matches!(answer, Err(Error::Question { .. } | Error::Writes) | Ok(_)), "{odd}: {answer:?}");
    }
    assert!(!other.exists());
    assert_eq!(std::fs::read(folder.db()).unwrap(), before);
    let endless = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n";
    let began = std::time::Instant::now();
    let bounds = Bounds { time: Duration::from_millis(200), ..Bounds::default() };
    let slow = query::sql(&folder.db(), endless, bounds, Page::default());
    assert!(matches!(slow, Err(Error::Slow { .. })), "{slow:?}");
    assert!(began.elapsed() < Duration::from_secs(10));
}

#[test]
fn sql_takes_no_more_memory_than_it_may() {
    let folder = Folder::new();
    drop(filled(&folder));
    let numbers = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)";
    let bounds = Bounds { memory: 32 << 20, time: Duration::from_secs(300) };
    let page = Page { limit: Some(10), offset: 0 };
    for greedy in [
        // Sorting, grouping, making distinct, keeping rows for later.
        "SELECT * FROM statements a, statements b, statements c, statements d ORDER BY random()".to_owned(),
        format!("{numbers} SELECT randomblob(1000) FROM n GROUP BY 1"),
        format!("{numbers} SELECT DISTINCT i FROM n ORDER BY i DESC"),
        format!("{numbers}, m AS MATERIALIZED (SELECT i, randomblob(100) FROM n) SELECT * FROM m ORDER BY 2"),
        "WITH RECURSIVE n (i) AS (SELECT zeroblob(1000000) UNION ALL SELECT i FROM n) SELECT * FROM n ORDER BY 1".to_owned(),
        format!("{numbers} SELECT count(DISTINCT randomblob(1000)) FROM n"),
        format!("{numbers} SELECT sum(i) OVER (ORDER BY i DESC) FROM n"),
        // One value.
        "SELECT zeroblob(1e9)".to_owned(),
        "SELECT hex(zeroblob(16000000))".to_owned(),
        "SELECT printf('%.*c', 1000000000, 'x')".to_owned(),
        "SELECT replace(hex(zeroblob(5000000)), '0', 'xxxxxxxxxxxxxxxx')".to_owned(),
        format!("{numbers} SELECT json_group_array(hex(randomblob(10000))) FROM n"),
        format!("{numbers} SELECT zeroblob(16000000) FROM n ORDER BY i DESC"),
    ] {
        let answer = query::sql(&folder.db(), &greedy, bounds, page);
        assert!(matches!(answer, Err(Error::Large { .. } | Error::Question { .. })), "{greedy}: {answer:?}");
        let message = answer.unwrap_err().to_string();
        assert!(message.lines().count() == 1 && message.len() < 200, "{message}");
    }
    // Stops to grow when it is too long for a value, and would go on.
    let text = format!("{numbers} SELECT group_concat(hex(randomblob(10000))) FROM n");
    let long = query::sql(&folder.db(), &text, Bounds { time: Duration::from_secs(2), ..bounds }, page);
    assert!(
        matches!(long, Err(Error::Large { .. } | Error::Slow { .. } | Error::Question { .. })),
        "{long:?}"
    );
    // The answer itself, of which nothing is left out unsaid.
    let long = query::sql(
        &folder.db(),
        &format!("{numbers} SELECT zeroblob(1000000) FROM n"),
        bounds,
        Page::default(),
    );
    assert!(matches!(long, Err(Error::Large { .. })), "{long:?}");
    let sorted =
        query::sql(&folder.db(), "SELECT content FROM statements ORDER BY content DESC", bounds, page);
    assert_eq!(sorted.unwrap().rows.len(), 10);
}

#[test]
fn several_questions_in_sql_at_once() {
    let folder = Folder::new();
    drop(filled(&folder));
    let db = folder.db();
    let endless =
        "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n ORDER BY i DESC";
    std::thread::scope(|scope| {
        for thread in 0..4 {
            let db = &db;
            scope.spawn(move || {
                for _ in 0..5 {
                    let bounds = Bounds { memory: 64 << 20, time: Duration::from_secs(300) };
                    let question = if thread == 0 { endless } else { "SELECT count(*) FROM statements" };
                    let answer = query::sql(db, question, bounds, Page::default());
                    match thread {
                        0 => assert!(matches!(answer, Err(Error::Large { .. })), "{answer:?}"),
                        // They share the memory, but what asks for little is answered between two looks.
                        _ => assert!(matches!(answer, Ok(_) | Err(Error::Large { .. })), "{answer:?}"),
                    }
                }
            });
        }
    });
    assert_eq!(
        query::sql(&db, "SELECT 1", Bounds::default(), Page::default()).unwrap().rows,
        [[Value::Whole(1)]]
    );
}

#[test]
fn the_network_has_an_edge_for_each_period() {
    let folder = Folder::new();
    let store = filled(&folder);
    let network = store::network::network(&store, Step::Year, &Days::default()).unwrap();
    assert!(network.edges.iter().all(|edge| edge.source != edge.target && edge.weight() > 0));
    assert!(network.edges.iter().all(|edge| edge.source.max(edge.target) < network.nodes.len()));
    let named = |name: &str| network.nodes.iter().position(|node| node.name == name).unwrap();
    // Its capital stands for the country.
    let (moon, north) = (named("Moon Tae-jun"), named("Corée du Nord"));
    let edge = network.edges.iter().find(|edge| (edge.source, edge.target) == (moon, north)).unwrap();
    assert_eq!(
        (edge.period.as_str(), edge.events, edge.statements, edge.goldstein),
        ("2026", 1, 1, Some(-5.0))
    );
}

#[test]
fn a_name_also_means_what_links_say_is_the_same_actor() {
    let folder = Folder::new();
    let mut store = filled(&folder);
    let mut reading = readings().remove(6);
    reading.document.id = "another".into();
    reading.document.url = None;
    reading.document.published = Some("2020-08-22".into());
    let actor = reading.actors.iter_mut().find(|actor| actor.name == "Drissa Kanouté").unwrap();
    actor.name = "Kanouté".into();
    let mut writer = store.writer().unwrap();
    writer.add(&reading.document.clone(), &reading, &made()).unwrap();
    writer.commit().unwrap();
    let filter = Statements { by: who(&store, "Drissa Kanouté"), ..Statements::default() };
    let speakers = said(&store, &filter, "speaker");
    assert_eq!(speakers.iter().filter(|name| *name == "Kanouté").count(), 3, "{speakers:?}");
    assert_eq!(speakers.iter().filter(|name| *name == "Drissa Kanouté").count(), 3, "{speakers:?}");
    let did = Events { source: who(&store, "Drissa Kanouté"), ..Events::default() };
    assert_eq!(done(&store, &did, "id").len(), 4);
}
