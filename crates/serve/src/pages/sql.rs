//! Questions in SQL, that can do nothing but read.

use super::{limit, offset};
use crate::{
    answer::{Answer, Table},
    asked::Format,
    error::Failure,
    params::Params,
    parts::Layout,
    site::Context,
    wording::{Rooms, Wording},
};
use askama::Template;
use store::{
    Error,
    query::{self, Bounds, Rows, Value},
};

/// So many letters of a cell are shown on a page.
const LETTERS: usize = 200;

/// Questions that are asked at a time may need so much together.
const MEMORY: usize = 128 << 20;

/// What can be asked, for those who have not seen the tables yet: what it tells, in English and French, and the question.
const EXAMPLES: &[(&str, &str, &str)] = &[
    (
        "Acts of speech by country, in the last year",
        "Actes de parole par pays, sur la dernière année",
        "SELECT speaker_country, act, count(*) AS statements FROM statements_view\nWHERE day >= date((SELECT max(day) FROM statements WHERE current = 1), '-1 year') AND speaker_country IS NOT NULL\nGROUP BY 1, 2 ORDER BY 3 DESC LIMIT 50",
    ),
    (
        "Statements with “sanctions” in them",
        "Déclarations qui parlent de sanctions",
        "SELECT day, speaker, act, content FROM statements_view\nWHERE id IN (SELECT rowid FROM statements_text WHERE statements_text MATCH 'sanctions') ORDER BY day DESC LIMIT 50",
    ),
    (
        "Actors by how many statements they make",
        "Acteurs par nombre de déclarations",
        "SELECT name, country, kind, statements, events FROM canon ORDER BY actors DESC LIMIT 50",
    ),
    (
        "What is told as planned or denied",
        "Ce qui est annoncé ou démenti",
        "SELECT day, type, source, target, status, voice, word FROM events_view\nWHERE status IN ('planned', 'denied') ORDER BY day DESC LIMIT 50",
    ),
    (
        "What several outlets report",
        "Ce que plusieurs médias rapportent",
        "SELECT utterance, speaker, day, outlet, act, content FROM utterances_view\nWHERE utterance IN (SELECT utterance FROM statements WHERE utterance IS NOT NULL GROUP BY 1 HAVING count(*) > 1 LIMIT 20)",
    ),
];

#[derive(Template)]
#[template(path = "sql.html")]
struct Page<'a> {
    layout: Layout<'a>,
    words: &'static Wording,
    rooms: &'static Rooms,
    question: &'a str,
    wrong: Option<String>,
    columns: Vec<String>,
    /// Cells, and whether they are numbers.
    rows: Vec<Vec<(String, bool)>>,
    asked: bool,
    next: Option<String>,
    examples: Vec<(&'static str, String)>,
    tables: Vec<(&'static str, Vec<String>)>,
}

/// `/sql?q=…`.
pub fn sql(context: &Context<'_>) -> Result<Answer, Failure> {
    let (store, asked) = (context.store, context.asked);
    let (limit, offset) = (limit(asked)?, offset(asked)?);
    let question = asked.params.get("q");
    let answered = question.map(|question| {
        let limit = if asked.params.get("limit").is_none() { 100 } else { limit };
        let page = query::Page { limit: Some(limit), offset };
        let bounds = Bounds { time: context.site.settings.limits.sql, memory: MEMORY };
        query::sql(context.site.pool.path(), question, bounds, page)
    });
    if asked.format != Format::Html {
        let Rows { columns, rows, more, .. } =
            answered.ok_or_else(|| Failure::Bad("q: a question in SQL".to_owned()))??;
        let next = more.then(|| asked.after(&(offset + rows.len() as u64).to_string()));
        return Ok(Answer::Table(Table { columns, rows, next }));
    }
    let (words, rooms) = (asked.words, asked.words.rooms);
    let (answer, wrong) = match answered.transpose() {
        Ok(answer) => (answer, None),
        Err(error @ (Error::Question { .. } | Error::Writes | Error::Slow { .. } | Error::Large { .. })) => {
            (None, Some(error.to_string()))
        }
        Err(error) => return Err(error.into()),
    };
    let is_asked = answer.is_some();
    let answer = answer.unwrap_or_default();
    let next = answer.more.then(|| asked.after(&(offset + answer.rows.len() as u64).to_string()));
    let cell = |value: &Value| {
        let text = value.cell();
        let mut shown: String = text.chars().take(LETTERS).collect();
        if shown.len() < text.len() {
            shown.push('…');
        }
        (shown, matches!(value, Value::Whole(_) | Value::Real(_)))
    };
    let example = |(english, french, question): &(&'static str, &'static str, &str)| {
        let told = if words.lang == "fr" { *french } else { *english };
        (told, Params::default().with("q", question).on("/sql"))
    };
    let layout = Layout::of(asked, rooms.sql);
    let layout = if is_asked { layout.for_tables(asked) } else { layout };
    let failed = wrong.is_some();
    let page = Page {
        // What is asked here is no search for words.
        layout: Layout { searched: "", ..layout },
        words,
        rooms,
        question: question.unwrap_or_default(),
        wrong,
        rows: answer.rows.iter().map(|row| row.iter().map(cell).collect()).collect(),
        columns: answer.columns,
        asked: is_asked,
        next,
        examples: EXAMPLES.iter().map(example).collect(),
        tables: query::columns(store)?,
    };
    let html = page.render()?;
    Ok(if failed { Answer::Unfit(html) } else { Answer::Page(html) })
}
