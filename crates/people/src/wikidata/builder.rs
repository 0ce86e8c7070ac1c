//! Makes an index of a dump, in one pass and bounded memory.

use super::{
    MAGIC,
    classes::{Class, class},
    dump::Dump,
    entity::{Claims, Entity, ids},
    sort::Sorter,
};
use crate::key;
use std::{
    collections::HashMap,
    io::{self, Write},
    path::{Path, PathBuf},
};
use thiserror::Error;

/// Bytes of lines that are sorted in memory at a time.
const SORTED_AT_A_TIME: usize = 128 << 20;

/// How many broken lines are named; the others are counted.
const NAMED: usize = 10;

/// Entities between two words on progress.
const TOLD_EVERY: u64 = 1000;

/// The class of human beings.
const HUMAN: &str = "Q5";

/// Why no index was made.
#[derive(Debug, Error)]
pub enum BuildError {
    /// The dump cannot be read on.
    #[error("line {line} of the dump: {source}")]
    Dump {
        /// Line, from 1.
        line: u64,
        /// What the system or the unpacker says.
        source: io::Error,
    },
    /// The index, or a file needed on the way, cannot be written.
    #[error("{path}: {source}", path = path.display())]
    Output {
        /// Path of the index.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// The dump holds no entity at all: it is no dump of Wikidata in JSON.
    #[error("no entity in {lines} lines: this is no dump of Wikidata in JSON, an entity a line")]
    Nothing {
        /// How many lines there are.
        lines: u64,
    },
}

/// What was made.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Built {
    /// Entities in the dump.
    pub entities: u64,
    /// Persons in office kept.
    pub persons: u64,
    /// Organisations kept.
    pub organisations: u64,
    /// Offices kept.
    pub offices: u64,
    /// Lines that hold no entity that can be read.
    pub broken: u64,
    /// The first of them: line from 1, and what is wrong.
    pub named: Vec<(u64, String)>,
}

/// Reads a dump and writes the index, which appears when all is done. Lines that are broken are counted and passed over.
/// `progress` is told from time to time how many entities have been read.
///
/// # Errors
/// See [`BuildError`].
pub fn build(mut dump: Dump, output: &Path, mut progress: impl FnMut(u64)) -> Result<Built, BuildError> {
    let unwritable = |source| BuildError::Output { path: output.to_owned(), source };
    let folder = output.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut sorter = Sorter::new(folder.to_owned(), SORTED_AT_A_TIME);
    let mut built = Built::default();
    let mut countries = HashMap::new();
    let (mut line, mut number) = (Vec::new(), 0);
    loop {
        let more =
            dump.next_line(&mut line).map_err(|source| BuildError::Dump { line: number + 1, source })?;
        if !more {
            break;
        }
        number += 1;
        let text = line.trim_ascii();
        let text = text.strip_suffix(b",").unwrap_or(text);
        if matches!(text, b"" | b"[" | b"]") {
            continue;
        }
        match serde_json::from_slice::<Entity>(text) {
            Ok(entity) => {
                built.entities += 1;
                if built.entities % TOLD_EVERY == 0 {
                    progress(built.entities);
                }
                if let Some(code) = entity.claims.0.alpha3.iter().find_map(|code| code.text()) {
                    countries.insert(entity.id.clone(), code.to_owned());
                }
                for line in lines(&entity, &mut built) {
                    sorter.add(line).map_err(unwritable)?;
                }
            }
            Err(error) => {
                built.broken += 1;
                if built.named.len() < NAMED {
                    built.named.push((number, error.to_string()));
                }
            }
        }
    }
    if built.entities == 0 {
        return Err(BuildError::Nothing { lines: number });
    }
    write(sorter, &countries, folder, output).map_err(unwritable)?;
    Ok(built)
}

