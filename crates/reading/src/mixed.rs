//! Documents with paragraphs in another language: each part is read by its own pack, and the readings become one.
//!
//! The parts are the whole text with the paragraphs of the others blanked, so that every span counts in the document's own
//! characters and nothing needs to be moved back.

use records::{Actor, Document, Place, Reading, Speaker};
use std::{collections::HashMap, ops::Range};

/// A document taken apart by language.
#[derive(Debug, Clone)]
pub struct Parts {
    /// What is in the document's own language.
    pub main: Document,
    /// The others, a document for each language, in order of appearance.
    pub others: Vec<Document>,
}

/// Takes a document apart: `foreign` are byte ranges of its text with their languages.
///
/// ```
/// let document = records::Document { text: "Oui.\nYes.\nNon.".into(), lang: "fr".into(), ..Default::default() };
/// let parts = reading::mixed::parts(&document, &[(5..9, "en".to_owned())]);
/// assert_eq!(parts.main.text, "Oui.\n    \nNon.");
/// assert_eq!((parts.others[0].text.as_str(), parts.others[0].lang.as_str()), ("    \nYes.\n    ", "en"));
/// ```
pub fn parts(document: &Document, foreign: &[(Range<usize>, String)]) -> Parts {
    let with = |lang: &str, keep: &dyn Fn(usize) -> bool| {
        let letters = document.text.char_indices();
        let text = letters.map(|(at, c)| if keep(at) || c.is_whitespace() { c } else { ' ' }).collect();
        Document { text, lang: lang.to_owned(), ..document.clone() }
    };
    let within = |at: usize, lang: Option<&str>| {
        foreign.iter().any(|(range, tag)| range.contains(&at) && lang.is_none_or(|lang| lang == tag))
    };
    let mut langs: Vec<&str> = Vec::new();
    for (_, tag) in foreign {
        if !langs.contains(&tag.as_str()) {
            langs.push(tag);
        }
    }
    let main = with(&document.lang, &|at| !within(at, None));
    Parts { main, others: langs.into_iter().map(|lang| with(lang, &|at| within(at, Some(lang)))).collect() }
}

/// One reading of two of the same document: `more` is added to `reading`, its actors and places that bear the name of one
/// that is known already become that one, everything is numbered anew in the order of the text.
pub fn joined(reading: Reading, more: Reading) -> Reading {
    let mut all = reading;
    let mut names = Names::default();
    for actor in more.actors {
        let id = actor.id.clone();
        let known = all.actors.iter_mut().find(|known| known.kind == actor.kind && known.name == actor.name);
        let new = match known {
            Some(known) => {
                known.mentions.extend(actor.mentions);
                known.mentions.sort();
                known.id.clone()
            }
            None => {
                let new = format!("+{id}");
                all.actors.push(Actor {
                    id: new.clone(),
                    member_of: actor.member_of.map(|of| format!("+{of}")),
                    ..actor
                });
                new
            }
        };
        names.0.insert(id, new);
    }
    // A body that was merged is a member's body under its old id.
    for actor in &mut all.actors {
        if let Some(new) =
            actor.member_of.as_deref().and_then(|of| of.strip_prefix('+')).and_then(|of| names.0.get(of))
        {
            actor.member_of = Some(new.clone());
        }
    }
    for place in more.places {
        let id = place.id.clone();
        let known =
            all.places.iter_mut().find(|known| known.name == place.name && known.geonames == place.geonames);
        let new = match known {
            Some(known) => {
                known.mentions.extend(place.mentions);
                known.mentions.sort();
                known.id.clone()
            }
            None => {
                let new = format!("+{id}");
                all.places.push(Place { id: new.clone(), ..place });
                new
            }
        };
        names.0.insert(id, new);
    }
    for record in
        more.statements.iter().map(|statement| &statement.id).chain(more.events.iter().map(|event| &event.id))
    {
        names.0.insert(record.clone(), format!("+{record}"));
    }
    let mut added = Reading {
        document: all.document.clone(),
        actors: vec![],
        places: vec![],
        statements: more.statements,
        events: more.events,
    };
    names.apply(&mut added);
    all.statements.extend(added.statements);
    all.events.extend(added.events);
    numbered(all)
}

/// Sorted by where things stand, and numbered so.
fn numbered(mut reading: Reading) -> Reading {
    reading.actors.sort_by_key(|actor| actor.mentions.first().copied());
    reading.places.sort_by_key(|place| place.mentions.first().copied());
    reading.statements.sort_by_key(|statement| statement.content.first().copied());
    reading.events.sort_by_key(|event| event.trigger);
    let mut names = Names::default();
    names.number("a", reading.actors.iter().map(|actor| &actor.id));
    names.number("p", reading.places.iter().map(|place| &place.id));
    names.number("s", reading.statements.iter().map(|statement| &statement.id));
    names.number("e", reading.events.iter().map(|event| &event.id));
    names.apply(&mut reading);
    reading
}

/// Ids and what they become.
#[derive(Default)]
struct Names(HashMap<String, String>);

impl Names {
    fn number<'a>(&mut self, letter: &str, ids: impl Iterator<Item = &'a String>) {
        self.0.extend(ids.enumerate().map(|(at, id)| (id.clone(), format!("{letter}{}", at + 1))));
    }

    fn one(&self, id: &mut String) {
        if let Some(new) = self.0.get(id) {
            id.clone_from(new);
        }
    }

    fn maybe(&self, id: &mut Option<String>) {
        if let Some(id) = id {
            self.one(id);
        }
    }

    fn speaker(&self, speaker: &mut Speaker) {
        self.maybe(&mut speaker.actor);
    }

    /// Every id in a reading, wherever it stands.
    fn apply(&self, reading: &mut Reading) {
        for actor in &mut reading.actors {
            self.one(&mut actor.id);
            self.maybe(&mut actor.member_of);
        }
        for place in &mut reading.places {
            self.one(&mut place.id);
        }
        for statement in &mut reading.statements {
            self.one(&mut statement.id);
            self.speaker(&mut statement.speaker);
            statement.addressee.iter_mut().for_each(|addressee| self.speaker(addressee));
            statement.relays.iter_mut().for_each(|relay| self.maybe(&mut relay.actor));
            self.maybe(&mut statement.within);
        }
        for event in &mut reading.events {
            self.one(&mut event.id);
            event.source.iter_mut().chain(&mut event.target).for_each(|id| self.one(id));
            self.maybe(&mut event.voice);
            event.place.iter_mut().for_each(|place| self.maybe(&mut place.place));
        }
    }
}
