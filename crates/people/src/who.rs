//! The question and its answer.

use crate::{Actors, wikidata::Index};
use jiff::civil::Date;
use records::{ActorKind, Sector};

/// What a document tells of one actor.
#[derive(Debug, Clone, Copy, Default)]
pub struct Question<'a> {
    /// [`key`](crate::key)s of its names, the fullest first.
    pub names: &'a [String],
    /// Keys of the words that describe it (« maire de Brest »).
    pub descriptions: &'a [String],
    /// What it is, as far as the text tells.
    pub kind: Option<ActorKind>,
    /// Its function, as the text calls it.
    pub role: Option<&'a str>,
    /// Language in which a function is to be told.
    pub lang: &'a str,
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
    /// Whether it comes before what the text and the built-in tables tell, or only fills what they leave open.
    pub first: bool,
}

/// All that the user brings along.
#[derive(Debug, Default)]
pub struct People {
    actors: Actors,
    index: Option<Index>,
}

impl People {
    /// Adds a table of actors, which takes the place of one that was there.
    pub fn with_actors(mut self, actors: Actors) -> People {
        self.actors = actors;
        self
    }

    /// Adds an index made of Wikidata, to be asked where the table of actors says nothing.
    pub fn with_index(mut self, index: Index) -> People {
        self.index = Some(index);
        self
    }

    /// Whether nothing is known of anybody.
    pub fn is_empty(&self) -> bool {
        self.actors.is_empty() && self.index.is_none()
    }

    /// Who has these names on that day, if anybody known has.
    pub fn who(&self, question: &Question) -> Option<Known> {
        self.actors.who(question).or_else(|| self.index.as_ref()?.who(question))
    }
}
