//! The readers of a run: for each language its pack and its model, loaded when first needed.

use crate::{Error, Fetch, Options, Unparsed, packs::Packs, saved};
use language::{Languages, Told};
use models::Store;
use pack::Pack;
use people::{Actors, People, wikidata::Index};
use reading::{Reader, mixed, parse::Reuse};
use records::{Document, Reading};
use sha2::{Digest, Sha256};
use spacy_runtime::Pipeline;
use std::{
    borrow::Cow,
    collections::BTreeMap,
    io::BufRead,
    ops::Add,
    panic::{AssertUnwindSafe, catch_unwind},
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
};
use store::Made;

/// Bytes in which the reader of a language keeps what it parsed last: about 10,000 paragraphs.
const REMEMBERED: usize = 16_000_000;

/// Readers by language.
pub struct Readers {
    packs: Packs,
    languages: Languages,
    model: Option<PathBuf>,
    offline: bool,
    fetch: Fetch,
    unparsed: Unparsed,
    people: Arc<People>,
    loaded: Mutex<BTreeMap<String, Arc<Reader>>>,
    /// Languages of paragraphs for which no model could be had, and why.
    missing: Mutex<BTreeMap<String, String>>,
    /// What makes readings, by language.
    made: Mutex<BTreeMap<String, Made>>,
    /// The files that tell whom the user knows, as [`Made`] names them.
    knows: String,
}

/// A document read.
pub struct Done {
    /// Its reading.
    pub reading: Reading,
    /// What of it was passed over, and why.
    pub unread: Option<String>,
}

impl Readers {
    /// Readers as the options ask for.
    ///
    /// # Errors
    /// No such language, an error in its pack, no model; a table of actors with a fault.
    pub fn new(options: Options) -> Result<Readers, Error> {
        let people = Arc::new(people(&options)?);
        let knows = knows(&options)?;
        let packs = options.packs.map_or(Packs::Embedded, Packs::In);
        let tags = packs.tags();
        let readers = Readers {
            languages: Languages::of(tags.iter().map(String::as_str)),
            packs,
            model: options.model,
            offline: options.offline,
            fetch: options.fetch,
            unparsed: options.unparsed,
            people,
            loaded: Mutex::default(),
            missing: Mutex::default(),
            made: Mutex::default(),
            knows,
        };
        if let Some(lang) = &options.lang {
            readers.of(lang)?;
        }
        Ok(readers)
    }

    /// The reader for a language, by its BCP 47 tag: `fr` also reads `fr-BE`.
    ///
    /// # Errors
    /// No such language, an error in its pack, no model.
    pub fn of(&self, lang: &str) -> Result<Arc<Reader>, Error> {
        // Held while loading: what two threads need at the same time is loaded once.
        let mut loaded = self.loaded.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(reader) = loaded.get(lang) {
            return Ok(Arc::clone(reader));
        }
        let pack = self.packs.of(lang)?;
        let reader = match loaded.get(&pack.tag) {
            Some(reader) => Arc::clone(reader),
            None => {
                let reader = reader(pack, self.model_for(lang), self.offline, &self.fetch, &self.unparsed)?;
                Arc::new(reader.knowing(Arc::clone(&self.people)).remembering(REMEMBERED))
            }
        };
        loaded.insert(lang.to_owned(), Arc::clone(&reader));
        Ok(reader)
    }

    /// Reads one document: in its language, which its words tell where nothing else does, and paragraphs in another
    /// language that there is a pack for in theirs.
    ///
    /// # Errors
    /// A language without a pack or model; a document that the reader fails on.
    pub fn read(&self, document: &Document) -> Result<Done, Error> {
        // A mistake of ours in one document must not cost the thousands after it.
        catch_unwind(AssertUnwindSafe(|| self.read_in_all(document))).unwrap_or(Err(Error::Failed))
    }

    /// The reading of all that is in a document, in whichever languages.
    fn read_in_all(&self, document: &Document) -> Result<Done, Error> {
        let document = self.told(document)?;
        let reader = self.of(&document.lang)?;
        let foreign = self.languages.foreign(&document.text, &reader.pack().tag);
        if foreign.is_empty() {
            return Ok(Done { reading: reader.read(&document), unread: None });
        }
        let parts = mixed::parts(&document, &foreign);
        let mut reading = reader.read(&parts.main);
        let mut unread = None;
        for part in &parts.others {
            match self.of_part(&part.lang)? {
                // The dateline, which may alone tell the day, stands in the main part.
                Ok(reader) => {
                    let part = Document { published: reading.document.published.clone(), ..part.clone() };
                    reading = mixed::joined(reading, reader.read(&part));
                }
                Err(why) => unread = Some(format!("paragraphs in \"{}\" are passed over: {why}", part.lang)),
            }
        }
        reading.document.text = document.text.clone();
        Ok(Done { reading, unread })
    }

