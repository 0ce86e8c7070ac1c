//! `depeche fetch`, and how any command asks the web.

use clap::Args;
use std::{path::PathBuf, time::Duration};

/// Gets the new articles of news feeds, as documents for `depeche read`.
///
/// Reads RSS, Atom and JSON Feed, fetches the page of each item that was not there before, and writes the article in it as a
/// line of JSON (id, url, title, published, outlet, lang, author, marks, text). A web page that names its feed will do for it,
/// and so will a file that lists feeds (OPML, or an address a line). Hosts are asked one request at a time, with a pause;
/// their robots.txt and Retry-After are kept to. What a run did is told on standard error, a line a feed.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  depeche fetch https://news.example/rss.xml --into news
  depeche fetch feeds.opml --into news --every 15m --contact https://me.example/about
  depeche fetch https://news.example/rss.xml --feed-only --limit 10
  depeche fetch https://news.example/rss.xml --state seen.jsonl | depeche read --format jsonl -
  depeche read --format jsonl news/

Exit code 1 if a feed or a page could not be had; pages that a site's robots.txt asks to leave alone are left alone, and
are no failure. Ctrl-C ends after the item that is being fetched, with exit code 130.")]
pub struct Fetch {
    /// Addresses of feeds, or files that list them.
    #[arg(required = true, value_name = "FEED|FILE")]
    pub feeds: Vec<String>,
    /// Add the documents to a file a day in this folder (2026-11-30.jsonl), and remember there what was read, instead of
    /// writing to standard output.
    #[arg(long, value_name = "DIR")]
    pub into: Option<PathBuf>,
    /// Remember in this file what was read. Without it, and without --into, every item counts as new.
    #[arg(long, value_name = "FILE", conflicts_with = "into")]
    pub state: Option<PathBuf>,
    /// Ask each feed once; that is what happens without --every.
    #[arg(long, conflicts_with = "every")]
    pub once: bool,
    /// Go on, and ask each feed so often (90s, 15m, 2h).
    #[arg(long, value_name = "TIME", value_parser = time)]
    pub every: Option<Duration>,
    /// The most new items that are taken of a feed each time; the others wait for the next.
    #[arg(long, value_name = "N", default_value_t = 100)]
    pub limit: usize,
    /// Take the text that the feed holds, and fetch no pages.
    #[arg(long)]
    pub feed_only: bool,
    #[command(flatten)]
    pub network: Network,
}

/// How the web is asked.
#[derive(Debug, Args)]
#[command(next_help_heading = "Web")]
pub struct Network {
    /// The pause between two requests to a host (2s, 1m), or longer where its robots.txt asks for that.
    #[arg(long, value_name = "TIME", default_value = "2s", value_parser = time)]
    pub delay: Duration,
    /// Whom a site's owner can turn to: an address or mail address, sent with each request.
    #[arg(long, value_name = "URL|MAIL", env = "DEPECHE_CONTACT", value_parser = contact)]
    pub contact: Option<String>,
    /// Let addresses through that are not of the public network (127.0.0.1, 10.…, fd00:…), which are refused otherwise, also
    /// as the end of a redirect.
    #[arg(long)]
    pub allow_private: bool,
}

/// A span of time with its unit.
pub(super) fn time(text: &str) -> Result<Duration, String> {
    let expected = || "expected a time as 90s, 15m or 2h".to_owned();
    let end = text.find(|c: char| !c.is_ascii_digit()).ok_or_else(expected)?;
    let (number, unit) = text.split_at(end);
    let number: u32 = number.parse().map_err(|_| expected())?;
    let unit = match unit {
        "ms" => Duration::from_millis(1),
        "s" => Duration::from_secs(1),
        "m" | "min" => Duration::from_secs(60),
        "h" => Duration::from_secs(60 * 60),
        "d" => Duration::from_secs(24 * 60 * 60),
        _ => return Err(expected()),
    };
    unit.checked_mul(number).filter(|time| time.as_secs() <= 366 * 24 * 60 * 60).ok_or_else(expected)
}

/// What can stand in a header, and in a comment in it.
fn contact(text: &str) -> Result<String, String> {
    let sound = (3..=200).contains(&text.len())
        && text.bytes().all(|byte| byte.is_ascii_graphic() && !b"()\\".contains(&byte))
        && (text.contains('@') || text.contains("://"));
    sound
        .then(|| text.to_owned())
        .ok_or_else(|| "expected an address (https://…) or a mail address".to_owned())
}

#[cfg(test)]
mod tests {
    use super::{contact, time};
    use std::time::Duration;

    #[test]
    fn times_have_a_unit() {
        assert_eq!(time("90s"), Ok(Duration::from_secs(90)));
        assert_eq!(time("15m"), Ok(Duration::from_secs(900)));
        assert_eq!(time("2h"), Ok(Duration::from_secs(7200)));
        for wrong in ["", "15", "m", "1.5h", "-1s", "1y", "99999999999s", "4294967295d", "é"] {
            assert!(time(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_contact_can_stand_in_a_header() {
        assert!(contact("https://me.example/about").is_ok() && contact("me@news.example").is_ok());
        for wrong in ["", "me", "a@b\r\nx: y", "a@b (c)", "é@é"] {
            assert!(contact(wrong).is_err(), "{wrong}");
        }
    }
}
