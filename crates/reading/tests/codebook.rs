//! `docs/codebook.md` says what each code means and shows what is made of a sentence: every example is read here and compared, and a code
//! that the program can write and the page does not show is a failure.
//!
//! An example is a quotation (`> …`), read as French of 15 May 2024, or as another language if it opens with `*(English)*` or `*(Spanish)*`, or as of
//! no known day if it opens with `*(no day)*`. The
//! tables below it, up to the next heading or quotation, are what must be read: one with a column `says` tells all statements, one with a column
//! `word` all events, one with a column `actor` or `place` some of these. `No statement.` and `No event.` at the beginning of a line say that there is none.
//! An empty cell asks for nothing, a dash for an empty value. Of the sentences of a table with a column `left out of` nothing may be read that has this code. In a table with a column `sentence` each row is an example by itself, of which one
//! record is shown; its column `code` says which: `` `TYPE` `mode` `` of an event, an act, a sector, a grain.
//!
//! `CODEBOOK=write cargo test -p depeche-reading --test codebook` writes the tables anew from what is read, for whoever changed a rule on purpose;
//! look at each line of the difference before you keep it.

mod common;

use records::{Act, ActorKind, DateRef, Document, EventType, Extent, Form, Grain, Reading, Sector, Status};
use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
};

const DAY: &str = "2024-05-15";

fn path() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/codebook.md")
}

/// What a table tells of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Statements,
    Events,
    Actors,
    Places,
}

/// One row by column.
type Row = BTreeMap<String, String>;

struct Table {
    /// Lines of the page: the header, and the end, excluded.
    lines: std::ops::Range<usize>,
    columns: Vec<String>,
    rows: Vec<Row>,
    kind: Kind,
    /// Whether all records of the kind must be in it.
    whole: bool,
}

struct Example {
    line: usize,
    lang: &'static str,
    /// The day of the dispatch.
    day: Option<&'static str>,
    text: String,
    tables: Vec<Table>,
    no_statement: bool,
    no_event: bool,
    /// An act or type that no record of it may have.
    not: Option<String>,
}

fn cells(line: &str) -> Vec<String> {
    line.trim().trim_matches('|').split('|').map(|cell| cell.trim().to_owned()).collect()
}

fn kind(columns: &[String]) -> Option<Kind> {
    let has = |name: &str| columns.iter().any(|column| column == name);
    match () {
        () if has("says") => Some(Kind::Statements),
        () if has("word") => Some(Kind::Events),
        () if has("actor") => Some(Kind::Actors),
        () if has("lies in") => Some(Kind::Places),
        () => None,
    }
}

/// An example with this text: its language and its day are told by the mark that it opens with.
fn example(text: &str, line: usize) -> Example {
    let marks =
        [("*(English)* ", "en", Some(DAY)), ("*(Spanish)* ", "es", Some(DAY)), ("*(no day)* ", "fr", None)];
    let (text, lang, day) = marks
        .iter()
        .find_map(|(mark, lang, day)| Some((text.strip_prefix(mark)?, *lang, *day)))
        .unwrap_or((text, "fr", Some(DAY)));
    Example {
        line,
        lang,
        day,
        text: text.to_owned(),
        tables: vec![],
        no_statement: false,
        no_event: false,
        not: None,
    }
}

/// The example that a row with a sentence is.
fn sentence(columns: &[String], line: &str, at: usize) -> Option<Example> {
    let mut row: Row = columns.iter().cloned().zip(cells(line)).collect();
    if let Some(code) = row.get("left out of") {
        let not = Some(code.trim_matches('`').to_owned());
        return Some(Example { not, ..example(row.get("sentence")?, at + 1) });
    }
    let kind = kind(columns)?;
    let mut example = example(&row.remove("sentence")?, at + 1);
    // What the code asks for, besides the cells.
    let code: Vec<String> =
        row.get("code").into_iter().flat_map(|cell| cell.split('`')).map(str::to_owned).collect();
    let mut code = code.into_iter().skip(1).step_by(2);
    match kind {
        Kind::Events => {
            for (column, word) in ["type", "mode"].into_iter().zip(code) {
                row.insert(column.to_owned(), word);
            }
        }
        Kind::Statements => {
            if let Some(word) = code.next() {
                let column =
                    if Grain::ALL.iter().any(|grain| grain.as_str() == word) { "grain" } else { "act" };
                row.insert(column.to_owned(), word);
            }
        }
        Kind::Actors | Kind::Places => {}
    }
    row.retain(|column, _| KNOWN.contains(&column.as_str()));
    example.tables.push(Table {
        lines: at..at + 1,
        columns: columns.to_vec(),
        rows: vec![row],
        kind,
        whole: false,
    });
    Some(example)
}

