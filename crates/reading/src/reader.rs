//! The whole walk: document in, reading out.

use crate::{actors::ActorBook, dates::DateFinder, lexicon::Lexicon, page::Page, parse::Parser, statements};
use pack::Pack;
use records::{Actor, Document, Reading, Relay, Speaker, Statement};
use std::sync::Arc;

/// Reads documents of one language.
pub struct Reader {
    lexicon: Lexicon,
    parser: Box<dyn Parser>,
}

impl Reader {
    /// A reader from a pack and a parser.
    pub fn with_parser(pack: Arc<Pack>, parser: Box<dyn Parser>) -> Reader {
        Reader { lexicon: Lexicon::new(pack), parser }
    }

    /// Reads one document.
    pub fn read(&self, document: &Document) -> Reading {
        let page = Page::lay_out(document, &self.lexicon.pack, self.parser.as_ref());
        let dates = DateFinder::find(&page, &self.lexicon.pack.dates);
        let mut book = ActorBook::find(&page, &self.lexicon);
        let found = statements::find(&page, &self.lexicon, &mut book, &dates);
        let id = |actor: usize| format!("a{}", actor + 1);
        let statement_id = |index: usize| format!("s{}", index + 1);
        let statements = found
            .told
            .iter()
            .enumerate()
            .map(|(index, told)| Statement {
                id: statement_id(index),
                content: told.candidate.content.clone(),
                quotes: told.quotes.clone(),
                cue: told.candidate.cue.clone().map(|words| page.span(words)),
                form: told.form,
                act: told.candidate.act,
                negated: told.candidate.negated,
                speaker: Speaker { mention: told.speaker.0, actor: told.speaker.1.map(id) },
                addressee: None,
                medium: told.medium,
                relays: told
                    .relays
                    .iter()
                    .map(|(mention, actor, cue)| Relay { mention: *mention, actor: actor.map(id), cue: *cue })
                    .collect(),
                within: told.within.map(statement_id),
                date: told.date.clone(),
                rule: told.candidate.rule.clone(),
            })
            .collect();
        let actors = book
            .clusters
            .iter()
            .enumerate()
            .map(|(index, cluster)| Actor {
                id: id(index),
                name: book.name_of(&page, index),
                kind: cluster.kind,
                country: cluster.country.clone(),
                sectors: cluster.sectors.clone(),
                role: cluster.role.clone(),
                member_of: None,
                mentions: cluster
                    .mentions
                    .iter()
                    .map(|mention| page.span(book.mentions[*mention].words.clone()))
                    .collect(),
            })
            .collect();
        Reading { document: document.clone(), actors, places: Vec::new(), statements, events: Vec::new() }
    }
}
