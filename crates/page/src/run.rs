//! Short stretches of a record: plain words, the dispatch's own words, links.

use askama::Template;

/// A stretch of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Run {
    /// In the page's language, or in none.
    Plain(String),
    /// In the dispatch's language.
    Own(String),
    /// To a record or a place on the page.
    Link { to: String, text: String, label: String },
    /// To another page of the site.
    Away { to: String, text: String },
}

impl Run {
    /// A link that is called what it shows.
    pub fn link(to: &str, text: impl Into<String>) -> Run {
        Run::Link { to: to.to_owned(), text: text.into(), label: String::new() }
    }

    fn text(&self) -> &str {
        match self {
            Run::Plain(text) | Run::Own(text) | Run::Link { text, .. } | Run::Away { text, .. } => text,
        }
    }
}

/// Runs as plain text.
pub(crate) fn plain(runs: &[Run]) -> String {
    runs.iter().map(Run::text).collect()
}

/// Runs with `between` between them.
pub(crate) fn joined(runs: impl IntoIterator<Item = Run>, between: &str) -> Vec<Run> {
    let mut out = Vec::new();
    for run in runs {
        if !out.is_empty() {
            out.push(Run::Plain(between.to_owned()));
        }
        out.push(run);
    }
    out
}

/// Runs as HTML.
#[derive(Template)]
#[template(path = "runs.html")]
pub(crate) struct Runs<'a> {
    pub runs: &'a [Run],
    pub lang: &'a str,
}

impl askama::filters::HtmlSafe for Runs<'_> {}