/// Every column that records are told in.
const KNOWN: &[&str] = &[
    "who",
    "says",
    "quotes",
    "cue",
    "act",
    "form",
    "negated",
    "to",
    "medium",
    "relays",
    "within",
    "country",
    "sectors",
    "day",
    "grain",
    "unresolved",
    "type",
    "mode",
    "contexts",
    "cameo",
    "goldstein",
    "word",
    "source",
    "target",
    "status",
    "voice",
    "aside",
    "where",
    "actor",
    "kind",
    "role",
    "of",
    "mentions",
    "place",
    "lies in",
    "geonames",
];

/// Every example of the page.
fn examples(page: &str) -> Vec<Example> {
    let lines: Vec<&str> = page.lines().collect();
    let mut found: Vec<Example> = Vec::new();
    let mut open = false;
    let mut at = 0;
    while at < lines.len() {
        let line = lines[at];
        if line.starts_with('#') {
            open = false;
        } else if line.starts_with('>') {
            let end = (at..lines.len()).find(|next| !lines[*next].starts_with('>')).unwrap_or(lines.len());
            let text: Vec<&str> =
                lines[at..end].iter().map(|line| line.trim_start_matches('>').trim()).collect();
            found.push(example(
                &text.join(
                    "
",
                ),
                at + 1,
            ));
            open = true;
            at = end;
            continue;
        } else if line.starts_with('|') && cells(line).iter().any(|column| column == "sentence") {
            let end = (at..lines.len()).find(|next| !lines[*next].starts_with('|')).unwrap_or(lines.len());
            let columns = cells(line);
            found.extend((at + 2..end).filter_map(|row| sentence(&columns, lines[row], row)));
            at = end;
            continue;
        } else if let (true, Some(example)) = (open, found.last_mut()) {
            example.no_statement |= line.starts_with("No statement");
            example.no_event |= line.starts_with("No event") || line.starts_with("No statement and no event");
            if line.starts_with('|') {
                let end =
                    (at..lines.len()).find(|next| !lines[*next].starts_with('|')).unwrap_or(lines.len());
                let columns = cells(line);
                if let Some(kind) = kind(&columns) {
                    let rows = lines[at + 2..end]
                        .iter()
                        .map(|line| columns.iter().cloned().zip(cells(line)).collect())
                        .collect();
                    let whole = matches!(kind, Kind::Statements | Kind::Events);
                    example.tables.push(Table { lines: at..end, columns, rows, kind, whole });
                }
                at = end;
                continue;
            }
        }
        at += 1;
    }
    found
}

fn row<const N: usize>(cells: [(&str, String); N]) -> Row {
    cells.into_iter().map(|(column, cell)| (column.to_owned(), cell.replace('|', "/"))).collect()
}

/// A date as the page tells it: a day, or first and last.
fn told(date: Option<&DateRef>) -> String {
    date.map_or(String::new(), |date| {
        if date.start == date.end { date.start.clone() } else { format!("{}/{}", date.start, date.end) }
    })
}

