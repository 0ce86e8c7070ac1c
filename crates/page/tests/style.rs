//! What the style sheet and the script promise.

use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

/// RFC 4648 base 64.
fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::new();
    for chunk in bytes.chunks(3) {
        let bits =
            chunk.iter().fold(0u32, |bits, byte| bits << 8 | u32::from(*byte)) << (8 * (3 - chunk.len()));
        for digit in 0..4 {
            let at = (bits >> (18 - 6 * digit) & 63) as usize;
            out.push(if digit <= chunk.len() { char::from(DIGITS[at]) } else { '=' });
        }
    }
    out
}

#[test]
fn the_policy_names_the_script_that_there_is() {
    let mut page = Vec::new();
    page::write(&[], &page::ENGLISH, &mut page).expect("a page is written");
    let page = String::from_utf8(page).expect("a page is UTF-8");
    let digest = format!("'sha256-{}'", base64(&Sha256::digest(page::SCRIPT)));
    assert!(page.contains(&digest), "the script has changed: SCRIPT_DIGEST is to be {digest}");
    assert!(page.contains(&format!("<script>{}</script>", page::SCRIPT)), "the script is written as it is");
}

#[test]
fn nothing_is_fetched() {
    for fetches in ["url(", "@import", "http:", "https:", "fetch(", "import(", "eval(", "innerHTML"] {
        assert!(!page::STYLE.contains(fetches) && !page::SCRIPT.contains(fetches), "{fetches}");
    }
    assert!(!page::STYLE.contains("</") && !page::SCRIPT.contains("</"), "neither ends its element");
}

/// The colours of each theme: the light one, the dark one, paper.
fn themes() -> Vec<BTreeMap<String, String>> {
    let themes: Vec<BTreeMap<String, String>> = page::STYLE
        .split(".depeche {")
        .skip(1)
        .map(|block| {
            let block = block.split('}').next().unwrap_or_default();
            let pairs = block.split(';').filter_map(|pair| pair.split_once(':'));
            pairs
                .filter_map(|(name, value)| {
                    Some((name.trim().strip_prefix("--")?.to_owned(), value.trim().to_owned()))
                })
                .collect()
        })
        .collect();
    assert_eq!(themes.len(), 3, "light, dark, print");
    themes
}

/// WCAG's relative luminance of `#rgb` or `#rrggbb`.
fn luminance(colour: &str) -> f64 {
    let digits = colour.trim_start_matches('#');
    let wide: String =
        if digits.len() == 3 { digits.chars().flat_map(|c| [c, c]).collect() } else { digits.to_owned() };
    let part = |at: usize| {
        let value = f64::from(u8::from_str_radix(&wide[at..at + 2], 16).expect("a colour")) / 255.0;
        if value <= 0.040_45 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * part(0) + 0.7152 * part(2) + 0.0722 * part(4)
}

#[test]
fn every_colour_of_words_can_be_read_on_its_paper() {
    for theme in themes() {
        for ground in ["paper", "wash"] {
            let ground = luminance(&theme[ground]);
            for name in ["ink", "faint", "link", "h1", "h2", "h3", "h4", "h5", "h6", "h7", "h8"] {
                let words = luminance(&theme[name]);
                let contrast = (ground.max(words) + 0.05) / (ground.min(words) + 0.05);
                assert!(contrast >= 4.5, "{name} {} has a contrast of {contrast:.2}", theme[name]);
            }
        }
    }
}

/// The selectors of a style sheet: what stands before each brace, cut at its commas.
fn selectors(style: &str) -> Vec<String> {
    let mut out = Vec::new();
    let mut rest = style;
    let mut plain = String::new();
    while let Some((before, after)) = rest.split_once("/*") {
        plain.push_str(before);
        rest = after.split_once("*/").expect("a comment ends").1;
    }
    plain.push_str(rest);
    for block in plain.split(['}', ';']) {
        // Of `@media … { .depeche {` only the last part is a selector.
        let mut parts: Vec<&str> = block.split('{').collect();
        parts.pop();
        for list in parts.into_iter().filter(|part| !part.trim_start().starts_with('@')) {
            let (mut depth, mut selector) = (0, String::new());
            for c in list.chars() {
                depth += i32::from(c == '(') - i32::from(c == ')');
                if c == ',' && depth == 0 {
                    out.push(std::mem::take(&mut selector));
                } else {
                    selector.push(c);
                }
            }
            out.push(selector);
        }
    }
    out.into_iter().map(|selector| selector.trim().to_owned()).collect()
}

#[test]
fn parts_restyle_nothing_of_the_page_that_they_stand_in() {
    let selectors = selectors(page::STYLE);
    assert!(selectors.len() > 80, "{}", selectors.len());
    for selector in selectors {
        let scoped = selector
            .strip_prefix(".depeche")
            .is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', ':']));
        assert!(scoped, "{selector:?} reaches outside");
    }
}
