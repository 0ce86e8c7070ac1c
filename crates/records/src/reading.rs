use crate::{ActorKind, Event, Sector, Span, Statement};
use serde::{Deserialize, Serialize};

/// Everything that was read in one document.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Reading {
    /// The document as it was given.
    pub document: Document,
    /// Those who speak, act or are acted upon.
    pub actors: Vec<Actor>,
    /// Where it happens.
    pub places: Vec<Place>,
    /// What is said, and by whom.
    pub statements: Vec<Statement>,
    /// What is done, by whom and to whom.
    pub events: Vec<Event>,
}

/// One dispatch, its text exactly as it was read in.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Document {
    /// The caller's id where the input has one, else a hash of url and text.
    pub id: String,
    /// BCP 47 language tag; [`Document::UNDETERMINED`] before anybody has told it.
    pub lang: String,
    /// Title, where the input names one.
    pub title: Option<String>,
    /// Day of publication, ISO 8601 (`2022-09-13`).
    pub published: Option<String>,
    /// Name of the medium that published it.
    pub outlet: Option<String>,
    /// Where it was found.
    pub url: Option<String>,
    /// The record of a web archive that holds it (`warc://crawl.warc.gz#12345`, the offset); left out of the JSON elsewhere.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// Who wrote it, where the input tells; left out of the JSON where it does not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub author: Option<String>,
    /// What is particular about it (`paywall`, `liveblog`, `gallery`, `truncated`); left out of the JSON where there is nothing.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub marks: Vec<String>,
    /// Earlier documents of the same input whose words this one carries; left out of the JSON where there are none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub copies: Vec<CopyOf>,
    /// The text that all spans count in.
    pub text: String,
}

impl Document {
    /// BCP 47 (RFC 5646) for a language that is not known.
    pub const UNDETERMINED: &'static str = "und";
}

/// An earlier document whose words another carries: the same agency copy in two outlets, for one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CopyOf {
    /// The earlier document's id.
    pub id: String,
    /// Its outlet.
    pub outlet: Option<String>,
    /// Whether all of it is the same.
    pub extent: Extent,
    /// How many of a hundred words of this document stand in paragraphs that are the other's.
    pub percent: u8,
    /// Those paragraphs, in this document.
    pub paragraphs: Vec<Span>,
}

/// How much of two documents is the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Extent {
    /// Word for word.
    Exact,
    /// Most of the shorter one stands in the longer one.
    Near,
    /// Paragraphs.
    Part,
}

/// Somebody or something that speaks or acts: a cluster of mentions within one document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Actor {
    /// `a1`, `a2`, … in order of first mention.
    pub id: String,
    /// The fullest name in the document; a description where there is no name.
    pub name: String,
    /// Person, country, organisation or group.
    pub kind: ActorKind,
    /// ISO 3166 alpha-3, or `IGO`; `None` if unknown.
    pub country: Option<String>,
    /// Sector codes, the most telling first.
    pub sectors: Vec<Sector>,
    /// The function as the text tells it (« président »).
    pub role: Option<String>,
    /// Wikidata id (`Q142`), where the user's own knowledge tells it; left out of the JSON where it does not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub wikidata: Option<String>,
    /// Id of the organisation that it belongs to.
    pub member_of: Option<String>,
    /// Where it is named, described or stood for by a pronoun.
    pub mentions: Vec<Span>,
}

/// A place named in the document.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Place {
    /// `p1`, `p2`, … in order of first mention.
    pub id: String,
    /// Its name as the document has it.
    pub name: String,
    /// ISO 3166 alpha-3 of the country it lies in.
    pub country: Option<String>,
    /// GeoNames id.
    pub geonames: Option<u32>,
    /// Degrees north.
    pub lat: Option<f64>,
    /// Degrees east.
    pub lon: Option<f64>,
    /// `country`, `city`, `region` or `place`.
    pub kind: String,
    /// Where it is named.
    pub mentions: Vec<Span>,
}

impl Reading {
    /// Every span in the document's text, one after the other: to check them, or to move them. (Those of [`Document::copies`] are the
    /// document's own and not among them.)
    pub fn each_span(&mut self, see: &mut dyn FnMut(&mut Span)) {
        for actor in &mut self.actors {
            actor.mentions.iter_mut().for_each(&mut *see);
        }
        for place in &mut self.places {
            place.mentions.iter_mut().for_each(&mut *see);
        }
        for statement in &mut self.statements {
            statement.content.iter_mut().chain(&mut statement.quotes).for_each(&mut *see);
            statement.cue.iter_mut().chain(&mut statement.medium).for_each(&mut *see);
            statement.speaker.mention.iter_mut().for_each(&mut *see);
            statement.addressee.iter_mut().filter_map(|to| to.mention.as_mut()).for_each(&mut *see);
            for relay in &mut statement.relays {
                see(&mut relay.mention);
                relay.cue.iter_mut().for_each(&mut *see);
            }
            statement.date.iter_mut().filter_map(|date| date.mention.as_mut()).for_each(&mut *see);
            statement.unresolved_date.iter_mut().for_each(&mut *see);
        }
        for event in &mut self.events {
            see(&mut event.trigger);
            event.date.iter_mut().filter_map(|date| date.mention.as_mut()).for_each(&mut *see);
            event.unresolved_date.iter_mut().for_each(&mut *see);
            event.place.iter_mut().for_each(|place| see(&mut place.mention));
        }
    }
}
