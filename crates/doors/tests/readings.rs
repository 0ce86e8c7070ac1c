//! What must hold of reading as a whole, on our own dispatches and on texts put together of them: spans, ids, the same for any
//! number of threads, any order, with and without the memory of paragraphs, in and out of a store.

use copies::Copies;
use doors::{Nonsense, sound};
use language::{Languages, Told};
use pack::Pack;
use proptest::prelude::*;
use reading::Reader;
use records::{Document, Reading};
use serde_json::Value;
use std::{
    convert::Infallible,
    fs,
    path::Path,
    sync::{Arc, OnceLock},
};
use store::{Made, Store};
use unicode_normalization::UnicodeNormalization;

/// Our own dispatches, those that may be looked at.
fn dispatches() -> &'static [Document] {
    static ALL: OnceLock<Vec<Document>> = OnceLock::new();
    ALL.get_or_init(|| {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/dispatches");
        let files = |lang: &str| fs::read_dir(root.join(lang).join("dev")).expect("our dispatches").flatten();
        let mut paths: Vec<_> = ["fr", "es"].into_iter().flat_map(files).map(|entry| entry.path()).collect();
        paths.sort();
        paths.iter().map(|path| dispatch(path)).collect()
    })
}

fn dispatch(path: &Path) -> Document {
    let value: Value = serde_json::from_str(&fs::read_to_string(path).expect("a dispatch")).expect("JSON");
    let field = |name: &str| value[name].as_str().map(str::to_owned);
    Document {
        id: field("id").unwrap_or_default(),
        lang: field("lang").unwrap_or_default(),
        title: field("title"),
        published: field("date"),
        text: field("text").unwrap_or_default(),
        ..Document::default()
    }
}

/// The reader of French over the model in the cache; `None`, saying so, where it is not there. CI must have it.
fn model() -> Option<Reader> {
    let store = models::Store::from_env().expect("there is a cache folder");
    let Some(folder) = store.path(models::find("fr").expect("French is in the catalogue")) else {
        assert!(std::env::var_os("CI").is_none(), "CI fetches the model before it runs the tests");
        eprintln!("skipped: the model is not here; `depeche models fetch fr` gets it");
        return None;
    };
    let pipeline = spacy_runtime::Pipeline::open(folder).expect("the model in the cache is sound");
    let pack = Pack::embedded("fr").expect("it is embedded").expect("it is sound");
    Some(Reader::new(Arc::new(pack), pipeline))
}

/// Readings in the order of the documents, made on so many threads.
fn on_threads(reader: &Reader, documents: &[&Document], threads: usize) -> Vec<Reading> {
    let mut readings = Vec::new();
    let work = |document: &&Document| reader.read(document);
    let done: Result<(), Infallible> = readers::in_order(documents.iter(), threads, work, |reading| {
        readings.push(reading);
        Ok(())
    });
    assert!(done.is_ok());
    readings
}

#[test]
fn readings_depend_on_nothing_but_their_document() {
    let Some(reader) = model() else { return };
    let french: Vec<&Document> = dispatches().iter().filter(|document| document.lang == "fr").collect();
    let one = on_threads(&reader, &french, 1);
    one.iter().for_each(sound::check);
    assert!(one.iter().map(|reading| reading.statements.len()).sum::<usize>() > 500);
    // On several threads, in another order, with a memory of paragraphs, which is so small that it forgets.
    let mut reversed = french.clone();
    reversed.reverse();
    for bytes in [1 << 14, 1 << 24] {
        let remembering = model().expect("it was there before").remembering(bytes);
        for (threads, order) in [(2, &french), (7, &reversed)] {
            let mut readings = on_threads(&remembering, order, threads);
            if std::ptr::eq(order, &reversed) {
                readings.reverse();
            }
            for (reading, wanted) in readings.iter().zip(&one) {
                assert_eq!(reading, wanted, "{} threads, {bytes} bytes of memory", threads);
            }
        }
    }
}