fn rows(reading: &Reading, kind: Kind) -> Vec<Row> {
    let text = &reading.document.text;
    let slice = |span: records::Span| span.slice(text).unwrap_or_default().replace('\n', " ");
    let actor = |id: &str| reading.actors.iter().find(|actor| actor.id == id);
    let name = |id: Option<&String>| id.and_then(|id| actor(id)).map_or(String::new(), |it| it.name.clone());
    let names = |ids: &[String]| ids.iter().map(|id| name(Some(id))).collect::<Vec<_>>().join(", ");
    let sectors = |id: Option<&String>| {
        let codes = id.and_then(|id| actor(id)).map(|it| it.sectors.iter().map(Sector::to_string));
        codes.map(|codes| codes.collect::<Vec<_>>().join(" ")).unwrap_or_default()
    };
    let country = |id: Option<&String>| id.and_then(|id| actor(id)?.country.clone()).unwrap_or_default();
    let teller = |id: Option<&String>| {
        let statement = reading.statements.iter().find(|statement| Some(&statement.id) == id);
        statement.map_or(String::new(), |it| name(it.speaker.actor.as_ref()))
    };
    match kind {
        Kind::Statements => reading
            .statements
            .iter()
            .map(|it| {
                let parts: Vec<String> = it.content.iter().map(|span| slice(*span)).collect();
                let quotes: Vec<String> = it.quotes.iter().map(|span| slice(*span)).collect();
                let relays: Vec<String> = it.relays.iter().map(|relay| name(relay.actor.as_ref())).collect();
                row([
                    ("who", name(it.speaker.actor.as_ref())),
                    ("says", parts.join(" … ")),
                    ("quotes", quotes.join(" … ")),
                    ("cue", it.cue.map(slice).unwrap_or_default()),
                    ("act", it.act.to_string()),
                    ("form", it.form.to_string()),
                    ("negated", if it.negated { "yes" } else { "no" }.to_owned()),
                    ("to", it.addressee.as_ref().map_or(String::new(), |to| name(to.actor.as_ref()))),
                    ("medium", it.medium.map(slice).unwrap_or_default()),
                    ("relays", relays.join(", ")),
                    ("within", teller(it.within.as_ref())),
                    ("country", country(it.speaker.actor.as_ref())),
                    ("sectors", sectors(it.speaker.actor.as_ref())),
                    ("day", told(it.date.as_ref())),
                    ("grain", it.date.as_ref().map_or(String::new(), |date| date.grain.to_string())),
                    ("unresolved", it.unresolved_date.map(slice).unwrap_or_default()),
                ])
            })
            .collect(),
        Kind::Events => reading
            .events
            .iter()
            .map(|it| {
                row([
                    ("type", it.kind.to_string()),
                    ("mode", it.mode.clone().unwrap_or_default()),
                    ("contexts", it.contexts.join(" ")),
                    ("cameo", it.cameo.clone().unwrap_or_default()),
                    ("goldstein", it.goldstein.map_or(String::new(), |value| format!("{value}"))),
                    ("word", slice(it.trigger)),
                    ("source", names(&it.source)),
                    ("target", names(&it.target)),
                    ("status", it.status.to_string()),
                    ("voice", teller(it.voice.as_ref())),
                    ("aside", if it.aside { "yes" } else { "no" }.to_owned()),
                    ("day", told(it.date.as_ref())),
                    ("grain", it.date.as_ref().map_or(String::new(), |date| date.grain.to_string())),
                    ("unresolved", it.unresolved_date.map(slice).unwrap_or_default()),
                    ("where", it.place.as_ref().map(|place| slice(place.mention)).unwrap_or_default()),
                ])
            })
            .collect(),
        Kind::Actors => reading
            .actors
            .iter()
            .map(|it| {
                let mentions: Vec<String> = it.mentions.iter().map(|span| slice(*span)).collect();
                row([
                    ("actor", it.name.clone()),
                    ("kind", it.kind.to_string()),
                    ("country", it.country.clone().unwrap_or_default()),
                    ("sectors", sectors(Some(&it.id))),
                    ("role", it.role.clone().unwrap_or_default()),
                    ("of", name(it.member_of.as_ref())),
                    ("mentions", mentions.join(" · ")),
                ])
            })
            .collect(),
        Kind::Places => reading
            .places
            .iter()
            .map(|it| {
                row([
                    ("place", it.name.clone()),
                    ("kind", it.kind.clone()),
                    ("lies in", it.country.clone().unwrap_or_default()),
                    ("geonames", it.geonames.map_or(String::new(), |id| id.to_string())),
                ])
            })
            .collect(),
    }
}

fn fits(wanted: &Row, found: &Row) -> bool {
    wanted.iter().all(|(column, cell)| {
        let cell = if cell == "–" { "" } else { cell };
        wanted[column].is_empty() || found.get(column).is_some_and(|other| other.trim() == cell)
    })
}

/// What of an example is not so.
fn compare(example: &Example, reading: &Reading, faults: &mut Vec<String>) {
    let line = example.line;
    if example.no_statement && !reading.statements.is_empty() {
        faults.push(format!("codebook.md:{line}: a statement: {:?}", rows(reading, Kind::Statements)));
    }
    if example.no_event && !reading.events.is_empty() {
        faults.push(format!("codebook.md:{line}: an event: {:?}", rows(reading, Kind::Events)));
    }
    if let Some(code) = &example.not {
        let acts = reading.statements.iter().map(|it| it.act.as_str());
        if acts.chain(reading.events.iter().map(|it| it.kind.as_str())).any(|it| it == code) {
            faults.push(format!("codebook.md:{line}: {code} is read in {:?}", example.text));
        }
    }
    for table in &example.tables {
        let found = rows(reading, table.kind);
        let mut left: Vec<&Row> = found.iter().collect();
        for wanted in &table.rows {
            match left.iter().position(|row| fits(wanted, row)) {
                Some(at) => {
                    left.remove(at);
                }
                None => faults.push(format!("codebook.md:{line}: not read: {wanted:?}")),
            }
        }
        if table.whole {
            faults.extend(left.iter().map(|row| format!("codebook.md:{line}: not on the page: {row:?}")));
        }
    }
}

