//! What two countries did to each other, as a table with a bar for each period.

use crate::print::{self, Cell, Fit, Table};
use std::collections::BTreeMap;
use store::query::{Rows, Step, Value};

/// So many bars stand in a row at most.
const BARS: usize = 36;

/// What is told of a direction and type.
#[derive(Default)]
struct Sum {
    events: i64,
    /// Of the events that have a weight.
    weights: (f64, i64),
    by_period: BTreeMap<String, i64>,
}

/// Writes the answer: directions one after the other, in each all types together and then the types that are told most.
pub fn dyads(rows: &Rows, step: Step, width: usize) -> String {
    let mut directions: Vec<((String, String), BTreeMap<String, Sum>)> = Vec::new();
    for row in &rows.rows {
        let [
            Value::Text(period),
            Value::Text(source),
            Value::Text(target),
            Value::Text(kind),
            _,
            Value::Whole(events),
            goldstein,
        ] = row.as_slice()
        else {
            continue;
        };
        let direction = (source.clone(), target.clone());
        let at = directions.iter().position(|(known, _)| *known == direction).unwrap_or_else(|| {
            directions.push((direction, BTreeMap::new()));
            directions.len() - 1
        });
        for key in ["", kind] {
            let sum = directions[at].1.entry(key.to_owned()).or_default();
            sum.events += events;
            if let Value::Real(mean) = goldstein {
                sum.weights.0 += mean * *events as f64;
                sum.weights.1 += events;
            }
            *sum.by_period.entry(period.clone()).or_default() += events;
        }
    }
    let known = rows.rows.iter().filter_map(|row| row.first()).map(Value::cell);
    let periods = known
        .clone()
        .min()
        .zip(known.max())
        .map(|(first, last)| between(&first, &last, step))
        .unwrap_or_default();
    let mut table = Table::new(&[
        ("FROM", Fit::Whole),
        ("TO", Fit::Whole),
        ("TYPE", Fit::Whole),
        ("EVENTS", Fit::Whole),
        ("GOLDSTEIN", Fit::Whole),
        ("OVER TIME", Fit::Whole),
    ]);
    for ((source, target), sums) in directions {
        let mut sums: Vec<(String, Sum)> = sums.into_iter().collect();
        // All types together, which have no name, come first.
        sums.sort_by(|a, b| (!a.0.is_empty(), -a.1.events, &a.0).cmp(&(!b.0.is_empty(), -b.1.events, &b.0)));
        for (kind, sum) in sums {
            let counts: Vec<i64> =
                periods.iter().map(|period| sum.by_period.get(period).copied().unwrap_or(0)).collect();
            let mean = if sum.weights.1 > 0 {
                format!("{:+.1}", sum.weights.0 / sum.weights.1 as f64)
            } else {
                String::new()
            };
            let style = if kind.is_empty() { print::NAME } else { print::PLAIN };
            table.row(vec![
                Cell::new(source.clone(), style),
                Cell::new(target.clone(), style),
                Cell::new(if kind.is_empty() { "all".to_owned() } else { kind }, style),
                Cell::plain(format!("{:>6}", sum.events)),
                Cell::plain(format!("{mean:>9}")),
                Cell::plain(bars(&counts, BARS)),
            ]);
        }
    }
    let mut out = String::new();
    table.write(&mut out, "", print::TITLE, width);
    if let (Some(first), Some(last)) = (periods.first(), periods.last())
        && !out.is_empty()
    {
        let word = match (step, periods.len()) {
            (Step::Month, 1) => "month",
            (Step::Month, _) => "months",
            (Step::Year, 1) => "year",
            (Step::Year, _) => "years",
        };
        out.push_str(&format!(
            "{}{first} to {last}, {} {word}{:#}\n",
            print::FAINT,
            periods.len(),
            print::FAINT
        ));
    }
    out
}

/// The periods from one to another, both with them.
fn between(first: &str, last: &str, step: Step) -> Vec<String> {
    let year = |period: &str| period.get(..4).and_then(|year| year.parse::<u32>().ok());
    let month = |period: &str| period.get(5..7).and_then(|month| month.parse::<u32>().ok());
    let (Some(from), Some(to)) = (year(first), year(last)) else { return Vec::new() };
    match step {
        Step::Year => (from..=to).map(|year| format!("{year:04}")).collect(),
        Step::Month => {
            let number = |year: u32, period: &str| year * 12 + month(period).unwrap_or(1).max(1) - 1;
            (number(from, first)..=number(to, last))
                .map(|at| format!("{:04}-{:02}", at / 12, at % 12 + 1))
                .collect()
        }
    }
}

/// A bar for each count, as many together as make at most `most` bars; nothing is a dot.
fn bars(counts: &[i64], most: usize) -> String {
    const HEIGHTS: [char; 8] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];
    let together = counts.len().div_ceil(most).max(1);
    let counts: Vec<i64> = counts.chunks(together).map(|some| some.iter().sum()).collect();
    let highest = counts.iter().copied().max().unwrap_or(0).max(1);
    let bar = |count: &i64| match count {
        0 => '·',
        count => HEIGHTS[usize::try_from((count * 8 - 1) / highest).unwrap_or(0).min(7)],
    };
    counts.iter().map(bar).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_go_over_years() {
        assert_eq!(between("2021-11", "2022-02", Step::Month), ["2021-11", "2021-12", "2022-01", "2022-02"]);
        assert_eq!(between("2021", "2023", Step::Year), ["2021", "2022", "2023"]);
        assert!(between("?", "2023", Step::Year).is_empty());
    }

    #[test]
    fn bars_are_as_high_as_counts() {
        assert_eq!(bars(&[0, 1, 4, 8], 36), "·▁▄█");
        assert_eq!(bars(&[1, 1, 0, 0, 2, 2], 3), "▄·█");
        assert_eq!(bars(&[], 36), "");
    }
}
