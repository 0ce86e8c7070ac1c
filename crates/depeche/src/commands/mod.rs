//! What each subcommand does, a file each.

pub mod eval;
mod eval_json;
mod eval_others;
pub mod explain;
pub mod export;
pub mod fetch;
pub mod ingest;
pub mod knowledge_build;
pub mod models;
pub mod pack_test;
pub mod query;
pub mod read;
pub mod serve;
