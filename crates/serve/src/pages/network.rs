//! Who has to do with whom: a ring of actors with lines between them, and the same as a table.

use super::names;
use crate::{
    answer::{Answer, Table},
    asked::Format,
    error::Failure,
    params::Params,
    parts::{Circle, Layout, asking},
    site::Context,
    wording::{Rooms, Wording},
};
use askama::Template;
use store::query::{self, Ring, RingEdge, Value};

/// So many actors are drawn, with so many lines, and so many of these stand in the table.
const ACTORS: usize = 60;
const LINES: usize = 150;
const SHOWN: usize = 60;

#[derive(Template)]
#[template(path = "network.html")]
struct Page<'a> {
    layout: Layout<'a>,
    words: &'static Wording,
    rooms: &'static Rooms,
    params: &'a Params,
    counted: String,
    circle: Circle,
    rows: Vec<Row>,
}

struct Row {
    source: (i64, String),
    target: (i64, String),
    to: String,
    events: u32,
    statements: u32,
    mean: Option<String>,
}

/// `/network`.
pub fn network(context: &Context<'_>) -> Result<Answer, Failure> {
    let (store, asked) = (context.store, context.asked);
    let (words, rooms) = (asked.words, asked.words.rooms);
    let asking = asking(store, &asked.params, words);
    let country = match asked.params.get("country") {
        None => None,
        Some(text) => Some(super::code(text).ok_or_else(|| Failure::Bad((rooms.no_country)(text)))?),
    };
    let ring = query::ring(store, &asking.days()?, country, ACTORS)?;
    if asked.format != Format::Html {
        return Ok(Answer::Table(table(ring)));
    }
    let row = |edge: &RingEdge| {
        let (source, target) = (&ring.nodes[edge.source], &ring.nodes[edge.target]);
        Row {
            source: (source.id, source.name.clone()),
            target: (target.id, target.name.clone()),
            to: Params::default().with("source", &source.name).with("target", &target.name).on("/events"),
            events: edge.events,
            statements: edge.statements,
            mean: edge.goldstein.map(|mean| (rooms.decimal)(mean)),
        }
    };
    let page = Page {
        layout: Layout::of(asked, rooms.network).for_tables(asked),
        words,
        rooms,
        params: &asked.params,
        counted: (rooms.network_counted)(&words.number(ring.counted as i64)),
        circle: Circle::of(&ring, LINES, words),
        rows: ring.edges.iter().take(SHOWN).map(row).collect(),
    };
    Ok(Answer::Page(page.render()?))
}

fn table(ring: Ring) -> Table {
    let columns = [
        "source",
        "source_country",
        "source_id",
        "target",
        "target_country",
        "target_id",
        "events",
        "statements",
        "goldstein",
    ];
    let row = |edge: &RingEdge| {
        let node = |at: usize| {
            let node = &ring.nodes[at];
            [Value::Text(node.name.clone()), node.country.clone().into(), Value::Whole(node.id)]
        };
        let counts =
            [Value::Whole(edge.events.into()), Value::Whole(edge.statements.into()), edge.goldstein.into()];
        node(edge.source).into_iter().chain(node(edge.target)).chain(counts).collect()
    };
    Table { columns: names(&columns), rows: ring.edges.iter().map(row).collect(), next: None }
}
