//! Two countries: what they do for and against each other, over time.

use crate::{
    answer::{Answer, Table},
    asked::Format,
    error::Failure,
    params::Params,
    parts::{Balance, Layout, asking},
    site::Context,
    wording::{Rooms, Wording},
};
use askama::Template;
use records::{EventType, Status};
use std::collections::BTreeMap;
use store::query::{Dyads, Rows, Step, Value};

/// More months than that are drawn as years.
const MONTHS: usize = 96;

#[derive(Template)]
#[template(path = "dyad.html")]
struct Page<'a> {
    layout: Layout<'a>,
    words: &'static Wording,
    rooms: &'static Rooms,
    params: &'a Params,
    codes: [String; 2],
    names: [String; 2],
    balances: Vec<Balance>,
    ends: Option<(String, String)>,
    types: Vec<Type>,
    /// Figures in both directions, by period.
    periods: Vec<(String, [Option<Figures>; 2])>,
}

/// Address of the evidence, events, weights.
type Figures = (String, u32, String);
/// In both directions those that occurred and all others; the sum of weights, and of how many.
type Counted = ([(u32, u32); 2], f64, u32);

/// What is between the two of one type.
struct Type {
    kind: String,
    means: &'static str,
    /// Of each direction: address, those that occurred, all others.
    counts: [(String, u32, u32); 2],
    weight: Option<String>,
}

/// One row of the store's answer.
struct Cell {
    period: String,
    back: bool,
    kind: String,
    status: String,
    events: u32,
    goldstein: Option<f64>,
}

/// `/dyad/FRA/DEU`.
pub fn dyad(context: &Context<'_>) -> Result<Answer, Failure> {
    let (store, asked) = (context.store, context.asked);
    let (words, rooms) = (asked.words, asked.words.rooms);
    let [one, other] = [0, 1].map(|at| context.named.get(at).and_then(|text| super::code(text)));
    let (one, other) = (one.ok_or(Failure::Missing)?, other.ok_or(Failure::Missing)?);
    if (context.named[0].as_str(), context.named[1].as_str()) != (one, other) {
        let ending = match asked.format {
            Format::Html => "",
            Format::Json => ".json",
            Format::Csv => ".csv",
        };
        return Ok(Answer::Elsewhere(asked.params.on(&format!("/dyad/{one}/{other}{ending}"))));
    }
    let step = match asked.params.get("step") {
        Some("year") => Step::Year,
        None | Some("month") => Step::Month,
        Some(text) => return Err(Failure::Bad(format!("step: \"{text}\" is none of month, year"))),
    };
    let asking = asking(store, &asked.params, words);
    let filter = Dyads {
        one: one.to_owned(),
        other: other.to_owned(),
        step,
        types: asking.codes("type", EventType::ALL)?,
        statuses: asking.codes("status", Status::ALL)?,
        days: asking.days()?,
    };
    let found = filter.find(store)?;
    if asked.format != Format::Html {
        return Ok(Answer::Table(Table { columns: found.columns, rows: found.rows, next: None }));
    }
    let mut cells = cells(found, one);
    let months =
        |cells: &[Cell]| crate::parts::by_period(cells.iter().map(|cell| (cell.period.as_str(), 1))).0;
    let mut periods = if step == Step::Year { years(&cells) } else { months(&cells) };
    if periods.len() > MONTHS {
        periods = years(&cells);
    }
    let digits = periods.first().map_or(4, String::len);
    cells.iter_mut().for_each(|cell| cell.period.truncate(digits));
    let status = asked.params.get("status").unwrap_or("occurred");
    let drawn = |cell: &&Cell| asked.params.get("status").is_some() || cell.status == "occurred";
    let evidence = |back: bool| {
        let (source, target) = if back { (other, one) } else { (one, other) };
        Params::default().with("source", source).with("target", target)
    };
    let named = [words.country_of(one), words.country_of(other)];
    let mut sums: BTreeMap<(bool, &str), (f64, f64, u32)> = BTreeMap::new();
    for cell in cells.iter().filter(drawn) {
        let sum = sums.entry((cell.back, cell.period.as_str())).or_default();
        let weight = cell.goldstein.unwrap_or(0.0) * f64::from(cell.events);
        sum.0 += weight.max(0.0);
        sum.1 += weight.min(0.0);
        sum.2 += cell.events;
    }
    let most = sums.values().flat_map(|(up, down, _)| [*up, -*down]).fold(0.0, f64::max);
    let at = |back: bool, period: &str| -> String {
        let params = evidence(back).with("since", period).with("until", period).with("status", status);
        params.on("/events")
    };
    let balance = |back: bool| {
        let bars = periods.iter().enumerate().filter_map(|(number, period)| {
            let (up, down, count) = *sums.get(&(back, period.as_str()))?;
            let label =
                (rooms.balance_of)(&(words.day)(period), count, &(rooms.decimal)(up), &(rooms.decimal)(down));
            Some((number, up, down, at(back, period), label))
        });
        let (from, to) = if back { (&named[1], &named[0]) } else { (&named[0], &named[1]) };
        Balance::of(&format!("{from} → {to}"), periods.len(), most, bars.collect())
    };
    let figures = |back: bool, period: &str| {
        let (up, down, count) = sums.get(&(back, period))?;
        Some((at(back, period), *count, format!("+{} / {}", (rooms.decimal)(*up), (rooms.decimal)(*down))))
    };
    let title = format!("{} – {}", named[0], named[1]);
    let page = Page {
        layout: Layout::of(asked, &title).for_tables(asked),
        words,
        rooms,
        params: &asked.params,
        balances: if sums.is_empty() { Vec::new() } else { vec![balance(false), balance(true)] },
        ends: periods.first().cloned().zip(periods.last().cloned()),
        types: types(&cells, words, &evidence),
        periods: periods
            .iter()
            .rev()
            .filter(|period| {
                sums.contains_key(&(false, period.as_str())) || sums.contains_key(&(true, period.as_str()))
            })
            .map(|period| (period.clone(), [figures(false, period), figures(true, period)]))
            .collect(),
        codes: [one.to_owned(), other.to_owned()],
        names: named.clone(),
    };
    Ok(Answer::Page(page.render()?))
}

