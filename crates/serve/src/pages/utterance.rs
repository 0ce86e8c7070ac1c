//! One statement as each outlet reports it.

use super::{after, names, row};
use crate::{
    answer::{Answer, Table},
    asked::Format,
    error::Failure,
    parts::{Difference, Layout, Part, StatementCard, Why},
    site::Context,
    wording::{Rooms, Wording},
};
use askama::Template;
use records::Form;
use serde_json::json;
use store::query::{self, Value};

/// So many reports are shown on a page.
const SHOWN: usize = 25;

#[derive(Template)]
#[template(path = "utterance.html")]
struct Page<'a> {
    layout: Layout<'a>,
    words: &'static Wording,
    rooms: &'static Rooms,
    speaker: Option<String>,
    canon: Option<i64>,
    count: String,
    fullest: &'a Report,
    reports: &'a [Report],
    next: Option<String>,
}

struct Report {
    /// Its number among the reports.
    number: usize,
    form: &'static str,
    cue: Option<String>,
    card: StatementCard,
    why: Why,
    /// The number of the report that it is like.
    like: Option<usize>,
    /// Compared with the fullest; `None`: it is that, or in another language.
    difference: Option<Difference>,
    is_fullest: bool,
}

/// `/utterance/12`.
pub fn utterance(context: &Context<'_>) -> Result<Answer, Failure> {
    let (store, asked) = (context.store, context.asked);
    let found = query::utterance(store, row(context)?)?;
    let contents = query::contents(store, &found.iter().map(|(id, _)| *id).collect::<Vec<_>>())?;
    let longest = contents
        .iter()
        .enumerate()
        .max_by_key(|(at, of)| (of.words.split_whitespace().count(), usize::MAX - at));
    let Some((fullest, full)) = longest else { return Err(Failure::Missing) };
    let compared = |at: usize| {
        let other = &contents[at];
        (at != fullest && other.lang == full.lang).then(|| Difference::of(&full.words, &other.words))
    };
    let kept = |at: usize, difference: Option<&Difference>| match difference {
        Some(difference) => Value::Whole(difference.percent() as i64),
        None if at == fullest => Value::Whole(100),
        None => Value::Null,
    };
    if asked.format != Format::Html {
        let mut rows = Vec::new();
        let mut told = Vec::new();
        for (at, (id, why)) in found.iter().enumerate() {
            let mut values = query::statement(store, *id)?;
            let difference = compared(at);
            values.extend([
                Value::Whole(*id),
                why.clone().into(),
                Value::Flag(at == fullest),
                kept(at, difference.as_ref()),
            ]);
            rows.push(values);
            told.push(difference.map(|difference| {
                let part = |(part, words): (Part, String)| json!({ part.name(): words });
                difference.parts.into_iter().map(part).collect::<Vec<_>>()
            }));
        }
        let columns = names(&[query::STATEMENT_COLUMNS, &["row", "why", "fullest", "kept_percent"]].concat());
        let table = Table { columns, rows, next: None };
        if asked.format == Format::Csv {
            return Ok(Answer::Table(table));
        }
        let mut answer = table.json();
        for (row, parts) in answer["rows"].as_array_mut().into_iter().flatten().zip(told) {
            row["parts"] = json!(parts);
        }
        return Ok(Answer::Json(answer));
    }
    let start = usize::try_from(after(asked)?.unwrap_or(0)).unwrap_or(0).min(found.len());
    let end = (start + SHOWN).min(found.len());
    let report = |at: usize| -> Result<Report, Failure> {
        let (id, why) = &found[at];
        let why = Why::of(why.as_deref(), asked.words);
        let card = StatementCard::of(store, *id, asked.words)?;
        let lang = &contents[at].lang;
        Ok(Report {
            number: at + 1,
            form: card.form.parse::<Form>().map_or("", asked.words.forms),
            cue: contents[at].cue.clone(),
            card,
            like: why.like.and_then(|like| found.iter().position(|(id, _)| *id == like)).map(|at| at + 1),
            why,
            difference: compared(at).map(|difference| difference.spaced(lang)),
            is_fullest: at == fullest,
        })
    };
    let first = report(fullest)?;
    let reports: Vec<Report> = (start..end).map(report).collect::<Result<_, _>>()?;
    let rooms = asked.words.rooms;
    let title = match &first.card.speaker {
        Some(speaker) => (rooms.utterance_of)(speaker),
        None => rooms.utterance.to_owned(),
    };
    let page = Page {
        layout: Layout::of(asked, &title).for_tables(asked),
        words: asked.words,
        rooms,
        speaker: first.card.speaker.clone(),
        canon: first.card.links.canon,
        count: (asked.words.reports)(found.len() as i64),
        fullest: &first,
        reports: &reports,
        next: (end < found.len()).then(|| asked.after(&end.to_string())),
    };
    Ok(Answer::Page(page.render()?))
}
