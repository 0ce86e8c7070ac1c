//! A store as a web site of its own: pages for people, and the same as JSON and CSV for programs.
//!
//! [`Server::bind`] takes an address, [`Server::run`] answers until it is told to stop. Everything is read from the store
//! and nothing written; pages are made here, work without scripts, and ask nothing of any other machine.
//!
//! The way of a request: `server` takes the connection and bounds it, `guard` looks at who asks and how, `site` finds the
//! page, `pool` lends it a connection to the store, `pages` ask the store and fill a template, `answer` gives it the form
//! that was asked for (`/statements` is a page, `/statements.json` and `/statements.csv` are the same for programs).

mod answer;
mod asked;
mod assets;
mod error;
mod guard;
mod kept;
mod log;
mod metrics;
mod pages;
mod params;
mod parts;
mod pool;
mod routes;
mod server;
mod settings;
mod site;
mod wording;

pub use error::Error;
pub use server::Server;
pub use settings::{Limits, Reads, Settings};
