//! Names are resolved once, their addresses checked, and these very addresses connected to: between check and connection
//! nobody can put another address in.

use crate::{Fault, Options, kind_of};
use std::{
    fmt,
    net::{IpAddr, SocketAddr, ToSocketAddrs},
    sync::mpsc,
    thread,
};
use ureq::{
    Error, Proxy,
    config::Config,
    http::Uri,
    unversioned::{
        resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver},
        transport::NextTimeout,
    },
};
use url::{Host, Url};

/// Which addresses are let through.
#[derive(Debug, Clone)]
pub(crate) struct Rule {
    allow_private: bool,
    exempt: Vec<SocketAddr>,
}

impl Rule {
    pub fn of(options: &Options) -> Rule {
        Rule { allow_private: options.allow_private, exempt: options.exempt.clone() }
    }

    /// One bad address among good ones is enough: it is not for the client to pick.
    fn check(&self, host: &str, addresses: impl IntoIterator<Item = SocketAddr>) -> Result<(), Fault> {
        if self.allow_private {
            return Ok(());
        }
        for address in addresses {
            if let Some(kind) = kind_of(address.ip())
                && !self.exempt.contains(&address)
            {
                return Err(Fault::Private { host: host.to_owned(), ip: address.ip(), kind });
            }
        }
        Ok(())
    }
}

/// A refusal on its way through the HTTP library.
#[derive(Debug)]
pub(crate) struct Refused(pub Fault);

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl std::error::Error for Refused {}

/// The system's resolver, its answers checked.
#[derive(Debug)]
pub(crate) struct Guard<R = DefaultResolver> {
    rule: Rule,
    inner: R,
}

impl Guard {
    pub fn new(rule: Rule) -> Guard {
        Guard { rule, inner: DefaultResolver::default() }
    }
}

impl<R: Resolver> Resolver for Guard<R> {
    fn resolve(
        &self,
        uri: &Uri,
        config: &Config,
        timeout: NextTimeout,
    ) -> Result<ResolvedSocketAddrs, Error> {
        let found = self.inner.resolve(uri, config, timeout)?;
        // The proxy is the user's own choice, and often in the house. Pages that pass for it have been refused before.
        if config.proxy().is_some_and(|proxy| proxy.uri() == uri) {
            return Ok(found);
        }
        let checked = self.rule.check(uri.host().unwrap_or_default(), found.iter().copied());
        checked.map_err(|fault| Error::Other(Box::new(Refused(fault))))?;
        Ok(found)
    }
}

/// With a proxy it is the proxy that resolves: what can be known here is checked here all the same, a name that this
/// machine cannot resolve is left to it.
pub(crate) fn check_behind_proxy(url: &Url, proxy: Option<&Proxy>, options: &Options) -> Result<(), Fault> {
    if proxy.is_none() || options.allow_private {
        return Ok(());
    }
    let port = url.port_or_known_default().unwrap_or(80);
    let rule = Rule::of(options);
    let name = url.host_str().unwrap_or_default();
    let literal = match url.host() {
        Some(Host::Ipv4(ip)) => IpAddr::V4(ip),
        Some(Host::Ipv6(ip)) => IpAddr::V6(ip),
        _ => {
            let (answer, answered) = mpsc::channel();
            let question = (name.to_owned(), port);
            thread::spawn(move || answer.send(question.to_socket_addrs().map(Vec::from_iter)));
            return match answered.recv_timeout(options.connect) {
                Ok(Ok(addresses)) => rule.check(name, addresses),
                _ => Ok(()),
            };
        }
    };
    rule.check(name, [SocketAddr::new(literal, port)])
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicUsize, Ordering};
    use ureq::{Timeout, unversioned::transport::time::Duration};

    /// Answers with one list after the other, as a server that rebinds its name does.
    #[derive(Debug)]
    struct Told(Vec<Vec<&'static str>>, AtomicUsize);

    impl Resolver for Told {
        fn resolve(&self, _: &Uri, _: &Config, _: NextTimeout) -> Result<ResolvedSocketAddrs, Error> {
            let mut all = self.empty();
            for address in &self.0[self.1.fetch_add(1, Ordering::SeqCst)] {
                all.push(address.parse().unwrap());
            }
            Ok(all)
        }
    }

    fn ask(guard: &Guard<Told>) -> Result<Vec<String>, String> {
        let timeout =
            NextTimeout { after: Duration::NotHappening, reason: Timeout::Resolve, ..NextTimeout::default() };
        let uri = "http://news.example/".parse().unwrap();
        let found = guard.resolve(&uri, &Config::default(), timeout);
        found.map(|all| all.iter().map(ToString::to_string).collect()).map_err(|error| error.to_string())
    }

    #[test]
    fn what_is_connected_to_is_what_was_checked() {
        let lists = vec![
            vec!["8.8.8.8:80"],
            vec!["127.0.0.1:80"],
            vec!["8.8.8.8:80", "10.0.0.1:80"],
            vec!["10.0.0.2:81"],
        ];
        let options = Options { exempt: vec!["10.0.0.2:81".parse().unwrap()], ..Options::default() };
        let guard = Guard { rule: Rule::of(&options), inner: Told(lists, AtomicUsize::new(0)) };
        assert_eq!(ask(&guard), Ok(vec!["8.8.8.8:80".to_owned()]));
        assert!(
            ask(&guard).is_err_and(|error| error.contains("news.example is 127.0.0.1, a loopback address"))
        );
        assert!(ask(&guard).is_err_and(|error| error.contains("10.0.0.1, a private address")));
        assert_eq!(ask(&guard), Ok(vec!["10.0.0.2:81".to_owned()]));
    }

    #[test]
    fn behind_a_proxy_what_can_be_known_is_checked() {
        let proxy = Proxy::new("http://127.0.0.1:3128").unwrap();
        let options = Options { connect: std::time::Duration::from_secs(1), ..Options::default() };
        let check = |url: &str| check_behind_proxy(&Url::parse(url).unwrap(), Some(&proxy), &options);
        for inside in
            ["http://127.0.0.1:3128/", "http://[::1]/", "http://localhost/", "http://169.254.169.254/latest"]
        {
            assert!(check(inside).is_err(), "{inside}");
        }
        assert!(check("http://8.8.8.8/").is_ok());
        assert!(check("http://no-such-name.invalid/").is_ok(), "left to the proxy");
    }
}
