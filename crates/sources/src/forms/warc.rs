//! Web archives: each page that was fetched with success is a document, its text the article in it.
//!
//! Read are `response` records with status 200 and `resource` records, of HTML. The others are counted, and the count is told
//! at the end; so are pages without an article (front pages, lists). A document's id is that of the record, its address the one that was fetched.
//! The day is the page's own. The day of fetching stands in for none: archives are made years later. But no page is published
//! after it was fetched, so that a later day is a misreading and is dropped.

use super::{Bytes, Items, Origin};
use crate::{
    Item, Place, Problem, ProblemKind, RecordAt, Sourced, day,
    warc::{
        Found, Headers, Record, Records, Trouble, http,
        packed::MAGIC,
        raw::{Raw, Source},
    },
};
use pages::Hints;
use std::{borrow::Cow, collections::BTreeMap};

pub(super) struct Form;

/// How the form begins that archives had before WARC.
const ARC: &[u8] = b"filedesc://";
/// No page of an article is larger; in archives there are films.
const MOST_PAGE: usize = 16_000_000;

impl super::Form for Form {
    fn extensions(&self) -> &'static [&'static str] {
        &["warc"]
    }

    fn recognises(&self, head: &[u8]) -> bool {
        head.starts_with(b"WARC/0.") || head.starts_with(b"WARC/1.") || head.starts_with(ARC)
    }

    fn read(&self, bytes: Bytes, origin: Origin) -> Items {
        open(Source::Stream(bytes), 0, origin)
    }
}

/// The documents of an archive from an offset at which a record or a gzip member begins.
pub(crate) fn open(source: Source, start: u64, origin: Origin) -> Items {
    let packed = |raw: &mut Raw| raw.fill().map(|head| head.starts_with(&MAGIC[..2]));
    let opened = Raw::new(source).and_then(|mut raw| {
        let packed = packed(&mut raw)?;
        raw.on_to(start)?;
        Ok((raw, packed))
    });
    let (raw, packed) = match opened {
        Ok(opened) => opened,
        Err(error) => return Box::new(std::iter::once(origin.broken(None, &error).into())),
    };
    let limit = origin.options.limit.min(MOST_PAGE);
    let records: Box<dyn Iterator<Item = Found> + Send> = Box::new(Records::new(raw, packed, limit, is_wanted));
    Box::new(Pages { records: Some(records), origin, limit, start, passed_over: BTreeMap::new() }.flatten())
}

/// Whether a record may hold a page, by its headers.
fn is_wanted(headers: &Headers) -> bool {
    match kind(headers) {
        "response" => headers.get("Content-Type").is_none_or(|kind| kind.starts_with("application/http")),
        "resource" => headers.get("Content-Type").is_some_and(http::is_html),
        _ => false,
    }
}

fn kind(headers: &Headers) -> &str {
    headers.get("WARC-Type").unwrap_or_default()
}

/// Why a record is no document, in the order in which that is told.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Why {
    /// Neither a response nor a resource.
    Kind,
    /// Not HTTP, or an answer that is none.
    NotHttp,
    /// An answer other than 200.
    Status,
    /// No page.
    NotHtml,
    /// Packed in a way that is not known.
    Packing,
    /// A page without an article.
    NoArticle,
}

impl Why {
    fn name(self) -> &'static str {
        match self {
            Why::Kind => "of other types",
            Why::NotHttp => "without an answer",
            Why::Status => "with another status than 200",
            Why::NotHtml => "not HTML",
            Why::Packing => "packed in unknown ways",
            Why::NoArticle => "without an article",
        }
    }
}

/// The documents of an archive, each record as the items that it gives.
struct Pages {
    records: Option<Box<dyn Iterator<Item = Found> + Send>>,
    origin: Origin,
    limit: usize,
    start: u64,
    passed_over: BTreeMap<Why, u64>,
}

impl Iterator for Pages {
    type Item = Vec<Item>;

    fn next(&mut self) -> Option<Vec<Item>> {
        loop {
            match self.records.as_mut()?.next() {
                Some(Found::Record(record)) => match self.items(record) {
                    Ok(items) => return Some(items),
                    Err(why) => *self.passed_over.entry(why).or_default() += 1,
                },
                Some(Found::Damaged { at, trouble }) => {
                    let kind = match trouble {
                        Trouble::Bomb => ProblemKind::TooLarge,
                        _ => ProblemKind::Damaged,
                    };
                    return Some(vec![self.problem(at, kind, format!("skipped: {trouble}")).into()]);
                }
                Some(Found::Broken(error)) => return Some(vec![self.origin.broken(None, &error).into()]),
                None => {
                    self.records = None;
                    return self.summary().map(|problem| vec![problem.into()]);
                }
            }
        }
    }
}