    /// What makes readings in a language: program, pack and model, and the user's own knowledge.
    ///
    /// # Errors
    /// As [`Readers::of`].
    pub fn made(&self, lang: &str) -> Result<Made, Error> {
        let mut made = self.made.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(made) = made.get(lang) {
            return Ok(made.clone());
        }
        let reader = self.of(lang)?;
        let pack = reader.pack();
        let model = match self.model_for(lang) {
            Some(path) => path.display().to_string(),
            None => models::find(&pack.model)?.folder(),
        };
        let reader = format!("pack {} {}, {model}{}", pack.tag, pack.digest(), self.knows);
        let now = Made { program: concat!("depeche ", env!("CARGO_PKG_VERSION")).to_owned(), reader };
        made.insert(lang.to_owned(), now.clone());
        Ok(now)
    }

    /// The model that a language is read with: the name of its folder in a cache of models, and the folder itself. It is brought if it has
    /// to be.
    ///
    /// # Errors
    /// As [`Readers::of`].
    pub fn model(&self, lang: &str) -> Result<(String, PathBuf), Error> {
        let reader = self.of(lang)?;
        let model = models::find(&reader.pack().model)?;
        let folder = match self.model_for(lang) {
            Some(path) => path.to_owned(),
            None => Store::from_env()?.require(model)?,
        };
        Ok((model.folder(), folder))
    }

    /// How much was parsed, and how much of it was not parsed again.
    pub fn reuse(&self) -> Reuse {
        let loaded = self.loaded.lock().unwrap_or_else(PoisonError::into_inner);
        // A reader stands under each tag that asked for it.
        let readers: BTreeMap<&str, &Reader> =
            loaded.values().map(|reader| (reader.pack().tag.as_str(), reader.as_ref())).collect();
        readers.values().map(|reader| reader.reuse()).fold(Reuse::default(), Reuse::add)
    }

    /// The reader for paragraphs in another language than their document's, or why there is no model for it: that costs the
    /// paragraphs, not the document, and is found out once.
    fn of_part(&self, lang: &str) -> Result<Result<Arc<Reader>, String>, Error> {
        let mut missing = self.missing.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(why) = missing.get(lang) {
            return Ok(Err(why.clone()));
        }
        match self.of(lang) {
            Err(Error::Model(error)) => {
                let why = error.to_string();
                missing.insert(lang.to_owned(), why.clone());
                Ok(Err(why))
            }
            other => other.map(Ok),
        }
    }

    /// The document with its language.
    ///
    /// # Errors
    /// Its words are in a language without a pack.
    pub fn told<'a>(&self, document: &'a Document) -> Result<Cow<'a, Document>, Error> {
        if document.lang != Document::UNDETERMINED {
            return Ok(Cow::Borrowed(document));
        }
        let lang = match self.languages.tell(&document.text) {
            Told::Known(tag) => tag,
            Told::Other { tag, name } => {
                return Err(Error::Foreign {
                    name: name.to_string(),
                    tag: tag.to_string(),
                    there: self.packs.tags().join(", "),
                });
            }
            // No words: whichever pack comes first will find nothing either.
            Told::Unclear => self.packs.tags().into_iter().next().ok_or(Error::NoPacks)?,
        };
        Ok(Cow::Owned(Document { lang, ..document.clone() }))
    }

    /// The language in which a document will be read; `None` if there is no pack for it.
    pub fn will_read(&self, document: &Document) -> Option<String> {
        let lang = self.told(document).ok()?.lang.clone();
        self.packs.has(&lang).then_some(lang)
    }

    /// The language of a document, as a tag, if there is no pack for it.
    pub fn foreign(&self, document: &Document) -> Option<String> {
        let lang = match document.lang.as_str() {
            Document::UNDETERMINED => match self.languages.tell(&document.text) {
                Told::Other { tag, .. } => tag,
                Told::Known(_) | Told::Unclear => return None,
            },
            lang => lang.to_ascii_lowercase(),
        };
        (!self.packs.has(&lang)).then_some(lang)
    }

    /// The model that the user named, unless it says itself that it is one of another language.
    fn model_for(&self, lang: &str) -> Option<&Path> {
        let path = self.model.as_deref()?;
        let meta = std::fs::read(path.join("meta.json")).ok();
        let told = meta.and_then(|meta| serde_json::from_slice::<serde_json::Value>(&meta).ok());
        let told = told.and_then(|meta| Some(meta["lang"].as_str()?.to_owned()));
        told.is_none_or(|told| lang.split(['-', '_']).next() == Some(&told)).then_some(path)
    }

    /// The pack that a language is read with.
    ///
    /// # Errors
    /// No such language, an error in its pack.
    pub fn pack(&self, lang: &str) -> Result<Pack, Error> {
        self.packs.of(lang)
    }
}

