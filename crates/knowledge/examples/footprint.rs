//! Prints how long the tables take to be ready in the languages named (all three where none is), how long a look-up of a place takes,
//! and how much memory the tables then hold: `cargo run --release -p depeche-knowledge --example footprint -- fr`.
//!
//! Where the system tells (Linux), time is that on a core: what other programs take does not count.

use std::time::{Duration, Instant};

/// Names of cities and regions, and one that no table holds.
const NAMES: [&str; 5] = ["Samarkand", "Kandahar", "Eastern Cape", "San José", "Zzyzx"];

/// How many times each is looked up.
const TIMES: u32 = 2_000;

fn main() {
    let named: Vec<String> = std::env::args().skip(1).collect();
    let langs: Vec<&str> =
        if named.is_empty() { vec!["fr", "en", "es"] } else { named.iter().map(String::as_str).collect() };
    let before = resident();
    let clock = Clock::start();
    for lang in &langs {
        // A name that no table has asks them all.
        knowledge::longest_match(lang, &["Zzyzx"]);
        knowledge::place(lang, "Samarkand", None);
        knowledge::seat(lang, "Kremlin");
        knowledge::country_by_demonym(lang, "uzbek");
    }
    knowledge::also_word("Total");
    let ready = clock.elapsed();
    let problems = knowledge::problems().len();
    println!("{}: ready in {:.1} ms, {problems} problems", langs.join(" "), ready.as_secs_f64() * 1e3);
    let clock = Clock::start();
    let mut found = 0;
    for name in std::iter::repeat_n(NAMES, TIMES as usize).flatten() {
        found += knowledge::places(langs.first().copied().unwrap_or("en"), name).len();
    }
    let each = clock.elapsed() / (TIMES * NAMES.len() as u32);
    println!("a look-up of a place: {:.1} µs ({found} found)", each.as_secs_f64() * 1e6);
    match before.zip(resident()) {
        Some((before, after)) => println!("memory: {:.1} MB more, {:.1} MB in all", after - before, after),
        None => println!("memory: this system does not tell"),
    }
}

/// Time on a core since a moment, where the system tells, else time that went by.
struct Clock {
    wall: Instant,
    core: Option<Duration>,
}

impl Clock {
    fn start() -> Clock {
        Clock { wall: Instant::now(), core: on_core() }
    }

    fn elapsed(&self) -> Duration {
        let core = self.core.zip(on_core()).map(|(before, now)| now.saturating_sub(before));
        core.unwrap_or_else(|| self.wall.elapsed())
    }
}

/// Time that the process has been on a core (Linux: the first figure of `schedstat`, in nanoseconds).
fn on_core() -> Option<Duration> {
    let text = std::fs::read_to_string("/proc/self/schedstat").ok()?;
    text.split_whitespace().next()?.parse().ok().map(Duration::from_nanos)
}

/// Megabytes that the process holds in memory, where the system tells (Linux).
fn resident() -> Option<f64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    line.trim().strip_suffix("kB")?.trim().parse::<f64>().ok().map(|kilobytes| kilobytes / 1024.0)
}
