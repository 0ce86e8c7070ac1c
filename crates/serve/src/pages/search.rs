//! Words in dispatches.

use super::limit;
use crate::{
    answer::{Answer, Table},
    asked::Format,
    error::Failure,
    parts::{Layout, asking},
    site::Context,
    wording::Wording,
};
use askama::Template;
use serde_json::json;
use store::query::{self, Dispatch, Page as Bounds, Value};

#[derive(Template)]
#[template(path = "search.html")]
struct Page<'a> {
    layout: Layout<'a>,
    words: &'static Wording,
    heading: String,
    nobody: Option<(String, Vec<String>)>,
    hits: Vec<Hit>,
    next: Option<String>,
    /// The other order: its name and address.
    order: (&'static str, String),
    /// That not all of them were ranked.
    capped: Option<String>,
}

struct Hit {
    dispatch: Dispatch,
    snippet: Vec<(bool, String)>,
}

/// `/search?q=…`.
pub fn search(context: &Context<'_>) -> Result<Answer, Failure> {
    let (store, asked) = (context.store, context.asked);
    let limit = limit(asked)?;
    let offset = match asked.params.get("after") {
        None => 0,
        Some(text) => text.parse().map_err(|_| Failure::Bad(format!("after: \"{text}\" is no cursor")))?,
    };
    let mut asking = asking(store, &asked.params, asked.words);
    let text = asked.params.get("q").unwrap_or_default();
    let filter = query::Search {
        text: text.to_owned(),
        days: asking.days()?,
        outlet: asking.outlet()?,
        lang: asked.params.get("lang").map(str::to_owned),
        newest: asked.params.get("order") == Some("newest"),
    };
    let found = filter.find(store, Bounds { limit: Some(limit), offset })?;
    let next = found.more.then(|| asked.after(&(offset + limit).to_string()));
    if asked.format != Format::Html {
        let capped = found.capped.filter(|_| asked.format == Format::Json);
        let table = Table { columns: found.columns, rows: found.rows, next };
        return Ok(match capped {
            Some(capped) => {
                let mut told = table.json();
                told["capped"] = json!({"ranked": capped.ranked, "matching": capped.matching});
                Answer::Json(told)
            }
            None => Answer::Table(table),
        });
    }
    let words = asked.words;
    let at = |name: &str| found.columns.iter().position(|column| column == name).unwrap_or_default();
    let (key, snippet) = (at("document"), at("snippet"));
    let mut hits = Vec::new();
    for row in &found.rows {
        let Value::Text(key) = &row[key] else { continue };
        if let Some(dispatch) = Dispatch::of(store, key)? {
            hits.push(Hit { dispatch, snippet: marked(&row[snippet].cell()) });
        }
    }
    let params = asked.params.without("after").without("ui");
    let title = (words.results)(&(words.reading.quoted)(text));
    let page = Page {
        layout: Layout::of(asked, &title).for_tables(asked),
        words,
        heading: title.clone(),
        nobody: asking.nobody,
        order: match filter.newest {
            true => (words.best_first, params.without("order").on(&asked.path)),
            false => (words.newest_first, params.with("order", "newest").on(&asked.path)),
        },
        capped: found.capped.map(|capped| (words.ranked_of)(capped.ranked, capped.matching)),
        hits,
        next,
    };
    Ok(Answer::Page(page.render()?))
}

/// A snippet in parts, and which of them were searched for.
fn marked(snippet: &str) -> Vec<(bool, String)> {
    let mut parts = Vec::new();
    let mut rest = snippet;
    while let Some((before, after)) = rest.split_once('›') {
        parts.push((false, before.to_owned()));
        let (found, after) = after.split_once('‹').unwrap_or((after, ""));
        parts.push((true, found.to_owned()));
        rest = after;
    }
    parts.push((false, rest.to_owned()));
    parts.retain(|(_, text)| !text.is_empty());
    parts
}

#[cfg(test)]
mod tests {
    use super::marked;

    #[test]
    fn words_that_were_searched_for_are_set_apart() {
        let parts = marked("les ›droits‹ de l'homme ›droits‹");
        let told: Vec<(bool, &str)> = parts.iter().map(|(found, text)| (*found, text.as_str())).collect();
        assert_eq!(told, [(false, "les "), (true, "droits"), (false, " de l'homme "), (true, "droits")]);
        assert_eq!(marked("›no end"), [(true, "no end".to_owned())]);
        assert!(marked("").is_empty());
    }
}