fn cells(found: Rows, one: &str) -> Vec<Cell> {
    let cell = |row: Vec<Value>| {
        let text = |at: usize| row.get(at).map(Value::cell).unwrap_or_default();
        let events = match row.get(5) {
            Some(Value::Whole(events)) => u32::try_from(*events).unwrap_or(u32::MAX),
            _ => 0,
        };
        let goldstein = match row.get(6) {
            Some(Value::Real(weight)) => Some(*weight),
            _ => None,
        };
        Cell { period: text(0), back: text(1) != one, kind: text(3), status: text(4), events, goldstein }
    };
    found.rows.into_iter().map(cell).collect()
}

/// Years from the first to the last.
fn years(cells: &[Cell]) -> Vec<String> {
    let of = |cell: &Cell| cell.period.get(..4).and_then(|year| year.parse::<u32>().ok());
    let (first, last) = (cells.iter().filter_map(of).min(), cells.iter().filter_map(of).max());
    let (Some(first), Some(last)) = (first, last) else { return Vec::new() };
    (first..=last).map(|year| format!("{year:04}")).collect()
}

fn types(cells: &[Cell], words: &'static Wording, evidence: &dyn Fn(bool) -> Params) -> Vec<Type> {
    let mut types: BTreeMap<&str, Counted> = BTreeMap::new();
    for cell in cells {
        let (counts, sum, weighed) = types.entry(&cell.kind).or_default();
        let (occurred, open) = &mut counts[usize::from(cell.back)];
        *(if cell.status == "occurred" { occurred } else { open }) += cell.events;
        if let Some(weight) = cell.goldstein {
            *sum += weight * f64::from(cell.events);
            *weighed += cell.events;
        }
    }
    let mut types: Vec<Type> = types
        .into_iter()
        .map(|(kind, (counts, sum, weighed))| Type {
            kind: kind.to_owned(),
            means: kind.parse::<EventType>().map_or("", words.types),
            counts: [false, true].map(|back| {
                let (occurred, open) = counts[usize::from(back)];
                (evidence(back).with("type", kind).on("/events"), occurred, open)
            }),
            weight: (weighed > 0).then(|| (words.rooms.decimal)(sum / f64::from(weighed))),
        })
        .collect();
    types.sort_by_key(|of| {
        std::cmp::Reverse(of.counts.iter().map(|(_, occurred, open)| occurred + open).sum::<u32>())
    });
    types
}
