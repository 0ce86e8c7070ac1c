//! One event as each outlet tells of it, and how it vouches for it.

use super::{after, names, row};
use crate::{
    answer::{Answer, Table},
    asked::Format,
    error::Failure,
    parts::{EventCard, Layout, Why},
    site::Context,
    wording::{Rooms, Wording},
};
use askama::Template;
use store::query::{self, Side, Value};

/// So many reports are shown on a page.
const SHOWN: usize = 50;

#[derive(Template)]
#[template(path = "happening.html")]
struct Page<'a> {
    layout: Layout<'a>,
    words: &'static Wording,
    rooms: &'static Rooms,
    heading: String,
    count: String,
    /// How many vouch in which way.
    ways: Vec<(&'static str, usize)>,
    reports: Vec<Report>,
    next: Option<String>,
}

struct Report {
    number: usize,
    card: EventCard,
    way: &'static str,
    why: Why,
    like: Option<usize>,
}

/// How an outlet vouches for an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Vouched {
    /// It says so itself.
    Asserted,
    /// It says that somebody says so.
    Attributed,
    /// It says, itself or by somebody, that it is not so.
    Denied,
    /// It is to happen, or would.
    Open,
}

impl Vouched {
    fn of(status: &str, voice: bool) -> Vouched {
        match (status, voice) {
            ("denied", _) => Vouched::Denied,
            ("planned" | "hypothetical", _) => Vouched::Open,
            (_, true) | ("alleged", _) => Vouched::Attributed,
            _ => Vouched::Asserted,
        }
    }

    fn name(self) -> &'static str {
        match self {
            Vouched::Asserted => "asserted",
            Vouched::Attributed => "attributed",
            Vouched::Denied => "denied",
            Vouched::Open => "open",
        }
    }

    const ALL: [Vouched; 4] = [Vouched::Asserted, Vouched::Attributed, Vouched::Denied, Vouched::Open];
}

/// `/happening/12`.
pub fn happening(context: &Context<'_>) -> Result<Answer, Failure> {
    let (store, asked) = (context.store, context.asked);
    let found = query::happening(store, row(context)?)?;
    if found.is_empty() {
        return Err(Failure::Missing);
    }
    let at = |name: &str| query::EVENT_COLUMNS.iter().position(|column| *column == name);
    let vouched = |values: &[Value]| {
        let of = |name| at(name).and_then(|at| values.get(at));
        let status = of("status").map(Value::cell).unwrap_or_default();
        Vouched::of(&status, of("voice").is_some_and(|voice| *voice != Value::Null))
    };
    let mut rows = Vec::new();
    for (id, _) in &found {
        rows.push(query::event(store, *id)?);
    }
    let ways: Vec<Vouched> = rows.iter().map(|values| vouched(values)).collect();
    if asked.format != Format::Html {
        for ((values, way), (id, why)) in rows.iter_mut().zip(&ways).zip(&found) {
            values.extend([Value::Whole(*id), why.clone().into(), Value::Text(way.name().to_owned())]);
        }
        let columns = names(&[query::EVENT_COLUMNS, &["row", "why", "vouched"]].concat());
        return Ok(Answer::Table(Table { columns, rows, next: None }));
    }
    let (words, rooms) = (asked.words, asked.words.rooms);
    let start = usize::try_from(after(asked)?.unwrap_or(0)).unwrap_or(0).min(found.len());
    let end = (start + SHOWN).min(found.len());
    let report = |at: usize| -> Result<Report, Failure> {
        let (id, why) = &found[at];
        let why = Why::of(why.as_deref(), words);
        let like = why.like.and_then(|like| found.iter().position(|(id, _)| *id == like));
        Ok(Report {
            number: at + 1,
            card: EventCard::of(store, *id, words)?,
            way: (rooms.vouched)(ways[at]),
            like: like.map(|at| at + 1),
            why,
        })
    };
    let first = report(0)?;
    let named = |side: &Side| side.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>().join(", ");
    let (sources, targets) = (named(&first.card.sources), named(&first.card.targets));
    let arrow = if targets.is_empty() { "" } else { "→" };
    let parts = [sources.as_str(), arrow, targets.as_str()];
    let parties = parts.iter().filter(|part| !part.is_empty()).copied().collect::<Vec<_>>().join(" ");
    let heading = format!("{} {parties}", first.card.kind);
    let counted =
        Vouched::ALL.into_iter().map(|way| (way, ways.iter().filter(|other| **other == way).count()));
    let page = Page {
        layout: Layout::of(asked, heading.trim()).for_tables(asked),
        words,
        rooms,
        heading: heading.trim().to_owned(),
        count: (words.reports)(found.len() as i64),
        ways: counted
            .filter(|(_, count)| *count > 0)
            .map(|(way, count)| ((rooms.vouched)(way), count))
            .collect(),
        reports: (start..end).map(report).collect::<Result<_, _>>()?,
        next: (end < found.len()).then(|| asked.after(&end.to_string())),
    };
    Ok(Answer::Page(page.render()?))
}
