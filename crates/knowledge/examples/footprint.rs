//! Prints how long the tables take to be ready in three languages, and how much memory they then hold:
//! `cargo run --release --example footprint`.

use std::time::Instant;

fn main() {
    let before = resident();
    let start = Instant::now();
    for lang in ["fr", "en", "es"] {
        // A name that no table has asks them all.
        knowledge::longest_match(lang, &["Zzyzx"]);
        knowledge::place(lang, "Samarkand", None);
        knowledge::seat(lang, "Kremlin");
        knowledge::country_by_demonym(lang, "uzbek");
    }
    knowledge::also_word("Total");
    let problems = knowledge::problems().len();
    println!("ready in {:.1} ms, {problems} problems", start.elapsed().as_secs_f64() * 1000.0);
    match before.zip(resident()) {
        Some((before, after)) => println!("memory: {:.1} MB more, {:.1} MB in all", after - before, after),
        None => println!("memory: this system does not tell"),
    }
}

/// Megabytes that the process holds in memory, where the system tells (Linux).
fn resident() -> Option<f64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    line.trim().strip_suffix("kB")?.trim().parse::<f64>().ok().map(|kilobytes| kilobytes / 1024.0)
}
