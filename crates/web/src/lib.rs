//! What does this address, or this feed, give?
//!
//! [`Client`] fetches one address after the other: politely (it says who it is, asks `robots.txt`, waits between two requests
//! to a host, does as a `Retry-After` says), within bounds (bytes on the wire and unpacked, time, redirects), and never from
//! inside the house: addresses that are private, local or otherwise not of the public network are refused after their names
//! are resolved, at each redirect anew. [`feed::read`] reads RSS, Atom and JSON Feed; [`Journal`] remembers between runs what
//! has been read, and loses and repeats nothing when the program is killed.
//!
//! What it does not do: run scripts, keep cookies, log in, follow links within pages.
//!
//! ```no_run
//! use web::{Answer, Client, Options, Validators};
//!
//! let mut client = Client::new(Options::default());
//! match client.get("https://example.org/rss.xml", &Validators::default())? {
//!     Answer::Page(page) => println!("{} bytes from {}", page.bytes.len(), page.url),
//!     Answer::Unchanged => println!("nothing new"),
//! }
//! # Ok::<(), web::Error>(())
//! ```

mod address;
mod client;
mod error;
pub mod feed;
mod guard;
mod journal;
mod options;
mod robots;
mod tags;
mod transfer;

pub use address::{is_address, kind_of};
pub use client::Client;
pub use error::{Error, Fault};
pub use journal::{Id, Journal, KnownFeed};
pub use options::Options;
pub use robots::{Kept, Robots};
pub use transfer::{Answer, Page, Validators};

/// The day, ISO 8601, by the clock of the world (UTC): files named by it are in the same order everywhere.
pub fn today() -> String {
    jiff::Timestamp::now().to_string().chars().take(10).collect()
}
