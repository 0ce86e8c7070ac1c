//! A text under any parse.

use crate::{Nonsense, sound};
use language::{Languages, Told};
use pack::Pack;
use reading::{Reader, mixed};
use records::{Document, Reading};
use std::sync::{Arc, OnceLock};

const TAGS: [&str; 3] = ["fr", "en", "es"];

/// The built-in pack of a language.
pub fn pack(tag: &str) -> Arc<Pack> {
    static PACKS: OnceLock<Vec<Arc<Pack>>> = OnceLock::new();
    let load = |tag: &&str| Arc::new(Pack::embedded(tag).expect("it is embedded").expect("it is sound"));
    let packs = PACKS.get_or_init(|| TAGS.iter().map(load).collect());
    let at = TAGS.iter().position(|known| *known == tag).unwrap_or(0);
    Arc::clone(&packs[at])
}

/// A reader whose parses are wrong in the way of a seed.
pub fn reader(tag: &str, seed: u64) -> Reader {
    // What readers are made of is the same each time, and making it takes milliseconds: only the parser differs.
    Reader::with_parser(pack(tag), Box::new(Nonsense::new(seed)))
}

/// Seeds are few, so that readers can be kept.
const SEEDS: u64 = 2;

fn with<T>(tag: &str, seed: u64, work: impl FnOnce(&Reader, &Reader) -> T) -> T {
    type Kept = Vec<Option<(Reader, Reader)>>;
    thread_local! {
        static READERS: std::cell::RefCell<Kept> = const { std::cell::RefCell::new(Vec::new()) };
    }
    let lang = TAGS.iter().position(|known| *known == tag).unwrap_or(0);
    let at = (seed % SEEDS) as usize * TAGS.len() + lang;
    READERS.with_borrow_mut(|readers| {
        readers.resize_with(SEEDS as usize * TAGS.len(), || None);
        let (plain, remembering) =
            readers[at].get_or_insert_with(|| (reader(tag, seed), reader(tag, seed).remembering(1 << 16)));
        work(plain, remembering)
    })
}

/// The first byte tells language and parse, the others are the text.
pub fn text(bytes: &[u8]) {
    let Some((first, rest)) = bytes.split_first() else { return };
    let (tag, seed) = (TAGS[usize::from(first % 3)], u64::from(first / 3) % SEEDS);
    let text = String::from_utf8_lossy(rest).into_owned();
    let title = (first % 2 == 0).then(|| text.lines().next().unwrap_or_default().to_owned());
    let published = (first % 4 == 0).then(|| "2024-02-29".to_owned());
    let document =
        Document { id: "d".into(), lang: tag.into(), title, published, text, ..Document::default() };
    let reading = with(tag, seed, |reader, remembering| {
        let reading = reader.read(&document);
        assert_eq!(reading.document.text, document.text, "a text is never changed");
        assert_eq!(remembering.read(&document), reading, "a parse that is remembered is the same");
        assert_eq!(remembering.read(&document), reading, "what is read twice is equal");
        let trace = reader.trace(&document);
        assert_eq!(trace.reading, reading, "what is explained is what is read");
        let told = sound::up_to_offsets(&reading);
        for written in written(&document) {
            let other = reader.read(&written);
            sound::check(&other);
            assert_eq!(sound::up_to_offsets(&other), told, "as {:?}", written.text);
        }
        reading
    });
    sound::check(&reading);
    in_two_languages(&document, seed);
}

/// The same text as other programs write it.
fn written(document: &Document) -> Vec<Document> {
    let ways: [fn(&str) -> String; 3] = [
        |text| format!("\u{feff}{}", text.replace('\r', "").replace('\n', "\r\n")),
        |text| text.replace('\r', "\n").replace(' ', " \u{a0}\t"),
        |text| text.replace('\r', "\n").replace(',', ",\u{200b}").replace('\n', " \n"),
    ];
    // Whether a lone return ends a line is nothing to be changed along the way.
    if document.text.contains('\r') {
        return Vec::new();
    }
    ways.into_iter()
        .map(|way| Document {
            text: way(&document.text),
            title: document.title.as_deref().map(way),
            ..document.clone()
        })
        .collect()
}

/// Every other line is taken for another language's: what is read of the parts is sound when it is joined.
fn in_two_languages(document: &Document, seed: u64) {
    let languages = Languages::of(TAGS);
    match languages.tell(&document.text) {
        Told::Known(tag) => assert!(TAGS.contains(&tag.as_str())),
        Told::Other { tag, name } => assert!(!tag.is_empty() && !name.is_empty()),
        Told::Unclear => {}
    }
    let mut foreign: Vec<_> = languages.foreign(&document.text, &document.lang);
    for (range, _) in &foreign {
        assert!(document.text.get(range.clone()).is_some_and(|part| !part.is_empty()));
    }
    if foreign.is_empty() {
        let mut start = 0;
        for (number, line) in document.text.split_inclusive('\n').enumerate() {
            if number % 2 == 1 {
                foreign.push((start..start + line.len(), TAGS[(number / 2) % TAGS.len()].to_owned()));
            }
            start += line.len();
        }
    }
    let parts = mixed::parts(document, &foreign);
    let read = |part: &Document| -> Reading { with(&part.lang, seed, |reader, _| reader.read(part)) };
    let mut reading = read(&parts.main);
    for part in &parts.others {
        reading = mixed::joined(reading, read(part));
    }
    // What was blanked for one part is read in another.
    reading.document.text.clone_from(&document.text);
    sound::check(&reading);
}
