//! The question and its answer.

use crate::Actors;
use jiff::civil::Date;
use records::{ActorKind, Sector};

/// What a document tells of one actor.
#[derive(Debug, Clone, Copy, Default)]
pub struct Question<'a> {
    /// [`key`](crate::key)s of its names and descriptions, the fullest name first.
    pub names: &'a [String],
    /// Its country, alpha-3, where the words tell it.
    pub country: Option<&'a str>,
    /// The document's day, where it is known.
    pub day: Option<Date>,
}

/// What is known of an actor on that day.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Known {
    /// The name to call it by.
    pub name: Option<String>,
    /// What it is.
    pub kind: Option<ActorKind>,
    /// Country, alpha-3 or `IGO`.
    pub country: Option<String>,
    /// Sectors, the chief one first.
    pub sectors: Vec<Sector>,
    /// Its function.
    pub role: Option<String>,
    /// Wikidata id.
    pub wikidata: Option<String>,
}

/// All that the user brings along.
#[derive(Debug, Default)]
pub struct People {
    actors: Actors,
}

impl People {
    /// Adds a table of actors, which takes the place of one that was there.
    pub fn with_actors(mut self, actors: Actors) -> People {
        self.actors = actors;
        self
    }

    /// Whether nothing is known of anybody.
    pub fn is_empty(&self) -> bool {
        self.actors.is_empty()
    }

    /// Who has these names on that day, if anybody known has.
    pub fn who(&self, question: &Question) -> Option<Known> {
        self.actors.who(question)
    }
}
