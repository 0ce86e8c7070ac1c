//! How a fetch tells what it is doing.

use std::time::Duration;

use crate::error::Error;
use crate::model::Source;

/// One thing that happened during a fetch.
#[derive(Debug)]
#[non_exhaustive]
pub enum Event<'a> {
    /// Another process is working on the same model; this one waits for it.
    Waiting,
    /// This source is asked now.
    Trying(&'a Source),
    /// So many bytes of the wheel have arrived (counting those kept from an interrupted transfer), of so many in all
    /// if the server said.
    Received {
        /// Bytes on disk.
        done: u64,
        /// The wheel's size in bytes.
        total: Option<u64>,
    },
    /// The transfer broke and will be taken up again after a pause.
    Retrying {
        /// What went wrong.
        fault: &'a Error,
        /// How long the pause is.
        pause: Duration,
    },
    /// This source failed; the next one, if any, will be tried.
    Failed {
        /// The source that failed.
        source: &'a Source,
        /// Why.
        error: &'a Error,
    },
    /// So many bytes of the model have been unpacked, of so many.
    Unpacking {
        /// Bytes written.
        done: u64,
        /// Bytes to write.
        total: u64,
    },
    /// The pin over the unpacked files is being computed.
    Verifying,
}

/// Told about a fetch while it goes on. Called often (every 64 KiB), from the thread that called `fetch`.
///
/// Closures are progress too:
/// ```
/// let mut seen = 0;
/// let mut progress = |event: models::Event<'_>| {
///     if let models::Event::Received { done, .. } = event {
///         seen = done;
///     }
/// };
/// let _: &mut dyn models::Progress = &mut progress;
/// ```
pub trait Progress {
    /// Takes note of one event.
    fn event(&mut self, event: Event<'_>);
}

impl<F: FnMut(Event<'_>)> Progress for F {
    fn event(&mut self, event: Event<'_>) {
        self(event);
    }
}

/// Progress that nobody watches.
#[derive(Debug, Clone, Copy, Default)]
pub struct Silent;

impl Progress for Silent {
    fn event(&mut self, _: Event<'_>) {}
}
