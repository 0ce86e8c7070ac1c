//! Pairs of countries: which have most to do with each other, and a way to any other two.

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
use knowledge::CountryKind;
use store::query::{self, Pair, Value};

/// So many pairs are shown.
const SHOWN: usize = 60;

#[derive(Template)]
#[template(path = "dyads.html")]
struct Page<'a> {
    layout: Layout<'a>,
    words: &'static Wording,
    rooms: &'static Rooms,
    params: &'a Params,
    /// Names of all countries, for the fields to offer.
    names: Vec<&'static str>,
    wrong: Option<String>,
    pairs: Vec<Row>,
}

struct Row {
    to: String,
    one: String,
    other: String,
    there: u32,
    back: u32,
    mean: Option<String>,
    last: Option<String>,
}

/// `/dyads`: with two countries, it leads to theirs.
pub fn dyads(context: &Context<'_>) -> Result<Answer, Failure> {
    let (store, asked) = (context.store, context.asked);
    let (words, rooms) = (asked.words, asked.words.rooms);
    let days = asking(store, &asked.params, words).days()?;
    let mut wrong = None;
    let mut code = |name: &str| {
        let text = asked.params.get(name)?;
        let code = super::code(text);
        if code.is_none() {
            wrong = Some((rooms.no_country)(text));
        }
        code
    };
    let (one, other) = (code("one"), code("other"));
    if let Some(message) = &wrong
        && asked.format != Format::Html
    {
        return Err(Failure::Bad(message.clone()));
    }
    if let (Some(one), Some(other), Format::Html) = (one, other, asked.format) {
        let rest = asked.params.without("one").without("other").without("ui");
        return Ok(Answer::Elsewhere(rest.on(&format!("/dyad/{one}/{other}"))));
    }
    let mut pairs = query::pairs(store, &days, one.or(other), SHOWN)?;
    if let (Some(one), Some(other)) = (one, other) {
        pairs.retain(|pair| [&pair.one, &pair.other].iter().all(|code| *code == one || *code == other));
    }
    if asked.format != Format::Html {
        let columns = ["one", "other", "one_to_other", "other_to_one", "goldstein", "last"];
        let row = |pair: Pair| {
            vec![
                Value::Text(pair.one),
                Value::Text(pair.other),
                Value::Whole(pair.events.0.into()),
                Value::Whole(pair.events.1.into()),
                pair.goldstein.into(),
                pair.last.into(),
            ]
        };
        let rows = pairs.into_iter().map(row).collect();
        return Ok(Answer::Table(Table { columns: super::names(&columns), rows, next: None }));
    }
    let row = |pair: Pair| Row {
        to: format!("/dyad/{}/{}", pair.one, pair.other),
        one: words.country_of(&pair.one),
        other: words.country_of(&pair.other),
        there: pair.events.0,
        back: pair.events.1,
        mean: pair.goldstein.map(|mean| (rooms.decimal)(mean)),
        last: pair.last,
    };
    let mut names: Vec<&'static str> = knowledge::countries()
        .iter()
        .filter(|country| country.kind == CountryKind::State)
        .map(|country| country.name(words.lang))
        .collect();
    names.sort_unstable();
    let page = Page {
        layout: Layout::of(asked, rooms.dyads).for_tables(asked),
        words,
        rooms,
        params: &asked.params,
        names,
        wrong,
        pairs: pairs.into_iter().map(row).collect(),
    };
    Ok(Answer::Page(page.render()?))
}
