//! What a page says of its article: title, day, outlet, author, language, address.
//!
//! Linked data is believed first, then OpenGraph and the other meta elements, then microdata, then the page's own
//! elements. The day is that of first publication: the libraries compared (bench/pages) prefer the day of the last change,
//! which for a reader of dispatches is another day.

use crate::linked;
use jiff::civil::Date;
use scraper::{ElementRef, Html, Selector};
use serde_json::Value;
use std::sync::LazyLock;

/// What is known of the article besides its text.
#[derive(Debug, Default)]
pub(crate) struct Facts {
    pub title: Option<String>,
    pub published: Option<String>,
    pub outlet: Option<String>,
    pub author: Option<String>,
    pub lang: Option<String>,
    pub url: Option<String>,
}

macro_rules! selectors {
    ($($name:ident = $text:literal;)+) => { $(static $name: LazyLock<Selector> = LazyLock::new(|| Selector::parse($text).expect("a selector"));)+ };
}

selectors! {
    META = "meta[content]";
    ROOT = "html";
    CANONICAL = "link[rel='canonical'][href]";
    TITLE = "title";
    HEADING = "h1";
    PROPERTIES = "[itemprop]";
    TIMES = "time[datetime]";
    AUTHORS = "[rel='author'], .author .fn, .byline .author, .author-name, .byline a, [class*='author' i], [class*='writer' i], .by";
    DATES = "[class*='date' i], [class*='publi' i], [class*='created' i]";
}

/// Names of meta elements, the first that is there counts.
const PUBLISHED: &[&str] = &[
    "article:published_time",
    "og:article:published_time",
    "article:published",
    "datepublished",
    "date",
    "pubdate",
    "publishdate",
    "publish-date",
    "publication_date",
    "dc.date.issued",
    "dcterms.issued",
    "dc.date",
    "dcterms.date",
    "dcterms.created",
    "parsely-pub-date",
    "sailthru.date",
    "cxenseparse:recs:publishtime",
    "citation_publication_date",
];
const TITLES: &[&str] = &["og:title", "twitter:title", "dc.title", "dcterms.title", "parsely-title", "title"];
const OUTLETS: &[&str] = &["og:site_name", "application-name", "publisher", "dc.publisher", "cre"];
const AUTHORS_META: &[&str] = &[
    "author",
    "article:author",
    "dc.creator",
    "dcterms.creator",
    "parsely-author",
    "byl",
    "sailthru.author",
];

pub(crate) fn of(tree: &Html, data: &[Value], given: Option<&str>) -> Facts {
    let meta = Meta::of(tree);
    let linked = |key: &str| data.iter().find_map(|article| linked::words(&article[key]));
    let property = |names: &[&str]| properties(tree, names);
    let url = canonical(tree, &meta, given);
    let outlet = data
        .iter()
        .find_map(|article| linked::words(&article["publisher"]))
        .filter(|name| !name.contains("://"))
        .or_else(|| meta.first(OUTLETS))
        .or_else(|| property(&["publisher", "sourceOrganization"]));
    let author = data
        .iter()
        .find_map(|article| linked::names(&article["author"]).or_else(|| linked::names(&article["creator"])))
        .or_else(|| meta.first(AUTHORS_META))
        .or_else(|| property(&["author", "creator"]))
        .or_else(|| tree.select(&AUTHORS).map(words).find(|name| is_name(name)))
        .filter(|name| !name.contains("://"));
    let published = linked("datePublished")
        .and_then(|text| day(&text))
        .or_else(|| meta.all(PUBLISHED).find_map(day))
        .or_else(|| property(&["datePublished"]).and_then(|text| day(&text)))
        .or_else(|| tree.select(&TIMES).find_map(|time| day(time.attr("datetime")?)))
        .or_else(|| {
            tree.select(&DATES).find_map(|element| {
                element.attr("title").and_then(day).or_else(|| day_in_figures(&words(element)))
            })
        });
    let lang = tree
        .select(&ROOT)
        .find_map(|root| root.attr("lang").or_else(|| root.attr("xml:lang")))
        .map(str::to_owned)
        .or_else(|| linked("inLanguage"))
        .or_else(|| {
            meta.first(&["content-language", "og:locale", "dc.language"]).map(|tag| tag.replace('_', "-"))
        })
        .filter(|tag| !tag.trim().is_empty());
    let title = linked("headline").or_else(|| meta.first(TITLES)).or_else(|| property(&["headline"]));
    let title = title_of(tree, title, outlet.as_deref());
    Facts { title, published, outlet, author, lang, url }
}

