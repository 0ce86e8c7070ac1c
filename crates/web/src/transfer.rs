//! One request and its answer, within bounds.

use crate::{Fault, Options, guard::Refused};
use flate2::bufread::GzDecoder;
use serde::{Deserialize, Serialize};
use std::{
    io::{self, Read},
    sync::atomic::Ordering,
    time::{Duration, Instant},
};
use ureq::{
    Agent, Body, Timeout,
    http::{
        HeaderMap, HeaderName, Response,
        header::{
            CONTENT_ENCODING, CONTENT_TYPE, ETAG, IF_MODIFIED_SINCE, IF_NONE_MATCH, LAST_MODIFIED, LOCATION,
            RETRY_AFTER,
        },
    },
};
use url::Url;

/// What names a version of a page, so that a server can say that there is no newer one.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Validators {
    /// The server's name for the version.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub etag: Option<String>,
    /// When it was changed, in the server's words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub modified: Option<String>,
}

/// What came of a request.
#[derive(Debug)]
pub enum Answer {
    /// A page, feed or file.
    Page(Page),
    /// The version that was named is still the one.
    Unchanged,
}

/// What an address gives.
#[derive(Debug)]
pub struct Page {
    /// The address after all redirects.
    pub url: String,
    /// Its media type in lower case, without parameters, as the server has it.
    pub media: Option<String>,
    /// The character set that the server names.
    pub charset: Option<String>,
    /// What names this version.
    pub validators: Validators,
    /// All of it, unpacked.
    pub bytes: Vec<u8>,
}

/// What one request led to.
pub(crate) enum Hop {
    Here(Answer),
    /// To another address, in the words of the server, and with which status.
    There(String),
}

/// A fault, and how long the server would like to be left alone.
pub(crate) struct Failure {
    pub fault: Fault,
    pub after: Option<Duration>,
}

impl From<Fault> for Failure {
    fn from(fault: Fault) -> Failure {
        Failure { fault, after: None }
    }
}

/// What gzip begins with.
const MAGIC: [u8; 2] = [0x1f, 0x8b];

/// What to do with what is over the limit.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Excess {
    Refuse,
    /// Be content with the beginning: so many bytes.
    Cut(usize),
}

/// Makes one request, within `left`.
pub(crate) fn request(
    agent: &Agent,
    options: &Options,
    url: &Url,
    known: &Validators,
    excess: Excess,
    left: Duration,
) -> Result<Hop, Failure> {
    let until = Instant::now() + left;
    let mut request = agent.get(url.as_str()).config().timeout_global(Some(left)).build();
    if let Some(etag) = &known.etag {
        request = request.header(IF_NONE_MATCH, etag);
    }
    if let Some(modified) = &known.modified {
        request = request.header(IF_MODIFIED_SINCE, modified);
    }
    let response = request.call().map_err(|error| fault(error, options))?;
    let headers = response.headers();
    let conditional = *known != Validators::default();
    match response.status().as_u16() {
        200 | 203 => {}
        304 if conditional => return Ok(Hop::Here(Answer::Unchanged)),
        status @ (301 | 302 | 303 | 307 | 308) => {
            let to =
                text(headers, LOCATION).filter(|to| !to.trim().is_empty()).ok_or(Fault::Nowhere(status))?;
            return Ok(Hop::There(to));
        }
        status => {
            let after = text(headers, RETRY_AFTER)
                .filter(|_| matches!(status, 429 | 503))
                .and_then(|told| wait(&told));
            return Err(Failure { fault: Fault::Status(status), after });
        }
    }
    let (media, charset) = content_type(&text(headers, CONTENT_TYPE).unwrap_or_default());
    // What can be no header of a request is of no use.
    let usable = |name| {
        text(headers, name)
            .filter(|value| value.len() < 1000 && value.bytes().all(|b| (b' '..0x7f).contains(&b)))
    };
    let validators = Validators { etag: usable(ETAG), modified: usable(LAST_MODIFIED) };
    let packing = text(headers, CONTENT_ENCODING).unwrap_or_default().trim().to_ascii_lowercase();
    let bytes = receive(response, options, excess, until)?;
    let bytes = match packing.as_str() {
        "" | "identity" => bytes,
        "gzip" | "x-gzip" => unpack(&bytes, options, excess)?,
        other => return Err(Fault::Packed(format!("it comes as {}, unasked", shown(other))).into()),
    };
    Ok(Hop::Here(Answer::Page(Page { url: url.to_string(), media, charset, validators, bytes })))
}

