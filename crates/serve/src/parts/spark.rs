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
/// Width of a bar and the gap after it.
const STEP: usize = 4;

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
        let step = if named { (720 / counts.len().max(1)).clamp(1, 24) } else { STEP };
        let bar = |(at, count): (usize, &u32)| {
            // Whatever is there at all is seen.
            let tall = (*count as usize * height).div_ceil(most);
            (*count > 0).then(|| Bar {
                x: at * step,
                y: height - tall,
                width: if step > 1 { step - 1 } else { 1 },
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
