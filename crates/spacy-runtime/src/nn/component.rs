//! The trained components: what each needs from the config and its files.

use super::arc_eager::ArcEager;
use super::biluo::Biluo;
use super::classifier::Classifier;
use super::config::Section;
use super::encoder::Tok2Vec;
use super::moves::parse_moves;
use super::ordered::OrderedMap;
use super::scorer::Scorer;
use super::thinc::ThincModel;
use super::tree::ArcLabels;
use super::vectors::Vectors;
use super::{Labels, ModelSource, MorphLabel, NnError};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// A trained component's weights and what it does with a token's vector.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) enum Task {
    /// Writes `tags`.
    Tag { classifier: Classifier, overwrite: bool },
    /// Writes `morphs`.
    Morph { classifier: Classifier, overwrite: bool },
    /// Writes `sent_start`.
    Senter { classifier: Classifier, overwrite: bool },
    /// Writes `heads`, `deps` and `sent_start`.
    Parse { scorer: Scorer, system: ArcEager, labels: ArcLabels },
    /// Writes `ents`.
    Entities { scorer: Scorer, system: Biluo },
}

/// A component and the encoder (index into [`Loader::encoders`]) that it listens to.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Component {
    pub encoder: usize,
    pub task: Task,
}

/// Collects what is being loaded.
pub(crate) struct Loader<'s, 'a> {
    source: &'s ModelSource<'a>,
    config: Section<'a>,
    /// Encoders by the component that owns them.
    names: Vec<String>,
    pub encoders: Vec<Tok2Vec>,
    pub vectors: Option<Vectors>,
    pub labels: Labels,
    pub components: Vec<Component>,
}

/// Labels of the tagger's `cfg`.
#[derive(Deserialize)]
struct TaggerCfg {
    labels: Vec<String>,
    #[serde(default)]
    overwrite: bool,
}

#[derive(Deserialize)]
struct MorphologizerCfg {
    labels_morph: OrderedMap<String>,
    labels_pos: OrderedMap<u64>,
    #[serde(default = "yes")]
    overwrite: bool,
}

#[derive(Deserialize)]
struct SenterCfg {
    #[serde(default)]
    overwrite: bool,
}

#[derive(Deserialize)]
struct ParserCfg {
    #[serde(default = "one")]
    beam_width: u64,
}

fn yes() -> bool {
    true
}

fn one() -> u64 {
    1
}

impl<'s, 'a> Loader<'s, 'a> {
    pub(crate) fn new(source: &'s ModelSource<'a>) -> Result<Loader<'s, 'a>, NnError> {
        const FILE: &str = "vocab/vectors";
        let vectors = match (source.file)(FILE) {
            Some(bytes) => Vectors::parse(FILE, &bytes)?,
            None => None,
        };
        Ok(Loader {
            source,
            config: Section::root(source.config),
            names: Vec::new(),
            encoders: Vec::new(),
            vectors,
            labels: Labels::default(),
            components: Vec::new(),
        })
    }

    /// Loads one component of the pipeline, if it is a trained one.
    pub(crate) fn component(&mut self, name: &str) -> Result<(), NnError> {
        let config = self.config.section(&format!("components.{name}"))?;
        let factory = config.str("factory")?;
        match factory {
            "tok2vec" => Ok(()),
            "tagger" => self.tagger(name, &config),
            "morphologizer" => self.morphologizer(name, &config),
            "senter" => self.senter(name, &config),
            "parser" => self.parser(name, &config),
            "ner" => self.ner(name, &config),
            _ => match config.section("model") {
                Ok(_) => Err(unsupported(name, format!("factory `{factory}`"))),
                Err(_) => Ok(()),
            },
        }
    }

    fn tagger(&mut self, name: &str, config: &Section<'a>) -> Result<(), NnError> {
        let cfg: TaggerCfg = self.cfg(name)?;
        let (encoder, classifier) = self.classifier(name, config, cfg.labels.len())?;
        self.labels.tags = cfg.labels;
        self.components.push(Component { encoder, task: Task::Tag { classifier, overwrite: cfg.overwrite } });
        Ok(())
    }

    fn morphologizer(&mut self, name: &str, config: &Section<'a>) -> Result<(), NnError> {
        let cfg: MorphologizerCfg = self.cfg(name)?;
        let labels = cfg.labels_morph.0;
        let (encoder, classifier) = self.classifier(name, config, labels.len())?;
        let pos =
            |label: &str| cfg.labels_pos.0.iter().find(|(key, _)| key == label).map_or(0, |(_, pos)| *pos);
        self.labels.morphs =
            labels.into_iter().map(|(label, feats)| MorphLabel { pos: pos(&label), feats }).collect();
        let task = Task::Morph { classifier, overwrite: cfg.overwrite };
        self.components.push(Component { encoder, task });
        Ok(())
    }

    fn senter(&mut self, name: &str, config: &Section<'a>) -> Result<(), NnError> {
        let cfg: SenterCfg = self.cfg(name)?;
        // Two labels, `I` and `S`.
        let (encoder, classifier) = self.classifier(name, config, 2)?;
        self.components
            .push(Component { encoder, task: Task::Senter { classifier, overwrite: cfg.overwrite } });
        Ok(())
    }

