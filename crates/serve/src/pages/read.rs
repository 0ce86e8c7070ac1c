//! A text that somebody pastes, and its reading. Nothing of it is kept.

use crate::{
    answer::Answer,
    asked::Format,
    error::Failure,
    params::Params,
    parts::Layout,
    site::Context,
    wording::{Rooms, Wording},
};
use askama::Template;
use page::Section;
use records::Document;
use serde_json::{Value as Json, json};

/// So many letters are read at once.
const LETTERS: usize = 100_000;

#[derive(Template)]
#[template(path = "read.html")]
struct Page<'a> {
    layout: Layout<'a>,
    words: &'static Wording,
    rooms: &'static Rooms,
    there: bool,
    text: &'a str,
    /// Those that can be read, and whether it was chosen.
    langs: Vec<(&'static str, bool)>,
    published: &'a str,
    section: Option<String>,
    wrong: Option<String>,
}

/// `/read`: a form; what it sends is read.
pub fn read(context: &Context<'_>) -> Result<Answer, Failure> {
    let asked = context.asked;
    let rooms = asked.words.rooms;
    let sent = String::from_utf8_lossy(&context.sent);
    let given = given(&sent)?;
    let field = |name: &str| given.get(name).unwrap_or_default();
    let outcome = if field("text").is_empty() { None } else { Some(reading(context, &given)) };
    if asked.format != Format::Html {
        let reading = outcome.unwrap_or_else(|| Err("text: nothing is sent to be read".to_owned()));
        return reading.map(|reading| Answer::Json(json!(reading))).map_err(Failure::Bad);
    }
    let (section, wrong) = match outcome {
        None => (None, None),
        Some(Ok(reading)) => (Some(Section::of(&reading, "d", asked.words.reading)?.html().to_owned()), None),
        Some(Err(why)) => (None, Some(why)),
    };
    let failed = wrong.is_some();
    let page = Page {
        layout: Layout::of(asked, rooms.read),
        words: asked.words,
        rooms,
        there: context.site.settings.reads.is_some(),
        text: field("text"),
        langs: knowledge::languages().map(|tag| (tag, field("lang") == tag)).collect(),
        published: field("published"),
        section,
        wrong,
    };
    let html = page.render()?;
    Ok(if failed { Answer::Unfit(html) } else { Answer::Page(html) })
}

/// What was sent: a form's fields, or an object of JSON.
fn given(sent: &str) -> Result<Params, Failure> {
    if !sent.trim_start().starts_with('{') {
        return Ok(Params::parse(sent));
    }
    let object: Json =
        serde_json::from_str(sent).map_err(|error| Failure::Bad(format!("no JSON: {error}")))?;
    let fields = object.as_object().into_iter().flatten();
    Ok(fields
        .filter_map(|(name, value)| Some((name, value.as_str()?)))
        .fold(Params::default(), |params, (name, value)| params.with(name, value)))
}

/// The reading of what was sent, or why there is none.
fn reading(context: &Context<'_>, given: &Params) -> Result<records::Reading, String> {
    let reads = context.site.settings.reads.as_ref().ok_or("this site reads no texts")?;
    let text = given.get("text").unwrap_or_default().replace("\r\n", "\n");
    let count = text.chars().count();
    if count > LETTERS {
        return Err(format!("text: {count} letters; at most {LETTERS} are read at once"));
    }
    let published = given.get("published");
    if let Some(day) = published.filter(|day| day.parse::<jiff::civil::Date>().is_err()) {
        return Err(format!("published: \"{day}\" is no day (2022-09-13)"));
    }
    reads(Document {
        id: "pasted".to_owned(),
        lang: given.get("lang").unwrap_or(Document::UNDETERMINED).to_owned(),
        title: given.get("title").map(str::to_owned),
        published: published.map(str::to_owned),
        text,
        ..Document::default()
    })
}