fn receive(
    response: Response<Body>,
    options: &Options,
    excess: Excess,
    until: Instant,
) -> Result<Vec<u8>, Fault> {
    let most = match excess {
        Excess::Refuse => options.wire,
        Excess::Cut(most) => most.min(options.wire),
    };
    if excess == Excess::Refuse && response.body().content_length().is_some_and(|told| told > most as u64) {
        return Err(Fault::TooLarge(most));
    }
    let mut body = response.into_body().into_reader();
    let mut bytes = Vec::new();
    let mut buffer = [0; 16 * 1024];
    loop {
        match body.read(&mut buffer) {
            Ok(0) => return Ok(bytes),
            Ok(count) => bytes.extend_from_slice(&buffer[..count]),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => {
                let fault = match fault(ureq::Error::from(error), options) {
                    Fault::Unreachable(what) => Fault::Broken(what),
                    fault => fault,
                };
                return Err(match fault {
                    Fault::Broken(_) => {
                        Fault::Broken(format!("the answer ends after {} bytes, too early", bytes.len()))
                    }
                    fault => fault,
                });
            }
        }
        if bytes.len() > most {
            return match excess {
                Excess::Refuse => Err(Fault::TooLarge(most)),
                Excess::Cut(_) => {
                    bytes.truncate(most);
                    Ok(bytes)
                }
            };
        }
        if options.stop.load(Ordering::Relaxed) {
            return Err(Fault::Interrupted);
        }
        if Instant::now() > until {
            return Err(Fault::TooSlow(options.total));
        }
    }
}

fn unpack(packed: &[u8], options: &Options, excess: Excess) -> Result<Vec<u8>, Fault> {
    let most = match excess {
        Excess::Refuse => options.unpacked,
        Excess::Cut(most) => most,
    };
    let mut bytes = Vec::new();
    let mut rest = packed;
    // Member after member; what follows the last and is none, as the zeros that some servers pad with, is let be.
    while rest.starts_with(&MAGIC) {
        let left = most + 1 - bytes.len();
        let mut member = GzDecoder::new(rest).take(left as u64);
        let outcome = member.read_to_end(&mut bytes);
        if bytes.len() > most {
            if excess == Excess::Refuse {
                return Err(Fault::Bomb(most));
            }
            bytes.truncate(most);
            return Ok(bytes);
        }
        match outcome {
            Ok(_) => rest = member.into_inner().into_inner(),
            Err(_) if excess != Excess::Refuse && !bytes.is_empty() => return Ok(bytes),
            Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => {
                return Err(Fault::Packed("its gzip ends too early".to_owned()));
            }
            Err(_) => return Err(Fault::Packed("its gzip is damaged".to_owned())),
        }
    }
    // Nothing at all is packed nothing.
    if rest.len() == packed.len() && !packed.is_empty() {
        return Err(Fault::Packed("it is said to be gzip and is not".to_owned()));
    }
    Ok(bytes)
}

/// What the library's errors mean.
fn fault(error: ureq::Error, options: &Options) -> Fault {
    use io::ErrorKind::{BrokenPipe, ConnectionAborted, ConnectionReset, InvalidData, UnexpectedEof};
    use ureq::Error as E;
    match error {
        E::Timeout(Timeout::Resolve | Timeout::Connect) => Fault::NoConnection(options.connect),
        E::Timeout(Timeout::RecvResponse | Timeout::SendRequest) => Fault::NoAnswer(options.first_byte),
        E::Timeout(_) => Fault::TooSlow(options.total),
        E::HostNotFound => Fault::Unreachable("no such host".to_owned()),
        E::ConnectionFailed => Fault::Unreachable("no connection".to_owned()),
        E::LargeResponseHeader(..) => Fault::NotHttp("the head of the answer has no end".to_owned()),
        E::BadUri(what) => Fault::Address(shown(&what)),
        E::Http(error) => Fault::NotHttp(shown(&error.to_string())),
        E::Protocol(error) => Fault::NotHttp(shown(&error.to_string())),
        E::Other(error) => match error.downcast::<Refused>() {
            Ok(refused) => refused.0,
            Err(error) => Fault::Unreachable(shown(&error.to_string())),
        },
        E::Io(error) => match error.kind() {
            BrokenPipe | ConnectionAborted | ConnectionReset | UnexpectedEof => {
                Fault::Broken(shown(&error.to_string()))
            }
            InvalidData => Fault::NotHttp(shown(&error.to_string())),
            _ => Fault::Unreachable(shown(&error.to_string())),
        },
        other => Fault::Unreachable(shown(&other.to_string())),
    }
}

