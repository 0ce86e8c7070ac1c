//! `depeche serve`: a reading room on a store.

use crate::{
    arguments::serve::Serve,
    exit::{Exit, report},
    interrupt,
    reader::readers,
};
use anyhow::{Context, Result, bail};
use serve::{Limits, Server, Settings};
use std::{net::SocketAddr, path::Path, sync::Arc};

/// Opens the site, and answers until Ctrl-C.
///
/// # Errors
/// A store that cannot be read, an address that is taken, a token file that is not there or empty.
pub fn run(command: &Serve) -> Result<Exit> {
    let readers = readers(&command.reader)?;
    let token = command.token_file.as_deref().map(token).transpose()?;
    let limits = Limits { time: command.timeout, sql: command.timeout, ..Limits::default() };
    let server = Server::bind(Settings {
        store: command.store.clone(),
        address: SocketAddr::new(command.host, command.port),
        hosts: command.names.clone(),
        token,
        reads: Some(Arc::new(move |document| {
            readers.read(&document).map(|done| done.reading).map_err(|error| error.line())
        })),
        limits,
        log: command.log,
    })?;
    let address = server.address();
    report(format!("{} is at http://{address}/ (Ctrl-C closes it)", command.store.display()));
    if !command.host.is_loopback() && command.token_file.is_none() {
        report(
            "others can read it: it listens on more than this machine, and asks for no token (--token-file FILE)",
        );
    }
    server.run(&interrupt::politely().flag())?;
    Ok(Exit::Done)
}

/// The token in a file: its first line.
fn token(path: &Path) -> Result<String> {
    let text = std::fs::read_to_string(path).with_context(|| path.display().to_string())?;
    let token = text.lines().next().unwrap_or_default().trim();
    if token.is_empty() {
        bail!("{}: there is no token in its first line", path.display());
    }
    Ok(token.to_owned())
}
