//! The article's paragraphs, from what [`trafilatura`] takes for its main text.

use crate::{facts::Facts, linked};
use ego_tree::NodeId;
use scraper::{ElementRef, Html, Node};
use serde_json::Value;
use trafilatura::Options;

/// Elements that begin and end a paragraph.
const BLOCKS: &[&str] = &[
    "p",
    "div",
    "section",
    "article",
    "main",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "ul",
    "ol",
    "li",
    "blockquote",
    "pre",
    "table",
    "tr",
    "td",
    "th",
    "dl",
    "dt",
    "dd",
    "figure",
    "hr",
    "body",
    "html",
];

/// Headings and paragraphs, in order.
pub(crate) fn paragraphs(tree: &Html, data: &[Value], facts: &Facts, url: Option<&str>) -> Vec<String> {
    let mut options = Options::default().with_fallback(true).with_exclude_comments(true);
    if let Some(url) = url.or(facts.url.as_deref()).and_then(|url| url.parse().ok()) {
        options = options.with_url(url);
    }
    let found = trafilatura::extract(&tree.html(), &options)
        .map(|result| split(&result.content_html))
        .unwrap_or_default();
    let found = without_title(unglued(found, tree), facts.title.as_deref());
    let described = data
        .iter()
        .find_map(|article| linked::words(&article["articleBody"]))
        .map(|text| lines(&text))
        .unwrap_or_default();
    // Pages that scripts draw hold their text in the data only, and there the library loses the paragraphs.
    let from_data = length(&found) * 2 < length(&described) || (found.len() == 1 && described.len() > 1);
    if from_data { described } else { found }
}

/// Of a short page the library gives all words without their paragraphs, even without the spaces between: these are the
/// page's own blocks then, as far as the words are theirs.
fn unglued(found: Vec<String>, tree: &Html) -> Vec<String> {
    let [only] = &found[..] else { return found };
    let squeeze = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
    let all = squeeze(only);
    let parts: Vec<String> =
        blocks(tree.root_element(), &[]).into_iter().filter(|block| all.contains(&squeeze(block))).collect();
    if parts.iter().map(|part| squeeze(part).len()).sum::<usize>() * 10 >= all.len() * 9 {
        parts
    } else {
        found
    }
}

fn length(paragraphs: &[String]) -> usize {
    paragraphs.iter().map(String::len).sum()
}

/// The blocks of a piece of HTML; two line breaks part blocks, one is a space.
pub(crate) fn split(html: &str) -> Vec<String> {
    blocks(Html::parse_fragment(html).root_element(), &[])
}

/// The blocks in an element, those within the elements of `without` left out.
pub(crate) fn blocks(element: ElementRef, without: &[NodeId]) -> Vec<String> {
    let mut blocks = Blocks::default();
    blocks.walk(element, without);
    blocks.end();
    blocks.done
}

#[derive(Default)]
struct Blocks {
    done: Vec<String>,
    open: String,
    breaks: usize,
}

impl Blocks {
    fn walk(&mut self, element: ElementRef, without: &[NodeId]) {
        let mut left_out = 0usize;
        // By hand and not by recursion: depth is the page's.
        for edge in element.traverse() {
            match edge {
                ego_tree::iter::Edge::Open(node) if without.contains(&node.id()) => left_out += 1,
                ego_tree::iter::Edge::Close(node) if without.contains(&node.id()) => left_out -= 1,
                _ if left_out > 0 => {}
                ego_tree::iter::Edge::Open(node) => match node.value() {
                    Node::Text(text) => self.text(text),
                    Node::Element(element) if element.name() == "br" => self.line_break(),
                    Node::Element(element) if BLOCKS.contains(&element.name()) => self.end(),
                    _ => {}
                },
                ego_tree::iter::Edge::Close(node) => {
                    if node.value().as_element().is_some_and(|element| BLOCKS.contains(&element.name())) {
                        self.end();
                    }
                }
            }
        }
    }

    fn text(&mut self, text: &str) {
        if !text.trim().is_empty() {
            self.breaks = 0;
        }
        self.open.push_str(text);
    }

    fn line_break(&mut self) {
        self.breaks += 1;
        if self.breaks > 1 { self.end() } else { self.open.push(' ') }
    }

    fn end(&mut self) {
        let text = self.open.split_ascii_whitespace().collect::<Vec<_>>().join(" ");
        // `<p>&nbsp;</p>`: a space that does not break is kept within a paragraph, and makes none.
        let text = text.trim();
        if !text.is_empty() {
            self.done.push(text.to_owned());
        }
        self.open.clear();
        self.breaks = 0;
    }
}

fn lines(text: &str) -> Vec<String> {
    text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect()
}

/// The title may open the text once more.
fn without_title(mut paragraphs: Vec<String>, title: Option<&str>) -> Vec<String> {
    if let Some(title) = title {
        // Spaces that do not break are lost on the way.
        let same = |first: &String| first.split_whitespace().eq(title.split_whitespace());
        while paragraphs.first().is_some_and(same) {
            paragraphs.remove(0);
        }
    }
    paragraphs
}

#[cfg(test)]
mod tests {
    use super::split;

    #[test]
    fn spaces_that_do_not_break_make_no_paragraph() {
        let html = "<p>Un.</p><p>&nbsp;</p><p> &nbsp; <br> &#8239;</p><p>&nbsp;10&nbsp;000 manifestants.</p>";
        assert_eq!(split(html), ["Un.", "10\u{a0}000 manifestants."]);
    }
}
