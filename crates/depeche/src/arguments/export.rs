//! `depeche export`: forms in which a store is handed on.

use super::query::Days;
use clap::{Args, ValueEnum};
use std::path::PathBuf;

/// Writes what a store holds in forms that other programs read.
///
/// Of each dispatch the newest version is written. The network's nodes are actors by name and country; an edge is what one did towards
/// another, or said to it, in a period: how many events and statements, and the mean Goldstein weight of the events.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  depeche export news.db --format parquet --output tables/
  depeche export news.db --format parquet --table statements --output statements.parquet
  depeche export news.db --format csv --table dyads_month > dyads.csv
  depeche export news.db --format jsonl --output readings.jsonl
  depeche export news.db --format plover > events.tsv
  depeche export news.db --format geojson --output events.geojson
  depeche export news.db --format gexf --period month --since 2022 --output network.gexf

Exit code 2 if the store or the output cannot be used.")]
pub struct Export {
    /// The store that `depeche ingest` made.
    #[arg(value_name = "DB")]
    pub store: PathBuf,
    /// In which form.
    #[arg(long, value_enum)]
    pub format: ExportFormat,
    /// Write to this file, which appears when all is done, instead of standard output; of all tables of CSV or Parquet, to this
    /// folder, that is made if it is not there.
    #[arg(long, short, value_name = "FILE|DIR")]
    pub output: Option<PathBuf>,
    /// Of CSV and Parquet: this table alone.
    #[arg(long, value_name = "NAME")]
    pub table: Option<String>,
    /// Of Parquet: documents without their texts.
    #[arg(long)]
    pub no_text: bool,
    /// Periods of the network.
    #[arg(long, value_enum, default_value_t = Period::Year)]
    pub period: Period,
    /// Of the network and of GeoJSON: what has a day within these.
    #[command(flatten)]
    pub days: Days,
}

/// Forms of export.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ExportFormat {
    /// A file for each table and view.
    Csv,
    /// A file for each of documents, actors, canon, places, statements and events, with types, and with what belongs to a row in
    /// it: for pandas, Polars, DuckDB, R, Spark.
    Parquet,
    /// Readings, as `depeche read --format jsonl` writes them.
    Jsonl,
    /// Events as a tab-separated table with the columns of POLECAT (PLOVER).
    Plover,
    /// Events as a tab-separated table with columns of GDELT (CAMEO).
    Cameo,
    /// Events that have a place with a position.
    Geojson,
    /// The network of actors, for Gephi; edges are there in their period.
    Gexf,
    /// The network of actors; an edge tells its period.
    Graphml,
}

/// Periods that edges are counted in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Period {
    /// Months.
    Month,
    /// Years.
    Year,
}
