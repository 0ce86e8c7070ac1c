//! Models: wheels, the files in them, the networks in those.

use crate::folder;
use models::{Error, ErrorKind, Model, Origin, Silent, Store};
use spacy_runtime::{
    Error as RuntimeError, Pipeline,
    nn::{ModelSource, Networks, Scratch, Sheet, TokenKey},
};
use std::{
    borrow::Cow,
    cell::RefCell,
    fs,
    path::{Path, PathBuf},
    time::Duration,
};

/// The files of a model of a tokenizer, a ruler and a lemmatizer, without networks.
const SMALL: &[(&str, &[u8])] = &[
    ("config.cfg", include_bytes!("../data/small/config.cfg")),
    ("tokenizer", include_bytes!("../data/small/tokenizer")),
    ("vocab/lookups.bin", include_bytes!("../data/small/vocab/lookups.bin")),
    ("vocab/key2row", include_bytes!("../data/small/vocab/key2row")),
    ("vocab/strings.json", b"[\"chats\"]"),
    ("attribute_ruler/patterns", include_bytes!("../data/small/attribute_ruler/patterns")),
    ("lemmatizer/lookups/lookups.bin", include_bytes!("../data/small/lemmatizer/lookups/lookups.bin")),
];
/// The files of networks of every kind, made by spacy-runtime's own tests with weights of chance.
const NETWORKS: &[(&str, &[u8])] = &[
    ("config.json", include_bytes!("../data/networks/config.json")),
    ("tok2vec/model", include_bytes!("../data/networks/tok2vec/model")),
    ("senter/model", include_bytes!("../data/networks/senter/model")),
    ("senter/cfg", include_bytes!("../data/networks/senter/cfg")),
    ("tagger/model", include_bytes!("../data/networks/tagger/model")),
    ("tagger/cfg", include_bytes!("../data/networks/tagger/cfg")),
    ("morphologizer/model", include_bytes!("../data/networks/morphologizer/model")),
    ("morphologizer/cfg", include_bytes!("../data/networks/morphologizer/cfg")),
    ("parser/model", include_bytes!("../data/networks/parser/model")),
    ("parser/cfg", include_bytes!("../data/networks/parser/cfg")),
    ("parser/moves", include_bytes!("../data/networks/parser/moves")),
    ("ner/model", include_bytes!("../data/networks/ner/model")),
    ("ner/cfg", include_bytes!("../data/networks/ner/cfg")),
    ("ner/moves", include_bytes!("../data/networks/ner/moves")),
];
const PIPELINE: [&str; 7] = ["tok2vec", "senter", "tagger", "morphologizer", "parser", "ruler", "ner"];
const TEXT: &str = "(l'été) chats-chiens, 5% etc. https://a.fr\n«\u{a0}Yeux\u{a0}» 👍 l'an";

fn write(folder: &Path, files: &[(&str, &[u8])]) {
    for (name, bytes) in files {
        let path = folder.join(name);
        fs::create_dir_all(path.parent().expect("it stands in a folder")).expect("folders can be made");
        fs::write(path, bytes).expect("files can be written");
    }
}

/// What a thread keeps between two wheels: where they are put, the cache, and the model that is asked for.
struct Bench {
    folder: PathBuf,
    store: Store,
    model: Model,
}

impl Bench {
    fn new() -> Bench {
        let folder = folder::new("wheel");
        let pinned = folder.join("pinned");
        write(&pinned, SMALL);
        let options = models::Options {
            connect: Duration::from_secs(1),
            stall: Duration::from_secs(1),
            overall: Duration::from_secs(2),
            retries: 0,
            pause: Duration::ZERO,
            redirects: 0,
            proxies: false,
            pythons: Vec::new(),
        };
        let model = Model {
            key: "tiny".into(),
            lang: "fr".into(),
            name: "tiny".into(),
            version: "1.2.3".into(),
            package: "tiny".into(),
            wheel_url: "".into(),
            pin: models::pin(&pinned).expect("files of a model").into(),
            wheel_bytes: 2_000,
            unpacked_bytes: SMALL.iter().map(|(_, bytes)| bytes.len() as u64).sum(),
            licence: "MIT".into(),
        };
        Bench { store: Store::with_options(folder.join("cache"), options), folder, model }
    }
}

