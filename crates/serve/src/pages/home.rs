//! The front page: what there is, and the newest of it.

use crate::{
    answer::Answer,
    asked::Format,
    error::Failure,
    parts::{Layout, Spark},
    site::Context,
    wording::{Count, Wording},
};
use askama::Template;
use serde_json::json;
use store::query::{self, Dispatch, Overview};

/// So many dispatches are shown.
const LATEST: u32 = 20;
/// More days than can be drawn are taken together.
const BARS: usize = 120;

#[derive(Template)]
#[template(path = "home.html")]
struct Page<'a> {
    layout: Layout<'a>,
    words: &'static Wording,
    sizes: Vec<String>,
    coverage: Option<Spark<'a>>,
    latest: &'a [Dispatch],
}

/// `/`.
pub fn home(context: &Context<'_>) -> Result<Answer, Failure> {
    let (store, asked) = (context.store, context.asked);
    let overview = context.site.overview(store)?;
    let latest = Dispatch::latest(store, LATEST)?;
    if asked.format != Format::Html {
        let latest: Vec<_> = latest.iter().map(super::dispatch::json_of).collect();
        let days: Vec<_> =
            overview.days.iter().map(|(day, count)| json!({"day": day, "documents": count})).collect();
        return Ok(Answer::Json(json!({
            "documents": overview.documents, "statements": overview.statements, "events": overview.events,
            "outlets": overview.outlets, "days": days, "latest": latest,
        })));
    }
    let words = asked.words;
    let (periods, counts) = coverage(&overview);
    let page = Page {
        layout: Layout::of(asked, words.home).for_programs(asked),
        words,
        sizes: [
            (Count::Documents, overview.documents),
            (Count::Outlets, overview.outlets),
            (Count::Statements, overview.statements),
            (Count::Events, overview.events),
        ]
        .into_iter()
        .filter(|(_, count)| *count > 0)
        .map(|(what, count)| (words.count)(what, count))
        .collect(),
        coverage: (periods.len() > 1).then(|| Spark::large(&periods, &counts)),
        latest: &latest,
    };
    Ok(Answer::Page(page.render()?))
}

/// Days, else months, else years with their counts: the finest that can be drawn.
fn coverage(overview: &Overview) -> (Vec<String>, Vec<u32>) {
    let periods = query::periods(overview.days.iter().map(|(day, _)| day.as_str()), BARS);
    let mut counts = vec![0; periods.len()];
    for (day, count) in &overview.days {
        if let Some(at) = query::period_of(&periods, day) {
            counts[at] += count;
        }
    }
    (periods, counts)
}
