//! What several pages are made of.

mod card;
mod layout;
mod narrowing;
mod spark;
mod who;

pub use card::{EventCard, StatementCard};
pub use layout::Layout;
pub use narrowing::{Choices, Chosen, narrowing};
pub use spark::Spark;
pub use who::asking;
