//! `depeche fetch`: the new articles of feeds, as documents for `depeche read`.

use crate::{
    arguments::Fetch,
    exit::Exit,
    interrupt::{self, Stop},
    network::{client, fetched},
    progress,
};
use anyhow::{Context, Result, bail};
use records::Document;
use serde::Serialize;
use sources::{Documents, Input, Options};
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    io::{self, IsTerminal, Write},
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};
use web::{
    Answer, Client, Fault, Id, Journal, KnownFeed, Validators,
    feed::{self, Feed, Found},
};

/// The shortest time between two looks at somebody else's feed.
const LEAST_EVERY: Duration = Duration::from_secs(60);
/// The journal in a folder of documents; its dot keeps `depeche read` from taking it for one.
const JOURNAL: &str = ".depeche-fetch.jsonl";
/// The most bytes of a list of feeds.
const MOST_LIST: u64 = 10_000_000;

/// Fetches what `depeche fetch …` names.
///
/// # Errors
/// A list of feeds that cannot be read, a folder that cannot be written to. Feeds and pages that cannot be had are no error but
/// [`Exit::SomeBad`].
pub fn run(command: &Fetch) -> Result<Exit> {
    if command.every.is_some_and(|every| every < LEAST_EVERY) && !command.network.allow_private {
        bail!("--every: feeds are asked once a minute at most");
    }
    let feeds = feeds(&command.feeds)?;
    let stop = interrupt::politely();
    // Documents that scroll by are progress enough.
    let shown = io::stderr().is_terminal() && command.into.is_some();
    let bytes = Arc::new(AtomicU64::new(0));
    let mut run = Run {
        command,
        client: client(&command.network, stop.flag())?,
        journal: journal(command)?,
        stop,
        exit: Exit::Done,
        progress: progress::Reading::begin(shown, None, Arc::clone(&bytes)),
        bytes,
    };
    for (origin, kept) in run.journal.robots() {
        run.client.know_robots(origin.clone(), kept.clone());
    }
    loop {
        let began = Instant::now();
        for feed in &feeds {
            run.feed(feed)?;
            if run.stopped() {
                return Ok(Exit::Interrupted);
            }
        }
        let Some(every) = command.every else { return Ok(run.exit) };
        // By the clock that nobody sets: neither summer time nor a lid that was closed makes it ask twice.
        if run.client.sleep(every.saturating_sub(began.elapsed())).is_err() {
            return Ok(Exit::Interrupted);
        }
    }
}

/// The addresses of all feeds, those in lists too, each once.
fn feeds(words: &[String]) -> Result<Vec<String>> {
    let mut feeds = Vec::new();
    for word in words {
        if web::is_address(word) {
            feeds.push(word.clone());
            continue;
        }
        let context = || format!("{word} is no address, and cannot be read as a list of feeds");
        let mut bytes = Vec::new();
        let file = fs::File::open(word).with_context(context)?;
        io::Read::read_to_end(&mut io::Read::take(file, MOST_LIST), &mut bytes).with_context(context)?;
        let listed = feed::list(&bytes);
        if listed.is_empty() {
            bail!("{word}: no feeds in this list");
        }
        for feed in listed {
            if !web::is_address(&feed) {
                bail!("{word}: \"{}\" is no address of a feed", feed.escape_debug());
            }
            feeds.push(feed);
        }
    }
    let mut once = BTreeSet::new();
    feeds.retain(|feed| once.insert(feed.clone()));
    Ok(feeds)
}

fn journal(command: &Fetch) -> Result<Journal> {
    let path = match (&command.into, &command.state) {
        (Some(folder), _) => {
            fs::create_dir_all(folder).with_context(|| format!("cannot write to {}", folder.display()))?;
            folder.join(JOURNAL)
        }
        (None, Some(file)) => file.clone(),
        (None, None) => return Ok(Journal::forgetful()),
    };
    Journal::open(&path, command.into.as_deref()).map_err(|error| match error.kind() {
        io::ErrorKind::WouldBlock => {
            anyhow::anyhow!("another depeche fetch is at work with {}", path.display())
        }
        _ => anyhow::Error::new(error).context(format!("cannot keep {}", path.display())),
    })
}

/// What became of the items of a feed.
#[derive(Default)]
struct Count {
    new: usize,
    known: usize,
    refused: usize,
    failed: Vec<String>,
    /// Of those that failed: how many are tried again.
    again: usize,
    left: usize,
}

struct Run<'a> {
    command: &'a Fetch,
    client: Client,
    journal: Journal,
    stop: Stop,
    exit: Exit,
    progress: progress::Reading,
    /// How many were written.
    bytes: Arc<AtomicU64>,
}

/// An item and the names under which it is remembered.
struct Named {
    item: feed::Item,
    ids: Vec<Id>,
}

