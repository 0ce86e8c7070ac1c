//! An index made of a small dump, written by hand in the shape of Wikidata's.

use people::{
    Known, People, Question, key,
    wikidata::{BuildError, Built, Dump, Index, IndexError, build},
};
use records::{ActorKind, Sector};
use std::{fs, io::Write, path::Path};

fn dump() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/small-dump.json"))
}

fn built(dump: &Path, output: &Path) -> Built {
    build(Dump::open(dump).expect("the dump is there"), output, |_| {}).expect("an index is made")
}

fn people() -> People {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("people.index");
    built(dump(), &path);
    // The map outlives the name of the file.
    People::default().with_index(Index::open(&path).expect("an index"))
}

struct Told<'a> {
    name: &'a str,
    kind: ActorKind,
    country: Option<&'a str>,
    role: Option<&'a str>,
    day: &'a str,
}

fn who(people: &People, told: &Told) -> Option<Known> {
    let names = [key(told.name)];
    people.who(&Question {
        names: &names,
        kind: Some(told.kind),
        country: told.country,
        role: told.role,
        day: told.day.parse().ok(),
        lang: "fr",
        ..Question::default()
    })
}

fn person<'a>(name: &'a str, country: Option<&'a str>, role: Option<&'a str>, day: &'a str) -> Told<'a> {
    Told { name, kind: ActorKind::Person, country, role, day }
}

fn id(people: &People, told: &Told) -> Option<String> {
    who(people, told).and_then(|known| known.wikidata)
}

#[test]
fn the_dump_is_counted_and_broken_lines_cost_no_other() {
    let folder = tempfile::tempdir().unwrap();
    let built = built(dump(), &folder.path().join("index"));
    assert_eq!((built.entities, built.persons, built.organisations, built.offices), (16, 6, 2, 3));
    assert_eq!((built.broken, built.named.iter().map(|(line, _)| *line).collect()), (2, vec![7, 11]));
}

#[test]
fn the_index_is_sorted_text_and_the_same_however_the_dump_is_packed() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    let bytes = fs::read(dump()).unwrap();
    let mut gz = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    gz.write_all(&bytes).unwrap();
    fs::write(path("dump.json.gz"), gz.finish().unwrap()).unwrap();
    let mut bz2 = bzip2::write::BzEncoder::new(Vec::new(), bzip2::Compression::fast());
    bz2.write_all(&bytes).unwrap();
    fs::write(path("dump.json.bz2"), bz2.finish().unwrap()).unwrap();
    built(dump(), &path("plain"));
    built(&path("dump.json.gz"), &path("gz"));
    built(&path("dump.json.bz2"), &path("bz2"));
    let plain = fs::read_to_string(path("plain")).unwrap();
    assert_eq!(plain, fs::read_to_string(path("gz")).unwrap());
    assert_eq!(plain, fs::read_to_string(path("bz2")).unwrap());
    let lines: Vec<&str> = plain.lines().skip(1).collect();
    assert!(lines.is_sorted(), "{plain}");
    assert!(
        lines
            .contains(&"Q9001\tperson\tFRA\tQ9030\tQ9020 2012-05-15 2017-05-14\tQ9021 2020-07-01 2022-12-31")
    );
    assert!(lines.contains(&"Q9006\tperson\tDEU\t\tQ9021 1970-01-01 1975-03-01"), "{plain}");
    assert!(lines.contains(&"oeco\tQ9031") && lines.contains(&"mme aldane\tQ9001"));
}

