//! Who is in the store.

use super::{limit, offset};
use crate::{
    answer::{Answer, Table},
    asked::Format,
    error::Failure,
    params::Params,
    parts::{Layout, asking},
    site::Context,
    wording::{Rooms, Wording},
};
use askama::Template;
use records::{ActorKind, Sector};
use store::query::{Actors, Page as Bounds, Rows, Value};

#[derive(Template)]
#[template(path = "actors.html")]
struct Page<'a> {
    layout: Layout<'a>,
    words: &'static Wording,
    rooms: &'static Rooms,
    params: &'a Params,
    nobody: Option<(String, Vec<String>)>,
    /// Code, name, chosen.
    kinds: Vec<(&'static str, &'static str, bool)>,
    sectors: Vec<(&'static str, &'static str, bool)>,
    actors: Vec<Row>,
    next: Option<String>,
}

struct Row {
    name: String,
    canon: Option<i64>,
    country: Option<(String, String)>,
    kind: &'static str,
    role: Option<String>,
    sectors: String,
    wikidata: Option<String>,
    documents: String,
    statements: String,
    events: String,
}

/// `/actors`.
pub fn actors(context: &Context<'_>) -> Result<Answer, Failure> {
    let (store, asked) = (context.store, context.asked);
    let (limit, offset) = (limit(asked)?, offset(asked)?);
    let mut asking = asking(store, &asked.params, asked.words);
    let who = asking.who("name")?;
    let country = asked
        .params
        .get("country")
        .map(|text| super::code(text).ok_or(text))
        .transpose()
        .map_err(|text| Failure::Bad(format!("country: \"{text}\" is no country's name or code")))?;
    let filter = Actors {
        who,
        country,
        sector: asking.codes("sector", Sector::ALL)?.first().copied(),
        kind: asking.codes("kind", ActorKind::ALL)?.first().copied(),
    };
    let found = if asking.nobody.is_some() {
        Rows::default()
    } else {
        filter.find(store, Bounds { limit: Some(limit), offset })?
    };
    let next = found.more.then(|| asked.after(&(offset + limit).to_string()));
    let at = |name: &str| found.columns.iter().position(|column| column == name).unwrap_or(usize::MAX);
    let text = |row: &[Value], name: &str| match row.get(at(name)) {
        Some(Value::Text(text)) => Some(text.clone()),
        _ => None,
    };
    let canon = |row: &[Value]| match row.get(at("canon")) {
        Some(Value::Whole(id)) => Some(*id),
        _ => None,
    };
    if asked.format != Format::Html {
        return Ok(Answer::Table(Table { columns: found.columns, rows: found.rows, next }));
    }
    let words = asked.words;
    let count = |row: &[Value], name: &str| match row.get(at(name)) {
        Some(Value::Whole(number)) => words.number(*number),
        _ => String::new(),
    };
    let sector = |code: &str| code.parse::<Sector>().map_or("", words.reading.sector);
    let row = |row: &Vec<Value>| -> Result<Row, Failure> {
        let sectors = match row.get(at("sectors")) {
            Some(Value::List(codes)) => codes.iter().map(|code| sector(code)).collect::<Vec<_>>().join(", "),
            _ => String::new(),
        };
        Ok(Row {
            name: text(row, "name").unwrap_or_default(),
            canon: canon(row),
            country: text(row, "country").map(|code| (words.country_of(&code), code)),
            kind: text(row, "kind").and_then(|kind| kind.parse().ok()).map_or("", words.reading.actor_kind),
            role: text(row, "role"),
            sectors,
            wikidata: text(row, "wikidata"),
            documents: count(row, "documents"),
            statements: count(row, "statements"),
            events: count(row, "events"),
        })
    };
    let rooms = words.rooms;
    let page = Page {
        layout: Layout::of(asked, rooms.actors).for_tables(asked),
        words,
        rooms,
        params: &asked.params,
        kinds: ActorKind::ALL
            .iter()
            .map(|kind| {
                (kind.as_str(), (words.reading.actor_kind)(*kind), asked.params.has("kind", kind.as_str()))
            })
            .collect(),
        sectors: Sector::ALL
            .iter()
            .map(|code| {
                (code.as_str(), (words.reading.sector)(*code), asked.params.has("sector", code.as_str()))
            })
            .collect(),
        actors: found.rows.iter().map(row).collect::<Result<_, _>>()?,
        nobody: asking.nobody,
        next,
    };
    Ok(Answer::Page(page.render()?))
}
