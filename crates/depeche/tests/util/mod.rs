//! Runs the real binary in a fresh folder.

#![allow(dead_code, reason = "each test file uses its part")]

use assert_cmd::Command;
use std::{
    env, fs,
    io::Write,
    path::{Path, PathBuf},
};
use tempfile::TempDir;

/// A dispatch of a few sentences with a little of everything.
pub const DISPATCH: &str = "\
Le maire promet un pont

Brest, 14 mai 2024 – Le maire de Brest, Yann Le Goff, a promis mardi de « construire un pont », a rapporté Radio Rade. \
« Les habitants attendent depuis dix ans », a-t-il déclaré.
";

/// A folder that goes away with the test, and a cache of models of its own that is empty.
pub struct Place {
    folder: TempDir,
}

impl Place {
    pub fn new() -> Place {
        Place { folder: tempfile::tempdir().expect("a temporary folder") }
    }

    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    /// Writes a file there.
    pub fn write(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path().join(name);
        fs::create_dir_all(path.parent().expect("a file stands in a folder")).expect("a folder");
        fs::write(&path, bytes).expect("a file");
        path
    }

    pub fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path().join(name)).expect("the file is there")
    }

    /// The program, started there, that must get along without a network.
    pub fn depeche(&self) -> Command {
        let mut command = Command::cargo_bin("depeche").expect("the binary is built");
        command.current_dir(self.path()).env("DEPECHE_HOME", self.path().join("home"));
        for variable in ["NO_COLOR", "CLICOLOR_FORCE", "COLUMNS", "DEPECHE_KNOWLEDGE"] {
            command.env_remove(variable);
        }
        command
    }

    /// The program, started there, with the models of the user's own cache.
    pub fn with_models(&self) -> Command {
        let mut command = self.depeche();
        match env::var_os("DEPECHE_HOME") {
            Some(home) => command.env("DEPECHE_HOME", home),
            None => command.env_remove("DEPECHE_HOME"),
        };
        command
    }

    /// `depeche read --offline` with the model that tests read with; `None`, with a word on why, where there is none.
    pub fn reader(&self, command: &str) -> Option<Command> {
        let model = model()?;
        let mut words = command.split(' ');
        let mut command = self.depeche();
        command.args(&mut words).arg("--offline").arg("--model").arg(model);
        Some(command)
    }
}

/// Whether there is a model for a language where the tests look for models.
pub fn has_model(key: &str) -> bool {
    let model = models::find(key).expect("a known model");
    models::Store::from_env().is_ok_and(|store| store.path(model).is_some())
}

/// `DEPECHE_TEST_MODEL`, else the French model in the user's cache.
///
/// # Panics
/// Under CI, where the model must have been fetched: there, no test may pass by not running.
fn model() -> Option<PathBuf> {
    let french = models::find("fr").expect("French is known");
    let named = env::var_os("DEPECHE_TEST_MODEL").map(PathBuf::from);
    let found = named.or_else(|| models::Store::from_env().ok()?.path(french));
    assert!(
        found.is_some() || env::var_os("CI").is_none(),
        "no language model: run `depeche models fetch fr` first"
    );
    if found.is_none() {
        // Not `eprintln!`, which the test harness keeps to itself where tests pass.
        let _ = writeln!(
            std::io::stderr(),
            "SKIPPED, not passed: no language model; `cargo run --release -- models fetch fr` gets it"
        );
    }
    found
}
