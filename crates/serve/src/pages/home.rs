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
use store::query::{Dispatch, Overview};

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
    let dates = overview
        .days
        .iter()
        .filter_map(|(day, count)| Some((day.get(..10)?.parse::<jiff::civil::Date>().ok()?, *count)));
    let dates: Vec<_> = dates.collect();
    let (Some((first, _)), Some((last, _))) = (dates.first(), dates.last()) else {
        return Default::default();
    };
    let steps =
        [(10, jiff::Span::new().days(1)), (7, jiff::Span::new().months(1)), (4, jiff::Span::new().years(1))];
    for (digits, step) in steps {
        let start = match digits {
            10 => *first,
            7 => first.first_of_month(),
            _ => first.first_of_year(),
        };
        let periods = start.series(step).take_while(|day| day <= last).take(BARS + 1);
        let periods: Vec<String> = periods.map(|day| day.to_string()[..digits].to_owned()).collect();
        if periods.len() > BARS && digits != 4 {
            continue;
        }
        let mut counts = vec![0; periods.len()];
        for (day, count) in &dates {
            if let Ok(at) = periods.binary_search(&day.to_string()[..digits].to_owned()) {
                counts[at] += count;
            }
        }
        return (periods, counts);
    }
    Default::default()
}
