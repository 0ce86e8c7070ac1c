//! Embeds every folder of `packs/` that holds a `pack.toml`: a new language is found by being there.

use std::{env, fmt::Write as _, fs, path::Path};

fn main() {
    // Asked at run time: a target folder may be copied to another checkout.
    let root = Path::new(&env::var("CARGO_MANIFEST_DIR").expect("cargo sets CARGO_MANIFEST_DIR"))
        .join("../../packs");
    println!("cargo:rerun-if-changed={}", root.display());
    let mut folders: Vec<_> = fs::read_dir(&root)
        .expect("the workspace has a folder packs/")
        .filter_map(|entry| entry.ok().map(|entry| entry.path()))
        .filter(|path| path.join("pack.toml").is_file())
        .collect();
    folders.sort();
    let mut code = String::from("&[\n");
    for folder in folders {
        let tag = folder.file_name().expect("a listed folder has a name").to_string_lossy().into_owned();
        let mut files: Vec<_> = fs::read_dir(&folder)
            .expect("the folder was listed a moment ago")
            .filter_map(|entry| entry.ok().map(|entry| entry.path()))
            .filter(|path| path.extension().is_some_and(|ext| ext == "toml"))
            .collect();
        files.sort();
        writeln!(code, "({tag:?}, &[").expect("writing to a string cannot fail");
        for file in files {
            println!("cargo:rerun-if-changed={}", file.display());
            let name = file.file_name().expect("a listed file has a name").to_string_lossy().into_owned();
            let path = file.canonicalize().expect("the file was listed a moment ago");
            writeln!(code, "({name:?}, include_str!({path:?})),").expect("writing to a string cannot fail");
        }
        code.push_str("] as &[(&str, &str)]),\n");
    }
    code.push(']');
    let out = Path::new(&env::var("OUT_DIR").expect("cargo sets OUT_DIR")).join("embedded.rs");
    fs::write(out, code).expect("cargo's output folder can be written");
}
