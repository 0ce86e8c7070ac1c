//! Which article is in this web page?
//!
//! [`article`] takes the bytes of a page as a server sent them or a browser saved them, and gives its article: the text in
//! paragraphs and headings, without menus, boxes, dialogues and comments, and what the page says of it in JSON-LD,
//! OpenGraph, microdata or plain meta elements. Pages that hold no whole article (a subscriber's first paragraphs, a live
//! page, a picture gallery) are marked, not refused.
//!
//! The main text is found by [`trafilatura`]; what it does not do for us stands here: bytes become text (`decode`), pages
//! made to exhaust a parser are refused (`bounds`), boxes are cut away first (`boxes`), paragraphs kept apart
//! (`body`), the day of publication told from that of a change (`facts`).
//!
//! ```
//! let html = r#"<html lang="fr"><head><title>Le maire démissionne | La Gazette</title>
//!   <meta property="article:published_time" content="2022-09-13T08:00:00Z"></head>
//!   <body><nav><a href="/">Accueil</a></nav><article><h1>Le maire démissionne</h1>
//!   <p>Le maire a annoncé mardi sa démission, après douze années passées à la tête de la ville, devant le conseil municipal.</p>
//!   <p>Une élection sera organisée en novembre, a indiqué la préfecture dans un communiqué.</p></article></body></html>"#;
//! let article = pages::article(html.as_bytes(), &pages::Hints::default())?;
//! assert_eq!(article.title.as_deref(), Some("Le maire démissionne"));
//! assert_eq!(article.published.as_deref(), Some("2022-09-13"));
//! assert_eq!(article.paragraphs.len(), 2);
//! # Ok::<(), pages::Error>(())
//! ```

mod body;
mod bounds;
mod boxes;
mod decode;
mod facts;
mod fragment;
mod linked;
mod marks;

pub use bounds::{MOST_DEPTH, MOST_MARKUP};
pub use decode::{text, utf16};
pub use fragment::{Fragment, Part};

/// The article of a page.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Article {
    /// The headline, without the outlet's name.
    pub title: Option<String>,
    /// Headings and paragraphs, in order, the title not among them.
    pub paragraphs: Vec<String>,
    /// ISO day of first publication, as the page's own time zone has it.
    pub published: Option<String>,
    /// The outlet by its name.
    pub outlet: Option<String>,
    /// Who wrote it.
    pub author: Option<String>,
    /// The page's language as it declares it: a BCP 47 tag.
    pub lang: Option<String>,
    /// Its canonical address.
    pub url: Option<String>,
    /// What is particular about the page.
    pub marks: Vec<Mark>,
}

impl Article {
    /// The whole as one text: the title, then the paragraphs, an empty line between two.
    pub fn text(&self) -> String {
        let title = self.title.iter().filter(|title| self.paragraphs.first() != Some(title));
        title.chain(&self.paragraphs).map(String::as_str).collect::<Vec<_>>().join("\n\n")
    }
}

/// What is particular about a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Mark {
    /// Only the beginning is there; the rest is for subscribers.
    Paywall,
    /// A live page: many entries, each with its hour.
    Liveblog,
    /// Pictures with captions, hardly any text.
    Gallery,
}

impl Mark {
    /// Its name in records and messages.
    pub const fn name(self) -> &'static str {
        match self {
            Mark::Paywall => "paywall",
            Mark::Liveblog => "liveblog",
            Mark::Gallery => "gallery",
        }
    }
}

/// What is known of a page from elsewhere.
#[derive(Debug, Clone, Default)]
pub struct Hints {
    /// The character set that the server named (`Content-Type: text/html; charset=…`).
    pub charset: Option<String>,
    /// Where the page came from; resolves a canonical address that is not absolute.
    pub url: Option<String>,
}

/// Why there is no article.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// More markup than any article needs.
    #[error("the page has more than {} MB of markup", MOST_MARKUP / 1_000_000)]
    TooMuchMarkup,
    /// Elements within elements beyond what a parser should be asked to hold.
    #[error("the page nests more than {MOST_DEPTH} elements")]
    TooDeep,
    /// A picture, an archive, anything else that passes for a page.
    #[error("no text, but other bytes")]
    NotText,
    /// Nothing that reads like an article.
    #[error("no article text on this page")]
    NoText,
}

/// The headings and paragraphs of a piece of HTML that is all article, as feeds hold it: nothing is taken for a menu or a box.
///
/// ```
/// assert_eq!(pages::fragment("<p>Il a dit&nbsp;: «\u{a0}Non.\u{a0}»<p>Rien de plus.<script>x()</script>")?.len(), 2);
/// # Ok::<(), pages::Error>(())
/// ```
///
/// # Errors
/// It is beyond the [bounds](Error).
pub fn fragment(html: &str) -> Result<Vec<String>, Error> {
    Ok(body::split(&bounds::checked(html)?))
}

/// The article in a page.
///
/// # Errors
/// The page is beyond the [bounds](Error), or there is no text in it.
pub fn article(page: &[u8], hints: &Hints) -> Result<Article, Error> {
    let text = decode::text(page, hints.charset.as_deref());
    if !decode::is_text(&text) {
        return Err(Error::NotText);
    }
    let html = bounds::checked(&text)?;
    let mut tree = scraper::Html::parse_document(&html);
    let data = linked::articles(&tree);
    let facts = facts::of(&tree, &data, hints.url.as_deref());
    let marks = marks::of(&tree, &data);
    boxes::cut(&mut tree, &facts);
    let paragraphs = body::paragraphs(&tree, &data, &facts, hints.url.as_deref());
    if paragraphs.is_empty() {
        return Err(Error::NoText);
    }
    let marks = marks::with_body(marks, &tree, &paragraphs);
    Ok(Article {
        title: facts.title,
        paragraphs,
        published: facts.published,
        outlet: facts.outlet,
        author: facts.author,
        lang: facts.lang,
        url: facts.url,
        marks,
    })
}
