//! `depeche`: reads news dispatches into records of who said or did what to whom, according to whom.

mod arguments;
mod commands;
mod exit;
mod in_order;
mod interrupt;
mod json;
mod output;
mod print;
mod progress;

use arguments::{Arguments, Command};
use clap::Parser;
use std::process::ExitCode;

fn main() -> ExitCode {
    interrupt::listen();
    let outcome = match Arguments::parse().command {
        Command::Models(command) => commands::models::run(&command),
        Command::Read(_) | Command::Explain(_) | Command::Pack(_) => {
            Err(anyhow::anyhow!("the reader is not part of this build"))
        }
    };
    exit::code(outcome)
}
