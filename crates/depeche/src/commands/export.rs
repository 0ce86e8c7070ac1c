//! `depeche export`: what a store holds, in forms that other programs read.

use crate::{
    answer::record,
    arguments::export::{Export, ExportFormat, Period},
    exit::Exit,
    flat, graph,
    output::Output,
};
use anyhow::{Context, Result, bail};
use clap::ValueEnum;
use serde_json::json;
use std::{
    fs,
    io::{IsTerminal, Write},
};
use store::{
    Store,
    network::network,
    query::{self, Days, Page, Step, Value},
};
use tables::Columns;

/// Writes what `depeche export …` asks for.
///
/// # Errors
/// A store that cannot be read, an output that cannot be written.
pub fn run(command: &Export) -> Result<Exit> {
    Store::open_to_read(&command.store)?.as_it_is(|store| write(store, command))
}

fn write(store: &Store, command: &Export) -> Result<Exit> {
    match command.format {
        ExportFormat::Csv => {
            each_table(command, query::TABLES, "csv", |name, output| csv(store, name, output))?;
            return Ok(Exit::Done);
        }
        ExportFormat::Parquet => {
            let names: Vec<&'static str> = tables::TABLES.iter().map(|table| table.name).collect();
            let columns = if command.no_text { Columns::WithoutText } else { Columns::All };
            each_table(command, &names, "parquet", |name, output| {
                let table = tables::table(name).context("a table of the list")?;
                tables::write(store, table, columns, output.writer())?;
                Ok(())
            })?;
            return Ok(Exit::Done);
        }
        format if command.table.is_some() || command.no_text => {
            let format = format.to_possible_value().context("a form of the list")?;
            bail!("--table and --no-text are for csv and parquet, not for {}", format.get_name())
        }
        _ => {}
    }
    let days = Days { since: command.days.since.clone(), until: command.days.until.clone() };
    let step = match command.period {
        Period::Month => Step::Month,
        Period::Year => Step::Year,
    };
    let mut output = Output::open(command.output.as_deref(), false)?;
    match command.format {
        ExportFormat::Jsonl => readings(store, &mut output, "", |reading| {
            let mut line = serde_json::to_string(&reading)?;
            line.push('\n');
            Ok(line)
        })?,
        ExportFormat::Plover => {
            readings(store, &mut output, &flat::header(flat::PLOVER_COLUMNS), |reading| {
                Ok(flat::plover(&reading))
            })?;
        }
        ExportFormat::Cameo => {
            readings(store, &mut output, &flat::header(flat::CAMEO_COLUMNS), |reading| {
                Ok(flat::cameo(&reading))
            })?;
        }
        ExportFormat::Geojson => geojson(store, &days, &mut output)?,
        ExportFormat::Gexf => output.write(&graph::gexf(&network(store, step, &days)?, step)?)?,
        ExportFormat::Graphml => output.write(&graph::graphml(&network(store, step, &days)?)?)?,
        ExportFormat::Csv | ExportFormat::Parquet => {}
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

/// A file for each table in the output folder, or the one table that is asked for.
fn each_table(
    command: &Export,
    names: &[&'static str],
    extension: &str,
    write: impl Fn(&'static str, &mut Output) -> Result<()>,
) -> Result<()> {
    if let Some(wanted) = &command.table {
        let Some(name) = names.iter().find(|name| *name == wanted) else {
            bail!("there is no table \"{wanted}\" in {extension}; there are: {}", names.join(", "));
        };
        if extension == "parquet" && command.output.is_none() && std::io::stdout().is_terminal() {
            bail!("Parquet is nothing for a terminal: name a file with --output");
        }
        let mut output = Output::open(command.output.as_deref(), false)?;
        write(name, &mut output)?;
        return output.finish();
    }
    let Some(folder) = &command.output else {
        bail!("{extension} is a file for each table: name a folder with --output, or one table with --table");
    };
    fs::create_dir_all(folder).with_context(|| format!("cannot make the folder {}", folder.display()))?;
    for name in names {
        let mut output = Output::open(Some(&folder.join(format!("{name}.{extension}"))), false)?;
        write(name, &mut output)?;
        output.finish()?;
    }
    Ok(())
}

/// The rows of a table or view.
fn csv(store: &Store, table: &'static str, output: &mut Output) -> Result<()> {
    query::table(store, table, |row| {
        let cells: Vec<String> = row.iter().map(Value::cell).collect();
        output.writer().write_all(&record(&cells)?).context("cannot write the output")
    })
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
