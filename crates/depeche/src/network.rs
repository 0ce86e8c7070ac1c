//! What the command line says of the web, as the client takes it; and addresses among the inputs of `depeche read`.

use crate::arguments::Network;
use anyhow::{Result, bail};
use sources::{Fetched, Input};
use std::{
    path::PathBuf,
    sync::{Arc, Mutex, PoisonError, atomic::AtomicBool},
    time::Duration,
};
use web::{Answer, Client, Options, Page, Validators};

/// The shortest pause between two requests to somebody else's host.
const LEAST_DELAY: Duration = Duration::from_secs(1);

/// A client as the arguments ask for.
///
/// # Errors
/// A pause too short for machines that are not one's own.
pub fn client(arguments: &Network, stop: Arc<AtomicBool>) -> Result<Client> {
    if arguments.delay < LEAST_DELAY && !arguments.allow_private {
        bail!("--delay: sites are asked once a second at most");
    }
    Ok(Client::new(Options {
        contact: arguments.contact.clone(),
        delay: arguments.delay,
        allow_private: arguments.allow_private,
        stop,
        ..Options::default()
    }))
}

/// The inputs that `depeche read` names: addresses are fetched when their turn comes, one after the other.
///
/// # Errors
/// An address where the network is not to be used.
pub fn inputs(arguments: &[PathBuf], network: &Network, offline: bool) -> Result<Vec<Input>> {
    let address =
        |argument: &PathBuf| argument.to_str().filter(|word| web::is_address(word)).map(str::to_owned);
    if offline && let Some(address) = arguments.iter().find_map(address) {
        bail!("{address}: --offline was given, and this address needs the network");
    }
    let client = Arc::new(Mutex::new(client(network, Arc::default())?));
    let input = |argument: &PathBuf| match address(argument) {
        None => Input::from_argument(argument),
        Some(address) => {
            let client = Arc::clone(&client);
            Input::remote(address.clone(), move || {
                let answer = client
                    .lock()
                    .unwrap_or_else(PoisonError::into_inner)
                    .get(&address, &Validators::default());
                match answer {
                    Ok(Answer::Page(page)) if web::feed::is_feed(&page.bytes) => {
                        Err(format!("a feed, not a page: `depeche fetch {address}` gets its articles"))
                    }
                    Ok(Answer::Page(page)) => Ok(fetched(page)),
                    Ok(Answer::Unchanged) => Err("no answer".to_owned()),
                    Err(error) => Err(error.fault.to_string()),
                }
            })
        }
    };
    Ok(arguments.iter().map(input).collect())
}

/// A page as a source of documents.
pub fn fetched(page: Page) -> Fetched {
    Fetched { url: page.url, media: page.media, charset: page.charset, bytes: page.bytes }
}
