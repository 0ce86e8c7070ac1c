//! One address after the other, with manners.

use crate::{
    Answer, Error, Fault, Kept, Options, Robots, Validators, address,
    guard::{self, Guard, Rule},
    robots,
    transfer::{self, Excess, Failure, Hop},
};
use std::{
    collections::{BTreeMap, HashMap},
    sync::atomic::Ordering,
    thread,
    time::{Duration, Instant, SystemTime, UNIX_EPOCH},
};
use ureq::{
    Agent, Proxy,
    tls::{RootCerts, TlsConfig},
    unversioned::transport::DefaultConnector,
};
use url::Url;

/// The name by which a site's robots.txt can speak of us.
const AGENT: &str = "depeche";
/// How long a robots.txt that could not be had is not asked for again.
const ROBOTS_PAUSE: Duration = Duration::from_secs(600);
/// The most bytes of an answer's head.
const MOST_HEAD: usize = 64 * 1024;
const ACCEPT: &str = "text/html, application/xhtml+xml, application/rss+xml, application/atom+xml, application/feed+json, application/xml;q=0.9, */*;q=0.5";

/// Fetches pages, one at a time.
#[derive(Debug)]
pub struct Client {
    agent: Agent,
    proxy: Option<Proxy>,
    options: Options,
    /// When a host may be asked next.
    due: HashMap<String, Instant>,
    /// Until when a host has asked to be left alone.
    closed: HashMap<String, Instant>,
    /// Sites that could not be reached, why, and when.
    down: HashMap<String, (Fault, Instant)>,
    robots: BTreeMap<String, Kept>,
    /// Sites whose robots.txt could not be had, why, and when.
    without_robots: HashMap<String, (String, Instant)>,
    /// Sites whose rules were fetched since they were last asked for.
    fresh: Vec<String>,
}

/// What a request is for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Purpose {
    Page,
    Robots,
}

impl Client {
    /// A client that knows no site yet.
    pub fn new(options: Options) -> Client {
        let tls = TlsConfig::builder().root_certs(RootCerts::PlatformVerifier).build();
        let proxy = if options.proxies { Proxy::try_from_env() } else { None };
        let name = concat!("depeche/", env!("CARGO_PKG_VERSION"));
        let name = options.contact.as_ref().map_or(name.to_owned(), |contact| format!("{name} (+{contact})"));
        let config = Agent::config_builder()
            .tls_config(tls)
            .user_agent(name)
            .accept(ACCEPT)
            .accept_encoding("gzip")
            .http_status_as_error(false)
            // Each hop is checked here.
            .max_redirects(0)
            // What a server sends beyond the end of an answer must not become the next answer.
            .max_idle_connections(0)
            .max_response_header_size(MOST_HEAD)
            .timeout_resolve(Some(options.connect))
            .timeout_connect(Some(options.connect))
            .timeout_send_request(Some(options.first_byte))
            .timeout_recv_response(Some(options.first_byte))
            .timeout_global(Some(options.total))
            .proxy(proxy.clone())
            .build();
        let agent = Agent::with_parts(config, DefaultConnector::default(), Guard::new(Rule::of(&options)));
        Client {
            agent,
            proxy,
            options,
            due: HashMap::new(),
            closed: HashMap::new(),
            down: HashMap::new(),
            robots: BTreeMap::new(),
            without_robots: HashMap::new(),
            fresh: Vec::new(),
        }
    }

    /// Takes over rules of a site that were fetched in another run.
    pub fn know_robots(&mut self, origin: String, kept: Kept) {
        self.robots.insert(origin, kept);
    }

    /// The rules that were fetched since this was asked last, by scheme, host and port.
    pub fn fresh_robots(&mut self) -> Vec<(String, Kept)> {
        let fresh = std::mem::take(&mut self.fresh);
        fresh
            .into_iter()
            .filter_map(|origin| Some((origin.clone(), self.robots.get(&origin)?.clone())))
            .collect()
    }

