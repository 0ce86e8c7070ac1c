//! Figures of an evaluation as a table: each share beside the numbers behind it, and its floor.

use super::{
    Cell, Fit, Table,
    style::{self, FAINT, HEADING, PLAIN},
};
use crate::arguments::Floor;
use evaluation::{Figure, Group, Interval, Report};

/// Writes the figures in groups, those with a floor beside it; with intervals, if there are any.
pub fn figures(report: &Report, intervals: Option<&[Option<Interval>]>, floors: &[Floor]) -> String {
    let mut out = format!("{} of {} documents read\n\n", report.read, report.documents);
    out.push_str(&sheet(&report.figures(), intervals, floors));
    out
}

/// Writes figures of any set in groups.
pub fn sheet(figures: &[Figure], intervals: Option<&[Option<Interval>]>, floors: &[Floor]) -> String {
    let digits = |number: fn(&Figure) -> u64| {
        figures.iter().map(|figure| number(figure).to_string().len()).max().unwrap_or(0)
    };
    let (hits, of) = (digits(|figure| figure.share.hits), digits(|figure| figure.share.of));
    let mut names = vec!["", "SCORE", "HITS/OF", "FLOOR"];
    if intervals.is_some() {
        names.insert(2, "95 %");
    }
    let mut table = Table::new(&names.into_iter().map(|name| (name, Fit::Whole)).collect::<Vec<_>>());
    let mut group: Option<Group> = None;
    for (number, figure) in figures.iter().enumerate() {
        if group.replace(figure.group) != Some(figure.group) {
            table.row(vec![Cell::new(heading(figure.group), HEADING)]);
        }
        let floor = floors.iter().rfind(|floor| floor.key == figure.key);
        let is_low = floors.iter().any(|floor| floor.key == figure.key && is_below(figure, floor));
        let mut cells = vec![
            Cell::plain(format!("  {}", figure.key)),
            Cell::new(score(figure), if is_low { style::LOW } else { PLAIN }),
            Cell::new(format!("{:>hits$}/{:<of$}", figure.share.hits, figure.share.of).trim_end(), FAINT),
            Cell::plain(floor.map(|floor| floor.least.to_string()).unwrap_or_default()),
        ];
        if let Some(intervals) = intervals {
            cells.insert(2, Cell::plain(interval(intervals.get(number).copied().flatten())));
        }
        table.row(cells);
    }
    let mut out = String::new();
    table.write(&mut out, "", FAINT, usize::MAX);
    out
}

/// An interval with three digits an end; a dash where none can be told.
pub fn interval(interval: Option<Interval>) -> String {
    interval.map_or("–".to_owned(), |Interval { low, high }| format!("{low:.3} to {high:.3}"))
}

/// Whether a figure is less than it must be; one that could not be measured always is.
pub fn is_below(figure: &Figure, floor: &Floor) -> bool {
    figure.value.is_none_or(|value| value < floor.least)
}

/// The score with its four digits, a dash where there was nothing to measure.
pub fn score(figure: &Figure) -> String {
    figure.value.map_or("–".to_owned(), |value| format!("{value:.4}"))
}

fn heading(group: Group) -> &'static str {
    match group {
        Group::Statements => "STATEMENTS",
        Group::Attribution => "ATTRIBUTION",
        Group::Events => "EVENTS",
        Group::Others => "FIGURES",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use evaluation::{Matched, Share};

    #[test]
    fn figures_line_up_beside_their_numbers_and_floors() {
        let report = Report {
            documents: 3,
            read: 2,
            statements: Matched { hits: 8, gold: 10, found: 128 },
            cue: Share { hits: 1, of: 3 },
            ..Report::default()
        };
        let floor = |key: &str, least| Floor { key: key.into(), least };
        let shown =
            anstream::adapter::strip_str(&figures(&report, None, &[floor("cue", 0.5), floor("act", 0.1)]))
                .to_string();
        let lines: Vec<&str> = shown.lines().collect();
        assert_eq!(lines[0], "2 of 3 documents read");
        assert_eq!(lines[2], "                              SCORE   HITS/OF  FLOOR");
        assert_eq!(lines[3], "STATEMENTS");
        assert_eq!(lines[4], "  statements.precision        0.0625   8/128");
        assert_eq!(lines[5], "  statements.recall           0.8000   8/10");
        assert_eq!(lines[6], "  statements.f1               0.1159  16/138");
        assert!(lines.contains(&"  cue                         0.3333   1/3     0.5"), "{shown}");
        assert!(lines.contains(&"  act                         –        0/0     0.1"), "{shown}");
        assert!(lines.contains(&"EVENTS"));
    }

    #[test]
    fn intervals_stand_beside_the_scores() {
        let report = Report { cue: Share { hits: 1, of: 3 }, ..Report::default() };
        let mut intervals = vec![None; report.figures().len()];
        let cue = report.figures().iter().position(|figure| figure.key == "cue").unwrap();
        intervals[cue] = Some(Interval { low: 0.1, high: 0.76543 });
        let shown = anstream::adapter::strip_str(&figures(&report, Some(&intervals), &[])).to_string();
        let lines: Vec<&str> = shown.lines().collect();
        assert_eq!(lines[2].split_whitespace().collect::<Vec<_>>(), ["SCORE", "95", "%", "HITS/OF"]);
        let line =
            |key: &str| lines.iter().find(|line| line.trim().starts_with(key)).unwrap().trim().to_owned();
        assert_eq!(line("cue"), "cue                         0.3333  0.100 to 0.765  1/3");
        assert_eq!(line("act"), "act                         –       –               0/0");
    }

    #[test]
    fn a_figure_without_a_value_is_below_any_floor() {
        let figure = Report::default().figure("relays").unwrap();
        assert!(is_below(&figure, &Floor { key: "relays".into(), least: 0.0 }));
    }
}
