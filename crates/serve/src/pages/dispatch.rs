//! One dispatch: its text with what was read in it marked, and every record beside it.

use crate::{answer::Answer, asked::Format, error::Failure, parts::Layout, site::Context, wording::Wording};
use askama::Template;
use page::{Around, Other, Section};
use records::Reading;
use serde_json::{Value as Json, json};
use std::collections::BTreeMap;
use store::query::{self, Dispatch};

#[derive(Template)]
#[template(path = "dispatch.html")]
struct Page<'a> {
    layout: Layout<'a>,
    words: &'static Wording,
    section: String,
    /// What stands at the head of the page, for those who hear it.
    heading: &'static str,
    /// The row of the version that came after.
    newer: Option<i64>,
}

/// `/dispatch?key=…`: the newest version of a document by its id, at an address of its own.
pub fn dispatch_of(context: &Context<'_>) -> Result<Answer, Failure> {
    let key = context.asked.params.get("key").ok_or(Failure::Missing)?;
    let found = Dispatch::of(context.store, key)?.ok_or(Failure::Missing)?;
    let ending = if context.asked.format == Format::Html { "" } else { ".json" };
    Ok(Answer::Elsewhere(format!("/dispatch/{}{ending}", found.row)))
}

/// `/dispatch/12`.
pub fn dispatch(context: &Context<'_>) -> Result<Answer, Failure> {
    let (store, asked) = (context.store, context.asked);
    let row = context.named.first().and_then(|row| row.parse().ok()).ok_or(Failure::Missing)?;
    let reading = store.reading(row)?.ok_or(Failure::Missing)?;
    if asked.format != Format::Html {
        return Ok(Answer::Json(json!(reading)));
    }
    let around = around(context, row, &reading)?;
    let section = Section::amid(&reading, "d", asked.words.reading, &around)?;
    let document = &reading.document;
    let newest = Dispatch::of(store, &document.id)?;
    let newer = newest.map(|newest| newest.row).filter(|newest| *newest != row);
    let title = page::title(document).unwrap_or(&document.id).to_owned();
    let page = Page {
        layout: Layout::of(asked, &title).for_programs(asked),
        words: asked.words,
        section: section.html().to_owned(),
        heading: asked.words.dispatch,
        newer,
    };
    Ok(Answer::Page(page.render()?))
}

/// What is known here of a dispatch beside its reading: its address, other reports, the documents that it carries.
fn around(context: &Context<'_>, row: i64, reading: &Reading) -> Result<Around, Failure> {
    let asked = context.asked;
    let [statements, events] = query::reports_in(context.store, row)?;
    let told = |kind: &'static str| {
        move |(local, id, reports): (String, i64, i64)| {
            let other = Other { address: format!("/{kind}/{id}"), words: (asked.words.reports)(reports) };
            (local, other)
        }
    };
    let mut carried = BTreeMap::new();
    for copy in &reading.document.copies {
        if let Some(dispatch) = Dispatch::of(context.store, &copy.id)? {
            carried.insert(copy.id.clone(), format!("/dispatch/{}", dispatch.row));
        }
    }
    let actors = query::actors_in(context.store, row)?.into_iter();
    let actors =
        actors.map(|(local, id)| (local, Other { address: format!("/actor/{id}"), words: String::new() }));
    let statements = statements.into_iter().map(told("utterance"));
    let events = events.into_iter().map(told("happening"));
    Ok(Around {
        address: Some(format!("http://{}{}", asked.host, asked.path)),
        others: statements.chain(events).chain(actors).collect(),
        carried,
    })
}

/// A document in a list.
pub fn json_of(dispatch: &Dispatch) -> Json {
    json!({
        "row": dispatch.row, "id": dispatch.key, "title": dispatch.title, "published": dispatch.published,
        "outlet": dispatch.outlet, "lang": dispatch.lang, "statements": dispatch.statements, "events": dispatch.events,
    })
}
