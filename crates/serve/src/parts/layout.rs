//! What stands around every page.

use crate::{asked::Asked, wording::Wording};

/// The head, the menu and the foot of a page.
pub struct Layout<'a> {
    pub words: &'static Wording,
    pub title: &'a str,
    /// The path, for the menu.
    pub path: &'a str,
    /// What is searched for, for the search box.
    pub searched: &'a str,
    /// The same page for programs.
    pub json: Option<String>,
    pub csv: Option<String>,
    /// The same page in other languages: tag, name, address.
    pub others: Vec<(&'static str, &'static str, String)>,
}

/// An entry of the menu.
pub struct Entry {
    pub to: &'static str,
    pub name: &'static str,
    pub here: bool,
}

impl<'a> Layout<'a> {
    /// That of a page with this title.
    pub fn of(asked: &'a Asked, title: &'a str) -> Layout<'a> {
        let words = asked.words;
        let other = |(tag, name): &(&'static str, &'static str)| {
            (*tag, *name, asked.params.with("ui", tag).on(&asked.path))
        };
        Layout {
            words,
            title,
            path: &asked.path,
            searched: asked.params.get("q").unwrap_or_default(),
            json: None,
            csv: None,
            others: words.others.iter().map(other).collect(),
        }
    }

    /// With links to the same as JSON.
    #[must_use]
    pub fn for_programs(self, asked: &Asked) -> Layout<'a> {
        Layout { json: Some(asked.in_form("json")), ..self }
    }

    /// With links to the same as JSON and CSV.
    #[must_use]
    pub fn for_tables(self, asked: &Asked) -> Layout<'a> {
        Layout { json: Some(asked.in_form("json")), csv: Some(asked.in_form("csv")), ..self }
    }

    /// The menu.
    pub fn menu(&self) -> Vec<Entry> {
        let words = self.words;
        let rooms = words.rooms;
        let entries = [
            ("/statements", words.statements),
            ("/events", words.events),
            ("/actors", rooms.actors),
            ("/dyads", rooms.dyads),
            ("/network", rooms.network),
            ("/map", rooms.map),
            ("/read", rooms.read),
            ("/sql", rooms.sql),
            ("/api", rooms.api),
        ];
        entries.into_iter().map(|(to, name)| Entry { to, name, here: self.path == to }).collect()
    }
}
