//! A user's own table of actors: reading it, its faults, and who holds an office when.

use people::{Actors, Known, People, Question, key};
use records::{ActorKind, Sector};

const MAYORS: &str = "\
name,aliases,country,sectors,role,kind,from,to,wikidata
Yann Le Goff,maire de Brest|Y. Le Goff,FRA,GOV,maire,person,2014-04-05,2020-07-04,
Anne Le Bris,maire de Brest,FRA,GOV LEG,maire,person,2020-07-05,,Q42
Anne Le Bris,,FRA,BUS,directrice,person,,2020-07-04,Q42
\"Rade, S.A.\",RSA,,BUS,,organisation,,,
";

fn people(csv: &str) -> People {
    People::default().with_actors(Actors::read("mine.csv", csv.as_bytes()).expect("a sound table"))
}

fn on(people: &People, name: &str, day: &str) -> Option<Known> {
    let names = [key(name)];
    people.who(&Question { names: &names, day: day.parse().ok(), ..Question::default() })
}

fn fault(csv: &str) -> String {
    Actors::read("mine.csv", csv.as_bytes()).expect_err("a fault").to_string()
}

#[test]
fn cells_are_read() {
    let people = people(MAYORS);
    let known = on(&people, "ANNE LE BRIS", "2023-01-01").expect("known");
    let expected = Known {
        name: Some("Anne Le Bris".into()),
        kind: Some(ActorKind::Person),
        country: Some("FRA".into()),
        sectors: vec![Sector::Gov, Sector::Leg],
        role: Some("maire".into()),
        wikidata: Some("Q42".into()),
        first: true,
    };
    assert_eq!(known, expected);
    let company = on(&people, "rsa", "").expect("known");
    assert_eq!((company.name.as_deref(), company.country), (Some("Rade, S.A."), None));
}

#[test]
fn columns_may_stand_in_any_order_and_most_may_be_missing() {
    let people = people("\u{feff}sectors,name\r\nMED,Radio Rade\r\n");
    assert_eq!(on(&people, "radio rade", "").expect("known").sectors, [Sector::Med]);
}

#[test]
fn an_office_has_one_holder_at_a_time() {
    let people = people(MAYORS);
    let holder = |day: &str| on(&people, "maire de Brest", day).and_then(|known| known.name);
    assert_eq!(holder("2014-04-04"), None);
    assert_eq!(holder("2014-04-05").as_deref(), Some("Yann Le Goff"));
    assert_eq!(holder("2020-07-04").as_deref(), Some("Yann Le Goff"));
    assert_eq!(holder("2020-07-05").as_deref(), Some("Anne Le Bris"));
    assert_eq!(holder("").as_deref(), None, "nobody knows of which day");
}

#[test]
fn a_person_has_other_offices_at_other_times() {
    let people = people(MAYORS);
    let role = |day: &str| on(&people, "Anne Le Bris", day).and_then(|known| known.role);
    assert_eq!(role("2019-01-01").as_deref(), Some("directrice"));
    assert_eq!(role("2021-01-01").as_deref(), Some("maire"));
    // A single row with dates is better than nothing where the day is unknown.
    assert!(on(&people, "Yann Le Goff", "").is_some());
    assert!(on(&people, "Yann Le Goff", "2021-01-01").is_none());
}

#[test]
fn the_told_country_decides_between_namesakes() {
    let people = people("name,country\nPaul Martin,CAN\nPaul Martin,FRA\n");
    let names = [key("Paul Martin")];
    let country = |told| people.who(&Question { names: &names, country: told, ..Question::default() });
    assert_eq!(country(Some("FRA")).and_then(|known| known.country).as_deref(), Some("FRA"));
    assert_eq!(country(None).and_then(|known| known.country).as_deref(), Some("CAN"));
}

#[test]
fn faults_name_file_line_and_column() {
    for (csv, expected) in [
        ("", "mine.csv:1: there is no column \"name\""),
        (
            "nom\nA\n",
            "mine.csv:1: column \"nom\" is unknown or there twice; there are: name, aliases, country,",
        ),
        ("name,name\nA,B\n", "mine.csv:1: column \"name\" is unknown or there twice"),
        (
            "name,country\nA,FRA\n\nB,FR\n",
            "mine.csv:4: column \"country\": unknown country \"FR\"; there are: IGO, ABK, ABW",
        ),
        (
            "name,sectors\nA,GOV GVO\n",
            "mine.csv:2: column \"sectors\": unknown sector \"GVO\"; there are: GOV, MIL,",
        ),
        (
            "name,kind\nA,man\n",
            "mine.csv:2: column \"kind\": unknown kind \"man\"; there are: person, country, organisation, group",
        ),
        ("name,from\nA,2022\n", "mine.csv:2: column \"from\": \"2022\" is no day (write it as 2022-09-13)"),
        ("name,to\nA,2022-02-30\n", "mine.csv:2: column \"to\": \"2022-02-30\" is no day"),
        (
            "name,from,to\nA,2022-01-02,2022-01-01\n",
            "mine.csv:2: column \"to\": 2022-01-01 is before 2022-01-02",
        ),
        ("name,wikidata\nA,42\n", "mine.csv:2: column \"wikidata\": \"42\" is no Wikidata id"),
        ("name,role\n,x\n", "mine.csv:2: column \"name\": it must not be empty"),
        ("name,role\nA\n", "mine.csv:2: the number of cells is 1 instead of 2"),
    ] {
        let told = fault(csv);
        assert!(told.starts_with(expected), "{csv:?}: {told}");
    }
    let latin1 = Actors::read("mine.csv", &b"name\ncaf\xe9\n"[..]).expect_err("not UTF-8").to_string();
    assert_eq!(latin1, "mine.csv:2: not UTF-8");
}