impl Run<'_> {
    fn stopped(&self) -> bool {
        self.stop.asked()
    }

    /// Looks at one feed, and tells what it did.
    fn feed(&mut self, url: &str) -> Result<()> {
        let known = self.journal.feed(url).map(|known| known.validators.clone()).unwrap_or_default();
        let looked = self.look(url, &known);
        self.keep_robots()?;
        let (feed, validators) = match looked {
            Ok(Some(looked)) => looked,
            Ok(None) => {
                self.progress.say(format_args!("{url}: nothing new"));
                return Ok(());
            }
            Err(_) if self.stopped() => return Ok(()),
            Err(message) => {
                self.progress.say(format_args!("{url}: {message}"));
                self.exit = Exit::SomeBad;
                return Ok(());
            }
        };
        let count = self.items(url, feed)?;
        // A version counts as read only when nothing of it is left to do.
        let whole = count.left == 0 && count.again == 0 && !self.stopped();
        if whole && validators != Validators::default() {
            self.journal
                .know_feed(KnownFeed { url: url.to_owned(), validators })
                .context("cannot keep the state")?;
        }
        self.progress.say(format_args!("{url}: {}", told(&count)));
        for failed in &count.failed {
            self.progress.say(format_args!("  {failed}"));
        }
        if !count.failed.is_empty() {
            self.exit = Exit::SomeBad;
        }
        Ok(())
    }

    /// The feed at an address, or the one that the page there names; `None` if it is as it was.
    fn look(&mut self, url: &str, known: &Validators) -> Result<Option<(Feed, Validators)>, String> {
        let mut at = url.to_owned();
        for is_last in [false, true] {
            let page = match self.client.get(&at, known) {
                Ok(Answer::Page(page)) => page,
                Ok(Answer::Unchanged) => return Ok(None),
                Err(error) if at == url => return Err(error.fault.to_string()),
                Err(error) => return Err(format!("a page that names the feed {error}")),
            };
            match feed::read(&page.bytes, page.charset.as_deref(), &page.url) {
                // Of a feed behind a page no version is kept: it would be the page that is asked about it.
                Ok(Found::Feed(feed)) if is_last => return Ok(Some((feed, Validators::default()))),
                Ok(Found::Feed(feed)) => return Ok(Some((feed, page.validators))),
                Ok(Found::Page(feeds)) if !is_last && !feeds.is_empty() => {
                    at.clone_from(&feeds[0]);
                    self.progress.say(format_args!("{url}: a page; its feed is {at}"));
                }
                Ok(Found::Page(_)) => return Err("a page that names a page as its feed".to_owned()),
                Err(error) => return Err(error.to_string()),
            }
        }
        Err("no feed".to_owned())
    }

    fn items(&mut self, url: &str, feed: Feed) -> Result<Count> {
        let mut count = Count::default();
        let about = Feed { items: Vec::new(), ..feed };
        for Named { item, ids } in named(url, feed.items) {
            if self.journal.has_seen(&ids) {
                count.known += 1;
            } else if count.new + count.refused + count.failed.len() >= self.command.limit || self.stopped() {
                count.left += 1;
            } else {
                self.item(item, &ids, &about, &mut count)?;
            }
        }
        Ok(count)
    }

    fn item(&mut self, item: feed::Item, ids: &[Id], about: &Feed, count: &mut Count) -> Result<()> {
        let place = item.link.clone().or_else(|| item.guid.clone()).unwrap_or_default();
        let got = if self.command.feed_only { text_of(&item) } else { self.page_of(&item) };
        self.keep_robots()?;
        let state = "cannot keep what was fetched";
        match got {
            Ok(document) => {
                self.write(filled(document, item, ids, about), ids)?;
                count.new += 1;
            }
            Err(Missed::Interrupted) => count.left += 1,
            Err(Missed::Refused) => {
                self.journal.seen(ids).context(state)?;
                count.refused += 1;
            }
            Err(Missed::For(why)) => {
                self.journal.seen(ids).context(state)?;
                count.failed.push(format!("{place}: {why}"));
            }
            Err(Missed::Now { why, counts }) => {
                if counts {
                    self.journal.failed(ids).context(state)?;
                }
                count.again += 1;
                count.failed.push(format!("{place}: {why}"));
            }
        }
        Ok(())
    }

    /// The article in the page of an item.
    fn page_of(&mut self, item: &feed::Item) -> Result<Document, Missed> {
        let Some(link) = &item.link else { return Err(Missed::For("the feed names no page".to_owned())) };
        let page = match self.client.get(link, &Validators::default()) {
            Ok(Answer::Page(page)) => page,
            Ok(Answer::Unchanged) => return Err(Missed::For("no answer".to_owned())),
            Err(error) => {
                return Err(match error.fault {
                    Fault::Interrupted => Missed::Interrupted,
                    fault if fault.is_refusal() => Missed::Refused,
                    fault if fault.may_change() => {
                        let counts = fault.is_passing() || matches!(fault, Fault::TooSlow(_));
                        Missed::Now { why: fault.to_string(), counts }
                    }
                    fault => Missed::For(fault.to_string()),
                });
            }
        };
        let input = Input::remote(link.clone(), move || Ok(fetched(page)));
        let options = Options { lang: Document::UNDETERMINED.to_owned(), ..Options::default() };
        let mut missed = "no article".to_owned();
        for item in Documents::new(vec![input], options) {
            match item {
                sources::Item::Document(sourced) => return Ok(sourced.document),
                sources::Item::Problem(problem) => missed = problem.message,
            }
        }
        Err(Missed::For(missed))
    }

    /// One line, in one piece.
    fn write(&mut self, document: Document, ids: &[Id]) -> Result<()> {
        let line = serde_json::to_vec(&Line::of(&document))?;
        self.bytes.fetch_add(line.len() as u64, Ordering::Relaxed);
        self.progress.document();
        match &self.command.into {
            Some(folder) => {
                let name = format!("{}.jsonl", web::today());
                let context = || format!("cannot write {}", folder.join(&name).display());
                self.journal.add(folder, &name, ids, &line).with_context(context)
            }
            None => {
                let mut out = io::stdout().lock();
                out.write_all(&line).and_then(|()| out.write_all(b"\n")).and_then(|()| out.flush())?;
                self.journal.seen(ids).context("cannot keep the state")
            }
        }
    }

    fn keep_robots(&mut self) -> Result<()> {
        for (origin, kept) in self.client.fresh_robots() {
            self.journal.know_robots(origin, kept).context("cannot keep the state")?;
        }
        Ok(())
    }
}

