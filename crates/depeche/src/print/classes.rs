//! Figures class by class as a table.

use super::{
    Cell, Fit, Table,
    figures::interval,
    style::{FAINT, HEADING},
};
use evaluation::{Class, ClassIntervals, Facet};

/// Writes the classes that some record is of, under what they are classes of.
///
/// The interval is that of the F1; `FOUND AT ALL` are the expected records that were found as whatever class.
pub fn classes(classes: &[Class], intervals: Option<&[ClassIntervals]>) -> String {
    let mut names = vec!["", "GOLD", "FOUND", "PRECISION", "RECALL", "F1", "FOUND AT ALL"];
    if intervals.is_some() {
        names.insert(6, "95 %");
    }
    let mut table = Table::new(&names.into_iter().map(|name| (name, Fit::Whole)).collect::<Vec<_>>());
    let mut facet: Option<Facet> = None;
    for (number, class) in classes.iter().enumerate() {
        let of = class.matched;
        if of.gold + of.found == 0 {
            continue;
        }
        if facet.replace(class.facet) != Some(class.facet) {
            table.row(vec![Cell::new(heading(class.facet), HEADING)]);
        }
        let shown = |value: Option<f64>| Cell::plain(value.map_or("–".into(), |value| format!("{value:.4}")));
        let [precision, recall, f1, noticed] = class.shares().map(|share| shown(share.value()));
        let counts = [of.gold, of.found].map(|count| Cell::new(count.to_string(), FAINT));
        let [gold, found] = counts;
        let mut cells =
            vec![Cell::plain(format!("  {}", class.name)), gold, found, precision, recall, f1, noticed];
        if let Some(intervals) = intervals {
            let f1 = intervals.get(number).and_then(|of| of.f1);
            cells.insert(6, Cell::plain(interval(f1)));
        }
        table.row(cells);
    }
    let mut out = String::from("\n");
    table.write(&mut out, "", FAINT, usize::MAX);
    out
}

fn heading(facet: Facet) -> &'static str {
    match facet {
        Facet::Form => "FORM OF STATEMENTS",
        Facet::Act => "ACT OF STATEMENTS",
        Facet::Sector => "SECTOR OF SPEAKERS",
        Facet::EventType => "TYPE OF EVENTS",
        Facet::Status => "STATUS OF EVENTS",
        Facet::Voice => "WHO TELLS EVENTS",
    }
}
