//! What whoever opens the site decides.

use records::{Document, Reading};
use std::{net::SocketAddr, path::PathBuf, sync::Arc, time::Duration};

/// Reads a text that somebody pastes; an error is told to them as it stands.
pub type Reads = dyn Fn(Document) -> Result<Reading, String> + Send + Sync;

/// What the site shows, to whom.
#[derive(Clone)]
pub struct Settings {
    /// The store.
    pub store: PathBuf,
    /// Where it listens.
    pub address: SocketAddr,
    /// Names under which it may be asked, beside `localhost` and the address itself.
    pub hosts: Vec<String>,
    /// What requests must carry as `Authorization: Bearer …`.
    pub token: Option<String>,
    /// Reads pasted texts; `None`: there is no such page.
    pub reads: Option<Arc<Reads>>,
    /// Bounds.
    pub limits: Limits,
    /// Whether each request is told on standard error, a JSON object a line.
    pub log: bool,
}

/// What one who asks may cost.
#[derive(Debug, Clone)]
pub struct Limits {
    /// For a page.
    pub time: Duration,
    /// For a question in SQL.
    pub sql: Duration,
    /// For sending a request's head, and its body.
    pub sending: Duration,
    /// For a connection on which nothing is sent or taken.
    pub idle: Duration,
    /// How long a request waits for its turn.
    pub waiting: Duration,
    /// Bytes of a request's body.
    pub body: usize,
    /// Bytes of a request's head.
    pub head: usize,
    /// Connections at a time.
    pub connections: usize,
    /// Questions to the store at a time.
    pub at_once: usize,
}

impl Default for Limits {
    fn default() -> Limits {
        let cores = std::thread::available_parallelism().map_or(2, std::num::NonZeroUsize::get);
        Limits {
            time: Duration::from_secs(10),
            sql: Duration::from_secs(10),
            sending: Duration::from_secs(10),
            idle: Duration::from_secs(30),
            waiting: Duration::from_secs(10),
            body: 256 << 10,
            head: 16 << 10,
            connections: 1024,
            at_once: cores + 1,
        }
    }
}
