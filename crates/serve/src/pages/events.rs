//! Who did what to whom.

use super::{Field, kept, list::List, names};
use crate::{
    answer::{Answer, Table},
    asked::Format,
    error::Failure,
    params::Params,
    parts::{Choices, Chosen, EventCard, Layout, Spark, asking, narrowing},
    site::Context,
    wording::Wording,
};
use askama::Template;
use records::{EventType, Status};
use store::query::{self, Events, Facets, Spot};

/// The parameter of each facet.
const FACETS: &[(&str, &str)] = &[
    ("type", "type"),
    ("status", "status"),
    ("source", "source"),
    ("target", "target"),
    ("outlet", "outlet"),
    ("lang", "lang"),
];

#[derive(Template)]
#[template(path = "events.html")]
struct Page<'a> {
    layout: Layout<'a>,
    words: &'static Wording,
    params: &'a Params,
    /// Name, label and type of each field of the form.
    fields: Vec<Field>,
    /// What the form keeps beside them.
    kept: Vec<(String, String)>,
    chosen: Vec<Chosen>,
    choices: Vec<Choices<'a>>,
    facets: &'a Facets,
    spark: Spark<'a>,
    nobody: Option<(String, Vec<String>)>,
    cards: Vec<EventCard>,
    next: Option<String>,
    first: Option<String>,
}

/// `/events`.
pub fn events(context: &Context<'_>) -> Result<Answer, Failure> {
    let (store, asked) = (context.store, context.asked);
    let mut asking = asking(store, &asked.params, asked.words);
    let text = |name: &str| asked.params.get(name).map(str::to_owned);
    let filter = Events {
        source: asking.who("source")?,
        target: asking.who("target")?,
        types: asking.codes("type", EventType::ALL)?,
        statuses: asking.codes("status", Status::ALL)?,
        place: asked.params.get("place").map(Spot::of),
        days: asking.days()?,
        outlet: asking.outlet()?,
        lang: text("lang"),
        document: text("document"),
        main_only: asked.params.has("main", "1"),
    };
    let list =
        List::of(asked, asking.nobody.is_some(), |after, limit| filter.find_after(store, after, limit))?;
    if asked.format != Format::Html {
        let rows = list.ids.iter().map(|id| query::event(store, *id)).collect::<Result<_, _>>()?;
        return Ok(Answer::Table(Table { columns: names(query::EVENT_COLUMNS), rows, next: list.next }));
    }
    let facets = Facets::of_events(store, &list.counted)?;
    let (chosen, choices) = narrowing(asked, &facets, FACETS);
    let words = asked.words;
    let fields = vec![
        ("source", words.source, "search"),
        ("target", words.target, "search"),
        ("place", words.place, "search"),
        ("since", words.since, "date"),
        ("until", words.until, "date"),
    ];
    let page = Page {
        layout: Layout::of(asked, asked.words.events).for_tables(asked),
        words: asked.words,
        params: &asked.params,
        kept: kept(&asked.params, &fields),
        fields,
        chosen,
        choices,
        spark: Spark::large(&facets.periods, &facets.all),
        facets: &facets,
        nobody: asking.nobody,
        cards: list.ids.iter().map(|id| EventCard::of(store, *id, asked.words)).collect::<Result<_, _>>()?,
        next: list.next,
        first: list.first,
    };
    Ok(Answer::Page(page.render()?))
}