/// A wheel is refused by its name and leaves the cache as it was, or holds the pinned model; one that opens parses.
pub fn wheel(bytes: &[u8]) {
    thread_local! {
        static BENCH: RefCell<Option<Bench>> = const { RefCell::new(None) };
    }
    BENCH.with_borrow_mut(|bench| {
        let Bench { folder, store, model } = bench.get_or_insert_with(Bench::new);
        let path = folder.join("some-wheel.whl");
        fs::write(&path, bytes).expect("files can be written");
        match store.fetch(model, &Origin::File(path.clone()), &mut Silent) {
            Ok(fetched) => {
                store.verify(model).expect("a model that was taken is the pinned one");
                assert!(fetched.path.starts_with(store.root()));
                store.remove(model).expect("the cache is ours");
            }
            Err(error) => {
                assert_eq!(error.kind(), ErrorKind::Refused, "{error}");
                assert!(
                    matches!(error, Error::Refused { .. }) && error.to_string().contains("some-wheel"),
                    "{error}"
                );
            }
        }
        let left = fs::read_dir(store.root().join("models")).into_iter().flatten().flatten().next();
        assert!(left.is_none(), "{left:?} is left in the cache");
        opened(&path);
    });
}

/// A model opens and its tokens slice back to the text, or the error says what is wrong with which file.
fn opened(path: &Path) {
    match Pipeline::open(path) {
        Ok(pipeline) => {
            let doc = pipeline.parse(TEXT);
            assert_eq!(doc.text(), TEXT);
            let mut end = 0;
            for token in doc.tokens() {
                assert_eq!(TEXT.get(token.start()..token.end()), Some(token.text()));
                assert!(token.start() >= end, "tokens stand in a row");
                assert!(token.head_index() < doc.len());
                end = token.end();
            }
            let again = pipeline.parse(TEXT);
            let told = |doc: &spacy_runtime::Doc| {
                doc.tokens()
                    .map(|token| (token.text().to_owned(), token.lemma().to_owned(), token.pos().to_owned()))
                    .collect::<Vec<_>>()
            };
            assert_eq!(told(&again), told(&doc), "what is parsed twice is equal");
        }
        Err(RuntimeError::Io { path, source }) => panic!("the files are there: {}: {source}", path.display()),
        Err(error) => assert!(!error.to_string().is_empty()),
    }
}

/// The first byte tells which file of the model the others take the place of.
pub fn model(bytes: &[u8]) {
    let Some((first, rest)) = bytes.split_first() else { return };
    let (name, sound) = SMALL[usize::from(*first) % SMALL.len()];
    thread_local! {
        static FOLDER: RefCell<Option<PathBuf>> = const { RefCell::new(None) };
    }
    let folder = FOLDER.with_borrow_mut(|kept| {
        kept.get_or_insert_with(|| {
            let folder = folder::new("model");
            write(&folder, SMALL);
            folder
        })
        .clone()
    });
    fs::write(folder.join(name), rest).expect("files can be written");
    let outcome = std::panic::catch_unwind(|| opened(&folder));
    // The next one finds the model as it was.
    fs::write(folder.join(name), sound).expect("files can be written");
    if let Err(why) = outcome {
        std::panic::resume_unwind(why);
    }
}

/// The first byte tells which file of the networks the others take the place of.
pub fn weights(bytes: &[u8]) {
    let Some((first, rest)) = bytes.split_first() else { return };
    let changed = NETWORKS[usize::from(*first) % NETWORKS.len()].0;
    let file = |name: &str| -> Option<Cow<'_, [u8]>> {
        let (_, sound) = NETWORKS.iter().find(|(known, _)| *known == name)?;
        Some(Cow::Borrowed(if name == changed { rest } else { sound }))
    };
    let config = file("config.json").expect("it is there");
    let Ok(config) = serde_json::from_slice(&config) else { return };
    let networks = match Networks::load(&ModelSource { config: &config, file: &file }, &PIPELINE) {
        Ok(networks) => networks,
        Err(error) => return assert!(!error.to_string().is_empty()),
    };
    let key =
        |at: u64| TokenKey { norm: at % 5, shape: at % 3, is_space: at % 7 == 5, ..TokenKey::default() };
    let mut sheets: Vec<Sheet> =
        [0u64, 1, 9].iter().map(|count| Sheet::new((0..*count).map(key).collect())).collect();
    let mut again = sheets.clone();
    networks.annotate(&mut sheets, &mut Scratch::default());
    networks.annotate(&mut again, &mut Scratch::default());
    assert_eq!(sheets, again, "what is annotated twice is equal");
    let labels = networks.labels();
    for sheet in &sheets {
        let count = sheet.keys.len();
        let within = |column: &[u32], most: usize| {
            column.iter().all(|label| (*label as usize) < most || *label == spacy_runtime::nn::NO_LABEL)
        };
        assert!(within(&sheet.tags, labels.tags.len()) && within(&sheet.morphs, labels.morphs.len()));
        assert!(within(&sheet.deps, labels.deps.len()));
        assert!(sheet.heads.iter().all(|head| (*head as usize) < count), "{:?}", sheet.heads);
        assert!(sheet.ents.iter().all(|(_, label)| within(&[*label], labels.ents.len())));
    }
}