#[test]
fn the_office_held_on_the_day_tells_role_country_and_sectors() {
    let people = people();
    let on = |day: &str| who(&people, &person("Iris Aldane", None, None, day));
    let president = on("2013-01-01").expect("known");
    assert_eq!(president.role.as_deref(), Some("président de la République française"));
    assert_eq!((president.country.as_deref(), president.sectors), (Some("FRA"), vec![Sector::Gov]));
    assert_eq!(president.wikidata.as_deref(), Some("Q9001"));
    let deputy = on("2022-11-30").expect("known");
    assert_eq!((deputy.role.as_deref(), deputy.sectors), (Some("député"), vec![Sector::Leg]));
    assert_eq!(on("2019-01-01"), None, "no office, no country: anybody of that name");
    let citizen = who(&people, &person("Iris Aldane", Some("FRA"), None, "2019-01-01")).expect("known");
    assert_eq!((citizen.role, citizen.wikidata.as_deref()), (None, Some("Q9001")));
}

#[test]
fn country_office_or_day_decide_between_namesakes_and_else_nobody_is_meant() {
    let people = people();
    let day = "2004-05-05";
    let marten = |country, role, day| id(&people, &person("Paul Marten", country, role, day));
    assert_eq!(marten(Some("CAN"), None, day).as_deref(), Some("Q9002"));
    assert_eq!(marten(Some("FRA"), None, day).as_deref(), Some("Q9003"));
    assert_eq!(marten(None, Some("premier ministre"), day).as_deref(), Some("Q9002"));
    assert_eq!(marten(None, Some("député"), day).as_deref(), Some("Q9003"));
    assert_eq!(marten(None, None, day), None, "both are in office");
    assert_eq!(marten(Some("DEU"), None, day), None, "neither is German");
    let corval = |day| id(&people, &person("Anna Corval", Some("FRA"), None, day));
    assert_eq!(corval("1983-02-02").as_deref(), Some("Q9004"));
    assert_eq!(corval("2018-02-02").as_deref(), Some("Q9005"));
    assert_eq!(corval("2000-02-02"), None);
    assert_eq!(corval(""), None, "of which day is not known");
}

#[test]
fn surnames_alone_and_other_kinds_find_nobody() {
    let people = people();
    assert_eq!(id(&people, &person("Aldane", Some("FRA"), None, "2013-01-01")), None);
    let body = Told { kind: ActorKind::Organisation, ..person("Iris Aldane", None, None, "2013-01-01") };
    assert_eq!(id(&people, &body), None);
}

#[test]
fn organisations_are_found_by_label_and_short_name() {
    let people = people();
    let body = |name, country| {
        let told = Told { name, kind: ActorKind::Organisation, country, role: None, day: "" };
        who(&people, &told).map(|known| (known.wikidata.unwrap_or_default(), known.country, known.sectors))
    };
    let party = ("Q9030".to_owned(), Some("FRA".to_owned()), vec![Sector::Pty]);
    for name in ["Parti des Marées", "parti des marees", "PDM", "Partido de las Mareas"] {
        assert_eq!(body(name, None).as_ref(), Some(&party), "{name}");
    }
    assert_eq!(body("PDM", Some("CAN")), None);
    let union = ("Q9031".to_owned(), Some("IGO".to_owned()), vec![Sector::Igo]);
    assert_eq!(body("OECO", None), Some(union));
    for name in ["", "zzz", "a", "Q9030"] {
        assert_eq!(body(name, None), None, "{name}");
    }
}

#[test]
fn what_is_no_dump_or_no_index_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("text.json");
    fs::write(&path, "[\n]\n").unwrap();
    let output = folder.path().join("index");
    let none = build(Dump::open(&path).unwrap(), &output, |_| {});
    assert!(matches!(none, Err(BuildError::Nothing { lines: 2 })), "{none:?}");
    assert!(!output.exists());
    assert!(matches!(Index::open(&path), Err(IndexError::Foreign { .. })));
    assert!(matches!(Index::open(&output), Err(IndexError::Unreadable { .. })));
    // Torn and odd files give what can be read, and no panic.
    fs::write(&path, b"depeche-wikidata 1\n\xff\xfe\nQ1\tperson\na b\tQ1\na b\tQ2\nzz").unwrap();
    let people = People::default().with_index(Index::open(&path).unwrap());
    assert_eq!(id(&people, &person("a b", None, None, "2020-01-01")), None);
}
