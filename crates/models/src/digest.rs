//! The pin: a SHA-256 over the files of a model.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use sha2::{Digest, Sha256};

/// The files at the top of a model's folder that the pin leaves out: texts for people, and `meta.json`, which holds
/// the package's name and so differs between publishers of the same model. Nothing of them may be needed for reading.
pub const DOCUMENTS: [&str; 5] = ["LICENSE", "LICENSES_SOURCES", "README.md", "accuracy.json", "meta.json"];

/// Computes the pin of a model's folder (the one that holds `config.cfg`), as 64 lower-case hexadecimal digits.
///
/// The pin is the SHA-256 over, for every file at any depth but the [`DOCUMENTS`], in ascending byte order of the
/// files' paths relative to the folder (parts joined by `/`, UTF-8):
/// 1. the path's length in bytes, as 8 bytes, little-endian;
/// 2. the path;
/// 3. the content's length in bytes, as 8 bytes, little-endian;
/// 4. the content.
///
/// Folders, dates and permissions do not count, so every wheel of the same model has the same pin, however it was
/// packed and named.
///
/// # Errors
/// If the folder cannot be read, or holds a link, a device or a name that is not UTF-8.
pub fn pin(folder: &Path) -> io::Result<String> {
    let mut files = files_of(folder)?;
    files.retain(|(path, _)| !DOCUMENTS.contains(&path.as_str()));
    let mut hash = Sha256::new();
    let mut buffer = vec![0; 1 << 16];
    for (path, length) in &files {
        hash.update((path.len() as u64).to_le_bytes());
        hash.update(path.as_bytes());
        hash.update(length.to_le_bytes());
        let mut file = File::open(folder.join(path))?;
        let mut read = 0;
        loop {
            let count = file.read(&mut buffer)?;
            if count == 0 {
                break;
            }
            hash.update(&buffer[..count]);
            read += count as u64;
        }
        if read != *length {
            return Err(io::Error::other(format!("{path} changed while it was read")));
        }
    }
    Ok(hexadecimal(&hash.finalize()))
}

/// The SHA-256 of a few bytes in hexadecimal digits.
pub(crate) fn hash_of(bytes: &[u8]) -> String {
    hexadecimal(&Sha256::digest(bytes))
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The files under a folder with their lengths, sorted by path.
pub(crate) fn files_of(folder: &Path) -> io::Result<Vec<(String, u64)>> {
    let mut files = Vec::new();
    let mut pending = vec![(folder.to_path_buf(), String::new())];
    while let Some((at, prefix)) = pending.pop() {
        for entry in std::fs::read_dir(&at)? {
            let entry = entry?;
            let name = entry.file_name();
            let Some(name) = name.to_str() else {
                return Err(io::Error::other(format!("{} is not UTF-8", entry.path().display())));
            };
            let path = if prefix.is_empty() { name.to_string() } else { format!("{prefix}/{name}") };
            // `metadata` of a directory entry does not follow links.
            let metadata = entry.metadata()?;
            if metadata.is_dir() {
                pending.push((entry.path(), path));
            } else if metadata.is_file() {
                files.push((path, metadata.len()));
            } else {
                return Err(io::Error::other(format!("{path} is neither a file nor a folder")));
            }
        }
    }
    files.sort();
    Ok(files)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    fn write(root: &Path, path: &str, content: &str) {
        let path = root.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
    }

    #[test]
    fn the_pin_is_what_its_definition_says() {
        let folder = tempfile::tempdir().unwrap();
        write(folder.path(), "b/c", "xyz");
        write(folder.path(), "a", "");
        write(folder.path(), "meta.json", "left out");
        let mut expected = Vec::new();
        for (path, content) in [("a", ""), ("b/c", "xyz")] {
            expected.extend((path.len() as u64).to_le_bytes());
            expected.extend(path.as_bytes());
            expected.extend((content.len() as u64).to_le_bytes());
            expected.extend(content.as_bytes());
        }
        assert_eq!(pin(folder.path()).unwrap(), hash_of(&expected));
    }

    #[test]
    fn content_and_names_count_but_documents_do_not() {
        let folder = tempfile::tempdir().unwrap();
        write(folder.path(), "ner/model", "one");
        let before = pin(folder.path()).unwrap();
        write(folder.path(), "README.md", "hello");
        assert_eq!(pin(folder.path()).unwrap(), before);
        write(folder.path(), "ner/README.md", "hello");
        assert_ne!(pin(folder.path()).unwrap(), before, "only documents at the top are left out");
        fs::remove_file(folder.path().join("ner/README.md")).unwrap();
        fs::rename(folder.path().join("ner/model"), folder.path().join("ner/moves")).unwrap();
        assert_ne!(pin(folder.path()).unwrap(), before);
    }

    #[cfg(unix)]
    #[test]
    fn a_link_has_no_pin() {
        let folder = tempfile::tempdir().unwrap();
        std::os::unix::fs::symlink("/etc/hostname", folder.path().join("config.cfg")).unwrap();
        assert!(pin(folder.path()).is_err());
    }
}
