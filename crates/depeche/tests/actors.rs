//! `depeche read --actors`: a user's own table of actors.

mod util;

use predicates::prelude::*;
use serde_json::Value;
use util::{DISPATCH, Place};

const MAYORS: &str = "\
name,aliases,country,sectors,role,kind,from,to,wikidata
Yann Le Goff,,FRA,GOV PTY,maire de Brest,person,2014-04-05,2024-06-01,Q42
Anne Le Bris,maire de Brest,FRA,GOV,maire,person,2024-06-02,,
Radio Rade SA,Radio Rade,LUX,BUS,,organisation,,,Q7
";

/// The actors of a reading, by the name that they are shown with.
fn actors(place: &Place, command: &str) -> Option<Vec<Value>> {
    let output = place.reader(command)?.assert().success().get_output().stdout.clone();
    let reading: Value = serde_json::from_slice(&output).expect("one object for one document");
    Some(reading["actors"].as_array().expect("actors").clone())
}

fn named<'a>(actors: &'a [Value], name: &str) -> &'a Value {
    actors.iter().find(|actor| actor["name"] == name).unwrap_or_else(|| panic!("no {name} in {actors:#?}"))
}

#[test]
fn rows_tell_what_the_text_does_not_and_come_before_what_is_built_in() {
    let place = Place::new();
    place.write("pont.txt", DISPATCH);
    place.write("mine.csv", MAYORS);
    let Some(plain) = actors(&place, "read --format json pont.txt --date 2024-05-14") else { return };
    assert!(plain.iter().all(|actor| actor.get("wikidata").is_none()), "{plain:#?}");
    let known = actors(&place, "read --format json pont.txt --date 2024-05-14 --actors mine.csv").unwrap();
    let mayor = named(&known, "Yann Le Goff");
    assert_eq!(mayor["sectors"], serde_json::json!(["GOV", "PTY"]));
    assert_eq!(mayor["wikidata"], "Q42");
    assert_eq!(mayor["role"], "maire", "the function is what the text calls it");
    let radio = named(&known, "Radio Rade SA");
    assert_eq!(
        (&radio["country"], &radio["sectors"][0], &radio["kind"], &radio["wikidata"]),
        (&"LUX".into(), &"BUS".into(), &"organisation".into(), &"Q7".into())
    );
}

#[test]
fn the_day_of_the_dispatch_tells_the_holder_of_an_office() {
    let place = Place::new();
    place.write("maire.txt", "Le maire de Brest a promis de construire un pont.\n");
    place.write(
        "mine.csv",
        "name,aliases,country,from,to\n\
         Yann Le Goff,maire de Brest,FRA,2014-04-05,2020-07-04\n\
         Anne Le Bris,maire de Brest,FRA,2020-07-05,\n",
    );
    for (day, holder) in
        [("2019-01-01", Some("Yann Le Goff")), ("2021-01-01", Some("Anne Le Bris")), ("2013-01-01", None)]
    {
        let command = format!("read --format json maire.txt --actors mine.csv --date {day}");
        let Some(found) = actors(&place, &command) else { return };
        let names: Vec<&str> = found.iter().filter_map(|actor| actor["name"].as_str()).collect();
        match holder {
            Some(holder) => assert!(names.contains(&holder), "{day}: {names:?}"),
            None => assert!(names.contains(&"Le maire de Brest"), "{day}: {names:?}"),
        }
    }
}

#[test]
fn a_row_whose_days_are_over_does_not_apply_and_what_is_of_an_actor_takes_over() {
    let place = Place::new();
    let text = "Le porte-parole du Cercle des Marées, Jean Kerven, a rejeté l’accord.\n";
    place.write("cercle.txt", text);
    place.write(
        "mine.csv",
        "name,country,sectors,kind,to\nCercle des Marées,IRL,REB,organisation,2020-12-31\n",
    );
    let on =
        |day: &str| actors(&place, &format!("read --format json cercle.txt --actors mine.csv --date {day}"));
    let Some(then) = on("2020-12-31") else { return };
    assert_eq!(named(&then, "Cercle des Marées")["sectors"], serde_json::json!(["REB"]));
    assert_eq!(named(&then, "Jean Kerven")["country"], "IRL");
    let later = on("2021-01-01").unwrap();
    assert!(later.iter().all(|actor| actor["country"] != "IRL"), "{later:#?}");
}

#[test]
fn any_number_of_threads_gives_the_same_bytes() {
    let place = Place::new();
    let lines: Vec<String> =
        (0..8).map(|n| serde_json::json!({"id": n.to_string(), "text": DISPATCH}).to_string()).collect();
    place.write("in.jsonl", lines.join("\n"));
    place.write("mine.csv", MAYORS);
    let read = |threads: &str| {
        let mut command =
            place.reader(&format!("read --format jsonl in.jsonl --actors mine.csv --threads {threads}"))?;
        Some(command.assert().success().get_output().stdout.clone())
    };
    let (Some(one), Some(four)) = (read("1"), read("4")) else { return };
    assert!(one == four);
    assert!(String::from_utf8_lossy(&one).contains("Radio Rade SA"));
}

#[test]
fn a_fault_in_the_table_is_told_before_anything_is_read() {
    let place = Place::new();
    place.write("pont.txt", DISPATCH);
    place.write("mine.csv", "name,country\nYann Le Goff,FR\n");
    let told = |file: &str, message: &str| {
        place
            .depeche()
            .args(["read", "pont.txt", "--offline", "--actors", file])
            .assert()
            .code(2)
            .stdout("")
            .stderr(predicate::str::starts_with(format!("depeche: {file}{message}")));
    };
    told("mine.csv", ":2: column \"country\": unknown country \"FR\"; there are: IGO, ");
    told("none.csv", ": ");
}

#[test]
fn help_shows_a_row() {
    let row = predicate::str::contains("--actors <FILE>").and(predicate::str::contains("Anne Le Bris,maire"));
    Place::new().depeche().args(["read", "--help"]).assert().success().stdout(row);
}
