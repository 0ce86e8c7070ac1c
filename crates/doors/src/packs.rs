//! Language packs.

use crate::{Nonsense, folder, sound};
use pack::{Error, Pack};
use reading::{Reader, selftest};
use records::Document;
use std::{cell::RefCell, fs, path::PathBuf, sync::Arc};

/// A small pack that is sound: the one that the guide to another language makes.
const FILES: &[(&str, &str)] = &[
    ("pack.toml", include_str!("../../../examples/packs/pt/pack.toml")),
    ("speech.toml", include_str!("../../../examples/packs/pt/speech.toml")),
    ("events.toml", include_str!("../../../examples/packs/pt/events.toml")),
    ("actors.toml", include_str!("../../../examples/packs/pt/actors.toml")),
    ("dates.toml", include_str!("../../../examples/packs/pt/dates.toml")),
    ("typography.toml", include_str!("../../../examples/packs/pt/typography.toml")),
    ("syntax.toml", include_str!("../../../examples/packs/pt/syntax.toml")),
];
const TEXT: &str = "A ministra promete obras\n\nBRAGA, 3 mar 2026 — A ministra da Saúde, Marta Viegas, anunciou na segunda-feira que \
    o hospital de Braga reabrirá em março. «Vamos cumprir», disse. O sindicato acusou o governo de ter atacado os médicos ontem.";

/// The files of a pack, each behind a line `=== NAME`; those that are not there are the small pack's.
pub fn pack(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let mut given: Vec<(&str, String)> = Vec::new();
    for part in text.split("=== ").skip(1) {
        let (name, content) = part.split_once('\n').unwrap_or((part, ""));
        if let Some((name, _)) = FILES.iter().find(|(known, _)| *known == name.trim()) {
            given.push((name, content.to_owned()));
        }
    }
    thread_local! {
        static FOLDER: RefCell<Option<PathBuf>> = const { RefCell::new(None) };
    }
    let folder = FOLDER.with_borrow_mut(|kept| kept.get_or_insert_with(|| folder::new("pack")).clone());
    let content = |name: &str| {
        let own = given.iter().rev().find(|(known, _)| *known == name).map(|(_, content)| content.as_str());
        own.or_else(|| FILES.iter().find(|(known, _)| *known == name).map(|(_, content)| *content))
            .unwrap_or_default()
    };
    for (name, _) in FILES {
        fs::write(folder.join(name), content(name)).expect("the folder takes files");
    }
    let loaded = match Pack::load(&folder) {
        Ok(pack) => pack,
        Err(Error::Invalid { file, line, message }) => {
            let name =
                FILES.iter().find(|(name, _)| file.ends_with(name)).expect("a file of the pack is named").0;
            let lines = content(name).matches('\n').count() + 1;
            assert!((1..=lines).contains(&line), "line {line} of {lines} in {name}");
            assert!(!message.is_empty());
            return;
        }
        Err(error) => panic!("its files can be read: {error}"),
    };
    assert_eq!(Pack::load(&folder).expect("it was sound before").digest(), loaded.digest());
    let loaded = Arc::new(loaded);
    for seed in [1, 2] {
        let reader = Reader::with_parser(Arc::clone(&loaded), Box::new(Nonsense::new(seed)));
        let document = Document { text: TEXT.into(), lang: loaded.tag.clone(), ..Document::default() };
        let reading = reader.read(&document);
        sound::check(&reading);
        assert_eq!(reader.read(&document), reading, "what is read twice is equal");
        if seed == 1 {
            selftest(&reader, &loaded);
        }
    }
}
