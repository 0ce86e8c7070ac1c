//! Which addresses may be fetched.

use crate::Fault;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use url::Url;

/// No address of use is longer; those that are have been made to try somebody.
const LONGEST: usize = 4096;

/// Whether a word of the command line is an address, and not a file.
pub fn is_address(word: &str) -> bool {
    let begins =
        |scheme: &str| word.get(..scheme.len()).is_some_and(|head| head.eq_ignore_ascii_case(scheme));
    begins("http://") || begins("https://")
}

/// The address in `text`, without what is for browsers only.
pub(crate) fn parse(text: &str, base: Option<&Url>) -> Result<Url, Fault> {
    let fault = |what: String| Err(Fault::Address(what));
    if text.len() > LONGEST {
        return fault(format!("an address of {} bytes is too long", text.len()));
    }
    let parsed = match base {
        Some(base) => base.join(text.trim()),
        None => Url::parse(text.trim()),
    };
    let mut url = match parsed {
        Ok(url) => url,
        Err(error) => return fault(format!("not an address: {error}")),
    };
    if !matches!(url.scheme(), "http" | "https") {
        return fault(format!("only http and https are fetched, not {}", url.scheme()));
    }
    if url.host_str().is_none_or(str::is_empty) {
        return fault("an address without a host".to_owned());
    }
    if !url.username().is_empty() || url.password().is_some() {
        return fault("an address with a user's name in it is not fetched".to_owned());
    }
    url.set_fragment(None);
    Ok(url)
}

/// Scheme, host and port: what a robots.txt holds for.
pub(crate) fn origin(url: &Url) -> String {
    url.origin().ascii_serialization()
}

/// Path and query.
pub(crate) fn path(url: &Url) -> &str {
    &url[url::Position::BeforePath..url::Position::AfterQuery]
}

/// What an address is if it is none of the public network.
///
/// By the registries of special-purpose addresses (IANA), with those that clouds answer machines' questions at.
///
/// ```
/// assert_eq!(web::kind_of("169.254.169.254".parse().unwrap()), Some("a link-local address"));
/// assert_eq!(web::kind_of("::ffff:8.8.8.8".parse().unwrap()), Some("an IPv4 address in IPv6's clothes"));
/// assert_eq!(web::kind_of("8.8.8.8".parse().unwrap()), None);
/// ```
pub fn kind_of(ip: IpAddr) -> Option<&'static str> {
    match ip {
        IpAddr::V4(ip) => kind_of_v4(ip),
        IpAddr::V6(ip) => kind_of_v6(ip),
    }
}

fn kind_of_v4(ip: Ipv4Addr) -> Option<&'static str> {
    let kind = match ip.octets() {
        [0, ..] => "an address of this network",
        [127, ..] => "a loopback address",
        [10, ..] | [172, 16..=31, ..] | [192, 168, ..] => "a private address",
        [100, 64..=127, ..] => "an address behind a carrier's NAT",
        [169, 254, ..] => "a link-local address",
        [168, 63, 129, 16] => "a cloud's address for its own machines",
        [192, 0, 0, _] | [240..=255, ..] => "a reserved address",
        [192, 0, 2, _] | [198, 51, 100, _] | [203, 0, 113, _] => "an address for examples",
        [198, 18..=19, ..] => "an address for measurements",
        [224..=239, ..] => "a multicast address",
        _ => return None,
    };
    Some(kind)
}

fn kind_of_v6(ip: Ipv6Addr) -> Option<&'static str> {
    let last = |high: u16, low: u16| Ipv4Addr::from((u32::from(high) << 16) | u32::from(low));
    let kind = match ip.segments() {
        [0, 0, 0, 0, 0, 0, 0, 0] => "an address of this network",
        [0, 0, 0, 0, 0, 0, 0, 1] => "a loopback address",
        [0, 0, 0, 0, 0, 0 | 0xffff, ..] => "an IPv4 address in IPv6's clothes",
        // Translated and tunnelled: as good as the address inside.
        [0x64, 0xff9b, 0, 0, 0, 0, high, low] => return kind_of_v4(last(high, low)),
        [0x2002, high, low, ..] => return kind_of_v4(last(high, low)),
        [0x64, 0xff9b, ..] => "an address of local translation",
        [0xfc00..=0xfdff, ..] => "a unique local address",
        [0xfe80..=0xfebf, ..] => "a link-local address",
        [0xfec0..=0xfeff, ..] => "a site-local address",
        [0xff00..=0xffff, ..] => "a multicast address",
        [0x2001, 0xdb8, ..] | [0x3fff, 0..=0xfff, ..] => "an address for examples",
        [0x2001, 0..=0x1ff, ..] | [0x100, 0, 0, ..] | [0x5f00, ..] => "a reserved address",
        _ => return None,
    };
    Some(kind)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_but_the_public_network_is_public() {
        let inside = "0.0.0.0 0.1.2.3 10.0.0.1 100.64.0.1 100.100.100.200 127.0.0.1 127.255.0.3 169.254.169.254 172.16.0.1 \
            172.31.255.255 192.0.0.192 192.0.2.1 192.168.1.1 198.18.0.1 198.51.100.7 203.0.113.9 224.0.0.1 239.255.255.250 \
            240.0.0.1 255.255.255.255 168.63.129.16 :: ::1 ::7f00:1 ::ffff:127.0.0.1 ::ffff:10.0.0.1 64:ff9b::7f00:1 64:ff9b::a00:1 \
            64:ff9b:1::1 2002:7f00:1:: 2002:c0a8:101::1 2001::1 2001:db8::1 fc00::1 fd00:ec2::254 fe80::1 fec0::1 ff02::1 100::1";
        for ip in inside.split_whitespace() {
            assert!(kind_of(ip.parse().unwrap()).is_some(), "{ip}");
        }
        let outside = "1.1.1.1 8.8.8.8 9.255.255.255 11.0.0.1 100.63.255.255 100.128.0.1 126.1.1.1 128.0.0.1 172.15.0.1 172.32.0.1 \
            192.167.1.1 192.169.1.1 223.255.255.255 2a00:1450::1 2606:4700::1 64:ff9b::808:808 2002:808:808::1";
        for ip in outside.split_whitespace() {
            assert_eq!(kind_of(ip.parse().unwrap()), None, "{ip}");
        }
    }

    #[test]
    fn numbers_in_every_guise_are_the_address_that_they_are() {
        for guise in [
            "http://2130706433/",
            "http://0x7f.1/",
            "http://0177.0.0.1/",
            "http://127.1/",
            "http://127。0。0。1/",
        ] {
            assert_eq!(parse(guise, None).unwrap().host_str(), Some("127.0.0.1"), "{guise}");
        }
    }

    #[test]
    fn only_addresses_of_the_web_are_taken() {
        for bad in [
            "",
            "a.html",
            "/etc/passwd",
            "file:///etc/passwd",
            "ftp://a.example/",
            "gopher://a.example/",
            "javascript:alert(1)",
            "data:text/html,x",
            "http://",
            "http:///",
            "http://user@a.example/",
            "http://user:word@a.example/",
            "http://a b/",
            "http://[::1/",
        ] {
            assert!(parse(bad, None).is_err(), "{bad}");
        }
        assert!(parse(&format!("http://a.example/{}", "x".repeat(5000)), None).is_err());
        assert_eq!(
            parse(" https://é.example/ü?q#f\n", None).unwrap().as_str(),
            "https://xn--9ca.example/%C3%BC?q"
        );
        assert!(is_address("HTTPS://a.example") && !is_address("https:a") && !is_address("é.txt"));
    }
}
