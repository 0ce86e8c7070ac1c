//! Networks in the form in which they run, in one file that is mapped into memory.
//!
//! Weights are stored transposed and packed as the loops want them, so opening the file costs next to nothing,
//! only what is used is read, and several processes share it. The file is a cache: it is written by
//! [`write`], for one build of this crate and one state of the model, and whatever is not as
//! expected makes [`open`] return nothing, upon which it is made anew.
//!
//! ```text
//! magic, length of the head (u64), checksum of the head (u64)
//! head: JSON, see Head; then zeros up to a multiple of 64 bytes
//! the floats, little-endian, each run beginning at a multiple of 64 bytes
//! ```

use super::Networks;
use super::floats::{Floats, collecting, supplying};
use memmap2::Mmap;
use serde::{Deserialize, Serialize};
use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

const MAGIC: &[u8; 16] = b"spacy-runtime 1\n";
/// To be raised whenever weights are laid out anew, or a type that is written here changes.
const LAYOUT: u32 = 2;
const HEAD: usize = 32;
const ALIGN: usize = 64;

#[derive(Serialize, Deserialize)]
struct Head {
    /// The build that wrote the file.
    version: String,
    /// What the caller tells one state of a model by.
    stamp: String,
    /// The components asked for.
    enabled: Vec<String>,
    /// How many floats each run has.
    lengths: Vec<u64>,
    /// The networks, with numbers in place of floats.
    networks: serde_json::Value,
}

/// The networks of a prepared file, if it is whole and was written for this stamp and these components.
pub(crate) fn open(path: &Path, stamp: &str, enabled: &[&str]) -> Option<Networks> {
    if cfg!(target_endian = "big") {
        return None;
    }
    let file = File::open(path).ok()?;
    // SAFETY: the file is never changed in place: `write` puts a finished one in its stead, and the old one
    // lives on until its mappings are gone. Any bytes are valid floats.
    let map = Arc::new(unsafe { Mmap::map(&file) }.ok()?);
    let rest = map.strip_prefix(MAGIC)?;
    let number = |at: usize| Some(u64::from_le_bytes(rest.get(at..at + 8)?.try_into().ok()?));
    let (length, sum) = (usize::try_from(number(0)?).ok()?, number(8)?);
    let head = map.get(HEAD..HEAD.checked_add(length)?)?;
    if checksum(head) != sum {
        return None;
    }
    let head: Head = serde_json::from_slice(head).ok()?;
    if head.version != version() || head.stamp != stamp || head.enabled != enabled {
        return None;
    }
    let mut end = HEAD + length;
    let mut floats = Vec::new();
    for length in &head.lengths {
        let start = end.checked_next_multiple_of(ALIGN)?;
        end = start.checked_add(usize::try_from(*length).ok()?.checked_mul(4)?)?;
        floats.push(Floats::mapped(&map, start, end)?);
    }
    if end != map.len() {
        return None;
    }
    let mut networks: Networks = supplying(floats, || serde_json::from_value(head.networks)).ok()?;
    networks.identity = Networks::new_identity();
    Some(networks)
}

/// Writes the networks to a file: beside it first, then in its place, so that nobody sees half of one.
pub(crate) fn write(networks: &Networks, path: &Path, stamp: &str, enabled: &[&str]) -> io::Result<()> {
    static COUNT: AtomicU64 = AtomicU64::new(0);
    let (skeleton, floats) = collecting(|| serde_json::to_value(networks));
    let head = Head {
        version: version(),
        stamp: stamp.to_owned(),
        enabled: enabled.iter().map(|name| (*name).to_owned()).collect(),
        lengths: floats.iter().map(|floats| floats.len() as u64).collect(),
        networks: skeleton?,
    };
    let head = serde_json::to_vec(&head)?;
    let name = path.file_name().ok_or(io::ErrorKind::InvalidInput)?.to_string_lossy();
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder)?;
    }
    let count = COUNT.fetch_add(1, Ordering::Relaxed);
    let unfinished = path.with_file_name(format!(".{name}.{}.{count}", std::process::id()));
    let done = write_file(&unfinished, &head, &floats).and_then(|()| std::fs::rename(&unfinished, path));
    if done.is_err() {
        // It may not even be there; the first error is the one that counts.
        let _ = std::fs::remove_file(&unfinished);
    }
    done
}

fn write_file(path: &Path, head: &[u8], floats: &[Floats]) -> io::Result<()> {
    let mut out = BufWriter::new(File::create_new(path)?);
    out.write_all(MAGIC)?;
    out.write_all(&(head.len() as u64).to_le_bytes())?;
    out.write_all(&checksum(head).to_le_bytes())?;
    out.write_all(head)?;
    let mut end = HEAD + head.len();
    for floats in floats {
        let start = end.next_multiple_of(ALIGN);
        out.write_all(&[0; ALIGN][..start - end])?;
        for number in floats.iter() {
            out.write_all(&number.to_le_bytes())?;
        }
        end = start + 4 * floats.len();
    }
    out.into_inner().map_err(io::IntoInnerError::into_error)?.sync_all()
}

fn version() -> String {
    format!("{} layout {LAYOUT}", env!("CARGO_PKG_VERSION"))
}

/// FNV-1a, 64 bits.
fn checksum(bytes: &[u8]) -> u64 {
    bytes
        .iter()
        .fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x100_0000_01b3))
}