/// Whether an element's words can be a person's name: a few words, no figures.
fn is_name(text: &str) -> bool {
    (1..=5).contains(&text.split_whitespace().count())
        && !text.chars().any(|c| c.is_ascii_digit() || ".:!?".contains(c))
}

/// The title: what the page says in data, else its heading, else its window's title without the outlet.
fn title_of(tree: &Html, said: Option<String>, outlet: Option<&str>) -> Option<String> {
    let headings: Vec<String> = tree.select(&HEADING).map(words).filter(|text| !text.is_empty()).collect();
    let said = said.map(|text| without_outlet(&text, outlet));
    if let Some(said) = said {
        // Data often cut a title short, or say it for search engines; the heading is what readers see.
        let longer = said.strip_suffix('…').or_else(|| said.strip_suffix("...")).map(str::trim_end);
        let heading = longer.and_then(|start| headings.iter().find(|heading| heading.starts_with(start)));
        return Some(heading.cloned().unwrap_or(said));
    }
    let window = tree.select(&TITLE).map(words).find(|text| !text.is_empty());
    if let [heading] = &headings[..] {
        return Some(heading.clone());
    }
    let window = window.map(|text| without_outlet(&text, outlet));
    window.or_else(|| headings.into_iter().next())
}

/// « Le maire démissionne | La Gazette » → « Le maire démissionne ».
fn without_outlet(title: &str, outlet: Option<&str>) -> String {
    const BARS: &[&str] = &[" | ", " – ", " — ", " - ", " :: ", " · "];
    let Some((at, bar)) = BARS.iter().filter_map(|bar| Some((title.rfind(bar)?, bar))).max() else {
        return title.to_owned();
    };
    let (before, after) = (&title[..at], &title[at + bar.len()..]);
    let is_outlet = match outlet {
        Some(outlet) => {
            outlet.eq_ignore_ascii_case(after.trim()) || outlet.to_lowercase() == after.trim().to_lowercase()
        }
        // An upright bar parts the outlet from a title even where nothing tells its name.
        None => *bar == " | ",
    };
    if is_outlet && !before.trim().is_empty() { before.trim().to_owned() } else { title.to_owned() }
}

fn canonical(tree: &Html, meta: &Meta, given: Option<&str>) -> Option<String> {
    let base = given.and_then(|url| url::Url::parse(url).ok());
    let said = tree
        .select(&CANONICAL)
        .find_map(|link| link.attr("href").map(str::to_owned))
        .or_else(|| meta.first(&["og:url"]));
    let said = said.and_then(|href| match (&base, url::Url::parse(&href)) {
        (_, Ok(url)) if url.has_host() => Some(href),
        (Some(base), _) => base.join(&href).ok().map(String::from),
        _ => None,
    });
    said.or_else(|| given.map(str::to_owned))
}

/// The day that a time stamp begins with: `2022-09-13T08:00:00+02:00`, `2022/09/13`, `20220913`, `Tue, 13 Sep 2022 …`.
///
/// The zone is the page's own: the day is the one that its readers saw.
fn day(text: &str) -> Option<String> {
    let text = text.trim();
    let digits: String = text.chars().take(10).filter(char::is_ascii_digit).collect();
    let separated = text.len() >= 10
        && text.is_char_boundary(10)
        && text[..10].bytes().filter(|byte| b"-/.".contains(byte)).count() == 2;
    let year_first = text.chars().take(4).all(|c| c.is_ascii_digit()) && digits.len() == 8;
    if year_first && (separated || text.chars().take(8).all(|c| c.is_ascii_digit())) {
        return iso(digits[..4].parse().ok()?, digits[4..6].parse().ok()?, digits[6..].parse().ok()?);
    }
    let mail = jiff::fmt::rfc2822::parse(text).ok()?;
    Some(mail.date().to_string())
}

