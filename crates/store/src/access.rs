//! What the file system allows: why a store cannot be opened as it should, told so that people know what to do, and how one is read where
//! nothing may be written.

use crate::Error;
use std::{
    ffi::OsString,
    fs::{self, File, OpenOptions},
    io,
    path::{Path, PathBuf},
};

/// What SQLite means by not being able to open or to write a file, in so far as the file system tells; else as SQLite says it.
pub fn refused(path: &Path, said: String) -> Error {
    let read_only = |why: String| Error::ReadOnly { path: path.to_owned(), why };
    let folder = folder(path);
    if !folder.is_dir() {
        return read_only(format!("there is no folder {}", folder.display()));
    }
    if path.is_dir() {
        return Error::Foreign { path: path.to_owned(), why: "a folder".into() };
    }
    match File::open(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => {
            return Error::Unreadable { path: path.to_owned(), why: error.kind().to_string() };
        }
        _ => {}
    }
    for (file, which) in
        [(path.to_owned(), "it"), (wal(path), "its log"), (beside(path, "-shm"), "its log's index")]
    {
        if let Some(error) = not_writable(&file) {
            let file = file.display();
            return read_only(format!(
                "{error}; make {which} writable (chmod u+w {file}), or store into another file"
            ));
        }
    }
    match probe(folder) {
        Err(error) => read_only(format!(
            "nothing may be written in {}, where SQLite keeps the store's log ({}); make the folder writable, or copy the store to one that is",
            folder.display(),
            error.kind()
        )),
        Ok(()) => read_only(said),
    }
}

/// Why a file that is there may not be written; `None` if it may, or is not there.
pub fn not_writable(path: &Path) -> Option<io::ErrorKind> {
    // Nothing is appended: to open it asks whether one might.
    let opened = OpenOptions::new().append(true).open(path);
    opened.err().map(|error| error.kind()).filter(|kind| *kind != io::ErrorKind::NotFound)
}

/// Whether SQLite's log beside a store holds something that is not in the store's file.
pub fn has_log(path: &Path) -> bool {
    fs::metadata(wal(path)).is_ok_and(|log| log.len() > 0)
}

/// Whether there is a log beside a store at all, as there is while anybody writes.
pub fn is_in_use(path: &Path) -> bool {
    wal(path).exists() || beside(path, "-shm").exists()
}

/// The log beside a store.
pub fn wal(path: &Path) -> PathBuf {
    beside(path, "-wal")
}

/// A store's file as SQLite's URI for what nobody changes while it is read: no log is looked for, none is made.
pub fn immutable(path: &Path) -> String {
    let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let mut uri = String::from("file:");
    let bytes = path.as_os_str().as_encoded_bytes();
    // On Windows a path begins with its drive.
    if !bytes.starts_with(b"/") {
        uri.push('/');
    }
    for byte in bytes {
        match byte {
            b'\\' if cfg!(windows) => uri.push('/'),
            b'/' | b'.' | b'-' | b'_' | b':' => uri.push(char::from(*byte)),
            byte if byte.is_ascii_alphanumeric() => uri.push(char::from(*byte)),
            byte => uri.push_str(&format!("%{byte:02X}")),
        }
    }
    uri + "?immutable=1"
}

fn folder(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// SQLite's names for what it keeps beside a file.
fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = OsString::from(path);
    name.push(ending);
    name.into()
}

/// Whether files can be made in a folder.
fn probe(folder: &Path) -> io::Result<()> {
    let file = folder.join(format!(".depeche-{}", std::process::id()));
    OpenOptions::new().write(true).create_new(true).open(&file)?;
    fs::remove_file(file)
}

#[cfg(test)]
mod tests {
    use super::{immutable, refused};
    use crate::Error;
    use std::path::Path;

    #[test]
    fn odd_names_are_paths_and_not_parts_of_a_uri() {
        assert_eq!(immutable(Path::new("/a b/c?d#e%f.db")), "file:/a%20b/c%3Fd%23e%25f.db?immutable=1");
        assert!(immutable(Path::new("é.db")).ends_with("/%C3%A9.db?immutable=1"));
    }

    #[test]
    fn what_is_no_file_in_a_folder_is_told() {
        let folder = tempfile::tempdir().unwrap();
        let told = |path: &Path| refused(path, "said".into()).to_string();
        assert!(told(&folder.path().join("none/news.db")).contains("cannot be written: there is no folder"));
        assert!(matches!(refused(folder.path(), String::new()), Error::Foreign { .. }));
        assert!(told(&folder.path().join("news.db")).ends_with("cannot be written: said"));
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
    }
}
