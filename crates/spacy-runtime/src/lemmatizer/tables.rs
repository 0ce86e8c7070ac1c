//! The lemmatizer's tables, found in the bytes of the file they came in.

use crate::Error;
use crate::msgpack::Reader;
use crate::strings::{hash_string, string_id};
use hashbrown::HashTable;
use std::collections::HashMap;

pub(super) const FILE: &str = "lemmatizer/lookups/lookups.bin";

/// Pairs of an ending and what replaces it, in the order of trial.
pub(super) type Rules = Vec<(String, String)>;
/// A group of rules and the features that a token must have for it.
pub(super) type Group = (String, Vec<String>);

/// All tables. Outer keys are ids of strings, as the file has them.
#[derive(Debug)]
pub(crate) struct Tables {
    bytes: Vec<u8>,
    /// Names of the tables that are there.
    names: Vec<String>,
    lookup: Offsets,
    exceptions: HashMap<u64, Offsets>,
    index: HashMap<u64, Offsets>,
    rules: HashMap<u64, Rules>,
    groups: HashMap<u64, Vec<Group>>,
}

impl Tables {
    /// Reads the file.
    pub(super) fn read(bytes: Vec<u8>) -> Result<Tables, Error> {
        if u32::try_from(bytes.len()).is_err() {
            return Err(Error::malformed(FILE, "the whole", "larger than 4 GiB"));
        }
        let mut tables = Tables {
            bytes: Vec::new(),
            names: Vec::new(),
            lookup: Offsets::default(),
            exceptions: HashMap::new(),
            index: HashMap::new(),
            rules: HashMap::new(),
            groups: HashMap::new(),
        };
        let mut reader = Reader::new(FILE, &bytes);
        for _ in 0..reader.map_len()? {
            let name = reader.str()?;
            tables.names.push(name.to_owned());
            match name {
                "lemma_lookup" => tables.lookup = Offsets::of_map(&mut reader, &bytes)?,
                "lemma_exc" => read_nested(&mut reader, &mut tables.exceptions, |reader| {
                    Offsets::of_map(reader, &bytes)
                })?,
                "lemma_index" => {
                    read_nested(&mut reader, &mut tables.index, |reader| Offsets::of_list(reader, &bytes))?
                }
                "lemma_rules" => read_nested(&mut reader, &mut tables.rules, read_rules)?,
                "lemma_rules_groups" => read_nested(&mut reader, &mut tables.groups, read_groups)?,
                _ => reader.skip()?,
            }
        }
        tables.bytes = bytes;
        Ok(tables)
    }

    /// Whether the file has a table of this name.
    pub(super) fn has(&self, name: &str) -> bool {
        self.names.iter().any(|known| known == name)
    }

    /// `lemma_lookup`: the first lemma of a form. A value that is a plain string counts as it stands.
    pub(super) fn lookup(&self, form: &str) -> Option<&str> {
        let mut reader = self.lookup.value(&self.bytes, string_id(form))?;
        first_string(&mut reader)
    }

    /// `lemma_exc`: the lemmas of a form of a part of speech.
    pub(super) fn exceptions(&self, pos: &str, form: &str) -> Option<Vec<&str>> {
        let offsets = self.exceptions.get(&string_id(pos))?;
        let mut reader = offsets.value(&self.bytes, hash_string(form))?;
        let len = reader.array_len().ok()?;
        (0..len).map(|_| reader.str().ok()).collect()
    }

    /// `lemma_index`: whether a form is a known lemma of a part of speech.
    pub(super) fn in_index(&self, pos: &str, form: &str) -> bool {
        let offsets = self.index.get(&string_id(pos));
        offsets.is_some_and(|offsets| offsets.value(&self.bytes, hash_string(form)).is_some())
    }

    /// `lemma_rules` by part of speech or name of a group.
    pub(super) fn rules(&self, name: &str) -> &[(String, String)] {
        self.rules.get(&string_id(name)).map_or(&[], Vec::as_slice)
    }

    /// `lemma_rules_groups` of a part of speech.
    pub(super) fn groups(&self, pos: &str) -> &[Group] {
        self.groups.get(&string_id(pos)).map_or(&[], Vec::as_slice)
    }

