//! Downloads a file over HTTP: in pieces if need be, with limits on time, size, redirects and patience.

use std::fs::File;
use std::io::{Read, Write};
use std::thread;
use std::time::{Duration, Instant};

use ureq::http::header::{
    ACCEPT_ENCODING, CONTENT_ENCODING, CONTENT_RANGE, ETAG, IF_RANGE, LAST_MODIFIED, RANGE,
};
use ureq::http::{HeaderMap, Response};
use ureq::tls::{RootCerts, TlsConfig};
use ureq::{Agent, Body, Timeout};

use crate::error::{Error, TransferFault, cache_error};
use crate::options::Options;
use crate::part::Part;
use crate::progress::{Event, Progress};

/// How an attempt failed.
enum Failure {
    /// Another attempt may succeed.
    Passing(TransferFault),
    /// It will not.
    Lasting(TransferFault),
    /// The disk failed, not the network.
    Disk(Error),
}

/// Downloads `url` into `part`, going on where an earlier attempt stopped. When it returns `Ok`, the file is whole as
/// far as the server said how long it is.
pub(crate) fn download(
    url: &str,
    part: &Part,
    most_bytes: u64,
    options: &Options,
    progress: &mut dyn Progress,
) -> Result<(), Error> {
    let transfer = Transfer { agent: agent(options), url, part, most_bytes, options, start: Instant::now() };
    let mut reached = false;
    let mut failures = 0;
    loop {
        let before = part.length();
        let fault = match transfer.attempt(&mut reached, progress) {
            Ok(()) => return Ok(()),
            Err(Failure::Disk(error)) => return Err(error),
            Err(Failure::Lasting(fault)) => return Err(transfer.error(fault)),
            Err(Failure::Passing(fault)) => fault,
        };
        // A server that breaks off often but brings the wheel nearer each time is welcome; one that falls silent is not.
        let welcome = part.length() > before && !matches!(fault, TransferFault::Stalled(_));
        failures = if welcome { 1 } else { failures + 1 };
        let pause = options.pause * 2u32.saturating_pow((failures - 1).min(10));
        if failures > options.retries || transfer.start.elapsed() + pause > options.overall {
            return Err(transfer.error(fault));
        }
        progress.event(Event::Retrying { fault: &transfer.error(fault), pause });
        thread::sleep(pause);
    }
}

fn agent(options: &Options) -> Agent {
    let tls = TlsConfig::builder().root_certs(RootCerts::PlatformVerifier).build();
    let mut config = Agent::config_builder()
        .tls_config(tls)
        .user_agent(concat!("depeche/", env!("CARGO_PKG_VERSION")))
        .http_status_as_error(false)
        .timeout_resolve(Some(options.connect))
        .timeout_connect(Some(options.connect))
        .timeout_recv_response(Some(options.stall))
        .timeout_per_read(Some(options.stall))
        .timeout_global(Some(options.overall))
        .max_redirects(options.redirects);
    if !options.proxies {
        config = config.proxy(None);
    }
    config.build().into()
}

struct Transfer<'a> {
    agent: Agent,
    url: &'a str,
    part: &'a Part,
    most_bytes: u64,
    options: &'a Options,
    start: Instant,
}

