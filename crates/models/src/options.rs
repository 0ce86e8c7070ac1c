//! What can be set about fetching.

use std::ffi::OsString;
use std::time::Duration;

/// Times, numbers and programs of a fetch. The default suits people; tests shorten it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Options {
    /// The longest time for looking up a host's name, and the longest time for connecting to it (TLS included).
    pub connect: Duration,
    /// The longest silence of a server within an answer, and the longest time until the answer's head has come.
    pub stall: Duration,
    /// The longest time for one wheel in all, retries included.
    pub overall: Duration,
    /// How often a broken transfer is taken up again without having brought anything new.
    pub retries: u32,
    /// The pause before the first retry; it doubles with each.
    pub pause: Duration,
    /// How many redirects are followed.
    pub redirects: u32,
    /// Whether `ALL_PROXY`, `HTTPS_PROXY`, `HTTP_PROXY` and `NO_PROXY` are heeded.
    pub proxies: bool,
    /// The Python interpreters whose pip may be asked, tried in order until one has pip; none: pip is not asked.
    pub pythons: Vec<OsString>,
}

impl Default for Options {
    fn default() -> Self {
        Options {
            connect: Duration::from_secs(5),
            stall: Duration::from_secs(20),
            overall: Duration::from_secs(60 * 60),
            retries: 3,
            pause: Duration::from_millis(500),
            redirects: 8,
            proxies: true,
            pythons: vec!["python3".into(), "python".into()],
        }
    }
}
