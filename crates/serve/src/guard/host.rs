//! By which names the site may be asked: a page elsewhere that has its own name point here (DNS rebinding) finds nothing.

use std::net::{IpAddr, SocketAddr};

/// Names that are ours.
#[derive(Debug, Clone)]
pub struct Hosts {
    named: Vec<String>,
    address: SocketAddr,
}

impl Hosts {
    /// Those of an address, and others that were named.
    pub fn of(address: SocketAddr, named: &[String]) -> Hosts {
        Hosts { named: named.iter().map(|name| name.to_ascii_lowercase()).collect(), address }
    }

    /// Whether a request's `Host` is one of ours.
    pub fn knows(&self, host: Option<&str>) -> bool {
        let Some(host) = host else { return false };
        let (name, port) = parted(host);
        if port.is_some_and(|port| port != self.address.port())
            && !self.named.iter().any(|named| named == host)
        {
            return false;
        }
        let name = name.to_ascii_lowercase();
        if self.named.iter().any(|named| *named == name || *named == host.to_ascii_lowercase()) {
            return true;
        }
        let bare = name.trim_start_matches('[').trim_end_matches(']');
        match bare.parse::<IpAddr>() {
            Ok(address) if self.address.ip().is_unspecified() => !address.is_unspecified(),
            Ok(address) => {
                address == self.address.ip() || (address.is_loopback() && self.address.ip().is_loopback())
            }
            Err(_) => {
                name == "localhost" && (self.address.ip().is_loopback() || self.address.ip().is_unspecified())
            }
        }
    }
}

fn parted(host: &str) -> (&str, Option<u16>) {
    let bracket = host.rfind(']').map_or(0, |at| at + 1);
    match host[bracket..].rfind(':') {
        Some(colon) => {
            let (name, port) = host.split_at(bracket + colon);
            // A port that is none is another host.
            (name, Some(port[1..].parse().unwrap_or(0)))
        }
        None => (host, None),
    }
}

#[cfg(test)]
mod tests {
    use super::Hosts;

    #[test]
    fn only_own_names_are_known() {
        let local = Hosts::of("127.0.0.1:8080".parse().unwrap(), &["news.example".to_owned()]);
        for (host, known) in [
            ("127.0.0.1:8080", true),
            ("localhost:8080", true),
            ("LOCALHOST:8080", true),
            ("[::1]:8080", true),
            ("news.example", true),
            ("news.example:8080", true),
            ("localhost:81", false),
            ("localhost:x", false),
            ("evil.example:8080", false),
            ("localhost.evil.example:8080", false),
            ("10.0.0.1:8080", false),
            ("", false),
            ("[", false),
            ("]:8080", false),
        ] {
            assert_eq!(local.knows(Some(host)), known, "{host}");
        }
        assert!(!local.knows(None));
        let open = Hosts::of("0.0.0.0:8080".parse().unwrap(), &[]);
        assert!(open.knows(Some("192.168.1.7:8080")));
        assert!(!open.knows(Some("evil.example:8080")));
    }
}
