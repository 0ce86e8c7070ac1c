//! Europresse: the HTML that the database exports, an `<article>` each, with the classes that its own pages have.

use super::{Bytes, Items, Origin, html};
use crate::{
    Item, ProblemKind,
    export::Article,
    tags::{self, Cuts, Piece, Pieces},
};
use pages::{Fragment, Part};

pub(super) struct Form;

/// Classes that no other pages have.
const SIGNS: &[&str] = &["DocPublicationName", "docOcurrContainer", "titreArticleVisu", "publiC-lblNodoc"];
/// What stands in the body and is not the article: pictures, keywords, notes of the database.
const NOT_TEXT: &str = "figure, aside, header, footer, .apd-wrapper, .rdp__articletitle, .rdp__subtitle, .titreArticle, .publiC-lblNodoc";

impl super::Form for Form {
    fn extensions(&self) -> &'static [&'static str] {
        html::EXTENSIONS
    }

    fn recognises(&self, head: &[u8]) -> bool {
        let has = |sign: &str| memchr::memmem::find(head, sign.as_bytes()).is_some();
        has("<article") && SIGNS.iter().any(|sign| has(sign))
    }

    fn read(&self, bytes: Bytes, origin: Origin) -> Items {
        let cuts = Cuts { begins: |tag| tags::is(tag, "article"), ends: |tag| tags::is(tag, "/article") };
        articles(bytes, origin, cuts, article)
    }
}

/// The documents in the pieces of a page; a page without any is a problem.
pub(super) fn articles(bytes: Bytes, origin: Origin, cuts: Cuts, article: fn(Part) -> Article) -> Items {
    let mut any = false;
    let mut pieces = Pieces::new(bytes, origin.options.limit, cuts);
    Box::new(std::iter::from_fn(move || match pieces.next() {
        Some(piece) => {
            any = true;
            Some(items(piece, &origin, article))
        }
        None if any => None,
        None => {
            any = true;
            Some(vec![origin.problem(None, ProblemKind::NoArticle, "no article in this export").into()])
        }
    }).flatten())
}

fn items(piece: Piece, origin: &Origin, article: fn(Part) -> Article) -> Vec<Item> {
    match piece {
        // Both databases write UTF-8; what is none was saved by a browser in the letters of our languages.
        Piece::Whole { line, bytes } => match Fragment::new(&bytes, std::str::from_utf8(&bytes).err().map(|_| "windows-1252")) {
            Ok(fragment) => article(fragment.root()).items(Some(line), origin),
            Err(error) => vec![origin.problem(Some(line), ProblemKind::NoArticle, error.to_string()).into()],
        },
        Piece::TooLarge { line } => vec![origin.too_large(Some(line)).into()],
        Piece::Broken { line, error } => vec![origin.broken(Some(line), &error).into()],
    }
}

fn article(part: Part) -> Article {
    let words = |selector: &str| part.first(selector).map(|found| found.words()).filter(|words| !words.is_empty());
    let title = words(".rdp__articletitle").or_else(|| words(".titreArticleVisu")).or_else(|| words(".titreArticle"));
    let subtitle = words(".rdp__subtitle").filter(|subtitle| Some(subtitle) != title.as_ref());
    let body = part.first(".docOcurrContainer").filter(|body| !body.words().is_empty()).or_else(|| part.first(".DocText"));
    let paragraphs = body.map(|body| body.paragraphs(NOT_TEXT)).unwrap_or_default();
    // A line above the title has the class of the author's too, but stands with the title.
    let author = words(".docAuthors").or_else(|| words("header > .sm-margin-bottomNews"));
    let date = words(".DocHeader").or_else(|| words(".DocTitreSousSection + span"));
    Article {
        id: words(".publiC-lblNodoc").as_deref().and_then(number).or_else(|| words("footer").as_deref().and_then(number)),
        url: original(part),
        outlet: part.first(".DocPublicationName").map(|name| outlet(&name.own_words())),
        title,
        date,
        author,
        lang: None,
        paragraphs: subtitle.into_iter().chain(paragraphs).collect(),
    }
}

/// « La Gazette, no. 1234 », « La Gazette, n° 1234 »: the number of the issue is not its name.
fn outlet(name: &str) -> String {
    let end = [", no", ", n°", ", nº", ", Vol"].iter().filter_map(|sign| name.find(sign)).min();
    name[..end.unwrap_or(name.len())].trim().to_owned()
}

/// The document's number: « news·20120503·LM·1234 », wherever in the words.
fn number(words: &str) -> Option<String> {
    let is_number = |word: &&str| {
        let mut parts = word.split('·');
        parts.next().is_some() && parts.next().is_some_and(|day| day.len() == 8 && day.bytes().all(|b| b.is_ascii_digit())) && parts.next().is_some()
    };
    words.split_whitespace().find(is_number).map(str::to_owned)
}

/// Where the article stands on the outlet's site: Europresse links it at the end of the body.
fn original(part: Part) -> Option<String> {
    let links = part.all(".docOcurrContainer a[href^=http], .DocText a[href^=http]");
    let link = links.into_iter().find(|link| link.words().contains("est paru dans"))?;
    link.attribute("href").map(str::to_owned)
}
