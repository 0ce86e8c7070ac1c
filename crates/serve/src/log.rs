//! What happens, on standard error, a JSON object a line.

use serde_json::json;
use std::{io::Write, time::Duration};

/// A request and what became of it. Of addresses only the path is told: what people search for is theirs.
pub fn request(method: &str, path: &str, status: u16, took: Duration, bytes: Option<u64>) {
    let line = json!({
        "time": now(), "method": method, "path": path, "status": status,
        "ms": (took.as_secs_f64() * 1e5).round() / 100.0, "bytes": bytes,
    });
    write(&line.to_string());
}

/// Something that went wrong here.
pub fn error(message: &str) {
    write(&json!({"time": now(), "error": message}).to_string());
}

fn now() -> String {
    let now = jiff::Timestamp::now();
    format!("{now:.3}")
}

fn write(line: &str) {
    // Who does not read what we say is no reason to end.
    let _ = writeln!(std::io::stderr().lock(), "{line}");
}
