//! One dispatch: its text with what was read in it marked, and every record beside it.

use crate::{answer::Answer, asked::Format, error::Failure, parts::Layout, site::Context, wording::Wording};
use askama::Template;
use page::Section;
use serde_json::{Value as Json, json};
use store::query::Dispatch;

#[derive(Template)]
#[template(path = "dispatch.html")]
struct Page<'a> {
    layout: Layout<'a>,
    words: &'static Wording,
    section: String,
    citation: String,
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
    let section = Section::of(&reading, "d", asked.words.reading)?;
    let document = &reading.document;
    let title = page::title(document).unwrap_or(&document.id).to_owned();
    let told = [
        document.outlet.as_deref(),
        Some(title.as_str()),
        document.published.as_deref(),
        document.url.as_deref(),
    ];
    let page = Page {
        layout: Layout::of(asked, &title).for_programs(asked),
        words: asked.words,
        section: section.html().to_owned(),
        citation: told.into_iter().flatten().map(page::one_line).collect::<Vec<_>>().join(", "),
    };
    Ok(Answer::Page(page.render()?))
}

/// A document in a list.
pub fn json_of(dispatch: &Dispatch) -> Json {
    json!({
        "row": dispatch.row, "id": dispatch.key, "title": dispatch.title, "published": dispatch.published,
        "outlet": dispatch.outlet, "lang": dispatch.lang, "statements": dispatch.statements, "events": dispatch.events,
    })
}
