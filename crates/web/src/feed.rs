//! RSS, Atom and JSON Feed: what is in a feed, whatever is odd about it.

use crate::{address, tags};
use chrono::{DateTime, Datelike, NaiveDate, Utc};
use feed_rs::{
    model::{Entry, Link},
    parser::Builder,
};
use std::panic::{AssertUnwindSafe, catch_unwind};
use url::Url;

/// More items than any feed of news has; each costs memory.
pub const MOST_ITEMS: usize = 10_000;
/// How much of a page is looked through for the feeds that it names, or of a list for the addresses in it.
const MOST_LOOKED_AT: usize = 1_000_000;

/// What stands at a feed's address.
#[derive(Debug, PartialEq, Eq)]
pub enum Found {
    /// A feed.
    Feed(Feed),
    /// A page that names its feeds, the first of them first.
    Page(Vec<String>),
}

/// A feed.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Feed {
    /// Its title, often the outlet's name.
    pub title: Option<String>,
    /// Its language: the first part of a BCP 47 tag.
    pub lang: Option<String>,
    /// Its items, in its own order.
    pub items: Vec<Item>,
}

/// An item of a feed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Item {
    /// The feed's own name for it, which outlives changes of title and text.
    pub guid: Option<String>,
    /// Where its page is.
    pub link: Option<String>,
    /// Its title, without markup.
    pub title: Option<String>,
    /// ISO day of publication, by the feed's own time zone.
    pub published: Option<String>,
    /// Who wrote it.
    pub author: Option<String>,
    /// What the feed holds of its text: paragraphs, without markup.
    pub paragraphs: Vec<String>,
}

/// Why there is no feed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum NoFeed {
    /// Something else.
    #[error("no feed: {0}")]
    Unsound(String),
    /// A page that names none.
    #[error("a page, not a feed, and it names none")]
    OnlyAPage,
    /// Too many items.
    #[error("the feed has more than {MOST_ITEMS} items")]
    TooManyItems,
}

/// Whether bytes look like a feed and not like a page.
pub fn is_feed(bytes: &[u8]) -> bool {
    let text = pages::text(&bytes[..bytes.len().min(2000)], None);
    let text = body(&text);
    let head = text.trim_start();
    let named = |name: &str| tags::named(text, name).next().is_some();
    (head.starts_with('<') && !is_page(head) && (named("rss") || named("feed") || named("rdf:rdf")))
        || (head.starts_with('{') && head.contains("jsonfeed.org/version"))
}

/// Reads what came from `address`; `charset` is what the server said.
///
/// # Errors
/// It is no feed, or one without measure.
pub fn read(bytes: &[u8], charset: Option<&str>, address: &str) -> Result<Found, NoFeed> {
    let declared = prolog_charset(bytes);
    let text = pages::text(bytes, declared.as_deref().or(charset));
    let text = body(&text);
    if is_page(text) {
        let feeds = feeds_of(text, address);
        return if feeds.is_empty() { Err(NoFeed::OnlyAPage) } else { Ok(Found::Page(feeds)) };
    }
    check_size(text)?;
    // What no XML may hold, and some feeds do.
    let sound: String = text.chars().filter(|&c| c >= ' ' || matches!(c, '\n' | '\r' | '\t')).collect();
    let base = Url::parse(address).ok().map(|_| address);
    let parse = |text: &str| {
        // One for each: a parser that has failed does not begin anew.
        let parser = Builder::new()
            .base_uri(base)
            // Made-up names would hide that there is none.
            .id_generator(|_, _, _| String::new())
            .timestamp_parser(|text| day(text)?.and_hms_opt(0, 0, 0).map(|day| day.and_utc()))
            .sanitize_content(false)
            .build();
        catch_unwind(AssertUnwindSafe(|| parser.parse(text.as_bytes())))
            .map_err(|_| NoFeed::Unsound("the feed parser failed on it, please report that".to_owned()))
    };
    let parsed = match parse(&sound)? {
        Ok(parsed) => parsed,
        // What was wrong is told of the feed as it came.
        Err(error) => parse(&mended(&sound))?
            .map_err(|_| NoFeed::Unsound(crate::transfer::shown(&error.to_string())))?,
    };
    if parsed.entries.len() > MOST_ITEMS {
        return Err(NoFeed::TooManyItems);
    }
    Ok(Found::Feed(Feed {
        title: parsed.title.and_then(|title| line(&title.content)),
        lang: parsed.language.and_then(|tag| primary(&tag)),
        items: parsed.entries.into_iter().map(|entry| item(entry, address)).collect(),
    }))
}

