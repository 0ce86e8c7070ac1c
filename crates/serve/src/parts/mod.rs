//! What several pages are made of.

mod balance;
mod card;
mod circle;
mod difference;
mod layout;
mod narrowing;
mod outlines;
mod periods;
mod projection;
mod spark;
mod who;
mod why;

pub use balance::Balance;
pub use card::{EventCard, StatementCard};
pub use circle::Circle;
pub use difference::{Difference, Part};
pub use layout::Layout;
pub use narrowing::{Choices, Chosen, narrowing};
pub use outlines::outlines;
pub use periods::by_period;
pub use projection::projected;
pub use spark::Spark;
pub use who::asking;
pub use why::Why;
