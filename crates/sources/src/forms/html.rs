//! Web pages: a page is one document, its text the article in it.

use super::{Bytes, Items, Origin};
use crate::{Item, ProblemKind, Sourced, fields};
use pages::{Article, Hints};
use records::Document;

pub(super) struct Form;

impl super::Form for Form {
    fn extensions(&self) -> &'static [&'static str] {
        EXTENSIONS
    }

    fn recognises(&self, head: &[u8]) -> bool {
        begins(head)
    }

    fn read(&self, bytes: Bytes, origin: Origin) -> Items {
        Box::new(std::iter::once_with(move || page(bytes, &origin)))
    }
}

/// Of pages, and of the exports that are made of HTML.
pub(super) const EXTENSIONS: &[&str] = &["html", "htm", "xhtml"];

/// Whether a stream begins like a page.
pub(super) fn begins(head: &[u8]) -> bool {
    let start = pages::text(&head[..head.len().min(512)], None).trim_start().to_ascii_lowercase();
    ["<!doctype html", "<html", "<head", "<body", "<article", "<div class=\"article"].iter().any(|sign| start.starts_with(sign))
        || (start.starts_with("<!--") && start.contains("<html"))
        || (start.starts_with("<?xml") && start.contains("<html"))
}

fn page(bytes: Bytes, origin: &Origin) -> Item {
    let all = match origin.whole(bytes) {
        Ok(all) => all,
        Err(problem) => return (*problem).into(),
    };
    let hints = origin.web.as_ref().map_or_else(Hints::default, |web| Hints {
        charset: web.charset.clone(),
        url: Some(web.url.clone()),
    });
    match pages::article(&all, &hints) {
        Ok(article) => {
            let id = origin.stem.clone();
            Item::Document(Sourced { document: document(article, id, origin), place: origin.place(None) })
        }
        Err(error) => origin.problem(None, ProblemKind::NoArticle, error.to_string()).into(),
    }
}

/// The document that an article is, with the caller's word for what the page does not say.
pub(crate) fn document(article: Article, id: Option<String>, origin: &Origin) -> Document {
    let text = article.text();
    let Article { title, published, outlet, author, lang, url, marks, .. } = article;
    let url = url.or_else(|| Some(origin.web.as_ref()?.url.clone()));
    // « fr-FR », « FR »: the packs go by language.
    let lang = lang.and_then(|tag| tag.split(['-', '_']).next().map(str::to_ascii_lowercase)).filter(|tag| tag.len() == 2 || tag.len() == 3);
    Document {
        id: id.unwrap_or_else(|| fields::content_id(url.as_deref(), &text)),
        lang: lang.unwrap_or_else(|| origin.options.lang.clone()),
        title,
        published: published.or_else(|| origin.options.published.clone()),
        outlet,
        url,
        author,
        marks: marks.into_iter().map(|mark| mark.name().to_owned()).collect(),
        copies: Vec::new(),
        text,
        ..Document::default()
    }
}
