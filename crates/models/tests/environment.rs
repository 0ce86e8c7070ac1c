//! What the process's environment decides. Each question is asked in a process of its own: the ignored tests are the
//! children that the others start.
#![cfg(unix)]

mod support;

use std::process::Command;

use models::{Origin, Silent, Store};
use support::server::{Answer, Server};
use support::{model, quick, wheel};

/// Runs one of the children below with these variables and gives back what it printed after `key=`.
fn ask(child: &str, key: &str, variables: &[(&str, &str)]) -> String {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(["--ignored", "--exact", child, "--nocapture", "--test-threads=1"]);
    for name in ["DEPECHE_HOME", "XDG_CACHE_HOME"] {
        command.env_remove(name);
    }
    for name in ["ALL_PROXY", "HTTPS_PROXY", "HTTP_PROXY", "NO_PROXY"] {
        command.env_remove(name).env_remove(name.to_lowercase());
    }
    let output = command.env("HOME", "/home/somebody").envs(variables.iter().copied()).output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    let answer = text.split(&format!("{key}=")).nth(1);
    answer.unwrap_or_else(|| panic!("{text}")).lines().next().unwrap().to_string()
}

#[test]
#[ignore = "a child of the_environment_says_where_the_cache_is"]
fn child_that_says_where_the_cache_is() {
    println!("root={}", Store::from_env().unwrap().root().display());
}

#[test]
fn the_environment_says_where_the_cache_is() {
    let root = |variables: &[(&str, &str)]| ask("child_that_says_where_the_cache_is", "root", variables);
    assert_eq!(root(&[]), "/home/somebody/.cache/depeche");
    assert_eq!(root(&[("XDG_CACHE_HOME", "/var/c")]), "/var/c/depeche");
    assert_eq!(root(&[("XDG_CACHE_HOME", "/var/c"), ("DEPECHE_HOME", "/d")]), "/d");
    assert_eq!(root(&[("DEPECHE_HOME", "")]), "/home/somebody/.cache/depeche");
}

#[test]
#[ignore = "a child of a_proxy_in_the_environment_is_asked"]
fn child_that_fetches() {
    let root = tempfile::tempdir().unwrap();
    let mut options = quick();
    options.proxies = true;
    options.retries = 0;
    let store = Store::with_options(root.path(), options);
    let url = std::env::var("URL_TO_FETCH").unwrap();
    let fetched = store.fetch(&model(&url), &Origin::Url(url.clone()), &mut Silent);
    println!("fetched={}", fetched.is_ok());
}

#[test]
fn a_proxy_in_the_environment_is_asked() {
    let server = Server::start(|request| Answer::file(request, &wheel(), "\"x\""));
    let proxy = Server::start(|_| Answer::new(403, b"no"));
    let (url, proxy_url) = (server.url("/w.whl"), proxy.url(""));
    let fetched = |variables: &[(&str, &str)]| {
        let variables = [variables, &[("URL_TO_FETCH", &url)]].concat();
        ask("child_that_fetches", "fetched", &variables)
    };
    assert_eq!(fetched(&[("HTTP_PROXY", &proxy_url)]), "false");
    assert_eq!((proxy.requests().len(), server.requests().len()), (1, 0));
    assert_eq!(fetched(&[("HTTP_PROXY", &proxy_url), ("NO_PROXY", "127.0.0.1")]), "true");
    assert_eq!(fetched(&[]), "true");
    assert_eq!((proxy.requests().len(), server.requests().len()), (1, 2));
}
