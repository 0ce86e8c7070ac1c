//! Why a reading is as it is: the parse, and every candidate with what became of it.

use crate::{
    page::Page,
    parse::{EntityKind, Feats, Rel, Upos},
    statements::Judged,
};
use records::{Reading, Span};
use serde::Serialize;

/// A reading with how it came about.
#[derive(Debug, Clone, Serialize)]
pub struct Trace {
    /// The reading.
    pub reading: Reading,
    /// The parse, sentence by sentence.
    pub sentences: Vec<TraceSentence>,
    /// What the finders proposed, the taken ones first.
    pub candidates: Vec<TraceCandidate>,
}

/// One parsed sentence.
#[derive(Debug, Clone, Serialize)]
pub struct TraceSentence {
    /// Where it stands.
    pub span: Span,
    /// Its tokens.
    pub tokens: Vec<TraceToken>,
}

/// One token of a parse.
#[derive(Debug, Clone, Serialize)]
pub struct TraceToken {
    /// Where it stands.
    pub span: Span,
    /// The word as the parser saw it.
    pub form: String,
    /// Dictionary form.
    pub lemma: String,
    /// Word class.
    pub upos: Upos,
    /// Features.
    pub feats: Feats,
    /// Number of its head in the sentence, counted from 1; 0 at a root.
    pub head: usize,
    /// Relation.
    pub deprel: Rel,
    /// Named entity.
    pub entity: Option<EntityKind>,
}

/// A proposed statement.
#[derive(Debug, Clone, Serialize)]
pub struct TraceCandidate {
    /// The pack entry.
    pub rule: String,
    /// The frame or pattern.
    pub frame: &'static str,
    /// The content.
    pub content: Vec<Span>,
    /// The words that report.
    pub cue: Option<Span>,
    /// How sure the finder was.
    pub score: f32,
    /// What it saw.
    pub note: String,
    /// Why it was dropped; `None` if it was taken.
    pub dropped: Option<String>,
}

impl Trace {
    /// Every span that it tells.
    pub(crate) fn each_span(&mut self, see: &mut dyn FnMut(&mut Span)) {
        self.reading.each_span(see);
        for sentence in &mut self.sentences {
            see(&mut sentence.span);
            sentence.tokens.iter_mut().for_each(|token| see(&mut token.span));
        }
        for candidate in &mut self.candidates {
            candidate.content.iter_mut().chain(&mut candidate.cue).for_each(&mut *see);
        }
    }

    pub(crate) fn new(page: &Page, judged: &[Judged], reading: Reading) -> Trace {
        let sentences = page
            .sentences
            .iter()
            .map(|range| TraceSentence {
                span: page.span(range.clone()),
                tokens: range
                    .clone()
                    .map(|at| {
                        let word = &page.words[at];
                        TraceToken {
                            span: word.span,
                            form: word.text.clone(),
                            lemma: word.lemma.clone(),
                            upos: word.upos,
                            feats: word.feats,
                            head: if word.head == at {
                                0
                            } else {
                                (word.head + 1).saturating_sub(range.start)
                            },
                            deprel: word.rel,
                            entity: word.entity.map(|entity| entity.kind),
                        }
                    })
                    .collect(),
            })
            .collect();
        let candidates = judged
            .iter()
            .map(|judged| TraceCandidate {
                rule: judged.candidate.rule.clone(),
                frame: judged.candidate.frame,
                content: judged.candidate.content.clone(),
                cue: judged.candidate.cue.clone().map(|words| page.span(words)),
                score: judged.candidate.score,
                note: judged.candidate.note.clone(),
                dropped: judged.dropped.clone(),
            })
            .collect();
        Trace { reading, sentences, candidates }
    }
}
