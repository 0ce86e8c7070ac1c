use super::{Entity, EntityKind, Feats, Marks, Parser, Passage, Rel, Token, Upos, shape};
use pack::Pack;
use spacy_runtime::{Doc, Input, Iob, Pipeline};
use std::sync::Arc;

/// A spaCy pipeline run natively, its trees made those of UD as the pack says.
pub struct SpacyParser {
    pipeline: Pipeline,
    pack: Arc<Pack>,
}

impl SpacyParser {
    /// A parser from a pipeline and the pack whose rules bring its trees to UD.
    pub fn new(pipeline: Pipeline, pack: Arc<Pack>) -> SpacyParser {
        SpacyParser { pipeline, pack }
    }

    fn tokens(&self, doc: &Doc) -> Vec<Token> {
        let mut sentence = 0;
        let mut tokens = Vec::with_capacity(doc.len());
        let mut marks = Vec::with_capacity(doc.len());
        for token in doc.tokens() {
            let index = token.index();
            if index == 0 || token.is_sent_start() {
                sentence = index;
            }
            let lemma = token.lemma();
            tokens.push(Token {
                at: token.char_start()..token.char_end(),
                text: token.text().to_owned(),
                lower: token.text().to_lowercase(),
                lemma: if lemma.is_empty() { token.text().to_lowercase() } else { lemma.to_lowercase() },
                upos: Upos::from_ud(token.pos()),
                feats: Feats::from_ud(token.morph().as_str()),
                head: token.head_index(),
                rel: Rel::Dep,
                entity: EntityKind::from_label(token.ent_type())
                    .map(|kind| Entity { kind, begins: token.ent_iob() == Iob::Begin }),
                starts_sentence: index == sentence,
            });
            marks.push(Marks { label: token.dep().to_owned(), tag: token.tag().to_owned() });
        }
        shape(&mut tokens, marks, &self.pack.syntax);
        tokens
    }
}

impl Parser for SpacyParser {
    fn parse(&self, passages: &[Passage]) -> Vec<Vec<Token>> {
        let inputs: Vec<Input<'_>> = passages
            .iter()
            .map(|passage| Input { text: &passage.text, no_sentence_start: &passage.unbroken })
            .collect();
        self.pipeline.parse_inputs(&inputs).iter().map(|doc| self.tokens(doc)).collect()
    }
}
