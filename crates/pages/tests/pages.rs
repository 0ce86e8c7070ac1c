//! The saved pages of tests/pages (made by tools/pages/make.py): body, title, day, author, outlet, marks.

use pages::{Hints, article};
use serde::Deserialize;
use std::{collections::HashMap, fs, path::PathBuf};

#[derive(Deserialize)]
struct Gold {
    page: String,
    charset: String,
    title: String,
    published: String,
    outlet: String,
    author: Option<String>,
    url: String,
    lang: String,
    marks: Vec<String>,
    paragraphs: Vec<String>,
}

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../tests/pages")
}

/// The bytes of a page in the encoding that it names.
fn encoded(text: &str, charset: &str) -> Vec<u8> {
    if charset == "utf-16le" {
        return text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    }
    encoding_rs::Encoding::for_label(charset.as_bytes())
        .expect("a known encoding")
        .encode(text)
        .0
        .into_owned()
}

/// Word 4-grams in common, as public benchmarks of extraction count: precision, recall, F1.
fn four_grams(gold: &str, found: &str) -> (f64, f64, f64) {
    let grams = |text: &str| {
        let words: Vec<String> = text
            .split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .map(str::to_lowercase)
            .collect();
        let mut counts: HashMap<Vec<String>, usize> = HashMap::new();
        for gram in words.windows(4) {
            *counts.entry(gram.to_vec()).or_default() += 1;
        }
        counts
    };
    let (gold, found) = (grams(gold), grams(found));
    let common: usize =
        gold.iter().map(|(gram, count)| (*count).min(found.get(gram).copied().unwrap_or(0))).sum();
    let share = |of: &HashMap<_, usize>| common as f64 / of.values().sum::<usize>().max(1) as f64;
    let (precision, recall) = (share(&found), share(&gold));
    (precision, recall, if common == 0 { 0.0 } else { 2.0 * precision * recall / (precision + recall) })
}

#[test]
fn saved_pages_give_their_articles() {
    let gold = fs::read_to_string(folder().join("gold.jsonl")).expect("tests/pages/gold.jsonl");
    let gold: Vec<Gold> =
        gold.lines().map(|line| serde_json::from_str(line).expect("a line of gold")).collect();
    assert!(gold.len() >= 60, "{} pages", gold.len());
    let mut sums = [0.0; 3];
    let mut right = [0usize; 8];
    for page in &gold {
        let html = fs::read_to_string(folder().join(&page.page)).expect("a page");
        let found = article(&encoded(&html, &page.charset), &Hints::default())
            .unwrap_or_else(|error| panic!("{}: {error}", page.page));
        let scores: (f64, f64, f64) = four_grams(&page.paragraphs.join("\n"), &found.paragraphs.join("\n"));
        for (sum, score) in sums.iter_mut().zip([scores.0, scores.1, scores.2]) {
            *sum += score;
        }
        let marks: Vec<&str> = found.marks.iter().map(|mark| mark.name()).collect();
        let is = [
            found.title.as_deref() == Some(&page.title),
            found.published.as_deref() == Some(&page.published),
            found.outlet.as_deref() == Some(&page.outlet),
            found.author == page.author,
            found.lang.as_deref() == Some(&page.lang),
            found.url.as_deref() == Some(&page.url),
            marks == page.marks,
            found.paragraphs == page.paragraphs,
        ];
        right.iter_mut().zip(is).for_each(|(count, is)| *count += usize::from(is));
        println!(
            "{:24} P {:.2} R {:.2} title {} day {} outlet {} author {} lang {} url {} marks {} exact {}",
            page.page, scores.0, scores.1, is[0], is[1], is[2], is[3], is[4], is[5], is[6], is[7]
        );
        if std::env::var("SHOW").is_ok_and(|show| page.page.contains(&show)) {
            println!("{found:#?}");
        }
    }
    let n = gold.len() as f64;
    let [precision, recall, f1] = sums.map(|sum| sum / n);
    let shares = right.map(|count| count as f64 / n);
    println!(
        "body P {precision:.3} R {recall:.3} F1 {f1:.3}; title, day, outlet, author, lang, url, marks, all paragraphs: {right:?} of {n}"
    );
    assert!(f1 >= 0.98, "body F1 {f1:.3}");
    let floors = [0.98, 0.9, 0.9, 0.85, 0.95, 0.98, 0.98, 0.6];
    assert!(shares.iter().zip(floors).all(|(share, floor)| *share >= floor), "{shares:?}");
}
