//! Pages that hold no whole article: by what they say of themselves, and by what stands in them.

use crate::{Mark, linked};
use scraper::{Html, Selector};
use serde_json::Value;
use std::sync::LazyLock;

static WALLS: LazyLock<Selector> = LazyLock::new(|| {
    Selector::parse("meta[property='article:content_tier'][content='locked'], meta[name='is-paywalled'][content='true'], .paywall, .paywalled, #paywall")
        .expect("a selector")
});
static FIGURES: LazyLock<Selector> =
    LazyLock::new(|| Selector::parse("figure figcaption").expect("a selector"));

/// A gallery has so many captions at least,
const MANY_CAPTIONS: usize = 6;
/// and no more words of text than this.
const FEW_WORDS: usize = 120;

/// What the page says of itself.
pub(crate) fn of(tree: &Html, data: &[Value]) -> Vec<Mark> {
    let kinds = || data.iter().flat_map(linked::types);
    let mut marks = Vec::new();
    let locked = data.iter().any(|article| is_false(&article["isAccessibleForFree"]));
    if locked || tree.select(&WALLS).next().is_some() {
        marks.push(Mark::Paywall);
    }
    if kinds().any(|kind| kind == "LiveBlogPosting") {
        marks.push(Mark::Liveblog);
    }
    if kinds().any(|kind| matches!(kind, "ImageGallery" | "MediaGallery")) {
        marks.push(Mark::Gallery);
    }
    marks
}

/// What the text that was found adds.
pub(crate) fn with_body(mut marks: Vec<Mark>, tree: &Html, paragraphs: &[String]) -> Vec<Mark> {
    let words: usize = paragraphs.iter().map(|paragraph| paragraph.split_whitespace().count()).sum();
    if words <= FEW_WORDS && !marks.contains(&Mark::Gallery) && tree.select(&FIGURES).count() >= MANY_CAPTIONS
    {
        marks.push(Mark::Gallery);
    }
    marks.sort();
    marks
}

fn is_false(value: &Value) -> bool {
    value.as_bool() == Some(false) || value.as_str().is_some_and(|text| text.eq_ignore_ascii_case("false"))
}
