//! The pages: each asks the store, and gives what it found in the form that was asked for.

mod actor;
mod actors;
mod api;
mod dispatch;
mod dyad;
mod dyads;
mod events;
mod happening;
mod home;
mod list;
mod map;
mod network;
mod read;
mod search;
mod sql;
mod statements;
mod utterance;

pub use actor::{actor, country};
pub use actors::actors;
pub use api::api;
pub use dispatch::{dispatch, dispatch_of};
pub use dyad::dyad;
pub use dyads::dyads;
pub use events::events;
pub use happening::{Vouched, happening};
pub use home::home;
pub use map::map;
pub use network::network;
pub use read::read;
pub use search::search;
pub use sql::sql;
pub use statements::statements;
pub use utterance::utterance;

use crate::{
    asked::{Asked, Format},
    error::Failure,
    params::Params,
    site::Context,
};
use store::query;

/// Name, label and type of a field of a form.
type Field = (&'static str, &'static str, &'static str);

/// So many records of a list are shown on a page.
const SHOWN: u64 = 25;
/// So many rows are given to programs, unless they ask for another number, and at most.
const GIVEN: u64 = 100;
const MOST: u64 = 1000;

/// How many rows are wanted.
fn limit(asked: &Asked) -> Result<u64, Failure> {
    let usual = if asked.format == Format::Html { SHOWN } else { GIVEN };
    match asked.params.get("limit") {
        None => Ok(usual),
        Some(text) => match text.parse::<u64>() {
            Ok(limit @ 1..=MOST) => Ok(if asked.format == Format::Html { limit.min(100) } else { limit }),
            _ => Err(Failure::Bad(format!("limit: \"{text}\" is no number from 1 to {MOST}"))),
        },
    }
}

/// After how many rows.
fn offset(asked: &Asked) -> Result<u64, Failure> {
    let Some(text) = asked.params.get("after") else { return Ok(0) };
    text.parse().map_err(|_| Failure::Bad(format!("after: \"{text}\" is no cursor")))
}

/// The code of the country that a text means.
fn code(text: &str) -> Option<&'static str> {
    if text == "IGO" { Some("IGO") } else { query::country(text).map(|country| country.code) }
}

/// The number that the path names.
fn row(context: &Context<'_>) -> Result<i64, Failure> {
    context.named.first().and_then(|row| row.parse().ok()).ok_or(Failure::Missing)
}

/// After which record, by its id.
fn after(asked: &Asked) -> Result<Option<i64>, Failure> {
    let Some(text) = asked.params.get("after") else { return Ok(None) };
    text.parse().map(Some).map_err(|_| Failure::Bad(format!("after: \"{text}\" is no cursor")))
}

/// Names of columns.
fn names(columns: &[&str]) -> Vec<String> {
    columns.iter().map(|name| (*name).to_owned()).collect()
}

/// Parameters that a form keeps beside its own fields.
fn kept(params: &Params, fields: &[Field]) -> Vec<(String, String)> {
    let own = |name: &str| name == "after" || fields.iter().any(|(field, _, _)| *field == name);
    params.pairs().iter().filter(|(name, _)| !own(name)).cloned().collect()
}
