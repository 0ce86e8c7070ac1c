//! What the site's style sheet promises beside that of readings.

mod common;

use common::Site;

/// The values of a custom property, in the order in which the sheet gives them: light, dark.
fn values(style: &str, name: &str) -> Vec<String> {
    let start = format!("{name}:");
    style
        .match_indices(&start)
        .map(|(at, _)| {
            style[at + start.len()..].split([';', '}']).next().unwrap_or_default().trim().to_owned()
        })
        .filter(|value| value.starts_with('#'))
        .collect()
}

/// WCAG's relative luminance of `#rgb` or `#rrggbb`.
fn luminance(colour: &str) -> f64 {
    let digits = colour.trim_start_matches('#');
    let wide: String =
        if digits.len() == 3 { digits.chars().flat_map(|c| [c, c]).collect() } else { digits.to_owned() };
    let part = |at: usize| {
        let value = f64::from(u8::from_str_radix(&wide[at..at + 2], 16).unwrap()) / 255.0;
        if value <= 0.040_45 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * part(0) + 0.7152 * part(2) + 0.0722 * part(4)
}

fn contrast(one: &str, other: &str) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

#[test]
fn words_and_drawings_stand_out_in_both_themes() {
    let style = Site::open().get("/assets/style.css").body;
    for ground in ["--paper", "--wash"] {
        for (theme, ground) in values(&style, ground).iter().take(2).enumerate() {
            for (name, least) in [("--accent", 4.5), ("--bars", 3.0), ("--faint", 4.5), ("--ink", 7.0)] {
                let colour = &values(&style, name)[theme];
                let contrast = contrast(colour, ground);
                assert!(contrast >= least, "{name} {colour} on {ground}: {contrast:.2}");
            }
        }
    }
}

#[test]
fn nothing_is_fetched_from_elsewhere() {
    let site = Site::open();
    for file in ["/assets/style.css", "/assets/site.js", "/assets/reading.js"] {
        let text = site.get(file).body;
        for fetches in ["url(", "@import", "https:", "fetch(", "import(", "eval(", "innerHTML"] {
            assert!(!text.contains(fetches), "{file}: {fetches}");
        }
    }
}
