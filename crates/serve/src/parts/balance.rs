//! A drawing of cooperation above a line and conflict below it, a bar a period, each of which leads to its evidence.

use askama::Template;

/// Bars above and below a line.
#[derive(Template)]
#[template(path = "balance.html")]
pub struct Balance {
    /// Who does it to whom.
    pub title: String,
    bars: Vec<Bar>,
}

struct Bar {
    /// Left edge and width of the period's room, then of the bar in its middle.
    room: (String, String),
    x: (String, String),
    up: usize,
    down: usize,
    to: String,
    label: String,
}

/// Height of each half, width of all, and of a bar at most, in the drawing's own units.
const HALF: f64 = 60.0;
const WIDTH: f64 = 720.0;
const WIDEST: f64 = 12.0;

impl Balance {
    /// That of so many periods; `most` is the greatest weight that is drawn; bars have the number of their period, weights, address, label.
    pub fn of(
        title: &str,
        periods: usize,
        most: f64,
        bars: Vec<(usize, f64, f64, String, String)>,
    ) -> Balance {
        let tall = |weight: f64| {
            let tall = (weight.abs() / most.max(f64::MIN_POSITIVE) * HALF).min(HALF).round() as usize;
            // Whatever is there at all is seen.
            if weight == 0.0 { 0 } else { tall.max(1) }
        };
        let room = WIDTH / periods.max(1) as f64;
        let thick = (room * 0.75).min(WIDEST);
        let bars = bars.into_iter().map(|(number, up, down, to, label)| {
            let left = number as f64 * room;
            Bar {
                room: (format!("{left:.1}"), format!("{room:.1}")),
                x: (format!("{:.1}", left + (room - thick) / 2.0), format!("{thick:.1}")),
                up: tall(up),
                down: tall(down),
                to,
                label,
            }
        });
        Balance { title: title.to_owned(), bars: bars.collect() }
    }
}

impl askama::filters::HtmlSafe for Balance {}