    /// Fetches an address, unless `known` names the version that is there.
    ///
    /// # Errors
    /// Whatever [`Fault`] tells, each within bounded time.
    pub fn get(&mut self, address: &str, known: &Validators) -> Result<Answer, Error> {
        let url = address::parse(address, None);
        let answer = url.and_then(|url| self.patiently(&url, known, Purpose::Page));
        answer.map_err(|fault| Error { url: transfer::shown(address), fault })
    }

    /// Sleeps, unless it is time to stop.
    ///
    /// # Errors
    /// [`Fault::Interrupted`].
    pub fn sleep(&self, time: Duration) -> Result<(), Fault> {
        self.sleep_until(Instant::now() + time)
    }

    fn sleep_until(&self, end: Instant) -> Result<(), Fault> {
        const SLICE: Duration = Duration::from_millis(50);
        loop {
            if self.options.stop.load(Ordering::Relaxed) {
                return Err(Fault::Interrupted);
            }
            let left = end.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return Ok(());
            }
            thread::sleep(left.min(SLICE));
        }
    }

    /// Asks again where that may help.
    fn patiently(&mut self, url: &Url, known: &Validators, purpose: Purpose) -> Result<Answer, Fault> {
        let mut tried = 0;
        loop {
            let Failure { fault, after } = match self.walk(url, known, purpose) {
                Ok(answer) => return Ok(answer),
                Err(failure) => failure,
            };
            if let Some(after) = after
                && after > self.options.patience
            {
                return Err(Fault::Later(after));
            }
            if !fault.is_passing() || tried == self.options.retries {
                return Err(fault);
            }
            let pause = self.options.pause * 2u32.saturating_pow(tried.min(10));
            self.sleep(after.unwrap_or(pause))?;
            tried += 1;
        }
    }

    /// Follows redirects, each looked at as if it were the first address.
    fn walk(&mut self, start: &Url, known: &Validators, purpose: Purpose) -> Result<Answer, Failure> {
        let mut been = vec![start.clone()];
        let mut left = self.options.total;
        loop {
            let url = been.last().unwrap_or(start).clone();
            let told = |fault: Fault| match been.len() {
                1 => fault,
                _ => Fault::Redirect { to: transfer::shown(url.as_str()), why: Box::new(fault) },
            };
            let outcome = self.hop(&url, known, purpose, &mut left);
            let to = match outcome {
                Ok(Hop::Here(answer)) => return Ok(answer),
                Ok(Hop::There(to)) => to,
                // An address that must not be followed is told; what happens at one that may is told as it is.
                Err(Failure {
                    fault: fault @ (Fault::Private { .. } | Fault::Robots | Fault::Address(_)),
                    ..
                }) => {
                    return Err(told(fault).into());
                }
                Err(failure) => return Err(failure),
            };
            let next = address::parse(&to, Some(&url))
                .map_err(|why| Fault::Redirect { to: transfer::shown(&to), why: Box::new(why) })?;
            if been.contains(&next) {
                return Err(Fault::Circle.into());
            }
            if been.len() > self.options.redirects {
                return Err(Fault::Redirects(self.options.redirects).into());
            }
            been.push(next);
        }
    }

    fn hop(
        &mut self,
        url: &Url,
        known: &Validators,
        purpose: Purpose,
        left: &mut Duration,
    ) -> Result<Hop, Failure> {
        let excess = match purpose {
            Purpose::Page => Excess::Refuse,
            Purpose::Robots => Excess::Cut(robots::MOST_BYTES),
        };
        // Fifty articles of a site that is down cost the time of one.
        if let Some((fault, at)) = self.down.get(&address::origin(url))
            && at.elapsed() < self.options.patience
        {
            return Err(fault.clone().into());
        }
        guard::check_behind_proxy(url, self.proxy.as_ref(), &self.options)?;
        if purpose == Purpose::Page {
            self.ask_robots(url)?;
        }
        self.wait_turn(url)?;
        if left.is_zero() {
            return Err(Fault::TooSlow(self.options.total).into());
        }
        let began = Instant::now();
        let outcome = transfer::request(&self.agent, &self.options, url, known, excess, *left);
        *left = left.saturating_sub(began.elapsed());
        let asked = self
            .robots
            .get(&address::origin(url))
            .map_or(Duration::ZERO, |kept| kept.rules.delay(self.options.most_delay));
        self.due.insert(host(url), Instant::now() + self.options.delay.max(asked));
        if let Err(Failure { fault, after }) = &outcome {
            if let Some(after) = after.filter(|after| *after > self.options.patience) {
                self.closed.insert(host(url), Instant::now() + after);
            }
            if matches!(fault, Fault::Unreachable(_) | Fault::NoConnection(_)) {
                self.down.insert(address::origin(url), (fault.clone(), Instant::now()));
            }
        }
        outcome
    }

    /// A host is asked no more often than the delay says, and not at all while it asks to be left alone.
    fn wait_turn(&mut self, url: &Url) -> Result<(), Fault> {
        let host = host(url);
        let left = self.closed.get(&host).map(|end| end.saturating_duration_since(Instant::now()));
        if let Some(left) = left.filter(|left| !left.is_zero()) {
            return Err(Fault::Later(left));
        }
        match self.due.get(&host) {
            Some(&due) => self.sleep_until(due),
            None if self.options.stop.load(Ordering::Relaxed) => Err(Fault::Interrupted),
            None => Ok(()),
        }
    }

    fn ask_robots(&mut self, url: &Url) -> Result<(), Fault> {
        let origin = address::origin(url);
        let now = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
        if self.robots.get(&origin).is_none_or(|kept| !kept.holds(now)) {
            if let Some((why, at)) = self.without_robots.get(&origin)
                && at.elapsed() < ROBOTS_PAUSE
            {
                return Err(Fault::NoRobots(why.clone()));
            }
            let rules = self.fetch_robots(url)?;
            self.robots.insert(origin.clone(), Kept { at: now, rules });
            self.fresh.push(origin.clone());
        }
        let allowed = self.robots.get(&origin).is_none_or(|kept| kept.rules.allows(address::path(url)));
        if allowed { Ok(()) } else { Err(Fault::Robots) }
    }

    /// A site that has no robots.txt (4xx) forbids nothing; of one whose robots.txt cannot be had (5xx, no answer) nothing is known,
    /// and so nothing is taken.
    fn fetch_robots(&mut self, page: &Url) -> Result<Robots, Fault> {
        let url = page.join("/robots.txt").map_err(|error| Fault::Address(error.to_string()))?;
        match self.patiently(&url, &Validators::default(), Purpose::Robots) {
            Ok(Answer::Page(file)) => Ok(Robots::parse(&file.bytes, AGENT)),
            Ok(Answer::Unchanged) => Ok(Robots::default()),
            Err(Fault::Status(status)) if (400..500).contains(&status) && status != 429 => {
                Ok(Robots::default())
            }
            // Of more redirects than are followed the RFC says that it is as if there were no file.
            Err(Fault::Redirects(_) | Fault::Circle | Fault::Nowhere(_)) => Ok(Robots::default()),
            // The page itself would fare no better, and its own fault says more.
            Err(
                fault @ (Fault::Interrupted
                | Fault::Private { .. }
                | Fault::Later(_)
                | Fault::Unreachable(_)
                | Fault::NoConnection(_)),
            ) => Err(fault),
            Err(fault) => {
                let why = fault.to_string();
                self.without_robots.insert(address::origin(page), (why.clone(), Instant::now()));
                Err(Fault::NoRobots(why))
            }
        }
    }
}

fn host(url: &Url) -> String {
    url.host_str().unwrap_or_default().to_owned()
}
