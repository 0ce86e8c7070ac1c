//! A statement or an event in a list: what it says, and how it came here.

use crate::{
    error::Failure,
    wording::{Wording, spaced},
};
use records::{Act, EventType, Form, Status};
use std::collections::BTreeMap;
use store::{
    Store,
    query::{self, Links, Side, Value},
};

/// The values of a record by the names of their columns.
struct Values(BTreeMap<&'static str, Value>);

impl Values {
    fn of(columns: &[&'static str], values: Vec<Value>) -> Values {
        Values(columns.iter().copied().zip(values).collect())
    }

    fn text(&self, name: &str) -> Option<String> {
        match self.0.get(name) {
            Some(Value::Text(text)) if !text.is_empty() => Some(text.clone()),
            _ => None,
        }
    }

    fn list(&self, name: &str) -> Vec<String> {
        match self.0.get(name) {
            Some(Value::List(items)) => items.clone(),
            _ => Vec::new(),
        }
    }

    fn flag(&self, name: &str) -> bool {
        self.0.get(name) == Some(&Value::Flag(true))
    }

    /// Where in its dispatch's page a record stands.
    fn place(&self, links: &Links) -> String {
        format!("/dispatch/{}#d-t-{}", links.document, self.text("id").unwrap_or_default())
    }
}

/// A statement.
pub struct StatementCard {
    pub links: Links,
    pub day: Option<String>,
    pub lang: String,
    pub speaker: Option<String>,
    pub role: Option<String>,
    /// Name and code.
    pub country: Option<(String, String)>,
    /// The act in the site's language, unless it is but saying.
    pub does: Option<&'static str>,
    pub form: String,
    pub content: String,
    pub negated: bool,
    pub addressee: Option<String>,
    pub medium: Option<String>,
    pub relays: Vec<String>,
    pub outlet: Option<String>,
    pub title: String,
    pub place: String,
}

impl StatementCard {
    /// That of a statement.
    ///
    /// # Errors
    /// Those of the file.
    pub fn of(store: &Store, id: i64, words: &'static Wording) -> Result<StatementCard, Failure> {
        let values = Values::of(query::STATEMENT_COLUMNS, query::statement(store, id)?);
        let links = query::statement_links(store, id)?;
        let lang = values.text("lang").unwrap_or_default();
        let act = values.text("act").unwrap_or_default();
        let form = values.text("form").unwrap_or_default();
        Ok(StatementCard {
            day: values.text("day"),
            speaker: values.text("speaker"),
            role: values.text("speaker_role"),
            country: values.text("speaker_country").map(|code| (words.country_of(&code), code)),
            does: act.parse::<Act>().ok().filter(|act| *act != Act::Say).map(words.acts),
            form: form.parse::<Form>().map_or("indirect", Form::as_str).to_owned(),
            content: spaced(&values.text("content").unwrap_or_default(), &lang),
            negated: values.flag("negated"),
            addressee: values.text("addressee"),
            medium: values.text("medium"),
            relays: values.list("relays"),
            outlet: values.text("outlet"),
            title: spaced(
                &values.text("title").or_else(|| values.text("document")).unwrap_or_default(),
                &lang,
            ),
            place: values.place(&links),
            links,
            lang,
        })
    }
}

/// An event.
pub struct EventCard {
    pub links: Links,
    pub day: Option<String>,
    pub lang: String,
    pub kind: String,
    pub mode: Option<String>,
    /// What the type means, in the site's language.
    pub means: &'static str,
    pub word: String,
    pub status: String,
    pub status_told: &'static str,
    pub voice: Option<String>,
    /// Names, and ids across documents.
    pub sources: Side,
    pub targets: Side,
    pub place_name: Option<String>,
    pub outlet: Option<String>,
    pub title: String,
    pub place: String,
}

impl EventCard {
    /// That of an event.
    ///
    /// # Errors
    /// Those of the file.
    pub fn of(store: &Store, id: i64, words: &'static Wording) -> Result<EventCard, Failure> {
        let values = Values::of(query::EVENT_COLUMNS, query::event(store, id)?);
        let links = query::event_links(store, id)?;
        let [sources, targets] = query::event_parties(store, id)?;
        let lang = values.text("lang").unwrap_or_default();
        let kind = values.text("type").unwrap_or_default();
        let status = values.text("status").unwrap_or_default();
        Ok(EventCard {
            day: values.text("day"),
            means: kind.parse::<EventType>().map_or("", words.types),
            kind,
            mode: values.text("mode"),
            word: values.text("word").unwrap_or_default(),
            status_told: status.parse::<Status>().map_or("", words.statuses),
            status,
            // A voice of nobody known is told as such.
            voice: values
                .text("voice")
                .map(|voice| if voice == "?" { words.somebody.to_owned() } else { voice }),
            sources,
            targets,
            place_name: values.text("place"),
            outlet: values.text("outlet"),
            title: spaced(
                &values.text("title").or_else(|| values.text("document")).unwrap_or_default(),
                &lang,
            ),
            place: values.place(&links),
            links,
            lang,
        })
    }
}