/// A day in figures, day first, as the press of our languages writes it: « 13/09/2022 - 09:15 ». Left alone where day and
/// month could change places.
fn day_in_figures(text: &str) -> Option<String> {
    let start = text.find(|c: char| c.is_ascii_digit())?;
    let mut numbers =
        text[start..].split(|c: char| !c.is_ascii_digit()).map(|number| number.parse::<i16>().ok());
    let (first, second, year) = (numbers.next()??, numbers.next()??, numbers.next()??);
    let separator = text[start..].chars().find(|c| !c.is_ascii_digit())?;
    if !"/.-".contains(separator) || year < 1900 {
        return None;
    }
    (first > 12 || first == second).then(|| iso(year, second as i8, first as i8))?
}

fn iso(year: i16, month: i8, day: i8) -> Option<String> {
    // A year before the press had pages, or a stamp of nought, is no day.
    (year >= 1980).then(|| Date::new(year, month, day).ok())?.map(|date| date.to_string())
}

/// The text of an element, white space made single.
pub(crate) fn words(element: ElementRef) -> String {
    let text: String = element.text().collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// schema.org in attributes: the property's own content, or the name within it.
fn properties(tree: &Html, names: &[&str]) -> Option<String> {
    static NAME: LazyLock<Selector> =
        LazyLock::new(|| Selector::parse("[itemprop='name']").expect("a selector"));
    names.iter().find_map(|name| {
        let element = tree.select(&PROPERTIES).find(|element| element.attr("itemprop") == Some(name))?;
        let value = |element: ElementRef| {
            element
                .attr("content")
                .or_else(|| element.attr("datetime"))
                .map(str::to_owned)
                .unwrap_or_else(|| words(element))
        };
        let inside = element.select(&NAME).next().map(value);
        inside.or_else(|| Some(value(element))).filter(|text| !text.is_empty())
    })
}

/// The meta elements by name, in order.
struct Meta(Vec<(String, String)>);

impl Meta {
    fn of(tree: &Html) -> Meta {
        let pairs = tree.select(&META).filter_map(|element| {
            let name =
                ["property", "name", "itemprop", "http-equiv"].iter().find_map(|key| element.attr(key))?;
            let content = element.attr("content")?.trim();
            (!content.is_empty()).then(|| (name.to_ascii_lowercase(), content.to_owned()))
        });
        Meta(pairs.collect())
    }

    fn all<'a>(&'a self, names: &'a [&str]) -> impl Iterator<Item = &'a str> {
        names.iter().flat_map(|name| {
            self.0.iter().filter(move |(key, _)| key == name).map(|(_, value)| value.as_str())
        })
    }

    fn first(&self, names: &[&str]) -> Option<String> {
        self.all(names).next().map(str::to_owned)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_read_from_stamps() {
        for (text, expected) in [
            ("2022-09-13T08:00:00+02:00", Some("2022-09-13")),
            ("2022/09/13 08:00", Some("2022-09-13")),
            ("20220913", Some("2022-09-13")),
            ("Tue, 13 Sep 2022 23:30:00 +0200", Some("2022-09-13")),
            ("2022-13-45", None),
            ("1970-01-01", None),
            ("hier", None),
        ] {
            assert_eq!(day(text).as_deref(), expected, "{text}");
        }
        assert_eq!(day_in_figures("Publié le 23/04/2019 - 09:15").as_deref(), Some("2019-04-23"));
        assert_eq!(day_in_figures("04/05/2019"), None);
    }

    #[test]
    fn an_outlet_is_no_part_of_a_title() {
        assert_eq!(without_outlet("Le maire part | La Gazette", None), "Le maire part");
        assert_eq!(without_outlet("Le maire part - La Gazette", Some("La Gazette")), "Le maire part");
        assert_eq!(without_outlet("Paris - Berlin en train", Some("La Gazette")), "Paris - Berlin en train");
    }
}
