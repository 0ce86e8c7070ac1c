//! Why there is no answer.

use std::time::Duration;

/// An address and what went wrong with it; displays as `address: what`.
#[derive(Debug, thiserror::Error)]
#[error("{url}: {fault}")]
pub struct Error {
    /// The address that was asked for.
    pub url: String,
    /// What went wrong.
    pub fault: Fault,
}

/// What can go wrong.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Fault {
    /// It is no address of the web.
    #[error("{0}")]
    Address(String),
    /// It leads to a machine that is not of the public network.
    #[error("refused: {host} is {ip}, {kind} (--allow-private lets it through)")]
    Private {
        /// The name in the address.
        host: String,
        /// What it stands for.
        ip: std::net::IpAddr,
        /// Which kind of address that is.
        kind: &'static str,
    },
    /// The site asks programs to leave this address alone.
    #[error("refused by the site's robots.txt")]
    Robots,
    /// Whether it does cannot be known now; that counts as if it did.
    #[error("left alone, for robots.txt cannot be had: {0}")]
    NoRobots(String),
    /// An answer with another status than 200.
    #[error("the server answers {0}")]
    Status(u16),
    /// The server asks to come back later than anybody would wait.
    #[error("the server asks to come back in {} s", .0.as_secs())]
    Later(Duration),
    /// More redirects than are followed.
    #[error("more than {0} redirects")]
    Redirects(usize),
    /// A redirect to an address that was there already.
    #[error("redirects in a circle")]
    Circle,
    /// A redirect that does not say where to.
    #[error("redirects without saying where to ({0})")]
    Nowhere(u16),
    /// A redirect that must not be followed.
    #[error("redirects to {to}: {why}")]
    Redirect {
        /// Where to.
        to: String,
        /// Why it is not followed.
        why: Box<Fault>,
    },
    /// More bytes than are taken.
    #[error("larger than the limit of {0} bytes")]
    TooLarge(usize),
    /// More bytes than are unpacked.
    #[error("larger than the limit of {0} bytes once unpacked")]
    Bomb(usize),
    /// No connection in time.
    #[error("no connection within {0:?}")]
    NoConnection(Duration),
    /// No answer in time.
    #[error("no answer within {0:?}")]
    NoAnswer(Duration),
    /// No end of the answer in time.
    #[error("not done within {0:?}")]
    TooSlow(Duration),
    /// Nobody there.
    #[error("cannot be reached: {0}")]
    Unreachable(String),
    /// The connection broke.
    #[error("broken off: {0}")]
    Broken(String),
    /// What came is no HTTP.
    #[error("no sound HTTP: {0}")]
    NotHttp(String),
    /// Packed in a way that was not asked for, or badly.
    #[error("cannot be unpacked: {0}")]
    Packed(String),
    /// [`crate::Options::stop`] was set.
    #[error("interrupted")]
    Interrupted,
}

impl Fault {
    /// Whether asking again soon may help.
    pub fn is_passing(&self) -> bool {
        match self {
            Fault::Status(status) => matches!(status, 408 | 425 | 429 | 500..=599),
            Fault::Broken(_) | Fault::NoAnswer(_) => true,
            _ => false,
        }
    }

    /// Whether another run, another day, may have better luck.
    pub fn may_change(&self) -> bool {
        match self {
            Fault::Redirect { why, .. } => why.may_change(),
            Fault::NoRobots(_)
            | Fault::Later(_)
            | Fault::NoConnection(_)
            | Fault::TooSlow(_)
            | Fault::Unreachable(_)
            | Fault::Interrupted => true,
            other => other.is_passing(),
        }
    }

    /// Whether the site does not want it, and nothing is wrong.
    pub fn is_refusal(&self) -> bool {
        match self {
            Fault::Redirect { why, .. } => why.is_refusal(),
            other => matches!(other, Fault::Robots),
        }
    }
}
