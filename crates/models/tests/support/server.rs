//! A server on this machine that answers as badly as a test wants.

use std::io::{BufRead, BufReader, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

/// A request that came.
#[derive(Debug, Clone)]
pub struct Request {
    /// How many came before it.
    pub number: usize,
    pub path: String,
    headers: Vec<(String, String)>,
}

impl Request {
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(n, _)| n.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
    }

    /// The first byte asked for by `Range: bytes=N-`.
    pub fn first_byte(&self) -> Option<usize> {
        self.header("range")?.strip_prefix("bytes=")?.strip_suffix('-')?.parse().ok()
    }
}

/// How an answer's body is sent.
#[derive(Clone, Copy)]
pub enum Pace {
    Whole,
    /// So many bytes at a time with this pause between.
    Trickle(usize, Duration),
    /// Hangs up after so many bytes.
    CutAfter(usize),
    /// Falls silent after so many bytes, without hanging up.
    StallAfter(usize),
    /// Says nothing at all, not even a head.
    Mute,
    /// Sends the body again and again, without saying how long it is.
    Endless,
}

pub struct Answer {
    pub status: u16,
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
    pub pace: Pace,
}

impl Answer {
    pub fn new(status: u16, body: &[u8]) -> Answer {
        Answer { status, headers: Vec::new(), body: body.to_vec(), pace: Pace::Whole }
    }

    pub fn header(mut self, name: &str, value: impl ToString) -> Answer {
        self.headers.push((name.to_string(), value.to_string()));
        self
    }

    pub fn pace(mut self, pace: Pace) -> Answer {
        self.pace = pace;
        self
    }

    pub fn redirect(to: &str) -> Answer {
        Answer::new(302, b"").header("Location", to)
    }

    /// What a good server answers about a file: the whole, or the range asked for if the version is still this one.
    pub fn file(request: &Request, body: &[u8], tag: &str) -> Answer {
        match request.first_byte() {
            Some(first) if request.header("if-range") == Some(tag) => {
                if first >= body.len() {
                    return Answer::new(416, b"").header("Content-Range", format!("bytes */{}", body.len()));
                }
                let range = format!("bytes {first}-{}/{}", body.len() - 1, body.len());
                Answer::new(206, &body[first..]).header("Content-Range", range).header("ETag", tag)
            }
            _ => Answer::new(200, body).header("ETag", tag),
        }
    }
}

/// Runs until dropped.
pub struct Server {
    address: SocketAddr,
    requests: Arc<Mutex<Vec<Request>>>,
    done: Arc<AtomicBool>,
}

impl Server {
    pub fn start(answer: impl Fn(&Request) -> Answer + Send + Sync + 'static) -> Server {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let server = Server {
            address: listener.local_addr().unwrap(),
            requests: Arc::default(),
            done: Arc::default(),
        };
        let (requests, done) = (server.requests.clone(), server.done.clone());
        let answer = Arc::new(answer);
        thread::spawn(move || {
            for stream in listener.incoming() {
                if done.load(Ordering::SeqCst) {
                    break;
                }
                let (requests, done, answer) = (requests.clone(), done.clone(), answer.clone());
                thread::spawn(move || serve(stream.unwrap(), &requests, &done, &*answer));
            }
        });
        server
    }

    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    pub fn requests(&self) -> Vec<Request> {
        self.requests.lock().unwrap().clone()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.done.store(true, Ordering::SeqCst);
        // Wakes the listener so that it sees.
        let _ = TcpStream::connect(self.address);
    }
}

/// An address on this machine where nobody listens.
pub fn nobody() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    format!("http://{}/tiny-1.2.3-py3-none-any.whl", listener.local_addr().unwrap())
}

/// One request per connection. Writing fails when the client has left, which is its right.
fn serve(
    mut stream: TcpStream,
    requests: &Mutex<Vec<Request>>,
    done: &AtomicBool,
    answer: &dyn Fn(&Request) -> Answer,
) {
    let Some(request) = read(&stream, requests) else { return };
    let answer = answer(&request);
    if !matches!(answer.pace, Pace::Mute) {
        let mut head = format!("HTTP/1.1 {} Testing\r\nConnection: close\r\n", answer.status);
        for (name, value) in &answer.headers {
            head += &format!("{name}: {value}\r\n");
        }
        if !matches!(answer.pace, Pace::Endless) {
            head += &format!("Content-Length: {}\r\n", answer.body.len());
        }
        let _ = stream.write_all((head + "\r\n").as_bytes());
    }
    let _ = match answer.pace {
        Pace::Whole => stream.write_all(&answer.body),
        Pace::CutAfter(count) => stream.write_all(&answer.body[..count]),
        Pace::StallAfter(count) => stream.write_all(&answer.body[..count]),
        Pace::Trickle(count, pause) => answer.body.chunks(count).try_for_each(|chunk| {
            thread::sleep(pause);
            stream.write_all(chunk)
        }),
        Pace::Endless => loop {
            if let Err(gone) = stream.write_all(&answer.body) {
                break Err(gone);
            }
        },
        Pace::Mute => Ok(()),
    };
    while matches!(answer.pace, Pace::Mute | Pace::StallAfter(_)) && !done.load(Ordering::SeqCst) {
        thread::sleep(Duration::from_millis(10));
    }
}

fn read(stream: &TcpStream, requests: &Mutex<Vec<Request>>) -> Option<Request> {
    let mut lines = BufReader::new(stream).lines();
    let path = lines.next()?.ok()?.split(' ').nth(1)?.to_string();
    let mut headers = Vec::new();
    for line in lines {
        match line.ok()?.split_once(':') {
            Some((name, value)) => headers.push((name.to_string(), value.trim().to_string())),
            None => break,
        }
    }
    let mut requests = requests.lock().unwrap();
    let request = Request { number: requests.len(), path, headers };
    requests.push(request.clone());
    Some(request)
}
