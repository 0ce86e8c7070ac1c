//! Asks a site that runs: each page's time and size, then many clients at once.
//!
//! `cargo run --release -p depeche-serve --example load -- 127.0.0.1:7070 200 60` asks with 200 clients for 60 seconds. One request in
//! five is for a page that nobody asked for before, so that it has to be made.

use std::{
    net::SocketAddr,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

type Anything<T> = Result<T, Box<dyn std::error::Error + Send + Sync>>;

/// Pages as people ask for them.
const PAGES: &[&str] = &[
    "/",
    "/statements",
    "/statements?act=promise",
    "/statements?country=CHN",
    "/statements?by=USA&since=2024",
    "/statements?about=Ouzb%C3%A9kistan",
    "/statements?q=sanctions",
    "/statements.json",
    "/statements.csv?limit=1000",
    "/events",
    "/events?type=AGREE&status=planned",
    "/events?source=CHN&target=KAZ",
    "/events?source=USA",
    "/events?place=Ha%C3%AFti",
    "/events.json?limit=1000",
    "/search?q=droits+de+l%27homme",
    "/search?q=le",
    "/search?q=sanctions&order=newest",
    "/dispatch/1",
    "/dispatch/50",
    "/dispatch/77.json",
];

/// Paths given behind the numbers are asked for too.
fn main() -> Anything<()> {
    let mut arguments = std::env::args().skip(1);
    let address: SocketAddr =
        arguments.next().ok_or("usage: load ADDRESS CLIENTS SECONDS [PATH…]")?.parse()?;
    let clients: usize = arguments.next().map_or(Ok(200), |text| text.parse())?;
    let seconds: u64 = arguments.next().map_or(Ok(60), |text| text.parse())?;
    let pages: Arc<Vec<String>> =
        Arc::new(PAGES.iter().map(|page| (*page).to_owned()).chain(arguments).collect());
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async {
        each(address, &pages).await?;
        crowd(address, pages, clients, Duration::from_secs(seconds)).await
    })
}

/// Each page by itself, made anew each time: the middle of five runs after one that warms up.
async fn each(address: SocketAddr, pages: &[String]) -> Anything<()> {
    let mut stream = TcpStream::connect(address).await?;
    for page in pages {
        let mut runs = Vec::new();
        let mut size = 0;
        for run in 0..6 {
            let answer = ask(&mut stream, address, &fresh(page, &format!("each{run}"))).await?;
            if answer.status != 200 {
                println!("{page}: {}", answer.status);
            }
            size = answer.bytes;
            runs.push(answer.first_byte);
        }
        runs.remove(0);
        runs.sort();
        println!(
            "{:8.1} ms to the first byte, {:7.1} kB  {page}",
            runs[2].as_secs_f64() * 1e3,
            size as f64 / 1e3
        );
    }
    Ok(())
}

/// An address that asks the same, and that nobody has asked before: by a language tag of its own.
fn fresh(page: &str, what: &str) -> String {
    format!("{page}{}ui=en-{what}", if page.contains('?') { '&' } else { '?' })
}

async fn crowd(address: SocketAddr, pages: Arc<Vec<String>>, clients: usize, time: Duration) -> Anything<()> {
    let until = Instant::now() + time;
    let times = Arc::new(Mutex::new(Vec::new()));
    let (errors, bytes) = (Arc::new(AtomicU64::new(0)), Arc::new(AtomicU64::new(0)));
    let mut asking = Vec::new();
    for client in 0..clients {
        let (pages, times, errors, bytes) =
            (Arc::clone(&pages), Arc::clone(&times), Arc::clone(&errors), Arc::clone(&bytes));
        asking.push(tokio::spawn(async move {
            let mut told = Vec::new();
            let mut number = client * 7;
            let Ok(mut stream) = TcpStream::connect(address).await else {
                errors.fetch_add(1, Ordering::Relaxed);
                return;
            };
            while Instant::now() < until {
                number += 1;
                let page = &pages[number % pages.len()];
                let page = if number.is_multiple_of(5) {
                    fresh(page, &format!("{client}-{number}"))
                } else {
                    page.clone()
                };
                let began = Instant::now();
                match ask(&mut stream, address, &page).await {
                    Ok(answer) if answer.status == 200 => {
                        told.push(began.elapsed());
                        bytes.fetch_add(answer.bytes as u64, Ordering::Relaxed);
                    }
                    _ => {
                        errors.fetch_add(1, Ordering::Relaxed);
                        match TcpStream::connect(address).await {
                            Ok(again) => stream = again,
                            Err(_) => break,
                        }
                    }
                }
                // People look at what they asked for.
                tokio::time::sleep(Duration::from_millis(1000)).await;
            }
            times.lock().unwrap_or_else(PoisonError::into_inner).extend(told);
        }));
    }
    for one in asking {
        one.await?;
    }
    let mut times = times.lock().unwrap_or_else(PoisonError::into_inner);
    times.sort();
    let at = |share: f64| {
        times.get(((times.len() as f64 - 1.0) * share) as usize).map_or(0.0, |time| time.as_secs_f64() * 1e3)
    };
    println!(
        "{clients} clients for {} s: {} answers ({:.0} a second, {:.1} MB), {} errors; p50 {:.1} ms, p90 {:.1}, p99 {:.1}, longest {:.1}",
        time.as_secs(),
        times.len(),
        times.len() as f64 / time.as_secs_f64(),
        bytes.load(Ordering::Relaxed) as f64 / 1e6,
        errors.load(Ordering::Relaxed),
        at(0.5),
        at(0.9),
        at(0.99),
        at(1.0)
    );
    Ok(())
}

struct Answer {
    status: u16,
    bytes: usize,
    first_byte: Duration,
}

async fn ask(stream: &mut TcpStream, address: SocketAddr, path: &str) -> Anything<Answer> {
    let began = Instant::now();
    stream.write_all(format!("GET {path} HTTP/1.1\r\nHost: {address}\r\n\r\n").as_bytes()).await?;
    let mut bytes = Vec::with_capacity(64 << 10);
    let mut first_byte = None;
    loop {
        if stream.read_buf(&mut bytes).await? == 0 {
            return Err("the connection was closed".into());
        }
        let first_byte = *first_byte.get_or_insert_with(|| began.elapsed());
        let Some(end) = bytes.windows(4).position(|four| four == b"\r\n\r\n") else { continue };
        let head = std::str::from_utf8(&bytes[..end])?.to_ascii_lowercase();
        let length: usize = head
            .lines()
            .find_map(|line| line.strip_prefix("content-length: "))
            .ok_or("no length")?
            .parse()?;
        while bytes.len() < end + 4 + length {
            if stream.read_buf(&mut bytes).await? == 0 {
                return Err("the connection was closed".into());
            }
        }
        let status = head.split(' ').nth(1).ok_or("no status")?.parse()?;
        return Ok(Answer { status, bytes: length, first_byte });
    }
}