/// The feeds in a list: an OPML file, or an address a line (`#` begins a remark).
pub fn list(bytes: &[u8]) -> Vec<String> {
    let text = pages::text(bytes, prolog_charset(bytes).as_deref());
    let text = body(&text);
    let found: Vec<String> = if text.trim_start().starts_with('<') {
        tags::named(text, "outline").filter_map(|outline| outline.get("xmlurl").map(str::to_owned)).collect()
    } else {
        let lines = text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
        lines.map(str::to_owned).collect()
    };
    let mut once = Vec::new();
    for feed in found {
        let feed = feed.trim().to_owned();
        if !once.contains(&feed) && once.len() < MOST_ITEMS {
            once.push(feed);
        }
    }
    once
}

fn item(entry: Entry, base: &str) -> Item {
    let content = entry.content.and_then(|content| content.body).into_iter();
    let texts = content.chain(entry.summary.map(|summary| summary.content));
    let paragraphs = texts.map(|text| paragraphs(&text)).find(|found| !found.is_empty()).unwrap_or_default();
    let guid = Some(entry.id.trim().to_owned()).filter(|id| !id.is_empty());
    let base = Url::parse(base).ok();
    let absolute = |text: &str| address::parse(text, base.as_ref()).ok().map(String::from);
    let link = entry.links.iter().filter(|link| is_page_link(link)).find_map(|link| absolute(&link.href));
    // « isPermaLink »: the name is the address.
    let link = link.or_else(|| guid.as_deref().filter(|guid| address::is_address(guid)).and_then(absolute));
    let names: Vec<String> = entry.authors.into_iter().filter_map(|person| line(&person.name?)).collect();
    Item {
        guid,
        link,
        title: entry.title.and_then(|title| line(&title.content)),
        published: entry.published.or(entry.updated).map(iso),
        author: Some(names.join(", ")).filter(|names| !names.is_empty()),
        paragraphs,
    }
}

/// Not the page of the comments, a picture, or the entry itself for editors.
fn is_page_link(link: &Link) -> bool {
    link.target.is_none()
        && matches!(link.rel.as_deref(), None | Some("alternate"))
        && link.media_type.as_deref().is_none_or(|media| media.contains("html"))
}

/// Markup that may nest without end is refused by `pages`; the item has no text then.
fn paragraphs(html: &str) -> Vec<String> {
    pages::fragment(html).unwrap_or_default()
}

/// A title as one line.
fn line(html: &str) -> Option<String> {
    let text = if html.contains(['<', '&']) { paragraphs(html).join(" ") } else { html.to_owned() };
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    (!text.is_empty()).then_some(text)
}

fn primary(tag: &str) -> Option<String> {
    let first = tag.trim().split(['-', '_']).next()?.to_ascii_lowercase();
    (matches!(first.len(), 2 | 3) && first.bytes().all(|byte| byte.is_ascii_lowercase())).then_some(first)
}

/// The text after byte order mark, white space and XML declaration: the text is decoded already, whatever that says.
fn body(text: &str) -> &str {
    let text = text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}' || c == '\0');
    if text.get(..5).is_some_and(|head| head.eq_ignore_ascii_case("<?xml")) {
        return text.find("?>").map_or(text, |end| text[end + 2..].trim_start());
    }
    text
}

