//! Which components are built, and the reading of the large ones.

use super::Options;
use crate::config::Config;
use crate::lemmatizer::Lemmatizer;
use crate::nn::{ModelSource, Networks};
use crate::{Error, ModelFiles};
use std::borrow::Cow;
use std::cell::RefCell;
use std::path::Path;

/// Factories whose components [`Networks`] builds.
const TRAINED: [&str; 6] = ["tok2vec", "tagger", "morphologizer", "parser", "senter", "ner"];

/// The components to build, in the order of the pipeline.
pub(super) fn enabled(config: &Config, options: &Options) -> Result<Vec<String>, Error> {
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
pub(super) fn factory<'c>(config: &'c Config, name: &str) -> Result<&'c str, Error> {
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
pub(super) fn refuse_custom_code(config: &Config) -> Result<(), Error> {
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

/// What a thread has read; its panic, if it should have one, goes on here.
pub(super) fn joined<T>(thread: std::thread::ScopedJoinHandle<'_, T>) -> T {
    thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
}

pub(super) fn load_lemmatizers(
    config: &Config,
    files: &ModelFiles,
    components: &[String],
) -> Result<Vec<Lemmatizer>, Error> {
    let mut lemmatizers = Vec::new();
    for name in components {
        if factory(config, name)? == "lemmatizer" {
            lemmatizers.push(Lemmatizer::load(name, config, files)?);
        }
    }
    Ok(lemmatizers)
}

pub(super) fn load_networks(
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
