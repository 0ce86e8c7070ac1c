//! The arguments of `depeche serve`.

use super::ReaderArguments;
use clap::Args;
use std::{net::IpAddr, path::PathBuf, time::Duration};

/// Opens a reading room on a store: pages for a browser, and the same as JSON and CSV for programs.
///
/// It reads the store and writes nothing, asks nothing of any other machine, and listens on this one alone unless told
/// otherwise. Every page works without scripts; put `.json` behind a page's path to get it as JSON, `.csv` where it is a table.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  depeche serve news.db
  depeche serve news.db --port 8080
  depeche serve news.db --host 0.0.0.0 --name news.example --token-file token.txt
  curl http://127.0.0.1:7070/statements.json?by=Macron

Ctrl-C closes it; answers under way are given still.")]
pub struct Serve {
    /// The store.
    #[arg(value_name = "DB")]
    pub store: PathBuf,
    /// The address to listen on; any but a loopback address opens the store to others.
    #[arg(long, default_value = "127.0.0.1", value_name = "ADDRESS")]
    pub host: IpAddr,
    /// The port; 0: any that is free.
    #[arg(long, short, default_value_t = 7070, value_name = "N")]
    pub port: u16,
    /// A name under which the site may be asked; can be given several times. Requests under other names are refused.
    #[arg(long = "name", value_name = "NAME")]
    pub names: Vec<String>,
    /// A file with a token that every request must carry, as `Authorization: Bearer …`.
    #[arg(long, value_name = "FILE")]
    pub token_file: Option<PathBuf>,
    /// How long a question may take, in SQL or otherwise.
    #[arg(long, default_value = "10s", value_name = "TIME", value_parser = super::fetch::time)]
    pub timeout: Duration,
    /// Tell each request on standard error, a JSON object a line.
    #[arg(long)]
    pub log: bool,
    #[command(flatten)]
    pub reader: ReaderArguments,
}