/// The line of a table with sentences, with the record that its code asks for.
fn shown_row(page: &str, table: &Table, found: &[Row]) -> String {
    let old = cells(page.lines().nth(table.lines.start).unwrap_or_default());
    let asked: Row = table.rows[0]
        .iter()
        .filter(|(column, _)| {
            !table.columns.contains(column)
                || *column == "actor"
                || (*column == "grain" && table.columns.iter().any(|it| it == "code"))
        })
        .map(|(column, cell)| (column.clone(), cell.clone()))
        .collect();
    let Some(record) = found.iter().find(|row| fits(&asked, row)) else {
        return format!("| {} | !! {:?} |\n", old.join(" | "), found);
    };
    let cells: Vec<&str> = table
        .columns
        .iter()
        .zip(&old)
        .map(|(column, cell)| match record.get(column).map(|cell| cell.trim()) {
            Some("") => "–",
            Some(cell) => cell,
            None => cell.as_str(),
        })
        .collect();
    format!("| {} |\n", cells.join(" | "))
}

/// The page with its tables as they are read.
fn written(page: &str, examples: &[(Example, Option<Reading>)]) -> String {
    let mut anew: BTreeMap<usize, (usize, String)> = BTreeMap::new();
    for (example, reading) in examples {
        let Some(reading) = reading else { continue };
        for table in &example.tables {
            let mut text = String::new();
            if table.columns.iter().any(|column| column == "sentence") {
                anew.insert(
                    table.lines.start,
                    (table.lines.end, shown_row(page, table, &rows(reading, table.kind))),
                );
                continue;
            }
            let _ = writeln!(text, "| {} |", table.columns.join(" | "));
            let _ = writeln!(text, "|{}", "---|".repeat(table.columns.len()));
            let all = table.whole;
            let wanted = |row: &Row| {
                all || table.rows.iter().any(|old| {
                    let key = &table.columns[0];
                    old[key] == row[key]
                })
            };
            for row in rows(reading, table.kind).iter().filter(|row| wanted(row)) {
                let cells: Vec<&str> = table
                    .columns
                    .iter()
                    .map(|column| match row.get(column).map_or("?", String::as_str) {
                        "" => "–",
                        cell => cell.trim(),
                    })
                    .collect();
                let _ = writeln!(text, "| {} |", cells.join(" | "));
            }
            anew.insert(table.lines.start, (table.lines.end, text));
        }
    }
    let lines: Vec<&str> = page.lines().collect();
    let (mut text, mut at) = (String::new(), 0);
    while at < lines.len() {
        match anew.get(&at) {
            Some((end, table)) => {
                text.push_str(table);
                at = *end;
            }
            None => {
                text.push_str(lines[at]);
                text.push('\n');
                at += 1;
            }
        }
    }
    text
}

