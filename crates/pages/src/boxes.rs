//! What stands inside an article and is not of it: dialogues, letters to subscribe to, links to other stories, captions,
//! bars to share with, lines with author and day. They are cut from the tree before the text is looked for.
//!
//! A box is known by what its class, id or role calls it, as sites name them the world over in English, and by being small:
//! the same names wrap whole articles on some sites (`class="paywall"` is how a site marks what only subscribers may read).

use crate::facts::{Facts, words};
use ego_tree::NodeId;
use scraper::{ElementRef, Html, Selector};
use std::sync::LazyLock;

/// Parts of names that say « box ». They are looked for in the words of class, id, role and data attributes.
const NAMES: &[&str] = &[
    "cookie",
    "consent",
    "cmp",
    "gdpr",
    "newsletter",
    "subscribe",
    "subscription",
    "paywall",
    "regwall",
    "promo",
    "advert",
    "ad",
    "ads",
    "sponsor",
    "outbrain",
    "taboola",
    "related",
    "recommended",
    "read-also",
    "readalso",
    "also",
    "more",
    "share",
    "sharing",
    "social",
    "toolbar",
    "breadcrumb",
    "comments",
    "comment",
    "respond",
    "tags",
    "tag-list",
    "author-bio",
    "about-author",
    "bio",
    "player",
    "video-player",
    "audio-player",
    "twitter-tweet",
    "instagram-media",
    "tweet",
    "caption",
    "credit",
    "popup",
    "modal",
    "overlay",
    "banner",
    "skip-link",
    "pagination",
    "widget",
    "sidebar",
    "byline",
    "dateline-meta",
    "meta",
    "timestamp",
    "trending",
    "most-read",
    "slideshow",
    "signature",
    "sig",
    "label",
    "kicker",
];
/// Elements that are boxes by what they are.
static ELEMENTS: LazyLock<Selector> = LazyLock::new(|| {
    Selector::parse(
        "nav, footer, aside, form, button, noscript, amp-ad, amp-consent, amp-sidebar, figcaption, [role='dialog'], [role='navigation'], [role='complementary'], [aria-hidden='true'], [hidden]",
    )
    .expect("a selector")
});
static NAMED: LazyLock<Selector> =
    LazyLock::new(|| Selector::parse("body [class], body [id]").expect("a selector"));
static LINES: LazyLock<Selector> = LazyLock::new(|| {
    Selector::parse("body p, body div, body span, body time, body i, body font, body em, body small")
        .expect("a selector")
});
static HEADING: LazyLock<Selector> = LazyLock::new(|| Selector::parse("h1").expect("a selector"));

/// A box is no longer than this,
const MOST_LETTERS: usize = 1_500;
/// and no more than this part of the page's letters.
const MOST_SHARE: usize = 3;
/// A line with author and day is no longer than this, in letters.
const LINE: usize = 120;

/// Cuts the boxes away.
pub(crate) fn cut(tree: &mut Html, facts: &Facts) {
    let all = letters(tree.root_element());
    let small = |element: &ElementRef| {
        let own = letters(*element);
        own <= MOST_LETTERS && own * MOST_SHARE <= all && element.select(&HEADING).next().is_none()
    };
    let mut gone: Vec<NodeId> = Vec::new();
    gone.extend(tree.select(&ELEMENTS).filter(small).map(|element| element.id()));
    gone.extend(
        tree.select(&NAMED)
            .filter(|element| is_named_box(element) && small(element))
            .map(|element| element.id()),
    );
    gone.extend(tree.select(&LINES).filter(|element| is_by_line(element, facts)).map(|element| element.id()));
    for id in gone {
        if let Some(mut node) = tree.tree.get_mut(id) {
            node.detach();
        }
    }
}

fn letters(element: ElementRef) -> usize {
    element.text().map(|text| text.bytes().filter(|byte| !byte.is_ascii_whitespace()).count()).sum()
}

fn is_named_box(element: &ElementRef) -> bool {
    if matches!(element.value().name(), "body" | "main" | "article" | "h1" | "h2" | "h3") {
        return false;
    }
    let names =
        ["class", "id"].into_iter().filter_map(|key| element.attr(key)).flat_map(str::split_whitespace);
    names.map(str::to_ascii_lowercase).any(|name| {
        NAMES.iter().any(|part| {
            name.match_indices(part).any(|(at, _)| {
                // Whole words of a name only: « share-bar » but not « shareholders », « ad-slot » but not « headline ».
                let bounded = |c: Option<char>| c.is_none_or(|c| !c.is_ascii_alphabetic());
                bounded(name[..at].chars().next_back()) && bounded(name[at + part.len()..].chars().next())
            })
        })
    })
}

/// A short line that names the author, or the day and nothing else, and is no sentence of the article.
fn is_by_line(element: &ElementRef, facts: &Facts) -> bool {
    let text = words(*element);
    if text.chars().count() > LINE || text.is_empty() {
        return false;
    }
    let authored =
        facts.author.as_deref().is_some_and(|author| author.split(", ").any(|one| text.contains(one)));
    let rest = facts.author.iter().fold(text.clone(), |text, author| text.replace(author.as_str(), ""));
    let year = facts.published.as_deref().and_then(|day| day.get(..4));
    let dated = year.is_some_and(|year| text.contains(year)) || element.value().name() == "time";
    // What is left of « Par Camille Renaudot, 8 juin 2017 à 14:02 » has few words.
    let left = rest.split_whitespace().filter(|word| word.chars().any(char::is_alphabetic)).count();
    (authored && left <= 6) || (dated && left <= 4 && text.chars().any(|c| c.is_ascii_digit()))
}