/// The user's own files and their digests: with others, readings are others.
///
/// # Errors
/// One that cannot be read.
fn knows(options: &Options) -> Result<String, Error> {
    let mut knows = String::new();
    for (what, path) in [("actors", &options.actors), ("knowledge", &options.knowledge)] {
        let Some(path) = path else { continue };
        let digest = digest_of(path).map_err(|source| Error::Unreadable { path: path.clone(), source })?;
        knows.push_str(&format!(", {what} {digest}"));
    }
    Ok(knows)
}

/// The first bytes of a SHA-256 of a file, which may be large.
fn digest_of(path: &Path) -> std::io::Result<String> {
    let mut digest = Sha256::new();
    let mut file = std::io::BufReader::with_capacity(1 << 16, std::fs::File::open(path)?);
    loop {
        let chunk = file.fill_buf()?;
        if chunk.is_empty() {
            return Ok(digest.finalize()[..8].iter().map(|byte| format!("{byte:02x}")).collect());
        }
        digest.update(chunk);
        let used = chunk.len();
        file.consume(used);
    }
}

/// Whom the user knows, by the files that he names.
fn people(options: &Options) -> Result<People, Error> {
    let mut people = People::default();
    if let Some(path) = &options.actors {
        let file = path.display().to_string();
        let input =
            std::fs::File::open(path).map_err(|source| Error::Unreadable { path: path.clone(), source })?;
        people = people.with_actors(Actors::read(&file, input)?);
    }
    if let Some(path) = &options.knowledge {
        people = people.with_index(Index::open(path)?);
    }
    Ok(people)
}

/// A reader of a pack and its model: the one at `model`, else the cached one, which is brought by `fetch` if it may be. A path that ends in
/// `.conllu` is a file of parses, which takes the model's place; `unparsed` is told of what it has not.
///
/// # Errors
/// No model, or one that cannot be loaded.
pub fn reader(
    pack: Pack,
    model: Option<&Path>,
    offline: bool,
    fetch: &Fetch,
    unparsed: &Unparsed,
) -> Result<Reader, Error> {
    if let Some(path) = model.filter(|path| saved::is_parses(path)) {
        return saved::reader(pack, path, unparsed);
    }
    let mut options = Pipeline::options();
    let folder = match model {
        Some(path) => path.to_owned(),
        None => {
            let store = Store::from_env()?;
            let model = models::find(&pack.model)?;
            let folder = match store.path(model) {
                Some(folder) => folder,
                None if offline => store.require(model)?,
                None => fetch(&store, model)?,
            };
            options = options.prepared(store.prepared(model));
            folder
        }
    };
    let pipeline =
        options.open(&folder).map_err(|source| Error::Unloadable { folder, source: Box::new(source) })?;
    Ok(Reader::new(Arc::new(pack), pipeline))
}

#[cfg(test)]
mod tests {
    use super::{Pack, REMEMBERED, Reader, Readers};
    use crate::{Error, Options, in_order};
    use reading::parse::{Parser, Passage, Token};
    use records::Document;
    use std::{convert::Infallible, sync::Arc};

    /// A parser with a mistake in it.
    struct Faulty;

    impl Parser for Faulty {
        fn parse(&self, passages: &[Passage]) -> Vec<Vec<Token>> {
            assert!(!passages.iter().any(|passage| passage.text.contains("faute")), "the mistake");
            vec![Vec::new(); passages.len()]
        }
    }

    #[test]
    fn a_panic_costs_its_document_and_nothing_else() {
        let pack = Pack::embedded("fr").expect("there is one").expect("without a mistake");
        let readers =
            Readers::new(Options { offline: true, ..Options::default() }).expect("nothing is loaded");
        let faulty = Reader::with_parser(Arc::new(pack), Box::new(Faulty)).remembering(REMEMBERED);
        readers.loaded.lock().expect("nobody panicked").insert("fr".to_owned(), Arc::new(faulty));

        let text = |n: usize| if n % 3 == 1 { format!("Une faute {n}.") } else { format!("Il pleut {n}.") };
        let document = |n| Document { text: text(n), lang: "fr".to_owned(), ..Document::default() };
        let mut read = Vec::new();
        let Ok(()) = in_order(
            0..30,
            3,
            |n| readers.read(&document(n)),
            |done| {
                read.push(done);
                Ok::<(), Infallible>(())
            },
        );
        for (n, done) in read.into_iter().enumerate() {
            match done {
                Ok(done) => assert_eq!((n % 3 != 1, done.reading.document.text), (true, text(n))),
                Err(failed) => assert!(n % 3 == 1 && matches!(failed, Error::Failed), "{n}: {failed}"),
            }
        }
    }
}
