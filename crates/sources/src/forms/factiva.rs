//! Factiva: the HTML of its articles, printed, saved or sent, with or without the indexing: a `div` of class
//! `article xxArticle` each, where `xx` is the language.
//!
//! With the indexing the fields stand in a table, a code before each (`HD`, `SN`, `PD`, …); without, in a row of elements whose
//! order tells what they are: number of words, day, hour, source, its code.

use super::{Bytes, Items, Origin, europresse, html};
use crate::{
    export::{Article, is_language},
    tags::{self, Cuts},
    written::written_day,
};
use pages::Part;

pub(super) struct Form;

impl super::Form for Form {
    fn extensions(&self) -> &'static [&'static str] {
        html::EXTENSIONS
    }

    fn recognises(&self, head: &[u8]) -> bool {
        // « article frArticle », « articleParagraph frarticleParagraph »
        let twice = |first: &[u8], second: &[u8]| {
            memchr::memmem::find_iter(head, first).any(|at| {
                let after = &head[at + first.len()..];
                after.get(2..).is_some_and(|after| after.starts_with(second)) && after[..2].iter().all(u8::is_ascii_lowercase)
            })
        };
        let titled = memchr::memmem::find(head, b"<title>Factiva</title>").is_some();
        titled || twice(b"article ", b"Article") || twice(b"articleParagraph ", b"articleParagraph")
    }

    fn read(&self, bytes: Bytes, origin: Origin) -> Items {
        europresse::articles(bytes, origin, Cuts { begins, ends: |_| false }, article)
    }
}

fn begins(tag: &[u8]) -> bool {
    tags::is(tag, "div") && tags::attribute(tag, "class").is_some_and(|class| language(&String::from_utf8_lossy(class)).is_some())
}

/// The language that the class of an article's element tells.
fn language(class: &str) -> Option<&str> {
    let mut words = class.split_ascii_whitespace();
    (words.next()? == "article").then_some(())?;
    words.find_map(|word| word.strip_suffix("Article")).filter(|lang| lang.len() == 2)
}

fn article(part: Part) -> Article {
    let Some(article) = part.first("div.article") else { return Article::default() };
    let lang = article.attribute("class").and_then(language).map(str::to_owned);
    let mut found = if article.first("td.index").is_some() { indexed(article) } else { plain(article) };
    found.lang = lang.or(found.lang);
    if found.paragraphs.is_empty() {
        found.paragraphs = article.all("p.articleParagraph").into_iter().flat_map(|paragraph| paragraph.paragraphs("")).collect();
    }
    found
}

/// The fields of a table.
fn indexed(article: Part) -> Article {
    let mut found = Article::default();
    for row in article.all("tr") {
        let cells: Vec<Part> = row.children().filter(|cell| cell.name() == "td").collect();
        let [label, value] = cells[..] else { continue };
        let words = || Some(value.words()).filter(|words| !words.is_empty());
        match label.words().trim_matches(|c: char| !c.is_ascii_alphabetic()) {
            "HD" => found.title = words(),
            "BY" => found.author = words(),
            "PD" => found.date = words(),
            "SN" => found.outlet = words(),
            "LA" => found.lang = words(),
            "AN" => found.id = words().as_deref().and_then(accession),
            "LP" | "TD" => found.paragraphs.extend(value.paragraphs("")),
            _ => {}
        }
    }
    found
}

/// The elements of an article without indexing.
fn plain(article: Part) -> Article {
    let title = article.first("#hd, .headline").or_else(|| article.first("[class$=Headline], [class*='Headline ']")).map(|title| {
        let words = title.words();
        let counted = title.first(".counted").is_some().then(|| words.split_once(") ")).flatten();
        counted.map_or_else(|| words.clone(), |(_, title)| title.to_owned())
    });
    let words: Vec<String> = article
        .children()
        .filter(|child| child.name() == "div" && child.attribute("id").is_none() && child.attribute("class").is_none())
        .map(|child| child.words())
        .collect();
    let at = words.iter().position(|words| written_day(words).is_some());
    let after = at.map_or(&[][..], |at| &words[at + 1..]);
    // The hour, where it is told, stands before the source.
    let outlet = after.iter().find(|words| !words.contains(':') || words.chars().any(char::is_alphabetic));
    Article {
        id: article.all("p").into_iter().rev().find_map(|paragraph| accession(&paragraph.words())),
        outlet: outlet.cloned(),
        title,
        date: at.map(|at| words[at].clone()),
        author: article.first(".author").map(|author| author.words()),
        lang: after.iter().find(|words| is_language(words)).cloned(),
        ..Article::default()
    }
}

/// « Document TESTFR0020111229e7ct0001r »: the accession number.
pub(super) fn accession(words: &str) -> Option<String> {
    let mut parts = words.split_whitespace();
    let number = match (parts.next()?, parts.next(), parts.next()) {
        (number, None, None) => number,
        (_, Some(number), None) => number,
        _ => return None,
    };
    let plausible = number.len() >= 15 && number.bytes().all(|byte| byte.is_ascii_alphanumeric()) && number.bytes().any(|byte| byte.is_ascii_digit());
    plausible.then(|| number.to_owned())
}
