//! What a monitor wants to know, in Prometheus' text form.

use std::{
    collections::BTreeMap,
    fmt::Write as _,
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

/// Upper bounds of the times that are counted together, in seconds.
const BOUNDS: [f64; 10] = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0];

/// Counts since the start.
#[derive(Debug, Default)]
pub struct Metrics {
    requests: Mutex<BTreeMap<(&'static str, u16), u64>>,
    times: [AtomicU64; BOUNDS.len()],
    count: AtomicU64,
    micros: AtomicU64,
    /// Requests that are being answered.
    in_flight: AtomicU64,
}

/// A request that is being answered, until it is dropped: also where nobody waits for the answer any more.
pub struct UnderWay<'m>(&'m AtomicU64);

impl Drop for UnderWay<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

impl Metrics {
    /// Counts a request as being answered.
    pub fn under_way(&self) -> UnderWay<'_> {
        self.in_flight.fetch_add(1, Ordering::Relaxed);
        UnderWay(&self.in_flight)
    }

    /// Counts a request. `page` is one of the site's own names.
    pub fn count(&self, page: &'static str, status: u16, took: Duration) {
        *self.requests.lock().unwrap_or_else(PoisonError::into_inner).entry((page, status)).or_default() += 1;
        let seconds = took.as_secs_f64();
        for (bound, counted) in BOUNDS.iter().zip(&self.times) {
            if seconds <= *bound {
                counted.fetch_add(1, Ordering::Relaxed);
            }
        }
        self.count.fetch_add(1, Ordering::Relaxed);
        self.micros.fetch_add(u64::try_from(took.as_micros()).unwrap_or(u64::MAX), Ordering::Relaxed);
    }

    /// As Prometheus reads it.
    pub fn text(&self) -> String {
        let mut text = String::from(
            "# HELP depeche_requests_total Requests by page and status.\n# TYPE depeche_requests_total counter\n",
        );
        for ((page, status), count) in self.requests.lock().unwrap_or_else(PoisonError::into_inner).iter() {
            let _ = writeln!(text, "depeche_requests_total{{page=\"{page}\",status=\"{status}\"}} {count}");
        }
        text.push_str("# HELP depeche_request_seconds Time until the head of the answer.\n# TYPE depeche_request_seconds histogram\n");
        for (bound, counted) in BOUNDS.iter().zip(&self.times) {
            let _ = writeln!(
                text,
                "depeche_request_seconds_bucket{{le=\"{bound}\"}} {}",
                counted.load(Ordering::Relaxed)
            );
        }
        let count = self.count.load(Ordering::Relaxed);
        let seconds = self.micros.load(Ordering::Relaxed) as f64 / 1e6;
        let _ = writeln!(text, "depeche_request_seconds_bucket{{le=\"+Inf\"}} {count}");
        let _ =
            writeln!(text, "depeche_request_seconds_sum {seconds}\ndepeche_request_seconds_count {count}");
        text.push_str("# HELP depeche_requests_in_flight Requests that are being answered.\n# TYPE depeche_requests_in_flight gauge\n");
        let _ = writeln!(text, "depeche_requests_in_flight {}", self.in_flight.load(Ordering::Relaxed));
        text
    }
}
