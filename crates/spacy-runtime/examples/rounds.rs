//! Annotates the same paragraphs again and again, and says how long it took: the runtime's half of
//! `bench/against_spacy`.
//!
//! ```text
//! rounds MODEL PREPARED PARAGRAPHS [THREADS]
//! ```
//!
//! PREPARED is where the networks are kept ready (`Options::prepared`); PARAGRAPHS holds a JSON string a line. When the model is open and a first sentence parsed, `ready` is
//! printed. Then each line on standard input starts a round, answered by `TOKENS SECONDS`; at its end
//! the peak of memory in kB is printed, where the system tells it.

use spacy_runtime::Pipeline;
use std::error::Error;
use std::io::stdin;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;

/// Paragraphs that a thread takes at a time.
const SHARE: usize = 64;

fn main() -> Result<(), Box<dyn Error>> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let (model, prepared, paragraphs, threads) = match args.as_slice() {
        [model, prepared, paragraphs] => (model, prepared, paragraphs, 1),
        [model, prepared, paragraphs, threads] => (model, prepared, paragraphs, threads.parse()?),
        _ => return Err("usage: rounds MODEL PREPARED PARAGRAPHS [THREADS]".into()),
    };
    let pipeline = Pipeline::options().prepared(prepared).open(model)?;
    pipeline.parse("Un, two, tres.");
    println!("ready");
    let lines = std::fs::read_to_string(paragraphs)?;
    let texts: Vec<String> = lines.lines().map(serde_json::from_str).collect::<Result<_, _>>()?;
    for line in stdin().lines() {
        line?;
        let start = Instant::now();
        let tokens = match threads {
            1 => pipeline.pipe(&texts).map(|doc| doc.len()).sum(),
            _ => spread(&pipeline, &texts, threads),
        };
        println!("{tokens} {:.6}", start.elapsed().as_secs_f64());
    }
    if let Some(peak) = peak_memory() {
        println!("{peak}");
    }
    Ok(())
}

/// Annotates the texts on several threads and counts their tokens.
fn spread(pipeline: &Pipeline, texts: &[String], threads: usize) -> usize {
    let next = AtomicUsize::new(0);
    let work = || {
        let mut tokens = 0;
        loop {
            let start = next.fetch_add(SHARE, Ordering::Relaxed);
            let Some(rest) = texts.get(start..).filter(|rest| !rest.is_empty()) else { return tokens };
            let share: Vec<&str> = rest.iter().take(SHARE).map(String::as_str).collect();
            tokens += pipeline.parse_all(&share).iter().map(|doc| doc.len()).sum::<usize>();
        }
    };
    std::thread::scope(|scope| {
        let threads: Vec<_> = (0..threads).map(|_| scope.spawn(work)).collect();
        threads.into_iter().map(|thread| thread.join().expect("no text makes the pipeline panic")).sum()
    })
}

/// The most memory that this process has held, in kB (Linux).
fn peak_memory() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().trim_end_matches("kB").trim().parse().ok()
}