fn is_page(text: &str) -> bool {
    let head: String = text.chars().take(200).collect::<String>().to_ascii_lowercase();
    head.starts_with("<!doctype html") || head.starts_with("<html") || head.starts_with("<head")
}

/// A feed with the two commonest mistakes mended: an ampersand that begins no entity, and a version of RSS that there is not.
fn mended(text: &str) -> String {
    const CDATA: &str = "<![CDATA[";
    let mut mended = String::with_capacity(text.len() + 100);
    let mut rest = text;
    while let Some(at) = rest.find(['&', '<']) {
        mended.push_str(&rest[..at]);
        rest = &rest[at..];
        let taken = if rest.starts_with(CDATA) {
            let end = rest.find("]]>").map_or(rest.len(), |end| end + 3);
            mended.push_str(&rest[..end]);
            end
        } else if rest.starts_with('&') {
            mended.push_str(if is_entity(rest) { "&" } else { "&amp;" });
            1
        } else {
            mended.push('<');
            1
        };
        rest = &rest[taken..];
    }
    mended.push_str(rest);
    let Some(start) = mended.find("<rss") else { return mended };
    let Some(end) = mended[start..].find('>').map(|end| start + end) else { return mended };
    let tag = &mended[start..end];
    let version =
        tags::named(&mended[start..=end], "rss").next().and_then(|rss| rss.get("version").map(str::to_owned));
    let named = match &version {
        Some(version) if ["2.0", "0.91", "0.92"].contains(&version.as_str()) => return mended,
        // Under a name that nobody asks for.
        Some(_) => tag.replacen("version", "was", 1),
        None => tag.to_owned(),
    };
    format!("{}<rss version=\"2.0\"{}{}", &mended[..start], &named["<rss".len()..], &mended[end..])
}

/// Whether an ampersand begins an entity or a number.
fn is_entity(text: &str) -> bool {
    let name = text
        .bytes()
        .skip(1)
        .take(32)
        .take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'#')
        .count();
    name > 0 && text.as_bytes().get(name + 1) == Some(&b';')
}

/// The feeds that a page names as another form of itself.
fn feeds_of(page: &str, address: &str) -> Vec<String> {
    const KINDS: &[&str] = &["application/rss+xml", "application/atom+xml", "application/feed+json"];
    let base = Url::parse(address).ok();
    let mut end = page.len().min(MOST_LOOKED_AT);
    while !page.is_char_boundary(end) {
        end -= 1;
    }
    let links = tags::named(&page[..end], "link").filter(|link| {
        let rel = link.get("rel").unwrap_or_default().to_ascii_lowercase();
        let kind = link.get("type").unwrap_or_default().trim().to_ascii_lowercase();
        rel.split_whitespace().any(|rel| rel == "alternate") && KINDS.contains(&kind.as_str())
    });
    links
        .filter_map(|link| address::parse(link.get("href")?, base.as_ref()).ok())
        .map(String::from)
        .take(20)
        .collect()
}

/// The encoding that an XML declaration names.
fn prolog_charset(bytes: &[u8]) -> Option<String> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(200)]).into_owned();
    let (declaration, _) = head.split_once("<?xml")?.1.split_once("?>")?;
    let value = declaration.split_once("encoding")?.1.trim_start().strip_prefix('=')?.trim_start();
    let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    value[1..].split_once(quote).map(|(name, _)| name.to_owned())
}

/// Counted before anything is built of them.
fn check_size(text: &str) -> Result<(), NoFeed> {
    let count = |what: &str, most: usize| {
        memchr::memmem::find_iter(text.as_bytes(), what).take(most + 1).count() > most
    };
    let json = text.starts_with('{') && count("{", MOST_ITEMS * 10);
    if json || count("<item", MOST_ITEMS * 2) || count("<entry", MOST_ITEMS * 2) {
        return Err(NoFeed::TooManyItems);
    }
    Ok(())
}

fn iso(day: DateTime<Utc>) -> String {
    format!("{:04}-{:02}-{:02}", day.year(), day.month(), day.day())
}

