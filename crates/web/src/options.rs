//! How far the client goes.

use std::{
    net::SocketAddr,
    sync::{Arc, atomic::AtomicBool},
    time::Duration,
};

/// The limits and manners of a [`crate::Client`].
#[derive(Debug, Clone)]
pub struct Options {
    /// Whom a server's owner can turn to: an address or a mail address, sent with the name of the program.
    pub contact: Option<String>,
    /// The pause between two requests to a host.
    pub delay: Duration,
    /// How long resolving and connecting may take, each.
    pub connect: Duration,
    /// How long a server may think before the head of its answer is there.
    pub first_byte: Duration,
    /// How long an answer may take in all, redirects included, pauses not.
    pub total: Duration,
    /// The most bytes that an answer may have on the wire.
    pub wire: usize,
    /// The most bytes that it may have once unpacked.
    pub unpacked: usize,
    /// The most redirects that are followed.
    pub redirects: usize,
    /// How often a request is made again when the server is at a loss (500, 503, a connection that breaks).
    pub retries: u32,
    /// The pause before the first of these; it doubles each time.
    pub pause: Duration,
    /// The longest `Retry-After` that is waited for. Longer ones close the host for that long.
    pub patience: Duration,
    /// The longest `Crawl-delay` that is kept.
    pub most_delay: Duration,
    /// Lets addresses through that are not of the public network.
    pub allow_private: bool,
    /// Single ones that are let through all the same.
    pub exempt: Vec<SocketAddr>,
    /// Go through the proxy that the environment names (`HTTPS_PROXY`, `NO_PROXY` …).
    pub proxies: bool,
    /// Once true, waiting and reading end with [`crate::Fault::Interrupted`].
    pub stop: Arc<AtomicBool>,
}

impl Default for Options {
    /// Two seconds between requests, 10 MB on the wire, 30 MB unpacked, a minute.
    fn default() -> Self {
        Options {
            contact: None,
            delay: Duration::from_secs(2),
            connect: Duration::from_secs(10),
            first_byte: Duration::from_secs(20),
            total: Duration::from_secs(60),
            wire: 10_000_000,
            unpacked: 30_000_000,
            redirects: 5,
            retries: 2,
            pause: Duration::from_secs(3),
            patience: Duration::from_secs(60),
            most_delay: Duration::from_secs(30),
            allow_private: false,
            exempt: Vec::new(),
            proxies: true,
            stop: Arc::default(),
        }
    }
}
