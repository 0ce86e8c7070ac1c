//! A piece of HTML whose shape is known, as the exports of press databases are: looked at by CSS selectors, within the same
//! bounds as a page.

use crate::{Error, body, bounds, decode};
use scraper::{ElementRef, Html, Selector};

/// A piece of HTML.
///
/// ```
/// let html = r#"<div class="article"><b class="name">La Gazette</b><div class="text"><p>Un.</p><p>Deux.</p></div></div>"#;
/// let fragment = pages::Fragment::new(html.as_bytes(), None)?;
/// assert_eq!(fragment.root().first(".name").map(|part| part.words()).as_deref(), Some("La Gazette"));
/// assert_eq!(fragment.root().first(".text").expect("is there").paragraphs(""), ["Un.", "Deux."]);
/// # Ok::<(), pages::Error>(())
/// ```
pub struct Fragment(Html);

impl Fragment {
    /// Reads a piece of HTML; `charset` is what the document around it says of its encoding.
    ///
    /// # Errors
    /// It is beyond the bounds of [`MOST_DEPTH`](crate::MOST_DEPTH) and [`MOST_MARKUP`](crate::MOST_MARKUP).
    pub fn new(html: &[u8], charset: Option<&str>) -> Result<Fragment, Error> {
        Ok(Fragment(Html::parse_fragment(&bounds::checked(&decode::text(html, charset))?)))
    }

    /// All of it.
    pub fn root(&self) -> Part<'_> {
        Part(self.0.root_element())
    }
}

/// An element of a [`Fragment`].
#[derive(Clone, Copy)]
pub struct Part<'a>(ElementRef<'a>);

impl<'a> Part<'a> {
    /// The first element that a CSS selector takes, in order of the document.
    pub fn first(&self, selector: &str) -> Option<Part<'a>> {
        self.all(selector).into_iter().next()
    }

    /// All elements that a CSS selector takes; none where it is not well-formed.
    pub fn all(&self, selector: &str) -> Vec<Part<'a>> {
        Selector::parse(selector)
            .map_or_else(|_| Vec::new(), |selector| self.0.select(&selector).map(Part).collect())
    }

    /// The elements right below.
    pub fn children(&self) -> impl Iterator<Item = Part<'a>> {
        self.0.child_elements().map(Part)
    }

    /// Its name, in lower case.
    pub fn name(&self) -> &'a str {
        self.0.value().name()
    }

    /// What an attribute says.
    pub fn attribute(&self, name: &str) -> Option<&'a str> {
        self.0.value().attr(name)
    }

    /// Its words, one space between two.
    pub fn words(&self) -> String {
        body::blocks(self.0, &[]).join(" ")
    }

    /// Its first words: those before any line break or inner element.
    pub fn own_words(&self) -> String {
        let texts = self.0.text().map(|text| text.split_ascii_whitespace().collect::<Vec<_>>().join(" "));
        texts.into_iter().find(|text| !text.is_empty()).unwrap_or_default()
    }

    /// Its headings and paragraphs, but for what stands in the elements that `without` takes (a selector, or nothing).
    pub fn paragraphs(&self, without: &str) -> Vec<String> {
        let left_out: Vec<_> = self.all(without).into_iter().map(|part| part.0.id()).collect();
        body::blocks(self.0, &left_out)
    }
}
