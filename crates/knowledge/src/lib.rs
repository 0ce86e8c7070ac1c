//! What depeche knows of the world: countries and peoples, the places that stand for governments, organisations,
//! cities and regions, and the PLOVER ontology of events.
//!
//! Look-ups over readable tables (`data/`), embedded and parsed once, on first use. Languages are plain strings;
//! a language that the tables do not know finds nothing. Nothing here reads a file, opens a connection or panics.
//! Names take a leading article or none, accents may be missing, capitals count where they tell words apart.
//!
//! This crate resolves strings, not mentions: whether « Washington » is a government, a city or a man is for the
//! caller, who sees the sentence. It asks `seat`, `place` and so on for each reading.
//!
//! ```
//! assert_eq!(knowledge::country_by_name("fr", "la Birmanie").unwrap().code, "MMR");
//! assert_eq!(knowledge::country_by_demonym("fr", "kazakhe").unwrap().country, Some("KAZ"));
//! assert_eq!(knowledge::seat("fr", "le Kremlin").unwrap().country, "RUS");
//! ```

mod context;
mod countries;
mod demonyms;
mod fold;
mod index;
mod language;
mod longest;
mod organisations;
mod places;
mod plover;
mod regions;
mod seats;
mod sorted;
mod table;
mod words;

pub use context::place_in;
pub use countries::{Country, CountryKind, countries, country, country_by_name};
pub use demonyms::{Demonym, Gender, Number, country_by_demonym, demonyms_of};
pub use fold::fold;
pub use longest::{Fact, facts, longest_match};
pub use organisations::{Organisation, organisation, organisation_by_id, organisations, organisations_named};
pub use places::{PlaceFact, city_by_id, place, places};
pub use plover::{Context, EventType, Mode, QuadClass, cameo_for, contexts, event_type, event_types, modes};
pub use seats::{Seat, seat};
pub use table::Problem;
pub use words::also_word;

/// The languages that names are known in.
pub fn languages() -> impl Iterator<Item = &'static str> {
    language::codes()
}

/// Rows of the embedded tables that could not be used: empty, unless somebody has broken a table.
pub fn problems() -> Vec<Problem> {
    let all = [
        language::problems(),
        countries::problems(),
        demonyms::problems(),
        seats::problems(),
        organisations::problems(),
        places::problems(),
        plover::problems(),
    ];
    all.concat()
}
