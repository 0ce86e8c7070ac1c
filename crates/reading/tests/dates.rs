//! Date expressions against the dispatch's day: the tables of `tests/data`, and what a whole page adds to them.
//!
//! A table gives in each line the time of the verb (`past`, `future`, `open`), a text, and what the last date in it means:
//! first day, last day, grain. `day` sets the dispatch's day for the lines below it; `-` for both days means that the text
//! tells no date.

use reading::dates::{Grammar, Time, read_text};

fn table(name: &str, grammar: &Grammar, lines: &str) -> usize {
    let mut day = None;
    let mut count = 0;
    let mut wrong = Vec::new();
    for (index, line) in lines.lines().enumerate() {
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        let cells: Vec<&str> = line.split('\t').collect();
        if let ["day", date] = cells[..] {
            day = date.parse().ok();
            continue;
        }
        let [time, text, start, end, grain] = cells[..] else {
            panic!("{name}:{}: five cells are wanted: {line:?}", index + 1)
        };
        let time = match time {
            "past" => Time::Past,
            "future" => Time::Future,
            "open" => Time::Open,
            other => panic!("{name}:{}: unknown time {other:?}", index + 1),
        };
        count += 1;
        let read = read_text(text, grammar, day, time);
        let have = read.last().map_or_else(
            || "-\t-\t-".to_owned(),
            |read| format!("{}\t{}\t{}", read.start, read.end, read.grain),
        );
        if have != format!("{start}\t{end}\t{grain}") {
            wrong.push(format!("{name}:{}: {text:?} wants {start} {end} {grain}, has {have}", index + 1));
        }
    }
    assert!(wrong.is_empty(), "{} of {count} wrong:\n{}", wrong.len(), wrong.join("\n"));
    count
}

#[test]
fn french_expressions_mean_what_the_table_says() {
    let pack = pack::Pack::embedded("fr").expect("French is embedded").expect("the pack is sound");
    let count = table("dates-fr.tsv", &Grammar::new(&pack.dates), include_str!("data/dates-fr.tsv"));
    assert!(count >= 150, "{count} expressions");
}

#[test]
fn english_expressions_mean_what_the_table_says() {
    let dates = toml::from_str(include_str!("../../../packs/en/dates.toml")).expect("sound");
    let count = table("dates-en.tsv", &Grammar::new(&dates), include_str!("data/dates-en.tsv"));
    assert!(count >= 75, "{count} expressions");
}

#[test]
fn spanish_expressions_mean_what_the_table_says() {
    let dates = toml::from_str(include_str!("../../../packs/es/dates.toml")).expect("sound");
    let count = table("dates-es.tsv", &Grammar::new(&dates), include_str!("data/dates-es.tsv"));
    assert!(count >= 75, "{count} expressions");
}