#[test]
fn every_example_is_read_as_the_codebook_says() {
    let page = fs::read_to_string(path()).expect("docs/codebook.md is there");
    let mut readers = BTreeMap::new();
    let examples: Vec<(Example, Option<Reading>)> = examples(&page)
        .into_iter()
        .map(|example| {
            let reader = readers.entry(example.lang).or_insert_with(|| common::reader(example.lang));
            let document = Document {
                text: example.text.clone(),
                lang: example.lang.to_owned(),
                published: example.day.map(str::to_owned),
                ..Document::default()
            };
            let reading = reader.as_ref().map(|reader| reader.read(&document));
            (example, reading)
        })
        .collect();
    if std::env::var("CODEBOOK").is_ok_and(|wanted| wanted == "write") {
        fs::write(path(), written(&page, &examples)).expect("docs/codebook.md can be written");
        return;
    }
    let mut faults = Vec::new();
    for (example, reading) in &examples {
        if let Some(reading) = reading {
            compare(example, reading, &mut faults);
        }
    }
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

/// Every value that some example shows in a column.
fn shown(examples: &[Example], column: &str) -> BTreeSet<String> {
    let rows = examples.iter().flat_map(|example| &example.tables).flat_map(|table| &table.rows);
    rows.filter_map(|row| row.get(column)).flat_map(|cell| cell.split(' ')).map(str::to_owned).collect()
}

#[test]
fn every_code_is_explained_and_shown() {
    let page = fs::read_to_string(path()).expect("docs/codebook.md is there");
    let examples = examples(&page);
    let headings: BTreeSet<&str> =
        page.lines().filter_map(|line| line.strip_prefix("### `")?.split('`').next()).collect();
    let explained = |code: &str| {
        headings.contains(code) || page.lines().any(|line| line.starts_with(&format!("| `{code}` |")))
    };
    let mut missing = Vec::new();
    let mut look = |what: &str, column: &str, codes: &[&str]| {
        let shown = shown(&examples, column);
        for code in codes {
            if !explained(code) {
                missing.push(format!("{what} `{code}` is not explained"));
            }
            if !shown.contains(*code) {
                missing.push(format!("{what} `{code}` is in no example (column {column:?})"));
            }
        }
    };
    let left_out: BTreeSet<&str> = examples.iter().filter_map(|example| example.not.as_deref()).collect();
    let codes = Act::ALL.iter().map(|it| it.as_str()).chain(EventType::ALL.iter().map(|it| it.as_str()));
    let without: Vec<&str> = codes.filter(|code| !left_out.contains(code)).collect();
    look("act", "act", &Act::ALL.iter().map(|it| it.as_str()).collect::<Vec<_>>());
    look("form", "form", &Form::ALL.iter().map(|it| it.as_str()).collect::<Vec<_>>());
    look("type", "type", &EventType::ALL.iter().map(|it| it.as_str()).collect::<Vec<_>>());
    look("status", "status", &Status::ALL.iter().map(|it| it.as_str()).collect::<Vec<_>>());
    look("kind", "kind", &ActorKind::ALL.iter().map(|it| it.as_str()).collect::<Vec<_>>());
    look("sector", "sectors", &Sector::ALL.iter().map(|it| it.as_str()).collect::<Vec<_>>());
    look("grain", "grain", &Grain::ALL.iter().map(|it| it.as_str()).collect::<Vec<_>>());
    look("kind of place", "kind", &["country", "city", "region", "place"]);

    for extent in [Extent::Exact, Extent::Near, Extent::Part] {
        // A further one does not compile here, and then belongs above too.
        let code = match extent {
            Extent::Exact => "exact",
            Extent::Near => "near",
            Extent::Part => "part",
        };
        if !explained(code) {
            missing.push(format!("extent `{code}` is not explained"));
        }
    }

    // Modes and contexts: those that entries of packs name, each with the packs that do.
    let packs: Vec<pack::Pack> = pack::embedded_tags()
        .map(|tag| pack::Pack::embedded(tag).expect("it is embedded").expect("it is sound"))
        .collect();
    let (mut modes, mut contexts) = (BTreeMap::new(), BTreeMap::new());
    for pack in &packs {
        let verbs = pack.events.verbs.iter().map(|it| (it.kind, &it.mode, &it.contexts));
        let nouns = pack.events.nouns.iter().map(|it| (it.kind, &it.mode, &it.contexts));
        for (kind, mode, of) in verbs.chain(nouns) {
            if let Some(mode) = mode {
                modes.entry((kind, mode.clone())).or_insert_with(BTreeSet::new).insert(pack.tag.as_str());
            }
            for context in of {
                contexts.entry(context.clone()).or_insert_with(BTreeSet::new).insert(pack.tag.as_str());
            }
        }
    }
    for ((kind, mode), tags) in &modes {
        let tags = tags.iter().copied().collect::<Vec<_>>().join(" ");
        if !page.contains(&format!("| `{kind}` `{mode}` |")) {
            missing.push(format!("| `{kind}` `{mode}` | … | {tags} | is not in the table of modes"));
        } else if !page.lines().any(|line| {
            line.starts_with(&format!("| `{kind}` `{mode}` |")) && line.ends_with(&format!("| {tags} |"))
        }) {
            missing.push(format!("mode {kind} {mode} is known in {tags}"));
        }
    }
    for (context, tags) in &contexts {
        let tags = tags.iter().copied().collect::<Vec<_>>().join(" ");
        if !page.lines().any(|line| {
            line.starts_with(&format!("| `{context}` |")) && line.ends_with(&format!("| {tags} |"))
        }) {
            missing.push(format!("| `{context}` | … | {tags} | is not in the table of contexts"));
        }
    }
    missing.extend(without.iter().map(|code| format!("nothing shows what is left out of `{code}`")));
    assert!(missing.is_empty(), "docs/codebook.md:\n{}", missing.join("\n"));
}