impl Transfer<'_> {
    fn error(&self, fault: TransferFault) -> Error {
        Error::Transfer { url: self.url.to_string(), fault }
    }

    /// One request, and its answer written to the part. Sets `reached` once a server has answered.
    fn attempt(&self, reached: &mut bool, progress: &mut dyn Progress) -> Result<(), Failure> {
        let kept = self.part.resumable();
        // A wheel is compressed already; and a range counts bytes of the file, not of some transfer coding of it.
        let mut request = self.agent.get(self.url).header(ACCEPT_ENCODING, "identity");
        if let Some((length, validator)) = &kept {
            request = request.header(RANGE, format!("bytes={length}-")).header(IF_RANGE, validator);
        }
        let answer = request.call().map_err(|error| self.classify(error, *reached))?;
        *reached = true;
        let (file, done, total) = self.accept(&answer, kept.map(|(length, _)| length))?;
        if total.is_some_and(|total| total > self.most_bytes) {
            self.part.discard().map_err(Failure::Disk)?;
            return Err(Failure::Lasting(TransferFault::TooLarge(self.most_bytes)));
        }
        self.receive(answer, file, done, total, progress)
    }

    /// Decides by the answer's head whether it is the whole file, the rest of it, or neither.
    fn accept(
        &self,
        answer: &Response<Body>,
        kept: Option<u64>,
    ) -> Result<(File, u64, Option<u64>), Failure> {
        let headers = answer.headers();
        if text(headers, CONTENT_ENCODING).is_some_and(|coding| coding != "identity") {
            return Err(Failure::Lasting(TransferFault::Other(
                "the answer is compressed unasked".to_string(),
            )));
        }
        match (answer.status().as_u16(), kept) {
            (200, _) => {
                let file = self.part.restart(validator(headers)).map_err(Failure::Disk)?;
                Ok((file, 0, answer.body().content_length()))
            }
            (206, Some(length)) => match text(headers, CONTENT_RANGE).and_then(content_range) {
                Some((first, total)) if first == length && total.is_none_or(|total| total >= length) => {
                    let rest = answer.body().content_length();
                    let file = self.part.resume().map_err(Failure::Disk)?;
                    Ok((file, length, total.or(rest.map(|rest| rest.saturating_add(length)))))
                }
                _ => self.begin_anew("the server sent another range than the one asked for"),
            },
            // The part is longer than the file: it is of another version.
            (416, Some(_)) => self.begin_anew("the server has no such range"),
            (status @ (408 | 425 | 429 | 500..=599), _) => {
                Err(Failure::Passing(TransferFault::Status(status)))
            }
            (status, _) => Err(Failure::Lasting(TransferFault::Status(status))),
        }
    }

    fn begin_anew<T>(&self, why: &str) -> Result<T, Failure> {
        self.part.discard().map_err(Failure::Disk)?;
        Err(Failure::Passing(TransferFault::Other(why.to_string())))
    }

    fn receive(
        &self,
        answer: Response<Body>,
        mut file: File,
        mut done: u64,
        total: Option<u64>,
        progress: &mut dyn Progress,
    ) -> Result<(), Failure> {
        let mut body = answer.into_body().into_reader();
        let mut buffer = vec![0; 1 << 16];
        loop {
            progress.event(Event::Received { done, total });
            let count = match body.read(&mut buffer) {
                Ok(0) => break,
                Ok(count) => count,
                Err(error) => {
                    return Err(match ureq::Error::from(error) {
                        timeout @ ureq::Error::Timeout(_) => self.classify(timeout, true),
                        _ => Failure::Passing(TransferFault::Truncated { received: done, total }),
                    });
                }
            };
            done += count as u64;
            if done > self.most_bytes {
                self.part.discard().map_err(Failure::Disk)?;
                return Err(Failure::Lasting(TransferFault::TooLarge(self.most_bytes)));
            }
            file.write_all(&buffer[..count])
                .map_err(|error| Failure::Disk(cache_error(self.part.path(), "write the file")(error)))?;
            // The client's own limit starts anew with each request; this one spans them.
            if self.start.elapsed() > self.options.overall {
                return Err(Failure::Lasting(TransferFault::TooSlow(self.options.overall)));
            }
        }
        match total {
            Some(total) if done < total => {
                Err(Failure::Passing(TransferFault::Truncated { received: done, total: Some(total) }))
            }
            _ => Ok(()),
        }
    }

    /// Whether an error of the client is worth another attempt. A server that cannot be reached at first is not, so
    /// that the next source has its turn soon; one that has answered before is.
    fn classify(&self, error: ureq::Error, reached: bool) -> Failure {
        use std::io::ErrorKind::{BrokenPipe, ConnectionAborted, ConnectionReset, UnexpectedEof};
        let unreachable = |fault: String| {
            let fault = TransferFault::Connect(fault);
            if reached { Failure::Passing(fault) } else { Failure::Lasting(fault) }
        };
        let within = |time: Duration| format!("no connection within {time:?}");
        match error {
            ureq::Error::HostNotFound => unreachable("unknown host".to_string()),
            ureq::Error::ConnectionFailed => unreachable("connection failed".to_string()),
            ureq::Error::Timeout(Timeout::Resolve | Timeout::Connect) => {
                unreachable(within(self.options.connect))
            }
            ureq::Error::Timeout(Timeout::Global) => {
                Failure::Lasting(TransferFault::TooSlow(self.options.overall))
            }
            ureq::Error::Timeout(_) => Failure::Passing(TransferFault::Stalled(self.options.stall)),
            ureq::Error::TooManyRedirects => {
                Failure::Lasting(TransferFault::Redirects(self.options.redirects))
            }
            ureq::Error::Io(error) => match error.kind() {
                // Somebody was there and hung up.
                BrokenPipe | ConnectionAborted | ConnectionReset | UnexpectedEof => {
                    Failure::Passing(TransferFault::Other(error.to_string()))
                }
                // Refused, no route; and a name that is not found, which has no kind of its own.
                _ => unreachable(error.to_string()),
            },
            other => Failure::Lasting(TransferFault::Other(other.to_string())),
        }
    }
}

fn text(headers: &HeaderMap, name: ureq::http::HeaderName) -> Option<&str> {
    headers.get(name)?.to_str().ok()
}

/// What identifies this version of the file byte for byte. A weak entity tag does not.
fn validator(headers: &HeaderMap) -> Option<&str> {
    text(headers, ETAG).filter(|tag| !tag.starts_with("W/")).or_else(|| text(headers, LAST_MODIFIED))
}

/// The first byte and the whole length of `bytes 100-199/200` (or `/*`).
fn content_range(value: &str) -> Option<(u64, Option<u64>)> {
    let (range, total) = value.trim().strip_prefix("bytes ")?.split_once('/')?;
    let first = range.split_once('-')?.0.trim().parse().ok()?;
    match total.trim() {
        "*" => Some((first, None)),
        total => Some((first, Some(total.parse().ok()?))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_are_read() {
        assert_eq!(content_range("bytes 100-199/200"), Some((100, Some(200))));
        assert_eq!(content_range("bytes 0-9/*"), Some((0, None)));
        for bad in ["", "bytes */200", "items 0-9/10", "bytes 5/10", "bytes -1-2/x"] {
            assert_eq!(content_range(bad), None, "{bad}");
        }
    }

    #[test]
    fn a_weak_tag_identifies_nothing() {
        let mut headers = HeaderMap::new();
        headers.insert(ETAG, "W/\"a\"".parse().unwrap());
        assert_eq!(validator(&headers), None);
        headers.insert(LAST_MODIFIED, "Tue, 24 Nov 2026 14:30:00 GMT".parse().unwrap());
        assert_eq!(validator(&headers), Some("Tue, 24 Nov 2026 14:30:00 GMT"));
        headers.insert(ETAG, "\"a\"".parse().unwrap());
        assert_eq!(validator(&headers), Some("\"a\""));
    }
}
