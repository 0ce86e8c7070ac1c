//! Who a named person or body is on a given day, by what the user brings along: a table of actors of his own ([`Actors`]), and
//! an index of offices and organisations made of a Wikidata dump ([`wikidata`]).
//!
//! A dispatch names « Anne Le Bris » or « le maire de Brest »; who that is, for which country and office, depends on the
//! day. [`People::who`] answers for the names that one actor has in a document. The crate knows nothing of texts: which
//! words name the same actor is found out in `reading`.
//!
//! ```
//! use people::{Actors, People, Question};
//!
//! let csv = "name,aliases,country,sectors,role,kind,from,to\n\
//!     Yann Le Goff,maire de Brest,FRA,GOV,maire,person,2014-04-05,2020-07-04\n\
//!     Anne Le Bris,maire de Brest,FRA,GOV,maire,person,2020-07-05,\n";
//! let people = People::default().with_actors(Actors::read("mine.csv", csv.as_bytes())?);
//! let names = [people::key("maire de Brest")];
//! let day = Some(jiff::civil::date(2021, 3, 2));
//! let who = people.who(&Question { names: &names, day, ..Question::default() }).expect("somebody");
//! assert_eq!(who.name.as_deref(), Some("Anne Le Bris"));
//! # Ok::<(), people::ActorsError>(())
//! ```

mod actors;
mod columns;
mod key;
mod who;
pub mod wikidata;

pub use actors::{Actors, ActorsError, CellFault};
pub use columns::Column;
pub use key::key;
pub use who::{Known, People, Question};
