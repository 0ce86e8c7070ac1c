//! What each subcommand does, a file each.

pub mod eval;
pub mod explain;
pub mod knowledge_build;
pub mod models;
pub mod pack_test;
pub mod read;
