//! Who may ask, how, and what answers carry.

mod body;
mod headers;
mod host;
mod token;

pub use body::{is_foreign, taken};
pub use headers::dress;
pub use host::Hosts;
pub use token::Token;
