//! Questions to a store: who said what, who did what to whom, and what is in the documents.
//!
//! A filter ([`Statements`], [`Events`]) finds the ids of what fits, newest first, and [`statement`] and [`event`] give the values of one: an
//! answer of any length is told without being held. The others ([`Actors`], [`Dyads`], [`Timeline`], [`Search`], [`sql()`]) answer with [`Rows`].
//! Whom a question is about is resolved first ([`Who`]), so that a name that nobody has can be told from one that did nothing.
//!
//! What users give goes into bound parameters alone.

mod actors;
mod clauses;
mod country;
mod documents;
mod dyads;
mod events;
mod facets;
pub(crate) mod ids;
mod links;
mod near;
mod overview;
mod pairs;
mod periods;
mod profile;
mod ring;
mod search;
mod spots;
mod sql;
mod statements;
mod tables;
mod timeline;
mod value;
mod who;
mod words;

pub use actors::Actors;
pub use clauses::{Days, Found, Page};
pub use country::country;
pub use documents::Outlet;
pub use dyads::{Dyads, Step};
pub use events::{EVENT_COLUMNS, Events, Spot, event};
pub use facets::{Facet, FacetValue, Facets};
pub use links::{
    Content, Links, Reported, Reports, Side, actors_in, contents, event_links, event_parties, happening,
    reports_in, statement_links, utterance,
};
pub use overview::{Dispatch, Overview};
pub use pairs::{Pair, pairs};
pub use periods::{period_of, periods};
pub use profile::{Deeds, Functions, Partner, Profile, country_canon};
pub use ring::{Ring, RingEdge, RingNode, ring};
pub use search::Search;
pub use spots::{Map, Where, map};
pub use sql::{Bounds, sql};
pub use statements::{STATEMENT_COLUMNS, Statements, statement};
pub use tables::{TABLES, columns, table};
pub use timeline::Timeline;
pub use value::{Capped, Rows, Value};
pub use who::Who;