/// Words of a server in a message of ours: one line, no marks that a terminal would act on.
pub(crate) fn shown(words: &str) -> String {
    let safe: String = words.chars().map(|c| if c.is_control() { ' ' } else { c }).take(200).collect();
    safe.trim().to_owned()
}

/// A header in whatever encoding.
fn text(headers: &HeaderMap, name: HeaderName) -> Option<String> {
    headers.get(name).map(|value| String::from_utf8_lossy(value.as_bytes()).into_owned())
}

/// `text/html; charset="utf-8"` in its parts.
fn content_type(value: &str) -> (Option<String>, Option<String>) {
    let mut parts = value.split(';');
    let media =
        parts.next().map(|media| media.trim().to_ascii_lowercase()).filter(|media| media.contains('/'));
    let charset = parts.find_map(|part| {
        let (key, value) = part.split_once('=')?;
        let value = value.trim().trim_matches(['"', '\'']);
        (key.trim().eq_ignore_ascii_case("charset") && !value.is_empty()).then(|| value.to_owned())
    });
    (media, charset)
}

/// How long `Retry-After` says to wait: seconds, or until a date. A day at most.
fn wait(value: &str) -> Option<Duration> {
    const MOST: u64 = 24 * 60 * 60;
    let value = value.trim();
    let seconds = match value.parse::<u64>() {
        Ok(seconds) => seconds,
        Err(_) if !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit()) => MOST,
        Err(_) => {
            let then = jiff::fmt::rfc2822::parse(value).ok()?.timestamp();
            u64::try_from(then.as_second() - jiff::Timestamp::now().as_second()).unwrap_or(0)
        }
    };
    Some(Duration::from_secs(seconds.min(MOST)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gzip_in_members_and_with_padding_is_unpacked_and_damage_told() {
        use std::io::Write;
        let gzip = |text: &str| {
            let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
            encoder.write_all(text.as_bytes()).unwrap();
            encoder.finish().unwrap()
        };
        let options = Options { unpacked: 1000, ..Options::default() };
        let unpack = |packed: &[u8]| unpack(packed, &options, Excess::Refuse);
        let (one, two) = (gzip("un "), gzip("deux"));
        assert_eq!(unpack(&[&one[..], &two, b"\0\0\0"].concat()), Ok(b"un deux".to_vec()));
        assert_eq!(unpack(b""), Ok(Vec::new()));
        assert_eq!(unpack(&gzip(&"x".repeat(1000))).map(|bytes| bytes.len()), Ok(1000));
        assert_eq!(unpack(&[gzip(&"x".repeat(999)), two.clone()].concat()), Err(Fault::Bomb(1000)));
        let mut bad = gzip("un deux trois un deux trois");
        let end = bad.len() - 5;
        bad[end] ^= 1;
        assert_eq!(unpack(&bad), Err(Fault::Packed("its gzip is damaged".to_owned())));
        assert_eq!(unpack(&two[..15]), Err(Fault::Packed("its gzip ends too early".to_owned())));
        assert_eq!(unpack(b"<html>"), Err(Fault::Packed("it is said to be gzip and is not".to_owned())));
    }

    #[test]
    fn content_types_come_apart() {
        let some = |text: &str| Some(text.to_owned());
        assert_eq!(content_type("Text/HTML; x=y; Charset=\"UTF-8\""), (some("text/html"), some("UTF-8")));
        assert_eq!(content_type("text/html"), (some("text/html"), None));
        for odd in ["", ";", "html", ";charset=", "charset"] {
            assert_eq!(content_type(odd), (None, None), "{odd}");
        }
    }

    #[test]
    fn a_wait_is_seconds_or_a_date_and_never_more_than_a_day() {
        let wait = |value: &str| super::wait(value).map(|wait| wait.as_secs());
        assert_eq!(wait("120"), Some(120));
        assert_eq!(wait(" 99999999999999999999999 "), Some(86_400));
        assert_eq!(wait("Wed, 21 Oct 2015 07:28:00 GMT"), Some(0));
        assert_eq!(wait("Wed, 21 Oct 2415 07:28:00 GMT"), Some(86_400));
        for odd in ["", "soon", "-5", "1.5"] {
            assert_eq!(wait(odd), None, "{odd}");
        }
    }
}