/// Merges the lines into the file. Only now are the codes of all countries known.
fn write(
    sorter: Sorter,
    countries: &HashMap<String, String>,
    folder: &Path,
    output: &Path,
) -> io::Result<()> {
    let mut file = io::BufWriter::new(tempfile::NamedTempFile::new_in(folder)?);
    file.write_all(MAGIC.as_bytes())?;
    sorter.finish(|line| {
        let mut cells = line.splitn(4, '\t');
        let (id, what, country, rest) = (cells.next(), cells.next(), cells.next(), cells.next());
        match (id, what, country, rest) {
            (Some(id), Some(what), Some(country), Some(rest)) => {
                let code = if country == "IGO" {
                    country
                } else {
                    countries.get(country).map_or("", String::as_str)
                };
                writeln!(file, "{id}\t{what}\t{code}\t{rest}")
            }
            _ => writeln!(file, "{line}"),
        }
    })?;
    let file = file.into_inner().map_err(io::IntoInnerError::into_error)?;
    file.persist(output)?;
    Ok(())
}

/// The lines of an entity, its country by its Wikidata id; none for what is not kept.
fn lines(entity: &Entity, built: &mut Built) -> Vec<String> {
    let claims = &entity.claims.0;
    let is_human = ids(&claims.instance_of).any(|id| id == HUMAN);
    if !is_entity_id(&entity.id) {
        return Vec::new();
    }
    if is_human {
        if ids(&claims.offices).next().is_none() {
            return Vec::new();
        }
        built.persons += 1;
        return named(entity, person(entity));
    }
    match class(ids(&claims.instance_of).chain(ids(&claims.subclass_of))) {
        Some(class) if class.what == "office" => {
            built.offices += 1;
            vec![office(entity, class)]
        }
        Some(class) => {
            built.organisations += 1;
            let igo = class.sectors.split(' ').any(|sector| sector == "IGO");
            let country = if igo { "IGO" } else { country(claims) };
            named(entity, format!("{}\torganisation\t{country}\t{}", entity.id, class.sectors))
        }
        None => Vec::new(),
    }
}

fn is_entity_id(id: &str) -> bool {
    id.strip_prefix('Q')
        .is_some_and(|digits| !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()))
}

fn country(claims: &Claims) -> &str {
    ids(&claims.jurisdiction).chain(ids(&claims.country)).next().unwrap_or_default()
}

fn person(entity: &Entity) -> String {
    let claims = &entity.claims.0;
    let citizenship = ids(&claims.citizenship).next().unwrap_or_default();
    let party = ids(&claims.party).next().unwrap_or_default();
    let died = claims.died.iter().find_map(|died| died.last_day());
    let mut line = format!("{}\tperson\t{citizenship}\t{party}", entity.id);
    for office in claims.offices.iter() {
        let Some(id) = office.id().filter(|id| is_entity_id(id)) else { continue };
        let (from, to) = office.term();
        // Who has died holds nothing any more, though nobody has noted the end.
        let to = to.or_else(|| died.clone().filter(|_| from.is_some()));
        let open = || "-".to_owned();
        line.push_str(&format!("\t{id} {} {}", from.unwrap_or_else(open), to.unwrap_or_else(open)));
    }
    line
}

fn office(entity: &Entity, class: Class) -> String {
    let labels = &entity.labels.0;
    let label = |label: &Option<super::entity::Text>| {
        let text = label.as_ref().or(labels.mul.as_ref()).map(|text| text.value.as_str()).unwrap_or_default();
        text.replace(['\t', '\n', '\r'], " ")
    };
    let country = country(&entity.claims.0);
    let labels = [label(&labels.en), label(&labels.fr), label(&labels.es)].join("\t");
    format!("{}\toffice\t{country}\t{}\t{labels}", entity.id, class.sectors)
}

/// An entity's own line and one for each of its names.
fn named(entity: &Entity, own: String) -> Vec<String> {
    let (labels, aliases) = (&entity.labels.0, &entity.aliases.0);
    let labels = [&labels.en, &labels.fr, &labels.es, &labels.mul].into_iter().flatten();
    let aliases = [&aliases.en, &aliases.fr, &aliases.es, &aliases.mul].into_iter().flatten();
    let short = entity.claims.0.short_name.iter().filter_map(|name| name.text());
    let names = labels.chain(aliases).map(|text| text.value.as_str()).chain(short);
    let mut lines = vec![own];
    for name in names.map(key).filter(|key| !key.is_empty()) {
        let line = format!("{name}\t{}", entity.id);
        if !lines.contains(&line) {
            lines.push(line);
        }
    }
    lines
}
