//! What has changed since another version, as a table.

use super::{
    Cell, Fit, Table,
    style::{FAINT, PLAIN, TITLE},
};
use evaluation::{Interval, Shift};

/// Writes each figure before and now, and what is between them: whether by more than chance, last.
pub fn shifts(shifts: &[Shift]) -> String {
    let names = ["SINCE THEN", "BEFORE", "NOW", "CHANGE", "95 %", ""];
    let mut table = Table::new(&names.map(|name| (name, Fit::Whole)));
    for shift in shifts {
        let shown = |value: Option<f64>| value.map_or("–".to_owned(), |value| format!("{value:.4}"));
        let is_sure = shift.interval.is_some_and(Interval::leaves_out_0);
        let change = shift.difference().map_or("–".to_owned(), |change| format!("{change:+.4}"));
        let interval = shift
            .interval
            .map_or("–".to_owned(), |Interval { low, high }| format!("{low:+.3} to {high:+.3}"));
        let word = match shift.difference() {
            Some(change) if change.abs() < 0.00005 => "",
            Some(_) if is_sure => "more than chance",
            _ => "may be chance",
        };
        table.row(vec![
            Cell::plain(format!("  {}", shift.after.key)),
            Cell::plain(shown(shift.before)),
            Cell::plain(shown(shift.after.value)),
            Cell::plain(change),
            Cell::plain(interval),
            Cell::new(word, if is_sure { TITLE } else { PLAIN }),
        ]);
    }
    let mut out = String::from("\n");
    table.write(&mut out, "", FAINT, usize::MAX);
    out
}
