//! Who may ask, how, and what answers carry.

mod headers;
mod host;
mod token;

pub use headers::dress;
pub use host::Hosts;
pub use token::Token;
