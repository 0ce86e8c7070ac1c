//! What several pages are made of.

mod card;
mod difference;
mod layout;
mod narrowing;
mod periods;
mod spark;
mod who;
mod why;

pub use card::{EventCard, StatementCard};
pub use difference::{Difference, Part};
pub use layout::Layout;
pub use narrowing::{Choices, Chosen, narrowing};
pub use periods::by_period;
pub use spark::Spark;
pub use who::asking;
pub use why::Why;
