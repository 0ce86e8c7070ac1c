//! What each subcommand does, a file each.

pub mod models;