impl Pages {
    fn problem(&self, at: RecordAt, kind: ProblemKind, message: impl Into<String>) -> Problem {
        Problem { place: self.place(at), kind, message: message.into() }
    }

    fn place(&self, at: RecordAt) -> Place {
        Place { record: Some(at), ..self.origin.place(None) }
    }

    /// What was passed over, if anything was.
    fn summary(&self) -> Option<Problem> {
        let all: u64 = self.passed_over.values().sum();
        let told: Vec<String> =
            self.passed_over.iter().map(|(why, count)| format!("{count} {}", why.name())).collect();
        let records = if all == 1 { "record" } else { "records" };
        let from = if self.start > 0 { format!(" from offset {} on", self.start) } else { String::new() };
        let message = format!("{all} {records} passed over{from}: {}", told.join(", "));
        (all > 0).then(|| self.origin.problem(None, ProblemKind::PassedOver, message))
    }

    fn items(&self, record: Record) -> Result<Vec<Item>, Why> {
        let too_large = || {
            let message = format!("skipped: larger than the limit of {} bytes", self.limit);
            vec![self.problem(record.at, ProblemKind::TooLarge, message).into()]
        };
        let (page, charset, all) = match kind(&record.headers) {
            "response" if is_wanted(&record.headers) => {
                let answer = http::answer(&record.block).ok_or(Why::NotHttp)?;
                if answer.status != 200 {
                    return Err(Why::Status);
                }
                if !answer.is_page() {
                    return Err(Why::NotHtml);
                }
                if !record.whole {
                    return Ok(too_large());
                }
                let charset = answer.headers.get("Content-Type").and_then(http::charset);
                match answer.body(self.limit) {
                    Ok((body, all)) => (Cow::Owned(body.into_owned()), charset, all),
                    Err(http::Fault::TooLarge) => return Ok(too_large()),
                    Err(http::Fault::Unknown(_)) => return Err(Why::Packing),
                    Err(http::Fault::Damaged(what)) => {
                        let message = format!("skipped: {what}");
                        return Ok(vec![self.problem(record.at, ProblemKind::Damaged, message).into()]);
                    }
                }
            }
            "response" => return Err(Why::NotHttp),
            "resource" if !is_wanted(&record.headers) => return Err(Why::NotHtml),
            "resource" if !record.whole => return Ok(too_large()),
            "resource" => {
                let charset = record.headers.get("Content-Type").and_then(http::charset);
                (Cow::Borrowed(record.block.as_slice()), charset, true)
            }
            _ => return Err(Why::Kind),
        };
        let url = record.headers.get("WARC-Target-URI").map(unbracketed);
        let article = match pages::article(&page, &Hints { charset, url: url.clone() }) {
            Ok(article) => article,
            Err(pages::Error::NoText) => return Err(Why::NoArticle),
            Err(error) => {
                return Ok(vec![self.problem(record.at, ProblemKind::NoArticle, error.to_string()).into()]);
            }
        };
        let id = record.headers.get("WARC-Record-ID").map(unbracketed).filter(|id| !id.is_empty());
        let mut document = super::html::document(article, id, &self.origin);
        document.url = url.or(document.url);
        let place = self.place(record.at);
        document.source = Some(place.to_string());
        if !all || record.headers.get("WARC-Truncated").is_some() {
            document.marks.push("truncated".into());
        }
        let mut items = Vec::new();
        let fetched = record.headers.get("WARC-Date").and_then(latest);
        if let (Some(day), Some(fetched)) = (&document.published, &fetched)
            && day > fetched
        {
            let message = format!("date {day} is after the page was fetched, read without it");
            items.push(self.problem(record.at, ProblemKind::BadDate, message).into());
            document.published = self.origin.options.published.clone();
        }
        items.push(Item::Document(Sourced { document, place }));
        Ok(items)
    }
}

/// `<urn:uuid:…>` without the brackets; some writers put them around addresses too.
fn unbracketed(value: &str) -> String {
    value.trim_start_matches('<').trim_end_matches('>').trim().to_owned()
}

/// The last day that a page fetched then can bear: the next one, in zones east of Greenwich.
fn latest(fetched: &str) -> Option<String> {
    let day: jiff::civil::Date = day::iso_day(fetched)?.parse().ok()?;
    Some(day.tomorrow().ok()?.to_string())
}
