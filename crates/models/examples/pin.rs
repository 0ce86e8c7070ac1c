//! Prints what an entry of the catalogue must say of a model besides its names: the pin of the folder that holds its
//! `config.cfg`, and how many bytes it has: `cargo run -p depeche-models --example pin -- FOLDER`

use std::{error::Error, fs, path::Path};

fn main() -> Result<(), Box<dyn Error>> {
    let folder = std::env::args().nth(1).ok_or("usage: pin FOLDER")?;
    println!("pin {}", models::pin(Path::new(&folder))?);
    println!("unpacked_bytes {}", bytes(Path::new(&folder))?);
    Ok(())
}

fn bytes(folder: &Path) -> std::io::Result<u64> {
    let mut sum = 0;
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let kind = entry.file_type()?;
        sum += if kind.is_dir() { bytes(&entry.path())? } else { entry.metadata()?.len() };
    }
    Ok(sum)
}
