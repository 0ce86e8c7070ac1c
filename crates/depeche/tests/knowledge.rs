//! `depeche knowledge build`, and reading with what it made.

mod util;

use predicates::prelude::*;
use serde_json::Value;
use util::Place;

const DUMP: &str = include_str!("../../people/tests/data/small-dump.json");

/// A place with the index of the small dump.
fn place() -> Place {
    let place = Place::new();
    place.write("dump.json", DUMP);
    let told = predicate::str::starts_with("depeche: dump.json:7: ")
        .and(predicate::str::contains("depeche: dump.json:11: "))
        .and(predicate::str::ends_with(
            "depeche: people.index: 6 persons, 2 organisations and 3 offices of 16 entities\n",
        ));
    place
        .depeche()
        .args(["knowledge", "build", "--wikidata", "dump.json", "--output", "people.index"])
        .assert()
        .code(1)
        .stdout("")
        .stderr(told);
    place
}

/// The actor of a name in a reading.
fn actor(place: &Place, name: &str, day: &str) -> Option<Value> {
    let command = format!("read --format json text.txt --knowledge people.index --date {day}");
    let output = place.reader(&command)?.assert().success().get_output().stdout.clone();
    let reading: Value = serde_json::from_slice(&output).expect("one object for one document");
    let actors = reading["actors"].as_array().expect("actors");
    Some(actors.iter().find(|actor| actor["name"] == name).unwrap_or_else(|| panic!("{actors:#?}")).clone())
}

#[test]
fn the_day_of_the_dispatch_tells_the_office() {
    let place = place();
    place.write("text.txt", "Iris Aldane a promis mardi de « construire un pont ».\n");
    let Some(then) = actor(&place, "Iris Aldane", "2013-01-08") else { return };
    assert_eq!(then["wikidata"], "Q9001");
    assert_eq!(then["role"], "président de la République française");
    assert_eq!((&then["country"], &then["sectors"]), (&"FRA".into(), &serde_json::json!(["GOV"])));
    let later = actor(&place, "Iris Aldane", "2021-01-05").unwrap();
    assert_eq!((&later["role"], &later["sectors"]), (&"député".into(), &serde_json::json!(["LEG"])));
    let between = actor(&place, "Iris Aldane", "2019-01-08").unwrap();
    assert_eq!(between.get("wikidata"), None);
}

#[test]
fn what_the_text_tells_stays_and_decides() {
    let place = place();
    place.write("text.txt", "Le premier ministre canadien, Paul Marten, a rejeté l’accord.\n");
    let Some(known) = actor(&place, "Paul Marten", "2004-05-05") else { return };
    assert_eq!((&known["wikidata"], &known["country"]), (&"Q9002".into(), &"CAN".into()));
    assert_eq!(known["role"], "premier ministre", "not the office’s full name");
}

#[test]
fn the_environment_can_name_the_index_and_a_wrong_one_is_refused() {
    let place = place();
    place.write("text.txt", "Iris Aldane a rejeté l’accord.\n");
    place
        .depeche()
        .args(["read", "text.txt", "--offline"])
        .env("DEPECHE_KNOWLEDGE", "text.txt")
        .assert()
        .code(2)
        .stderr(predicate::str::contains("text.txt: no index of this version"));
    place
        .depeche()
        .args(["knowledge", "build", "--wikidata", "text.txt", "--output", "none.index"])
        .assert()
        .code(2)
        .stderr(predicate::str::contains("this is no dump of Wikidata"));
    assert!(!place.path().join("none.index").exists());
}