    fn classifier(
        &mut self,
        name: &str,
        config: &Section<'a>,
        labels: usize,
    ) -> Result<(usize, Classifier), NnError> {
        let (file, bytes) = self.file(name, "model")?;
        let model = ThincModel::parse(&file, &bytes)?;
        let section = config.section("model")?;
        match section.architecture()? {
            "spacy.Tagger.v1" | "spacy.Tagger.v2" => {}
            other => return Err(unsupported(name, format!("architecture `{other}`"))),
        }
        let encoder = self.encoder(name, &section, &model)?;
        let classifier = Classifier::load(&model, self.encoders[encoder].width(), labels)?;
        Ok((encoder, classifier))
    }

    fn parser(&mut self, name: &str, config: &Section<'a>) -> Result<(), NnError> {
        self.no_beam(name)?;
        let (file, bytes) = self.file(name, "moves")?;
        let moves = parse_moves(&file, &bytes, 5, |_, _| false)?;
        let labels = ArcLabels::new(&file, moves.iter().map(|m| m.label.as_str()).filter(|l| !l.is_empty()))?;
        let system = ArcEager::load(&file, &bytes, |label| labels.number(label))?;
        let (encoder, scorer) = self.scorer(name, config, "parser", system.len())?;
        self.labels.deps = labels.plain.clone();
        self.components.push(Component { encoder, task: Task::Parse { scorer, system, labels } });
        Ok(())
    }

    fn ner(&mut self, name: &str, config: &Section<'a>) -> Result<(), NnError> {
        self.no_beam(name)?;
        let (file, bytes) = self.file(name, "moves")?;
        let labels = &mut self.labels.ents;
        let system = Biluo::load(&file, &bytes, |label| {
            let place = labels.iter().position(|known| known == label).unwrap_or_else(|| {
                labels.push(label.to_owned());
                labels.len() - 1
            });
            place as u32
        })?;
        let (encoder, scorer) = self.scorer(name, config, "ner", system.len())?;
        self.components.push(Component { encoder, task: Task::Entities { scorer, system } });
        Ok(())
    }

    fn scorer(
        &mut self,
        name: &str,
        config: &Section<'a>,
        state_type: &str,
        moves: usize,
    ) -> Result<(usize, Scorer), NnError> {
        let (file, bytes) = self.file(name, "model")?;
        let model = ThincModel::parse(&file, &bytes)?;
        let section = config.section("model")?;
        let encoder = self.encoder(name, &section, &model)?;
        if section.str("state_type")? != state_type {
            return Err(section.wrong("state_type", &format!("is not `{state_type}`")));
        }
        let scorer = Scorer::load(name, &section, &model, self.encoders[encoder].width(), moves)?;
        Ok((encoder, scorer))
    }

    /// The encoder that a model listens to, or its own.
    fn encoder(
        &mut self,
        name: &str,
        model_config: &Section<'a>,
        model: &ThincModel,
    ) -> Result<usize, NnError> {
        let config = model_config.section("tok2vec")?;
        if config.architecture()? != "spacy.Tok2VecListener.v1" {
            let encoder = Tok2Vec::load(name, &config, model, self.vectors.as_ref())?;
            self.names.push(name.to_owned());
            self.encoders.push(encoder);
            return Ok(self.encoders.len() - 1);
        }
        let upstream = match config.str("upstream")? {
            "*" => self.first_tok2vec()?,
            upstream => upstream.to_owned(),
        };
        if let Some(known) = self.names.iter().position(|known| *known == upstream) {
            return Ok(known);
        }
        let section = self.config.section(&format!("components.{upstream}"))?;
        if section.str("factory")? != "tok2vec" {
            return Err(unsupported(&upstream, format!("a listener to `{}`", section.str("factory")?)));
        }
        let (file, bytes) = self.file(&upstream, "model")?;
        let model = ThincModel::parse(&file, &bytes)?;
        let encoder = Tok2Vec::load(&upstream, &section.section("model")?, &model, self.vectors.as_ref())?;
        self.names.push(upstream);
        self.encoders.push(encoder);
        Ok(self.encoders.len() - 1)
    }

    /// Listeners to `*` hear the pipeline's tok2vec.
    fn first_tok2vec(&self) -> Result<String, NnError> {
        let pipeline = self.config.section("nlp")?.strings("pipeline")?;
        let is_tok2vec = |name: &&&str| {
            let section = self.config.section(&format!("components.{name}"));
            section.is_ok_and(|section| section.str("factory").is_ok_and(|factory| factory == "tok2vec"))
        };
        let name = pipeline.iter().find(is_tok2vec);
        name.map(|name| (*name).to_owned())
            .ok_or_else(|| self.config.wrong("nlp.pipeline", "has no `tok2vec` to listen to"))
    }

    fn no_beam(&self, name: &str) -> Result<(), NnError> {
        match self.cfg::<ParserCfg>(name)?.beam_width {
            0 | 1 => Ok(()),
            width => Err(unsupported(name, format!("beam search (`beam_width` {width})"))),
        }
    }

    fn cfg<T: serde::de::DeserializeOwned>(&self, name: &str) -> Result<T, NnError> {
        let (file, bytes) = self.file(name, "cfg")?;
        serde_json::from_slice(&bytes).map_err(|error| NnError::Malformed {
            file,
            offset: 0,
            problem: error.to_string(),
        })
    }

    fn file(&self, component: &str, file: &str) -> Result<(String, Cow<'a, [u8]>), NnError> {
        let path = format!("{component}/{file}");
        match (self.source.file)(&path) {
            Some(bytes) => Ok((path, bytes)),
            None => Err(NnError::MissingFile { component: component.to_owned(), file: path }),
        }
    }
}

fn unsupported(component: &str, what: String) -> NnError {
    NnError::Unsupported { component: component.to_owned(), what }
}