/// The day in a date as feeds write them: ISO 8601, RFC 822, and most of what passes for them. Hour and zone are passed over: the
/// day is that of the outlet's own clock.
fn day(text: &str) -> Option<NaiveDate> {
    const MONTHS: &[&str] =
        &["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let words: Vec<&str> =
        text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).take(8).collect();
    let number = |word: &str, lengths: std::ops::RangeInclusive<usize>| -> Option<u32> {
        (lengths.contains(&word.len()) && word.bytes().all(|byte| byte.is_ascii_digit()))
            .then(|| word.parse().ok())?
    };
    let date = |year: u32, month: u32, day: u32| {
        NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day)
            .filter(|date| (1900..2200).contains(&date.year()))
    };
    // 2026-11-30T…: the day sticks to the hour.
    let third = words.get(2).map(|word| word.split(['T', 't']).next().unwrap_or_default());
    if let (Some(year), Some(month), Some(day)) = (
        words.first().and_then(|word| number(word, 4..=4)),
        words.get(1).and_then(|word| number(word, 1..=2)),
        third.and_then(|word| number(word, 1..=2)),
    ) {
        return date(year, month, day);
    }
    let at = words.iter().position(|word| month(word, MONTHS).is_some())?;
    let month = month(words[at], MONTHS)?;
    let before = at.checked_sub(1).and_then(|before| number(words[before], 1..=2));
    let (day, year) = match before {
        Some(day) => (day, words.get(at + 1)?),
        // « Nov 30, 2026 ».
        None => (number(words.get(at + 1)?, 1..=2)?, words.get(at + 2)?),
    };
    let year = match (number(year, 4..=4), number(year, 2..=2)) {
        (Some(year), _) => year,
        (None, Some(short)) => short + if short < 70 { 2000 } else { 1900 },
        _ => return None,
    };
    date(year, month, day)
}

fn month(word: &str, months: &[&str]) -> Option<u32> {
    let head =
        word.get(..3).filter(|_| word.bytes().all(|byte| byte.is_ascii_alphabetic()))?.to_ascii_lowercase();
    months.iter().position(|month| *month == head).and_then(|at| u32::try_from(at + 1).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_of_every_style() {
        for (text, expected) in [
            ("Mon, 30 Nov 2026 00:30:00 +0100", "2026-11-30"),
            ("Mon, 30 Nov 2026 23:30:00 -0500", "2026-11-30"),
            ("30 November 2026", "2026-11-30"),
            ("lun., 30 Nov 26 08:00 GMT", "2026-11-30"),
            ("Nov 30, 2026", "2026-11-30"),
            ("2026-11-30T00:10:00+02:00", "2026-11-30"),
            ("2026-11-30 10:00", "2026-11-30"),
            ("2026/11/3", "2026-11-03"),
            ("1 Jan 99", "1999-01-01"),
        ] {
            assert_eq!(day(text).map(|day| day.to_string()).as_deref(), Some(expected), "{text}");
        }
        for odd in [
            "",
            "hier",
            "30/11/2026",
            "2026-13-01",
            "31 Feb 2026",
            "99 Nov 2026",
            "Nov",
            "0000-00-00",
            "30 Nov",
            "é",
            "99999999999",
        ] {
            assert_eq!(day(odd), None, "{odd}");
        }
    }

    #[test]
    fn lists_of_feeds() {
        let opml = "\u{feff}<?xml version='1.0'?><opml><body><outline text='A'><outline type=\"rss\" xmlUrl=\"https://a.example/?a=1&amp;b=2\"/>\
            <outline xmlUrl='https://a.example/?a=1&amp;b=2'/></outline><outline text='no feed'/></body></opml>";
        assert_eq!(list(opml.as_bytes()), ["https://a.example/?a=1&b=2"]);
        assert_eq!(
            list(b"# mine\r\nhttps://a.example/\r\n\r\n  https://b.example/ \n"),
            ["https://a.example/", "https://b.example/"]
        );
    }
}
