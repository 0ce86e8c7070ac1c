//! `depeche export`: what a store holds, in forms that other programs read.

use crate::{
    answer::record,
    arguments::export::{Export, ExportFormat, Period},
    exit::Exit,
    flat, graph,
    output::Output,
};
use anyhow::{Context, Result};
use serde_json::json;
use std::{fs, io::Write, path::Path};
use store::{
    Store,
    network::network,
    query::{self, Days, Page, Step, Value},
};

/// Writes what `depeche export …` asks for.
///
/// # Errors
/// A store that cannot be read, an output that cannot be written.
pub fn run(command: &Export) -> Result<Exit> {
    let store = Store::open_to_read(&command.store)?;
    if let (ExportFormat::Csv, Some(folder)) = (command.format, &command.output) {
        tables(&store, folder)?;
        return Ok(Exit::Done);
    }
    let days = Days { since: command.days.since.clone(), until: command.days.until.clone() };
    let step = match command.period {
        Period::Month => Step::Month,
        Period::Year => Step::Year,
    };
    let mut output = Output::open(command.output.as_deref(), false)?;
    match command.format {
        ExportFormat::Jsonl => readings(&store, &mut output, "", |reading| {
            let mut line = serde_json::to_string(&reading)?;
            line.push('\n');
            Ok(line)
        })?,
        ExportFormat::Plover => {
            readings(&store, &mut output, &flat::header(flat::PLOVER_COLUMNS), |reading| {
                Ok(flat::plover(&reading))
            })?;
        }
        ExportFormat::Cameo => {
            readings(&store, &mut output, &flat::header(flat::CAMEO_COLUMNS), |reading| {
                Ok(flat::cameo(&reading))
            })?;
        }
        ExportFormat::Geojson => geojson(&store, &days, &mut output)?,
        ExportFormat::Gexf => output.write(&graph::gexf(&network(&store, step, &days)?, step)?)?,
        ExportFormat::Graphml => output.write(&graph::graphml(&network(&store, step, &days)?)?)?,
        ExportFormat::Csv => {}
    }
    output.finish()?;
    Ok(Exit::Done)
}

/// Each document's reading, in the order in which they were stored.
fn readings(
    store: &Store,
    output: &mut Output,
    head: &str,
    write: impl Fn(records::Reading) -> Result<String>,
) -> Result<()> {
    output.write(head.as_bytes())?;
    for row in store.rows()? {
        if let Some(reading) = store.reading(row)? {
            output.writer().write_all(write(reading)?.as_bytes()).context("cannot write the output")?;
        }
    }
    Ok(())
}

/// A file for each table and view.
fn tables(store: &Store, folder: &Path) -> Result<()> {
    fs::create_dir_all(folder).with_context(|| format!("cannot make the folder {}", folder.display()))?;
    for table in query::TABLES {
        let mut output = Output::open(Some(&folder.join(format!("{table}.csv"))), false)?;
        query::table(store, table, |row| {
            let cells: Vec<String> = row.iter().map(Value::cell).collect();
            output.writer().write_all(&record(&cells)?).context("cannot write the output")
        })?;
        output.finish()?;
    }
    Ok(())
}

/// Events as points; those whose place has no position are left out.
fn geojson(store: &Store, days: &Days, output: &mut Output) -> Result<()> {
    let found =
        query::Events { days: days.clone(), ..query::Events::default() }.find(store, Page::default())?;
    output.write(b"{\"type\":\"FeatureCollection\",\"features\":[")?;
    let mut first = true;
    for id in found.ids {
        let values = query::event(store, id)?;
        let mut properties: serde_json::Map<String, serde_json::Value> = serde_json::Map::new();
        for (name, value) in query::EVENT_COLUMNS.iter().zip(values) {
            properties.insert((*name).to_owned(), serde_json::to_value(value)?);
        }
        let (lat, lon) =
            (properties.remove("lat").unwrap_or_default(), properties.remove("lon").unwrap_or_default());
        if !lat.is_number() || !lon.is_number() {
            continue;
        }
        let feature = json!({
            "type": "Feature",
            "id": id,
            "geometry": {"type": "Point", "coordinates": [lon, lat]},
            "properties": properties,
        });
        let start = if first { "\n" } else { ",\n" };
        first = false;
        write!(output.writer(), "{start}{feature}").context("cannot write the output")?;
    }
    output.write(b"\n]}\n")
}
