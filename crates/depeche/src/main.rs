//! `depeche`: reads news dispatches into records of who said or did what to whom, according to whom.

mod account;
mod answer;
mod arguments;
mod commands;
mod exit;
mod flat;
mod graph;
mod interrupt;
mod joined;
mod json;
mod network;
mod output;
mod print;
mod progress;
mod reader;
mod resume;
mod rules;
mod summary;

use arguments::{Arguments, Command, Knowledge, Pack};
use clap::Parser;
use std::process::ExitCode;

fn main() -> ExitCode {
    interrupt::listen();
    let outcome = match Arguments::parse().command {
        Command::Models(command) => commands::models::run(&command),
        Command::Read(command) => commands::read::run(&command),
        Command::Ingest(command) => commands::ingest::run(&command),
        Command::Fetch(command) => commands::fetch::run(&command),
        Command::Query(command) => commands::query::run(&command),
        Command::Export(command) => commands::export::run(&command),
        Command::Serve(command) => commands::serve::run(&command),
        Command::Knowledge(Knowledge::Build(command)) => commands::knowledge_build::run(&command),
        Command::Pack(Pack::Test(command)) => commands::pack_test::run(&command),
        Command::Explain(command) => commands::explain::run(&command),
        Command::Eval(command) => commands::eval::run(&command),
    };
    exit::code(outcome)
}
