//! The whole walk: document in, reading out.

use crate::{
    actors::{ActorBook, find_chunks},
    dates::{DateFinder, Grammar},
    events::{self, Ground},
    lexicon::Lexicon,
    page::Page,
    parse::{Parser, Remembering, Reuse, SpacyParser},
    places::PlaceBook,
    statements::{self, Judged},
    text::Plain,
    trace::Trace,
};
use pack::Pack;
use people::People;
use records::{Actor, Document, Event, EventPlace, Place, Reading, Relay, Span, Speaker, Statement};
use spacy_runtime::Pipeline;
use std::sync::Arc;

/// Reads documents of one language.
pub struct Reader {
    lexicon: Lexicon,
    grammar: Grammar,
    parser: Box<dyn Parser>,
    people: Arc<People>,
}

impl Reader {
    /// A reader from a pack and a parser.
    pub fn with_parser(pack: Arc<Pack>, parser: Box<dyn Parser>) -> Reader {
        Reader {
            grammar: Grammar::new(&pack.dates),
            lexicon: Lexicon::new(pack),
            parser,
            people: Arc::default(),
        }
    }

    /// A reader from a pack and the pipeline of its model.
    pub fn new(pack: Arc<Pack>, pipeline: Pipeline) -> Reader {
        let parser = SpacyParser::new(pipeline, Arc::clone(&pack));
        Reader::with_parser(pack, Box::new(parser))
    }

    /// The pack that it reads by.
    pub fn pack(&self) -> &Pack {
        &self.lexicon.pack
    }

    /// Goes by what the user knows of persons and bodies, before all that is built in.
    pub fn knowing(self, people: Arc<People>) -> Reader {
        Reader { people, ..self }
    }

    /// Keeps passages that were parsed, in so many bytes at most, and does not parse them again. Readings are the same.
    pub fn remembering(self, bytes: usize) -> Reader {
        Reader { parser: Box::new(Remembering::new(self.parser, bytes)), ..self }
    }

    /// How much was parsed, and how much of it was not parsed again.
    pub fn reuse(&self) -> Reuse {
        self.parser.reuse()
    }

    /// Reads one document. Whatever the text, there is a reading; an empty text gives an empty one.
    pub fn read(&self, document: &Document) -> Reading {
        self.walk(document, |_, _, reading| reading, Reading::each_span)
    }

    /// Reads one document and tells why.
    pub fn trace(&self, document: &Document) -> Trace {
        self.walk(document, Trace::new, Trace::each_span)
    }

    /// Reads the [plain](Plain) text of a document; `finish` makes something of it, of which `spans` names every span: they
    /// are moved to where the words stand in the document itself.
    fn walk<T>(
        &self,
        document: &Document,
        finish: impl FnOnce(&Page, &[Judged], Reading) -> T,
        spans: impl FnOnce(&mut T, &mut dyn FnMut(&mut Span)),
    ) -> T {
        let mut plain = Plain::of(&document.text);
        let title = document.title.as_deref().map(|title| Plain::of(title).text);
        let given = document;
        let document = &Document { text: std::mem::take(&mut plain.text), title, ..document.clone() };
        let mut page = Page::lay_out(document, &self.lexicon.pack, self.parser.as_ref());
        crate::mend::mend(&mut page, &self.lexicon);
        let page = page;
        let dates = DateFinder::find(&page, &self.grammar, &self.lexicon.pack);
        let chunks = find_chunks(&page, &self.lexicon);
        let mut book = ActorBook::find(&page, &self.lexicon, &chunks, &self.people, dates.day);
        let found = statements::find(&page, &self.lexicon, &mut book, &dates);
        let places = PlaceBook::find(&page, &self.lexicon, &chunks, book.home(&page).as_deref());
        let ground =
            Ground { page: &page, lexicon: &self.lexicon, dates: &dates, places: &places, told: &found.told };
        let acts = events::find(&ground, &mut book);
        book.finish(&page, &self.lexicon, &self.people, dates.day);
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
                addressee: told
                    .addressee
                    .map(|(mention, actor)| Speaker { mention: Some(mention), actor: actor.map(id) }),
                medium: told.medium,
                relays: told
                    .relays
                    .iter()
                    .map(|(mention, actor, cue)| Relay { mention: *mention, actor: actor.map(id), cue: *cue })
                    .collect(),
                within: told.within.map(statement_id),
                date: told.date.clone(),
                unresolved_date: told.unresolved_date,
                rule: told.candidate.rule.clone(),
            })
            .collect();
        let events = acts
            .iter()
            .enumerate()
            .map(|(index, act)| {
                let contexts: Vec<&str> = act.contexts.iter().map(String::as_str).collect();
                let cameo = knowledge::cameo_for(act.kind.as_str(), act.mode.as_deref(), &contexts);
                (index, act, cameo)
            })
            .map(|(index, act, cameo)| Event {
                id: format!("e{}", index + 1),
                kind: act.kind,
                mode: act.mode.clone(),
                contexts: act.contexts.clone(),
                cameo: cameo.map(|(code, _)| code.to_owned()),
                goldstein: cameo.map(|(_, weight)| weight),
                trigger: act.trigger,
                source: act.source.iter().copied().map(id).collect(),
                target: act.target.iter().copied().map(id).collect(),
                status: act.status,
                voice: act.voice.map(statement_id),
                aside: act.aside,
                date: act.date.clone(),
                unresolved_date: act.unresolved_date,
                place: act.place.map(|(place, mention)| EventPlace {
                    place: place.map(|at| format!("p{}", at + 1)),
                    mention,
                }),
                rule: act.rule.clone(),
            })
            .collect();
        let actors = book
            .clusters
            .iter()
            .enumerate()
            // One that turned out to be somebody else has nothing left.
            .filter(|(_, cluster)| !cluster.mentions.is_empty() || !cluster.names.is_empty())
            .map(|(index, cluster)| Actor {
                id: id(index),
                name: book.name_of(&page, &self.lexicon, index),
                kind: cluster.kind,
                country: cluster.country.clone(),
                sectors: cluster.sectors.clone(),
                role: cluster.role.clone(),
                wikidata: book.known(index).and_then(|known| known.wikidata.clone()),
                member_of: cluster.member_of.map(id),
                mentions: cluster
                    .mentions
                    .iter()
                    .map(|mention| page.span(book.mentions[*mention].words.clone()))
                    .collect(),
            })
            .collect();
        // Where no metadata tell it, the dispatch's own dateline does.
        let published = document.published.clone().or_else(|| dates.day.map(|day| day.to_string()));
        let reading = Reading {
            document: Document { published, ..given.clone() },
            actors,
            places: place_records(&places),
            statements,
            events,
        };
        let mut done = finish(&page, &found.judged, reading);
        spans(&mut done, &mut |span| *span = plain.original(*span));
        done
    }
}

fn place_records(book: &PlaceBook) -> Vec<Place> {
    book.places
        .iter()
        .enumerate()
        .map(|(index, place)| Place {
            id: format!("p{}", index + 1),
            name: place.name.clone(),
            country: place.country.clone(),
            geonames: place.geonames,
            lat: place.point.map(|point| point.0),
            lon: place.point.map(|point| point.1),
            kind: place.kind.to_owned(),
            mentions: place.mentions.iter().map(|(_, span)| *span).collect(),
        })
        .collect()
}
