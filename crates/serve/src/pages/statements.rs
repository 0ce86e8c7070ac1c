//! Who said what.

use super::{Field, kept, list::List, names};
use crate::{
    answer::{Answer, Table},
    asked::Format,
    error::Failure,
    params::Params,
    parts::{Choices, Chosen, Layout, Spark, StatementCard, asking, narrowing},
    site::Context,
    wording::Wording,
};
use askama::Template;
use records::{Act, Form};
use store::query::{self, Facets, Statements};

/// The parameter of each facet.
const FACETS: &[(&str, &str)] = &[
    ("speaker", "by"),
    ("country", "country"),
    ("act", "act"),
    ("form", "form"),
    ("outlet", "outlet"),
    ("lang", "lang"),
];

#[derive(Template)]
#[template(path = "statements.html")]
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
    cards: Vec<StatementCard>,
    next: Option<String>,
    first: Option<String>,
}

/// `/statements`.
pub fn statements(context: &Context<'_>) -> Result<Answer, Failure> {
    let (store, asked) = (context.store, context.asked);
    let mut asking = asking(store, &asked.params, asked.words);
    let text = |name: &str| asked.params.get(name).map(str::to_owned);
    let filter = Statements {
        by: asking.who("by")?,
        country: asking.who("country")?,
        to: asking.who("to")?,
        about: text("about"),
        search: text("q"),
        acts: asking.codes("act", Act::ALL)?,
        forms: asking.codes("form", Form::ALL)?,
        days: asking.days()?,
        outlet: asking.outlet()?,
        lang: text("lang"),
        document: text("document"),
    };
    let list =
        List::of(asked, asking.nobody.is_some(), |after, limit| filter.find_after(store, after, limit))?;
    if asked.format != Format::Html {
        let rows = list.ids.iter().map(|id| query::statement(store, *id)).collect::<Result<_, _>>()?;
        return Ok(Answer::Table(Table { columns: names(query::STATEMENT_COLUMNS), rows, next: list.next }));
    }
    let facets = Facets::of_statements(store, &list.counted)?;
    let (chosen, choices) = narrowing(asked, &facets, FACETS);
    let words = asked.words;
    let fields = vec![
        ("by", words.by, "search"),
        ("to", words.to, "search"),
        ("about", words.about, "search"),
        ("q", words.words, "search"),
        ("since", words.since, "date"),
        ("until", words.until, "date"),
    ];
    let page = Page {
        layout: Layout::of(asked, asked.words.statements).for_tables(asked),
        words: asked.words,
        params: &asked.params,
        kept: kept(&asked.params, &fields),
        fields,
        chosen,
        choices,
        spark: Spark::large(&facets.periods, &facets.all),
        facets: &facets,
        nobody: asking.nobody,
        cards: list
            .ids
            .iter()
            .map(|id| StatementCard::of(store, *id, asked.words))
            .collect::<Result<_, _>>()?,
        next: list.next,
        first: list.first,
    };
    Ok(Answer::Page(page.render()?))
}