/// Which fields depend on the order of the documents: those that tell whose copy a document is, and no others.
#[test]
fn only_copies_depend_on_the_order() {
    let first = dispatches()[0].clone();
    let second = Document { id: "copy".into(), outlet: Some("Le Soir".into()), ..first.clone() };
    let seen = |order: [&Document; 2]| {
        let mut copies = Copies::default();
        order.map(|document| copies.see(document).len())
    };
    assert_eq!(seen([&first, &second]), [0, 1], "the second is a copy of the first");
    assert_eq!(seen([&second, &first]), [0, 1], "in whatever order they come");
    let reader = doors_reader(3);
    let with = Document { copies: Copies::default().see(&first), ..first.clone() };
    assert_eq!(reader.read(&with).statements, reader.read(&first).statements);
}

fn doors_reader(seed: u64) -> Reader {
    let pack = Pack::embedded("fr").expect("it is embedded").expect("it is sound");
    Reader::with_parser(Arc::new(pack), Box::new(Nonsense::new(seed)))
}

/// A dispatch's language is told in whatever form its accents, line ends and spaces are written.
#[test]
fn the_language_is_told_however_a_text_is_written() {
    let languages = Languages::of(["en", "es", "fr"]);
    let ways: [fn(&str) -> String; 4] = [
        |text| text.nfd().collect(),
        |text| format!("\u{feff}{}", text.replace('\n', "\r\n")),
        |text| text.replace(' ', "\u{a0}"),
        |text| text.replace(' ', "  "),
    ];
    for document in dispatches() {
        let told = languages.tell(&document.text);
        assert_eq!(told, Told::Known(document.lang.clone()), "{}", document.id);
        let main = document.lang.as_str();
        let foreign = languages.foreign(&document.text, main).len();
        for way in ways {
            let written = way(&document.text);
            assert_eq!(languages.tell(&written), told, "{}", document.id);
            assert_eq!(languages.foreign(&written, main).len(), foreign, "{}", document.id);
        }
    }
}

/// Paragraphs of all our dispatches, in any order, some of them cut anywhere.
fn mixtures() -> impl Strategy<Value = String> {
    let paragraphs: Vec<&'static str> =
        dispatches().iter().flat_map(|document| document.text.split("\n\n")).collect();
    let piece = (prop::sample::select(paragraphs), any::<prop::sample::Index>(), any::<bool>()).prop_map(
        |(text, at, cut)| {
            let end = at.index(text.chars().count() + 1);
            text.chars().take(if cut { end } else { usize::MAX }).collect::<String>()
        },
    );
    prop::collection::vec(piece, 1..6).prop_map(|pieces| pieces.join("\n\n"))
}

fn document(text: String) -> Document {
    Document {
        id: "d".into(),
        lang: "fr".into(),
        published: Some("2024-02-29".into()),
        text,
        ..Document::default()
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_mixture_reads_soundly(text in mixtures()) {
        thread_local! {
            static READERS: Option<(Reader, Reader)> = model().zip(model()).map(|(one, other)| (one, other.remembering(1 << 20)));
        }
        READERS.with(|readers| {
            let Some((reader, remembering)) = readers else { return };
            let document = document(text);
            let reading = reader.read(&document);
            sound::check(&reading);
            assert_eq!(remembering.read(&document), reading, "with a memory of paragraphs");
            let decomposed = Document { text: document.text.nfd().collect(), ..document };
            let told = sound::up_to_offsets(&reading);
            assert_eq!(sound::up_to_offsets(&reader.read(&decomposed)), told, "with its accents behind its letters");
        });
    }

    #[test]
    fn a_store_gives_back_what_was_put_into_it(text in mixtures(), seed in any::<u64>()) {
        let folder = tempfile::tempdir().expect("a folder");
        let mut store = Store::open(&folder.path().join("news.db")).expect("a store");
        let given = document(text);
        let reading = doors_reader(seed).read(&given);
        sound::check(&reading);
        let made = Made { program: "depeche 0.1.0".into(), reader: "fr".into() };
        let mut writer = store.writer().expect("nobody else writes");
        writer.add(&given, &reading, &made).expect("it is stored");
        writer.commit().expect("it is stored");
        prop_assert_eq!(store.reading(1).expect("it can be read"), Some(reading));
    }

    #[test]
    fn a_reading_is_the_same_when_it_was_written_as_json(text in mixtures(), seed in any::<u64>()) {
        let reading = doors_reader(seed).read(&document(text));
        let line = serde_json::to_string(&reading).expect("it is JSON");
        prop_assert_eq!(serde_json::from_str::<Reading>(&line).expect("it is read"), reading);
    }
}