    /// Whether a part of speech has rules, exceptions or an index at all.
    pub(super) fn knows(&self, pos: &str) -> bool {
        let pos = string_id(pos);
        let has = |tables: &HashMap<u64, Offsets>| tables.get(&pos).is_some_and(|table| !table.is_empty());
        has(&self.index)
            || has(&self.exceptions)
            || self.rules.get(&pos).is_some_and(|rules| !rules.is_empty())
    }
}

/// The first string of a list, or the string itself.
fn first_string<'a>(reader: &mut Reader<'a>) -> Option<&'a str> {
    if !reader.next_is_str() && reader.array_len().ok()? == 0 {
        return None;
    }
    reader.str().ok()
}

/// A hash table of places in the file, each the place of a key with its value behind it.
#[derive(Debug, Default)]
struct Offsets(HashTable<u32>);

impl Offsets {
    fn of_map(reader: &mut Reader<'_>, bytes: &[u8]) -> Result<Offsets, Error> {
        Offsets::read(reader, bytes, Reader::map_len, |reader| {
            reader.id_or_hash()?;
            reader.skip()
        })
    }

    fn of_list(reader: &mut Reader<'_>, bytes: &[u8]) -> Result<Offsets, Error> {
        Offsets::read(reader, bytes, Reader::array_len, |reader| reader.id_or_hash().map(|_| ()))
    }

    fn read<'a>(
        reader: &mut Reader<'a>,
        bytes: &[u8],
        len: impl Fn(&mut Reader<'a>) -> Result<usize, Error>,
        pass: impl Fn(&mut Reader<'a>) -> Result<(), Error>,
    ) -> Result<Offsets, Error> {
        let len = len(reader)?;
        let mut table = HashTable::with_capacity(len);
        for _ in 0..len {
            let at = reader.position() as u32;
            let key = key_at(bytes, at);
            pass(reader)?;
            match table.entry(
                spread(key),
                |&other| key_at(bytes, other) == key,
                |&other| spread(key_at(bytes, other)),
            ) {
                // Of two equal keys the later counts, as in a dict.
                hashbrown::hash_table::Entry::Occupied(mut place) => *place.get_mut() = at,
                hashbrown::hash_table::Entry::Vacant(place) => {
                    place.insert(at);
                }
            }
        }
        Ok(Offsets(table))
    }

    fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The place behind a key.
    fn value<'a>(&self, bytes: &'a [u8], key: u64) -> Option<Reader<'a>> {
        let &at = self.0.find(spread(key), |&at| key_at(bytes, at) == key)?;
        let mut reader = Reader::at(FILE, bytes, at as usize);
        reader.id_or_hash().ok()?;
        Some(reader)
    }
}

/// The id at a place; the table holds only places where reading one has worked.
fn key_at(bytes: &[u8], at: u32) -> u64 {
    Reader::at(FILE, bytes, at as usize).id_or_hash().unwrap_or(0)
}

/// The table wants entropy in the top bits.
fn spread(id: u64) -> u64 {
    id ^ id.rotate_left(32)
}

fn read_nested<'a, T>(
    reader: &mut Reader<'a>,
    into: &mut HashMap<u64, T>,
    read: impl Fn(&mut Reader<'a>) -> Result<T, Error>,
) -> Result<(), Error> {
    for _ in 0..reader.map_len()? {
        let key = reader.id()?;
        into.insert(key, read(reader)?);
    }
    Ok(())
}

fn read_rules(reader: &mut Reader<'_>) -> Result<Rules, Error> {
    let len = reader.array_len()?;
    let rule = |_| {
        if reader.array_len()? != 2 {
            return Err(reader.error("a rule that is no pair"));
        }
        Ok((reader.str()?.to_owned(), reader.str()?.to_owned()))
    };
    (0..len).map(rule).collect()
}

fn read_groups(reader: &mut Reader<'_>) -> Result<Vec<Group>, Error> {
    let len = reader.array_len()?;
    let group = |_| {
        if reader.array_len()? != 2 {
            return Err(reader.error("a group that is no pair"));
        }
        let name = reader.str()?.to_owned();
        let features = reader.array_len()?;
        let features = (0..features).map(|_| reader.str().map(str::to_owned)).collect::<Result<_, _>>()?;
        Ok((name, features))
    };
    (0..len).map(group).collect()
}
