//! A small drawing of how many records are of which period.

use askama::Template;

/// Bars from the first period to the last.
#[derive(Template)]
#[template(path = "spark.html")]
pub struct Spark<'a> {
    bars: Vec<Bar>,
    width: usize,
    height: usize,
    label: String,
    /// First and last period, where the drawing has room for them.
    ends: Option<(&'a str, &'a str)>,
}

struct Bar {
    x: usize,
    y: usize,
    width: usize,
    height: usize,
    title: String,
}

/// Height of a small drawing, in its own units.
const HEIGHT: usize = 24;
/// Width of a small drawing, at least; and of a large one.
const WIDTHS: [usize; 2] = [96, 720];
/// Bars are no wider than that, however few there are.
const WIDEST: [usize; 2] = [3, 8];

impl<'a> Spark<'a> {
    /// A small one.
    pub fn small(periods: &'a [String], counts: &[u32]) -> Spark<'a> {
        Spark::drawn(periods, counts, HEIGHT, false)
    }

    /// A large one, that names its ends.
    pub fn large(periods: &'a [String], counts: &[u32]) -> Spark<'a> {
        Spark::drawn(periods, counts, HEIGHT * 4, true)
    }

    fn drawn(periods: &'a [String], counts: &[u32], height: usize, named: bool) -> Spark<'a> {
        let most = counts.iter().copied().max().unwrap_or(0).max(1) as usize;
        let (most_wide, whole) = (WIDEST[usize::from(named)], WIDTHS[usize::from(named)]);
        let step = (whole / counts.len().max(1)).max(1);
        let thick = (step * 2).div_ceil(3).min(most_wide);
        let bar = |(at, count): (usize, &u32)| {
            // Whatever is there at all is seen.
            let tall = (*count as usize * height).div_ceil(most);
            (*count > 0).then(|| Bar {
                x: at * step + (step - thick) / 2,
                y: height - tall,
                width: thick,
                height: tall,
                title: format!("{}: {count}", periods.get(at).map(String::as_str).unwrap_or_default()),
            })
        };
        let ends = periods.first().zip(periods.last()).map(|(first, last)| (first.as_str(), last.as_str()));
        let label = ends.map(|(first, last)| format!("{first} – {last}: {}", counts.iter().sum::<u32>()));
        Spark {
            bars: counts.iter().enumerate().filter_map(bar).collect(),
            width: (counts.len() * step).max(1),
            height,
            label: label.unwrap_or_default(),
            ends: ends.filter(|_| named),
        }
    }
}

impl askama::filters::HtmlSafe for Spark<'_> {}