/// Why there is no document of an item.
enum Missed {
    /// Another run may have better luck; it `counts` as a try where it is the page's own fault, not where its site is down.
    Now {
        why: String,
        counts: bool,
    },
    /// None will.
    For(String),
    /// The site's robots.txt.
    Refused,
    Interrupted,
}

/// Items with their names: the feed's own and the address. An address that several items share names none of them.
fn named(feed: &str, items: Vec<feed::Item>) -> Vec<Named> {
    let mut shared: BTreeMap<String, usize> = BTreeMap::new();
    for link in items.iter().filter_map(|item| item.link.as_ref()) {
        *shared.entry(link.clone()).or_default() += 1;
    }
    let names = |item: &feed::Item| -> Vec<Id> {
        let guid = item.guid.as_ref().map(|guid| match web::is_address(guid) {
            true => Id::of(guid),
            // Numbers and the like are names within their feed only.
            false => Id::of(&format!("{feed}\n{guid}")),
        });
        let link = item.link.as_ref().filter(|link| item.guid.is_none() || shared.get(*link) == Some(&1));
        let mut ids: Vec<Id> = guid.into_iter().chain(link.map(|link| Id::of(link))).collect();
        if ids.is_empty() {
            let text = [item.title.as_deref().unwrap_or_default(), &item.paragraphs.join("\n")].join("\n");
            ids.push(Id::of(&format!("{feed}\n{text}")));
        }
        ids
    };
    items.into_iter().map(|item| Named { ids: names(&item), item }).collect()
}

/// The text that the feed itself holds.
fn text_of(item: &feed::Item) -> Result<Document, Missed> {
    if item.paragraphs.is_empty() {
        return Err(Missed::For("the feed holds no text of it".to_owned()));
    }
    let title = item.title.iter().filter(|title| item.paragraphs.first() != Some(title));
    let text = title.chain(&item.paragraphs).map(String::as_str).collect::<Vec<_>>().join("\n\n");
    Ok(Document {
        lang: Document::UNDETERMINED.to_owned(),
        url: item.link.clone(),
        text,
        ..Document::default()
    })
}

/// The document with the feed's word for what the page does not say.
fn filled(document: Document, item: feed::Item, ids: &[Id], about: &Feed) -> Document {
    let lang = Some(document.lang.clone()).filter(|lang| lang != Document::UNDETERMINED);
    Document {
        id: ids.first().map(ToString::to_string).unwrap_or_default(),
        lang: lang.or_else(|| about.lang.clone()).unwrap_or(document.lang),
        title: document.title.or(item.title),
        published: document.published.or(item.published),
        outlet: document.outlet.or_else(|| about.title.clone()),
        url: document.url.or(item.link),
        author: document.author.or(item.author),
        ..document
    }
}

/// A document as `depeche read` takes it: what is not known is left out.
#[derive(Serialize)]
struct Line<'a> {
    id: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    published: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    outlet: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    lang: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    author: Option<&'a str>,
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    marks: &'a [String],
    text: &'a str,
}

impl<'a> Line<'a> {
    fn of(document: &'a Document) -> Line<'a> {
        Line {
            id: &document.id,
            url: document.url.as_deref(),
            title: document.title.as_deref(),
            published: document.published.as_deref(),
            outlet: document.outlet.as_deref(),
            lang: Some(document.lang.as_str()).filter(|lang| *lang != Document::UNDETERMINED),
            author: document.author.as_deref(),
            marks: &document.marks,
            text: &document.text,
        }
    }
}

/// `3 new, 27 known, 1 refused by robots.txt`.
fn told(count: &Count) -> String {
    let mut told = format!("{} new, {} known", count.new, count.known);
    for (number, what) in [
        (count.refused, "refused by robots.txt"),
        (count.failed.len(), "failed"),
        (count.left, "left for the next time"),
    ] {
        if number > 0 {
            told.push_str(&format!(", {number} {what}"));
        }
    }
    told
}
